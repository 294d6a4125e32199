"""Changes in words: when, to what, and each field with what stood there before and after."""

from typing import Any

from toolkit.language import NOT_KNOWN
from toolkit.tasks.history import FieldChange, HistoryChange
from toolkit.ui import session
from toolkit.ui.session import Here

LONGEST = 400
# Parts of a value that name it inside the record, and say nothing to a reader.
INSIDE = frozenset({"item", "id", "version", "snapshot"})


def when(at: str) -> str:
    """A moment as the clock here shows it; a day stays a day, and what is no time stands as it is."""
    try:
        return at if len(at) <= len("2026-01-01") else session.moment_of(at).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def what_changed(here: Here, change: HistoryChange) -> str:
    """What a change was made to: a statement, or a part of the assessment."""
    if change.item is not None:
        return change.item
    return field_name(here, change.fields[0].field)


def field_name(here: Here, field: str) -> str:
    """Name of a field of the log; the code where there is none in words."""
    root, _, part = field.partition(".")
    language = here.language
    for key in (f"history.field.{field}", f"interface.profile.field.{field.replace('.', '_')}"):
        if language.has(key):
            return language.say(key)
    if language.has(f"history.field.{root}"):
        name = language.say(f"history.field.{root}")
        return language.say("history.of", what=name, part=part) if part else name
    return field


def change_lines(here: Here, change: HistoryChange) -> list[str]:
    """Each field of a change: its name, before and after."""
    return [_line(here, found) for found in change.fields]


def _line(here: Here, found: FieldChange) -> str:
    return here.language.say(
        "history.line",
        field=field_name(here, found.field),
        before=said(here, found.field, found.before),
        after=said(here, found.field, found.after),
    )


def said(here: Here, field: str, value: Any) -> str:
    """A value of the log in words; a dash for nothing, never a zero."""
    text = _said(here, field, value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _said(here: Here, field: str, value: Any) -> str:
    if value is None or value in ("", [], {}):
        return NOT_KNOWN
    if isinstance(value, bool):
        return here.language.say(f"interface.dimension.{'yes' if value else 'no'}")
    levels = here.library.scales.levels
    if field in ("level", "target") and isinstance(value, int) and value < len(levels):
        return here.language.say("interface.dimension.level", level=value, name=levels[value].name)
    if isinstance(value, dict):
        shown = {
            key: part for key, part in value.items() if key not in INSIDE and part not in (None, "", [], {}, False)
        }
        told = [_said(here, key, part) for key, part in shown.items()]
        return " · ".join(told) or NOT_KNOWN
    if isinstance(value, list):
        return "; ".join(_said(here, field, part) for part in value)
    return str(value)
