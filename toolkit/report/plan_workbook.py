"""Our plan workbook: blank, or filled from a plan; what it holds is read back whole.

Sheets: what to do, the measures, the lists that cells offer. Nothing is protected, so that people can sort; text that
begins like a formula stays text.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Library
from toolkit.record.plan import Funding, Measure, Plan, ProvisionNamed, Status
from toolkit.record.workbook_fields import PLAN_FIELDS, WorkbookField
from toolkit.report.excel import FACE, write_text

ROWS = 200
Value = str | float | date | None

_HEAD = Font(name=FACE, size=11, bold=True, color="1F2933")
_TITLE = Font(name=FACE, size=16, bold=True, color="1F4E79")
_PLAIN = Font(name=FACE, size=11, color="1F2933")
_NEEDED, _OTHER = PatternFill("solid", fgColor="C9D6E3"), PatternFill("solid", fgColor="E9EEF3")
_EDGE = Side(style="thin", color="C3CBD4")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_READ_ME = ("purpose", "required", "provision", "end", "brings", "budget", "lists", "key", "own")


def plan_workbook(language: Language, library: Library, lens: Lens, plan: Plan | None = None) -> bytes:
    """Write the plan workbook of a lens, blank or with the measures of a plan."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    _read_me(_sheet(workbook, language, "read_me"), language, lens)
    measures = _sheet(workbook, language, "measures")
    lists = _lists(_sheet(workbook, language, "lists"), language, library, lens)
    _measures(measures, language, library, plan)
    _offer(measures, lists, max(ROWS, len(plan.measures) if plan else 0) + 1)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _sheet(workbook: Workbook, language: Language, name: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(language.say(f"plan.sheet.{name}"))
    sheet.sheet_view.rightToLeft = language.direction == "rtl"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    return sheet


def _read_me(sheet: Worksheet, language: Language, lens: Lens) -> None:
    named = {code: language.say(f"plan.field.{code}") for code in ("provision", "end", "brings", "budget")}
    named |= {"lists": language.say("plan.sheet.lists"), "continuing": language.say("plan_workbook.continuing")}
    sheet.column_dimensions["A"].width = 100
    _put(sheet, 1, 1, language.say("plan_workbook.title"), _TITLE)
    for row, line in enumerate(_READ_ME, start=3):
        text = language.say(f"plan_workbook.read_me.{line}", symbol=lens.instrument.short, **named)
        _put(sheet, row, 1, text, _PLAIN)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")


def _lists(sheet: Worksheet, language: Language, library: Library, lens: Lens) -> Mapping[str, str]:
    """Fill the sheet of lists; gives the range of each list by its name."""
    bodies = library.scales.bodies
    items = [item.id for item in lens.items if item.basis is not Basis.PARTICIPATION]
    say = language.say
    columns: list[tuple[str, str, int, Sequence[str]]] = [
        ("status", say("plan.field.status"), 26, [say(f"plan.status.{status}") for status in Status]),
        ("funding", say("plan.field.funding"), 26, [say(f"plan.funding.{funding}") for funding in Funding]),
        ("lead", say("plan_workbook.list.lead"), 36, [body.name for body in bodies.values()]),
        ("lead_code", say("plan_workbook.list.code"), 9, list(bodies)),
        ("item", say("plan_workbook.list.code"), 9, items),
        ("item_text", say("plan_workbook.list.statement"), 110, [library.items[item].text for item in items]),
    ]
    ranges = {}
    for column, (name, heading, width, values) in enumerate(columns, start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = width
        _put(sheet, 1, column, heading, _HEAD)
        for row, value in enumerate(values, start=2):
            _put(sheet, row, column, value, _PLAIN)
        ranges[name] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${max(2, len(values) + 1)}"
    sheet.freeze_panes = "A2"
    return ranges


def _measures(sheet: Worksheet, language: Language, library: Library, plan: Plan | None) -> None:
    """The sheet of measures: one column a field, further columns for what the plan holds beyond them."""
    measures = plan.measures if plan else ()
    others = tuple(dict.fromkeys(name for measure in measures for name in measure.other))
    for column, field in enumerate(PLAN_FIELDS, start=1):
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width, dimension.hidden = field.width, field.hidden
        _head(sheet, column, language.say(f"plan.field.{field.code}"), needed=field.required)
    for column, name in enumerate(others, start=len(PLAN_FIELDS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
        _head(sheet, column, name, needed=False)
    last = max(ROWS, len(measures)) + 1
    for row in range(2, last + 1):
        measure = measures[row - 2] if row - 2 < len(measures) else None
        for column, field in enumerate(PLAN_FIELDS, start=1):
            value = _value(measure, field.code, language, library) if measure else None
            _fill(sheet, row, column, field, value)
        for column, name in enumerate(others, start=len(PLAN_FIELDS) + 1):
            if measure and name in measure.other:
                _put(sheet, row, column, measure.other[name], _PLAIN)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(PLAN_FIELDS) + len(others))}{last}"
    sheet.print_title_rows = "1:1"


def _head(sheet: Worksheet, column: int, heading: str, *, needed: bool) -> None:
    _put(sheet, 1, column, heading, _HEAD)
    cell = sheet.cell(1, column)
    cell.fill = _NEEDED if needed else _OTHER
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill(sheet: Worksheet, row: int, column: int, field: WorkbookField, value: Value) -> None:
    cell = sheet.cell(row, column)
    cell.font, cell.border = _PLAIN, _BOX
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=0)
    if field.kind == "date":
        cell.number_format = "yyyy-mm-dd"
    if isinstance(value, str):
        write_text(cell, value, "")
    elif value is not None:
        cell.value = value


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    cell = sheet.cell(row, column)
    write_text(cell, text, "")
    cell.font = font


def _offer(sheet: Worksheet, ranges: Mapping[str, str], last: int) -> None:
    """Offer lists in the cells that choose; other words are not refused, they are read and questioned by cell."""
    for column, field in enumerate(PLAN_FIELDS, start=1):
        name = "item" if field.code == "provision" else field.choices
        if name is None:
            continue
        offered = DataValidation(type="list", formula1=ranges[name], allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(column)
        offered.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(offered)


def _value(measure: Measure, code: str, language: Language, library: Library) -> Value:
    """What stands in a measure's cell of a field."""
    money, indicator = measure.budget, measure.indicator
    direct: dict[str, Value] = {
        "id": measure.id,
        "number": measure.number,
        "group": measure.group,
        "title": measure.title,
        "provision": measure.details.get("provision") or _references(measure, library),
        "lead": "; ".join(measure.leads) or measure.lead,
        "partners": "; ".join(measure.partners),
        "start": measure.start,
        "end": _end(measure, language),
        "status": language.say(f"plan.status.{measure.status}") if measure.status else None,
        "budget": money.amount if money.amount is not None else money.text,
        "currency": money.currency,
        "funding": language.say(f"plan.funding.{money.funding}") if money.funding else None,
        "budget_line": money.line,
        "indicator": indicator.name,
        "baseline": indicator.baseline,
        "target": indicator.target,
        "brings": "; ".join(
            f"{found.item}: {found.level}" if found.item else str(found.level) for found in measure.brings
        ),
        "update": measure.update,
    }
    return (direct[code] if code in direct else measure.details.get(code)) or None


def _end(measure: Measure, language: Language) -> Value:
    if measure.end is not None:
        return measure.end
    return language.say("plan_workbook.continuing") if measure.continuing else measure.when


def _references(measure: Measure, library: Library) -> str:
    return "; ".join([*measure.items, *(_reference(named, library) for named in measure.provisions)])


def _reference(named: ProvisionNamed, library: Library) -> str:
    instrument = library.instruments.get(named.instrument or "")
    symbol = f"{instrument.short} " if instrument else ""
    return f"{symbol}{'MS' if named.part == 'strategy' else 'OP'} {named.number}"
