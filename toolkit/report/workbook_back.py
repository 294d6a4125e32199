"""The uploaded workbook, given back with notes on the cells concerned and a sheet of problems and remarks.

Notes are put into the package itself (`package_notes`, in the confined child). Of a file to which none can be added
(.xls, .ods, text, an odd package) a copy of the values is made instead, and the sheet says so.
"""

import base64
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.confined import Document, limits_of, read_confined
from toolkit.language import Language
from toolkit.problem import Problem
from toolkit.record.plan import Plan
from toolkit.report.package_notes import packed

WORDS = "workbook_back"
COLUMNS = ("code", "severity", "on_sheet", "cell", "what", "do")
WIDTHS = (26, 12, 22, 9, 70, 70)
HEADING_ROW = 3
LINK_COLUMN = "D"
LONGEST_NOTE = 4000
MOST_NOTES = 2000
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
ZIP_START = b"PK"
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


@dataclass(frozen=True)
class WorkbookBack:
    """The workbook given back: its bytes, and whether it is the file itself or a copy of its values."""

    content: bytes
    is_copy: bool


@dataclass(frozen=True)
class Found:
    """A problem or remark where it stands: sheet and cell, both None for the whole file."""

    problem: Problem
    sheet: str | None
    cell: str | None


def with_notes(source: bytes, name: str, plan: Plan, problems: Sequence[Problem], language: Language) -> WorkbookBack:
    """Give a workbook back with its problems and remarks; `plan` is what was read from it."""
    found = [_placed(problem, plan) for problem in problems]
    edited = _edited(source, name, found, language) if source.startswith(ZIP_START) else None
    if edited is not None:
        return WorkbookBack(edited, is_copy=False)
    return WorkbookBack(_copy(source, name, found, language), is_copy=True)


def _placed(problem: Problem, plan: Plan) -> Found:
    """Where a problem stands: its own place, else that of the measure it is about."""
    place = problem.place
    sheet, cell, row = place.sheet, place.cell, place.row
    measure = plan.measure(place.measure) if place.measure else None
    if measure is not None and measure.place is not None and cell is None:
        table = plan.table_of(measure)
        title = table.fields.get("title") if table is not None else None
        sheet, cell = measure.place.sheet, f"{title.column if title else 'A'}{measure.place.row}"
    if sheet is not None and cell is None and row is not None:
        cell = f"A{row}"
    return Found(problem, sheet, cell if sheet is not None and cell and ADDRESS.fullmatch(cell) else None)


def _note(problem: Problem, language: Language) -> str:
    values = problem.values
    return language.say(
        f"{WORDS}.note",
        severity=language.say(f"{WORDS}.severity_of.{problem.severity.value}"),
        what=language.say(f"problems.{problem.code}.what", **values),
        do=language.say(f"problems.{problem.code}.do", **values),
    )


def _notes(found: Sequence[Found], language: Language) -> dict[str, dict[str, str]]:
    """Notes by sheet and cell; several on one cell stand one below the other."""
    notes: dict[str, dict[str, str]] = {}
    for entry in found[:MOST_NOTES]:
        if entry.sheet is None or entry.cell is None:
            continue
        cells = notes.setdefault(entry.sheet, {})
        said = _plain(_note(entry.problem, language))
        if said not in cells.get(entry.cell, "").split("\n\n"):
            cells[entry.cell] = "\n\n".join(filter(None, (cells.get(entry.cell), said)))[:LONGEST_NOTE]
    return notes


def _plain(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "replace").decode("utf-8")


def _rows(found: Sequence[Found], language: Language, read_me: str) -> list[list[str]]:
    """Rows of the sheet of problems: what it is, a blank row, headings, one row a problem."""
    say = language.say
    rows = [[read_me], [], [say(f"{WORDS}.column.{column}") for column in COLUMNS]]
    for entry in found:
        code, values = entry.problem.code, entry.problem.values
        severity = say(f"{WORDS}.severity_of.{entry.problem.severity.value}")
        what, todo = (say(f"problems.{code}.{part}", **values) for part in ("what", "do"))
        rows.append([_plain(text) for text in (code, severity, entry.sheet or "", entry.cell or "", what, todo)])
    return rows if found else [*rows, [say(f"{WORDS}.nothing")]]


