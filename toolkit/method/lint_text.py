"""What remarks on a plan read in its text: groups of people, vague beginnings, kinds of measure, titles alike.

The words stand in `words/plan_words.yaml`, by language; all languages are looked for at once.
"""

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.data_file import read_data_file
from toolkit.language import WORDS
from toolkit.library.model import Frozen
from toolkit.method.matching_text import stems
from toolkit.record.plan import like_text

Numbers = NDArray[np.int64]

ALIKE = 0.8
LEAST_WORDS_TO_BE_ALIKE = 4
_ANYWHERE = re.compile(r"[\u0600-\u06FF\u3040-\u30FF\u3400-\u9FFF]")


class PlanWords(Frozen):
    """Words for the groups of people, vague beginnings and kinds of measure, of all languages, without accents."""

    groups: Mapping[str, tuple[str, ...]]
    vague: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]


def read_plan_words() -> PlanWords:
    """Read the words by which the text of a plan is remarked on."""
    told = read_data_file(WORDS / "plan_words.yaml")
    return PlanWords(
        groups={group: _of_all_languages(words) for group, words in told["groups"].items()},
        vague=_of_all_languages(told["vague"]),
        kinds={kind: _of_all_languages(words) for kind, words in told["kinds"].items()},
    )


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """True if a word of the text begins with one of these."""
    return has_word(like_text(text), words)


def has_word(like: str, words: Iterable[str]) -> bool:
    """True if a word of a text that is reduced to what makes writings alike begins with one of these."""
    plain = f" {like}"
    return any(word in plain and (f" {word}" in plain or bool(_ANYWHERE.search(word))) for word in words)


def begins_with(text: str, words: Iterable[str]) -> bool:
    """True if the text begins with one of these words."""
    return f"{like_text(text)} ".startswith(tuple(f"{word} " for word in words))


def _of_all_languages(by_language: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(like_text(word) for words in by_language.values() for word in words))


def alike(titles: Sequence[str]) -> dict[int, int]:
    """Titles nearly the same as an earlier one: position of the later, position of the first it is like.

    Alike: of the words of both, at least 80 % are in both (Jaccard), and at least four words each. Titles equal but
    for case, accents and punctuation are not listed here. Each distinct title is compared once, with those only that
    share one of its rarest words, as titles that are alike do.
    """
    found: dict[int, int] = {}
    told: dict[tuple[str, frozenset[str]], int | None] = {}
    plain = [like_text(title) for title in titles]
    sets = [frozenset(stems(title)) for title in titles]
    earlier = _Earlier(sets)
    for at, words in enumerate(sets):
        if len(words) < LEAST_WORDS_TO_BE_ALIKE:
            continue
        if (plain[at], words) not in told:
            near = (other for other in earlier.alike_to(at) if plain[other] != plain[at])
            told[plain[at], words] = first = next(near, None)
            if first is None:
                earlier.add(at)
        if (other := told[plain[at], words]) is not None:
            found[at] = other
    return found


class _Earlier:
    """Titles met so far that are like none before them, by their rarest words.

    Words are numbered, the rarest first; those of all titles stand one after the other in one array.
    """

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        rarity = Counter(word for words in sets for word in words)
        numbers = {word: at for at, word in enumerate(sorted(rarity, key=lambda word: (rarity[word], word)))}
        self._sizes = np.array([len(words) for words in sets], dtype=np.int64)
        self._starts = np.cumsum(self._sizes) - self._sizes
        numbered = (number for words in sets for number in sorted(numbers[word] for word in words))
        self._words = np.fromiter(numbered, dtype=np.int64, count=int(self._sizes.sum()))
        self._marked = np.zeros(len(numbers), dtype=np.int64)
        self._with: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))

    def add(self, at: int) -> None:
        """Let later titles be compared with this one."""
        for word in self._rarest(at):
            self._with[word].append(at)

    def alike_to(self, at: int) -> list[int]:
        """Earlier titles that share at least 80 % of the words of both, in order."""
        known = [np.frombuffer(self._with[word], dtype=np.int64) for word in self._rarest(at) if word in self._with]
        if not known:
            return []
        others, size = np.unique(np.concatenate(known)), self._sizes[at]
        sizes = self._sizes[others]
        others = others[(sizes >= ALIKE * size) & (size >= ALIKE * sizes)]
        shared = self._shared(at, others)
        near: list[int] = others[shared >= ALIKE * (size + self._sizes[others] - shared)].tolist()
        return near

    def _words_of(self, at: int) -> Numbers:
        return self._words[self._starts[at] : self._starts[at] + self._sizes[at]]

    def _rarest(self, at: int) -> list[int]:
        """The rarest words of a title: two titles that are alike share at least one of these."""
        size = int(self._sizes[at])
        rarest: list[int] = self._words_of(at)[: size - math.ceil(ALIKE * size) + 1].tolist()
        return rarest

    def _shared(self, at: int, others: Numbers) -> Numbers:
        """Number of words that a title shares with each of some others, none of them without words."""
        sizes = self._sizes[others]
        begins = np.cumsum(sizes) - sizes
        places = np.arange(sizes.sum()) + np.repeat(self._starts[others] - begins, sizes)
        self._marked[self._words_of(at)] = 1
        shared: Numbers = np.add.reduceat(self._marked[self._words[places]], begins) if len(others) else sizes
        self._marked[self._words_of(at)] = 0
        return shared
