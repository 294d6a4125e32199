"""Cells of an OpenDocument spreadsheet (.ods), as `cells` gives those of an Excel workbook; in the confined child.

Source: OpenDocument 1.3 part 3, section 9 (tables). What was last calculated is taken; no formula is run.
"""

import math
from typing import Any

from toolkit.confined import Document, Limits, Reading
from toolkit.intake.package import Attributes, Package, Part, Refused
from toolkit.intake.spreadsheet_styles import iso_day
from toolkit.problem import Place, Problem, problem

LONGEST_TEXT = 32_767
CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
HIDDEN = ("collapse", "filter")
ASIDE = ("annotation", "shapes", "forms", "frame")


def is_open_document(package: Package) -> bool:
    """True if a package is an OpenDocument spreadsheet, by its type or by its parts."""
    if not package.has(CONTENT):
        return False
    kind = b"".join(package.pieces("mimetype")) if package.has("mimetype") else b"spreadsheet"
    return b"spreadsheet" in kind


def read_open_document(package: Package) -> Reading:
    """Read the cells of an OpenDocument spreadsheet: (document or None, problems)."""
    if package.has(MANIFEST) and b"encryption-data" in b"".join(package.pieces(MANIFEST)):
        raise Refused(problem("file_encrypted"))
    content = Content(package.limits)
    package.parse(CONTENT, content)
    if not content.sheets:
        raise Refused(problem("file_damaged"))
    return {"kind": "workbook", "sheets": content.sheets}, [*_remarks(package, content), *content.problems]


def _remarks(package: Package, content: "Content") -> list[Problem]:
    found: list[Problem] = []
    if content.links_elsewhere:
        found.append(problem("workbook_links_elsewhere"))
    if package.under("basic/") or package.under("scripts/"):
        found.append(problem("workbook_macros_not_run"))
    return found


