"""Marking a gap: first or later, with the reason that is printed beside it; kept as a fact of the assessment."""

import streamlit as st

from toolkit.record.assessment import Mark
from toolkit.record.store import AssessmentGone, Conflict, NotSaved
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.result_sections import Shown
from toolkit.ui.result_texts import WORDS
from toolkit.ui.session import Here
from toolkit.ui.tables import written

MARKS = ("first", "normal", "later")


def marking(here: Here, shown: Shown) -> None:
    """Choose a gap, its mark and the reason; behind a toggle, for the lists are read more often than marked."""
    items = [gap.item for gap in (*shown.found.gaps.text, *shown.found.gaps.enabling)]
    if not items or not st.toggle(shown.say("marking.heading"), key=session.key("marking", here.id)):
        return
    st.markdown(shown.say("marking.explain"))
    item = st.selectbox(
        shown.say("marking.statement"),
        items,
        index=None,
        format_func=lambda item: texts.item_name(item, shown.library),
        placeholder=shown.say("marking.choose"),
        key=session.key("mark_item", here.id),
    )
    if item is not None:
        _form(here, shown, item)
    _say_outcome(here, shown)


def _form(here: Here, shown: Shown, item: str) -> None:
    now = here.assessment.marks.get(item, Mark())
    st.segmented_control(
        shown.say("marking.mark", item=item),
        MARKS,
        default=now.mark,
        required=True,
        format_func=lambda code: shown.say(f"marking.{code}"),
        key=session.key("mark", item),
    )
    st.text_input(shown.say("marking.reason", item=item), now.reason, key=session.key("mark_reason", item))
    st.button(
        shown.say("marking.save"),
        key=session.key("mark_save", item),
        on_click=keep,
        args=(here.id, item, here.stored.facts_version),
    )


def keep(id: str, item: str, drawn_from: int) -> None:
    """Keep the mark that the form says; a mark changed elsewhere since the form was drawn is not overwritten."""
    code = session.value("mark", item) or "normal"
    reason = str(session.value("mark_reason", item) or "").strip()
    if code != "normal" and not reason:
        session.put("mark_outcome", id, ("reason_missing", item))
        return
    mark = None if code == "normal" else Mark(mark=code, reason=reason)
    try:
        saved = session.store().save_facts(id, {f"marks.{item}": mark}, drawn_from)
    except (NotSaved, AssessmentGone):
        session.put("mark_outcome", id, ("not_kept", item))
        return
    session.put("mark_outcome", id, ("changed_elsewhere" if isinstance(saved, Conflict) else "kept", item))


def _say_outcome(here: Here, shown: Shown) -> None:
    outcome = session.forget("mark_outcome", here.id)
    if outcome is None:
        return
    code, item = outcome
    look = "saved" if code == "kept" else "failed"
    text = shown.language.say(f"{WORDS}.marking.{code}", item=item)
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')
