"""A part that is cleared, on the pages where its answers stand: what it means to change one, and the way to reopen."""

from html import escape

import streamlit as st

from toolkit.record.assessment import Clearance
from toolkit.record.bodies import clearance_of
from toolkit.record.store import AssessmentGone, NotSaved
from toolkit.tasks.clearance import reopen
from toolkit.ui import response_form, session
from toolkit.ui.kept_facts import Kept, remember, say_at_field, say_kept
from toolkit.ui.session import Here

PAGE = "closed_part"


def closed(here: Here) -> Clearance | None:
    """The clearance that closes the answers given in this tab: of the body's part, else of the whole."""
    return clearance_of(here.assessment, here.body) or clearance_of(here.assessment, None)


def draw_closed(here: Here) -> None:
    """Say that answers are cleared, and offer to reopen them with a reason."""
    say_kept(here, PAGE)
    cleared = closed(here)
    if cleared is None:
        return
    say = here.language.say
    with st.container(key="closed_part"):
        text = say("clearance.closed", date=cleared.date.isoformat(), role=cleared.role)
        st.html(f"<p><strong>{escape(text)}</strong></p><p>{escape(say('clearance.closed_explain'))}</p>")
        say_at_field(here, PAGE, "reason_wanted")
        st.text_input(say("clearance.reason"), key=session.key("reopen_reason", here.id))
        with st.container(horizontal=True):
            st.button(
                say("clearance.reopen_and_save"),
                key=session.key("reopen", here.id),
                on_click=reopen_part,
                args=(here,),
            )
            st.button(
                say("clearance.leave"),
                key=session.key("leave_cleared", here.id),
                on_click=response_form.drop_pending,
                args=(here.id,),
                type="tertiary",
            )


def reopen_part(here: Here) -> None:
    """Reopen what is closed here, and save what waited for it."""
    reason = str(session.value("reopen_reason", here.id) or "").strip()
    if not reason:
        remember(PAGE, here.id, Kept("reason_wanted"))
        return
    try:
        done = reopen(session.store(), here.id, reason, here.today, body=here.body)
    except (NotSaved, AssessmentGone):
        remember(PAGE, here.id, Kept("not_kept"))
        return
    # Where another tab has reopened it meanwhile, what waits can be saved all the same.
    remember(PAGE, here.id, Kept("reopened" if done else "reopened_before"))
    response_form.save_pending()
