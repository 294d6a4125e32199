"""The annex: every response with all that was written, traces that add up, shares, and what was held back."""

from collections.abc import Iterator

from toolkit.library.model import in_order
from toolkit.method.agreement import Counted
from toolkit.method.trace import Trace, full_shares, trace_enabling_index, trace_text_index
from toolkit.problem import Place, Problem, message, where
from toolkit.record.assessment import Response
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, own, points, small_share, tenths, words


def responses(subject: Subject) -> Iterator[Part]:
    """Every response of every body with all its free text: this report stays inside."""
    say = subject.say
    yield Heading(level=1, text=say("report.responses.heading"), id="responses", sheet=say("report.sheet.responses"))
    found = [response for response in subject.assessment.responses if not response.is_empty]
    if not found:
        yield Text(text=say("report.responses.none"))
        return
    yield Text(text=say("report.responses.explain", n=len(found)))
    rows = tuple(_response(subject, response) for response in found)
    yield Table(id="responses", caption=say("report.responses.caption"), columns=_response_columns(subject), rows=rows)
    yield from _agreed(subject)


def _response_columns(subject: Subject) -> tuple[Column, ...]:
    say = subject.say
    texts = ("comment", "evidence", "practice", "difficulty", "help", "note", "who")
    return (
        *statement_columns(subject, 46),
        Column(name=say("report.responses.body"), width=16),
        Column(name=say("report.responses.answer"), width=20),
        Column(name=say("report.responses.level"), kind="count", width=7),
        *(Column(name=say(f"report.responses.{name}"), width=30, beneath=True) for name in texts),
        *(
            Column(name=say(f"report.responses.{name}"), width=12, beneath=True)
            for name in ("review", "publish", "asked")
        ),
    )


def _response(subject: Subject, response: Response) -> tuple[Cell, ...]:
    say = subject.say
    body, is_own = subject.body_name(response.body)
    difficulty, help_needed = response.difficulty, response.help
    return (
        *statement(subject, response.item),
        own(body) if is_own else words(body),
        words(_answer(subject, response)),
        count(response.level),
        own(response.comment),
        own("\n".join(subject.evidence(found) for found in response.evidence)),
        own(subject.practice(response.practice)),
        own(_difficulty(subject, response) if difficulty else ""),
        own(_lines([subject.help_kind(help_needed.kind)[0], help_needed.asked_from] if help_needed else [])),
        own(response.not_applicable.note if response.not_applicable else ""),
        own(response.not_known or response.not_ours),
        Cell(shown=say("report.answer.yes") if response.review else ""),
        Cell(shown=say("report.answer.yes") if response.publish else ""),
        Cell(shown="" if response.item in subject.lens.by_id else say("report.responses.not_asked")),
    )


def _answer(subject: Subject, response: Response) -> str:
    """The answer without its free text, which has columns of its own."""
    if response.not_applicable is not None:
        return subject.say("report.why.not_applicable", reason=_reason(subject, response.not_applicable.reason))
    if response.not_known is not None or response.not_ours is not None:
        return subject.why_unanswered("not_known" if response.not_known is not None else "not_ours", None)
    return subject.answer_of(response)


def _reason(subject: Subject, code: str) -> str:
    return subject.library.scales.not_applicable[code].name


def _difficulty(subject: Subject, response: Response) -> str:
    found = response.difficulty
    assert found is not None
    kind = subject.say(f"report.difficulty.{found.kind}") if found.kind else ""
    return _lines([kind, found.line])


def _lines(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part.strip())


def _agreed(subject: Subject) -> Iterator[Part]:
    say = subject.say
    if not subject.assessment.agreed:
        return
    yield Heading(level=2, text=say("report.agreed.heading"), id="agreed")
    rows = []
    for agreed in subject.assessment.agreed:
        value = subject.scores.item(agreed.item)
        differs = value is not None and value.counted.differs_from_lead
        answer = (
            subject.not_applicable(agreed.not_applicable) if agreed.not_applicable else subject.level_name(agreed.level)
        )
        rows.append(
            (
                *statement(subject, agreed.item),
                words(answer),
                own(agreed.reason),
                words(say("report.answer.yes" if differs else "report.answer.no")),
                own(_dissent(subject, value.counted) if value is not None else ""),
                own("\n".join(subject.evidence(found) for found in agreed.evidence)),
            )
        )
    columns = (
        *statement_columns(subject, 40),
        Column(name=say("report.agreed.answer"), width=20),
        Column(name=say("report.agreed.reason"), width=20, beneath=True),
        Column(name=say("report.agreed.differs"), width=14),
        Column(name=say("report.agreed.dissent"), width=20, beneath=True),
        Column(name=say("report.responses.evidence"), width=20, beneath=True),
    )
    yield Table(id="agreed", caption=say("report.agreed.caption"), columns=columns, rows=tuple(rows))


def _dissent(subject: Subject, found: Counted) -> str:
    """Bodies that stated otherwise than what was agreed, each with what it stated."""
    said = [
        subject.say(
            "report.agreed.stated",
            body=subject.body_name(entry.body)[0],
            answer=subject.level_name(entry.level)
            if entry.level is not None
            else subject.say("report.stated_not_applicable"),
        )
        for entry in found.stated
        if entry.level != found.level
    ]
    return "\n".join(said)


