"""What the library knows of its subjects in one language, ready to be compared with the text of measures.

Two marks for each dimension: *words*, how much of the weight of the text's words the subject words of the dimension
explain, and *likeness*, the cosine of character n-grams (TF-IDF) with the nearest item of the dimension; where items
have no text in the language, with the dimension's own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.language import SOURCE
from toolkit.library.model import Library
from toolkit.method.matching_likeness import Likeness
from toolkit.method.matching_phrases import Explained, Floats, Phrases
from toolkit.method.matching_text import grams_of_word, stem, words

_LIKENESS_SCALE = 10.0
_MOST_REASONS = 5


@dataclass(frozen=True)
class Marks:
    """Marks of one text: words and likeness by dimension (two rows), both by item in the order of the subjects' items.

    `parts` holds the parts of the text as written, `explained` the phrases found.
    """

    by_dimension: Floats
    by_item: Floats
    parts: Mapping[str, str]
    explained: Explained


class Subjects:
    """The subjects of a library in one language: phrases with their weights, items (or dimensions) as vectors."""

    def __init__(self, library: Library, language: str) -> None:
        self.dimensions: tuple[str, ...] = tuple(sorted(library.dimensions))
        self.with_items = language == SOURCE
        self.items: tuple[str, ...] = tuple(library.items) if self.with_items else ()
        self._parts_known: dict[str, tuple[str, ...]] = {}
        said = [_said_of(library, dimension) for dimension in self.dimensions] if self.with_items else []
        self._phrases = Phrases(library, language, self._parts, said, self.items)
        place = {dimension: at for at, dimension in enumerate(self.dimensions)}
        owners = [place[library.items[item].dimension] for item in self.items]
        self._rows = np.array(owners if self.with_items else range(len(self.dimensions)), dtype=np.intp)
        self._items_of = [
            [number for number, own in enumerate(owners) if own == at] for at in range(len(self.dimensions))
        ]
        self._item_stems = {item: frozenset(self._parts(library.items[item].text)) for item in self.items}
        self._likeness = Likeness(self._texts(library))

    def marks(self, text: str) -> Marks:
        """Compare a text with every dimension and item."""
        said = words(text)
        parts = self._parts_of(said)
        explained = self._phrases.explain(parts)
        likeness = self._likeness.of(said) * _LIKENESS_SCALE
        by_dimension = np.zeros((2, len(self.dimensions)))
        by_dimension[0] = explained.by_dimension
        np.maximum.at(by_dimension[1], self._rows, likeness)
        by_item = np.stack([explained.by_item, likeness if self.with_items else explained.by_item])
        return Marks(by_dimension, by_item, parts, explained)

    def best_items(self, marks: Marks, words: float, likeness: float) -> list[str | None]:
        """Of each dimension the item whose marks, weighed so, are the highest; None where items have no text."""
        if not self.with_items:
            return [None] * len(self.dimensions)
        worth = (words * marks.by_item[0] + likeness * marks.by_item[1]).tolist()
        best = [max(own, key=worth.__getitem__, default=None) for own in self._items_of]
        return [None if at is None else self.items[at] for at in best]

    def marks_of_items(self, marks: Marks) -> dict[str, float]:
        """Both marks of a text together, by item; empty where items have no text in the language."""
        return dict(zip(self.items, marks.by_item.sum(axis=0).tolist(), strict=True))

    def reasons(self, marks: Marks, dimension: int, item: str | None) -> tuple[str, ...]:
        """Phrases found whole, the text's words that stand in others of the dimension, those of the item's own text."""
        parts, found = marks.parts, self._phrases.found_in(marks.explained, dimension)
        whole = [self._phrases.all[number].text for number, share in found if share > 0.99 or not self.with_items]
        single = [parts[part] for number, _ in found for part in self._phrases.telling[number] if part in parts]
        own = self._item_stems.get(item or "", frozenset())
        shared = [word for part, word in parts.items() if part in own and self._phrases.says_something(part)]
        text = " ".join(whole).casefold()
        rest = [word for word in [*single, *shared] if word and word not in text]
        return tuple(dict.fromkeys([*whole, *rest]))[:_MOST_REASONS]

    def _parts(self, text: str) -> Mapping[str, str]:
        return self._parts_of(words(text))

    def _parts_of(self, said: Sequence[str]) -> Mapping[str, str]:
        """What phrases are looked for in, in order: stems with the word first written so in English, else n-grams."""
        found: dict[str, str] = {}
        for word in dict.fromkeys(said):
            for part in self._parts_of_word(word):
                found.setdefault(part, word if self.with_items else "")
        return found

    def _parts_of_word(self, word: str) -> tuple[str, ...]:
        known = self._parts_known.get(word)
        if known is None:
            own = (stem(word),) if len(word) > 1 else ()
            known = self._parts_known[word] = own if self.with_items else tuple(grams_of_word(word))
        return known

    def _texts(self, library: Library) -> list[str]:
        """What each item (or dimension) says of itself: its text, its dimension's name and the phrases of both."""
        named = [library.dimensions[dimension].name for dimension in self.dimensions]
        if not self.with_items:
            return [" ".join(self._said(at, None)) for at in range(len(named))]
        texts = zip(self.items, self._rows.tolist(), strict=True)
        return [" ".join([library.items[item].text, named[at], *self._said(at, item)]) for item, at in texts]

    def _said(self, dimension: int, item: str | None) -> list[str]:
        phrases = (phrase for phrase in self._phrases.all if phrase.dimension == dimension)
        return [phrase.text for phrase in phrases if phrase.item in (None, item)]


def _said_of(library: Library, dimension: str) -> str:
    """All that is said of a dimension: what it explains, its items and what to look for in them."""
    named = library.dimensions[dimension]
    items = [library.items[item] for item in named.items]
    return " ".join([named.explain, *(" ".join([item.text, *item.look_for]) for item in items)])
