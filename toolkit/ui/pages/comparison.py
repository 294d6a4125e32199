"""What changed since the last time: this assessment held against an earlier one of the same State."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from toolkit.record.assessment import Assessment
from toolkit.record.store import AssessmentSummary
from toolkit.report.tree import Report
from toolkit.tasks.comparison import (
    COMPARISON_FORMATS,
    Comparison,
    are_two_states,
    comparison_of,
    comparison_tree,
    make_comparison,
    other_scope,
)
from toolkit.ui import at_hand, frame, looking, session
from toolkit.ui.carry_over import draw_carry_over
from toolkit.ui.session import Here
from toolkit.ui.tables import address
from toolkit.ui.take_along import take_along
from toolkit.ui.tree_parts import draw_parts, section
from toolkit.ui.widgets import draw_problems

WORDS = "comparison"
FIRST = ("moves", "figures")


@dataclass(frozen=True)
class Other:
    """What this assessment may be held against: one kept here, or what was cleared of one."""

    id: str
    snapshot: str
    label: str


def place_of(item: str) -> str:
    """Address of a statement on the page of its dimension."""
    return address(item[:3].lower(), session.link(), item.lower())


def others(here: Here) -> tuple[list[Other], int]:
    """What may be held against this assessment, and how many assessments are of other States."""
    found, elsewhere = _cleared(here, here.id, here.assessment.name), 0
    for kept in earlier_first(here, session.store().assessments()):
        if kept.id == here.id:
            continue
        if are_two_states(kept.state, here.assessment.profile.state):
            elsewhere += 1
            continue
        name = kept.name or here.language.say(f"{WORDS}.unnamed")
        day = kept.as_of.isoformat() if kept.as_of else None
        label = here.language.say(f"{WORDS}.side" if day else f"{WORDS}.side_without_day", name=name, day=day)
        found += [Other(kept.id, "", label), *_cleared(here, kept.id, kept.name)]
    return found, elsewhere


def earlier_first(here: Here, kept: list[AssessmentSummary]) -> list[AssessmentSummary]:
    """Assessments of an earlier day than this one first, the latest of them first; then the others."""
    own = here.assessment.as_of or here.today
    dated = {found.id: found.as_of or date.min for found in kept}
    return sorted(kept, key=lambda found: (dated[found.id] >= own, own - dated[found.id]))


def _cleared(here: Here, id: str, name: str) -> list[Other]:
    say = here.language.say
    named = name or say(f"{WORDS}.unnamed")
    return [
        Other(
            id,
            kept.id,
            say(
                f"{WORDS}.ui.kept_of",
                name=named,
                snapshot=say(f"{WORDS}.ui.snapshot", day=kept.on, role=kept.role),
            ),
        )
        for kept in session.store().snapshots(id)
        if kept.body is None
    ]


def choose(here: Here) -> Assessment | None:
    """Draw the choice of what to hold this assessment against."""
    say = here.language.say
    found, elsewhere = others(here)
    if elsewhere:
        st.caption(say(f"{WORDS}.ui.other_states", n=elsewhere))
    if not found:
        st.info(say(f"{WORDS}.ui.none"))
        _offer_sample(here)
        return None
    chosen = st.selectbox(
        say(f"{WORDS}.ui.with"),
        found,
        format_func=lambda other: other.label,
        help=say(f"{WORDS}.ui.with_help"),
        key=session.key("compared_with", here.id),
    )
    if not chosen.snapshot:
        return session.stored_now(chosen.id).assessment
    return at_hand.cleared(session.store(), chosen.id, chosen.snapshot, here.language.code)


def _offer_sample(here: Here) -> None:
    """The sample State has an earlier year to be held against."""
    # Imported here: it reads state files, which the page does without.
    from toolkit.tasks.sample import is_sample, sample_earlier

    if is_sample(here.assessment) and st.button(
        here.language.say(f"{WORDS}.ui.sample"), key=session.key("compare", "sample")
    ):
        session.store().import_state(sample_earlier(here.library))
        st.rerun()


def in_order(here: Here, other: Assessment) -> tuple[Assessment, Assessment]:
    """The earlier of the two first; without dates the open one is the later."""
    own = here.assessment
    later = (other.as_of or date.min) > (own.as_of or date.max)
    return (own, other) if later else (other, own)


def draw_comparison(here: Here, other: Assessment) -> None:
    """Counts first, then figures, then the statements of one move at a time."""
    say = here.language.say
    before, after = in_order(here, other)
    lens, depth = looking.choose_lens(here)
    same = other_scope(before, after) and st.toggle(
        say(f"{WORDS}.ui.same_scope"), key=session.key("same_scope", here.id)
    )
    found, problems = comparison_of(before, after, here.library, lens=lens, depth=depth, same_scope=same)
    draw_problems(problems, here.language)
    if found is None:
        return
    tree = comparison_tree(found, after, here.library, here.language, here.today)
    for id in FIRST:
        st.header(say(f"{WORDS}.heading.{id}"), anchor=False)
        draw_parts(section(tree, id))
    _statements(here, found, tree)
    make = partial(make_comparison, found, after, here.library, here.language, today=here.today)
    take_along(here.language, f"{WORDS}.ui", here.id, COMPARISON_FORMATS, lambda to: make(to=to))


def _statements(here: Here, found: Comparison, tree: Report) -> None:
    say = here.language.say
    sections = [heading.id for heading in tree.headings() if heading.level == 1 and heading.id not in FIRST]
    numbers: dict[str, int] = {str(move): n for move, n in found.counts().items()}
    numbers["participation"] = len(found.participation)
    chosen = st.pills(
        say(f"{WORDS}.ui.show"),
        sections,
        default=sections[0],
        required=True,
        format_func=lambda id: _label(say(f"{WORDS}.heading.{id}"), numbers.get(id)),
        key=session.key("compare_show", here.id),
    )
    draw_parts(section(tree, chosen or sections[0]), None if chosen == "method" else place_of)


def _label(name: str, n: int | None) -> str:
    return name if n is None else f"{name} ({n})"


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.page_title"))
    st.caption(say(f"{WORDS}.lead"))
    draw_carry_over(here, place_of)
    other = choose(here)
    if other is not None:
        draw_comparison(here, other)
    frame.draw_next("report", say("interface_results.results.to_report"))


with st.container(key="wide"):
    draw(frame.opened())
