"""Texts: official documents that the ministry loads, and its local instruments, which belong to an assessment."""

import streamlit as st

from toolkit.ui import frame, session
from toolkit.ui.session import Here
from toolkit.ui.text_documents import draw_documents
from toolkit.ui.text_local import draw_local

VIEWS = ("documents", "local")


def draw(here: Here | None) -> None:
    """Draw the page."""
    say = session.language().say
    frame.title(say("texts.title"))
    st.caption(say("texts.lead"))
    view = st.segmented_control(
        say("texts.view"),
        VIEWS,
        default=VIEWS[0],
        required=True,
        format_func=lambda name: say(f"texts.views.{name}"),
        key=session.key("texts", "view"),
        persist_state="session",
    )
    if view != "local":
        draw_documents(session.library(), session.language())
    elif here is None:
        st.markdown(say("texts.local.needs_assessment"))
        frame.link("start", say("interface.frame.to_start"))
    else:
        draw_local(here)


opened = session.here()
if opened is not None:
    frame.draw_where(opened)
else:
    frame.draw_codes()
with st.container(key="wide"):
    draw(opened)
