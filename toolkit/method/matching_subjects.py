"""What the library knows of its subjects in one language, ready to be compared with the text of measures.

Two marks for each dimension: *words*, how much of the weight of the text's words the subject words of the dimension
explain (a phrase found in part counts by the square of the part found), and *likeness*, the cosine of character
n-grams (TF-IDF) with the nearest item of the dimension; where items have no text in the language, with the
dimension's own words.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from toolkit.language import SOURCE
from toolkit.library.model import Library
from toolkit.method.matching_text import grams, stems

Floats = NDArray[np.float64]

_WEIGHT_OF_DIMENSION_WORDS = 1.0
_WEIGHT_OF_ITEM_WORDS = 0.6
_LIKENESS_SCALE = 10.0
_FOUND_IN_PART = 0.6
_MOST_REASONS = 5
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
class Marks:
    """Marks of one text: words and likeness by dimension, both by item.

    `parts` holds the parts of the text as written, `found` the share found of each phrase, by dimension.
    """

    by_dimension: Floats
    by_item: Mapping[str, tuple[float, float]]
    parts: Mapping[str, str]
    found: Sequence[Mapping[int, float]]


class Subjects:
    """The subjects of a library in one language: phrases with their weights, items (or dimensions) as vectors."""

    def __init__(self, library: Library, language: str) -> None:
        self.dimensions: tuple[str, ...] = tuple(sorted(library.dimensions))
        self.with_items = language == SOURCE
        self._library = library
        self._language = language
        self._phrases = tuple(self._all_phrases())
        self._idf = self._weights_of_parts()
        self._phrases = tuple(replace(phrase, parts=self._telling(phrase.parts)) for phrase in self._phrases)
        self._whole = tuple(sum(self._idf[part] for part in phrase.parts) for phrase in self._phrases)
        self._by_part: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self._phrases):
            for part in phrase.parts:
                self._by_part[part].append(number)
        self._texts = self._all_texts()
        self._rows = np.array([at for at, _ in self._texts])
        self._item_stems = {item: frozenset(stems(text)) for item, text in self._own_texts().items()}
        self._columns, self._gram_idf, self._matrix = self._vectors()

    def marks(self, text: str) -> Marks:
        """Compare a text with every dimension and item."""
        parts = self._parts(text)
        credit, of_items, phrases = self._words(parts)
        likeness = self._likeness(text)
        by_dimension = np.zeros((2, len(self.dimensions)))
        by_dimension[0] = [sum(self._idf[part] * share for part, share in found.items()) for found in credit]
        np.maximum.at(by_dimension[1], self._rows, likeness)
        worth = {
            item: sum(self._idf[part] * share for part, share in found.items()) for item, found in of_items.items()
        }
        by_item = {
            item: (worth.get(item, 0.0), like)
            for (_, item), like in zip(self._texts, likeness.tolist(), strict=True)
            if item is not None
        }
        return Marks(by_dimension, by_item, parts, phrases)

    def reasons(self, marks: Marks, dimension: int, item: str | None) -> tuple[str, ...]:
        """Phrases found whole, the text's words that stand in others of the dimension, those of the item's own text."""
        shares, parts = marks.found[dimension], marks.parts
        best = sorted(shares, key=lambda number: (-shares[number], -len(self._phrases[number].parts), number))
        whole = [self._phrases[number].text for number in best if shares[number] > 0.99 or not self.with_items]
        single = [parts[part] for number in best for part in self._phrases[number].parts if self._says(part, parts)]
        own = self._item_stems.get(item or "", frozenset())
        shared = [word for part, word in parts.items() if part in own and self._says(part, parts)]
        said = " ".join(whole).casefold()
        rest = [word for word in [*single, *shared] if word and word not in said]
        return tuple(dict.fromkeys([*whole, *rest]))[:_MOST_REASONS]

    def hits(self, text: str) -> int:
        """Number of subject phrases found whole in a text: by this the language of a plan is told."""
        parts = self._parts(text)
        numbers = {number for part in parts for number in self._by_part.get(part, ())}
        return sum(all(part in parts for part in self._phrases[number].parts) for number in numbers)

    def _says(self, part: str, parts: Mapping[str, str]) -> bool:
        """True for a part of the text that fewer than half of the dimensions share: "and" is no reason."""
        return part in parts and self._idf.get(part, 0.0) > _SAYS_SOMETHING

    def _parts(self, text: str) -> Mapping[str, str]:
        """What phrases are looked for in: stems in English, else character n-grams."""
        if self.with_items:
            return stems(text)
        return dict.fromkeys(grams(text), "")

    def _all_phrases(self) -> Iterable[Phrase]:
        subject_words = self._library.subject_words.get(self._language)
        for at, dimension in enumerate(self.dimensions):
            named = self._library.dimensions[dimension]
            if self.with_items:
                yield self._phrase(named.name, at, None, _WEIGHT_OF_DIMENSION_WORDS)
            if subject_words is None:
                continue
            own = subject_words.dimensions.get(dimension)
            for text in own.words if own is not None else ():
                yield self._phrase(text, at, None, _WEIGHT_OF_DIMENSION_WORDS)
            for item in named.items:
                for text in subject_words.items.get(item, ()):
                    yield self._phrase(text, at, item, _WEIGHT_OF_ITEM_WORDS)

    def _phrase(self, text: str, dimension: int, item: str | None, weight: float) -> Phrase:
        return Phrase(text, dimension, item, tuple(self._parts(text)), weight)

    def _telling(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Parts of a phrase without those that nearly every dimension has, if any is left."""
        return tuple(part for part in parts if self._idf[part] > _SAYS_NEXT_TO_NOTHING) or parts

    def _weights_of_parts(self) -> dict[str, float]:
        """A part that many dimensions share says little: log((dimensions + 1) / dimensions that have it).

        In English the texts of items and what to look for count as well: in them every dimension has "the".
        """
        having: dict[str, set[int]] = defaultdict(set)
        for phrase in self._phrases:
            for part in phrase.parts:
                having[part].add(phrase.dimension)
        for at, dimension in enumerate(self.dimensions if self.with_items else ()):
            for part in stems(self._all_said_of(dimension)):
                having[part].add(at)
        return {part: math.log((len(self.dimensions) + 1) / len(found)) for part, found in having.items()}

    def _all_said_of(self, dimension: str) -> str:
        named = self._library.dimensions[dimension]
        items = [self._library.items[item] for item in named.items]
        return " ".join([named.explain, *(" ".join([item.text, *item.look_for]) for item in items)])

    def _own_texts(self) -> dict[str, str]:
        return {item.id: item.text for item in self._library.items.values()} if self.with_items else {}

    def _all_texts(self) -> list[tuple[int, str | None]]:
        if not self.with_items:
            return [(at, None) for at in range(len(self.dimensions))]
        place = {dimension: at for at, dimension in enumerate(self.dimensions)}
        return [(place[item.dimension], item.id) for item in self._library.items.values()]

    def _text_of(self, dimension: int, item: str | None) -> str:
        named = self._library.dimensions[self.dimensions[dimension]]
        phrases = [found.text for found in self._phrases if found.dimension == dimension and found.item in (None, item)]
        own = [self._library.items[item].text, named.name] if item is not None else []
        return " ".join([*own, *phrases])

    def _vectors(self) -> tuple[dict[str, int], Floats, Floats]:
        """Columns of the n-grams, their rarity, and one unit vector for each item (or dimension)."""
        counted = [grams(self._text_of(at, item)) for at, item in self._texts]
        having = Counter(gram for found in counted for gram in found)
        columns = {gram: at for at, gram in enumerate(sorted(having))}
        rarity = np.array([math.log((len(counted) + 1) / (having[gram] + 0.5)) for gram in columns])
        matrix = np.zeros((len(counted), len(columns)))
        for row, found in enumerate(counted):
            at, values = _weighted(found, columns, rarity)
            matrix[row, at] = values
        return columns, rarity, matrix

    def _likeness(self, text: str) -> Floats:
        at, values = _weighted(grams(text), self._columns, self._gram_idf)
        product: Floats = self._matrix[:, at] @ values
        return product * _LIKENESS_SCALE

    def _words(
        self, parts: Mapping[str, str]
    ) -> tuple[list[dict[str, float]], dict[str, dict[str, float]], list[dict[int, float]]]:
        """Best credit of each part by dimension and by item, and the share found of each phrase by dimension."""
        credit: list[dict[str, float]] = [{} for _ in self.dimensions]
        of_items: dict[str, dict[str, float]] = defaultdict(dict)
        shares: list[dict[int, float]] = [{} for _ in self.dimensions]
        for number in sorted({number for part in parts for number in self._by_part.get(part, ())}):
            phrase = self._phrases[number]
            found = [part for part in phrase.parts if part in parts]
            share = sum(self._idf[part] for part in found) / self._whole[number]
            if not self.with_items and share < _FOUND_IN_PART:
                continue
            worth = phrase.weight * share**2 / (1 if self.with_items else len(phrase.parts))
            shares[phrase.dimension][number] = share
            for part in found:
                _raise(credit[phrase.dimension], part, worth)
                if phrase.item is not None:
                    _raise(of_items[phrase.item], part, worth)
        return credit, of_items, shares


def _weighted(found: Counter[str], columns: Mapping[str, int], rarity: Floats) -> tuple[Sequence[int], Floats]:
    """TF-IDF of the known n-grams of a text as a unit vector: their columns and values."""
    known = sorted((columns[gram], number) for gram, number in found.items() if gram in columns)
    at = [column for column, _ in known]
    values = np.array([1 + math.log(number) for _, number in known]) * rarity[at] if at else np.zeros(0)
    length = float(np.sqrt(values @ values))
    return at, values / length if length else values


def _raise(found: dict[str, float], part: str, worth: float) -> None:
    found[part] = max(found.get(part, 0.0), worth)
