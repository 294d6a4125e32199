"""Spreadsheets written as markup (XML of 2003, web page, flat OpenDocument), old formats and odd text are read."""

from datetime import date

import pytest

from tests.workbooks import codes, package, text_cell
from toolkit.intake.plan_reading import PlanReading, read_plan

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def sheet_of_2003(deadline: str = "<Data ss:Type='DateTime'>2026-12-31T00:00:00.000</Data>", index: str = "3") -> str:
    return f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}"><Worksheet ss:Name="Plan"><Table>
<Row ss:Index="{index}"><Cell><Data ss:Type="String">Action</Data></Cell>
<Cell><Data ss:Type="String">Lead</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">Deadline</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Open a centre</Data><Comment><ss:Data>aside</ss:Data></Comment></Cell>
<Cell><Data ss:Type="String">MoJ</Data></Cell><Cell ss:Index="4">{deadline}</Cell></Row>
</Table></Worksheet></Workbook>"""


PAGE = """<html><head><meta charset="utf-8"><style>td {color: red}</style></head><body><p>Plan</p><table>
<tr><th>No.</th><th>Action</th><th>Lead</th><th>Deadline</th></tr>
<tr><td rowspan="2">1</td><td>Open a&nbsp;centre</td><td>MoJ</td><td>31 December 2026</td></tr>
<tr><td>Train <b>officers</b></td><td>MoI</td><td>2026</td></tr></table></body></html>"""

FLAT = """<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="Plan"><table:table-row><table:table-cell office:value-type="string"><text:p>Action</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>Lead</text:p></table:table-cell>
</table:table-row>
<table:table-row><table:table-cell office:value-type="string"><text:p>Open a centre</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>MoJ</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document>"""


def read_text(text: str | bytes, name: str = "plan.xls") -> PlanReading:
    return read_plan(text if isinstance(text, bytes) else text.encode("utf-8"), name)


def test_xml_of_2003_is_read_with_its_places() -> None:
    plan = read_text(sheet_of_2003()).plan
    assert plan is not None
    (measure,) = plan.measures
    assert (measure.title, measure.lead, measure.end) == ("Open a centre", "MoJ", date(2026, 12, 31))
    assert measure.place is not None
    assert (measure.place.sheet, measure.place.row) == ("Plan", 4)


@pytest.mark.parametrize(
    "text", [sheet_of_2003()[:500], sheet_of_2003(index="x"), "<?xml version='1.0'?>" + SPREADSHEET]
)
def test_xml_of_2003_that_is_damaged_is_one_clear_problem(text: str) -> None:
    assert codes(read_text(text).problems) in (["file_damaged"], ["file_type_unknown"])


def test_entities_in_markup_are_refused() -> None:
    text = sheet_of_2003().replace("<?mso", "<!DOCTYPE a [<!ENTITY b 'c'>]><?mso")
    assert codes(read_text(text).problems) == ["file_unsafe"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_is_read_by_its_tables(encoding: str) -> None:
    page = PAGE if encoding == "utf-8" else PAGE.replace('<meta charset="utf-8">', "")
    plan = read_text(page.encode(encoding)).plan
    assert plan is not None
    assert [measure.title for measure in plan.measures] == ["Open a centre", "Train officers"]
    assert [measure.number for measure in plan.measures] == ["1", "1"]


def test_cells_of_a_web_page_need_no_end() -> None:
    plan = read_text("<table><tr><td>Action<td>Lead<tr><td>Open a centre<td>MoJ").plan
    assert plan is not None
    assert [(measure.title, measure.lead) for measure in plan.measures] == [("Open a centre", "MoJ")]


def test_a_flat_open_document_is_read() -> None:
    plan = read_text(FLAT, "plan.fods").plan
    assert plan is not None
    assert [(measure.title, measure.lead) for measure in plan.measures] == [("Open a centre", "MoJ")]


def test_a_day_that_is_none_stays_text_and_is_named() -> None:
    day = "<c r='C2' t='d'><v>2026-13-45T00:00:00</v></c>"
    rows = (
        f"<row r='1'>{text_cell('A1', 'Measure')}{text_cell('B1', 'Lead')}{text_cell('C1', 'End')}</row>"
        f"<row r='2'>{text_cell('A2', 'Set up a board')}{text_cell('B2', 'MOJ')}{day}</row>"
    )
    of_2003 = sheet_of_2003("<Data ss:Type='DateTime'>soon</Data>")
    assert codes(read_plan(package(rows), "plan.xlsx").problems) == ["date_not_understood"]
    assert codes(read_text(of_2003).problems) == ["date_not_understood"]


def test_empty_rows_without_end_are_no_remark() -> None:
    heads = f"<row r='1'>{text_cell('A1', 'Measure')}{text_cell('B1', 'Lead')}</row>"
    one = f"<row r='2'>{text_cell('A2', 'Set up a board')}{text_cell('B2', 'MOJ')}</row>"
    empty = "".join(f"<row r='{row}'/>" for row in range(3, 40_000))
    assert read_plan(package(heads + one + empty), "plan.xlsx").problems == []
    assert codes(read_plan(package(heads + one + empty + one.replace("2", "50000")), "plan.xlsx").problems) == [
        "workbook_cells_beyond_limit"
    ]


def test_a_binary_workbook_is_refused_by_name() -> None:
    binary = package(parts={"xl/workbook.bin": b"\x83\x01\x00"})
    assert codes(read_plan(binary, "plan.xlsb").problems) == ["file_type_binary"]


def record(number: int, data: bytes) -> bytes:
    return number.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data


def test_the_oldest_excel_is_read() -> None:
    table = [["Action", "Lead"], ["Open a centre", "MoJ"]]
    cells = b"".join(
        record(
            4, row.to_bytes(2, "little") + column.to_bytes(2, "little") + b"\0\0\0" + bytes([len(text)]) + text.encode()
        )
        for row, texts in enumerate(table)
        for column, text in enumerate(texts)
    )
    plan = read_text(record(9, b"\x02\0\x10\0") + cells + record(10, b"")).plan
    assert plan is not None
    assert [(measure.title, measure.lead) for measure in plan.measures] == [("Open a centre", "MoJ")]


def test_a_stray_control_character_does_not_make_text_unreadable() -> None:
    plan = read_text("Action,Lead,End\nOpen\0 a centre,MoJ,2026\nTrain officers,MoI,2026\n" * 3, "plan.csv").plan
    assert plan is not None
    assert plan.measures[0].title == "Open a centre"


def test_ragged_lines_are_read() -> None:
    plan = read_text("Action,Lead,End\nOpen a centre\nTrain officers well,MoI\n,,,,,\nX,Y,Z,W,V\n", "plan.csv").plan
    assert plan is not None
    assert plan.measures[1].lead == "MoI"


def test_a_file_of_blanks_is_empty() -> None:
    assert codes(read_text("  \n \n", "plan.csv").problems) == ["file_empty"]
