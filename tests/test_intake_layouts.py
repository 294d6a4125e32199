"""Layouts other than one table of rows: cards, turned tables, tables side by side, fields given period by period."""

from datetime import date
from typing import Any

from tests.workbooks import codes, groups, plan_of, read, seen, workbook
from toolkit.intake.plan_reading import read_plan
from toolkit.record.plan import Plan, Status


def card(number: str, title: str, lead: str, end: str) -> list[list[str]]:
    return [
        ["Measure sheet"],
        ["Number:", number],
        ["Measure:", title],
        ["Lead agency:", lead],
        ["Deadline:", end],
        ["Background:", "A survey of 2024"],
    ]


def told(plan: Plan) -> list[tuple[str | None, str, str | None, date | None]]:
    return [(measure.number, measure.title, measure.lead, measure.end) for measure in plan.measures]


OPEN = ("1.1", "Open reporting centres", "MoJ", date(2026, 12, 31))
ISSUE = ("1.2", "Issue identity papers", "Civil Registry", date(2027, 6, 30))


def test_a_card_on_each_sheet_is_a_measure() -> None:
    sheets = {"M1": card(*OPEN[:3], "31 December 2026"), "M2": card(*ISSUE[:3], "30 June 2027")}
    plan = read_plan(workbook(sheets), "cards.xlsx").plan
    assert plan is not None
    assert told(plan) == [OPEN, ISSUE]
    assert [(found.place.sheet, found.place.row) for found in plan.measures if found.place] == [("M1", 2), ("M2", 2)]
    assert plan.measures[0].other == {"Background": "A survey of 2024"}


def test_cards_one_below_the_other_are_told_apart() -> None:
    rows: list[list[Any]] = [*card(*OPEN[:3], "31 December 2026"), [], *card(*ISSUE[:3], "30 June 2027")]
    assert told(plan_of(rows)) == [OPEN, ISSUE]


def test_a_card_with_two_labels_in_a_row_is_read_in_pairs() -> None:
    rows: list[list[Any]] = [
        ["Measure", "Open reporting centres"],
        ["Number", "1.1", "Lead", "MoJ"],
        ["Deadline", "2026", "Status", "In progress"],
    ]
    assert told(plan_of(rows)) == [OPEN]


def test_a_doubt_in_a_card_names_the_cell_of_the_sheet() -> None:
    reading = read([*card("1.1", "Open reporting centres", "MoJ", "03/04/2026")])
    (doubt,) = [found for found in reading.problems if found.code == "date_ambiguous"]
    assert (doubt.place.cell, doubt.place.row) == ("B5", 2)


def test_a_turned_table_has_a_measure_in_each_column() -> None:
    rows: list[list[Any]] = [
        ["No.", "1.1", "1.2"],
        ["Action", OPEN[1], ISSUE[1]],
        ["Responsible", OPEN[2], ISSUE[2]],
        ["Deadline", "31 December 2026", "30 June 2027"],
    ]
    assert told(plan_of(rows)) == [OPEN, ISSUE]


def test_labels_without_a_measure_are_no_card() -> None:
    rows: list[list[Any]] = [["Status", "Draft"], ["Date", "2026"], ["Lead", "MoJ"]]
    assert codes(read(rows).problems) == ["plan_without_table"]


def test_tables_side_by_side_are_read_each_for_itself() -> None:
    rows: list[list[Any]] = [
        ["Housing", None, None, None, "Work"],
        ["Action", "Lead", "Deadline", None, "Action", "Lead", "Deadline"],
        ["Agree on quotas", "MoJ", 2025, None, "Sign agreements", "MoL", 2026],
        ["Fund ten places", "MoI", 2025, None, "Open workshops", "MoL", 2027],
    ]
    plan = plan_of(rows)
    assert [(measure.title, measure.lead) for measure in plan.measures] == [
        ("Agree on quotas", "MoJ"),
        ("Fund ten places", "MoI"),
        ("Sign agreements", "MoL"),
        ("Open workshops", "MoL"),
    ]
    assert plan.measures[2].end == date(2026, 12, 31)


def test_an_empty_column_within_one_table_does_not_part_it() -> None:
    rows: list[list[Any]] = [["No.", "Action", None, "Lead", "Deadline"], [1, "Agree on quotas", None, "MoJ", 2025]]
    assert told(plan_of(rows)) == [("1", "Agree on quotas", "MoJ", date(2025, 12, 31))]


def test_amounts_by_year_are_summed_where_no_total_stands() -> None:
    rows: list[list[Any]] = [
        ["Activity", "Responsible", "Budget 2025 (USD)", "Budget 2026 (USD)"],
        ["Build a unit", "MoJ", 1000, 2000],
    ]
    rows[0][2:] = ["Budget (USD) 2025", "Budget (USD) 2026"]
    (measure,) = plan_of(rows).measures
    assert (measure.budget.amount, measure.budget.currency, measure.end) == (3000, "USD", None)
    assert measure.budget.text == "Budget (USD) 2025: 1000; Budget (USD) 2026: 2000"


