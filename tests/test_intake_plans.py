"""Layout of plans: where headings stand, what wide rows are, what is left out; small tables and two real plans."""

import csv
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.workbooks import codes, groups, plan_of, read, remarks, seen, workbook
from toolkit.intake.plan_reading import read_plan
from toolkit.record.plan import Funding, Measure, Plan, PlanMapping, SheetMapping, Status

AS_OF = date(2024, 6, 30)


def test_headings_are_found_below_title_rows_and_away_from_the_first_column() -> None:
    plan = plan_of(
        [
            [None, "Ministry of Justice"],
            [None, "National plan 2024-2028"],
            [],
            [None, "No.", "Action point", "Owner", "Deadline", "RAG status", "Weather"],
            [None, 1, "Set up a board", "MOJ", date(2025, 3, 31), "On track", "fair"],
        ]
    )
    table = plan.columns[0]
    assert (table.sheet, table.header_rows) == ("Plan", (4,))
    assert {name: column.column for name, column in table.fields.items()} == {
        "number": "B", "title": "C", "lead": "D", "end": "E", "status": "F",
    }  # fmt: skip
    assert [(offered.end, offered.text) for offered in table.periods_offered] == [
        (date(2028, 12, 31), "National plan 2024-2028")
    ]
    (measure,) = plan.measures
    assert (measure.number, measure.title, measure.lead) == ("1", "Set up a board", "MOJ")
    assert (measure.end, measure.status) == (date(2025, 3, 31), Status.IN_PROGRESS)
    assert measure.other == {"Weather": "fair"}


def test_a_heading_of_two_rows_names_each_column() -> None:
    plan = plan_of(
        [
            ["No.", "Action", "Responsibility", None, "Timeline", None, "Indicators", None, None, "2025", None],
            [None, None, "Lead", "Support", "Start", "End", "Indicator", "Baseline", "Target", "Q1", "Q2"],
            [1, "Draft the law", "MOJ", "MOI; MOF", "Jan 2024", "Dec 2025", "law adopted", 0, 1, None, "X"],
        ],
        merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:I1", "J1:K1"],
    )
    table = plan.columns[0]
    assert table.header_rows == (1, 2)
    assert table.periods == ("2025 Q1", "2025 Q2")
    (measure,) = plan.measures
    assert (measure.lead, measure.partners) == ("MOJ", ("MOI", "MOF"))
    assert (measure.start, measure.end) == (date(2024, 1, 1), date(2025, 12, 31))
    assert (measure.indicator.name, measure.indicator.baseline, measure.indicator.target) == ("law adopted", "0", "1")


def test_cells_merged_downwards_hold_for_every_row() -> None:
    plan = plan_of(
        [
            ["Pathway", "Objective", "Activity", "Lead"],
            ["Work", "More jobs", "Hire a job coach", "LAB"],
            [None, None, "Sign agreements with chambers", "LAB"],
            [None, "Better skills", "Accredit workshops", "EDU"],
        ],
        merged=["A2:A4", "B2:B3"],
    )
    assert groups(plan) == ["Work", "Work", "Work"]
    assert [measure.details["objective"] for measure in plan.measures] == ["More jobs", "More jobs", "Better skills"]


def test_a_measure_over_several_rows_is_one_with_the_place_of_the_first() -> None:
    plan = plan_of(
        [
            ["No", "Action", "Lead", "Indicator"],
            [1, "Reform sentencing", "MOJ", "law passed"],
            [None, None, None, "judges trained"],
            [2, "Fund community groups", "SOC", "grants"],
        ],
        merged=["A2:A3", "B2:B3"],
    )
    assert seen(plan) == [(2, "1", "Reform sentencing"), (4, "2", "Fund community groups")]
    assert plan.measures[0].indicator.name == "law passed\njudges trained"


def test_a_number_in_the_measure_s_own_cell_is_its_number() -> None:
    plan = plan_of([["Action", "Lead"], ["1.2 Train staff", "PRI"], ["12 day centres open", "LGO"], ["3. Fund", "FIN"]])
    assert seen(plan) == [(2, "1.2", "Train staff"), (3, None, "12 day centres open"), (4, "3", "Fund")]


