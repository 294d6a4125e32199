"""Scoring of an assessment through one lens. (DESIGN section 4, "For one lens")

Points are 0 to 100, 25 per level, unrounded; a range goes from low to high; shares are 0 to 1. What cannot be
computed is None, never 0. One function computes each number and everything prints it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from toolkit.library.lens import AskedItem, Lens
from toolkit.library.model import IN_THE_TEXT, LEVELS, POINTS_PER_LEVEL, Basis, Frozen, Library
from toolkit.method.agreement import Counted, counted
from toolkit.method.weights import Band, band_over_weights
from toolkit.record.assessment import Answer, Assessment, Response

COMPLETE_ENOUGH = 0.8


class ItemValue(Frozen):
    """One item through the lens: what counts, its points and range, and whether a fitting source supports it."""

    asked: AskedItem
    counted: Counted
    points: float | None
    low: float
    high: float
    supported: bool
    target: int

    @property
    def id(self) -> str:
        """Id of the item."""
        return self.asked.id

    @property
    def applies(self) -> bool:
        """False only if "not applicable" counts."""
        return self.counted.applies


class Mean(Frozen):
    """A plain mean over items: point over the answered ones, low and high over all that apply."""

    point: float | None
    low: float | None
    high: float | None
    items: tuple[str, ...]


class LimbValue(Frozen):
    """A limb: mean over its applicable direct and named items."""

    id: str
    point: float | None
    low: float | None
    high: float | None
    items: tuple[str, ...]


class ProvisionValue(Frozen):
    """A provision: the mean of its limbs. `number` is the reference under which its instrument has it (4, MS09)."""

    number: str
    point: float | None
    low: float | None
    high: float | None
    limbs: tuple[str, ...]


class Index(Frozen):
    """The text index or the enabling index, with everything that stands beside it."""

    point: float | None
    low: float | None
    high: float | None
    provisional: bool | None
    reasons: tuple[str, ...]
    completeness: float | None
    supported: float | None
    with_na_as_zero: float | None
    band: Band | None


class DimensionValue(Frozen):
    """Profile of a dimension: two means, never one."""

    id: str
    text: Mean
    enabling: Mean


class Headline(Frozen):
    """Counts of the direct and named items: asked = by level + unanswered + not applicable."""

    asked: int
    at_target: int
    by_level: Mapping[str, int]
    unanswered: int
    not_applicable: int


class Unanswered(Frozen):
    """An item without an answer, why, and who may know or whose it is: for follow-up."""

    item: str
    basis: Basis
    why: Literal["nothing", "not_known", "not_ours"]
    who: str | None


class Participation(Frozen):
    """A fact about taking part; printed without a mark."""

    item: str
    answer: Answer | None


class Scores(Frozen):
    """All figures of an assessment through one lens."""

    lens: str
    depth: Literal["rapid", "full"]
    items: tuple[ItemValue, ...]
    headline: Headline
    text: Index
    enabling: Index
    soft: Mean
    participation: tuple[Participation, ...]
    limbs: tuple[LimbValue, ...]
    provisions: tuple[ProvisionValue, ...]
    dimensions: tuple[DimensionValue, ...]
    unanswered: tuple[Unanswered, ...]
    not_agreed: tuple[str, ...]

    def item(self, item: str) -> ItemValue | None:
        """Value of one item, or None if the lens does not ask it."""
        return next((value for value in self.items if value.id == item), None)


def score(assessment: Assessment, library: Library, lens: Lens) -> Scores:
    """Compute all figures of an assessment through a lens."""
    values = item_values(assessment, library, lens)
    scored = [value for value in values if value.asked.basis in IN_THE_TEXT]
    implied = [value for value in values if value.asked.basis is Basis.IMPLIED]
    soft = [value for value in values if value.asked.basis is Basis.SOFT]
    limbs = limb_values(scored, lens)
    return Scores(
        lens=lens.id,
        depth=lens.depth,
        items=tuple(values),
        headline=headline_of(scored),
        text=_text_index(scored, limbs, lens),
        enabling=_enabling_index(implied),
        soft=mean(soft),
        participation=tuple(
            Participation(item=value.id, answer=value.counted.answer)
            for value in values
            if value.asked.basis is Basis.PARTICIPATION
        ),
        limbs=limbs,
        provisions=_provisions(limbs, lens),
        dimensions=_dimensions(values, library, lens),
        unanswered=tuple(_unanswered(values)),
        not_agreed=tuple(value.id for value in values if value.counted.not_agreed),
    )


def item_values(assessment: Assessment, library: Library, lens: Lens) -> list[ItemValue]:
    """Value of every item that the lens asks."""
    told: dict[str, list[Response]] = {}
    for response in assessment.responses:
        told.setdefault(response.item, []).append(response)
    return [_item_value(asked, assessment, library, told.get(asked.id, ())) for asked in lens.items]


def _item_value(asked: AskedItem, assessment: Assessment, library: Library, told: Sequence[Response]) -> ItemValue:
    item = library.items[asked.id]
    found = counted(item, assessment, told)
    answered = found.level is not None
    return ItemValue(
        asked=asked,
        counted=found,
        points=None if found.level is None else found.level * POINTS_PER_LEVEL,
        low=(found.lowest or 0) * POINTS_PER_LEVEL if answered else 0.0,
        high=(found.highest or 0) * POINTS_PER_LEVEL if answered else 100.0,
        supported=is_supported(item.type, found),
        target=assessment.target.of(asked.id),
    )


def is_supported(item_type: str, found: Counted) -> bool:
    """Whether a level rests on a fitting source.

    Any evidence for rules and bodies (types I, M), and for practice and data (P, D) below level 2; data or
    inspection for practice and data at level 2 and above.
    """
    if found.level is None or not found.evidence:
        return False
    if item_type in ("P", "D") and found.level >= 2:
        return any(evidence.kind in ("data", "inspection") for evidence in found.evidence)
    return True


def average(numbers: Iterable[float]) -> float | None:
    """Plain mean; None of nothing."""
    listed = list(numbers)
    return sum(listed) / len(listed) if listed else None


def mean(values: Sequence[ItemValue]) -> Mean:
    """Mean over items, each counting once; those that do not apply are left out."""
    applicable = [value for value in values if value.applies]
    return Mean(
        point=average(value.points for value in applicable if value.points is not None),
        low=average(value.low for value in applicable),
        high=average(value.high for value in applicable),
        items=tuple(value.id for value in applicable),
    )


def limb_values(scored: Sequence[ItemValue], lens: Lens) -> tuple[LimbValue, ...]:
    """Every limb of the lens that a direct or named item asks for at this depth."""
    found = []
    for limb in lens.limbs:
        values = [value for value in scored if value.asked.limb == limb]
        if values:
            over = mean(values)
            found.append(LimbValue(id=limb, point=over.point, low=over.low, high=over.high, items=over.items))
    return tuple(found)


def mean_of_limbs(limbs: Sequence[LimbValue]) -> tuple[float | None, float | None, float | None]:
    """Point over the limbs that have one; low and high over all that hold an applicable item."""
    holding = [limb for limb in limbs if limb.items]
    return (
        average(limb.point for limb in holding if limb.point is not None),
        average(limb.low for limb in holding if limb.low is not None),
        average(limb.high for limb in holding if limb.high is not None),
    )


def text_point(scored: Sequence[ItemValue], lens: Lens) -> float | None:
    """Point of the text index over these values: that of `mean_of_limbs`, without the range."""
    points: dict[str, list[float]] = {limb: [] for limb in lens.limbs}
    for value in scored:
        if value.asked.limb in points and value.applies and value.points is not None:
            points[value.asked.limb].append(value.points)
    means = (average(found) for found in points.values())
    return average(point for point in means if point is not None)


def enabling_point(implied: Sequence[ItemValue]) -> float | None:
    """Point of the enabling index over these values: that of `mean`, without the range."""
    return average(value.points for value in implied if value.applies and value.points is not None)


def completeness(values: Sequence[ItemValue]) -> float | None:
    """Share of the asked items that are answered or not applicable; None if none is asked."""
    done = sum(1 for value in values if value.counted.is_answered or not value.applies)
    return done / len(values) if values else None


def with_na_as_zero(values: Sequence[ItemValue]) -> list[ItemValue]:
    """The same values, each "not applicable" as level 0."""
    return [value if value.applies else _as_level_zero(value) for value in values]


def with_level(value: ItemValue, level: int) -> ItemValue:
    """An item's value if this level counted."""
    points = level * POINTS_PER_LEVEL
    found = value.counted.model_copy(
        update={"level": level, "lowest": level, "highest": level, "not_applicable": None, "why": None}
    )
    return value.model_copy(update={"counted": found, "points": points, "low": points, "high": points})


