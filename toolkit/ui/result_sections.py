"""Sections of the results page, from top to bottom. Each is drawn from results; none computes a number.

What is hidden is not built: lists, traces and what stands behind an index are made when they are opened. A section
that opens by itself is a fragment, so that opening it does not draw the page anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from toolkit.language import Language, whole_points
from toolkit.library.model import Basis, Library
from toolkit.method.results import Results
from toolkit.method.scoring import Index, Mean
from toolkit.record.assessment import Assessment
from toolkit.tasks.traces import trace_of
from toolkit.ui import result_tables as tables
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.figures import FigureRow, ProfileRow, bars_with_range, profile
from toolkit.ui.result_texts import WORDS
from toolkit.ui.scale import scale
from toolkit.ui.tables import plain_list, written

FIRST_GAPS = 10
LIGHT_INK, DARK_INK = "#1a1a1a", "#f0f2f3"
CHART = {"displayModeBar": False, "responsive": True}


@dataclass(frozen=True)
class Shown:
    """What the results page shows: an assessment, what follows from it, and how it is said."""

    assessment: Assessment
    found: Results
    library: Library
    language: Language
    place_of: Callable[[str], str]

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of the results page."""
        return self.language.say(f"{WORDS}.{key}", **values)

    @property
    def target(self) -> int:
        """Target level of the assessment."""
        return self.assessment.target.default


def first_screen(shown: Shown, counts_only: bool) -> None:
    """The headline in counts, and beside it the two indices, each on its own scale."""
    st.html(f'<p class="rt-headline">{written(texts.headline(shown.found, shown.library, shown.language))}</p>')
    scores = shown.found.scores
    if counts_only or (scores.text.completeness is None and scores.enabling.completeness is None):
        return
    both = _index(shown, scores.text, "text") + _index(shown, scores.enabling, "enabling")
    st.html(f'<div class="rt-indices">{both}</div>')


def _index(shown: Shown, index: Index, part: str) -> str:
    name = shown.say(f"index.{part}")
    lines = [f'<h2 class="rt-name">{written(name)}</h2>']
    if index.point is None:
        lines.append(f'<p class="rt-nofigure">{written(shown.say("index.none"))}</p>')
    else:
        between = texts.between(index, shown.language)
        lines.append(f'<p class="rt-figure"><b>{whole_points(index.point)}</b> <span>{written(between)}</span></p>')
    if index.completeness is not None:
        lines.append(scale(index, name, shown.target, shown.language))
        lines.append(_how_far(shown, index))
    lines.append(f'<p class="rt-small">{written(texts.index_explained(part, shown.found, shown.language))}</p>')
    return f'<section class="rt-index">{"".join(lines)}</section>'


def _how_far(shown: Shown, index: Index) -> str:
    complete = texts.how_complete(index, shown.language)
    if not index.provisional:
        return f'<p class="rt-small">{written(complete)}</p>'
    why = shown.say("index.provisional_because", why=texts.why_provisional(index, shown.language))
    sign = f'<p class="rt-small"><span class="rt-sign rt-provisional">{written(why)}</span></p>'
    return f'{sign}<p class="rt-small">{written(complete)}</p>'


@st.fragment
def part_by_part(shown: Shown) -> None:
    """Limbs, provisions or dimensions: a chart with its takeaway, and the table with the same figures."""
    st.header(shown.say("parts.heading"), anchor=False)
    of_strategies = shown.found.lens.instrument.family == "MS"
    provisions = "strategies" if of_strategies else "provisions"
    view = st.segmented_control(
        shown.say("parts.show_by"),
        ["limbs", provisions, "dimensions"],
        default="limbs",
        required=True,
        format_func=lambda code: shown.say(f"parts.{code}"),
        key=session.key("results", "parts"),
    )
    as_table = st.toggle(shown.say("parts.as_table"), key=session.key("results", "parts_table"))
    if view == "dimensions":
        _profile(shown, as_table)
    else:
        _bars(shown, view or "limbs", as_table)


