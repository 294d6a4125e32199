"""A sheet of a workbook as it is read and printed: direction of the language, A4, its name and pages in the footer."""

from typing import Literal

from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language


def blank_sheet(
    workbook: Workbook, language: Language, title: str, orientation: Literal["portrait", "landscape"]
) -> Worksheet:
    """A further sheet of a workbook, for A4, in the direction of the language."""
    sheet: Worksheet = workbook.create_sheet(title)
    sheet.sheet_view.rightToLeft = language.direction == "rtl"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, orientation
    return sheet


def number_pages(sheet: Worksheet) -> None:
    """Print the sheet's name and the page's number below."""
    assert isinstance(sheet.oddFooter, HeaderFooterItem)
    sheet.oddFooter.left.text = sheet.title.replace("&", "")
    sheet.oddFooter.right.text = "&P / &N"


def fit_to_width(sheet: Worksheet) -> None:
    """Print a sheet of few columns one page wide."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
