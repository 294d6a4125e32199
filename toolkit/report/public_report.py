"""The public report: every statement, with the answer and the sources that may be published, and who was consulted.

What may not be published is not told from what nobody answered. An answer is shown only where it is also what counts,
so that a body's own level is not taken for the State's.
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from toolkit.library.lens import AskedItem
from toolkit.record.assessment import Kind, Response
from toolkit.report import outcomes, outward
from toolkit.report.cover import bound
from toolkit.report.letters import printable
from toolkit.report.opening import counts
from toolkit.report.resolution_table import sources
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.told import body_cell
from toolkit.report.tree import Cell, Column, Heading, Part, Report, Table, Text, own, words

WORDS = "report_outward.public"
FIELDS = (
    "instrument",
    "as_of",
    "item",
    "statement",
    "provisions",
    "body",
    "answer",
    "level",
    "comment",
    "not_applicable",
    "sources",
    "practice",
    "practice_result",
    "practice_since",
    "practice_source",
    "difficulty",
    "help",
    "apostrophe_added",
)
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ANSWERED = (Kind.LEVEL, Kind.NOT_APPLICABLE, Kind.ANSWER)


def public_report(subject: Subject) -> Report:
    """Build the public report."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    return bound(subject, "public", title, _parts(subject), facts=outward.facts(subject), outward=True)


def _parts(subject: Subject) -> Iterator[Part]:
    say = subject.say
    yield from outward.about(subject)
    if subject.has_something_to_score and subject.is_answered:
        yield Heading(level=1, text=say("report.headline.heading"), id="headline", sheet=say("report.sheet.headline"))
        yield Text(text=say("report.sentences").join(counts(subject)), role="key")
        yield from outward.index_sentence(subject)
    heading = say(f"{WORDS}.statements")
    yield Heading(level=1, text=heading, id="statements", sheet=heading)
    yield Text(text=say(f"{WORDS}.explain"))
    for dimension in dict.fromkeys(asked.id[:3] for asked in subject.lens.items):
        yield from _dimension(subject, dimension)
    yield from outcomes.outcomes(subject, published_only=True)
    yield from _consulted(subject)


def _dimension(subject: Subject, dimension: str) -> Iterator[Part]:
    say = subject.say
    name = say("report.name_and_code", name=subject.dimension(dimension), code=dimension)
    yield Heading(level=2, text=name, id=f"statements-{dimension}")
    told = outward.released(subject)
    rows = []
    for asked in subject.lens.in_dimension(dimension):
        found = [response for response in told if response.item == asked.id]
        rows += [_row(subject, asked, response) for response in found] or [_row(subject, asked, None)]
    texts = ("comment", "sources", "practice", "difficulty", "help")
    columns = (
        *statement_columns(subject, 56),
        Column(name=say(f"{WORDS}.answer"), width=24),
        *(Column(name=say(f"{WORDS}.{text}"), width=24, beneath=True) for text in texts),
        Column(name=say("report.responses.body"), width=14, beneath=True),
        Column(name=say("report.column.paragraphs"), kind="code", width=14, beneath=True),
    )
    yield Table(id=f"statements_{dimension}", caption=name, columns=columns, rows=tuple(rows))


def _row(subject: Subject, asked: AskedItem, response: Response | None) -> tuple[Cell, ...]:
    cited = Cell(shown=subject.cited(asked.provisions))
    begins = statement(subject, asked.id)
    if response is None:
        nothing = Cell(shown="")
        return (*begins, words(subject.say(f"{WORDS}.not_published")), *([nothing] * 6), cited)
    return (
        *begins,
        _answer(subject, response),
        own(response.comment),
        own(sources(subject, response)),
        own(subject.practice(response.practice)),
        own(_difficulty(subject, response)),
        own(subject.help_kind(response.help.kind)[0] if response.help else ""),
        body_cell(subject, response.body),
        cited,
    )


def _difficulty(subject: Subject, response: Response) -> str:
    line = response.difficulty.line.strip() if response.difficulty else ""
    return ": ".join(part for part in (subject.difficulty_kind(response) or "", line) if part)


