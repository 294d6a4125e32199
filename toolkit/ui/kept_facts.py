"""Keeping what a page decides as facts of the record, and saying how that went, until the next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StillCleared
from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.tables import written

GOOD = frozenset({"kept", "cleared_now", "reopened", "undone"})


@dataclass(frozen=True)
class Kept:
    """How the last thing done on a page ended: a code of `kept` in the words, and what it was about."""

    code: str
    what: str = ""
    at: str = ""


def keep(page: str, id: str, change: Mapping[str, Any], drawn_from: int, what: str = "") -> bool:
    """Save facts that were drawn from a version; True if they are on the disk."""
    try:
        saved = session.store().save_facts(id, change, drawn_from)
    except StillCleared:
        return remember(page, id, Kept("still_cleared", what))
    except (NotSaved, AssessmentGone, ValueError):
        return remember(page, id, Kept("not_kept", what))
    if isinstance(saved, Conflict):
        return remember(page, id, Kept("changed_elsewhere", what))
    return remember(page, id, Kept("kept", what, saved.at))


def remember(page: str, id: str, kept: Kept) -> bool:
    """Remember how something ended, for the page to say; True if it was done."""
    session.put("kept", f"{page}:{id}", kept)
    return kept.code in GOOD


def say_kept(here: Here, page: str) -> None:
    """Say how the last thing done on this page ended."""
    kept: Kept | None = session.forget("kept", f"{page}:{here.id}")
    if kept is None:
        return
    time = session.time_of(kept.at) if kept.at else ""
    text = here.language.say(f"bodies.kept.{kept.code}", what=kept.what, time=time)
    look = "saved" if kept.code in GOOD else "failed"
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')
