"""Where we stand, part by part: provisions with their limbs, and the profile by dimension; counts where no index is."""

from collections.abc import Iterable, Sequence

import streamlit as st

from toolkit.language import whole_points
from toolkit.method.scoring import Headline, LimbValue, Mean, ProvisionValue
from toolkit.tasks.counts import counts_by_dimension, counts_by_limb, counts_by_provision
from toolkit.ui import result_texts as texts
from toolkit.ui.figures import CHART, FigureRow, ProfileRow, ink, profile
from toolkit.ui.result_bars import BarRow, bar_table
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_tables import profile_table
from toolkit.ui.tables import Cell, number, table, written

COUNTED = ("there", "partly", "begun", "none", "unanswered", "not_applicable")


def provisions(shown: Shown) -> None:
    """Every provision with its limbs: bar, points, range, number of items; the table is the figure."""
    if shown.counts_only:
        st.html(_counts(shown, "provisions", _counted_provisions(shown)))
        return
    limbs = {limb.id: limb for limb in shown.found.scores.limbs}
    rows = [row for entry in shown.found.scores.provisions for row in _provision(shown, entry, limbs)]
    own = [_figure(texts.limb_name(limb.id, shown.library), limb) for limb in limbs.values()]
    st.markdown(texts.takeaway(own, shown.target, shown.language))
    names = ("strategy" if _of_strategies(shown) else "provision", "drawn", "points", "range", "items")
    aim = shown.language.say("interface_results.figure.target", points=whole_points(shown.target * 25.0))
    headings = [shown.say(f"parts.{name}") for name in names]
    st.html(bar_table(shown.say("parts.caption_provisions"), headings, shown.target, aim, rows))
    st.caption(shown.say("parts.how_to_read"))


def _of_strategies(shown: Shown) -> bool:
    return shown.found.lens.instrument.family == "MS"


def _provision(shown: Shown, entry: ProvisionValue, limbs: dict[str, LimbValue]) -> Iterable[BarRow]:
    own = [limbs[limb] for limb in entry.limbs]
    name = texts.provision_name(entry.number, shown.found.lens, shown.language)
    provision = shown.found.lens.instrument.provision(entry.number)
    gist = "" if provision is None else f'<span class="rt-under">{written(provision.gist)}</span>'
    items = sum(len(limb.items) for limb in own)
    yield _bar_row(shown, _figure(name, entry), f"<b>{written(name)}</b>{gist}", f"provision:{entry.number}", items)
    for limb in own:
        said = texts.limb_name(limb.id, shown.library)
        yield _bar_row(shown, _figure(said, limb), written(said), f"limb:{limb.id}", len(limb.items), inner=True)


def _bar_row(shown: Shown, figure: FigureRow, name: str, code: str, items: int, *, inner: bool = False) -> BarRow:
    points = shown.opens(whole_points(figure.point), code)
    between = texts.range_text(figure.low, figure.high, shown.language)
    return BarRow(figure, name, points, (written(between), str(items)), inner)


def _figure(name: str, value: LimbValue | ProvisionValue | Mean) -> FigureRow:
    return FigureRow(name, value.point, value.low, value.high)


def subjects(shown: Shown) -> None:
    """The profile by dimension: two figures each, never one; a chart, or the table with the same figures."""
    if shown.counts_only:
        st.html(_counts(shown, "dimensions", _counted_dimensions(shown)))
        return
    rows = profile_rows(shown)
    answered = [row.text for row, _, _ in rows if row.text.low is not None]
    said = texts.takeaway(answered, shown.target, shown.language)
    st.markdown(said)
    if st.toggle(shown.say("parts.as_table"), key=shown.key("table")):
        st.html(profile_table(rows, shown))
        return
    figure = profile([row for row, _, _ in rows], shown.target, shown.language, ink())
    st.plotly_chart(figure, config=CHART, alt=shown.say("parts.alt", takeaway=said), key=shown.key("chart"))
    st.caption(shown.say("parts.how_to_read_profile"))


def profile_rows(shown: Shown) -> list[tuple[ProfileRow, int, int]]:
    """Dimensions with both means and the number of items behind each."""
    rows = []
    for entry in shown.found.scores.dimensions:
        name = f"{entry.id} {shown.library.dimensions[entry.id].name}"
        row = ProfileRow(name, _figure(name, entry.text), _figure(name, entry.enabling))
        if entry.text.items or entry.enabling.items:
            rows.append((row, len(entry.text.items), len(entry.enabling.items)))
    return rows


def _counts(shown: Shown, view: str, rows: Sequence[tuple[Cell, Headline]]) -> str:
    """A table of counts by level, of what was asked."""
    first = {"provisions": "strategy" if _of_strategies(shown) else "provision", "dimensions": "dimension"}[view]
    headings = [shown.say(f"parts.{first}"), *(shown.say(f"counts.{name}") for name in COUNTED)]
    return table(
        shown.say(f"counts.caption_{view}"),
        headings,
        ([name, *(number(str(n)) for n in _by_name(counts))] for name, counts in rows),
    )


def _by_name(counts: Headline) -> tuple[int, ...]:
    by = counts.by_level
    return (by["3"] + by["4"], by["2"], by["1"], by["0"], counts.unanswered, counts.not_applicable)


def _counted_provisions(shown: Shown) -> list[tuple[Cell, Headline]]:
    by_limb, by_provision = counts_by_limb(shown.found), counts_by_provision(shown.found)
    rows: list[tuple[Cell, Headline]] = []
    for entry in shown.found.scores.provisions:
        name = texts.provision_name(entry.number, shown.found.lens, shown.language)
        code = f"provision:{entry.number}"
        provision = shown.found.lens.instrument.provision(entry.number)
        gist = () if provision is None else (provision.gist,)
        rows.append((Cell(name, link=shown.opener(code), opens=code, under=gist), by_provision[entry.number]))
        for limb in entry.limbs:
            said, code = texts.limb_name(limb, shown.library), f"limb:{limb}"
            rows.append((Cell(said, link=shown.opener(code), opens=code), by_limb[limb]))
    return rows


def _counted_dimensions(shown: Shown) -> list[tuple[Cell, Headline]]:
    names = {id: f"{id} {shown.library.dimensions[id].name}" for id in shown.library.dimensions}
    return [(Cell(names[id]), counts) for id, counts in counts_by_dimension(shown.found).items()]