def _as_level_zero(value: ItemValue) -> ItemValue:
    return with_level(value, 0)


def supported_only(value: ItemValue) -> ItemValue:
    """An item's value with only the points that rest on a fitting source."""
    if value.points is None or value.supported:
        return value
    return value.model_copy(update={"points": 0.0})


def _text_index(scored: Sequence[ItemValue], limbs: Sequence[LimbValue], lens: Lens) -> Index:
    point, low, high = mean_of_limbs(limbs)
    supported = [supported_only(value) for value in scored]
    return _index(
        scored,
        (point, low, high),
        limbs_without_point=[limb.id for limb in limbs if limb.items and limb.point is None],
        supported=text_point(supported, lens) if point is not None else None,
        with_na=text_point(with_na_as_zero(scored), lens),
        band=band_over_weights([limb.point for limb in limbs if limb.point is not None]),
    )


def _enabling_index(implied: Sequence[ItemValue]) -> Index:
    over = mean(implied)
    supported = [supported_only(value) for value in implied]
    return _index(
        implied,
        (over.point, over.low, over.high),
        limbs_without_point=[],
        supported=enabling_point(supported),
        with_na=enabling_point(with_na_as_zero(implied)),
        band=None,
    )


def _index(
    values: Sequence[ItemValue],
    figures: tuple[float | None, float | None, float | None],
    *,
    limbs_without_point: Sequence[str],
    supported: float | None,
    with_na: float | None,
    band: Band | None,
) -> Index:
    complete = completeness(values)
    reasons = ["completeness_below_80_percent"] if complete is not None and complete < COMPLETE_ENOUGH else []
    reasons += ["limb_without_point"] if limbs_without_point else []
    return Index(
        point=figures[0],
        low=figures[1],
        high=figures[2],
        provisional=bool(reasons) if complete is not None else None,
        reasons=tuple(reasons),
        completeness=complete,
        supported=supported,
        with_na_as_zero=with_na,
        band=band,
    )


