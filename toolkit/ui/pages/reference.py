"""Reference: a statement in full, an instrument with its provisions, two instruments side by side."""

from html import escape

import streamlit as st

from toolkit.library.lens import DEFAULT_LENS
from toolkit.tasks.reference import find_statements
from toolkit.ui import frame, lens_choice, session
from toolkit.ui.reference_sections import Looked, draw_comparison, draw_instrument, paragraphs, statement_table
from toolkit.ui.reference_statement import draw_statement_in_full
from toolkit.ui.tables import address

VIEWS = ("statement", "instrument", "compare")
IN_THE_LINK = ("statement", "instrument", "before", "after")
EARLIER = "a-res-76-182"


def address_of(item: str) -> str:
    """Address of a statement in full."""
    return address("reference", {**session.link(), "statement": item})


def keep_in_link(**wanted: str) -> None:
    """Let the link name what is shown, and nothing that is not."""
    for name in IN_THE_LINK:
        if name not in wanted and name in st.query_params:
            del st.query_params[name]
        elif name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]


def draw(looked: Looked) -> None:
    """Draw the page."""
    say = looked.say
    frame.title(say("title"))
    st.caption(say("lead"))
    asked = st.query_params
    first = "instrument" if "instrument" in asked else "compare" if "before" in asked else "statement"
    view = st.segmented_control(
        say("view"),
        VIEWS,
        default=first,
        required=True,
        format_func=lambda name: say(f"views.{name}"),
        key=session.key("reference", "view"),
    )
    {"statement": _statements, "instrument": _instrument, "compare": _comparison}[view or first](looked)


def _statements(looked: Looked) -> None:
    say, written = looked.say, st.query_params.get("statement", "").strip().upper()
    words = st.text_input(say("search"), placeholder=say("search_hint"), key=session.key("reference", "search"))
    if words.strip():
        _found(words, looked)
        return
    item = looked.library.items.get(written)
    if item is not None:
        keep_in_link(statement=item.id)
        back = escape(address("reference", session.link()))
        st.html(f'<p><a href="{back}" target="_self">{escape(say("all_statements"))}</a></p>')
        draw_statement_in_full(item, looked)
        return
    keep_in_link()
    if written:
        st.info(say("unknown", written=written))
    dimensions = looked.library.dimensions
    chosen = st.selectbox(
        say("subject"),
        list(dimensions),
        format_func=lambda id: f"{id} {dimensions[id].name}",
        key=session.key("reference", "subject"),
    )
    paragraphs([dimensions[chosen].explain])
    st.html(statement_table(dimensions[chosen].items, looked, with_subject=False))


def _found(words: str, looked: Looked) -> None:
    found = find_statements(looked.library, words)
    paragraphs([looked.say("found", n=len(found)) if found else looked.say("none_found")])
    if found:
        st.html(statement_table(found, looked))


def _instrument(looked: Looked) -> None:
    here = session.here()
    wanted = st.query_params.get("instrument", here.assessment.lens if here else DEFAULT_LENS)
    chosen = _choose(looked, "instrument.choose", "instrument", wanted, DEFAULT_LENS)
    keep_in_link(instrument=chosen)
    draw_instrument(looked.library.instruments[chosen], looked)


def _comparison(looked: Looked) -> None:
    asked = st.query_params
    with st.container(key="looking", horizontal=True):
        before = _choose(looked, "compare.before", "before", asked.get("before", EARLIER), EARLIER)
        after = _choose(looked, "compare.after", "after", asked.get("after", DEFAULT_LENS), DEFAULT_LENS)
    keep_in_link(before=before, after=after)
    if before == after:
        st.info(looked.say("compare.same_twice"))
        return
    draw_comparison(looked.library.instruments[before], looked.library.instruments[after], looked)


def _choose(looked: Looked, label: str, name: str, wanted: str, otherwise: str) -> str:
    known = list(looked.library.instruments)
    chosen: str = st.selectbox(
        looked.say(label),
        known,
        index=known.index(wanted if wanted in known else otherwise),
        format_func=lambda id: lens_choice.instrument_name(looked.library, id),
        key=session.key("reference", name),
    )
    return chosen


opened = session.here()
if opened is not None:
    frame.draw_where(opened)
else:
    frame.draw_codes()
with st.container(key="wide"):
    draw(Looked(session.library(), session.language(), address_of))
