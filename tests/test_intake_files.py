"""Plans in other files than new Excel's: .xls, .ods, separated text in the usual encodings and with the usual marks."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest

from tests.test_intake_languages import PLANS
from tests.workbooks import codes, remarks
from toolkit.intake.plan_reading import read_plan
from toolkit.record.plan import Status

OFFICE = (
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' "
    "xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"
)


def open_document(
    tables: str, *, before: str = "", parts: dict[str, str] | None = None, kind: str = "spreadsheet", first: str = ""
) -> bytes:
    """An .ods package written by hand: its tables, what stands before them, other parts."""
    content = (
        f"{first}<office:document-content {OFFICE}>{before}<office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return out.getvalue()


def text(words: str, more: str = "") -> str:
    """XML of an .ods cell with its text."""
    return f"<table:table-cell office:value-type='string'{more}><text:p>{words}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    """XML of an .ods row."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


HEADING = row(*(text(words) for words in ("Action", "Lead", "End date", "Budget", "Funded", "% complete")))
EMPTY = "<table:table-row table:number-rows-repeated='1048570'><table:table-cell/></table:table-row>"
FIRST = row(
    "<table:table-cell office:value-type='string'><office:annotation><text:p>a note</text:p></office:annotation>"
    "<text:p>Set up<text:s text:c='1'/><text:span>a board</text:span></text:p></table:table-cell>",
    text("MOJ"),
    "<table:table-cell office:value-type='date' office:date-value='2027-03-31T00:00:00'><text:p>x</text:p>"
    "</table:table-cell>",
    "<table:table-cell office:value-type='currency' office:currency='EUR' office:value='1200.5'/>",
    "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>",
    "<table:table-cell office:value-type='percentage' office:value='0.4'/>",
)


def test_an_open_document_is_read_with_dates_money_and_what_is_hidden() -> None:
    styles = (
        "<office:automatic-styles><style:style style:name='t1' style:family='table'><style:table-properties"
        " table:display='false'/></style:style></office:automatic-styles>"
    )
    columns = "<table:table-column table:number-columns-repeated='5'/><table:table-column table:visibility='collapse'/>"
    wide = " table:number-columns-spanned='4'"
    hidden = f"<table:table table:name='Old' table:style-name='t1'>{HEADING}{FIRST}</table:table>"
    source = open_document(
        f"<table:table table:name='Plan'>{columns}{row(text('A plan', wide))}"
        f"{HEADING}{FIRST}{EMPTY}</table:table>{hidden}",
        before=styles,
    )
    reading = read_plan(source, "plan.ods")
    assert reading.plan is not None
    (measure,) = reading.plan.measures
    assert (measure.title, measure.lead, measure.end) == ("Set up a board", "MOJ", date(2027, 3, 31))
    assert (measure.budget.amount, measure.budget.currency) == (1200.5, "EUR")
    assert measure.place is not None and (measure.place.sheet, measure.place.row) == ("Plan", 3)
    assert (codes(reading.problems), remarks(reading.problems)) == ([], ["sheet_hidden", "columns_hidden"])


def test_merged_cells_of_an_open_document_hold_for_every_row() -> None:
    merged = text("Work", " table:number-rows-spanned='2'")
    source = open_document(
        f"<table:table table:name='Plan'>{row(text('Pathway'), text('Action'), text('Lead'))}"
        f"{row(merged, text('Hire a job coach'), text('LAB'))}"
        f"{row('<table:covered-table-cell/>', text('Sign agreements'), text('LAB'))}</table:table>"
    )
    reading = read_plan(source, "plan.ods")
    assert reading.plan is not None
    assert [measure.group for measure in reading.plan.measures] == ["Work", "Work"]


