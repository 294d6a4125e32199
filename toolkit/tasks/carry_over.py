"""Bring the answers of an assessment over to the statements as they are worded today."""

from toolkit.library.model import Library
from toolkit.record.carry_over import (
    CarryOver,
    Waiting,
    carry_over_of,
    queued,
    says_something_else,
    waiting_in,
    worded_today,
)
from toolkit.record.store import Conflict, Store, StoredAssessment

__all__ = ["CarryOver", "Waiting", "bring_over", "carry_over_of", "says_something_else", "waiting_in"]


def bring_over(store: Store, id: str, stored: StoredAssessment, library: Library) -> int | None:
    """Queue the answers to reworded statements and note today's wording, in one step; how many were queued.

    None if the record has moved on since it was looked at: nothing is changed then. Raises StillCleared.
    """
    marked = queued(stored.assessment, library)
    drawn = [(response, response.version) for response in marked]
    saved = store.save_together(id, drawn, worded_today(stored.assessment, library), stored.facts_version)
    return None if isinstance(saved, Conflict) else len(marked)
