"""Every change is told: by which body, when, before and after."""

from datetime import date
from typing import Any

from tests.store.conftest import Watch
from tests.store.told import awkward_assessment, saved
from toolkit.record.assessment import (
    Assessment,
    LogEntry,
    Mark,
    Profile,
    Response,
)
from toolkit.record.plan import LinkDecision, Measure, Plan
from toolkit.record.store import (
    Store,
)


def entries(store: Store, id: str) -> list[tuple[str | None, str, Any, Any]]:
    """Log without the entry of the beginning."""
    return [(entry.item, entry.field, entry.before, entry.after) for entry in store.assessment(id).log[1:]]


def test_every_change_is_told_with_body_time_before_and_after(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    watch.later(minutes=5)
    store.save_response(id, Response(item="D04-3", body="police", level=1, comment="a"), 0)
    watch.later(minutes=5)
    store.save_response(id, Response(item="D04-3", body="police", level=3, comment="a"), 1)
    log = store.assessment(id).log
    assert log[0] == LogEntry(at="2026-03-02T09:00:00.000Z", body="coordinator", field="created", after="First")
    assert [entry.body for entry in log[1:]] == ["police"] * 3
    assert [entry.at for entry in log[1:]] == ["2026-03-02T09:05:00.000Z"] * 2 + ["2026-03-02T09:10:00.000Z"]
    assert entries(store, id) == [
        ("D04-3", "level", None, 1),
        ("D04-3", "comment", "", "a"),
        ("D04-3", "level", 1, 3),
    ]


def test_a_mind_changed_within_two_minutes_is_one_entry(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=0), 0)
    watch.later(minutes=10)
    for version, level in ((1, 1), (2, 2), (3, 3)):
        watch.later(seconds=40)
        store.save_response(id, Response(item="D04-3", level=level), version)
    assert entries(store, id) == [("D04-3", "level", None, 0), ("D04-3", "level", 0, 3)]
    assert store.assessment(id).log[-1].at == "2026-03-02T09:12:00.000Z"
    watch.later(seconds=41)
    store.save_response(id, Response(item="D04-3", level=4), 4)
    assert entries(store, id)[2:] == [("D04-3", "level", 3, 4)]


def test_a_mind_changed_back_within_two_minutes_is_no_entry_but_a_new_version(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=2), 0)
    watch.later(minutes=10)
    store.save_response(id, Response(item="D04-3", level=3), 1)
    last = saved(store.save_response(id, Response(item="D04-3", level=2), 2))
    assert last.version == 3
    assert entries(store, id) == [("D04-3", "level", None, 2)]


def test_text_typed_in_pieces_is_one_entry_and_another_body_has_its_own(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    for version, words in enumerate(("T", "The", "The law")):
        watch.later(seconds=1)
        store.save_response(id, Response(item="D04-3", comment=words), version)
    store.save_response(id, Response(item="D04-3", body="police", comment="Ours"), 0)
    assert entries(store, id) == [("D04-3", "comment", "", "The law"), ("D04-3", "comment", "", "Ours")]


def test_level_zero_and_nothing_are_two_things_in_the_log(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=0), 0)
    store.save_response(id, Response(item="D04-4", level=0), 0)
    store.save_response(id, Response(item="D04-4"), 1)
    assert entries(store, id) == [("D04-3", "level", None, 0)]


def test_facts_and_plans_are_told_by_name(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    store.save_facts(id, {"profile": Profile(state="Arcadia", population=5), "as_of": date(2026, 1, 1)}, 1)
    store.save_facts(id, {"marks.D04-3": Mark(mark="first"), "target": 4}, 2)
    plan = saved(store.save_plan(id, Plan(name="Plan", digest="1", measures=(Measure(id="m-1", title="T"),))))
    decided = plan.plan.model_copy(update={"links": (LinkDecision(measure="m-1", item="D04-3", decision="confirmed"),)})
    store.save_plan(id, decided, 1, plan.id, body="police")
    brief = {"name": "Plan", "file_name": None, "digest": "1", "measures": 1, "links": []}
    assert entries(store, id) == [
        (None, "as_of", None, "2026-01-01"),
        (None, "profile.state", "", "Arcadia"),
        (None, "profile.population", None, 5),
        (None, "target", 3, 4),
        ("D04-3", "marks", None, {"mark": "first", "reason": ""}),
        (None, f"plans.{plan.id}", None, brief),
        ("D04-3", f"plans.{plan.id}.links.m-1", None, "confirmed"),
    ]
    assert store.assessment(id).log[-1].body == "police"


def test_an_imported_log_goes_on(store: Store) -> None:
    id = store.import_state(awkward_assessment())
    store.save_response(id, Response(item="D01-1", body="new", level=1), 0)
    log = store.assessment(id).log
    assert log[0] == awkward_assessment().log[0]
    assert [(entry.field, entry.after) for entry in log[1:]] == [("level", 1)]
