"""Assessments made for tests: from a few answers, or drawn at random."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Response
from toolkit.record.response_check import take_response

NOTE = "A sentence that says why."


def answer(item: str, given: Any, library: Library, **more: Any) -> Response:
    """A response from a level, a reason for "not applicable", or yes, partly, no."""
    raw: dict[str, Any] = {"item": item, **more}
    if isinstance(given, int):
        raw["level"] = given
    elif given in library.scales.not_applicable:
        raw["not_applicable"] = {"reason": given, "note": NOTE}
    elif given in ("yes", "partly", "no"):
        raw["answer"] = given
    elif given is not None:
        raw[given] = "somebody"
    response, found = take_response(raw, library)
    assert response is not None, found
    return response


def assessment_of(answers: Mapping[str, Any], library: Library, **facts: Any) -> Assessment:
    """An assessment in which one body gave these answers."""
    return Assessment(responses=tuple(answer(item, given, library) for item, given in answers.items()), **facts)


def answers_possible(item: str, library: Library) -> list[Any]:
    """Every answer that an item takes, and none."""
    found = library.items[item]
    kinds: list[Any] = [None, "not_known", "not_ours", *found.not_applicable]
    return [*kinds, "yes", "partly", "no"] if found.participation else [*kinds, 0, 1, 2, 3, 4]


def any_answers(library: Library, lens: Lens) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to any of the items that a lens asks."""
    return st.fixed_dictionaries(
        {}, optional={item.id: st.sampled_from(answers_possible(item.id, library)) for item in lens.items}
    )


def all_answered(library: Library, lens: Lens) -> st.SearchStrategy[dict[str, Any]]:
    """A level for every item that has levels."""
    levels = {item.id: st.integers(0, 4) for item in lens.items if not library.items[item.id].participation}
    return st.fixed_dictionaries(levels)
