"""History: every change with body, time, before and after; and one change undone, as a new change.

Nothing leaves the log. What was changed again since is not undone over it; what another page takes back says so.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, Literal

from toolkit.library.model import Frozen, Library
from toolkit.record.assessment import Assessment, LogEntry, Response
from toolkit.record.facts import FACTS, fact_parts
from toolkit.record.response_check import take_response
from toolkit.record.store import Conflict, StillCleared, Store

# Facts that stand at an item in the log.
AT_ITEMS = frozenset({"marks", "agreed", "target", "relations"})
# Facts that change by steps of their own, which have their own way back.
BY_STEPS = {"clearances": "clearance", "reopened": "clearance", "held": "files"}
OF_THE_WHOLE = frozenset({"created", "duplicated_from", "archived", "returned"})

WhyNot = Literal["changed_since", "plan", "whole", "clearance", "files", "does_not_fit"]
Undone = Literal["undone", "changed_since", "cleared", "not_undone"]


class FieldChange(Frozen):
    """One field of a change: before and after, as the log tells it."""

    field: str
    before: Any = None
    after: Any = None


class HistoryChange(Frozen):
    """One save: when, by which body, to which item (None: to the whole), and the fields that it changed."""

    at: str
    body: str
    item: str | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_response(self) -> bool:
        """True if it changed a body's answer."""
        return self.item is not None and all(found.field in Response.model_fields for found in self.fields)


def changes(log: Iterable[LogEntry]) -> tuple[HistoryChange, ...]:
    """The log by saves, the last one first; a field told twice of one moment is taken from first to last."""
    grouped: dict[tuple[str, str, str | None, str], dict[str, FieldChange]] = {}
    for entry in log:
        fields = grouped.setdefault((entry.at, entry.body, entry.item, _kind(entry)), {})
        first = fields.get(entry.field)
        before = entry.before if first is None else first.before
        fields[entry.field] = FieldChange(field=entry.field, before=before, after=entry.after)
    found = [
        HistoryChange(at=at, body=body, item=item, fields=tuple(fields.values()))
        for (at, body, item, _), fields in grouped.items()
    ]
    return tuple(reversed(found))


def _kind(entry: LogEntry) -> str:
    """What is undone together: the fields of an answer; each other thing by itself."""
    if entry.item is not None and entry.field in Response.model_fields:
        return "response"
    return entry.field


def narrowed(
    found: Sequence[HistoryChange],
    *,
    item: str | None = None,
    body: str | None = None,
    day: date | None = None,
    zone: tzinfo | None = None,
) -> tuple[HistoryChange, ...]:
    """Changes to an item (or to a dimension by its id), by a body, on a day as the clock of `zone` shows it."""
    return tuple(
        each
        for each in found
        if (item is None or (each.item or "").startswith(item))
        and (body is None or each.body == body)
        and (day is None or day_of(each.at, zone) == day)
    )


def day_of(at: str, zone: tzinfo | None = None) -> date | None:
    """Day of a moment that the log gives; None if it gives none that can be read."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment.astimezone(zone).date() if moment.tzinfo is not None else moment.date()


def why_not(change: HistoryChange, assessment: Assessment, library: Library) -> WhyNot | None:
    """Why a change cannot be undone as the record stands; None if it can."""
    if change.is_response:
        return _response_why_not(change, assessment, library)
    for found in change.fields:
        refused = _fact_why_not(change.item, found, assessment)
        if refused is not None:
            return refused
    return None


def _response_why_not(change: HistoryChange, assessment: Assessment, library: Library) -> WhyNot | None:
    now = _now(change, assessment).model_dump(mode="json")
    if any(now[found.field] != found.after for found in change.fields):
        return "changed_since"
    return "does_not_fit" if _before(change, assessment, library) is None else None


def _now(change: HistoryChange, assessment: Assessment) -> Response:
    item = change.item or ""
    return assessment.response(item, change.body) or Response(item=item, body=change.body)


def _before(change: HistoryChange, assessment: Assessment, library: Library) -> Response | None:
    """The response as it would be without the change."""
    now = _now(change, assessment).model_dump(mode="json")
    return take_response({**now, **{found.field: found.before for found in change.fields}}, library)[0]


def _fact_why_not(item: str | None, found: FieldChange, assessment: Assessment) -> WhyNot | None:
    root = found.field.partition(".")[0]
    if root == "plans":
        return "plan"
    if root in OF_THE_WHOLE:
        return "whole"
    if root in BY_STEPS:
        return "clearance" if BY_STEPS[root] == "clearance" else "files"
    if root not in FACTS:
        return "does_not_fit"
    parts, name = fact_parts(root, assessment), fact_name(item, found.field)
    if name == root and name not in parts:
        return "does_not_fit"
    return None if parts.get(name) == found.after else "changed_since"


def fact_name(item: str | None, field: str) -> str:
    """Name of a fact as the record knows it."""
    return f"{field}.{item}" if item is not None and field in AT_ITEMS else field


def undo(store: Store, id: str, change: HistoryChange, library: Library) -> Undone:
    """Undo one change by a new one, if what it left still stands."""
    stored = store.stored(id)
    if why_not(change, stored.assessment, library) is not None:
        return "changed_since"
    try:
        if change.is_response:
            saved = _undo_response(store, id, change, stored.assessment, library)
        else:
            saved = store.save_facts(id, _facts_before(change, stored.assessment), stored.facts_version, anew=True)
    except StillCleared:
        return "cleared"
    except ValueError:
        return "not_undone"
    return "changed_since" if isinstance(saved, Conflict) else "undone"


def _undo_response(store: Store, id: str, change: HistoryChange, assessment: Assessment, library: Library) -> Any:
    before = _before(change, assessment, library)
    if before is None:
        raise ValueError(change.item)
    return store.save_response(id, before, _now(change, assessment).version, anew=True)


def _facts_before(change: HistoryChange, assessment: Assessment) -> dict[str, Any]:
    before: dict[str, Any] = {}
    for found in change.fields:
        name = fact_name(change.item, found.field)
        # The target of all items is one part of a fact whose other parts are targets of single items.
        before[name] = (
            {"default": found.before, "items": dict(assessment.target.items)} if name == "target" else found.before
        )
    return before
