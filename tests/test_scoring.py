"""Scoring: ranges, unanswered, not applicable, supported, weights."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import all_answered, answer, answers_possible, any_answers, assessment_of
from toolkit.language import whole_points
from toolkit.library.lens import Lens, look_through
from toolkit.library.model import Basis
from toolkit.library.reader import read_library
from toolkit.method.scoring import Scores, score
from toolkit.method.weights import band_over_weights
from toolkit.record.assessment import Assessment

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
SMALL = look_through(LIBRARY, "a-res-78-224", "rapid")


def scored(answers: dict[str, Any], lens: Lens = LENS, **facts: Any) -> Scores:
    return score(assessment_of(answers, LIBRARY, **facts), LIBRARY, lens)


def test_nothing_answered_has_no_point_and_the_whole_range() -> None:
    found = scored({})
    assert (found.text.point, found.text.low, found.text.high) == (None, 0.0, 100.0)
    assert found.text.completeness == 0.0
    assert found.text.provisional is True
    assert found.text.supported is None and found.text.band is None and found.text.with_na_as_zero is None
    assert found.headline.unanswered == 30 and sum(found.headline.by_level.values()) == 0


def test_all_zero_is_zero_and_not_missing() -> None:
    found = scored({item.id: 0 for item in LENS.items if item.basis is not Basis.PARTICIPATION})
    assert (found.text.point, found.text.low, found.text.high) == (0.0, 0.0, 0.0)
    assert found.text.provisional is False


def test_not_known_and_not_ours_count_as_unanswered() -> None:
    found = scored({"D01-1": "not_known", "D01-2": "not_ours", "D01-3": 2})
    assert [(entry.item, entry.why, entry.who) for entry in found.unanswered[:2]] == [
        ("D01-1", "not_known", "somebody"),
        ("D01-2", "not_ours", "somebody"),
    ]
    assert found.headline.unanswered == 29


def test_limb_without_an_applicable_item_leaves_the_index() -> None:
    # K3.1 holds D02-1 alone: not applicable, it leaves 18 limbs; all others at level 2 are 50 points
    answers: dict[str, Any] = {item.id: 2 for item in LENS.of_basis(Basis.DIRECT, Basis.NAMED)}
    found = scored({**answers, "D02-1": "domestic_law"})
    assert found.text.point == 50.0
    assert found.text.with_na_as_zero == pytest.approx(18 * 50 / 19)
    assert found.text.completeness == 1.0
    limb = next(limb for limb in found.limbs if limb.id == "K3.1")
    assert (limb.point, limb.low, limb.high, limb.items) == (None, None, None, ())


def test_every_limb_counts_once_however_many_items_it_holds() -> None:
    # K1.1 holds one item, K7.1 three: with these two limbs alone the index is their plain mean
    found = scored({"D01-1": 4, "D01-5": 0, "D13-1": 0, "D13-3": 0})
    assert found.text.point == 50.0


def test_lens_without_domestic_paragraphs_scores_nothing() -> None:
    found = scored({"D14-2": "yes"}, look_through(LIBRARY, "a-res-79-187"))
    for index in (found.text, found.enabling):
        assert index.model_dump(exclude={"reasons"}) == dict.fromkeys(
            ("point", "low", "high", "provisional", "completeness", "supported", "with_na_as_zero", "band")
        )
    assert found.participation[0].answer == "yes"
    assert found.limbs == () and found.provisions == ()


def test_provisional_when_a_limb_has_no_point() -> None:
    answers = {item.id: 2 for item in LENS.of_basis(Basis.DIRECT, Basis.NAMED) if item.id != "D01-1"}
    found = scored(answers)
    assert found.text.completeness == pytest.approx(29 / 30)
    assert found.text.provisional is True and found.text.reasons == ("limb_without_point",)


def test_target_of_its_own_decides_what_is_in_place() -> None:
    found = scored({"D01-1": 3, "D01-2": 3}, target={"default": 3, "items": {"D01-2": 4}})
    assert found.headline.at_target == 1


@pytest.mark.parametrize(
    ("item", "level", "kind", "supported"),
    [
        ("D01-1", 4, "document", True),  # an instrument: any evidence
        ("D01-5", 3, "document", True),  # a mechanism: any evidence
        ("D04-1", 1, "document", True),  # a practice below level 2: any evidence
        ("D04-1", 2, "document", False),  # a practice at level 2: data or inspection
        ("D04-1", 2, "data", True),
        ("D04-1", 4, "inspection", True),
        ("D16-3", 3, "document", False),  # data: as a practice
        ("D04-1", 3, None, False),
    ],
)
def test_supported_only_by_a_fitting_source(item: str, level: int, kind: str | None, supported: bool) -> None:
    evidence = [{"kind": kind, "title": "A source"}] if kind else []
    response = answer(item, level, LIBRARY, evidence=evidence)
    found = score(Assessment(responses=(response,)), LIBRARY, LENS).item(item)
    assert found is not None and found.supported is supported


@settings(max_examples=60)
@given(st.data())
def test_first_answer_never_widens_a_range_and_never_leaves_it(data: st.DataObject) -> None:
    answers = data.draw(any_answers(LIBRARY, SMALL))
    before = scored(answers, SMALL)
    open_items = [entry.item for entry in before.unanswered]
    if not open_items:
        return
    item = data.draw(st.sampled_from(open_items))
    level = data.draw(st.sampled_from([found for found in answers_possible(item, LIBRARY) if isinstance(found, int)]))
    after = scored({**answers, item: level}, SMALL)
    for old, new in ((before.text, after.text), (before.enabling, after.enabling)):
        if old.low is None or old.high is None:
            continue
        assert new.low is not None and new.low >= old.low - 1e-9
        assert new.high is not None and new.high <= old.high + 1e-9


@settings(max_examples=30)
@given(all_answered(LIBRARY, SMALL))
def test_all_answered_has_no_width(answers: dict[str, int]) -> None:
    found = scored(answers, SMALL)
    assert found.text.point == pytest.approx(found.text.low) == pytest.approx(found.text.high)
    assert found.text.completeness == 1.0 and found.text.provisional is False


@settings(max_examples=60)
@given(any_answers(LIBRARY, LENS))
def test_headline_adds_up_and_point_lies_in_its_range(answers: dict[str, Any]) -> None:
    found = scored(answers)
    headline = found.headline
    assert headline.asked == sum(headline.by_level.values()) + headline.unanswered + headline.not_applicable == 30
    for mean in (found.enabling, found.soft, *found.limbs, *found.provisions):
        if mean.point is not None:
            assert mean.low is not None and mean.high is not None
            assert 0 <= mean.low <= mean.high <= 100
    for limb in found.limbs:
        if limb.point is not None and limb.low is not None and limb.high is not None:
            assert limb.low - 1e-9 <= limb.point <= limb.high + 1e-9


def test_band_over_weights_of_two_limbs_is_that_of_a_beta_distribution() -> None:
    # two limbs at 0 and 100 under Dirichlet(4, 4): the index is 100 Beta(4, 4), whose 5th and 95th
    # percentiles are 22.53 and 77.47 (tables of the incomplete beta function)
    band = band_over_weights([0.0, 100.0])
    assert band is not None
    assert band.low == pytest.approx(22.53, abs=1.5)
    assert band.high == pytest.approx(77.47, abs=1.5)
    assert band_over_weights([40.0, 40.0, 40.0]) is not None
    assert band_over_weights([40.0]) is None


def test_points_are_shown_whole_by_one_function() -> None:
    assert [whole_points(value) for value in (0.0, 49.5, 54.386, 99.5, 100.0, None)] == [
        "0",
        "50",
        "54",
        "100",
        "100",
        "–",
    ]
