"""Text as matching sees it: words without endings, and character n-grams.

English words lose their common endings. In other languages nothing is cut: there words are compared by character
n-grams, which need no knowledge of endings and work for scripts without spaces.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from toolkit.language import SOURCE

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_WITHOUT_SPACES = re.compile(r"[\u0E00-\u0EFF\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]")

_ACCENTS = re.compile(r"[\u0300-\u036F\u0640\u064B-\u0652]")
_ONE_LETTER = str.maketrans("أإآٱةىی", "اااا" + "هيي")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30FF]"), 20),
    ("zh", re.compile(r"[\u4E00-\u9FFF]"), 5),
    ("ar", re.compile(r"[\u0600-\u06FF]"), 5),
    ("ru", re.compile(r"[\u0400-\u04FF]"), 5),
)

_ENDINGS = ("ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "ly", "s")


def words(text: str) -> list[str]:
    """Words of a text in order, in lower case; letters that are written in several ways are made one."""
    if text.isascii():
        return _WORD.findall(_POSSESSIVE.sub("", text.lower()))
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _WORD.findall(_POSSESSIVE.sub("", unicodedata.normalize("NFC", plain).translate(_ONE_LETTER)))


def script_of(language: str) -> str:
    """Script in which a language is written, named by one language that has it."""
    return language if any(language == code for code, *_ in _SCRIPTS) else SOURCE


def script_in(text: str) -> str:
    """Script of a text: the first of which it holds more than one letter in so many."""
    letters = 0 if text.isascii() else sum(map(str.isalpha, text))
    return next((code for code, own, share in _SCRIPTS if len(own.findall(text)) * share > letters), SOURCE)


def stem(word: str) -> str:
    """English word without its commonest endings: monitoring and monitored give monitor."""
    if not word.isascii() or len(word) < 2:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word


def stems(text: str) -> dict[str, str]:
    """Stems of a text in order, each with the word it was first written as."""
    found: dict[str, str] = {}
    for word in words(text):
        if len(word) > 1:
            found.setdefault(stem(word), word)
    return found


def grams(text: str) -> Counter[str]:
    """Character n-grams of a text with their number: 3 to 5 within words, 1 and 2 where a script has no spaces."""
    return Counter(gram for word in words(text) for gram in grams_of_word(word))


def grams_of_word(word: str) -> Iterator[str]:
    """Character n-grams of one word, as often as they stand in it."""
    if _WITHOUT_SPACES.search(word):
        yield from _cut(word, (1, 2))
    else:
        yield from _cut(f" {word} ", (3, 4, 5))


def _cut(text: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(text) - size + 1):
            yield text[start : start + size]
