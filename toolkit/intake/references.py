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
# In Chinese and Japanese the sign for a paragraph stands behind its number, that of a resolution around it.
PARAGRAPH_AFTER = re.compile(
    r"(?<![\d/])第?\s*((?:\d{1,3}\s*(?:[、，,和与及至到～〜-]|及び)?\s*第?\s*)+)[段项項](?:落)?"
)
RESOLUTION_AROUND = re.compile(r"第?\s*((?:A/RES/)?\d\d/\d{1,3})\s*[号號](?:决议|決議)?(?:执行部分|主文)?の?")
LIMB = re.compile(r"\b(?:K[1-7]|MS\d\d)\.\d\b")
SYMBOL = r"(?P<full>A/RES/)?(?P<session>\d{2})/(?P<number>\d{1,3})(?!\s*/\s*\d)(?![A-Za-z\d])"
ONE = r"\d{1,3}(?:\.\d+)?(?:\s?\([a-z]{1,4}\)|[a-z](?![a-z]))?"
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
        to, join = _words(headings.values["number_to"]), _words(headings.values["number_and"])
        one = rf"(?:{paragraph}\.?\s*)*{ONE}"
        between = rf"\s*(?:[,;&/،؛、–-]|{to}(?!\w*[^\W\d])|{join}(?!\w*[^\W\d]))\s*(?:{join}\s*)?"
        self.list = rf"{ONE}(?:{between}{one})*"
        self.only_list = _compile(self.list)
        self.to = _compile(rf"\s*(?:[–-]|{to})\s*")
        self.parted = _compile(rf"\s*(?:[,;&/،؛、]|{join})\s*(?:{join}\s*)?")
        self.word = _compile(rf"(?<!\w){paragraph}\.?\s*")
        self.turned = _compile(
            rf"(?<!\w){paragraph}\.?\s*({self.list})\s+{of}\s*(?:[^\W\d]+[’'\s]+){{0,4}}((?:A/RES/)?\d\d/\d{{1,3}})\b"
        )
        named_list = rf"(?P<word>(?:{paragraph}\.?\s*)+)(?P<list>{self.list})"
        self.instrument = _compile(SYMBOL + rf"(?:[\s,:;(]*{named_list})?")
        self.bare_in_column = _compile(rf"(?<!\w)(?:{paragraph}\.?\s*)+({self.list})")
        self.bare_in_text = re.compile(rf"(?<!\w)OPs?\s?({ONE}(?:\s*(?:[,;&/–-]|and)\s*(?:and\s+)?(?:OPs?\s?)?{ONE})*)")
        named = [(code, words, None) for code, words in headings.values["instruments"].items()]
        # Whether a name stands in a text at all is asked first: that costs far less than looking for it by its pattern.
        self.rules = [
            (
                code,
                part,
                tuple(word.lower() for word in words),
                _compile(rf"\b{_words(words)}\.?s?\s*(?:nos?\.?|[№第¶:,])?\s*({self.list})"),
            )
            for code, words, part in [*named, ("a-res-80-226", headings.values["strategies"], "strategy")]
        ]

    def numbers_of(self, text: str) -> list[str]:
        """Numbers of a list: "2, 4", "2 et 4", "2-4" (each of them), "36 (c)"."""
        numbers: list[str] = []
        for part in self.parted.split(self.word.sub(" ", text)):
            ends = self.to.split(part.strip())
            whole = [int(end) for end in ends if end.isdigit()]
            if len(ends) == len(whole) == 2 and 0 < whole[1] - whole[0] <= LONGEST_RANGE:
                numbers += [str(number) for number in range(whole[0], whole[1] + 1)]
            elif part.strip():
                numbers.append(re.sub(r"\s+", "", part.strip()))
        return numbers


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
    text = PARAGRAPH_AFTER.sub(r" ¶ \1 ", RESOLUTION_AROUND.sub(r" \1 ", text)) if not text.isascii() else text
    text = patterns.turned.sub(r"\2 ¶ \1", text)
    item = ITEM_IN_COLUMN if named_column else ITEM
    items = tuple(dict.fromkeys(f"D{int(found[1]):02d}-{int(found[2])}" for found in item.finditer(text)))
    rest = item.sub(" ; ", text)
    provisions = _of_instruments(rest, patterns, named_column)
    rest = patterns.instrument.sub(" ; ", rest)
    if bare and not provisions and patterns.only_list.fullmatch(text.strip()):
        provisions = [ProvisionNamed(number=number) for number in patterns.numbers_of(text.strip())]
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
        found += [ProvisionNamed(instrument=instrument, number=number) for number in patterns.numbers_of(match["list"])]
    return found


def _of_rules(text: str, patterns: CodePatterns) -> list[ProvisionNamed]:
    lower = text.lower()
    return [
        ProvisionNamed(instrument=code, number=_number(number, part), part=part)
        for code, part, names, pattern in patterns.rules
        if any(name in lower for name in names)
        for match in pattern.finditer(text)
        for number in patterns.numbers_of(match[1])
    ]


def _number(number: str, part: str | None) -> str:
    """Number as the instrument has it; a limb of a strategy ("MS09.2") stands for the strategy."""
    return (number.partition(".")[0] if part == "strategy" else number).lstrip("0") or number


def _bare(text: str, patterns: CodePatterns, named_column: bool) -> list[ProvisionNamed]:
    pattern = patterns.bare_in_column if named_column else patterns.bare_in_text
    return [
        ProvisionNamed(number=number) for match in pattern.finditer(text) for number in patterns.numbers_of(match[1])
    ]


def codes_left(text: str, found: References) -> list[str]:
    """Codes in a column of references that name nothing here: limbs ("K2.3"); the whole text where nothing was read."""
    if not (found.items or found.provisions or found.standards):
        return [text.strip()] if re.search(r"\d", text) else []
    return [code for code in LIMB.findall(text) if code.startswith("K")]