def traces(subject: Subject) -> Iterator[Part]:
    """How each index comes about, item by item, and the share every provision and item carries."""
    say, scores = subject.say, subject.scores
    yield Heading(level=1, text=say("report.trace.heading"), id="trace", sheet=say("report.sheet.trace"))
    yield Text(text=say("report.trace.explain"))
    if scores.text.point is not None:
        yield _trace(subject, "text", trace_text_index(scores, subject.lens))
    if scores.enabling.point is not None:
        caption = say("report.trace.enabling_caption")
        yield Heading(level=2, text=caption, id="trace-enabling", sheet=say("report.sheet.trace_enabling"))
        yield _trace(subject, "enabling", trace_enabling_index(scores, subject.lens))
    yield from _shares(subject)


def _trace(subject: Subject, name: str, trace: Trace) -> Table:
    say = subject.say
    columns = (
        *statement_columns(subject, 36),
        Column(name=say("report.trace.limb"), kind="code", width=7),
        Column(name=say("report.trace.level"), kind="count", width=7),
        Column(name=say("report.column.points"), kind="points", width=8),
        Column(name=say("report.trace.share"), kind="share", width=9),
        Column(name=say("report.trace.contribution"), kind="points", width=10),
        Column(name=say("report.trace.one_more"), kind="points", width=10),
        Column(name=say("report.column.paragraphs"), kind="code", width=14, beneath=True),
    )
    rows = [
        (
            *statement(subject, operand.item),
            words(operand.limb),
            count(operand.level),
            points(operand.points),
            small_share(operand.share if operand.points is not None else None),
            tenths(operand.contribution),
            tenths(operand.one_level_more),
            Cell(shown=subject.cited(operand.provisions)),
        )
        for operand in trace.operands
    ]
    nothing = words(None)
    total = (
        nothing,
        words(say("report.trace.total")),
        nothing,
        count(None),
        points(None),
        small_share(_sum_of_shares(trace)),
    )
    rows.append((*total, tenths(trace.total), tenths(None), Cell(shown="")))
    caption = say(f"report.trace.{name}_caption")
    return Table(
        id=f"trace_{name}", caption=caption, columns=columns, rows=tuple(rows), sums=1, note=say("report.trace.note")
    )


def _sum_of_shares(trace: Trace) -> float:
    return sum(operand.share for operand in trace.operands)


def _shares(subject: Subject) -> Iterator[Part]:
    say = subject.say
    found = full_shares(subject.lens, subject.scores)
    if not found:
        return
    yield Heading(level=2, text=say("report.shares.heading"), id="shares", sheet=say("report.sheet.shares"))
    yield Text(text=say("report.shares.explain"))
    limb_of = {item.id: item.limb for item in subject.lens.items}
    by_limb: dict[str, float] = {}
    for item, part in found.items():
        limb = limb_of[item] or ""
        by_limb[limb] = by_limb.get(limb, 0.0) + part
    provisions = tuple(
        (
            Cell(shown=provision.number),
            words(gist.gist),
            words(subject.joined(provision.limbs)),
            small_share(sum(by_limb.get(limb, 0.0) for limb in provision.limbs)),
        )
        for provision in subject.scores.provisions
        if (gist := subject.lens.instrument.provision(provision.number)) is not None
    )
    columns = (
        Column(name=subject.provision_heading, kind="code", width=10),
        Column(name=say("report.provisions.gist"), width=52),
        Column(name=say("report.provisions.limbs"), width=24),
        Column(name=say("report.trace.share"), kind="share", width=12),
    )
    yield Table(id="shares_provisions", caption=say("report.shares.provisions"), columns=columns, rows=provisions)
    items = tuple(
        (*statement(subject, item), words(limb_of[item]), small_share(found[item]))
        for item in sorted(found, key=in_order)
    )
    columns = (
        *statement_columns(subject, 60),
        Column(name=say("report.trace.limb"), kind="code", width=10),
        Column(name=say("report.trace.share"), kind="share", width=12),
    )
    yield Table(id="shares_items", caption=say("report.shares.items"), columns=columns, rows=items)


def held_back(subject: Subject) -> Iterator[Part]:
    """What could not be taken and is kept in the state file, with why; and remarks on the result."""
    say = subject.say
    found = [
        Problem(code=held.code, place=Place(**held.place), values=dict(held.values)) for held in subject.assessment.held
    ]
    found += [entry for entry in subject.results.problems if entry not in found]
    if not found:
        return
    yield Heading(level=1, text=say("report.held.heading"), id="held", sheet=say("report.sheet.held"))
    yield Text(text=say("report.held.explain"))
    columns = (
        Column(name=say("report.column.place"), width=24),
        Column(name=say("report.remarks.kind"), width=12),
        Column(name=say("report.remarks.text"), width=64),
    )
    rows = tuple(
        (
            own(where(entry.place, subject.language)),
            words(say(f"report.severity.{entry.severity}")),
            own(message(entry.model_copy(update={"place": Place()}), subject.language)),
        )
        for entry in found
    )
    yield Table(id="held", caption=say("report.held.caption"), columns=columns, rows=rows)
