"""The statements of a questionnaire: one row an item, its level texts beside the choice, and a guide to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import LEVELS, Item, Library
from toolkit.record.answer_cells import cells_of, source_numbers
from toolkit.record.answer_stamp import Stamp
from toolkit.record.assessment import Body, Response
from toolkit.record.questionnaire_fields import (
    ALWAYS_PRINTED,
    CODE,
    LEAST_SOURCES,
    LEVEL,
    STATEMENT,
    AnswerField,
    answer_fields,
)
from toolkit.report.plan_cells import (
    BOX,
    HEAD,
    NEEDED,
    OTHER,
    PLAIN,
    SOFT,
    UNDER,
    page_breaks,
    put,
    set_height,
)
from toolkit.report.printed_sheet import fit_to_width
from toolkit.report.questionnaire_lists import Lists, reasons_list, with_code

WORDS_ROW, HEAD_ROW = 4, 5
PRINTED_PER_CENT, PAGE_CHARACTERS = 67, 124
_HEADING_POINTS = 45.0
_GUIDE = ("code", "subject", "statement", "denominator", "look_for", "why")
_GUIDE_WIDTHS = (8, 18, 28, 32, 38, 34)
_ENTRY, _NO_ENTRY = PatternFill("solid", fgColor="FFFFFF"), PatternFill("solid", fgColor="E3E7EB")
_TOP = Alignment(wrap_text=True, vertical="top", readingOrder=0)


@dataclass(frozen=True)
class Asked:
    """What a body is asked: by whom and by when, which items, and what it said so far.

    `own` holds the body's answers, `contested` its answers that are held back because they contradict each other.
    """

    body: Body
    body_name: str
    stamp: Stamp
    lens: Lens
    items: tuple[str, ...]
    own: tuple[Response, ...] = ()
    contested: tuple[Response, ...] = ()
    asked_by: str = ""
    due: date | None = None

    def answer(self, item: str) -> Response | None:
        """What the body said of an item so far."""
        return next((response for response in self.own if response.item == item), None)


def write_rows(
    sheet: Worksheet, language: Language, library: Library, asked: Asked, keys: Mapping[str, str], lists: Lists
) -> None:
    """Write the sheet of statements with the body's answers so far."""
    told = {response.item: cells_of(response) for response in asked.own}
    sources = max([len(source_numbers(cells)) + 1 for cells in told.values()], default=0)
    fields = answer_fields(max(LEAST_SOURCES, sources))
    title = language.say("questionnaire.answers_title", body=asked.body_name)
    put(sheet, 1, 1, title, UNDER)
    assert isinstance(sheet.oddHeader, HeaderFooterItem)
    sheet.oddHeader.left.text = title.replace("&", "")[:120]
    put(sheet, 2, 1, asked.stamp.text, SOFT)
    put(sheet, 3, 1, language.say("questionnaire.answers_hint"), PLAIN)
    _headings(sheet, fields, language)
    for row, item in enumerate(asked.items, start=HEAD_ROW + 1):
        _row(sheet, row, fields, _texts(library, item, language), told.get(item, {}), library.items[item], language)
        put(sheet, row, len(fields), keys[item], SOFT)
        set_height(sheet, row)
    last = HEAD_ROW + max(1, len(asked.items))
    _offer(sheet, fields, library, asked.items, lists)
    said = {name for cells in told.values() for name in cells}
    _lay_out(sheet, fields, last, said)


