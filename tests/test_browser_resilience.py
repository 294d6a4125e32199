"""Lost lines, restarted servers, put-back texts: what was said is recorded or said not to be, and the sign agrees."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.at_page import kept, store_in
from tests.browser import RunningApp, open_page
from tests.cut_line import CutLine
from toolkit.record.assessment import Assessment, Profile

pytestmark = pytest.mark.browser
Serve = Callable[..., RunningApp]
COMMENT = ".st-key-comment-D04-2 textarea"
NOT_YET = "[data-unsaved]:not(.page-facts)"
CONFLICT = ".st-key-conflict-D04-2"


class Place:
    """A running app with one assessment, behind a line that can be cut."""

    def __init__(self, app: RunningApp, id: str) -> None:
        self.app, self.id, self.line = app, id, CutLine(app.port)
        self.url = f"http://127.0.0.1:{self.line.port}"

    def comment(self) -> str:
        """What the record holds of the comment."""
        store = store_in(self.app.data)
        found = store.response(self.id, "D04-2")
        store.close()
        return found.comment if found is not None else ""


@pytest.fixture
def place(serve: Serve, tmp_path: Path) -> Iterator[Place]:
    folder = tmp_path / "data"
    folder.mkdir()
    id = kept(folder, Assessment(name="Self-assessment 2026", profile=Profile(state="Talvenia")))
    found = Place(serve(data=folder), id)
    yield found
    found.line.close()


def written(page: Page, text: str) -> None:
    """Write at the end of the comment, without leaving it."""
    page.locator(COMMENT).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text, delay=10)


def settled(page: Page) -> None:
    """Wait until no field says that it is not saved."""
    page.wait_for_selector(NOT_YET, state="detached")


def test_what_is_typed_while_the_line_is_cut_is_saved_when_it_is_mended(page: Page, place: Place) -> None:
    open_page(page, f"{place.url}/d04?assessment={place.id}")
    written(page, "Before")
    settled(page)
    written(page, ", and while it was cut")
    place.line.cut()
    page.wait_for_timeout(2000)
    assert page.locator(NOT_YET).count() == 1
    assert page.locator(NOT_YET).get_attribute("data-unsaved") == "Not saved yet"
    assert place.comment() == "Before"
    place.line.mend()
    settled(page)
    assert page.locator(CONFLICT).count() == 0
    assert place.comment() == "Before, and while it was cut"


def test_the_sign_goes_when_mine_was_kept_after_a_restart(page: Page, place: Place) -> None:
    open_page(page, f"{place.url}/d04?assessment={place.id}")
    written(page, "First")
    settled(page)
    written(page, " and more")
    place.app.kill()
    place.app.start()
    page.wait_for_selector(CONFLICT)
    page.locator(".st-key-keep_mine-D04-2 button").click()
    page.wait_for_selector(CONFLICT, state="detached")
    settled(page)
    assert place.comment() == "First and more"
    written(page, ", and on")
    settled(page)
    assert place.comment() == "First and more, and on"


def test_what_is_typed_anew_after_theirs_was_taken_is_saved_while_typing(page: Page, place: Place) -> None:
    """The same text as before: the field has since been given another one, so it is not known to the server."""
    other = page.context.new_page()
    for tab in (page, other):
        open_page(tab, f"{place.url}/d04?assessment={place.id}")
    written(page, "One")
    settled(page)
    written(other, "Two")
    other.wait_for_selector(CONFLICT)
    other.locator(".st-key-take_theirs-D04-2 button").click()
    other.wait_for_selector(CONFLICT, state="detached")
    other.wait_for_function(f"document.querySelector('{COMMENT}').value === 'One'")
    other.locator(COMMENT).click()
    other.keyboard.press("Control+a")
    other.keyboard.type("Two")
    other.wait_for_selector(NOT_YET)
    settled(other)
    assert place.comment() == "Two"


def test_a_field_without_a_line_of_its_own_loses_its_sign_too(page: Page, place: Place) -> None:
    open_page(page, f"{place.url}/?assessment={place.id}")
    page.locator(f".st-key-manage-{place.id} button").click()
    field = page.locator(f".st-key-managing-{place.id} input").first
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(", second round", delay=10)
    page.wait_for_selector(NOT_YET)
    settled(page)
    store = store_in(place.app.data)
    assert store.stored(place.id).assessment.name == "Self-assessment 2026, second round"
    store.close()


def test_what_is_clicked_before_the_page_is_drawn_anew_is_not_shown_as_chosen(page: Page, place: Place) -> None:
    """A click between the new connection and the new drawing would look chosen and never arrive."""
    open_page(page, f"{place.url}/d04?assessment={place.id}")
    option = page.locator(".st-key-choice-D04-2 [data-testid=stRadioOption]").nth(3)
    option.scroll_into_view_if_needed()
    at = option.bounding_box()
    assert at is not None
    place.app.kill()
    page.wait_for_selector('[data-testid="stApp"]:not([data-test-connection-state="CONNECTED"])')
    place.app.start()
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]')
    page.mouse.click(at["x"] + 20, at["y"] + 8)
    page.wait_for_selector('[data-testid="stMain"]:not([inert])')
    assert page.locator(".st-key-choice-D04-2 input:checked").count() == 0
    option.click()
    page.wait_for_selector(".st-key-item-D04-2 .saved-saved")
    store = store_in(place.app.data)
    found = store.response(place.id, "D04-2")
    store.close()
    assert found is not None
    assert found.level == 3
