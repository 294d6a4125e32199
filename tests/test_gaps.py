"""Gaps: what is in which list, in which order, and what comes first."""

from typing import Any

import pytest

from tests.made import assessment_of
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.method.gaps import CoverageClass, Gaps, gaps
from toolkit.method.scoring import score
from toolkit.record.assessment import Mark

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")


def without_requires(**requires: tuple[str, ...]) -> Library:
    """The library with only these requirements; keys such as D10_2."""
    wanted = {key.replace("_", "-"): value for key, value in requires.items()}
    items = {item.id: item.model_copy(update={"requires": wanted.get(item.id, ())}) for item in LIBRARY.items.values()}
    return LIBRARY.model_copy(update={"items": items})


def found(
    answers: dict[str, Any],
    library: Library | None = None,
    marks: dict[str, Mark] | None = None,
    coverage: dict[str, CoverageClass] | None = None,
    **facts: Any,
) -> Gaps:
    library = library or without_requires()
    scores = score(assessment_of(answers, library, **facts), library, LENS)
    return gaps(scores, library, LENS, marks or {}, coverage or {})


def ids(listed: tuple[Any, ...]) -> list[str]:
    return [gap.item for gap in listed]


def test_two_lists_and_neither_holds_soft_unanswered_or_reached_items() -> None:
    lists = found({"D01-1": 2, "D01-4": 1, "D09-1": 0, "D01-2": 3, "D01-3": "not_known", "D14-1": "no"})
    assert ids(lists.text) == ["D01-1"]
    assert ids(lists.enabling) == ["D01-4"]


def test_key_mark_then_levels_then_coverage_then_points_then_id() -> None:
    answers = {"D01-1": 2, "D01-2": 0, "D01-3": 2, "D02-1": 2, "D04-1": 2, "D04-3": 2}
    marks = {"D04-3": Mark(mark="first"), "D01-2": Mark(mark="later")}
    # D04-1 shares its limb with D04-3, so it brings half the points of the others; D02-1 is covered in full
    assert ids(found(answers, marks=marks, coverage={"D02-1": "full", "D01-1": "paper"}).text) == [
        "D04-3",
        "D01-3",
        "D04-1",
        "D01-1",
        "D02-1",
        "D01-2",
    ]


def test_points_equal_recomputation() -> None:
    answers = {"D01-1": 1, "D01-2": 3, "D04-1": 0, "D04-3": 4}
    before = score(assessment_of(answers, LIBRARY), LIBRARY, LENS).text.point
    after = score(assessment_of({**answers, "D04-1": 3}, LIBRARY), LIBRARY, LENS).text.point
    gap = next(gap for gap in found(answers).text if gap.item == "D04-1")
    assert before is not None and after is not None
    assert gap.points == pytest.approx(after - before)


def test_required_gap_comes_before_what_requires_it_through_others_too() -> None:
    library = without_requires(D01_1=("D02-1",), D02_1=("D04-1",))
    answers = {"D01-1": 0, "D02-1": 1, "D04-1": 2}
    assert ids(found(answers, library).text) == ["D04-1", "D02-1", "D01-1"]


def test_required_item_at_its_target_lets_what_it_requires_through() -> None:
    library = without_requires(D01_1=("D02-1",), D02_1=("D04-1",))
    assert ids(found({"D01-1": 0, "D02-1": 3, "D04-1": 2}, library).text) == ["D04-1", "D01-1"]


def test_required_items_unanswered_or_in_the_other_list_move_nothing() -> None:
    library = without_requires(D01_2=("D01-4", "D02-1"))
    lists = found({"D01-2": 2, "D01-1": 1, "D01-4": 0}, library)
    assert ids(lists.text) == ["D01-1", "D01-2"]
    assert lists.text[1].requires == ("D01-4", "D02-1")


def test_target_of_its_own() -> None:
    lists = found({"D01-1": 3, "D01-2": 3}, target={"items": {"D01-1": 4}})
    assert [(gap.item, gap.level, gap.target) for gap in lists.text] == [("D01-1", 3, 4)]
