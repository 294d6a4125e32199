"""Every format prints the same tree: texts, numbers, awkward texts, and what each format owes its readers."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.awkward_states import AWKWARD, LONG_COMMENT, TEXTS, awkward
from tests.reports import (
    ENGLISH,
    LIBRARY,
    ZERO_WIDTH_SPACE,
    cells_of,
    json_cells,
    report_of,
    table_of,
    word_tables,
    word_text,
    workbook,
    workbook_tables,
)
from toolkit.language import read_language
from toolkit.record.assessment import Assessment, Response
from toolkit.report.letters import printable
from toolkit.report.tree import Cell, Figure, Report
from toolkit.report.write import write_report

STATES = [name for name in AWKWARD if not name.startswith("text_")]


def plain(text: str) -> str:
    """Text as a reader sees it: without control characters and places where it may break."""
    return printable(text).replace(ZERO_WIDTH_SPACE, "")


@pytest.fixture(scope="module", params=STATES)
def report(request: pytest.FixtureRequest) -> Report:
    """The report of each awkward state."""
    return report_of(awkward(request.param, LIBRARY))


def test_word_prints_every_cell_of_every_table(report: Report) -> None:
    printed = word_tables(write_report(report, "docx", ENGLISH))[1:]
    tables = list(report.tables())
    assert len(printed) == len(tables)
    for table, rows in zip(tables, printed, strict=True):
        shown, beneath = table.positions(beneath=False), table.positions(beneath=True)
        assert [cell[0] for cell in rows[0]] == [plain(table.columns[at].name) for at in shown]
        for row, cells in zip(table.rows, rows[1:], strict=True):
            assert [cell[0] for cell in cells] == [plain(row[at].shown) for at in shown]
            said = "\n".join("\n".join(cell[1:]) for cell in cells)
            assert [at for at in beneath if row[at].shown not in ("", "–") and plain(row[at].shown) not in said] == []


def test_word_prints_every_heading_and_text_in_order(report: Report) -> None:
    text = word_text(write_report(report, "docx", ENGLISH))
    at = text.index(plain(report.parts[0].text), text.index("Contents") + 1)  # type: ignore[union-attr]
    for part in report.parts:
        if hasattr(part, "text"):
            at = text.index(plain(part.text), at)


def test_the_workbook_holds_every_number_unrounded_and_every_text(report: Report) -> None:
    found = workbook_tables(write_report(report, "xlsx", ENGLISH), report)
    cells = cells_of(report)
    assert set(found) == set(cells)
    for id, rows in cells.items():
        for expected, row in zip(rows, found[id], strict=True):
            assert [(cell, value) for cell, value in zip(expected, row, strict=True) if not is_same(cell, value)] == []


def is_same(cell: Cell, value: object) -> bool:
    """A workbook stores 16 figures of a number; text is there to the letter."""
    if cell.kind == "text":
        return (value or "") == plain(cell.shown)
    if cell.kind == "date":
        return cell.day is None if value is None else value.date() == cell.day  # type: ignore[attr-defined]
    return value is None if cell.number is None else value == pytest.approx(cell.number, rel=1e-14, abs=1e-14)


def test_json_holds_the_same_numbers_and_null_where_there_is_none(report: Report) -> None:
    found = json_cells(write_report(report, "json", ENGLISH))
    for id, rows in cells_of(report).items():
        assert [[cell["number"] for cell in row] for row in found[id]] == [
            [cell.number for cell in row] for row in rows
        ]
        assert [[cell["shown"] for cell in row] for row in found[id]] == [[cell.shown for cell in row] for row in rows]


def test_what_is_shown_is_the_number_rounded_once(report: Report) -> None:
    for table in report.tables():
        for cell in (cell for row in table.rows for cell in row if cell.kind == "points"):
            assert cell.number is None or abs(float(cell.shown) - cell.number) <= 0.5 / 10**cell.decimals + 1e-9


@pytest.mark.parametrize("name", TEXTS)
def test_awkward_texts_stay_what_they_are(name: str) -> None:
    text = plain(TEXTS[name])
    report = report_of(awkward(f"text_{name}", LIBRARY))
    assert word_text(write_report(report, "docx", ENGLISH)).count(text) >= 2
    sheets = workbook(write_report(report, "xlsx", ENGLISH)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    sheets = workbook(write_report(report_of(awkward("awkward_texts", LIBRARY)), "xlsx", ENGLISH)).worksheets
    kinds = {cell.data_type for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d", "inlineStr"}


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = LONG_COMMENT * 4
    assert len(long) > 32_767
    report = report_of(Assessment(responses=(Response(item="D01-1", level=2, comment=long),)))
    sheets = workbook(write_report(report, "xlsx", ENGLISH)).worksheets
    longest = max((str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("The state file and the Word report hold all of it.]")
    assert long in word_text(write_report(report, "docx", ENGLISH))


@pytest.fixture(scope="module")
def full() -> Report:
    """A report with everything in it."""
    return report_of(awkward("five_hundred_measures", LIBRARY))


@pytest.fixture(scope="module")
def sheets(full: Report) -> bytes:
    """Its workbook."""
    return write_report(full, "xlsx", ENGLISH)


@pytest.fixture(scope="module")
def document(full: Report) -> Document:  # type: ignore[valid-type]
    """Its Word document, read back."""
    return Document(BytesIO(write_report(full, "docx", ENGLISH)))


def test_headings_of_the_document_are_real_ones(full: Report, document: Document) -> None:  # type: ignore[valid-type]
    styled = [(line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Heading")]  # type: ignore[attr-defined]
    assert styled == [(f"Heading {heading.level}", heading.text) for heading in full.headings()]


def test_contents_are_filled_in_and_lead_to_the_headings(full: Report, document: Document) -> None:  # type: ignore[valid-type]
    body = document.element.body  # type: ignore[attr-defined]
    bookmarks = [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))]
    links = [node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))]
    assert len(set(bookmarks)) == len(bookmarks) == len(list(full.headings()))
    assert len(links) == sum(1 for heading in full.headings() if heading.level < 3)
    assert set(links) <= set(bookmarks)
    assert any("TOC" in (node.text or "") for node in body.iter(qn("w:instrText")))


def test_tables_repeat_their_heading_and_say_what_they_are(full: Report, document: Document) -> None:  # type: ignore[valid-type]
    for found in document.element.body.iter(qn("w:tbl")):  # type: ignore[attr-defined]
        first = next(found.iter(qn("w:tr")))
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert found.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        grid = [column.get(qn("w:w")) for column in found.iter(qn("w:gridCol"))]
        assert [cell.find(qn("w:tcW")).get(qn("w:w")) for cell in first.iter(qn("w:tcPr"))] == grid


def test_pictures_have_their_text(full: Report, document: Document) -> None:  # type: ignore[valid-type]
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]  # type: ignore[attr-defined]
    assert described == [figure.alt for figure in full.figures()]
    assert len(described) == 5


def test_every_page_of_the_document_says_what_it_is(full: Report, document: Document) -> None:  # type: ignore[valid-type]
    section = document.sections[0]  # type: ignore[attr-defined]
    assert full.header in section.header.paragraphs[0].text
    assert full.footer in section.footer.paragraphs[0].text
    assert "PAGE" in "".join(node.text or "" for node in section.footer._element.iter(qn("w:instrText")))


def test_a_language_from_right_to_left_turns_every_format() -> None:
    language = read_language("x-test")
    turned = report_of(awkward("all_0", LIBRARY), language=language)
    body = Document(BytesIO(write_report(turned, "docx", language))).element.body
    assert all(found.tblPr.find(qn("w:bidiVisual")) is not None for found in body.iter(qn("w:tbl")))
    assert body.sectPr.find(qn("w:bidi")) is not None
    titled = next(line for line in body.iter(qn("w:p")))
    assert titled.pPr.find(qn("w:bidi")) is not None
    sheets = workbook(write_report(turned, "xlsx", language)).worksheets
    assert all(sheet.sheet_view.rightToLeft for sheet in sheets)


def test_arabic_words_of_the_state_run_their_own_way_in_an_english_document() -> None:
    content = write_report(report_of(awkward("text_arabic", LIBRARY)), "docx", ENGLISH)
    lines = Document(BytesIO(content)).element.body.iter(qn("w:p"))
    own = [line for line in lines if "".join(node.text or "" for node in line.iter(qn("w:t"))) == TEXTS["arabic"]]
    assert own
    assert all(line.pPr.find(qn("w:bidi")) is not None for line in own)


def test_sheets_of_one_list_are_frozen_filtered_and_printed_with_their_heading(full: Report, sheets: bytes) -> None:
    book = workbook(sheets)
    for name, id in (("Gaps, text", "gaps_text"), ("Plan", "measures_1"), ("Responses", "responses")):
        sheet, table = book[name], table_of(full, id)
        header = next(row for row in range(1, 12) if sheet.cell(row, 1).value == table.columns[0].name)
        assert sheet.freeze_panes == f"A{header + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{header}:")
        assert sheet.auto_filter.ref.endswith(str(header + len(table.rows)))
        assert sheet.print_title_rows == f"${header}:${header}"
        paper = sheet.page_setup
        assert (str(paper.paperSize), str(paper.fitToWidth), str(paper.fitToHeight)) == ("9", "1", "0")
    assert not any(sheet.protection.sheet for sheet in book.worksheets)


def test_a_sum_is_not_sorted_with_the_rows_it_sums(sheets: bytes) -> None:
    sheet = workbook(sheets)["Trace, text"]
    last = int(re.findall(r"\d+", sheet.auto_filter.ref)[-1])
    assert sheet.cell(last + 1, 2).value == "Total"


def test_charts_are_native_have_axes_and_a_description(full: Report, sheets: bytes) -> None:
    with zipfile.ZipFile(BytesIO(sheets)) as package:
        charts = [name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        drawings = [name for name in package.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)]
        texts = [package.read(name).decode("utf-8") for name in charts]
        drawn = "".join(package.read(name).decode("utf-8") for name in drawings)
    assert len(charts) == len(list(full.figures()))
    assert all('<c:delete val="0"' in text or '<delete val="0"' in text for text in texts)
    assert all('delete val="1"' not in text for text in texts)
    assert sorted(re.findall(r'descr="([^"]+)"', drawn)) == sorted(figure.alt for figure in full.figures())


def test_a_figure_without_a_number_draws_nothing_there() -> None:
    report = report_of(awkward("one_dimension", LIBRARY))
    profile = next(figure for figure in report.figures() if figure.id == "profile")
    assert isinstance(profile, Figure)
    found = workbook_tables(write_report(report, "xlsx", ENGLISH), report)["profile"]
    by_code = {row[0]: row for row in found}
    assert by_code["D01"][2] is None
    assert by_code["D04"][2] == 50


def test_another_format_is_refused() -> None:
    with pytest.raises(KeyError):
        write_report(report_of(awkward("all_0", LIBRARY)), "exe", ENGLISH)
