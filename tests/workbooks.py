"""Small workbooks for tests: tables written in the test itself, packages broken on purpose."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.styles import Font

from toolkit.intake.plan_reading import PlanReading, read_plan
from toolkit.problem import Problem, Severity
from toolkit.record.plan import Plan, PlanMapping

Rows = Sequence[Sequence[Any]]

TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
TOP = "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>"
BOOK = "<workbook xmlns:r='r'><sheets><sheet name='Plan' sheetId='1' r:id='r1'/></sheets></workbook>"
SHEETS = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Mapping[str, Iterable[str]] | None = None,
    bold: Mapping[str, Iterable[str]] | None = None,
    hidden_sheets: Iterable[str] = (),
    hidden_columns: Mapping[str, Iterable[str]] | None = None,
) -> bytes:
    """Write a workbook from tables: sheet name to rows, merged ranges, bold cells, what is hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
        for address in (bold or {}).get(name, ()):
            sheet[address].font = Font(bold=True)
        for letter in (hidden_columns or {}).get(name, ()):
            sheet.column_dimensions[letter].hidden = True
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_cell(address: str, text: str) -> str:
    """XML of a cell with its text inline; without an address if that is empty."""
    place = f" r='{address}'" if address else ""
    return f"<c{place} t='inlineStr'><is><t>{text}</t></is></c>"


PLAN_ROWS = (
    f"<row r='1'>{text_cell('A1', 'Measure')}{text_cell('B1', 'Lead')}</row>"
    f"<row r='2'>{text_cell('A2', 'Set up a board')}{text_cell('B2', 'MOJ')}</row>"
)


def package(rows: str = PLAN_ROWS, *, before: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Write a workbook package by hand: the rows of its one sheet, text before the sheet, other parts."""
    sheet = f"<?xml version='1.0'?>{before}<worksheet><dimension ref='A1'/><sheetData>{rows}</sheetData></worksheet>"
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": SHEETS,
        "xl/worksheets/sheet1.xml": sheet,
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()


def codes(problems: Iterable[Problem]) -> list[str]:
    """Codes of problems that are no remarks, in order."""
    return [found.code for found in problems if found.severity is not Severity.REMARK]


def remarks(problems: Iterable[Problem]) -> list[str]:
    """Codes of remarks, in order."""
    return [found.code for found in problems if found.severity is Severity.REMARK]


def read(rows: Rows, mapping: PlanMapping | None = None, **how: Any) -> PlanReading:
    """Read a plan of one sheet called Plan."""
    how = {key: {"Plan": value} if key != "hidden_sheets" else value for key, value in how.items()}
    return read_plan(workbook({"Plan": rows}, **how), "plan.xlsx", mapping=mapping)


def plan_of(rows: Rows, mapping: PlanMapping | None = None, **how: Any) -> Plan:
    """Read a plan of one sheet, in which nothing may be a problem."""
    reading = read(rows, mapping, **how)
    assert codes(reading.problems) == []
    assert reading.plan is not None
    return reading.plan


def seen(plan: Plan) -> list[tuple[int, str | None, str]]:
    """Row, number and text of each measure."""
    return [(measure.place.row, measure.number, measure.title) for measure in plan.measures if measure.place]


def groups(plan: Plan) -> list[str | None]:
    """Group of each measure."""
    return [measure.group for measure in plan.measures]


def parents(plan: Plan) -> list[str | None]:
    """Text of the measure above each measure."""
    return [
        above.title if measure.parent and (above := plan.measure(measure.parent)) else None for measure in plan.measures
    ]
