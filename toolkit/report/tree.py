"""A report: a tree of headings, texts, tables and figures. Every format prints the same tree. (DESIGN section 2)

A cell keeps the number as it was computed (points 0 to 100 unrounded, shares 0 to 1) beside the way it is shown,
so that what a workbook calculates with and what a page says are one. A missing number is None, never 0.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from toolkit.language import NOT_KNOWN, percent, rounds_to_nothing, whole_points
from toolkit.library.model import Frozen

ColumnKind = Literal["text", "code", "points", "share", "count", "date"]
Role = Literal["body", "note", "own", "point", "key"]
NUMBERS = frozenset({"points", "share", "count"})
LITTLE_MORE, LITTLE_LESS = "< 0.1", "> -0.1"


class Column(Frozen):
    """A column: its name, what its cells are, its width as a share of the others.

    On a page a column marked `beneath` is printed inside the row's first text cell, as a line with its name; in a
    workbook it is a column like any other.
    """

    name: str
    kind: ColumnKind = "text"
    width: int = 10
    beneath: bool = False


class Cell(Frozen):
    """What is shown, the number or day behind it, and whether these are the State's own words.

    `kind` says what stands behind what is shown; `decimals` with how many places the number is shown.
    """

    shown: str
    kind: ColumnKind = "text"
    number: float | None = None
    decimals: int = 0
    day: date | None = None
    own: bool = False


class Heading(Frozen):
    """A heading of level 1 to 3; `sheet` names the workbook sheet that begins here."""

    level: Literal[1, 2, 3]
    text: str
    id: str
    sheet: str | None = None


class Text(Frozen):
    """One paragraph. Roles: body, note (small), own (the State's words), point (of a list), key (said first)."""

    text: str
    role: Role = "body"


class Table(Frozen):
    """A table with its caption and a note below it; the last `sums` rows are sums of the others."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: int = 0
    note: str = ""

    def positions(self, *, beneath: bool) -> tuple[int, ...]:
        """Positions of the columns that stand as columns on a page, or of those printed beneath."""
        return tuple(at for at, column in enumerate(self.columns) if column.beneath is beneath)


class Series(Frozen):
    """One series of a figure: the column of the twin that holds it, and those of its range if it has one.

    `up` and `down` name what a workbook's chart needs beside the twin: the lengths from the point to high and to low.
    """

    name: str
    column: int
    low: int | None = None
    high: int | None = None
    up: str = ""
    down: str = ""


class Figure(Frozen):
    """A figure and its table twin, which holds all its numbers.

    `range` draws points from 0 to 100 with their range and the target; `counts` draws numbers of items, stacked;
    `cohorts` draws shares by cohort, one line a definition, broken where a cohort has no number or one too small to
    print.
    `label` is the column of the twin that names a row; `named` one with more words, where there is room for it.
    """

    id: str
    kind: Literal["range", "counts", "cohorts"]
    caption: str
    takeaway: str
    alt: str
    label: int
    named: int | None = None
    series: tuple[Series, ...]
    target: float | None = None
    target_name: str = ""
    twin: Table


Part = Heading | Text | Table | Figure


class Fact(Frozen):
    """A fact of the cover: its name and what it is; `own` marks the State's words."""

    name: str
    text: str
    own: bool = False


class Report(Frozen):
    """One report: cover, what every page says, and its parts in order.

    `header`, `footer` and `seal` (of the state file it was made from, in short) stand on every page. A short report
    has neither contents (`contents` is empty: no list is printed) nor facts on its cover (no table is printed).
    """

    id: str
    language: str
    direction: Literal["ltr", "rtl"]
    title: str
    subtitle: str
    subtitle_own: bool = False
    as_of: date
    header: str
    footer: str
    page: str
    contents: str
    cut: str
    facts_caption: str
    fact_columns: tuple[Column, Column]
    cover_sheet: str
    seal: str = ""
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]

    def headings(self) -> Iterator[Heading]:
        """Headings in order."""
        return (part for part in self.parts if isinstance(part, Heading))

    def tables(self) -> Iterator[Table]:
        """Tables in order, twins of figures among them."""
        for part in self.parts:
            if isinstance(part, Table):
                yield part
            elif isinstance(part, Figure):
                yield part.twin

    def figures(self) -> Iterator[Figure]:
        """Figures in order."""
        return (part for part in self.parts if isinstance(part, Figure))


def words(text: str | None) -> Cell:
    """Cell of our own words; a dash where there is nothing."""
    return Cell(shown=text or NOT_KNOWN)


def own(text: str | None) -> Cell:
    """Cell of the State's words, empty where there are none."""
    return Cell(shown=text or "", own=True)


def points(value: float | None) -> Cell:
    """Cell of points, 0 to 100."""
    return Cell(shown=whole_points(value), kind="points", number=value)


def share(value: float | None) -> Cell:
    """Cell of a share, 0 to 1."""
    return Cell(shown=percent(value), kind="share", number=value)


def small_share(value: float | None) -> Cell:
    """Cell of a share with one decimal of a percent, where whole ones would hide it."""
    shown = NOT_KNOWN if value is None else f"{value * 100:.1f} %"
    return Cell(shown=shown, kind="share", number=value, decimals=1)


def tenths(value: float | None) -> Cell:
    """Cell of a part of an index with one decimal, where whole points would hide it; less than that is said."""
    if value is None:
        return points(None)
    if rounds_to_nothing(value):
        return Cell(shown=LITTLE_MORE if value > 0 else LITTLE_LESS, kind="points", number=value, decimals=1)
    return Cell(shown=f"{value:.1f}", kind="points", number=value, decimals=1)


def count(value: int | None) -> Cell:
    """Cell of a number of things."""
    return Cell(shown=NOT_KNOWN if value is None else str(value), kind="count", number=value)


def day(value: date | None) -> Cell:
    """Cell of a calendar day."""
    return Cell(shown=NOT_KNOWN if value is None else value.isoformat(), kind="date", day=value)
