"""How a plan's file is laid out: its sheets, and the columns below a heading with examples of what stands in them."""

from dataclasses import dataclass

from toolkit.confined import read_confined
from toolkit.intake.cells import column_letters
from toolkit.intake.grid import Grid, grid_of
from toolkit.record.plan import Plan

EXAMPLES = 2
FIRST_HEADING = 1


@dataclass(frozen=True)
class ColumnSeen:
    """A column of a sheet: its letter, its heading as written, and what stands below it."""

    letter: str
    heading: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class SheetSeen:
    """A sheet of the file: its name, whether a table of measures was found, the last row of its heading, columns."""

    name: str
    read: bool
    header_row: int
    last_row: int
    columns: tuple[ColumnSeen, ...]


def sheets_of(source: bytes, name: str, plan: Plan) -> tuple[SheetSeen, ...]:
    """Sheets of a plan's file with their columns, below the heading at which the plan was read."""
    document, _ = read_confined("workbook", source, name)
    if document is None:
        return ()
    grids = [grid_of(sheet, sheet["name"] or plan.name) for sheet in document["sheets"]]
    return tuple(_sheet(grid, plan) for grid in grids if grid.rows)


def _sheet(grid: Grid, plan: Plan) -> SheetSeen:
    tables = plan.tables_of(grid.name)
    rows = tables[0].header_rows if tables else ()
    header = rows[-1] if rows else min(grid.rows, default=FIRST_HEADING)
    return SheetSeen(grid.name, bool(tables), header, max(grid.rows, default=FIRST_HEADING), _columns(grid, header))


def _columns(grid: Grid, header: int) -> tuple[ColumnSeen, ...]:
    below = [row for row in sorted(grid.rows) if row > header]
    numbers = sorted({column for row in (header, *below) for column in grid.filled(row)})
    return tuple(_column(grid, number, header, below) for number in numbers)


def _column(grid: Grid, number: int, header: int, below: list[int]) -> ColumnSeen:
    found = grid.shown(header, number)
    examples: list[str] = []
    for row in below:
        cell = grid.filled(row).get(number)
        if cell is not None and cell.text and cell.text not in examples:
            examples.append(cell.text)
        if len(examples) == EXAMPLES:
            break
    return ColumnSeen(column_letters(number), found.text if found is not None else "", tuple(examples))
