"""A sheet as a grid: cells by row and column, merged areas looked through, hidden columns known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.intake.cells import column_letters

MOST_MERGED_ROWS = 200_000


@dataclass(frozen=True)
class Cell:
    """One cell: its value, its kind (as `cells` gives it), whether it is bold, the currency of its format."""

    value: Any
    kind: str = "text"
    bold: bool = False
    currency: str = ""

    @property
    def text(self) -> str:
        """Value as text on one line, as a person would read it; empty for a formula without a value."""
        if self.kind == "percent":
            return f"{_short(self.value * 100)}%"
        if self.kind in ("number", "bool"):
            return str(self.value).upper() if self.kind == "bool" else _short(self.value)
        return " ".join(str(self.value or "").split())

    @property
    def lines(self) -> str:
        """Value as text that keeps its line breaks, for lists in one cell."""
        return str(self.value).strip() if self.kind == "text" else self.text


def _short(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else f"{number:.10g}"


@dataclass(frozen=True)
class Area:
    """A merged range, rows and columns inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.last_column - self.first_column + 1

    def holds(self, row: int, column: int) -> bool:
        """True if a cell lies in this range."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass
class Grid:
    """Cells of one sheet that hold something, by row and column (both from 1).

    `origins` says where the cells of a rearranged grid stand on the sheet: cards and turned tables put upright.
    """

    name: str
    state: str = "visible"
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    origins: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _by_row: dict[int, list[Area]] = field(default_factory=dict)

    def areas(self, row: int) -> Iterable[Area]:
        """Merged ranges that touch a row."""
        return self._by_row.get(row, ())

    def area(self, row: int, column: int) -> Area | None:
        """Merged range in which a cell lies."""
        return next((area for area in self.areas(row) if area.holds(row, column)), None)

    def cell(self, row: int, column: int) -> Cell | None:
        """Cell at a place; within a range merged downwards, the cell it shows."""
        found = self.rows.get(row, {}).get(column)
        if found is not None:
            return found
        area = self.area(row, column)
        if area is None or area.first_column != column:
            return None
        return self.rows.get(area.first_row, {}).get(column)

    def shown(self, row: int, column: int) -> Cell | None:
        """Cell at a place, within a merged range of any direction the cell it shows."""
        area = self.area(row, column)
        if area is None:
            return self.rows.get(row, {}).get(column)
        return self.rows.get(area.first_row, {}).get(area.first_column)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of a cell as they stand on the sheet."""
        return self.origins.get((row, column), (row, column))

    def address(self, row: int, column: int) -> str:
        """Address of a cell on the sheet, as people know it."""
        return address(*self.place(row, column))

    def row_on_sheet(self, row: int) -> int:
        """Row of the sheet in which the first cell of a row stands."""
        return self.place(row, min(self.rows.get(row, {}), default=1))[0]

    def filled(self, row: int) -> dict[int, Cell]:
        """Cells of a row that hold something, by column."""
        return self.rows.get(row, {})


def grid_of(sheet: dict[str, Any], name: str | None = None) -> Grid:
    """Make a grid from the plain data of one sheet."""
    grid = Grid(
        name=name or sheet["name"],
        state=sheet["state"],
        merged=[Area(*area) for area in sheet["merged"]],
        hidden_columns=frozenset(sheet["hidden_columns"]),
        hidden_rows=frozenset(sheet["hidden_rows"]),
    )
    for number, cells in sheet["rows"]:
        grid.rows[number] = {
            cell[0]: Cell(cell[1], cell[2], bool(cell[3]) if len(cell) > 3 else False, cell[4] if len(cell) > 4 else "")
            for cell in cells
            if not (cell[2] == "text" and not str(cell[1]).strip())
        }
    _index_areas(grid)
    return grid


def part_of(grid: Grid, first: int, last: int) -> Grid:
    """The columns of a grid from first to last, as a grid of its own with the same addresses."""
    part = Grid(
        name=grid.name,
        state=grid.state,
        merged=[area for area in grid.merged if first <= area.first_column <= last],
        hidden_columns=grid.hidden_columns,
        hidden_rows=grid.hidden_rows,
    )
    for number, cells in grid.rows.items():
        kept = {column: cell for column, cell in cells.items() if first <= column <= last}
        if kept:
            part.rows[number] = kept
    _index_areas(part)
    return part


def _index_areas(grid: Grid) -> None:
    """Know the merged ranges of each row; of ranges that lie over each other without end only the first count."""
    last, indexed = max(grid.rows, default=0), 0
    for area in grid.merged:
        rows = range(max(area.first_row, 1), min(area.last_row, last) + 1)
        indexed += len(rows)
        if indexed > MOST_MERGED_ROWS:
            break
        for row in rows:
            grid._by_row.setdefault(row, []).append(area)


def address(row: int, column: int) -> str:
    """Address of a cell as people know it: A1."""
    return f"{column_letters(column)}{row}"
