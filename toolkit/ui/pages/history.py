"""History: every change with its time, body, before and after; narrowed as one likes; a single change undone."""

from datetime import date

import streamlit as st

from toolkit.record.assessment import COORDINATOR
from toolkit.record.store import AssessmentGone, NotSaved
from toolkit.tasks.bodies import body_name
from toolkit.tasks.history import HistoryChange, changes, narrowed, undo, why_not
from toolkit.ui import frame, session
from toolkit.ui.history_text import change_lines, what_changed, when
from toolkit.ui.kept_facts import Kept, remember, say_kept
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import plain

PAGE = "history"
AT_ONCE = 25


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("history.title"))
    st.markdown(say("history.lead"))
    say_kept(here, PAGE)
    log = session.store().stored(here.id, with_log=True).assessment.log
    found = changes(log)
    if here.body != COORDINATOR:
        found = narrowed(found, body=here.body)
    if not found:
        st.info(say("history.nothing"))
        return
    shown = _narrow(here, found)
    st.html(f'<p class="rt-small">{written(say("history.number", n=len(shown)))}</p>')
    number = session.value("history_number", here.id) or AT_ONCE
    for place, change in enumerate(shown[:number]):
        _draw(here, change, place)
    if len(shown) > number:
        st.button(
            say("history.more", n=min(AT_ONCE, len(shown) - number)),
            key=session.key("history_more", here.id),
            on_click=session.put,
            args=("history_number", here.id, number + AT_ONCE),
        )


def _narrow(here: Here, found: tuple[HistoryChange, ...]) -> tuple[HistoryChange, ...]:
    """The choice of statement, body and day."""
    say = here.language.say
    items = sorted({change.item for change in found if change.item})
    bodies = sorted({change.body for change in found})
    with st.container(horizontal=True):
        item = st.selectbox(
            say("history.item"),
            [*dict.fromkeys(item[:3] for item in items), *items],
            index=None,
            placeholder=say("history.all"),
            key=session.key("history_item", here.id),
        )
        body = st.selectbox(
            say("history.body"),
            bodies,
            index=None,
            placeholder=say("history.all"),
            format_func=lambda id: body_name(id, here.assessment, here.library, here.language),
            key=session.key("history_body", here.id),
        )
        day: date | None = st.date_input(
            say("history.day"), value=None, format="YYYY-MM-DD", key=session.key("history_day", here.id)
        )
    return narrowed(found, item=item, body=body, day=day, zone=session.now().tzinfo)


def _draw(here: Here, change: HistoryChange, place: int) -> None:
    """One change, with the way back or why there is none."""
    say = here.language.say
    name = body_name(change.body, here.assessment, here.library, here.language)
    above = say("history.above", when=when(change.at), body=name, what=what_changed(here, change))
    refused = why_not(change, here.assessment, here.library)
    with st.container(key=f"change-{place}"):
        lines = "".join(f"<li><bdi>{written(line)}</bdi></li>" for line in change_lines(here, change))
        st.html(f'<p class="side">{written(above)}</p><ul class="rt-list">{lines}</ul>')
        if refused is None:
            st.button(
                say("history.undo", what=plain(what_changed(here, change))),
                key=session.key("undo_change", f"{change.at}:{change.body}:{change.item}:{change.fields[0].field}"),
                on_click=_undo,
                args=(here, change),
                type="tertiary",
            )
        else:
            st.html(f'<p class="rt-small">{written(say(f"history.why_not.{refused}"))}</p>')


def _undo(here: Here, change: HistoryChange) -> None:
    try:
        done = undo(session.store(), here.id, change, here.library)
    except (NotSaved, AssessmentGone):
        remember(PAGE, here.id, Kept("not_kept"))
        return
    remember(PAGE, here.id, Kept("still_cleared" if done == "cleared" else done))


with st.container(key="wide"):
    draw(frame.opened())
