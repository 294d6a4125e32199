"""What is cleared is kept whole, never changes, and is closed until it is reopened."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import Watch
from tests.store.told import conflict, saved
from toolkit.library.model import Library
from toolkit.record.assessment import Agreed, Assessment, Body, Clearance, Mark, Response, Sending
from toolkit.record.plan import Plan
from toolkit.record.state_file import read_state, seal_of, state_text
from toolkit.record.store import StillCleared, Store, open_store, sqlite_url

BODIES = (Body(id="prisons", name="Prisons"), Body(id="courts", name="Courts"))
SAID = (
    Response(item="D04-3", body="courts", level=3, comment="In confidence of the courts", version=1),
    Response(item="D04-3", body="prisons", level=1, comment="Ours", version=1),
)
WHOLE = Clearance(role="Permanent secretary", date=date(2026, 3, 2))
PART = Clearance(body="prisons", role="Director general", date=date(2026, 3, 1))


@pytest.fixture
def id(store: Store) -> str:
    return store.create(Assessment(bodies=BODIES, responses=SAID), "First")


def clear(store: Store, id: str, clearance: Clearance) -> str:
    return str(saved(store.clear(id, clearance, store.version_of(id))).id)


def test_a_snapshot_is_a_sealed_state_file_of_all_that_was_told(store: Store, id: str, library: Library) -> None:
    key = clear(store, id, WHOLE)
    text = store.snapshot_text(id, key)
    assert text is not None
    document = json.loads(text)
    assert document["seal"] == seal_of(document)
    was, problems = read_state(document, library)
    assert problems == []
    assert was is not None
    assert was.responses == SAID
    assert was.clearances == (WHOLE.model_copy(update={"snapshot": key}),)
    assert [entry.field for entry in was.log] == ["created"]
    (kept,) = store.snapshots(id)
    assert (kept.id, kept.body, kept.role, kept.on) == (key, None, "Permanent secretary", "2026-03-02")
    assert kept.seal == document["seal"]


def test_a_part_holds_nothing_that_another_body_said(store: Store, id: str) -> None:
    store.save_facts(id, {"agreed.D04-3": Agreed(item="D04-3", level=2, reason="Agreed in confidence")}, 1)
    store.save_response(id, SAID[0].model_copy(update={"comment": "Changed in confidence"}), 1)
    text = store.snapshot_text(id, clear(store, id, PART)) or ""
    assert "Ours" in text
    assert "confidence" not in text


def test_a_snapshot_stays_as_it_was_whatever_comes_after(store: Store, id: str, watch: Watch) -> None:
    key = clear(store, id, PART)
    before = store.snapshot_text(id, key)
    store.save_facts(id, {"clearances": (), "name": "Other"}, 2)
    watch.later(minutes=5)
    store.save_response(id, SAID[1].model_copy(update={"level": 4}), 1)
    clear(store, id, PART)
    assert store.snapshot_text(id, key) == before
    assert len(store.snapshots(id)) == 2
    assert store.snapshots(id)[1].id == key


def test_snapshots_stay_out_of_the_state_file_and_go_with_the_assessment(store: Store, id: str, file: Path) -> None:
    key = clear(store, id, WHOLE)
    text = state_text(store.assessment(id))
    assert json.loads(text)["clearances"][0]["snapshot"] == key
    assert text.count("In confidence of the courts") == 1
    store.delete(id)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM snapshot").fetchone() == (0,)


CHANGES: dict[str, Callable[[Store, str], object]] = {
    "response": lambda store, id: store.save_response(id, SAID[1].model_copy(update={"level": 2}), 1),
    "together": lambda store, id: store.save_together(id, [(SAID[1].model_copy(update={"level": 2}), 1)], {}, 2),
    "agreed": lambda store, id: store.save_facts(id, {"agreed.D04-3": Agreed(item="D04-3", level=2)}, 2),
    "mark": lambda store, id: store.save_facts(id, {"marks.D04-3": Mark(mark="first")}, 2),
    "plan": lambda store, id: store.save_plan(id, Plan(name="Plan")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_of_a_cleared_whole_is_changed(store: Store, id: str, name: str) -> None:
    clear(store, id, WHOLE)
    before = store.assessment(id)
    with pytest.raises(StillCleared) as refused:
        CHANGES[name](store, id)
    assert refused.value.body is None
    assert store.assessment(id) == before


def test_what_tells_of_the_work_stays_open(store: Store, id: str) -> None:
    clear(store, id, WHOLE)
    saved(store.save_facts(id, {"sendings.courts": Sending(sent=date(2026, 3, 3)), "name": "Renamed"}, 2))
    saved(store.save_facts(id, {"clearances": ()}, 3))
    assert saved(store.save_response(id, SAID[1].model_copy(update={"level": 2}), 1)).level == 2


def test_a_cleared_part_closes_that_body_alone(store: Store, id: str, file: Path) -> None:
    clear(store, id, PART)
    again = open_store(sqlite_url(file))
    with pytest.raises(StillCleared) as refused:
        again.save_response(id, SAID[1].model_copy(update={"level": 2}), 1)
    again.close()
    assert refused.value.body == "prisons"
    assert saved(store.save_response(id, SAID[0].model_copy(update={"level": 2}), 1)).level == 2
    # The same said again is no change.
    assert saved(store.save_response(id, SAID[1], 1)).version == 1


def test_only_what_was_looked_at_is_cleared_and_only_once(store: Store, id: str) -> None:
    seen = store.version_of(id)
    store.save_response(id, SAID[0].model_copy(update={"level": 0}), 1)
    assert store.clear(id, WHOLE, seen) is None
    assert store.snapshots(id) == ()
    clear(store, id, WHOLE)
    assert store.clear(id, WHOLE, store.version_of(id)) is None
    assert len(store.snapshots(id)) == 1


def test_a_clearance_that_was_only_told_closes_nothing_and_a_kept_one_does_elsewhere_too(store: Store) -> None:
    told = store.import_state(Assessment(clearances=(WHOLE,)))
    assert saved(store.save_response(told, Response(item="D04-3", level=1), 0)).level == 1
    kept = store.import_state(Assessment(clearances=(WHOLE.model_copy(update={"snapshot": "a" * 32}),)))
    with pytest.raises(StillCleared):
        store.save_response(kept, Response(item="D04-3", level=1), 0)
    next_one = store.duplicate(kept, "Next", None)
    assert saved(store.save_response(next_one, Response(item="D04-3", level=1), 0)).level == 1


def test_two_who_change_one_agreed_response_both_stand_in_the_conflict(store: Store, id: str) -> None:
    for name, first, second in (
        ("agreed.D04-3", Agreed(item="D04-3", level=2, reason="One"), Agreed(item="D04-3", level=3, reason="Other")),
        ("marks.D04-3", Mark(mark="first", reason="One"), Mark(mark="later", reason="Other")),
        ("sendings.courts", Sending(due=date(2026, 4, 1)), Sending(due=date(2026, 5, 1))),
        ("bodies.courts", Body(id="courts", leads=("JUD",)), Body(id="courts", leads=("PRS",))),
    ):
        drawn_from = store.stored(id).facts_version
        saved(store.save_facts(id, {name: first}, drawn_from))
        found = conflict(store.save_facts(id, {name: second}, drawn_from))
        assert found.fields == (name,)
        assert found.theirs != found.yours
        saved(store.save_facts(id, {name: second}, found.version))
