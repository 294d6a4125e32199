"""List the limbs of a lens, each with the items that ask for it."""

from typing import Any

from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Frozen, Library


class ItemOfLimb(Frozen):
    """An item that asks for a limb: its basis, and whether the rapid scan asks it."""

    item: str
    basis: Basis
    rapid: bool


class LimbAsked(Frozen):
    """A limb of a lens with the items that ask for it; a soft limb is noted as a benefit, not asked for."""

    limb: str
    gist: str
    soft: bool
    items: tuple[ItemOfLimb, ...]


def limbs_asked(library: Library, lens: Lens) -> tuple[LimbAsked, ...]:
    """The limbs of a lens in their order, soft ones last."""
    return tuple(_asked(library, lens, limb) for limb in (*lens.limbs, *lens.soft_limbs))


def limbs_as_json(library: Library, lens: Lens) -> dict[str, Any]:
    """The limbs of a lens in the form of `limbs`."""
    found = limbs_asked(library, lens)
    return {"lens": lens.id, "depth": lens.depth, "limbs": [entry.model_dump(mode="json") for entry in found]}


def _asked(library: Library, lens: Lens, limb: str) -> LimbAsked:
    family = lens.instrument.family
    return LimbAsked(
        limb=limb,
        gist=library.limbs[limb].gist,
        soft=library.limbs[limb].soft,
        items=tuple(
            ItemOfLimb(item=entry.id, basis=entry.basis, rapid=family in library.items[entry.id].rapid)
            for entry in lens.in_limb(limb)
        ),
    )
