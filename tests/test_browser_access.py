"""Access in a real browser: every page by axe, the whole journey by keyboard alone, twice the size, no motion.

What axe finds in Streamlit's own parts is listed in `streamlit_findings.yaml`; a finding that is not listed there is
ours. Pictures of every page go to tests/pictures/.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from ruamel.yaml import YAML

from tests import browser as browsing
from tests.at_page import store_in
from toolkit.language import Language
from toolkit.library.reader import read_library
from toolkit.tasks.sample import sample_state

pytestmark = pytest.mark.browser
expect.set_options(timeout=browsing.PATIENCE_MS)
LISTED = Path(__file__).parent / "streamlit_findings.yaml"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_AN_ASSESSMENT = (
    *("", "profile", "d04", "d14", "plan", "results", "report"),
    *("workshop", "bodies", "answers", "facilities", "agreement", "clearance"),
    *("indicators", "comparison", "units", "history", "reference", "texts", "projector", "find?find=housing"),
)
OF_NONE = ("", "reference", "texts", "units", "find?find=housing", "results")
TABS = 90


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a running app that keeps the sample State, and the sample's id."""
    folder = tmp_path_factory.mktemp("access") / "data"
    folder.mkdir()
    store = store_in(folder)
    id = store.import_state(sample_state(read_library(), date(2026, 11, 22)))
    store.close()
    app = browsing.RunningApp(browsing.APP, folder)
    app.start()
    yield app.url, id
    app.stop()


def not_listed(page: Page) -> list[str]:
    """What axe finds, of whatever weight, that is not listed as Streamlit's own."""
    listed = [(entry["rule"], entry["part"]) for entry in YAML(typ="safe").load(LISTED.read_text(encoding="utf-8"))]
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found: dict[str, Any] = json.loads(json.dumps(Axe().run(page, options=options).response))
    return [
        f"{each['id']} ({each['impact']}): {node['target']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
        if not any(each["id"] == rule and part in node["html"] for rule, part in listed)
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_page_has_nothing_of_ours_in_anybodys_way(
    chromium: Browser, place: tuple[str, str], scheme: Any, width: int
) -> None:
    url, id = place
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    addresses = [f"{address}{'&' if '?' in address else '?'}assessment={id}" for address in OF_AN_ASSESSMENT]
    found: dict[str, list[str]] = {}
    for address in [*addresses, *OF_NONE]:
        # A page without an assessment is opened in a tab that knows of none.
        browsing.open_page(page, f"{url}/{address}")
        found[address] = not_listed(page)
        if page.locator('[data-testid="stException"]').count():
            found[address].append("the page has stopped")
        if page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") > width:
            found[address].append("wider than the screen")
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
        name = address.split("?")[0] or "start"
        browsing.picture(page, f"every-{name}{'' if 'assessment' in address else '-none'}-{scheme}")
    context.close()
    assert {address: lines for address, lines in found.items() if lines} == {}


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus goes by a name: its own, its label's, or that of its group of choices."""
    for _ in range(TABS):
        page.keyboard.press(key)
        said = page.evaluate(
            "(() => { const a = document.activeElement; const group = a.closest('[role=radiogroup]');"
            " return [a.getAttribute('aria-label'), a.labels?.[0]?.textContent,"
            " a.matches('a, button') ? a.textContent : '',"
            " group?.getAttribute('aria-label')].filter(Boolean).join('|'); })()"
        )
        if name in said:
            return
    raise AssertionError(f"not reached in {TABS} steps: {name}")


def heading(page: Page, text: str) -> None:
    """Wait for a page by its heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    browsing.wait_until_idle(page)


def test_the_whole_journey_goes_by_keyboard_alone(page: Page, place: tuple[str, str], language: Language) -> None:
    say = language.say
    browsing.open_page(page, place[0])
    tab_to(page, say("interface.start.show_form"))
    page.keyboard.press("Space")
    expect(page.get_by_label(say("interface.start.state"), exact=True)).to_be_visible()
    browsing.wait_until_idle(page)
    tab_to(page, say("interface.start.state"))
    page.keyboard.type("Republic of Marenia")
    tab_to(page, say("interface.start.create"))
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_contain_text("Republic of Marenia")
    browsing.wait_until_idle(page)

    tab_to(page, "D01-1: ")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".st-key-item-D01-1 .saved-saved").first).to_be_visible()
    browsing.wait_until_idle(page)
    assert page.evaluate("document.activeElement.closest('.st-key-choice-D01-1') !== null")

    tab_to(page, say("way.step.results"), "Shift+Tab")
    page.keyboard.press("Enter")
    heading(page, say("interface_results.results.title"))
    expect(page.locator(".way")).to_contain_text("1 of 24")
    tab_to(page, say("interface_results.results.to_report"))
    page.keyboard.press("Enter")
    heading(page, say("interface_results.report.title"))
    tab_to(page, say("interface_results.report.make"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=".docx")).to_be_visible()
    browsing.wait_until_idle(page)
    tab_to(page, ".docx")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_a_statement_is_found_from_any_page_and_back_goes_back(
    page: Page, place: tuple[str, str], language: Language
) -> None:
    url, id = place
    browsing.open_page(page, f"{url}/history?assessment={id}")
    tab_to(page, language.say("way.find.label"))
    page.keyboard.type("d04-3")
    page.keyboard.press("Enter")
    heading(page, language.say("way.find.label"))
    page.get_by_role("link", name=language.say("way.find.answer", item="D04-3")).click()
    page.wait_for_selector(".st-key-item-D04-3")
    browsing.wait_until_idle(page)
    page.go_back()
    heading(page, language.say("way.find.label"))
    expect(page.get_by_role("link", name="D04-3", exact=True)).to_be_visible()


def test_at_twice_the_size_nothing_is_cut_off(chromium: Browser, place: tuple[str, str]) -> None:
    # 200 % on a screen of 1280 by 900 leaves 640 by 450 CSS pixels.
    url, id = place
    context = chromium.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    for address in ("d04", "plan", "results", "agreement"):
        browsing.open_page(page, f"{url}/{address}?assessment={id}")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 640
        expect(page.locator('[data-testid="stExpandSidebarButton"]')).to_be_visible()
    context.close()


def test_who_wants_no_motion_gets_none(chromium: Browser, place: tuple[str, str]) -> None:
    context = chromium.new_context(viewport=browsing.WIDE, reduced_motion="reduce")
    page = context.new_page()
    browsing.open_page(page, f"{place[0]}/d04?assessment={place[1]}")
    moving = page.evaluate(
        "[...document.querySelectorAll('.stApp *')].filter(part => getComputedStyle(part).transitionDuration"
        ".split(', ').some(time => parseFloat(time) > 0.01)).length"
    )
    assert moving == 0
    context.close()
