"""Assessing in a real browser: what is typed is saved and kept, whatever happens to tab, line and server."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.at_page import kept, store_in
from tests.browser import (
    NARROW,
    PATIENCE_MS,
    WIDE,
    RunningApp,
    _flags,
    find_browser,
    open_page,
    picture,
    serious_findings,
    wait_until_idle,
)
from toolkit.record.assessment import Assessment, Profile, Response

pytestmark = pytest.mark.browser
Serve = Callable[..., RunningApp]
COMMENT = ".st-key-comment-D04-2 textarea"
SAVED = ".st-key-item-D04-2 .saved-saved"
NOT_YET = ".st-key-comment-D04-2 [data-unsaved]"
CONFLICT = ".st-key-conflict-D04-2"


class Place:
    """A running app with one assessment, open at D04."""

    def __init__(self, app: RunningApp, id: str) -> None:
        self.app, self.id = app, id
        self.url = f"{app.url}/d04?assessment={id}"

    def recorded(self, item: str = "D04-2") -> Response:
        """What the record holds."""
        store = store_in(self.app.data)
        found = store.response(self.id, item)
        store.close()
        return found or Response(item=item)


@pytest.fixture
def place(serve: Serve, tmp_path: Path) -> Place:
    folder = tmp_path / "data"
    folder.mkdir()
    told = (Response(item="D04-1", level=2), Response(item="D04-4", not_known="Prison service"))
    id = kept(folder, Assessment(name="Self-assessment 2026", profile=Profile(state="Talvenia"), responses=told))
    return Place(serve(data=folder), id)


def type_comment(page: Page, text: str) -> None:
    page.locator(COMMENT).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text, delay=10)


def wait_saved(page: Page) -> None:
    page.wait_for_selector(SAVED)
    page.wait_for_selector(NOT_YET, state="detached")


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait, as patiently as for the page itself, until something is true of the record."""
    for _ in range(PATIENCE_MS // 250):
        if true():
            return
        page.wait_for_timeout(250)
    assert true()


def test_typing_saves_within_about_a_second_and_keeps_focus_and_caret(page: Page, place: Place) -> None:
    open_page(page, place.url)
    type_comment(page, "Reviwed")
    assert page.locator(NOT_YET).get_attribute("data-unsaved") == "Not saved yet"
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    wait_saved(page)
    assert place.recorded().comment == "Reviwed"
    assert page.evaluate("document.activeElement.selectionStart") == 4
    page.keyboard.type("e")
    wait_saved(page)
    assert place.recorded().comment == "Reviewed"
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    # Typed and taken back: nothing is left to save, and no sign says so.
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.wait_for_selector(NOT_YET, state="detached")


def test_what_was_saved_survives_a_killed_server_and_a_reload(page: Page, place: Place) -> None:
    open_page(page, place.url)
    type_comment(page, "Acknowledged")
    wait_saved(page)
    place.app.kill()
    place.app.start()
    open_page(page, place.url)
    assert page.locator(COMMENT).input_value() == "Acknowledged"


def test_what_was_saved_survives_a_crashed_browser(page: Page, place: Place, chromium: Browser) -> None:
    doomed = chromium.browser_type.launch(executable_path=find_browser(), args=list(_flags()))
    typing = doomed.new_page()
    open_page(typing, place.url)
    type_comment(typing, "Typed before the browser died")
    wait_saved(typing)
    with pytest.raises(Error):
        doomed.new_browser_cdp_session().send("Browser.crash")
    open_page(page, place.url)
    assert page.locator(COMMENT).input_value() == "Typed before the browser died"


def test_a_server_that_dies_while_one_types_loses_nothing(page: Page, place: Place) -> None:
    open_page(page, place.url)
    type_comment(page, "First")
    wait_saved(page)
    type_comment(page, " and more")
    place.app.kill()
    page.wait_for_timeout(500)
    assert page.locator(NOT_YET).count() == 1
    place.app.start()
    page.wait_for_selector(CONFLICT)
    assert place.recorded().comment == "First"
    assert "First and more" in page.inner_text(CONFLICT)
    page.locator(".st-key-keep_mine-D04-2 button").click()
    page.wait_for_selector(CONFLICT, state="detached")
    until(page, lambda: place.recorded().comment == "First and more")


def test_a_tab_that_outlived_its_server_overwrites_nothing(page: Page, place: Place, chromium: Browser) -> None:
    open_page(page, place.url)
    type_comment(page, "Of the first tab")
    wait_saved(page)
    place.app.kill()
    place.app.start()
    other = chromium.new_context().new_page()
    open_page(other, place.url)
    type_comment(other, ", then of the second")
    wait_saved(other)
    other.context.close()
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]')
    page.wait_for_selector(SAVED, state="detached")
    wait_until_idle(page)
    page.locator(".st-key-choice-D04-2 [data-testid=stRadioOption]").nth(2).click()
    page.wait_for_selector(CONFLICT)
    assert place.recorded().comment == "Of the first tab, then of the second"
    page.locator(".st-key-take_theirs-D04-2 button").click()
    page.wait_for_selector(CONFLICT, state="detached")
    expect(page.locator(COMMENT)).to_have_value("Of the first tab, then of the second", timeout=PATIENCE_MS)


