"""A lens: an assessment looked at through one instrument, at one depth.

Through an instrument an item is asked only if a provision of it, which we hold, carries the item; then it has
its basis of that instrument's family. Through the rapid depth only the items marked rapid for the family are
asked. (DESIGN section 4, "Answer once, look through any lens" and "Two depths".)
"""

import re
import unicodedata
from functools import cached_property

from toolkit.library.model import Basis, Depth, Frozen, Instrument, Item, Library, in_order

DEFAULT_LENS = "a-res-78-224"


class AskedItem(Frozen):
    """An item as asked through a lens: its basis there, its limb if any, and the provisions that carry it."""

    id: str
    basis: Basis
    limb: str | None
    provisions: tuple[str, ...]


class Lens(Frozen):
    """The items, limbs and provisions that one instrument selects at one depth."""

    instrument: Instrument
    depth: Depth
    items: tuple[AskedItem, ...]
    limbs: tuple[str, ...]
    soft_limbs: tuple[str, ...]

    @cached_property
    def by_id(self) -> dict[str, AskedItem]:
        """Asked items by id."""
        return {item.id: item for item in self.items}

    @property
    def id(self) -> str:
        """Id of the lens: that of its instrument."""
        return self.instrument.id

    def of_basis(self, *bases: Basis) -> tuple[AskedItem, ...]:
        """Asked items with one of these bases, in the order of the checklist."""
        return tuple(item for item in self.items if item.basis in bases)

    def in_limb(self, limb: str) -> tuple[AskedItem, ...]:
        """Asked items that count in a limb."""
        return tuple(item for item in self.items if item.limb == limb)

    def in_dimension(self, dimension: str) -> tuple[AskedItem, ...]:
        """Asked items of a dimension."""
        return self._by_dimension.get(dimension, ())

    @cached_property
    def _by_dimension(self) -> dict[str, tuple[AskedItem, ...]]:
        found: dict[str, list[AskedItem]] = {}
        for item in self.items:
            found.setdefault(item.id[:3], []).append(item)
        return {dimension: tuple(items) for dimension, items in found.items()}


def look_through(library: Library, lens: str, depth: Depth = "full") -> Lens:
    """Make the lens of an instrument. Raises KeyError for an id that is not in the library."""
    instrument = library.instruments[lens]
    asked = [_asked(item, instrument) for item in library.items.values() if _is_asked(item, instrument, depth)]
    limbs = [limb for limb in instrument.limbs if limb in library.limbs]
    return Lens(
        instrument=instrument,
        depth=depth,
        items=tuple(sorted(asked, key=lambda item: in_order(item.id))),
        limbs=tuple(limb for limb in limbs if not library.limbs[limb].soft),
        soft_limbs=tuple(limb for limb in limbs if library.limbs[limb].soft),
    )


def _is_asked(item: Item, instrument: Instrument, depth: Depth) -> bool:
    if not item.carried_by.get(instrument.id) or item.basis(instrument.family) is None:
        return False
    return depth == "full" or instrument.family in item.rapid


def _asked(item: Item, instrument: Instrument) -> AskedItem:
    basis = item.basis(instrument.family)
    assert basis is not None
    return AskedItem(
        id=item.id,
        basis=basis,
        limb=item.limb(instrument.family),
        provisions=item.carried_by[instrument.id],
    )


_SYMBOL = re.compile(r"(?:^|[^0-9])(\d{2})\s*[/\-_.–\s]\s*(\d{3})(?:[^0-9]|$)")
_LEAST_OF_A_TITLE = 10


def _western(sign: str) -> str:
    """A digit of any script as a Western one; any other sign as it stands."""
    return str(unicodedata.decimal(sign, sign))


def lens_id(library: Library, written: str) -> str | None:
    """Id of the instrument meant by a symbol in any usual spelling ("A/RES/78/224", "78/224"), or by its title.

    A title that several instruments have names none of them.
    """
    plain = "".join(_western(sign) for sign in unicodedata.normalize("NFKC", written))
    folded = plain.strip().lower()
    if folded in library.instruments:
        return folded
    found = _SYMBOL.search(plain)
    if found is None:
        named = [known.id for known in library.instruments.values() if folded in known.title.lower()]
        return named[0] if len(named) == 1 and len(folded) >= _LEAST_OF_A_TITLE else None
    candidate = f"a-res-{found.group(1)}-{found.group(2)}"
    return candidate if candidate in library.instruments else None
