"""The review workbook: all that is asked, one sheet a subject, one row a text, for experts who read and propose.

Nothing is protected, so that people can sort and filter. A hidden column tells whether a text was touched; a stamp
names language and content. Text that begins like a formula stays text.
"""

from collections.abc import Iterator
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.content_check import WORDS_PER_ITEM, WORDS_PER_LEVEL_TEXT
from toolkit.library.model import Dimension, Item, Library
from toolkit.library.review_parts import ABOUT, part_label, parts_of
from toolkit.record.workbook_fields import REVIEW_FIELDS, review_key, review_stamp
from toolkit.report.excel import FACE, write_text
from toolkit.report.printed_sheet import blank_sheet, fit_to_width

_HEAD = Font(name=FACE, size=11, bold=True, color="1F2933")
_TITLE = Font(name=FACE, size=16, bold=True, color="1F4E79")
_PLAIN = Font(name=FACE, size=11, color="1F2933")
_FIRST = Font(name=FACE, size=11, bold=True, color="1F4E79")
_QUIET = Font(name=FACE, size=10, color="4A5560")
_HEAD_FILL, _OURS = PatternFill("solid", fgColor="C9D6E3"), PatternFill("solid", fgColor="E9EEF3")
_EDGE = Side(style="thin", color="C3CBD4")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(wrap_text=True, vertical="top", readingOrder=0)
_READ_ME = ("purpose", "proposal", "levels", "add", "take_out", "about", "codes", "own_words", "own", "back", "stamp")
_LINE_POINTS, _ROOM_POINTS = 15.0, 4.0
Row = tuple[str, str, str]


def review_workbook(language: Language, library: Library) -> bytes:
    """Write the review workbook of all that is asked."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    _read_me(_sheet(workbook, language.say("review.sheet.read_me"), language), language, library)
    for dimension in library.dimensions.values():
        _subject(_sheet(workbook, dimension.id, language), dimension, language, library)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _sheet(workbook: Workbook, title: str, language: Language) -> Worksheet:
    sheet = blank_sheet(workbook, language, title, "landscape")
    fit_to_width(sheet)
    return sheet


def _read_me(sheet: Worksheet, language: Language, library: Library) -> None:
    say, scales = language.say, library.scales
    named: dict[str, str | int] = {code: say(f"review.column.{code}") for code in ("proposal", "reason", "text")}
    named |= {"about": say("review.part.about"), "take_out": say("review.take_out")}
    named |= {"hidden": say("review.column.key")}
    named |= {"level_words": WORDS_PER_LEVEL_TEXT, "item_words": WORDS_PER_ITEM}
    named |= {"new_part": part_label("look_for.6", language)}
    named |= {"standards": _codes({code: known.name for code, known in scales.standards.items()})}
    named |= {"leads": _codes({code: body.name for code, body in scales.bodies.items()})}
    named |= {"kinds": _codes({code: kind.name for code, kind in scales.measure_kinds.items()})}
    named |= {"stamp": review_stamp(library.language, library.content_hash)}
    sheet.column_dimensions["A"].width = 110
    sheet.page_setup.fitToHeight = 1
    _put(sheet, 1, 1, say("review.title"), _TITLE)
    for row, line in enumerate(_READ_ME, start=3):
        text = say(f"review.read_me.{line}", **named)
        _put(sheet, row, 1, text, _PLAIN)
        sheet.cell(row, 1).alignment = _WRAPPED
        sheet.row_dimensions[row].height = _LINE_POINTS * _lines(text, 110) + _ROOM_POINTS


def _codes(names: dict[str, str]) -> str:
    return ", ".join(f"{code} ({name})" for code, name in names.items())


def _subject(sheet: Worksheet, dimension: Dimension, language: Language, library: Library) -> None:
    for column, field in enumerate(REVIEW_FIELDS, start=1):
        settings = sheet.column_dimensions[get_column_letter(column)]
        settings.width, settings.hidden = field.width, field.hidden
        _put(sheet, 1, column, language.say(f"review.column.{field.code}"), _HEAD)
        cell = sheet.cell(1, column)
        cell.fill, cell.border, cell.alignment = _HEAD_FILL, _BOX, _WRAPPED
    rows = list(_rows(dimension, language, library))
    for row, entry in enumerate(rows, start=2):
        _row(sheet, row, entry, language)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(REVIEW_FIELDS))}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"


def _rows(dimension: Dimension, language: Language, library: Library) -> Iterator[Row]:
    """Code, part and text of each row of a sheet."""
    for id in (dimension.id, *dimension.items):
        for part, text in parts_of(library, id).items():
            yield id, part, text
        if id in library.items:
            yield id, ABOUT, "\n".join(_about(library.items[id], language, library))


def _row(sheet: Worksheet, row: int, entry: Row, language: Language) -> None:
    id, part, text = entry
    texts = {"code": id, "part": part_label(part, language), "text": text, "key": review_key(text)}
    font = _FIRST if part in ("text", "name") else _QUIET if part == ABOUT else _PLAIN
    for column, field in enumerate(REVIEW_FIELDS, start=1):
        cell = sheet.cell(row, column)
        if field.code in texts:
            write_text(cell, texts[field.code], "")
            cell.fill = _OURS
        else:
            cell.number_format = "@"
        cell.font, cell.border, cell.alignment = font, _BOX, _WRAPPED
    lines = max(_lines(texts[field.code], field.width) for field in REVIEW_FIELDS if field.code in ("part", "text"))
    sheet.row_dimensions[row].height = _LINE_POINTS * lines + _ROOM_POINTS


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, a little more than less: words break early."""
    return sum(max(1, ceil(len(line) * 1.15 / width)) for line in text.split("\n"))


def _about(item: Item, language: Language, library: Library) -> Iterator[str]:
    """Facts of an item that are no texts: basis, paragraphs, standards, bodies, other items."""
    say, scales = language.say, library.scales
    for entry in item.limbs:
        gist = f"{entry.limb} {library.limbs[entry.limb].gist}" if entry.limb in library.limbs else entry.limb
        yield say("review.about.basis", basis=scales.bases[entry.basis].name, limbs=gist)
    for basis, given in (("implied", ", ".join(item.implied)), ("participation", "X" if item.participation else "")):
        if given:
            yield say("review.about.basis", basis=scales.bases[basis].name, limbs=given)
    yield say("review.about.type", type=scales.types[item.type].name)
    for instrument, numbers in item.carried_by.items():
        if numbers:
            short = library.instruments[instrument].short
            yield say("review.about.carried_by", instrument=short, numbers=", ".join(numbers))
    yield say("review.about.lead", body=f"{item.lead} {scales.bodies[item.lead].name}")
    lists = ("support", item.support), ("standards", item.standards), ("not_applicable", item.not_applicable)
    for name, values in (*lists, ("requires", item.requires), ("see_also", item.see_also)):
        if values:
            yield say(f"review.about.{name}", list=", ".join(values))
    if item.rapid:
        yield say("review.about.rapid")


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell = sheet.cell(row, column)
    write_text(cell, text, "")
    cell.font = font
