"""How the tree stands on a page: what is printed beneath a row, and points gathered into lists.

Word, PDF and HTML print pages; a workbook has room for every column.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from toolkit.language import NOT_KNOWN, Language
from toolkit.report.tree import NUMBERS, Cell, Column, Fact, Part, Report, Table, Text

KEPT_WHOLE = 900
SHORT, NARROW = 60, 20
LEAST_FOR_TEXT, LONGEST_HALF = 0.3, 12
_CODES = frozenset({"code", "date"})


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


def sealed(report: Report, language: Language) -> str:
    """What every page says of the state file that the report was made from; empty where no seal is to be told."""
    return language.say("report_formats.seal", seal=report.seal) if report.seal else ""


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


def column_widths(table: Table, whole: float, character: float, space: float) -> list[float]:
    """Widths of the columns of a page, together `whole`: numbers and codes take what their longest word needs, texts
    share the rest as the table says. `character` is the width of a letter, `space` that beside a cell's text."""
    shown = table.positions(beneath=False)
    narrow = {
        at: _longest_word(table, at) * character + space for at in shown if table.columns[at].kind in NUMBERS | _CODES
    }
    texts = sum(table.columns[at].width for at in shown if at not in narrow)
    most = whole * (1 - LEAST_FOR_TEXT) if texts else whole
    needed = sum(narrow.values())
    share = most / needed if needed > most or not texts else 1.0
    left = whole - needed * share
    return [narrow[at] * share if at in narrow else left * table.columns[at].width / texts for at in shown]


def _longest_word(table: Table, at: int) -> int:
    """Characters of the longest word of a column, a number being one word; its name takes two lines or less."""
    is_number = table.columns[at].kind in NUMBERS
    cells = [row[at].shown for row in table.rows]
    words = cells if is_number else [word for cell in cells for word in cell.split()]
    name = table.columns[at].name
    half = min(ceil(len(name) / 2), LONGEST_HALF)
    return max(half, *(len(word) for word in ["-----", *words, *name.split()]))
