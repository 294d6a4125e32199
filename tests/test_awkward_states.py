"""The awkward states are as awkward as they say, and the method and the state file bear them."""

import json

import pytest

from tests.awkward_states import AS_OF, AWKWARD, LONG_COMMENT, LONG_WORD, TEXTS, awkward
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.trace import trace_text_index
from toolkit.record.state_file import read_state, state_text
from toolkit.tasks.results import results_of

LIBRARY = read_library()


def test_texts_are_as_long_as_they_should_be() -> None:
    assert len(LONG_WORD) >= 299
    assert not any(letter.isspace() for letter in LONG_WORD)
    assert len(LONG_COMMENT) > 10_000
    assert all(len(text) > 0 for text in TEXTS.values())


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("lens", ["a-res-78-224", "a-res-76-182", "a-res-79-187", "a-res-80-226"])
def test_every_awkward_state_is_scored_through_every_lens(name: str, lens: str) -> None:
    told = awkward(name, LIBRARY)
    found = results_of(told, LIBRARY, as_of=told.as_of or AS_OF, lens=lens)
    headline = found.scores.headline
    assert headline.asked == sum(headline.by_level.values()) + headline.unanswered + headline.not_applicable
    trace = trace_text_index(found.scores, look_through(LIBRARY, lens))
    parts = sum(operand.contribution for operand in trace.operands if operand.contribution is not None)
    assert trace.total is None or abs(parts - trace.total) < 1e-9


@pytest.mark.parametrize("name", AWKWARD)
def test_every_awkward_state_goes_out_and_comes_back(name: str) -> None:
    told = awkward(name, LIBRARY)
    text = state_text(told)
    found, problems = read_state(json.loads(text), LIBRARY)
    assert problems == []
    assert found == told
    assert state_text(found) == text


def test_twelve_bodies_one_looked_at() -> None:
    told = awkward("twelve_bodies", LIBRARY)
    assert len({response.body for response in told.responses}) == 12
    found = results_of(told, LIBRARY, as_of=AS_OF)
    assert found.scores.not_agreed
