"""Cells of workbooks: hostile, broken and odd files are one clear problem or are read, within ten seconds."""

import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.workbooks import PLAN_ROWS, codes, package, remarks, text_cell, workbook
from toolkit.confined import Limits, read_confined
from toolkit.intake.plan_reading import read_plan

MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def lying_size() -> bytes:
    """A package whose sheet says it is small and is not: the declared size is overwritten in both headers."""
    honest = package(PLAN_ROWS + " " * MEGABYTE)
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def flipped_bits() -> bytes:
    """A package with bytes of its compressed sheet changed."""
    damaged = bytearray(package(PLAN_ROWS * 1))
    middle = damaged.index(b"xl/worksheets/sheet1.xml") + 60
    damaged[middle : middle + 8] = b"\xff" * 8
    return bytes(damaged)


NOT_READ = {
    "empty": (b"", "file_empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "file_type_unknown"),
    "a page": (b"<html><p>Measure</p></html>", "file_type_unknown"),
    "a text without columns": (b"Dear colleague,\nplease find the plan.\n", "file_type_unknown"),
    "truncated": (package()[:700], "file_damaged"),
    "flipped bits": (flipped_bits(), "file_damaged"),
    "lying size": (lying_size(), "file_damaged"),
    "no workbook part": (package(parts={"_rels/.rels": "<Relationships/>", "xl/workbook.xml": ""}), "file_damaged"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
    "old format": (OLE + "Workbook".encode("utf-16-le"), "file_type_old"),
    "billion laughs": (
        package(before="<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"),
        "file_unsafe",
    ),
    "external entity": (package(before="<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "file_unsafe"),
    "too many parts": (package(parts={f"xl/media/{n}.png": "" for n in range(2100)}), "file_unsafe"),
    "no heading": (package(f"<row r='1'>{text_cell('A1', 'Build')}<c r='B1'><v>2</v></c></row>"), "plan_without_table"),
    "heading alone": (package(PLAN_ROWS.split("<row r='2'>")[0]), "plan_without_measures"),
}


@pytest.mark.parametrize("name", NOT_READ)
def test_what_cannot_be_read_is_one_clear_problem(name: str) -> None:
    source, code = NOT_READ[name]
    started = time.monotonic()
    reading = read_plan(source, "plan.xlsx")
    assert reading.plan is None
    assert [found.code for found in reading.problems] == [code]
    assert reading.problems[0].place.file == "plan.xlsx"
    assert time.monotonic() - started < 10


def test_a_zip_bomb_is_refused_before_it_is_unzipped() -> None:
    bomb = package(PLAN_ROWS + " " * (310 * MEGABYTE))
    started = time.monotonic()
    reading = read_plan(bomb, "plan.xlsx")
    assert [found.code for found in reading.problems] == ["file_unsafe"]
    assert time.monotonic() - started < 10


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    reading = read_plan(bytes(100 * MEGABYTE), "plan.xlsx")
    assert [found.code for found in reading.problems] == ["file_too_large"]


SHARED = "<sst><si><t>Measure</t></si><si><r><t>Le</t></r><r><t>ad</t></r><rPh><t>reading aid</t></rPh></si></sst>"
SHARED_RELATIONS = (
    "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='r2' Type='x/sharedStrings' Target='/xl/sharedStrings.xml'/></Relationships>"
)
SHARED_ROWS = (
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
    + PLAN_ROWS[PLAN_ROWS.index("<row r='2'>") :]
)

READ = {
    "a wrong dimension": package(),
    "no addresses": package(
        f"<row>{text_cell('', 'Measure')}{text_cell('', 'Lead')}</row>"
        f"<row>{text_cell('', 'Set up a board')}{text_cell('', 'MOJ')}</row>"
    ),
    "formats down to the last row": package(PLAN_ROWS + "<row r='1048576'><c r='A1048576' s='1'/></row>"),
    "UTF-16": package(
        parts={
            "xl/worksheets/sheet1.xml": (
                f"<?xml version='1.0' encoding='UTF-16'?><worksheet><sheetData>{PLAN_ROWS}</sheetData></worksheet>"
            ).encode("utf-16")
        }
    ),
    "prefixed names": package(
        parts={
            "xl/worksheets/sheet1.xml": "<x:worksheet xmlns:x='y'><x:sheetData>"
            + PLAN_ROWS.replace("</", "</x:").replace("<row", "<x:row").replace("<c ", "<x:c ")
            .replace("<is>", "<x:is>").replace("<t>", "<x:t>")
            + "</x:sheetData></x:worksheet>"
        }
    ),
    "shared texts in runs": package(
        SHARED_ROWS, parts={"xl/sharedStrings.xml": SHARED, "xl/_rels/workbook.xml.rels": SHARED_RELATIONS}
    ),
    "a style that is not there": package(PLAN_ROWS.replace("<c r='A1'", "<c s='77' r='A1'")),
    "separated text": b"Measure;Lead\nSet up a board;MOJ\n",
    "separated text of Windows": "Measure;Lead\r\nSet up a board;Minist\u00e8re\r\n".encode("cp1252"),
    "separated text in UTF-16": "Measure\tLead\nSet up a board\tMOJ\n".encode("utf-16"),
    "separated text called a workbook": b'Measure,Lead\n"Set up a board","MOJ"\n',
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read(name: str) -> None:
    reading = read_plan(READ[name], "plan.xlsx")
    assert reading.problems == []
    assert reading.plan is not None
    assert [(measure.title, measure.place.row) for measure in reading.plan.measures if measure.place] == [
        ("Set up a board", 2)
    ]


def test_a_cell_in_the_far_corner_is_named_and_the_rest_is_read() -> None:
    reading = read_plan(package(PLAN_ROWS + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "plan.xlsx")
    assert codes(reading.problems) == ["workbook_cells_beyond_limit"]
    assert reading.problems[0].place.sheet == "Plan"
    assert reading.plan is not None and len(reading.plan.measures) == 1


def test_a_million_rows_are_read_up_to_the_limit_and_the_rest_is_named(tmp_path: Path) -> None:
    rows = "".join(
        f"<row r='{n}'>{text_cell(f'A{n}', f'Do thing {n}')}{text_cell(f'B{n}', 'MOJ')}<c r='C{n}'><v>{n}</v></c></row>"
        for n in range(3, 1_048_577)
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(package(PLAN_ROWS + rows))
    assert path.stat().st_size > 10 * MEGABYTE
    reading = read_plan(path, "plan.xlsx")
    assert codes(reading.problems)[:1] == ["workbook_cells_beyond_limit"]
    assert reading.problems[0].values["rows"] == 10_000
    assert reading.plan is not None
    # The first row holds the headings.
    assert len(reading.plan.measures) == 9_999


def test_rows_up_to_the_limit_are_read_and_merged_ranges_behind_them_too() -> None:
    rows = [
        ["Measure", "Lead"],
        ["Heading", None],
        ["Set up a board", "MOJ"],
        *[[f"More {n}", "MOJ"] for n in range(20)],
    ]
    source = workbook({"Plan": rows}, merged={"Plan": ["A2:B2"]})
    document, problems = read_confined("workbook", source, "plan.xlsx", Limits(rows=10))
    assert document is not None
    sheet = document["sheets"][0]
    assert [row[0] for row in sheet["rows"]] == list(range(1, 11))
    assert sheet["merged"] == [[2, 1, 2, 2]]
    assert codes(problems) == ["workbook_cells_beyond_limit"]


def test_columns_beyond_the_limit_are_left_and_named() -> None:
    document, problems = read_confined(
        "workbook", workbook({"Plan": [["Measure", "Lead", "End"]]}), "plan.xlsx", Limits(columns=2)
    )
    assert document is not None
    assert document["sheets"][0]["rows"] == [[1, [[1, "Measure", "text"], [2, "Lead", "text"]]]]
    assert codes(problems) == ["workbook_cells_beyond_limit"]


def test_links_and_macros_are_remarked_not_followed() -> None:
    parts = {"xl/externalLinks/externalLink1.xml": "<x/>", "xl/vbaProject.bin": b"\x00"}
    reading = read_plan(package(parts=parts), "plan.xlsm")
    assert remarks(reading.problems) == ["workbook_links_elsewhere", "workbook_macros_not_run"]
    assert codes(reading.problems) == []


def _styled() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    sheet.append(["text", 3, 0.25, 1200, date(2026, 9, 30), True, "#N/A", "=1+1", " ", 2.5])
    sheet["A1"].font = Font(bold=True)
    # A number in its own words or in powers of ten is no date for the letters in its format.
    sheet["B1"].number_format, sheet["J1"].number_format = 'General" people"', "0.0E+0"
    sheet["C1"].number_format = "0%"
    sheet["D1"].number_format = '[$€-407] #,##0.00;"red"'
    sheet["G1"].data_type = "e"
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[1].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_kind_of_cell_is_told_apart() -> None:
    document, problems = read_confined("workbook", _styled(), "plan.xlsx")
    assert document is not None and problems == []
    sheet = document["sheets"][0]
    assert sheet["rows"][0][1] == [
        [1, "text", "text", 1],
        [2, 3, "number"],
        [3, 0.25, "percent"],
        [4, 1200, "number", 0, "€"],
        [5, "2026-09-30", "date"],
        [6, True, "bool"],
        [7, "#N/A", "error"],
        [8, None, "formula"],
        [9, " ", "text"],
        [10, 2.5, "number"],
    ]
    assert (sheet["hidden_columns"], sheet["hidden_rows"]) == ([2], [1])


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append([date(2026, 9, 30)])
    out = io.BytesIO()
    book.save(out)
    document, _ = read_confined("workbook", out.getvalue(), "plan.xlsx")
    assert document is not None
    assert document["sheets"][0]["rows"] == [[1, [[1, "2026-09-30", "date"]]]]


def test_merged_ranges_without_end_cost_no_time() -> None:
    areas = "".join(f"<mergeCell ref='A{n}:C9999'/>" for n in range(3, 5000))
    last = f"<row r='9999'>{text_cell('A9999', 'Another')}{text_cell('B9999', 'MOJ')}</row>"
    rows = f"{PLAN_ROWS}{last}</sheetData><mergeCells>{areas}</mergeCells><sheetData>"
    started = time.monotonic()
    reading = read_plan(package(rows), "plan.xlsx")
    assert reading.plan is not None
    assert time.monotonic() - started < 10


def test_a_text_longer_than_a_cell_can_be_is_cut() -> None:
    document, _ = read_confined("workbook", package(f"<row>{text_cell('', 'x' * 100_000)}</row>"), "plan.xlsx")
    assert document is not None
    assert len(document["sheets"][0]["rows"][0][1][0][1]) == 32_767


def test_half_a_character_written_as_an_escape_becomes_the_sign_for_it() -> None:
    reading = read_plan(package(PLAN_ROWS.replace("Set up a board", "Build _xD800_ _xD83D__xDC69_")), "plan.xlsx")
    assert reading.plan is not None
    assert reading.plan.measures[0].title == "Build \ufffd \U0001f469"
