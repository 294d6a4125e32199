"""Checks of an instrument with model strategies: what carries each, soft limbs, and what beside the resolutions.

A strategy names the paragraphs that carry it, and a limb some of them; every paragraph outside the introduction is
named by a strategy or a principle. An item counts in a limb as that limb is (soft in a soft one), and stands under the
strategy of its limb. Pairs of limbs join the two families.
"""

from collections.abc import Iterator

from toolkit.library.model import IN_THE_TEXT, Basis, Instrument, Item, Library, family_of
from toolkit.problem import Place, Problem, problem

SOFT_WORDS = frozenset({"may", "recognised"})
OF_LIMBS = frozenset({Basis.SOFT, *IN_THE_TEXT})


def check_strategies(library: Library) -> Iterator[Problem]:
    """All problems of strategies, of their limbs and of what joins them to the resolutions."""
    for instrument in library.instruments.values():
        if instrument.has_strategies:
            yield from _paragraphs(instrument, library)
    yield from _soft_limbs(library)
    for item in library.items.values():
        yield from _item(item, library)
    yield from _concordance(library)


def _paragraphs(instrument: Instrument, library: Library) -> Iterator[Problem]:
    """Paragraphs that are named exist; those from the first principle on are named by a strategy or a principle."""
    place = Place(file=f"{instrument.id}.yaml")
    held = [found.number for found in instrument.provisions if found.part == "paragraph"]
    named = {number for found in instrument.provisions for number in found.paragraphs}
    of_limbs = {
        number for limb in instrument.limbs if limb in library.limbs for number in library.limbs[limb].paragraphs
    }
    for number in sorted((named | of_limbs) - set(held)):
        yield problem("content_reference_unknown", place, kind="paragraph", id=number)
    first = min((held.index(number) for number in named if number in held), default=0)
    for number in held[first:]:
        if number not in named:
            yield problem("content_paragraph_carries_nothing", place, number=number)


def _soft_limbs(library: Library) -> Iterator[Problem]:
    """A limb is soft where its words only allow or recognise, and only there."""
    for limb in library.limbs.values():
        if limb.strength is not None and limb.soft != (limb.strength in SOFT_WORDS):
            yield problem("content_limb_soft_wrong", Place(file="limbs.yaml"), limb=limb.id, strength=limb.strength)


def _item(item: Item, library: Library) -> Iterator[Problem]:
    place = Place(item=item.id)
    for entry in item.limbs:
        limb = library.limbs.get(entry.limb)
        if limb is None:
            continue
        if entry.basis not in OF_LIMBS or (entry.basis is Basis.SOFT) != limb.soft:
            yield problem("content_basis_not_of_limb", place, limb=limb.id, basis=entry.basis.value)
        for instrument in library.instruments.values():
            strategy = instrument.carrying(limb.id) if instrument.has_strategies else None
            reference = None if strategy is None else instrument.reference(strategy)
            if reference is not None and reference not in item.carried_by.get(instrument.id, ()):
                yield problem("content_not_under_its_strategy", place, limb=limb.id, strategy=reference)


def _concordance(library: Library) -> Iterator[Problem]:
    """What the concordance names exists: paragraphs of threads, limbs of pairs, strategies."""
    place = Place(file="concordance.yaml")
    for key in library.concordance:
        for thread in key.threads:
            for id, number in thread.paragraphs.items():
                held = library.instruments.get(id)
                if held is None or held.provision(number) is None:
                    yield problem("content_reference_unknown", place, kind="provision", id=f"{id} {number}")
    for pair in library.limb_pairs:
        for limb, family in ((pair.before, "K"), (pair.after, "MS")):
            if limb not in library.limbs or family_of(limb) != family:
                yield problem("content_reference_unknown", place, kind="limb", id=limb)
    strategies = {
        found.reference(provision)
        for found in library.instruments.values()
        for provision in found.provisions
        if provision.part == "strategy"
    }
    for entry in library.strategies_add:
        if entry.strategy not in strategies:
            yield problem("content_reference_unknown", place, kind="strategy", id=entry.strategy)
