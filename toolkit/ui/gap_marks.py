"""Marking a gap: first, normal or later, with the reason that is printed beside it; kept as a fact, and undone.

The form stands with the gap where it is opened; what came of it is said above the lists, with a way back.
"""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from toolkit.record.assessment import Mark
from toolkit.record.store import AssessmentGone, Conflict, NotSaved
from toolkit.ui import result_shown, session
from toolkit.ui.result_shown import Shown
from toolkit.ui.tables import written

MARKS = ("first", "normal", "later")


@dataclass(frozen=True)
class MarkOutcome:
    """How keeping a mark ended; `before` and `version` say how to take it back."""

    code: Literal["kept", "undone", "reason_missing", "not_kept", "changed_elsewhere"]
    item: str
    before: Mark | None = None
    version: int = 0


def mark_form(shown: Shown, item: str) -> None:
    """The mark of one gap and its reason. Saving closes what is open, so that the list is seen in its new order."""
    now = shown.assessment.marks.get(item, Mark())
    st.segmented_control(
        shown.say("marking.mark", item=item),
        MARKS,
        default=now.mark,
        required=True,
        format_func=lambda code: shown.say(f"marking.{code}"),
        key=session.key("mark", item),
    )
    st.text_input(shown.say("marking.reason", item=item), now.reason, key=session.key("mark_reason", item))
    saved = st.button(
        shown.say("marking.save"),
        key=session.key("mark_save", item),
        on_click=keep,
        args=(shown.id, item, shown.facts_version, shown.assessment.marks.get(item)),
    )
    outcome: MarkOutcome | None = session.value("mark_outcome", shown.id) if saved else None
    if outcome is None:
        return
    if outcome.code == "reason_missing":
        session.forget("mark_outcome", shown.id)
        _say(shown, outcome)
        return
    result_shown.keep(shown.id, "open", None)
    st.rerun()


def keep(id: str, item: str, drawn_from: int, before: Mark | None) -> None:
    """Keep the mark that the form says; `before` is the mark that stood there when it was drawn."""
    code = session.value("mark", item) or "normal"
    reason = str(session.value("mark_reason", item) or "").strip()
    if code != "normal" and not reason:
        session.put("mark_outcome", id, MarkOutcome("reason_missing", item))
        return
    mark = None if code == "normal" else Mark(mark=code, reason=reason)
    session.put("mark_outcome", id, _keep(id, item, mark, drawn_from, before))


def _keep(id: str, item: str, mark: Mark | None, drawn_from: int, before: Mark | None) -> MarkOutcome:
    """Keep a mark; one that was changed elsewhere since the page was drawn is not overwritten."""
    try:
        saved = session.store().save_facts(id, {f"marks.{item}": mark}, drawn_from)
    except (NotSaved, AssessmentGone):
        return MarkOutcome("not_kept", item)
    if isinstance(saved, Conflict):
        return MarkOutcome("changed_elsewhere", item)
    return MarkOutcome("kept", item, before, saved.version)


def undo(id: str, outcome: MarkOutcome) -> None:
    """Set the mark back to what it was."""
    found = _keep(id, outcome.item, outcome.before, outcome.version, None)
    code = "undone" if found.code == "kept" else found.code
    session.forget("mark", outcome.item)
    session.forget("mark_reason", outcome.item)
    session.put("mark_outcome", id, MarkOutcome(code, outcome.item))


def say_outcome(shown: Shown) -> None:
    """Say how the last mark was kept, until the next one; one that was kept can be undone here."""
    outcome: MarkOutcome | None = session.value("mark_outcome", shown.id)
    if outcome is None:
        return
    with st.container(horizontal=True, key="mark_outcome"):
        _say(shown, outcome)
        if outcome.code == "kept":
            label = shown.say("marking.undo", item=outcome.item)
            if st.button(label, key=session.key("mark_undo", shown.id), type="tertiary"):
                undo(shown.id, outcome)
                st.rerun()


def _say(shown: Shown, outcome: MarkOutcome) -> None:
    look = "saved" if outcome.code in ("kept", "undone") else "failed"
    text = shown.say(f"marking.{outcome.code}", item=outcome.item)
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')
