"""The blank checklist for a meeting: each statement with its level texts, boxes to tick, and room for notes.

It holds no answer that was given. Source of all texts: the library, through the lens of the subject.
"""

from collections.abc import Iterator, Sequence

from toolkit.report.meeting_paper import BOX, LONGEST_WITHOUT_CONTENTS, blank, paper
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Report, Table, Text, words

WORDS = "workshop.paper"
NOTE_LINES = 3


def checklist_paper(subject: Subject, items: Sequence[str], of: str = "") -> Report:
    """Build the checklist of these items of the lens; `of` names the body or dimension they were chosen for."""
    say = subject.say
    named = {"symbol": subject.lens.instrument.short, "of": of}
    title = say(f"{WORDS}.title_of" if of else f"{WORDS}.title", **named)
    header = say(f"{WORDS}.header", result=subject.of_result, symbol=subject.lens.instrument.short)
    parts = _parts(subject, items)
    return paper(subject, "checklist", title, header, parts, contents=len(items) > LONGEST_WITHOUT_CONTENTS)


def _parts(subject: Subject, items: Sequence[str]) -> Iterator[Part]:
    say = subject.say
    yield Text(text=say(f"{WORDS}.blanks"))
    if not items:
        yield Text(text=say(f"{WORDS}.nothing"))
        return
    yield Text(text=say(f"{WORDS}.number", n=len(items)), role="key")
    for line in ("read", "levels", "without_level", "names"):
        yield Text(text=say(f"{WORDS}.how.{line}"), role="point")
    for dimension in dict.fromkeys(item[:3] for item in items):
        found = subject.library.dimensions[dimension]
        yield Heading(level=1, text=f"{found.id} {found.name}", id=f"paper-{dimension.lower()}")
        yield from (_statement(subject, item) for item in items if item.startswith(dimension + "-"))


def _statement(subject: Subject, item: str) -> Table:
    """One statement: a row for each choice, then room for the source and for notes."""
    say = subject.say
    caption = say(f"{WORDS}.statement", item=item, statement=subject.item(item).text)
    columns = (
        Column(name=say(f"{WORDS}.tick"), kind="code", width=6),
        Column(name=say(f"{WORDS}.choice"), width=22),
        Column(name=say(f"{WORDS}.what_is_true"), width=72),
    )
    rows = (*_scale(subject, item), *_without_level(subject, item), *_room(subject))
    return Table(id=f"paper-{item.lower()}", caption=caption, columns=columns, rows=rows)


def _scale(subject: Subject, item: str) -> Iterator[tuple[Cell, ...]]:
    if subject.item(item).participation:
        for answer in ("yes", "partly", "no"):
            yield _choice(subject.say(f"report.answer.{answer}"), "")
    for level, text in enumerate(subject.library.level_texts(item)):
        yield _choice(subject.level_name(level), text)


def _without_level(subject: Subject, item: str) -> Iterator[tuple[Cell, ...]]:
    say, reasons = subject.say, subject.library.scales.not_applicable
    allowed = subject.joined([reasons[code].name for code in subject.item(item).not_applicable])
    if allowed:
        yield _choice(say(f"{WORDS}.not_applicable"), say(f"{WORDS}.because", reasons=allowed))
    for name in ("not_known", "not_ours"):
        yield _choice(say(f"{WORDS}.{name}"), say(f"{WORDS}.{name}_who"))


def _room(subject: Subject) -> Iterator[tuple[Cell, ...]]:
    for name, lines in (("source", 1), ("notes", NOTE_LINES)):
        yield Cell(shown=""), words(subject.say(f"{WORDS}.{name}")), Cell(shown=blank(lines))


def _choice(name: str, text: str) -> tuple[Cell, ...]:
    return Cell(shown=BOX), words(name), Cell(shown=text)
