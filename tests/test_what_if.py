"""What if: equals recomputation on an assessment with these levels; the record is untouched."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import any_answers, assessment_of
from tests.test_projection import AS_OF, END, looked_at, measure
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.coverage import MeasureRef
from toolkit.method.results import PlanLookedAt, Results, results
from toolkit.method.what_if import Trial, levels_tried
from toolkit.record.assessment import Agreed, Assessment, Body, Response
from toolkit.record.plan import Status
from toolkit.tasks.what_if import measures_to_try, try_out

LIBRARY = read_library("en")
LENS = look_through(LIBRARY, "a-res-78-224", "full")
LEVELLED = [item.id for item in LENS.items if not LIBRARY.items[item.id].participation]
TRIED = st.dictionaries(st.sampled_from(LEVELLED), st.integers(0, 4), max_size=8)
SHOWN = ("headline", "limbs", "provisions", "dimensions", "soft", "unanswered", "participation")


def found(assessment: Assessment, *plans: PlanLookedAt) -> Results:
    return results(assessment, LIBRARY, LENS, AS_OF, plans)


def same(one: Results, other: Results) -> None:
    """The figures that a trial shows are the same."""
    for part in SHOWN:
        assert getattr(one.scores, part) == getattr(other.scores, part), part
    for index in ("text", "enabling"):
        for part in ("point", "low", "high", "provisional", "reasons", "completeness", "band", "with_na_as_zero"):
            assert getattr(getattr(one.scores, index), part) == getattr(getattr(other.scores, index), part), part
    assert one.gaps == other.gaps


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS), TRIED)
def test_levels_set_by_hand_equal_an_assessment_with_these_levels(
    answers: dict[str, Any], levels: dict[str, int]
) -> None:
    told = assessment_of(answers, LIBRARY)
    tried = try_out(told, LIBRARY, found(told), Trial(levels=levels))
    same(tried.results, found(assessment_of({**answers, **levels}, LIBRARY)))


def test_measures_bring_what_the_projection_says() -> None:
    told = assessment_of({"D04-1": 1, "D04-3": 2, "D04-4": 1}, LIBRARY)
    plan = looked_at(
        measure("one", 4, "D04-1"),
        measure("two", 3, "D04-3"),
        measure("lower", 1, "D04-3"),
        measure("no_level_now", 2, "D05-1"),
        measure("no_end", 2, "D04-4", end=None),
        measure("done", 2, "D04-4", status=Status.COMPLETE),
    )
    recorded = found(told, plan)
    assert [(choice.measure.measure, choice.effects[0].level) for choice in measures_to_try(recorded)] == [
        ("one", 2),  # at most one step, for it names no reach and indicator
        ("two", 3),
    ]
    ticked = tuple(MeasureRef(plan=0, measure=name) for name in ("one", "two", "no_end", "unknown"))
    tried = try_out(told, LIBRARY, recorded, Trial(measures=ticked))
    assert tried.levels == {"D04-1": 2, "D04-3": 3}
    same(tried.results, found(assessment_of({"D04-1": 2, "D04-3": 3, "D04-4": 1}, LIBRARY), plan))


def test_a_level_set_by_hand_comes_before_a_measure() -> None:
    told = assessment_of({"D04-1": 1}, LIBRARY)
    recorded = found(told, looked_at(measure("one", 2, "D04-1")))
    trial = Trial(levels={"D04-1": 0, "D99-9": 4}, measures=(MeasureRef(plan=0, measure="one"),))
    assert levels_tried(recorded.scores, recorded.plans, trial) == {"D04-1": 0}


def test_what_bodies_agreed_or_left_open_gives_way_and_the_record_stays() -> None:
    responses = (
        Response(item="D04-1", body="a", level=1),
        Response(item="D04-1", body="b", level=4),
        Response(item="D04-3", body="a", not_known="The archive"),
    )
    told = Assessment(
        bodies=(Body(id="a"), Body(id="b")), responses=responses, agreed=(Agreed(item="D01-1", level=1),), as_of=END
    )
    before = told.model_dump_json()
    recorded = found(told)
    tried = try_out(told, LIBRARY, recorded, Trial(levels={"D04-1": 3, "D04-3": 2, "D01-1": 2})).results
    same(tried, found(assessment_of({"D04-1": 3, "D04-3": 2, "D01-1": 2}, LIBRARY)))
    assert told.model_dump_json() == before
    assert found(told) == recorded


def test_nothing_tried_changes_nothing() -> None:
    told = assessment_of({"D04-1": 1, "D05-1": 3}, LIBRARY, as_of=date(2026, 6, 30))
    recorded = found(told)
    assert Trial().is_empty
    assert try_out(told, LIBRARY, recorded, Trial()).results == recorded


def test_lists_say_where_a_gap_stood_and_where_it_would_stand() -> None:
    told = assessment_of({"D07-1": 1, "D06-1": 2, "D12-1": 0}, LIBRARY)  # none of them requires another
    tried = try_out(told, LIBRARY, found(told), Trial(levels={"D12-1": 3, "D11-1": 0}))
    moves = {place.item: (place.recorded, place.tried) for place in tried.text}
    # recorded: D12-1 lacks three levels, D07-1 two, D06-1 one; tried: D11-1 lacks three and is new, D12-1 is closed
    assert moves == {"D11-1": (None, 1), "D07-1": (2, 2), "D06-1": (3, 3), "D12-1": (1, None)}
    assert [place.item for place in tried.text] == ["D11-1", "D07-1", "D06-1", "D12-1"]


@pytest.mark.parametrize("level", [-1, 5])
def test_no_level_beyond_the_scale_can_be_tried(level: int) -> None:
    with pytest.raises(ValueError, match="levels"):
        Trial(levels={"D04-1": level})
