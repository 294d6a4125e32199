"""Pictures of figures, set by Typst with the shipped fonts alone: the same on every machine, no browser.

The figure goes to Typst as data, never as markup. Pictures are PNG at 200 dots an inch.
"""

import json
from pathlib import Path
from typing import Any, Literal

import typst

from toolkit.language import whole_points
from toolkit.report.letters import FONTS, Alphabet, breakable, printable
from toolkit.report.tree import Cell, Figure

WIDTH_CM = 16.4
DOTS_PER_INCH = 200.0
FULL_SCALE = 100.0
_TEMPLATE = Path(__file__).parent / "drawing.typ"
_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")
_LABEL_CM = {"range": 6.2, "counts": 5.2}
_MOST_TICKS = 6


def picture(figure: Figure, direction: Literal["ltr", "rtl"], language: str, alphabet: Alphabet) -> bytes:
    """PNG of a figure, mirrored where the language runs from right to left."""
    data = {
        "kind": figure.kind,
        "direction": direction,
        "language": language.split("-")[0] if len(language.split("-")[0]) > 1 else "en",
        "fonts": _FAMILIES,
        "width": WIDTH_CM,
        "label_width": _LABEL_CM[figure.kind],
        "bar": 3.2 if len(figure.series) == 1 or figure.kind == "counts" else 2.4,
        "names": [_spelled(series.name, alphabet) for series in figure.series],
        "target": figure.target,
        "target_name": _spelled(_target(figure), alphabet),
        "rows": [_row(figure, row, alphabet) for row in figure.twin.rows],
        **_scale(figure),
    }
    compiled = typst.compile(
        str(_TEMPLATE),
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    assert isinstance(compiled, bytes)
    return compiled


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


def _scale(figure: Figure) -> dict[str, Any]:
    """Full length of the scale and its ticks: points from 0 to 100, numbers to the largest sum in even steps."""
    if figure.kind == "range":
        return {"maximum": FULL_SCALE, "ticks": [0, 25, 50, 75, 100]}
    sums = [sum(row[found.column].number or 0 for found in figure.series) for row in figure.twin.rows]
    largest = max([1.0, *sums])
    step = next(step for step in _steps() if largest / step <= _MOST_TICKS)
    ticks = list(range(0, int(largest) + 1, step))
    return {"maximum": float(max(largest, ticks[-1])), "ticks": ticks}


def _steps() -> list[int]:
    return [base * 10**power for power in range(6) for base in (1, 2, 5)]
