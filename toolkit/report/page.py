"""How the tree stands on a page: what is printed beneath a row, and points gathered into lists.

Word, PDF and HTML print pages; a workbook has room for every column.
"""

from collections.abc import Iterator, Sequence

from toolkit.language import NOT_KNOWN
from toolkit.report.tree import Cell, Column, Fact, Part, Report, Table, Text

KEPT_WHOLE = 900
SHORT, NARROW = 60, 20


def shown_columns(table: Table) -> list[Column]:
    """Columns that stand as columns on a page."""
    return [table.columns[at] for at in table.positions(beneath=False)]


def widest(table: Table) -> int:
    """Position of the widest column of a page: what is printed beneath a row stands in it."""
    return max(table.positions(beneath=False), key=lambda at: table.columns[at].width)


def lines_beneath(table: Table, row: Sequence[Cell]) -> list[list[int]]:
    """What a page prints inside the widest cell: each on a line of its own, short texts of narrow columns together on
    a last one; empty ones are left out. Gives the positions of each line."""
    told = [at for at in table.positions(beneath=True) if row[at].shown.strip() not in ("", NOT_KNOWN)]
    short = [at for at in told if table.columns[at].width <= NARROW and len(row[at].shown) <= SHORT]
    return [[at] for at in told if at not in short] + ([short] if short else [])


def is_kept_whole(row: Sequence[Cell]) -> bool:
    """True for a row short enough to stand on one page unbroken."""
    return sum(len(cell.shown) for cell in row) < KEPT_WHOLE


def facts_table(report: Report) -> Table:
    """The facts of the cover as a table."""
    rows = tuple((Cell(shown=fact.name), _told(fact)) for fact in report.facts)
    return Table(id="facts", caption=report.facts_caption, columns=report.fact_columns, rows=rows)


def _told(fact: Fact) -> Cell:
    return Cell(shown=fact.text, own=fact.own)


def gathered(parts: Sequence[Part]) -> Iterator[Part | list[Text]]:
    """Parts in order, points that follow each other as one list."""
    points: list[Text] = []
    for part in parts:
        if isinstance(part, Text) and part.role == "point":
            points.append(part)
            continue
        if points:
            yield points
            points = []
        yield part
    if points:
        yield points
