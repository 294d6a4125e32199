"""Small cells: numbers of persons under ten are not shown, nor one from which such a number could be worked out.

Source: DESIGN section 5; the bound of ten is a proposal, not taken from a UN source. A number of 0 persons is under ten
too. What was not told stays not told.
"""

from collections.abc import Mapping

LEAST_SHOWN = 10


def is_small(persons: float | None) -> bool:
    """True for a number of persons that is told and under ten."""
    return persons is not None and persons < LEAST_SHOWN


def part_may_be_shown(part: float | None, whole: float | None) -> bool:
    """True if neither a part of a whole, nor what the whole leaves beside it, is under ten."""
    if is_small(part):
        return False
    return part is None or whole is None or not is_small(whole - part)


def cells_hidden(parts: Mapping[str, int | None], *, sum_shown: bool = True) -> frozenset[str]:
    """Names of the parts of one sum that are not shown.

    Those under ten; and where their sum is shown and only one of them is hidden, the next smallest part too.
    """
    told = {name: persons for name, persons in parts.items() if persons is not None}
    hidden = {name for name, persons in told.items() if is_small(persons)}
    if sum_shown and len(hidden) == 1 and len(told) == len(parts):
        others = sorted((persons, name) for name, persons in told.items() if name not in hidden)
        hidden |= {name for _, name in others[:1]}
    return frozenset(hidden)
