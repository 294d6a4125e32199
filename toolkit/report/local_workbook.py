"""The workbook of a local instrument: what it is, its provisions with the items they ask for, all statements to choose.

Nothing is protected, so that people can sort and filter. Text that begins like a formula stays text.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.record.local_fields import LINES, PROVISION_FIELDS, local_stamp
from toolkit.record.local_instrument import LocalInstrument, LocalProvision
from toolkit.report.excel import FACE, write_text
from toolkit.report.printed_sheet import blank_sheet, fit_to_width

WORDS = "texts.workbook"
EMPTY_ROWS = 30
_HEAD = Font(name=FACE, size=11, bold=True, color="1F2933")
_TITLE = Font(name=FACE, size=16, bold=True, color="1F4E79")
_PLAIN = Font(name=FACE, size=11, color="1F2933")
_QUIET = Font(name=FACE, size=10, color="4A5560")
_HEAD_FILL, _OURS = PatternFill("solid", fgColor="C9D6E3"), PatternFill("solid", fgColor="E9EEF3")
_EDGE = Side(style="thin", color="C3CBD4")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WRAPPED = Alignment(wrap_text=True, vertical="top", readingOrder=0)
_LINE_POINTS = 15.0


def local_workbook(
    instrument: LocalInstrument,
    library: Library,
    language: Language,
    suggested: Mapping[str, Sequence[str]],
    wordings: Mapping[str, str],
) -> bytes:
    """Write the workbook; `suggested` holds the codes of items suggested and `wordings` official wording, by number."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    _about(_sheet(workbook, language.say(f"{WORDS}.sheet.about"), language), instrument, language)
    rows = [_row(found, language, suggested, wordings) for found in instrument.provisions]
    _provisions(_sheet(workbook, language.say(f"{WORDS}.sheet.provisions"), language), rows, language)
    _statements(_sheet(workbook, language.say(f"{WORDS}.sheet.statements"), language), library, language)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _sheet(workbook: Workbook, title: str, language: Language) -> Worksheet:
    sheet = blank_sheet(workbook, language, title, "landscape")
    fit_to_width(sheet)
    return sheet


def _about(sheet: Worksheet, instrument: LocalInstrument, language: Language) -> None:
    """First sheet: how to fill it in, and a line for each fact."""
    say = language.say
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 84
    _put(sheet, 1, 1, say(f"{WORDS}.title"), _TITLE)
    for row, line in enumerate(("number", "gist", "items", "never"), start=2):
        text = say(f"{WORDS}.read_me.{line}")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        _put(sheet, row, 1, text, _PLAIN)
        sheet.row_dimensions[row].height = _LINE_POINTS * ceil(len(text) * 1.15 / 110) + 4
    for row, line in enumerate(LINES, start=7):
        _put(sheet, row, 1, say(f"{WORDS}.line.{line}"), _HEAD)
        _put(sheet, row, 2, _fact(instrument, line, language), _PLAIN)
        sheet.cell(row, 1).fill, sheet.cell(row, 1).border, sheet.cell(row, 2).border = _OURS, _BOX, _BOX
    _put(sheet, 8 + len(LINES), 1, local_stamp(instrument.id), _QUIET)


def _fact(instrument: LocalInstrument, line: str, language: Language) -> str:
    mapped = instrument.mapped
    if line in ("role", "date"):
        return "" if mapped is None else mapped.role if line == "role" else mapped.date.isoformat()
    if line == "kind":
        return language.say(f"texts.local.kinds.{instrument.kind}")
    if line == "adopted":
        return instrument.adopted.isoformat() if instrument.adopted else ""
    return str(getattr(instrument, line) or "")


def _row(
    found: LocalProvision, language: Language, suggested: Mapping[str, Sequence[str]], wordings: Mapping[str, str]
) -> dict[str, str]:
    known = language.has(f"interface_reference.instrument.addressees.{found.addressee}")
    return {
        "number": found.number,
        "gist": found.gist,
        "items": ", ".join(found.items),
        "suggested": "\n".join(suggested.get(found.number, ())),
        "verb": found.verb or "",
        "addressee": language.say(f"interface_reference.instrument.addressees.{found.addressee}") if known else "",
        "wording": wordings.get(found.number, ""),
        "rejected": ", ".join(found.rejected),
        "part": found.part or "",
    }


def _provisions(sheet: Worksheet, rows: Sequence[Mapping[str, str]], language: Language) -> None:
    """Second sheet: a row a provision, and empty rows to write in."""
    shown = [field for field in PROVISION_FIELDS if field.code != "wording" or any(row["wording"] for row in rows)]
    for column, field in enumerate(shown, start=1):
        settings = sheet.column_dimensions[get_column_letter(column)]
        settings.width, settings.hidden = field.width, field.hidden
        _head(sheet, column, language.say(f"{WORDS}.column.{field.code}"))
    for number, row in enumerate([*rows, *[{} for _ in range(EMPTY_ROWS)]], start=2):
        for column, field in enumerate(shown, start=1):
            cell = sheet.cell(number, column)
            if row.get(field.code):
                write_text(cell, row[field.code], "")
            cell.number_format = "@"
            cell.font = _QUIET if field.worked_out else _PLAIN
            cell.border, cell.alignment = _BOX, _WRAPPED
            if field.worked_out:
                cell.fill = _OURS
        lines = max(_lines(row.get(field.code, ""), field.width) for field in shown if not field.hidden)
        sheet.row_dimensions[number].height = _LINE_POINTS * min(lines, 25) + 4
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(shown))}{len(rows) + EMPTY_ROWS + 1}"
    sheet.print_title_rows = "1:1"


def _statements(sheet: Worksheet, library: Library, language: Language) -> None:
    """Third sheet: every statement with its code and subject, to look one up."""
    for column, (name, width) in enumerate((("code", 9), ("statement", 90), ("subject", 44)), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        _head(sheet, column, language.say(f"{WORDS}.statements.{name}"))
    for row, item in enumerate(library.items.values(), start=2):
        texts = (item.id, item.text, library.dimensions[item.dimension].name)
        for column, text in enumerate(texts, start=1):
            _put(sheet, row, column, text, _PLAIN)
            sheet.cell(row, column).border = _BOX
        sheet.row_dimensions[row].height = _LINE_POINTS * max(_lines(item.text, 90), _lines(texts[2], 44)) + 4
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:C{len(library.items) + 1}"
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, column: int, text: str) -> None:
    _put(sheet, 1, column, text, _HEAD)
    cell = sheet.cell(1, column)
    cell.fill, cell.border = _HEAD_FILL, _BOX


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell = sheet.cell(row, column)
    if text:
        write_text(cell, text, "")
    cell.font, cell.alignment = font, _WRAPPED
    cell.number_format = "@"


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column, a little more than less: words break early."""
    return sum(max(1, ceil(len(line) * 1.15 / width)) for line in text.split("\n"))
