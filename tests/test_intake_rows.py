"""Rows of a plan over the full width: groups, measures above the rows beneath, or measures with a remark."""

from typing import Any

import pytest

from tests.workbooks import codes, groups, parents, plan_of, read, remarks, seen
from toolkit.record.plan import PlanMapping, SheetMapping

WIDE = [["No", "Strategy", "Action", "Lead"]]


def test_a_wide_row_that_a_column_beneath_repeats_is_a_group() -> None:
    plan = plan_of(
        [*WIDE, ["A. Making prisons fit for work and learning by everyone in them"],
         ["A1", "A. Making prisons fit for work and learning by everyone in them", "Open workshops", "PRI"]],
        merged=["A2:D2"],
    )  # fmt: skip
    assert seen(plan) == [(3, "A1", "Open workshops")]
    assert groups(plan) == ["A. Making prisons fit for work and learning by everyone in them"]


def test_a_short_wide_row_over_rows_is_a_group() -> None:
    plan = plan_of([*WIDE, ["Pillar 1: Custody"], [1, None, "Open workshops", "PRI"]], merged=["A2:D2"])
    assert seen(plan) == [(3, "1", "Open workshops")]
    assert groups(plan) == ["Pillar 1: Custody"]


def test_a_wide_row_with_a_label_and_a_sentence_is_a_measure_above_the_rows_beneath() -> None:
    plan = plan_of(
        [*WIDE, ["Priority Action 3: Support people on bail through services that exist everywhere"],
         [1, None, "Fund bail services", "LGO"], [2, None, "Train bail officers", "PRO"],
         ["Priority Action 4: Widen monitoring so that more people stay in the community"],
         [3, None, "Test new devices", "PRO"]],
        merged=["A2:D2", "A5:D5"],
    )  # fmt: skip
    first, second = "Support people on bail through services that exist everywhere", plan.measures[3].title
    assert [number for _, number, _ in seen(plan)] == ["Priority Action 3", "1", "2", "Priority Action 4", "3"]
    assert parents(plan) == [None, first, first, None, second]
    assert groups(plan) == [None] * 5


def test_a_wide_row_with_nothing_beneath_is_a_measure() -> None:
    plan = plan_of(
        [*WIDE, ["Action 8: Housing standards"], ["Action 9: Life skills"], ["Action 10: More throughcare"]],
        merged=["A2:D2", "A3:D3", "A4:D4"],
    )
    assert [title for _, _, title in seen(plan)] == ["Housing standards", "Life skills", "More throughcare"]


def test_a_long_wide_row_without_a_label_is_a_measure_with_a_remark() -> None:
    reading = read(
        [
            *WIDE,
            ["Everybody who leaves prison has somewhere to live on the first night"],
            [1, None, "Build flats", "LGO"],
        ],
        merged=["A2:D2"],
    )
    assert reading.plan is not None and len(reading.plan.measures) == 2
    assert remarks(reading.problems) == ["banner_taken_as_measure"]
    assert codes(reading.problems) == []


def test_a_heading_over_a_heading_is_a_group_though_nothing_stands_right_beneath() -> None:
    plan = plan_of(
        [*WIDE, ["PILLAR 1: CUSTODY"], ["Objective 1.1: Safe prisons"], ["1.1.1", None, "Repair kitchens", "PRI"]],
        merged=["A2:D2", "A3:D3"],
    )
    assert seen(plan) == [(4, "1.1.1", "Repair kitchens")]
    assert groups(plan) == ["Objective 1.1: Safe prisons"]


@pytest.mark.parametrize(("banners", "measures"), [("groups", 1), ("measures", 2)])
def test_a_person_turns_the_wide_rows_of_a_sheet_either_way(banners: Any, measures: int) -> None:
    mapping = PlanMapping(sheets=(SheetMapping(sheet="Plan", banners=banners),))
    plan = plan_of([*WIDE, ["Pillar 1: Custody"], [1, None, "Open workshops", "PRI"]], mapping, merged=["A2:D2"])
    assert len(plan.measures) == measures


def test_bold_lines_between_measures_are_groups_and_plain_ones_are_measures() -> None:
    rows = [["Action", "Lead"], ["Housing"], ["Build flats", "LGO"], ["Work Release Scheme"], ["Pay deposits", "SOC"]]
    plan = plan_of(rows, bold=["A2"])
    assert seen(plan) == [(3, None, "Build flats"), (4, None, "Work Release Scheme"), (5, None, "Pay deposits")]
    assert groups(plan) == ["Housing"] * 3


def test_numbered_headings_are_groups_and_numbered_measures_are_parents() -> None:
    plan = plan_of(
        [
            ["#", "Measure", "Responsible"],
            ["1", "Prevention", None],
            ["1.1", "Fund ten centres", "LGO"],
            ["2", "Reform the probation service", "PRO"],
            ["2.1", "Write the law", "MOJ"],
        ]
    )
    assert seen(plan) == [
        (3, "1.1", "Fund ten centres"),
        (4, "2", "Reform the probation service"),
        (5, "2.1", "Write the law"),
    ]
    assert groups(plan)[0] == "1 Prevention"
    assert parents(plan) == [None, None, "Reform the probation service"]
