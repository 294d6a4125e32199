"""The rapid scan on one screen, for a meeting: one statement at a time in large type, or the list of all."""

import streamlit as st

from toolkit.record.assessment import COORDINATOR
from toolkit.tasks.bodies import body_name
from toolkit.tasks.progress import answered_items
from toolkit.ui import frame, on_screen, session
from toolkit.ui.closed_part import draw_closed
from toolkit.ui.session import Here
from toolkit.ui.words_on_page import plain

WORDS = "workshop.screen"


def draw(here: Here) -> None:
    """Draw the page; in the meeting the coordinator answers."""
    say = here.language.say
    head = st.container(key="screen_head", horizontal=True)
    with head:
        frame.title(say(f"{WORDS}.title"))
        frame.link("workshop", say(f"{WORDS}.back"))
    asked = session.lens(here.assessment.lens, "rapid").items
    if not asked:
        st.info(say(f"{WORDS}.none"))
        return
    if here.body != COORDINATOR:
        _only_the_coordinator(here)
        return
    session.put("answered", "items", set(answered_items(here.said)))
    draw_closed(here)
    on_screen.draw_scan(here, asked, head)


def _only_the_coordinator(here: Here) -> None:
    say = here.language.say
    name = body_name(here.body, here.assessment, here.library, here.language)
    st.info(say(f"{WORDS}.as_body", body=plain(name)))
    st.button(
        say(f"{WORDS}.as_coordinator"),
        key=session.key("screen_coordinator", here.id),
        on_click=session.answer_as,
        args=(COORDINATOR,),
    )


with st.container(key="projector"):
    draw(frame.opened())
