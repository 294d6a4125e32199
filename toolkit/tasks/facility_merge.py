"""Lay the facility sheets that files brought upon a record, beside the answers merged already."""

from collections.abc import Sequence
from datetime import date

from toolkit.library.model import Library, in_order
from toolkit.problem import Place
from toolkit.record.assessment import COORDINATOR, Assessment, Held, LogEntry
from toolkit.record.facility import (
    DIFFER,
    PART,
    FacilitySheet,
    HeldSheet,
    SheetChange,
    ToldSheet,
    lay_sheets,
    take_sheet,
)
from toolkit.record.merge import Merged


def with_sheets(base: Assessment, merged: Merged, sheets: Sequence[ToldSheet], library: Library, on: date) -> Merged:
    """What came of a merge, the facility sheets included; the order of files does not matter."""
    open_ones = [found for held in merged.assessment.held if (found := _open(held, library)) is not None]
    if not sheets and not open_ones:
        return merged
    laid = lay_sheets(base.facilities, sheets, open_ones)
    kept = [held for held in merged.assessment.held if _open(held, library) is None]
    new = [*merged.assessment.log[len(base.log) :], *(_entry(change, on) for change in laid.changes)]
    update = {
        "facilities": laid.sheets,
        "held": (*kept, *(_held(found) for found in laid.held)),
        "log": (*base.log, *sorted(new, key=_entry_first)),
    }
    told = [found for found in merged.problems if found.code != DIFFER]
    return merged.model_copy(
        update={
            "assessment": merged.assessment.model_copy(update=update),
            "sheets": laid.changes,
            "same": merged.same + laid.same,
            "problems": (*told, *laid.problems),
        }
    )


def _open(held: Held, library: Library) -> HeldSheet | None:
    """A sheet held back earlier because it differs from another one of the same days."""
    if held.part != PART or held.code != DIFFER:
        return None
    sheet, _ = take_sheet(held.value, library)
    return None if sheet is None else HeldSheet(sheet, Place(**held.place))


def _held(found: HeldSheet) -> Held:
    place = found.place.model_dump(exclude_none=True)
    return Held(
        part=PART,
        value=found.sheet.model_dump(mode="json", exclude_defaults=True),
        code=DIFFER,
        place=place,
        values={"facility": found.sheet.name},
    )


def _entry(change: SheetChange, on: date) -> LogEntry:
    before, after = (_plain(sheet) for sheet in (change.before, change.after))
    at = (change.after.done_on or change.after.cleared_on or on).isoformat()
    return LogEntry(
        at=at, body=change.body or COORDINATOR, field=f"{PART}.{change.after.id}", before=before, after=after
    )


def _plain(sheet: FacilitySheet | None) -> object:
    return None if sheet is None else sheet.model_dump(mode="json", exclude_defaults=True)


def _entry_first(entry: LogEntry) -> tuple[str, str, tuple[str, int], str]:
    item = in_order(entry.item) if entry.item else ("", 0)
    return entry.at, entry.body, item, entry.field
