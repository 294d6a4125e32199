"""Small cells: numbers of persons under ten are not shown, nor one from which such a number could be worked out.

Source: DESIGN section 5; the bound of ten is a proposal, not taken from a UN source. A number of 0 persons is under ten
too. What was not told stays not told.
"""

LEAST_SHOWN = 10


def is_small(persons: float | None) -> bool:
    """True for a number of persons that is told and under ten."""
    return persons is not None and persons < LEAST_SHOWN


def part_may_be_shown(part: float | None, whole: float | None) -> bool:
    """True if neither a part of a whole, nor what the whole leaves beside it, is under ten."""
    if is_small(part):
        return False
    return part is None or whole is None or not is_small(whole - part)
