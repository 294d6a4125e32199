"""Cells of a workbook as plain data, read in the confined child: .xlsx and .xlsm here, .xls, .ods and text beside.

What Excel last calculated is taken; no formula is run, no macro, nothing outside is followed. The form:
{"kind", "sheets": [{"name", "state", "hidden_columns", "hidden_rows", "merged": [[row, column, row, column]],
"rows": [[row, [[column, value, kind, bold, currency], ...]], ...]}]}, rows and columns counted from 1,
the last two only where they say something. Kinds: text, number, percent, date (ISO text), bool, error, and formula
where a formula has no calculated value.
The XML is read as a stream: what lies beyond the limits costs nothing, and sheets with formats down to the last row,
without a dimension, without cell addresses or without a table of shared texts are read as well.
"""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit.confined import Document, Limits, Reading
from toolkit.intake.markup import read_markup
from toolkit.intake.open_document import is_open_document, read_open_document
from toolkit.intake.package import (
    OLD_STARTS,
    OLE_START,
    ZIP_START,
    Attributes,
    Enough,
    Package,
    Part,
    Refused,
    relations_of,
)
from toolkit.intake.separated import looks_like_text, read_separated
from toolkit.intake.spreadsheet_styles import Styles, date_text, iso_day
from toolkit.problem import Place, Problem, problem

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MERGED_LATER = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')
VALUE_LATER = re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LONGEST_TEXT = 32_767  # Excel's own limit for one cell
ON = ("1", "true")
# What a damaged file may still provoke in a reader: the answer is that it is damaged, not that it took too long.
UNFORESEEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
STATES = {"visible": "visible", "hidden": "hidden", "veryHidden": "very_hidden"}


def read_workbook(path: Path, limits: Limits) -> Reading:
    """Read the cells of a workbook: (document or None, problems)."""
    with path.open("rb") as file:
        start = file.read(4096)
    try:
        if start.startswith(ZIP_START):
            package = Package(path, limits)
            return read_open_document(package) if is_open_document(package) else _read_package(package)
        if start.startswith(OLE_START):
            return _read_compound(path, limits)
        if start.startswith(OLD_STARTS):
            return _read_old(path, limits)
        if (markup := read_markup(path, start, limits)) is not None:
            return markup
        if looks_like_text(start):
            return read_separated(path, limits)
    except Refused as refusal:
        return None, [refusal.found]
    except UNFORESEEN:
        return None, [problem("file_damaged")]
    return None, [problem("file_type_unknown")]


def _read_compound(path: Path, limits: Limits) -> Reading:
    """Read a compound file: an .xls workbook, or an .xlsx that is locked with a password."""
    if ENCRYPTED in path.read_bytes():
        return None, [problem("file_encrypted")]
    return _read_old(path, limits)


def _read_old(path: Path, limits: Limits) -> Reading:
    """Read an .xls workbook; its reader is imported where there is one."""
    from toolkit.intake.old_excel import read_old_excel

    return read_old_excel(path, limits)


def _read_package(package: Package) -> Reading:
    top = relations_of(package, "")
    books = [target for target, kind in top.targets.values() if kind == "officeDocument"]
    book = next((target for target in books if package.has(target)), "xl/workbook.xml")
    if package.has("xl/workbook.bin"):
        raise Refused(problem("file_type_binary"))
    if not package.has(book) or not book.casefold().endswith(".xml") or "word/" in book or "ppt/" in book:
        raise Refused(problem("file_type_unknown"))
    return _read_book(package, book)


def _read_book(package: Package, name: str) -> Reading:
    workbook = Workbook()
    package.parse(name, workbook)
    relations = relations_of(package, name)
    texts, styles = SharedTexts(), Styles()
    for target, kind in relations.targets.values():
        if kind in ("sharedStrings", "styles") and package.has(target):
            package.parse(target, texts if kind == "sharedStrings" else styles)
    problems = _remarks(package)
    taken = [0]
    sheets: list[Document] = []
    for title, state, relation in workbook.sheets:
        target, kind = relations.targets.get(relation, ("", ""))
        if kind == "worksheet" and package.has(target):
            sheet = Sheet(texts.texts, styles, workbook.from_1904, package.limits, taken)
            sheets.append(_read_sheet(package, target, sheet, title, state, problems))
    if not sheets:
        raise Refused(problem("file_damaged"))
    return {"kind": "workbook", "sheets": sheets}, problems


def _remarks(package: Package) -> list[Problem]:
    """Remarks on what the package holds that is not followed or run."""
    found: list[Problem] = []
    if package.under("xl/externallinks/"):
        found.append(problem("workbook_links_elsewhere"))
    if package.has("xl/vbaproject.bin"):
        found.append(problem("workbook_macros_not_run"))
    return found


def _read_sheet(
    package: Package, target: str, sheet: "Sheet", title: str, state: str, problems: list[Problem]
) -> Document:
    rest = package.parse(target, sheet)
    more = _take_rest(sheet, rest) if sheet.beyond_row is not None else False
    if more or sheet.beyond_column:
        limits = package.limits
        problems.append(
            problem("workbook_cells_beyond_limit", Place(sheet=title), rows=limits.rows, columns=limits.columns)
        )
    return {
        "name": title,
        "state": state,
        "hidden_columns": sheet.hidden_columns,
        "hidden_rows": sheet.hidden_rows,
        "merged": sheet.merged,
        "rows": [[number, sheet.rows[number]] for number in sorted(sheet.rows)],
    }


