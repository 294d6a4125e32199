"""How much a lens asks: what stands beside the choice of it."""

from collections import Counter

from toolkit.library.lens import DEFAULT_LENS, look_through
from toolkit.library.model import Frozen, Library

HOURS_AN_ITEM = 2
"""Working hours an item takes, all bodies together: 150 to 180 hours were reckoned for eighty items."""


class Burden(Frozen):
    """Items a lens asks, those of its rapid scan, most items of one lead, and those the usual lens does not ask."""

    asked: int
    rapid: int
    most_of_one_lead: int
    not_through_the_usual: int
    hours: int


def burden(library: Library, lens: str) -> Burden:
    """How much a lens asks. Raises KeyError for a lens that is not in the library."""
    asked = [item.id for item in look_through(library, lens).items]
    usual = look_through(library, DEFAULT_LENS).by_id
    leads = Counter(library.items[item].lead for item in asked)
    return Burden(
        asked=len(asked),
        rapid=len(look_through(library, lens, "rapid").items),
        most_of_one_lead=max(leads.values(), default=0),
        not_through_the_usual=sum(1 for item in asked if item not in usual),
        hours=HOURS_AN_ITEM * len(asked),
    )
