"""Cells of a workbook in the old Excel format (.xls, BIFF), as `cells` gives those of a new one; in the confined child.

Calculated values are taken; no formula is run and no macro. A formula without a calculated value cannot be told from
an empty cell in this format.
"""

import io
import math
import struct
from pathlib import Path
from typing import Any

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from toolkit.confined import Document, Limits, Reading
from toolkit.intake.spreadsheet_styles import CURRENCY, date_text
from toolkit.problem import Place, Problem, problem

LONGEST_TEXT = 32_767
STATES = {0: "visible", 1: "hidden", 2: "very_hidden"}
BOLD_FROM = 600
# What the reader of the format meets in a damaged file.
DAMAGE = (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError)


def read_old_excel(path: Path, limits: Limits) -> Reading:
    """Read an .xls workbook: (document or None, problems)."""
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        problems: list[Problem] = []
        taken = [0]
        sheets = [_sheet(book, sheet, limits, taken, problems) for sheet in book.sheets()]
    except DAMAGE as error:
        return None, [problem(_refusal(error))]
    except (TypeError, AttributeError, NotImplementedError):
        return None, [problem("file_type_old")]
    return {"kind": "workbook", "sheets": sheets}, problems


def _refusal(error: Exception) -> str:
    said = str(error)
    if "encrypted" in said:
        return "file_encrypted"
    return "file_type_unknown" if "find workbook" in said else "file_type_old"


def _sheet(book: Book, sheet: Sheet, limits: Limits, taken: list[int], problems: list[Problem]) -> Document:
    rows: list[list[Any]] = []
    beyond = sheet.nrows > limits.rows or sheet.ncols > limits.columns
    for number in range(min(sheet.nrows, limits.rows)):
        cells = [_cell(book, sheet, number, column) for column in range(min(sheet.row_len(number), limits.columns))]
        kept = [cell for cell in cells if cell is not None]
        taken[0] += len(kept)
        if taken[0] > limits.cells:
            beyond = True
            break
        if kept:
            rows.append([number + 1, kept])
    if beyond:
        place = Place(sheet=sheet.name)
        problems.append(problem("workbook_cells_beyond_limit", place, rows=limits.rows, columns=limits.columns))
    return {
        "name": sheet.name,
        "state": STATES.get(sheet.visibility, "hidden"),
        "hidden_columns": [at + 1 for at, info in sorted(sheet.colinfo_map.items()) if info.hidden],
        "hidden_rows": [at + 1 for at, info in sorted(sheet.rowinfo_map.items()) if info.hidden],
        "merged": [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells],
        "rows": rows,
    }


def _cell(book: Book, sheet: Sheet, row: int, column: int) -> list[Any] | None:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return None
    written, bold = _look(book, sheet.cell_xf_index(row, column))
    told = _value(book, kind, value, written)
    if told is None:
        return None
    money = CURRENCY.search(written) if told[1] == "number" else None
    cell = [column + 1, *told, bold]
    return [*cell, (money[1] or money[2]).strip()] if money else cell if bold else cell[:3]


def _look(book: Book, index: int) -> tuple[str, int]:
    """Number format of a cell as written, and whether it is bold; neither where the workbook does not say."""
    if index >= len(book.xf_list):
        return "", 0
    look = book.xf_list[index]
    written = book.format_map[look.format_key].format_str if look.format_key in book.format_map else ""
    known = look.font_index < len(book.font_list)
    return written, int(known and book.font_list[look.font_index].weight >= BOLD_FROM)


def _value(book: Book, kind: int, value: Any, written: str) -> tuple[Any, str] | None:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)[:LONGEST_TEXT], "text"
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value), "bool"
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(value, "#N/A"), "error"
    if not math.isfinite(value):
        return None
    if kind == xlrd.XL_CELL_DATE and (day := date_text(value, book.datemode == 1)) is not None:
        return day, "date"
    number = int(value) if float(value).is_integer() and abs(value) < 1e15 else value
    return number, "percent" if "%" in written else "number"
