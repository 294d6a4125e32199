"""Money and further indicators: written beside the measures, read back whole, amounts worked out by us."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.reports import ENGLISH, LIBRARY
from toolkit.intake.headings import plain_heading, read_headings
from toolkit.intake.plan_reading import PlanReading, read_plan
from toolkit.library.lens import look_through
from toolkit.method.budget_totals import budget_totals
from toolkit.record.plan import Budget, BudgetLine, Funding, IndicatorLine, Measure, Plan
from toolkit.record.workbook_fields import BUDGET_FIELDS, INDICATOR_FIELDS, PLAN_FIELDS
from toolkit.report.plan_cells import PAGE_CHARACTERS, page_breaks
from toolkit.report.plan_workbook import plan_workbook

LENS = look_through(LIBRARY, "a-res-78-224")
ONE, TWO = (
    Measure(id="m-one", number="1", title="Train assessors"),
    Measure(id="m-two", number="2", title="Open a hostel"),
)
TRAINERS = BudgetLine(
    id="l-1",
    measure="m-one",
    line="Trainers",
    year="2027",
    type="Staff",
    recurs="recurrent",
    quantity=3,
    unit="person",
    unit_cost=1200.5,
    amount=3601.5,
    currency="EUR",
    price_year="2026",
    posts="3",
    source="State budget",
    status=Funding.REQUESTED,
    code="04-12",
    basis="Pay scale of 2026",
)
HOUSE = BudgetLine(id="l-2", measure="m-two", line="House", year="FY2027/28", recurs="one_off", amount=90000.0)
VALUE = IndicatorLine(
    id="l-3",
    measure="m-one",
    name="Assessed within ten days",
    unit="%",
    baseline="20",
    baseline_year="2025",
    target="80",
    target_year="2029",
    value="35",
    value_on="June 2027",
    data_source="Register",
    frequency="Yearly",
)
PLAN = Plan(name="Plan", measures=(ONE, TWO), budget_lines=(TRAINERS, HOUSE), indicator_lines=(VALUE,))


def read(content: bytes) -> PlanReading:
    return read_plan(content, "plan.xlsx")


def edited(sheet: str, edits: dict[str, object]) -> PlanReading:
    """The workbook of the plan with these cells changed by hand, read back."""
    book = load_workbook(BytesIO(plan_workbook(ENGLISH, LIBRARY, LENS, PLAN)))
    for cell, value in edits.items():
        book[sheet][cell].value = value
    held = BytesIO()
    book.save(held)
    return read(held.getvalue())


def column(fields: tuple[object, ...], code: str) -> str:
    return chr(ord("A") + [field.code for field in fields].index(code))  # type: ignore[attr-defined]


def test_lines_come_back_whole() -> None:
    found = read(plan_workbook(ENGLISH, LIBRARY, LENS, PLAN))
    assert found.plan is not None
    assert found.plan.budget_lines == (TRAINERS, HOUSE)
    assert found.plan.indicator_lines == (VALUE,)
    assert found.problems == []


def test_a_workbook_without_lines_has_an_empty_row_for_each_measure_and_no_cost() -> None:
    content = plan_workbook(ENGLISH, LIBRARY, LENS, Plan(name="Plan", measures=(ONE, TWO)))
    sheet = load_workbook(BytesIO(content))["Budget"]
    measure, amount = column(BUDGET_FIELDS, "measure"), column(BUDGET_FIELDS, "amount")
    assert [sheet[f"{measure}{row}"].value for row in (2, 3, 4)] == ["1", "2", None]
    assert all(str(sheet[f"{amount}{row}"].value).startswith("=IF(") for row in (2, 3, 4))
    found = read(content)
    assert found.plan is not None and found.plan.budget_lines == ()


def test_the_amount_is_our_own_product_whatever_was_calculated() -> None:
    quantity, amount = column(BUDGET_FIELDS, "quantity"), column(BUDGET_FIELDS, "amount")
    found = edited("Budget", {f"{quantity}2": 4, f"{amount}2": 1})
    assert found.plan is not None
    assert found.plan.budget_lines[0].amount == 4802.0  # 4 x 1200.50
    assert [entry.code for entry in found.problems] == ["budget_amount_differs"]
    assert found.problems[0].place.cell == f"{amount}2"


def test_a_line_without_its_measure_is_held_back_at_its_cell() -> None:
    measure, key = column(BUDGET_FIELDS, "measure"), column(BUDGET_FIELDS, "measure_id")
    found = edited("Budget", {f"{measure}2": "17", f"{key}2": None})
    assert found.plan is not None
    assert [line.id for line in found.plan.budget_lines] == ["l-2"]
    assert [(entry.code, entry.place.cell) for entry in found.problems] == [
        ("budget_line_without_measure", f"{measure}2")
    ]


def test_a_copied_line_is_a_new_one() -> None:
    sheet_row = {f"{column(BUDGET_FIELDS, code)}4": value for code, value in (
        ("id", "l-1"), ("measure_id", "m-one"), ("measure", "1"), ("line", "Trainers"), ("year", 2028),
    )}  # fmt: skip
    found = edited("Budget", sheet_row)
    assert found.plan is not None
    first, second, third = found.plan.budget_lines
    assert (first.id, second.id) == ("l-1", "l-2")
    assert third.id not in ("l-1", "l-2") and third.year == "2028"


@pytest.mark.parametrize("name", ["Costs of the ministry", "Budget"])
def test_another_sheet_of_money_is_let_alone(name: str) -> None:
    book = Workbook()
    sheet = book.create_sheet("Measures", 0)
    for row in (["No.", "Measure", "Lead", "End"], ["1", "Train assessors", "Prison service", "2027-01-01"]):
        sheet.append(row)
    other = book.create_sheet(name)
    for row in (["Heading", "Planned"], ["Salaries", 12]):
        other.append(row)
    held = BytesIO()
    book.save(held)
    found = read(held.getvalue())
    assert found.plan is not None and found.plan.budget_lines == ()
    assert found.problems == []


def test_headings_we_write_are_headings_we_know() -> None:
    headings = read_headings()
    for field in PLAN_FIELDS:
        said = ENGLISH.say(f"plan.field.{field.code}")
        assert headings.aliases[plain_heading(said)][0] == field.code, said


def test_a_printed_page_ends_between_columns() -> None:
    # Two columns of 20 stand on every page; 178 characters leave 138: 100, then 40 + 90, then 60 + 60.
    assert PAGE_CHARACTERS == 178
    assert page_breaks([20, 20, 100, 40, 90, 60, 60], 2) == [3, 5]


def test_every_line_field_has_a_column() -> None:
    worked_out = {"measure_id", "measure_title", "lead"}
    assert {field.code for field in BUDGET_FIELDS} - worked_out == set(BudgetLine.model_fields)
    assert {field.code for field in INDICATOR_FIELDS} - worked_out == set(IndicatorLine.model_fields)


def test_totals_are_summed_by_us_in_one_currency_each() -> None:
    one = ONE.model_copy(update={"lead": "Judiciary", "leads": ("Judiciary",), "end": date(2027, 12, 31)})
    lines = (
        BudgetLine(id="1", measure="m-one", year="2027", amount=3000, currency="EUR", source="State budget",
                   status=Funding.SECURED, recurs="recurrent"),
        BudgetLine(id="2", measure="m-two", year="2028", amount=1000, currency="EUR", status=Funding.REQUESTED),
        BudgetLine(id="3", measure="m-one", year="2030", amount=250, currency="EUR", recurs="recurrent"),
        BudgetLine(id="4", measure="m-two", year="2029", amount=70, currency="USD", status=Funding.UNFUNDED),
        BudgetLine(id="5", measure="m-two", year="2029", currency="EUR", status=Funding.PARTIAL),
    )  # fmt: skip
    euro, dollar = budget_totals(Plan(name="Plan", measures=(one, TWO), budget_lines=lines))
    assert (euro.currency, euro.lines, euro.without_amount, euro.total) == ("EUR", 4, 1, 4250)
    assert euro.by_year == {"2027": 3000, "2028": 1000, "2030": 250}
    assert euro.by_status == {Funding.SECURED: 3000, Funding.REQUESTED: 1000, None: 250}
    assert euro.by_source == {"State budget": 3000, None: 1250}
    assert euro.by_lead == {"Judiciary": 3250, None: 1000}
    assert (euro.gap_least, euro.gap_most) == (1000, 1250)
    assert (euro.last_year, euro.later_years) == (3000, 250)
    assert (dollar.currency, dollar.total, dollar.gap_least) == ("USD", 70, 70)
    no_end = budget_totals(Plan(name="Plan", measures=(ONE, TWO), budget_lines=lines))[0]
    assert (no_end.last_year, no_end.later_years) == (None, None)
    assert budget_totals(PLAN.model_copy(update={"budget_lines": ()})) == ()


def test_a_new_row_with_its_title_alone_is_a_measure() -> None:
    found = edited("Measures", {"C6": "Run a job fair"})
    assert found.plan is not None
    assert [measure.title for measure in found.plan.measures] == [ONE.title, TWO.title, "Run a job fair"]
    assert found.problems == []


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (Budget(amount=3601.5, currency="EUR"), []),
        (Budget(amount=4000, currency="EUR"), [("budget_sum_differs", 2)]),  # 3 x 1200.50 is not 4000
        (Budget(amount=4000, currency="USD"), []),  # another currency says nothing
        (Budget(), []),
    ],
)
def test_a_budget_that_is_not_the_sum_of_its_lines_is_remarked(
    budget: Budget, expected: list[tuple[str, int | None]]
) -> None:
    measures = (ONE.model_copy(update={"budget": budget}), TWO)
    found = read(plan_workbook(ENGLISH, LIBRARY, LENS, PLAN.model_copy(update={"measures": measures})))
    assert [(entry.code, entry.place.row) for entry in found.problems] == expected
