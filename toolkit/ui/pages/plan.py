"""Action plan: bring one in, look at its measures, go through its links, see what all plans reach."""

import streamlit as st

from toolkit.ui import frame, looking, session
from toolkit.ui.plan_ahead import ahead
from toolkit.ui.plan_back import draw_back
from toolkit.ui.plan_draft import draw_draft, draw_workbook, money
from toolkit.ui.plan_links import links
from toolkit.ui.plan_mapping import mapping
from toolkit.ui.plan_matrix import coverage_matrix
from toolkit.ui.plan_newer import draw_newer
from toolkit.ui.plan_reach import reach
from toolkit.ui.plan_saving import PlanOutcome, remove
from toolkit.ui.plan_sections import PlanShown, PlansShown, measures, note_table, notes, summary
from toolkit.ui.plan_undo import draw_removed, draw_undo
from toolkit.ui.plan_upload import WORDS, draw_upload
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import plain

SECTIONS = ("measures", "links", "reach", "matrix", "ahead", "notes", "mapping")
OF_ALL = ("measures", "reach", "matrix", "ahead")
ALL = "*"
GOOD = (
    "saved",
    "read",
    "removed",
    "brought_back",
    "confirmed_many",
    "rejected_many",
    "taken_over",
    "undone",
    "nothing_new",
)


def say_outcome(here: Here) -> None:
    """How the last thing done with plans ended, said once."""
    outcome: PlanOutcome | None = session.forget("plan_outcome", here.id)
    if outcome is None:
        return
    say = here.language.say
    if outcome.kind == "saved":
        text = say("interface.saving.saved_at", time=session.time_of(outcome.at))
    else:
        text = say(f"{WORDS}.{outcome.kind}", name=outcome.name, n=outcome.number)
    look = "saved" if outcome.kind in GOOD else "failed"
    st.html(f'<p class="saved saved-{look}" role="status">{written(text)}</p>')
    if outcome.problems:
        st.html(note_table(outcome.problems, here.language))


def which(here: Here) -> str | None:
    """Id of the plan that is shown; a choice where there are several, all of them together included."""
    plans = {kept.id: kept.plan.name for kept in here.stored.plans}
    if len(plans) < 2:
        return next(iter(plans), None)
    plans[ALL] = here.language.say("plan_links.all_plans")
    if session.value("plan_which", here.id) not in plans:
        session.put("plan_which", here.id, here.stored.plans[-1].id)
    chosen: str = st.selectbox(
        here.language.say(f"{WORDS}.which"),
        list(plans),
        format_func=plans.__getitem__,
        key=session.key("plan_which", here.id),
    )
    return chosen


def draw_plan(here: Here, plan_id: str) -> None:
    """One plan: what it holds, in the section that was chosen."""
    found = looking.results(here)
    number, kept = next((n, kept) for n, kept in enumerate(here.stored.plans) if kept.id == plan_id)
    shown = PlanShown(
        id=here.id,
        chosen=(number,),
        found=found,
        library=here.library,
        language=here.language,
        kept=kept,
        looked_at=found.plans[number],
    )
    st.header(plain(kept.plan.name), anchor=False)
    st.html(f'<p class="rt-headline">{written(summary(shown))}</p>')
    draw_undo(here, plan_id)
    section = which_section(shown, "plan_section", (*SECTIONS, "money") if kept.plan.budget_lines else SECTIONS)
    if section == "mapping":
        mapping(here, shown)
    elif section == "ahead":
        ahead(shown, here.assessment.target.default)
    else:
        parts = {"links": links, "reach": reach, "matrix": coverage_matrix, "notes": notes, "money": money}
        parts.get(section, measures)(shown)
    if section == "notes":
        draw_back(shown)
    draw_workbook(here, shown)
    draw_removal(shown)


def draw_all(here: Here) -> None:
    """All plans together: what they hold and reach."""
    found = looking.results(here)
    shown = PlansShown(here.id, tuple(range(len(found.plans))), found, here.library, here.language)
    st.header(here.language.say("plan_links.all_plans"), anchor=False)
    st.html(f'<p class="rt-headline">{written(summary(shown))}</p>')
    section = which_section(shown, "plans_section", OF_ALL)
    if section == "ahead":
        ahead(shown, here.assessment.target.default)
    else:
        {"reach": reach, "matrix": coverage_matrix}.get(section, measures)(shown)


def which_section(shown: PlansShown, kind: str, sections: tuple[str, ...]) -> str:
    """What to look at, chosen among some sections."""
    chosen = st.segmented_control(
        shown.say("sections"),
        sections,
        default="measures",
        required=True,
        format_func=lambda code: shown.say(f"section.{code}"),
        key=session.key(kind, shown.id),
        label_visibility="collapsed",
    )
    return chosen or "measures"


def draw_removal(shown: PlanShown) -> None:
    """Removing a plan, with a second look before it is done."""
    with st.container(key="remove_plan"):
        if not st.toggle(shown.say("remove"), key=session.key("plan_remove", shown.id)):
            return
        with st.container(key="confirm_remove_plan"):
            st.markdown(shown.say("remove_sure"))
            st.button(
                shown.say("remove_yes", name=plain(shown.kept.plan.name)),
                key=session.key("plan_remove_yes", shown.kept.id),
                on_click=remove,
                args=(shown.id, shown.kept),
            )


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.markdown(say(f"{WORDS}.lead"))
    say_outcome(here)
    draw_draft(here)
    draw_upload(here)
    if not draw_newer(here):
        plan_id = which(here)
        if plan_id is None:
            st.markdown(say(f"{WORDS}.empty"))
        elif plan_id == ALL:
            draw_all(here)
        else:
            draw_plan(here, plan_id)
        draw_removed(here)
    frame.draw_next("results", say(f"{WORDS}.to_results"))


with st.container(key="wide"):
    draw(frame.opened())
