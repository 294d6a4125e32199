"""The two lists of gaps and what is not answered, narrowed by lead, dimension, provision and basis."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from toolkit.library.model import IN_THE_TEXT, Basis
from toolkit.method.gaps import Gap
from toolkit.tasks.list_filter import BY, ListFilter, narrowed, possible
from toolkit.ui import frame, gap_marks, result_shown, session
from toolkit.ui import result_tables as tables
from toolkit.ui import result_texts as texts
from toolkit.ui.result_shown import Shown

FIRST_GAPS = 10
WHY: tuple[str, ...] = ("not_known", "not_ours", "nothing")


@st.fragment
def gap_lists(shown: Shown) -> None:
    """Both lists of gaps, never interleaved."""
    explain = shown.say("gaps.explain")
    st.markdown(explain if shown.counts_only else f"{explain} {shown.say('gaps.points_explain')}")
    _plans(shown)
    gap_marks.say_outcome(shown)
    by, shown = choose_filter(shown), replace(shown)
    _one_list(shown, "text", shown.found.gaps.text, by)
    _one_list(shown, "enabling", shown.found.gaps.enabling, by)


def _plans(shown: Shown) -> None:
    plans = len(shown.found.plans)
    st.caption(shown.say("plans_looked_at", n=plans) if plans else shown.say("no_plan"))
    if not plans:
        frame.link("plan", shown.say("to_plan"))


def _one_list(shown: Shown, part: str, every: Sequence[Gap], by: ListFilter) -> None:
    found = narrowed(every, by, shown.found, shown.library)
    st.subheader(
        shown.say("gaps.list", name=shown.say(f"gaps.{part}"), count=_count(shown, "gaps", len(found), len(every), by)),
        anchor=False,
    )
    if not found:
        st.markdown(_no_gap(shown, part) if not every else shown.say("filter.nothing"))
        return
    everything = len(found) > FIRST_GAPS and st.toggle(
        shown.say(f"gaps.show_all_{part}", n=len(found)), key=shown.key(f"gaps_{part}")
    )
    st.html(tables.gap_table(found if everything else found[:FIRST_GAPS], part, shown))


def _count(shown: Shown, list_name: str, n: int, of: int, by: ListFilter) -> str:
    if by.is_open:
        return shown.say(f"{list_name}.count", n=of)
    return shown.say(f"{list_name}.count_of", n=n, of=of)


def _no_gap(shown: Shown, part: str) -> str:
    bases = {Basis.IMPLIED} if part == "enabling" else IN_THE_TEXT
    open_still = sum(1 for entry in shown.found.scores.unanswered if entry.basis in bases)
    return shown.say("gaps.none_unanswered", n=open_still) if open_still else shown.say("gaps.none")


@st.fragment
def follow_up(shown: Shown) -> None:
    """Items without a level: not known and who may know, not ours and whose, and those nobody spoke of."""
    every = shown.found.scores.unanswered
    if not every:
        st.markdown(shown.say("unanswered.none"))
        return
    st.markdown(shown.say("unanswered.explain", n=len(every)))
    by, shown = choose_filter(shown), replace(shown)
    found = narrowed(every, by, shown.found, shown.library)
    if not by.is_open:
        st.markdown(shown.say("unanswered.count_of", n=len(found), of=len(every)))
    for why in WHY:
        own = [entry for entry in found if entry.why == why]
        if own:
            st.subheader(shown.say(f"unanswered.group_{why}", n=len(own)), anchor=False)
            st.html(tables.unanswered_table(own, why, shown))


def choose_filter(shown: Shown) -> ListFilter:
    """Draw the choices, behind a toggle until one is made; what is chosen stands in the link of the page."""
    options = possible(shown.found, shown.library)
    begun = any(result_shown.kept(shown.id, name) in options[name] for name in BY)
    key = shown.key("narrow")
    if session.value("results_narrow", shown.id) is None:
        session.put("results_narrow", shown.id, begun)
    if not st.toggle(shown.say("filter.heading"), key=key, help=shown.say("filter.explain")):
        for name in BY:
            result_shown.keep(shown.id, name, None)
            session.forget(f"results_{name}", shown.id)
        return ListFilter()
    with st.container(key="narrowing", horizontal=True):
        chosen = {name: _choose(shown, name, options[name]) for name in BY}
    return ListFilter(**chosen)


def _choose(shown: Shown, name: str, options: Sequence[str]) -> str | None:
    result_shown.begin((f"results_{name}", shown.id), shown.id, name, options)
    chosen: str | None = st.selectbox(
        shown.say(f"filter.{name}"),
        options,
        index=None,
        format_func=lambda code: _option(shown, name, code),
        placeholder=shown.say("filter.all"),
        key=shown.key(name),
    )
    result_shown.keep(shown.id, name, chosen)
    return chosen


def _option(shown: Shown, name: str, code: str) -> str:
    scales = shown.library.scales
    if name == "lead":
        return scales.bodies[code].name
    if name == "dimension":
        return f"{code} {shown.library.dimensions[code].name}"
    if name == "provision":
        return texts.provision_name(code, shown.found.lens, shown.language)
    return scales.bases[code].name
