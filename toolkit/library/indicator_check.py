"""Checks of the outcome indicators: ids are kept, references exist, three come first, and no word is refused."""

import re
from collections.abc import Iterator

from toolkit.library.model import Library, OutcomeIndicator
from toolkit.problem import Place, Problem, problem

FILE = "indicators.yaml"
SHOWN_FIRST = 3


def check_indicators(library: Library, never_used: re.Pattern[str]) -> Iterator[Problem]:
    """All problems of the indicators of a library that was read."""
    yield from _ids(library)
    for found in library.indicators.values():
        yield from _references(found, library)
        for text in _texts(found):
            for word in never_used.findall(text):
                yield problem("content_word_never_used", Place(file=FILE, field=found.id), word=word)
    first = sum(1 for found in library.indicators.values() if found.first)
    if first != SHOWN_FIRST:
        yield problem("content_value_wrong", Place(file=FILE), key="first", why=str(first))


def _ids(library: Library) -> Iterator[Problem]:
    recorded = library.recorded_ids.indicators
    for vanished in (id for id in recorded if id not in library.indicators):
        yield problem("content_id_vanished", Place(file="ids.yaml"), kind="indicator", id=vanished)
    for missing in (id for id in library.indicators if id not in recorded):
        yield problem("content_reference_unknown", Place(file="ids.yaml"), kind="recorded id", id=missing)


def _references(found: OutcomeIndicator, library: Library) -> Iterator[Problem]:
    place = Place(file=FILE, field=found.id)
    for code in (code for code in found.break_down if code not in library.breakdowns):
        yield problem("content_reference_unknown", place, kind="breakdown", id=code)
    for item in (item for item in found.see_also if item not in library.items):
        yield problem("content_reference_unknown", place, kind="item", id=item)
    if (found.denominator is None) != (found.figure == "number"):
        yield problem("content_value_wrong", place, key="denominator", why=found.figure)


def _texts(found: OutcomeIndicator) -> Iterator[str]:
    yield from (found.name, found.explain, found.numerator, found.start, found.follow_up, found.pitfall)
    yield from (text for text in (found.label, found.denominator) if text)
