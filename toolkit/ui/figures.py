"""Figures on screen, by Plotly: bars with their range, and the profile by dimension. Points from 0 to 100.

A row without a point is a gap: nothing is drawn for it, never a zero. Names stand above their row, so that they are
whole on a narrow screen too. Colours keep 3:1 against light and dark; every series has its own shape as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from plotly import graph_objects

from toolkit.language import Language, whole_points
from toolkit.library.model import POINTS_PER_LEVEL

WORDS = "interface_results.figure"
TEXT_COLOUR = "#2b7f9e"
ENABLING_COLOUR = "#a8642a"
RANGE_COLOUR = "#7d868c"
LETTERS_IN_LINE = 52
LINE_PX, MARK_PX, SPACE_PX = 17, 18, 12
MARGIN = {"l": 2, "r": 16, "t": 30, "b": 28}


@dataclass(frozen=True)
class FigureRow:
    """One row of a figure: its name, point, and the range that unanswered items leave open."""

    name: str
    point: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ProfileRow:
    """One dimension of the profile: what comes from the text, and what is implied."""

    name: str
    text: FigureRow
    enabling: FigureRow


@dataclass(frozen=True)
class _Layout:
    """Where rows stand, in pixels from the top: the name of each, and the middle of its marks."""

    names: tuple[float, ...]
    marks: tuple[tuple[float, ...], ...]
    height: float


def bars_with_range(rows: Sequence[FigureRow], target: int, language: Language, ink: str) -> graph_objects.Figure:
    """A bar for every row, a line for its range, and the target (a level) as a line across. `ink` colours the words."""
    figure = graph_objects.Figure()
    layout = _layout([row.name for row in rows], 1)
    middles = [marks[0] for marks in layout.marks]
    figure.add_bar(
        x=[row.point for row in rows],
        y=middles,
        width=MARK_PX * 0.75,
        orientation="h",
        marker={"color": TEXT_COLOUR},
        error_x=_range_lines(rows, RANGE_COLOUR),
        hovertext=[_hover(row, language) for row in rows],
        hoverinfo="text",
        name=language.say(f"{WORDS}.points"),
    )
    _add_unanswered(figure, rows, middles)
    return _framed(figure, [row.name for row in rows], layout, target, language, ink)


def profile(rows: Sequence[ProfileRow], target: int, language: Language, ink: str) -> graph_objects.Figure:
    """Two marks for every dimension, a circle for the text and a diamond for what is implied, with their ranges."""
    figure = graph_objects.Figure()
    names = [row.name for row in rows]
    layout = _layout(names, 2)
    for number, (part, colour, shape) in enumerate(
        (("text", TEXT_COLOUR, "circle"), ("enabling", ENABLING_COLOUR, "diamond"))
    ):
        series = [row.text if part == "text" else row.enabling for row in rows]
        middles = [marks[number] for marks in layout.marks]
        figure.add_scatter(
            x=[row.point for row in series],
            y=middles,
            mode="markers",
            marker={"color": colour, "symbol": shape, "size": 12},
            error_x=_range_lines(series, colour),
            hovertext=[_hover(row, language) for row in series],
            hoverinfo="text",
            name=language.say(f"{WORDS}.{part}"),
        )
        _add_unanswered(figure, series, middles)
    return _framed(figure, names, layout, target, language, ink)


def _layout(names: Sequence[str], marks: int) -> _Layout:
    """Place every row below the one before: its name in one or more lines, then its marks."""
    name_at, marks_at, below = [], [], 0.0
    for name in names:
        lines = len(_lines(name))
        name_at.append(below + lines * LINE_PX / 2)
        below += lines * LINE_PX
        marks_at.append(tuple(below + (number + 0.5) * MARK_PX for number in range(marks)))
        below += marks * MARK_PX + SPACE_PX
    return _Layout(tuple(name_at), tuple(marks_at), below)


def _lines(name: str) -> list[str]:
    return wrap(name, LETTERS_IN_LINE) or [""]


def _range_lines(rows: Sequence[FigureRow], colour: str) -> dict[str, Any]:
    """Range as lines from the point; none where the range is the point itself."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [_apart(row.high, row.point) for row in rows],
        "arrayminus": [_apart(row.point, row.low) for row in rows],
        "color": colour,
        "thickness": 2,
        "width": 4,
    }


def _apart(high: float | None, low: float | None) -> float | None:
    return None if high is None or low is None or high - low <= 0 else high - low


def _add_unanswered(figure: graph_objects.Figure, rows: Sequence[FigureRow], middles: Sequence[float]) -> None:
    """Rows that have a range and no point: a dotted line over the whole range."""
    for row, middle in zip(rows, middles, strict=True):
        if row.point is None and row.low is not None and row.high is not None:
            figure.add_scatter(
                x=[row.low, row.high],
                y=[middle, middle],
                mode="lines",
                line={"color": RANGE_COLOUR, "dash": "dot", "width": 2},
                hoverinfo="skip",
            )


def _hover(row: FigureRow, language: Language) -> str:
    if row.point is None:
        return language.say(f"{WORDS}.hover_nothing", name=row.name)
    return language.say(
        f"{WORDS}.hover",
        name=row.name,
        point=whole_points(row.point),
        low=whole_points(row.low),
        high=whole_points(row.high),
    )


def _framed(
    figure: graph_objects.Figure, names: Sequence[str], layout: _Layout, target: int, language: Language, ink: str
) -> graph_objects.Figure:
    """Points from 0 to 100 in steps of a level, first row on top, names above their rows, the target across."""
    aim = target * POINTS_PER_LEVEL
    line = {"dash": "dash", "width": 1.5, "color": RANGE_COLOUR}
    figure.update_layout(
        height=layout.height + MARGIN["t"] + MARGIN["b"],
        margin=MARGIN,
        showlegend=False,
        dragmode=False,
        hoverlabel={"align": "left"},
        font={"color": ink},
        annotations=[_name(name, at, ink) for name, at in zip(names, layout.names, strict=True)],
    )
    figure.update_xaxes(
        range=[-1.5, 102], tickvals=[0, 25, 50, 75, 100], fixedrange=True, zeroline=False, tickfont={"color": ink}
    )
    figure.update_yaxes(range=[layout.height, 0], fixedrange=True, visible=False)
    said = language.say(f"{WORDS}.target", points=whole_points(aim))
    said_so = {"annotation_text": said, "annotation_position": "top", "annotation_font_color": ink}
    figure.add_vline(x=aim, line=line, layer="below", **said_so)
    return figure


def _name(name: str, at: float, ink: str) -> dict[str, Any]:
    text = "<br>".join(_lines(name))
    return {
        "text": text,
        "x": 0,
        "y": at,
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 13, "color": ink},
    }
