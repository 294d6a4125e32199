"""How a State stands against a local instrument: answers and coverage of the items of each provision. Never scored.

No points, no index, no class of a provision: the mapping is a person's, so it is counted and listed, and that is all.
"""

from collections.abc import Mapping, Sequence

from toolkit.library.model import Frozen, Library
from toolkit.method.agreement import Counted, counted
from toolkit.method.coverage import CLASSES, Coverage, ItemCoverage
from toolkit.method.gaps import CoverageClass
from toolkit.record.assessment import Assessment
from toolkit.record.local_instrument import LocalInstrument, LocalProvision


class LocalItem(Frozen):
    """An item of a provision: what counts for it, its target (None for participation), how measures cover it."""

    id: str
    counted: Counted
    target: int | None
    coverage: ItemCoverage

    @property
    def at_target(self) -> bool:
        """True if it has a level at or above its target."""
        return self.counted.level is not None and self.target is not None and self.counted.level >= self.target

    @property
    def below_target(self) -> bool:
        """True if it has a level below its target."""
        return self.counted.level is not None and self.target is not None and self.counted.level < self.target


class LocalStanding(Frozen):
    """A provision with its items; the counts are numbers of items."""

    provision: LocalProvision
    items: tuple[LocalItem, ...]

    @property
    def at_target(self) -> int:
        """Items at or above their target."""
        return sum(item.at_target for item in self.items)

    @property
    def below_target(self) -> int:
        """Items with a level below their target."""
        return sum(item.below_target for item in self.items)

    @property
    def not_applicable(self) -> int:
        """Items that do not apply."""
        return sum(not item.counted.applies for item in self.items)

    @property
    def facts(self) -> int:
        """Items on taking part that are answered, with yes, partly or no."""
        return sum(item.counted.answer is not None for item in self.items)

    @property
    def unanswered(self) -> int:
        """Items without any answer that counts."""
        return len(self.items) - self.at_target - self.below_target - self.not_applicable - self.facts

    @property
    def by_coverage(self) -> Mapping[CoverageClass, int]:
        """Number of items in each class of coverage."""
        return {code: sum(item.coverage.code == code for item in self.items) for code in CLASSES}


def local_standing(
    instrument: LocalInstrument, assessment: Assessment, library: Library, coverage: Coverage
) -> tuple[LocalStanding, ...]:
    """Every provision of a local instrument with its items, in the order of the text."""
    return tuple(
        LocalStanding(provision=found, items=tuple(_item(item, assessment, library, coverage) for item in items))
        for found in instrument.provisions
        for items in [_known(found.items, library)]
    )


def _known(items: Sequence[str], library: Library) -> list[str]:
    return [item for item in library.items if item in items]


def _item(item: str, assessment: Assessment, library: Library, coverage: Coverage) -> LocalItem:
    found = library.items[item]
    return LocalItem(
        id=item,
        counted=counted(found, assessment),
        target=None if found.participation else assessment.target.of(item),
        coverage=coverage.items[item],
    )
