"""The table of what the Model Strategies add to 78/224, made and offered where the two are held against each other."""

import streamlit as st

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.tasks.strategies_added import TABLE_FORMATS, is_strategies_added, make_strategies_added
from toolkit.ui import session
from toolkit.ui.take_along import offer

WORDS = "strategies.adds"


@st.fragment
def draw_strategies_added(library: Library, language: Language, before: str, after: str) -> None:
    """Say what the table holds and offer it; nothing where there is no such table of the two."""
    if not is_strategies_added(library, before, after):
        return
    st.header(language.say(f"{WORDS}.take_along"), anchor=False)
    st.markdown(language.say(f"{WORDS}.take_along_explain", before=library.instruments[before].short))

    def make(to: str) -> tuple[str, bytes]:
        return make_strategies_added(library, language, after, to=to, today=session.today())

    offer(language, WORDS, after, TABLE_FORMATS, make)
