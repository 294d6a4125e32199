"""Bodies, Agree, Clear and History without a browser: what is done on a page stands in the record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import APP, at_page, kept, shown, store_in, text_of, unmarked
from toolkit.language import TEST_LANGUAGE
from toolkit.record.assessment import Agreed, Assessment, Body, Evidence, Mark, Profile, Response, Sending, SentBack
from toolkit.record.store import Store
from toolkit.tasks.clearance import clear

PAGES = ("bodies", "agreement", "clearance", "history")
SAID = (
    Response(item="D01-1", body="prisons", level=1, comment="Ours", version=1),
    Response(item="D01-1", body="coordinator", level=3, comment="Of the coordinator", version=1),
)
PRISONS = Body(id="prisons", name="Prison service", leads=("MOJ",))


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


def as_body(id: str, body: str) -> AppTest:
    """The first page, opened by a link that names on whose behalf one answers."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.query_params["assessment"], app.query_params["body"] = id, body
    return app.run()


def at_dimension(app: AppTest, address: str) -> AppTest:
    """A page of a dimension: its file is shared by all, so its page is named by its address."""
    app.switch_page(str(APP.parent / "toolkit" / "ui" / "pages" / "dimension.py"))
    return app.run()


def test_bodies_are_mapped_asked_and_given_back(store: Store, id: str) -> None:
    app = at_page("bodies", id)
    app.selectbox(key="lead_of:PRI").set_value("prisons").run()
    app.selectbox(key=f"body_chosen:{id}").set_value("prisons").run()
    app.date_input(key=f"due_of:{id}:prisons").set_value(date(2020, 1, 31)).run()
    app.button(key=f"body_sent:{id}:prisons").click().run()
    assert "Missing: Prison service (overdue)" in text_of(app)
    app.button(key=f"send_back:{id}:prisons").click().run()
    assert "say in the remark what Prison service should look at again" in text_of(app)
    app.text_area(key=f"remark:{id}:prisons").set_value("Since when?").run()
    app.button(key=f"send_back:{id}:prisons").click().run()
    app.button(key=f"body_remove:{id}:prisons").click().run()
    assert "it has answered" in text_of(app)
    now = store.stored(id).assessment
    assert now.bodies == (PRISONS.model_copy(update={"leads": ("MOJ", "PRI")}),)
    today = date.today()
    back = SentBack(on=today, remark="Since when?")
    assert now.sendings == {"prisons": Sending(sent=today, due=date(2020, 1, 31), sent_back=back)}


def test_the_usual_bodies_are_begun_with_at_once(store: Store, tmp_path: Path) -> None:
    id = kept(tmp_path, Assessment())
    app = at_page("bodies", id)
    app.button(key=f"usual_bodies:{id}").click().run()
    assert {body.id: body.leads for body in store.stored(id).assessment.bodies}["PRI"] == ("PRI",)
    assert app.selectbox(key="lead_of:PRI").value == "PRI"


def test_what_was_changed_elsewhere_is_not_overwritten(store: Store, id: str) -> None:
    app = at_page("bodies", id)
    app.selectbox(key=f"body_chosen:{id}").set_value("prisons").run()
    store.save_facts(id, {"sendings.prisons": Sending(due=date(2026, 5, 1))}, 1)
    app.date_input(key=f"due_of:{id}:prisons").set_value(date(2026, 6, 1)).run()
    assert "changed elsewhere" in text_of(app)
    assert app.date_input(key=f"due_of:{id}:prisons").value == date(2026, 5, 1)
    assert store.stored(id).assessment.sendings["prisons"].due == date(2026, 5, 1)


def test_an_answer_is_agreed_on_with_a_reason_and_a_source_and_withdrawn(store: Store, id: str) -> None:
    app = at_page("agreement", id)
    assert "Bodies differ on 1 of 75 statements" in text_of(app)
    app.button(key="agree_open_button:D01-1").click().run()
    app.radio(key="agreed:D01-1").set_value("2").run()
    app.button(key="agreed_save:D01-1").click().run()
    assert "without its reason" in text_of(app)
    assert store.stored(id).assessment.agreed == ()
    app.text_area(key="agreed_reason:D01-1").set_value("Read together").run()
    app.text_input(key="agreed_title:D01-1").set_value("Minutes").run()
    app.button(key="agreed_save:D01-1").click().run()
    minutes = Evidence(kind="document", title="Minutes")
    assert store.stored(id).assessment.agreed == (
        Agreed(item="D01-1", level=2, reason="Read together", evidence=(minutes,)),
    )
    app = at_page("agreement", id)
    assert "it differs from that of the lead" in text_of(app)
    app.button(key="agree_withdraw:D01-1").click().run()
    assert store.stored(id).assessment.agreed == ()


