"""Likeness of texts by character n-grams: the cosine of vectors weighed by how often and how rarely a gram stands.

The texts compared with are turned into unit vectors once. Words return in every plan: the grams of each are cut once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.method.matching_text import grams_of_word, words

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


class Likeness:
    """Texts as unit vectors over the character n-grams that stand in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._columns: dict[str, int] = {}
        self._known: dict[str, Numbers] = {}
        said = [words(text) for text in texts]
        for word in dict.fromkeys(word for found in said for word in found):
            columns = [self._columns.setdefault(gram, len(self._columns)) for gram in grams_of_word(word)]
            self._known[word] = np.array(columns, dtype=np.intp)
        counts = np.zeros((len(texts), len(self._columns)))
        for row, found in zip(counts, said, strict=True):
            row += np.bincount(self._together(found), minlength=len(row))
        self._rarity = np.log((len(texts) + 1) / ((counts > 0).sum(axis=0) + 0.5))
        weighed = np.where(counts > 0, (1 + np.log(np.maximum(counts, 1))) * self._rarity, 0)
        lengths = np.sqrt((weighed**2).sum(axis=1, keepdims=True))
        self._vectors = np.ascontiguousarray((weighed / np.where(lengths > 0, lengths, 1)).T)

    def of(self, said: Sequence[str]) -> Floats:
        """Likeness (0 to 1) with each text of a text given by its words, whose unknown grams are left aside."""
        columns, counts = np.unique(self._together(said), return_counts=True)
        if not len(columns):
            return np.zeros(self._vectors.shape[1])
        values = (1 + np.log(counts)) * self._rarity[columns]
        product: Floats = (values / np.sqrt(values @ values)) @ self._vectors[columns]
        return product

    def _together(self, said: Sequence[str]) -> Numbers:
        found = [self._columns_of(word) for word in said]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.intp)

    def _columns_of(self, word: str) -> Numbers:
        known = self._known.get(word)
        if known is None:
            columns = [self._columns[gram] for gram in grams_of_word(word) if gram in self._columns]
            known = self._known[word] = np.array(columns, dtype=np.intp)
        return known
