"""The scale of an index: a line from 0 to 100 with the five levels, the target on its line, range and point.

Drawn with plain HTML: it costs the page nothing, follows theme and direction, and needs no script.
"""

from html import escape

from toolkit.language import Language, whole_points
from toolkit.library.model import LEVELS, POINTS_PER_LEVEL
from toolkit.method.scoring import Index

WORDS = "interface_results.scale"


def scale(index: Index, name: str, target: int, language: Language) -> str:
    """One index on its scale; said in words for who cannot see it. `target` is a level."""
    said = described(index, name, target, language)
    ticks = "".join(_tick(level) for level in LEVELS)
    aim = _mark("rt-aim", target * POINTS_PER_LEVEL)
    return (
        f'<div class="rt-scale" role="img" aria-label="{escape(said)}">'
        f'<div class="rt-line">{_range(index)}{aim}{_point(index)}</div><div class="rt-ticks">{ticks}</div></div>'
    )


def described(index: Index, name: str, target: int, language: Language) -> str:
    """What the scale shows, in a sentence."""
    aim = language.say(f"{WORDS}.target", points=whole_points(target * POINTS_PER_LEVEL))
    if index.point is None:
        return f"{language.say(f'{WORDS}.nothing', name=name)} {aim}"
    shown = language.say(
        f"{WORDS}.shows",
        name=name,
        point=whole_points(index.point),
        low=whole_points(index.low),
        high=whole_points(index.high),
    )
    return f"{shown} {aim}"


def _tick(level: int) -> str:
    points = level * POINTS_PER_LEVEL
    return f'<span style="inset-inline-start:{points:.0f}%">{whole_points(points)}</span>'


def _mark(kind: str, points: float) -> str:
    return f'<span class="{kind}" style="inset-inline-start:{points:.2f}%"></span>'


def _point(index: Index) -> str:
    return "" if index.point is None else _mark("rt-point", index.point)


def _range(index: Index) -> str:
    if index.low is None or index.high is None:
        return ""
    place = f"inset-inline-start:{index.low:.2f}%;inline-size:{index.high - index.low:.2f}%"
    return f'<span class="rt-range" style="{place}"></span>'