def test_a_part_is_cleared_read_and_reopened(store: Store, id: str) -> None:
    app = at_page("clearance", id)
    app.selectbox(key=f"clear_which:{id}").set_value("prisons").run()
    app.button(key=f"clear:{id}:prisons").click().run()
    assert "say by role who clears" in text_of(app)
    app.text_input(key=f"clear_role:{id}:prisons").set_value("Director general").run()
    app.button(key=f"clear:{id}:prisons").click().run()
    (cleared,) = store.snapshots(id)
    app.selectbox(key=f"snapshot:{id}").set_value(cleared.id).run()
    text = text_of(app)
    assert "It can be read here, not changed." in text
    assert "Ours" in text
    assert "Of the coordinator" not in text
    app.button(key=f"reopen_part:{id}:prisons").click().run()
    assert "Nothing was reopened: give the reason" in text_of(app)
    app.text_input(key=f"reopen_why:{id}:prisons").set_value("New figures").run()
    app.button(key=f"reopen_part:{id}:prisons").click().run()
    now = store.stored(id).assessment
    assert (now.clearances, now.reopened[0].reason) == ((), "New figures")
    assert "because: New figures" in text_of(app)


def test_clearing_what_has_moved_on_is_refused(store: Store, id: str) -> None:
    app = at_page("clearance", id)
    app.text_input(key=f"clear_role:{id}:").set_value("Permanent secretary").run()
    store.save_facts(id, {"marks.D01-1": Mark(mark="first")}, 1)
    # The page is drawn anew with the click; what it showed before is what is cleared, or nothing is.
    assert clear(store, id, store.version_of(id) - 1, "Permanent secretary", date(2026, 1, 1)) is None
    assert store.snapshots(id) == ()


def test_a_body_sees_and_changes_its_own_answers_alone(store: Store, id: str) -> None:
    app = at_dimension(as_body(id, "prisons"), "d01")
    assert app.radio(key="choice:D01-1").value == "1"
    text = text_of(app)
    assert "answering as Prison service" in text
    assert "Of the coordinator" not in text
    app.radio(key="choice:D01-1").set_value("2").run()
    levels = {found.body: found.level for found in store.stored(id).assessment.responses_to("D01-1")}
    assert levels == {"prisons": 2, "coordinator": 3}


def test_on_whose_behalf_is_chosen_on_the_first_page_and_stands_in_the_link(store: Store, id: str) -> None:
    app = at_page("start", id)
    app.selectbox(key=f"answering_as:{id}").set_value("prisons").run()
    assert app.query_params["body"] in ("prisons", ["prisons"])
    app.selectbox(key=f"answering_as:{id}").set_value("coordinator").run()
    assert "body" not in app.query_params
    assert "body" not in as_body(id, "unheard of").query_params


def test_changing_a_cleared_answer_says_so_and_saves_after_reopening(store: Store, id: str) -> None:
    clear(store, id, store.version_of(id), "Director general", date(2026, 1, 1), "prisons")
    app = at_dimension(as_body(id, "prisons"), "d01")
    assert "These answers were cleared on 2026-01-01" in text_of(app)
    app.radio(key="choice:D01-1").set_value("4").run()
    assert "Not saved: this was cleared" in text_of(app)
    assert store.response(id, "D01-1", "prisons") == SAID[0]
    app.button(key=f"reopen:{id}").click().run()
    assert "Nothing was reopened: give the reason" in text_of(app)
    app.text_input(key=f"reopen_reason:{id}").set_value("A figure was wrong").run()
    app.button(key=f"reopen:{id}").click().run()
    now = store.response(id, "D01-1", "prisons")
    assert now is not None
    assert now.level == 4
    assert store.stored(id).assessment.clearances == ()


def test_a_cleared_answer_is_left_as_it_was(store: Store, id: str) -> None:
    clear(store, id, store.version_of(id), "Director general", date(2026, 1, 1), "prisons")
    app = at_dimension(as_body(id, "prisons"), "d01")
    app.radio(key="choice:D01-1").set_value("4").run()
    app.button(key=f"leave_cleared:{id}").click().run()
    assert app.radio(key="choice:D01-1").value == "1"
    assert "Not saved" not in text_of(app)
    assert store.response(id, "D01-1", "prisons") == SAID[0]


def test_a_change_is_undone_on_the_page_of_history(store: Store, id: str) -> None:
    store.save_response(id, SAID[0].model_copy(update={"level": 4}), 1)
    app = at_page("history", id)
    assert "Level: 1 · Begun → 4 · In place and reviewed" in text_of(app)
    next(button for button in app.button if str(button.key).startswith("undo_change:")).click().run()
    now = store.response(id, "D01-1", "prisons")
    assert now is not None
    assert now.level == 1
    assert len(store.assessment(id).log) == 3
    assert "Undone, as a change of its own" in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_word_of_the_pages_stands_in_the_words(store: Store, id: str, page: str) -> None:
    store.save_facts(id, {"sendings.prisons": Sending(sent=date(2026, 1, 1), due=date(2026, 2, 1))}, 1)
    clear(store, id, store.version_of(id), "1", date(2026, 1, 1), "prisons")
    app = at_page(page, id, TEST_LANGUAGE)
    left = {rest for text in shown(app) if (rest := unmarked(text))}
    own = ("Talvenia", "Prison service", "YYYY-MM-DD", "78/224", "Ours", "Of the coordinator", "prisons")
    assert {text for text in left if not any(name in text for name in own)} == set()
