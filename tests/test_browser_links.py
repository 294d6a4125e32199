"""Going through the links of a plan by keyboard alone, and the matrix, in a real browser."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.at_page import kept, store_in
from tests.made import assessment_of
from tests.reports import LIBRARY
from toolkit.record.plan import Measure, Plan

pytestmark = pytest.mark.browser
Serve = Callable[..., browsing.RunningApp]
FOCUSED = """() => {
  const at = document.activeElement;
  return [at.closest('[role=radiogroup]')?.getAttribute('aria-label') ?? '', at.innerText ?? '', at.ariaChecked ?? ''];
}"""
PLAN = Plan(
    name="Plan",
    measures=(
        Measure(id="m-1", number="1", title="Individual assessment of risks and needs of every prisoner on reception"),
        Measure(id="m-2", number="2", title="Vocational training courses with recognised certificates"),
    ),
)


def at_plan(serve: Serve, page: Page, folder: Path, section: str) -> str:
    """Open the plan page at a section; the assessment's id."""
    data = folder / "data"
    data.mkdir()
    id = kept(data, assessment_of({}, LIBRARY, plans=(PLAN,), as_of=date(2026, 6, 1)))
    browsing.open_page(page, f"{serve(data=data).url}/plan?assessment={id}")
    page.get_by_role("radio", name=section, exact=True).click()
    browsing.wait_until_idle(page)
    return id


def tab_to(page: Page, wanted: str) -> list[str]:
    """Press Tab until a control whose name or group begins so has the focus; name of its group, its own, its state."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found: list[str] = page.evaluate(FOCUSED)
        if found[0].startswith(wanted) or found[1].startswith(wanted):
            return found
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def test_suggestions_are_gone_through_by_keyboard_alone(serve: Serve, page: Page, tmp_path: Path) -> None:
    id = at_plan(serve, page, tmp_path, "Links")
    group, name, state = tab_to(page, "Confirm D")
    item = name.removeprefix("Confirm ")
    assert (group, state) == (f"{item} for measure 1", "false")
    page.keyboard.press("Enter")
    expect(page.locator('[class*="st-key-measure-"] .saved-saved').first).to_be_visible()
    browsing.wait_until_idle(page)
    # The choice keeps the focus, so that the next press goes on from there.
    assert page.evaluate(FOCUSED) == [group, name, "true"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name=f"Reject {item}").first).to_be_checked()
    browsing.wait_until_idle(page)
    links = store_in(tmp_path / "data").assessment(id).plans[0].links
    assert [(link.measure, link.item, link.decision) for link in links] == [("m-1", item, "rejected")]
    for _ in range(20):
        group, name, _ = tab_to(page, "Confirm D")
        if group.endswith("measure 2"):
            break
    assert group == f"{name.removeprefix('Confirm ')} for measure 2"
    assert browsing.serious_findings(page) == []
    browsing.open_page(page, page.url)
    page.locator(".st-key-plan_undo button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".saved-saved").first).to_be_visible()
    browsing.wait_until_idle(page)
    # After a reload the last step, the rejection, is taken back; the one before stands.
    links = store_in(tmp_path / "data").assessment(id).plans[0].links
    assert [(link.item, link.decision) for link in links] == [(item, "confirmed")]


def test_the_matrix_scrolls_by_itself_with_its_headings_in_sight(serve: Serve, page: Page, tmp_path: Path) -> None:
    at_plan(serve, page, tmp_path, "Matrix")
    page.get_by_role("radio", name="Statements", exact=True).click()
    browsing.wait_until_idle(page)
    grid = page.get_by_role("region", name="What each measure reaches")
    expect(grid.get_by_role("columnheader", name="D16-5")).to_be_attached()
    start = grid.get_by_role("rowheader", name="1 Individual").bounding_box()
    grid.evaluate("element => element.scrollTo(2000, 0)")
    assert grid.get_by_role("rowheader", name="1 Individual").bounding_box() == start
    assert page.evaluate("document.documentElement.scrollWidth") <= browsing.WIDE["width"]
    assert browsing.serious_findings(page) == []
    page.set_viewport_size(browsing.NARROW)
    browsing.wait_until_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= browsing.NARROW["width"]
