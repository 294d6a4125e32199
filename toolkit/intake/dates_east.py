"""Dates in Chinese and Japanese, rewritten as other writing has them: 2025年3月31日, 令和7年度, 2025年上半年.

A Japanese fiscal year (年度) begins in April; where no Japanese letters (kana) stand in the workbook, 年度 is the
calendar year, as in Chinese. The years of an era are counted from the words in `toolkit/words/headings/`.
"""

import re
from collections.abc import Mapping

NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
KANA = re.compile(r"[\u3041-\u30ff]")
YEAR = r"((?:19|20)\d\d)\s*年"
FIRST_YEAR = "元"
HALVES = {"上": 1, "前": 1, "下": 2, "后": 2, "後": 2}
DASHES = re.compile(r"\s*(?:～|〜|~|から|至|到|－|—)\s*")
REWRITTEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{YEAR}\s*(\d\d?)\s*月\s*(\d\d?)\s*[日号]"), r" \1-\2-\3 "),
    (re.compile(rf"{YEAR}\s*(\d\d?)\s*月份?"), r" \2/\1 "),
    (re.compile(rf"{YEAR}\s*第?\s*([1-4])\s*(?:季度|四半期|季)"), r" Q\2 \1 "),
)
HALF = re.compile(rf"{YEAR}\s*(上|下|前|后|後)\s*半(?:年|期)")
FISCAL = re.compile(r"((?:19|20)\d\d)\s*年度(?:\s*第?\s*([1-4])\s*(?:四半期|季度))?")
PLAIN_YEAR = re.compile(rf"{YEAR}(?:底|末|内|前|中に|まで)?")


def has_kana(text: str) -> bool:
    """True if a text holds Japanese letters."""
    return KANA.search(text) is not None


def rewritten(text: str, eras: Mapping[str, int], *, japanese: bool) -> str:
    """Text with its Chinese and Japanese dates in other writing; a text without any comes back as it is."""
    if "年" not in text:
        return text
    text = DASHES.sub(" - ", _counted(_in_years_of_our_era(text, eras)))
    text = FISCAL.sub(lambda found: _fiscal(found, japanese), text)
    for pattern, form in REWRITTEN:
        text = pattern.sub(form, text)
    text = HALF.sub(lambda found: f" H{HALVES[found[2]]} {found[1]} ", text)
    return " ".join(PLAIN_YEAR.sub(r" \1 ", text).split())


def _in_years_of_our_era(text: str, eras: Mapping[str, int]) -> str:
    for era, before in eras.items():
        text = re.sub(rf"{era}\s*({FIRST_YEAR}|\d\d?)\s*年", lambda found: _year_of(found[1], before), text)  # noqa: B023
    return text


def _year_of(count: str, before: int) -> str:
    return f"{before + (1 if count == FIRST_YEAR else int(count))}年"


def _counted(text: str) -> str:
    """Text in which numbers before a month, a day or a quarter are written in digits: 十二月 as 12月."""
    return re.sub(r"([一二三四五六七八九十]{1,3})(?=月|日|季|四半期)", lambda found: str(_number(found[1])), text)


def _number(signs: str) -> int:
    tens, ten, ones = signs.rpartition("十")
    return (NUMBERS.get(tens, 1) * 10 if ten else 0) + NUMBERS.get(ones, 0)


def _fiscal(found: re.Match[str], japanese: bool) -> str:
    """Fiscal year or quarter of one: from April in Japanese, the calendar year otherwise."""
    year, quarter = int(found[1]), int(found[2] or 0)
    first, months = (4, 3) if quarter else (4, 12)
    if not japanese:
        return f" Q{quarter} {year} " if quarter else f" {year} "
    if not quarter:
        return f" {year}-{first:02d}-01 - {year + 1}-03-31 "
    begins = (first - 1 + (quarter - 1) * months) % 12 + 1
    return f" Q{(begins - 1) // 3 + 1} {year + (quarter == 4)} "
