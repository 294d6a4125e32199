"""Spreadsheets written as markup, as many ministries' systems export them (often named .xls), in the confined child.

Excel's XML of 2003 (SpreadsheetML 2003), a flat OpenDocument, and tables of a web page. Nothing is followed or run.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from toolkit.confined import Document, Limits, Reading
from toolkit.intake.open_document import Content
from toolkit.intake.package import CHUNK, Attributes, Enough, Part, Refused, parse_pieces
from toolkit.intake.separated import decoded
from toolkit.intake.spreadsheet_styles import iso_day
from toolkit.problem import Place, problem

MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
WEB = (b"<html", b"<table", b"<!doctype html", b"<body", b"<meta")
SHEETS_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
FLAT = b"opendocument:xmlns:office"
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
LONGEST_TEXT = 32_767
MOST_SPAN = 1000
BREAKS = ("br", "p", "div", "li")
UNSEEN = ("script", "style", "head", "title")


def read_markup(path: Path, start: bytes, limits: Limits) -> Reading | None:
    """Read a spreadsheet written as markup; None where the file begins as no such thing."""
    plain = start.replace(b"\0", b"")
    for mark in MARKS:
        plain = plain.removeprefix(mark)
    begins = plain.lstrip().lower()
    if not begins.startswith(b"<"):
        return None
    if SHEETS_OF_2003 in begins and b"<html" not in begins:
        return _read(path, SheetsOf2003(limits))
    if FLAT in begins:
        return _read(path, Content(limits))
    return _read_web_page(path, limits) if any(sign in begins for sign in WEB) else None


def _read(path: Path, content: "SheetsOf2003 | Content") -> Reading:
    parse_pieces(_pieces(path), content)
    if not content.sheets:
        raise Refused(problem("file_damaged"))
    return {"kind": "workbook", "sheets": content.sheets}, content.problems


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def _read_web_page(path: Path, limits: Limits) -> Reading:
    data = path.read_bytes()
    tables = Tables(limits)
    try:
        tables.feed(_text(data))
        tables.close()
    except Enough:
        pass
    if not tables.sheet["rows"]:
        return None, [problem("file_type_unknown")]
    found = [_beyond("", limits)] if tables.beyond else []
    return {"kind": "separated", "sheets": [tables.sheet]}, found


def _text(data: bytes) -> str:
    said = CHARSET.search(data[:4096])
    try:
        return data.decode(said[1].decode("ascii")) if said and b"\0" not in data[:4096] else decoded(data)
    except (LookupError, UnicodeError):
        return decoded(data)


def _beyond(sheet: str, limits: Limits) -> Any:
    return problem("workbook_cells_beyond_limit", Place(sheet=sheet), rows=limits.rows, columns=limits.columns)


def _blank(name: str, state: str = "visible") -> Document:
    return {"name": name, "state": state, "hidden_columns": [], "hidden_rows": [], "merged": [], "rows": []}


class SheetsOf2003(Part):
    """Sheets of Excel's XML of 2003: cells with their type, merged ranges, hidden rows, columns and sheets."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[Document] = []
        self.problems: list[Any] = []
        self._bold: set[str] = set()
        self._style = ""
        self._taken = self._row = self._column = self._at = 0
        self._cell: Attributes = {}
        self._kind: str | None = None
        self._parts: list[str] = []
        self._aside = self._visible = self._beyond = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a style, a sheet, a column, a row, a cell or a value."""
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "Style":
            self._style = given.get("ID", "")
        elif name == "Font" and given.get("Bold") == "1" and not self.sheets:
            self._bold.add(self._style)
        elif name == "Worksheet":
            self.sheets.append(_blank(given.get("Name", "")))
            self._row = self._at = 0
            self._beyond = False
        elif name in IN_SHEET and self.sheets:
            IN_SHEET[name](self, given)
        elif name == "Comment":
            self._aside = True
        elif name == "Data" and not self._aside:
            self._kind, self._parts = given.get("Type", "String"), []
        elif name == "Visible":
            self._visible, self._parts = True, []

    def end(self, name: str) -> None:
        """Leave a row's cell, a comment or a sheet's options."""
        if name == "Cell" and self.sheets:
            self._end_cell()
        elif name == "Comment":
            self._aside = False
        elif name == "Visible" and self.sheets:
            state = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}
            self.sheets[-1]["state"] = state.get("".join(self._parts).strip(), "visible")
            self._visible = False

    def text(self, text: str) -> None:
        """Take text of a value."""
        if self._visible or (self._kind is not None and not self._aside):
            self._parts.append(text)

    def _begin_row(self, given: Attributes) -> None:
        self._row = max(int(given.get("Index", self._row + 1)), 1)
        self._column = 0
        if given.get("Hidden") == "1" and self._row <= self.limits.rows:
            self.sheets[-1]["hidden_rows"].append(self._row)

    def _begin_cell(self, given: Attributes) -> None:
        self._cell, self._parts, self._kind = given, [], None
        self._column = max(int(given.get("Index", self._column + 1)), 1)

    def _take_column(self, given: Attributes) -> None:
        self._at = max(int(given.get("Index", self._at + 1)), 1)
        last = self._at + int(given.get("Span", "0"))
        if given.get("Hidden") == "1":
            self.sheets[-1]["hidden_columns"] += range(self._at, min(last, self.limits.columns) + 1)
        self._at = last

    def _end_cell(self) -> None:
        across, down = (min(max(int(self._cell.get(name, "0")), 0), MOST_SPAN) for name in ("MergeAcross", "MergeDown"))
        first = self._column
        self._column += across
        told = self._value()
        self._kind = None
        if told is None:
            return
        sheet = self.sheets[-1]
        if self._row > self.limits.rows or first > self.limits.columns or self._taken >= self.limits.cells:
            if not self._beyond:
                self._beyond = True
                self.problems.append(_beyond(sheet["name"], self.limits))
            return
        if across or down:
            sheet["merged"].append([self._row, first, self._row + down, first + across])
        if not sheet["rows"] or sheet["rows"][-1][0] != self._row:
            sheet["rows"].append([self._row, []])
        sheet["rows"][-1][1].append([first, *told, int(self._cell.get("StyleID") in self._bold)])
        self._taken += 1

    def _value(self) -> tuple[Any, str] | None:
        text = "".join(self._parts)[:LONGEST_TEXT]
        if self._kind is None or not text.strip():
            return (None, "formula") if "Formula" in self._cell else None
        if self._kind == "Number":
            number = float(text)
            return (int(number) if number.is_integer() and abs(number) < 1e15 else number), "number"
        if self._kind == "DateTime":
            day = iso_day(text)
            return (text, "text") if day is None else (day, "date")
        if self._kind == "Boolean":
            return text.strip() == "1", "bool"
        return text, "error" if self._kind == "Error" else "text"


IN_SHEET = {
    "Column": SheetsOf2003._take_column,
    "Row": SheetsOf2003._begin_row,
    "Cell": SheetsOf2003._begin_cell,
}


class Tables(HTMLParser):
    """Tables of a web page, one below the other on one sheet, a blank row between; a table within a cell is text."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.limits = limits
        self.sheet = _blank("")
        self.beyond = False
        self._depth = self._row = self._column = self._taken = self._unseen = 0
        self._cell: dict[str, str] | None = None
        self._parts: list[str] = []
        self._spanned: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell."""
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._depth += 1
            self._row += self._depth == 1 and self._row > 0
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self._begin_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._cell, self._parts = {name: value or "" for name, value in attrs} | {"tag": tag}, []
        elif tag in BREAKS and self._parts:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or a table."""
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table":
            self._depth = max(self._depth - 1, 0)
        if self._depth <= 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def close(self) -> None:
        """End the page and the cell that nobody ended."""
        super().close()
        self._end_cell()

    def handle_data(self, data: str) -> None:
        """Take text of a cell."""
        if self._cell is not None and not self._unseen:
            self._parts.append(data)

    def _begin_row(self) -> None:
        self._row += 1
        self._column = 0
        self._spanned = {column: left - 1 for column, left in self._spanned.items() if left > 1}

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        cell, self._cell = self._cell, None
        self._column += 1
        while self._column in self._spanned:
            self._column += 1
        across, down = (_span(cell.get(name, "")) for name in ("colspan", "rowspan"))
        text = "\n".join(" ".join(line.split()) for line in "".join(self._parts).split("\n")).strip()
        if text:
            self._take(text[:LONGEST_TEXT], cell["tag"] == "th", across, down)
        for column in range(self._column, self._column + across) if down > 1 else ():
            self._spanned[column] = down
        self._column += across - 1

    def _take(self, text: str, bold: bool, across: int, down: int) -> None:
        row, column = max(self._row, 1), self._column
        if row > self.limits.rows or self._taken >= self.limits.cells:
            self.beyond = True
            raise Enough
        if column > self.limits.columns:
            self.beyond = True
            return
        if across > 1 or down > 1:
            self.sheet["merged"].append([row, column, row + down - 1, column + across - 1])
        if not self.sheet["rows"] or self.sheet["rows"][-1][0] != row:
            self.sheet["rows"].append([row, []])
        self.sheet["rows"][-1][1].append([column, text, "text", int(bold)])
        self._taken += 1


def _span(text: str) -> int:
    return min(max(int(text), 1), MOST_SPAN) if text.strip().isascii() and text.strip().isdigit() else 1
