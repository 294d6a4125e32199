"""Cells of our plan workbook: headings, values, drop-downs, and how its sheets are laid out and printed.

Nothing is protected, so that people can sort. Text that begins like a formula stays text; only our own formulas are
written as such.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.record.workbook_fields import WorkbookField
from toolkit.report.excel import FACE, write_text
from toolkit.report.printed_sheet import blank_sheet, number_pages

Value = str | float | date | None

HEAD = Font(name=FACE, size=11, bold=True, color="1F2933")
TITLE = Font(name=FACE, size=16, bold=True, color="1F4E79")
UNDER = Font(name=FACE, size=12, bold=True, color="1F4E79")
PLAIN = Font(name=FACE, size=11, color="1F2933")
SOFT = Font(name=FACE, size=11, color="4A5560")
NEEDED, OTHER = PatternFill("solid", fgColor="C9D6E3"), PatternFill("solid", fgColor="E9EEF3")
_EDGE = Side(style="thin", color="C3CBD4")
BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
AMOUNT_FORM = "#,##0.##"
PRINTED_PER_CENT = 65
# Characters of the plain font that a page of A4 landscape takes at that size.
PAGE_CHARACTERS = 178
FEWEST_PRINTED_ROWS = 20
FIRST_ROW = 2
LINE_POINTS, HIGHEST_POINTS = 15.0, 405.0
# Letters are somewhat wider than the digits in which widths are counted.
WIDER = 1.08
_FORMS = {"date": "yyyy-mm-dd", "number": AMOUNT_FORM}


def new_sheet(workbook: Workbook, language: Language, name: str) -> Worksheet:
    """A sheet of the workbook, for A4 landscape, in the direction of the language."""
    sheet = blank_sheet(workbook, language, language.say(f"plan.sheet.{name}"), "landscape")
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    number_pages(sheet)
    return sheet


def put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    """Write text."""
    cell = sheet.cell(row, column)
    write_text(cell, text, "")
    cell.font = font


def put_formula(
    sheet: Worksheet, row: int, column: int, formula: str, form: str = "General", *, same: bool = False
) -> None:
    """Write a formula of ours; `same`: it looks as the first one of its column."""
    cell = sheet.cell(row, column)
    cell.value = formula
    if row > FIRST_ROW and sheet.cell(FIRST_ROW, column).value is not None and same:
        _look_as_above(sheet, row, column)
        return
    cell.font, cell.border, cell.number_format = PLAIN, BOX, form
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def put_head(sheet: Worksheet, column: int, heading: str, *, needed: bool) -> None:
    """Write the heading of a column; a shaded one is needed."""
    put(sheet, 1, column, heading, HEAD)
    cell = sheet.cell(1, column)
    cell.fill = NEEDED if needed else OTHER
    cell.border = BOX
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def fill(sheet: Worksheet, row: int, column: int, field: WorkbookField, value: Value) -> None:
    """Write a value into a cell of a field; numbers of measures stay text, as they are compared as such."""
    cell = sheet.cell(row, column)
    if row == FIRST_ROW:
        cell.font, cell.border = PLAIN, BOX
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=0)
        cell.number_format = "@" if field.code in ("number", "measure") else _FORMS.get(field.kind, "General")
    else:
        _look_as_above(sheet, row, column)
    if isinstance(value, str):
        write_text(cell, value, "")
    elif value is not None:
        cell.value = value


def _look_as_above(sheet: Worksheet, row: int, column: int) -> None:
    """Give a cell the look of its column's first one, which is far quicker than setting it part by part."""
    cell, first = sheet.cell(row, column), sheet.cell(FIRST_ROW, column)
    assert isinstance(cell, Cell) and isinstance(first, Cell)
    cell._style = copy(first._style)  # type: ignore[attr-defined]


def head_columns(sheet: Worksheet, fields: Sequence[WorkbookField], headings: Mapping[str, str]) -> None:
    """Headings of a sheet's fields with their widths; hidden fields are hidden."""
    for column, field in enumerate(fields, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = field.width, field.hidden
        put_head(sheet, column, headings[field.code], needed=field.required)


def widths_of(fields: Sequence[WorkbookField]) -> list[float]:
    """Width of each column as it is seen: nothing for hidden ones."""
    return [0.0 if field.hidden else float(field.width) for field in fields]


def lay_out(sheet: Worksheet, widths: Sequence[float], fixed: int, last: int, printed: tuple[int, int]) -> None:
    """Filter, frozen heading, and print: `printed` rows and columns, the first ones and the heading on every page."""
    rows, columns = printed
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = f"A:{get_column_letter(fixed)}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{max(rows, FEWEST_PRINTED_ROWS) + 1}"
    sheet.page_setup.scale = PRINTED_PER_CENT
    for row in range(1, rows + FIRST_ROW):
        set_height(sheet, row)
    sheet.col_breaks = ColBreak(brk=[Break(id=at) for at in page_breaks(widths[:columns], fixed)])


def set_height(sheet: Worksheet, row: int) -> None:
    """Make a row as high as its longest text needs in its column; not every program does so by itself."""
    lines = 1
    for column, cell in enumerate(sheet[row], start=1):
        text = cell.value
        if isinstance(text, str) and not text.startswith("="):
            width = sheet.column_dimensions[get_column_letter(column)].width / WIDER
            lines = max(lines, sum(max(1, ceil(len(part) / width)) for part in text.split("\n")))
    if lines > 1:
        sheet.row_dimensions[row].height = min(HIGHEST_POINTS, lines * LINE_POINTS)


def page_breaks(widths: Sequence[float], fixed: int, characters: int = PAGE_CHARACTERS) -> list[int]:
    """Columns after which a printed page of so many characters ends, the first `fixed` standing on every page."""
    repeated = sum(widths[:fixed])
    found, used = [], repeated
    for at, width in enumerate(widths[fixed:], start=fixed):
        if used + width > characters and used > repeated:
            found.append(at)
            used = repeated
        used += width
    return found


def offer(sheet: Worksheet, column: int, source: str, last: int) -> None:
    """Offer a list in the cells of a column; other words are not refused, they are read and questioned by cell."""
    offered = DataValidation(type="list", formula1="=" + source, allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(column)
    offered.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(offered)
