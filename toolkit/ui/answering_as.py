"""Choosing on whose behalf this tab answers: the coordinator, or one of the State's bodies."""

import streamlit as st

from toolkit.record.assessment import COORDINATOR
from toolkit.tasks.bodies import body_name
from toolkit.ui import session
from toolkit.ui.session import Here


def draw_answering_as(here: Here) -> None:
    """The choice, where there are bodies; its pages then show that body's own statements and answers."""
    if not here.assessment.bodies:
        return
    say = here.language.say
    session.follow("answering_as", here.id, here.body)
    st.selectbox(
        say("bodies.answer_as"),
        list(dict.fromkeys([COORDINATOR, *(body.id for body in here.assessment.bodies)])),
        format_func=lambda id: body_name(id, here.assessment, here.library, here.language),
        key=session.key("answering_as", here.id),
        on_change=_choose,
        args=(here.id,),
        help=say("bodies.answer_as_help"),
    )


def _choose(id: str) -> None:
    session.answer_as(str(session.value("answering_as", id) or COORDINATOR))
