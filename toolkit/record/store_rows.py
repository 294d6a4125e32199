"""Rows of the store into frozen models and back, and the log that every save writes."""

import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from toolkit.record.assessment import Assessment, Kind, LogEntry, Response
from toolkit.record.changes import Change
from toolkit.record.facts import facts_of
from toolkit.record.plan import Plan
from toolkit.record.snapshots import closed_parts
from toolkit.record.store_tables import ASSESSMENT, LOG_ENTRY, PLAN, RESPONSE
from toolkit.record.stored import AssessmentSummary, StoredPlan

ONE_MIND = timedelta(minutes=2)
ANSWERED = (Kind.LEVEL.value, Kind.NOT_APPLICABLE.value, Kind.ANSWER.value)
AnyRow = Row[*tuple[Any, ...]]


def written(moment: datetime) -> str:
    """Moment as the log writes it: UTC, ISO, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """An id for an assessment: 32 hexadecimal digits, at random."""
    return uuid.uuid4().hex


def is_id(text: str) -> bool:
    """True if this could be an id of ours."""
    return re.fullmatch(r"[0-9a-f]{32}", text) is not None


# Assessments

_OF = ASSESSMENT.c.id == bindparam("of")
_HEAD_OF = ("id", "version", "changed_at", "archived", "closed")
_HEAD = select(*(ASSESSMENT.c[name] for name in _HEAD_OF)).where(_OF)
_LOCKED_HEAD = _HEAD.with_for_update()
_WHOLE = select(ASSESSMENT).where(_OF)
_CHANGED = update(ASSESSMENT).where(_OF).values(version=ASSESSMENT.c.version + 1)


def head_row(connection: Connection, id: str, lock: bool = False) -> AnyRow | None:
    """Row of an assessment without its facts; locked for this transaction where a database locks rows."""
    return connection.execute(_LOCKED_HEAD if lock else _HEAD, {"of": id}).first()


def assessment_row(connection: Connection, id: str) -> AnyRow | None:
    """Row of an assessment."""
    return connection.execute(_WHOLE, {"of": id}).first()


def facts_in(row: AnyRow) -> Assessment:
    """The facts in a row, as an assessment without responses, plans and log."""
    return Assessment(**{**row.facts, "id": row.id})


def whole_in(connection: Connection, row: AnyRow, plans: Sequence[StoredPlan], *, with_log: bool) -> Assessment:
    """The whole assessment: the facts in its row, its responses and plans, and its log if asked."""
    parts = {
        "responses": responses_of(connection, row.id),
        "plans": tuple(stored.plan for stored in plans),
        "log": log_of(connection, row.id) if with_log else (),
    }
    return facts_in(row).model_copy(update=parts)


def summary_in(row: AnyRow, answered: Mapping[str, int]) -> AssessmentSummary:
    """One line of the list of assessments."""
    told = facts_in(row)
    return AssessmentSummary(
        id=row.id,
        name=told.name,
        state=told.profile.state,
        lens=told.lens,
        depth=told.depth,
        as_of=told.as_of,
        created_at=row.created_at,
        changed_at=row.changed_at,
        archived=row.archived,
        answered=answered.get(row.id, 0),
        version=row.version,
        facts_version=row.facts_version,
    )


def put_assessment(connection: Connection, id: str, assessment: Assessment, at: str) -> None:
    """Add the row of a new assessment."""
    values = {"id": id, "created_at": at, "changed_at": at, "archived": False, "version": 1}
    facts = {"facts": facts_of(assessment), "facts_version": 1, "fact_versions": {}}
    closed = closed_parts(assessment) or None
    connection.execute(insert(ASSESSMENT).values(**values, **facts, closed=closed))


def answered_items(connection: Connection) -> dict[str, int]:
    """Number of items answered by any body, for every assessment that has one."""
    counted = func.count(RESPONSE.c.item.distinct())
    answered = select(RESPONSE.c.assessment, counted).where(RESPONSE.c.kind.in_(ANSWERED))
    found = connection.execute(answered.group_by(RESPONSE.c.assessment)).all()
    return {str(row[0]): int(row[1]) for row in found}


# Responses

_RESPONSES = select(RESPONSE).where(RESPONSE.c.assessment == bindparam("of"))
_ONE = (
    RESPONSE.c.assessment == bindparam("of"),
    RESPONSE.c.item == bindparam("to_item"),
    RESPONSE.c.body == bindparam("by_body"),
)
_ONE_RESPONSE = select(RESPONSE).where(*_ONE)
_CHANGE_RESPONSE = update(RESPONSE).where(*_ONE)
_ADD_RESPONSE = insert(RESPONSE)


def responses_of(connection: Connection, id: str) -> tuple[Response, ...]:
    """All responses of an assessment, withdrawn ones included, in the order of the checklist."""
    found = tuple(response_in(row) for row in connection.execute(_RESPONSES, {"of": id}).all())
    # Through the validator of the whole, which puts them in order.
    return Assessment(responses=found).responses


def response_row(connection: Connection, id: str, item: str, body: str) -> AnyRow | None:
    """Row of one body's response to an item."""
    return connection.execute(_ONE_RESPONSE, {"of": id, "to_item": item, "by_body": body}).first()


def response_in(row: AnyRow) -> Response:
    """The response in a row."""
    return Response(**{**row.data, "item": row.item, "body": row.body, "version": row.version})


