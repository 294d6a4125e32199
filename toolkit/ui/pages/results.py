"""Results through a lens: headline in counts, indices with range, and one section at a time; every number opens."""

import streamlit as st

from toolkit.problem import message
from toolkit.ui import frame, looking, result_shown, session
from toolkit.ui import result_texts as texts
from toolkit.ui.result_sections import one_lens
from toolkit.ui.result_shown import Shown
from toolkit.ui.session import Here
from toolkit.ui.tables import address

WORDS = "interface_results.results"


def place_of(item: str) -> str:
    """Address of an item on the page of its dimension."""
    return address(item[:3].lower(), session.link(), item.lower())


def shown_here(here: Here) -> Shown:
    """Draw the choice of lens, depth and counts, and gather what the page shows through them."""
    lens, depth = looking.choose_lens(here)
    result_shown.keep(here.id, "lens", lens if lens != here.assessment.lens else None)
    result_shown.keep(here.id, "depth", depth if depth != here.assessment.depth else None)
    found = looking.results(here, lens, depth)
    return Shown(
        here.id,
        here.assessment,
        found,
        here.library,
        here.language,
        place_of,
        here.stored.facts_version,
        counts_only=_counts_only(here),
    )


def _counts_only(here: Here) -> bool:
    say = here.language.say
    if not session.is_drawn("results_counts", here.id):
        session.put("results_counts", here.id, result_shown.kept(here.id, "counts") == "1")
    key = session.key("results_counts", here.id)
    chosen = st.toggle(say(f"{WORDS}.counts_only"), key=key, help=say(f"{WORDS}.counts_only_help"))
    result_shown.keep(here.id, "counts", "1" if chosen else None)
    return chosen


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.caption(say(f"{WORDS}.lead"))
    shown = shown_here(here)
    for found in shown.found.problems:
        st.info(message(found, here.language))
    note = texts.instrument_note(shown.found.lens.instrument)
    st.caption(" ".join(part for part in (note, texts.as_of(shown.found, here.language)) if part))
    one_lens(shown)
    frame.draw_next("report", say(f"{WORDS}.to_report"))


with st.container(key="wide"):
    draw(frame.opened())
