"""Statements that say something else today: bring answers over, and what waits to be looked at again."""

from collections.abc import Callable

import streamlit as st

from toolkit.record.store import StillCleared
from toolkit.tasks.carry_over import bring_over, carry_over_of, waiting_in
from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.tables import linked, written

WORDS = "comparison.carry"


def draw_carry_over(here: Here, place_of: Callable[[str], str]) -> None:
    """Draw what the present wording of the statements means for this assessment; nothing where it means nothing."""
    said = session.forget("carry_done", here.id)
    if said:
        st.success(said)
    found, say = carry_over_of(here.assessment, here.library, here.lens), here.language.say
    if found.is_needed:
        with st.container(key="carry_over", border=True):
            st.header(say(f"{WORDS}.heading"), anchor=False)
            st.markdown(say(f"{WORDS}.not_recorded" if found.not_recorded else f"{WORDS}.explain"))
            counts = {name: len(getattr(found, name)) for name in ("unchanged", "reworded", "unanswered")}
            st.markdown(say(f"{WORDS}.counts", **counts))
            if found.not_asked:
                symbol = here.lens.instrument.short
                st.caption(say(f"{WORDS}.not_asked", n=len(found.not_asked), symbol=symbol))
            st.button(say(f"{WORDS}.do"), key=session.key("carry_over", here.id), on_click=_bring_over, args=(here,))
    _queue(here, place_of)


def _bring_over(here: Here) -> None:
    say = here.language.say
    try:
        queued = bring_over(session.store(), here.id, here.stored, here.library)
    except StillCleared:
        session.put("carry_done", here.id, say(f"{WORDS}.closed"))
        return
    told = say(f"{WORDS}.moved_on") if queued is None else say(f"{WORDS}.done", n=queued)
    session.put("carry_done", here.id, told)


def _queue(here: Here, place_of: Callable[[str], str]) -> None:
    """Statements that wait for somebody, each a way to it: reworded and new ones first, apart from the rest."""
    waiting = waiting_in(here.assessment, here.library, here.lens)
    others = "queue_same" if waiting.reworded else "queue"
    lists = {"queue_reworded": waiting.reworded, "queue_new": waiting.new, others: waiting.same}
    for name, items in lists.items():
        if items:
            links = ", ".join(linked(written(item), place_of(item)) for item in items)
            said = written(here.language.say(f"{WORDS}.{name}", n=len(items)))
            st.html(f'<p class="explain">{said} {links}</p>')
