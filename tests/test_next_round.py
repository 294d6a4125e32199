"""The next round: every answer is looked at again, and reworded and new statements stand apart from the rest."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.util import calc_hash

from tests.at_page import at_page, store_in, text_of
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.assessment import Assessment, Response
from toolkit.record.carry_over import Waiting, next_round, waiting_in, worded_today
from toolkit.record.state_file import read_state, state_text

LENS = "a-res-78-224"


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


def last_year(library: Library) -> Assessment:
    """An assessment of last year: D04-3 said something else then, D05-1 was not there, the rest was as it is."""
    wordings = {item: digest for item, digest in library.wordings.items() if item != "D05-1"} | {"D04-3": "another"}
    responses = (Response(item="D04-1", level=2), Response(item="D04-3", level=3))
    return Assessment(name="2025", lens=LENS, responses=responses, wordings=wordings, content_hash="0" * 64)


def test_reworded_and_new_statements_stand_apart_before_and_after_answers_are_brought_over(
    library: Library,
) -> None:
    lens = look_through(library, LENS)
    new = next_round(last_year(library), "2026", date(2026, 12, 31))
    apart = Waiting(reworded=("D04-3",), same=("D04-1",), new=("D05-1",))
    assert waiting_in(new, library, lens) == apart
    brought = new.model_copy(update=worded_today(new, library))
    assert dict(brought.wordings) == dict(library.wordings)
    assert waiting_in(brought, library, lens) == apart
    again = brought.model_copy(update=worded_today(brought, library))
    assert waiting_in(again, library, lens).reworded == ("D04-3",)


def test_what_was_looked_at_or_answered_waits_no_longer(library: Library) -> None:
    new = next_round(last_year(library), "2026", None)
    brought = new.model_copy(update=worded_today(new, library))
    responses = (
        Response(item="D04-1", level=2, review=True),
        Response(item="D04-3", level=2),
        Response(item="D05-1", level=1),
    )
    done = brought.model_copy(update={"responses": responses})
    assert waiting_in(done, library, look_through(library, LENS)) == Waiting(reworded=(), same=("D04-1",), new=())


def test_a_round_in_which_nothing_was_reworded_has_nothing_apart(library: Library) -> None:
    old = last_year(library).model_copy(update={"wordings": dict(library.wordings)})
    found = waiting_in(next_round(old, "2026", None), library, look_through(library, LENS))
    assert found == Waiting(reworded=(), same=("D04-1", "D04-3"), new=())


def test_an_answer_nobody_looked_at_stays_apart_in_the_round_after(library: Library) -> None:
    first = next_round(last_year(library), "2026", None)
    brought = first.model_copy(update=worded_today(first, library))
    second = next_round(brought, "2027", None)
    assert dict(second.wordings_before) == {item: dict(brought.wordings_before)[item] for item in ("D04-1", "D04-3")}
    assert waiting_in(second, library, look_through(library, LENS)).reworded == ("D04-3",)


def test_the_state_file_carries_the_wording_before(library: Library) -> None:

    new = next_round(last_year(library), "2026", None)
    brought = new.model_copy(update=worded_today(new, library))
    read, problems = read_state(json.loads(state_text(brought)), library)
    assert (problems, read) == ([], brought)


def test_the_page_names_them_apart(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    store = store_in(tmp_path)
    id = store.duplicate(store.create(last_year(library)), "2026", date(2026, 12, 31))
    store.close()
    app = at_page("comparison", id)
    apart = (
        "1 answer was given to a statement that says something else today; look at it first: D04-3",
        "1 statement is new and not answered yet: D05-1",
        "1 further answer, to a statement that says the same, waits to be looked at again: D04-1",
    )
    assert all(said in text_of(app) for said in apart)
    app.button(key=f"carry_over:{id}").click().run()
    assert all(said in text_of(app) for said in apart)


def test_the_statement_itself_says_that_it_was_reworded(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    store = store_in(tmp_path)
    id = store.duplicate(store.create(last_year(library)), "2026", date(2026, 12, 31))
    store.close()
    app = at_page("start", id)
    app._page_hash = calc_hash("d04")
    said = text_of(app.run())
    assert said.count("To review: the statement was reworded") == 1
    assert said.count("To review") == 2