def _bars(shown: Shown, view: str, as_table: bool) -> None:
    rows = part_rows(shown, view)
    said = texts.takeaway([row for row, _ in rows], shown.target, shown.language)
    st.markdown(said)
    if as_table:
        st.html(tables.limb_table(rows, view, shown.language))
        return
    figure = bars_with_range([row for row, _ in rows], shown.target, shown.language, ink())
    st.plotly_chart(figure, config=CHART, alt=shown.say("parts.alt", takeaway=said))
    st.caption(shown.say("parts.how_to_read"))


def _profile(shown: Shown, as_table: bool) -> None:
    rows = profile_rows(shown)
    said = texts.takeaway([row.text for row, _, _ in rows if row.text.low is not None], shown.target, shown.language)
    st.markdown(said)
    if as_table:
        st.html(tables.profile_table(rows, shown.language))
        return
    figure = profile([row for row, _, _ in rows], shown.target, shown.language, ink())
    st.plotly_chart(figure, config=CHART, alt=shown.say("parts.alt", takeaway=said))
    st.caption(shown.say("parts.how_to_read_profile"))


def ink() -> str:
    """Colour of words in a figure: that of the theme's text."""
    return DARK_INK if st.context.theme.type == "dark" else LIGHT_INK


def part_rows(shown: Shown, view: str) -> list[tuple[FigureRow, int]]:
    """Limbs, or provisions, with their number of items (of limbs)."""
    scores, lens = shown.found.scores, shown.found.lens
    if view == "limbs":
        return [
            (FigureRow(texts.limb_name(limb.id, shown.library), limb.point, limb.low, limb.high), len(limb.items))
            for limb in scores.limbs
        ]
    items = {limb.id: len(limb.items) for limb in scores.limbs}
    return [
        (
            FigureRow(texts.provision_name(entry.number, lens, shown.language), entry.point, entry.low, entry.high),
            sum(items[limb] for limb in entry.limbs),
        )
        for entry in scores.provisions
    ]


def profile_rows(shown: Shown) -> list[tuple[ProfileRow, int, int]]:
    """Dimensions with both means and the number of items behind each."""
    rows = []
    for entry in shown.found.scores.dimensions:
        name = f"{entry.id} {shown.library.dimensions[entry.id].name}"
        row = ProfileRow(name, _row(name, entry.text), _row(name, entry.enabling))
        if entry.text.items or entry.enabling.items:
            rows.append((row, len(entry.text.items), len(entry.enabling.items)))
    return rows


def _row(name: str, mean: Mean) -> FigureRow:
    return FigureRow(name, mean.point, mean.low, mean.high)


@st.fragment
def gaps(shown: Shown, part: str) -> None:
    """One of the two lists of gaps."""
    found = shown.found.gaps.text if part == "text" else shown.found.gaps.enabling
    st.subheader(shown.say("gaps.list", name=shown.say(f"gaps.{part}"), count=shown.say("gaps.count", n=len(found))))
    if not found:
        st.markdown(_no_gap(shown, part))
        return
    everything = len(found) > FIRST_GAPS and st.toggle(
        shown.say("gaps.show_all", n=len(found)), key=session.key("results", f"gaps_{part}")
    )
    entries = found if everything else found[:FIRST_GAPS]
    st.html(tables.gap_table(entries, part, shown.found, shown.library, shown.language, shown.place_of))


def _no_gap(shown: Shown, part: str) -> str:
    bases = {Basis.IMPLIED} if part == "enabling" else {Basis.DIRECT, Basis.NAMED}
    open_still = sum(1 for entry in shown.found.scores.unanswered if entry.basis in bases)
    return shown.say("gaps.none_unanswered", n=open_still) if open_still else shown.say("gaps.none")


