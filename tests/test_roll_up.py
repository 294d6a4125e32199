"""Roll-up of a federal State's units: hand-worked sample, the rule of half, order that changes nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import assessment_of
from tests.test_worked_examples import worked
from toolkit.data_file import read_data_file
from toolkit.language import read_language
from toolkit.library.lens import look_through
from toolkit.library.model import Basis
from toolkit.library.reader import read_library
from toolkit.method.roll_up import RollUp, Share, highest_reached, people_of, roll_up, roll_up_of
from toolkit.record.assessment import Assessment, Profile
from toolkit.record.state_file import read_state
from toolkit.report.roll_up import roll_up_report
from toolkit.tasks.roll_up import make_roll_up, roll_up_as_json, rolled_up, together
from toolkit.tasks.sample import FEDERATION, sample_units

LIBRARY, ENGLISH = read_library(), read_language("en")
RAPID = look_through(LIBRARY, "a-res-78-224", "rapid")
USUAL = look_through(LIBRARY, "a-res-78-224")
TODAY = date(2026, 11, 2)


def unit(name: str, answers: Mapping[str, Any], held: int | None = None, supervised: int | None = 0) -> Assessment:
    """A unit with these answers and so many people."""
    profile = Profile(state="Marenia", people_held=held, under_community_measures=supervised)
    return assessment_of(answers, LIBRARY, name=name, profile=profile)


def shares(*parts: tuple[int | None, int | None]) -> list[Share]:
    return [Share(level=level, applies=True, people=people) for level, people in parts]


@pytest.fixture(scope="module")
def sample() -> RollUp:
    found, problems = rolled_up(sample_units(LIBRARY), LIBRARY, RAPID)
    assert found is not None
    assert problems == []
    return found


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    document: Mapping[str, Any] = read_data_file(FEDERATION / "expected.yaml")
    return document


def test_every_statement_of_the_sample(sample: RollUp, expected: Mapping[str, Any]) -> None:
    found = {entry.item: [entry.level, entry.lowest, entry.highest, entry.covered] for entry in sample.items}
    assert found == {item: pytest.approx(told) for item, told in expected["levels"].items()}
    assert sample.people == expected["people"]
    assert sample.weighted
    assert sample.headline.model_dump() == expected["headline"]


@pytest.mark.parametrize("index", ["text", "enabling"])
def test_indices_of_the_sample(sample: RollUp, expected: Mapping[str, Any], index: str) -> None:
    found = getattr(sample, index)
    for name, written in expected[index].items():
        told = getattr(found, name)
        assert told is written if isinstance(written, bool) else told == pytest.approx(worked(written)), name


def test_the_level_is_the_highest_that_half_of_the_people_have() -> None:
    assert highest_reached([(3, 50), (1, 50)]) == 3
    assert highest_reached([(3, 49), (1, 51)]) == 1
    assert highest_reached([(4, 20), (3, 20), (2, 20), (0, 40)]) == 2
    assert highest_reached([(0, 1)]) == 0
    assert highest_reached([]) is None
    assert highest_reached([(3, 0)]) is None


def test_units_without_an_answer_widen_the_range_over_all_people() -> None:
    found = roll_up_of("D01-1", Basis.DIRECT, shares((3, 60), (1, 20), (None, 20)))
    # 60 of 80 who answered; with the third at 0, 60 of 100; with it at 4, 80 of 100 at 3 or above, 20 at 4.
    assert (found.level, found.lowest, found.highest) == (3, 3, 3)
    assert found.covered == pytest.approx(0.8)
    wide = roll_up_of("D01-1", Basis.DIRECT, shares((3, 40), (None, 60)))
    assert (wide.level, wide.lowest, wide.highest, wide.covered) == (3, 0, 4, 0.4)


def test_without_a_number_units_count_equally() -> None:
    found = roll_up_of("D01-1", Basis.DIRECT, shares((4, 10_000), (1, 10), (1, None)))
    assert (found.level, found.weighted, found.people, found.covered) == (1, False, None, None)
    weighted = roll_up_of("D01-1", Basis.DIRECT, shares((4, 10_000), (1, 10), (1, 10)))
    assert (weighted.level, weighted.weighted, weighted.people) == (4, True, 10_020)


def test_people_are_held_and_supervised_and_null_where_one_is_not_told() -> None:
    assert people_of(unit("A", {}, 100, 50)) == 150
    assert people_of(unit("A", {}, 100, 0)) == 100
    assert people_of(unit("A", {}, None, 50)) is None
    assert people_of(unit("A", {}, 100, None)) is None
    own = unit("A", {}, 100, 50).model_copy(update={"people": {"D08-1": 12}})
    assert (people_of(own, "D08-1"), people_of(own, "D01-1")) == (12, 150)


def test_units_that_say_not_applicable_leave() -> None:
    units = [unit("A", {"D09-1": 1}, 10), unit("B", {"D09-1": "nobody_concerned"}, 1000), unit("C", {"D09-1": 3}, 30)]
    found = next(entry for entry in roll_up(units, LIBRARY, USUAL).items if entry.item == "D09-1")
    assert (found.level, found.people, found.covered, found.not_applicable) == (3, 40, 1.0, 1)
    nowhere = roll_up([units[1], unit("D", {"D09-1": "nobody_concerned"}, 10)], LIBRARY, USUAL)
    found = next(entry for entry in nowhere.items if entry.item == "D09-1")
    assert (found.applies, found.level, found.lowest, found.highest, found.covered) == (False, None, None, None, None)


def test_a_unit_in_which_it_concerns_nobody_leaves() -> None:
    nobody = unit("A", {"D01-1": 4}, 100).model_copy(update={"people": {"D01-1": 0}})
    found = roll_up([nobody, unit("B", {"D01-1": 1}, 5)], LIBRARY, USUAL).items[0]
    assert (found.item, found.level, found.not_applicable, found.people) == ("D01-1", 1, 1, 5)


parts = st.lists(
    st.builds(
        Share,
        level=st.none() | st.integers(0, 4),
        applies=st.booleans(),
        people=st.none() | st.integers(1, 50),
    ),
    max_size=7,
)


@given(parts, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing_and_the_range_holds_the_level(given_parts: list[Share], order: Any) -> None:
    found = roll_up_of("D01-1", Basis.DIRECT, given_parts)
    mixed = list(given_parts)
    order.shuffle(mixed)
    assert roll_up_of("D01-1", Basis.DIRECT, mixed) == found
    if found.level is not None:
        assert found.lowest is not None
        assert found.highest is not None
        assert found.lowest <= found.level <= found.highest
    if not any(share.applies and share.level is None for share in given_parts):
        assert found.lowest == found.level == found.highest
    assert found.answered + found.unanswered + found.not_applicable == len(given_parts)


@given(parts, st.integers(0, 4))
def test_an_answer_never_leaves_the_range_that_stood_before(given_parts: list[Share], level: int) -> None:
    open_ones = [at for at, share in enumerate(given_parts) if share.applies and share.level is None]
    if not open_ones:
        return
    before = roll_up_of("D01-1", Basis.DIRECT, given_parts)
    told = list(given_parts)
    told[open_ones[0]] = told[open_ones[0]].model_copy(update={"level": level})
    after = roll_up_of("D01-1", Basis.DIRECT, told)
    assert before.lowest is not None
    assert before.highest is not None
    assert after.lowest is not None
    assert after.highest is not None
    assert before.lowest <= after.lowest <= after.highest <= before.highest


def test_units_are_named_only_by_choice_and_in_the_order_of_their_names() -> None:
    units = [unit("Zeta", {"D01-1": 4}, 10), unit("alpha", {"D01-1": 0}, 5), unit("Mid", {"D01-1": 2}, 7)]
    found, _ = rolled_up(units, LIBRARY, USUAL)
    assert found is not None
    told = together(units, found, LIBRARY, USUAL, ENGLISH, TODAY)
    for to in ("html", "xlsx"):
        assert make_roll_up(told, to=to, today=TODAY)[1]
    written = make_roll_up(told, to="html", today=TODAY)[1].decode("utf-8")
    assert not any(name in written for name in ("Zeta", "alpha", "Mid"))
    assert not any(name in str(roll_up_as_json(told)) for name in ("Zeta", "alpha", "Mid"))
    named, _ = rolled_up(list(reversed(units)), LIBRARY, USUAL, named=True)
    assert named is not None
    assert [entry.name for entry in named.named] == ["alpha", "Mid", "Zeta"]
    assert rolled_up(units, LIBRARY, USUAL)[0] == rolled_up(list(reversed(units)), LIBRARY, USUAL)[0]


def test_that_units_count_equally_is_said() -> None:
    units = [unit("A", {"D01-1": 4}, 10), unit("B", {"D01-1": 0}, None)]
    found, _ = rolled_up(units, LIBRARY, USUAL)
    assert found is not None
    assert (found.people, found.without_number, found.weighted) == (None, 1, False)
    tree = roll_up_report(together(units, found, LIBRARY, USUAL, ENGLISH, TODAY))
    assert any("So all units count equally." in getattr(part, "text", "") for part in tree.parts)


def test_the_same_unit_counts_once_and_two_of_one_name_count_for_nothing() -> None:
    one, other, third = (unit(name, {"D01-1": 2}, 5) for name in ("A", "B", "C"))
    found, problems = rolled_up([one, other, one], LIBRARY, USUAL)
    assert found is not None
    assert found.units == 2
    assert [entry.code for entry in problems] == ["unit_given_twice"]
    newer = one.model_copy(update={"as_of": TODAY})
    found, problems = rolled_up([one, newer, other, third], LIBRARY, USUAL)
    assert found is not None
    assert found.units == 2
    assert [entry.code for entry in problems] == ["unit_name_repeated"]
    found, problems = rolled_up([one], LIBRARY, USUAL)
    assert found is None
    assert [entry.code for entry in problems] == ["units_too_few"]


def test_own_numbers_stand_in_the_state_file_and_unknown_statements_are_held_back() -> None:
    raw = {"schema_version": 1, "people": {"D08-1": 12, "D99-1": 3}}
    found, problems = read_state(raw, LIBRARY)
    assert found is not None
    assert found.people == {"D08-1": 12}
    assert [entry.code for entry in problems] == ["response_item_unknown"]
    assert found.held[0].value == {"D99-1": 3}
    wrong, problems = read_state({"schema_version": 1, "people": {"D08-1": -1}}, LIBRARY)
    assert wrong is not None
    assert (wrong.people, [entry.code for entry in problems]) == ({}, ["state_value_wrong"])


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx", "html"])
def test_a_roll_up_is_written_in_every_format(sample: RollUp, to: str) -> None:
    told = together(sample_units(LIBRARY), sample, LIBRARY, RAPID, ENGLISH, TODAY)
    name, content = make_roll_up(told, to=to, today=TODAY)
    assert name == f"federation-of-marenia_78-224_units_rapid-scan_2026-11-02.{to}"
    assert len(content) > 4000
