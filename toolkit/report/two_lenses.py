"""Two lenses side by side in the full report: counts, figures, subject by subject. Never added, never averaged."""

from collections.abc import Iterator

from toolkit.method.scoring import Headline, Index, Mean
from toolkit.method.side_by_side import OneSide, SideBySide, side_by_side
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, points, words

WORDS = "strategies.side_by_side"
COUNTS = ("in_place", "of")


def two_lenses(subject: Subject) -> Iterator[Part]:
    """The lens of this report beside the other one; nothing where one has nothing to score or no answer."""
    found = side_by_side(subject.assessment, subject.library, subject.lens, subject.scores)
    if found is None or found.second.headline.asked == found.second.headline.unanswered:
        return
    say = subject.say
    symbols = {"first": _symbol(subject, found.first), "second": _symbol(subject, found.second)}
    yield Heading(level=1, text=say(f"{WORDS}.heading"), id="two-lenses", sheet=say(f"{WORDS}.sheet"))
    yield Text(text=say(f"{WORDS}.explain", **symbols))
    for side in (found.first, found.second):
        note = subject.library.instruments[side.lens].note
        if note:
            yield Text(text=say(f"{WORDS}.note", symbol=_symbol(subject, side), note=note), role="note")
    yield _sides(subject, found, symbols)
    yield _subjects(subject, found, symbols)


def _symbol(subject: Subject, side: OneSide) -> str:
    return subject.library.instruments[side.lens].short


def _sides(subject: Subject, found: SideBySide, symbols: dict[str, str]) -> Table:
    say, first, second = subject.say, found.first, found.second
    one, two = first.headline, second.headline
    rows = [
        ("asked_row", count(one.asked), count(two.asked)),
        ("both_row", count(found.both), count(found.both)),
        ("only_row", count(first.only), count(second.only)),
        ("at_target_row", count(one.at_target), count(two.at_target)),
        ("unanswered_row", count(one.unanswered), count(two.unanswered)),
        ("not_applicable_row", count(one.not_applicable), count(two.not_applicable)),
        ("limbs_row", count(first.limbs), count(second.limbs)),
    ]
    if subject.indices:
        rows.append(("text_row", _index(subject, first.text), _index(subject, second.text)))
        rows.append(("enabling_row", _index(subject, first.enabling), _index(subject, second.enabling)))
    columns = (
        Column(name=say(f"{WORDS}.row"), width=50),
        *(Column(name=symbol, kind="count", width=25) for symbol in symbols.values()),
    )
    cells = tuple((words(say(f"{WORDS}.{name}")), *own) for name, *own in rows)
    return Table(id="two_lenses", caption=say(f"{WORDS}.caption", **symbols), columns=columns, rows=cells)


def _index(subject: Subject, index: Index) -> Cell:
    if index.point is None:
        return points(None)
    figures = {name: points(getattr(index, name)).shown for name in ("point", "low", "high")}
    shown = subject.say(f"{WORDS}.between", **figures)
    shown = subject.say(f"{WORDS}.provisional", figure=shown) if index.provisional else shown
    return Cell(shown=shown)


def _subjects(subject: Subject, found: SideBySide, symbols: dict[str, str]) -> Table:
    say = subject.say
    names = (*COUNTS, "point") if subject.indices else COUNTS
    columns = (
        Column(name=say("report.column.code"), kind="code", width=8),
        Column(name=say(f"{WORDS}.subject"), width=28),
        *(
            Column(name=say(f"{WORDS}.{name}", symbol=symbol), kind="points" if name == "point" else "count", width=10)
            for symbol in symbols.values()
            for name in names
        ),
    )
    rows = tuple(
        (
            Cell(shown=entry.dimension),
            words(subject.dimension(entry.dimension)),
            *_side(subject, entry.first, entry.first_mean),
            *_side(subject, entry.second, entry.second_mean),
        )
        for entry in found.subjects
    )
    return Table(id="two_lenses_subjects", caption=say(f"{WORDS}.by_subject", **symbols), columns=columns, rows=rows)


def _side(subject: Subject, counts: Headline | None, mean: Mean | None) -> tuple[Cell, ...]:
    numbers: tuple[int | None, ...] = (None, None)
    if counts is not None:
        numbers = (counts.at_target, counts.asked)
    figures = (points(mean.point if mean else None),) if subject.indices else ()
    return (*(count(number) for number in numbers), *figures)
