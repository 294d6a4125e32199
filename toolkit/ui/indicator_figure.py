"""Shares by cohort on screen, by Plotly: one line a definition, with its own colour, dash and sign; gaps stay gaps."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

from plotly import graph_objects

from toolkit.language import percent
from toolkit.method.outcomes import Line
from toolkit.tasks.indicators import OutcomeShown
from toolkit.ui.figures import ENABLING_COLOUR, RANGE_COLOUR, TEXT_COLOUR

LOOKS = (
    (TEXT_COLOUR, "solid", "circle"),
    (ENABLING_COLOUR, "dash", "square"),
    ("#4f7a3a", "dot", "diamond"),
    ("#7a4f8a", "dashdot", "triangle-up"),
)
HEIGHT_PX = 320
ROOM_ABOVE = 1.25
NAME_AWAY_PX = 26
LETTERS_IN_LINE = 18


def cohort_lines(shown: OutcomeShown, ink: str, direction: str) -> graph_objects.Figure:
    """Lines over cohorts, each year in its place, every point with its share. `ink` colours the words.

    Where the language runs from right to left (`rtl`), the years do too.
    """
    is_mirrored = direction == "rtl"
    across = [-0.4, len(shown.years) - 0.6]
    series = [_line(name, line, number, shown.years, ink) for number, (name, line) in enumerate(shown.lines)]
    largest = max(value.value or 0.0 for _, line in shown.lines for value in line.values)
    frame: dict[str, Any] = {
        "height": HEIGHT_PX,
        "margin": {"l": 2, "r": 2, "t": 8, "b": 28},
        "showlegend": False,
        "annotations": [
            _name(name, line, number, shown.years, ink, is_mirrored) for number, (name, line) in enumerate(shown.lines)
        ]
        if len(series) > 1
        else [],
        "dragmode": False,
        "font": {"color": ink},
        "xaxis": {
            "tickvals": list(range(len(shown.years))),
            "ticktext": list(shown.years),
            "range": across[::-1] if is_mirrored else across,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"color": ink},
        },
        "yaxis": {
            "side": "right" if is_mirrored else "left",
            "range": [0, max(0.01, largest) * ROOM_ABOVE],
            "tickformat": ".0%",
            "automargin": True,
            "fixedrange": True,
            "nticks": 6,
            "gridcolor": RANGE_COLOUR + "40",
            "tickfont": {"color": ink},
        },
    }
    return graph_objects.Figure({"data": series, "layout": frame})


def _name(name: str, line: Line, number: int, years: Sequence[str], ink: str, is_mirrored: bool) -> dict[str, Any]:
    """Name of a line beside its last share, on the side where its numbers stand, away from them."""
    last = max((value for value in line.values if value.value is not None), key=lambda value: value.year, default=None)
    if last is None or years[-1] == years[0]:
        return {"text": "", "showarrow": False}
    above = number % 2 == 0
    towards_start = (last.year == years[-1]) != is_mirrored
    return {
        "text": escape("\n".join(wrap(name, LETTERS_IN_LINE))).replace("\n", "<br>"),
        "x": years.index(last.year),
        "y": last.value,
        "xanchor": "right" if towards_start else "left",
        "yanchor": "bottom" if above else "top",
        "yshift": NAME_AWAY_PX if above else -NAME_AWAY_PX,
        "showarrow": False,
        "align": "right",
        "font": {"color": ink},
    }


def _line(name: str, line: Line, number: int, years: Sequence[str], ink: str) -> dict[str, Any]:
    """One line; a year without a share breaks it."""
    colour, dash, sign = LOOKS[number % len(LOOKS)]
    by_year = {value.year: value.value for value in line.values}
    shares = [by_year.get(year) for year in years]
    texts = ["" if share is None else percent(share) for share in shares]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(range(len(years))),
        "y": shares,
        "text": texts,
        "textposition": "top center" if number % 2 == 0 else "bottom center",
        "textfont": {"color": ink},
        "connectgaps": False,
        "name": name,
        "line": {"color": colour, "dash": dash, "width": 2},
        "marker": {"color": colour, "symbol": sign, "size": 10},
        "hoverinfo": "skip",
    }
