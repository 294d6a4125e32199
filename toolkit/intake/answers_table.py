"""The table of statements in a returned questionnaire: headings, rows, stamp and keys, wherever they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.intake.grid import Cell, Grid, address
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_stamp import RowKey, Stamp, keys_in, stamp_in
from toolkit.record.plan import like_text
from toolkit.record.questionnaire_fields import CODE, LEVEL, answer_fields

HEADING_ROWS, CODE_COLUMNS, MOST_SOURCES = 60, 4, 60
ITEM = re.compile(r"D\s*0*(\d{1,2})\s*-\s*0*(\d{1,2})", re.IGNORECASE)
DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d_]")


@dataclass(frozen=True)
class Row:
    """One row: where it stands, its cells by column, and the columns by name of their field."""

    sheet: str
    number: int
    cells: Mapping[int, Cell]
    columns: Mapping[str, int]

    def cell(self, name: str) -> Cell | None:
        """Cell of a field, or None if it is empty or its column is not there."""
        return self.cells.get(self.columns.get(name, 0))

    def place(self, name: str, item: str | None = None) -> Place:
        """Place of the cell of a field; of the row where there is no such column."""
        column = self.columns.get(name)
        cell = None if column is None else address(self.number, column)
        return Place(sheet=self.sheet, row=self.number, cell=cell, item=item)


@dataclass(frozen=True)
class AnswerTable:
    """One sheet with statements: its rows, the stamp that stands on it, and the headings that are missing."""

    sheet: str
    rows: tuple[Row, ...]
    stamp: Stamp | None
    missing: tuple[str, ...]
    head: int


def plain_code(text: str) -> str:
    """A code as it is compared: usual digits, capitals, one kind of dash; `D4-3` and `Ｄ０４–３` are D04-3."""
    written = DASHES.sub("-", unicodedata.normalize("NFKC", text))
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in written)
    found = ITEM.fullmatch(digits.strip())
    return f"D{int(found[1]):02d}-{int(found[2])}" if found else " ".join(digits.split()).upper()


def all_texts(grids: Iterable[Grid]) -> Iterator[str]:
    """Every text of a workbook, hidden sheets included."""
    return (cell.text for grid in grids for cells in grid.rows.values() for cell in cells.values())


def stamps_in(grids: Iterable[Grid]) -> list[Stamp]:
    """Stamps that a workbook holds, each once."""
    found = (stamp_in(text) for text in all_texts(grids) if "?" in text)
    return list(dict.fromkeys(stamp for stamp in found if stamp is not None))


def keys_of(grids: Iterable[Grid]) -> Mapping[str, RowKey]:
    """Keys of rows by item: those of the visible sheets, else those of the hidden one."""
    visible_first = sorted(grids, key=lambda grid: grid.state != "visible")
    return keys_in(all_texts(visible_first))


def find_answer_tables(grids: Iterable[Grid]) -> list[AnswerTable]:
    """Sheets with statements, found by their headings, else by the codes in their first columns."""
    return [table for grid in grids if (table := _table(grid)) is not None]


def _headings() -> dict[str, str]:
    return {like_text(field.heading): field.name for field in answer_fields(MOST_SOURCES)}


def _table(grid: Grid) -> AnswerTable | None:
    found = _head(grid)
    if found is None:
        return None
    head, columns = found
    if CODE not in columns:
        column = _code_column(grid)
        if column is None:
            return None
        columns = {**columns, CODE: column}
    rows = tuple(Row(grid.name, row, grid.rows[row], columns) for row in sorted(grid.rows) if row > head)
    if not any(row.cell(CODE) is not None for row in rows):
        return None
    stamp = next(iter(stamps_in([grid])), None)
    missing = tuple(field.heading for field in answer_fields() if field.asked and field.name not in columns)
    return AnswerTable(grid.name, rows, stamp, missing, head)


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """Row of the headings and column of each field: the row that holds most, at least two of the three needed."""
    names = _headings()
    best: tuple[int, dict[str, int]] | None = None
    for row in sorted(grid.rows)[:HEADING_ROWS]:
        columns: dict[str, int] = {}
        for column, cell in sorted(grid.rows[row].items()):
            name = names.get(like_text(cell.text))
            if name is not None:
                columns.setdefault(name, column)
        needed = {CODE, LEVEL, "comment"} & set(columns)
        if len(needed) >= 2 and (best is None or len(columns) > len(best[1])):
            best = (row, columns)
    return best


def _code_column(grid: Grid) -> int | None:
    """One of the first columns in which most cells hold codes of statements."""
    counts = {
        column: sum(
            ITEM.fullmatch(plain_code(cells[column].text)) is not None
            for cells in grid.rows.values()
            if column in cells
        )
        for column in range(1, CODE_COLUMNS + 1)
    }
    best = max(counts, key=lambda column: counts[column])
    return best if counts[best] else None


def about_headings(table: AnswerTable) -> list[Problem]:
    """Headings that were taken away or renamed: what stood below them was not read."""
    if not table.missing:
        return []
    severe = any(field.heading in table.missing for field in answer_fields() if field.name == LEVEL)
    code = "answers_level_heading_missing" if severe else "answers_heading_missing"
    place = Place(sheet=table.sheet, row=table.head)
    return [problem(code, place, headings=", ".join(table.missing))]
