"""The store: what is kept, what conflicts, what is logged, and that nothing acknowledged is lost."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.assessment import (
    Agreed,
    Assessment,
    Body,
    Clearance,
    Difficulty,
    Evidence,
    Held,
    Help,
    LogEntry,
    Mark,
    NotApplicable,
    Practice,
    Profile,
    Response,
    Scope,
    Target,
)
from toolkit.record.plan import Budget, LinkDecision, Measure, Plan, RowPlace
from toolkit.record.state_file import read_state, state_text
from toolkit.record.store import (
    AssessmentGone,
    Conflict,
    NotSaved,
    Saved,
    Store,
    StoreRefused,
    open_store,
    sqlite_url,
)
from toolkit.record.store_tables import MIGRATIONS, REVISIONS, TABLES

ROOT = Path(__file__).parent.parent
START = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)


class Watch:
    """A clock that stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "assessments.sqlite"


@pytest.fixture
def store(file: Path, watch: Watch) -> Iterator[Store]:
    opened = open_store(sqlite_url(file), watch)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library("en")


def saved(answer: Saved[Any] | Conflict[Any]) -> Any:
    assert isinstance(answer, Saved)
    return answer.content


def conflict(answer: Saved[Any] | Conflict[Any]) -> Conflict[Any]:
    assert isinstance(answer, Conflict)
    return answer


# Awkward texts: right to left, outside the basic plane, control characters, long, unbroken, like a formula, like a path
AWKWARD = (
    "سياسة الحد من العودة إلى الجريمة",
    "减少再犯的国家战略",
    "\U0001f5c2 a sign outside the basic plane",
    "bell \x07, nul \x00, tab \t, line\nfeed, return\r, separator \u2028",
    "word " * 2_000,
    "x" * 300,
    "=HYPERLINK(A1)",
    "../../etc/passwd",
    "C:\\new\\table.xlsx",
    "'); DROP TABLE response; --",
    '"quoted" and {"json": true}',
    " \u202e reversed \u200b zero width ",
)


def awkward_assessment() -> Assessment:
    """Twelve bodies that answer everything a response can hold, in awkward texts."""
    bodies = tuple(Body(id=f"body-{n}", name=words, leads=("prison_service",)) for n, words in enumerate(AWKWARD))
    items = ("D04-5", "D08-2", "D09-1", "D10-2")
    responses = tuple(full_response(item, f"body-{n}", n) for n in range(len(AWKWARD)) for item in items)
    measure = Measure(
        id="m-1",
        title=AWKWARD[0],
        lead=AWKWARD[8],
        end=date(2027, 12, 31),
        budget=Budget(amount=1250000.5, currency="XXX", text=AWKWARD[6]),
        details={"note": AWKWARD[3]},
        other={AWKWARD[7]: AWKWARD[5]},
        place=RowPlace(sheet=AWKWARD[0][:31], row=7),
    )
    plan = Plan(
        name=AWKWARD[7],
        digest="d" * 64,
        measures=(measure,),
        period_ends={AWKWARD[0]: date(2027, 12, 31)},
        links=(LinkDecision(measure="m-1", item="D04-3", decision="confirmed"),),
    )
    return Assessment(
        name=AWKWARD[7],
        lens="a-res-76-182",
        depth="rapid",
        as_of=date(2026, 1, 31),
        content_hash="c" * 64,
        profile=Profile(state=AWKWARD[0], population=0, people_held=12_345, federal="no"),
        scope=Scope(covers=AWKWARD[4], leaves_out=AWKWARD[3]),
        target=Target(default=2, items={"D04-3": 4}),
        bodies=bodies,
        responses=responses,
        agreed=(Agreed(item="D04-3", level=0, reason=AWKWARD[2]),),
        marks={"D09-1": Mark(mark="first", reason=AWKWARD[9])},
        plans=(plan, Plan(name="")),
        clearances=(Clearance(body=None, role=AWKWARD[1], date=date(2026, 2, 1)),),
        log=(
            LogEntry(at="2026-01-01T00:00:00.000Z", body="body-1", item="D04-3", field="level", before=None, after=0),
        ),
        held=(Held(part="responses", value={"item": "D99-9", "level": 2}, code="response_item_unknown"),),
    )


