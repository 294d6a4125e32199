"""The form of the facts of an assessment: profile, scope, dates, lens, target. Each change saves itself.

A fact is named as the record names it: `profile.population`, `as_of`, `lens` (see `record/facts.py`).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from toolkit.record.store import AssessmentGone, Conflict, NotSaved, Saved, StillCleared
from toolkit.ui import session
from toolkit.ui.response_form import Outcome
from toolkit.ui.session import Here

Read = Callable[[Any], Any]


def fact_of(here: Here, name: str) -> Any:
    """What the record holds for a fact, as a JSON value."""
    field, _, part = name.partition(".")
    found = here.assessment.model_dump(mode="json", include={field})[field]
    return found.get(part) if part else found


def ready(here: Here, name: str) -> Any:
    """What the widget of a fact shows at first; another tab's change is shown if nothing here is unsaved."""
    recorded = fact_of(here, name)
    if not session.is_drawn("fact", name):
        session.put("drawn", f"fact.{name}", here.stored.facts_version)
        session.put("fresh", name, True)
    elif pending(name) is None and recorded != session.value("recorded", name):
        _set(name, recorded)
        session.put("drawn", f"fact.{name}", here.stored.facts_version)
    session.put("recorded", name, recorded)
    return recorded if pending(name) is None else pending(name)


def _set(name: str, recorded: Any) -> None:
    """Put what the record says into the widget, in the form the widget holds."""
    if name == "target":
        session.set_widget("fact", name, recorded["default"])
    elif name in ("as_of", "next_date"):
        session.set_widget("fact", name, date.fromisoformat(recorded) if recorded else None)
    elif name.startswith("texts."):
        told = recorded or {}
        session.set_widget("fact", name, told.get("text", ""))
        session.set_widget("may_leave", name, told.get("publish", False))
    else:
        session.set_widget("fact", name, recorded)


def compare(name: str, read: Read) -> None:
    """After the first drawing: a tab that outlived its server sends what it had; if that is not the record, ask."""
    if session.forget("fresh", name) and pending(name) is None:
        value, recorded = read(session.value("fact", name)), session.value("recorded", name)
        if value != recorded and (value or recorded):
            _hold(name, value, session.value("drawn", f"fact.{name}"))


def pending(name: str) -> Any:
    """A value that could not be saved."""
    return session.value("pending", f"fact.{name}")


def outcome(name: str) -> Outcome | None:
    """How the last save of a fact ended."""
    found: Outcome | None = session.value("outcome", f"fact.{name}")
    return found


def conflict(name: str) -> int | None:
    """Version of the facts that a conflict was found against; None if there is none."""
    found: int | None = session.value("conflict", f"fact.{name}")
    return found


def save(name: str, read: Read) -> None:
    """Save a fact; `read` turns what the widget holds into the value recorded."""
    value = read(session.value("fact", name))
    if conflict(name) is not None:
        session.put("pending", f"fact.{name}", value)
    else:
        _save(name, value, session.value("drawn", f"fact.{name}") or 0)


def _save(name: str, value: Any, drawn_from: int) -> None:
    try:
        found = session.store().save_facts(session.assessment_id() or "", {name: value}, drawn_from)
    except StillCleared:
        _not_saved(name, value, Outcome("cleared"))
    except (NotSaved, AssessmentGone):
        _not_saved(name, value, Outcome("failed"))
    except ValueError:
        _not_saved(name, value, Outcome("refused"))
    else:
        if isinstance(found, Conflict):
            _hold(name, value, found.version)
        else:
            _saved(name, value, found)


def _saved(name: str, value: Any, found: Saved[Any]) -> None:
    session.put("drawn", f"fact.{name}", found.version)
    session.put("recorded", name, value)
    session.put("outcome", f"fact.{name}", Outcome("saved", found.at))
    session.forget("pending", f"fact.{name}")


def _not_saved(name: str, value: Any, found: Outcome) -> None:
    session.put("pending", f"fact.{name}", value)
    session.put("outcome", f"fact.{name}", found)


def _hold(name: str, value: Any, version: int) -> None:
    session.put("pending", f"fact.{name}", value)
    session.put("conflict", f"fact.{name}", version)
    session.forget("outcome", f"fact.{name}")


def keep_mine(name: str, read: Read) -> None:
    """Settle a conflict: save what this page says."""
    version = session.forget("conflict", f"fact.{name}")
    if version is not None:
        _save(name, read(session.value("fact", name)), version)


def take_theirs(name: str) -> None:
    """Settle a conflict: show what the record says."""
    session.forget("conflict", f"fact.{name}")
    session.forget("pending", f"fact.{name}")
    _set(name, session.value("recorded", name))