def test_a_total_beside_amounts_by_year_is_the_amount() -> None:
    rows: list[list[Any]] = [
        ["Activity", "Lead", "Cost (EUR)", None, None],
        [None, None, 2025, 2026, "Total"],
        ["Build", "MoJ", 1, 2, 5],
    ]
    (measure,) = plan_of(rows, merged=["A1:A2", "B1:B2", "C1:E1"]).measures
    assert (measure.budget.amount, measure.budget.currency) == (5, "EUR")


def test_of_targets_by_year_the_last_is_the_target() -> None:
    rows: list[list[Any]] = [
        ["Activity", "Lead", "Indicator", "Target 2025", "Target 2026"],
        ["Build", "MoJ", "places", 10, "25"],
    ]
    (measure,) = plan_of(rows).measures
    assert (measure.indicator.name, measure.indicator.target, measure.end) == ("places", "25", None)


def test_marks_in_years_below_a_heading_of_time_are_the_time() -> None:
    rows: list[list[Any]] = [
        ["Activity", "Lead", "Timeframe", None],
        [None, None, 2025, 2026],
        ["Build", "MoJ", None, "X"],
    ]
    (measure,) = plan_of(rows, merged=["A1:A2", "B1:B2", "C1:D1"]).measures
    assert (measure.start, measure.end) == (date(2026, 1, 1), date(2026, 12, 31))


def test_quarters_below_years_below_a_heading_are_periods() -> None:
    rows: list[list[Any]] = [
        ["Activity", "Lead", "Timeframe", None, None, None],
        [None, None, 2025, None, 2026, None],
        [None, None, "Q3", "Q4", "Q1", "Q2"],
        ["Build", "MoJ", None, "X", "X", None],
    ]
    merged = ["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"]
    (measure,) = plan_of(rows, merged=merged).measures
    assert (measure.start, measure.end) == (date(2025, 10, 1), date(2026, 3, 31))


def test_a_heading_over_a_heading_that_says_nothing_alone_gives_the_field() -> None:
    rows: list[list[Any]] = [
        ["Measure", "Lead", "Indicators", None],
        [None, None, "Wording", "Target"],
        ["Build", "MoJ", "places", 5],
    ]
    (measure,) = plan_of(rows, merged=["A1:A2", "B1:B2", "C1:D1"]).measures
    assert (measure.indicator.name, measure.indicator.target) == ("places", "5")


def test_a_column_of_progress_is_what_its_cells_are() -> None:
    head: list[Any] = ["Action", "Lead", "Progress"]
    (status,) = plan_of([head, ["Build", "MoJ", "On track"]]).measures
    (share,) = plan_of([head, ["Build", "MoJ", "40%"]]).measures
    (story,) = plan_of([head, ["Build", "MoJ", "Two centres opened in May."]]).measures
    assert (status.status, status.update) == (Status.IN_PROGRESS, None)
    assert (share.details, share.status) == ({"percent": "40%"}, None)
    assert (story.update, story.status) == ("Two centres opened in May.", None)


def test_a_status_that_tells_stories_is_an_update() -> None:
    story = "Two centres were opened in May and the third is to follow once the building is handed over."
    (measure,) = plan_of([["Action", "Lead", "Status"], ["Build", "MoJ", story]]).measures
    assert (measure.update, measure.status) == (story, None)


def test_the_first_group_may_stand_above_the_headings() -> None:
    rows: list[list[Any]] = [
        ["Objective 1: Housing"],
        ["Action", "Lead", "Deadline"],
        ["Agree on quotas", "MoJ", 2025],
        ["Objective 2: Work"],
        ["Open workshops", "MoL", 2026],
    ]
    plan = plan_of(rows, merged=["A1:C1", "A4:C4"])
    assert groups(plan) == ["Objective 1: Housing", "Objective 2: Work"]


def test_many_equal_rows_have_ids_of_their_own_quickly() -> None:
    rows: list[list[Any]] = [["Action", "Lead"], *[["Train staff", "MoJ"]] * 4000]
    assert len({measure.id for measure in plan_of(rows).measures}) == 4000


def test_acronyms_in_mixed_case_and_single_words_are_bodies_in_a_list() -> None:
    (measure,) = plan_of([["Action", "Lead", "End"], ["Build", "MoJ, MoI, Police", 2026]]).measures
    assert measure.leads == ("MoJ", "MoI", "Police")


def test_rows_stay_where_they_are_on_the_sheet() -> None:
    rows: list[list[Any]] = [[], ["Action", "Lead", "Deadline"], ["Agree on quotas", "MoJ", 2025]]
    assert seen(plan_of(rows)) == [(3, None, "Agree on quotas")]