def full_response(item: str, body: str, n: int) -> Response:
    words = AWKWARD[n]
    answers: list[dict[str, Any]] = [
        {"level": 0},
        {"not_applicable": NotApplicable(reason="nobody_concerned", note=words)},
        {"not_known": words},
        {"not_ours": words},
    ]
    return Response(
        item=item,
        body=body,
        **answers[n % 4],
        comment=words,
        publish=n % 2 == 0,
        evidence=(Evidence(kind="data", title=words, date="2025", reference=words),),
        practice=Practice(what=words, since="2020"),
        difficulty=Difficulty(kind="money", line=words),
        help=Help(kind=words, asked_from=words),
        review=n % 3 == 0,
        version=n,
    )


# What is kept


def test_an_assessment_comes_out_of_the_store_as_it_went_in(store: Store) -> None:
    whole = awkward_assessment()
    id = store.import_state(whole)
    assert store.assessment(id) == whole.model_copy(update={"id": id})
    assert state_text(store.assessment(id)) == state_text(whole.model_copy(update={"id": id}))


def test_a_state_file_through_a_store_and_another_is_the_same_bytes(
    store: Store, tmp_path: Path, library: Library
) -> None:
    import json

    first = state_text(store.assessment(store.import_state(awkward_assessment())))
    read, problems = read_state(json.loads(first), library)
    assert read is not None
    assert [found.code for found in problems] == ["response_item_unknown"]
    other = open_store(sqlite_url(tmp_path / "other.sqlite"))
    assert state_text(other.assessment(other.import_state(read))) == first
    other.close()


def test_what_is_saved_is_there_after_the_store_is_opened_again(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=0), 0)
    store.close()
    again = open_store(sqlite_url(file))
    assert again.response(id, "D04-3") == Response(item="D04-3", level=0, version=1)
    assert again.assessment(id).name == "First"
    again.close()


def test_a_list_tells_name_state_lens_depth_and_how_much_is_answered(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(profile=Profile(state="Arcadia"), depth="rapid", as_of=date(2026, 1, 1)), "Scan")
    watch.later(hours=1)
    store.save_response(id, Response(item="D04-3", level=0), 0)
    store.save_response(id, Response(item="D04-3", body="police", level=1), 0)
    store.save_response(id, Response(item="D04-4", not_known="the prison service"), 0)
    store.save_response(id, Response(item="D04-5", comment="only a comment"), 0)
    [line] = store.assessments()
    assert (line.name, line.state, line.lens, line.depth) == ("Scan", "Arcadia", "a-res-78-224", "rapid")
    assert line.as_of == date(2026, 1, 1)
    assert line.answered == 1
    assert line.created_at == "2026-03-02T09:00:00.000Z"
    assert line.changed_at == "2026-03-02T10:00:00.000Z"
    assert store.summary(id) == line


def test_an_assessment_that_is_gone_is_said_so_everywhere(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=1), 0)
    store.save_plan(id, Plan(name="Plan"))
    store.delete(id)
    calls = (
        lambda: store.assessment(id),
        lambda: store.summary(id),
        lambda: store.version_of(id),
        lambda: store.save_response(id, Response(item="D04-3", level=1), 1),
        lambda: store.save_facts(id, {"name": "x"}, 1),
        lambda: store.save_plan(id, Plan(name="Plan")),
        lambda: store.archive(id),
        lambda: store.delete(id),
    )
    for call in calls:
        with pytest.raises(AssessmentGone):
            call()
    assert store.response(id, "D04-3") is None
    assert store.assessments() == []


# Versions and conflicts


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


# The log


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


# Whole assessments


