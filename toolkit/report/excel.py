"""The report as a workbook: one sheet for each part that names one, numbers as numbers, native charts.

Numbers are stored unrounded and shown whole; a number that was not computed leaves its cell empty, so that no chart
draws a zero. Text is always text: what begins like a formula is stored as a string.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import ceil
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.chart import BarChart, LineChart
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.report.excel_charts import chart, chart_columns, height_cm
from toolkit.report.excel_package import with_descriptions
from toolkit.report.excel_pages import (
    give_look,
    keep_figures_whole,
    look_of,
    set_filter,
    set_heights,
    set_print,
    set_widths,
    spread_lines,
)
from toolkit.report.letters import printable
from toolkit.report.page import facts_table, sealed
from toolkit.report.tree import (
    LITTLE_LESS,
    LITTLE_MORE,
    NUMBERS,
    Cell,
    Figure,
    Heading,
    Part,
    Report,
    Table,
    Text,
    points,
)

MOST_CHARACTERS = 32_767
LONGEST_SHEET_NAME = 31
_ROW_POINTS = 15
_POINTS_PER_CM = 28.35
_CM_PER_CHARACTER = 0.19
# In a list of so many columns the first one, which names the row, stays in sight.
MANY_COLUMNS = 25
WIDEST_CHART_CM, LEAST_WITH_CHART = 27, 96
_FORMATS: Mapping[str, str] = {"points": "0", "count": "0", "share": "0 %", "date": "yyyy-mm-dd"}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

FACE = "Calibri"
_DEEP, _INK, _SOFT = "1F4E79", "1F2933", "4A5560"
_FONTS = {
    "title": Font(name=FACE, size=18, bold=True, color=_DEEP),
    "heading": Font(name=FACE, size=14, bold=True, color=_DEEP),
    "under": Font(name=FACE, size=12, bold=True, color=_DEEP),
    "key": Font(name=FACE, size=11, bold=True, color=_DEEP),
    "note": Font(name=FACE, size=9, color=_SOFT),
    "body": Font(name=FACE, size=11, color=_INK),
    "caption": Font(name=FACE, size=10, bold=True, color=_DEEP),
    "sum": Font(name=FACE, size=11, bold=True, color=_INK),
}
_HEAD_FILL = PatternFill("solid", fgColor="E4EAF0")
_LINE = Border(bottom=Side(style="thin", color="C3CBD4"))
_FONT_OF_ROLE = {"body": "body", "own": "body", "point": "body", "note": "note", "key": "key"}


def excel(report: Report, language: Language) -> bytes:
    """Write a report as a workbook."""
    book = _Book(report, sealed(report, language))
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

    def __init__(self, report: Report, seal: str) -> None:
        self.report, self.seal = report, seal
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
        self.looks: dict[tuple[bool, str, int, str, str], StyleArray] = {}
        self.charts: dict[str, list[BarChart | LineChart]] = {}

    def cover(self) -> None:
        """First sheet: title, State, the draft line and the facts."""
        self.begin(self.report.cover_sheet)
        self.line(self.report.title, "title")
        self.line(self.report.subtitle, "heading")
        self.line(self.report.header, "key")
        self.line(self.report.footer, "body")
        if self.report.facts:
            self.add(facts_table(self.report))

    def begin(self, name: str) -> None:
        """Begin a sheet; its page carries the draft line when it is printed."""
        self.sheet = self.workbook.create_sheet(self._free_name(name))
        self.row = 1
        self.tables[self.sheet.title], self.charts[self.sheet.title] = [], []
        self.descriptions.append([])
        self.sheet.sheet_view.rightToLeft = self.report.direction == "rtl"
        self.sheet.sheet_view.showGridLines = False
        set_print(self.sheet, self.report, self.seal)

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

    def table(self, part: Table, beside: Mapping[str, Sequence[float | None]] = MappingProxyType({})) -> int:
        """A table with its caption, and the columns that a chart needs beside it; returns the row of its heading."""
        self.line(part.caption, "caption")
        header_row = self.row
        self.tables[self.sheet.title].append((header_row, part))
        for at, column in enumerate(part.columns, start=1):
            self._head(at, column.name, is_number=column.kind in NUMBERS)
        for at, name in enumerate(beside, start=len(part.columns) + 1):
            self._head(at, name, is_number=True)
        for number, row in enumerate(part.rows):
            self.row += 1
            font = "sum" if number >= len(part.rows) - part.sums else "body"
            for at, (column, cell) in enumerate(zip(part.columns, row, strict=True), start=1):
                self._cell(at, column.kind in NUMBERS, cell, font)
            for at, values in enumerate(beside.values(), start=len(row) + 1):
                self._cell(at, True, points(values[number]), "note")
        self.row += 1
        if part.note:
            self.line(part.note, "note")
        self.row += 1
        return header_row

    def _head(self, at: int, name: str, *, is_number: bool) -> None:
        cell = self.sheet.cell(self.row, at)
        write_text(cell, name, self.report.cut)
        cell.font, cell.fill, cell.border = _FONTS["sum"], _HEAD_FILL, _LINE
        cell.alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="right" if is_number else None, indent=1 if is_number else 0
        )

    def _cell(self, at: int, is_number: bool, found: Cell, font: str) -> None:
        cell = self.sheet.cell(self.row, at)
        assert isinstance(cell, SheetCell)
        if found.kind in _FORMATS:
            cell.value = found.day if found.kind == "date" else found.number
        else:
            write_text(cell, found.shown, self.report.cut)
        self._dress(cell, is_number, found, font)

    def _dress(self, cell: SheetCell, is_number: bool, found: Cell, font: str) -> None:
        """Give a cell its look; a look that was made once is taken over."""
        said = found.shown if found.shown in (LITTLE_MORE, LITTLE_LESS) else ""
        key = (is_number, found.kind, found.decimals, said, font)
        if key in self.looks:
            give_look(cell, self.looks[key])
            return
        cell.font, cell.border = _FONTS[font], _LINE
        side = "right" if is_number else "left" if found.kind in NUMBERS else None
        indent = 1 if is_number else 0
        cell.alignment = Alignment(
            wrap_text=not is_number, vertical="top", horizontal=side, indent=indent, readingOrder=0
        )
        if found.kind in _FORMATS:
            cell.number_format = f'"{said}"' if said else _format(found)
        self.looks[key] = look_of(cell)

    def figure(self, figure: Figure) -> None:
        """The chart, below it its twin as a table; on paper one that follows a table begins a page."""
        if self.tables[self.sheet.title]:
            self.sheet.row_breaks.append(Break(id=self.row - 1))
        self.line(figure.takeaway, "body")
        if not figure.twin.rows:
            self.table(figure.twin)
            return
        anchor = f"A{self.row}"
        self.row += ceil(height_cm(figure) * _POINTS_PER_CM / _ROW_POINTS) + 1
        beside = chart_columns(figure)
        header_row = self.table(figure.twin, beside)
        names = [*(column.name for column in figure.twin.columns), *beside]
        columns = {name: at for at, name in enumerate(names, start=1)}
        drawn = chart(self.sheet, figure, header_row, columns, mirrored=self.report.direction == "rtl")
        self.sheet.add_chart(drawn, anchor)
        self.charts[self.sheet.title].append(drawn)
        self.descriptions[-1].append(printable(figure.alt))

    def finish(self) -> None:
        """Widths, heights, frozen panes, filters and print titles, once a sheet's tables are known."""
        for sheet in self.workbook.worksheets:
            tables, charts = self.tables[sheet.title], self.charts[sheet.title]
            width = set_widths(sheet, [table for _, table in tables], at_least=LEAST_WITH_CHART if charts else 0)
            for drawn in charts:
                drawn.width = round(min(WIDEST_CHART_CM, width * _CM_PER_CHARACTER))
            if len(sheet.row_breaks):
                keep_figures_whole(sheet, width)
            bodies = {row + number for row, table in tables for number in range(len(table.rows) + 1)}
            spread_lines(sheet, bodies)
            set_heights(sheet, bodies)
            is_one_list = len(tables) == 1 and sheet.title != self.workbook.sheetnames[0]
            if is_one_list:
                set_filter(sheet, *tables[0])
            beside = "B" if is_one_list and len(tables[0][1].columns) > MANY_COLUMNS else "A"
            sheet.freeze_panes = f"{beside}{tables[0][0] + 1}" if is_one_list and not charts else "A2"


def _format(found: Cell) -> str:
    plain = _FORMATS[found.kind]
    return plain.replace("0", "0." + "0" * found.decimals) if found.decimals else plain