def _headings(sheet: Worksheet, fields: Sequence[AnswerField], language: Language) -> None:
    """Words of the columns, and below them the headings by which they are found again."""
    for column, field in enumerate(fields, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = field.width, field.hidden
        words = _words(field, language)
        for row, text, font in ((WORDS_ROW, words, PLAIN), (HEAD_ROW, field.heading, HEAD)):
            put(sheet, row, column, text, font)
            cell = sheet.cell(row, column)
            cell.fill, cell.border, cell.alignment = (NEEDED if field.asked else OTHER), BOX, _TOP
    sheet.row_dimensions[WORDS_ROW].height = _HEADING_POINTS * 1.4
    sheet.row_dimensions[HEAD_ROW].height = _HEADING_POINTS


def _words(field: AnswerField, language: Language) -> str:
    if field.name.startswith("text."):
        return language.say("questionnaire.column.level_text", level=field.heading)
    return language.say(f"questionnaire.column.{field.words}")


def _texts(library: Library, item: str, language: Language) -> dict[str, str]:
    """What stands in a row before anything is answered."""
    found = library.items[item]
    texts = {CODE: item, STATEMENT: found.text}
    if found.participation:
        return texts | {"text.0": language.say("questionnaire.participation")}
    return texts | {f"text.{level}": library.level_texts(item)[level] for level in LEVELS}


def _row(
    sheet: Worksheet,
    row: int,
    fields: Sequence[AnswerField],
    texts: Mapping[str, str],
    told: Mapping[str, str],
    item: Item,
    language: Language,
) -> None:
    for column, field in enumerate(fields, start=1):
        cell = sheet.cell(row, column)
        cell.font, cell.border, cell.alignment, cell.number_format = PLAIN, BOX, _TOP, "@"
        text = texts.get(field.name) or told.get(field.name, "")
        if field.name == LEVEL:
            text = told.get("answer", text)
        if text:
            put(sheet, row, column, text, HEAD if field.name in (CODE, LEVEL) else PLAIN)
        refused = field.name.startswith("not_applicable") and not item.not_applicable
        cell.fill = OTHER if not field.asked else _NO_ENTRY if refused else _ENTRY


def _offer(
    sheet: Worksheet, fields: Sequence[AnswerField], library: Library, items: Sequence[str], lists: Lists
) -> None:
    """Offer lists in the cells that choose; other words are not refused, they are read and asked about by cell."""
    offered: dict[str, DataValidation] = {}
    for column, field in enumerate(fields, start=1):
        if field.choices is None:
            continue
        for row, item in enumerate(items, start=HEAD_ROW + 1):
            name = _list_of(field, library.items[item])
            if name:
                validation = offered.setdefault(
                    name, DataValidation(type="list", formula1="=" + lists[name], showErrorMessage=False)
                )
                validation.add(f"{get_column_letter(column)}{row}")
    for validation in offered.values():
        sheet.add_data_validation(validation)


def _list_of(field: AnswerField, item: Item) -> str:
    if field.choices == "level":
        return "answer" if item.participation else "level"
    return reasons_list(item) if field.choices == "reason" else str(field.choices)


def _lay_out(sheet: Worksheet, fields: Sequence[AnswerField], last: int, said: set[str]) -> None:
    """Frozen code and headings, filter, and print: the choice and what belongs to it, further only what is filled."""
    widths = [0.0 if field.hidden else float(field.width) for field in fields]
    printed = max(at for at, field in enumerate(fields, 1) if field.name == ALWAYS_PRINTED or field.name in said)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(fields))}{last}"
    sheet.print_title_rows, sheet.print_title_cols = f"{WORDS_ROW}:{HEAD_ROW}", "A:A"
    sheet.print_area = f"A{WORDS_ROW}:{get_column_letter(printed)}{last}"
    sheet.page_setup.scale, sheet.page_setup.pageOrder = PRINTED_PER_CENT, "overThenDown"
    breaks = page_breaks(widths[:printed], 1, PAGE_CHARACTERS)
    sheet.col_breaks = ColBreak(brk=[Break(id=at) for at in breaks])


def write_guide(sheet: Worksheet, language: Language, library: Library, items: Sequence[str]) -> None:
    """Beside each statement: its subject, who is counted, what to look for, and why it is asked."""
    for column, (name, width) in enumerate(zip(_GUIDE, _GUIDE_WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        put(sheet, 1, column, language.say(f"questionnaire.guide.{name}"), HEAD)
        sheet.cell(1, column).fill, sheet.cell(1, column).border = OTHER, BOX
    for row, item in enumerate(items, start=2):
        found = library.items[item]
        look_for = "\n".join(f"– {text}" for text in found.look_for)
        subject = with_code(found.dimension, library.dimensions[found.dimension].name)
        texts = (item, subject, found.text, found.denominator or "", look_for, found.why or "")
        for column, text in enumerate(texts, start=1):
            put(sheet, row, column, text, HEAD if column == 1 else PLAIN)
            sheet.cell(row, column).alignment, sheet.cell(row, column).border = _TOP, BOX
        set_height(sheet, row)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    fit_to_width(sheet)
