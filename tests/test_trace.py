"""Traces add up to the number they explain, for the sample, for awkward states and for states drawn at random."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.awkward_states import AWKWARD, awkward
from tests.made import any_answers, assessment_of
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.results import Results
from toolkit.method.scoring import score
from toolkit.method.trace import (
    Trace,
    full_shares,
    one_level_more,
    points_at,
    trace_enabling_index,
    trace_headline,
    trace_limb,
    trace_provision,
    trace_text_index,
)
from toolkit.record.assessment import Assessment
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state
from toolkit.tasks.traces import figure_codes, trace_of

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
AS_OF = date(2026, 6, 30)
SAMPLE = sample_state(LIBRARY, AS_OF)


def adds_up(trace: Trace) -> bool:
    """True if the contributions, of items and of limbs where there are some, add up to the number."""
    levels = [[part.contribution for part in trace.operands], [part.contribution for part in trace.limbs]]
    sums = [[part for part in parts if part is not None] for parts in levels if parts]
    if trace.total is None:
        return all(parts == [] for parts in sums)
    return all(abs(sum(parts) - trace.total) < 1e-9 for parts in sums)


def all_of(assessment: Assessment, lens: str | None = None) -> Results:
    return results_of(assessment, LIBRARY, as_of=AS_OF, lens=lens)


def everything_adds_up(found: Results) -> None:
    for code in figure_codes(found):
        trace = trace_of(code, found)
        assert trace is not None
        assert adds_up(trace), code
    counts = trace_headline(found.scores)
    headline = found.scores.headline
    assert sum(len(count.items) for count in counts) == headline.asked
    assert {count.code: len(count.items) for count in counts} == {
        **headline.by_level,
        "unanswered": headline.unanswered,
        "not_applicable": headline.not_applicable,
    }


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS))
def test_contributions_add_up_whatever_was_answered(answers: dict[str, Any]) -> None:
    everything_adds_up(all_of(assessment_of(answers, LIBRARY)))


@pytest.mark.parametrize("lens", ["a-res-76-182", "a-res-77-232", "a-res-78-224", "a-res-79-187"])
def test_contributions_add_up_for_the_sample_through_every_lens(lens: str) -> None:
    everything_adds_up(all_of(SAMPLE, lens))


@pytest.mark.parametrize("name", [name for name in AWKWARD if not name.startswith("text_")])
def test_contributions_add_up_for_awkward_states(name: str) -> None:
    everything_adds_up(all_of(awkward(name, LIBRARY).model_copy(update={"plans": ()})))


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS))
def test_full_shares_sum_to_one(answers: dict[str, Any]) -> None:
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    assert sum(full_shares(LENS, scores).values()) == pytest.approx(1.0)


@settings(max_examples=20)
@given(any_answers(LIBRARY, LENS))
def test_one_level_more_equals_recomputation(answers: dict[str, Any]) -> None:
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    levelled = [item for item, level in answers.items() if isinstance(level, int)]
    for item in levelled[:6]:
        value = scores.item(item)
        assert value is not None
        found = one_level_more(scores, LENS, item)
        if answers[item] == 4 or value.asked.basis == "soft":
            assert found is None
            continue
        more = score(assessment_of({**answers, item: answers[item] + 1}, LIBRARY), LIBRARY, LENS)
        part = "enabling" if value.asked.basis == "implied" else "text"
        before, after = getattr(scores, part).point, getattr(more, part).point
        assert found == pytest.approx(after - before)


def test_one_level_more_is_said_in_points_of_the_own_index_whichever_number_is_opened() -> None:
    # D04-1 is one of two answered parts: K2.1 holds D04-1 alone here, so one level is 25 / 2 of the text index
    answers = {"D04-1": 2, "D01-1": 1, "D04-3": None}
    scores = score(assessment_of(answers, LIBRARY), LIBRARY, LENS)
    limb = next(limb.id for limb in scores.limbs if "D04-1" in limb.items)
    for trace in (trace_text_index(scores, LENS), trace_limb(scores, LENS, limb)):
        operands = {operand.item: operand for operand in trace.operands}
        assert operands["D04-1"].one_level_more == pytest.approx(12.5)
    assert points_at(scores, LENS, "D04-1", 4) == pytest.approx(25.0)
    unanswered = {operand.item: operand for operand in trace_text_index(scores, LENS).operands}["D01-2"]
    assert (unanswered.contribution, unanswered.one_level_more) == (None, None)  # no points, and no zero


def test_the_sample_opens_to_the_sums_worked_out_by_hand() -> None:
    scores = score(SAMPLE, LIBRARY, LENS)
    # sample_plans/talvenia/expected.yaml: nineteen limbs; K2.2 is (50 + 25) / 2; 74 levels over 41 implied statements
    text = {limb.limb: limb for limb in trace_text_index(scores, LENS).limbs}
    assert len(text) == 19
    assert text["K2.2"].contribution == pytest.approx(37.5 / 19)
    shares = {operand.item: operand.share for operand in trace_enabling_index(scores, LENS).operands}
    assert sum(share > 0 for share in shares.values()) == 41
    assert sum(shares.values()) == pytest.approx(1.0)
    # paragraph 2 of 78/224 asks for K2.1 to K2.5: 62.5, 37.5, 175/3, 50, 75
    paragraph = trace_provision(scores, LENS, "2")
    assert paragraph.total == pytest.approx((62.5 + 37.5 + 175 / 3 + 50 + 75) / 5)


def test_a_code_that_is_no_figure_opens_nothing() -> None:
    found = all_of(SAMPLE)
    assert [trace_of(code, found) for code in ("", "limb:K9.9", "limb", "item:D04-3", "text:x", "<b>")] == [None] * 6
    assert trace_of("text", all_of(SAMPLE, "a-res-79-187")) is None
