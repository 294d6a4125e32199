"""Traces: the operands behind a number, whose contributions add up to it within 1e-9.

A trace of the text index goes down from limb to item; that of the enabling index and of a mean has items alone.
Shares say how much of a number a limb, an item, a provision carries. What one level more would bring is always said in
points of the index of the item's own list, whichever number is opened.
"""

from collections.abc import Sequence
from typing import Literal

from toolkit.library.lens import Lens
from toolkit.library.model import IN_THE_TEXT, LEVELS, Basis, Frozen
from toolkit.method.gaps import points_gained
from toolkit.method.scoring import (
    ItemValue,
    LimbValue,
    Scores,
    enabling_point,
    limb_values,
    supported_only,
    text_point,
    with_na_as_zero,
)

Part = Literal["text", "enabling"]
HIGHEST = max(LEVELS)


class Operand(Frozen):
    """One item in a trace: its points times its share of the number is its contribution."""

    item: str
    limb: str | None
    provisions: tuple[str, ...]
    level: int | None
    points: float | None
    low: float
    high: float
    share: float
    contribution: float | None
    one_level_more: float | None


class LimbOperand(Frozen):
    """One limb in a trace: its point times its share of the number is its contribution."""

    limb: str
    point: float | None
    low: float | None
    high: float | None
    share: float
    contribution: float | None


class Trace(Frozen):
    """A number with its operands; `total` is None where the number is. `limbs` stand between it and the items."""

    number: str
    total: float | None
    operands: tuple[Operand, ...]
    limbs: tuple[LimbOperand, ...] = ()


class Counted(Frozen):
    """One count of the headline: at a level ("0" to "4"), "unanswered" or "not_applicable", with its items."""

    code: str
    items: tuple[str, ...]


def trace_headline(scores: Scores) -> tuple[Counted, ...]:
    """The counts of the headline with the items behind each; each item stands in one, together they are all asked."""
    values = values_of(scores, "text")
    levels = [(str(level), [value for value in values if value.counted.level == level]) for level in LEVELS]
    rest = [value for value in values if value.counted.level is None]
    unanswered = ("unanswered", [value for value in rest if value.applies])
    left_out = ("not_applicable", [value for value in rest if not value.applies])
    return tuple(
        Counted(code=code, items=tuple(value.id for value in found)) for code, found in (*levels, unanswered, left_out)
    )


def values_of(scores: Scores, part: Part) -> list[ItemValue]:
    """Values of the items of one index: direct and named ones, or implied ones."""
    bases = IN_THE_TEXT if part == "text" else {Basis.IMPLIED}
    return [value for value in scores.items if value.asked.basis in bases]


def part_of(value: ItemValue) -> Part | None:
    """The index in which an item counts; None for soft items and facts."""
    if value.asked.basis in IN_THE_TEXT:
        return "text"
    return "enabling" if value.asked.basis is Basis.IMPLIED else None


def one_level_more(scores: Scores, lens: Lens, item: str) -> float | None:
    """Points that the index of the item's own list would gain if the item went up one level.

    None without a level, at the highest one, and for an item that counts in no index.
    """
    value = scores.item(item)
    level = None if value is None else value.counted.level
    if level is None or level >= HIGHEST:
        return None
    return points_at(scores, lens, item, level + 1)


def points_at(scores: Scores, lens: Lens, item: str, level: int) -> float | None:
    """Points that the index of the item's own list would gain if the item stood at this level."""
    value = scores.item(item)
    part = None if value is None else part_of(value)
    if part is None:
        return None
    if part == "enabling":
        return points_gained(values_of(scores, part), item, level, enabling_point)
    return points_gained(values_of(scores, part), item, level, lambda changed: text_point(changed, lens))


def trace_text_index(scores: Scores, lens: Lens) -> Trace:
    """Trace of the text index: every limb with a point carries the same share, its answered items share it."""
    return _over_limbs("text", scores.text.point, values_of(scores, "text"), scores, lens)


def trace_enabling_index(scores: Scores, lens: Lens) -> Trace:
    """Trace of the enabling index: every answered implied item carries the same share."""
    return _over_items("enabling", scores.enabling.point, values_of(scores, "enabling"), scores, lens)


def trace_supported(scores: Scores, lens: Lens, part: Part) -> Trace:
    """Trace of the part of an index that rests on a fitting source: all other points are 0, shares stay."""
    index = scores.text if part == "text" else scores.enabling
    values = [supported_only(value) for value in values_of(scores, part)]
    number = f"supported_{part}"
    if part == "text":
        return _over_limbs(number, index.supported, values, scores, lens)
    return _over_items(number, index.supported, values, scores, lens)


