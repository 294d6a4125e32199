"""Texts of people on a page: shown as they were written, never as markup."""

import re
from html import escape

import streamlit as st

_SPOKEN_ALOUD = re.compile(r"[\\`*_{}\[\]#|<>~:$^]")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$^=&])")


def plain(text: str) -> str:
    """Text for a label or a heading, with everything escaped that Markdown would read as markup."""
    return _MARKUP.sub(r"\\\1", text.replace("\n", " "))


def spoken(text: str) -> str:
    """Text for a label that is read aloud as it is passed, signs of markup left out rather than escaped."""
    return " ".join(_SPOKEN_ALOUD.sub(" ", text).split())


def quote(text: str) -> None:
    """Show a person's text as it was written, line by line."""
    st.html(f'<div class="quoted" dir="auto">{escape(text)}</div>')