@st.fragment
def unanswered(shown: Shown) -> None:
    """Items without a level, for follow-up."""
    entries = shown.found.scores.unanswered
    st.header(shown.say("unanswered.heading"), anchor=False)
    if not entries:
        st.markdown(shown.say("unanswered.none"))
        return
    st.markdown(shown.say("unanswered.explain", n=len(entries)))
    if st.toggle(shown.say("unanswered.show"), key=session.key("results", "unanswered")):
        st.html(tables.unanswered_table(entries, shown.library, shown.language, shown.place_of))


def soft_panel(shown: Shown) -> None:
    """What the text states as a benefit: apart, in no index."""
    soft = shown.found.scores.soft
    if not soft.items:
        return
    st.header(shown.say("soft.heading"), anchor=False)
    st.markdown(shown.say("soft.explain"))
    if soft.point is None:
        st.markdown(shown.say("soft.value_none"))
    else:
        low, high = whole_points(soft.low), whole_points(soft.high)
        value = shown.say("soft.value", point=whole_points(soft.point), low=low, high=high, n=len(soft.items))
        st.markdown(value)
    below = texts.soft_gaps(shown.found, shown.library, shown.language)
    if below:
        st.html(plain_list(below))


def participation(shown: Shown) -> None:
    """Facts about taking part."""
    if not shown.found.scores.participation:
        return
    st.header(shown.say("participation.heading"), anchor=False)
    st.markdown(shown.say("participation.explain"))
    st.html(tables.participation_table(shown.found, shown.library, shown.language, shown.place_of))


@st.fragment
def how_sure(shown: Shown) -> None:
    """What the indices rest on, behind a toggle."""
    st.header(shown.say("sure.heading"), anchor=False)
    if not st.toggle(shown.say("sure.show"), key=session.key("results", "sure")):
        return
    st.html(tables.sure_table(shown.found, shown.language))
    st.caption(shown.say("sure.explain"))
    values = shown.found.scores.items
    left_out = [value.id for value in values if not value.applies and value.asked.basis is not Basis.PARTICIPATION]
    if left_out:
        st.markdown(shown.say("sure.not_applicable", names=", ".join(left_out)))
    if shown.found.scores.not_agreed:
        st.markdown(shown.say("sure.not_agreed", names=", ".join(shown.found.scores.not_agreed)))


@st.fragment
def open_a_figure(shown: Shown) -> None:
    """The trace of one figure, made when it is chosen."""
    st.header(shown.say("trace.heading"), anchor=False)
    figures = traceable(shown)
    chosen = st.selectbox(
        shown.say("trace.choose"),
        list(figures),
        index=None,
        format_func=figures.__getitem__,
        placeholder=shown.say("trace.placeholder"),
        key=session.key("results", "trace"),
    )
    found = trace_of(chosen or "", shown.found)
    if chosen is None or found is None:
        return
    st.html(
        tables.trace_table(
            found, figures[chosen], shown.found, shown.assessment, shown.library, shown.language, shown.place_of
        )
    )
    if found.total is None:
        st.markdown(shown.say("trace.sum_none"))
    else:
        st.markdown(shown.say("trace.sum", total=texts.tenths(found.total, shown.language)))


def traceable(shown: Shown) -> dict[str, str]:
    """Every figure that opens to its trace: a code, and its name."""
    scores, lens = shown.found.scores, shown.found.lens
    figures = {"text": shown.say("trace.index_text"), "enabling": shown.say("trace.index_enabling")}
    figures |= {f"limb:{limb.id}": texts.limb_name(limb.id, shown.library) for limb in scores.limbs}
    figures |= {
        f"provision:{entry.number}": texts.provision_name(entry.number, lens, shown.language)
        for entry in scores.provisions
    }
    for entry in scores.dimensions:
        name = f"{entry.id} {shown.library.dimensions[entry.id].name}"
        if entry.text.items:
            figures[f"dimension_text:{entry.id}"] = shown.say("trace.dimension_text", name=name)
        if entry.enabling.items:
            figures[f"dimension_enabling:{entry.id}"] = shown.say("trace.dimension_enabling", name=name)
    return figures