def _take_rest(sheet: "Sheet", pieces: Iterator[bytes]) -> bool:
    """Take the merged ranges, which stand at the end, from what was not parsed; true if values stand there."""
    last = [b"", b""]
    values = False
    for piece in pieces:
        last = [last[1], piece]
        values = values or VALUE_LATER.search(piece) is not None
    sheet.merged.extend(_area(found.decode("ascii")) for found in MERGED_LATER.findall(b"".join(last)))
    return values


class Workbook(Part):
    """The workbook part: (title, state, relation id) of each sheet, and where its calendar begins."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a sheet or the calendar."""
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            state = STATES.get(attributes.get("state", "visible"), "hidden")
            self.sheets.append((attributes.get("name", ""), state, relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ON


class SharedTexts(Part):
    """The table of shared texts; reading aids beside Japanese text (phonetic runs) are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin an entry, a run of text or a reading aid."""
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside += 1
        elif name == "t":
            self._in_text = not self._aside

    def end(self, name: str) -> None:
        """End an entry, a run of text or a reading aid."""
        if name == "si":
            self.texts.append("".join(self._parts))
        elif name == "rPh":
            self._aside -= 1
        elif name == "t":
            self._in_text = False

    def text(self, text: str) -> None:
        """Take text of a run."""
        if self._in_text:
            self._parts.append(text)


class Sheet(Part):
    """One sheet: its cells with values, merged ranges, hidden rows and columns, within the limits."""

    def __init__(self, texts: list[str], styles: Styles, from_1904: bool, limits: Limits, taken: list[int]) -> None:
        self.rows: dict[int, list[list[Any]]] = {}
        self.merged: list[list[int]] = []
        self.hidden_columns: list[int] = []
        self.hidden_rows: list[int] = []
        self.beyond_row: int | None = None
        self.beyond_column = False
        self._texts, self._styles, self._from_1904 = texts, styles, from_1904
        self._limits, self._taken = limits, taken
        self._row = self._column = self._aside = 0
        self._kind = self._style = ""
        self._formula = self._listening = False
        self._value: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a row, a cell or a value."""
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._listening = not self._aside
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aside += 1
        elif name == "col" and attributes.get("hidden") in ON:
            last = min(int(attributes["max"]), self._limits.columns)
            self.hidden_columns.extend(range(int(attributes["min"]), last + 1))
        elif name == "mergeCell" and ":" in attributes.get("ref", ""):
            self.merged.append(_area(attributes["ref"]))

    def end(self, name: str) -> None:
        """End a cell or a value."""
        if name == "c":
            self._end_cell()
        elif name in ("v", "t"):
            self._listening = False
        elif name == "rPh":
            self._aside -= 1

    def text(self, text: str) -> None:
        """Take the text of a value."""
        if self._listening:
            self._value.append(text)

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if self._row > self._limits.rows:
            self.beyond_row = self._row
            raise Enough
        if attributes.get("hidden") in ON and self._row <= self._limits.rows:
            self.hidden_rows.append(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        address = ADDRESS.fullmatch(attributes.get("r", ""))
        if address is None:
            self._column += 1
        else:
            self._column, self._row = column_number(address[1]), int(address[2])
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._formula, self._value = False, []

    def _end_cell(self) -> None:
        text = "".join(self._value)[:LONGEST_TEXT]
        if not text and (not self._formula or self._kind == "str"):
            return
        if self._column > self._limits.columns:
            self.beyond_column = True
            return
        if self._row > self._limits.rows or self._taken[0] >= self._limits.cells:
            self.beyond_row = self._row
            raise Enough
        cell = self._cell(text)
        if cell is not None:
            self._taken[0] += 1
            self.rows.setdefault(self._row, []).append(cell)

    def _cell(self, text: str) -> list[Any] | None:
        value, kind = self._value_of(text)
        if value is None and kind != "formula":
            return None
        look = self._styles.look(self._style)
        cell = [self._column, value, kind, int(look.bold), look.currency]
        return cell if look.currency else cell[:4] if look.bold else cell[:3]

    def _value_of(self, text: str) -> tuple[Any, str]:
        if not text:
            return None, "formula"
        if self._kind == "s":
            index = int(text)
            return (self._shared(index), "text") if index < len(self._texts) else (None, "text")
        if self._kind in ("str", "inlineStr"):
            return _unescaped(text), "text"
        if self._kind == "b":
            return text.strip() in ON, "bool"
        if self._kind == "e":
            return text, "error"
        if self._kind == "d":
            day = iso_day(text)
            return (text, "text") if day is None else (day, "date")
        return self._number(float(text))

    def _shared(self, index: int) -> str | None:
        return _unescaped(self._texts[index][:LONGEST_TEXT]) or None

    def _number(self, number: float) -> tuple[Any, str]:
        if not math.isfinite(number):
            return None, "number"
        look = self._styles.look(self._style)
        if look.date and (day := date_text(number, self._from_1904)) is not None:
            return day, "date"
        return (int(number) if number.is_integer() and abs(number) < 1e15 else number), (
            "percent" if look.percent else "number"
        )


def _unescaped(text: str) -> str:
    """Text with Excel's own escapes for characters (`_x000D_`) put back; half a character becomes the sign for it."""
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def column_number(letters: str) -> int:
    """Number of a column from its letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Letters of a column from its number."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _area(reference: str) -> list[int]:
    """Area as [first row, first column, last row, last column] from "A2:H2"."""
    ends = [ADDRESS.fullmatch(end.replace("$", "")) for end in reference.split(":")]
    if len(ends) != 2 or None in ends:
        return [0, 0, 0, 0]
    (first, last) = [(int(end[2]), column_number(end[1])) for end in ends if end is not None]
    return [*first, *last]
