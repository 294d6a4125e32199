"""A field of one fact of an assessment: drawn, saved as it changes, and both sides where somebody else changed it."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from toolkit.ui import fact_form, session
from toolkit.ui.session import Here
from toolkit.ui.widgets import draw_outcome, saving

Draw = Callable[[Here, str, Any], None]


def as_text(value: Any) -> str:
    """What a field of text holds."""
    return str(value or "")


def as_it_is(value: Any) -> Any:
    """What a field of another kind holds."""
    return value


def as_day(value: Any) -> str | None:
    """The day a calendar field holds, as the record writes it."""
    return value.isoformat() if isinstance(value, date) else None


@st.fragment
def field(here: Here, name: str, widget: Draw, read: fact_form.Read) -> None:
    """One fact: its field, how its last save ended, and both sides where somebody else changed it."""
    with saving(f"fact-{name.replace('.', '-')}"):
        widget(here, name, fact_form.ready(session.here() or here, name))
        fact_form.compare(name, read)
        draw_outcome(fact_form.outcome(name), here.language)
        if fact_form.conflict(name) is not None:
            _conflict(here, name, read)


def _conflict(here: Here, name: str, read: fact_form.Read) -> None:
    say, recorded = here.language.say, session.value("recorded", name)
    with st.container(key=f"conflict-{name.replace('.', '-')}"):
        st.html(f'<p role="alert"><strong>{escape(say("interface.conflict.what_facts"))}</strong></p>')
        st.html(f'<p class="side">{escape(say("interface.conflict.theirs"))}</p>')
        st.html(f'<div class="quoted" dir="auto">{escape(_as_read(recorded)) or "–"}</div>')
        with st.container(horizontal=True):
            label = say("interface.conflict.keep_mine_facts")
            st.button(label, key=session.key("keep_mine", name), on_click=fact_form.keep_mine, args=(name, read))
            label = say("interface.conflict.take_theirs_facts")
            st.button(label, key=session.key("take_theirs", name), on_click=fact_form.take_theirs, args=(name,))


def _as_read(recorded: Any) -> str:
    """What the record holds of a fact, as one reads it; of an own text, its text."""
    told = recorded.get("text") if isinstance(recorded, dict) else recorded
    return "" if told is None else str(told)


def options_of(here: Here, name: str, read: fact_form.Read) -> dict[str, Any]:
    """Label, key, help and save of the widget of a fact."""
    help_key = f"interface.profile.help.{name.replace('.', '_')}"
    return {
        "label": here.language.say(f"interface.profile.field.{name.replace('.', '_')}"),
        "key": session.key("fact", name),
        "on_change": fact_form.save,
        "args": (name, read),
        "help": here.language.say(help_key) if here.language.has(help_key) else None,
    }


def pick_day(here: Here, name: str, first: Any) -> None:
    """A calendar field."""
    given = session.first_value("fact", name, first)
    st.date_input(
        value=date.fromisoformat(given) if isinstance(given, str) else given,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        format="YYYY-MM-DD",
        **options_of(here, name, as_day),
    )
