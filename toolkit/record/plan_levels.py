"""Levels that measures bring: as the plan says, with what a person chose beside a link in their place."""

from collections.abc import Collection

from toolkit.record.plan import Brings, LinkDecision, Measure, Plan


def with_levels(plan: Plan) -> Plan:
    """A plan whose measures say themselves what was chosen beside their links."""
    chosen: dict[str, dict[str, int]] = {}
    for link in plan.links:
        if link.level is not None:
            chosen.setdefault(link.measure, {})[link.item] = link.level
    measures = tuple(
        measure.model_copy(update={"brings": _brought(measure, chosen[measure.id], plan)})
        if measure.id in chosen
        else measure
        for measure in plan.measures
    )
    return plan.model_copy(update={"measures": measures})


def _brought(measure: Measure, chosen: dict[str, int], plan: Plan) -> tuple[Brings, ...]:
    """Levels as the file says, those chosen in their place; a bare level gives way where it can only mean the same."""
    only = _only_item(measure, plan)
    said = [found for found in measure.brings if found.item is not None or only not in chosen]
    levels = {found.item: found.level for found in said} | chosen
    return tuple(Brings(item=item, level=level) for item, level in levels.items())


def _only_item(measure: Measure, plan: Plan) -> str | None:
    """The one item that a measure is linked to by a code or a decision; None where that is not one."""
    decided = {link.item: link.decision for link in plan.links if link.measure == measure.id}
    items = {item for item in (*measure.items, *decided) if decided.get(item) != "rejected"}
    return next(iter(items)) if len(items) == 1 else None


def without_levels(plan: Plan, measures: Collection[str]) -> Plan:
    """A plan in which the file speaks again for the levels that these measures bring; the links stay."""

    def kept(link: LinkDecision) -> LinkDecision:
        return link.model_copy(update={"level": None}) if link.measure in measures else link

    return plan.model_copy(update={"links": tuple(kept(link) for link in plan.links)})
