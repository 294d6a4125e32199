"""Deciding on many suggested links at once: what will be done is shown first, and one step takes all of it back."""

from collections.abc import Sequence

import streamlit as st

from toolkit.language import percent
from toolkit.library.provision_name import reasons_cited
from toolkit.tasks.plan_decisions import SURE, LinkNamed, Suggestion, suggestions
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_saving import decide_many
from toolkit.ui.plan_sections import PlanShown, measure_name, not_asked
from toolkit.ui.tables import Cell, table
from toolkit.ui.words_on_page import plain

MOST = 200


def draw_many(shown: PlanShown) -> None:
    """Confirm all suggestions that are sure enough, after a look at them."""
    say = shown.language.say
    sure = suggestions(shown.looked_at, SURE)
    if not sure or not st.toggle(say("plan_links.many.open", n=len(sure)), key=session.key("many_open", shown.kept.id)):
        return
    with st.container(key="many_links"):
        st.markdown(say("plan_links.many.explain", share=percent(SURE)))
        if len(sure) > MOST:
            st.markdown(say("plan_links.many.first", n=MOST, all=len(sure)))
        _choose(shown, sure[:MOST])


def _choose(shown: PlanShown, sure: Sequence[Suggestion]) -> None:
    """The suggestions one by one, those to leave out, and the button that says how many are confirmed."""
    say = shown.language.say
    names = {entry.named: _name(shown, entry.named) for entry in sure}
    left_out = st.multiselect(
        say("plan_links.many.leave_out"),
        list(names),
        format_func=lambda named: names[named],
        key=session.key("many_left_out", shown.kept.id),
    )
    chosen = [entry for entry in sure if entry.named not in left_out]
    st.html(_table(shown, chosen))
    st.button(
        say("plan_links.many.confirm", n=len(chosen)),
        key=session.key("many_confirm", shown.kept.id),
        type="primary",
        disabled=not chosen,
        on_click=decide_many,
        args=(shown.id, shown.kept.id, tuple(entry.named for entry in chosen), "confirmed"),
    )


def _name(shown: PlanShown, named: LinkNamed) -> str:
    measure = shown.kept.plan.measure(named.measure)
    title = "" if measure is None else measure_name(measure)
    return shown.language.say("plan_links.of_measure", item=named.item, measure=title)


def _table(shown: PlanShown, entries: Sequence[Suggestion]) -> str:
    say = shown.language.say
    rows: list[list[Cell | str]] = []
    for named, link in entries:
        measure = shown.kept.plan.measure(named.measure)
        rows.append(
            [
                "" if measure is None else measure_name(measure),
                Cell(
                    texts.item_name(named.item, shown.library),
                    under=tuple(filter(None, [not_asked(shown, named.item)])),
                ),
                Cell(percent(link.confidence), number=True),
                reasons_cited(link.why, shown.library, shown.language),
            ]
        )
    headings = [say(f"plan_links.many.{name}") for name in ("measure", "statement", "sure", "why")]
    return table(say("plan_links.many.caption", n=len(entries)), headings, rows, shown=True)


def draw_reject_shown(shown: PlanShown, links: Sequence[LinkNamed]) -> None:
    """Reject all suggestions of this page that are not decided yet."""
    if len(links) < 2:
        return
    with st.container(key="reject_shown"):
        st.button(
            plain(shown.language.say("plan_links.many.reject", n=len(links))),
            key=session.key("reject_shown", shown.kept.id),
            on_click=decide_many,
            args=(shown.id, shown.kept.id, tuple(links), "rejected"),
        )
        st.caption(shown.language.say("plan_links.many.reject_explain"))
