"""Drafting a plan from the gaps, and giving a held plan as our workbook: made first, then offered."""

from collections.abc import Sequence

import streamlit as st

from toolkit.method.budget_totals import CurrencyTotals
from toolkit.problem import Problem
from toolkit.record.plan import Plan
from toolkit.tasks.draft_plan import draft_plan, plan_as_workbook
from toolkit.tasks.plan_totals import totals_of
from toolkit.ui import looking, session
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.plan_sections import PlanShown, note_table
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, table

WORDS = "interface_plan.draft"


def draw_draft(here: Here) -> None:
    """Make a draft plan from the gaps, for all leads or one, and offer it."""
    say = here.language.say
    if not st.toggle(say(f"{WORDS}.heading"), key=session.key("draft_open", here.id)):
        return
    with st.container(key="draft_plan"):
        st.markdown(say(f"{WORDS}.explain"))
        bodies = here.library.scales.bodies
        lead = st.selectbox(
            say(f"{WORDS}.lead"),
            [None, *bodies],
            format_func=lambda code: say(f"{WORDS}.all_leads") if code is None else bodies[code].name,
            key=session.key("draft_lead", here.id),
        )
        if st.button(say(f"{WORDS}.make"), key=session.key("draft_make", here.id), type="primary"):
            with st.spinner(say(f"{WORDS}.making")):
                results = looking.results(here)
                plan, remarks = draft_plan(here.assessment, results, here.library, here.language, lead)
                content = plan_as_workbook(plan, here.assessment, here.library, results.lens, here.language)
            session.put("draft", here.id, (here.stored.version, lead, plan, remarks, content))
        made = session.value("draft", here.id)
        if made is not None and made[:2] == (here.stored.version, lead):
            _offer_draft(here, *made[2:])


def _offer_draft(here: Here, plan: Plan, remarks: Sequence[Problem], content: bytes) -> None:
    say = here.language.say
    if plan.measures:
        st.html(_draft_table(here, plan))
        _offer(say(f"{WORDS}.download"), content, "draft-plan.xlsx", f"draft:{here.id}")
    if remarks:
        st.html(note_table(remarks, here.language))


def _draft_table(here: Here, plan: Plan) -> str:
    say = here.language.say
    rows = [
        [
            Cell(f"{measure.number} {measure.title}", under=(measure.details.get("needs_first", ""),)),
            Cell(measure.lead or ""),
            Cell("; ".join(f"{found.item}: {found.level}" for found in measure.brings)),
        ]
        for measure in plan.measures
    ]
    headings = [say(f"plan.field.{name}") for name in ("title", "lead", "brings")]
    return table(say(f"{WORDS}.count", n=len(plan.measures)), headings, rows, shown=True)


def _offer(label: str, content: bytes, name: str, id: str) -> None:
    st.download_button(
        label,
        content,
        file_name=name,
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("download", id),
        on_click="ignore",
        icon=":material/download:",
    )


def draw_workbook(here: Here, shown: PlanShown) -> None:
    """Give the plan as our workbook, to be edited and brought back."""
    say, plan_id = here.language.say, shown.kept.id
    with st.container(key="plan_workbook"):
        if st.button(
            say(f"{WORDS}.workbook"), key=session.key("workbook_make", plan_id), help=say(f"{WORDS}.workbook_explain")
        ):
            with st.spinner(say(f"{WORDS}.making")):
                content = plan_as_workbook(shown.kept.plan, here.assessment, here.library, here.lens, here.language)
            session.put("workbook", plan_id, (shown.kept.version, content))
        made = session.value("workbook", plan_id)
        if made is not None and made[0] == shown.kept.version:
            _offer(say(f"{WORDS}.workbook_download"), made[1], "plan.xlsx", f"workbook:{plan_id}")


def money(shown: PlanShown) -> None:
    """Money of a plan's budget lines, one table a currency, summed anew from the lines."""
    say = shown.language.say
    for totals in totals_of(shown.kept.plan):
        name = totals.currency or say(f"{WORDS}.no_currency")
        st.html(table(say(f"{WORDS}.money_caption", currency=name), *_money(totals, shown), shown=True))
        if totals.without_amount:
            st.caption(say(f"{WORDS}.without_amount", n=totals.without_amount))
    st.caption(say(f"{WORDS}.money_explain"))


def _money(totals: CurrencyTotals, shown: PlanShown) -> tuple[list[str], list[list[Cell]]]:
    say = shown.language.say
    other = say("plan_workbook.totals.other")
    parts: list[tuple[str, float | None]] = [(say("plan_workbook.totals.all"), totals.total)]
    parts += [
        (f"{say('plan.money.status')}: {say(f'plan.funding.{code}') if code else other}", amount)
        for code, amount in totals.by_status.items()
    ]
    parts += [(say(f"plan_workbook.totals.{name}"), getattr(totals, name)) for name in ("gap_least", "gap_most")]
    parts += [(say(f"plan_workbook.totals.{name}"), getattr(totals, name)) for name in ("last_year", "later_years")]
    for kind, sums in (("year", totals.by_year), ("source", totals.by_source), ("lead", totals.by_lead)):
        parts += [(f"{say(f'plan.money.{kind}')}: {key or other}", amount) for key, amount in sums.items()]
    rows = [[Cell(label), number("–" if amount is None else f"{amount:,.0f}")] for label, amount in parts]
    return [say(f"{WORDS}.money_what"), say("plan.money.amount")], rows
