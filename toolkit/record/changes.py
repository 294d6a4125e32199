"""What a save changed, as the log tells it: item, field, before and after, all JSON values."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from toolkit.record.assessment import Response
from toolkit.record.plan import Plan

_OF_AN_ITEM = frozenset({"marks", "agreed", "target", "people", "relations"})


class Change(NamedTuple):
    """One field that a save changed; `item` is None for what belongs to the whole."""

    item: str | None
    field: str
    before: Any
    after: Any


def response_changes(before: Response, after: Response) -> list[Change]:
    """Fields of a response that differ."""
    old, new = _content(before), _content(after)
    return [Change(after.item, field, old[field], new[field]) for field in new if old[field] != new[field]]


def _content(response: Response) -> dict[str, Any]:
    return response.model_dump(mode="json", exclude={"item", "body", "version"})


def same_content(one: Response, other: Response) -> bool:
    """True if two responses say the same, whatever their versions."""
    return _content(one) == _content(other)


def fact_changes(changes: Mapping[str, tuple[Any, Any]]) -> list[Change]:
    """Facts that differ, by their names; marks, agreed responses and targets of an item stand at that item."""
    return [_fact_change(name, before, after) for name, (before, after) in changes.items()]


def _fact_change(name: str, before: Any, after: Any) -> Change:
    field, _, part = name.partition(".")
    return Change(part, field, before, after) if field in _OF_AN_ITEM and part else Change(None, name, before, after)


def plan_changes(plan: str, before: Plan | None, after: Plan | None) -> list[Change]:
    """What changed in a plan: a plan added, read anew or removed in short, otherwise field by field.

    Measures are told one by one, and so are decisions on links and the levels they bring, each at its item.
    """
    if before is None or after is None or before.digest != after.digest:
        return [Change(None, f"plans.{plan}", _in_short(before), _in_short(after))]
    changes = [_link_change(plan, key, before, after) for key in _decided_otherwise(before, after)]
    changes += _level_changes(plan, before, after)
    old, new = ({measure.id: measure.model_dump(mode="json") for measure in each.measures} for each in (before, after))
    for measure in {**old, **new}:
        if old.get(measure) != new.get(measure):
            changes.append(Change(None, f"plans.{plan}.measures.{measure}", old.get(measure), new.get(measure)))
    return changes + _other_fields(plan, before, after)


def _in_short(plan: Plan | None) -> dict[str, Any] | None:
    if plan is None:
        return None
    return {
        "name": plan.name,
        "file_name": plan.file_name,
        "digest": plan.digest,
        "measures": len(plan.measures),
        "links": [link.model_dump(mode="json") for link in plan.links],
    }


def _decisions(plan: Plan) -> dict[tuple[str, str], str]:
    return {(link.measure, link.item): link.decision for link in plan.links}


def _decided_otherwise(before: Plan, after: Plan) -> list[tuple[str, str]]:
    old, new = _decisions(before), _decisions(after)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _link_change(plan: str, key: tuple[str, str], before: Plan, after: Plan) -> Change:
    measure, item = key
    field = f"plans.{plan}.links.{measure}"
    return Change(item, field, _decisions(before).get(key), _decisions(after).get(key))


def _level_changes(plan: str, before: Plan, after: Plan) -> list[Change]:
    """Levels that links bring and that differ, each at its item."""
    old, new = ({(link.measure, link.item): link.level for link in each.links} for each in (before, after))
    return [
        Change(item, f"plans.{plan}.levels.{measure}", old.get((measure, item)), new.get((measure, item)))
        for measure, item in {**old, **new}
        if old.get((measure, item)) != new.get((measure, item))
    ]


def _other_fields(plan: str, before: Plan, after: Plan) -> list[Change]:
    old, new = (each.model_dump(mode="json", exclude={"measures", "links"}) for each in (before, after))
    return [Change(None, f"plans.{plan}.{field}", old[field], new[field]) for field in new if old[field] != new[field]]
