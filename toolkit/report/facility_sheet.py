"""The sheet a facility fills in: four pages of A4 portrait with figures, a sample of files, boxes, and who cleared it.

Nothing is protected, no macro; text that begins like a formula stays text. Stamp and lists stand on hidden sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.facility import FacilityForm
from toolkit.record.answer_stamp import Stamp
from toolkit.record.facility import IN_FILE, KNOWN_AS
from toolkit.record.facility_fields import CLOSING, CODE, DAYS, FIGURE, KNOWN, NAME, OPENING, TEXT, file_headings
from toolkit.report.plan_cells import BOX, HEAD, NEEDED, OTHER, PLAIN, SOFT, TITLE, UNDER, put, set_height
from toolkit.report.printed_sheet import blank_sheet, number_pages
from toolkit.report.questionnaire_lists import with_code

SHEETS = ("read_me", "figures", "files", "texts", "lists", "stamp")
HIDDEN = ("lists", "stamp")
WORDS_ROW, HEAD_ROW = 4, 5
BOX_POINTS, LINE_POINTS, LEAST_POINTS = 120.0, 30.0, 36.0
_READ_ME_WIDTHS, _FIGURES_WIDTHS, _TEXT_WIDTHS = (24, 62, 20), (16, 30, 38, 12, 18), (12, 28, 48, 20)
_FILES_WIDTHS = (12, 32)
_FILE_WIDTH = 6.5
_TOP = Alignment(wrap_text=True, vertical="top")
_ENTRY = Alignment(wrap_text=True, vertical="top", readingOrder=0)


@dataclass(frozen=True)
class AskedFacility:
    """Whose facts are asked for, by whom and by when; `facility` is empty where the director writes the name."""

    stamp: Stamp
    body_name: str
    facility: str = ""
    asked_by: str = ""
    due: date | None = None


def facility_workbook(language: Language, form: FacilityForm, asked: AskedFacility) -> bytes:
    """Write the sheet of one facility."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    sheets = {name: _sheet(workbook, language, name) for name in SHEETS}
    known = _list(sheets["lists"], 1, language, "known", KNOWN_AS)
    in_file = _list(sheets["lists"], 2, language, "in_file", IN_FILE)
    _read_me(sheets["read_me"], language, form, asked)
    _figures(sheets["figures"], language, form, asked.stamp, known)
    _files(sheets["files"], language, form, in_file)
    _texts(sheets["texts"], language, form)
    put(sheets["stamp"], 1, 1, asked.stamp.text, SOFT)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _sheet(workbook: Workbook, language: Language, name: str) -> Worksheet:
    sheet = blank_sheet(workbook, language, language.say(f"facility.sheet.{name}")[:31], "portrait")
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    number_pages(sheet)
    if name in HIDDEN:
        sheet.sheet_state = "hidden"
    return sheet


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _print(sheet: Worksheet, columns: int, rows: int) -> None:
    """What is printed: the table, not what runs over its edge."""
    sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"


def _list(sheet: Worksheet, column: int, language: Language, name: str, codes: Sequence[str]) -> str:
    """Write a list that cells offer; its range."""
    letter = get_column_letter(column)
    for row, code in enumerate(codes, start=1):
        put(sheet, row, column, with_code(code, language.say(f"facility.{name}.{code}")), PLAIN)
    return f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(codes)}"


def _offer(sheet: Worksheet, source: str, cells: str) -> None:
    """Offer a list; other words are not refused, they are read and questioned by cell."""
    offered = DataValidation(type="list", formula1="=" + source, allow_blank=True, showErrorMessage=False)
    offered.add(cells)
    sheet.add_data_validation(offered)


def _read_me(sheet: Worksheet, language: Language, form: FacilityForm, asked: AskedFacility) -> None:
    """First page: whose facts, who asks, why, by when, how long it takes, who sees this, how to fill it in."""
    say = language.say
    _widths(sheet, _READ_ME_WIDTHS)
    put(sheet, 1, 1, say("facility.title"), TITLE)
    parts = (asked.stamp.state, asked.body_name, asked.facility)
    put(sheet, 2, 1, say("facility.between").join(part for part in parts if part), UNDER)
    row = 4
    for name in OPENING:
        _line(sheet, row, 1, language, name, asked.facility if name == NAME else "")
        row += 1
    row += 1
    for label, text in _told(language, form, asked):
        put(sheet, row, 1, label, HEAD)
        put(sheet, row, 2, text, PLAIN)
        for column in (1, 2):
            sheet.cell(row, column).alignment = _TOP
        set_height(sheet, row)
        row += 1
    put(sheet, row + 1, 1, say("facility.stamp"), SOFT)
    put(sheet, row + 1, 2, asked.stamp.text, SOFT)
    for column in (1, 2):
        sheet.cell(row + 1, column).alignment = _TOP
    set_height(sheet, row + 1)
    _print(sheet, len(_READ_ME_WIDTHS), row + 1)


def _told(language: Language, form: FacilityForm, asked: AskedFacility) -> list[tuple[str, str]]:
    say = language.say
    told = {
        "asked_by": asked.asked_by or asked.body_name,
        "why": say("facility.why"),
        "due": asked.due.isoformat() if asked.due else say("facility.due_open"),
        "number": say("facility.number", figures=len(form.figures), files=form.files),
        "time": say("facility.time", n=form.minutes),
        "who_sees": say("facility.who_sees"),
    }
    facts = [(say(f"facility.fact.{name}"), text) for name, text in told.items()]
    names = {"figures": say("facility.sheet.figures"), "sheet": say("facility.sheet.files")}
    return [
        *facts,
        *(
            (say(f"facility.read_me.{part}_heading"), say(f"facility.read_me.{part}", **names))
            for part in ("figures", "not_known", "files", "back")
        ),
    ]


