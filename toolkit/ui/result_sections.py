"""An assessment drawn through one lens: first screen, then one section at a time. None computes a number.

What is hidden is not built: a section is drawn when it is chosen, a trace when it is opened. What changes by itself is
a fragment, so that it does not draw the page anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from toolkit.language import whole_points
from toolkit.library.model import Basis
from toolkit.method.scoring import Index
from toolkit.tasks.counts import counts_of_soft, gaps_without_measure
from toolkit.ui import result_gaps, result_parts, result_shown, session
from toolkit.ui import result_tables as tables
from toolkit.ui import result_texts as texts
from toolkit.ui.result_opened import opening
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_what_if import what_if_section
from toolkit.ui.scale import scale
from toolkit.ui.tables import plain_list, written
from toolkit.ui.two_lenses import two_lenses_section


def one_lens(shown: Shown) -> None:
    """All that is shown of an assessment through one lens."""
    first_screen(shown)
    one_section(shown)
    opening(shown)


@st.fragment
def one_section(shown: Shown) -> None:
    """The section that is chosen; choosing another draws it alone."""
    sections = _sections(shown)
    if sections:
        view = _choose(shown, list(sections))
        sections[view](replace(shown))


def _sections(shown: Shown) -> Mapping[str, Callable[[Shown], None]]:
    """Sections that have something to show, in the order of reading."""
    scores = shown.found.scores
    something = bool(scores.headline.asked) or scores.enabling.completeness is not None
    beside = bool(scores.soft.items or scores.participation)
    known: dict[str, tuple[bool, Callable[[Shown], None]]] = {
        "parts": (bool(scores.limbs), provisions),
        "subjects": (something, subjects),
        "gaps": (something, gaps),
        "follow_up": (something, follow_up),
        "beside": (beside, beside_the_indices),
        "two_lenses": (bool(scores.limbs), two_lenses_section),
        "sure": (something, how_sure),
        "what_if": (something, what_if),
    }
    return {name: draw for name, (there, draw) in known.items() if there}


def _named(shown: Shown, name: str) -> str:
    strategies = name == "parts" and shown.found.lens.instrument.has_strategies
    return shown.say("section.strategies" if strategies else f"section.{name}")


def _choose(shown: Shown, names: list[str]) -> str:
    if session.value("results_view", shown.id) not in names:
        before = result_shown.kept(shown.id, "view")
        session.put("results_view", shown.id, before if before in names else names[0])
    view = st.segmented_control(
        shown.say("sections"),
        names,
        required=True,
        format_func=lambda name: _named(shown, name),
        key=shown.key("view"),
        label_visibility="collapsed",
    )
    result_shown.keep(shown.id, "view", view if view != names[0] else None)
    return view or names[0]


def first_screen(shown: Shown) -> None:
    """The headline in counts, and beside it at most three figures: two indices, gaps that no measure covers."""
    said = texts.headline(shown.found, shown.library, shown.language)
    counted = shown.found.scores.headline.asked > 0
    more = f" {shown.opens(shown.say('headline.open'), 'headline')}" if counted else ""
    st.html(f'<p class="rt-headline">{written(said)}{more}</p>')
    scores = shown.found.scores
    tiles = []
    if not shown.counts_only:
        tiles += [
            _index(shown, index, part)
            for part, index in (("text", scores.text), ("enabling", scores.enabling))
            if index.completeness is not None
        ]
    without, every = gaps_without_measure(shown.found)
    if every:
        tiles.append(_reached(shown, without, every))
    if tiles:
        st.html(f'<div class="rt-indices">{"".join(tiles)}</div>')


def _index(shown: Shown, index: Index, part: str) -> str:
    name = shown.say(f"index.{part}")
    lines = [f'<h2 class="rt-name">{written(name)}</h2>']
    if index.point is None:
        lines.append(f'<p class="rt-nofigure">{written(shown.say("index.none"))}</p>')
    else:
        between = texts.between(index, shown.language)
        number = shown.opens(whole_points(index.point), part)
        lines.append(f'<p class="rt-figure"><b>{number}</b> <span>{written(between)}</span></p>')
    lines.append(scale(index, name, shown.target, shown.language))
    if index.provisional:
        why = shown.say("index.provisional_because", why=texts.why_provisional(index, shown.language))
        lines.append(f'<p class="rt-small"><span class="rt-sign rt-provisional">{written(why)}</span></p>')
    lines.append(f'<p class="rt-small">{written(texts.index_explained(part, shown.found, shown.language))}</p>')
    return f'<section class="rt-index">{"".join(lines)}</section>'


def _reached(shown: Shown, without: int, every: int) -> str:
    """How many gaps no measure of the plans looked at covers, not even on paper."""
    explain = "index.reached_explain" if shown.found.plans else "index.reached_no_plan"
    return (
        f'<section class="rt-index"><h2 class="rt-name">{written(shown.say("index.reached"))}</h2>'
        f'<p class="rt-figure"><b>{without}</b> <span>{written(shown.say("index.reached_of", n=every))}</span></p>'
        f'<p class="rt-small">{written(shown.say(explain))}</p></section>'
    )


def provisions(shown: Shown) -> None:
    """Provisions with their limbs."""
    strategies = shown.found.lens.instrument.has_strategies
    heading = shown.language.say("strategies.report.heading") if strategies else shown.say("parts.heading")
    st.header(heading, anchor=False)
    result_parts.provisions(shown)


@st.fragment
def subjects(shown: Shown) -> None:
    """The profile by dimension."""
    st.header(shown.say("parts.heading_subjects"), anchor=False)
    result_parts.subjects(shown)


def gaps(shown: Shown) -> None:
    """The two lists of gaps."""
    st.header(shown.say("gaps.heading"), anchor=False)
    result_gaps.gap_lists(shown)


def follow_up(shown: Shown) -> None:
    """What is not answered."""
    st.header(shown.say("unanswered.heading"), anchor=False)
    result_gaps.follow_up(shown)


def beside_the_indices(shown: Shown) -> None:
    """What the text states as a benefit, and facts about taking part: in no index."""
    _soft_panel(shown)
    if shown.found.scores.participation:
        st.header(shown.say("participation.heading"), anchor=False)
        st.markdown(shown.say("participation.explain"))
        st.html(tables.participation_table(shown))


def _soft_panel(shown: Shown) -> None:
    soft = shown.found.scores.soft
    if not soft.items:
        return
    st.header(shown.say("soft.heading"), anchor=False)
    st.markdown(shown.say("soft.explain"))
    if shown.counts_only:
        by = counts_of_soft(shown.found)
        there = by.by_level["3"] + by.by_level["4"]
        st.markdown(shown.say("soft.counts", there=there, n=by.asked - by.not_applicable, unanswered=by.unanswered))
    elif soft.point is None:
        st.markdown(shown.say("soft.value_none"))
    else:
        low, high, n = whole_points(soft.low), whole_points(soft.high), len(soft.items)
        value = shown.opens(whole_points(soft.point), "soft")
        st.html(f"<p><b>{value}</b> {written(shown.say('soft.value', low=low, high=high, n=n))}</p>")
    below = texts.soft_gaps(shown.found, shown.library, shown.language)
    if below:
        st.html(plain_list(below))


def how_sure(shown: Shown) -> None:
    """What the indices rest on; what was left out; where bodies differ."""
    st.header(shown.say("sure.heading"), anchor=False)
    if shown.counts_only:
        st.html(tables.sources_table(shown))
    else:
        st.html(tables.sure_table(shown))
    st.caption(shown.say("sure.explain_counts" if shown.counts_only else "sure.explain"))
    values = shown.found.scores.items
    left_out = [value.id for value in values if not value.applies and value.asked.basis is not Basis.PARTICIPATION]
    if left_out:
        names = ", ".join(shown.opens(item, f"item:{item}") for item in left_out)
        st.html(f"<p>{written(shown.say('sure.not_applicable'))} {names}</p>")
    if not shown.found.scores.not_agreed:
        return
    st.subheader(shown.say("sure.not_agreed_heading", n=len(shown.found.scores.not_agreed)), anchor=False)
    st.markdown(shown.say("sure.not_agreed"))
    st.html(tables.not_agreed_table(shown))


def what_if(shown: Shown) -> None:
    """Try levels and measures."""
    what_if_section(shown)
