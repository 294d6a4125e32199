"""Our plan workbook: blank, or filled from a plan; what it holds is read back whole.

Sheets: what to do, the measures, further indicators, money by year, its totals, the lists that cells offer.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Library
from toolkit.record.plan import Funding, Measure, Plan, ProvisionNamed, Status
from toolkit.record.workbook_fields import LAST_PRINTED, PLAN_FIELDS
from toolkit.report.plan_cells import (
    HEAD,
    PLAIN,
    TITLE,
    Value,
    fill,
    head_columns,
    lay_out,
    new_sheet,
    offer,
    put,
    put_head,
    set_height,
    widths_of,
)
from toolkit.report.plan_money import Totals, range_of, write_budget, write_indicators, write_totals
from toolkit.report.printed_sheet import fit_to_width

ROWS = 200
# Columns that stay beside the others: hidden key, number, title.
FIXED = 3
OTHER_WIDTH = 24
_READ_ME = ("purpose", "required", "provision", "end", "brings", "draft", "budget", "money", "indicators", "totals")
_READ_ME_LAST = ("lists", "key", "blank", "own")


def plan_workbook(
    language: Language, library: Library, lens: Lens, plan: Plan | None = None, bodies: Sequence[str] = ()
) -> bytes:
    """Write the plan workbook of a lens, blank or with a plan; `bodies` are the State's own, offered as leads."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    workbook.properties.creator = ""
    names = ("read_me", "measures", "indicators", "budget", "totals", "lists")
    sheets = {name: new_sheet(workbook, language, name) for name in names}
    last = max(ROWS, len(plan.measures) if plan else 0) + 1
    leads = _leads(plan, library, bodies)
    ranges = _lists(sheets["lists"], language, library, lens, leads)
    ranges = {**ranges, "measure": range_of(PLAN_FIELDS, "number", sheets["measures"].title, last)}
    _read_me(sheets["read_me"], language, lens, drafted=plan is not None)
    _measures(sheets["measures"], language, library, plan, last)
    _offer(sheets["measures"], ranges, last)
    write_indicators(sheets["indicators"], language, plan, ranges, last)
    lines = write_budget(sheets["budget"], language, plan, ranges, last)
    sources = list(language.below("plan_workbook.source").values())
    write_totals(Totals(sheets["totals"], language, lines, last), plan, _leads_summed(plan, leads), sources)
    workbook.active = names.index("measures" if plan else "read_me")
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def _leads(plan: Plan | None, library: Library, bodies: Sequence[str]) -> list[str]:
    """Bodies offered as leads: the State's own, those the plan names, then the usual ones."""
    named = [lead for measure in plan.measures for lead in measure.leads] if plan else []
    return list(dict.fromkeys([*bodies, *named, *(body.name for body in library.scales.bodies.values())]))


def _leads_summed(plan: Plan | None, leads: Sequence[str]) -> list[str]:
    """Leads with a total of their own: as the plan's cells name them, else all that are offered."""
    named = dict.fromkeys("; ".join(found.leads) or found.lead or "" for found in plan.measures) if plan else {}
    return [lead for lead in named if lead] or list(leads)


def _read_me(sheet: Worksheet, language: Language, lens: Lens, *, drafted: bool) -> None:
    named = {
        code: language.say(f"plan.field.{code}") for code in ("provision", "end", "brings", "budget", "needs_first")
    }
    named |= {name: language.say(f"plan.sheet.{name}") for name in ("lists", "measures", "indicators", "totals")}
    named |= {"money": language.say("plan.sheet.budget"), "continuing": language.say("plan_workbook.continuing")}
    named |= {"amount": language.say("plan.money.amount"), "measure_no": language.say("plan.money.measure")}
    sheet.column_dimensions["A"].width = 100
    put(sheet, 1, 1, language.say("plan_workbook.title"), TITLE)
    lines = [line for line in (*_READ_ME, *_READ_ME_LAST) if line != "draft" or drafted]
    for row, line in enumerate(lines, start=3):
        text = language.say(f"plan_workbook.read_me.{line}", symbol=lens.instrument.short, **named)
        put(sheet, row, 1, text, PLAIN)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        set_height(sheet, row)
    fit_to_width(sheet)


