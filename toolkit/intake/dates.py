"""Dates as ministries write them: real dates, months, quarters, halves, years, fiscal years, "ongoing".

Every date is a span of days; an end takes its last day, a start its first. What can be read in two ways (day and
month, the fiscal year) is named with both readings and not guessed. Windows: a number from 1900 to 2100 is a year.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from toolkit.intake.dates_east import rewritten
from toolkit.intake.grid import Cell
from toolkit.intake.headings import Headings, plain_heading, runs_together
from toolkit.intake.spreadsheet_styles import date_text

FIRST_YEAR, LAST_YEAR = 1900, 2100
LONGEST_DATE = 400
NAMES_A_DAY = ("iso", "numeric", "day_month", "month_day")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
USUAL_FISCAL_STARTS = (4, 7)
YEAR = r"(?:19|20)\d\d"
RANGE_SIGNS = ("-", "–", "—", "→", ">", "~", "～", "〜")
MARKS = {"٫": ".", "٬": ","}
DIGITS = {
    ord(char): str(index % 10) for index, char in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９०१२३४५६७८९")
} | {ord(mark): plain for mark, plain in MARKS.items()}


@dataclass(frozen=True)
class Span:
    """Days a date covers, and where it stands in the text; `whole` for a period named by its two ends."""

    first: date
    last: date
    begins: int = 0
    ends: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Doubt:
    """A date that was not taken: why (a problem's code), as written, and the readings there are."""

    code: str
    text: str
    first: date | None = None
    second: date | None = None


@dataclass(frozen=True)
class When:
    """What a cell says about time."""

    start: date | None = None
    end: date | None = None
    continuing: bool = False
    several: bool = False
    from_number: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """How dates are written: words of the languages, and what a person or the sheet says of order and fiscal year.

    `japanese`: the workbook holds Japanese letters, so 年度 begins in April.
    """

    headings: Headings
    day_first: bool | None = None
    year_starts: int | None = None
    today: date | None = None
    japanese: bool = False
    patterns: "Patterns" = field(init=False)

    def __post_init__(self) -> None:
        """Compile the patterns once for the words at hand."""
        object.__setattr__(self, "patterns", Patterns(self.headings))


class Patterns:
    """Patterns of written dates, made from the words of the languages."""

    def __init__(self, headings: Headings) -> None:
        values = headings.values
        self.periods_met: dict[str, bool] = {}
        self.months = {spelt: n for n, names in enumerate(values["months"], 1) for spelt in _spelt(names)}
        self.ordinals = {spelt: n for n, names in enumerate(values["ordinals"], 1) for spelt in _spelt(names)}
        of = rf"(?:{_any(values['of'])}\s+)?"
        month, self.fiscal_words = _any(self.months), _any(values["fiscal"])
        quarter, half = _any(values["quarter"]), _any(values["half"])
        ordinal, fiscal = _any(self.ordinals), self.fiscal_words
        self.all: list[tuple[str, re.Pattern[str]]] = [
            ("iso", _compile(rf"\b({YEAR})[-/.](\d\d?)[-/.](\d\d?)(?:[t ]\d\d:\d\d(?::\d\d)?)?\b")),
            ("numeric", _compile(r"\b(\d\d?)([/.-])(\d\d?)\2((?:19|20)?\d\d)\b")),
            (
                "fiscal_quarter",
                _compile(rf"\b{fiscal}\s*({YEAR}|\d\d)(?:\s*[-/–]\s*\d\d(?:\d\d)?)?[\s,/-]*q\s*([1-4])\b"),
            ),
            ("fiscal_quarter_after", _compile(rf"\bq\s*([1-4])[\s,/-]*(?:of\s+)?{fiscal}\s*({YEAR}|\d\d)\b")),
            ("quarter", _compile(rf"\b{quarter}\s*([1-4])[\s,/-]*{of}({YEAR})\b(?!\s*[/])")),
            ("quarter_after", _compile(rf"\b({YEAR})[\s,/-]*{quarter}\s*([1-4])\b")),
            ("quarter_word", _compile(rf"(?<!\w)({ordinal})\s+{quarter}\s+{of}({YEAR})\b")),
            ("quarter_word_after", _compile(rf"\b{quarter}\s+({ordinal})\s+{of}({YEAR})\b")),
            ("half", _compile(rf"\b{half}\s*([12])[\s,/-]*{of}({YEAR})\b")),
            ("half_after", _compile(rf"\b({YEAR})[\s,/-]*{half}\s*([12])\b")),
            ("half_word", _compile(rf"(?<!\w)({ordinal})\s+{half}\s+{of}({YEAR})\b")),
            ("half_word_after", _compile(rf"\b{half}\s+({ordinal})\s+{of}({YEAR})\b")),
            (
                "day_month",
                _compile(
                    rf"\b(\d\d?)(?:st|nd|rd|th|er|º|°)?\.?\s*{of}[-/ ]?({month})\b\.?[-/, ]*{of}((?:19|20)\d\d|\d\d)\b"
                ),
            ),
            ("month_day", _compile(rf"\b({month})\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+({YEAR})\b")),
            ("month", _compile(rf"\b({month})\b\.?[-/,' ’]*{of}((?:19|20)\d\d|\d\d)\b(?!\d)")),
            ("year_month", _compile(rf"\b({YEAR})[-/.](\d\d)\b(?![-/.]?\d)")),
            ("month_number", _compile(rf"\b(\d\d?)[/.]({YEAR})\b")),
            ("fiscal_year", _compile(rf"\b{fiscal}\s*({YEAR}|\d\d)(?:\s*[-/–]\s*((?:19|20)?\d\d))?\b")),
            ("slash_year", _compile(rf"\b({YEAR})\s*/\s*((?:19|20)?\d\d)\b")),
            ("year", _compile(rf"(?<!\d)({YEAR})(?![\d])")),
        ]
        between = _any([*RANGE_SIGNS, *values["until"]])
        self.range_mark = _compile(rf"\s*{between}\s*")
        self.month_pair = _compile(rf"\b({month})\b\.?\s*(?:{between}|/)\s*(?=(?:{month})\b\.?[\s,]*{of}({YEAR})\b)")
        self.middle = _any(values["year_middle"])
        self.since = _compile(rf"(?<!\w){_any(values['from'])}\s*$")
        self.continuing = _compile(_standing(values["continuing"]))
        self.eras: dict[str, int] = values["eras"]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _spelt(words: Iterable[object]) -> list[str]:
    """Spellings under which words are looked for: as they stand, and reduced (without accents)."""
    return [spelling for word in words for spelling in (str(word).casefold(), plain_heading(str(word))) if spelling]


def _standing(words: Iterable[object]) -> str:
    """Pattern of words as whole words, and anywhere in writing without spaces."""
    spelt = _spelt(words)
    whole = _any(word for word in spelt if not runs_together(word))
    return rf"\b{whole}\b|{_any(word for word in spelt if runs_together(word))}"


def _any(words: Iterable[object]) -> str:
    listed = sorted(set(_spelt(words)), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in listed) + ")"


def plain_digits(text: str) -> str:
    """Text with Arabic, Persian, full-width and Devanagari digits as ASCII digits, and the Arabic marks of numbers."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(DIGITS)


def read_when(cell: Cell | None, written: Calendar, *, span: bool = False) -> When:
    """Read what a cell says about time; `span` is true for a column of periods, which may hold start and end."""
    if cell is None or cell.kind in ("error", "formula", "bool"):
        return When()
    if cell.kind == "date":
        day = date.fromisoformat(cell.value)
        return When(start=day, end=day)
    if cell.kind in ("number", "percent"):
        return _from_number(cell)
    if len(cell.text) > LONGEST_DATE:
        return When(doubts=(Doubt("date_not_understood", cell.text),))
    text = rewritten(plain_digits(cell.text), written.patterns.eras, japanese=written.japanese)
    text = _with_both_years(text, written)
    if plain_heading(text) in written.headings.words("nothing") or not re.search(r"\w", text):
        return When()
    return _from_text(text, written, span)


def _from_number(cell: Cell) -> When:
    number = cell.value
    if float(number).is_integer() and FIRST_YEAR <= number <= LAST_YEAR:
        return When(start=date(int(number), 1, 1), end=date(int(number), 12, 31))
    if FIRST_SERIAL <= number <= LAST_SERIAL and (text := date_text(number, False)) is not None:
        day = date.fromisoformat(text)
        return When(start=day, end=day, from_number=True)
    return When(doubts=(Doubt("date_not_understood", cell.text),))


def _from_text(text: str, written: Calendar, span: bool) -> When:
    spans: list[Span] = []
    doubts: list[Doubt] = []
    for found in _dates(text, written):
        (spans if isinstance(found, Span) else doubts).append(found)  # type: ignore[arg-type]
    continuing = bool(written.patterns.continuing.search(text))
    if doubts:
        return When(continuing=continuing and not spans, doubts=tuple(doubts))
    if not spans:
        unknown = () if continuing else (Doubt("date_not_understood", text),)
        return When(continuing=continuing, doubts=unknown)
    return _from_spans(text, spans, continuing, written, span)


def _from_spans(text: str, spans: list[Span], continuing: bool, written: Calendar, span: bool) -> When:
    since = [one for one in spans if written.patterns.since.search(text[: one.begins])]
    ends = [one for one in spans if one not in since]
    if since and not ends and (continuing or span):
        return When(start=since[0].first, continuing=continuing)
    if len(spans) == 2 and (since or written.patterns.range_mark.fullmatch(text[spans[0].ends : spans[1].begins])):
        return When(start=spans[0].first, end=spans[1].last)
    if len(spans) == 1 and continuing and written.patterns.continuing.search(text[spans[0].ends :]):
        return When(start=spans[0].first, continuing=True)
    starts = min(one.first for one in spans) if not span or spans[0].whole else None
    return When(start=starts, end=max(one.last for one in spans), several=len(spans) > 1)


def _with_both_years(text: str, written: Calendar) -> str:
    """Text in which "October - December 2025" names its year twice."""
    pair = written.patterns.month_pair.search(text)
    return text if pair is None else f"{text[: pair.end(1)]} {pair[2]}{text[pair.end(1) :]}"


def _dates(text: str, written: Calendar) -> Iterator[Span | Doubt]:
    """Dates in a text from left to right, the most exact pattern first; each stretch of text is read once."""
    taken: list[tuple[int, int, Span | Doubt]] = []
    for name, pattern in written.patterns.all:
        for found in pattern.finditer(text):
            if any(found.start() < end and begin < found.end() for begin, end, _ in taken):
                continue
            read = _READERS[name](found, written)
            if read is None and name in NAMES_A_DAY:
                read = Doubt("date_not_understood", found[0])
            if read is not None:
                taken.append((found.start(), found.end(), _placed(read, found)))
    for _, _, read in sorted(taken, key=lambda one: one[0]):
        yield read


def _placed(read: "Span | Doubt", found: re.Match[str]) -> "Span | Doubt":
    return replace(read, begins=found.start(), ends=found.end()) if isinstance(read, Span) else read


def _day(year: int, month: int, day: int) -> Span | None:
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return Span(date(year, month, day), date(year, month, day))


def _months(year: int, month: int, count: int) -> Span | None:
    """Span of so many months from the first of a month."""
    if not 1 <= month <= 12:
        return None
    after = date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)
    return Span(date(year, month, 1), after - timedelta(days=1))


def _year(text: str, written: Calendar) -> int:
    """Year of two or four digits; two digits are in the century of the as-of date, else in the present one."""
    if len(text) == 4:
        return int(text)
    century = written.today.year // 100 * 100 if written.today else 2000
    return century + int(text)


def _numeric(found: re.Match[str], written: Calendar) -> Span | Doubt | None:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), _year(found[4], written)
    as_day, as_month = _day(year, second, first), _day(year, first, second)
    if mark == ".":
        return as_day
    if as_day is None or as_month is None or first == second:
        return as_day or as_month
    if written.day_first is not None:
        return as_day if written.day_first else as_month
    return Doubt("date_ambiguous", found[0], as_day.first, as_month.first)


def _fiscal(found: re.Match[str], first_year: int, second: str | None, written: Calendar) -> Span | Doubt | None:
    """Fiscal year named by its first year ("2024/25") or by one year only; the State says when it begins."""
    if second is not None and int(second) % 100 != (first_year + 1) % 100:
        return _range_of_years(first_year, second, written)
    starts = written.year_starts
    if starts == 1:
        return _months(first_year if second is None else first_year + 1, 1, 12)
    if starts is None or second is None:
        readings = sorted(_fiscal_ends(first_year, second, starts))
        return Doubt("date_fiscal_year", found[0], readings[0], readings[-1])
    return _months(first_year, starts, 12)


def _fiscal_ends(first_year: int, second: str | None, starts: int | None) -> Iterator[date]:
    for month in (starts,) if starts else USUAL_FISCAL_STARTS:
        for year in (first_year,) if second is not None else (first_year - 1, first_year):
            span = _months(year, month, 12)
            if span is not None:
                yield span.last


def _range_of_years(first: int, second: str, written: Calendar) -> Span | None:
    last = _year(second, written)
    return Span(date(first, 1, 1), date(last, 12, 31), whole=True) if first <= last <= LAST_YEAR else None


def _fiscal_year(found: re.Match[str], written: Calendar) -> Span | Doubt | None:
    return _fiscal(found, _year(found[1], written), found[2], written)


def _fiscal_quarter(year: str, quarter: str, found: re.Match[str], written: Calendar) -> Span | Doubt | None:
    """Quarter of a fiscal year: known where the year begins in January, else named with two readings."""
    number, named = int(quarter), _year(year, written)
    if written.year_starts == 1:
        return _months(named, number * 3 - 2, 3)
    starts = (written.year_starts,) if written.year_starts else USUAL_FISCAL_STARTS
    ends = [
        span.last
        for begin in starts
        for first in (named - 1, named)
        if (span := _months(first + (begin + number * 3 - 4) // 12, (begin + number * 3 - 4) % 12 + 1, 3))
    ]
    return Doubt("date_fiscal_year", found[0], min(ends), max(ends))


def _short_range(found: re.Match[str], written: Calendar) -> Span | Doubt | None:
    """Year and two digits: a month ("2025-09"), or the next year ("2024-25", read as a fiscal year)."""
    month = int(found[2])
    return _months(int(found[1]), month, 1) if month <= 12 else _fiscal(found, int(found[1]), found[2], written)


_READERS: dict[str, Callable[[re.Match[str], Calendar], Span | Doubt | None]] = {
    "iso": lambda found, _: _day(int(found[1]), int(found[2]), int(found[3])),
    "numeric": _numeric,
    "fiscal_quarter": lambda found, written: _fiscal_quarter(found[1], found[2], found, written),
    "fiscal_quarter_after": lambda found, written: _fiscal_quarter(found[2], found[1], found, written),
    "quarter": lambda found, _: _months(int(found[2]), int(found[1]) * 3 - 2, 3),
    "quarter_after": lambda found, _: _months(int(found[1]), int(found[2]) * 3 - 2, 3),
    "quarter_word": lambda found, written: _months(int(found[2]), _ordinal(found, written) * 3 - 2, 3),
    "quarter_word_after": lambda found, written: _months(int(found[2]), _ordinal(found, written) * 3 - 2, 3),
    "half": lambda found, _: _months(int(found[2]), int(found[1]) * 6 - 5, 6),
    "half_after": lambda found, _: _months(int(found[1]), int(found[2]) * 6 - 5, 6),
    "half_word": lambda found, written: _half(int(found[2]), _ordinal(found, written)),
    "half_word_after": lambda found, written: _half(int(found[2]), _ordinal(found, written)),
    "day_month": lambda found, written: _day(_year(found[3], written), _month(found[2], written), int(found[1])),
    "month_day": lambda found, written: _day(int(found[3]), _month(found[1], written), int(found[2])),
    "month": lambda found, written: _months(_year(found[2], written), _month(found[1], written), 1),
    "year_month": _short_range,
    "month_number": lambda found, _: _months(int(found[2]), int(found[1]), 1),
    "fiscal_year": _fiscal_year,
    "slash_year": lambda found, written: _fiscal(found, int(found[1]), found[2], written),
    "year": lambda found, written: _whole_year(found, written),
}


def _month(word: str, written: Calendar) -> int:
    return written.patterns.months[word.casefold()]


def _ordinal(found: re.Match[str], written: Calendar) -> int:
    return written.patterns.ordinals[found[1].casefold()]


def _half(year: int, half: int) -> Span | None:
    return _months(year, half * 6 - 5, 6) if half in (1, 2) else None


def _whole_year(found: re.Match[str], written: Calendar) -> Span | None:
    """A year; "mid 2026" ends with June, "from 2026 onwards" is left to the words around it."""
    before = found.string[: found.start()].casefold().rstrip(" -")
    if re.search(rf"\b{written.patterns.middle}$", before):
        return Span(date(int(found[1]), 1, 1), date(int(found[1]), 6, 30))
    return _months(int(found[1]), 1, 12)


def is_period(text: str, written: Calendar) -> bool:
    """True if a heading is a year or a quarter of one: "2025", "FY24 Q1", "2025/26", "Q3 2025"."""
    met = written.patterns.periods_met
    if text not in met:
        met[text] = _is_period(text, written)
    return met[text]


def _is_period(text: str, written: Calendar) -> bool:
    plain = rewritten(plain_digits(text), written.patterns.eras, japanese=False).strip()
    if not re.search(r"\d", plain) or len(plain) > 24:
        return False
    return re.fullmatch(r"[qQ]\s*[1-4]", plain) is not None or any(
        pattern.fullmatch(plain) for name, pattern in written.patterns.all if name not in NAMES_A_DAY
    )
