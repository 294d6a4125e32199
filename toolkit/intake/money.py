"""Money as ministries write it: amount in units of the currency, the currency, how far the money is there.

No amount is guessed: what can be read in two ways, or not at all, stays text.
"""

import re
from dataclasses import dataclass

from toolkit.intake.dates import plain_digits
from toolkit.intake.grid import Cell
from toolkit.intake.headings import Headings, holds, plain_heading
from toolkit.record.plan import Funding

SYMBOLS = {"£": "GBP", "€": "EUR", "₹": "INR", "₽": "RUB", "₺": "TRY", "₦": "NGN", "₵": "GHS", "₴": "UAH", "₱": "PHP",
           "₩": "KRW", "₪": "ILS", "¥": "¥", "$": "$"}  # fmt: skip
# Signs that several currencies share are kept as written: which one is meant is not said.
NUMBER = re.compile(r"(?<![\w.,])\d[\d\s.,'’\u00a0\u202f]*")
CODE = re.compile(r"\b([A-Z]{3})\b")
LONGEST_AMOUNT = 400  # longer texts explain
Unit = tuple[float, str | None]  # multiplier and currency of a column
LEAST_WITHOUT_UNIT = 1000  # "2 officers" in a column of costs is no amount
SHORT = re.compile(r"(?<=\d)\s*(k|m|mn|mio|mln|bn)\b\.?", re.IGNORECASE)
FUNDING_LINE = re.compile(r"[(\[:,;–（：，-]\s*([^()\[\]（）]*\w[^()\[\]（）]*)[)）]?\]?\s*$")


@dataclass(frozen=True)
class Money:
    """What a cell says about money; `doubt` is the code of a problem, with the readings there are."""

    amount: float | None = None
    currency: str | None = None
    funding: Funding | None = None
    line: str | None = None
    text: str | None = None
    doubt: str | None = None
    first: str | None = None
    second: str | None = None


def read_money(cell: Cell | None, heading: str, headings: Headings, unit: Unit | None = None) -> Money:
    """Read a cell of a column of money, with the unit its heading gives ("Cost (£m)", "EUR '000").

    `unit` may be given by who has at hand what `heading_unit` says of the heading.
    """
    if cell is None or cell.kind in ("error", "formula", "bool"):
        return Money()
    factor, currency = unit or heading_unit(heading, headings)
    if cell.kind in ("number", "percent"):
        return Money(amount=cell.value * factor, currency=_code(cell.currency) or currency, text=cell.text)
    if len(cell.text) > LONGEST_AMOUNT:
        return Money(funding=read_funding(cell.text, headings), text=cell.text)
    return _from_text(plain_digits(cell.text), cell.text, factor, currency, headings)


def _from_text(plain: str, text: str, factor: float, currency: str | None, headings: Headings) -> Money:
    funding = read_funding(plain, headings)
    named = currency_of(plain, headings)
    numbers = NUMBER.findall(_without_line(plain) if funding is Funding.EXISTING else plain)
    if not numbers or "%" in plain:
        said = text if re.search(r"[^\W_]", text) else None
        return Money(funding=funding, line=_line(plain, funding), text=said, currency=named)
    if len(numbers) > 1:
        return Money(funding=funding, text=text, currency=named or currency, doubt="amount_not_understood")
    readings = amount_readings(numbers[0])
    factor = _factor(plain, headings) or factor
    if len(readings) != 1:
        first, second = (f"{reading:g}" for reading in readings[:2]) if readings else (None, None)
        code = "amount_ambiguous" if readings else "amount_not_understood"
        return Money(funding=funding, text=text, currency=named or currency, doubt=code, first=first, second=second)
    if readings[0] < LEAST_WITHOUT_UNIT and factor == 1 and not (named or currency) and re.search(r"[^\W\d]{2}", plain):
        return Money(funding=funding, text=text)
    return Money(amount=readings[0] * factor, currency=named or currency, funding=funding, text=text)


