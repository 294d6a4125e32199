"""Keeping a local instrument: each change is laid upon it as the record holds it now.

Where the record no longer says what the page showed, nothing is overwritten and the page says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from toolkit.language import Language
from toolkit.problem import Problem
from toolkit.record.local_instrument import LocalInstrument
from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StillCleared
from toolkit.ui import session
from toolkit.ui.tables import written

TRIES = 5
Make = Callable[[LocalInstrument], LocalInstrument | None]


@dataclass(frozen=True)
class LocalOutcome:
    """How the last thing done with local instruments ended, and what a file's reading found."""

    kind: str
    at: str = ""
    name: str = ""
    number: int = 0
    problems: tuple[Problem, ...] = field(default=())


def tell(id: str, outcome: LocalOutcome) -> None:
    """Remember an outcome for the page to say."""
    session.put("local_told", id, outcome)


def draw_line(told: LocalOutcome | None, language: Language) -> None:
    """Say how it ended; the number (ms) lets page.js see that an answer of the server has come."""
    kind, text = "quiet", ""
    if told is not None:
        kind = "saved" if told.kind in ("saved", "read") else "failed"
        time = session.time_of(told.at) if told.at else ""
        text = language.say(f"texts.local.{told.kind}", time=time, name=told.name, n=told.number)
    run = int(session.now().timestamp() * 1000)
    st.html(f'<p class="saved saved-{kind}" data-run="{run}" role="status">{written(text)}</p>')


def first_value(kind: str, id: str, recorded: Any, nothing: Any) -> Any:
    """Value a field begins with; one that is on the page shows what the record says where that changed meanwhile."""
    changed = session.value("local_recorded", f"{kind}:{id}") != recorded
    if session.is_drawn(kind, id) and changed and session.value(kind, id) != recorded:
        session.set_widget(kind, id, recorded)
    session.put("local_recorded", f"{kind}:{id}", recorded)
    return session.first_value(kind, id, recorded, nothing)


def held_now(id: str, local: str) -> LocalInstrument | None:
    """A local instrument as the record holds it now."""
    return session.stored_now(id).assessment.local_instrument(local)


def change(id: str, local: str, make: Make) -> LocalOutcome:
    """Lay a change upon a local instrument; `make` gives None if it is not what the page showed."""
    try:
        for _ in range(TRIES):
            stored = session.stored_now(id)
            held = stored.assessment.local_instrument(local)
            changed = None if held is None else make(held)
            if changed is None:
                break
            outcome = _put(id, local, changed, stored.facts_version)
            if outcome is not None:
                return outcome
    except AssessmentGone:
        pass
    return LocalOutcome("changed_elsewhere")


def put(id: str, instrument: LocalInstrument) -> LocalOutcome:
    """Keep a local instrument that is new, or one that replaces that of its id."""
    try:
        return _put(id, instrument.id, instrument, session.stored_now(id).facts_version) or LocalOutcome(
            "changed_elsewhere"
        )
    except AssessmentGone:
        return LocalOutcome("changed_elsewhere")


def remove(id: str, local: str) -> LocalOutcome:
    """Take a local instrument out of the assessment."""
    try:
        return _put(id, local, None, session.stored_now(id).facts_version) or LocalOutcome("changed_elsewhere")
    except AssessmentGone:
        return LocalOutcome("changed_elsewhere")


def _put(id: str, local: str, instrument: LocalInstrument | None, drawn_from: int) -> LocalOutcome | None:
    """Save; None if the record moved on in this very moment."""
    value = None if instrument is None else instrument.model_dump(mode="json")
    try:
        saved = session.store().save_facts(id, {f"local_instruments.{local}": value}, drawn_from)
    except StillCleared:
        return LocalOutcome("cleared")
    except (NotSaved, ValueError):
        return LocalOutcome("not_saved")
    return None if isinstance(saved, Conflict) else LocalOutcome("saved", at=saved.at)
