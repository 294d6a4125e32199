"""Codes that a plan names: items (D04-3), provisions of the resolutions, rules, model strategies.

"76/182 OP2", "A/RES/76/182, para. 2", "OP 2, 4", "NMR 94", "Model Strategy 9". A bare "OP 4" stays bare: the lens
decides which instrument it means.
"""

import re
from dataclasses import dataclass

from toolkit.intake.dates import plain_digits
from toolkit.intake.headings import Headings
from toolkit.record.plan import ProvisionNamed

ITEM = re.compile(r"\bD\s?(\d{1,2})\s?[-.–‑]\s?(\d{1,2})\b")
ITEM_IN_COLUMN = re.compile(ITEM.pattern, re.IGNORECASE)
SYMBOL = r"(?P<full>A/RES/)?(?P<session>\d{2})/(?P<number>\d{1,3})(?!\s*/\s*\d)(?![A-Za-z\d])"
ONE = r"\d{1,3}(?:\.\d+)?(?:\s?\(?[a-z]\)?(?![a-z]))?"
BETWEEN = r"(?:\s*(?:,|;|&|/|–|-|and)\s*(?:and\s+)?)"
LIST = rf"{ONE}(?:{BETWEEN}{ONE})*"
BARE_IN_TEXT = re.compile(rf"(?<!\w)OPs?\s?({LIST})")
LONGEST_RANGE = 40
LONGEST_TEXT = 4000


@dataclass(frozen=True)
class References:
    """Codes found in a text."""

    items: tuple[str, ...] = ()
    provisions: tuple[ProvisionNamed, ...] = ()
    standards: tuple[ProvisionNamed, ...] = ()


class CodePatterns:
    """Patterns of written codes, made once from the words of the languages."""

    def __init__(self, headings: Headings) -> None:
        paragraph, of = _words(headings.values["paragraph"]), _words(headings.values["of"])
        self.turned = _compile(
            rf"(?<!\w){paragraph}\.?\s*({LIST})\s+{of}\s+(?:[^\W\d]+\s+){{0,2}}((?:A/RES/)?\d\d/\d{{1,3}})\b"
        )
        self.instrument = _compile(SYMBOL + rf"(?:[\s,:;(]*(?P<word>{paragraph})\.?\s*(?P<list>{LIST}))?")
        self.bare_in_column = _compile(rf"(?<!\w){paragraph}\.?\s*({LIST})")
        named = [(code, words, None) for code, words in headings.values["instruments"].items()]
        self.rules = [
            (code, part, _compile(rf"\b{_words(words)}\.?s?\s*(?:nos?\.?\s*)?({LIST})"))
            for code, words, part in [*named, ("a-res-80-226", headings.values["strategies"], "strategy")]
        ]


def _words(words: object) -> str:
    listed = sorted((str(word) for word in words), key=len, reverse=True)  # type: ignore[attr-defined]
    return "(?:" + "|".join(re.escape(word) for word in listed) + ")"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def read_references(text: str, patterns: CodePatterns, *, named_column: bool = False, bare: bool = False) -> References:
    """Read the codes a text names.

    In a column made for references ("Provision") a symbol without "A/RES/" and a word such as "para" count as well;
    with `bare` (the heading says paragraph) numbers alone do.
    """
    text = plain_digits(text[:LONGEST_TEXT])
    if not re.search(r"\d", text):
        return References()
    text = patterns.turned.sub(r"\2 OP \1", text)
    item = ITEM_IN_COLUMN if named_column else ITEM
    items = tuple(dict.fromkeys(f"D{int(found[1]):02d}-{int(found[2])}" for found in item.finditer(text)))
    rest = item.sub(" ; ", text)
    provisions = _of_instruments(rest, patterns, named_column)
    rest = patterns.instrument.sub(" ; ", rest)
    if bare and not provisions and re.fullmatch(LIST, text.strip(), re.IGNORECASE):
        provisions = [ProvisionNamed(number=number) for number in numbers_of(text.strip())]
    rules = _of_rules(rest, patterns)
    provisions += [rule for rule in rules if rule.part] + _bare(rest, patterns, named_column)
    standards = tuple(dict.fromkeys(rule for rule in rules if not rule.part))
    return References(items, tuple(dict.fromkeys(provisions)), standards)


def _of_instruments(text: str, patterns: CodePatterns, named_column: bool) -> list[ProvisionNamed]:
    found: list[ProvisionNamed] = []
    for match in patterns.instrument.finditer(text):
        if match["list"] is None or not (match["full"] or match["word"] or named_column):
            continue
        instrument = f"a-res-{int(match['session'])}-{int(match['number'])}"
        found += [ProvisionNamed(instrument=instrument, number=number) for number in numbers_of(match["list"])]
    return found


def _of_rules(text: str, patterns: CodePatterns) -> list[ProvisionNamed]:
    return [
        ProvisionNamed(instrument=code, number=number.lstrip("0") or number, part=part)
        for code, part, pattern in patterns.rules
        for match in pattern.finditer(text)
        for number in numbers_of(match[1])
    ]


def _bare(text: str, patterns: CodePatterns, named_column: bool) -> list[ProvisionNamed]:
    pattern = patterns.bare_in_column if named_column else BARE_IN_TEXT
    return [ProvisionNamed(number=number) for match in pattern.finditer(text) for number in numbers_of(match[1])]


def numbers_of(text: str) -> list[str]:
    """Numbers of a list: "2, 4", "2 and 4", "2-4" (each of them), "36 (c)"."""
    numbers: list[str] = []
    for part in re.split(r"\s*(?:,|;|&|/|and)\s*", text, flags=re.IGNORECASE):
        ends = re.fullmatch(r"(\d{1,3})\s*[-–]\s*(\d{1,3})", part.strip())
        if ends and 0 < int(ends[2]) - int(ends[1]) <= LONGEST_RANGE:
            numbers += [str(number) for number in range(int(ends[1]), int(ends[2]) + 1)]
        elif part.strip():
            numbers.append(re.sub(r"\s+", "", part.strip()))
    return numbers
