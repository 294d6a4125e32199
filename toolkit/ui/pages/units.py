"""Units of a federal State: their assessments rolled up, without order of merit, named only by choice."""

from functools import partial

import streamlit as st

from toolkit.library.lens import DEFAULT_LENS
from toolkit.library.model import Depth
from toolkit.record.assessment import Assessment
from toolkit.tasks.roll_up import (
    LEAST_UNITS,
    ROLL_UP_FORMATS,
    make_roll_up,
    people_of,
    roll_up_tree,
    rolled_up,
    together,
)
from toolkit.ui import frame, lens_choice, session
from toolkit.ui.tables import written
from toolkit.ui.take_along import take_along
from toolkit.ui.tree_parts import draw_parts, section
from toolkit.ui.widgets import draw_problems
from toolkit.ui.words_on_page import plain

WORDS = "roll_up"
SECTIONS = ("headline", "limbs", "statements", "units", "method")
PAGE = "page"


def choose_units() -> list[Assessment]:
    """Draw the choice of assessments, one a unit; those of States that call themselves federal are chosen at first."""
    say, store = session.language().say, session.store()
    kept = {found.id: found for found in store.assessments()}
    labels = {id: _label(found.name, found.state) for id, found in kept.items()}
    federal = [id for id in kept if session.stored_now(id).assessment.profile.federal == "yes"]
    chosen = st.multiselect(
        say(f"{WORDS}.ui.choose"),
        list(kept),
        default=federal,
        format_func=lambda id: labels[id],
        help=say(f"{WORDS}.ui.choose_help"),
        key=session.key("units", "|".join(sorted(federal))),
    )
    return [session.stored_now(id).assessment.model_copy(update={"id": ""}) for id in chosen]


def _label(name: str, state: str) -> str:
    named = name or session.language().say("interface.start.unnamed")
    return f"{named} · {state}" if state else named


def choose_lens(units: list[Assessment]) -> tuple[str, Depth]:
    """Draw the choice of instrument and depth; at first those of the units, if they are one."""
    language, library = session.language(), session.library()
    known = lens_choice.instruments(library)
    own = {unit.lens for unit in units}
    first = own.pop() if len(own) == 1 else DEFAULT_LENS
    rapid = bool(units) and all(unit.depth == "rapid" for unit in units)
    depths: tuple[Depth, ...] = ("rapid", "full")
    with st.container(key="looking", horizontal=True):
        lens = st.selectbox(
            language.say("interface_results.results.look_through"),
            known,
            index=known.index(first) if first in known else 0,
            format_func=lambda id: lens_choice.instrument_name(library, id),
            key=session.key("units_lens", first),
        )
        depth = st.selectbox(
            language.say("interface_results.results.depth"),
            depths,
            index=0 if rapid else 1,
            format_func=lambda code: language.say(f"interface_results.results.depth_{code}"),
            key=session.key("units_depth", str(rapid)),
        )
    return lens, depth


def draw_roll_up(units: list[Assessment]) -> None:
    """What the units reach together."""
    language, library = session.language(), session.library()
    say = language.say
    lens = session.lens(*choose_lens(units))
    named = st.toggle(
        say(f"{WORDS}.ui.named"), help=say(f"{WORDS}.ui.named_help"), key=session.key("units_named", PAGE)
    )
    found, problems = rolled_up(units, library, lens, named=named)
    draw_problems(problems, language)
    if found is None:
        return
    missing = [plain(unit.name) for unit in units if people_of(unit) is None]
    if missing:
        st.info(say(f"{WORDS}.ui.people_missing", units=say("report.between").join(sorted(missing))))
    told = together(units, found, library, lens, language, session.today())
    tree = roll_up_tree(told)
    for id in SECTIONS:
        parts = section(tree, id)
        if parts:
            st.header(say(f"{WORDS}.heading.{id}"), anchor=False)
            draw_parts(parts)
    make = partial(make_roll_up, told, today=session.today())
    take_along(language, f"{WORDS}.ui", PAGE, ROLL_UP_FORMATS, lambda to: make(to=to))


def _offer_sample() -> None:
    # Imported here: it reads state files, which the page does without.
    from toolkit.tasks.sample import sample_units

    say = session.language().say
    st.html(f'<p class="explain">{written(say(f"{WORDS}.ui.sample_explain"))}</p>')
    if st.button(say(f"{WORDS}.ui.sample"), key=session.key("units", "sample")):
        for unit in sample_units(session.library()):
            session.store().import_state(unit)
        st.rerun()


def draw() -> None:
    """Draw the page from top to bottom."""
    say = session.language().say
    frame.title(say(f"{WORDS}.page_title"))
    st.caption(say(f"{WORDS}.lead"))
    units = choose_units()
    if len(units) < LEAST_UNITS:
        st.info(say(f"{WORDS}.ui.too_few"))
        _offer_sample()
        return
    draw_roll_up(units)


opened = session.here()
if opened is not None:
    frame.draw_where(opened)
else:
    frame.draw_codes()
with st.container(key="wide"):
    draw()
