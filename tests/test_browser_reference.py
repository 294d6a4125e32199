"""The reference page in a real browser: nothing serious, nothing beyond the edge of a phone, links that lead on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsing
from toolkit.language import Language

pytestmark = pytest.mark.browser
Serve = Callable[..., browsing.RunningApp]


def look(page: Page, name: str) -> None:
    """Take pictures at both widths and see that nothing is seriously in anybody's way."""
    browsing.wait_until_idle(page)
    assert browsing.serious_findings(page) == []
    browsing.picture(page, name)
    page.set_viewport_size(browsing.NARROW)
    page.reload()
    browsing.wait_until_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= browsing.NARROW["width"]
    browsing.picture(page, name)
    page.set_viewport_size(browsing.WIDE)


def test_statements_instruments_and_comparisons_can_be_read(serve: Serve, page: Page, language: Language) -> None:
    app = serve()
    browsing.open_page(page, app.url)
    page.locator(".st-key-navigation").get_by_role("link", name="Reference", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reference")
    look(page, "reference")
    search = page.get_by_label(language.say("interface_reference.search"))
    search.fill("sentenced working days")
    search.press("Enter")
    page.get_by_role("link", name="D03-2").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Sentenced people in prison take part")
    assert "statement=D03-2" in page.url
    look(page, "reference-statement")
    page.get_by_role("link", name="D03-7").first.click()
    expect(page).to_have_url(f"{app.url}/reference?statement=D03-7")
    browsing.open_page(page, f"{app.url}/reference?instrument=a-res-78-224")
    look(page, "reference-instrument")
    browsing.open_page(page, f"{app.url}/reference?before=a-res-76-182&after=a-res-78-224")
    look(page, "reference-compare")
