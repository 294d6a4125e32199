"""List the items that a lens asks."""

from typing import Any

from toolkit.library.lens import AskedItem, Lens
from toolkit.library.model import Library


def items_as_json(library: Library, lens: Lens) -> dict[str, Any]:
    """The items of a lens in the form of `items` (DESIGN section 6)."""
    return {"lens": lens.id, "depth": lens.depth, "items": [_item(asked, library, lens) for asked in lens.items]}


def _item(asked: AskedItem, library: Library, lens: Lens) -> dict[str, Any]:
    item = library.items[asked.id]
    return {
        "id": item.id,
        "dimension": item.dimension,
        "text": item.text,
        "levels": list(library.level_texts(item.id)),
        "type": item.type,
        "limbs": [{"limb": entry.limb, "basis": entry.basis.value} for entry in item.limbs],
        "basis": asked.basis.value,
        "provisions": list(asked.provisions),
        "not_applicable": list(item.not_applicable),
        "requires": list(item.requires),
        "lead": item.lead,
        "support": list(item.support),
        "rapid": lens.instrument.family in item.rapid,
    }
