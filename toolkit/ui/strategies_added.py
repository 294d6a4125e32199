"""The table of what the Model Strategies add to 78/224, made and offered where the two are held against each other."""

import streamlit as st

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.tasks.strategies_added import TABLE_FORMATS, is_strategies_added, make_strategies_added
from toolkit.ui import session

WORDS = "strategies.adds"
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "pdf": "application/pdf",
}


@st.fragment
def take_along(library: Library, language: Language, before: str, after: str) -> None:
    """Choose a format, make the table, then download it; nothing where there is no such table of the two."""
    if not is_strategies_added(library, before, after):
        return
    st.header(language.say(f"{WORDS}.take_along"), anchor=False)
    st.markdown(language.say(f"{WORDS}.take_along_explain", before=library.instruments[before].short))
    to = st.segmented_control(
        language.say(f"{WORDS}.format"),
        TABLE_FORMATS,
        default=TABLE_FORMATS[0],
        required=True,
        format_func=lambda code: language.say(f"{WORDS}.formats.{code}"),
        key=session.key("strategies_added", "format"),
    )
    if to and st.button(language.say(f"{WORDS}.make"), key=session.key("strategies_added", "make")):
        name, content = make_strategies_added(library, language, after, to=to, today=session.today())
        st.download_button(
            language.say(f"{WORDS}.download", name=name),
            content,
            file_name=name,
            mime=KINDS[to],
            key=session.key("strategies_added", "download"),
            on_click="ignore",
            icon=":material/download:",
        )
