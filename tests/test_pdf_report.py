"""The report as PDF/UA-1: what can be held against the standard without a validator, and every script printed."""

from itertools import pairwise
from pathlib import Path

import pytest
import typst

from tests.awkward_states import AS_OF, TEXTS, awkward
from tests.pdf_pages import Element, Pages, pdf_tables
from tests.reports import ENGLISH, LIBRARY, library_in, report_of
from toolkit.language import read_language
from toolkit.record.assessment import Assessment, Response
from toolkit.report import pdf as pdf_format
from toolkit.report.letters import Alphabet, printable
from toolkit.report.tree import Figure, Heading, Report, Table, Text
from toolkit.report.write import write_report

NAMES = {
    "Devanagari": "राष्ट्रीय पुनर्वास परिषद्",
    "Bengali": "পুনর্বাসন পরিষদ",
    "Tamil": "மறுவாழ்வு மன்றம்",
    "Thai": "สภาฟื้นฟู",
    "Khmer": "ក្រុមប្រឹក្សា",
    "Burmese": "ပြန်လည်ထူထောင်ရေး",
    "Sinhala": "පුනරුත්ථාපන",
    "Amharic": "የመልሶ ማቋቋም ምክር ቤት",
    "Georgian": "რეაბილიტაციის საბჭო",
    "Armenian": "Վերականգնման խորհուրդ",
    "Hebrew": "מועצת השיקום",
    "Arabic": "مجلس إعادة الإدماج",
    "Chinese": "重返社会委员会",
    "Traditional Chinese": "更生輔導會",
    "Japanese": "社会復帰審議会 さいはん",
    "Korean": "사회복귀위원회",
    "Russian": "Совет по реинтеграции",
    "Greek": "Συμβούλιο επανένταξης",
    "Vietnamese": "Hội đồng tái hòa nhập",
}
JOINER = "\N{ZERO WIDTH JOINER}"


@pytest.fixture(scope="module")
def report() -> Report:
    """A report with figures, in English."""
    return report_of(awkward("one_dimension", LIBRARY).model_copy(update={"name": "A first look"}))


@pytest.fixture(scope="module")
def pages(report: Report) -> Pages:
    """Its pages, read back."""
    return Pages(write_report(report, "pdf", ENGLISH))


def named(name: str) -> Assessment:
    """An assessment whose State and one comment have this text."""
    return Assessment(profile={"state": name}, responses=(Response(item="D01-1", level=2, comment=name),), as_of=AS_OF)


