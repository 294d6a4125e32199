"""Profile: the State, the facts that make its answers readable, scope, date, lens and target."""

from html import escape
from typing import Any

import streamlit as st

from toolkit.ui import frame, lens_choice, session
from toolkit.ui.fact_field import as_day, as_it_is, as_text, field, options_of, pick_day
from toolkit.ui.session import Here

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


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.language.say
    frame.title(say("interface.profile.title"))
    st.html(f'<p class="explain">{escape(say("interface.profile.explain"))}</p>')
    field(here, "name", _line, as_text)
    field(here, "profile.state", _line, as_text)
    field(here, "as_of", pick_day, as_day)
    _section(here, "way")
    field(here, "lens", _lens, as_it_is)
    for note in lens_choice.notes_to_come(here.library):
        st.html(f'<p class="explain">{escape(note)}</p>')
    field(here, "depth", _depth, as_it_is)
    items = dict(here.assessment.target.items)
    field(here, "target", _target, lambda value: {"default": value, "items": items})
    _section(here, "scope")
    field(here, "scope.covers", _block, as_text)
    field(here, "scope.leaves_out", _block, as_text)
    _section(here, "facts")
    for name in NUMBERS:
        field(here, f"profile.{name}", _number, as_it_is)
    for name in CHOICES:
        field(here, f"profile.{name}", _choice, as_it_is)
    asked = frame.dimension_addresses(here)
    if asked:
        frame.draw_next(asked[0], say("interface.profile.next"))


def _section(here: Here, name: str) -> None:
    say = here.language.say
    st.header(say(f"interface.profile.{name}"), anchor=False)
    st.html(f'<p class="explain">{escape(say(f"interface.profile.{name}_explain"))}</p>')


def _line(here: Here, name: str, first: Any) -> None:
    st.text_input(value=session.first_value("fact", name, as_text(first), ""), **options_of(here, name, as_text))


def _block(here: Here, name: str, first: Any) -> None:
    st.text_area(value=session.first_value("fact", name, as_text(first), ""), **options_of(here, name, as_text))


def _number(here: Here, name: str, first: Any) -> None:
    st.number_input(
        value=session.first_value("fact", name, first), min_value=0, step=1, **options_of(here, name, as_it_is)
    )


def _choice(here: Here, name: str, first: Any) -> None:
    options = CHOICES[name.removeprefix("profile.")]
    chosen = session.first_value("fact", name, first)
    st.selectbox(
        options=options,
        index=options.index(chosen) if chosen in options else None,
        format_func=lambda option: here.language.say(f"interface.dimension.{option}"),
        placeholder=here.language.say("interface.profile.not_stated"),
        **options_of(here, name, as_it_is),
    )


def _lens(here: Here, name: str, first: Any) -> None:
    known = lens_choice.instruments(here.library)
    options = known if first in known else [first, *known]
    st.radio(
        options=options,
        index=options.index(session.first_value("fact", name, first) or first),
        format_func=lambda id: lens_choice.instrument_name(here.library, id),
        captions=[lens_choice.instrument_note(here.library, here.language, id) for id in options],
        **options_of(here, name, as_it_is),
    )


def _depth(here: Here, name: str, first: Any) -> None:
    options = lens_choice.DEPTHS
    st.radio(
        options=options,
        index=options.index(session.first_value("fact", name, first) or first),
        format_func=lambda depth: here.language.say(f"interface.lens.{depth}"),
        captions=[here.language.say(f"interface.lens.{depth}_text") for depth in options],
        **options_of(here, name, as_it_is),
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
        **options_of(here, name, lambda value: {"default": value, "items": items}),
    )


draw(frame.opened())
