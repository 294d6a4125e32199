"""Sheets of indicators, money and totals of our plan workbook.

Money: a row a measure, year and cost line; amount, title and lead are formulas. Totals are formulas too, in one
currency at a time; what is read back is summed anew by us. No cost is ever filled in.
"""

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.record.plan import BudgetLine, Funding, IndicatorLine, Measure, Plan
from toolkit.record.workbook_fields import BUDGET_FIELDS, INDICATOR_FIELDS, PLAN_FIELDS, WorkbookField
from toolkit.report.plan_cells import (
    AMOUNT_FORM,
    BOX,
    HEAD,
    NEEDED,
    PLAIN,
    SOFT,
    TITLE,
    UNDER,
    Value,
    fill,
    head_columns,
    lay_out,
    offer,
    put,
    put_formula,
    widths_of,
)
from toolkit.report.printed_sheet import fit_to_width

LINES = 150
YEARS = 10
# Columns that stay beside the others: hidden keys, number and title of the measure.
FIXED = 4
Ranges = Mapping[str, str]


def labels_of(measures: Sequence[Measure]) -> dict[str, str]:
    """By measure: the number by which a line names it; its title, then its key, where the number is not its own."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for measure in measures:
        label = next((text for text in (measure.number, measure.title) if text and text not in taken), measure.id)
        taken.add(label)
        given[measure.id] = label
    return given


def write_indicators(sheet: Worksheet, language: Language, plan: Plan | None, ranges: Ranges, rows: int) -> None:
    """The sheet of further indicators and of values over time."""
    say = language.say
    head_columns(sheet, INDICATOR_FIELDS, {f.code: say(f"plan.indicators.{f.code}") for f in INDICATOR_FIELDS})
    labels = labels_of(plan.measures) if plan else {}
    lines = plan.indicator_lines if plan else ()
    last = max(LINES, len(lines)) + 1
    for row in range(2, last + 1):
        line = lines[row - 2] if row - 2 < len(lines) else None
        for column, field in enumerate(INDICATOR_FIELDS, start=1):
            if field.worked_out:
                put_formula(sheet, row, column, _repeated(row, INDICATOR_FIELDS, "title", rows, language), same=True)
            else:
                fill(sheet, row, column, field, _indicator_value(line, field.code, labels) if line else None)
    _offer_all(sheet, INDICATOR_FIELDS, ranges, last)
    lay_out(sheet, widths_of(INDICATOR_FIELDS), FIXED, last, (len(lines), len(INDICATOR_FIELDS)))


def write_budget(sheet: Worksheet, language: Language, plan: Plan | None, ranges: Ranges, rows: int) -> int:
    """The sheet of money: the lines there are, and an empty one for each measure without; gives its last row."""
    say = language.say
    head_columns(sheet, BUDGET_FIELDS, {f.code: say(f"plan.money.{f.code}") for f in BUDGET_FIELDS})
    labels = labels_of(plan.measures) if plan else {}
    lines = _lines(plan) if plan else []
    last = max(LINES, len(lines) + LINES // 2) + 1
    for row in range(2, last + 1):
        line = lines[row - 2] if row - 2 < len(lines) else None
        for column, field in enumerate(BUDGET_FIELDS, start=1):
            formula = _budget_formula(row, field.code, line, rows, language)
            if formula is not None:
                form = AMOUNT_FORM if field.code == "amount" else "General"
                put_formula(sheet, row, column, formula, form, same=True)
            else:
                fill(sheet, row, column, field, _budget_value(line, field.code, labels, language) if line else None)
    _offer_all(sheet, BUDGET_FIELDS, ranges, last)
    lay_out(sheet, widths_of(BUDGET_FIELDS), FIXED, last, (len(lines), len(BUDGET_FIELDS)))
    return last


def _lines(plan: Plan) -> list[BudgetLine]:
    """Budget lines in the order of the measures, an empty one where a measure has none."""
    found: list[BudgetLine] = []
    for measure in plan.measures:
        own = [line for line in plan.budget_lines if line.measure == measure.id]
        found += own or [BudgetLine(id="", measure=measure.id)]
    return found


def _offer_all(sheet: Worksheet, fields: Sequence[WorkbookField], ranges: Ranges, last: int) -> None:
    for column, field in enumerate(fields, start=1):
        if field.choices is not None:
            offer(sheet, column, ranges[field.choices], last)


def letter_of(fields: Sequence[WorkbookField], code: str) -> str:
    """Letter of the column of a field."""
    return get_column_letter(next(at for at, field in enumerate(fields, start=1) if field.code == code))


def range_of(fields: Sequence[WorkbookField], code: str, sheet: str, last: int) -> str:
    """Cells of a field on its sheet, below the heading."""
    letter = letter_of(fields, code)
    return f"{quote_sheetname(sheet)}!${letter}$2:${letter}${last}"


def _repeated(row: int, fields: Sequence[WorkbookField], code: str, rows: int, language: Language) -> str:
    """Formula that repeats what the sheet of measures says of the measure that a row names."""
    own = f"${letter_of(fields, 'measure')}{row}"
    sheet = language.say("plan.sheet.measures")
    number, told = range_of(PLAN_FIELDS, "number", sheet, rows), range_of(PLAN_FIELDS, code, sheet, rows)
    return f'=IF({own}="","",IFERROR(INDEX({told},MATCH({own},{number},0))&"",""))'


def _budget_formula(row: int, code: str, line: BudgetLine | None, rows: int, language: Language) -> str | None:
    if code in ("measure_title", "lead"):
        return _repeated(row, BUDGET_FIELDS, "title" if code == "measure_title" else "lead", rows, language)
    if code == "amount" and (line is None or line.amount is None or _is_product(line)):
        quantity, cost = (f"${letter_of(BUDGET_FIELDS, name)}{row}" for name in ("quantity", "unit_cost"))
        return f'=IF(AND(ISNUMBER({quantity}),ISNUMBER({cost})),{quantity}*{cost},"")'
    return None


def _is_product(line: BudgetLine) -> bool:
    return line.quantity is not None and line.unit_cost is not None


def _indicator_value(line: IndicatorLine, code: str, labels: Mapping[str, str]) -> Value:
    if code in ("measure", "measure_id"):
        return labels.get(line.measure) if code == "measure" else line.measure
    told: Value = getattr(line, code)
    return told


def _budget_value(line: BudgetLine, code: str, labels: Mapping[str, str], language: Language) -> Value:
    if code in ("measure", "measure_id"):
        return labels.get(line.measure) if code == "measure" else line.measure
    if code == "recurs":
        return language.say(f"plan.recurs.{line.recurs}") if line.recurs else None
    if code == "status":
        return language.say(f"plan.funding.{line.status}") if line.status else None
    told: Value = getattr(line, code) or None if code == "id" else getattr(line, code)
    if code in ("year", "price_year") and isinstance(told, str) and told.isascii() and told.isdigit():
        return int(told)
    return told


class Totals:
    """The sheet of totals while it is written, row by row."""

    def __init__(self, sheet: Worksheet, language: Language, last: int, rows: int) -> None:
        self.sheet, self.language, self.row = sheet, language, 1
        budget, measures = language.say("plan.sheet.budget"), language.say("plan.sheet.measures")
        self.cells = {field.code: range_of(BUDGET_FIELDS, field.code, budget, last) for field in BUDGET_FIELDS}
        self.ends = range_of(PLAN_FIELDS, "end", measures, rows)

    def say(self, key: str) -> str:
        """Wording of this sheet."""
        return self.language.say(f"plan_workbook.totals.{key}")

    def line(self, label: str, formula: str, form: str = AMOUNT_FORM) -> int:
        """One row: what it is, and the formula of its figure; gives the row."""
        if label.startswith("="):
            put_formula(self.sheet, self.row, 1, label, "0")
        else:
            put(self.sheet, self.row, 1, label, PLAIN)
            self.sheet.cell(self.row, 1).border = BOX
        put_formula(self.sheet, self.row, 2, formula, form)
        self.row += 1
        return self.row - 1

    def block(self, key: str) -> None:
        """Begin a block under its heading."""
        self.row += 1
        put(self.sheet, self.row, 1, self.say(key), UNDER)
        self.row += 1

    def sum_where(self, *conditions: str) -> str:
        """Formula of the sum of the lines in the chosen currency that meet all conditions."""
        tests = [f"({self.cells['currency']}=$B$3)", *(f"({condition})" for condition in conditions)]
        return f"=SUMPRODUCT({'*'.join(tests)}*1,{self.cells['amount']})"

    def listed(self, key: str, field: str, texts: Sequence[str]) -> None:
        """A block with one row a word of a field, and a last one for every other word or none."""
        self.block(key)
        first = self.row
        for text in texts:
            self.line(text, self.sum_where(f"{self.cells[field]}=$A{self.row}"))
        rest = f"=$B$5-SUM($B${first}:$B${self.row - 1})" if texts else "=$B$5"
        self.line(self.say("other"), rest)


def write_totals(totals: Totals, plan: Plan | None, leads: Sequence[str], sources: Sequence[str]) -> None:
    """The sheet of totals: in one currency, by status, year, source and lead."""
    sheet, say = totals.sheet, totals.language.say
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 62, 20
    sheet.column_dimensions["C"].width = 60
    put(sheet, 1, 1, say("plan.sheet.totals"), TITLE)
    put(sheet, 3, 1, say("plan.money.currency"), HEAD)
    named = totals.cells["currency"]
    put_formula(sheet, 3, 2, f'=IFERROR(INDEX({named},MATCH("?*",{named},0)),"")')
    sheet.cell(3, 2).fill = NEEDED
    put(sheet, 3, 3, totals.say("currency"), SOFT)
    totals.row = 4
    cells = totals.cells
    totals.line(totals.say("left_out"), f"=SUMPRODUCT(ISNUMBER({cells['amount']})*({cells['currency']}<>$B$3))", "0")
    totals.line(totals.say("all"), totals.sum_where())
    _by_status(totals)
    _after_the_end(totals)
    _by_year(totals)
    totals.listed("by_source", "source", sources)
    totals.listed("by_lead", "lead", leads)
    fit_to_width(sheet)


def _by_status(totals: Totals) -> None:
    totals.block("by_status")
    rows: dict[str, int] = {}
    for funding in Funding:
        condition = f"{totals.cells['status']}=$A{totals.row}"
        rows[funding] = totals.line(totals.language.say(f"plan.funding.{funding}"), totals.sum_where(condition))
    cells = [f"$B${row}" for row in rows.values()]
    stated = "+".join(cells)
    unstated = totals.line(totals.say("other"), f"=$B$5-({stated})")
    least = f"$B${rows['requested']}+$B${rows['unfunded']}"
    totals.line(totals.say("gap_least"), f"={least}")
    totals.line(totals.say("gap_most"), f"={least}+$B${rows['partial']}+$B${unstated}")


def _after_the_end(totals: Totals) -> None:
    """Recurrent cost: in the plan's last year, which goes on, and in the lines for years after it."""
    totals.block("recurrent")
    end = totals.line(totals.say("end"), f'=IF(COUNT({totals.ends})=0,"",YEAR(MAX({totals.ends})))', "0")
    recurrent = f'{totals.cells["recurs"]}="{totals.language.say("plan.recurs.recurrent")}"'
    year = totals.cells["year"]
    totals.line(totals.say("last_year"), totals.sum_where(recurrent, f"{year}=$B${end}"))
    later = totals.sum_where(recurrent, f"ISNUMBER({year})", f"{year}>$B${end}")
    totals.line(totals.say("later_years"), f'=IF($B${end}="","",{later[1:]})')


def _by_year(totals: Totals) -> None:
    """One row a year from the first named on; the years follow what is written on the sheet of money."""
    totals.block("by_year")
    year, first = totals.cells["year"], totals.row
    for at in range(YEARS):
        before = f"$A{totals.row - 1}"
        label = (
            f'=IF(COUNT({year})=0,"",MIN({year}))'
            if at == 0
            else f'=IF({before}="","",IF({before}<MAX({year}),{before}+1,""))'
        )
        own = totals.sum_where(f"{year}=$A{totals.row}")
        totals.line(label, f'=IF($A{totals.row}="","",{own[1:]})')
    totals.line(totals.say("other"), f"=$B$5-SUM($B${first}:$B${totals.row - 1})")
