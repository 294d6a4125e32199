"""Layout of a plan: which sheets hold measures, where their headings stand, which column is which field.

A table of measures begins with a heading row (or two) in which a column of measures and at least one more
field are recognised. It ends where the next heading begins or the sheet ends.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.intake.cells import column_letters, column_number
from toolkit.intake.dates import Calendar, is_period
from toolkit.intake.grid import Cell, Grid
from toolkit.intake.headings import PARTLY, SURE, Fit, plain_heading
from toolkit.record.plan import SheetMapping

LEAST_SCORE = 2.0
LEAST_FIELDS_WITHOUT_TITLE = 3
FIRST_ROWS = 200
LIKE_THE_BEST = 0.6
LONG_TEXT = 18
SHORT_HEADING = 60


@dataclass(frozen=True)
class Column:
    """One column of a table: its number, its heading as written and its field (None: not recognised)."""

    number: int
    heading: str
    field: str | None = None


@dataclass
class Table:
    """One table of measures on a sheet: heading rows, columns, and the last row that belongs to it.

    `heading` is the line directly above it where a sheet holds several tables.
    """

    grid: Grid
    header_rows: tuple[int, ...]
    columns: list[Column]
    last_row: int
    periods: dict[int, str] = field(default_factory=dict)
    title_guessed: bool = False
    heading: str | None = None
    by_field: dict[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        """Know the column of each field."""
        self.by_field = {column.field: column for column in self.columns if column.field is not None}

    @property
    def first_row(self) -> int:
        """First row below the heading."""
        return (self.header_rows[-1] if self.header_rows else 0) + 1

    def column_of(self, name: str) -> int | None:
        """Number of the column of a field, if the table has it."""
        return self.by_field[name].number if name in self.by_field else None

    @property
    def width(self) -> int:
        """Number of columns from the first to the last."""
        numbers = [column.number for column in self.columns]
        return max(numbers) - min(numbers) + 1 if numbers else 0


@dataclass(frozen=True)
class Header:
    """A heading found: its rows, the text of each column and the fields that fit best."""

    rows: tuple[int, ...]
    texts: Mapping[int, str]
    fields: Mapping[int, Fit]

    @property
    def score(self) -> float:
        """How much speaks for this being a heading."""
        return sum(0.5 if fit.strength == PARTLY else 1.0 for fit in self.fields.values())

    @property
    def names(self) -> set[str]:
        """Fields recognised."""
        return {fit.field for fit in self.fields.values()}


def find_tables(grid: Grid, written: Calendar, mapping: SheetMapping | None = None) -> list[Table]:
    """Find the tables of measures on a sheet, from top to bottom; what a person decided comes first."""
    if mapping is not None and not mapping.use:
        return []
    last = max(grid.rows, default=0)
    if mapping is not None and (mapping.columns or mapping.header_rows is not None):
        return _table_as_told(grid, written, mapping, last)
    headers = _headers(grid, written)
    ends = [*(_above(grid, header) for header in headers[1:]), last][: len(headers)]
    tables = [_table(grid, written, header, end) for header, end in zip(headers, ends, strict=True)]
    for table in tables if len(tables) > 1 else ():
        line = {cell.text for cell in grid.filled(table.header_rows[0] - 1).values()}
        table.heading = line.pop() if len(line) == 1 else None
    return [table for table in tables if table.column_of("title") is not None]


def _above(grid: Grid, header: Header) -> int:
    """Last row of the table above a heading: lines of one text directly above it are the lower table's title."""
    row = header.rows[0] - 1
    while row > 0 and len({cell.text for cell in grid.filled(row).values()}) == 1:
        row -= 1
    return row


def _headers(grid: Grid, written: Calendar) -> list[Header]:
    """Headings on a sheet: rows that score at least as a heading must, and nearly as well as the best one."""
    found: list[Header] = []
    numbers = sorted(grid.rows)
    for row in numbers:
        if found and row <= found[-1].rows[-1]:
            continue
        if len(numbers) > FIRST_ROWS and row > numbers[FIRST_ROWS] and not found:
            break
        if found and not _repeats_headings(grid, written, row):
            continue
        header = _header_at(grid, written, row)
        if header is not None and _is_heading(header, written):
            found.append(header)
    best = max((header.score for header in found), default=0.0)
    return [header for header in found if header.score >= best * LIKE_THE_BEST]


