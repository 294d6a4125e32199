"""Facilities: sheets of facts out, the one table of the body that runs them, and levels suggested for it to choose."""

import streamlit as st

from toolkit.tasks.facility import facilities_of
from toolkit.ui import facility_sections, frame
from toolkit.ui.session import Here


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("facility.page.title"))
    st.markdown(say("facility.page.lead"))
    facility_sections.draw_out(here)
    found = facilities_of(here.assessment, here.library)
    if found.sheets:
        facility_sections.draw_table(here, found)
        facility_sections.draw_words(here, found)
        facility_sections.draw_suggestions(here, found)
    else:
        st.markdown(say("facility.page.none"))
    frame.draw_next("answers", say("facility.page.to_answers"))


with st.container(key="wide"):
    draw(frame.opened())
