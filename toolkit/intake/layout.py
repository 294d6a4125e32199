"""Layout of a plan: which sheets hold measures, where their headings stand, which column is which field.

A table of measures begins with a heading row (or two) in which a column of measures and at least one more
field are recognised. It ends where the next heading begins or the sheet ends.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.intake.cells import column_letters, column_number
from toolkit.intake.column_contents import settle_by_contents
from toolkit.intake.dates import Calendar
from toolkit.intake.grid import Cell, Grid, part_of
from toolkit.intake.header_rows import Header, header_of, headers
from toolkit.intake.headings import plain_heading
from toolkit.record.plan import SheetMapping

LONG_TEXT = 18
LEAST_COLUMNS = 2
LAST_COLUMN = 16_384


@dataclass(frozen=True)
class Column:
    """One column of a table: its number, its heading as written and its field (None: not recognised)."""

    number: int
    heading: str
    field: str | None = None


@dataclass
class Table:
    """One table of measures on a sheet: heading rows, columns, and the last row that belongs to it.

    `heading` is the line directly above it where a sheet holds several tables. `periods` are columns of time,
    `by_period` those that give a field (budget, target) year by year.
    """

    grid: Grid
    header_rows: tuple[int, ...]
    columns: list[Column]
    last_row: int
    periods: dict[int, str] = field(default_factory=dict)
    by_period: dict[str, dict[int, str]] = field(default_factory=dict)
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
    def key(self) -> str:
        """What tells this table from every other of the file: its sheet and its first column."""
        return f"{self.grid.name}|{min((column.number for column in self.columns), default=1)}"

    @property
    def width(self) -> int:
        """Number of columns from the first to the last."""
        numbers = [column.number for column in self.columns]
        return max(numbers) - min(numbers) + 1 if numbers else 0


def find_tables(grid: Grid, written: Calendar, mapping: SheetMapping | None = None) -> list[Table]:
    """Find the tables of measures on a sheet, from top to bottom; what a person decided comes first."""
    if mapping is not None and not mapping.use:
        return []
    last = max(grid.rows, default=0)
    if mapping is not None and (mapping.columns or mapping.header_rows is not None):
        return _table_as_told(grid, written, mapping, last)
    found = headers(grid, written)
    parts = _side_by_side(grid, found, written)
    tables = [table for part, own in parts for table in _one_above_the_other(part, own, written)]
    return [table for table in tables if table.column_of("title") is not None]


def _side_by_side(grid: Grid, found: list[Header], written: Calendar) -> list[tuple[Grid, list[Header]]]:
    """Parts of a sheet on which tables stand side by side, with their headings; the whole sheet where only one does.

    A heading row that has an empty column within, with a whole heading on either side, heads two tables.
    """
    for header in found:
        blocks = _blocks(sorted(header.texts))
        parts = [part_of(grid, first, last) for first, last in blocks]
        if len(parts) > 1 and all(headers(part, written) for part in parts):
            whole = [part_of(grid, begin, end) for begin, end in _whole_sheet(blocks)]
            return [(part, headers(part, written)) for part in whole]
    return [(grid, found)]


def _blocks(columns: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of columns, at least two wide."""
    blocks: list[tuple[int, int]] = []
    for column in columns:
        if blocks and column == blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], column)
        else:
            blocks.append((column, column))
    return blocks if all(last - first + 1 >= LEAST_COLUMNS for first, last in blocks) else []


def _whole_sheet(blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Blocks stretched so that every column of the sheet belongs to one."""
    begins = [1, *(first for first, _ in blocks[1:])]
    return [(begin, after - 1) for begin, after in zip(begins, [*begins[1:], LAST_COLUMN + 1], strict=True)]


def _one_above_the_other(grid: Grid, found: list[Header], written: Calendar) -> list[Table]:
    last = max(grid.rows, default=0)
    ends = [*(_above(grid, header) for header in found[1:]), last][: len(found)]
    tables = [_table(grid, written, header, end) for header, end in zip(found, ends, strict=True)]
    for table in tables if len(tables) > 1 else ():
        line = {cell.text for cell in grid.filled(table.header_rows[0] - 1).values()}
        table.heading = line.pop() if len(line) == 1 else None
    return tables


def _above(grid: Grid, header: Header) -> int:
    """Last row of the table above a heading: lines of one text directly above it are the lower table's title."""
    row = header.rows[0] - 1
    while row > 0 and len({cell.text for cell in grid.filled(row).values()}) == 1:
        row -= 1
    return row


def _table(grid: Grid, written: Calendar, header: Header, last_row: int) -> Table:
    fields = {column: fit.field for column, fit in header.fields.items()}
    guessed = False
    if "title" not in fields.values():
        guessed = not _promote(fields, written) and _guess_title(grid, header, fields, last_row)
    below = [grid.filled(row) for row in sorted(grid.rows) if header.rows[-1] < row <= last_row]
    settle_by_contents(fields, below, written.headings)
    columns = [Column(number, text, fields.get(number)) for number, text in header.texts.items()]
    by_period = {name: dict(columns_of) for name, columns_of in header.by_period.items()}
    return Table(grid, header.rows, columns, last_row, dict(header.periods), by_period, title_guessed=guessed)


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
        found = headers(grid, written)
        rows = found[0].rows if found else ()
    header = header_of(grid, written, rows) if rows else Header((), {}, {})
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
