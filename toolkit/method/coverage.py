"""Coverage: how measures reach the items, over all plans looked at. (DESIGN section 4, "Coverage")

The class of an item is the best among its explicitly linked or confirmed measures: full, partly, paper; none if there
is none, or only cancelled or delivered ones. It does not depend on the lens; what is listed for a lens does.
Suggested links never count.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Frozen, Library
from toolkit.method.gaps import CoverageClass
from toolkit.method.link import LinkKind, Links, items_linked
from toolkit.method.provisions import provisions_of, reference_of
from toolkit.method.solidity import Solidity, SolidityClass
from toolkit.record.plan import Measure, Plan

CLASSES: tuple[CoverageClass, ...] = ("full", "partly", "paper", "none")


@dataclass(frozen=True)
class LinkedPlan:
    """A plan with what was worked out about it: links and solidity of its measures, by the measure's id."""

    plan: Plan
    links: Links
    solidities: Mapping[str, Solidity]


Numbered = Sequence[tuple[int, LinkedPlan]]


class MeasureRef(Frozen):
    """A measure of one of the plans looked at; `plan` is the position of the plan among them, from 0."""

    plan: int
    measure: str


class CoveringMeasure(Frozen):
    """A measure linked to an item: how we know, and how solidly it stands."""

    plan: int
    measure: str
    kind: LinkKind
    solidity: SolidityClass


class ItemCoverage(Frozen):
    """Coverage of one item with every measure that is linked to it; `delivered`: one of them is delivered."""

    item: str
    code: CoverageClass
    measures: tuple[CoveringMeasure, ...]
    delivered: bool


class LimbCoverage(Frozen):
    """The items that count in a limb, by class."""

    limb: str
    by_class: Mapping[CoverageClass, tuple[str, ...]]

    @property
    def reached(self) -> bool:
        """True if a measure covers one of the limb's items, if only on paper."""
        return any(self.by_class[code] for code in CLASSES if code != "none")


class ProvisionCoverage(Frozen):
    """A provision: its limbs and its items by class, and the measures that name it; it has no class of its own."""

    number: str
    limbs: tuple[LimbCoverage, ...]
    by_class: Mapping[CoverageClass, tuple[str, ...]]
    named_by: tuple[MeasureRef, ...]


class Coverage(Frozen):
    """Coverage of every item of the library, and what a lens lists.

    `items_not_reached`, `limbs_not_reached` and `only_on_paper` hold asked items (participation aside) and limbs of
    the lens. Measures that are cancelled stand in no list; a measure whose sub-measures reach something reaches it
    through them.
    """

    items: Mapping[str, ItemCoverage]
    provisions: tuple[ProvisionCoverage, ...]
    items_not_reached: tuple[str, ...] = ()
    limbs_not_reached: tuple[str, ...] = ()
    only_on_paper: tuple[str, ...] = ()
    reaches_nothing: tuple[MeasureRef, ...] = ()
    outside_the_lens: tuple[MeasureRef, ...] = ()
    names_only_a_provision: tuple[MeasureRef, ...] = ()
    counts: Mapping[CoverageClass, int] = Field(default_factory=dict)

    def classes(self) -> dict[str, CoverageClass]:
        """Class of every item, as the lists of gaps take it."""
        return {item: found.code for item, found in self.items.items()}


def coverage(
    library: Library, lens: Lens, plans: Sequence[LinkedPlan], looked_at: Collection[int] | None = None
) -> Coverage:
    """Coverage of every item by the measures of all plans, or of those at some positions, and the lists for a lens."""
    chosen = [(at, plan) for at, plan in enumerate(plans) if looked_at is None or at in looked_at]
    return _coverage(library, lens, chosen)


def _coverage(library: Library, lens: Lens, plans: Numbered) -> Coverage:
    items = _items(library, plans)
    asked = [item.id for item in lens.items if item.basis is not Basis.PARTICIPATION]
    limbs = {limb: _limb(limb, lens, items) for limb in (*lens.limbs, *lens.soft_limbs)}
    unreached, outside, only_named = _measures_listed(library, lens, plans)
    return Coverage(
        items=items,
        provisions=_provisions(library, lens, plans, items, limbs),
        items_not_reached=tuple(item for item in asked if items[item].code == "none"),
        limbs_not_reached=tuple(limb for limb, found in limbs.items() if not found.reached),
        only_on_paper=tuple(item for item in asked if items[item].code == "paper"),
        reaches_nothing=unreached,
        outside_the_lens=outside,
        names_only_a_provision=only_named,
        counts={code: sum(items[item].code == code for item in asked) for code in CLASSES},
    )