class Content(Part):
    """The content part: looks of cells and tables, then each table with its rows and cells, within the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[Document] = []
        self.problems: list[Problem] = []
        self.links_elsewhere = False
        self._bold: set[str] = set()
        self._hidden_tables: set[str] = set()
        self._style = ""
        self._taken = 0
        self._depth = self._aside = 0
        self._sheet: Document = {}
        self._row: list[list[Any]] = []
        self._cell: Attributes = {}
        self._at_row = self._row_repeats = self._column = self._columns_seen = 0
        self._beyond = False
        self._paragraphs: list[str] = []
        self._listening = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Take a style, a table, a column, a row, a cell or a part of its text."""
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name in ASIDE:
            self._aside += 1
        elif self._aside:
            return
        elif name == "style":
            self._style = given.get("name", "")
        elif name == "text-properties" and given.get("font-weight") == "bold":
            self._bold.add(self._style)
        elif name == "table-properties" and given.get("display") == "false":
            self._hidden_tables.add(self._style)
        elif name in STARTS:
            STARTS[name](self, given)

    def end(self, name: str) -> None:
        """Leave what was taken."""
        if name in ASIDE:
            self._aside -= 1
        elif not self._aside and name in ENDS:
            ENDS[name](self)

    def text(self, text: str) -> None:
        """Take text of a paragraph of a cell."""
        if self._listening and not self._aside:
            self._paragraphs[-1] += text

    def _begin_table(self, given: Attributes) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        state = "hidden" if given.get("style-name") in self._hidden_tables else "visible"
        self._sheet = {"name": given.get("name", ""), "state": state, "hidden_columns": [], "hidden_rows": []}
        self._sheet |= {"merged": [], "rows": []}
        self._at_row = self._columns_seen = 0
        self._beyond = False

    def _end_table(self) -> None:
        self._depth -= 1
        if self._depth:
            return
        if self._beyond:
            place = Place(sheet=self._sheet["name"])
            limits = self.limits
            self.problems.append(
                problem("workbook_cells_beyond_limit", place, rows=limits.rows, columns=limits.columns)
            )
        self.sheets.append(self._sheet)

    def _link(self, _: Attributes) -> None:
        self.links_elsewhere = True

    def _begin_column(self, given: Attributes) -> None:
        repeats = _count(given, "number-columns-repeated")
        if given.get("visibility") in HIDDEN and self._depth == 1:
            last = min(self._columns_seen + repeats, self.limits.columns)
            self._sheet["hidden_columns"] += range(self._columns_seen + 1, last + 1)
        self._columns_seen += repeats

    def _begin_row(self, given: Attributes) -> None:
        if self._depth != 1:
            return
        self._row, self._column = [], 0
        self._row_repeats = _count(given, "number-rows-repeated")
        if given.get("visibility") in HIDDEN:
            last = min(self._at_row + self._row_repeats, self.limits.rows)
            self._sheet["hidden_rows"] += range(self._at_row + 1, last + 1)

    def _end_row(self) -> None:
        if self._depth != 1:
            return
        first = self._at_row + 1
        self._at_row += self._row_repeats
        if not self._row:
            return
        for number in range(first, self._at_row + 1):
            self._taken += len(self._row)
            if number > self.limits.rows or self._taken > self.limits.cells:
                self._beyond = True
                return
            self._sheet["rows"].append([number, self._row])

    def _begin_cell(self, given: Attributes) -> None:
        if self._depth == 1:
            self._cell, self._paragraphs = given, []

    def _end_cell(self) -> None:
        if self._depth != 1:
            return
        first = self._column + 1
        self._column += _count(self._cell, "number-columns-repeated")
        told = self._value()
        if told is not None:
            self._merge(first)
            look = [int(self._cell.get("style-name") in self._bold), self._cell.get("currency", "")]
            last = min(self._column, self.limits.columns)
            self._beyond = self._beyond or self._column > self.limits.columns
            self._row += [[column, *told, *look] for column in range(first, last + 1)]
        self._cell = {}

    def _covered_cell(self, given: Attributes) -> None:
        if self._depth == 1:
            self._column += _count(given, "number-columns-repeated")

    def _merge(self, column: int) -> None:
        across, down = _count(self._cell, "number-columns-spanned"), _count(self._cell, "number-rows-spanned")
        if across > 1 or down > 1:
            row = self._at_row + 1
            self._sheet["merged"].append([row, column, row + down - 1, column + across - 1])

    def _value(self) -> tuple[Any, str] | None:
        kind = self._cell.get("value-type", "")
        text = "\n".join(self._paragraphs).strip()[:LONGEST_TEXT]
        if not kind:
            return (None, "formula") if "formula" in self._cell and not text else (text, "text") if text else None
        if kind == "error" or ("formula" in self._cell and text.startswith(("#", "Err:"))):
            return text, "error"
        if kind == "date":
            day = iso_day(self._cell.get("date-value", ""))
            return (day, "date") if day is not None else (text, "text") if text else None
        if kind == "boolean":
            return self._cell.get("boolean-value") == "true", "bool"
        if kind in ("float", "percentage", "currency"):
            return _number(self._cell.get("value", ""), kind)
        return (text, "text") if text else None

    def _begin_paragraph(self, _: Attributes) -> None:
        if self._cell:
            self._paragraphs.append("")
            self._listening = True

    def _end_paragraph(self) -> None:
        self._listening = False

    def _space(self, given: Attributes) -> None:
        if self._listening:
            self._paragraphs[-1] += " " * min(_count(given, "c"), 100)

    def _break(self, _: Attributes) -> None:
        if self._listening:
            self._paragraphs[-1] += "\n"


def _count(given: Attributes, name: str) -> int:
    return max(int(given.get(name, "1") or 1), 1)


def _number(text: str, kind: str) -> tuple[Any, str] | None:
    number = float(text)
    if not math.isfinite(number):
        return None
    whole = int(number) if number.is_integer() and abs(number) < 1e15 else number
    return whole, "percent" if kind == "percentage" else "number"


STARTS = {
    "table": Content._begin_table,
    "table-source": Content._link,
    "table-column": Content._begin_column,
    "table-row": Content._begin_row,
    "table-cell": Content._begin_cell,
    "covered-table-cell": Content._covered_cell,
    "p": Content._begin_paragraph,
    "s": Content._space,
    "line-break": Content._break,
    "tab": Content._break,
}
ENDS = {
    "table": Content._end_table,
    "table-row": Content._end_row,
    "table-cell": Content._end_cell,
    "p": Content._end_paragraph,
}
