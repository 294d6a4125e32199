"""The start page without a browser: assessments begun, kept, put away, deleted and brought in from a file."""

from datetime import date
from pathlib import Path

import pytest

from tests.at_page import at_page, kept, text_of
from tests.awkward_states import TEXTS
from tests.made import assessment_of
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Profile, Response
from toolkit.record.state_file import state_text
from toolkit.record.store import Store
from toolkit.tasks.data_folder import DATA_FILE


@pytest.fixture
def id(data: Path) -> str:
    answered = (Response(item="D04-1", level=2),)
    return kept(data, Assessment(name="Self-assessment", profile=Profile(state="Talvenia"), responses=answered))


def test_an_empty_store_offers_to_begin(store: Store) -> None:
    app = at_page("start")
    assert "No assessment is kept here yet" in text_of(app)
    app.text_input(key="new:state").set_value("Talvenia")
    app.radio(key="new:lens").set_value("a-res-76-182")
    app.button(key="new:begin").click().run()
    (summary,) = store.assessments()
    assert (summary.state, summary.lens, summary.depth) == ("Talvenia", "a-res-76-182", "rapid")
    assert summary.as_of == date.today()
    assert app.query_params["assessment"] == summary.id


def test_the_sample_opens_with_one_click(store: Store) -> None:
    app = at_page("start")
    app.button(key="open:sample").click().run()
    (summary,) = store.assessments()
    assert summary.state == "Republic of Talvenia"
    assert not app.exception
    assert "Republic of Talvenia" in text_of(app)


def test_an_assessment_is_renamed_duplicated_put_away_and_brought_back(id: str, store: Store) -> None:
    app = at_page("start")
    app.button(key=f"manage:{id}").click().run()
    app.text_input(key=f"rename:{id}").set_value("First of all").run()
    app.text_input(key=f"next_name:{id}").set_value("The year after").run()
    app.button(key=f"duplicate:{id}").click().run()
    assert {summary.name for summary in store.assessments()} == {"First of all", "The year after"}
    (copied,) = [summary for summary in store.assessments() if summary.id != id]
    assert [response.review for response in store.assessment(copied.id).responses] == [True]
    app.button(key=f"manage:{id}").click().run()
    app.button(key=f"archive:{id}").click().run()
    assert [summary.id for summary in store.assessments(archived=True)] == [id]
    app.toggle(key="show:archived").set_value(True).run()
    app.button(key=f"restore:{id}").click().run()
    assert store.assessments(archived=True) == []


def test_an_assessment_is_deleted_only_after_its_state_file_was_taken(id: str, store: Store) -> None:
    app = at_page("start")
    app.button(key=f"manage:{id}").click().run()
    assert f"delete:{id}" not in {button.key for button in app.button}
    app.download_button(key=f"download:{id}").click().run()
    app.button(key=f"delete:{id}").click().run()
    assert [summary.id for summary in store.assessments()] == [id]
    app.button(key=f"delete_yes:{id}").click().run()
    assert store.assessments() == []
    assert "was deleted" in text_of(app)


def test_a_state_file_is_taken_and_its_problems_are_shown(library: Library, store: Store) -> None:
    told = state_text(assessment_of({"D04-1": 2}, library)).replace('"level": 2', '"level": 7').encode("utf-8")
    app = at_page("start")
    app.file_uploader(key="upload:state").upload("state.json", told, "application/json").run()
    assert len(store.assessments()) == 1
    assert "Held back." in text_of(app)
    app.run()
    assert len(store.assessments()) == 1


def test_a_file_that_is_no_state_file_leaves_all_as_it_was(store: Store) -> None:
    app = at_page("start")
    app.file_uploader(key="upload:state").upload("state.json", b"\x89PNG\r\n", "application/json").run()
    assert store.assessments() == []
    assert "not a state file" in text_of(app)


def test_beside_an_assessment_a_state_file_is_asked_for_on_request(id: str) -> None:
    app = at_page("start")
    assert [field.key for field in app.get("file_uploader")] == []
    app.toggle(key="show:upload").set_value(True).run()
    assert [field.key for field in app.get("file_uploader")] == ["upload:state"]


def test_a_link_to_an_assessment_that_is_gone_says_so() -> None:
    app = at_page("start", "0123456789abcdef0123456789abcdef")
    assert "named an assessment that is not kept here" in text_of(app)
    assert "assessment" not in app.query_params


def test_a_language_that_is_not_there_is_quietly_left_aside() -> None:
    app = at_page("start", language="tlh")
    assert "Where does the State stand" in text_of(app)
    assert "lang" not in app.query_params


def test_a_store_that_cannot_be_used_is_refused_in_words(data: Path) -> None:
    (data / DATA_FILE).write_bytes(b"not a store" * 1000)
    text = text_of(at_page("start"))
    assert "The app cannot start with this data folder" in text
    assert DATA_FILE in text


def test_names_are_shown_as_written_and_never_as_markup(data: Path) -> None:
    id = kept(data, Assessment(name=TEXTS["markup"]))
    app = at_page("start", id)
    labels = [node.proto.label for node in app.get("page_link")]
    assert any("\\*\\*bold\\*\\*" in label and "\\[link\\]" in label for label in labels)