def trace_with_na_as_zero(scores: Scores, lens: Lens, part: Part) -> Trace:
    """Trace of an index with every "not applicable" as level 0, its limb included."""
    index = scores.text if part == "text" else scores.enabling
    values = with_na_as_zero(values_of(scores, part))
    number = f"with_na_as_zero_{part}"
    if part == "text":
        return _over_limbs(number, index.with_na_as_zero, values, scores, lens)
    return _over_items(number, index.with_na_as_zero, values, scores, lens)


def trace_limb(scores: Scores, lens: Lens, limb: str) -> Trace:
    """Trace of one limb: the mean of its applicable items."""
    values = [value for value in values_of(scores, "text") if value.asked.limb == limb]
    total = next((found.point for found in scores.limbs if found.id == limb), None)
    return _over_items(limb, total, values, scores, lens)


def trace_provision(scores: Scores, lens: Lens, number: str) -> Trace:
    """Trace of one provision: the mean of its limbs."""
    found = next((entry for entry in scores.provisions if entry.number == number), None)
    own = () if found is None else found.limbs
    values = [value for value in values_of(scores, "text") if value.asked.limb in own]
    return _over_limbs(number, None if found is None else found.point, values, scores, lens)


def trace_dimension(scores: Scores, lens: Lens, dimension: str, part: Part) -> Trace:
    """Trace of one figure of a dimension's profile."""
    values = [value for value in values_of(scores, part) if value.id.startswith(dimension + "-")]
    found = next((entry for entry in scores.dimensions if entry.id == dimension), None)
    total = None if found is None else (found.text if part == "text" else found.enabling).point
    return _over_items(dimension, total, values, scores, lens)


def trace_soft(scores: Scores, lens: Lens) -> Trace:
    """Trace of the soft panel: a plain mean, in no index."""
    values = [value for value in scores.items if value.asked.basis is Basis.SOFT]
    return _over_items("soft", scores.soft.point, values, scores, lens)


def full_shares(lens: Lens, scores: Scores) -> dict[str, float]:
    """Share of each item in the text index if everything applicable were answered; sums to 1."""
    holding = [limb for limb in scores.limbs if limb.items]
    return {item: 1 / len(holding) / len(limb.items) for limb in holding for item in limb.items}


def share_of(scores: Scores, lens: Lens, item: str) -> Operand | None:
    """An item as an operand of the index of its own list; None where it counts in none."""
    value = scores.item(item)
    part = None if value is None else part_of(value)
    if part is None:
        return None
    trace = trace_text_index(scores, lens) if part == "text" else trace_enabling_index(scores, lens)
    return next((operand for operand in trace.operands if operand.item == item), None)


def _over_limbs(number: str, total: float | None, values: Sequence[ItemValue], scores: Scores, lens: Lens) -> Trace:
    limbs = [limb for limb in limb_values(values, lens) if limb.items]
    with_point = [limb for limb in limbs if limb.point is not None]
    shares: dict[str, float] = {}
    for limb in with_point:
        answered = [value.id for value in values if value.asked.limb == limb.id and value.points is not None]
        shares |= {item: 1 / len(with_point) / len(answered) for item in answered}
    order = {limb.id: place for place, limb in enumerate(limbs)}
    own = [value for value in values if value.applies and value.asked.limb in order]
    return Trace(
        number=number,
        total=total,
        operands=tuple(_operand(value, shares.get(value.id, 0.0), scores, lens) for value in own),
        limbs=tuple(_limb(limb, len(with_point)) for limb in limbs),
    )


def _limb(limb: LimbValue, among: int) -> LimbOperand:
    share = 0.0 if limb.point is None else 1 / among
    contribution = None if limb.point is None else share * limb.point
    return LimbOperand(
        limb=limb.id, point=limb.point, low=limb.low, high=limb.high, share=share, contribution=contribution
    )


def _over_items(number: str, total: float | None, values: Sequence[ItemValue], scores: Scores, lens: Lens) -> Trace:
    own = [value for value in values if value.applies]
    answered = sum(1 for value in own if value.points is not None)
    operands = (
        _operand(value, 1 / answered if answered and value.points is not None else 0.0, scores, lens) for value in own
    )
    return Trace(number=number, total=total, operands=tuple(operands))


def _operand(value: ItemValue, share: float, scores: Scores, lens: Lens) -> Operand:
    return Operand(
        item=value.id,
        limb=value.asked.limb,
        provisions=value.asked.provisions,
        level=value.counted.level,
        points=value.points,
        low=value.low,
        high=value.high,
        share=share,
        contribution=None if value.points is None else share * value.points,
        one_level_more=one_level_more(scores, lens, value.id),
    )
