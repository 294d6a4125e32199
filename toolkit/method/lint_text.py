"""What remarks on a plan read in its text: groups of people, vague beginnings, kinds of measure, titles alike.

The words stand in `words/plan_words.yaml`, by language; all languages are looked for at once.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.data_file import read_data_file
from toolkit.language import WORDS
from toolkit.library.model import Frozen
from toolkit.method.matching_text import stems
from toolkit.record.plan import like_text

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
    plain = f" {like_text(text)}"
    return any(word in plain if _ANYWHERE.search(word) else f" {word}" in plain for word in words)


def begins_with(text: str, words: Iterable[str]) -> bool:
    """True if the text begins with one of these words."""
    return f"{like_text(text)} ".startswith(tuple(f"{word} " for word in words))


def _of_all_languages(by_language: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(like_text(word) for words in by_language.values() for word in words))


def alike(titles: Sequence[str]) -> dict[int, int]:
    """Titles nearly the same as an earlier one: position of the later, position of the first it is like.

    Alike: of the words of both, at least 80 % are in both (Jaccard), and at least four words each. Titles equal but
    for case, accents and punctuation are not listed here.
    """
    found: dict[int, int] = {}
    plain = [like_text(title) for title in titles]
    sets = [frozenset(stems(title)) for title in titles]
    rarity = Counter(word for words in sets for word in words)
    first_with: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(sets):
        if len(words) < LEAST_WORDS_TO_BE_ALIKE:
            continue
        rarest = _rarest(words, rarity)
        earlier = next(_alike_to(at, rarest, first_with, sets, plain), None)
        if earlier is not None:
            found[at] = earlier
        else:
            for word in rarest:
                first_with[word].append(at)
    return found


def _rarest(words: frozenset[str], rarity: Mapping[str, int]) -> list[str]:
    """The rarest words of a title: two titles that are alike share at least one of these."""
    number = len(words) - math.ceil(ALIKE * len(words)) + 1
    return sorted(words, key=lambda word: (rarity[word], word))[:number]


def _alike_to(
    at: int,
    rarest: Iterable[str],
    first_with: Mapping[str, Sequence[int]],
    sets: Sequence[frozenset[str]],
    plain: Sequence[str],
) -> Iterator[int]:
    candidates = sorted({other for word in rarest for other in first_with.get(word, ())})
    for other in candidates:
        shared = len(sets[at] & sets[other])
        if shared >= ALIKE * len(sets[at] | sets[other]) and plain[at] != plain[other]:
            yield other
