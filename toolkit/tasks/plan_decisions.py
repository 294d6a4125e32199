"""What a person decides about a plan that was read: links, running services, accepted period ends, a newer file.

Each function gives a new plan; what was decided before stays unless it is decided anew.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal, NamedTuple

from toolkit.method.link import Link
from toolkit.method.results import PlanLookedAt
from toolkit.record.plan import LinkDecision, Plan, PlanMapping

Decision = Literal["confirmed", "rejected"]
# Of suggestions this sure about four in five name the right subject (see method/link.py).
SURE = 0.8


class LinkNamed(NamedTuple):
    """A link by the measure and the item that it joins."""

    measure: str
    item: str


class Suggestion(NamedTuple):
    """A suggested link with what it rests on."""

    named: LinkNamed
    link: Link


def decision_on(plan: Plan, measure: str, item: str) -> Decision | None:
    """What was decided on a link; None if nothing was."""
    return next((link.decision for link in plan.links if (link.measure, link.item) == (measure, item)), None)


def decide_link(plan: Plan, measure: str, item: str, decision: Decision | None) -> Plan:
    """Confirm or reject a link of a measure to an item, or take the decision back (None)."""
    kept = tuple(link for link in plan.links if (link.measure, link.item) != (measure, item))
    made = () if decision is None else (LinkDecision(measure=measure, item=item, decision=decision),)
    return plan.model_copy(update={"links": kept + made})


def suggestions(found: PlanLookedAt, least: float = 0.0) -> tuple[Suggestion, ...]:
    """Suggested links to items on which nothing was decided, in the order of the plan; `least` is a confidence."""
    return tuple(
        Suggestion(LinkNamed(measure.id, link.item), link)
        for measure in found.plan.measures
        for link in found.links.get(measure.id, ())
        if link.kind == "suggested" and link.item is not None and link.confidence >= least
    )


def undecided(plan: Plan, links: Iterable[LinkNamed]) -> tuple[LinkNamed, ...]:
    """Those of some links whose measure the plan has and on which nothing was decided yet, each once."""
    decided = {(link.measure, link.item) for link in plan.links}
    measures = {measure.id for measure in plan.measures}
    return tuple(dict.fromkeys(link for link in links if link not in decided and link.measure in measures))


def decide_links(plan: Plan, links: Collection[LinkNamed], decision: Decision) -> Plan:
    """Confirm or reject many links at once; what was decided on one of them meanwhile stays."""
    made = (LinkDecision(measure=link.measure, item=link.item, decision=decision) for link in undecided(plan, links))
    return plan.model_copy(update={"links": (*plan.links, *made)})


def level_on(plan: Plan, measure: str, item: str) -> int | None:
    """Level that a person says a link brings; None if they said none."""
    return next((link.level for link in plan.links if (link.measure, link.item) == (measure, item)), None)


def level_in_file(plan: Plan, measure: str, item: str) -> int | None:
    """Level that the plan itself says a measure brings to an item; None if it says none for this item."""
    found = plan.measure(measure)
    brings = () if found is None else found.brings
    return next((said.level for said in brings if said.item == item), None)


def set_level(plan: Plan, measure: str, item: str, level: int | None) -> Plan:
    """Say which level a link brings that is confirmed or named in the plan, or take it back (None).

    A link named in the plan is confirmed with its level and no longer once that is taken back; any other link stays
    as it is.
    """
    now, explicit = decision_on(plan, measure, item), _is_explicit(plan, measure, item)
    if now == "rejected" or (now is None and not explicit):
        return plan
    if level is None and explicit:
        return decide_link(plan, measure, item, None)
    made = LinkDecision(measure=measure, item=item, decision="confirmed", level=level)
    if now is None:
        return plan.model_copy(update={"links": (*plan.links, made)})
    same = (measure, item)
    return plan.model_copy(
        update={"links": tuple(made if (link.measure, link.item) == same else link for link in plan.links)}
    )


def _is_explicit(plan: Plan, measure: str, item: str) -> bool:
    found = plan.measure(measure)
    return found is not None and item in found.items


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
