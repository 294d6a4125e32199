"""Keeping what a page decides as facts of the record, and saying how that went, until the next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StillCleared
from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.tables import written

# What is wrong with one field, said on top and above the field.
AT_A_FIELD = frozenset({"role_missing", "reason_wanted", "no_new_body"})
GOOD = frozenset({"kept", "cleared_now", "reopened", "undone"})


@dataclass(frozen=True)
class Kept:
    """How the last thing done on a page ended: a code of `kept` in the words, and what it was about.

    `field` names the field that is wrong, where a page has several of its kind.
    """

    code: str
    what: str = ""
    at: str = ""
    field: str = ""

    @property
    def at_field(self) -> str:
        """Name of the field above which this is said too; empty for what concerns none."""
        return self.field or (self.code if self.code in AT_A_FIELD else "")


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
    session.put("kept_now", f"{page}:{here.id}", kept)
    if kept is None:
        return
    text = written(_in_words(here, kept))
    if kept.at_field:
        st.html(f'<p class="problem problem-error" role="alert"><a href="#field-{kept.at_field}">{text}</a></p>')
    else:
        look = "saved" if kept.code in GOOD else "failed"
        st.html(f'<p class="saved saved-{look}" role="status">{text}</p>')


def say_at_field(here: Here, page: str, field: str) -> None:
    """Above a field: what was wrong with it, in the words of the message on top, which leads here."""
    kept: Kept | None = session.value("kept_now", f"{page}:{here.id}")
    if kept is not None and kept.at_field == field:
        st.html(f'<p class="saved saved-failed field-problem" id="field-{field}">{written(_in_words(here, kept))}</p>')


def _in_words(here: Here, kept: Kept) -> str:
    time = session.time_of(kept.at) if kept.at else ""
    return here.language.say(f"bodies.kept.{kept.code}", what=kept.what, time=time)