def _lists(
    sheet: Worksheet, language: Language, library: Library, lens: Lens, leads: Sequence[str]
) -> Mapping[str, str]:
    """Fill the sheet of lists; gives the range of each list by its name."""
    bodies = library.scales.bodies
    codes = {body.name: code for code, body in bodies.items()}
    items = [item.id for item in lens.items if item.basis is not Basis.PARTICIPATION]
    say = language.say
    columns: list[tuple[str, str, int, Sequence[str]]] = [
        ("status", say("plan.field.status"), 26, [say(f"plan.status.{status}") for status in Status]),
        ("funding", say("plan.field.funding"), 26, [say(f"plan.funding.{funding}") for funding in Funding]),
        ("lead", say("plan_workbook.list.lead"), 36, leads),
        ("lead_code", say("plan_workbook.list.code"), 9, [codes.get(lead, "") for lead in leads]),
        ("item", say("plan_workbook.list.code"), 9, items),
        ("item_text", say("plan_workbook.list.statement"), 80, [library.items[item].text for item in items]),
        ("cost_type", say("plan.money.type"), 24, list(language.below("plan_workbook.cost_type").values())),
        ("recurs", say("plan.money.recurs"), 20, [say(f"plan.recurs.{code}") for code in ("one_off", "recurrent")]),
        ("source", say("plan.money.source"), 24, list(language.below("plan_workbook.source").values())),
    ]
    ranges = {}
    for column, (name, heading, width, values) in enumerate(columns, start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = width
        put(sheet, 1, column, heading, HEAD)
        for row, value in enumerate(values, start=2):
            if value:
                put(sheet, row, column, value, PLAIN)
                sheet.cell(row, column).alignment = Alignment(wrap_text=name == "item_text", vertical="top")
        ranges[name] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${max(2, len(values) + 1)}"
    for row in range(2, max(len(values) for _, _, _, values in columns) + 2):
        set_height(sheet, row)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    fit_to_width(sheet)
    return ranges


def _measures(sheet: Worksheet, language: Language, library: Library, plan: Plan | None, last: int) -> None:
    """The sheet of measures: one column a field, further columns for what the plan holds beyond them."""
    measures = plan.measures if plan else ()
    others = tuple(dict.fromkeys(name for measure in measures for name in measure.other))
    head_columns(sheet, PLAN_FIELDS, {field.code: language.say(f"plan.field.{field.code}") for field in PLAN_FIELDS})
    for column, name in enumerate(others, start=len(PLAN_FIELDS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = OTHER_WIDTH
        put_head(sheet, column, name, needed=False)
    for row in range(2, last + 1):
        measure = measures[row - 2] if row - 2 < len(measures) else None
        for column, field in enumerate(PLAN_FIELDS, start=1):
            value = _value(measure, field.code, language, library) if measure else None
            fill(sheet, row, column, field, value)
        for column, name in enumerate(others, start=len(PLAN_FIELDS) + 1):
            if measure and name in measure.other:
                put(sheet, row, column, measure.other[name], PLAIN)
    widths = [*widths_of(PLAN_FIELDS), *(OTHER_WIDTH for _ in others)]
    lay_out(sheet, widths, FIXED, last, (len(measures), _last_printed(sheet, len(measures), len(widths))))


def _last_printed(sheet: Worksheet, measures: int, columns: int) -> int:
    """Number of the last column worth printing: that of money, or a later one that holds something not said before."""
    codes = [field.code for field in PLAN_FIELDS]
    said_before = [codes.index(code) + 1 for code in ("group", "provision")]
    filled = [
        column
        for column in range(1, columns + 1)
        if column not in said_before and any(sheet.cell(row, column).value for row in range(2, measures + 2))
    ]
    return max(codes.index(LAST_PRINTED) + 1, *filled) if filled else codes.index(LAST_PRINTED) + 1


def _offer(sheet: Worksheet, ranges: Mapping[str, str], last: int) -> None:
    for column, field in enumerate(PLAN_FIELDS, start=1):
        name = "item" if field.code == "provision" else field.choices
        if name is not None:
            offer(sheet, column, ranges[name], last)


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
    if measure.continuing or measure.when is None:
        return language.say("plan_workbook.continuing") if measure.continuing else None
    return measure.when.removeprefix(f"{measure.start} – ")


def _references(measure: Measure, library: Library) -> str:
    return "; ".join([*measure.items, *(_reference(named, library) for named in measure.provisions)])


def _reference(named: ProvisionNamed, library: Library) -> str:
    instrument = library.instruments.get(named.instrument or "")
    symbol = f"{instrument.short} " if instrument else ""
    if instrument is not None and instrument.has_strategies and named.part == "paragraph":
        return f"{symbol}para. {named.number}"
    return f"{symbol}{'MS' if named.part == 'strategy' else 'OP'} {named.number}"
