"""Taking back the last thing done with a plan, or its removal: from any tab, after a reload."""

import streamlit as st

from toolkit.record.plan_steps import REMOVED, PlanStep
from toolkit.record.store import AssessmentGone, NotSaved
from toolkit.ui import session
from toolkit.ui.plan_saving import UNDO, PlanOutcome, remember
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import plain

REMOVED_SHOWN = 3


@st.fragment(key=UNDO)
def draw_undo(here: Here, plan_id: str) -> None:
    """The last step of a plan with the way back; drawn anew with every decision."""
    step = next((found for found in _steps(here) if found.plan_id == plan_id and found.kind != REMOVED), None)
    with st.container(key="plan_undo", horizontal=True):
        if step is None:
            return
        st.html(f'<p class="rt-small">{written(_said(here, step))}</p>', width="content")
        if st.button(here.language.say("plan_links.undo.button"), key=session.key("undo_step", plan_id)):
            undo(here, step)
            st.rerun()


def draw_removed(here: Here) -> None:
    """Plans that were removed, the last ones first, each with the way back."""
    removed = [step for step in _steps(here) if step.kind == REMOVED][::-1][:REMOVED_SHOWN]
    for step in removed:
        with st.container(key=f"removed-{step.plan_id}", horizontal=True):
            st.html(f'<p class="rt-small">{written(_said(here, step))}</p>', width="content")
            st.button(
                here.language.say("plan_links.undo.bring_back", name=plain(step.name)),
                key=session.key("bring_back", step.plan_id),
                on_click=undo,
                args=(here, step),
            )


def _steps(here: Here) -> tuple[PlanStep, ...]:
    """Last steps as the record holds them now."""
    return session.stored_now(here.id).steps


def _said(here: Here, step: PlanStep) -> str:
    what = here.language.say(f"plan_links.undo.kind.{step.kind}", n=step.number, name=step.name)
    at = session.moment_of(step.at)
    when = session.time_of(step.at) if at.date() == here.today else at.strftime("%Y-%m-%d %H:%M")
    return here.language.say("plan_links.undo.last", what=what, when=when)


def undo(here: Here, step: PlanStep) -> None:
    """Take a step back, unless something was done since it was shown."""
    try:
        saved = session.store().undo_step(here.id, step.plan_id, step.version)
    except NotSaved:
        remember(here.id, PlanOutcome("not_kept"))
        return
    except AssessmentGone:
        saved = None
    if saved is None:
        remember(here.id, PlanOutcome("changed_elsewhere"))
        return
    if step.kind == REMOVED:
        remember(here.id, PlanOutcome("brought_back", at=saved.at, name=step.name))
        session.put("plan_which", here.id, step.plan_id)
    else:
        remember(here.id, PlanOutcome("undone", at=saved.at, name=step.name))
