"""Find: statements that hold the words, or go by them, each with the way to where it is answered."""

from html import escape

import streamlit as st

from toolkit.tasks.reference import find_statements, find_subjects
from toolkit.ui import frame, session
from toolkit.ui.pages_of_items import item_address
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, address, linked, table, written

WORDS = "way.find"
IN_THE_LINK = "find"


def draw(here: Here | None) -> None:
    """Draw the page; the words stand in its address, so that back, reload and a link sent show the same."""
    say = session.language().say
    frame.title(say(f"{WORDS}.label"))
    st.html(f'<p class="explain">{escape(say(f"{WORDS}.explain"))}</p>')
    words = _words()
    if not words:
        st.info(say(f"{WORDS}.nothing_asked"))
        return
    subjects, items = find_subjects(session.library(), words), find_statements(session.library(), words)
    if not subjects and not items:
        st.info(say(f"{WORDS}.none"))
        frame.link("reference")
        return
    if here is None:
        st.html(f'<p class="explain">{escape(say(f"{WORDS}.no_assessment"))}</p>')
    _subjects(here, subjects)
    st.html(f'<p role="status">{escape(say(f"{WORDS}.found", n=len(items)))}</p>')
    if items:
        _statements(here, items)


def _words() -> str:
    """What is looked for: written on this page, or brought by the address."""
    session.follow("find_here", "words", st.query_params.get(IN_THE_LINK, ""))
    words = st.text_input(
        session.language().say(f"{WORDS}.words"), key=session.key("find_here", "words"), on_change=_keep
    )
    return str(words or "").strip()


def _keep() -> None:
    st.query_params[IN_THE_LINK] = str(session.value("find_here", "words") or "").strip()


def _subjects(here: Here | None, subjects: tuple[str, ...]) -> None:
    asked = set(frame.dimension_addresses(here)) if here is not None else set()
    dimensions = session.library().dimensions
    entries = [
        linked(written(f"{id} {dimensions[id].name}"), address(id.lower(), session.link()))
        for id in subjects
        if id.lower() in asked
    ]
    if entries:
        st.header(session.language().say(f"{WORDS}.subjects"), anchor=False)
        st.html(f'<ul class="rt-list">{"".join(f"<li>{entry}</li>" for entry in entries)}</ul>')


def _statements(here: Here | None, items: tuple[str, ...]) -> None:
    say, library = session.language().say, session.library()
    rows: list[list[Cell | str]] = [
        [_statement(id), library.dimensions[library.items[id].dimension].name, _where(here, id)] for id in items
    ]
    headings = [say(f"{WORDS}.{name}") for name in ("statement", "subject", "go_to")]
    st.html(f'<div class="rt-goes">{table(say(f"{WORDS}.label"), headings, rows)}</div>')


def _statement(id: str) -> Cell:
    place = address("reference", {**session.link(), "statement": id})
    return Cell(id, link=place, under=(session.library().items[id].text,))


def _where(here: Here | None, id: str) -> Cell:
    say = session.language().say
    if here is None:
        return Cell(say(f"{WORDS}.in_full", item=id), link=address("reference", {**session.link(), "statement": id}))
    if id not in here.lens.by_id:
        return Cell(say(f"{WORDS}.not_asked"))
    return Cell(say(f"{WORDS}.answer", item=id), link=item_address(id))


opened = session.here()
if opened is not None:
    frame.draw_where(opened)
else:
    frame.draw_codes()
with st.container(key="wide"):
    draw(opened)
