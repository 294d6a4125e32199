"""Figures on screen, by Plotly: two marks a row with their ranges. Points from 0 to 100.

A row without a point is a gap: nothing is drawn for it, never a zero. Names stand above their row, so that they are
whole on a narrow screen too; the number of each mark and what it is of stand at the end of its line. Colours keep 3:1
against light and dark, every series has its own shape as well. In a language from right to left the scale runs so too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import streamlit as st
from plotly import graph_objects

from toolkit.language import Language, whole_points
from toolkit.library.model import POINTS_PER_LEVEL

WORDS = "interface_results.figure"
TEXT_COLOUR = "#2b7f9e"
ENABLING_COLOUR = "#a8642a"
RANGE_COLOUR = "#7d868c"
LETTERS_IN_LINE = 52
LINE_PX, MARK_PX, SPACE_PX = 17, 18, 12
LIGHT_INK, DARK_INK = "#1a1a1a", "#f0f2f3"
CHART = {"displayModeBar": False, "responsive": True}
Trace = dict[str, Any]
MARGIN = {"start": 10, "end": 104, "t": 30, "b": 28}


def ink() -> str:
    """Colour of words in a figure: that of the theme's text."""
    return DARK_INK if st.context.theme.type == "dark" else LIGHT_INK


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


def profile(rows: Sequence[ProfileRow], target: int, language: Language, ink: str) -> graph_objects.Figure:
    """Two marks for every dimension, a circle for the text and a diamond for what is implied, with their ranges."""
    names = [row.name for row in rows]
    layout = _layout(names, 2)
    series: list[Trace] = []
    for number, part in enumerate(("text", "enabling")):
        values = [row.text if part == "text" else row.enabling for row in rows]
        middles = [marks[number] for marks in layout.marks]
        series += [_marks(values, middles, part, language), *_unanswered(values, middles)]
        series.append(_labels(values, middles, part, language, ink))
    return _framed([*series, _names(names, layout, language, ink)], layout, target, language, ink)


def _labels(rows: Sequence[FigureRow], middles: Sequence[float], part: str, language: Language, ink: str) -> Trace:
    """The number of every mark and what it is of, at the end of its line; nothing where there is no such item."""
    said = [_label(row, part, language) for row in rows]
    return _words(said, [102] * len(rows), middles, language, ink, 12)


def _label(row: FigureRow, part: str, language: Language) -> str:
    if row.low is None:
        return ""
    if row.point is None:
        return language.say(f"{WORDS}.label_open")
    return language.say(f"{WORDS}.label_{part}", points=whole_points(row.point))


def _marks(rows: Sequence[FigureRow], middles: Sequence[float], part: str, language: Language) -> Trace:
    colour, shape = (TEXT_COLOUR, "circle") if part == "text" else (ENABLING_COLOUR, "diamond")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.point for row in rows],
        "y": list(middles),
        "marker": {"color": colour, "symbol": shape, "size": 12},
        "error_x": _range_lines(rows, colour),
        "hovertext": [_hover(row, language) for row in rows],
        "hoverinfo": "text",
        "name": language.say(f"{WORDS}.{part}"),
    }


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


def _unanswered(rows: Sequence[FigureRow], middles: Sequence[float]) -> list[Trace]:
    """Rows that have a range and no point: a dotted line over the whole range, all as one series with breaks."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, middle in zip(rows, middles, strict=True):
        if row.point is None and row.low is not None and row.high is not None:
            x += [row.low, row.high, None]
            y += [middle, middle, None]
    line = {"color": RANGE_COLOUR, "dash": "dot", "width": 2}
    return [{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}] if x else []


def _names(names: Sequence[str], layout: _Layout, language: Language, ink: str) -> Trace:
    """Names of the rows, each beginning at 0 above its marks."""
    return _words(["<br>".join(_lines(name)) for name in names], [0] * len(names), layout.names, language, ink, 13)


def _words(
    said: Sequence[str], x: Sequence[float], y: Sequence[float], language: Language, ink: str, size: int
) -> Trace:
    """Words that begin at a place and run on in the direction of the language."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(y),
        "text": list(said),
        "textposition": "middle left" if language.direction == "rtl" else "middle right",
        "textfont": {"size": size, "color": ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


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
    series: Sequence[Trace], layout: _Layout, target: int, language: Language, ink: str
) -> graph_objects.Figure:
    """Points from 0 to 100 in steps of a level, first row on top, the target across all rows."""
    aim = target * POINTS_PER_LEVEL
    across = {"type": "line", "x0": aim, "x1": aim, "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    said = {"text": language.say(f"{WORDS}.target", points=whole_points(aim)), "font": {"color": ink}}
    mirrored = language.direction == "rtl"
    start, end = ("r", "l") if mirrored else ("l", "r")
    axis = {
        "range": [102, -1.5] if mirrored else [-1.5, 102],
        "tickvals": [0, 25, 50, 75, 100],
        "fixedrange": True,
        "zeroline": False,
    }
    frame = {
        "height": layout.height + MARGIN["t"] + MARGIN["b"],
        "margin": {start: MARGIN["start"], end: MARGIN["end"], "t": MARGIN["t"], "b": MARGIN["b"]},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "font": {"color": ink},
        "shapes": [{**across, "line": {"dash": "dash", "width": 1.5, "color": RANGE_COLOUR}}],
        "annotations": [{**said, "x": aim, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False}],
        "xaxis": {**axis, "tickfont": {"color": ink}},
        "yaxis": {"range": [layout.height, 0], "fixedrange": True, "visible": False},
    }
    return graph_objects.Figure({"data": list(series), "layout": frame})