def _line(sheet: Worksheet, row: int, column: int, language: Language, name: str, value: str = "") -> None:
    """A line to fill in; the name beside it is how it is found again."""
    put(sheet, row, column, language.say(f"facility.line.{name}"), HEAD)
    sheet.cell(row, column).alignment = _TOP
    cell = sheet.cell(row, column + 1)
    if value:
        put(sheet, row, column + 1, value, PLAIN)
    cell.border, cell.font = BOX, PLAIN
    cell.number_format = "yyyy-mm-dd" if name in DAYS else "@"
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    put(sheet, row, column + 2, name, SOFT)
    sheet.row_dimensions[row].height = LINE_POINTS


def _head(
    sheet: Worksheet, language: Language, part: str, words: Sequence[str], headings: Sequence[str], asked_from: int
) -> None:
    """Title, hint, and two rows of headings: in words, and as they are read back; what is asked is shaded darker."""
    put(sheet, 1, 1, language.say(f"facility.{part}.heading"), UNDER)
    put(sheet, 3, 1, language.say(f"facility.{part}.hint"), PLAIN)
    for column, (text, heading) in enumerate(zip(words, headings, strict=True), start=1):
        for row, written, font in ((WORDS_ROW, text, HEAD), (HEAD_ROW, heading, SOFT)):
            put(sheet, row, column, written, font)
            head = sheet.cell(row, column)
            head.fill, head.border = NEEDED if column >= asked_from else OTHER, BOX
            head.alignment = _TOP
    set_height(sheet, WORDS_ROW)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"


def _row(sheet: Worksheet, row: int, texts: Sequence[str], last: int, least: float) -> None:
    """One row: code and words, then boxes to fill in."""
    for column, text in enumerate(texts, start=1):
        put(sheet, row, column, text, SOFT if column == 1 else PLAIN)
    for column in range(1, last + 1):
        cell = sheet.cell(row, column)
        cell.border = BOX
        cell.alignment = _TOP if column <= len(texts) else _ENTRY
        if column > len(texts):
            cell.font = PLAIN
    set_height(sheet, row)
    sheet.row_dimensions[row].height = max(least, sheet.row_dimensions[row].height or 0)


def _figures(sheet: Worksheet, language: Language, form: FacilityForm, stamp: Stamp, known: str) -> None:
    _widths(sheet, _FIGURES_WIDTHS)
    put(sheet, 2, 1, stamp.text, SOFT)
    words = [language.say(f"facility.figures.column.{name}") for name in ("code", "what", "explain", "figure", "known")]
    _head(sheet, language, "figures", words, (CODE, "", "", FIGURE, KNOWN), 4)
    for row, figure in enumerate(form.figures, start=HEAD_ROW + 1):
        _row(sheet, row, (figure.id, figure.name, figure.explain), len(words), LEAST_POINTS)
        sheet.cell(row, 4).number_format = "#,##0"
    last = HEAD_ROW + len(form.figures)
    _offer(sheet, known, f"E{HEAD_ROW + 1}:E{last}")
    _print(sheet, len(words), last)


def _files(sheet: Worksheet, language: Language, form: FacilityForm, in_file: str) -> None:
    _widths(sheet, (*_FILES_WIDTHS, *([_FILE_WIDTH] * form.files)))
    say = language.say
    numbers = [say("facility.files.column.file", n=number) for number in range(1, form.files + 1)]
    words = [*(say(f"facility.files.column.{name}") for name in ("code", "what")), *numbers]
    _head(sheet, language, "files", words, (CODE, "", *file_headings(form)), 3)
    sheet.row_dimensions[HEAD_ROW].height = LINE_POINTS
    for row, line in enumerate(form.lines, start=HEAD_ROW + 1):
        _row(sheet, row, (line.id, f"{line.name}\n{line.explain}"), len(words), 2 * LEAST_POINTS)
    last = HEAD_ROW + len(form.lines)
    _offer(sheet, in_file, f"C{HEAD_ROW + 1}:{get_column_letter(len(words))}{last}")
    _print(sheet, len(words), last)


def _texts(sheet: Worksheet, language: Language, form: FacilityForm) -> None:
    """Last page: the boxes, and who filled this in and cleared it."""
    _widths(sheet, _TEXT_WIDTHS)
    words = [language.say(f"facility.texts.column.{name}") for name in ("code", "what", "text")]
    _head(sheet, language, "texts", words, (CODE, "", TEXT), 3)
    for row, box in enumerate(form.boxes, start=HEAD_ROW + 1):
        _row(sheet, row, (box.id, box.name), len(words), BOX_POINTS)
        sheet.cell(row, 3).number_format = "@"
    closing = HEAD_ROW + len(form.boxes) + 2
    put(sheet, closing, 1, language.say("facility.closing"), UNDER)
    for at, name in enumerate(CLOSING, start=closing + 1):
        _line(sheet, at, 2, language, name)
    last = closing + len(CLOSING) + 2
    put(sheet, last, 1, language.say("facility.self_assessment"), PLAIN)
    _print(sheet, len(_TEXT_WIDTHS), last)
