"""What a person decides about a plan that was read: links, running services, accepted period ends, a newer file.

Each function gives a new plan; what was decided before stays unless it is decided anew.
"""

from datetime import date
from typing import Literal

from toolkit.record.plan import LinkDecision, Plan, PlanMapping

Decision = Literal["confirmed", "rejected"]


def decision_on(plan: Plan, measure: str, item: str) -> Decision | None:
    """What was decided on a link; None if nothing was."""
    return next((link.decision for link in plan.links if (link.measure, link.item) == (measure, item)), None)


def decide_link(plan: Plan, measure: str, item: str, decision: Decision | None) -> Plan:
    """Confirm or reject a link of a measure to an item, or take the decision back (None)."""
    kept = tuple(link for link in plan.links if (link.measure, link.item) != (measure, item))
    made = () if decision is None else (LinkDecision(measure=measure, item=item, decision=decision),)
    return plan.model_copy(update={"links": kept + made})


def level_on(plan: Plan, measure: str, item: str) -> int | None:
    """Level that a person says a confirmed link brings; None if they said none."""
    return next((link.level for link in plan.links if (link.measure, link.item) == (measure, item)), None)


def set_level(plan: Plan, measure: str, item: str, level: int | None) -> Plan:
    """Say which level a confirmed link brings, or take it back (None); a link that is not confirmed stays as it is."""
    return plan.model_copy(
        update={
            "links": tuple(
                link.model_copy(update={"level": level})
                if (link.measure, link.item, link.decision) == (measure, item, "confirmed")
                else link
                for link in plan.links
            )
        }
    )


def declare_services(plan: Plan, sheet: str, declared: bool) -> Plan:
    """Declare a sheet a list of running services, whose rows continue, or take it back."""
    others = tuple(name for name in plan.services if name != sheet)
    return plan.model_copy(update={"services": (*others, sheet) if declared else others})


def accept_period(plan: Plan, sheet: str, end: date | None) -> Plan:
    """Accept the end of a period as the end date of a sheet's measures, or take it back (None)."""
    ends = {name: day for name, day in plan.period_ends.items() if name != sheet}
    return plan.model_copy(update={"period_ends": ends if end is None else {**ends, sheet: end}})


def in_place_of(newer: Plan, older: Plan) -> Plan:
    """A plan read again, with what was decided on the older reading and still has its measure or sheet."""
    measures = {measure.id for measure in newer.measures}
    sheets = {table.sheet for table in newer.columns}
    return newer.model_copy(
        update={
            "links": tuple(link for link in older.links if link.measure in measures),
            "services": tuple(sheet for sheet in older.services if sheet in sheets),
            "period_ends": {sheet: end for sheet, end in older.period_ends.items() if sheet in sheets},
        }
    )


def mapping_remembered(layout: str | None, plans: tuple[Plan, ...]) -> PlanMapping | None:
    """What was decided about reading a plan of the same layout, the latest first; None if nothing was."""
    same = (plan.mapping for plan in reversed(plans) if layout is not None and plan.layout == layout)
    return next((mapping for mapping in same if mapping is not None), None)
