"""Going through the links of a plan, ten measures a page: confirm, reject, take back, link to another item.

Each measure is a fragment: a decision draws that measure alone, so the others stay where they are under the hand.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from toolkit.language import percent
from toolkit.method.link import Link
from toolkit.record.plan import Measure, Plan
from toolkit.tasks.plan_decisions import Decision, level_on
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_saving import PlanOutcome, bring, decide, kept_plan
from toolkit.ui.plan_sections import PlanShown, measure_name, measure_place, page_start
from toolkit.ui.tables import written

A_PAGE = 10
WEAK = 0.15
SHOW = ("to_decide", "linked", "unlinked", "all")
Decisions = Mapping[str, Decision]


@st.fragment
def links(shown: PlanShown) -> None:
    """Measures with their links, by what is left to decide."""
    st.markdown(shown.say("links.explain"))
    groups = {code: [found for found in shown.kept.plan.measures if _belongs(code, found, shown)] for code in SHOW}
    chosen = st.selectbox(
        shown.say("links.show"),
        SHOW,
        index=SHOW.index("to_decide" if groups["to_decide"] else "all"),
        format_func=lambda code: shown.say("links.count", name=shown.say(f"links.{code}"), n=len(groups[code])),
        key=session.key("links_shown", shown.kept.id),
    )
    found = groups[chosen]
    if not found:
        st.markdown(shown.say("links.nothing_here"))
        return
    first = page_start(shown, f"links_{chosen}", len(found), A_PAGE)
    for measure in found[first : first + A_PAGE]:
        with st.container(key=f"measure-{measure.id}"):
            one_measure(shown, measure)


def _belongs(code: str, measure: Measure, shown: PlanShown) -> bool:
    own = shown.looked_at.links.get(measure.id, ())
    counting = any(link.counts for link in own)
    suggested = any(link.kind == "suggested" and link.item is not None for link in own)
    return {"to_decide": suggested, "linked": counting, "unlinked": not own, "all": True}[code]


@st.fragment
def one_measure(shown: PlanShown, measure: Measure) -> None:
    """One measure: what it is linked to, what is suggested, and another item to link it to."""
    kept = kept_plan(shown.id, shown.kept.id)
    decided = {} if kept is None else _decisions(kept.plan, measure)
    beneath = ", ".join(part for part in (measure.group, measure.lead, measure_place(measure, shown.language)) if part)
    st.html(f'<h3 class="rt-measure">{written(measure_name(measure))}</h3><p class="rt-small">{written(beneath)}</p>')
    own = shown.looked_at.links.get(measure.id, ())
    explicit = [link for link in own if link.kind == "explicit" and link.item is not None]
    for link in explicit:
        _line(shown, link.item or "", shown.say("links.explicit"))
    for item, decision in decided.items():
        _decided(shown, measure, item, decision)
    open_still = [link for link in own if link.kind == "suggested" and link.item not in decided]
    strong = [link for link in open_still if link.confidence >= WEAK]
    for link in strong:
        _suggested(shown, measure, link)
    if not explicit and not decided and not strong:
        st.markdown(shown.say("links.none"))
    _another(shown, measure, decided, [link for link in open_still if link not in strong])
    _say_outcome(shown, measure)


def _decisions(plan: Plan, measure: Measure) -> dict[str, Decision]:
    return {link.item: link.decision for link in plan.links if link.measure == measure.id}


def _line(shown: PlanShown, item: str, sign: str, code: str = "full") -> None:
    name = texts.item_name(item, shown.library) if item in shown.library.items else item
    st.html(
        f'<p class="rt-link"><span class="rt-sign rt-{code}">{written(name)}</span>'
        f'<span class="rt-under">{written(sign)}</span></p>'
    )


def _decided(shown: PlanShown, measure: Measure, item: str, decision: Decision) -> None:
    _line(shown, item, shown.say(f"links.{decision}"), "full" if decision == "confirmed" else "none")
    if decision == "confirmed":
        _level(shown, measure, item)
    _button(shown, measure, item, "undo", None, decision)


def _level(shown: PlanShown, measure: Measure, item: str) -> None:
    """Choice of the level that a confirmed link brings to its item."""
    if item in shown.library.items and shown.library.items[item].participation:
        return
    say, id = shown.language.say, f"{shown.kept.id}:{measure.id}:{item}"
    kept = kept_plan(shown.id, shown.kept.id)
    session.put("brings", id, None if kept is None else level_on(kept.plan, measure.id, item))
    st.selectbox(
        say("projection.brings"),
        (None, 1, 2, 3, 4),
        format_func=lambda level: (
            say("projection.brings_none") if level is None else say("projection.brings_level", level=level)
        ),
        key=session.key("brings", id),
        on_change=bring,
        args=(shown.id, shown.kept.id, measure.id, item),
    )


def _suggested(shown: PlanShown, measure: Measure, link: Link) -> None:
    words = shown.say("links.why", words=", ".join(link.why)) if link.why else ""
    sure = shown.say("links.confidence", share=percent(link.confidence))
    sign = " ".join(part for part in (shown.say("links.suggested"), words, sure) if part)
    if link.item is None:
        name = f"{link.dimension} {shown.library.dimensions[link.dimension].name}"
        st.markdown(shown.say("links.dimension_only", name=name))
        return
    _line(shown, link.item, sign, "partly")
    with st.container(horizontal=True, key=f"decide-{measure.id}-{link.item}"):
        _button(shown, measure, link.item, "agree", "confirmed", None)
        _button(shown, measure, link.item, "reject", "rejected", None)


def _button(
    shown: PlanShown, measure: Measure, item: str, name: str, decision: Decision | None, before: Decision | None
) -> None:
    st.button(
        shown.say(f"links.{name}_item", item=item),
        key=session.key(name, f"{shown.kept.id}:{measure.id}:{item}"),
        on_click=decide,
        args=(shown.id, shown.kept.id, measure.id, item, decision, before),
    )


def _another(shown: PlanShown, measure: Measure, decided: Decisions, weak: Sequence[Link]) -> None:
    """Weaker suggestions, and another item to link to: built when they are asked for."""
    id = f"{shown.kept.id}:{measure.id}"
    if not st.toggle(shown.say("links.add"), key=session.key("link_more", id)):
        return
    for link in weak:
        _suggested(shown, measure, link)
    items = [item for item in shown.library.items if item not in decided]
    item = st.selectbox(
        shown.say("links.add_choose"),
        items,
        index=None,
        format_func=lambda item: texts.item_name(item, shown.library),
        placeholder=shown.say("links.add_placeholder"),
        key=session.key("link_to", id),
    )
    if item is not None:
        _button(shown, measure, item, "link", "confirmed", None)


def _say_outcome(shown: PlanShown, measure: Measure) -> None:
    outcome: PlanOutcome | None = session.forget("plan_link", f"{shown.kept.id}:{measure.id}")
    if outcome is not None:
        st.html(f'<p class="saved saved-{_look(outcome)}" role="status">{written(outcome_text(outcome, shown))}</p>')


def _look(outcome: PlanOutcome) -> str:
    return "saved" if outcome.kind == "saved" else "failed"


def outcome_text(outcome: PlanOutcome, shown: PlanShown) -> str:
    """How a decision ended, in words."""
    if outcome.kind == "saved":
        return shown.language.say("interface.saving.saved_at", time=session.time_of(outcome.at))
    return shown.say(outcome.kind)
