"""The report as a workbook: one sheet for each part that names one, numbers as numbers, native charts.

Numbers are stored unrounded and shown whole; a number that was not computed leaves its cell empty, so that no chart
draws a zero. Text is always text: what begins like a formula is stored as a string.
"""

import re
from datetime import datetime
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.report.excel_charts import HEIGHT_CM, chart
from toolkit.report.excel_package import with_descriptions
from toolkit.report.letters import printable
from toolkit.report.tree import NUMBERS, Cell, Column, Figure, Heading, Part, Report, Table, Text

MOST_CHARACTERS = 32_767
LONGEST_SHEET_NAME = 31
PAGE_CHARACTERS = 110
_ROW_POINTS = 15
_POINTS_PER_CM = 28.35
_FORMATS = {"points": "0", "count": "0", "share": "0 %", "date": "yyyy-mm-dd"}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

_DEEP, _INK, _SOFT = "1F4E79", "1F2933", "4A5560"
_FONTS = {
    "title": Font(size=18, bold=True, color=_DEEP),
    "heading": Font(size=14, bold=True, color=_DEEP),
    "under": Font(size=12, bold=True, color=_DEEP),
    "key": Font(size=11, bold=True, color=_DEEP),
    "note": Font(size=9, color=_SOFT),
    "body": Font(size=11, color=_INK),
    "caption": Font(size=10, bold=True, color=_DEEP),
    "sum": Font(size=11, bold=True, color=_INK),
}
_HEAD_FILL = PatternFill("solid", fgColor="E4EAF0")
_LINE = Border(bottom=Side(style="thin", color="C3CBD4"))
_FONT_OF_ROLE = {"body": "body", "own": "body", "point": "body", "note": "note", "key": "key"}


def excel(report: Report) -> bytes:
    """Write a report as a workbook."""
    book = _Book(report)
    book.cover()
    for part in report.parts:
        book.add(part)
    book.finish()
    held = BytesIO()
    book.workbook.save(held)
    return with_descriptions(held.getvalue(), book.descriptions)


def write_text(cell: SheetCell | MergedCell, text: str, cut: str) -> None:
    """Put text into a cell as text, whatever it begins with; what a cell cannot hold is cut and said."""
    shown = printable(text)
    if len(shown) > MOST_CHARACTERS:
        shown = shown[: MOST_CHARACTERS - len(cut) - 1] + " " + cut
    assert isinstance(cell, SheetCell)
    cell.value = shown
    cell.data_type = "s"


