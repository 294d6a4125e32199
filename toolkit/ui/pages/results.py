"""Results through a lens: headline in counts, indices with range, part by part, two lists of gaps, facts."""

import streamlit as st

from toolkit.problem import message
from toolkit.ui import frame, looking, session
from toolkit.ui import result_sections as sections
from toolkit.ui import result_texts as texts
from toolkit.ui.gap_marks import marking
from toolkit.ui.session import Here
from toolkit.ui.tables import address

WORDS = "interface_results.results"


def place_of(item: str) -> str:
    """Address of an item on the page of its dimension."""
    return address(item[:3].lower(), session.link(), item.lower())


def shown_here(here: Here) -> sections.Shown:
    """Draw the choice of lens and depth, and gather what the page shows through it."""
    lens, depth = looking.choose_lens(here)
    found = looking.results(here, lens, depth)
    return sections.Shown(here.assessment, found, here.library, here.language, place_of)


def follow_up(shown: sections.Shown) -> None:
    """Plans looked at, and where to go from here."""
    plans = len(shown.found.plans)
    st.caption(shown.say("plans_looked_at", n=plans) if plans else shown.say("no_plan"))
    if not plans:
        frame.link("plan", shown.say("to_plan"))


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.caption(say(f"{WORDS}.lead"))
    shown = shown_here(here)
    counts_only = st.toggle(
        say(f"{WORDS}.counts_only"), key=session.key("results", "counts"), help=say(f"{WORDS}.counts_only_help")
    )
    for found in shown.found.problems:
        st.info(message(found, here.language))
    note = texts.instrument_note(shown.found.lens.instrument)
    if note:
        st.caption(note)
    st.caption(texts.as_of(shown.found, here.language))
    sections.first_screen(shown, counts_only)
    if shown.found.scores.limbs and not counts_only:
        sections.part_by_part(shown)
    if shown.found.scores.headline.asked:
        st.header(say(f"{WORDS}.gaps.heading"), anchor=False)
        st.markdown(f"{say(f'{WORDS}.gaps.explain')} {say(f'{WORDS}.gaps.points_explain')}")
        follow_up(shown)
        marking(here, shown)
        sections.gaps(shown, "text")
        sections.gaps(shown, "enabling")
        sections.unanswered(shown)
    sections.soft_panel(shown)
    sections.participation(shown)
    if shown.found.scores.headline.asked and not counts_only:
        sections.how_sure(shown)
        sections.open_a_figure(shown)
    frame.draw_next("report", say(f"{WORDS}.to_report"))


with st.container(key="wide"):
    draw(frame.opened())
