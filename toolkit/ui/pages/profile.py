"""Profile: the State, the facts that make its answers readable, scope, date, lens and target."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from toolkit.ui import fact_form, frame, lens_choice, session
from toolkit.ui.session import Here
from toolkit.ui.widgets import draw_outcome, saving

NUMBERS = (
    "population",
    "people_held",
    "women_held",
    "held_before_trial",
    "official_capacity",
    "facilities",
    "releases_a_year",
    "under_community_measures",
)
CHOICES = {"probation_service": ["yes", "partly", "no"], "federal": ["yes", "no"]}
LEVELS = [1, 2, 3, 4]
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


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.language.say
    frame.title(say("interface.profile.title"))
    st.html(f'<p class="explain">{escape(say("interface.profile.explain"))}</p>')
    _field(here, "name", _line, as_text)
    _field(here, "profile.state", _line, as_text)
    _field(here, "as_of", _day, as_day)
    _section(here, "way")
    _field(here, "lens", _lens, as_it_is)
    for note in lens_choice.notes_to_come(here.library):
        st.html(f'<p class="explain">{escape(note)}</p>')
    _field(here, "depth", _depth, as_it_is)
    items = dict(here.assessment.target.items)
    _field(here, "target", _target, lambda value: {"default": value, "items": items})
    _section(here, "scope")
    _field(here, "scope.covers", _block, as_text)
    _field(here, "scope.leaves_out", _block, as_text)
    _section(here, "facts")
    for name in NUMBERS:
        _field(here, f"profile.{name}", _number, as_it_is)
    for name in CHOICES:
        _field(here, f"profile.{name}", _choice, as_it_is)
    asked = frame.dimension_addresses(here)
    if asked:
        frame.draw_next(asked[0], say("interface.profile.next"))


def _section(here: Here, name: str) -> None:
    say = here.language.say
    st.header(say(f"interface.profile.{name}"), anchor=False)
    st.html(f'<p class="explain">{escape(say(f"interface.profile.{name}_explain"))}</p>')


@st.fragment
def _field(here: Here, name: str, widget: Draw, read: fact_form.Read) -> None:
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
        st.html(f'<div class="quoted" dir="auto">{escape(str(recorded or "")) or "–"}</div>')
        with st.container(horizontal=True):
            label = say("interface.conflict.keep_mine_facts")
            st.button(label, key=session.key("keep_mine", name), on_click=fact_form.keep_mine, args=(name, read))
            label = say("interface.conflict.take_theirs_facts")
            st.button(label, key=session.key("take_theirs", name), on_click=fact_form.take_theirs, args=(name,))


def _options(here: Here, name: str, read: fact_form.Read) -> dict[str, Any]:
    help_key = f"interface.profile.help.{name.replace('.', '_')}"
    return {
        "label": here.language.say(f"interface.profile.field.{name.replace('.', '_')}"),
        "key": session.key("fact", name),
        "on_change": fact_form.save,
        "args": (name, read),
        "help": here.language.say(help_key) if here.language.has(help_key) else None,
    }


def _line(here: Here, name: str, first: Any) -> None:
    st.text_input(value=session.first_value("fact", name, as_text(first), ""), **_options(here, name, as_text))


def _block(here: Here, name: str, first: Any) -> None:
    st.text_area(value=session.first_value("fact", name, as_text(first), ""), **_options(here, name, as_text))


def _number(here: Here, name: str, first: Any) -> None:
    st.number_input(
        value=session.first_value("fact", name, first), min_value=0, step=1, **_options(here, name, as_it_is)
    )


def _choice(here: Here, name: str, first: Any) -> None:
    options = CHOICES[name.removeprefix("profile.")]
    chosen = session.first_value("fact", name, first)
    st.selectbox(
        options=options,
        index=options.index(chosen) if chosen in options else None,
        format_func=lambda option: here.language.say(f"interface.dimension.{option}"),
        placeholder=here.language.say("interface.profile.not_stated"),
        **_options(here, name, as_it_is),
    )


def _day(here: Here, name: str, first: Any) -> None:
    given = session.first_value("fact", name, first)
    st.date_input(
        value=date.fromisoformat(given) if isinstance(given, str) else given,
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        format="YYYY-MM-DD",
        **_options(here, name, as_day),
    )


def _lens(here: Here, name: str, first: Any) -> None:
    known = lens_choice.instruments(here.library)
    options = known if first in known else [first, *known]
    st.radio(
        options=options,
        index=options.index(session.first_value("fact", name, first) or first),
        format_func=lambda id: lens_choice.instrument_name(here.library, id),
        captions=[lens_choice.instrument_note(here.library, here.language, id) for id in options],
        **_options(here, name, as_it_is),
    )


def _depth(here: Here, name: str, first: Any) -> None:
    options = lens_choice.DEPTHS
    st.radio(
        options=options,
        index=options.index(session.first_value("fact", name, first) or first),
        format_func=lambda depth: here.language.say(f"interface.lens.{depth}"),
        captions=[here.language.say(f"interface.lens.{depth}_text") for depth in options],
        **_options(here, name, as_it_is),
    )


def _target(here: Here, name: str, first: Any) -> None:
    items = dict(here.assessment.target.items)
    level = first["default"] if isinstance(first, dict) else first
    options = LEVELS if level in LEVELS else [level, *LEVELS]
    names = here.library.scales.levels
    st.radio(
        options=options,
        index=options.index(level),
        format_func=lambda found: here.language.say("interface.dimension.level", level=found, name=names[found].name),
        **_options(here, name, lambda value: {"default": value, "items": items}),
    )


draw(frame.opened())
