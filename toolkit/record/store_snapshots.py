"""Rows of snapshots, which are written once and never changed, and what is closed because it was cleared."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from toolkit.record.assessment import Assessment, Clearance
from toolkit.record.snapshots import OPEN_FACTS, Snapshot, cleared_text
from toolkit.record.store_rows import AnyRow
from toolkit.record.store_tables import SNAPSHOT
from toolkit.record.stored import StillCleared

_TOLD = [column for column in SNAPSHOT.c if column.name not in {"assessment", "state"}]


def keep_snapshot(connection: Connection, id: str, whole: Assessment, clearance: Clearance, at: str) -> Snapshot:
    """Keep what is cleared under the id that the clearance names."""
    text, seal = cleared_text(whole, clearance)
    kept = Snapshot(clearance.snapshot, clearance.body, clearance.role, clearance.date.isoformat(), at, seal)
    values = {"id": kept.id, "body": kept.body, "role": kept.role, "cleared_on": kept.on, "at": at, "seal": seal}
    connection.execute(insert(SNAPSHOT).values(assessment=id, state=text, **values))
    return kept


def snapshots_of(connection: Connection, id: str) -> tuple[Snapshot, ...]:
    """Snapshots of an assessment, the last one first."""
    found = select(*_TOLD).where(SNAPSHOT.c.assessment == id).order_by(SNAPSHOT.c.at.desc(), SNAPSHOT.c.id)
    rows = connection.execute(found).all()
    return tuple(Snapshot(row.id, row.body, row.role, row.cleared_on, row.at, row.seal) for row in rows)


def snapshot_text(connection: Connection, id: str, snapshot: str) -> str | None:
    """Text of one snapshot, as it was kept."""
    found = select(SNAPSHOT.c.state).where(SNAPSHOT.c.assessment == id, SNAPSHOT.c.id == snapshot)
    text: str | None = connection.execute(found).scalar()
    return text


def refuse_closed(row: AnyRow, bodies: Iterable[str] = (), facts: Iterable[str] | None = None) -> None:
    """Refuse a change of what is cleared: parts of bodies, facts by name, or (neither named) plans."""
    closed = row.closed or []
    touched = list(bodies)
    parts = [body for body in touched if body in closed]
    content = bool(touched) or facts is None or any(name.partition(".")[0] not in OPEN_FACTS for name in facts)
    if None in closed and content:
        raise StillCleared(None)
    if parts:
        raise StillCleared(parts[0])
