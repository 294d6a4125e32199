"""Narrow the lists of results by lead, dimension, provision or basis. It never changes an index."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from toolkit.library.lens import AskedItem
from toolkit.library.model import Basis, Frozen, Library
from toolkit.method.gaps import Gap
from toolkit.method.results import Results
from toolkit.method.scoring import Unanswered

Entry = TypeVar("Entry", Gap, Unanswered)
BY = ("lead", "dimension", "provision", "basis")


class ListFilter(Frozen):
    """What a list is narrowed to; None for all. `lead` is a lead function, `provision` a number in the lens."""

    lead: str | None = None
    dimension: str | None = None
    provision: str | None = None
    basis: str | None = None

    @property
    def is_open(self) -> bool:
        """True if nothing is narrowed."""
        return self == ListFilter()


def narrowed(entries: Iterable[Entry], by: ListFilter, found: Results, library: Library) -> tuple[Entry, ...]:
    """The entries that the filter lets through, in their order."""
    return tuple(entry for entry in entries if _lets_through(entry.item, by, found, library))


def possible(found: Results, library: Library) -> Mapping[str, tuple[str, ...]]:
    """What each filter can be set to: what occurs among the asked items, facts aside, in the order of the library."""
    asked = [item for item in found.lens.items if item.basis is not Basis.PARTICIPATION]
    leads = {library.items[item.id].lead for item in asked}
    provisions = {number for item in asked for number in item.provisions}
    return {
        "lead": tuple(lead for lead in library.scales.bodies if lead in leads),
        "dimension": tuple(dict.fromkeys(item.id[:3] for item in asked)),
        "provision": tuple(each.number for each in found.lens.instrument.provisions if each.number in provisions),
        "basis": tuple(basis for basis in library.scales.bases if basis in {item.basis for item in asked}),
    }


def _lets_through(item: str, by: ListFilter, found: Results, library: Library) -> bool:
    asked = found.lens.by_id.get(item)
    if asked is None:
        return False
    tests: tuple[tuple[str | None, Callable[[AskedItem, str], bool]], ...] = (
        (by.lead, lambda asked, lead: library.items[asked.id].lead == lead),
        (by.dimension, lambda asked, dimension: asked.id[:3] == dimension),
        (by.provision, lambda asked, number: number in asked.provisions),
        (by.basis, lambda asked, basis: asked.basis == basis),
    )
    return all(wanted is None or test(asked, wanted) for wanted, test in tests)
