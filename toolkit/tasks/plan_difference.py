"""Hold a newer file against a plan before anything is taken over, and take over what a person accepts."""

from collections.abc import Collection, Sequence

from toolkit.record.plan import Measure, Plan
from toolkit.record.plan_difference import PlanDifference, plan_difference, take_difference
from toolkit.record.plan_levels import without_levels
from toolkit.tasks.draft_plan import as_it_stands

LIKELY = 0.5


def hold_against(before: Plan, after: Plan) -> PlanDifference:
    """What a file says differently from a plan, with what a person declared, accepted or chose beside a link."""
    return plan_difference(as_it_stands(before), after)


def take_over(before: Plan, after: Plan, accepted: Collection[str]) -> Plan:
    """The plan with what was accepted, by ids of measures and lines.

    A level that was chosen beside a link stays there until the file says another one and that is accepted: from then
    on the file speaks.
    """
    found = hold_against(before, after)
    said_anew = {
        entry.before.id
        for entry in found.changed
        if entry.before.id in accepted and any(change.field == "brings" for change in entry.fields)
    }
    taken = take_difference(as_it_stands(before), after, accepted)
    held = {measure.id: measure for measure in before.measures}

    def with_own_levels(measure: Measure) -> Measure:
        if measure.id in said_anew or measure.id not in held:
            return measure
        return measure.model_copy(update={"brings": held[measure.id].brings})

    measures = tuple(with_own_levels(measure) for measure in taken.measures)
    return without_levels(taken.model_copy(update={"measures": measures}), said_anew)


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