def test_the_file_says_that_it_is_accessible_and_in_which_language(pages: Pages, report: Report) -> None:
    assert "<pdfuaid:part>1</pdfuaid:part>" in pages.root["/Metadata"].get_data().decode("utf-8")
    assert pages.root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - the library's own kind of truth
    assert (pages.root["/Lang"], pages.root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("en", True)
    assert pages.reader.metadata is not None
    assert pages.reader.metadata.title == report.title


def test_every_letter_on_a_page_is_tagged_or_an_artifact_and_can_be_copied(pages: Pages) -> None:
    assert pages.untagged == []
    assert "\ufffd" not in "".join(pages.texts.values())
    reached = "".join(element.text for element in pages.structure.below("text"))
    assert sorted(reached) == sorted("".join(pages.texts.values()))


def test_headings_are_those_of_the_tree_and_go_down_one_step_at_a_time(pages: Pages, report: Report) -> None:
    found = [(int(element.role[1]), element.all_text) for element in pages.structure.below("H1", "H2", "H3")]
    assert found == [(1, "Contents"), *((heading.level, heading.text) for heading in report.headings())]
    assert all(after[0] <= before[0] + 1 for before, after in pairwise(found))


def test_bookmarks_lead_to_every_heading(pages: Pages, report: Report) -> None:
    def titles(entries: list) -> list[str]:  # type: ignore[type-arg]
        return [title for entry in entries for title in (titles(entry) if isinstance(entry, list) else [entry.title])]

    assert titles(pages.reader.outline) == [heading.text for heading in report.headings()]


def test_headings_and_texts_are_read_in_the_order_of_the_tree(pages: Pages, report: Report) -> None:
    read = pages.structure.all_text
    at = read.index(report.parts[0].text, read.index("Contents"))  # type: ignore[union-attr]
    for part in report.parts:
        if isinstance(part, Heading | Text):
            at = read.index(part.text, at)


def test_tables_have_captions_and_each_cell_its_headings(pages: Pages, report: Report) -> None:
    captions = [element.all_text for element in pages.structure.below("Caption")]
    expected = [report.facts_caption]
    for part in report.parts:
        if isinstance(part, Table | Figure):
            expected += [part.caption, part.twin.caption] if isinstance(part, Figure) else [part.caption]
    assert captions == expected
    tables = list(pages.structure.below("Table"))
    assert len(tables) == len(list(report.tables())) + 1
    for table in tables:
        heads = list(next(table.below("THead")).below("TH"))
        assert all(str(scope_of(head)) == "/Column" for head in heads)
        named_heads = {head.entries["/ID"] for head in heads}
        cells = list(next(table.below("TBody")).below("TD"))
        assert all(set(headers_of(cell)) <= named_heads and headers_of(cell) for cell in cells)


def entries_of(element: Element) -> list:  # type: ignore[type-arg]
    found = element.entries.get("/A", [])
    return [entry.get_object() for entry in (found if isinstance(found, list) else [found])]


def scope_of(element: Element) -> object:
    return next(entry["/Scope"] for entry in entries_of(element) if "/Scope" in entry)


def headers_of(element: Element) -> list:  # type: ignore[type-arg]
    return [name for entry in entries_of(element) for name in entry.get("/Headers", [])]


def test_figures_have_their_text(pages: Pages, report: Report) -> None:
    assert [str(element.entries["/Alt"]) for element in pages.structure.below("Figure")] == [
        figure.alt for figure in report.figures()
    ]


def test_every_page_says_what_it_is_its_number_and_the_seal(pages: Pages, report: Report) -> None:
    last = len(pages.reader.pages)
    for number in range(last):
        said = pages.artifacts[number]
        assert report.header in said
        assert report.seal in said
        assert f"Page {number + 1} / {last}" in said


def test_all_fonts_are_in_the_file(pages: Pages) -> None:
    for page in pages.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(below)


def test_the_same_report_makes_the_same_bytes(report: Report) -> None:
    assert write_report(report, "pdf", ENGLISH) == write_report(report, "pdf", ENGLISH)


def told(texts: list[str]) -> Assessment:
    """An assessment with each text as the comment of a statement."""
    items = [item.id for item in LIBRARY.items.values() if not item.participation]
    return Assessment(
        responses=tuple(Response(item=items[at], level=2, comment=text) for at, text in enumerate(texts)), as_of=AS_OF
    )


def test_names_in_every_script_are_set_in_an_accessible_file() -> None:
    assert {script for script, name in NAMES.items() if Alphabet().missing(name)} == set()
    content = write_report(report_of(told(list(NAMES.values()))), "pdf", ENGLISH)
    assert b"pdfuaid:part" in content
    assert "[U+" not in Pages(content).structure.all_text


def test_awkward_texts_are_printed_as_they_are() -> None:
    texts = {name: text for name, text in TEXTS.items() if name != "long_comment"}
    content = write_report(report_of(told(list(texts.values()))), "pdf", ENGLISH)
    assert b"pdfuaid:part" in content
    cells = ["".join(cell.split()) for table in pdf_tables(content) for row in table for cell in row]
    for name in texts.keys() - {"arabic", "mixed_directions"}:  # shaped letters are not copied one by one
        expected = "".join(Alphabet().spelled(printable(texts[name])).replace(JOINER, "").split())
        assert any(expected in cell for cell in cells), name


def test_hostile_markup_is_data() -> None:
    hostile = '#import "x.typ" ] $ \\ #panic("a") @label <label> = head // /* `raw` "+ [b] \\u{41} #sys.inputs'
    content = write_report(report_of(named(hostile)), "pdf", ENGLISH)
    assert hostile in Pages(content).structure.all_text.replace("\n", "")


def test_characters_without_a_font_are_listed_on_the_cover() -> None:
    text = Pages(write_report(report_of(named("Councils \U0001f91d \x7f")), "pdf", ENGLISH)).structure.all_text
    assert "printed as its code: U+1F91D (HANDSHAKE); U+007F." in text.replace("\n", "")
    assert "Councils [U+1F91D] [U+007F]" in text


@pytest.mark.parametrize(
    "text", ["Z\u0351\u036b\u0343a\u0359\u0321", "a\u0300\u0903", "\u0915\u0301x\u064b", "\ufe0fa\u200d"]
)
def test_letters_that_no_font_sets_together_are_printed_by_code_or_said(text: str) -> None:
    assert write_report(report_of(named(text)), "pdf", ENGLISH).startswith(b"%PDF")


def test_where_even_plain_letters_are_refused_the_file_says_that_it_is_not_accessible(
    monkeypatch: pytest.MonkeyPatch, report: Report
) -> None:
    kept = pdf_format.set_in_type

    def refusing(template: str, data: dict, form: str, *, accessible: bool = False, made: object = None) -> bytes:  # type: ignore[type-arg]
        if accessible:
            raise typst.TypstError("refused")
        return kept(template, data, "pdf", made=AS_OF)

    monkeypatch.setattr(pdf_format, "set_in_type", refusing)
    content = write_report(report, "pdf", ENGLISH)
    assert b"pdfuaid:part" not in content
    assert "could not be made to the standard for accessible PDF" in Pages(content).structure.all_text.replace("\n", "")


def test_a_language_from_right_to_left_is_set_from_the_right() -> None:
    language = read_language("x-test")
    turned = report_of(awkward("one_dimension", library_in("x-test")), language=language)
    found = Pages(write_report(turned, "pdf", language))
    assert len(list(found.structure.below("Table"))) == len(list(turned.tables())) + 1


def test_templates_of_pages_hold_no_words() -> None:
    room = Path(pdf_format.__file__).parent
    for template in room.glob("*.typ"):
        lines = [line for line in template.read_text(encoding="utf-8").splitlines() if not line.startswith("//")]
        assert not [line for line in lines if "[" in line and any(f"[{letter}" in line for letter in "ABCDEFGHIJ")]
