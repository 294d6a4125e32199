"""Bring the answers of an assessment over to the statements as they are worded today."""

from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.record.carry_over import CarryOver, carry_over_of, queued, worded_today
from toolkit.record.store import Conflict, Store, StoredAssessment

__all__ = ["CarryOver", "bring_over", "carry_over_of", "to_look_at_again"]


def bring_over(store: Store, id: str, stored: StoredAssessment, library: Library) -> int | None:
    """Queue the answers to reworded statements and note today's wording, in one step; how many were queued.

    None if the record has moved on since it was looked at: nothing is changed then. Raises StillCleared.
    """
    marked = queued(stored.assessment, library)
    drawn = [(response, response.version) for response in marked]
    saved = store.save_together(id, drawn, worded_today(library), stored.facts_version)
    return None if isinstance(saved, Conflict) else len(marked)


def to_look_at_again(stored: StoredAssessment, lens: Lens) -> tuple[str, ...]:
    """Items of the lens with an answer that waits to be looked at again."""
    waiting = {response.item for response in stored.assessment.responses if response.review}
    return tuple(item.id for item in lens.items if item.id in waiting)
