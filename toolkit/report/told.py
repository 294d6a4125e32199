"""What bodies told beside their levels: practices, difficulties, help; who was asked; where they differ; sources."""

from collections.abc import Iterator

from toolkit.method.achievements import achievements, practices_told
from toolkit.method.agreement import lead_body
from toolkit.method.scoring import ItemValue
from toolkit.record.assessment import COORDINATOR, Body, Kind, Response
from toolkit.report.opening import not_agreed
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, own, words

WORDS = "report_full"
_ANSWERED = (Kind.LEVEL, Kind.NOT_APPLICABLE, Kind.ANSWER)


def body_cell(subject: Subject, body: str) -> Cell:
    """Name of a body, marked where it is in the State's own words."""
    name, is_own = subject.body_name(body)
    return own(name) if is_own else words(name)


def worth_sharing(subject: Subject) -> Iterator[Part]:
    """What is in place and worth sharing: practices first, then statements at target that rest on a source."""
    say = subject.say
    practices = practices_told(subject.scores, subject.assessment)
    named = {entry.item for entry in practices}
    in_place = [found for found in achievements(subject.scores, subject.assessment) if found.item not in named]
    if not practices and not in_place:
        return
    heading, sheet = say(f"{WORDS}.sharing.heading"), say(f"{WORDS}.sheet.sharing")
    yield Heading(level=1, text=heading, id="achievements", sheet=sheet)
    yield Text(text=say(f"{WORDS}.sharing.explain"))
    if practices:
        rows = []
        for entry in practices:
            practice = entry.practice
            assert practice is not None
            texts = (practice.what, practice.result, practice.since, practice.source)
            body = body_cell(subject, entry.body or COORDINATOR)
            rows.append((*statement(subject, entry.item), *(own(text) for text in texts), body))
        columns = (
            *statement_columns(subject, 26),
            Column(name=say(f"{WORDS}.sharing.what"), width=34),
            Column(name=say(f"{WORDS}.sharing.result"), width=26),
            *(Column(name=say(f"{WORDS}.sharing.{name}"), width=14, beneath=True) for name in ("since", "source")),
            Column(name=say("report.responses.body"), width=14, beneath=True),
        )
        yield Table(id="practices", caption=say(f"{WORDS}.sharing.practices"), columns=columns, rows=tuple(rows))
    if in_place:
        cells = tuple(
            (*statement(subject, found.item), words(subject.level_name(found.level)), _sources_of(subject, found.item))
            for found in in_place
        )
        columns = (
            *statement_columns(subject, 46),
            Column(name=say("report.column.level"), width=16),
            Column(name=say("report.responses.evidence"), width=30),
        )
        yield Table(id="in_place", caption=say(f"{WORDS}.sharing.in_place"), columns=columns, rows=cells)


def _sources_of(subject: Subject, item: str) -> Cell:
    value = subject.scores.item(item)
    return own("\n".join(subject.evidence(found) for found in value.counted.evidence) if value else "")


def difficulties(subject: Subject) -> Iterator[Part]:
    """What stands in the way and which help is needed, as the bodies told it."""
    say = subject.say
    told = [
        found
        for found in subject.assessment.responses
        if found.item in subject.lens.by_id and (found.difficulty is not None or found.help is not None)
    ]
    if not told:
        return
    heading, sheet = say(f"{WORDS}.difficulties.heading"), say(f"{WORDS}.sheet.difficulties")
    yield Heading(level=1, text=heading, id="difficulties", sheet=sheet)
    yield Text(text=say(f"{WORDS}.difficulties.explain"))
    rows = tuple(
        (
            *statement(subject, found.item),
            words(subject.difficulty_kind(found)),
            own(found.difficulty.line if found.difficulty else ""),
            own(subject.help_kind(found.help.kind)[0] if found.help else ""),
            own(found.help.asked_from if found.help else ""),
            body_cell(subject, found.body),
        )
        for found in told
    )
    columns = (
        *statement_columns(subject, 30),
        Column(name=say(f"{WORDS}.difficulties.kind"), width=13),
        Column(name=say(f"{WORDS}.difficulties.line"), width=26),
        Column(name=say(f"{WORDS}.difficulties.help"), width=24),
        Column(name=say(f"{WORDS}.difficulties.asked_from"), width=14, beneath=True),
        Column(name=say("report.responses.body"), width=14, beneath=True),
    )
    yield Table(id="difficulties", caption=say(f"{WORDS}.difficulties.caption"), columns=columns, rows=rows)


