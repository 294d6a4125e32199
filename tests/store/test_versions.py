"""Who saves names the version their form was drawn from; nothing is overwritten unseen."""

import pytest

from tests.store.conftest import Watch
from tests.store.told import awkward_assessment, conflict, saved
from toolkit.record.assessment import (
    Assessment,
    Body,
    Mark,
    Response,
)
from toolkit.record.plan import LinkDecision, Plan
from toolkit.record.store import (
    Conflict,
    Saved,
    Store,
)


def test_a_save_drawn_from_the_present_version_is_kept_and_counts_up(store: Store) -> None:
    id = store.create(Assessment(), "First")
    first = saved(store.save_response(id, Response(item="D04-3", level=1), 0))
    second = saved(store.save_response(id, Response(item="D04-3", level=2), first.version))
    assert (first.version, second.version) == (1, 2)
    assert store.response(id, "D04-3") == second


def test_a_save_drawn_from_an_older_version_overwrites_nothing(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(), "First")
    theirs = saved(store.save_response(id, Response(item="D04-3", level=1, comment="theirs"), 0))
    watch.later(seconds=5)
    before = store.version_of(id)
    found = conflict(store.save_response(id, Response(item="D04-3", level=4, comment="mine"), 0))
    assert found.theirs == theirs
    assert found.yours.comment == "mine"
    assert (found.version, found.changed_at) == (1, "2026-03-02T09:00:00.000Z")
    assert found.fields == ("level", "comment")
    assert store.response(id, "D04-3") == theirs
    assert store.version_of(id) == before
    kept = saved(store.save_response(id, found.yours, drawn_from=found.version))
    assert (kept.comment, kept.version) == ("mine", 2)


def test_a_save_that_says_what_the_record_says_is_no_conflict(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=1), 0)
    before = store.version_of(id)
    again = store.save_response(id, Response(item="D04-3", level=1), 0)
    assert isinstance(again, Saved)
    assert again.version == 1
    assert store.version_of(id) == before


def test_a_stale_form_still_conflicts_after_the_response_was_withdrawn(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=1), 0)
    withdrawn = saved(store.save_response(id, Response(item="D04-3"), 1))
    assert withdrawn == Response(item="D04-3", version=2)
    assert store.assessment(id).response("D04-3") == withdrawn
    assert store.summary(id).answered == 0
    assert isinstance(store.save_response(id, Response(item="D04-3", level=3), 1), Conflict)
    assert isinstance(store.save_response(id, Response(item="D04-3", level=3), 0), Conflict)


def test_bodies_do_not_stand_in_each_others_way(store: Store) -> None:
    id = store.create(Assessment(), "First")
    saved(store.save_response(id, Response(item="D04-3", body="police", level=1), 0))
    saved(store.save_response(id, Response(item="D04-3", body="probation", level=4), 0))
    levels = {response.body: response.level for response in store.assessment(id).responses_to("D04-3")}
    assert levels == {"police": 1, "probation": 4}


def test_the_version_of_the_whole_changes_with_everything(store: Store) -> None:
    id = store.create(Assessment(), "First")
    seen = [store.version_of(id)]
    plan = saved(store.save_plan(id, Plan(name="Plan")))
    changes = (
        lambda: store.save_response(id, Response(item="D04-3", level=1), 0),
        lambda: store.save_response(id, Response(item="D04-3", level=2), 1),
        lambda: store.save_response(id, Response(item="D04-3", level=1), 2),
        lambda: store.save_facts(id, {"depth": "rapid"}, 1),
        lambda: store.save_plan(id, Plan(name="Other name"), 1, plan.id),
        lambda: store.remove_plan(id, plan.id, 2),
        lambda: store.rename(id, "Second"),
        lambda: store.archive(id),
        lambda: store.restore(id),
    )
    for change in changes:
        change()
        seen.append(store.version_of(id))
    assert sorted(set(seen)) == seen


