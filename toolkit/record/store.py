"""The one store: assessments with their responses, plans and log, each save one transaction.

Whoever saves names the version that their form was drawn from. If the record has moved on and says something else,
nothing is overwritten: the save returns a conflict that holds both. What a save returns as saved is on the disk.
The store hands out the frozen models of the record; its rows stay inside.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import DBAPIError, TimeoutError

from toolkit.library.model import in_order
from toolkit.record import store_facts as facts
from toolkit.record import store_rows as rows
from toolkit.record import store_snapshots as snapshots
from toolkit.record import store_steps as steps
from toolkit.record import store_together as together
from toolkit.record.assessment import COORDINATOR, Assessment, Clearance, Response
from toolkit.record.carry_over import next_round
from toolkit.record.changes import Change, fact_changes, plan_changes, response_changes, same_content
from toolkit.record.facts import changes_between, with_change
from toolkit.record.plan import Plan
from toolkit.record.plan_steps import REMOVED, PlanStep, with_former
from toolkit.record.snapshots import Snapshot
from toolkit.record.store_rows import AnyRow
from toolkit.record.store_tables import ASSESSMENT, StoreRefused, open_engine, sqlite_url
from toolkit.record.store_texts import OfficialTexts
from toolkit.record.stored import (
    AssessmentGone,
    AssessmentSummary,
    Conflict,
    NotSaved,
    Saved,
    StillCleared,
    StoredAssessment,
    StoredPlan,
)

__all__ = [
    "AssessmentGone",
    "AssessmentSummary",
    "Conflict",
    "NotSaved",
    "PlanStep",
    "Saved",
    "Snapshot",
    "StillCleared",
    "Store",
    "StoreRefused",
    "StoredAssessment",
    "StoredPlan",
    "open_store",
    "sqlite_url",
]

Clock = Callable[[], datetime]


def open_store(url: str, clock: Clock | None = None) -> "Store":
    """Open the store at this address, made or brought up to date where needed. Raises StoreRefused."""
    return Store(open_engine(url), clock or (lambda: datetime.now(UTC)))


class Store:
    """An open store. One instance serves all threads of a process; several processes may share one file."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._clock = clock
        # SQLite lets one writer in at a time; threads of this process queue here instead of polling the file.
        self._turn = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    # Reading

    @property
    def official_texts(self) -> OfficialTexts:
        """Official documents of this installation, beside the assessments."""
        return OfficialTexts(self._reading, self._transaction, self._clock)

    def assessments(self, archived: bool = False) -> list[AssessmentSummary]:
        """Assessments in use, or those archived, the last changed first."""
        chosen = select(ASSESSMENT).where(ASSESSMENT.c.archived == archived)
        with self._reading() as connection:
            found = connection.execute(chosen.order_by(ASSESSMENT.c.changed_at.desc(), ASSESSMENT.c.id)).all()
            answered = rows.answered_items(connection)
        return [rows.summary_in(row, answered) for row in found]

    def summary(self, id: str) -> AssessmentSummary:
        """One line of the list, whether archived or not."""
        with self._reading() as connection:
            return rows.summary_in(_there(rows.assessment_row(connection, id), id), rows.answered_items(connection))

    def assessment(self, id: str) -> Assessment:
        """The whole assessment, its log included."""
        return self.stored(id, with_log=True).assessment

    def stored(self, id: str, with_log: bool = False) -> StoredAssessment:
        """The assessment with its versions; without its log unless asked, which grows and few pages need."""
        with self._reading() as connection:
            row = _there(rows.assessment_row(connection, id), id)
            plans = rows.plans_of(connection, id)
            last_steps = steps.last_steps(connection, id)
            whole = rows.whole_in(connection, row, plans, with_log=with_log)
        return StoredAssessment(whole, row.version, row.facts_version, plans, last_steps)

    def response(self, id: str, item: str, body: str = COORDINATOR) -> Response | None:
        """One body's response as the record holds it, a withdrawn one included; None if there never was one."""
        with self._reading() as connection:
            row = rows.response_row(connection, id, item, body)
        return None if row is None else rows.response_in(row)

    def version_of(self, id: str) -> int:
        """A number that changes whenever anything of the assessment does."""
        with self._reading() as connection:
            return int(_there(rows.head_row(connection, id), id).version)

    # Responses

    def save_response(
        self, id: str, response: Response, drawn_from: int, *, anew: bool = False
    ) -> Saved[Response] | Conflict[Response]:
        """Save one body's response; `drawn_from` is the version the form showed, 0 if there was none yet.

        A response that says nothing any more keeps its row, so that a form drawn before still conflicts. `anew` logs
        it as a change of its own. Raises ValueError for an item whose id is none, StillCleared for what is cleared.
        """
        in_order(response.item)
        with self._writing(id) as (connection, whole):
            row = rows.response_row(connection, id, response.item, response.body)
            now = Response(item=response.item, body=response.body) if row is None else rows.response_in(row)
            changed_at = whole.changed_at if row is None else row.changed_at
            if same_content(now, response):
                return Saved(now, now.version, changed_at)
            snapshots.refuse_closed(whole, (response.body,))
            changes = response_changes(now, response)
            if now.version != drawn_from:
                yours = response.model_copy(update={"version": drawn_from})
                return Conflict(now, yours, now.version, changed_at, tuple(change.field for change in changes))
            moment = self._clock()
            saved = response.model_copy(update={"version": now.version + 1})
            rows.put_response(connection, id, saved, rows.written(moment), new=row is None)
            rows.note(connection, id, response.body, changes, moment, anew=anew)
            return Saved(saved, saved.version, rows.written(moment))

    def save_together(
        self, id: str, responses: Sequence[together.Drawn], change: Mapping[str, Any], drawn_from: int
    ) -> Saved[Assessment] | Conflict[Response] | Conflict[Assessment]:
        """Save responses and facts in one step: all, or none where one of them was changed since it was shown."""
        with self._writing(id) as (connection, _):
            whole = _there(rows.assessment_row(connection, id), id)
            now = rows.facts_in(whole)
            yours = with_change(now, change)
            differing = changes_between(now, yours)
            snapshots.refuse_closed(whole, (drawn[0].body for drawn in responses), list(differing))
            contested = facts.contested(whole, list(differing), drawn_from)
            if contested:
                return Conflict(now, yours, whole.facts_version, whole.changed_at, contested)
            if (other := together.gone_on(connection, id, responses)) is not None:
                return Conflict(other, other, other.version, whole.changed_at, ())
            moment = self._clock()
            together.put_together(connection, id, responses, moment)
            if differing:
                facts.put_facts(connection, whole, yours, list(differing))
                rows.note(connection, id, COORDINATOR, fact_changes(differing), moment)
            return Saved(yours, whole.facts_version + bool(differing), rows.written(moment))

    # Facts

    def save_facts(
        self, id: str, change: Mapping[str, Any], drawn_from: int, body: str = COORDINATOR, *, anew: bool = False
    ) -> Saved[Assessment] | Conflict[Assessment]:
        """Save facts by name (see `facts`); `drawn_from` is the version of the facts that the form showed.

        Facts that others changed since do not stand in the way, unless they are among those changed here. `anew`
        logs it as a change of its own. Raises StillCleared for what a clearance of the whole holds.
        """
        with self._writing(id) as (connection, _):
            whole = _there(rows.assessment_row(connection, id), id)
            now = rows.facts_in(whole)
            yours = with_change(now, change)
            differing = changes_between(now, yours)
            if not differing:
                return Saved(now, whole.facts_version, whole.changed_at)
            snapshots.refuse_closed(whole, facts=list(differing))
            contested = facts.contested(whole, list(differing), drawn_from)
            if contested:
                return Conflict(now, yours, whole.facts_version, whole.changed_at, contested)
            moment = self._clock()
            facts.put_facts(connection, whole, yours, list(differing))
            rows.note(connection, id, body, fact_changes(differing), moment, anew=anew)
            return Saved(yours, whole.facts_version + 1, rows.written(moment))

    def rename(self, id: str, name: str, body: str = COORDINATOR) -> None:
        """Give an assessment another name, whatever it was called."""
        drawn_from = self.summary(id).facts_version
        while isinstance(found := self.save_facts(id, {"name": name}, drawn_from, body), Conflict):
            drawn_from = found.version

    # Plans

    def save_plan(
        self, id: str, plan: Plan, drawn_from: int = 0, plan_id: str | None = None, body: str = COORDINATOR
    ) -> Saved[StoredPlan] | Conflict[StoredPlan]:
        """Save a plan with the decisions made on it; without a plan_id it is a new one."""
        with self._writing(id) as (connection, whole):
            key = plan_id or rows.new_id()[:12]
            row = rows.plan_row(connection, id, key)
            now = None if row is None else rows.plan_in(row)
            version = 0 if now is None else now.version
            changed_at = whole.changed_at if row is None else row.changed_at
            if now is not None and now.plan == plan:
                return Saved(now, version, changed_at)
            snapshots.refuse_closed(whole)
            changes = plan_changes(key, None if now is None else now.plan, plan)
            if version != drawn_from:
                yours = StoredPlan(key, plan, drawn_from)
                return Conflict(now, yours, version, changed_at, tuple(change.field for change in changes))
            moment = self._clock()
            saved = StoredPlan(key, plan, version + 1)
            rows.put_plan(connection, id, saved, rows.written(moment), new=row is None)
            if now is not None:
                steps.keep_change(connection, id, now, saved, body, rows.written(moment))
            rows.note(connection, id, body, changes, moment)
            return Saved(saved, saved.version, rows.written(moment))

    def undo_step(self, id: str, plan_id: str, version: int, body: str = COORDINATOR) -> Saved[StoredPlan] | None:
        """Take back the last step of a plan, its removal included; `version` names it.

        None if it is not the last one any more: nothing is changed then.
        """
        with self._writing(id) as (connection, whole):
            snapshots.refuse_closed(whole)
            step, row = steps.step_row(connection, id, plan_id), rows.plan_row(connection, id, plan_id)
            if step is None or step.version != version or (row is None) != (step.kind == REMOVED):
                return None
            now = None if row is None else rows.plan_in(row)
            plan, position = steps.removed_plan(step) if now is None else (with_former(now.plan, step.data), None)
            moment = self._clock()
            saved = StoredPlan(plan_id, plan, (step.version if now is None else now.version) + 1)
            rows.put_plan(connection, id, saved, rows.written(moment), new=now is None, position=position)
            steps.drop_step(connection, id, plan_id, version)
            rows.note(connection, id, body, plan_changes(plan_id, None if now is None else now.plan, plan), moment)
            return Saved(saved, saved.version, rows.written(moment))

    def remove_plan(
        self, id: str, plan_id: str, drawn_from: int, body: str = COORDINATOR
    ) -> Saved[None] | Conflict[StoredPlan]:
        """Take a plan out of an assessment; one that is gone already counts as removed."""
        with self._writing(id) as (connection, whole):
            row = rows.plan_row(connection, id, plan_id)
            if row is None:
                return Saved(None, 0, whole.changed_at)
            snapshots.refuse_closed(whole)
            now = rows.plan_in(row)
            if now.version != drawn_from:
                return Conflict(now, now, now.version, row.changed_at, ())
            moment = self._clock()
            rows.drop_plan(connection, id, plan_id)
            steps.keep_removed(connection, id, now, row.position, body, rows.written(moment))
            rows.note(connection, id, body, plan_changes(plan_id, now.plan, None), moment)
            return Saved(None, 0, rows.written(moment))

    # Clearance

    def clear(self, id: str, clearance: Clearance, shown: int) -> Saved[Snapshot] | None:
        """Clear a part or the whole, and keep what was cleared; `shown` is the version that was looked at.

        None if the record has moved on since, or the part is cleared already: nothing is done then.
        """
        with self._writing(id) as (connection, _):
            whole = _there(rows.assessment_row(connection, id), id)
            now = rows.whole_in(connection, whole, rows.plans_of(connection, id), with_log=True)
            if whole.version != shown or any(found.body == clearance.body for found in now.clearances):
                return None
            moment = self._clock()
            named = clearance.model_copy(update={"snapshot": rows.new_id()})
            kept = snapshots.keep_snapshot(connection, id, now, named, rows.written(moment))
            cleared = now.model_copy(update={"clearances": (*now.clearances, named)})
            differing = changes_between(now, cleared)
            facts.put_facts(connection, whole, cleared, list(differing))
            rows.note(connection, id, clearance.body or COORDINATOR, fact_changes(differing), moment, anew=True)
            return Saved(kept, whole.facts_version + 1, rows.written(moment))

    def snapshots(self, id: str) -> tuple[Snapshot, ...]:
        """What was cleared, the last first; what was reopened since included."""
        with self._reading() as connection:
            return snapshots.snapshots_of(connection, id)

    def snapshot_text(self, id: str, snapshot: str) -> str | None:
        """The state file that a snapshot is, byte for byte as it was kept; None if there is none of this id."""
        with self._reading() as connection:
            return snapshots.snapshot_text(connection, id, snapshot)

    # Whole assessments

    def create(self, assessment: Assessment, name: str | None = None, body: str = COORDINATOR) -> str:
        """Keep an assessment as a new one, under an id of its own; returns the id."""
        named = assessment if name is None else assessment.model_copy(update={"name": name})
        return self._add(named, rows.new_id(), body, Change(None, "created", None, named.name))

    def import_state(self, assessment: Assessment) -> str:
        """Keep an assessment from a state file with its log as it is; returns the id.

        The id in the file is kept if it is one of ours and free; otherwise the assessment gets a new one.
        """
        with self._reading() as connection:
            free = rows.is_id(assessment.id) and rows.head_row(connection, assessment.id) is None
        return self._add(assessment, assessment.id if free else rows.new_id(), COORDINATOR, None)

    def duplicate(self, id: str, name: str, as_of: date | None, body: str = COORDINATOR) -> str:
        """Begin the next assessment from this one; returns the new id.

        Responses come along marked for review, with marks and plans. What was agreed and cleared, and the date
        set for the next one, stay with the old one: it was agreed on the answers given then.
        """
        old = self.stored(id).assessment
        source = {"id": id, "name": old.name, "as_of": old.as_of.isoformat() if old.as_of else None}
        begun = Change(None, "duplicated_from", None, source)
        return self._add(next_round(old, name, as_of), rows.new_id(), body, begun)

    def archive(self, id: str, body: str = COORDINATOR) -> None:
        """Put an assessment away; it stays as it is."""
        self._set_archived(id, True, body)

    def restore(self, id: str, body: str = COORDINATOR) -> None:
        """Bring an archived assessment back."""
        self._set_archived(id, False, body)

    def delete(self, id: str) -> None:
        """Delete an assessment with all that belongs to it. There is no way back but a state file or a backup."""
        with self._writing(id) as (connection, _):
            connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.id == id))

    def _set_archived(self, id: str, archived: bool, body: str) -> None:
        with self._writing(id) as (connection, whole):
            if whole.archived != archived:
                connection.execute(update(ASSESSMENT).where(ASSESSMENT.c.id == id).values(archived=archived))
                change = Change(None, "archived", whole.archived, archived)
                rows.note(connection, id, body, [change], self._clock())

    def _add(self, assessment: Assessment, id: str, body: str, first: Change | None) -> str:
        with self._transaction() as connection:
            moment = self._clock()
            at = rows.written(moment)
            rows.put_assessment(connection, id, assessment, at)
            for response in assessment.responses:
                rows.put_response(connection, id, response, at, new=True)
            for number, plan in enumerate(assessment.plans, start=1):
                rows.put_plan(connection, id, StoredPlan(str(number), plan, 1), at, new=True)
            rows.put_log(connection, id, assessment.log)
            if first is not None:
                rows.note(connection, id, body, [first], moment)
        return id

    # Transactions

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _said_as_ours(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with _said_as_ours(), self._turn, self._writer.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self, id: str) -> Iterator[tuple[Connection, AnyRow]]:
        with self._transaction() as connection:
            yield connection, _there(rows.head_row(connection, id, lock=True), id)


@contextmanager
def _said_as_ours() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, TimeoutError) as error:
        raise NotSaved(str(error.orig if isinstance(error, DBAPIError) else error)) from error


def _there(row: AnyRow | None, id: str) -> AnyRow:
    if row is None:
        raise AssessmentGone(id)
    return row
