"""Going through the links of a plan, ten measures a page: confirm, reject, take back, link to another item.

Each measure is a fragment: a decision draws that measure alone, so the others stay where they are, and the choice that
was used keeps the focus.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from toolkit.language import percent
from toolkit.library.provision_name import reasons_cited
from toolkit.method.link import Link
from toolkit.method.matrix import LEAST_CONFIDENCE
from toolkit.record.plan import Measure, Plan
from toolkit.tasks.plan_decisions import Decision, LinkNamed, level_in_file, level_on
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_many import draw_many, draw_reject_shown
from toolkit.ui.plan_saving import PlanOutcome, bring, decide, kept_plan, take_choice
from toolkit.ui.plan_sections import PlanShown, measure_name, measure_place, not_asked, page_start
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import spoken

A_PAGE = 10
WEAK = LEAST_CONFIDENCE
SHOW = ("to_decide", "linked", "unlinked", "all")
DECISIONS: tuple[Decision, ...] = ("confirmed", "rejected")
SHORT_NAME = 40
Decisions = Mapping[str, Decision]


def links(shown: PlanShown) -> None:
    """Measures with their links, by what is left to decide."""
    st.markdown(shown.say("links.explain"))
    draw_many(shown)
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
    on_page = found[first : first + A_PAGE]
    for measure in on_page:
        with st.container(key=f"measure-{measure.id}"):
            st.fragment(_one_measure, key=_fragment(shown, measure))(shown, measure)
    suggested = [LinkNamed(measure.id, link.item or "") for measure in on_page for link in _strong(shown, measure)]
    draw_reject_shown(shown, suggested)


def _fragment(shown: PlanShown, measure: Measure) -> str:
    return f"links:{shown.kept.id}:{measure.id}"


def _belongs(code: str, measure: Measure, shown: PlanShown) -> bool:
    counting = any(link.counts for link in shown.looked_at.links.get(measure.id, ()))
    suggested = bool(_strong(shown, measure))
    return {"to_decide": suggested, "linked": counting, "unlinked": not (counting or suggested), "all": True}[code]


def _strong(shown: PlanShown, measure: Measure) -> list[Link]:
    """Suggestions to an item that are shown at once."""
    own = shown.looked_at.links.get(measure.id, ())
    return [link for link in own if link.kind == "suggested" and link.item is not None and link.confidence >= WEAK]


def _one_measure(shown: PlanShown, measure: Measure) -> None:
    """One measure: what it is linked to, what is suggested, and another item to link it to.

    What was suggested when the page was drawn keeps its line when it is decided.
    """
    kept = kept_plan(shown.id, shown.kept.id)
    plan = shown.kept.plan if kept is None else kept.plan
    decided = {link.item: link.decision for link in plan.links if link.measure == measure.id}
    beneath = ", ".join(part for part in (measure.group, measure.lead, measure_place(measure, shown.language)) if part)
    st.html(f'<h3 class="rt-measure">{written(measure_name(measure))}</h3><p class="rt-small">{written(beneath)}</p>')
    own = shown.looked_at.links.get(measure.id, ())
    explicit = [link.item for link in own if link.kind == "explicit" and link.item is not None]
    taken_out = [item for item in measure.items if decided.get(item) == "rejected"]
    explicit = list(dict.fromkeys([*explicit, *taken_out]))
    for item in explicit:
        _named(shown, plan, measure, item, decided.get(item))
    strong = [link for link in own if link.kind == "suggested" and link.confidence >= WEAK]
    in_lines = {link.item for link in strong}
    for item in decided:
        if item not in in_lines and item not in explicit:
            _choice(shown, plan, measure, item, decided.get(item), not_asked(shown, item))
    for link in strong:
        _suggested(shown, plan, measure, link, decided)
    if not explicit and not decided and not strong:
        st.markdown(shown.say("links.none"))
    weak = [link for link in own if link.kind == "suggested" and link.confidence < WEAK and link.item not in decided]
    _another(shown, plan, measure, decided, weak)
    _say_outcome(shown, measure)


def short_name(measure: Measure, plan: Plan) -> str:
    """Number of a measure where no other has it, else the beginning of its title, to tell choices apart."""
    alike = sum(other.number == measure.number for other in plan.measures)
    if measure.number and alike == 1:
        return spoken(measure.number)
    title = spoken(measure.title)
    return title if len(title) <= SHORT_NAME else f"{title[:SHORT_NAME].rstrip()}…"


def _line(shown: PlanShown, item: str, sign: str, code: str = "full") -> None:
    name = texts.item_name(item, shown.library) if item in shown.library.items else item
    st.html(
        f'<p class="rt-link"><span class="rt-sign rt-{code}">{written(name)}</span>'
        f'<span class="rt-under">{written(sign)}</span></p>'
    )


def _named(shown: PlanShown, plan: Plan, measure: Measure, item: str, decision: Decision | None) -> None:
    """A link that the plan names itself: it can be rejected here, and is changed for good in the file."""
    is_out = decision == "rejected"
    sign = shown.say("links.explicit")
    if is_out:
        place = measure_place(measure, shown.language) or shown.language.say("plan_links.its_row")
        sign = shown.language.say("plan_links.named_but_rejected", place=place)
    _line(shown, item, f"{sign} {not_asked(shown, item)}".strip(), "none" if is_out else "full")
    _decision(shown, plan, measure, item, decision, ("rejected",))
    if not is_out:
        _level(shown, plan, measure, item)


def _suggested(shown: PlanShown, plan: Plan, measure: Measure, link: Link, decided: Decisions) -> None:
    if link.item is None:
        name = f"{link.dimension} {shown.library.dimensions[link.dimension].name}"
        st.markdown(shown.say("links.dimension_only", name=name))
        return
    why = reasons_cited(link.why, shown.library, shown.language)
    told = (
        shown.say("links.why", words=why) if why else "",
        shown.say("links.confidence", share=percent(link.confidence)),
        not_asked(shown, link.item),
    )
    _choice(shown, plan, measure, link.item, decided.get(link.item), " ".join(part for part in told if part))


def _choice(shown: PlanShown, plan: Plan, measure: Measure, item: str, decision: Decision | None, why: str) -> None:
    """A link with what it rests on, and the choice to confirm or reject it; the same choice again takes it back."""
    sign = shown.say(f"links.{decision or 'suggested'}")
    look = {"confirmed": "full", "rejected": "none", None: "partly"}[decision]
    _line(shown, item, f"{sign} {why}".strip(), look)
    _decision(shown, plan, measure, item, decision, DECISIONS)
    if decision == "confirmed":
        _level(shown, plan, measure, item)


def _decision(
    shown: PlanShown,
    plan: Plan,
    measure: Measure,
    item: str,
    decision: Decision | None,
    offered: tuple[Decision, ...],
) -> None:
    """The buttons beside a link; the same one again takes back what was decided."""
    id = f"{shown.kept.id}:{measure.id}:{item}"
    session.put("decide", id, decision if decision in offered else None)
    with st.container(key=f"decide-{measure.id}-{item}"):
        st.segmented_control(
            shown.language.say("plan_links.choice", item=item, measure=short_name(measure, plan)),
            offered,
            format_func=lambda code: shown.say(f"links.{'agree' if code == 'confirmed' else 'reject'}_item", item=item),
            key=session.key("decide", id),
            on_change=take_choice,
            args=(shown.id, shown.kept.id, measure.id, item, decision, _fragment(shown, measure)),
            label_visibility="collapsed",
        )


def _level(shown: PlanShown, plan: Plan, measure: Measure, item: str) -> None:
    """Choice of the level that a link which counts brings to its item."""
    if item not in shown.library.items or shown.library.items[item].participation:
        return
    say, id = shown.language.say, f"{shown.kept.id}:{measure.id}:{item}"
    in_file = level_in_file(plan, measure.id, item)
    unsaid = say("projection.brings_none") if in_file is None else say("plan_links.level_in_file", level=in_file)
    session.put("brings", id, level_on(plan, measure.id, item))
    st.selectbox(
        say("plan_links.brings", item=item, measure=short_name(measure, plan)),
        (None, 1, 2, 3, 4),
        format_func=lambda level: unsaid if level is None else say("projection.brings_level", level=level),
        placeholder=unsaid,
        key=session.key("brings", id),
        on_change=bring,
        args=(shown.id, shown.kept.id, measure.id, item, _fragment(shown, measure)),
    )


def _another(shown: PlanShown, plan: Plan, measure: Measure, decided: Decisions, weak: Sequence[Link]) -> None:
    """Weaker suggestions, and another item to link to: built when they are asked for."""
    id, name = f"{shown.kept.id}:{measure.id}", short_name(measure, plan)
    if not st.toggle(shown.language.say("plan_links.add", measure=name), key=session.key("link_more", id)):
        return
    for link in weak:
        _suggested(shown, plan, measure, link, decided)
    items = [item for item in shown.library.items if item not in decided]
    item = st.selectbox(
        shown.language.say("plan_links.add_choose", measure=name),
        items,
        index=None,
        format_func=lambda item: texts.item_name(item, shown.library),
        placeholder=shown.say("links.add_placeholder"),
        key=session.key("link_to", id),
    )
    if item is not None:
        st.button(
            shown.say("links.link_item", item=item),
            key=session.key("link", f"{id}:{item}"),
            on_click=decide,
            args=(shown.id, shown.kept.id, measure.id, item, "confirmed", None, _fragment(shown, measure)),
        )


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
