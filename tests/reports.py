"""Reports made for tests, and what is printed in each format collected again."""

import json
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.awkward_states import AS_OF
from toolkit.language import Language, read_language
from toolkit.library.reader import read_library
from toolkit.record.assessment import Assessment
from toolkit.report.kinds import report_tree
from toolkit.report.tree import Cell, Figure, Heading, Report, Table, Text
from toolkit.tasks.results import results_of

library_in = cache(read_library)
LIBRARY = library_in("en")
ENGLISH = read_language("en")
ZERO_WIDTH_SPACE = "\u200b"


def report_of(assessment: Assessment, *, language: Language = ENGLISH, **looked_through: Any) -> Report:
    """Gap report of an assessment at its own day, in English unless told otherwise."""
    library = library_in(language.code)
    found = results_of(assessment, library, as_of=assessment.as_of or AS_OF, **looked_through)
    return report_tree("full", assessment, found, library, language)


def texts_of(report: Report) -> list[str]:
    """Every text that a report prints, in the order of the tree; texts of figures before their table."""
    found = [report.title, report.subtitle, report.header, report.footer]
    found += [text for fact in report.facts for text in (fact.name, fact.text)]
    for part in report.parts:
        if isinstance(part, Heading | Text):
            found.append(part.text)
        elif isinstance(part, Figure):
            found += [part.caption, part.takeaway]
    for table in report.tables():
        found += [table.caption, table.note, *(column.name for column in table.columns)]
        found += [cell.shown for row in table.rows for cell in row]
    return found


def cells_of(report: Report) -> dict[str, list[list[Cell]]]:
    """Rows of every table by the table's id."""
    return {table.id: [list(row) for row in table.rows] for table in report.tables()}


def table_of(report: Report, id: str) -> Table:
    """Table of a report by its id."""
    return next(table for table in report.tables() if table.id == id)


def word_tables(content: bytes) -> list[list[list[list[str]]]]:
    """Tables of a Word document: rows, cells, and the paragraphs of each."""
    body = Document(BytesIO(content)).element.body
    return [
        [
            [[_said(line) for line in cell.iter(qn("w:p"))] for cell in row.iter(qn("w:tc"))]
            for row in found.iter(qn("w:tr"))
        ]
        for found in body.iter(qn("w:tbl"))
    ]


def word_text(content: bytes) -> str:
    """All text of a Word document's body, line by line."""
    body = Document(BytesIO(content)).element.body
    return "\n".join(_said(line) for line in body.iter(qn("w:p")))


def _said(paragraph: Any) -> str:
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    pieces = [signs.get(node.tag) or node.text or "" for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))]
    return "".join(pieces).replace(ZERO_WIDTH_SPACE, "")


def workbook(content: bytes) -> Workbook:
    """A workbook read back."""
    return load_workbook(BytesIO(content))


def workbook_tables(content: bytes, report: Report) -> dict[str, list[list[Any]]]:
    """Values of every table of a report as they stand in its workbook, found by caption and heading."""
    sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook(content).worksheets]
    found: dict[str, list[list[Any]]] = {}
    for table in report.tables():
        headings = [column.name for column in table.columns]
        for rows in sheets:
            for at, row in enumerate(rows[:-1]):
                if row[0] == table.caption and rows[at + 1][: len(headings)] == headings:
                    body = rows[at + 2 : at + 2 + len(table.rows)]
                    found.setdefault(table.id, [line[: len(headings)] for line in body])
    return found


def json_cells(content: bytes) -> dict[str, list[list[dict[str, Any]]]]:
    """Rows of every table of a JSON report by the table's id."""
    parts = json.loads(content)["parts"]
    tables = [
        part if part["part"] == "table" else part["twin"] for part in parts if part["part"] in ("table", "figure")
    ]
    return {table["id"]: table["rows"] for table in tables}
