"""The statements of the rapid scan as a room sees them: one in large type with its levels, or all with theirs.

A choice is saved like any other answer, by the same form. Keys: 0 to 4, and the page keys that presenters have.
"""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from toolkit.library.lens import AskedItem
from toolkit.library.model import LEVELS
from toolkit.record.assessment import Kind
from toolkit.tasks.progress import Share, is_answered
from toolkit.ui import response_form, result_shown, session, statement
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, address, table
from toolkit.ui.widgets import draw_outcome, saving, share_bar

WORDS = "workshop.screen"
VIEWS = ("one", "list")
Asked = tuple[AskedItem, ...]


def draw_scan(here: Here, asked: Asked, head: DeltaGenerator) -> None:
    """Choose how it is shown, then show it."""
    say = here.language.say
    key = session.key("screen_view", here.id)
    if session.value("screen_view", here.id) is None:
        session.put("screen_view", here.id, VIEWS[0])
    chosen = head.segmented_control(
        say(f"{WORDS}.how"),
        VIEWS,
        required=True,
        format_func=lambda view: say(f"{WORDS}.show_{view}"),
        key=key,
        label_visibility="collapsed",
    )
    if chosen == "list":
        _list(here, asked)
    else:
        _one(here, asked)


@st.fragment
def _one(here: Here, asked: Asked) -> None:
    """One statement; it runs alone when a level is chosen or the next one is turned to."""
    at = _position(here, asked)
    entry = asked[at]
    item, progress = here.library.items[entry.id], st.empty()
    with st.container(key=f"shown-{item.id}"), saving(item.id):
        raw = response_form.ready(here.id, item.id)
        place = here.language.say(f"{WORDS}.place", n=at + 1, all=len(asked))
        above = f'<p class="above"><span class="code">{item.id}</span><span>{escape(place)}</span></p>'
        st.html(f'<div class="statement">{above}<h2>{escape(item.text)}</h2></div>')
        conflict = st.container()
        statement.draw_answer(here, item, raw)
        draw_outcome(response_form.outcome(item.id), here.language)
        response_form.compare(item.id)
        if response_form.conflict(item.id) is not None:
            with conflict:
                statement.draw_conflict(here, item)
    _turn(here, asked, at)
    progress.html(_progress(here, asked))


def _position(here: Here, asked: Asked) -> int:
    """Position of the statement that is shown: that of the link, else the first without an answer."""
    ids = [entry.id for entry in asked]
    kept = result_shown.kept(here.id, "at")
    if kept not in ids:
        answered = session.value("answered", "items") or set()
        kept = next((id for id in ids if id not in answered), ids[0])
    result_shown.keep(here.id, "at", kept)
    return ids.index(kept)


def _progress(here: Here, asked: Asked) -> str:
    answered = session.value("answered", "items") or set()
    share = Share(answered=sum(entry.id in answered for entry in asked), asked=len(asked))
    text = here.language.say(f"{WORDS}.progress", answered=share.answered, asked=share.asked)
    return f'<div class="shares">{share_bar(share, text, here.language.say(f"{WORDS}.progress_name"))}</div>'


def _turn(here: Here, asked: Asked, at: int) -> None:
    """To the statement before and after, and a level by its key."""
    say, item = here.language.say, here.library.items[asked[at].id]
    with st.container(key="screen_turn", horizontal=True):
        for name, step, shortcut in (("previous", -1, "PageUp"), ("next", 1, "PageDown")):
            there = at + step
            st.button(
                say(f"{WORDS}.{name}"),
                key=session.key(f"screen_{name}", here.id),
                shortcut=shortcut,
                disabled=not 0 <= there < len(asked),
                on_click=_go,
                args=(here.id, asked[there % len(asked)].id),
            )
        for level in () if item.participation else LEVELS:
            st.button(
                here.library.scales.levels[level].name,
                key=session.key(f"screen_level_{level}", here.id),
                shortcut=str(level),
                help=say(f"{WORDS}.key_level_help", level=level, item=item.id),
                on_click=response_form.choose,
                args=(item.id, str(level)),
            )
    st.caption(say(f"{WORDS}.keys"))


def _go(id: str, item: str) -> None:
    session.put("looked", f"{id}:at", item)


def _list(here: Here, asked: Asked) -> None:
    """All statements with the coordinator's level; each leads to its own view."""
    say = here.language.say
    with st.container(key="opens"):
        st.text_input(say(f"{WORDS}.open"), key=session.key("screen_open", here.id), on_change=_open, args=(here.id,))
    st.html(_progress(here, asked))
    headings = [say("report.column.code"), say("report.column.statement"), say(f"{WORDS}.level")]
    rows = [_row(here, entry) for entry in asked]
    st.html(f'<div class="screen-list">{table(say(f"{WORDS}.show_list"), headings, rows)}</div>')


def _row(here: Here, entry: AskedItem) -> list[Cell]:
    link = address("projector", {**session.link(), "at": entry.id})
    code = Cell(entry.id, link=link, opens=entry.id)
    return [code, Cell(here.library.items[entry.id].text), Cell(_level(here, entry.id))]


def _level(here: Here, item: str) -> str:
    """What the coordinator answered, else whether a body did."""
    say, own = here.language.say, here.assessment.response(item)
    if own is not None and own.level is not None:
        return say("interface.dimension.level", level=own.level, name=here.library.scales.levels[own.level].name)
    if own is not None and own.kind in (Kind.NOT_KNOWN, Kind.NOT_OURS):
        return say(f"interface.dimension.{own.kind.value}")
    if is_answered(own):
        return say(f"{WORDS}.answered")
    answered = item in (session.value("answered", "items") or set())
    return say(f"{WORDS}.another_body" if answered else f"{WORDS}.not_yet")


def _open(id: str) -> None:
    item = session.value("screen_open", id)
    session.put("screen_open", id, "")
    if item:
        _go(id, str(item))
        session.put("screen_view", id, VIEWS[0])
