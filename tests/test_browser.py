"""The browser's own tools: our theme has nothing serious, foreign requests are seen, a killed app comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests import browser as browsing

pytestmark = pytest.mark.browser
EVERY_WIDGET = Path(__file__).parent / "browser_page.py"
Serve = Callable[..., browsing.RunningApp]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_theme_has_nothing_serious(serve: Serve, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    browsing.open_page(page, serve(EVERY_WIDGET).url)
    browsing.picture(page, f"theme-{scheme}")
    assert browsing.serious_findings(page) == []


def test_the_check_finds_what_is_serious(serve: Serve, page: Page) -> None:
    browsing.open_page(page, serve(EVERY_WIDGET).url)
    page.evaluate("document.querySelector('h1').style.color = '#dddddd'")
    assert any("color-contrast" in finding for finding in browsing.serious_findings(page))


def test_a_request_elsewhere_is_seen(serve: Serve, page: Page) -> None:
    log = browsing.RequestLog(page.context)
    browsing.open_page(page, serve(EVERY_WIDGET).url)
    assert any(address.startswith("ws://127.0.0.1") for address in log.addresses)
    assert log.elsewhere() == []
    assert not browsing.is_here("https://example.org/x.js")


def test_a_killed_app_comes_back_on_its_port(serve: Serve, page: Page) -> None:
    app = serve(EVERY_WIDGET)
    browsing.open_page(page, app.url)
    app.kill()
    with pytest.raises(Error):
        page.request.get(app.url)
    app.start()
    browsing.open_page(page, app.url)
    assert page.get_by_role("heading", name="Heading").is_visible()
