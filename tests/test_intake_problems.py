"""Each problem of reading a plan has an input that shows it, at its cell, and a like input that does not."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.workbooks import workbook
from toolkit.intake.plan_reading import read_plan
from toolkit.language import read_language
from toolkit.problem import message

ENGLISH = read_language("en")

# code, heading of the third column, a cell that shows the problem, one that does not
CELLS: list[tuple[str, str, Any, Any]] = [
    ("value_not_calculated", "Budget", "=1+1", 2),
    ("date_ambiguous", "End", "03/04/2025", "13/04/2025"),
    ("date_fiscal_year", "End", "FY2024/25", "2024"),
    ("date_not_understood", "Deadline", "when the law allows", "ongoing"),
    ("date_several", "Timescale", "first part 2025, second part 2026", "2025-2026"),
    ("date_from_number", "End", 45930, date(2025, 9, 30)),
    ("status_unknown", "Status", "in progres", "in progress"),
    ("amount_ambiguous", "Cost", "1.200", "1,200"),
    ("amount_not_understood", "Cost", "100,000-150,000", "100,000"),
    ("funding_unknown", "Funding status", "the usual way", "secured"),
    ("level_not_understood", "Level it brings", "much better", 3),
]


@pytest.mark.parametrize(("code", "heading", "bad", "good"), CELLS)
def test_a_doubtful_cell_is_named_and_a_clear_one_is_not(code: str, heading: str, bad: Any, good: Any) -> None:
    def found(value: Any) -> list[tuple[str, str | None, str | None]]:
        reading = read_plan(workbook({"Plan": [["Action", "Lead", heading], ["Do", "MOJ", value]]}), "plan.xlsx")
        assert reading.plan is not None and len(reading.plan.measures) == 1
        assert all(message(problem, ENGLISH) for problem in reading.problems)
        return [(problem.code, problem.place.sheet, problem.place.cell) for problem in reading.problems]

    assert found(bad) == [(code, "Plan", "C2")]
    assert found(good) == []


def test_an_error_in_a_cell_is_named() -> None:
    rows = [["Action", "Lead", "End"], ["Do", "MOJ", "#N/A"]]
    reading = read_plan(workbook({"Plan": rows}), "plan.xlsx")
    assert [(found.code, found.place.cell) for found in reading.problems] == [("value_is_an_error", "C2")]


def test_a_fiscal_year_is_read_where_the_workbook_says_when_it_begins() -> None:
    rows = [["Financial year: April to March"], [], ["Action", "Lead", "End"], ["Do", "MOJ", "2024/25"]]
    reading = read_plan(workbook({"Plan": rows}), "plan.xlsx")
    assert reading.problems == []
    assert reading.plan is not None and reading.plan.measures[0].end == date(2025, 3, 31)


def test_hidden_rows_are_read_and_reported() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Plan": [["Action", "Lead"], ["Do", "MOJ"], ["More", "PRI"]]})))
    book.worksheets[0].row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    reading = read_plan(out.getvalue(), "plan.xlsx")
    assert reading.plan is not None and len(reading.plan.measures) == 2
    assert [(found.code, found.values) for found in reading.problems] == [("rows_hidden", {"n": 1})]


def test_a_problem_says_where_what_and_what_to_do() -> None:
    reading = read_plan(workbook({"Plan": [["Action", "Lead", "End"], ["Do", "MOJ", "03/04/2025"]]}), "plan.xlsx")
    text = message(reading.problems[0], ENGLISH)
    for part in ("plan.xlsx", '"Plan"', "C2", "03/04/2025", "2025-04-03", "2025-03-04"):
        assert part in text
