"""Values of a plan's cells: status, leads and partners, indicators, the level a measure brings.

What a word means stands in `toolkit/words/headings/`; what is not known is left out with a problem, never guessed.
"""

import difflib
import re
from dataclasses import dataclass

from toolkit.intake.dates import plain_digits
from toolkit.intake.headings import Headings, plain_heading, runs_together
from toolkit.intake.references import ITEM
from toolkit.record.plan import Brings, Status

ACRONYM = re.compile(r"(?=(?:\w*[A-Z]){2})[A-Za-z]{2,8}")  # MoJ, DoCS
LIST_MARKS = re.compile(r"\s*(?:[;\n•●▪]|(?<!\d)/(?!\d))\s*")
LEADING_MARK = re.compile(r"^\s*(?:[-–*•]|\d+[.)])\s+")
FROM_TO = re.compile(
    r"(?:\bfrom\s+)?(?P<baseline>[£€$]?\d[\d.,\s]*%?)\s*(?:>|→|➔|=>|->|\bto\b)\s*(?P<target>[£€$]?\d[\d.,\s]*%?)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
LEVEL = re.compile(r"(?<![\d-])([0-4])(?!\d)")
FIRST_PART = re.compile(r"[:;,.–—-]\s|[，、。；：]")
ALWAYS_PARTS = re.compile(r"\s*[、；]\s*")
LONGEST_PAIR, LONGEST_NAMES = 400, 4000
LIKE_ENOUGH = 0.75
SHORTEST_BEGINNING = 6  # "late 2026" is no status


@dataclass(frozen=True)
class StatusRead:
    """Status of a cell; where it is not known, the nearest word that is."""

    status: Status | None = None
    unknown: str | None = None
    nearest: str | None = None


def read_status(text: str, headings: Headings) -> StatusRead:
    """Read a status by its synonyms: the whole text first, then without brackets, then the words it begins with."""
    known = headings.by_code("status")
    plain = plain_heading(text[:LONGEST_PAIR])
    if not plain or (plain in headings.words("nothing") and plain not in known):
        return StatusRead()
    for reading in (plain, plain_heading(re.sub(r"[(（].*", "", text)), plain_heading(FIRST_PART.split(text)[0])):
        if reading in known:
            return StatusRead(Status(known[reading]))
    for phrase in known:
        if len(phrase) >= SHORTEST_BEGINNING and plain.startswith(f"{phrase} "):
            return StatusRead(Status(known[phrase]))
    near = difflib.get_close_matches(plain, known, n=1, cutoff=LIKE_ENOUGH)
    return StatusRead(unknown=text, nearest=near[0] if near else None)


def read_names(text: str, headings: Headings, *, commas: bool) -> tuple[str, ...]:
    """Bodies named in a cell, in order; with `commas` a comma always parts them (partners), else only bodies.

    "and" parts two bodies ("SPS and YRSG"), never the name of one ("Ministry of Health and Welfare").
    """
    nothing = headings.words("nothing")
    if _is_nothing(text, nothing):
        return ()
    names: list[str] = []
    for part in LIST_MARKS.split(ALWAYS_PARTS.sub("\n", text[:LONGEST_NAMES])):
        for piece in _by_comma(part, headings, commas):
            names += _by_and(piece, headings)
    cleaned = [" ".join(LEADING_MARK.sub("", name).split()).strip(" ,;") for name in names]
    return tuple(dict.fromkeys(name for name in cleaned if not _is_nothing(name, nothing)))


def _is_nothing(text: str, nothing: frozenset[str]) -> bool:
    return not text.strip() or (plain_heading(text) or text.strip()) in nothing


def _by_comma(text: str, headings: Headings, always: bool) -> list[str]:
    pieces = re.split(r"\s*[,،，]\s*(?![^(]*\))", text)
    if always or all(is_body(piece, headings, alone=True) for piece in pieces if piece):
        return [re.sub(r"^and\s+", "", piece, flags=re.IGNORECASE) for piece in pieces]
    return [text]


def _by_and(text: str, headings: Headings) -> list[str]:
    words = [str(word) for word in headings.values["and"] if str(word) in text.casefold()]
    if not words:
        return [text]
    spaced = "|".join(re.escape(word) for word in words if not runs_together(word)) or r"\b\B"
    signs = "|".join(re.escape(word) for word in words if runs_together(word)) or r"\b\B"
    pieces = re.split(rf"\s+(?:{spaced})\s+|(?:{signs})", text, flags=re.IGNORECASE)
    return pieces if len(pieces) > 1 and all(is_body(piece, headings) for piece in pieces) else [text]


def is_body(text: str, headings: Headings, *, alone: bool = False) -> bool:
    """True if a text is a body by itself: an acronym, or a name that begins with what bodies are called.

    With `alone` what bodies are called is enough ("Police").
    """
    words = re.sub(r"^(?:and|the)\s+", "", text.strip(), flags=re.IGNORECASE).split()
    if not words:
        return False
    bodies = headings.words("body_words")
    if runs_together(text):
        return len(text.strip()) >= 2 and plain_heading(text).endswith(tuple(filter(runs_together, bodies)))
    if len(words) == 1 and (ACRONYM.fullmatch(words[0]) or (len(words[0]) >= 2 and words[0].isupper())):
        return True
    ends = (plain_heading(words[0]), plain_heading(words[-1]))
    return (alone or len(words) >= 2) and any(end in bodies for end in ends)


@dataclass(frozen=True)
class FromTo:
    """A baseline and a target in one text, and what else the text says."""

    baseline: str
    target: str
    rest: str


def read_from_to(text: str) -> FromTo | None:
    """Read "22% > 80%" or "from 0 to 4"; None where a text holds no such pair."""
    found = FROM_TO.search(plain_digits(text)) if len(text) <= LONGEST_PAIR else None
    if found is None or all(YEAR.fullmatch(found[end].strip()) for end in ("baseline", "target")):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return FromTo(
        found["baseline"].strip(" ,."), found["target"].strip(" ,."), " ".join(rest.split()).strip(" :;,-–()")
    )


def read_brings(text: str) -> tuple[Brings, ...] | None:
    """Levels a measure brings: "3", or "D04-3: 3; D05-1: 2"; None where the text cannot be read so."""
    plain = plain_digits(text)
    if len(plain) > LONGEST_PAIR:
        return None
    if not ITEM.search(plain):
        found = LEVEL.fullmatch(plain.strip()) or re.match(r"\s*([0-4])\s*[-–:.]\s*\D", plain)
        return (Brings(level=int(found[1])),) if found else None
    read: list[Brings] = []
    for part in re.split(r"[;\n,]", plain):
        item = ITEM.search(part)
        level = LEVEL.search(ITEM.sub("", part))
        if item is None or level is None:
            return None
        read.append(Brings(item=f"D{int(item[1]):02d}-{int(item[2])}", level=int(level[1])))
    return tuple(read)
