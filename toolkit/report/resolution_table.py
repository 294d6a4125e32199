"""The resolution table: provision by provision what the State does, to be pasted into a reply or a statement.

Measures, law and practice, practices, difficulties, assistance wanted; figures at the end. Nothing but what may be
published; no level, no points, no colour, no gap, and no column printed beneath another.
"""

from collections.abc import Iterator, Sequence

from toolkit.library.model import Provision
from toolkit.library.provision_name import provision_cited, provision_name
from toolkit.record.assessment import Response
from toolkit.report import outcomes, outward
from toolkit.report.cover import bound
from toolkit.report.linked_measures import Linked, linked, until
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Figure, Heading, Part, Report, Table, Text, own, words

WORDS = "report_outward.resolution"


def resolution_table(subject: Subject, *, measures: bool = True) -> Report:
    """Build the resolution table; without `measures` the plan is not named."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    parts = _parts(subject, measures=measures)
    return bound(subject, "resolution", title, parts, facts=outward.facts(subject), outward=True)


def _parts(subject: Subject, *, measures: bool) -> Iterator[Part]:
    yield from outward.about(subject)
    for provision in subject.lens.instrument.provisions:
        items = items_of(subject, provision)
        if items:
            yield from _provision(subject, provision, items, measures=measures)
    for part in outcomes.outcomes(subject, published_only=True):
        yield part.twin if isinstance(part, Figure) else part


def items_of(subject: Subject, provision: Provision) -> tuple[str, ...]:
    """Items told under a provision: each under the one that holds its limb, else under the first that carries it."""
    reference = subject.lens.instrument.reference(provision)
    return tuple(asked.id for asked in subject.lens.items if _home(subject, asked.id) == reference)


def _home(subject: Subject, item: str) -> str | None:
    asked = subject.lens.by_id[item]
    instrument = subject.lens.instrument
    carrying = [found for found in instrument.provisions if instrument.reference(found) in asked.provisions]
    with_limb = [instrument.reference(found) for found in carrying if asked.limb in found.limbs]
    return next(iter([*with_limb, *(instrument.reference(found) for found in carrying)]), None)


def _cited(subject: Subject, provision: Provision) -> str:
    instrument = subject.lens.instrument
    return provision_cited(instrument, instrument.reference(provision), subject.language)


def section(subject: Subject, provision: Provision) -> str:
    """Id of the section of a provision, under which the State's own text stands."""
    return f"{subject.lens.id}-{provision.part}-{provision.number}"


def _provision(subject: Subject, provision: Provision, items: Sequence[str], *, measures: bool) -> Iterator[Part]:
    told = [found for found in outward.released(subject) if found.item in items]
    tables = [
        *(_measures(subject, provision, items) if measures else ()),
        *_law_and_practice(subject, provision, told),
        *_practices(subject, provision, told),
        *_difficulties(subject, provision, told),
    ]
    if not tables and provision.standing == "participation":
        return
    cited = _cited(subject, provision)
    instrument = subject.lens.instrument
    sheet = provision_name(instrument, instrument.reference(provision), subject.language)
    yield Heading(level=1, text=cited, id=section(subject, provision), sheet=sheet)
    yield Text(text=provision.gist)
    if not tables:
        yield Text(text=subject.say(f"{WORDS}.nothing"))
    yield from tables


def _table(
    subject: Subject,
    provision: Provision,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[tuple[Cell, ...]],
) -> Iterator[Table]:
    if rows:
        yield Table(
            id=f"{name}-{section(subject, provision)}",
            caption=subject.say(f"{WORDS}.{name}", provision=_cited(subject, provision)),
            columns=tuple(Column(name=subject.say(f"{WORDS}.column.{key}"), width=width) for key, width in columns),
            rows=tuple(rows),
        )


def _measures(subject: Subject, provision: Provision, items: Sequence[str]) -> Iterator[Table]:
    rows = [(own(found.measure.title), own(found.led_by), _until(subject, found)) for found in linked(subject, items)]
    columns = (("measure", 54), ("lead", 28), ("until", 18))
    yield from _table(subject, provision, "measures", columns, rows)


def _until(subject: Subject, found: Linked) -> Cell:
    """When a measure ends; of a delivered one, that it is done."""
    if found.solidity == "delivered":
        return words(subject.say(f"{WORDS}.done"))
    return own(until(subject, found))


def _law_and_practice(subject: Subject, provision: Provision, told: Sequence[Response]) -> Iterator[Table]:
    rows = [
        (words(subject.item(found.item).text), own(_said(subject, found)), own(sources(subject, found)))
        for found in told
        if _said(subject, found) or found.evidence
    ]
    columns = (("subject", 32), ("law_and_practice", 42), ("source", 26))
    yield from _table(subject, provision, "law", columns, rows)


def _said(subject: Subject, response: Response) -> str:
    """What a body wrote of law and practice; of taking part that it did, of what does not apply why."""
    note = response.not_applicable.note if response.not_applicable else ""
    took_part = subject.say(f"{WORDS}.took_part_{response.answer}") if response.answer in ("yes", "partly") else ""
    return "\n".join(part for part in (took_part, response.comment.strip(), note.strip()) if part)


def sources(subject: Subject, response: Response) -> str:
    """Sources of a response, one a line."""
    return "\n".join(subject.evidence(found) for found in response.evidence)


def _practices(subject: Subject, provision: Provision, told: Sequence[Response]) -> Iterator[Table]:
    practices = [found.practice for found in told if found.practice is not None and found.practice.what.strip()]
    rows = [(own(found.what), own(found.result), own(found.since), own(found.source)) for found in practices]
    columns = (("practice", 36), ("result", 34), ("since", 10), ("source", 20))
    yield from _table(subject, provision, "practices", columns, rows)


def _difficulties(subject: Subject, provision: Provision, told: Sequence[Response]) -> Iterator[Table]:
    rows = []
    for found in told:
        line = found.difficulty.line if found.difficulty else ""
        kind = subject.difficulty_kind(found) or ""
        wanted = subject.help_kind(found.help.kind)[0] if found.help else ""
        if kind or line.strip() or wanted.strip():
            difficulty = ": ".join(part for part in (kind, line.strip()) if part)
            rows.append((words(subject.item(found.item).text), own(difficulty), own(wanted)))
    columns = (("subject", 32), ("difficulty", 36), ("assistance", 32))
    yield from _table(subject, provision, "difficulties", columns, rows)
