"""Questionnaires filled in for tests: cells written by item and heading, and files saved by LibreOffice."""

import io
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = {"Code", "Level", "Comment"}


def answers_sheet(book: openpyxl.Workbook) -> tuple[Worksheet, int, dict[str, int]]:
    """The sheet with items, the row of its headings, and the column of each heading."""
    for sheet in book.worksheets:
        for row in range(1, 40):
            found = {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}
            if set(found) >= HEADINGS:
                return sheet, row, found
    raise AssertionError("no row of headings")


def rows_of(sheet: Worksheet, head: int, column: int) -> dict[str, int]:
    """Row of each code below the headings."""
    return {str(sheet.cell(row, column).value): row for row in range(head + 1, sheet.max_row + 1)}


def filled(
    content: bytes, answers: Mapping[str, Mapping[str, Any]], returned: Mapping[str, Any] | None = None
) -> bytes:
    """A questionnaire with values written into the cells of items, by heading, and into the lines of its return."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, head, columns = answers_sheet(book)
    rows = rows_of(sheet, head, columns["Code"])
    for item, values in answers.items():
        for heading, value in values.items():
            sheet.cell(rows[item], columns[heading]).value = value
    for name, value in (returned or {}).items():
        line = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == name)
        book.worksheets[0].cell(line.row, line.column - 1).value = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_libreoffice(content: bytes, folder: Path, kind: str = "xlsx") -> bytes:
    """The file as LibreOffice saves it, as another kind if that is asked."""
    return all_by_libreoffice({"filled": content}, folder, kind)["filled"]


def all_by_libreoffice(files: Mapping[str, bytes], folder: Path, kind: str = "xlsx") -> dict[str, bytes]:
    """Files, by name without ending, as LibreOffice saves them."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice: soffice is not on the path")
    sources = [folder / f"{name}.xlsx" for name in files]
    for source, content in zip(sources, files.values(), strict=True):
        source.write_bytes(content)
    profile, out = (folder / "profile").resolve().as_uri(), folder / "saved"
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300)
    return {name: next(out.glob(f"{name}*.{kind.split(':')[0]}")).read_bytes() for name in files}