def test_facts_of_different_people_stand_side_by_side(store: Store) -> None:
    id = store.create(Assessment(), "First")
    saved(store.save_facts(id, {"profile.population": 1_000}, 1))
    saved(store.save_facts(id, {"profile.people_held": 10}, 1))
    saved(store.save_facts(id, {"marks.D04-3": Mark(mark="first")}, 1))
    saved(store.save_facts(id, {"marks.D09-1": {"mark": "later", "reason": "no money"}}, 1))
    now = store.assessment(id)
    assert (now.profile.population, now.profile.people_held) == (1_000, 10)
    assert now.marks == {"D04-3": Mark(mark="first"), "D09-1": Mark(mark="later", reason="no money")}


def test_the_same_fact_changed_by_another_since_is_a_conflict(store: Store) -> None:
    id = store.create(Assessment(), "First")
    drawn_from = store.stored(id).facts_version
    store.save_facts(id, {"profile.population": 1_000}, drawn_from)
    found = conflict(store.save_facts(id, {"profile.population": 2_000, "depth": "rapid"}, drawn_from))
    assert found.fields == ("profile.population",)
    assert found.theirs is not None
    assert (found.theirs.profile.population, found.yours.profile.population) == (1_000, 2_000)
    assert store.assessment(id).depth == "full"
    assert isinstance(store.save_facts(id, {"profile.population": 1_000}, drawn_from), Saved)
    assert isinstance(store.save_facts(id, {"profile.population": 2_000}, found.version), Saved)


def test_a_stale_form_of_all_marks_does_not_take_anothers_mark_away(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_facts(id, {"marks.D04-3": Mark(mark="first")}, 1)
    found = conflict(store.save_facts(id, {"marks": {"D09-1": Mark(mark="first")}}, 1))
    assert found.fields == ("marks.D04-3",)


def test_a_part_set_to_none_is_taken_away(store: Store) -> None:
    id = store.create(awkward_assessment())
    change = {"marks.D09-1": None, "agreed.D04-3": None, "target.D04-3": None, "bodies.body-3": None}
    now = saved(store.save_facts(id, change, 1))
    assert (now.marks, now.agreed, now.target.items) == ({}, (), {})
    assert [body.id for body in now.bodies] == [f"body-{n}" for n in range(12) if n != 3]


def test_a_fact_that_does_not_fit_is_refused_and_changes_nothing(store: Store) -> None:
    id = store.create(Assessment(), "First")
    for change in ({"responses": ()}, {"depth": "deep"}, {"profile.colour": "red"}, {"lens.part": "x"}):
        with pytest.raises(ValueError):  # noqa: PT011
            store.save_facts(id, change, 1)
    assert store.version_of(id) == 2
    assert store.stored(id).facts_version == 1


def test_the_order_of_bodies_is_kept_when_only_it_changes(store: Store) -> None:
    first, second = Body(id="a", name="A"), Body(id="b", name="B")
    id = store.create(Assessment(bodies=(first, second)))
    now = saved(store.save_facts(id, {"bodies": (second, first)}, 1))
    assert now.bodies == (second, first)
    assert store.assessment(id).log[-1].field == "bodies"


def test_plans_have_versions_of_their_own(store: Store) -> None:
    id = store.create(Assessment(), "First")
    one = saved(store.save_plan(id, Plan(name="One", digest="1")))
    two = saved(store.save_plan(id, Plan(name="Two", digest="2")))
    linked = one.plan.model_copy(update={"links": (LinkDecision(measure="m-1", item="D04-3", decision="rejected"),)})
    assert saved(store.save_plan(id, linked, one.version, one.id)).version == 2
    stale = conflict(store.save_plan(id, Plan(name="Mine", digest="1"), one.version, one.id))
    assert stale.theirs is not None
    assert stale.theirs.plan == linked
    assert isinstance(store.remove_plan(id, one.id, 1), Conflict)
    assert isinstance(store.remove_plan(id, one.id, 2), Saved)
    assert [stored.plan.name for stored in store.stored(id).plans] == ["Two"]
    gone = conflict(store.save_plan(id, linked, 2, one.id))
    assert gone.theirs is None
    assert store.stored(id).plans == (two,)
