"""Hold two instruments against each other."""

from typing import Any

from toolkit.library.difference import difference
from toolkit.library.model import Library


def difference_as_json(library: Library, from_instrument: str, to_instrument: str) -> dict[str, Any]:
    """Two instruments held against each other, in the form of `diff` (DESIGN section 6)."""
    found = difference(library, from_instrument, to_instrument)
    return {
        "from": found.from_instrument,
        "to": found.to_instrument,
        "pairs": [
            {
                "from": pair.from_number,
                "to": pair.to_number,
                "wording": pair.wording,
                "moved": pair.moved,
                "items": list(pair.items),
                "limbs": [
                    {"from": limbs.from_limb, "to": limbs.to_limb, "wording": limbs.wording} for limbs in pair.limbs
                ],
            }
            for pair in found.pairs
        ],
        "new": list(found.new),
        "dropped": list(found.dropped),
        "unknown": [{"instrument": entry.instrument, "number": entry.number} for entry in found.unknown],
        "look_again": list(found.look_again),
        "new_limbs": list(found.new_limbs),
        "dropped_limbs": list(found.dropped_limbs),
    }
