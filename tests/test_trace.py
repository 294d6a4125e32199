"""Traces add up to the number they explain."""

from typing import Any

import pytest
from hypothesis import given, settings

from tests.made import any_answers, assessment_of
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.scoring import score
from toolkit.method.trace import (
    Trace,
    full_shares,
    trace_dimension,
    trace_enabling_index,
    trace_limb,
    trace_provision,
    trace_text_index,
)

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")


def adds_up(trace: Trace) -> bool:
    parts = [operand.contribution for operand in trace.operands if operand.contribution is not None]
    if trace.total is None:
        return parts == []
    return abs(sum(parts) - trace.total) < 1e-9


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS))
def test_contributions_add_up(answers: dict[str, Any]) -> None:
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    assert adds_up(trace_text_index(scores, LENS))
    assert adds_up(trace_enabling_index(scores))
    assert all(adds_up(trace_limb(scores, limb.id)) for limb in scores.limbs)
    assert all(adds_up(trace_provision(scores, LENS, found.number)) for found in scores.provisions)
    for dimension in scores.dimensions:
        assert adds_up(trace_dimension(scores, dimension.id, "text"))
        assert adds_up(trace_dimension(scores, dimension.id, "enabling"))


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS))
def test_full_shares_sum_to_one(answers: dict[str, Any]) -> None:
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    assert sum(full_shares(LENS, scores).values()) == pytest.approx(1.0)


def test_one_level_more_equals_recomputation() -> None:
    answers = {"D01-1": 1, "D04-1": 2, "D04-3": 4, "D01-4": 2, "D02-2": 0}
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    more = score(assessment_of({**answers, "D04-1": 3}, LIBRARY), LIBRARY, LENS)
    operands = {operand.item: operand for operand in trace_text_index(scores, LENS).operands}
    assert scores.text.point is not None and more.text.point is not None
    assert operands["D04-1"].one_level_more == pytest.approx(more.text.point - scores.text.point)
    assert operands["D04-3"].one_level_more is None  # at level 4 there is no next level
    assert operands["D01-2"].contribution is None  # unanswered: no points, and no zero
