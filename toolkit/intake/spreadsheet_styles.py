"""Looks of cells that say what a number is: a date, a percentage, money; and bold, which marks headings.

Number formats: ECMA-376 part 1, 18.8.30 (built-in ids) and 18.8.31 (codes).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.intake.package import Attributes, Part

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
BUILT_IN_PERCENT = frozenset({9, 10})
# Text, fills and colours; "General" and the sign of powers of ten hold letters that are no part of a date.
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general|e[+-]', re.IGNORECASE)
CURRENCY = re.compile(r"\[\$([^\]\-]+)|([£€¥₹₽₺₦₵₴₱₩₪$])")
EXCEL_LAST_DAY = 2958465


@dataclass(frozen=True)
class Look:
    """What the format of a cell says about its value."""

    date: bool = False
    percent: bool = False
    currency: str = ""
    bold: bool = False


PLAIN = Look()


class Styles(Part):
    """The styles part: the look of each cell format, by its index as text."""

    def __init__(self) -> None:
        self._formats: dict[int, str] = {}
        self._bold: list[bool] = []
        self._looks: list[Look] = []
        self._inside = ""
        self._known: dict[tuple[int, int], Look] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a number format, a font or a cell format."""
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            self._inside = name
        elif name == "numFmt" and self._inside != "dxfs":
            self._formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "font" and self._inside == "fonts":
            self._bold.append(False)
        elif name == "b" and self._inside == "fonts" and self._bold:
            self._bold[-1] = attributes.get("val", "1") not in ("0", "false")
        elif name == "xf" and self._inside == "cellXfs":
            self._looks.append(self._look_of(attributes))

    def end(self, name: str) -> None:
        """Leave a table of the part."""
        if name == self._inside:
            self._inside = ""

    def look(self, style: str) -> Look:
        """Look of a cell format; plain where the index is not in the table."""
        index = _whole(style)
        return self._looks[index] if 0 <= index < len(self._looks) else PLAIN

    def _look_of(self, attributes: Attributes) -> Look:
        number, font = _whole(attributes.get("numFmtId")), _whole(attributes.get("fontId"))
        if (number, font) not in self._known:
            self._known[number, font] = self._made_look(number, font)
        return self._known[number, font]

    def _made_look(self, number: int, font: int) -> Look:
        code = self._formats.get(number, "")
        kept = NOT_FORMAT.sub("", code.split(";")[0])
        money = CURRENCY.search(code)
        return Look(
            date=number in BUILT_IN_DATES if not code else bool(re.search(r"[dmyhse]", kept, re.IGNORECASE)),
            percent=number in BUILT_IN_PERCENT or "%" in kept,
            currency=(money[1] or money[2]).strip() if money else "",
            bold=0 <= font < len(self._bold) and self._bold[font],
        )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1


def iso_day(text: str) -> str | None:
    """ISO date at the front of a text; None where there is none."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return None


def date_text(serial: float, from_1904: bool) -> str | None:
    """ISO date of an Excel serial day; None where it is no day (a time of day, out of range)."""
    if from_1904:
        serial += 1462
    if not 1 <= serial <= EXCEL_LAST_DAY:
        return None
    first = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    return (first + timedelta(days=int(serial))).isoformat()
