"""The pack of one body: three asks, its statements, its measures, what is overdue, blank columns to return.

It holds what this body told itself and nothing that another body wrote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.method.gaps import Gap
from toolkit.method.solidity import is_overdue
from toolkit.record.assessment import Body, Response
from toolkit.report.cover import bound
from toolkit.report.linked_measures import Linked, linked, until
from toolkit.report.minister import decision, next_step
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Fact, Heading, Part, Report, Table, Text, count, own, words

ASKS = 3
WORDS = "report_packs"
BLANK = Cell(shown="")


@dataclass(frozen=True)
class Share:
    """What falls to one body: the items it leads or answered, the measures it leads, those in which it is a partner."""

    body: Body
    name: str
    is_own: bool
    items: tuple[str, ...]
    measures: tuple[Linked, ...]
    partner_in: tuple[Linked, ...]

    @property
    def is_empty(self) -> bool:
        """True if nothing falls to this body."""
        return not self.items and not self.measures and not self.partner_in


def pack(subject: Subject, share: Share) -> Report:
    """Build the pack of a body."""
    say = subject.say
    told = (
        ("body", share.name, share.is_own),
        ("instrument", subject.lens.instrument.symbol, False),
        ("as_of", subject.results.as_of.isoformat(), False),
    )
    names = {"body": say("report.responses.body")}
    facts = tuple(
        Fact(name=names.get(name) or say(f"report.fact.{name}"), text=text, own=is_own) for name, text, is_own in told
    )
    return bound(subject, "pack", say(f"{WORDS}.title", body=share.name), _parts(subject, share), facts=facts)


def _parts(subject: Subject, share: Share) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.asks"), id="pack-asks")
    asks = list(asks_of(subject, share))[:ASKS]
    yield Text(text=say(f"{WORDS}.asks_explain" if asks else f"{WORDS}.asks_none"))
    for ask in asks:
        yield Text(text=ask, role="point")
    yield Text(text=say(f"{WORDS}.return_by"))
    yield from _statements(subject, share)
    yield from _overdue(subject, share)
    yield from _measures(subject, share)
    yield from _partner(subject, share)


def asks_of(subject: Subject, share: Share) -> Iterator[str]:
    """What is asked of a body: overdue measures first, then its gaps in their order, then what it has not answered."""
    for found in overdue(subject, share):
        yield subject.say(f"{WORDS}.ask.overdue", measure=found.called)
    for gap in (*subject.results.gaps.text, *subject.results.gaps.enabling):
        if gap.item in share.items and subject.item(gap.item).lead in share.body.leads:
            said = subject.item(gap.item).text.rstrip(".")
            yield subject.say(f"{WORDS}.ask.gap", item=gap.item, statement=said, decision=_asked(subject, share, gap))
    for entry in subject.scores.unanswered:
        if entry.item in share.items:
            yield subject.say(f"{WORDS}.ask.unanswered", item=entry.item, statement=subject.item(entry.item).text)


def _asked(subject: Subject, share: Share, gap: Gap) -> str:
    """What is asked on a gap; a measure is named only if it is this body's."""
    covering = linked(subject, [gap.item], still_open=True)
    ours = {(found.plan.name, found.measure.id) for found in share.measures}
    if covering and all((found.plan.name, found.measure.id) in ours for found in covering):
        return decision(subject, gap)
    return next_step(subject, gap)


def overdue(subject: Subject, share: Share) -> tuple[Linked, ...]:
    """Measures of a body that are overdue at the as-of date; what is cancelled or delivered is not."""
    return tuple(
        found
        for found in share.measures
        if found.solidity not in ("cancelled", "delivered")
        and is_overdue(found.measure, found.plan, subject.results.as_of)
    )


def _statements(subject: Subject, share: Share) -> Iterator[Part]:
    if not share.items:
        return
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.statements"), id="pack-statements", sheet=say(f"{WORDS}.statements"))
    rows = tuple(_statement(subject, share, item) for item in share.items)
    columns = (
        *statement_columns(subject, 36),
        Column(name=say(f"{WORDS}.your_answer"), width=16),
        Column(name=say("report.gaps.target"), kind="count", width=8),
        Column(name=say("report.gaps.next"), width=24, beneath=True),
        Column(name=say("report.responses.comment"), width=24, beneath=True),
        Column(name=say("report.responses.evidence"), width=24, beneath=True),
        Column(name=say(f"{WORDS}.new_level"), width=9),
        Column(name=say(f"{WORDS}.new_comment"), width=22),
    )
    yield Table(id="pack_statements", caption=say(f"{WORDS}.statements_caption"), columns=columns, rows=rows)


def _statement(subject: Subject, share: Share, item: str) -> tuple[Cell, ...]:
    given = subject.assessment.response(item, share.body.id)
    return (
        *statement(subject, item),
        words(None) if given is None or given.is_empty else own(subject.answer_of(given)),
        count(subject.assessment.target.of(item)) if not subject.item(item).participation else count(None),
        words(_next(subject, item, given)),
        own(given.comment if given else ""),
        own("\n".join(subject.evidence(found) for found in given.evidence) if given else ""),
        BLANK,
        BLANK,
    )