def _links(found: Sequence[Found]) -> dict[str, str]:
    """Cells of the sheet of problems that lead to the cells concerned, with the places they lead to."""
    return {
        f"{LINK_COLUMN}{number}": f"{_quoted(entry.sheet)}!{entry.cell}"
        for number, entry in enumerate(found, HEADING_ROW + 1)
        if entry.sheet is not None and entry.cell is not None
    }


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _edited(source: bytes, name: str, found: Sequence[Found], language: Language) -> bytes | None:
    """The package itself with notes and the sheet; None where they cannot be put in safely."""
    author = language.say(f"{WORDS}.author")
    notes = [{"sheet": sheet, "notes": cells, "author": author} for sheet, cells in _notes(found, language).items()]
    added = {
        "title": language.say(f"{WORDS}.sheet"),
        "widths": WIDTHS,
        "rows": _rows(found, language, language.say(f"{WORDS}.read_me")),
        "links": _links(found),
        "right_to_left": language.direction == "rtl",
    }
    limits = limits_of("workbook")
    limits = limits.model_copy(update={"bytes": 2 * limits.bytes})
    document, _ = read_confined("workbook with notes", packed(source, notes, added), name, limits)
    content = document.get("content") if document else None
    return base64.b64decode(content) if content else None


def _copy(source: bytes, name: str, found: Sequence[Found], language: Language) -> bytes:
    """A new workbook with the values of the file, the notes and the sheet."""
    document, _ = read_confined("workbook", source, name)
    book = Workbook()
    book.remove(book.worksheets[0])
    notes = _notes(found, language)
    author = language.say(f"{WORDS}.author")
    titles = _copy_sheets(book, document or {"sheets": []}, found, notes, author)
    _add_problems(book, found, titles, name, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _copy_sheets(
    book: Workbook, document: Document, found: Sequence[Found], notes: Mapping[str, Mapping[str, str]], author: str
) -> dict[str, str]:
    """Copy the sheets; their titles in the copy by their names in the file (text has one sheet without a name)."""
    named = next((entry.sheet for entry in found if entry.sheet), None) or "1"
    titles: dict[str, str] = {}
    for told in document["sheets"]:
        known = told["name"] or named
        sheet = book.create_sheet(NOT_IN_A_TITLE.sub(" ", known)[:31] or "1")
        titles[known] = sheet.title
        _copy_values(sheet, told)
        for cell, text in notes.get(known, {}).items():
            sheet[cell].comment = Comment(text, author, height=140, width=320)
    return titles


def _copy_values(sheet: Worksheet, told: Mapping[str, Any]) -> None:
    for number, cells in told["rows"]:
        for column, value, kind, *_ in cells:
            _put(sheet.cell(number, column), value, kind)
    for area in told["merged"]:
        if 0 < area[0] <= area[2] <= len(told["rows"]) + 100 and 0 < area[1] <= area[3]:
            sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])
    for column in told["hidden_columns"]:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    for row in told["hidden_rows"]:
        sheet.row_dimensions[row].hidden = True


def _put(cell: Cell | MergedCell, value: Any, kind: str) -> None:
    """Put a value into a cell; text stays text, whatever it begins with."""
    if isinstance(cell, MergedCell):
        return
    if kind == "date":
        cell.value = date.fromisoformat(value)
        cell.number_format = "yyyy-mm-dd"
    elif kind in ("number", "percent", "bool"):
        cell.value = value
        cell.number_format = "0%" if kind == "percent" else cell.number_format
    elif value is not None:
        cell.value = _plain(str(value))
        cell.data_type = "s"


def _add_problems(
    book: Workbook, found: Sequence[Found], titles: Mapping[str, str], name: str, language: Language
) -> None:
    sheet = book.create_sheet(language.say(f"{WORDS}.sheet"))
    sheet.sheet_view.rightToLeft = language.direction == "rtl"
    moved = [
        Found(entry.problem, titles.get(entry.sheet or "", entry.sheet), entry.cell if entry.sheet in titles else None)
        for entry in found
    ]
    for number, row in enumerate(_rows(moved, language, language.say(f"{WORDS}.read_me_copy", name=name)), 1):
        for column, text in enumerate(row, 1):
            _put(sheet.cell(number, column), text, "text")
    for address, place in _links(moved).items():
        sheet[address].hyperlink = Hyperlink(ref=address, location=place)
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
