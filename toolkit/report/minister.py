"""The minister's report, two printed pages: a sentence, what is asked, what to be proud of, what to decide; what next.

Free text is cut to what two pages hold; the full report has all of it.
"""

from collections.abc import Iterator

from toolkit.language import whole_points
from toolkit.method.achievements import Achievement, achievements
from toolkit.method.comparison import Comparison
from toolkit.method.gaps import Gap
from toolkit.method.solidity import end_of
from toolkit.method.unfunded import unfunded
from toolkit.report.cover import bound
from toolkit.report.figures import target_points
from toolkit.report.letters import cut_short
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Report, Table, Text, count, words

PROUD, GAPS = 3, 5
LONGEST, LONGEST_NAME = 130, 34
# Provisions that two pages hold in full; of a longer text each is named by its subject, or its gist is cut.
MANY_PROVISIONS, CUT_GIST, WHOLE_GIST = 8, 88, 300
WORDS = "report_minister"
# Why nothing of the last time stands beside this one.
ASKED_APART = frozenset({"other_lens", "other_depth", "other_scope"})


def minister_report(subject: Subject, earlier: Comparison | None = None) -> Report:
    """Build the minister's report; `earlier` holds the last time against this one, if there was one."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    return bound(subject, "minister", title, _parts(subject, earlier), is_short=True)


def _parts(subject: Subject, earlier: Comparison | None) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.headline"), id="headline")
    yield Text(text=one_sentence(subject), role="key")
    if not subject.has_something_to_score or not subject.is_answered:
        yield from _next(subject)
        return
    yield Text(text=say("report.sentences").join(_beside(subject)))
    yield from _provisions(subject)
    yield from _proud(subject)
    yield from _decisions(subject)
    yield from _money(subject)
    yield from _since(subject, earlier)
    yield from _next(subject)


def one_sentence(subject: Subject) -> str:
    """Where the State stands and what its plan does about it, in one sentence."""
    say, found = subject.say, subject.scores.headline
    symbol = subject.lens.instrument.short
    if not subject.has_something_to_score:
        return say("report.headline.nothing_to_score", symbol=symbol)
    if not subject.is_answered:
        return say("report.headline.nothing_answered", n=len(subject.scored) + len(subject.implied))
    told = say(f"{WORDS}.sentence", n=found.asked, symbol=symbol, at_target=found.at_target)
    return say(f"{WORDS}.one_sentence", told=told, plan=_plan_in_short(subject))


def _plan_in_short(subject: Subject) -> str:
    gaps = subject.results.gaps.text
    if not gaps:
        return subject.say(f"{WORDS}.plan.no_gap")
    if not subject.results.plans:
        return subject.say(f"{WORDS}.plan.none", n=len(gaps))
    solid = sum(1 for gap in gaps if gap.coverage in ("full", "partly"))
    paper = sum(1 for gap in gaps if gap.coverage == "paper")
    left = len(gaps) - solid - paper
    return subject.say(f"{WORDS}.plan.reaches", n=len(gaps), solid=solid, paper=paper, unreached=left)


def _beside(subject: Subject) -> Iterator[str]:
    """The other counts, and the index where it may be shown."""
    found, say = subject.scores.headline, subject.say
    by_level = found.by_level
    yield say(f"{WORDS}.as_of", day=subject.results.as_of.isoformat())
    yield say(f"{WORDS}.detail", partly=by_level["2"], begun=by_level["1"], none=by_level["0"])
    for name in ("unanswered", "not_applicable"):
        if getattr(found, name):
            yield say(f"report.headline.{name}", n=getattr(found, name))
    if subject.shows_index:
        yield index_in_short(subject)
    elif subject.indices and subject.scores.text.provisional:
        yield subject.say(f"{WORDS}.no_index")


def index_in_short(subject: Subject) -> str:
    """The text index with its range and target; where everything is answered and agreed there is no range to name."""
    values = {name: whole_points(getattr(subject.scores.text, name)) for name in ("point", "low", "high")}
    target = whole_points(target_points(subject))
    if values["low"] == values["high"]:
        return subject.say("report_minister.index_sure", target=target, **values)
    return subject.say("report_minister.index", target=target, **values)


def _provisions(subject: Subject) -> Iterator[Part]:
    say, scores = subject.say, subject.scores
    yield Heading(level=1, text=say(f"{WORDS}.provisions"), id="provisions")
    many = len(scores.provisions) > MANY_PROVISIONS
    longest = CUT_GIST if many else WHOLE_GIST
    rows = []
    for found in scores.provisions:
        provision = subject.lens.instrument.provision(found.number)
        assert provision is not None
        rows.append(
            (
                Cell(shown=found.number),
                words(cut_short((provision.subject if many else None) or provision.gist, longest)),
                words(_standing(subject, found.limbs)),
            )
        )
    about = "strategies.report" if subject.lens.instrument.has_strategies else "report.provisions"
    columns = (
        Column(name=subject.provision_heading, kind="code", width=7),
        Column(name=say(f"{WORDS}.subject" if many else f"{about}.gist"), width=60),
        Column(name=say(f"{WORDS}.stands"), width=33),
    )
    yield Table(id="provisions", caption=say(f"{about}.caption"), columns=columns, rows=tuple(rows))


def _standing(subject: Subject, limbs: tuple[str, ...]) -> str:
    """Of a provision's statements that apply: how many are at their target, and how many have no answer."""
    values = [value for value in subject.scored if value.asked.limb in limbs and value.applies]
    answered = [value for value in values if value.counted.level is not None]
    reached = sum(1 for value in answered if (value.counted.level or 0) >= value.target)
    if not values:
        return subject.say(f"{WORDS}.nothing_applies")
    said = subject.say(f"{WORDS}.standing", n=len(values), reached=reached)
    left = len(values) - len(answered)
    return subject.joined([said, subject.say(f"{WORDS}.left", n=left)] if left else [said])


