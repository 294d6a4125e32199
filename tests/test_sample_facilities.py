"""What the facility sheets and the help wanted of the sample State say: worked out by hand in expected.yaml."""

from datetime import date
from typing import Any

import pytest

from tests.test_worked_examples import SAMPLE, worked
from toolkit.data_file import read_data_file
from toolkit.language import read_language
from toolkit.library.reader import read_library
from toolkit.method.facility import FacilityTable
from toolkit.method.facility_small import kept_back
from toolkit.report.help_wanted import help_wanted
from toolkit.report.subject import Subject
from toolkit.report.tree import Table
from toolkit.tasks.facility import facilities_of
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

LIBRARY, AS_OF = read_library(), date(2026, 6, 30)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = read_data_file(SAMPLE / "expected.yaml")
    return found


@pytest.fixture(scope="module")
def table(expected: dict[str, Any]) -> FacilityTable:
    return facilities_of(sample_state(LIBRARY, AS_OF), LIBRARY)


def test_sums_and_the_share_of_people_held(table: FacilityTable, expected: dict[str, Any]) -> None:
    wanted = expected["facilities"]
    assert (table.covered.sheets, table.covered.facilities) == (3, 11)
    assert table.covered.share == pytest.approx(worked(wanted["covered"]))
    assert {id: table.sum_of(id).total for id in wanted["sums"]} == wanted["sums"]


def test_levels_that_the_sheets_suggest(table: FacilityTable, expected: dict[str, Any]) -> None:
    wanted = expected["facilities"]["suggested"]
    assert [found.item for found in table.suggested] == list(wanted)
    for found in table.suggested:
        assert found.share == pytest.approx(worked(wanted[found.item]["share"])), found.item
        assert (found.level, found.possible) == (wanted[found.item]["level"], wanted[found.item]["possible"])


def test_small_numbers_of_one_facility_are_kept_back(table: FacilityTable, expected: dict[str, Any]) -> None:
    wanted = {tuple(pair) for pair in expected["facilities"]["kept_back"]}
    assert kept_back(table, LIBRARY.facility) == wanted


def test_partners_read_two_needs_with_the_measures_that_wait_for_them(expected: dict[str, Any]) -> None:
    whole = sample_state(LIBRARY, AS_OF)
    subject = Subject(whole, results_of(whole, LIBRARY, as_of=AS_OF), LIBRARY, read_language("en"))
    tables = [part for part in help_wanted(subject).parts if isinstance(part, Table) and part.id == "help"]
    at = next(at for at, column in enumerate(tables[0].columns) if column.name == "Measure waiting for it")
    told = {str(row[0].shown): str(row[at].shown) for row in tables[0].rows}
    assert list(told) == list(expected["help_wanted"])
    for item, number in expected["help_wanted"].items():
        assert told[item].startswith(number), item
