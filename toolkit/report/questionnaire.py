"""The questionnaire of a body: a workbook to fill in, A4 portrait, with its own answers so far and no one else's.

Sheets: what to know before one begins, the statements, a guide to them, the lists that cells offer, and a hidden one
that repeats stamp and keys. No macro, nothing protected. Text that begins like a formula stays text.
"""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.record.answer_stamp import Stamp, row_key
from toolkit.record.questionnaire_fields import RETURNED_BY, RETURNED_ON
from toolkit.report.plan_cells import BOX, HEAD, PLAIN, SOFT, TITLE, UNDER, put, set_height
from toolkit.report.printed_sheet import blank_sheet, fit_to_width, number_pages
from toolkit.report.questionnaire_lists import write_lists
from toolkit.report.questionnaire_rows import Asked, write_guide, write_rows

# Planned, not measured: hours of work a statement, looking for evidence included.
HOURS = {"full": 2.0, "rapid": 1.5}
SHEETS = ("read_me", "answers", "guide", "lists", "stamp")
_LABEL, _VALUE, _NAME = 1, 2, 3


def questionnaire_workbook(language: Language, library: Library, asked: Asked) -> bytes:
    """Write the questionnaire of a body."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    sheets = {name: _sheet(workbook, language, name) for name in SHEETS}
    keys = {item: _key(asked, item, library) for item in asked.items}
    lists = write_lists(sheets["lists"], language, library, asked.items)
    write_rows(sheets["answers"], language, library, asked, keys, lists)
    write_guide(sheets["guide"], language, library, asked.items)
    _read_me(sheets["read_me"], language, library, asked)
    _stamp(sheets["stamp"], asked.stamp, list(keys.values()))
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _key(asked: Asked, item: str, library: Library) -> str:
    contested = [response for response in asked.contested if response.item == item]
    return row_key(item, asked.answer(item), contested, library).text


def _sheet(workbook: Workbook, language: Language, name: str) -> Worksheet:
    sheet = blank_sheet(workbook, language, language.say(f"questionnaire.sheet.{name}")[:31], "portrait")
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.page_margins.header = sheet.page_margins.footer = 0.4
    number_pages(sheet)
    return sheet


def _read_me(sheet: Worksheet, language: Language, library: Library, asked: Asked) -> None:
    """First sheet: who asks, why, by when, how long it takes, who will see this, how to fill it in and give it back."""
    for column, width in ((_LABEL, 24), (_VALUE, 66), (_NAME, 14)):
        sheet.column_dimensions["ABC"[column - 1]].width = width
    put(sheet, 1, 1, language.say("questionnaire.title"), TITLE)
    put(sheet, 2, 1, _for_whom(language, asked), UNDER)
    row = 4
    for name, text in _facts(language, asked):
        row = _pair(sheet, row, language.say(f"questionnaire.fact.{name}"), text)
    row += 1
    for part in ("how", "answers", "blank", "own", "back"):
        put(sheet, row, _LABEL, language.say(f"questionnaire.read_me.{part}_heading"), HEAD)
        sheet.cell(row, _LABEL).alignment = Alignment(vertical="top", wrap_text=True)
        _text(sheet, row, language.say(f"questionnaire.read_me.{part}", answers=_title(language, "answers")))
        row += 1
    row = _returned(sheet, row + 1, language)
    row = _subjects(sheet, row + 1, language, library, asked)
    _text(sheet, row + 1, language.say("questionnaire.self_assessment"))
    put(sheet, row + 2, _LABEL, language.say("questionnaire.stamp"), SOFT)
    _text(sheet, row + 2, asked.stamp.text)
    fit_to_width(sheet)


def _title(language: Language, name: str) -> str:
    return language.say(f"questionnaire.sheet.{name}")


def _for_whom(language: Language, asked: Asked) -> str:
    parts = (asked.stamp.state, asked.body_name, asked.lens.instrument.short)
    return language.say("questionnaire.between").join(part for part in parts if part)


def _facts(language: Language, asked: Asked) -> Sequence[tuple[str, str]]:
    say, n = language.say, len(asked.items)
    hours = max(1, round(n * HOURS[asked.lens.depth]))
    return (
        ("asked_by", asked.asked_by or say("questionnaire.asked_by_coordinator")),
        ("why", say(f"questionnaire.why_{asked.lens.depth}", symbol=asked.lens.instrument.short)),
        ("due", asked.due.isoformat() if asked.due else say("questionnaire.due_open")),
        ("number", say("questionnaire.number", n=n)),
        ("time", say("questionnaire.time", n=hours)),
        ("who_sees", say("questionnaire.who_sees")),
    )


def _pair(sheet: Worksheet, row: int, label: str, text: str) -> int:
    put(sheet, row, _LABEL, label, HEAD)
    sheet.cell(row, _LABEL).alignment = Alignment(vertical="top", wrap_text=True)
    _text(sheet, row, text)
    return row + 1


def _text(sheet: Worksheet, row: int, text: str) -> None:
    put(sheet, row, _VALUE, text, PLAIN)
    sheet.cell(row, _VALUE).alignment = Alignment(wrap_text=True, vertical="top")
    set_height(sheet, row)


def _returned(sheet: Worksheet, row: int, language: Language) -> int:
    """Lines that say who filled this in and when; the name beside a line is how it is found again."""
    put(sheet, row, _LABEL, language.say("questionnaire.returned.heading"), HEAD)
    for name in (RETURNED_BY, RETURNED_ON):
        row += 1
        put(sheet, row, _LABEL, language.say(f"questionnaire.{name}"), PLAIN)
        sheet.cell(row, _LABEL).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, _VALUE).border = BOX
        sheet.cell(row, _VALUE).number_format = "@" if name == RETURNED_BY else "yyyy-mm-dd"
        sheet.cell(row, _VALUE).alignment = Alignment(horizontal="left", wrap_text=True)
        put(sheet, row, _NAME, name, SOFT)
        sheet.row_dimensions[row].height = 30
    return row + 1


def _subjects(sheet: Worksheet, row: int, language: Language, library: Library, asked: Asked) -> int:
    """Subjects of this questionnaire with the number of their statements."""
    put(sheet, row, _LABEL, language.say("questionnaire.subjects"), HEAD)
    for found in library.dimensions.values():
        n = sum(item.startswith(found.id + "-") for item in asked.items)
        if n:
            text = language.say("questionnaire.subject", id=found.id, name=found.name, n=n)
            _text(sheet, row, text)
            row += 1
    return row


def _stamp(sheet: Worksheet, stamp: Stamp, keys: Sequence[str]) -> None:
    """The hidden sheet: the stamp and every key once more."""
    for row, text in enumerate((stamp.text, *keys), start=1):
        put(sheet, row, 1, text, SOFT)
    sheet.sheet_state = "hidden"
