"""A table of measures without any heading: its columns known by what stands in them, or not taken at all.

The column with the longest texts holds the measures where dates, statuses or bodies stand beside them in most rows.
"""

from collections.abc import Callable, Mapping, Sequence

from toolkit.intake.cells import column_letters
from toolkit.intake.dates import Calendar, read_when
from toolkit.intake.grid import Cell, Grid
from toolkit.intake.layout import LONG_TEXT, Column, Table
from toolkit.intake.values import is_body, read_status

LEAST_ROWS, LEAST_CELLS, LEAST_BESIDE = 3, 3, 2
MOST_OF = 0.6
LONGEST_NUMBER, LONGEST_DATE = 8, 40

Cells = Sequence[Cell]


def table_without_heading(grid: Grid, written: Calendar) -> Table | None:
    """Take a sheet without a heading as a table, where its cells leave little doubt what each column is."""
    rows = {number: cells for number, cells in grid.rows.items() if len(cells) >= LEAST_CELLS}
    if len(rows) < LEAST_ROWS or len(rows) < len(grid.rows) * MOST_OF:
        return None
    columns = _columns(rows, grid.hidden_columns)
    title = _title(columns, len(rows))
    if title is None:
        return None
    fields = {title: "title"}
    for column, cells in columns.items():
        if column != title:
            name = _field(column, cells, column < title, written)
            if name is not None and name not in fields.values() and len(cells) >= len(rows) * MOST_OF:
                fields[column] = name
    if len(fields) <= LEAST_BESIDE or not {"end", "status"} & set(fields.values()):
        return None
    made = [Column(number, column_letters(number), fields.get(number)) for number in columns]
    return Table(grid, (), made, max(grid.rows), title_guessed=True)


def _columns(rows: Mapping[int, Mapping[int, Cell]], hidden: frozenset[int]) -> dict[int, list[Cell]]:
    columns: dict[int, list[Cell]] = {}
    for cells in rows.values():
        for column, cell in cells.items():
            if column not in hidden:
                columns.setdefault(column, []).append(cell)
    return dict(sorted(columns.items()))


def _title(columns: Mapping[int, Cells], rows: int) -> int | None:
    """Column whose texts are longest, and long enough for measures, in most rows."""
    means = {
        column: sum(len(cell.text) for cell in cells) / len(cells)
        for column, cells in columns.items()
        if sum(cell.kind == "text" for cell in cells) >= rows * MOST_OF
    }
    best = max(means, key=lambda column: means[column], default=None)
    return best if best is not None and means[best] >= LONG_TEXT else None


def _field(column: int, cells: Cells, before: bool, written: Calendar) -> str | None:
    """Field that most cells of a column speak for."""

    def is_date(cell: Cell) -> bool:
        when = read_when(cell, written) if len(cell.text) <= LONGEST_DATE else None
        return when is not None and when.end is not None and not when.doubts and not when.from_number

    known: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
        ("status", lambda cell: cell.kind == "text" and read_status(cell.text, written.headings).status is not None),
        ("end", lambda cell: cell.kind != "number" and is_date(cell)),
        ("lead", lambda cell: cell.kind == "text" and is_body(cell.text, written.headings)),
        ("number", lambda cell: before and len(cell.text) <= LONGEST_NUMBER and any(map(str.isdigit, cell.text))),
    )
    return next((name for name, says in known if sum(map(says, cells)) >= len(cells) * MOST_OF), None)
