"""Clear and agree in two tabs at once; what is wrong with a field stands on top and at the field, in the same words."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, store_in, text_of
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.record.store import Store
from toolkit.tasks.clearance import clear, reopen

PRISONS = Body(id="prisons", name="Prison service", leads=("PRI",))
SAID = (Response(item="D01-1", body="prisons", level=1), Response(item="D09-1", body="coordinator", level=3))
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = store_in(tmp_path)
    yield found
    found.close()


@pytest.fixture
def id(store: Store, tmp_path: Path) -> str:
    return kept(tmp_path, Assessment(profile=Profile(state="Talvenia"), bodies=(PRISONS,), responses=SAID))


def said_twice(app: AppTest, field: str) -> str:
    """What is said at a field, if the message on top says the same and leads to it; else nothing."""
    html = [node.proto.body for node in app.get("html")]
    on_top = next((body for body in html if f'href="#field-{field}"' in body), "")
    at_field = next((body for body in html if f'id="field-{field}"' in body), "")
    assert 'role="alert"' in on_top
    texts = {TAG.sub("", body).strip() for body in (on_top, at_field)}
    return texts.pop() if len(texts) == 1 else ""


def sign(app: AppTest, id: str, role: str = "Permanent secretary") -> AppTest:
    return app.text_input(key=f"clear_role:{id}:").set_value(role).run()


def test_of_two_tabs_that_clear_the_second_is_told(store: Store, id: str) -> None:
    first, second = sign(at_page("clearance", id), id), sign(at_page("clearance", id), id, "Deputy minister")
    first.button(key=f"clear:{id}:").click().run()
    second.button(key=f"clear:{id}:").click().run()
    assert "Nothing was cleared" in text_of(second)
    assert "Cleared on" in text_of(second)
    assert [found.role for found in store.stored(id).assessment.clearances] == ["Permanent secretary"]
    assert len(store.snapshots(id)) == 1


def test_what_changed_while_the_page_was_open_is_not_cleared_unseen(store: Store, id: str) -> None:
    app = at_page("clearance", id)
    store.save_response(id, SAID[0].model_copy(update={"level": 4}), 0)
    # Writing the role draws the page anew with the changed answer; who clears has looked at the former one.
    sign(app, id).button(key=f"clear:{id}:").click().run()
    assert "Look through the list again" in text_of(app)
    assert store.stored(id).assessment.clearances == ()
    app.button(key=f"clear:{id}:").click().run()
    assert len(store.stored(id).assessment.clearances) == 1


def test_an_own_change_before_coming_back_to_the_page_does_not_stand_in_the_way(store: Store, id: str) -> None:
    app = at_page("clearance", id)
    app.switch_page("toolkit/ui/pages/history.py").run()
    store.save_response(id, SAID[0].model_copy(update={"level": 4}), 0)
    app.switch_page("toolkit/ui/pages/clearance.py").run()
    sign(app, id).button(key=f"clear:{id}:").click().run()
    assert len(store.stored(id).assessment.clearances) == 1


def test_of_two_tabs_that_reopen_the_second_is_told(store: Store, id: str) -> None:
    clear(store, id, store.version_of(id), "Permanent secretary", date(2026, 1, 1))
    tabs = [at_page("clearance", id), at_page("clearance", id)]
    for number, app in enumerate(tabs):
        app.text_input(key=f"reopen_why:{id}:").set_value(f"Reason {number}").run()
    # The second tab was drawn before the first reopened.
    tabs[0].button(key=f"reopen_part:{id}:").click().run()
    tabs[1].button(key=f"reopen_part:{id}:").click().run()
    assert "This was reopened already" in text_of(tabs[1])
    assert [found.reason for found in store.stored(id).assessment.reopened] == ["Reason 0"]


def test_a_reason_that_is_missing_is_said_on_top_and_at_the_field(store: Store, id: str) -> None:
    clear(store, id, store.version_of(id), "Permanent secretary", date(2026, 1, 1))
    app = at_page("clearance", id)
    app.button(key=f"reopen_part:{id}:").click().run()
    wanted = "Nothing was reopened: give the reason; it stays in the record."
    assert said_twice(app, "reason_wanted") == wanted
    where_it_is_answered = at_page("projector", id)
    where_it_is_answered.button(key=f"reopen:{id}").click().run()
    assert said_twice(where_it_is_answered, "reason_wanted") == wanted


def test_what_another_tab_reopened_is_saved_and_nobody_asks_for_a_reason_again(store: Store, id: str) -> None:
    clear(store, id, store.version_of(id), "Permanent secretary", date(2026, 1, 1))
    app = at_page("projector", id)
    app.text_input(key=f"reopen_reason:{id}").set_value("A figure was wrong").run()
    reopen(store, id, "Elsewhere", date(2026, 1, 2))
    app.button(key=f"reopen:{id}").click().run()
    assert "This was reopened already" in text_of(app)
    assert [found.reason for found in store.stored(id).assessment.reopened] == ["Elsewhere"]


def test_what_an_agreed_answer_lacks_is_said_on_top_and_at_its_field(store: Store, id: str) -> None:
    app = at_page("agreement", id)
    app.segmented_control[0].set_value("single_source").run()
    app.button(key="agree_open_button:D01-1").click().run()
    app.button(key="agreed_save:D01-1").click().run()
    assert said_twice(app, "answer-D01-1") == "Nothing was kept: choose what was agreed on D01-1."
    app.radio(key="agreed:D01-1").set_value("2").run()
    app.button(key="agreed_save:D01-1").click().run()
    assert "without its reason" in said_twice(app, "reason-D01-1")
    app.button(key="agree_open_button:D09-1").click().run()
    app.radio(key="agreed:D09-1").set_value("nobody_concerned").run()
    app.button(key="agreed_save:D09-1").click().run()
    assert "without a sentence" in said_twice(app, "note-D09-1")
    assert store.stored(id).assessment.agreed == ()
