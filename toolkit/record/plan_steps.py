"""Steps that changed a plan, each with what stood before, so that the last one can be taken back.

A step keeps only the fields that it changed: a decision on a link is small, a newer file holds the former measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from toolkit.record.plan import Plan

StepKind = Literal["links", "levels", "services", "period", "mapping", "newer", "other", "removed"]
REMOVED: StepKind = "removed"
# Fields that say what a step was, the first that changed naming it; a newer file changes several.
_NAMING: tuple[tuple[str, StepKind], ...] = (
    ("digest", "newer"),
    ("mapping", "mapping"),
    ("columns", "mapping"),
    ("measures", "other"),
    ("services", "services"),
    ("period_ends", "period"),
)


@dataclass(frozen=True)
class PlanStep:
    """The last thing done to a plan: which plan by id and name, what, of how many links, by which body, when.

    `version` is that of the plan after the step; it names the step. `at` is a moment (UTC, ISO).
    """

    plan_id: str
    name: str
    version: int
    kind: StepKind
    number: int
    body: str
    at: str


def former_fields(before: Plan, after: Plan) -> dict[str, Any]:
    """Fields of a plan that differ, as they stood before, as JSON values."""
    changed = {name for name in Plan.model_fields if getattr(before, name) != getattr(after, name)}
    return before.model_dump(mode="json", include=changed)


def with_former(plan: Plan, former: Mapping[str, Any]) -> Plan:
    """A plan with these fields as they stood before."""
    read = Plan.model_validate({"name": plan.name, **former})
    return plan.model_copy(update={name: getattr(read, name) for name in former})


def step_kind(before: Plan, after: Plan) -> tuple[StepKind, int]:
    """What a step was, and how many links it decided otherwise."""
    for field, kind in _NAMING:
        if getattr(before, field) != getattr(after, field):
            return kind, 0
    old, new = ({(link.measure, link.item): link for link in plan.links} for plan in (before, after))
    differing = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    decided = [key for key in differing if _decision(old.get(key)) != _decision(new.get(key))]
    if decided:
        return "links", len(decided)
    return ("levels", len(differing)) if differing else ("other", 0)


def _decision(link: Any) -> str | None:
    return None if link is None else link.decision