def _provisions(limbs: Sequence[LimbValue], lens: Lens) -> tuple[ProvisionValue, ...]:
    found = []
    for provision in lens.instrument.provisions:
        own = [limb for limb in limbs if limb.id in provision.limbs]
        if own:
            point, low, high = mean_of_limbs(own)
            ids = tuple(limb.id for limb in own)
            number = lens.instrument.reference(provision)
            found.append(ProvisionValue(number=number, point=point, low=low, high=high, limbs=ids))
    return tuple(found)


def _dimensions(values: Sequence[ItemValue], library: Library, lens: Lens) -> tuple[DimensionValue, ...]:
    own: dict[str, list[ItemValue]] = {}
    for value in values:
        own.setdefault(value.id[:3], []).append(value)
    return tuple(
        DimensionValue(
            id=dimension,
            text=mean([value for value in own[dimension] if value.asked.basis in IN_THE_TEXT]),
            enabling=mean([value for value in own[dimension] if value.asked.basis is Basis.IMPLIED]),
        )
        for dimension in library.dimensions
        if dimension in own
    )


def headline_of(scored: Sequence[ItemValue]) -> Headline:
    """Counts of these items by level, unanswered and not applicable."""
    levels = [value.counted.level for value in scored]
    return Headline(
        asked=len(scored),
        at_target=sum(1 for value in scored if value.counted.level is not None and value.counted.level >= value.target),
        by_level={str(level): levels.count(level) for level in LEVELS},
        unanswered=sum(1 for value in scored if value.applies and value.counted.level is None),
        not_applicable=sum(1 for value in scored if not value.applies),
    )


def _unanswered(values: Sequence[ItemValue]) -> Iterable[Unanswered]:
    for value in values:
        if value.asked.basis is not Basis.PARTICIPATION and value.applies and value.counted.level is None:
            yield Unanswered(
                item=value.id, basis=value.asked.basis, why=value.counted.why or "nothing", who=value.counted.who
            )
