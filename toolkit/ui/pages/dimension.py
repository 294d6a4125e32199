"""One dimension: its items with their levels, saved as they are answered."""

from html import escape

import streamlit as st

from toolkit.library.lens import AskedItem
from toolkit.tasks.progress import Progress, answered_items, progress_of
from toolkit.ui import frame, session, statement
from toolkit.ui.closed_part import draw_closed
from toolkit.ui.session import Here

FILTERS = ("all", "unanswered", "review", "rapid")
MINE = "mine"


def draw(here: Here, dimension: str) -> None:
    """Draw the page of a dimension."""
    found, say = here.library.dimensions[dimension], here.language.say
    frame.title(found.name)
    st.html(f'<p class="explain">{escape(found.explain)}</p>')
    session.put("answered", "items", set(answered_items(here.said)))
    draw_closed(here)
    progress = st.empty()
    statement.draw_progress(here, dimension, progress)
    asked = here.lens.in_dimension(dimension)
    if not asked:
        st.info(say("interface.dimension.none_asked", lens=here.lens.instrument.short))
    shown = _shown(here, asked)
    if asked and not shown:
        st.info(say("interface.dimension.none_shown"))
    for entry in shown:
        statement.draw_statement(here, entry, progress)
    _ways_on(here, dimension)


def _shown(here: Here, asked: tuple[AskedItem, ...]) -> list[AskedItem]:
    own = () if here.mine is here.lens else (MINE,)
    filters = [*own, *(name for name in FILTERS if name != "rapid" or here.lens.depth == "full")]
    chosen = st.segmented_control(
        here.language.say("interface.dimension.show"),
        filters,
        default=filters[0],
        required=True,
        format_func=lambda name: here.language.say(f"interface.dimension.show_{name}"),
        key=session.key("show", "own" if own else "dimension"),
        persist_state="session",
    )
    return [entry for entry in asked if _passes(here, entry, chosen or filters[0])]


def _passes(here: Here, entry: AskedItem, chosen: str) -> bool:
    if chosen == MINE:
        return entry.id in here.mine.by_id
    if chosen == "unanswered":
        return entry.id not in session.value("answered", "items")
    if chosen == "review":
        return any(response.review for response in here.said if response.item == entry.id)
    return chosen == "all" or here.lens.instrument.family in here.library.items[entry.id].rapid


def _ways_on(here: Here, dimension: str) -> None:
    """Previous and next dimension, and the next item without an answer."""
    say, addresses = here.language.say, frame.dimension_addresses(here)
    later = [address for address in addresses if address > dimension.lower()]
    earlier = [address for address in addresses if address < dimension.lower()]
    with st.container(key="ways_on"):
        _next_unanswered(here, dimension, progress_of(session.value("answered", "items"), here.mine))
        if later:
            frame.link(later[0], say("interface.dimension.next", name=_name(here, later[0])))
        else:
            frame.link("plan", say("interface.dimension.to_plan"))
            frame.link("results", say("interface.dimension.to_results"))
        if earlier:
            frame.link(earlier[-1], say("interface.dimension.previous", name=_name(here, earlier[-1])))


def _name(here: Here, address: str) -> str:
    return here.library.dimensions[address.upper()].name


def _next_unanswered(here: Here, dimension: str, progress: Progress) -> None:
    asked = here.lens.in_dimension(dimension)
    found = progress.next_after(asked[-1].id if asked else None)
    if found is None:
        st.success(here.language.say("interface.dimension.all_answered"))
    elif found[:3] != dimension:
        frame.link(found[:3].lower(), here.language.say("interface.dimension.next_unanswered", item=found))


draw(frame.opened(), session.address().upper())