def test_totals_notes_blank_and_prepared_rows_are_left_out() -> None:
    reading = read(
        [
            ["No", "Action", "Lead", "Budget"],
            [1, 2, 3, 4],
            [1, "Set up a board", "MOJ", 100],
            [],
            [2, None, None, None],
            [None, "Total", None, 100],
            ["Notes: MOJ = Ministry of Justice"],
            [],
            ["Prepared in the spring by the steering group of the plan"],
        ],
        merged=["A7:D7", "A9:D9"],
    )
    assert reading.plan is not None and seen(reading.plan) == [(3, "1", "Set up a board")]
    assert remarks(reading.problems) == ["row_left_out"] * 3
    assert codes(reading.problems) == []


def test_a_title_that_begins_like_a_note_is_a_measure() -> None:
    plan = plan_of(
        [["Action", "Lead"], ["Key workers: one for every person in prison", None], ["Note taking in court", "JUD"]]
    )
    assert len(plan.measures) == 2


def test_a_row_without_a_measure_is_held_back_with_its_place() -> None:
    reading = read([["No", "Action", "Lead"], [1, "Set up a board", "MOJ"], [2, None, "PRI"]])
    assert reading.plan is not None and len(reading.plan.measures) == 1
    (found,) = reading.problems
    assert (found.code, found.place.sheet, found.place.cell) == ("measure_title_missing", "Plan", "B3")


def test_several_tables_on_a_sheet_have_their_own_columns() -> None:
    plan = plan_of(
        [
            ["Part A"],
            ["Action", "Lead", "End date"],
            ["Do one thing", "MOJ", "2025"],
            [],
            ["Part B"],
            ["Action", "Status", "Owner"],
            ["Do another", "Done", "PRI"],
        ]
    )
    assert [table.header_rows for table in plan.columns] == [(2,), (6,)]
    assert groups(plan) == ["Part A", "Part B"]
    assert [measure.lead for measure in plan.measures] == ["MOJ", "PRI"]
    assert [plan.has_column_for(measure, "end") for measure in plan.measures] == [True, False]


def test_sheets_that_explain_or_list_are_no_tables_of_measures() -> None:
    source = workbook(
        {
            "Read me": [["Measure", "one row of the plan"], ["Lead", "the body that answers"]],
            "Measures": [["Measure key", "No.", "Measure", "Lead"], ["m-1", 1, "Set up a board", "MOJ"]],
            "Budget": [["Measure", "Year", "Amount", "Currency"], ["Set up a board", 2025, 100, "EUR"]],
            "Indicators": [["Measure", "Indicator", "Baseline", "Target"], ["Set up a board", "x", 1, 2]],
            "Lists": [["Status", "Lead"], ["Complete", "MOJ"]],
        },
        hidden_sheets=["Lists"],
        hidden_columns={"Measures": ["A"]},
    )
    reading = read_plan(source, "plan.xlsx")
    assert reading.problems == []
    assert reading.plan is not None
    assert [(measure.id, measure.title) for measure in reading.plan.measures] == [("m-1", "Set up a board")]


def test_hidden_sheets_and_columns_are_reported_and_left_out_unless_chosen() -> None:
    source = workbook(
        {
            "Plan": [["Action", "Secret", "Lead"], ["Do one thing", "x", "MOJ"]],
            "Old": [["Action", "Lead"], ["Do", "PRI"]],
        },
        hidden_sheets=["Old"],
        hidden_columns={"Plan": ["B"]},
    )
    reading = read_plan(source, "plan.xlsx")
    assert reading.plan is not None and len(reading.plan.measures) == 1
    assert reading.plan.measures[0].other == {}
    assert remarks(reading.problems) == ["sheet_hidden", "columns_hidden"]
    chosen = read_plan(source, "plan.xlsx", mapping=PlanMapping(sheets=(SheetMapping(sheet="Old"),)))
    assert chosen.plan is not None and len(chosen.plan.measures) == 2


