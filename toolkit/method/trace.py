"""Traces: the operands behind a number, whose contributions add up to it within 1e-9.

The trace of the text index goes down from provision and limb to item, response and level; that of the enabling
index and of a mean from item to response. Shares say how much of the index a limb, an item, a provision carries.
"""

from collections.abc import Sequence

from toolkit.library.lens import Lens
from toolkit.library.model import IN_THE_TEXT, Basis, Frozen
from toolkit.method.gaps import points_gained
from toolkit.method.scoring import ItemValue, Scores, enabling_point, text_point


class Operand(Frozen):
    """One item in a trace: its points times its share of the number is its contribution."""

    item: str
    limb: str | None
    provisions: tuple[str, ...]
    level: int | None
    points: float | None
    share: float
    contribution: float | None
    one_level_more: float | None


class Trace(Frozen):
    """A number with its operands; `total` is None where the number is."""

    number: str
    total: float | None
    operands: tuple[Operand, ...]


def trace_text_index(scores: Scores, lens: Lens) -> Trace:
    """Trace of the text index: every limb with a point carries the same share, its answered items share it."""
    values = [value for value in scores.items if value.asked.basis in IN_THE_TEXT and value.applies]
    limbs = [limb for limb in scores.limbs if limb.point is not None]
    share_of: dict[str, float] = {}
    for limb in limbs:
        answered = [value.id for value in values if value.asked.limb == limb.id and value.points is not None]
        share_of |= {item: 1 / len(limbs) / len(answered) for item in answered}
    operands = tuple(_operand(value, share_of.get(value.id, 0.0), _gain_text(values, value, lens)) for value in values)
    return Trace(number="text", total=scores.text.point, operands=operands)


def trace_enabling_index(scores: Scores) -> Trace:
    """Trace of the enabling index: every answered implied item carries the same share."""
    values = [value for value in scores.items if value.asked.basis is Basis.IMPLIED and value.applies]
    return _plain("enabling", scores.enabling.point, values)


def trace_limb(scores: Scores, limb: str) -> Trace:
    """Trace of one limb."""
    values = [value for value in scores.items if value.asked.limb == limb and value.applies]
    total = next((found.point for found in scores.limbs if found.id == limb), None)
    return _plain(limb, total, values)


def trace_provision(scores: Scores, lens: Lens, number: str) -> Trace:
    """Trace of one provision: the mean of its limbs."""
    own = next((found.limbs for found in scores.provisions if found.number == number), ())
    limbs = [limb for limb in scores.limbs if limb.id in own and limb.point is not None]
    operands: list[Operand] = []
    for limb in limbs:
        for operand in trace_limb(scores, limb.id).operands:
            share = operand.share / len(limbs)
            contribution = None if operand.points is None else share * operand.points
            operands.append(operand.model_copy(update={"share": share, "contribution": contribution}))
    total = next((found.point for found in scores.provisions if found.number == number), None)
    return Trace(number=number, total=total, operands=tuple(operands))


def trace_dimension(scores: Scores, dimension: str, part: str) -> Trace:
    """Trace of one figure of a dimension's profile; `part` is "text" or "enabling"."""
    bases = IN_THE_TEXT if part == "text" else {Basis.IMPLIED}
    values = [
        value
        for value in scores.items
        if value.id.startswith(dimension + "-") and value.asked.basis in bases and value.applies
    ]
    found = next((entry for entry in scores.dimensions if entry.id == dimension), None)
    total = None if found is None else (found.text if part == "text" else found.enabling).point
    return _plain(dimension, total, values)


def full_shares(lens: Lens, scores: Scores) -> dict[str, float]:
    """Share of each item in the text index if everything applicable were answered; sums to 1."""
    holding = [limb for limb in scores.limbs if limb.items]
    return {item: 1 / len(holding) / len(limb.items) for limb in holding for item in limb.items}


def _plain(number: str, total: float | None, values: Sequence[ItemValue]) -> Trace:
    answered = sum(1 for value in values if value.points is not None)
    operands = []
    for value in values:
        share = 1 / answered if answered and value.points is not None else 0.0
        operands.append(_operand(value, share, _gain_enabling(values, value)))
    return Trace(number=number, total=total, operands=tuple(operands))


def _operand(value: ItemValue, share: float, gain: float | None) -> Operand:
    return Operand(
        item=value.id,
        limb=value.asked.limb,
        provisions=value.asked.provisions,
        level=value.counted.level,
        points=value.points,
        share=share,
        contribution=None if value.points is None else share * value.points,
        one_level_more=gain,
    )


def _gain_text(values: Sequence[ItemValue], value: ItemValue, lens: Lens) -> float | None:
    level = value.counted.level
    if level is None or level >= 4:
        return None
    return points_gained(values, value.id, level + 1, lambda changed: text_point(changed, lens))


def _gain_enabling(values: Sequence[ItemValue], value: ItemValue) -> float | None:
    level = value.counted.level
    if level is None or level >= 4:
        return None
    return points_gained(values, value.id, level + 1, enabling_point)