class _Book:
    """A workbook while it is written: the sheet at hand and the row that comes next on it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.workbook = Workbook()
        del self.workbook[self.workbook.sheetnames[0]]
        self.descriptions: list[list[str]] = []
        day = report.as_of
        properties = self.workbook.properties
        properties.title = printable(f"{report.title}, {report.subtitle}")[:250]
        properties.creator = ""
        properties.created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook's days have no zone
        self.sheet: Worksheet
        self.row = 1
        self.tables: dict[str, list[tuple[int, Table]]] = {}

    def cover(self) -> None:
        """First sheet: title, State, the draft line and the facts."""
        self.begin(self.report.cover_sheet)
        self.line(self.report.title, "title")
        self.line(self.report.subtitle, "heading")
        self.line(self.report.header, "key")
        self.line(self.report.footer, "body")
        rows = tuple((Cell(shown=fact.name), Cell(shown=fact.text, own=fact.own)) for fact in self.report.facts)
        caption, columns = self.report.facts_caption, self.report.fact_columns
        self.add(Table(id="facts", caption=caption, columns=columns, rows=rows))

    def begin(self, name: str) -> None:
        """Begin a sheet; its page carries the draft line when it is printed."""
        self.sheet = self.workbook.create_sheet(self._free_name(name))
        self.row = 1
        self.tables[self.sheet.title] = []
        self.descriptions.append([])
        self.sheet.sheet_view.rightToLeft = self.report.direction == "rtl"
        self.sheet.sheet_view.showGridLines = False
        _set_print(self.sheet, self.report)

    def _free_name(self, name: str) -> str:
        plain = _NOT_IN_NAMES.sub(" ", printable(name)).strip()[:LONGEST_SHEET_NAME] or "-"
        taken = {title.lower() for title in self.workbook.sheetnames}
        found, number = plain, 2
        while found.lower() in taken:
            found, number = f"{plain[: LONGEST_SHEET_NAME - 3]} {number}", number + 1
        return found

    def add(self, part: Part) -> None:
        """Write one part of the tree."""
        if isinstance(part, Heading):
            if part.sheet is not None:
                self.begin(part.sheet)
                self.line(part.text, "heading")
                self.line(self.report.header, "note")
            else:
                self.row += 1
                self.line(part.text, "heading" if part.level == 1 else "under")
        elif isinstance(part, Text):
            self.line(part.text, _FONT_OF_ROLE[part.role])
        elif isinstance(part, Table):
            self.table(part)
        else:
            self.figure(part)

    def line(self, text: str, font: str) -> None:
        """A line of text across the page; the row is made as high as it needs."""
        cell = self.sheet.cell(self.row, 1)
        write_text(cell, text, self.report.cut)
        cell.font = _FONTS[font]
        cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=0)
        self.row += 1

    def table(self, part: Table, *, target: Figure | None = None) -> int:
        """A table with its caption; returns the row of its heading."""
        self.line(part.caption, "caption")
        header_row = self.row
        self.tables[self.sheet.title].append((header_row, part))
        for at, column in enumerate(part.columns, start=1):
            self._head(at, column.name, is_number=column.kind in NUMBERS)
        if target is not None:
            self._head(len(part.columns) + 1, target.target_name, is_number=True)
        for number, row in enumerate(part.rows):
            self.row += 1
            is_sum = number >= len(part.rows) - part.sums
            for at, (column, cell) in enumerate(zip(part.columns, row, strict=True), start=1):
                self._cell(at, column, cell, "sum" if is_sum else "body")
            if target is not None:
                self._cell(len(row) + 1, Column(name="", kind="points"), Cell(shown="", number=target.target), "note")
        self.row += 1
        if part.note:
            self.line(part.note, "note")
        self.row += 1
        return header_row

    def _head(self, at: int, name: str, *, is_number: bool) -> None:
        cell = self.sheet.cell(self.row, at)
        write_text(cell, name, self.report.cut)
        cell.font, cell.fill, cell.border = _FONTS["sum"], _HEAD_FILL, _LINE
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if is_number else None)

    def _cell(self, at: int, column: Column, found: Cell, font: str) -> None:
        cell = self.sheet.cell(self.row, at)
        cell.font, cell.border = _FONTS[font], _LINE
        cell.alignment = Alignment(wrap_text=column.kind not in NUMBERS, vertical="top", readingOrder=0)
        if column.kind in NUMBERS:
            if found.number is not None:
                cell.value = found.number
                cell.number_format = _format(column, found)
        elif found.day is not None:
            cell.value = found.day
            cell.number_format = _FORMATS["date"]
        else:
            write_text(cell, found.shown, self.report.cut)

    def figure(self, figure: Figure) -> None:
        """The twin as a table, below it the chart."""
        self.line(figure.takeaway, "body")
        has_line = figure.target is not None and not self._has_target(figure)
        header_row = self.table(figure.twin, target=figure if has_line else None)
        if not figure.twin.rows:
            return
        target_column = self._target_column(figure)
        self.sheet.add_chart(chart(self.sheet, figure, header_row, target_column), f"A{self.row}")
        self.descriptions[-1].append(printable(figure.alt))
        self.row += ceil(HEIGHT_CM * _POINTS_PER_CM / _ROW_POINTS) + 1

    def _has_target(self, figure: Figure) -> bool:
        return any(column.name == figure.target_name for column in figure.twin.columns)

    def _target_column(self, figure: Figure) -> int | None:
        if figure.target is None:
            return None
        names = [column.name for column in figure.twin.columns]
        return names.index(figure.target_name) + 1 if self._has_target(figure) else len(names) + 1

    def finish(self) -> None:
        """Widths, lines across the page, frozen panes, filters and print titles, once a sheet's tables are known."""
        for sheet in self.workbook.worksheets:
            tables = self.tables[sheet.title]
            _set_widths(sheet, [table for _, table in tables])
            headers = {row for row, _ in tables}
            bodies = {row + number for row, table in tables for number in range(len(table.rows) + 1)}
            _spread_lines(sheet, bodies)
            if len(tables) == 1 and sheet.title != self.workbook.sheetnames[0]:
                _set_filter(sheet, *tables[0])
            sheet.freeze_panes = f"A{min(headers) + 1}" if len(tables) == 1 else "A2"


def _format(column: Column, found: Cell) -> str:
    plain = _FORMATS[column.kind]
    return plain.replace("0", "0." + "0" * found.decimals) if found.decimals else plain


def _set_print(sheet: Worksheet, report: Report) -> None:
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    for item, text in (
        (sheet.oddHeader, printable(report.header).replace("&", "&&")),
        (sheet.oddFooter, printable(report.footer).replace("&", "&&") + "   &P / &N"),
    ):
        assert isinstance(item, HeaderFooterItem)
        item.left.text = text


def _set_filter(sheet: Worksheet, header_row: int, table: Table) -> None:
    last = header_row + len(table.rows) - table.sums
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(table.columns))}{last}"
    sheet.print_title_rows = f"{header_row}:{header_row}"


def _set_widths(sheet: Worksheet, tables: list[Table]) -> None:
    """Width of each column: the widest that one of the sheet's tables asks for; at least one page's width in all."""
    found: dict[int, float] = {}
    for table in tables:
        for at, column in enumerate(table.columns, start=1):
            found[at] = max(found.get(at, 0), _characters(column))
    if not found:
        found = {1: PAGE_CHARACTERS}
    for at, width in found.items():
        sheet.column_dimensions[get_column_letter(at)].width = width


def _characters(column: Column) -> float:
    if column.kind in NUMBERS or column.kind == "date":
        return 12
    if column.kind == "code":
        return 11
    return max(14, min(60, column.width * 1.1))


def _spread_lines(sheet: Worksheet, bodies: set[int]) -> None:
    """Merge each line of text over the page's width and give its row the height it needs."""
    widths = []
    for at in range(1, sheet.max_column + 1):
        widths.append(float(sheet.column_dimensions[get_column_letter(at)].width))
        if sum(widths) >= PAGE_CHARACTERS:
            break
    last, across = len(widths), sum(widths)
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, 1)
        if row in bodies or not isinstance(cell.value, str):
            continue
        if last > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        size = float(cell.font.size or 11)
        lines = sum(max(1, ceil(len(line) * size / 11 / across)) for line in cell.value.split("\n"))
        sheet.row_dimensions[row].height = min(400.0, max(1, lines) * size * 1.4)
