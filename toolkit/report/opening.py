"""How a report opens: cover, what it is and is not, the method in short, the headline in counts."""

from collections.abc import Iterator

from toolkit.language import whole_points
from toolkit.library.model import POINTS_PER_LEVEL
from toolkit.record.assessment import Kind
from toolkit.report.cover import SHORT_HASH, seal
from toolkit.report.figures import index_figure, target_points
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Column, Fact, Heading, Part, Table, Text, count, own, points, share, words

LEAST_ADVANCED = 3


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Facts of the cover: State, instrument, depth, dates, who answered, what it covers, hash and seal."""
    found, say = subject.assessment, subject.say
    instrument = subject.lens.instrument
    own_words = [
        ("state", found.profile.state),
        ("name", found.name),
        ("covers", found.scope.covers),
        ("leaves_out", found.scope.leaves_out),
    ]
    target = subject.level_name(found.target.default)
    ours = [
        ("instrument", say("report.instrument", symbol=instrument.symbol, title=instrument.title)),
        ("link", instrument.link),
        ("result", subject.of_result),
        ("as_of", subject.results.as_of.isoformat()),
        ("target", say("report.target_fact", level=target, points=whole_points(target_points(subject)))),
        ("own_targets", str(len(found.target.items)) if found.target.items else ""),
        ("answered_by", _answered_by(subject)),
        ("clearance", _clearance(subject)),
        ("content", subject.results.content_hash[:SHORT_HASH]),
        ("seal", seal(subject)),
    ]
    by_name = {
        **{
            name: Fact(name=say(f"report.fact.{name}"), text=text, own=True) for name, text in own_words if text.strip()
        },
        **{name: Fact(name=say(f"report.fact.{name}"), text=text) for name, text in ours if text},
    }
    return tuple(by_name.values()) + tuple(_profile_facts(subject))


def _profile_facts(subject: Subject) -> Iterator[Fact]:
    """The profile as told; this report stays inside, so that small numbers are printed."""
    for name, value in subject.assessment.profile.model_dump(exclude_none=True, exclude={"state"}).items():
        text = f"{value:,}" if isinstance(value, int) else subject.say(f"report.answer.{value}")
        yield Fact(name=subject.say(f"report.profile_fact.{name}"), text=text)


def _answered_by(subject: Subject) -> str:
    found = [response for response in subject.assessment.responses if response.kind is not Kind.NOTHING]
    counts = {body: sum(1 for response in found if response.body == body) for body in {entry.body for entry in found}}
    said = [
        subject.say("report.answered_by", body=subject.body_name(body)[0], n=counts[body])
        for body in sorted(counts, key=lambda body: (-counts[body], body))
    ]
    silent = [body.id for body in subject.assessment.bodies if body.id not in counts]
    if silent:
        named = subject.joined([subject.body_name(body)[0] for body in silent])
        said.append(subject.say("report.answered_not", bodies=named))
    return subject.say("report.sentences").join(said) or subject.say("report.answered_by_nobody")


def _clearance(subject: Subject) -> str:
    cleared = [
        subject.say(
            "report.cleared_part",
            part=subject.body_name(entry.body)[0] if entry.body else subject.say("report.cleared_whole"),
            role=entry.role,
            date=entry.date.isoformat(),
        )
        for entry in subject.assessment.clearances
    ]
    return subject.say("report.sentences").join(cleared) or subject.say("report.not_cleared")


def about(subject: Subject) -> Iterator[Part]:
    """What this is and is not."""
    say, instrument = subject.say, subject.lens.instrument
    yield Heading(level=1, text=say("report.about.heading"), id="about")
    yield Text(text=say("report.about.what", symbol=instrument.symbol, result=subject.of_result))
    yield Text(text=say("report.about.not"))
    if instrument.note:
        yield Text(text=instrument.note)
    if instrument.not_held:
        yield Text(text=instrument.not_held)
    if subject.lens.depth == "rapid":
        yield Text(text=say("report.about.rapid", n=len(subject.lens.items)))
    yield Text(text=say("report.about.inside"))


def method(subject: Subject) -> Iterator[Part]:
    """The method in short."""
    say = subject.say
    yield Heading(level=1, text=say("report.method.heading"), id="method", sheet=say("report_full.sheet.method"))
    lines = ["levels", "text", "enabling", "range", "unanswered", "not_applicable", "gaps", "coverage", "bodies"]
    for line in lines:
        yield Text(text=say(f"report.method.{line}"), role="point")


def headline(subject: Subject) -> Iterator[Part]:
    """The headline: counts first, then the indices; an instrument without domestic paragraphs says so."""
    say = subject.say
    yield Heading(level=1, text=say("report.headline.heading"), id="headline", sheet=say("report.sheet.headline"))
    if not subject.has_something_to_score:
        yield from _nothing_to_score(subject)
        return
    if not subject.is_answered:
        yield Text(
            text=say("report.headline.nothing_answered", n=len(subject.scored) + len(subject.implied)), role="key"
        )
        return
    yield Text(text=say("report.sentences").join(counts(subject)), role="key")
    if subject.indices and subject.scores.text.point is not None:
        yield Text(text=say("report.sentences").join(index_sentences(subject)), role="key")
    yield from _least_advanced(subject)
    yield _levels(subject)
    if subject.indices:
        yield index_figure(subject)
        yield from _provisional(subject)
        yield from _how_sure(subject)


def _nothing_to_score(subject: Subject) -> Iterator[Part]:
    instrument = subject.lens.instrument
    yield Text(text=subject.say("report.headline.nothing_to_score", symbol=instrument.short), role="key")
    offered = subject.library.instruments.get(instrument.offers or "")
    if offered is not None:
        yield Text(text=subject.say("report.headline.offers", symbol=offered.symbol))


def counts(subject: Subject) -> Iterator[str]:
    found, say = subject.scores.headline, subject.say
    by_level = found.by_level
    yield say(
        "report.headline.counts",
        n=found.asked,
        good=say("report.headline.good", n=by_level["3"] + by_level["4"]),
        partly=by_level["2"],
        begun=by_level["1"],
        none=by_level["0"],
    )
    yield (
        say("report.headline.unanswered", n=found.unanswered)
        if found.unanswered
        else say("report.headline.all_answered")
    )
    if found.not_applicable:
        yield say("report.headline.not_applicable", n=found.not_applicable)
    yield say("report.headline.at_target", n=found.at_target)


def index_sentences(subject: Subject) -> Iterator[str]:
    text = subject.scores.text
    values = {name: whole_points(getattr(text, name)) for name in ("point", "low", "high")}
    yield subject.say("report.headline.index", result=subject.of_result, **values)
    yield subject.say("report.headline.target", target=whole_points(target_points(subject)))
    if text.provisional:
        yield subject.say("report.headline.provisional")


def _least_advanced(subject: Subject) -> Iterator[Part]:
    target = target_points(subject)
    below = [limb for limb in subject.scores.limbs if limb.point is not None and limb.point < target]
    lowest = sorted(below, key=lambda limb: limb.point or 0.0)[:LEAST_ADVANCED]
    if not lowest:
        return
    yield Text(text=subject.say("report.headline.least_advanced", n=len(lowest)))
    for limb in lowest:
        gist = subject.library.limbs[limb.id].gist
        shown = subject.say(
            "report.headline.limb", gist=gist.rstrip("."), limb=limb.id, points=whole_points(limb.point)
        )
        yield Text(text=shown, role="point")


def _levels(subject: Subject) -> Table:
    found, say = subject.scores.headline, subject.say
    levels = [
        (count(level), words(named.name), points(level * POINTS_PER_LEVEL))
        for level, named in enumerate(subject.library.scales.levels)
    ]
    rows = [(*cells, count(found.by_level[str(level)])) for level, cells in reversed(list(enumerate(levels)))]
    for name, number in (("unanswered", found.unanswered), ("not_applicable", found.not_applicable)):
        rows.append((words(None), words(say(f"report.levels.{name}")), points(None), count(number)))
    rows.append((words(None), words(say("report.levels.asked")), points(None), count(found.asked)))
    columns = (
        Column(name=say("report.column.level"), kind="code", width=10),
        Column(name=say("report.levels.name"), width=50),
        Column(name=say("report.column.points"), kind="points", width=15),
        Column(name=say("report.column.items"), kind="count", width=20),
    )
    return Table(id="levels", caption=say("report.levels.caption"), columns=columns, rows=tuple(rows), sums=1)


def _provisional(subject: Subject) -> Iterator[Part]:
    for name, index in (("text", subject.scores.text), ("enabling", subject.scores.enabling)):
        for reason in index.reasons:
            without = [limb.id for limb in subject.scores.limbs if limb.items and limb.point is None]
            said = subject.say(
                f"report.provisional.{reason}",
                index=subject.say(f"report.index.{name}"),
                completeness=share(index.completeness).shown,
                limbs=subject.joined(without),
            )
            yield Text(text=said, role="note")


def _how_sure(subject: Subject) -> Iterator[Part]:
    say, scores = subject.say, subject.scores
    yield Heading(level=2, text=say("report.sure.heading"), id="sure")
    yield Text(text=say("report.sure.explain"))
    columns = (
        Column(name=say("report.sure.figure"), width=52),
        Column(name=say("report.index.text"), kind="points", width=16),
        Column(name=say("report.index.enabling"), kind="points", width=16),
    )
    both = (scores.text, scores.enabling)
    bands = [index.band for index in both]
    rows = [
        (words(say("report.sure.point")), *(points(index.point) for index in both)),
        (words(say("report.sure.low")), *(points(index.low) for index in both)),
        (words(say("report.sure.high")), *(points(index.high) for index in both)),
        (words(say("report.sure.supported")), *(points(index.supported) for index in both)),
        (words(say("report.sure.with_na_as_zero")), *(points(index.with_na_as_zero) for index in both)),
        (words(say("report.sure.band_low")), *(points(band.low if band else None) for band in bands)),
        (words(say("report.sure.band_high")), *(points(band.high if band else None) for band in bands)),
        (words(say("report.sure.completeness")), *(share(index.completeness) for index in both)),
        (words(say("report.sure.provisional")), *(words(_yes_or_no(subject, index.provisional)) for index in both)),
    ]
    yield Table(
        id="sure",
        caption=say("report.sure.caption"),
        columns=columns,
        rows=tuple(rows),
        note=say("report.sure.supported_rule"),
    )


def _yes_or_no(subject: Subject, value: bool | None) -> str | None:
    return None if value is None else subject.say("report.answer.yes" if value else "report.answer.no")


def not_agreed(subject: Subject) -> Table:
    """Statements on which bodies differ and have not agreed, with what each stated."""
    say = subject.say
    rows = []
    for item in subject.scores.not_agreed:
        value = subject.scores.item(item)
        assert value is not None
        stated = [
            say("report.stated", body=subject.body_name(entry.body)[0], level=_stated_level(subject, entry.level))
            for entry in value.counted.stated
        ]
        rows.append(
            (
                *statement(subject, item),
                own(say("report.sentences").join(stated)),
                words(subject.counted_as(value.counted)),
            )
        )
    columns = (
        *statement_columns(subject, 40),
        Column(name=say("report.column.stated"), width=30),
        Column(name=say("report.column.counted"), width=18),
    )
    return Table(id="not_agreed", caption=say("report.not_agreed.caption"), columns=columns, rows=tuple(rows))


def _stated_level(subject: Subject, level: int | None) -> str:
    return subject.say("report.stated_not_applicable") if level is None else str(level)
