"""The page of eight weeks and the screen for a meeting: what they show, what they make, whose answer is recorded."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import browser as browsing
from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from tests.made import assessment_of
from tests.reports import LIBRARY
from tests.test_browser_links import Serve
from toolkit.record.assessment import Assessment, Body

AS_OF = date(2026, 6, 30)


def begun(**more: object) -> Assessment:
    """Two of the 24 statements of the rapid scan answered."""
    return assessment_of({"D01-1": 2, "D01-2": 1}, LIBRARY, as_of=AS_OF, **more)


def test_every_week_stands_with_its_tasks_and_what_the_record_shows(data: Path) -> None:
    text = text_of(at_page("workshop", kept(data, begun())))
    for week in LIBRARY.eight_weeks.weeks:
        assert f"Week {week.number}: {week.name}" in text
        assert week.product in text
        assert all(" ".join(task.text.split()) in text for task in week.tasks)
    assert "2 of 24" in text


def test_a_start_dates_the_weeks_and_none_is_invented(data: Path) -> None:
    app = at_page("workshop", id := kept(data, begun()))
    assert "2026-09-" not in text_of(app)
    app.date_input(key=f"week_start:{id}").set_value(date(2026, 9, 7)).run()
    assert "Week 3, from 2026-09-21" in text_of(app)


def test_papers_are_made_and_offered_under_their_names(data: Path) -> None:
    app = at_page("workshop", id := kept(data, begun()))
    assert "24 statements, about 12 pages" in text_of(app)
    for kind in ("checklist", "agenda"):
        app.button(key=f"paper_make_{kind}:{id}").click().run()
        made = app.session_state[f"paper_{kind}:{id}"]
        assert made.name.endswith("_rapid-scan_" + app.session_state["clock:now"]().date().isoformat() + ".docx")
        assert made.content[:2] == b"PK"
    assert "Ready:" in text_of(app)


def test_the_screen_begins_at_the_first_statement_without_an_answer(data: Path) -> None:
    app = at_page("projector", kept(data, begun()))
    text = text_of(app)
    assert "2 of 24 answered" in text
    assert "Statement 3 of 24" in text


def test_a_level_chosen_in_the_room_is_the_coordinators_answer(data: Path) -> None:
    app = at_page("projector", id := kept(data, begun()))
    app.radio(key="choice:D01-3").set_value("2").run()
    found = store_in(data).response(id, "D01-3", "coordinator")
    assert found is not None
    assert found.level == 2
    assert "3 of 24 answered" in text_of(app)


def test_a_tab_that_answers_as_a_body_does_not_record_in_its_name(data: Path) -> None:
    told = begun(bodies=(Body(id="alpha", name="Alpha", leads=("MOJ",)),))
    app = at_page("workshop", id := kept(data, told))
    app.query_params["body"] = "alpha"
    app.run()
    page = app.switch_page(str(Path("toolkit/ui/pages/projector.py").resolve())).run()
    assert "answers as Alpha" in text_of(page)
    assert not page.radio
    page.button(key=f"screen_coordinator:{id}").click().run()
    assert "Statement 3 of 24" in text_of(page)


@pytest.mark.parametrize("name", ["workshop", "projector"])
def test_both_pages_are_wholly_worded(name: str, data: Path) -> None:
    told = begun().model_copy(update={"name": ""})
    found = [rest for text in shown(at_page(name, kept(data, told), "x-test")) if (rest := unmarked(text))]
    assert found == []


@pytest.mark.browser
def test_a_room_is_led_by_the_keys_of_a_presenter(serve: Serve, page: Page, tmp_path: Path) -> None:
    (folder := tmp_path / "data").mkdir()
    id = kept(folder, begun())
    browsing.open_page(page, f"{serve(data=folder).url}/projector?assessment={id}")
    code = page.locator(".statement .code")
    expect(code).to_have_text("D01-3")
    page.keyboard.press("3")
    expect(page.locator(".saved-saved")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(code).to_have_text("D02-1")
    page.keyboard.press("PageUp")
    expect(code).to_have_text("D01-3")
    expect(page.get_by_role("radio", checked=True).first).to_be_visible()
    found = store_in(folder).response(id, "D01-3", "coordinator")
    assert found is not None and found.level == 3
    assert browsing.serious_findings(page) == []