def _proud(subject: Subject) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.proud"), id="achievements")
    found = achievements(subject.scores, subject.assessment)[:PROUD]
    if not found:
        yield Text(text=say(f"{WORDS}.proud_none"))
    for entry in found:
        yield Text(text=_pride(subject, entry), role="point")


def _pride(subject: Subject, entry: Achievement) -> str:
    if entry.practice is not None:
        told = [part.strip() for part in (entry.practice.what, entry.practice.result) if part.strip()]
        return cut_short(" ".join(told), LONGEST * 2)
    value = subject.scores.item(entry.item)
    assert value is not None
    source = next((found.title.strip() for found in value.counted.evidence if found.title.strip()), "")
    said = subject.item(entry.item).text.rstrip(".")
    if not source:
        return subject.say(f"{WORDS}.in_place", statement=said)
    return subject.say(f"{WORDS}.in_place_by", statement=said, source=cut_short(source, LONGEST_NAME))


def gaps_to_decide(subject: Subject) -> tuple[Gap, ...]:
    """The first five gaps from the text; where there are fewer, filled up from the enabling list."""
    return (*subject.results.gaps.text, *subject.results.gaps.enabling)[:GAPS]


def _decisions(subject: Subject) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.decisions"), id="gaps")
    found = gaps_to_decide(subject)
    if not found:
        yield Text(text=say("report.gaps.none"))
        return
    rows = tuple(
        (
            count(number),
            words(subject.item(gap.item).text),
            _lead(subject, gap.lead),
            Cell(shown=decision(subject, gap), own=gap.coverage != "none"),
        )
        for number, gap in enumerate(found, start=1)
    )
    columns = (
        Column(name=say("report.gaps.order"), kind="count", width=5),
        Column(name=say(f"{WORDS}.gap"), width=40),
        Column(name=say("report.column.lead"), width=18),
        Column(name=say(f"{WORDS}.decision"), width=40),
    )
    yield Table(id="decisions", caption=say(f"{WORDS}.decisions_caption"), columns=columns, rows=rows)


def _lead(subject: Subject, code: str) -> Cell:
    name, is_own = subject.led_by(code)
    return Cell(shown=cut_short(name, LONGEST_NAME) if is_own else name, own=is_own)


