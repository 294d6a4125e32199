"""One report, five formats and the screen: every number is the same in all of them, every word that was told is there.

What is compared is what each file says when it is read back, not what was meant to be written.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from tests.awkward_states import AS_OF, awkward
from tests.html_pages import Reading
from tests.pdf_pages import Pages, pdf_tables
from tests.reports import ENGLISH, LIBRARY, json_cells, table_of, word_tables, word_text, workbook, workbook_tables
from tests.test_report_tree import full_of_texts, told_texts
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.report.kinds import report_tree
from toolkit.report.page import widest
from toolkit.report.tree import NUMBERS, Cell, Report
from toolkit.report.write import FORMATS, write_report
from toolkit.tasks.results import results_as_json, results_of
from toolkit.tasks.sample import sample_state

STATES = ("sample", "one_dimension", "not_applicable_wherever_it_may_be", "twelve_bodies")
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Written:
    """A State's report in every format, with what the screen shows."""

    report: Report
    results: Results

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The report by format."""
        return {to: write_report(self.report, to, ENGLISH) for to in FORMATS}

    def cells(self) -> dict[Place, Cell]:
        """Cells of numbers by table, row and column."""
        return {
            (table.id, row, column): cell
            for table in self.report.tables()
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell.kind in NUMBERS
        }


def state_of(name: str) -> Assessment:
    return sample_state(LIBRARY, date(2026, 7, 1)) if name == "sample" else awkward(name, LIBRARY)


@pytest.fixture(scope="module", params=STATES)
def written(request: pytest.FixtureRequest) -> Written:
    """The sample and three awkward States."""
    assessment = state_of(request.param)
    found = results_of(assessment, LIBRARY, as_of=assessment.as_of or AS_OF)
    return Written(report_tree("full", assessment, found, LIBRARY, ENGLISH), found)


def on_pages(report: Report, tables: list[list[list[str]]]) -> dict[Place, str]:
    """What the pages of a format show where the tree holds a number; a cell that holds lines beneath it ends there."""
    found: dict[Place, str] = {}
    for table, rows in zip(report.tables(), tables, strict=True):
        for number, (row, cells) in enumerate(zip(table.rows, rows[1:], strict=True)):
            for at, text in zip(table.positions(beneath=False), cells, strict=True):
                if row[at].kind in NUMBERS:
                    found[table.id, number, at] = text[: len(row[at].shown)] if at == widest(table) else text
            for at in table.positions(beneath=True):
                if row[at].kind in NUMBERS:
                    found[table.id, number, at] = row[at].shown if row[at].shown in "".join(cells) else "missing"
    return found


def shown(written: Written) -> dict[Place, str]:
    return {place: cell.shown for place, cell in written.cells().items()}


def test_there_is_something_to_compare(written: Written) -> None:
    assert len(written.cells()) > 150


def test_word_shows_every_number(written: Written) -> None:
    tables = [[["\n".join(cell) for cell in row] for row in table] for table in word_tables(written.files["docx"])[1:]]
    assert on_pages(written.report, tables) == shown(written)


def test_html_shows_every_number(written: Written) -> None:
    tables = Reading(written.files["html"]).tables[1:]
    read = [[["\n".join(cell) for cell in row] for row in table] for table in tables]
    assert on_pages(written.report, read) == shown(written)


def test_pdf_shows_every_number(written: Written) -> None:
    assert on_pages(written.report, pdf_tables(written.files["pdf"])[1:]) == shown(written)


def test_excel_and_json_hold_every_number_unrounded(written: Written) -> None:
    sheets = workbook_tables(written.files["xlsx"], written.report)
    machine = json_cells(written.files["json"])
    for (table, row, column), cell in written.cells().items():
        expected = None if cell.number is None else pytest.approx(cell.number, rel=1e-14, abs=1e-14)
        assert sheets[table][row][column] == expected
        assert machine[table][row][column]["number"] == cell.number


def test_the_screen_shows_the_same(written: Written) -> None:
    seen = results_as_json(written.results, ENGLISH)
    points = ("point", "low", "high")
    for index, row in zip(("text", "enabling"), table_of(written.report, "indices").rows, strict=True):
        assert [cell.number for cell in row[1:4]] == [seen["indices"][index][name] for name in points]
    assert numbers(written, "limbs", 2, 5) == [[limb[name] for name in points] for limb in seen["limbs"]]
    assert numbers(written, "provisions", 7, 10) == [[part[name] for name in points] for part in seen["provisions"]]
    for first, part in ((2, "text"), (6, "enabling")):
        expected = [[dimension[part][name] for name in points] for dimension in seen["dimensions"]]
        assert numbers(written, "profile", first, first + 3) == expected
    for part in ("text", "enabling"):
        gaps = [[gap["level"], gap["target"], gap["points"]] for gap in seen["gaps"][part]]
        assert (numbers(written, f"gaps_{part}", 3, 6) if gaps else []) == gaps
    by_level = [row[-1].number for row in table_of(written.report, "levels").rows]
    headline: dict[str, Any] = seen["headline"]
    levels = [headline["by_level"][level] for level in "43210"]
    assert by_level == [*levels, headline["unanswered"], headline["not_applicable"], headline["asked"]]


def numbers(written: Written, table: str, first: int, last: int) -> list[list[float | None]]:
    return [[cell.number for cell in row[first:last]] for row in table_of(written.report, table).rows]


def test_the_seal_of_the_state_file_is_in_every_format(written: Written) -> None:
    assert len(written.report.seal) == 12
    assert written.report.seal in Reading(written.files["html"]).text
    assert any(written.report.seal in "".join(row) for row in pdf_tables(written.files["pdf"])[0])
    assert any(written.report.seal in "".join("".join(c) for c in row) for row in word_tables(written.files["docx"])[0])
    assert written.report.seal.encode() in written.files["json"]


def test_every_free_text_is_in_every_format_that_stays_inside() -> None:
    assessment = full_of_texts()
    texts: dict[str, str] = {"marks": "told reason"}
    told_texts(assessment, texts, "assessment")
    texts = {at: text for at, text in texts.items() if not at.endswith("budget.text")}
    found = results_of(assessment, LIBRARY, as_of=AS_OF)
    report = report_tree("full", assessment, found, LIBRARY, ENGLISH)
    for to in FORMATS:
        said = everything_said(write_report(report, to, ENGLISH), to)
        assert {at: text for at, text in texts.items() if text not in said} == {}, to


def everything_said(content: bytes, to: str) -> str:
    """All that a file says."""
    if to == "pdf":
        return Pages(content).structure.all_text
    if to == "html":
        return Reading(content).text
    if to == "docx":
        return word_text(content)
    if to == "xlsx":
        sheets = workbook(content).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode("utf-8")
