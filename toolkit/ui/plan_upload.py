"""Bringing in a plan: our limits in the user's language, the file read by the task, what it found said at once."""

from dataclasses import dataclass

import streamlit as st

from toolkit.confined import MEGABYTE, limits_of
from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.results import PlanLookedAt
from toolkit.problem import Problem
from toolkit.record.plan import PlanMapping
from toolkit.record.store import AssessmentGone, Conflict, NotSaved, StoredPlan
from toolkit.tasks.plan import read_a_plan
from toolkit.tasks.plan_decisions import in_place_of, mapping_remembered
from toolkit.tasks.plan_difference import hold_against, newer_version_of
from toolkit.tasks.template import plan_template
from toolkit.ui import looking, session
from toolkit.ui import result_texts as texts
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.plan_newer import Newer
from toolkit.ui.plan_saving import PlanOutcome, kept_plan, remember
from toolkit.ui.session import Here

WORDS = "interface_results.plan"
LIMITS = limits_of("workbook")


@dataclass(frozen=True)
class Source:
    """A file as it was uploaded, kept in this session so that it can be read again with other columns."""

    digest: str | None
    name: str
    content: bytes


def draw_upload(here: Here) -> None:
    """The box for a file, what it may be, and our template; a file is read as soon as it is there."""
    say = here.language.say
    number = session.value("plan_file_number", here.id) or 0
    again = session.key("plan_more", f"{here.id}:{number}")
    if here.stored.plans and not st.toggle(say(f"{WORDS}.another_file"), key=again):
        return
    older = _which_it_replaces(here)
    given = st.file_uploader(
        say(f"{WORDS}.upload"),
        key=session.key("plan_file", f"{here.id}:{number}"),
        max_upload_size=LIMITS.bytes // MEGABYTE,
    )
    st.caption(
        say(f"{WORDS}.limits", megabytes=LIMITS.bytes // MEGABYTE, rows=texts.whole_number(LIMITS.rows, here.language))
    )
    _draw_template(here.language, here.library, here.lens)
    if given is not None:
        with st.spinner(say(f"{WORDS}.reading")):
            take(here, given.getvalue(), given.name, older)
        session.count("plan_file_number", here.id)
        st.rerun()


def _which_it_replaces(here: Here) -> str | None:
    plans = {kept.id: kept.plan.name for kept in here.stored.plans}
    if not plans:
        return None
    say = here.language.say
    return st.selectbox(
        say(f"{WORDS}.this_is"),
        [None, *plans],
        format_func=lambda id: say(f"{WORDS}.new_plan") if id is None else say(f"{WORDS}.newer", name=plans[id]),
        key=session.key("plan_replaces", here.id),
    )


def _draw_template(language: Language, library: Library, lens: Lens) -> None:
    st.download_button(
        language.say(f"{WORDS}.template_download"),
        lambda: plan_template(language, library, lens),
        file_name="plan.xlsx",
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("plan", "template"),
        help=language.say(f"{WORDS}.template_explain"),
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def take(here: Here, content: bytes, name: str, older: str | None, mapping: PlanMapping | None = None) -> None:
    """Read a file and keep it as a plan of the assessment; what went before stays if nothing can be read."""
    found, problems = _read(here, content, name, mapping)
    if found is None:
        remember(here.id, PlanOutcome("not_read", name=name, problems=tuple(problems)))
        return
    same = next((kept.id for kept in here.stored.plans if kept.plan.digest == found.plan.digest), None)
    newer = _newer(here, found, older or same) if mapping is None else None
    if newer is not None and not hold_against(newer.before, newer.after).is_nothing:
        session.put("plan_newer", here.id, newer)
        return
    if newer is not None:
        kept, outcome = kept_plan(here.id, newer.plan_id), PlanOutcome("nothing_new", name=newer.before.name)
    else:
        kept, outcome = _keep(here.id, found, older or same)
    remember(here.id, outcome)
    if kept is not None:
        session.put("plan_source", kept.id, Source(found.plan.digest, name, content))
        session.put("plan_notes", f"{kept.id}:{found.plan.digest}", (found.problems, found.remarks))
        session.put("plan_which", here.id, kept.id)


def _newer(here: Here, found: PlanLookedAt, older: str | None) -> Newer | None:
    """A file of a plan that is held: as a person said, or as the keys of our own workbook show."""
    plans = here.stored.plans
    meant = next((at for at, kept in enumerate(plans) if kept.id == older), None)
    meant = newer_version_of(found.plan, [kept.plan for kept in plans]) if meant is None else meant
    if meant is None:
        return None
    return Newer(plans[meant].id, plans[meant].plan, found.plan, found.problems, found.remarks)


def _read(
    here: Here, content: bytes, name: str, mapping: PlanMapping | None
) -> tuple[PlanLookedAt | None, list[Problem]]:
    """Read with what was decided now, else with what was decided before on a plan of the same layout."""
    as_of = here.assessment.as_of or here.today
    levels = {value.id: value.counted.level for value in looking.results(here).scores.items}

    def read(decided: PlanMapping | None) -> tuple[PlanLookedAt | None, list[Problem]]:
        return read_a_plan(content, name, here.library, lens=here.lens, as_of=as_of, levels=levels, mapping=decided)

    found, problems = read(mapping)
    if mapping is None and found is not None:
        remembered = mapping_remembered(found.plan.layout, here.assessment.plans)
        if remembered is not None:
            again, _ = read(remembered)
            return (again, problems) if again is not None else (found, problems)
    return found, problems


def _keep(id: str, found: PlanLookedAt, older: str | None) -> tuple[StoredPlan | None, PlanOutcome]:
    """Save a plan that was read, in the place of an older reading if there is one."""
    try:
        before = None if older is None else kept_plan(id, older)
        plan = found.plan if before is None else in_place_of(found.plan, before.plan)
        version, plan_id = (0, None) if before is None else (before.version, before.id)
        saved = session.store().save_plan(id, plan, version, plan_id)
    except (NotSaved, AssessmentGone):
        return None, PlanOutcome("not_kept", name=found.plan.name)
    if isinstance(saved, Conflict):
        return None, PlanOutcome("changed_elsewhere", name=found.plan.name)
    return saved.content, PlanOutcome("read", at=saved.at, name=found.plan.name)
