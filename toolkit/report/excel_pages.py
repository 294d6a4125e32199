"""The pages of a workbook: widths, heights, filters, and how a sheet is printed.

Widths are in characters of the plain font, heights in points.
"""

from copy import copy
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.report.letters import printable
from toolkit.report.tree import NUMBERS, Column, Report, Table

UPRIGHT_CHARACTERS, UPRIGHT_WITH_CHART = 115, 160
WIDEST_PAGE = 230.0  # characters across A4 lying, at the smallest print that can be read (about 7 points)
NARROWED = 1.5  # a list up to so much wider is made narrower in its texts, so that a row stays on one page
UPRIGHT_AT_FULL_SIZE, LYING_AT_FULL_SIZE = 80.0, 118.0  # characters across A4 unscaled, in a wide face
NAMED_BY = 24.0  # what columns that are repeated on every page across may take together
OTHER_COLUMN = 13.0
LONGEST_MARGIN_TEXT = 220  # Excel takes no more than 255 characters, its own signs among them
HIGHEST_LINE, HIGHEST_ROW = 400.0, 300.0
_LINE_HEIGHT = 1.36
_WIDEST_TEXT, _NARROWEST_TEXT, _TEXT_FROM = 46.0, 12.0, 14.0
_LONGEST_HALF = 16


def look_of(cell: Cell | MergedCell) -> StyleArray:
    """Look of a cell, to be given to others: openpyxl is slow in making the same one again."""
    return copy(cell._style)  # type: ignore[union-attr,no-any-return]


def give_look(cell: Cell | MergedCell, look: StyleArray) -> None:
    """Give a cell the look of another."""
    cell._style = copy(look)  # type: ignore[union-attr]


def set_print(sheet: Worksheet, report: Report, seal: str) -> None:
    """Paper, margins and what every printed page says."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for item, text in (
        (sheet.oddHeader, report.header),
        (sheet.oddFooter, f"{report.footer} {seal}"),
    ):
        assert isinstance(item, HeaderFooterItem)
        item.left.text = " ".join(printable(text)[:LONGEST_MARGIN_TEXT].replace("&", "").split())
    sheet.HeaderFooter.scaleWithDoc = False
    assert isinstance(sheet.oddFooter, HeaderFooterItem)
    sheet.oddFooter.right.text = "&P / &N"


def set_filter(sheet: Worksheet, header_row: int, table: Table) -> None:
    """Filter over the table, its heading on every printed page."""
    last = header_row + len(table.rows) - table.sums
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(len(table.columns))}{last}"
    sheet.print_title_rows = f"{header_row}:{header_row}"


def set_widths(sheet: Worksheet, tables: list[Table], at_least: float = 0) -> float:
    """Width of each column, the widest that a table asks for; what only a chart needs is not printed.

    Returns the width that is printed.
    """
    found: dict[int, float] = {}
    for table in tables:
        for at, column in enumerate(table.columns, start=1):
            found[at] = max(found.get(at, 0.0), _characters(column))
    if not found:
        found = {1: UPRIGHT_AT_FULL_SIZE}
    found = _narrowed(found)
    while sum(found.values()) < at_least:
        found[len(found) + 1] = OTHER_COLUMN
    for at in range(1, max(sheet.max_column, len(found)) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = found.get(at, OTHER_COLUMN)
    whole = sum(found.values())
    sheet.page_setup.orientation = (
        "portrait" if whole <= (UPRIGHT_WITH_CHART if at_least else UPRIGHT_CHARACTERS) else "landscape"
    )
    _fit(sheet, found, whole)
    sheet.print_area = f"A1:{get_column_letter(len(found))}{sheet.max_row}"
    return whole


def _narrowed(widths: dict[int, float]) -> dict[int, float]:
    """Widths of a list a little too wide for a page: its texts give way evenly."""
    whole = sum(widths.values())
    texts = {at: width for at, width in widths.items() if width > _TEXT_FROM}
    if not WIDEST_PAGE < whole <= WIDEST_PAGE * NARROWED or not texts:
        return widths
    share = 1 - (whole - WIDEST_PAGE) / sum(texts.values())
    return {at: max(_NARROWEST_TEXT, width * share) if at in texts else width for at, width in widths.items()}


def keep_figures_whole(sheet: Worksheet, whole: float) -> None:
    """Print a sheet of several figures at a scale instead of fitted: a fitted sheet has no breaks before figures."""
    upright = sheet.page_setup.orientation == "portrait"
    room = UPRIGHT_AT_FULL_SIZE if upright else LYING_AT_FULL_SIZE
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = False
    sheet.page_setup.scale = max(10, min(100, int(100 * room / whole)))


def _fit(sheet: Worksheet, widths: dict[int, float], whole: float) -> None:
    """Fit to one page across, or to as many as a wide list needs to stay readable; its first columns, which name a
    row, then stand on each of them."""
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if whole <= WIDEST_PAGE * 1.05:
        return
    named = [at for at in widths if sum(widths[before] for before in range(1, at + 1)) <= NAMED_BY]
    repeated = sum(widths[at] for at in named)
    if named:
        sheet.print_title_cols = f"A:{get_column_letter(named[-1])}"
    sheet.page_setup.fitToWidth = ceil((whole - repeated) / (WIDEST_PAGE - repeated))


def _characters(column: Column) -> float:
    longest = max(len(word) for word in (column.name or "-").split())
    if column.kind in NUMBERS:
        two_lines = min(ceil(len(column.name) / 2) + 1, _LONGEST_HALF)
        return max(8.0, max(longest, two_lines) * 1.2 + 2.5)
    if column.kind in ("code", "date"):
        return max(11.0, longest * 1.15 + 1)
    return max(_NARROWEST_TEXT, min(_WIDEST_TEXT, column.width * 0.9))


def spread_lines(sheet: Worksheet, bodies: set[int]) -> None:
    """Merge each line of text over the page's width and give its row the height it needs."""
    widths: list[float] = []
    while len(widths) < sheet.max_column and sum(widths) < UPRIGHT_CHARACTERS:
        widths.append(_width(sheet, len(widths) + 1))
    for row in range(1, sheet.max_row + 1):
        cell = sheet.cell(row, 1)
        if row in bodies or not isinstance(cell.value, str):
            continue
        if len(widths) > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
        size = float(cell.font.size or 11)
        lines = _lines(cell.value, sum(widths) * 11 / size)
        sheet.row_dimensions[row].height = min(HIGHEST_LINE, lines * size * _LINE_HEIGHT)


def set_heights(sheet: Worksheet, bodies: set[int]) -> None:
    """Height of each row of a table: that of its longest cell, up to what a screen can show."""
    widths = {at: _width(sheet, at) for at in range(1, sheet.max_column + 1)}
    for row in bodies:
        needed = 1
        for at, width in widths.items():
            value = sheet.cell(row, at).value
            if isinstance(value, str) and value:
                needed = max(needed, _lines(value, width))
        sheet.row_dimensions[row].height = min(HIGHEST_ROW, needed * 11 * _LINE_HEIGHT)


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a width."""
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))
