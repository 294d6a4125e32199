"""The way through the work without a browser: steps, groups, finding a statement, checking before clearing."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import APP, at_page, kept, shown, text_of, unmarked
from toolkit.language import TEST_LANGUAGE
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.tasks.reference import find_statements, find_subjects

TOLD = (Response(item="D04-1", level=2), Response(item="D04-3", body="prisons", level=1))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own for every test."""
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def id(data: Path) -> str:
    prisons = Body(id="prisons", name="Prison service")
    return kept(data, Assessment(profile=Profile(state="Talvenia"), depth="full", bodies=(prisons,), responses=TOLD))


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


def html_of(app: AppTest, part: str) -> str:
    """The piece of HTML on a page that holds a part."""
    (found,) = [node.proto.body for node in app.get("html") if part in node.proto.body]
    return str(found)


def found_for(words: str, id: str | None = None) -> str:
    """What the page shows for words that stand in its address."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in (("assessment", id), ("find", words)):
        if value is not None:
            app.query_params[name] = value
    app.run()
    return text_of(app.switch_page(str(APP.parent / "toolkit" / "ui" / "pages" / "find.py")).run())


def test_the_steps_say_where_one_is_and_what_is_left(id: str) -> None:
    steps = html_of(at_page("plan", id), 'class="way"')
    # Asked through 78/224 at full depth: 80 (DESIGN section 4); two are answered.
    assert "2 of 80" in steps
    assert steps.count('aria-current="step"') == 1
    assert steps.index("results") > steps.index('aria-current="step"') > steps.index("d01")
    assert "None yet" in steps
    assert "Draft" in steps


def test_the_first_page_and_the_screen_show_no_steps(id: str) -> None:
    assert 'class="way"' not in " ".join(node.proto.body for node in at_page("start", id).get("html"))
    assert 'class="way"' not in " ".join(node.proto.body for node in at_page("projector", id).get("html"))


@pytest.mark.parametrize(
    ("page", "opened"), [("bodies", [True, False]), ("history", [False, True]), ("plan", [False] * 2)]
)
def test_a_group_is_open_where_one_of_its_pages_is_shown(id: str, page: str, opened: list[bool]) -> None:
    groups = re.findall(r"<details( open)?>", html_of(at_page(page, id), 'class="nav"'))
    assert [bool(group) for group in groups] == opened


def test_every_page_stands_in_the_navigation_once(id: str) -> None:
    links = re.findall(r'href="([\w./]+)\?', html_of(at_page("plan", id), 'class="nav"'))
    folder = APP.parent / "toolkit" / "ui" / "pages"
    reached_otherwise = {"__init__", "dimension", "projector", "find", "start"}
    wanted = {path.stem for path in folder.glob("*.py")} - reached_otherwise
    assert {page for page in wanted if links.count(page) != 1} == set()


def test_words_codes_and_the_words_of_plans_find_statements(library: Library) -> None:
    assert find_statements(library, "d04-3") == ("D04-3",)
    words = library.subject_words["en"].items["D04-3"][0]
    assert "D04-3" in find_statements(library, words)
    assert find_statements(library, "zzz") == ()
    # checklists/languages/en/subject_words.yaml: D02 goes by "Nelson Mandela Rules".
    assert "D02" in find_subjects(library, "mandela rules")
    assert find_subjects(library, " ") == ()


def test_what_is_found_leads_to_its_place(id: str) -> None:
    assert "Answer D04-3" in found_for("d04-3", id)
    assert "Everything on D04-3" in found_for("d04-3")
    assert "Nothing holds all of these words" in found_for("zzz", id)


def test_the_field_beside_the_page_leads_to_what_is_found(id: str) -> None:
    app = at_page("history", id)
    app.text_input(key="find:words").set_value("housing").run()
    assert app.query_params["find"] == "housing"


def test_answers_are_checked_one_by_one_before_clearing(id: str) -> None:
    app = at_page("clearance", id)
    app.toggle(key=f"check_answers:{id}").set_value(True).run()
    answers = html_of(app, 'class="rt-goes"')
    assert "Change D04-3" in answers
    assert "Prison service" in answers
    assert answers.count('role="rowheader"') == 80


def test_what_is_wrong_with_a_field_is_said_on_top_and_at_the_field(id: str) -> None:
    app = at_page("clearance", id)
    app.button(key=f"clear:{id}:").click().run()
    on_top, at_field = html_of(app, 'role="alert"'), html_of(app, 'id="field-role_missing"')
    said = "Nothing was cleared: say by role who clears"
    assert said in on_top
    assert said in at_field
    assert 'href="#field-role_missing"' in on_top


def test_no_text_of_the_way_is_written_outside_the_words(id: str) -> None:
    for name in ("find", "clearance"):
        app = at_page(name, id, TEST_LANGUAGE)
        assert [rest for text in shown(app) if (rest := unmarked(text)) and "Talvenia" not in rest] == []
