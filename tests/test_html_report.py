"""The report as one HTML page: nothing fetched, no script, every text inert, and usable without eyes or colour."""

import re
from itertools import pairwise

import pytest

from tests.awkward_states import TEXTS, awkward
from tests.html_pages import Reading
from tests.reports import ENGLISH, LIBRARY, library_in, report_of
from toolkit.language import read_language
from toolkit.report.letters import printable
from toolkit.report.tree import Report
from toolkit.report.write import write_report

NAMES_OF_VOCABULARIES = {
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(scope="module")
def full() -> Report:
    """A report with plans and figures."""
    return report_of(awkward("five_hundred_measures", LIBRARY))


@pytest.fixture(scope="module")
def content(full: Report) -> bytes:
    """Its page."""
    return write_report(full, "html", ENGLISH)


@pytest.fixture(scope="module")
def page(content: bytes) -> Reading:
    """Its page, read back."""
    return Reading(content)


def test_nothing_is_fetched_and_nothing_runs(page: Reading, content: bytes) -> None:
    fetched = [given for tag, given in page.elements if tag in ("script", "link", "img", "iframe", "object", "use")]
    assert [given for given in fetched if not given.get("xlink:href", "").startswith("#")] == []
    assert not any(name.startswith("on") for _, given in page.elements for name in given)
    addresses = set(re.findall(r"""(?:src|href|url\()\W*(https?://[^"')\s>]+)""", content.decode()))
    assert addresses == {"https://undocs.org/A/RES/78/224"}
    assert set(re.findall(r'xmlns(?::\w+)?="([^"]+)"', content.decode())) <= NAMES_OF_VOCABULARIES
    assert "@import" not in content.decode()
    assert any("default-src 'none'" in given.get("content", "") for given in page.of("meta"))


def test_every_element_is_closed_and_every_id_is_used_once(page: Reading) -> None:
    assert page.ends_wrong == []
    assert [tag for tag, _ in page.open] == []
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    named = [given["aria-labelledby"] for _, given in page.elements if "aria-labelledby" in given]
    linked = [given["href"][1:] for given in page.of("a") if given["href"].startswith("#")]
    assert {*named, *linked} <= set(ids)


def test_the_page_says_its_language_and_leads_past_its_contents(page: Reading, full: Report) -> None:
    html = page.of("html")[0]
    assert (html["lang"], html["dir"]) == ("en", "ltr")
    first = page.of("a")[0]
    assert (first["class"], first["href"]) == ("skip", "#report")
    assert page.of("main")[0]["id"] == "report"
    contents = [given["href"] for given in page.of("a")[1:] if given["href"].startswith("#")]
    assert len(contents) == sum(1 for heading in full.headings() if heading.level < 3)


def test_headings_go_down_one_step_at_a_time(page: Reading) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_headings_of_columns_and_rows(page: Reading, full: Report) -> None:
    assert len(page.tables) == len(page.of("caption")) == len(list(full.tables())) + 1
    assert {given.get("scope") for given in page.of("th")} == {"col", "row"}


def test_figures_have_a_text(page: Reading, full: Report) -> None:
    described = [given["aria-label"] for given in page.of("svg") if given.get("role") == "img"]
    assert described == [figure.alt for figure in full.figures()]
    assert len(page.of("figcaption")) == len(described)


def test_every_page_on_paper_says_what_it_is(page: Reading, full: Report) -> None:
    assert full.header in page.text
    assert full.footer in page.text
    assert full.seal in page.text


@pytest.mark.parametrize("name", TEXTS)
def test_awkward_texts_are_text_and_run_their_own_way(name: str) -> None:
    page = Reading(write_report(report_of(awkward(f"text_{name}", LIBRARY)), "html", ENGLISH))
    text = printable(TEXTS[name]).strip()
    assert page.ends_wrong == []
    cells = [cell for table in page.tables for row in table for cell in row]
    assert any(text in line for cell in cells for line in cell)
    assert not {"script", "b "} & {tag for tag, _ in page.elements}
    subtitle = next(given for given in page.of("p") if given.get("class") == "subtitle")
    assert subtitle["dir"] == "auto"


def test_a_language_from_right_to_left_turns_the_page() -> None:
    language = read_language("x-test")
    report = report_of(awkward("one_dimension", library_in("x-test")), language=language)
    html = Reading(write_report(report, "html", language)).of("html")[0]
    assert (html["lang"], html["dir"]) == ("en", "rtl")
