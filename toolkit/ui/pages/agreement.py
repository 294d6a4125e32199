"""Agree: what bodies said side by side, how far apart they are, and what they agreed on."""

import streamlit as st

from toolkit.tasks.agreement import AGREED, ALL, FILTERS, OPEN, counts, item_answers, narrowed, seen_by
from toolkit.ui import frame, session
from toolkit.ui.agreed_form import draw_item
from toolkit.ui.kept_facts import say_kept
from toolkit.ui.session import Here
from toolkit.ui.tables import written

PAGE = "agreement"
AT_ONCE = 12


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say("agreement.title"))
    st.markdown(say("agreement.lead"))
    say_kept(here, PAGE)
    found = tuple(seen_by(each, here.body) for each in item_answers(here.assessment, here.lens, here.library))
    if here.mine is not here.lens:
        found = tuple(each for each in found if each.item in here.mine.by_id)
    numbers = counts(found)
    text = say("agreement.standing", open=numbers[OPEN], agreed=numbers[AGREED], all=numbers[ALL])
    st.html(f'<p class="rt-headline">{written(text)}</p>')
    chosen = st.segmented_control(
        say("agreement.show"),
        FILTERS,
        default=OPEN if numbers[OPEN] else ALL,
        required=True,
        format_func=lambda name: say(f"agreement.class.{name}", n=numbers[name]),
        key=session.key("agree_show", here.id),
        persist_state="session",
    )
    shown = narrowed(found, chosen or ALL)
    if not shown:
        st.markdown(say("agreement.none"))
    number = session.value("agree_number", here.id) or AT_ONCE
    for each in shown[:number]:
        draw_item(here, each)
    if len(shown) > number:
        st.button(
            say("agreement.more", n=min(AT_ONCE, len(shown) - number), left=len(shown) - number),
            key=session.key("agree_more", here.id),
            on_click=session.put,
            args=("agree_number", here.id, number + AT_ONCE),
        )
    frame.draw_next("clearance", say("agreement.to_clearance"))


with st.container(key="wide"):
    draw(frame.opened())