def test_the_next_year_begins_with_last_years_answers_to_be_looked_at_again(store: Store) -> None:
    old = store.create(awkward_assessment(), "2025")
    store.save_response(old, Response(item="D02-1", level=1), 0)
    store.save_response(old, Response(item="D02-1"), 1)
    new = store.duplicate(old, "2026", date(2026, 12, 31))
    was, now = store.assessment(old), store.assessment(new)
    assert (now.id, now.name, now.as_of) == (new, "2026", date(2026, 12, 31))
    assert all(response.review and response.version == 1 for response in now.responses)
    assert len(now.responses) == 48
    assert now.response("D02-1") is None
    assert [response.level for response in now.responses] == [
        response.level for response in was.responses if response.item != "D02-1"
    ]
    assert (now.plans, now.marks, now.bodies, now.target) == (was.plans, was.marks, was.bodies, was.target)
    assert (now.agreed, now.clearances) == ((), ())
    source = {"id": old, "name": "2025", "as_of": "2026-01-31"}
    assert [(entry.field, entry.after) for entry in now.log] == [("duplicated_from", source)]


def test_archived_assessments_leave_the_list_and_come_back(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.archive(id)
    assert store.assessments() == []
    assert [line.id for line in store.assessments(archived=True)] == [id]
    assert store.summary(id).archived
    store.restore(id)
    assert [line.id for line in store.assessments()] == [id]
    assert [entry.field for entry in store.assessment(id).log] == ["created"]


def test_an_imported_assessment_keeps_its_id_only_if_it_is_one_of_ours_and_free(store: Store) -> None:
    given = "0123456789abcdef0123456789abcdef"
    assert store.import_state(Assessment(id=given)) == given
    again = store.import_state(Assessment(id=given))
    assert again != given
    assert store.assessment(again).id == again
    assert store.import_state(Assessment(id="../../etc/passwd")) != "../../etc/passwd"


def test_rename_and_delete(store: Store) -> None:
    one, two = store.create(Assessment(), "One"), store.create(Assessment(), "Two")
    store.rename(one, "Eins")
    store.delete(two)
    assert [line.name for line in store.assessments()] == ["Eins"]


# The tables


def test_migrations_make_the_tables_that_the_store_uses(store: Store, file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    engine = create_engine(sqlite_url(file))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []
    engine.dispose()
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert tuple(reversed(revisions)) == REVISIONS


def test_a_store_that_is_up_to_date_is_opened_without_alembic_from_anywhere(store: Store, file: Path) -> None:
    script = (
        "import sys\n"
        "from toolkit.record.store import open_store\n"
        "open_store(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules)\n"
    )
    told = [run_python(script, sqlite_url(path), cwd=file.parent) for path in (file, file.with_name("new.sqlite"))]
    assert told == ["False", "True"]


def run_python(script: str, *arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["100% real #1 ?.sqlite", "données arabes بيانات.sqlite", "with 'quotes'.sqlite"])
def test_a_store_may_be_called_anything(tmp_path: Path, name: str) -> None:
    open_store(sqlite_url(tmp_path / name)).close()
    assert (tmp_path / name).is_file()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store: Store, file: Path) -> None:
    store.create(Assessment(), "First")
    set_revision(file, "9999")
    with pytest.raises(StoreRefused) as refused:
        open_store(sqlite_url(file))
    assert refused.value.problem.code == "store_newer"
    assert refused.value.problem.values == {"found": "9999", "known": REVISIONS[-1]}
    set_revision(file, REVISIONS[-1])
    assert [line.name for line in store.assessments()] == ["First"]


def set_revision(file: Path, revision: str) -> None:
    engine = create_engine(sqlite_url(file))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    engine = create_engine(sqlite_url(other))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    engine.dispose()
    picture = tmp_path / "picture.sqlite"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 4_000)
    for path, code in ((other, "store_not_ours"), (picture, "store_unreadable"), (tmp_path, "store_unreadable")):
        with pytest.raises(StoreRefused) as refused:
            open_store(sqlite_url(path))
        assert refused.value.problem.code == code
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_two_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    script = "import sys\nfrom toolkit.record.store import open_store\nopen_store(sys.argv[1]).close()\nprint('made')\n"
    url = sqlite_url(tmp_path / "new.sqlite")
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda _: run_python(script, url, cwd=tmp_path), range(3)))
    assert told == ["made"] * 3