def _repeats_headings(grid: Grid, written: Calendar, row: int) -> bool:
    """True if a row below a table can begin another: at least two of its cells are headings word for word."""
    texts = [
        cell.text for cell in grid.filled(row).values() if cell.kind == "text" and len(cell.value) <= SHORT_HEADING
    ]
    return sum(plain_heading(text) in written.headings.aliases for text in texts) >= 2


def _is_heading(header: Header, written: Calendar) -> bool:
    others = header.names - {"title"}
    if "title" in header.names or header.names & set(written.headings.instead_of_title):
        return header.score >= LEAST_SCORE and len(header.names) >= 2 and bool(others)
    sure = [fit for fit in header.fields.values() if fit.strength >= SURE]
    return len(sure) >= LEAST_FIELDS_WITHOUT_TITLE and bool(header.names & {"lead", "end", "when", "status"})


def _header_at(grid: Grid, written: Calendar, row: int) -> Header | None:
    """Heading that begins at a row, of one row or of two, whichever is recognised better."""
    cells = grid.filled(row)
    if len(cells) < 2 or any(cell.kind in ("date", "percent", "formula") for cell in cells.values()):
        return None
    one = _header(grid, written, (row,))
    two = _header(grid, written, (row, row + 1)) if _may_be_second(grid, written, row) else None
    if two is not None and (two.score > one.score or _split_below(grid, row)):
        return two
    return one


def _may_be_second(grid: Grid, written: Calendar, row: int) -> bool:
    """True if the row below can be the second row of a heading: short texts that are headings or periods."""
    below = grid.filled(row + 1)
    if not below or any(cell.kind not in ("text", "number") or len(cell.text) > 60 for cell in below.values()):
        return False
    if any(cell.kind == "text" and area.width > 2 for cell in below.values() for area in grid.areas(row + 1)):
        return False
    known = sum(bool(written.headings.fits(cell.text)) or is_period(cell.text, written) for cell in below.values())
    return known * 2 >= len(below) and (_split_below(grid, row) or known == len(below))


def _split_below(grid: Grid, row: int) -> bool:
    """True if a merged heading of this row has texts of its own beneath it, or stands over two rows."""
    for area in grid.areas(row):
        if area.first_row == row and area.last_row == row + 1:
            return True
        columns = range(area.first_column, area.last_column + 1)
        if area.first_row == area.last_row == row and sum(c in grid.filled(row + 1) for c in columns) > 1:
            return True
    return False


def _header(grid: Grid, written: Calendar, rows: tuple[int, ...]) -> Header:
    columns = sorted({column for row in rows for column in _columns_at(grid, row)} - grid.hidden_columns)
    texts: dict[int, str] = {}
    fits: dict[int, list[Fit]] = {}
    for column in columns:
        parts = [cell.text for row in rows if (cell := grid.shown(row, column)) is not None]
        parts = list(dict.fromkeys(part for part in parts if part))
        if not parts:
            continue
        texts[column] = " ".join(parts)
        readings = [texts[column]] if len(parts) == 1 else [parts[-1], texts[column], parts[0]]
        fits[column] = _best_reading([written.headings.fits(reading) for reading in readings])
    _add_hidden_id(grid, written, rows, texts, fits)
    return Header(rows, texts, _assigned(fits))


def _best_reading(readings: list[list[Fit]]) -> list[Fit]:
    return max(readings, key=lambda fits: fits[0].strength if fits else 0.0)


def _columns_at(grid: Grid, row: int) -> set[int]:
    columns = set(grid.filled(row))
    for area in grid.areas(row):
        if grid.rows.get(area.first_row, {}).get(area.first_column) is not None and area.width <= 30:
            columns |= set(range(area.first_column, area.last_column + 1))
    return columns


