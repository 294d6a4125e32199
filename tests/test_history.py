"""History: changes by save, narrowed, and a single one undone by a new one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from toolkit.library.reader import read_library
from toolkit.record.assessment import Agreed, Assessment, LogEntry, Mark, Profile, Response, Target
from toolkit.record.plan import Plan
from toolkit.record.store import Store, open_store, sqlite_url
from toolkit.tasks.clearance import clear
from toolkit.tasks.history import HistoryChange, changes, day_of, narrowed, undo, why_not

LIBRARY = read_library()


class Watch:
    """A clock put forward by ten minutes with every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=10)
        return self.now


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(sqlite_url(tmp_path / "store.sqlite"), Watch())
    yield found
    found.close()


@pytest.fixture
def id(store: Store) -> str:
    """The police says level 1, then "not applicable", and comments."""
    kept = store.create(Assessment(), "First")
    store.save_response(kept, Response(item="D09-1", body="police", level=1), 0)
    none = {"reason": "nobody_concerned", "note": "None in three years"}
    response = Response.model_validate({"item": "D09-1", "body": "police", "not_applicable": none, "comment": "Seen"})
    store.save_response(kept, response, 1)
    return kept


def told(store: Store, id: str) -> tuple[HistoryChange, ...]:
    return changes(store.assessment(id).log)


def test_what_one_save_changed_stands_together_the_last_first(store: Store, id: str) -> None:
    last, first, begun = told(store, id)
    assert [found.field for found in last.fields] == ["level", "not_applicable", "comment"]
    assert (last.fields[0].before, last.fields[0].after) == (1, None)
    assert (first.item, first.body, first.at) == ("D09-1", "police", "2026-03-02T09:20:00.000Z")
    assert [(found.field, found.after) for found in begun.fields] == [("created", "First")]


def test_an_answer_is_undone_whole_by_a_change_of_its_own(store: Store, id: str) -> None:
    before = store.assessment(id).log
    assert undo(store, id, told(store, id)[0], LIBRARY) == "undone"
    now = store.response(id, "D09-1", "police")
    assert now == Response(item="D09-1", body="police", level=1, version=3)
    log = store.assessment(id).log
    assert log[: len(before)] == before
    assert [(entry.field, entry.after) for entry in log[len(before) :]] == [
        ("level", 1),
        ("not_applicable", None),
        ("comment", ""),
    ]
    # The undoing is undone as well.
    assert undo(store, id, told(store, id)[0], LIBRARY) == "undone"
    again = store.response(id, "D09-1", "police")
    assert again is not None
    assert again.comment == "Seen"


def test_an_undoing_at_once_leaves_both_in_the_log(tmp_path: Path) -> None:
    still = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    store = open_store(sqlite_url(tmp_path / "still.sqlite"), lambda: still)
    id = store.create(Assessment(), "First")
    store.save_facts(id, {"marks.D04-3": Mark(mark="first")}, 1)
    assert undo(store, id, told(store, id)[0], LIBRARY) == "undone"
    marks = [entry for entry in store.assessment(id).log if entry.field == "marks"]
    assert [(bool(entry.before), bool(entry.after)) for entry in marks] == [(False, True), (True, False)]
    store.close()


def test_what_was_changed_again_is_not_undone_over_it(store: Store, id: str) -> None:
    first = told(store, id)[1]
    assert why_not(first, store.assessment(id), LIBRARY) == "changed_since"
    assert undo(store, id, first, LIBRARY) == "changed_since"
    assert store.response(id, "D09-1", "police") is not None
    assert len(told(store, id)) == 3


def test_facts_are_undone_and_the_targets_of_single_items_stay(store: Store) -> None:
    id = store.create(Assessment(profile=Profile(state="Talvenia"), target=Target(items={"D04-3": 4})), "First")
    steps = (
        {"agreed.D04-3": Agreed(item="D04-3", level=2, reason="Why")},
        {"profile.population": 5},
        {"target": {"default": 2, "items": {"D04-3": 4}}},
        {"target.D04-3": None},
    )
    for number, step in enumerate(steps, start=1):
        store.save_facts(id, step, number)
    for change in told(store, id)[:4]:
        assert undo(store, id, change, LIBRARY) == "undone"
    now = store.assessment(id)
    assert (now.agreed, now.profile.population) == ((), None)
    assert now.target == Target(items={"D04-3": 4})


def test_what_has_its_own_way_back_says_so(store: Store, id: str) -> None:
    store.save_plan(id, Plan(name="Plan", digest="1"))
    clear(store, id, store.version_of(id), "Head", date(2026, 3, 2), "police")
    now = store.assessment(id)
    cleared, plan, *_, begun = told(store, id)
    assert why_not(cleared, now, LIBRARY) == "clearance"
    assert why_not(plan, now, LIBRARY) == "plan"
    assert why_not(begun, now, LIBRARY) == "whole"
    # The answer could be undone, were its part not cleared.
    assert undo(store, id, told(store, id)[2], LIBRARY) == "cleared"


def test_a_log_that_came_with_a_file_is_told_and_never_in_the_way() -> None:
    log = (
        LogEntry(at="2026-03-02", body="police", item="D04-3", field="level", before=None, after=1),
        LogEntry(at="2026-03-02", body="police", item="D04-3", field="level", before=1, after=2),
        LogEntry(at="some day", body="police", item="D04-3", field="nonsense", before=None, after=2),
        LogEntry(at="2026-03-03", body="police", field="unheard.of", before=None, after=2),
    )
    unheard, nonsense, level = changes(log)
    assert [(found.before, found.after) for found in level.fields] == [(None, 2)]
    for found in (unheard, nonsense):
        assert why_not(found, Assessment(), LIBRARY) == "does_not_fit"
    assert why_not(level, Assessment(), LIBRARY) == "changed_since"


def test_changes_are_narrowed_by_statement_subject_body_and_day(store: Store, id: str) -> None:
    store.save_response(id, Response(item="D04-3", level=1), 0)
    found = told(store, id)
    assert [change.item for change in narrowed(found, item="D09-1")] == ["D09-1", "D09-1"]
    assert [change.item for change in narrowed(found, item="D04")] == ["D04-3"]
    assert len(narrowed(found, body="police")) == 2
    assert len(narrowed(found, day=date(2026, 3, 2), zone=UTC)) == 4
    # Twenty past nine in the evening of the day before, where the clock is twelve hours behind.
    assert len(narrowed(found, day=date(2026, 3, 1), zone=timezone(timedelta(hours=-12)))) == 4
    assert narrowed(found, day=date(2026, 3, 1), zone=UTC) == ()
    assert day_of("some day") is None
    assert day_of("2026-03-02") == date(2026, 3, 2)
