"""Facility sheets filled in for tests: values written by code, as a director would."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.filled import saved
from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment
from toolkit.tasks.facility import facility_template


def blank(language: Language, library: Library, whole: Assessment | None = None, facility: str | None = None) -> bytes:
    """A sheet as it is sent out."""
    return facility_template(language, library, look_through(library, "a-res-78-224"), whole, facility)


def filled_in(
    content: bytes,
    figures: Mapping[str, Any],
    lines: Mapping[str, Sequence[Any]] | None = None,
    boxes: Mapping[str, str] | None = None,
    told: Mapping[str, Any] | None = None,
) -> bytes:
    """A sheet with figures (a number, or a number and how it is known), lines of the sample, boxes and named lines."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for code, value in figures.items():
        number, known = value if isinstance(value, tuple) else (value, "register")
        put(book, code, "Figure", number)
        put(book, code, "Known", known)
    for code, values in (lines or {}).items():
        for at, said in enumerate(values, start=1):
            put(book, code, f"File {at}", said)
    for code, text in (boxes or {}).items():
        put(book, code, "Text", text)
    for name, value in (told or {}).items():
        sheet, row, column = found(book, name)
        sheet.cell(row, column - 1).value = value
    return saved(book)


def put(book: openpyxl.Workbook, code: str, heading: str, value: Any) -> None:
    """Write into the row of a code, below a heading."""
    sheet, row, _ = found(book, code)
    column = next(cell.column for line in sheet.iter_rows(max_row=10) for cell in line if cell.value == heading)
    sheet.cell(row, column).value = value
    if isinstance(value, str):
        sheet.cell(row, column).data_type = "s"


def address_of(content: bytes, code: str, heading: str) -> tuple[str, str]:
    """Sheet and address of the cell in the row of a code, below a heading."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, row, _ = found(book, code)
    cell = next(cell for line in sheet.iter_rows(max_row=10) for cell in line if cell.value == heading)
    return sheet.title, f"{cell.column_letter}{row}"


def found(book: openpyxl.Workbook, text: str) -> tuple[Worksheet, int, int]:
    """Where a text stands in a workbook."""
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value == text:
                    return sheet, cell.row, cell.column
    raise AssertionError(text)
