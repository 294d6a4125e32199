"""The parts of a statement and of a subject that experts review, each with a permanent name and its text.

A part is named as `text`, `levels.2`, `look_for.1`, `hints.small_states` or `next_steps.3a.measure`: levels by their
number, other lists counted from 1, next steps by the level they lead to and a letter.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.language import Language
from toolkit.library.model import LEVELS, Dimension, Frozen, Item, Library, NextStep
from toolkit.problem import Place

LONGEST_LIST = 9
LETTERS = "abcdef"
STEP_TEXTS = ("measure", "output", "indicator", "needs_first")
STEP_CODES = ("lead", "kind")
HINTS = ("small_states", "federal_states", "legal_systems")
ABOUT = "about"
_STEP = re.compile(r"next_steps\.([1-4])([a-f])\.(\w+)")


class TextChange(Frozen):
    """One change that was proposed: to which part of which item or dimension, from what, to what, and why.

    `before` is None for a part that is new, `after` None for one that is to go.
    """

    item: str
    part: str
    before: str | None
    after: str | None
    reason: str | None = None
    place: Place = Place()


def parts_of(library: Library, id: str) -> Mapping[str, str]:
    """Parts of an item or a dimension with their texts, in the order in which they are read; empty if unknown."""
    if id in library.dimensions:
        return _of_dimension(library.dimensions[id])
    return dict(_of_item(library.items[id])) if id in library.items else {}


def _of_dimension(found: Dimension) -> Mapping[str, str]:
    return {"name": found.name, "explain": found.explain}


def _of_item(item: Item) -> Iterator[tuple[str, str]]:
    yield "text", item.text
    yield from _given(item, "why", "denominator")
    yield from ((f"levels.{number}", text) for number, text in enumerate(item.levels))
    for name in ("look_for", "interview"):
        yield from ((f"{name}.{number}", text) for number, text in enumerate(getattr(item, name), start=1))
    yield from ((f"hints.{name}", text) for name, text in _given(item.hints, *HINTS))
    for at, step in steps_by_place(item.next_steps).items():
        yield from ((f"next_steps.{at}.{name}", text) for name, text in _given(step, *STEP_TEXTS, *STEP_CODES))


def _given(found: Any, *names: str) -> Iterator[tuple[str, str]]:
    return ((name, getattr(found, name)) for name in names if getattr(found, name))


def steps_by_place(steps: tuple[NextStep, ...]) -> Mapping[str, NextStep]:
    """Next steps by the level they lead to and a letter: 2a is the first that leads to level 2."""
    found: dict[str, NextStep] = {}
    for step in steps:
        letter = next(letter for letter in LETTERS if f"{step.to}{letter}" not in found)
        found[f"{step.to}{letter}"] = step
    return found


def step_of(part: str) -> tuple[int, int, str] | None:
    """Level, number among the steps to it (from 0) and field of a part of a next step; None for any other part."""
    found = _STEP.fullmatch(part)
    return (int(found[1]), LETTERS.index(found[2]), found[3]) if found else None


def may_go(part: str) -> bool:
    """True for a part that an item may do without: an entry of a list, a hint, a whole next step."""
    step = step_of(part)
    return step[2] in ("measure", "needs_first") if step else part.startswith(("look_for.", "interview.", "hints."))


def part_label(part: str, language: Language) -> str:
    """Name of a part as people read it: Level 2, Look for 1, Next step 3a: output."""
    name, _, rest = part.partition(".")
    if name == "next_steps":
        at, _, field = rest.partition(".")
        return language.say(f"review.part.step_{field}", at=at)
    if name == "hints":
        return language.say(f"review.part.{rest}")
    return language.say(f"review.part.{name}", at=rest)


def parts_by_label(language: Language) -> Mapping[str, str]:
    """Every part there may be, by its name as people read it, in lower case."""
    return {like_label(part_label(part, language)): part for part in _possible()}


def like_label(text: str) -> str:
    """Form in which names of parts are compared."""
    return "".join(text.casefold().split())


def _possible() -> Iterator[str]:
    yield from ("name", "explain", ABOUT, "text", "why", "denominator")
    yield from (f"levels.{number}" for number in LEVELS)
    yield from (f"{name}.{number}" for name in ("look_for", "interview") for number in range(1, LONGEST_LIST + 1))
    yield from (f"hints.{name}" for name in HINTS)
    for level in LEVELS[1:]:
        for letter in LETTERS:
            yield from (f"next_steps.{level}{letter}.{name}" for name in (*STEP_TEXTS, *STEP_CODES))