def put_response(connection: Connection, id: str, response: Response, at: str, new: bool) -> None:
    """Write a response to its row."""
    data = response.model_dump(mode="json", exclude_defaults=True, exclude={"item", "body", "version"})
    values = {"version": response.version, "changed_at": at, "kind": response.kind.value, "data": data}
    if new:
        this = {"assessment": id, "item": response.item, "body": response.body}
        connection.execute(_ADD_RESPONSE, {**this, **values})
    else:
        this = {"of": id, "to_item": response.item, "by_body": response.body}
        connection.execute(_CHANGE_RESPONSE, {**this, **values})


# Plans


def plans_of(connection: Connection, id: str) -> tuple[StoredPlan, ...]:
    """All plans of an assessment in the order in which they were added."""
    found = select(PLAN).where(PLAN.c.assessment == id).order_by(PLAN.c.position)
    return tuple(plan_in(row) for row in connection.execute(found).all())


def plan_row(connection: Connection, id: str, plan: str) -> AnyRow | None:
    """Row of one plan."""
    return connection.execute(select(PLAN).where(PLAN.c.assessment == id, PLAN.c.id == plan)).first()


def plan_in(row: AnyRow) -> StoredPlan:
    """The plan in a row."""
    return StoredPlan(row.id, Plan(**row.data), row.version)


def put_plan(
    connection: Connection, id: str, stored: StoredPlan, at: str, new: bool, position: int | None = None
) -> None:
    """Write a plan to its row, a new one behind the others unless its position is told."""
    data = stored.plan.model_dump(mode="json", exclude_defaults=True)
    values = {"version": stored.version, "changed_at": at, "data": data}
    if new:
        last = connection.execute(select(func.max(PLAN.c.position)).where(PLAN.c.assessment == id)).scalar() or 0
        place = last + 1 if position is None else position
        connection.execute(insert(PLAN).values(assessment=id, id=stored.id, position=place, **values))
    else:
        connection.execute(update(PLAN).where(PLAN.c.assessment == id, PLAN.c.id == stored.id).values(values))


def drop_plan(connection: Connection, id: str, plan: str) -> None:
    """Take a plan's row away."""
    connection.execute(delete(PLAN).where(PLAN.c.assessment == id, PLAN.c.id == plan))


# Log


def log_of(connection: Connection, id: str) -> tuple[LogEntry, ...]:
    """The log of an assessment in the order of its entries."""
    found = select(LOG_ENTRY).where(LOG_ENTRY.c.assessment == id).order_by(LOG_ENTRY.c.sequence)
    return tuple(_entry_in(row) for row in connection.execute(found).all())


def _entry_in(row: AnyRow) -> LogEntry:
    return LogEntry(at=row.at, body=row.body, item=row.item, field=row.field, before=row.before, after=row.after)


def put_log(connection: Connection, id: str, entries: Iterable[LogEntry]) -> None:
    """Write a log that came with an assessment, as it is."""
    rows = [
        {"assessment": id, "sequence": sequence, "began_at": entry.at, **entry.model_dump(mode="json")}
        for sequence, entry in enumerate(entries, start=1)
    ]
    if rows:
        connection.execute(insert(LOG_ENTRY), rows)


_RECENT = (
    select(LOG_ENTRY)
    .where(
        LOG_ENTRY.c.assessment == bindparam("of"),
        LOG_ENTRY.c.item.is_not_distinct_from(bindparam("to_item")),
        LOG_ENTRY.c.body == bindparam("by_body"),
        LOG_ENTRY.c.began_at >= bindparam("since"),
    )
    .order_by(LOG_ENTRY.c.sequence)
)
_LAST = select(func.max(LOG_ENTRY.c.sequence)).where(LOG_ENTRY.c.assessment == bindparam("of"))
_ADD_ENTRIES = insert(LOG_ENTRY)


def note(
    connection: Connection, id: str, body: str, changes: Iterable[Change], moment: datetime, *, anew: bool = False
) -> None:
    """Log what a save changed, and let the version of the whole go up.

    A mind changed again within two minutes is one entry, from the first before to the last after; none if the
    two are equal. (DESIGN section 7: arrow keys save every step.) `anew` makes entries of their own all the same.
    """
    changes = list(changes)
    recent = {
        (row.item, row.field): row
        for item in {change.item for change in changes if not anew}
        for row in _recent(connection, id, body, item, moment)
    }
    added = []
    for change in changes:
        last = recent.get((change.item, change.field))
        if last is not None and _same(last.after, change.before):
            _change_entry(connection, last, change, moment)
        else:
            added.append(change)
    _add_entries(connection, id, body, added, written(moment))
    connection.execute(_CHANGED, {"of": id, "changed_at": written(moment)})


def _recent(connection: Connection, id: str, body: str, item: str | None, moment: datetime) -> Sequence[AnyRow]:
    this = {"of": id, "to_item": item, "by_body": body, "since": written(moment - ONE_MIND)}
    return connection.execute(_RECENT, this).all()


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _change_entry(connection: Connection, last: AnyRow, change: Change, moment: datetime) -> None:
    this = (LOG_ENTRY.c.assessment == last.assessment, LOG_ENTRY.c.sequence == last.sequence)
    if _same(last.before, change.after):
        connection.execute(delete(LOG_ENTRY).where(*this))
    else:
        connection.execute(update(LOG_ENTRY).where(*this).values(at=written(moment), after=change.after))


def _add_entries(connection: Connection, id: str, body: str, changes: list[Change], at: str) -> None:
    if not changes:
        return
    last = connection.execute(_LAST, {"of": id}).scalar() or 0
    shared = {"assessment": id, "at": at, "began_at": at, "body": body}
    entries = [{**shared, "sequence": last + n, **change._asdict()} for n, change in enumerate(changes, start=1)]
    connection.execute(_ADD_ENTRIES, entries)
