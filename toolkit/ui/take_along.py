"""A document to take along: choose a format, make it, then download it."""

from collections.abc import Callable, Sequence

import streamlit as st

from toolkit.language import Language
from toolkit.ui import session
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.words_on_page import plain

Make = Callable[[str], tuple[str, bytes]]


def take_along(language: Language, words: str, id: str, formats: Sequence[str], make: Make) -> None:
    """Offer what `make` makes of a format under its own heading. `words` names the section of the wording."""
    st.header(language.say(f"{words}.take_along"), anchor=False)
    offer(language, words, id, formats, make)


def offer(language: Language, words: str, id: str, formats: Sequence[str], make: Make) -> None:
    """Offer what `make` makes of a format, a name and a content; made when asked for."""
    kind = words.partition(".")[0]
    to = st.segmented_control(
        language.say(f"{words}.format"),
        formats,
        default=formats[0],
        required=True,
        format_func=lambda code: language.say(f"{words}.formats.{code}"),
        key=session.key(f"{kind}_format", id),
    )
    if to and st.button(language.say(f"{words}.make"), key=session.key(f"{kind}_make", id)):
        name, content = make(to)
        st.download_button(
            language.say(f"{words}.download", name=plain(name)),
            content,
            file_name=name,
            mime=MEDIA_TYPES[to],
            key=session.key(f"{kind}_download", id),
            on_click="ignore",
            icon=":material/download:",
        )
