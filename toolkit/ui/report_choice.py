"""Which report: for whom, through what, in which format, with or without indices and measures."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from toolkit.library.model import Depth
from toolkit.record.store import AssessmentSummary
from toolkit.tasks.comparison import Comparison, are_two_states, comparison_of
from toolkit.tasks.report import KINDS, PACKS, WITH_INDICES, WITH_MEASURES, Choices, formats_of, is_outward
from toolkit.ui import looking, session
from toolkit.ui.session import Here
from toolkit.ui.words_on_page import plain

WORDS = "interface_report"
FORMAT_WORDS = "interface_results.report"
OWN_FORMATS = "interface_report.format"
ALL_KINDS = (*KINDS, PACKS)


@dataclass(frozen=True)
class Chosen:
    """What was chosen of a report; `earlier` is the id of an assessment of the last time."""

    kind: str
    lens: str
    depth: Depth
    to: str
    indices: bool
    measures: bool
    earlier: str | None


def choose(here: Here) -> Chosen:
    """Draw the choices, the reader first."""
    say = here.language.say
    kind: str = st.radio(
        say(f"{WORDS}.for_whom"),
        ALL_KINDS,
        index=ALL_KINDS.index("full"),
        format_func=lambda code: say(f"{WORDS}.kind.{code}.name"),
        captions=[say(f"{WORDS}.kind.{code}.explain") for code in ALL_KINDS],
        key=session.key("report_kind", here.id),
    )
    leaves = "may_leave" if is_outward(kind) else "to_bodies" if kind == PACKS else "stays_inside"
    st.html(f'<div class="panel"><p>{escape(say(f"{WORDS}.leaves.{leaves}"))}</p></div>')
    lens, depth = looking.choose_lens(here)
    indices = _indices(here, kind)
    measures = _measures(here, kind)
    earlier = _earlier(here, kind)
    return Chosen(kind, lens, depth, _format(here, kind), indices, measures, earlier)


def _format(here: Here, kind: str) -> str:
    """The format, each with what it is good for; packs are an archive."""
    formats, say = formats_of(kind), here.language.say
    if len(formats) == 1:
        return formats[0]
    words = {code: OWN_FORMATS if code == "csv" else FORMAT_WORDS for code in formats}
    chosen: str = st.radio(
        say(f"{FORMAT_WORDS}.format"),
        formats,
        format_func=lambda code: say(f"{words[code]}.{code}"),
        captions=[say(f"{words[code]}.{code}_explain") for code in formats],
        key=session.key("report_format", here.id),
    )
    return chosen


def _indices(here: Here, kind: str) -> bool:
    """With the indices or without; without is where it begins for what leaves."""
    if kind not in WITH_INDICES:
        return False
    label = here.language.say(f"{WORDS}.without_indices")
    return not st.toggle(label, value=is_outward(kind), key=session.key(f"without_indices_{kind}", here.id))


def _measures(here: Here, kind: str) -> bool:
    """Whether measures of the plans are named: nothing in a plan says that it may be published, so the page says so."""
    if kind not in WITH_MEASURES or not here.stored.plans:
        return True
    say = here.language.say
    named = st.toggle(say(f"{WORDS}.measures"), value=True, key=session.key("report_measures", here.id))
    plans = say("report.between").join(plain(kept.plan.name) for kept in here.stored.plans)
    st.caption(say(f"{WORDS}.measures_{'named' if named else 'left_out'}", n=len(here.stored.plans), plans=plans))
    return named


def _earlier(here: Here, kind: str) -> str | None:
    """An assessment of the last time, for what changed since."""
    if kind != "minister":
        return None
    others = {found.id: found.name for found in of_one_state(here)}
    if not others:
        return None
    say = here.language.say
    chosen: str | None = st.selectbox(
        say(f"{WORDS}.earlier"),
        list(others),
        index=None,
        format_func=lambda id: others[id] or say(f"{WORDS}.without_name"),
        placeholder=say(f"{WORDS}.earlier_none"),
        help=say(f"{WORDS}.earlier_help"),
        key=session.key("report_earlier", here.id),
    )
    return chosen


def of_one_state(here: Here) -> list[AssessmentSummary]:
    """Other assessments kept here that are not of another State."""
    own = here.assessment.profile.state
    kept = session.store().assessments()
    return [found for found in kept if found.id != here.id and not are_two_states(found.state, own)]


def choices_of(here: Here, chosen: Chosen) -> Choices:
    """What was chosen, as a task takes it."""
    earlier = _held_against(here, chosen, chosen.earlier) if chosen.earlier else None
    return Choices(indices=chosen.indices, measures=chosen.measures, earlier=earlier)


def _held_against(here: Here, chosen: Chosen, earlier: str) -> Comparison | None:
    """The earlier assessment held against this one, through the instrument and depth of the report."""
    before = session.stored_now(earlier).assessment
    return comparison_of(before, here.assessment, here.library, lens=chosen.lens, depth=chosen.depth)[0]
