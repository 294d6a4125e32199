"""The whole journey in a real browser: from an empty folder to a report, with a published plan where one is given.

A killed server in the middle loses nothing that was acknowledged; every page on the way has nothing serious of ours;
the page asks no other machine for anything (the `page` fixture watches).
"""

import io
import os
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests import browser as browsing
from toolkit.language import Language

pytestmark = pytest.mark.browser
expect.set_options(timeout=browsing.PATIENCE_MS)
ROOT = Path(__file__).parent.parent
SAMPLE_PLAN = ROOT / "sample_plans" / "talvenia" / "plan.xlsx"
README_PICTURE = ROOT / "toolkit" / "ui" / "picture.png"
COMMENT = "Forms are used in four of nine prisons; the other five begin next spring."
Serve = Callable[..., browsing.RunningApp]


def a_plan() -> Path:
    """The Scottish plan where real input is given, else that of the sample."""
    shared = os.environ.get("SHARED", "")
    return Path(shared) / "plans" / "scotland_community_justice.xlsx" if shared else SAMPLE_PLAN


def look(page: Page, name: str) -> None:
    """Take pictures at both widths and see that nothing is seriously in anybody's way."""
    browsing.wait_until_idle(page)
    assert browsing.serious_findings(page) == []
    browsing.picture(page, name)
    page.set_viewport_size(browsing.NARROW)
    browsing.wait_until_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= browsing.NARROW["width"]
    browsing.picture(page, name)
    page.set_viewport_size(browsing.WIDE)


def follow(page: Page, name: str) -> None:
    """Follow a link of the navigation."""
    page.locator(".st-key-navigation").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    browsing.wait_until_idle(page)


def level(page: Page, item: str, number: int) -> Locator:
    """The choice of a level of an item."""
    return page.get_by_role("radiogroup", name=item).get_by_role("radio").nth(number)


def answer(page: Page, item: str, number: int) -> None:
    """Choose a level and wait until the page says that it is saved."""
    level(page, item, number).check(force=True)
    expect(page.locator(f".st-key-item-{item} .saved-saved").first).to_be_visible()


def begin(page: Page, language: Language) -> None:
    """Begin a rapid scan for a State."""
    page.get_by_label(language.say("interface.start.state"), exact=True).fill("Republic of Talvenia")
    page.get_by_role("button", name=language.say("interface.start.create")).click()
    expect(page.locator(".where")).to_contain_text("Republic of Talvenia")
    browsing.wait_until_idle(page)


def bring_in(page: Page, plan: Path, language: Language) -> None:
    """Bring in a plan and wait for its measures."""
    page.locator('input[type="file"]').set_input_files(plan)
    said = language.say("interface_results.plan.read", name=plan.stem)
    expect(page.get_by_text(said)).to_be_visible()
    browsing.wait_until_idle(page)


def made(page: Page, name: str, language: Language) -> bytes:
    """Make a report in a format and download it."""
    page.get_by_text(language.say(f"interface_results.report.{name}"), exact=True).click()
    browsing.wait_until_idle(page)
    page.get_by_role("button", name=language.say("interface_results.report.make")).click()
    button = page.get_by_role("button", name=f".{name}")
    expect(button).to_be_visible()
    browsing.wait_until_idle(page)
    with page.expect_download() as download:
        button.click()
    return download.value.path().read_bytes()


def test_from_an_empty_folder_to_a_report(serve: Serve, page: Page, language: Language) -> None:
    app = serve()
    browsing.open_page(page, app.url)
    look(page, "start-empty")
    begin(page, language)
    link = page.url.split("?")[1]
    browsing.open_page(page, f"{app.url}/d04?{link}")
    answer(page, "D04-1", 2)
    page.get_by_label("D04-1: comment").fill(COMMENT)
    page.get_by_label("D04-1: comment").press("Control+Enter")
    expect(page.locator(".st-key-item-D04-1 .saved-saved").first).to_be_visible()
    look(page, "dimension")

    app.kill()
    app.start()
    browsing.open_page(page, f"{app.url}/d04?{link}")
    expect(level(page, "D04-1", 2)).to_be_checked()
    expect(page.get_by_label("D04-1: comment")).to_have_value(COMMENT)

    follow(page, language.say("interface.frame.pages.plan"))
    look(page, "plan-empty")
    bring_in(page, a_plan(), language)
    look(page, "plan")
    confirmed = confirm_one(page, language)
    look(page, "plan-links")

    follow(page, language.say("interface.frame.pages.results"))
    expect(page.locator(".rt-headline")).to_contain_text("Rapid scan. Of ")
    look(page, "results")
    assert confirmed.startswith("D")

    follow(page, language.say("interface.frame.pages.report"))
    look(page, "report")
    words = "\n".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(made(page, "docx", language))).paragraphs
    )
    assert "Draft for internal use" in words or "Talvenia" in words
    sheets = openpyxl.load_workbook(io.BytesIO(made(page, "xlsx", language)))
    assert len(sheets.sheetnames) > 1


def confirm_one(page: Page, language: Language) -> str:
    """Go to the links of the plan and confirm the first suggestion; the item it is for."""
    page.get_by_role("radio", name=language.say("interface_results.plan.section.links"), exact=True).click()
    browsing.wait_until_idle(page)
    first = page.get_by_role("radio", name=language.say("interface_results.plan.links.agree_item", item="")).first
    item = (first.text_content() or "").split()[-1]
    first.click()
    expect(page.locator('[class*="st-key-measure-"] .saved-saved').first).to_be_visible()
    return item


def test_the_sample_opens_by_one_click_and_shows_its_results(serve: Serve, page: Page, language: Language) -> None:
    app = serve()
    browsing.open_page(page, app.url)
    page.get_by_role("button", name=language.say("interface.start.sample")).click()
    expect(page.locator(".where")).to_contain_text("Talvenia")
    browsing.wait_until_idle(page)
    follow(page, language.say("interface.frame.pages.results"))
    # sample_plans/talvenia/expected.yaml: 1033.33 / 19 = 54.4
    expect(page.locator(".rt-figure b").first).to_have_text("54")
    page.locator(".rt-bars").wait_for()
    if not README_PICTURE.is_file():
        page.screenshot(path=str(README_PICTURE))
    look(page, "results-sample")


def test_a_hostile_file_is_refused_and_the_app_goes_on(serve: Serve, page: Page, language: Language) -> None:
    app = serve()
    browsing.open_page(page, app.url)
    begin(page, language)
    follow(page, language.say("interface.frame.pages.plan"))
    cut = {"name": "cut.xlsx", "mimeType": "application/zip", "buffer": SAMPLE_PLAN.read_bytes()[:3000]}
    page.locator('input[type="file"]').set_input_files([cut])  # type: ignore[list-item]
    expect(page.get_by_text(language.say("interface_results.plan.not_read", name="cut.xlsx"))).to_be_visible()
    bring_in(page, SAMPLE_PLAN, language)
    look(page, "plan-refused-then-read")
