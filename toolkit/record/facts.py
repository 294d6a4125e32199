"""The facts of an assessment: all of it but the responses, the plans and the log.

Facts change one by one, so that two people who change different facts do not stand in each other's way. The name of
a fact is its field ("as_of") or field and part: "profile.population", "marks.D04-3", "target.D04-3", "bodies.police",
"texts.gaps".
"""

from collections.abc import Mapping
from typing import Any

from toolkit.record.assessment import Assessment

FACTS = tuple(
    field for field in Assessment.model_fields if field not in {"schema_version", "id", "responses", "plans", "log"}
)
_KEYS = {"agreed": "item", "bodies": "id", "indicators": "id", "facilities": "id", "local_instruments": "id"}
_BY_NAME = frozenset({"marks", "people", "texts", "relations", "sendings"})


def facts_of(assessment: Assessment) -> dict[str, Any]:
    """Facts of an assessment as JSON values; those at their defaults are left out."""
    return assessment.model_dump(mode="json", include=set(FACTS), exclude_defaults=True)


def with_change(facts: Assessment, change: Mapping[str, Any]) -> Assessment:
    """Facts after a change of whole facts or of their parts; None removes a part.

    Raises ValueError for a name that is no fact, or for a value that does not fit (pydantic's is one).
    """
    changed: dict[str, Any] = {}
    for name, value in change.items():
        field, _, part = name.partition(".")
        if field not in FACTS:
            raise ValueError(name)
        now = changed.get(field, getattr(facts, field))
        whole = _with_part(field, now, part, value) if part else value
        changed[field] = getattr(Assessment.model_validate({field: whole}), field)
    return facts.model_copy(update=changed)


def _with_part(field: str, now: Any, part: str, value: Any) -> Any:
    if field in {"profile", "scope"}:
        return {**now.model_dump(), part: value}
    if field == "target":
        return {"default": now.default, "items": _without_none({**now.items, part: value})}
    if field in _BY_NAME:
        return _without_none({**now, part: value})
    if field in _KEYS:
        kept = {getattr(entry, _KEYS[field]): entry for entry in now}
        return tuple(_without_none({**kept, part: value}).values())
    raise ValueError(f"{field}.{part}")


def _without_none(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {part: value for part, value in parts.items() if value is not None}


def changes_between(before: Assessment, after: Assessment) -> dict[str, tuple[Any, Any]]:
    """Facts that differ, by name, each with its JSON value before and after.

    Where only the order of parts differs, the whole fact is named.
    """
    old, new = facts_of(before), facts_of(after)
    changes: dict[str, tuple[Any, Any]] = {}
    for field in FACTS:
        if old.get(field) != new.get(field):
            was, is_now = fact_parts(field, before), fact_parts(field, after)
            names = [name for name in {**was, **is_now} if was.get(name) != is_now.get(name)]
            parts = {name: (was.get(name), is_now.get(name)) for name in names}
            changes.update(parts or {field: (old.get(field), new.get(field))})
    return changes


def fact_parts(field: str, facts: Assessment) -> dict[str, Any]:
    """Parts of a fact by their names, as JSON values; a fact without parts stands under its own name."""
    value = facts.model_dump(mode="json", include={field})[field]
    if field in _KEYS:
        return {f"{field}.{entry[_KEYS[field]]}": entry for entry in value}
    if field == "target":
        return {"target": value["default"], **{f"target.{item}": level for item, level in value["items"].items()}}
    if field in {"profile", "scope", *_BY_NAME}:
        return {f"{field}.{part}": entry for part, entry in value.items()}
    return {field: value}