def _items(library: Library, plans: Numbered) -> dict[str, ItemCoverage]:
    linked: defaultdict[str, list[CoveringMeasure]] = defaultdict(list)
    for number, looked_at in plans:
        for measure in looked_at.plan.measures:
            kinds = {link.item: link.kind for link in reversed(looked_at.links.get(measure.id, ())) if link.counts}
            for item, kind in kinds.items():
                code = looked_at.solidities[measure.id].code
                linked[item or ""].append(CoveringMeasure(plan=number, measure=measure.id, kind=kind, solidity=code))
    return {item: _item(item, linked.get(item, [])) for item in library.items}


def _item(item: str, measures: Sequence[CoveringMeasure]) -> ItemCoverage:
    classes = {measure.solidity for measure in measures}
    best = next((code for code in CLASSES if code in classes), "none")
    return ItemCoverage(item=item, code=best, measures=tuple(measures), delivered="delivered" in classes)


def _by_class(items: Sequence[str], covered: Mapping[str, ItemCoverage]) -> dict[CoverageClass, tuple[str, ...]]:
    return {code: tuple(item for item in items if covered[item].code == code) for code in CLASSES}


def _limb(limb: str, lens: Lens, covered: Mapping[str, ItemCoverage]) -> LimbCoverage:
    return LimbCoverage(limb=limb, by_class=_by_class([item.id for item in lens.in_limb(limb)], covered))


def _provisions(
    library: Library,
    lens: Lens,
    plans: Numbered,
    covered: Mapping[str, ItemCoverage],
    limbs: Mapping[str, LimbCoverage],
) -> tuple[ProvisionCoverage, ...]:
    """Provisions of the lens that carry an asked item, or that a measure names.

    Paragraphs under a model strategy stand here only where a measure names them: the strategy stands for them.
    """
    named = _named(library, lens, plans)
    found = []
    for provision in lens.instrument.provisions:
        reference = lens.instrument.reference(provision)
        items = [item.id for item in lens.items if reference in item.provisions]
        of_annex = provision.part == "paragraph" and lens.instrument.has_strategies
        if reference not in named and (of_annex or not items):
            continue
        found.append(
            ProvisionCoverage(
                number=reference,
                limbs=tuple(limbs[limb] for limb in provision.limbs if limb in limbs),
                by_class=_by_class(items, covered),
                named_by=tuple(named.get(reference, ())),
            )
        )
    return tuple(found)


def _named(library: Library, lens: Lens, plans: Numbered) -> dict[str, list[MeasureRef]]:
    named: defaultdict[str, list[MeasureRef]] = defaultdict(list)
    for number, looked_at in plans:
        for measure in looked_at.plan.measures:
            for provision in provisions_of(measure, library, lens)[0]:
                reference = reference_of(provision, lens.instrument)
                if provision.instrument == lens.id and reference is not None:
                    named[reference].append(MeasureRef(plan=number, measure=measure.id))
    return dict(named)


def _measures_listed(
    library: Library, lens: Lens, plans: Numbered
) -> tuple[tuple[MeasureRef, ...], tuple[MeasureRef, ...], tuple[MeasureRef, ...]]:
    """Measures that reach nothing, those linked only to items outside the lens, those that name only a provision."""
    nothing, outside, only_named = [], [], []
    for number, looked_at in plans:
        through_others = _reached_through_others(looked_at)
        for measure in looked_at.plan.measures:
            if looked_at.solidities[measure.id].code == "cancelled":
                continue
            ref = MeasureRef(plan=number, measure=measure.id)
            items = items_linked(looked_at.links.get(measure.id, ()))
            if items and not any(item in lens.by_id for item in items):
                outside.append(ref)
            elif not items and provisions_of(measure, library, lens)[0]:
                only_named.append(ref)
            elif not items and measure.id not in through_others:
                nothing.append(ref)
    return tuple(nothing), tuple(outside), tuple(only_named)


def _reached_through_others(looked_at: LinkedPlan) -> set[str]:
    """Ids of measures below which a measure is linked to an item."""
    parents: dict[str, Measure] = {measure.id: measure for measure in looked_at.plan.measures}
    through: set[str] = set()
    for measure in looked_at.plan.measures:
        if not items_linked(looked_at.links.get(measure.id, ())):
            continue
        above = measure.parent
        while above is not None and above in parents and above not in through:
            through.add(above)
            above = parents[above].parent
    return through