def counts_too(subject: Subject, response: Response) -> bool:
    """True if what a body answered is also what counts for the State."""
    value = subject.scores.item(response.item)
    if value is None:
        return False
    if response.kind is Kind.LEVEL:
        return value.counted.level == response.level
    if response.kind is Kind.NOT_APPLICABLE:
        return not value.applies
    return response.kind is not Kind.ANSWER or value.counted.answer == response.answer


def _answer(subject: Subject, response: Response) -> Cell:
    if response.kind is Kind.NOTHING or not counts_too(subject, response):
        return words(subject.say(f"{WORDS}.not_published"))
    is_own = response.kind not in (Kind.LEVEL, Kind.ANSWER)
    return Cell(shown=subject.answer_of(response), own=is_own)


def _consulted(subject: Subject) -> Iterator[Part]:
    """Who was consulted: bodies with a published answer by name, all others as a number."""
    say, found = subject.say, subject.assessment
    yield Heading(level=1, text=say(f"{WORDS}.consulted"), id="participants", sheet=say(f"{WORDS}.consulted_sheet"))
    asked = {body.id for body in found.bodies} | {entry.body for entry in found.responses if not entry.is_empty}
    answered = {entry.body for entry in found.responses if entry.kind in _ANSWERED}
    yield Text(text=say(f"{WORDS}.consulted_explain", n=len(asked), answered=len(answered & asked)))
    told = outward.released(subject)
    bodies = sorted({entry.body for entry in told})
    if not bodies:
        return
    rows = tuple((body_cell(subject, body), _number(sum(1 for entry in told if entry.body == body))) for body in bodies)
    columns = (
        Column(name=say("report.responses.body"), width=70),
        Column(name=say(f"{WORDS}.published_answers"), kind="count", width=30),
    )
    yield Table(id="participants", caption=say(f"{WORDS}.consulted_caption"), columns=columns, rows=rows)


def _number(value: int) -> Cell:
    return Cell(shown=str(value), kind="count", number=value)


def published_csv(subject: Subject) -> bytes:
    """The published fields as separated text: one row a published response, UTF-8 with a mark for Excel.

    Columns are named by the fields of the record. Separated text has no cell types, and a text that begins like a
    formula would be computed by a spreadsheet on another's machine: it gets an apostrophe before it, and the last
    column names the fields to which one was added, so that a program can take it away again.
    """
    held = StringIO(newline="")
    writer = csv.DictWriter(held, FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for response in outward.released(subject):
        told = {name: printable(text) for name, text in _fields(subject, response).items()}
        added = [name for name, text in told.items() if text.startswith(LIKE_A_FORMULA)]
        told |= {name: f"'{told[name]}" for name in added}
        writer.writerow({**told, "apostrophe_added": " ".join(added)})
    return held.getvalue().encode("utf-8-sig", "replace")


def _fields(subject: Subject, response: Response) -> Mapping[str, str]:
    asked, practice = subject.lens.by_id[response.item], response.practice
    shown = counts_too(subject, response)
    level = "" if response.level is None or not shown else str(response.level)
    note = response.not_applicable.note if response.not_applicable and shown else ""
    return {
        "instrument": subject.lens.instrument.symbol,
        "as_of": subject.results.as_of.isoformat(),
        "item": response.item,
        "statement": subject.item(response.item).text,
        "provisions": subject.joined(list(asked.provisions)),
        "body": subject.body_name(response.body)[0],
        "answer": response.kind.value if shown and response.answer is None else (response.answer or "") * shown,
        "level": level,
        "comment": response.comment,
        "not_applicable": note,
        "sources": sources(subject, response),
        "practice": practice.what if practice else "",
        "practice_result": practice.result if practice else "",
        "practice_since": practice.since if practice else "",
        "practice_source": practice.source if practice else "",
        "difficulty": _difficulty(subject, response),
        "help": subject.help_kind(response.help.kind)[0] if response.help else "",
    }