def test_a_store_that_cannot_be_written_says_not_saved_and_keeps_what_it_had(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    engine = create_engine(sqlite_url(file))
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON log_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        )
    with pytest.raises(NotSaved, match="disk full"):
        store.save_response(id, Response(item="D04-3", level=1), 0)
    assert store.response(id, "D04-3") is None
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER full"))
    engine.dispose()
    assert saved(store.save_response(id, Response(item="D04-3", level=1), 0)).version == 1


# Never lost


def test_twenty_writers_lose_nothing_and_overwrite_nothing(store: Store) -> None:
    id = store.create(Assessment(), "First")
    own_saves, shared_saves = 15, 10

    def write(writer: int) -> list[str]:
        body, acknowledged = f"body-{writer}", []
        for number in range(own_saves):
            saved(store.save_response(id, Response(item="D04-3", body=body, comment=str(number)), number))
        for number in range(shared_saves):
            word, answer = f"{writer}.{number}", None
            while not isinstance(answer, Saved):
                now = store.response(id, "D04-4") or Response(item="D04-4")
                longer = now.model_copy(update={"comment": f"{now.comment} {word}".strip()})
                answer = store.save_response(id, longer, now.version)
            acknowledged.append(word)
        return acknowledged

    with ThreadPoolExecutor(20) as pool:
        words = [word for done in pool.map(write, range(20)) for word in done]
    shared = store.response(id, "D04-4")
    assert shared is not None
    assert sorted(shared.comment.split()) == sorted(words)
    assert shared.version == len(words) == 20 * shared_saves
    own = [response for response in store.assessment(id).responses if response.item == "D04-3"]
    assert [response.version for response in own] == [own_saves] * 20
    assert store.version_of(id) == 2 + 20 * own_saves + 20 * shared_saves


WRITER = """
import sys
from toolkit.record.assessment import Response
from toolkit.record.store import open_store
store, version = open_store(sys.argv[1]), 0
while True:
    done = store.save_response(sys.argv[2], Response(item="D04-3", body=sys.argv[3], comment=str(version + 1)), version)
    version = done.version
    print(version, flush=True)
"""


def start_writer(file: Path, id: str, body: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, sqlite_url(file), id, body]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=file.parent, env=environment, stdout=subprocess.PIPE, text=True)


def acknowledged_until_killed(writer: "subprocess.Popen[str]", after: int) -> int:
    """Let a writer make some saves, kill it in the middle of another, and tell the last it acknowledged."""
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(after)]
    writer.kill()
    lines += writer.stdout.readlines()
    writer.wait(60)
    return max(int(line) for line in lines if line.endswith("\n"))


def test_what_killed_processes_had_acknowledged_is_there(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    writers = [start_writer(file, id, f"body-{n}") for n in range(3)]
    try:
        for n, writer in enumerate(writers):
            last = acknowledged_until_killed(writer, after=10 + 7 * n)
            found = store.response(id, "D04-3", f"body-{n}")
            assert found is not None
            # The save in the middle of which it was killed is there whole, or not at all.
            assert found.version in {last, last + 1}
            assert found.comment == str(found.version)
            changed = found.model_copy(update={"level": 1})
            assert saved(store.save_response(id, changed, found.version)).level == 1
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()


def test_a_writer_that_waits_for_another_process_gets_its_turn(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    engine = create_engine(sqlite_url(file))
    with engine.connect() as holding:
        holding.exec_driver_sql("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.3, lambda: None)
        letting_go.start()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.save_response, id, Response(item="D04-3", level=1), 0)
            letting_go.join()
            assert not waiting.done()
            holding.exec_driver_sql("ROLLBACK")
            assert saved(waiting.result(timeout=30)).version == 1
    engine.dispose()
