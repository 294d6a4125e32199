"""Who leads what: each lead function with the body of the State that takes it, or nobody."""

import streamlit as st

from toolkit.tasks.bodies import LeadFunction, add_body, add_usual_bodies, body_name, lead_functions, take_lead
from toolkit.ui import session
from toolkit.ui.kept_facts import Kept, keep, remember, say_at_field
from toolkit.ui.session import Here
from toolkit.ui.words_on_page import spoken

PAGE = "bodies"
NOBODY = ""


def draw_leads(here: Here) -> None:
    """The functions that lead statements of this lens, each with a choice; and the way to add bodies."""
    say = here.language.say
    st.header(say("bodies.leads.heading"), anchor=False)
    st.markdown(say("bodies.leads.lead"))
    found = lead_functions(here.assessment, here.lens, here.library)
    _add(here, found)
    if not here.assessment.bodies:
        return
    with st.container(key="lead_map"):
        for function in found:
            _choose(here, function)


def _choose(here: Here, function: LeadFunction) -> None:
    say = here.language.say
    session.follow("lead_of", function.code, function.body or NOBODY)
    st.selectbox(
        say("bodies.leads.function", name=spoken(function.name), code=function.code, n=function.items),
        [NOBODY, *(body.id for body in here.assessment.bodies)],
        format_func=lambda id: (
            body_name(id, here.assessment, here.library, here.language) if id else say("bodies.leads.nobody")
        ),
        key=session.key("lead_of", function.code),
        on_change=_take,
        args=(here.id, here.stored.facts_version, function.code, function.name),
    )


def _take(id: str, drawn_from: int, code: str, name: str) -> None:
    change = take_lead(session.stored_now(id).assessment, code, session.value("lead_of", code) or None)
    if not keep(PAGE, id, change, drawn_from, name):
        session.forget("lead_of", code)


def _add(here: Here, found: tuple[LeadFunction, ...]) -> None:
    """A body of one's own, or all the usual ones at once."""
    say = here.language.say
    free = [function for function in found if function.body is None]
    if free:
        st.button(
            say("bodies.leads.usual", n=len(free)),
            key=session.key("usual_bodies", here.id),
            on_click=_add_usual,
            args=(here,),
            help=say("bodies.leads.usual_help"),
        )
    with st.form(session.key("add_body", here.id), border=False, clear_on_submit=True):
        say_at_field(here, PAGE, "no_new_body")
        st.text_input(say("bodies.leads.new"), key=session.key("new_body", here.id))
        st.form_submit_button(say("bodies.leads.add"), on_click=_add_one, args=(here,))


def _add_usual(here: Here) -> None:
    change = add_usual_bodies(session.stored_now(here.id).assessment, here.lens, here.library)
    keep(PAGE, here.id, change, here.stored.facts_version)


def _add_one(here: Here) -> None:
    name = str(session.value("new_body", here.id) or "")
    change = add_body(session.stored_now(here.id).assessment, name)
    if change:
        keep(PAGE, here.id, change, here.stored.facts_version, name.strip())
    else:
        remember(PAGE, here.id, Kept("no_new_body", name.strip()))