def participants(subject: Subject) -> Iterator[Part]:
    """Who was asked, who answered and who did not; who cleared which part."""
    say, found = subject.say, subject.assessment
    heading, sheet = say(f"{WORDS}.participants.heading"), say(f"{WORDS}.sheet.participants")
    yield Heading(level=1, text=heading, id="participants", sheet=sheet)
    for name in ("covers", "leaves_out"):
        text = getattr(found.scope, name).strip()
        if text:
            yield Text(text=say(f"{WORDS}.participants.{name}"))
            yield Text(text=text, role="own")
    named = {body.id: body for body in found.bodies}
    answering = {response.body: Body(id=response.body) for response in found.responses if not response.is_empty}
    bodies = {**answering, **named}
    if not bodies:
        yield Text(text=say("report.answered_by_nobody"))
        return
    yield Text(text=say(f"{WORDS}.participants.explain"))
    leading = {asked.id: lead_body(subject.item(asked.id), found) for asked in subject.lens.items}
    rows = tuple(_participant(subject, bodies[body], leading) for body in sorted(bodies))
    columns = (
        Column(name=say("report.responses.body"), width=30),
        Column(name=say(f"{WORDS}.participants.leads"), width=24, beneath=True),
        *(
            Column(name=say(f"{WORDS}.participants.{name}"), kind="count", width=12)
            for name in ("asked", "answered", "not_known", "nothing")
        ),
        Column(name=say("report.fact.clearance"), width=26),
    )
    yield Table(id="participants", caption=say(f"{WORDS}.participants.caption"), columns=columns, rows=rows)


def _participant(subject: Subject, body: Body, leading: dict[str, str]) -> tuple[Cell, ...]:
    asked = [item for item, lead in leading.items() if lead == body.id]
    own_responses = {
        found.item: found.kind
        for found in subject.assessment.responses
        if found.body == body.id and found.item in subject.lens.by_id
    }
    answered = sum(1 for kind in own_responses.values() if kind in _ANSWERED)
    referred = sum(1 for kind in own_responses.values() if kind in (Kind.NOT_KNOWN, Kind.NOT_OURS))
    silent = sum(1 for item in asked if own_responses.get(item, Kind.NOTHING) is Kind.NOTHING)
    cleared = [entry for entry in subject.assessment.clearances if entry.body == body.id]
    said = subject.joined([f"{entry.role}, {entry.date.isoformat()}" for entry in cleared])
    return (
        body_cell(subject, body.id),
        words(subject.joined([subject.lead(code) for code in body.leads])),
        count(len(asked)),
        count(answered),
        count(referred),
        count(silent),
        own(said) if said else words(subject.say("report.not_cleared")),
    )


def dissent(subject: Subject) -> Iterator[Part]:
    """Where bodies differ and have not agreed, and where the agreed answer is not the lead's."""
    say = subject.say
    changed = [value for value in subject.scores.items if value.counted.differs_from_lead]
    if not subject.scores.not_agreed and not changed:
        return
    heading, sheet = say(f"{WORDS}.dissent.heading"), say(f"{WORDS}.sheet.dissent")
    yield Heading(level=1, text=heading, id="dissent", sheet=sheet)
    yield Text(text=say(f"{WORDS}.dissent.explain"))
    if subject.scores.not_agreed:
        yield not_agreed(subject)
    if changed:
        columns = (
            *statement_columns(subject, 36),
            Column(name=say(f"{WORDS}.dissent.lead"), width=18),
            Column(name=say("report.agreed.answer"), width=18),
            Column(name=say("report.agreed.reason"), width=26),
        )
        rows = tuple(_changed(subject, value) for value in changed)
        yield Table(id="changed", caption=say(f"{WORDS}.dissent.changed"), columns=columns, rows=rows)


def _changed(subject: Subject, value: ItemValue) -> tuple[Cell, ...]:
    lead = lead_body(subject.item(value.id), subject.assessment)
    of_lead = subject.assessment.response(value.id, lead)
    reason = next((found.reason for found in subject.assessment.agreed if found.item == value.id), "")
    answer = subject.answer_of(of_lead) if of_lead is not None else None
    return (*statement(subject, value.id), own(answer), own(subject.counted_as(value.counted)), own(reason))


def sources(subject: Subject) -> Iterator[Part]:
    """Every source that an answer rests on, and whether the index counts it as fitting."""
    say = subject.say
    told = [found for found in subject.assessment.responses if found.item in subject.lens.by_id and found.evidence]
    if not told:
        return
    heading, sheet = say(f"{WORDS}.sources.heading"), say(f"{WORDS}.sheet.sources")
    yield Heading(level=1, text=heading, id="sources", sheet=sheet)
    yield Text(text=say(f"{WORDS}.sources.explain"))
    columns = (
        *statement_columns(subject, 34),
        Column(name=say(f"{WORDS}.sources.kind"), width=12),
        Column(name=say(f"{WORDS}.sources.title"), width=26),
        Column(name=say(f"{WORDS}.sources.date"), width=11),
        Column(name=say(f"{WORDS}.sources.reference"), width=14, beneath=True),
        Column(name=say(f"{WORDS}.sources.supported"), width=11),
        Column(name=say("report.responses.publish"), width=11, beneath=True),
    )
    rows = tuple(row for found in told for row in _sources(subject, found))
    yield Table(id="sources", caption=say(f"{WORDS}.sources.caption"), columns=columns, rows=rows)


def _sources(subject: Subject, response: Response) -> Iterator[tuple[Cell, ...]]:
    value = subject.scores.item(response.item)
    supported = value is not None and value.supported
    yes_or_no = {flag: words(subject.say(f"report.answer.{'yes' if flag else 'no'}")) for flag in (True, False)}
    for found in response.evidence:
        yield (
            *statement(subject, response.item),
            words(subject.library.scales.evidence_kinds[found.kind].name),
            own(found.title),
            own(found.date),
            own(found.reference),
            yes_or_no[supported],
            yes_or_no[response.publish],
        )