def _next(subject: Subject, item: str, given: Response | None) -> str | None:
    """Text of the level above the body's own, where that lies below the target."""
    if given is None or given.level is None or given.level >= subject.assessment.target.of(item):
        return None
    return subject.library.level_texts(item)[given.level + 1]


def _overdue(subject: Subject, share: Share) -> Iterator[Part]:
    say, found = subject.say, overdue(subject, share)
    if not found:
        return
    yield Heading(level=1, text=say(f"{WORDS}.overdue"), id="pack-overdue", sheet=say(f"{WORDS}.overdue"))
    rows = tuple((own(entry.called), own(until(subject, entry)), BLANK, BLANK) for entry in found)
    columns = (
        Column(name=say("report.plan.title"), width=40),
        Column(name=say("report.plan.end"), width=14),
        Column(name=say(f"{WORDS}.new_end"), width=14),
        Column(name=say(f"{WORDS}.why"), width=32),
    )
    yield Table(id="pack_overdue", caption=say(f"{WORDS}.overdue_caption"), columns=columns, rows=rows)


def _measures(subject: Subject, share: Share) -> Iterator[Part]:
    if not share.measures:
        return
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.measures"), id="pack-measures", sheet=say(f"{WORDS}.measures"))
    rows = tuple(
        (
            own(found.called),
            own(until(subject, found)),
            words(say(f"report.status.{found.measure.status}") if found.measure.status else None),
            words(say(f"plan_method.solidity.{found.solidity}")),
            words(subject.joined(_reasons(subject, found))),
            BLANK,
            BLANK,
        )
        for found in share.measures
    )
    columns = (
        Column(name=say("report.plan.title"), width=36),
        Column(name=say("report.plan.end"), width=12),
        Column(name=say("report.plan.status"), width=12),
        Column(name=say("report.plan.solidity"), width=13),
        Column(name=say("report.plan.reasons"), width=24, beneath=True),
        Column(name=say(f"{WORDS}.new_status"), width=12),
        Column(name=say(f"{WORDS}.new_comment"), width=20),
    )
    yield Table(id="pack_measures", caption=say(f"{WORDS}.measures_caption"), columns=columns, rows=rows)


def _reasons(subject: Subject, found: Linked) -> list[str]:
    looked_at = next(entry for entry in subject.results.plans if entry.plan is found.plan)
    return [subject.say(f"plan_method.reason.{code}") for code in looked_at.solidities[found.measure.id].reasons]


def _partner(subject: Subject, share: Share) -> Iterator[Part]:
    if not share.partner_in:
        return
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.partner"), id="pack-partner", sheet=say(f"{WORDS}.partner"))
    rows = tuple((own(found.called), own(found.led_by), own(until(subject, found))) for found in share.partner_in)
    columns = (
        Column(name=say("report.plan.title"), width=56),
        Column(name=say("report.column.lead"), width=28),
        Column(name=say("report.plan.end"), width=16),
    )
    yield Table(id="pack_partner", caption=say(f"{WORDS}.partner_caption"), columns=columns, rows=rows)


def overview(subject: Subject, shares: Sequence[tuple[str, Share]], unassigned: Sequence[Linked]) -> Report:
    """What the coordinator keeps: which pack is in which folder, and the measures that nobody leads, listed once."""
    say = subject.say
    rows = tuple(
        (
            Cell(shown=share.name, own=share.is_own),
            own(folder),
            *(count(len(found)) for found in (share.items, share.measures, overdue(subject, share))),
        )
        for folder, share in shares
    )
    columns = (
        Column(name=say("report.responses.body"), width=34),
        Column(name=say(f"{WORDS}.folder"), width=30),
        Column(name=say(f"{WORDS}.statements"), kind="count", width=12),
        Column(name=say(f"{WORDS}.measures"), kind="count", width=12),
        Column(name=say(f"{WORDS}.overdue"), kind="count", width=12),
    )
    heading = say(f"{WORDS}.overview")
    parts: list[Part] = [Heading(level=1, text=heading, id="packs", sheet=heading)]
    parts.append(Text(text=say(f"{WORDS}.overview_explain")))
    parts.append(Table(id="packs", caption=heading, columns=columns, rows=rows))
    if unassigned:
        lead = say(f"{WORDS}.unassigned")
        parts.append(Heading(level=1, text=lead, id="unassigned", sheet=lead))
        named = (Column(name=say("report.plan.title"), width=80), Column(name=say("report.plan.end"), width=20))
        cells = tuple((own(found.called), own(until(subject, found))) for found in unassigned)
        parts.append(Table(id="unassigned", caption=lead, columns=named, rows=cells))
    return bound(subject, "packs", say(f"{WORDS}.overview_title"), parts, is_short=True)
