"""Steps that changed a plan: the last one can be taken back, from any tab, after any time, and only the last one."""

from datetime import date
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.store.conftest import Watch
from tests.store.told import conflict, saved
from toolkit.record.assessment import Assessment
from toolkit.record.plan import LinkDecision, Measure, Plan
from toolkit.record.store import Store, StoredPlan
from toolkit.record.store_steps import KEPT

PLAN = Plan(
    name="National strategy",
    digest="a",
    measures=(Measure(id="m-1", number="1", title="Assess needs"), Measure(id="m-2", number="2", title="Train staff")),
)


def link(measure: str, item: str, decision: str = "confirmed", level: int | None = None) -> LinkDecision:
    return LinkDecision(measure=measure, item=item, decision=decision, level=level)


def with_links(plan: Plan, *links: LinkDecision) -> Plan:
    return plan.model_copy(update={"links": links})


def kept(store: Store, *plans: Plan) -> tuple[str, list[StoredPlan]]:
    id = store.create(Assessment(name="Talvenia"))
    return id, [saved(store.save_plan(id, plan)) for plan in plans]


def change(store: Store, id: str, plan: StoredPlan, to: Plan) -> StoredPlan:
    found: StoredPlan = saved(store.save_plan(id, to, plan.version, plan.id))
    return found


def last(store: Store, id: str) -> list[tuple[str, str, int]]:
    return [(step.name, step.kind, step.number) for step in store.stored(id).steps]


def test_a_plan_that_was_only_brought_in_has_no_step(store: Store) -> None:
    id, _ = kept(store, PLAN)
    assert store.stored(id).steps == ()


def test_many_links_decided_at_once_are_one_step_and_one_way_back(store: Store) -> None:
    id, (first,) = kept(store, PLAN)
    one = change(store, id, first, with_links(PLAN, link("m-1", "D04-1")))
    many = with_links(PLAN, link("m-1", "D04-1"), link("m-1", "D05-1"), link("m-2", "D15-1"), link("m-2", "D04-2"))
    change(store, id, one, many)
    assert last(store, id) == [("National strategy", "links", 3)]
    (step,) = store.stored(id).steps
    back = store.undo_step(id, step.plan_id, step.version)
    assert back is not None and back.content.plan == one.plan
    assert store.stored(id).plans[0].plan.links == (link("m-1", "D04-1"),)
    assert last(store, id) == [("National strategy", "links", 1)]


def test_steps_are_taken_back_one_after_the_other_to_the_beginning(store: Store) -> None:
    id, (plan,) = kept(store, PLAN)
    newer = PLAN.model_copy(update={"digest": "b", "measures": PLAN.measures[:1]})
    states = [
        PLAN,
        with_links(PLAN, link("m-1", "D04-1")),
        with_links(PLAN, link("m-1", "D04-1", level=3)),
        newer,
        newer.model_copy(update={"services": ("Sheet1",)}),
        newer.model_copy(update={"services": ("Sheet1",), "period_ends": {"Sheet1": date(2027, 12, 31)}}),
    ]
    for state in states[1:]:
        plan = change(store, id, plan, state)
    kinds = []
    for state in reversed(states[:-1]):
        (step,) = store.stored(id).steps
        kinds.append(step.kind)
        back = store.undo_step(id, step.plan_id, step.version)
        assert back is not None and store.stored(id).plans[0].plan == back.content.plan == state
    assert kinds == ["period", "services", "newer", "levels", "links"]
    assert store.stored(id).steps == ()


def test_only_the_last_step_is_taken_back_and_a_stale_page_changes_nothing(store: Store) -> None:
    id, (plan,) = kept(store, PLAN)
    plan = change(store, id, plan, with_links(PLAN, link("m-1", "D04-1")))
    (stale,) = store.stored(id).steps
    after = with_links(PLAN, link("m-1", "D04-1"), link("m-2", "D15-1", "rejected"))
    change(store, id, plan, after)
    assert store.undo_step(id, stale.plan_id, stale.version) is None
    assert store.stored(id).plans[0].plan == after
    (now,) = store.stored(id).steps
    assert store.undo_step(id, now.plan_id, now.version) is not None
    assert store.undo_step(id, now.plan_id, now.version) is None


def test_a_page_drawn_before_an_undo_conflicts(store: Store) -> None:
    id, (plan,) = kept(store, PLAN)
    changed = change(store, id, plan, with_links(PLAN, link("m-1", "D04-1")))
    (step,) = store.stored(id).steps
    store.undo_step(id, step.plan_id, step.version)
    conflict(store.save_plan(id, with_links(PLAN, link("m-2", "D04-1")), changed.version, changed.id))


def test_a_removed_plan_comes_back_to_its_place_with_its_decisions(store: Store) -> None:
    other = PLAN.model_copy(update={"name": "Prison service", "digest": "c"})
    id, (first, second) = kept(store, PLAN, other)
    first = change(store, id, first, with_links(PLAN, link("m-1", "D04-1", level=2)))
    store.remove_plan(id, first.id, first.version)
    assert [found.plan.name for found in store.stored(id).plans] == ["Prison service"]
    assert last(store, id) == [("National strategy", "removed", 0)]
    (step,) = store.stored(id).steps
    assert store.undo_step(id, step.plan_id, step.version) is not None
    assert [found.plan for found in store.stored(id).plans] == [first.plan, other]
    assert [found.id for found in store.stored(id).plans] == [first.id, second.id]
    # What was done before the removal can still be taken back.
    assert last(store, id) == [("National strategy", "links", 1)]


def test_what_is_taken_back_stands_in_the_log(store: Store, watch: Watch) -> None:
    id, (plan,) = kept(store, PLAN)
    change(store, id, plan, with_links(PLAN, link("m-1", "D04-1", level=3)))
    watch.later(minutes=5)
    (step,) = store.stored(id).steps
    store.undo_step(id, step.plan_id, step.version)
    told = [
        (entry.item, entry.field.split(".", 2)[-1], entry.before, entry.after) for entry in store.assessment(id).log
    ]
    assert told[-4:] == [
        ("D04-1", "links.m-1", None, "confirmed"),
        ("D04-1", "levels.m-1", None, 3),
        ("D04-1", "links.m-1", "confirmed", None),
        ("D04-1", "levels.m-1", 3, None),
    ]


def test_the_last_steps_are_kept_and_go_with_the_assessment(store: Store, file: Path) -> None:
    id, (plan,) = kept(store, PLAN)
    for at in range(KEPT + 5):
        plan = change(store, id, plan, with_links(PLAN, link("m-1", f"D04-{at + 1}")))
    rows = create_engine(f"sqlite:///{file}").connect()
    count = text("SELECT count(*) FROM plan_step")
    assert rows.execute(count).scalar() == KEPT
    rows.rollback()
    store.delete(id)
    assert rows.execute(count).scalar() == 0
