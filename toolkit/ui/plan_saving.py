"""Keeping what is decided on a plan: each decision is laid upon the plan as the record holds it now.

A decision names what it was drawn from: the decision shown beside it. If the record says something else by now, nothing
is overwritten and the page says so.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import streamlit as st

from toolkit.problem import Problem
from toolkit.record.plan import Plan
from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StoredPlan
from toolkit.tasks.plan_decisions import (
    Decision,
    LinkNamed,
    accept_period,
    decide_link,
    decide_links,
    decision_on,
    declare_services,
    level_on,
    set_level,
    undecided,
)
from toolkit.ui import session

TRIES = 5
# Name of the part of the page that offers to take the last step back; it is drawn anew with every decision.
UNDO = "plan_undo"


@dataclass(frozen=True)
class PlanOutcome:
    """How the last thing done with plans ended, and what a file's reading found."""

    kind: Literal[
        "read",
        "not_read",
        "removed",
        "brought_back",
        "saved",
        "confirmed_many",
        "rejected_many",
        "changed_elsewhere",
        "not_kept",
        "taken_over",
        "undone",
        "nothing_new",
    ]
    at: str = ""
    name: str = ""
    number: int = 0
    problems: tuple[Problem, ...] = field(default=())


def remember(id: str, outcome: PlanOutcome) -> None:
    """Remember an outcome for the page to say."""
    session.put("plan_outcome", id, outcome)


def kept_plan(id: str, plan_id: str) -> StoredPlan | None:
    """A plan as the record holds it now."""
    return next((kept for kept in session.stored_now(id).plans if kept.id == plan_id), None)


def change(id: str, plan_id: str, make: Callable[[Plan], Plan | None]) -> PlanOutcome:
    """Lay a change upon the plan as it stands; `make` gives None if the plan no longer is what the page showed."""
    try:
        for _ in range(TRIES):
            kept = kept_plan(id, plan_id)
            changed = None if kept is None else make(kept.plan)
            if kept is None or changed is None:
                break
            saved = session.store().save_plan(id, changed, kept.version, kept.id)
            if not isinstance(saved, Conflict):
                return PlanOutcome("saved", at=saved.at)
    except NotSaved:
        return PlanOutcome("not_kept")
    except AssessmentGone:
        pass
    return PlanOutcome("changed_elsewhere")


def decide(
    id: str, plan_id: str, measure: str, item: str, decision: Decision | None, shown: Decision | None, fragment: str
) -> None:
    """Confirm or reject a link, or take that back; `shown` is the decision that the page showed.

    `fragment` is the part of the page to be drawn anew, with the way back.
    """

    def make(plan: Plan) -> Plan | None:
        now = decision_on(plan, measure, item)
        if plan.measure(measure) is None or now not in (shown, decision):
            return None
        return decide_link(plan, measure, item, decision)

    session.put("plan_link", f"{plan_id}:{measure}", change(id, plan_id, make))
    st.rerun([fragment, UNDO])


def take_choice(id: str, plan_id: str, measure: str, item: str, shown: Decision | None, fragment: str) -> None:
    """Take what the choice beside a suggestion says: confirmed, rejected, or neither any more."""
    decision: Decision | None = session.value("decide", f"{plan_id}:{measure}:{item}")
    decide(id, plan_id, measure, item, decision, shown, fragment)


def bring(id: str, plan_id: str, measure: str, item: str, fragment: str) -> None:
    """Take what the choice beside a link that counts says: the level it brings."""
    level: int | None = session.value("brings", f"{plan_id}:{measure}:{item}")

    def make(plan: Plan) -> Plan | None:
        changed = set_level(plan, measure, item, level)
        return changed if level_on(changed, measure, item) == level else None

    session.put("plan_link", f"{plan_id}:{measure}", change(id, plan_id, make))
    st.rerun([fragment, UNDO])


def decide_many(id: str, plan_id: str, links: Collection[LinkNamed], decision: Decision) -> None:
    """Confirm or reject many links in one step; those decided meanwhile stay as they were decided."""
    done: list[int] = []

    def make(plan: Plan) -> Plan:
        done.append(len(undecided(plan, links)))
        return decide_links(plan, links, decision)

    outcome = change(id, plan_id, make)
    if outcome.kind == "saved":
        outcome = PlanOutcome("confirmed_many" if decision == "confirmed" else "rejected_many", number=done[-1])
    remember(id, outcome)


def declare(id: str, plan_id: str, sheet: str) -> None:
    """Take what the box of a sheet says: its rows are running services."""
    declared = bool(session.value("services", f"{plan_id}:{sheet}"))
    remember(id, change(id, plan_id, lambda plan: declare_services(plan, sheet, declared)))


def accept(id: str, plan_id: str, sheet: str, end: date) -> None:
    """Take what the box of a sheet says: the end of its period is the end date of its measures."""
    accepted = bool(session.value("period", f"{plan_id}:{sheet}"))
    remember(id, change(id, plan_id, lambda plan: accept_period(plan, sheet, end if accepted else None)))


def remove(id: str, kept: StoredPlan) -> None:
    """Take a plan out of the assessment, unless it was changed since the page showed it."""
    try:
        removed = session.store().remove_plan(id, kept.id, kept.version)
    except NotSaved:
        remember(id, PlanOutcome("not_kept"))
        return
    gone = not isinstance(removed, Conflict)
    remember(id, PlanOutcome("removed" if gone else "changed_elsewhere", name=kept.plan.name))
    session.forget("plan_remove", id)
