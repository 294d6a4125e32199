"""Columns whose heading leaves open what they hold, settled by what stands in them.

"Progress" heads a status in one plan, a share in another and a story in a third; a column called "Status" may hold
whole paragraphs.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from toolkit.intake.grid import Cell
from toolkit.intake.headings import Headings
from toolkit.intake.values import read_status

PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*[%٪％]")
MOST_OF = 0.7
LONG_TEXT = 60
FIRST_CELLS = 200


def settle_by_contents(fields: dict[int, str], below: Sequence[Mapping[int, Cell]], headings: Headings) -> None:
    """Let a column of updates that holds only statuses or shares be that, and a status that tells stories an update."""
    column = _column(fields, "update")
    if column is not None:
        cells = _cells(column, below)
        if "status" not in fields.values() and _mostly(cells, lambda cell: _is_status(cell, headings)):
            fields[column] = "status"
        elif "percent" not in fields.values() and _mostly(cells, _is_percent):
            fields[column] = "percent"
    column = _column(fields, "status")
    if column is not None and "update" not in fields.values():
        cells = _cells(column, below)
        if _mostly(cells, lambda cell: len(cell.text) > LONG_TEXT and not _is_status(cell, headings)):
            fields[column] = "update"
        elif "percent" not in fields.values() and _mostly(cells, _is_percent):
            fields[column] = "percent"


def _column(fields: Mapping[int, str], name: str) -> int | None:
    return next((column for column, field in fields.items() if field == name), None)


def _cells(column: int, below: Sequence[Mapping[int, Cell]]) -> list[Cell]:
    return [cells[column] for cells in below[:FIRST_CELLS] if column in cells and len(cells) > 1]


def _mostly(cells: Sequence[Cell], says: Callable[[Cell], bool]) -> bool:
    return bool(cells) and sum(map(says, cells)) >= len(cells) * MOST_OF


def _is_status(cell: Cell, headings: Headings) -> bool:
    return cell.kind == "text" and len(cell.text) <= LONG_TEXT and read_status(cell.text, headings).status is not None


def _is_percent(cell: Cell) -> bool:
    return cell.kind == "percent" or PERCENT.fullmatch(cell.text.strip()) is not None
