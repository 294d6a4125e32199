"""The results page in a real browser: numbers open where they stand, the session is kept, nothing is in the way."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.at_page import kept
from toolkit.language import Language
from toolkit.library.reader import read_library
from toolkit.tasks.sample import sample_state

pytestmark = pytest.mark.browser
Serve = Callable[..., browsing.RunningApp]
WORDS = "interface_results.results"
VIEWS = ("parts", "subjects", "gaps", "follow_up", "beside", "sure", "what_if")


@pytest.fixture
def results(serve: Serve, tmp_path: Path) -> str:
    """Address of the results of the sample."""
    data = tmp_path / "kept"
    data.mkdir()
    id = kept(data, sample_state(read_library(), date(2026, 6, 30)))
    return f"{serve(data=data).url}/results?assessment={id}"


def choose(page: Page, language: Language, view: str) -> None:
    """Choose a section."""
    page.get_by_role("radio", name=language.say(f"{WORDS}.section.{view}"), exact=True).click()
    browsing.wait_until_idle(page)


def open_code(page: Page, code: str) -> None:
    """Click on what opens something."""
    page.locator(f'a[data-opens="{code}"]:visible').last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    browsing.wait_until_idle(page)


def test_every_section_is_free_of_serious_findings_and_fits_a_phone(
    results: str, page: Page, language: Language
) -> None:
    browsing.open_page(page, results)
    for view in VIEWS:
        choose(page, language, view)
        assert browsing.serious_findings(page) == [], view
        page.set_viewport_size(browsing.NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= browsing.NARROW["width"], view
        browsing.picture(page, f"results-{view}")
        page.set_viewport_size(browsing.WIDE)


def test_a_number_opens_down_to_its_answer_without_loading_the_page_anew(
    results: str, page: Page, language: Language
) -> None:
    browsing.open_page(page, results)
    page.evaluate("window.loadedOnce = true")
    open_code(page, "text")
    expect(page.get_by_role("dialog")).to_contain_text("shown as 54")
    open_code(page, "limb:K5.1")
    open_code(page, "item:D10-2")
    expect(page.get_by_role("dialog")).to_contain_text(language.say(f"{WORDS}.opened.responses"))
    assert "open=item:D10-2" in unquote(page.url)
    assert browsing.serious_findings(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("open="))
    assert page.evaluate("window.loadedOnce") is True


def test_a_mark_is_set_where_the_gap_stands_and_undone(results: str, page: Page, language: Language) -> None:
    browsing.open_page(page, f"{results}&view=gaps")
    open_code(page, "item:D13-4")
    page.get_by_role("dialog").get_by_role("radio", name=language.say(f"{WORDS}.marking.first")).click()
    page.get_by_label(language.say(f"{WORDS}.marking.reason", item="D13-4")).fill("Employers asked for it")
    page.get_by_role("button", name=language.say(f"{WORDS}.marking.save")).click()
    expect(page.locator(".saved-saved")).to_contain_text("D13-4")
    first = page.locator(".rt-table tbody tr").filter(has_text="Employers asked for it")
    expect(first).to_have_count(1)
    page.get_by_role("button", name=language.say(f"{WORDS}.marking.undo", item="D13-4")).click()
    expect(first).to_have_count(0)


def test_a_trial_is_still_there_after_a_visit_to_a_statement(results: str, page: Page, language: Language) -> None:
    browsing.open_page(page, f"{results}&view=what_if")
    box = page.get_by_role("combobox", name=language.say(f"{WORDS}.what_if.items"))
    box.click()
    page.keyboard.type("D10-2")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".rt-table").first).to_contain_text("+0.7")
    open_code(page, "item:D10-2")
    page.get_by_role("dialog").get_by_role("link", name=language.say(f"{WORDS}.opened.go")).click()
    expect(page.get_by_label("D10-2: comment")).to_be_visible()
    browsing.wait_until_idle(page)
    page.locator(".st-key-navigation").get_by_role("link", name="Results", exact=True).click()
    expect(page.locator(".rt-table").first).to_contain_text("+0.7")