def test_a_sheet_can_be_left_out_and_columns_given_without_any_heading() -> None:
    rows = [["Set up a board", "MOJ", "2025"], ["Train staff", "PRI", "2026"]]
    source = workbook({"One": rows, "Two": [["Action", "Lead"], ["Do", "PRI"]]})
    told = SheetMapping(sheet="One", header_rows=(), columns={"title": "A", "lead": "B", "end": "C"})
    mapping = PlanMapping(sheets=(told, SheetMapping(sheet="Two", use=False), SheetMapping(sheet="Gone")))
    reading = read_plan(source, "plan.xlsx", mapping=mapping)
    assert reading.plan is not None
    assert [(m.title, m.lead, m.end) for m in reading.plan.measures] == [
        ("Set up a board", "MOJ", date(2025, 12, 31)),
        ("Train staff", "PRI", date(2026, 12, 31)),
    ]
    assert codes(reading.problems) == ["mapping_sheet_missing"]
    assert reading.plan.mapping == mapping


def test_the_column_with_the_longest_texts_holds_the_measures_where_no_heading_says_so() -> None:
    reading = read(
        [
            ["Lead", "Deadline", "Status", "In our own words"],
            ["MOJ", "2025", "Done", "A national board that meets each month"],
            ["PRI", "2026", "Done", "All staff are trained in each prison"],
        ]
    )
    assert reading.plan is not None and len(reading.plan.measures) == 2
    assert remarks(reading.problems) == ["title_column_guessed"]


