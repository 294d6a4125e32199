"""Outcome indicators: what is taken and held back, shares and lines, and which cells are kept back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language import read_language
from toolkit.library.content_check import check_library
from toolkit.library.model import OutcomeIndicator
from toolkit.library.reader import read_library
from toolkit.method.outcomes import (
    CohortValue,
    breaks,
    lines,
    value_of,
    values_in_reports,
    values_told,
    wilson,
    years,
)
from toolkit.record.assessment import Assessment
from toolkit.record.facts import with_change
from toolkit.record.indicators import Cohort, OutcomeReport
from toolkit.record.state_file import read_state, state_schema, state_text

LIBRARY = read_library()
ENGLISH = read_language("en")
RETURN = LIBRARY.indicators["return_to_prison"]
FIRST_THREE = ["return_to_prison", "admissions_with_earlier_sentence", "released_prepared"]


def read(*entries: Any) -> tuple[Assessment, list[str]]:
    found, problems = read_state({"schema_version": 1, "indicators": list(entries)}, LIBRARY)
    assert found is not None
    return found, [entry.code for entry in problems]


def told(*cohorts: dict[str, Any], **more: Any) -> OutcomeReport:
    return OutcomeReport(id="return_to_prison", cohorts=tuple(Cohort(**cohort) for cohort in cohorts), **more)


def in_report(*cohorts: dict[str, Any], indicator: OutcomeIndicator = RETURN) -> dict[str, CohortValue]:
    """Cohorts of one year as a report prints them, by group."""
    found = values_in_reports(indicator, told(*({"year": "2020", **cohort} for cohort in cohorts)), LIBRARY.breakdowns)
    return {value.group or "all": value for value in found}


def shown(value: CohortValue) -> tuple[int | None, int | None, bool]:
    """What can be read: counted, out of, and whether there is a share."""
    return value.counted, value.of, value.value is not None


# What is asked


def test_three_come_first_and_one_is_labelled_no_rate() -> None:
    assert [found.id for found in LIBRARY.indicators.values() if found.first] == FIRST_THREE
    assert [found.id for found in LIBRARY.indicators.values() if found.label] == ["admissions_with_earlier_sentence"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("content_id_vanished", None),
        ("content_reference_unknown", {"break_down": ("colour",)}),
        ("content_reference_unknown", {"see_also": ("D99-1",)}),
        ("content_word_never_used", {"explain": "The best of all."}),
        ("content_value_wrong", {"denominator": None}),
        ("content_value_wrong", {"first": False}),
    ],
)
def test_content_of_indicators_is_checked(code: str, change: dict[str, Any] | None) -> None:
    before = [found.code for found in check_library(LIBRARY)]
    kept = {id: found for id, found in LIBRARY.indicators.items() if id != "care_goes_on"}
    changed = {**LIBRARY.indicators, "return_to_prison": RETURN.model_copy(update=change or {})}
    library = LIBRARY.model_copy(update={"indicators": kept if change is None else changed})
    after = [found.code for found in check_library(library)]
    assert len(after) == len(before) + 1 and after.count(code) == before.count(code) + 1


# What is told

GOOD = {"year": "2020", "counted": 20, "of": 100}
HELD_COHORTS = [
    ("indicator_counted_above_of", {"year": "2021", "counted": 101, "of": 100}),
    ("indicator_cohort_wrong", {"year": "2021", "counted": -1, "of": 100}),
    ("indicator_cohort_wrong", {"year": "2021", "counted": 2.5, "of": 100}),
    ("indicator_cohort_wrong", {"year": "2021", "counted": "20", "of": 100}),
    ("indicator_cohort_wrong", {"year": "2021", "counted": True, "of": 100}),
    ("indicator_cohort_wrong", {"year": "  ", "counted": 2, "of": 100}),
    ("indicator_cohort_wrong", {"counted": 2, "of": 100}),
    ("indicator_cohort_wrong", {"year": "2021", "colour": "red"}),
    ("indicator_cohort_wrong", "2021"),
    ("indicator_group_unknown", {"year": "2021", "counted": 2, "of": 100, "group": "tall"}),
]


@pytest.mark.parametrize(("code", "cohort"), HELD_COHORTS)
def test_a_figure_that_does_not_fit_is_held_back_and_the_rest_taken(code: str, cohort: Any) -> None:
    found, problems = read({"id": "return_to_prison", "source": "Register", "cohorts": [cohort, GOOD]})
    assert problems == [code]
    assert found.indicators == (told(GOOD, source="Register"),)
    assert [(held.part, held.value) for held in found.held] == [
        ("indicators", {"id": "return_to_prison", "cohorts": [cohort]})
    ]


HELD_ENTRIES = [
    ("indicator_unknown", {"id": "happiness", "source": "x"}),
    ("state_value_wrong", {"source": "x"}),
    ("state_value_wrong", "return_to_prison"),
    ("state_value_wrong", {"id": "return_to_prison", "colour": "red"}),
    ("state_value_wrong", {"id": "return_to_prison", "publish": "yes"}),
    ("state_value_wrong", {"id": "return_to_prison", "cohorts": {"2020": 3}}),
    ("indicator_not_measured_but_figures", {"id": "return_to_prison", "not_measured": "x", "cohorts": [GOOD]}),
]


@pytest.mark.parametrize(("code", "entry"), HELD_ENTRIES)
def test_an_entry_that_does_not_fit_is_held_back_whole(code: str, entry: Any) -> None:
    found, problems = read(entry, {"id": "released_prepared", "source": "Forms"})
    assert problems == [code]
    assert [told.id for told in found.indicators] == ["released_prepared"]
    assert [(held.part, held.value) for held in found.held] == [("indicators", entry)]


def test_of_two_alike_neither_is_taken() -> None:
    found, problems = read({"id": "return_to_prison"}, {"id": "return_to_prison", "source": "x"})
    assert (found.indicators, problems) == ((), ["state_entry_repeated"] * 2)
    again = {**GOOD, "counted": 21}
    found, problems = read({"id": "return_to_prison", "cohorts": [GOOD, again, {**GOOD, "definition": "with recalls"}]})
    assert problems == ["indicator_cohort_repeated"] * 2
    assert [cohort.definition for cohort in found.indicators[0].cohorts] == ["with recalls"]


def test_out_and_in_nothing_changes() -> None:
    found, _ = read(
        {"id": "return_to_prison", "cohorts": [{"year": 2021, "of": 5}, GOOD, {"year": "2019", "counted": -1}]},
        {"id": "released_prepared", "not_measured": ""},
        {"id": "happiness"},
    )
    text = state_text(found)
    again, _ = read_state(json.loads(text), LIBRARY)
    assert again == found and state_text(found) == text
    assert [cohort.year for cohort in found.indicators[0].cohorts] == ["2020", "2021"]
    assert [entry.not_measured for entry in found.indicators] == [None, ""]


def test_the_schema_knows_them() -> None:
    schema = state_schema()
    assert schema["properties"]["indicators"]["items"] == {"$ref": "#/$defs/OutcomeReport"}
    assert schema["$defs"]["Cohort"]["properties"]["counted"]["anyOf"][0] == {"minimum": 0, "type": "integer"}


def test_one_indicator_is_a_fact_of_its_own() -> None:
    whole = Assessment(indicators=(told(GOOD), OutcomeReport(id="released_prepared", source="Forms")))
    without = with_change(whole, {"indicators.return_to_prison": None})
    assert [entry.id for entry in without.indicators] == ["released_prepared"]
    assert with_change(without, {"indicators.return_to_prison": told(GOOD)}).outcome("return_to_prison") == told(GOOD)


# Shares and lines


@pytest.mark.parametrize(
    ("cohort", "share"),
    [
        ({"counted": 20, "of": 80}, 0.25),
        ({"counted": 0, "of": 80}, 0.0),
        ({"counted": None, "of": 80}, None),
        ({"counted": 20, "of": None}, None),
        ({"counted": 0, "of": 0}, None),
    ],
)
def test_a_share_is_counted_over_of_and_null_where_either_is_missing(cohort: dict[str, Any], share: Any) -> None:
    assert value_of(RETURN, Cohort(year="2020", **cohort)) == share


def test_other_figures_are_not_shares() -> None:
    per_person, number, days = (
        LIBRARY.indicators[id] for id in ("new_offences_per_person", "volunteers_active", "days_to_new_offence")
    )
    assert value_of(per_person, Cohort(year="2020", counted=250, of=100)) == 2.5
    assert value_of(number, Cohort(year="2020", counted=31)) == 31
    assert value_of(days, Cohort(year="2020", counted=210, of=90)) == 210


def test_definitions_are_never_one_line_and_missing_years_are_gaps() -> None:
    values = values_told(
        RETURN,
        told(
            {"year": "2018", "counted": 30, "of": 100, "definition": "with recalls"},
            {"year": "2019", "counted": 29, "of": 100, "definition": "with recalls"},
            {"year": "2021", "counted": 20, "of": 100, "definition": "without"},
            {"year": "2021", "counted": 12, "of": 50, "definition": "without", "group": "women"},
        ),
    )
    assert [(line.definition, [value.year for value in line.values]) for line in lines(values)] == [
        ("with recalls", ["2018", "2019"]),
        ("without", ["2021"]),
    ]
    assert years(values) == ("2018", "2019", "2020", "2021")
    assert breaks(values) == (("2021", "without"),)


def test_years_that_are_not_plain_stay_as_told() -> None:
    values = values_told(RETURN, told({"year": "2018/19"}, {"year": "2020/21"}))
    assert years(values) == ("2018/19", "2020/21")


def test_interval_of_a_small_cohort() -> None:
    # Wilson, 1.96, for 10 of 100: centre (0.1 + 0.019207) / 1.038415 = 0.114798, half width 0.059574
    low, high = wilson(10, 100)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert values_told(RETURN, told({"year": "2020", "counted": 100, "of": 500}))[0].interval is None


# Small cells

SMALL = [
    ({"counted": 9, "of": 100}, (None, 100, False)),
    ({"counted": 10, "of": 100}, (10, 100, True)),
    ({"counted": 0, "of": 100}, (None, 100, False)),
    ({"counted": 91, "of": 100}, (None, 100, False)),
    ({"counted": 90, "of": 100}, (90, 100, True)),
    ({"counted": 4, "of": 9}, (None, None, False)),
    ({"counted": None, "of": 100}, (None, 100, False)),
]


@pytest.mark.parametrize(("cohort", "expected"), SMALL)
def test_cells_under_ten_are_kept_back_and_those_that_tell_them(cohort: dict[str, Any], expected: Any) -> None:
    assert shown(in_report(cohort)["all"]) == expected


def test_what_is_missing_is_not_called_kept_back() -> None:
    value = in_report({"counted": None, "of": 4})["all"]
    assert (value.counted_kept_back, value.of_kept_back) == (False, True)


WHOLE = {"counted": 100, "of": 400}


def test_a_second_group_is_kept_back_where_the_first_is_the_rest() -> None:
    found = in_report(WHOLE, {"group": "women", "counted": 5, "of": 40}, {"group": "men", "counted": 95, "of": 360})
    assert shown(found["all"]) == (100, 400, True)
    assert shown(found["women"]) == (None, 40, False)
    assert shown(found["men"]) == (None, 360, False)


def test_numbers_of_people_of_two_groups_are_kept_back_together() -> None:
    found = in_report(WHOLE, {"group": "women", "counted": 1, "of": 6}, {"group": "men", "counted": 99, "of": 394})
    assert (shown(found["women"]), shown(found["men"])) == ((None, None, False), (None, None, False))


def test_another_breakdown_of_the_same_people_stays() -> None:
    found = in_report(
        WHOLE,
        {"group": "women", "counted": 5, "of": 40},
        {"group": "men", "counted": 95, "of": 360},
        {"group": "under_25", "counted": 30, "of": 90},
        {"group": "from_25", "counted": 70, "of": 310},
    )
    assert [shown(found[group])[0] for group in ("under_25", "from_25", "women", "men")] == [30, 70, None, None]


def test_a_group_that_was_not_told_is_not_told_by_the_rest() -> None:
    found = in_report(WHOLE, {"group": "men", "counted": 96, "of": 360})
    assert shown(found["men"]) == (None, 360, False)
    found = in_report(WHOLE, {"group": "men", "counted": 60, "of": 360})
    assert shown(found["men"]) == (60, 360, True)


def test_groups_without_all_people_tell_nothing_about_each_other() -> None:
    found = in_report({"group": "women", "counted": 5, "of": 40}, {"group": "men", "counted": 95, "of": 360})
    assert (shown(found["women"])[0], shown(found["men"])[0]) == (None, 95)


def test_a_median_of_few_people_is_kept_back_and_a_low_one_of_many_is_not() -> None:
    days = LIBRARY.indicators["days_to_new_offence"]
    assert in_report({"counted": 8, "of": 90}, indicator=days)["all"].value == 8
    assert in_report({"counted": 200, "of": 9}, indicator=days)["all"].value is None


PEOPLE = st.integers(0, 60)


@given(women=PEOPLE, other_women=PEOPLE, men=PEOPLE, other_men=PEOPLE)
def test_no_small_cell_can_be_worked_out(women: int, other_women: int, men: int, other_men: int) -> None:
    told_groups = {"women": (women, women + other_women), "men": (men, men + other_men)}
    whole = (women + men, women + other_women + men + other_men)
    found = in_report(
        {"counted": whole[0], "of": whole[1]},
        *({"group": group, "counted": counted, "of": of} for group, (counted, of) in told_groups.items()),
    )
    for part in ("counted", "of"):
        seen = {group: getattr(value, part) for group, value in found.items()}
        assert all(number is None or number >= 10 for number in seen.values())
        hidden = [group for group, number in seen.items() if number is None]
        assert len(hidden) != 1, "one cell of a sum can always be worked out"
    for value in found.values():
        assert value.value is None or (value.counted is not None and value.of is not None)
