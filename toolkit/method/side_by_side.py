"""Two lenses on the same answers, side by side: counts and figures of each, never added and never averaged.

The lists of items differ, and so do the texts: a resolution encourages, the Model Strategies are guidance. (DESIGN
section 4, "Answer once, look through any lens")
"""

from collections.abc import Sequence

from toolkit.library.lens import DEFAULT_LENS, Lens, look_through
from toolkit.library.model import IN_THE_TEXT, Frozen, Library
from toolkit.method.scoring import Headline, Index, ItemValue, Mean, Scores, headline_of, score
from toolkit.record.assessment import Assessment


class OneSide(Frozen):
    """What one lens shows: counts of its items from the text, its limbs, both indices; `only`: items of its own."""

    lens: str
    headline: Headline
    limbs: int
    only: int
    text: Index
    enabling: Index


class SubjectSides(Frozen):
    """A dimension through both lenses: items from the text by level, and their mean; None where a lens asks none."""

    dimension: str
    first: Headline | None
    second: Headline | None
    first_mean: Mean | None
    second_mean: Mean | None


class SideBySide(Frozen):
    """Two lenses side by side; `both` is the number of items from the text that both ask."""

    first: OneSide
    second: OneSide
    both: int
    subjects: tuple[SubjectSides, ...]


def other_lens(library: Library, lens: str) -> str | None:
    """The lens that stands beside one: the Model Strategies beside a resolution, the usual resolution beside these."""
    if library.instruments[lens].family == "MS":
        return DEFAULT_LENS if DEFAULT_LENS in library.instruments else None
    return next((found.id for found in library.instruments.values() if found.has_strategies and found.limbs), None)


def side_by_side(assessment: Assessment, library: Library, lens: Lens, scores: Scores) -> SideBySide | None:
    """The lens looked through beside the other one at the same depth; None where one of them has nothing to score."""
    other = other_lens(library, lens.id)
    if other is None or not lens.limbs:
        return None
    beside = score(assessment, library, look_through(library, other, lens.depth))
    first, second = _from_the_text(scores), _from_the_text(beside)
    mine, its = {value.id for value in first}, {value.id for value in second}
    return SideBySide(
        first=_side(scores, first, len(mine - its)),
        second=_side(beside, second, len(its - mine)),
        both=len(mine & its),
        subjects=tuple(_subjects(library, scores, beside, first, second)),
    )


def _from_the_text(scores: Scores) -> list[ItemValue]:
    return [value for value in scores.items if value.asked.basis in IN_THE_TEXT]


def _side(scores: Scores, values: Sequence[ItemValue], only: int) -> OneSide:
    return OneSide(
        lens=scores.lens,
        headline=headline_of(values),
        limbs=sum(1 for limb in scores.limbs if limb.items),
        only=only,
        text=scores.text,
        enabling=scores.enabling,
    )


def _subjects(
    library: Library, first: Scores, second: Scores, mine: Sequence[ItemValue], its: Sequence[ItemValue]
) -> list[SubjectSides]:
    found = []
    for dimension in library.dimensions:
        here, there = _of(mine, dimension), _of(its, dimension)
        if not here and not there:
            continue
        found.append(
            SubjectSides(
                dimension=dimension,
                first=headline_of(here) if here else None,
                second=headline_of(there) if there else None,
                first_mean=_mean(first, dimension) if here else None,
                second_mean=_mean(second, dimension) if there else None,
            )
        )
    return found


def _of(values: Sequence[ItemValue], dimension: str) -> list[ItemValue]:
    return [value for value in values if value.id.startswith(dimension + "-")]


def _mean(scores: Scores, dimension: str) -> Mean | None:
    return next((entry.text for entry in scores.dimensions if entry.id == dimension), None)
