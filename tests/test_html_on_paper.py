"""The HTML report printed: what it says on every page, tables that keep their heads, nothing cut."""

import io
from datetime import date

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.html_pages import Reading
from tests.reports import ENGLISH, LIBRARY
from toolkit.record.assessment import Assessment, Clearance
from toolkit.tasks.report import make_report
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)
SAMPLE = sample_state(LIBRARY, AS_OF)
HOSTILE = '</style><script>alert(1)</script> "} body{display:none} \\'


def made(whole: Assessment, kind: str) -> bytes:
    results = results_of(whole, LIBRARY, as_of=AS_OF)
    return make_report(whole, results, LIBRARY, ENGLISH, to="html", kind=kind, today=AS_OF)[1]


def test_what_stands_on_every_page_cannot_leave_its_place() -> None:
    page = Reading(made(SAMPLE.model_copy(update={"clearances": (Clearance(role=HOSTILE, date=AS_OF),)}), "minister"))
    assert page.of("script") == []
    (style,) = [text for tag, text in page.texts if tag == "style"]
    assert "alert(1)" not in style and "display:none" not in style
    assert "top-center" in style


def test_columns_of_a_table_take_what_the_tree_gives_them() -> None:
    page = Reading(made(SAMPLE, "resolution"))
    assert len(page.of("colgroup")) == len(page.tables)
    # The facts: names 30, what they are 70.
    assert [given["style"] for given in page.of("col")[:2]] == ["width:30.0%", "width:70.0%"]


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["minister", "resolution"])
def test_every_printed_page_says_whose_word_it_is_and_its_number(kind: str, chromium: Browser) -> None:
    opened = chromium.new_page()
    opened.set_content(made(SAMPLE, kind).decode("utf-8"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(opened.pdf(prefer_css_page_size=True))).pages]
    opened.close()
    for number, text in enumerate(pages, start=1):
        said = " ".join(text.split())
        assert said.count("Draft for internal use. Not a position of the Government.") == 1, number
        assert f"Page {number} / {len(pages)}" in said
