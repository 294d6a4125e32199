"""A plan without any heading is read by what stands in its columns; a table of other things is not taken for one."""

from datetime import date

import pytest

from tests.workbooks import Rows, codes, plan_of, read, remarks
from toolkit.record.plan import Status

ROWS: Rows = [
    [1, "Set up a board that meets every month", "Ministry of Justice", date(2026, 3, 31), "In progress"],
    [2, "Train all probation officers in the new method", "Probation Service", date(2027, 1, 1), "Not started"],
    [3, "Open two houses for people who leave prison", "Ministry of Labour", date(2027, 6, 30), "Completed"],
]


def test_columns_are_known_by_what_stands_in_them() -> None:
    plan = plan_of(ROWS)
    assert [measure.number for measure in plan.measures] == ["1", "2", "3"]
    assert plan.measures[0].title == "Set up a board that meets every month"
    assert [measure.lead for measure in plan.measures][:2] == ["Ministry of Justice", "Probation Service"]
    assert plan.measures[1].end == date(2027, 1, 1)
    assert plan.measures[2].status is Status.COMPLETE
    assert plan.measures[0].place is not None and plan.measures[0].place.row == 1


def test_that_the_columns_were_guessed_is_said() -> None:
    assert "title_column_guessed" in remarks(read(ROWS).problems)


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:2],
        [["The first sentence of a letter", "and so", "on"]] * 4,
        [[1, "A long description of a piece of furniture", 200, 30]] * 4,
        [["a", "b", date(2026, 1, 1), "done"]] * 4,
    ],
)
def test_what_leaves_doubt_is_not_taken(rows: Rows) -> None:
    assert codes(read(rows).problems) == ["plan_without_table"]
