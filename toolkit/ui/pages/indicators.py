"""Outcome indicators: three first, the rest on request; one is opened at a time, and only then built."""

from html import escape

import streamlit as st

from toolkit.report.outcomes import READ_SO
from toolkit.tasks.indicators import OutcomeShown, outcomes_told, value_in_words
from toolkit.ui import frame, session
from toolkit.ui.indicator_sections import draw_opened
from toolkit.ui.session import Here
from toolkit.ui.tables import plain_list

OPENED = ("opened", "indicator")


def draw(here: Here) -> None:
    """Draw the page."""
    say = here.language.say
    frame.title(say("indicators.page.title"))
    st.html(f'<p class="explain">{escape(say("indicators.page.explain"))}</p>')
    told = outcomes_told(here.assessment, here.library, here.language)
    for shown in told:
        if shown.indicator.first:
            _indicator(here, shown)
    more = [shown for shown in told if not shown.indicator.first]
    for shown in (shown for shown in more if shown.told is not None):
        _indicator(here, shown)
    more = [shown for shown in more if shown.told is None]
    label = say("indicators.page.more", n=len(more))
    if st.toggle(label, key=session.key("more", "indicators"), persist_state="session"):
        for shown in more:
            _indicator(here, shown)
    st.header(say("indicators.page.read"), anchor=False)
    st.html(plain_list([say(f"indicators.report.read.{line}") for line in READ_SO]))
    frame.draw_next("plan", say("indicators.page.next"))


def _indicator(here: Here, shown: OutcomeShown) -> None:
    """One indicator: its name and what was told in a line; the form where it is open."""
    say, id = here.language.say, shown.indicator.id
    is_open = session.value(*OPENED) == id
    with st.container(key=f"indicator-{id}", border=True):
        label = f'<span class="badge">{escape(shown.indicator.label)}</span>' if shown.indicator.label else ""
        st.html(
            f'<div class="statement"><p class="above">{label}</p><h2>{escape(shown.indicator.name)}</h2></div>'
            f'<p class="explain">{escape(shown.indicator.explain)}</p>'
        )
        if is_open:
            draw_opened(here, shown)
        else:
            st.html(f"<p><bdi>{escape(_in_short(here, shown))}</bdi></p>")
        st.button(
            say(f"indicators.page.{_way(shown, is_open)}", name=shown.indicator.name),
            key=session.key("open", f"indicator-{id}"),
            on_click=session.put,
            args=(*OPENED, None if is_open else id),
            type="tertiary" if is_open else "secondary",
        )


def _way(shown: OutcomeShown, is_open: bool) -> str:
    if is_open:
        return "close"
    return "open" if shown.told is None else "open_again"


def _in_short(here: Here, shown: OutcomeShown) -> str:
    """What was told, in a line."""
    say, told = here.language.say, shown.told
    if told is None:
        return say("indicators.page.nothing")
    if told.not_measured is not None:
        return ": ".join(part for part in (say("indicators.page.not_measured"), told.not_measured.strip()) if part)
    if not told.cohorts:
        return say("indicators.page.told_without_figures")
    if shown.latest is None:
        return say("indicators.page.told_without_value", n=len(told.cohorts))
    value = value_in_words(shown.indicator, shown.latest.value)
    return say("indicators.page.told", n=len(told.cohorts), year=shown.latest.year, value=value)


with st.container(key="wide"):
    draw(frame.opened())