def test_an_open_document_that_is_hostile_or_locked_is_one_clear_problem() -> None:
    doctype = open_document(HEADING, first="<!DOCTYPE l [<!ENTITY a 'ha'>]>")
    locked = open_document("x", parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    text_document = open_document(HEADING, kind="text")
    for source, code in ((locked, "file_encrypted"), (text_document, "file_type_unknown"), (doctype, "file_unsafe")):
        reading = read_plan(source, "plan.ods")
        assert reading.plan is None
        assert [found.code for found in reading.problems] == [code]


def test_rows_repeated_without_end_are_read_up_to_the_limit() -> None:
    endless = HEADING + row(text("Do it"), text("MOJ"), more=" table:number-rows-repeated='1048000'")
    reading = read_plan(open_document(f"<table:table table:name='Plan'>{endless}</table:table>"), "plan.ods")
    assert "workbook_cells_beyond_limit" in codes(reading.problems)
    assert reading.plan is not None and len(reading.plan.measures) > 1000


def record(kind: int, *parts: bytes) -> bytes:
    """One record of the old Excel format: its number, its length, its content."""
    content = b"".join(parts)
    return struct.pack("<HH", kind, len(content)) + content


def old_excel(rows: Sequence[Sequence[str | float]], *, hidden: bool = False) -> bytes:
    """A workbook of one sheet in the old Excel format (BIFF8), written record by record without a container."""
    font = record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0), b"\x05\x00Arial")
    look = record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0))
    day = record(0xE0, struct.pack("<HHHBBBBIIH", 0, 14, 0, 0x20, 0, 0, 0, 0, 0, 0))
    top = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1996, 0, 6)) + record(0x42, struct.pack("<H", 1200))
    top += font * 4 + look * 16 + day
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1996, 0, 6))
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                words = struct.pack("<HHHHB", at, column, 15, len(cell), 1) + cell.encode("utf-16-le")
                sheet += record(0x204, words)
            else:
                sheet += record(0x203, struct.pack("<HHHd", at, column, 16 if cell > 40_000 else 15, cell))
    begins = len(top) + 4 + 6 + 2 + 8 + 4
    name = record(0x85, struct.pack("<IBB", begins, int(hidden), 0), b"\x04\x00", b"Plan")
    end = record(0x0A)
    begins = len(top) + len(name) + len(end)
    name = record(0x85, struct.pack("<IBB", begins, int(hidden), 0), b"\x04\x00", b"Plan")
    return top + name + end + sheet + end


def test_an_old_workbook_is_read_with_its_dates_and_numbers() -> None:
    rows = [["No", "Мероприятие", "Lead", "End date", "Budget"], [1, "Обучить персонал", "MOJ", 46_387, 5000]]
    reading = read_plan(old_excel(rows), "plan.xls")
    assert reading.problems == []
    assert reading.plan is not None
    (measure,) = reading.plan.measures
    assert (measure.number, measure.title, measure.lead) == ("1", "Обучить персонал", "MOJ")
    assert (measure.end, measure.budget.amount) == (date(2026, 12, 31), 5000)
    assert measure.place is not None and (measure.place.sheet, measure.place.row) == ("Plan", 2)


def test_an_old_workbook_cut_short_is_one_clear_problem() -> None:
    whole = old_excel([["Measure", "Lead"], ["Set up a board", "MOJ"]])
    for length in (6, 40, 200, len(whole) - 30):
        reading = read_plan(whole[:length], "plan.xls")
        assert reading.plan is None
        assert len(reading.problems) == 1


WRITTEN = [
    ("fr", "cp1252"), ("es", "cp1252"), ("pt", "cp1252"), ("de", "cp1252"), ("ru", "cp1251"), ("ar", "cp1256"),
    ("zh", "gb18030"), ("ja", "cp932"), ("ru", "utf-8"), ("ar", "utf-16"), ("zh", "utf-8-sig"), ("de", "utf-16-le"),
    ("fr", "utf-16-be"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_separated_text_is_read_in_the_usual_encodings(language: str, encoding: str, mark: str) -> None:
    rows = [[str(cell).replace("€", "EUR") for cell in cells] for cells in PLANS[language]]
    lines = [mark.join(f'"{cell}"' for cell in cells) for cells in rows]
    plain = "\r\n".join(lines).translate({0x661 + n: str(n + 1) for n in range(9)} | {0x660: "0"}) + "\r\n"
    reading = read_plan(plain.encode(encoding), "plan.csv")
    assert codes(reading.problems) == []
    assert reading.plan is not None
    (measure,) = reading.plan.measures
    assert (measure.title, measure.lead) == (rows[1][1], rows[1][2])
    assert (measure.end, measure.status) == (date(2026, 12, 31), Status.IN_PROGRESS)
    assert (measure.budget.amount, measure.budget.currency) == (5000, "EUR")


@pytest.mark.parametrize(
    "source",
    [
        "sep=;\r\nMeasure;Lead\r\nSet up a board, now, and here;MOJ\r\n",
        "Measure;Lead\nSet up a board, now, and here;MOJ\n",
        "Plan of the Ministry\n\nMeasure;Lead\nSet up a board, now, and here;MOJ\n",
        "Measure|Lead\nSet up a board, now, and here|MOJ\n",
    ],
)
def test_the_separator_is_the_one_that_makes_columns(source: str) -> None:
    reading = read_plan(source.encode(), "plan.csv")
    assert reading.plan is not None
    assert [(measure.title, measure.lead) for measure in reading.plan.measures] == [
        ("Set up a board, now, and here", "MOJ")
    ]
