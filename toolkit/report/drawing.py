"""Figures drawn by Typst: pictures for Word (PNG) and pages (SVG), and the same drawing inside a PDF.

The figure goes to Typst as data, never as markup. Widths in centimetres, points 0 to 100, shares 0 to 1.
"""

from math import ceil
from typing import Any, Literal

from toolkit.language import percent, whole_points
from toolkit.report.letters import Alphabet, breakable, printable
from toolkit.report.tree import Cell, Figure
from toolkit.report.typesetting import language_code, set_in_type

Direction = Literal["ltr", "rtl"]
WIDTH_CM = 16.4
FULL_SCALE = 100.0
PLOT_HEIGHT_CM = 5.4
_LABEL_CM = {"range": 6.2, "counts": 5.2, "cohorts": 4.6}
_MOST_TICKS = 6
_NAME_LINE_CM, _NAME_CHARACTERS = 0.42, 24


def picture(
    figure: Figure, direction: Direction, language: str, alphabet: Alphabet, form: Literal["png", "svg"] = "png"
) -> bytes:
    """Picture of a figure, mirrored where the language runs from right to left."""
    return set_in_type("picture.typ", drawing(figure, direction, language, alphabet), form)


def drawing(figure: Figure, direction: Direction, language: str, alphabet: Alphabet) -> dict[str, Any]:
    """What a drawing of a figure needs: numbers, labels that the shipped fonts hold, and the scale."""
    return {
        "kind": figure.kind,
        "direction": direction,
        "language": language_code(language),
        "width": WIDTH_CM,
        "label_width": _LABEL_CM[figure.kind],
        "bar": 3.2 if len(figure.series) == 1 or figure.kind == "counts" else 2.4,
        "names": [_spelled(series.name, alphabet) for series in figure.series],
        "target": figure.target,
        "target_name": _spelled(_target(figure), alphabet),
        "rows": [_row(figure, row, alphabet) for row in figure.twin.rows],
        **_scale(figure),
        **(_lines(figure) if figure.kind == "cohorts" else {}),
    }


def _row(figure: Figure, row: tuple[Cell, ...], alphabet: Alphabet) -> dict[str, Any]:
    code = row[figure.label].shown if figure.named is not None else ""
    label = row[figure.named if figure.named is not None else figure.label].shown
    series = [
        {
            "point": row[found.column].number,
            "shown": row[found.column].shown,
            "low": row[found.low].number if found.low is not None else None,
            "high": row[found.high].number if found.high is not None else None,
        }
        for found in figure.series
    ]
    total = sum(row[found.column].number or 0 for found in figure.series)
    return {
        "code": _spelled(code, alphabet),
        "label": _spelled(label, alphabet),
        "series": series,
        "total": str(round(total)),
    }


def _target(figure: Figure) -> str:
    return " ".join([figure.target_name, whole_points(figure.target)])


def _spelled(text: str, alphabet: Alphabet) -> str:
    return alphabet.spelled(breakable(printable(text)))


def _numbers(figure: Figure) -> list[float]:
    cells = [row[found.column].number for row in figure.twin.rows for found in figure.series]
    return [number for number in cells if number is not None]


def _scale(figure: Figure) -> dict[str, Any]:
    """Full length of the scale and its ticks: points from 0 to 100; numbers to the largest sum and shares to the
    largest one, in even steps."""
    if figure.kind == "range":
        return {"maximum": FULL_SCALE, "ticks": [_tick(value, str(value)) for value in (0, 25, 50, 75, 100)]}
    if figure.kind == "cohorts":
        step = next(step for step in _steps() if max([0.01, *_numbers(figure)]) * 100 / step <= _MOST_TICKS - 1)
        top = ceil(max([0.01, *_numbers(figure)]) * 100 / step)
        ticks = [_tick(step * at / 100, percent(step * at / 100)) for at in range(top + 1)]
        return {"maximum": step * top / 100, "ticks": ticks}
    sums = [sum(row[found.column].number or 0 for found in figure.series) for row in figure.twin.rows]
    largest = max([1.0, *sums])
    step = next(step for step in _steps() if largest / step <= _MOST_TICKS)
    marks = list(range(0, int(largest) + 1, step))
    return {"maximum": float(max(largest, marks[-1])), "ticks": [_tick(value, str(value)) for value in marks]}


def _tick(value: float, shown: str) -> dict[str, Any]:
    return {"value": value, "shown": shown}


def _steps() -> list[int]:
    return [base * 10**power for power in range(6) for base in (1, 2, 5)]


def _lines(figure: Figure) -> dict[str, Any]:
    """Where the name of each line stands, and whether its numbers stand above it: the higher of two lines has them
    above."""
    rows = figure.twin.rows
    found = {
        at: [row[series.column].number for row in rows if row[series.column].number is not None]
        for at, series in enumerate(figure.series)
    }
    last = {at: numbers[-1] or 0.0 for at, numbers in found.items() if numbers}
    order = sorted(last, key=lambda at: -last[at])
    return {
        "plot_height": PLOT_HEIGHT_CM,
        "above": [at not in order or order.index(at) % 2 == 0 for at in found],
        "ends": _names_at(figure, [(at, last[at]) for at in order]),
    }


def _names_at(figure: Figure, ends: list[tuple[int, float]]) -> list[dict[str, Any]]:
    """Names of lines from top to bottom, moved apart so that none stands on another; `at` on the figure's scale."""
    a_centimetre = _scale(figure)["maximum"] / PLOT_HEIGHT_CM
    needed = [ceil(len(figure.series[at].name) / _NAME_CHARACTERS) * _NAME_LINE_CM * a_centimetre for at, _ in ends]
    placed: list[float] = []
    for number, (_, wanted) in enumerate(ends):
        placed.append(min(wanted, placed[-1] - needed[number - 1]) if placed else wanted)
    below = max(0.0, needed[-1] - a_centimetre - placed[-1]) if placed else 0.0
    return [{"series": at, "at": place + below} for (at, _), place in zip(ends, placed, strict=True)]
