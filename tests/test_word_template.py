"""A ministry's own Word template: its styles, paper, headers and footers are kept; what every page says is added."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.awkward_states import awkward
from tests.reports import ENGLISH, LIBRARY, report_of, word_tables, word_text
from tests.word_templates import (
    GREEN,
    IMPRINT,
    LETTERHEAD,
    OWN_TEXT,
    as_template,
    changed,
    ministry_template,
    with_part,
    with_relation,
)
from toolkit.cli import main
from toolkit.report.tree import Report
from toolkit.report.write import write_report
from toolkit.tasks.report import NotDressed
from toolkit.tasks.word_template import read_a_template

SAMPLE = Path(__file__).parents[1] / "sample_plans" / "talvenia" / "state.json"


@pytest.fixture(scope="module")
def report() -> Report:
    """A report of a State that answered one subject."""
    return report_of(awkward("one_dimension", LIBRARY))


@pytest.fixture(scope="module")
def dressed(report: Report) -> bytes:
    """The report in a ministry's template."""
    template, problems = read_a_template(ministry_template(), "own.docx")
    assert problems == []
    return write_report(report, "docx", ENGLISH, template)


def test_styles_and_paper_of_the_template_are_kept(dressed: bytes) -> None:
    document = Document(BytesIO(dressed))
    for name in ("Heading 1", "Title"):
        assert (document.styles[name].font.name, document.styles[name].font.color.rgb) == ("Georgia", GREEN)
    assert round(document.sections[0].left_margin.mm) == 40
    used = {line.style.name for line in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption"} <= used


def test_its_text_is_left_out_and_the_whole_report_is_there(report: Report, dressed: bytes) -> None:
    plain = write_report(report, "docx", ENGLISH)
    assert OWN_TEXT not in word_text(dressed)
    assert word_text(dressed) == word_text(plain)
    assert word_tables(dressed) == word_tables(plain)


def test_tables_and_pictures_stay_within_its_margins(dressed: bytes) -> None:
    document = Document(BytesIO(dressed))
    # 210 mm less twice 40 mm are 130 mm: 7370 twentieths of a point.
    for found in document.element.body.iter(qn("w:tbl")):
        assert sum(int(column.get(qn("w:w"))) for column in found.iter(qn("w:gridCol"))) <= 7370 + 20
    assert all(shape.width.mm <= 130.1 for shape in document.inline_shapes)


def test_letterhead_stays_and_every_page_says_what_the_report_is(report: Report, dressed: bytes) -> None:
    section = Document(BytesIO(dressed)).sections[0]
    assert [line.text for line in section.header.paragraphs] == [LETTERHEAD, report.header]
    footer = "\n".join(line.text for line in section.footer.paragraphs)
    assert footer.startswith(IMPRINT)
    assert report.footer in footer
    assert report.seal in footer
    assert "NUMPAGES" in "".join(node.text or "" for node in section.footer._element.iter(qn("w:instrText")))


def test_a_first_page_of_its_own_says_it_too(report: Report) -> None:
    section = Document(BytesIO(write_report(report, "docx", ENGLISH, ministry_template(first_page=True)))).sections[0]
    assert report.header in [line.text for line in section.first_page_header.paragraphs]
    assert report.seal in "".join(line.text for line in section.first_page_footer.paragraphs)


def test_pages_that_are_numbered_already_are_not_numbered_twice(report: Report) -> None:
    section = Document(BytesIO(write_report(report, "docx", ENGLISH, ministry_template(numbered=True)))).sections[0]
    assert not list(section.footer._element.iter(qn("w:instrText")))
    assert report.seal in "".join(line.text for line in section.footer.paragraphs)


def test_a_template_file_is_taken_as_the_document_it_begins(report: Report) -> None:
    template, problems = read_a_template(as_template(ministry_template()), "own.dotx")
    assert problems == []
    assert Document(BytesIO(write_report(report, "docx", ENGLISH, template))).styles["Title"].font.name == "Georgia"


def test_the_name_of_the_template_it_came_from_is_not_looked_for(report: Report) -> None:
    linked = with_part(
        changed(
            ministry_template(),
            "word/settings.xml",
            b"<w:zoom",
            b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
            b' r:id="rIdT"/><w:zoom',
        ),
        "word/_rels/settings.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rIdT" TargetMode="External" Target="file:///C:/own.dotm" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>',
    )
    assert Document(BytesIO(linked)).settings.element.find(qn("w:attachedTemplate")) is not None
    template, problems = read_a_template(linked, "own.docx")
    assert problems == []
    made = Document(BytesIO(write_report(report, "docx", ENGLISH, template)))
    assert made.settings.element.find(qn("w:attachedTemplate")) is None
    assert not any(found.is_external for found in made.part._settings_part.rels.values())


BAD = {
    "text": (b"a letter", "template_not_word"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "template_not_word"),
    "workbook": (
        changed(ministry_template(), "[Content_Types].xml", b"wordprocessingml.document.main", b"sheet.main"),
        "template_not_word",
    ),
    "cut off": (ministry_template()[:4000], "template_not_word"),
    "macros": (with_part(ministry_template(), "word/vbaProject.bin", b"code"), "template_macros"),
    "picture from outside": (with_relation(ministry_template(), b"image"), "template_links_outside"),
    "object from outside": (with_relation(ministry_template(), b"oleObject"), "template_links_outside"),
    "entities": (
        changed(ministry_template(), "word/document.xml", b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'),
        "template_not_word",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_refused_in_words(name: str) -> None:
    content, code = BAD[name]
    template, problems = read_a_template(content, "own.docx")
    assert template is None
    assert [found.code for found in problems] == [code]
    assert problems[0].place.file == "own.docx"


def test_a_template_is_opened_in_the_child_alone(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes from outside is read where limits hold: neither the check nor the report opens it in this process."""
    own = as_template(ministry_template())
    for reader in ("docx.Document", "zipfile.ZipFile", "toolkit.report.word.opened"):
        monkeypatch.setattr(reader, lambda *_, **__: pytest.fail("a template was opened outside the child"))
    template, problems = read_a_template(own, "own.dotx")
    assert problems == [] and template is not None
    assert write_report(report, "docx", ENGLISH, template).startswith(b"PK")


def test_a_template_with_which_the_report_cannot_be_written_is_said(report: Report) -> None:
    with pytest.raises(NotDressed) as refused:
        write_report(report, "docx", ENGLISH, b"PK\x03\x04 not really")
    assert [found.code for found in refused.value.problems] == ["template_not_word"]


def test_links_to_click_may_stay() -> None:
    assert read_a_template(with_relation(ministry_template(), b"hyperlink"), "own.docx")[1] == []


def test_the_command_line_takes_a_template_and_refuses_a_bad_one(tmp_path: Path) -> None:
    own, bad, made = tmp_path / "own.docx", tmp_path / "bad.docx", tmp_path / "report.docx"
    own.write_bytes(ministry_template())
    bad.write_bytes(b"a letter")
    asked = ["report", str(SAMPLE), "--to", "docx", "-o", str(made), "--template"]
    assert main([*asked, str(bad)]) == 2
    assert not made.exists()
    assert main([*asked, str(own)]) == 0
    assert LETTERHEAD in Document(str(made)).sections[0].header.paragraphs[0].text