def amount_readings(written: str) -> list[float]:
    """Readings of a number with marks for thousands or decimals; two where it can mean either ("1.200")."""
    text = re.sub(r"[\s'’\u00a0\u202f]", "", written).rstrip(".,")
    marks = [mark for mark in text if mark in ".,"]
    if not marks:
        return [float(text)]
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _, part = text.rpartition(last)
        return [float(re.sub(r"[.,]", "", whole) + "." + part)] if marks.count(last) == 1 else []
    groups = text.split(last)
    thousands = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(groups) > 2:
        return [float("".join(groups))] if thousands else []
    if not thousands:
        return [float(".".join(groups))]
    return [float("".join(groups))] if last == "," else [float("".join(groups)), float(".".join(groups))]


def _factor(text: str, headings: Headings) -> float:
    """Multiplier named beside a number ("1.2 m", "3 million"); 0 where none is."""
    short = SHORT.search(text)
    if short is not None:
        return float(headings.values["multipliers"][short[1].casefold()])
    return _named_factor(plain_heading(text), headings, but=("000", "000s"))


def _named_factor(plain: str, headings: Headings, but: tuple[str, ...]) -> float:
    """Multiplier of the longest word for one that a plain text holds, digits beside it aside; 0 where none is."""
    plain = re.sub(r"(?<=\d)(?=[^\W\d])", " ", plain)
    found = [word for word in headings.multipliers if word not in but and holds(plain, word)]
    return headings.multipliers[max(found, key=len)] if found else 0.0


def heading_unit(heading: str, headings: Headings) -> Unit:
    """Multiplier and currency that a heading gives for its whole column; 1 and None where it gives none."""
    factor = _named_factor(plain_heading(re.sub(r"[£€$¥₹]", " ", heading)), headings, but=("m", "k", "mi")) or 1.0
    attached = re.search(r"[£€$¥₹]\s*(m|k|bn)\b", heading, re.IGNORECASE)
    if attached is not None:
        factor = float(headings.values["multipliers"][attached[1].casefold()])
    return factor, currency_of(heading, headings)


def currency_of(text: str, headings: Headings) -> str | None:
    """Currency a text names: a sign, a code of three capitals beside a number or in brackets, or a word."""
    sign = next((sign for sign in SYMBOLS if sign in text), None)
    if sign is not None:
        prefix = re.search(r"\b([A-Z]{1,3})\$", text)
        return f"{prefix[1]}$" if prefix else SYMBOLS[sign]
    code = re.search(r"\b([A-Z]{3})\b(?=[\s.]*\d)|(?<=\d)\s*([A-Z]{3})\b|\(\s*([A-Z]{3})\b", text)
    if code is not None:
        return code[1] or code[2] or code[3]
    last = re.search(r"\b([A-Z]{3})\W*$", text)
    if last is not None and last[1] in headings.values["currencies"].values():
        return last[1]
    plain = re.sub(r"(?<=\d)(?=[^\W\d])", " ", plain_heading(text))
    found = max((word for word in headings.currencies if holds(plain, word)), key=len, default="")
    return headings.currencies.get(found) or None


def _code(sign: str) -> str | None:
    return SYMBOLS.get(sign, sign) or None


def read_funding(text: str, headings: Headings) -> Funding | None:
    """How far the money is there, by the longest phrase that a text holds; None where nothing is said."""
    plain = plain_heading(text)
    known = headings.by_code("funding")
    found = next((phrase for phrase in known if holds(plain, phrase)), None)
    return Funding(known[found]) if found is not None else None


def _without_line(text: str) -> str:
    found = FUNDING_LINE.search(text)
    return text[: found.start()] if found else text


def _line(text: str, funding: Funding | None) -> str | None:
    """Named line or post behind "within existing resources (line 4.2)"."""
    found = FUNDING_LINE.search(text) if funding is Funding.EXISTING else None
    return found[1].strip() if found else None