def test_a_click_after_a_restart_is_saved(page: Page, place: Place) -> None:
    open_page(page, place.url)
    place.app.kill()
    page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')
    place.app.start()
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]')
    wait_until_idle(page)
    page.locator(".st-key-choice-D04-2 [data-testid=stRadioOption]").nth(3).click()
    page.wait_for_selector(SAVED)
    assert place.recorded().level == 3


def test_two_tabs_are_shown_both_answers(page: Page, place: Place) -> None:
    second = page.context.new_page()
    open_page(page, place.url)
    open_page(second, place.url)
    type_comment(page, "One")
    wait_saved(page)
    type_comment(second, "Two")
    second.wait_for_selector(CONFLICT)
    assert place.recorded().comment == "One"
    assert {"One", "Two"} <= set(second.inner_text(CONFLICT).split())


def test_arrow_keys_choose_a_level_and_keep_the_focus(page: Page, place: Place) -> None:
    open_page(page, place.url)
    chosen = page.locator(".st-key-choice-D04-1 input[type=radio]:checked")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(".st-key-item-D04-1 .saved-saved")
    assert place.recorded("D04-1").level == 3
    assert page.evaluate("document.activeElement.value") == "3"
    label = page.locator(".st-key-choice-D04-1 [role=radiogroup]").get_attribute("aria-label")
    assert label is not None
    assert label.startswith("D04-1")


def test_the_back_button_goes_back_and_links_carry_the_assessment(page: Page, place: Place) -> None:
    open_page(page, place.url)
    page.locator(".st-key-ways_on a", has_text="Next subject").click()
    page.wait_for_url("**/d05?assessment=*")
    wait_until_idle(page)
    page.go_back()
    page.wait_for_selector(".st-key-item-D04-1")
    assert page.locator('.st-key-navigation [aria-current="page"]').inner_text().startswith("D04")
    assert f"./?assessment={place.id}" in (page.locator(".st-key-navigation a").first.get_attribute("href") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_serious_is_found_and_nothing_overflows(
    chromium: Browser, place: Place, scheme: str, size: dict[str, int]
) -> None:
    context = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address in ("", "profile", "d04", "d14"):
        open_page(page, f"{place.app.url}/{address}?assessment={place.id}")
        picture(page, f"{address or 'start'}-{scheme}")
        assert serious_findings(page) == []
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size["width"]
    for panel in range(4):
        page.locator(".st-key-panels-D14-1 button").nth(panel).click()
    page.wait_for_selector(".st-key-item-D14-1 .panel")
    wait_until_idle(page)
    assert serious_findings(page) == []
    context.close()


def test_a_link_to_an_item_shows_it(page: Page, place: Place) -> None:
    open_page(page, f"{place.url}#d04-5")
    page.wait_for_function("document.querySelector('#d04-5')?.getBoundingClientRect().top < innerHeight")


def test_the_page_has_its_language_and_direction(page: Page, place: Place) -> None:
    open_page(page, place.url)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
    open_page(page, f"{place.url}&lang=x-test")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en-x-test", "rtl"]
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).direction") == "rtl"


def test_a_longer_language_fits_a_small_screen_and_the_navigation_makes_room(page: Page, place: Place) -> None:
    page.set_viewport_size({"width": 360, "height": 760})
    for address in ("", "profile", "d04"):
        open_page(page, f"{place.app.url}/{address}?assessment={place.id}&lang=x-test")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360
    open_page(page, place.url)
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    page.locator(".st-key-navigation a", has_text="D05").click()
    page.wait_for_selector(".st-key-item-D05-1")
    page.wait_for_selector('[data-testid="stSidebar"][data-collapsed="true"]', state="attached")