def decision(subject: Subject, gap: Gap) -> str:
    """What has to be decided on a gap: a first measure, what a measure lacks, or that it keeps its course."""
    covering = next(
        (found for found in subject.results.coverage.items[gap.item].measures if found.solidity == gap.coverage), None
    )
    if covering is None:
        return subject.say(f"{WORDS}.decide.none", step=next_step(subject, gap))
    looked_at = subject.results.plans[covering.plan]
    measure = looked_at.plan.measure(covering.measure)
    assert measure is not None
    named = cut_short(" ".join(part for part in (measure.number, measure.title) if part), LONGEST // 2)
    end = end_of(measure, looked_at.plan)
    if gap.coverage == "full" and end is not None:
        return subject.say(f"{WORDS}.decide.full_until", measure=named, end=end.isoformat())
    reasons = [subject.say(f"plan_method.reason.{code}") for code in looked_at.solidities[measure.id].reasons]
    return subject.say(f"{WORDS}.decide.{gap.coverage}", measure=named, reasons=subject.joined(reasons))


def next_step(subject: Subject, gap: Gap) -> str:
    """The first measure that the checklists name for the next level; else the text of that level."""
    steps = [step.measure for step in subject.item(gap.item).next_steps if step.to == gap.level + 1]
    return steps[0] if steps else subject.library.level_texts(gap.item)[gap.level + 1]


def _money(subject: Subject) -> Iterator[Part]:
    """First year's cost and unfunded part, where a plan holds them."""
    several = len(subject.results.plans) > 1
    lines = []
    for looked_at in subject.results.plans:
        for found in unfunded(looked_at.plan):
            told = _amounts(subject, found.currency, found.first_year, found.first_year_cost, found.unfunded)
            name = cut_short(looked_at.plan.name, LONGEST_NAME)
            lines += [subject.say(f"{WORDS}.money.of_plan", plan=name, told=line) if several else line for line in told]
    if not lines:
        return
    yield Heading(level=1, text=subject.say(f"{WORDS}.money.heading"), id="money")
    for line in lines[:GAPS]:
        yield Text(text=line, role="point")


def _amounts(
    subject: Subject, currency: str | None, year: str | None, cost: float | None, missing: float | None
) -> Iterator[str]:
    if cost is not None:
        yield subject.say(f"{WORDS}.money.first_year", year=year, amount=_amount(cost, currency))
    if missing is not None:
        yield subject.say(f"{WORDS}.money.unfunded", amount=_amount(missing, currency))


def _amount(amount: float, currency: str | None) -> str:
    return " ".join(part for part in (f"{amount:,.0f}", currency) if part)


def _since(subject: Subject, earlier: Comparison | None) -> Iterator[Part]:
    if earlier is None:
        return
    say, day = subject.say, earlier.before.as_of
    heading = say(f"{WORDS}.since.last_time") if day is None else say(f"{WORDS}.since.heading", day=day.isoformat())
    yield Heading(level=1, text=heading, id="since")
    if ASKED_APART.intersection((*earlier.text.reasons, *earlier.enabling.reasons)):
        yield Text(text=say(f"{WORDS}.since.not_comparable"))
        return
    counts = earlier.counts("text", "enabling")
    told = {
        "risen": counts["up"],
        "fallen": counts["down"],
        "reached": len(earlier.reached),
        "newly_answered": counts["newly_answered"],
        "no_longer_answered": counts["no_longer_answered"],
        "left_out": counts["not_comparable"],
    }
    said = [say(f"{WORDS}.since.{name}", n=n) for name, n in told.items() if n]
    yield Text(text=say("report.sentences").join(said) or say(f"{WORDS}.since.nothing"))


def _next(subject: Subject) -> Iterator[Part]:
    day = subject.assessment.next_date
    yield Heading(level=1, text=subject.say(f"{WORDS}.next"), id="next")
    said = subject.say(f"{WORDS}.next_none") if day is None else subject.say(f"{WORDS}.next_on", day=day.isoformat())
    yield Text(text=said)
