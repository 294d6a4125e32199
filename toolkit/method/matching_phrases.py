"""Subject words and phrases of a library in one language: how much of a text they explain.

A phrase found in part counts by the square of the part found. Of a text each part counts once in a dimension, for the
phrase that explains it best. All phrases stand side by side in arrays, so that a text is compared with all at once.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.library.model import Library

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Parts = Callable[[str], Mapping[str, str]]

_WEIGHT_OF_DIMENSION_WORDS = 1.0
_WEIGHT_OF_ITEM_WORDS = 0.6
_FOUND_IN_PART = 0.6
_SAYS_SOMETHING = math.log(17 / 8)
_SAYS_NEXT_TO_NOTHING = math.log(17 / 12)


@dataclass(frozen=True)
class Phrase:
    """A subject word or phrase: its dimension, its item if it is an item's own, its parts and its weight."""

    text: str
    dimension: int
    item: str | None
    parts: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Explained:
    """What phrases explain of a text: weight by dimension and by item; numbers of phrases found, the share found."""

    by_dimension: Floats
    by_item: Floats
    numbers: Numbers
    shares: Floats


class Phrases:
    """All phrases of a library in one language, with the weight of each of their parts."""

    def __init__(
        self, library: Library, language: str, parts: Parts, said: Sequence[str], items: Sequence[str]
    ) -> None:
        """`said` is what is said of each dimension beside its phrases; `items` those whose own words are weighed."""
        self.all = tuple(_phrases(library, language, parts, named=bool(items)))
        dimensions = len(library.dimensions)
        self.weights = _weights_of_parts(self.all, [parts(text) for text in said], dimensions)
        self._as_found = not items
        cut = [self._telling(phrase.parts) for phrase in self.all]
        self.telling = tuple(tuple(part for part in own if self.says_something(part)) for own in cut)
        self._ends = np.searchsorted([phrase.dimension for phrase in self.all], range(dimensions + 1))
        self._lengths = np.array([len(own) for own in cut])
        self._worth = np.array([phrase.weight for phrase in self.all]) / (self._lengths if self._as_found else 1)
        self._whole = np.array([sum(self.weights[part] for part in own) for own in cut])
        pairs = [(number, part) for number, own in enumerate(cut) for part in own]
        self._phrase = np.array([number for number, _ in pairs], dtype=np.intp)
        self._weight = np.array([self.weights[part] for _, part in pairs])
        self._with = _positions([part for _, part in pairs])
        at = {item: place for place, item in enumerate(items)}
        owners = [(self.all[number].dimension, at.get(self.all[number].item or ""), part) for number, part in pairs]
        self._of_dimensions = _Best([(own, part) for own, _, part in owners], self.weights, dimensions)
        self._of_items = _Best([(own, part) for _, own, part in owners], self.weights, len(items))

    def explain(self, parts: Iterable[str]) -> Explained:
        """Weight of the parts of a text that the phrases explain."""
        found = [at for part in parts if (at := self._with.get(part)) is not None]
        pairs = np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)
        phrase = self._phrase[pairs]
        known = np.bincount(phrase, self._weight[pairs], minlength=len(self.all))
        numbers = np.flatnonzero(known)
        shares = known[numbers] / self._whole[numbers]
        if self._as_found:
            numbers, shares = numbers[shares >= _FOUND_IN_PART], shares[shares >= _FOUND_IN_PART]
        worth = np.zeros(len(self.all))
        worth[numbers] = self._worth[numbers] * shares**2
        credit = worth[phrase]
        return Explained(self._of_dimensions.sums(pairs, credit), self._of_items.sums(pairs, credit), numbers, shares)

    def found_in(self, explained: Explained, dimension: int) -> list[tuple[int, float]]:
        """Phrases of a dimension that were found, with the share found: the fullest first, then the longest."""
        first, last = np.searchsorted(explained.numbers, self._ends[dimension : dimension + 2])
        numbers, shares = explained.numbers[first:last].tolist(), explained.shares[first:last].tolist()
        ranked = zip(numbers, shares, strict=True)
        return sorted(ranked, key=lambda pair: (-pair[1], -self._lengths[pair[0]], pair[0]))

    def says_something(self, part: str) -> bool:
        """True for a part that fewer than half of the dimensions share: "and" is no reason."""
        return self.weights.get(part, 0.0) > _SAYS_SOMETHING

    def _telling(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Parts of a phrase without those that nearly every dimension has, if any is left."""
        return tuple(part for part in parts if self.weights[part] > _SAYS_NEXT_TO_NOTHING) or parts


class _Best:
    """Sum by owner (dimension or item) of what its parts are worth, each part once at its best."""

    def __init__(self, owners: Sequence[tuple[int | None, str]], weights: Mapping[str, float], number: int) -> None:
        groups: dict[tuple[int, str], int] = {}
        self._group = np.array(
            [-1 if own is None else groups.setdefault((own, part), len(groups)) for own, part in owners], dtype=np.intp
        )
        self._owner = np.array([own for own, _ in groups], dtype=np.intp)
        self._weight = np.array([weights[part] for _, part in groups])
        self._number = number

    def sums(self, pairs: Numbers, credit: Floats) -> Floats:
        """Sums of the pairs found, each with the credit of its phrase."""
        group = self._group[pairs]
        best = np.zeros(len(self._owner))
        np.maximum.at(best, group[group >= 0], credit[group >= 0])
        total: Floats = np.bincount(self._owner, best * self._weight, minlength=self._number).astype(np.float64)
        return total


def _positions(parts: Sequence[str]) -> dict[str, Numbers]:
    at: defaultdict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        at[part].append(number)
    return {part: np.array(numbers, dtype=np.intp) for part, numbers in at.items()}


def _phrases(library: Library, language: str, parts: Parts, named: bool) -> Iterable[Phrase]:
    """Phrases dimension by dimension: its name (where items have text), its words, the words of its items."""
    subject_words = library.subject_words.get(language)
    for at, dimension in enumerate(sorted(library.dimensions)):
        about = library.dimensions[dimension]
        own = subject_words.dimensions.get(dimension) if subject_words is not None else None
        texts = [*([about.name] if named else []), *(own.words if own is not None else ())]
        yield from (Phrase(text, at, None, tuple(parts(text)), _WEIGHT_OF_DIMENSION_WORDS) for text in texts)
        for item in about.items if subject_words is not None else ():
            for text in subject_words.items.get(item, ()) if subject_words is not None else ():
                yield Phrase(text, at, item, tuple(parts(text)), _WEIGHT_OF_ITEM_WORDS)


def _weights_of_parts(
    phrases: Iterable[Phrase], said: Iterable[Mapping[str, str]], dimensions: int
) -> dict[str, float]:
    """A part that many dimensions share says little: log((dimensions + 1) / dimensions that have it).

    In English the texts of items and what to look for count as well: in them every dimension has "the".
    """
    having: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        for part in phrase.parts:
            having[part].add(phrase.dimension)
    for at, parts in enumerate(said):
        for part in parts:
            having[part].add(at)
    return {part: math.log((dimensions + 1) / len(found)) for part, found in having.items()}
