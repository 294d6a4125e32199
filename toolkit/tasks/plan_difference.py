"""Hold a newer file against a plan before anything is taken over, and take over what a person accepts."""

from collections.abc import Collection, Sequence

from toolkit.record.plan import Plan
from toolkit.record.plan_difference import PlanDifference, plan_difference, take_difference
from toolkit.tasks.draft_plan import with_ends

LIKELY = 0.5


def hold_against(before: Plan, after: Plan) -> PlanDifference:
    """What a file says differently from a plan, periods and running services that a person declared included."""
    return plan_difference(with_ends(before), after)


def take_over(before: Plan, after: Plan, accepted: Collection[str]) -> Plan:
    """The plan with what was accepted, by ids of measures and lines."""
    return take_difference(with_ends(before), after, accepted)


def newer_version_of(after: Plan, plans: Sequence[Plan]) -> int | None:
    """Position of the plan of which a file in our own workbook is likely a newer version: it shares half its keys."""
    if not any("id" in table.fields for table in after.columns):
        return None
    keys = {measure.id for measure in after.measures}
    shares = [_shared(plan, keys) for plan in plans]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= LIKELY else None


def _shared(plan: Plan, keys: Collection[str]) -> float:
    own = {measure.id for measure in plan.measures}
    return len(own & set(keys)) / len(own) if own else 0.0
