"""Your workbook back: notes on the cells concerned, a sheet of problems, every other part byte for byte."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from tests.test_intake_files import HEADING, open_document, row, text
from toolkit.cli import main
from toolkit.intake.plan_reading import read_plan
from toolkit.language import read_language
from toolkit.library.model import Library
from toolkit.problem import Place, problem
from toolkit.record.plan import Plan
from toolkit.report.workbook_back import WorkbookBack, with_notes

ENGLISH = read_language("en")
ROWS = [["Measure", "Lead", "End date"], ["Set up a board", "MOJ", "03/04/2025"], ["=HYPERLINK(1)", "PRI", 2026]]
CHANGED = re.compile(r"\[Content_Types\]\.xml|xl/workbook\.xml|.*\.rels|xl/worksheets/sheet\d+\.xml")


def workbook(*, comments: bool = False, name: str = "Plan") -> bytes:
    """A workbook as people have it: formulas with a chart, a second sheet, on wish notes of their own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for cells in ROWS:
        sheet.append(cells)
    sheet["A3"].data_type = "s"
    other = book.create_sheet("Money")
    for number in range(1, 4):
        other.append([number, f"=A{number}*2"])
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, min_row=1, max_row=3))
    other.add_chart(chart, "D2")
    if comments:
        sheet["C2"].comment = Comment("is this right?", "Ana")
        sheet["A1"].comment = Comment("heading", "Ana")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def back(source: bytes, name: str = "plan.xlsx", *more: Place) -> WorkbookBack:
    """The workbook given back with what was found in it, and with problems at places of the test's own."""
    reading = read_plan(source, name, as_of=date(2025, 1, 1))
    assert reading.plan is not None
    added = [problem("status_unknown", place, text="?", nearest=None) for place in more]
    return with_notes(source, name, reading.plan, [*reading.problems, *added], ENGLISH)


