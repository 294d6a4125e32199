"""Ask and collect: questionnaires out to the bodies, what they returned back in."""

import streamlit as st

from toolkit.ui import frame
from toolkit.ui.answers_in import draw_in
from toolkit.ui.answers_out import draw_out
from toolkit.ui.session import Here


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("interface_answers.title"))
    st.markdown(say("interface_answers.lead"))
    draw_out(here)
    draw_in(here)
    frame.draw_next("agreement", say("interface_answers.to_agreement"))


with st.container(key="wide"):
    draw(frame.opened())
