"""Projection: upwards only, one step at most, at the end date, never added; delay never raises a quarter."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import all_answered, assessment_of
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.link import Link
from toolkit.method.projection import Point, Projection, months_later, projection
from toolkit.method.results import PlanLookedAt
from toolkit.method.scoring import score
from toolkit.method.solidity import solidities
from toolkit.record.plan import Brings, Indicator, LinkDecision, Measure, Plan, Status

LIBRARY = read_library("en")
LENS = look_through(LIBRARY, "a-res-78-224", "full")
LEVELLED = [item.id for item in LENS.items if not LIBRARY.items[item.id].participation]
AS_OF = date(2026, 2, 10)
END = date(2026, 8, 31)


def measure(id: str = "m", level: int | None = 2, item: str = "D04-1", **facts: Any) -> Measure:
    """A measure that states the level it brings to an item."""
    brings = () if level is None else (Brings(item=item, level=level),)
    told: dict[str, Any] = {"title": id, "lead": "MOJ", "end": END, "brings": brings, "items": (item,), **facts}
    return Measure(id=id, **told)


def looked_at(*measures: Measure, kind: str = "explicit", links: tuple[LinkDecision, ...] = ()) -> PlanLookedAt:
    """A plan of these measures, each linked to the items it names."""
    plan = Plan(name="p", measures=measures, links=links)
    found = {
        one.id: tuple(
            Link.model_validate({"item": item, "dimension": item[:3], "kind": kind, "confidence": 1.0})
            for item in one.items
        )
        for one in measures
    }
    return PlanLookedAt(plan=plan, solidities=solidities(plan, AS_OF), links=found)


def projected(answers: dict[str, Any], *measures: Measure, delay: int = 0, **how: Any) -> Projection:
    """Projection of these answers with one plan of these measures."""
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    return projection(scores, LENS, [looked_at(*measures, **how)], AS_OF, delay=delay)


def point(answers: dict[str, Any]) -> Point:
    """Both indices of these answers."""
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    return Point(text=scores.text.point, enabling=scores.enabling.point)


def test_a_level_applies_from_the_quarter_in_which_the_measure_ends() -> None:
    found = projected({"D04-1": 1}, measure(level=2))
    assert found.quarters == (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
    assert found.present == point({"D04-1": 1})
    assert list(found.planned) == [point({"D04-1": 1})] * 2 + [point({"D04-1": 2})]


def test_a_delay_moves_the_end_by_months() -> None:
    found = projected({"D04-1": 1}, measure(level=2), delay=2)
    assert found.quarters[-1] == date(2026, 12, 31)
    assert [one == point({"D04-1": 2}) for one in found.delayed] == [False, False, False, True]
    assert [one == point({"D04-1": 2}) for one in found.planned] == [False, False, True, True]
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_what_is_on_paper_is_left_out_of_one_line() -> None:
    found = projected({"D04-1": 1}, measure(level=2, lead=None))
    assert found.planned[-1] == point({"D04-1": 2})
    assert found.without_paper[-1] == point({"D04-1": 1})


@pytest.mark.parametrize(
    ("level", "facts", "reached"),
    [
        (4, {}, 2),
        (4, {"details": {"reach": "200 women"}, "indicator": Indicator(name="share")}, 4),
        (4, {"details": {"reach": "200 women"}}, 2),
        (2, {}, 2),
    ],
)
def test_at_most_one_step_unless_reach_and_indicator_are_named(level: int, facts: dict[str, Any], reached: int) -> None:
    found = projected({"D04-1": 1}, measure(level=level, **facts))
    assert [(effect.level, effect.capped) for effect in found.effects] == [(reached, reached < level)]
    assert found.planned[-1] == point({"D04-1": reached})


def test_of_several_measures_the_highest_counts_and_nothing_is_added() -> None:
    reach: dict[str, Any] = {"details": {"reach": "all"}, "indicator": Indicator(name="share")}
    found = projected({"D04-1": 1}, measure("a", 2), measure("b", 3, **reach), measure("c", 2))
    assert found.planned[-1] == point({"D04-1": 3})


@pytest.mark.parametrize(
    ("answers", "facts", "why"),
    [
        ({"D04-1": 2}, {}, "not_higher"),
        ({"D04-1": 3}, {}, "not_higher"),
        ({"D04-1": None}, {}, "no_level_now"),
        ({"D04-1": "not_known"}, {}, "no_level_now"),
        ({"D04-1": 1}, {"end": None, "continuing": True}, "no_end"),
        ({"D04-1": 1}, {"status": Status.CANCELLED}, "cancelled"),
        ({"D04-1": 1}, {"status": Status.COMPLETE}, "delivered"),
        ({"D04-1": 1}, {"items": ("D04-3",)}, "not_linked"),
        ({"D04-1": 1}, {"items": (), "brings": (Brings(level=2),)}, "not_linked"),
        ({"D04-1": 1}, {"items": ("D04-1", "D04-3"), "brings": (Brings(level=2),)}, "not_linked"),
    ],
)
def test_what_changes_nothing_is_named_with_its_reason(
    answers: dict[str, Any], facts: dict[str, Any], why: str
) -> None:
    given_answers = {item: level for item, level in answers.items() if level is not None}
    found = projected({"D06-1": 1, **given_answers}, measure(level=2, **facts))
    assert found.effects == ()
    assert found.quarters == ()
    assert [entry.why for entry in found.unchanged] == [why]


def test_a_suggested_link_changes_nothing_and_a_confirmed_one_does() -> None:
    assert projected({"D04-1": 1}, measure(), kind="suggested").effects == ()
    assert len(projected({"D04-1": 1}, measure(), kind="confirmed").effects) == 1


def test_a_level_without_an_item_is_for_the_one_item_linked() -> None:
    found = projected({"D04-1": 1}, measure(brings=(Brings(level=2),)))
    assert [(effect.item, effect.level) for effect in found.effects] == [("D04-1", 2)]


def test_the_level_a_person_chose_beside_the_link_comes_before_the_file() -> None:
    chosen = (LinkDecision(measure="m", item="D04-1", decision="confirmed", level=2),)
    found = projected({"D04-1": 1}, measure(level=None), kind="confirmed", links=chosen)
    assert [(effect.item, effect.level) for effect in found.effects] == [("D04-1", 2)]
    lower = projected({"D04-1": 1}, measure(level=4), kind="confirmed", links=chosen)
    assert [(effect.level, effect.capped) for effect in lower.effects] == [(2, False)]


def test_items_without_a_level_stay_and_are_counted() -> None:
    in_indices = [item.id for item in LENS.items if item.basis in ("direct", "named", "implied")]
    found = projected({in_indices[0]: 1, in_indices[1]: "not_known"}, measure(item=in_indices[0]))
    assert found.without_level == len(in_indices) - 1


def measures() -> st.SearchStrategy[list[Measure]]:
    """Some measures with ends in three years, some on paper, some with reach and indicator."""
    reach = st.sampled_from([{}, {"details": {"reach": "all"}, "indicator": Indicator(name="share")}])
    one = st.builds(
        lambda id, item, level, days, lead, more: measure(
            f"m{id}", level, item, end=AS_OF + timedelta(days=days), lead=lead, **more
        ),
        st.integers(0, 10**6),
        st.sampled_from(LEVELLED[:12]),
        st.integers(0, 4),
        st.integers(-200, 1000),
        st.sampled_from(["MOJ", None]),
        reach,
    )
    return st.lists(one, max_size=8, unique_by=lambda made: made.id)


@settings(max_examples=40, deadline=None)
@given(all_answered(LIBRARY, LENS), measures(), st.integers(0, 40), st.integers(0, 40))
def test_more_delay_never_raises_a_quarter_and_no_delay_ends_at_the_index_recomputed(
    answers: dict[str, Any], some: list[Measure], less: int, more: int
) -> None:
    less, more = sorted((less, more))
    early, late = projected(answers, *some, delay=less), projected(answers, *some, delay=more)
    for name in ("text", "enabling"):
        for first, second in zip(early.delayed, late.delayed, strict=False):
            assert getattr(second, name) <= getattr(first, name) + 1e-9
        for planned, delayed, solid in zip(late.planned, late.delayed, late.without_paper, strict=True):
            assert getattr(delayed, name) <= getattr(planned, name) + 1e-9
            assert getattr(solid, name) <= getattr(planned, name) + 1e-9
    reached = dict(answers)
    for one in some:
        (brought,) = one.brings
        item, present = brought.item or "", answers[brought.item or ""]
        most = brought.level if one.details else min(brought.level, present + 1)
        reached[item] = max(reached[item], most)
    at_once = projected(answers, *some)
    last = at_once.planned[-1] if at_once.quarters else at_once.present
    expected = point(reached)
    assert last.text == pytest.approx(expected.text, abs=1e-9)
    assert last.enabling == pytest.approx(expected.enabling, abs=1e-9)
