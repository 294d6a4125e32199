"""Letters: what a format or a font can hold of a text, and which way a text runs.

Nothing is dropped in silence: a character that no shipped font has is shown as its code and can be listed; only
control characters, which no XML can carry, are taken out.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).parent / "fonts"
LONGEST_RUN = 24
_ZERO_WIDTH_SPACE = "\u200b"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_RUN = re.compile(rf"[^\s{_ZERO_WIDTH_SPACE}]{{{LONGEST_RUN + 1},}}")
_NEEDS_NO_LETTER = {"\n", "\t", "\r", _ZERO_WIDTH_SPACE, "\u200e", "\u200f"}


def printable(text: str) -> str:
    """Text without the control characters that XML 1.0 cannot hold; line ends are made one kind."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def breakable(text: str) -> str:
    """Text whose long unbroken words may be broken: a zero-width space after every so many characters."""
    return _LONG_RUN.sub(lambda found: _broken(found.group()), text)


def _broken(word: str) -> str:
    return _ZERO_WIDTH_SPACE.join(word[at : at + LONGEST_RUN] for at in range(0, len(word), LONGEST_RUN))


def cut_short(text: str, longest: int) -> str:
    """A text on one line that is no longer than this, cut after a whole word where that can be, with a sign for it."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    kept = plain[: longest - 1]
    words = kept.rsplit(" ", 1)[0]
    return (words if len(words) > longest // 2 else kept).rstrip(" ,;:.") + "\N{HORIZONTAL ELLIPSIS}"


def direction_of(text: str, otherwise: Literal["ltr", "rtl"]) -> Literal["ltr", "rtl"]:
    """Direction of a text by its first letter that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise


class Alphabet:
    """The characters that the shipped fonts hold, from `fonts/characters.txt`."""

    @cached_property
    def ranges(self) -> tuple[list[int], list[int]]:
        """First and last code point of each range."""
        pairs = [line.split("-") for line in (FONTS / "characters.txt").read_text(encoding="utf-8").split()]
        return [int(pair[0], 16) for pair in pairs], [int(pair[-1], 16) for pair in pairs]

    def holds(self, letter: str) -> bool:
        """True if a shipped font has this character, or it needs none."""
        if letter in _NEEDS_NO_LETTER:
            return True
        starts, ends = self.ranges
        at = bisect_right(starts, ord(letter)) - 1
        return at >= 0 and ord(letter) <= ends[at]

    def missing(self, text: str) -> tuple[str, ...]:
        """Characters of a text that no font has, each once, in order."""
        return tuple(dict.fromkeys(letter for letter in text if not self.holds(letter)))

    def spelled(self, text: str) -> str:
        """Text with each character that no font has written as its code: [U+1F600]."""
        return "".join(letter if self.holds(letter) else f"[U+{ord(letter):04X}]" for letter in text)
