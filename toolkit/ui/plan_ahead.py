"""The projection on the plan page: both indices by quarter, on one of three lines, with the table beside."""

import streamlit as st

from toolkit.language import whole_points
from toolkit.method.projection import Point, Projection
from toolkit.tasks.projection import projected
from toolkit.ui import session
from toolkit.ui.figures import CHART, FigureRow, ProfileRow, ink, profile
from toolkit.ui.plan_reach import over_plans
from toolkit.ui.plan_sections import PlansShown
from toolkit.ui.tables import Cell, number, plain_list, table

LINES = ("planned", "delayed", "without_paper")
MOST_MONTHS, MONTHS = 60, 6


@st.fragment
def ahead(shown: PlansShown, target: int) -> None:
    """What the measures say they bring; `target` is the State's target level."""
    say = shown.language.say
    st.subheader(say("projection.heading"), anchor=False)
    st.markdown(say("projection.explain"))
    delay = int(
        st.number_input(say("projection.delay"), 0, MOST_MONTHS, MONTHS, 3, key=session.key("ahead_delay", shown.id))
    )
    st.caption(over_plans(shown))
    found = projected(shown.found, delay, shown.chosen)
    if found.quarters:
        _lines(shown, found, target)
    else:
        st.markdown(say("projection.nothing"))
    _beside(shown, found)


def _lines(shown: PlansShown, found: Projection, target: int) -> None:
    say = shown.language.say
    said = _takeaway(shown, found)
    st.markdown(said)
    if st.toggle(say("projection.as_table"), key=session.key("ahead_table", shown.id)):
        st.html(_table(shown, found))
        return
    line = st.segmented_control(
        say("projection.choose"),
        LINES,
        default="planned",
        required=True,
        format_func=lambda code: say(f"projection.line.{code}"),
        key=session.key("ahead_line", shown.id),
    )
    at_quarters: tuple[Point, ...] = getattr(found, line or "planned")
    rows = [
        ProfileRow(day.isoformat(), _row(day.isoformat(), at.text), _row(day.isoformat(), at.enabling))
        for day, at in zip(found.quarters, at_quarters, strict=True)
    ]
    figure = profile(rows, target, shown.language, ink())
    st.plotly_chart(figure, config=CHART, alt=say("projection.alt", takeaway=said))
    st.caption(say("projection.how_to_read"))


def _row(name: str, point: float | None) -> FigureRow:
    return FigureRow(name, point, point, point)


def _takeaway(shown: PlansShown, found: Projection) -> str:
    at_end = found.plan_ends
    ends = {"": found.planned[at_end], "_now": found.present}
    ends |= {"_solid": found.without_paper[at_end], "_late": found.delayed[at_end]}
    values = {
        f"{part}{name}": whole_points(getattr(at, part)) for name, at in ends.items() for part in ("text", "enabling")
    }
    day = found.quarters[at_end].isoformat()
    return shown.language.say("projection.takeaway", day=day, months=found.delay, **values)


def _table(shown: PlansShown, found: Projection) -> str:
    say = shown.language.say
    headings = [say("projection.quarter")]
    headings += [
        say(f"projection.column.{part}_{line}", months=found.delay) for part in ("text", "enabling") for line in LINES
    ]
    rows: list[list[Cell | str]] = [
        [
            day.isoformat(),
            *(
                number(whole_points(getattr(getattr(found, line)[at], part)))
                for part in ("text", "enabling")
                for line in LINES
            ),
        ]
        for at, day in enumerate(found.quarters)
    ]
    return table(say("projection.table"), headings, rows)


def _beside(shown: PlansShown, found: Projection) -> None:
    """What is counted beside the figure: items without a level, levels cut to a step, levels that change nothing."""
    say = shown.language.say
    for name, n in (("without_level", found.without_level), ("capped", sum(one.capped for one in found.effects))):
        if n:
            st.caption(say(f"projection.{name}", n=n))
    if not found.unchanged:
        return
    st.markdown(say("projection.unchanged", n=len(found.unchanged)))
    counts: dict[str, int] = {}
    for entry in found.unchanged:
        counts[entry.why] = counts.get(entry.why, 0) + 1
    st.html(plain_list(say("projection.why_count", why=say(f"projection.why.{why}"), n=n) for why, n in counts.items()))