def parts(source: bytes) -> dict[str, bytes]:
    """Parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def notes(source: bytes, sheet: str) -> dict[str, str]:
    """Notes of a sheet by cell."""
    found = openpyxl.load_workbook(io.BytesIO(source))[sheet]
    return {cell.coordinate: cell.comment.text for cells in found.rows for cell in cells if cell.comment}


def test_a_note_stands_on_the_cell_and_a_row_on_the_sheet_with_a_link() -> None:
    given = back(workbook())
    assert not given.is_copy
    assert list(notes(given.content, "Plan")) == ["C2"]
    assert "03/04/2025" in notes(given.content, "Plan")["C2"]
    book = openpyxl.load_workbook(io.BytesIO(given.content))
    assert book.sheetnames == ["Plan", "Money", "Problems"]
    sheet = book["Problems"]
    assert [cell.value for cell in sheet[3]] == ["Code", "Severity", "Sheet", "Cell", "What", "What to do"]
    assert [cell.value for cell in sheet[4]][:4] == ["date_ambiguous", "Doubtful", "Plan", "C2"]
    assert sheet["D4"].hyperlink.location == "'Plan'!C2"


@pytest.mark.parametrize("comments", [False, True])
def test_every_other_part_is_the_same_byte_for_byte(comments: bool) -> None:
    source = workbook(comments=comments)
    before, after = parts(source), parts(back(source).content)
    changed = {name for name in before if before[name] != after[name]}
    own = {name for name in changed if "omments" in name or "omments" in name or name.endswith(".vml")}
    assert all(CHANGED.fullmatch(name) for name in changed - own)
    assert bool(own) is comments
    assert "xl/worksheets/sheet2.xml" not in changed
    assert "xl/styles.xml" not in changed
    assert {name for name in before if "chart" in name or "drawing1.xml" in name} & changed == set()


def test_what_is_changed_is_changed_only_where_something_is_put_in() -> None:
    source = workbook()
    before, after = parts(source), parts(back(source).content)
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        old, new = before[name], after[name]
        start = next((n for n in range(min(len(old), len(new))) if old[n] != new[n]), len(old))
        rest = old[start:]
        assert new.startswith(old[:start]), name
        assert new.endswith(rest) or name == "[Content_Types].xml", name


def test_notes_that_were_there_stay_and_ours_stand_below() -> None:
    given = back(workbook(comments=True), "plan.xlsx", Place(sheet="Plan", cell="B2"))
    found = notes(given.content, "Plan")
    assert found["A1"] == "heading"
    assert found["C2"].startswith("is this right?\n")
    assert "03/04/2025" in found["C2"]
    assert "Status" in found["B2"] or "status" in found["B2"]


def test_a_sheet_with_quotes_and_a_sheet_called_problems_are_met() -> None:
    source = workbook(name="Ana's & co")
    book = openpyxl.load_workbook(io.BytesIO(source))
    book.create_sheet("problems")
    out = io.BytesIO()
    book.save(out)
    given = openpyxl.load_workbook(io.BytesIO(back(out.getvalue()).content))
    assert given.sheetnames[-1] == "Problems (2)"
    assert given["Problems (2)"]["D4"].hyperlink.location == "'Ana''s & co'!C2"


def test_macros_are_kept_as_they_are() -> None:
    source = workbook()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr("xl/vbaProject.bin", b"\x00macro")
    given = back(out.getvalue(), "plan.xlsm")
    assert not given.is_copy
    assert parts(given.content)["xl/vbaProject.bin"] == b"\x00macro"


def test_of_other_files_a_copy_of_the_values_is_given_and_says_so() -> None:
    tables = (
        f"<table:table table:name='Plan'>{HEADING}{row(text('=Set up'), text('MOJ'), text('03/04/2025'))}</table:table>"
    )
    csv = b"Measure;Lead;End date\n=Set up;MOJ;03/04/2025\n"
    for source, name, sheet in ((open_document(tables), "plan.ods", "Plan"), (csv, "plan.csv", "plan")):
        given = back(source, name)
        assert given.is_copy
        book = openpyxl.load_workbook(io.BytesIO(given.content))
        assert book.sheetnames == [sheet, "Problems"]
        assert (book[sheet]["A2"].value, book[sheet]["A2"].data_type) == ("=Set up", "s")
        assert list(notes(given.content, sheet)) == ["C2"]
        assert name in str(book["Problems"]["A1"].value)
        assert book["Problems"]["D4"].hyperlink.location == f"'{sheet}'!C2"


def test_a_package_that_cannot_be_changed_safely_is_copied() -> None:
    source = workbook()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry))
        new.writestr("_xmlsignatures/sig1.xml", "<signature/>")
    assert back(out.getvalue()).is_copy


def test_a_workbook_without_anything_found_says_so() -> None:
    given = with_notes(workbook(), "plan.xlsx", Plan(name="plan"), [], ENGLISH)
    sheet = openpyxl.load_workbook(io.BytesIO(given.content))["Problems"]
    assert sheet["A4"].value == "Nothing was found."


def test_the_command_line_writes_the_workbook_with_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "plan.xlsx", tmp_path / "back.xlsx"
    source.write_bytes(workbook())
    assert main(["read-plan", str(source), "--annotated", str(out), "--json"], today=date(2025, 1, 1)) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["problems"][0]["code"] == "date_ambiguous"
    assert str(out) in captured.err
    assert openpyxl.load_workbook(out).sheetnames == ["Plan", "Money", "Problems"]


def test_the_page_offers_the_workbook_while_the_file_is_at_hand(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({}, library, as_of=date(2025, 1, 1)))
    app = at_page("plan", id)
    app.file_uploader(key=f"plan_file:{id}:0").set_value(("plan.xlsx", workbook(), "application/octet-stream")).run()
    app.segmented_control(key=f"plan_section:{id}").set_value("notes").run()
    plan = store_in(data).stored(id).plans[0].id
    app.button(key=f"back_make:{plan}").click().run()
    assert not app.exception
    assert any("Download plan with notes.xlsx" in str(button.label) for button in app.get("download_button"))
    later = at_page("plan", id)
    later.segmented_control(key=f"plan_section:{id}").set_value("notes").run()
    assert "bring it in again" in text_of(later)
