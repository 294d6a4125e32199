"""Counts that stand where no index may: of provisions, limbs and dimensions by level, of gaps by coverage."""

from collections.abc import Mapping

from toolkit.library.model import IN_THE_TEXT, Basis, Frozen
from toolkit.method.results import Results
from toolkit.method.scoring import Headline, headline_of


class Sources(Frozen):
    """Of the items that have a level, those whose level rests on a fitting source."""

    supported: int
    levelled: int


def counts_by_limb(found: Results) -> Mapping[str, Headline]:
    """Direct and named items of every limb by level."""
    return {
        limb.id: headline_of([value for value in found.scores.items if value.asked.limb == limb.id])
        for limb in found.scores.limbs
    }


def counts_by_provision(found: Results) -> Mapping[str, Headline]:
    """Items of the limbs of every provision by level."""
    return {
        entry.number: headline_of([value for value in found.scores.items if value.asked.limb in entry.limbs])
        for entry in found.scores.provisions
    }


def counts_by_dimension(found: Results) -> Mapping[str, Headline]:
    """Direct, named and implied items of every dimension by level."""
    counted = [value for value in found.scores.items if value.asked.basis in {*IN_THE_TEXT, Basis.IMPLIED}]
    by_dimension = {
        entry.id: [v for v in counted if v.id.startswith(entry.id + "-")] for entry in found.scores.dimensions
    }
    return {id: headline_of(values) for id, values in by_dimension.items() if values}


def counts_of_soft(found: Results) -> Headline:
    """Soft items by level."""
    return headline_of([value for value in found.scores.items if value.asked.basis is Basis.SOFT])


def gaps_without_measure(found: Results) -> tuple[int, int]:
    """Gaps of both lists that no measure covers, if only on paper, and all gaps."""
    every = (*found.gaps.text, *found.gaps.enabling)
    return sum(gap.coverage == "none" for gap in every), len(every)


def resting_on_sources(found: Results) -> Mapping[str, Sources]:
    """For the items of each index: how many levels there are, and how many rest on a fitting source."""
    bases = {"text": IN_THE_TEXT, "enabling": frozenset({Basis.IMPLIED})}
    levelled = {
        part: [v for v in found.scores.items if v.asked.basis in own and v.points is not None]
        for part, own in bases.items()
    }
    return {
        part: Sources(supported=sum(value.supported for value in values), levelled=len(values))
        for part, values in levelled.items()
    }
