"""Through what one looks: instrument and depth, chosen on a page without changing the assessment."""

from collections.abc import Sequence
from typing import get_args

import streamlit as st

from toolkit.library.model import Depth
from toolkit.method.results import Results
from toolkit.ui import at_hand, lens_choice, result_shown, session
from toolkit.ui.session import Here

WORDS = "interface_results.results"
DEPTHS: tuple[Depth, ...] = get_args(Depth)


def choose_lens(here: Here) -> tuple[str, Depth]:
    """Draw the choice of instrument and depth, those of the link or the assessment's own first.

    Answers hold through every one.
    """
    say = here.language.say
    known = lens_choice.instruments(here.library)
    instruments = known if here.assessment.lens in known else [*known, here.assessment.lens]
    with st.container(key="looking", horizontal=True):
        lens = st.selectbox(
            say(f"{WORDS}.look_through"),
            instruments,
            index=_first(here, "lens", instruments, here.assessment.lens),
            format_func=lambda id: lens_choice.instrument_name(here.library, id),
            key=session.key("lens", here.id),
            persist_state="session",
        )
        depth = st.selectbox(
            say(f"{WORDS}.depth"),
            DEPTHS,
            index=_first(here, "depth", DEPTHS, here.assessment.depth),
            format_func=lambda code: say(f"{WORDS}.depth_{code}"),
            key=session.key("depth", here.id),
            persist_state="session",
        )
    return lens, depth


def _first(here: Here, name: str, known: Sequence[str], own: str) -> int:
    """Position of what is chosen at first: what the link of the page says, else the assessment's own."""
    asked = result_shown.kept(here.id, f"first_{name}") or result_shown.kept(here.id, name)
    first = asked if asked in known else own
    session.put("looked", f"{here.id}:first_{name}", first)
    return known.index(first)


def results(here: Here, lens: str | None = None, depth: Depth | None = None) -> Results:
    """Results of the open assessment, kept by its version; through its own lens unless another is named."""
    whole = here.assessment
    return at_hand.results(
        here.stored,
        here.id,
        here.stored.version,
        here.language.code,
        lens or whole.lens,
        depth or whole.depth,
        whole.as_of or here.today,
    )