def _add_hidden_id(
    grid: Grid, written: Calendar, rows: tuple[int, ...], texts: dict[int, str], fits: dict[int, list[Fit]]
) -> None:
    """Of the hidden columns only our own id is taken."""
    for column in sorted(grid.hidden_columns):
        cell = grid.cell(rows[-1], column)
        if cell is not None and any(fit.field == "id" for fit in written.headings.fits(cell.text)):
            texts[column] = cell.text
            fits[column] = [Fit("id", SURE, 1)]


def _assigned(fits: Mapping[int, list[Fit]]) -> dict[int, Fit]:
    """One field a column and one column a field: the strongest first, then the leftmost."""
    choices = sorted(
        ((fit, column) for column, found in fits.items() for fit in found),
        key=lambda choice: (-choice[0].strength, -choice[0].length, choice[1]),
    )
    given: dict[int, Fit] = {}
    for fit, column in choices:
        if column not in given and all(fit.field != other.field for other in given.values()):
            given[column] = fit
    return given


def _table(grid: Grid, written: Calendar, header: Header, last_row: int) -> Table:
    fields = {column: fit.field for column, fit in header.fields.items()}
    guessed = False
    if "title" not in fields.values():
        guessed = not _promote(fields, written) and _guess_title(grid, header, fields, last_row)
    columns = [Column(number, text, fields.get(number)) for number, text in header.texts.items()]
    table = Table(grid, header.rows, columns, last_row, title_guessed=guessed)
    table.periods = {
        column.number: column.heading
        for column in columns
        if column.field in (None, "when") and is_period(column.heading, written)
    }
    return table


def _promote(fields: dict[int, str], written: Calendar) -> bool:
    """Let another column hold the measures where none is called so."""
    for name in written.headings.instead_of_title:
        for column, known in fields.items():
            if known == name:
                fields[column] = "title"
                return True
    return False


def _guess_title(grid: Grid, header: Header, fields: dict[int, str], last_row: int) -> bool:
    """Take the column with the longest texts that no heading explains as the measures."""
    lengths: dict[int, list[int]] = {column: [] for column in header.texts if column not in fields}
    for row in range(header.rows[-1] + 1, last_row + 1):
        for column, cell in grid.filled(row).items():
            if column in lengths and cell.kind == "text":
                lengths[column].append(len(cell.text))
    means = {column: sum(found) / len(found) for column, found in lengths.items() if found}
    best = max(means, key=lambda column: means[column], default=None)
    if best is None or means[best] < LONG_TEXT:
        return False
    fields[best] = "title"
    return True


def _table_as_told(grid: Grid, written: Calendar, mapping: SheetMapping, last_row: int) -> list[Table]:
    """Table by a person's decision: their heading rows and columns; the rest of the headings stay unrecognised."""
    rows = mapping.header_rows
    if rows is None:
        found = _headers(grid, written)
        rows = found[0].rows if found else ()
    header = _header(grid, written, rows) if rows else Header((), {}, {})
    told = {column_number(letters.upper()): name for name, letters in mapping.columns.items() if letters.isalpha()}
    fields = told or {column: fit.field for column, fit in header.fields.items()}
    texts = {number: header.texts.get(number, column_letters(number)) for number in {*header.texts, *fields}}
    columns = [Column(number, texts[number], fields.get(number)) for number in sorted(texts)]
    table = Table(grid, rows, columns, last_row)
    return [table] if table.column_of("title") is not None else []


def is_sheet_of_measures(grid: Grid, written: Calendar) -> bool:
    """True if the sheet is called as sheets of measures are ("Measures", "Actions")."""
    return plain_heading(grid.name) in written.headings.sheets_of_measures


def is_sheet_aside(grid: Grid, written: Calendar) -> bool:
    """True if the sheet is called as sheets are that explain or list ("Read me", "Lists", "Budget")."""
    return plain_heading(grid.name) in written.headings.sheets_not_measures


def is_number_row(cells: Mapping[int, Cell]) -> bool:
    """True if a row only numbers the columns (1, 2, 3 ... or a, b, c ...)."""
    texts = [re.sub(r"[()\[\].]", "", cell.text) for _, cell in sorted(cells.items())]
    if len(texts) < 3:
        return False
    numbers = [str(number) for number in range(1, len(texts) + 1)]
    return texts == numbers or [text.casefold() for text in texts] == [chr(96 + n) for n in range(1, len(texts) + 1)]
