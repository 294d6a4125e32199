"""Rows of the steps that changed plans: kept with what stood before, the last ones of each plan."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from toolkit.record.plan import Plan
from toolkit.record.plan_steps import REMOVED, PlanStep, StepKind, former_fields, step_kind
from toolkit.record.store_rows import AnyRow
from toolkit.record.store_tables import PLAN_STEP
from toolkit.record.stored import StoredPlan

KEPT = 20
_TOLD = [column for column in PLAN_STEP.c if column.name != "data"]


def keep_change(connection: Connection, id: str, before: StoredPlan, after: StoredPlan, body: str, at: str) -> None:
    """Keep what a save changed in a plan."""
    kind, number = step_kind(before.plan, after.plan)
    step = PlanStep(before.id, before.plan.name, after.version, kind, number, body, at)
    _add(connection, id, step, former_fields(before.plan, after.plan))


def keep_removed(connection: Connection, id: str, before: StoredPlan, position: int, body: str, at: str) -> None:
    """Keep a plan that is taken out of an assessment, with its place among the others."""
    step = PlanStep(before.id, before.plan.name, before.version + 1, REMOVED, 0, body, at)
    plan = before.plan.model_dump(mode="json", exclude_defaults=True)
    _add(connection, id, step, {"plan": plan, "position": position})


def _add(connection: Connection, id: str, step: PlanStep, data: Mapping[str, Any]) -> None:
    values = {
        "assessment": id,
        "plan": step.plan_id,
        "version": step.version,
        "name": step.name,
        "kind": step.kind,
        "number": step.number,
        "body": step.body,
        "at": step.at,
        "data": dict(data),
    }
    connection.execute(insert(PLAN_STEP).values(**values))
    of_plan = (PLAN_STEP.c.assessment == id, PLAN_STEP.c.plan == step.plan_id)
    newest = select(PLAN_STEP.c.version).where(*of_plan).order_by(PLAN_STEP.c.version.desc())
    oldest_kept = connection.execute(newest.offset(KEPT - 1).limit(1)).scalar()
    if oldest_kept is not None:
        connection.execute(delete(PLAN_STEP).where(*of_plan, PLAN_STEP.c.version < oldest_kept))


def last_steps(connection: Connection, id: str) -> tuple[PlanStep, ...]:
    """The last step of each plan that was changed, plans that were removed included, in the order of time."""
    found = connection.execute(select(*_TOLD).where(PLAN_STEP.c.assessment == id).order_by(PLAN_STEP.c.version)).all()
    last = {row.plan: _step(row) for row in found}
    return tuple(sorted(last.values(), key=lambda step: (step.at, step.plan_id)))


def _step(row: AnyRow) -> PlanStep:
    kind: StepKind = row.kind
    return PlanStep(row.plan, row.name, row.version, kind, row.number, row.body, row.at)


def step_row(connection: Connection, id: str, plan: str) -> AnyRow | None:
    """Row of the last step of a plan, with what stood before."""
    of_plan = select(PLAN_STEP).where(PLAN_STEP.c.assessment == id, PLAN_STEP.c.plan == plan)
    return connection.execute(of_plan.order_by(PLAN_STEP.c.version.desc()).limit(1)).first()


def drop_step(connection: Connection, id: str, plan: str, version: int) -> None:
    """Forget a step that was taken back."""
    this = (PLAN_STEP.c.assessment == id, PLAN_STEP.c.plan == plan, PLAN_STEP.c.version == version)
    connection.execute(delete(PLAN_STEP).where(*this))


def removed_plan(row: AnyRow) -> tuple[Plan, int]:
    """The plan that a step removed, and its place among the others."""
    return Plan(**row.data["plan"]), int(row.data["position"])
