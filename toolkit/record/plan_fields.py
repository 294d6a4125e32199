"""A measure field by field, as the cells of our workbook show it: what differs, and taking over what differs.

A field is a cell: its code is that of the workbook's column, `other.<heading>` for a column of the State's own. Cases
of one and the same value written differently (a date and its cell, an amount and its text) count as no difference.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from toolkit.record.plan import Measure, ProvisionNamed, like_text
from toolkit.record.workbook_fields import PLAN_FIELDS

Value = str | float | None
CONTINUING = "continuing"
OTHER = "other."
SMALLEST = 1e-6
# Columns in which codes of items, provisions and standards are looked for.
REFERENCES = ("title", "description", "deliverable", "objective", "provision", "standard")
_COLUMN_OF = {field.code: at for at, field in enumerate(PLAN_FIELDS)}
_LISTS = frozenset({"lead", "partners"})


def fields_of(measure: Measure) -> dict[str, Value]:
    """Every field of a measure that says something, by code."""
    money, indicator = measure.budget, measure.indicator
    told: dict[str, Value] = {
        **measure.details,
        "number": measure.number,
        "title": measure.title,
        "lead": "; ".join(measure.leads) or measure.lead,
        "start": measure.start.isoformat() if measure.start else None,
        "end": _end(measure),
        "status": measure.status,
        "indicator": indicator.name,
        "baseline": indicator.baseline,
        "target": indicator.target,
        "brings": "; ".join(
            f"{found.item}: {found.level}" if found.item else str(found.level) for found in measure.brings
        ),
        "budget": money.amount if money.amount is not None else money.text,
        "currency": money.currency,
        "funding": money.funding,
        "budget_line": money.line,
        "group": measure.group,
        "partners": "; ".join(measure.partners),
        "provision": measure.details.get("provision") or _named((*measure.items, *map(_reference, measure.provisions))),
        "update": measure.update,
        **{f"{OTHER}{heading}": text for heading, text in measure.other.items()},
    }
    return {field: value for field, value in told.items() if value not in (None, "")}


def _end(measure: Measure) -> str | None:
    if measure.end is not None:
        return measure.end.isoformat()
    return CONTINUING if measure.continuing else measure.when


def _named(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _reference(named: ProvisionNamed) -> str:
    return " ".join(part for part in (named.instrument, named.part, named.number) if part)


def differing(before: Measure, after: Measure) -> list[str]:
    """Codes of the fields that say something in both or in one of two measures, and not the same, in column order."""
    old, new = fields_of(before), fields_of(after)
    found = [field for field in {**old, **new} if not _same(field, old.get(field), new.get(field), before, after)]
    return sorted(found, key=lambda field: _COLUMN_OF.get(field, len(_COLUMN_OF)))


def _same(field: str, old: Value, new: Value, before: Measure, after: Measure) -> bool:
    if field == "provision" and not ("provision" in before.details and "provision" in after.details):
        return _set_of(before) == _set_of(after)
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) < SMALLEST
    if field in _LISTS:
        return _pieces(old) == _pieces(new)
    if field == "end" and before.end is None and after.end is None and old and new:
        return f" – {plain(new)}".endswith(f" – {plain(old)}")  # beside a start, reading puts its text in front
    if field == "budget" and isinstance(old, str) and isinstance(new, str):
        return _same_money_text(old, new, before, after)
    return plain(old) == plain(new)


def _set_of(measure: Measure) -> tuple[frozenset[str], frozenset[ProvisionNamed]]:
    return frozenset(measure.items), frozenset(measure.provisions)


def _pieces(text: Value) -> list[str]:
    joined = str(text or "").replace("/", ";").replace("\n", ";")
    return [plain(piece) for piece in joined.split(";") if piece.strip()]


def _same_money_text(old: str, new: str, before: Measure, after: Measure) -> bool:
    """True if two texts of a budget without amount say the same, but for the word of funding that reading adds."""
    first, second = dict.fromkeys(_pieces(old)), dict.fromkeys(_pieces(new))
    added = [piece for piece in second if piece not in first]
    named = before.budget.funding is not None and before.budget.funding == after.budget.funding
    return all(piece in second for piece in first) and len(added) <= int(named)


def plain(value: Value) -> str:
    """Text for comparison: composed letters, single spaces; case and signs count."""
    return " ".join(unicodedata.normalize("NFC", str(value or "")).split())


def with_fields(before: Measure, after: Measure, fields: Collection[str]) -> Measure:
    """The measure before with these fields as they are after; id and place stay."""
    update = {
        name: getattr(after, name)
        for name in ("number", "title", "start", "status", "group", "update")
        if name in fields
    }
    if "lead" in fields:
        update |= {"lead": after.lead, "leads": after.leads}
    if "partners" in fields:
        update["partners"] = after.partners
    if "brings" in fields:
        update["brings"] = after.brings
    if "end" in fields:
        update |= {"end": after.end, "continuing": after.continuing, "when": after.when}
    update |= {"budget": before.budget.model_copy(update=_money(after, fields))}
    update |= {"indicator": before.indicator.model_copy(update=_indicator(after, fields))}
    update |= {"details": _texts(before.details, after.details, fields, "")}
    update |= {"other": _texts(before.other, after.other, fields, OTHER)}
    return before.model_copy(update=update | _references(before, after, fields))


def _money(after: Measure, fields: Collection[str]) -> dict[str, Any]:
    money = after.budget
    found: dict[str, Any] = {"amount": money.amount, "text": money.text} if "budget" in fields else {}
    names = {"currency": "currency", "funding": "funding", "budget_line": "line"}
    return found | {name: getattr(money, name) for field, name in names.items() if field in fields}


def _indicator(after: Measure, fields: Collection[str]) -> dict[str, Any]:
    names = {"indicator": "name", "baseline": "baseline", "target": "target"}
    return {name: getattr(after.indicator, name) for field, name in names.items() if field in fields}


def _texts(before: Mapping[str, str], after: Mapping[str, str], fields: Collection[str], front: str) -> dict[str, str]:
    return {**before, **{name: text for name, text in after.items() if f"{front}{name}" in fields}}


def _references(before: Measure, after: Measure, fields: Collection[str]) -> dict[str, Any]:
    """Codes named: as read after where a cell changed that can hold them, with those of a cell that was emptied."""
    if not any(field in REFERENCES or field.startswith(OTHER) for field in fields):
        return {}
    kept = "provision" in fields_of(before) and "provision" not in fields_of(after)
    return {
        name: tuple(dict.fromkeys([*getattr(after, name), *(getattr(before, name) if kept else ())]))
        for name in ("items", "provisions", "standards")
    }


def like_title(one: Measure, other: Measure) -> bool:
    """True if two measures have the same title but for case, accents and signs."""
    return like_text(one.title) == like_text(other.title)
