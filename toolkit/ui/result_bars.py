"""Provisions with their limbs as a table whose rows hold their bar: points, range and target on one scale.

Figure and table are one: names, points and ranges are text, and the drawing beside them is for the eye. It is plain
HTML, follows theme and direction, and needs no script. Points from 0 to 100.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.language import whole_points
from toolkit.library.model import LEVELS, POINTS_PER_LEVEL
from toolkit.ui.figures import FigureRow
from toolkit.ui.tables import written


@dataclass(frozen=True)
class BarRow:
    """A row of the table: its figure, how it is written (HTML), and whether it stands below the row before."""

    figure: FigureRow
    name: str
    points: str
    beside: tuple[str, ...]
    inner: bool = False


def bar_table(caption: str, headings: Sequence[str], target: int, said: str, rows: Iterable[BarRow]) -> str:
    """The table; `headings` are those of name, bar, points and what stands beside, `said` names the target."""
    cells = [f'<th role="columnheader" scope="col">{written(heading)}</th>' for heading in headings]
    cells[1] = (
        f'<th role="columnheader" scope="col" class="rt-barhead">{written(headings[1])}{_scale(target, said)}</th>'
    )
    body = "".join(_row(row, headings, target) for row in rows)
    head = f'<thead role="rowgroup"><tr role="row">{"".join(cells)}</tr></thead>'
    return (
        f'<table role="table" class="rt-table rt-bars"><caption class="rt-heard">{written(caption)}</caption>'
        f'{head}<tbody role="rowgroup">{body}</tbody></table>'
    )


def _scale(target: int, said: str) -> str:
    ticks = "".join(
        _at("rt-tick", level * POINTS_PER_LEVEL, whole_points(level * POINTS_PER_LEVEL)) for level in LEVELS
    )
    aim = _at("rt-aimsaid", target * POINTS_PER_LEVEL, written(said))
    return f'<span class="rt-barscale" aria-hidden="true">{aim}{ticks}</span>'


def _at(kind: str, points: float, inside: str = "") -> str:
    return f'<span class="{kind}" style="inset-inline-start:{points:.2f}%">{inside}</span>'


def _row(row: BarRow, headings: Sequence[str], target: int) -> str:
    kind = "rt-inner" if row.inner else "rt-outer"
    beside = "".join(
        f'<td role="cell" class="rt-cell rt-number" data-label="{written(heading)}"><span>{inside}</span></td>'
        for heading, inside in zip(headings[2:], (row.points, *row.beside), strict=True)
    )
    return (
        f'<tr role="row" class="{kind}"><th role="rowheader" scope="row">{row.name}</th>'
        f'<td role="cell" class="rt-barcell">{bar(row.figure, target)}</td>{beside}</tr>'
    )


def bar(row: FigureRow, target: int) -> str:
    """The drawing of one row: a bar to the point, a line over the range, dotted where there is no point."""
    parts = [_at("rt-baraim", target * POINTS_PER_LEVEL)]
    if row.point is not None:
        parts.append(f'<span class="rt-fill" style="inline-size:{row.point:.2f}%"></span>')
    if row.low is not None and row.high is not None and row.high > row.low:
        open_still = " rt-open" if row.point is None else ""
        place = f"inset-inline-start:{row.low:.2f}%;inline-size:{row.high - row.low:.2f}%"
        parts.append(f'<span class="rt-whisker{open_still}" style="{place}"></span>')
    return f'<span class="rt-bar" aria-hidden="true">{"".join(parts)}</span>'