def test_columns_of_years_marked_give_start_and_end() -> None:
    plan = plan_of(
        [
            ["Measure", "Responsible body", "2024", "2025", "2026"],
            ["Build a register", "MOJ", "X", "X", None],
            ["Evaluate it", "MOJ", None, None, "✓"],
            ["Pay for it", "FIN", 100, 200, None],
        ]
    )
    assert [(m.start, m.end, m.when) for m in plan.measures] == [
        (date(2024, 1, 1), date(2025, 12, 31), "2024; 2025"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (None, None, None),
    ]
    assert plan.measures[2].other == {"2024": "100", "2025": "200"}
    assert plan.has_column_for(plan.measures[2], "end")


def test_conditions_without_a_column_are_known_by_sheet() -> None:
    plan = plan_of([["Action", "Lead", "Cost (£)"], ["Do", "MOJ", None]])
    table = plan.columns[0]
    conditions = ("lead", "end", "indicator", "funding")
    assert [table.has_column_for(condition) for condition in conditions] == [True, False, False, True]


def test_ids_survive_rereading_moved_rows_and_edited_cells() -> None:
    rows = [["No", "Action", "Lead"], [1, "Set up a board", "MOJ"], [2, "Train staff", "PRI"]]
    before = {measure.title: measure.id for measure in plan_of(rows).measures}
    moved = [rows[0], [], [*rows[2][:2], "EDU"], rows[1]]
    assert {measure.title: measure.id for measure in plan_of(moved).measures} == before


def test_repeated_measures_have_ids_of_their_own() -> None:
    plan = plan_of([["Action", "Lead"], ["Train staff", "PRI"], ["Train staff", "PRO"], ["Train staff", "MOJ"]])
    assert len({measure.id for measure in plan.measures}) == 3


def test_a_copied_row_with_our_hidden_id_is_a_new_measure() -> None:
    rows = [["Measure key", "Measure", "Lead"], ["m-1", "Set up a board", "MOJ"], ["m-1", "Set up another", "MOJ"]]
    plan = plan_of(rows, hidden_columns=["A"])
    assert plan.measures[0].id == "m-1"
    assert plan.measures[1].id not in ("m-1", "")


def test_a_plan_survives_json() -> None:
    plan = plan_of([["Action", "Lead", "End", "Budget"], ["Do", "MOJ; PRI", "Q3 2025", "£2.5m secured"]])
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert plan.model_dump(mode="json")["measures"][0]["end"] == "2025-09-30"


def test_the_layout_is_the_same_for_another_version_of_the_same_workbook() -> None:
    first = plan_of([["Action", "Lead"], ["Do", "MOJ"]])
    second = plan_of([["Action", "Lead"], ["Do", "PRI"], ["More", "PRI"]])
    other = plan_of([["Action", "Owner"], ["Do", "PRI"]])
    assert first.layout == second.layout != other.layout
    told = SheetMapping(sheet="Plan", columns={"title": "B", "lead": "A"})
    assert plan_of([["Action", "Lead"], ["Do", "MOJ"]], PlanMapping(sheets=(told,))).layout == first.layout
    assert first.digest != second.digest


FICTIONAL = [
    ["ID", "Pathway", "Action", "Lead", "Partners", "End", "Budget", "Indicator", "Baseline > target", "Status"],
    ["2.1", "Assessment", "Roll out one tool", "Prison Service", "University, NGOs", "Q4 2026", "180,000 secured",
     "assessed within 30 days", "22% > 80%", "in progress"],
    ["5.1", "Women", "Day programme in 3 towns", "Probation and Health", "-", "2026-12", "310,000 donor",
     "women completing", "0 > 150", "in progress (revised date)"],
    ["6.1", "Courts", "Mental-health list", "Judiciary", "Health", "ongoing", "TBC", "starts", "0 > 60", "not started"],
    ["7.1", "Housing", "Duty to refer", "Local Government", None, "2025-09-30", "-", None, None, "outstanding"],
]  # fmt: skip


def _told(measure: Measure) -> tuple[Any, ...]:
    budget, indicator = measure.budget, measure.indicator
    return (
        measure.end,
        measure.continuing,
        measure.status,
        budget.amount,
        budget.funding,
        budget.text,
        indicator.target,
    )


def test_a_fictional_plan_is_read_field_by_field() -> None:
    plan = plan_of(FICTIONAL)
    assert [_told(measure) for measure in plan.measures] == [
        (date(2026, 12, 31), False, Status.IN_PROGRESS, 180_000, Funding.SECURED, "180,000 secured", "80%"),
        (date(2026, 12, 31), False, Status.REVISED, 310_000, None, "310,000 donor", "150"),
        (None, True, Status.NOT_STARTED, None, None, "TBC", "60"),
        (date(2025, 9, 30), False, Status.OVERDUE, None, None, None, None),
    ]
    assert [measure.leads for measure in plan.measures] == [
        ("Prison Service",), ("Probation and Health",), ("Judiciary",), ("Local Government",),
    ]  # fmt: skip


PUBLISHED = {"scotland_community_justice": 29, "singapore_corrections_2030": 28}


def _published(name: str) -> tuple[Plan, list[str], set[tuple[str, int]]]:
    folder = os.environ.get("SHARED")
    if not folder:
        pytest.skip("SHARED does not name the folder with the published plans")
    plans = Path(folder) / "plans"
    reading = read_plan(plans / f"{name}.xlsx", f"{name}.xlsx", as_of=AS_OF)
    assert reading.plan is not None
    with (plans / f"{name}.labels.csv").open(encoding="utf-8") as file:
        labelled = {(row["sheet"], int(row["excel_row"])) for row in csv.DictReader(file)}
    return reading.plan, codes(reading.problems), labelled


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_labelled_row_of_a_published_plan_is_one_measure_and_nothing_else_is(name: str) -> None:
    plan, problems, labelled = _published(name)
    places = [(measure.place.sheet, measure.place.row) for measure in plan.measures if measure.place]
    assert len(places) == PUBLISHED[name]
    assert set(places) == labelled
    assert problems == []


def test_the_wide_rows_of_the_scottish_plan_are_measures_above_their_rows() -> None:
    plan, _, _ = _published("scotland_community_justice")
    wide = [measure for measure in plan.measures if (measure.number or "").startswith("Priority Action ")]
    assert len(wide) == 13
    assert all(measure.parent is None for measure in wide)
    rest = [measure for measure in plan.measures if measure not in wide]
    assert len(rest) == 16 and all(measure.parent in {above.id for above in wide} for measure in rest)


def test_the_wide_rows_of_the_singapore_plan_are_groups() -> None:
    plan, _, _ = _published("singapore_corrections_2030")
    assert len(set(groups(plan))) == 6 and None not in groups(plan)
    assert all(measure.parent is None for measure in plan.measures)
    assert [measure.indicator.target for measure in plan.measures] == [None] * 28
