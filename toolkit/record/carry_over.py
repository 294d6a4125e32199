"""Carry-over: what becomes of answers when the library says something else, or another instrument is looked through.

Unchanged answers come along; answers to reworded statements stay as they are and are queued to be looked at again; new
statements are unanswered. Nothing is dropped: an answer that is not asked for through a lens waits for one that does.
"""

from datetime import date
from typing import Any

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen, Library
from toolkit.record.assessment import Assessment, Kind, Response


class CarryOver(Frozen):
    """Items by what becomes of their answers; each in the order of the checklist.

    `not_recorded` is True if the assessment does not say how its statements were worded, but was begun with another
    library: then every answer is queued.
    """

    unchanged: tuple[str, ...]
    reworded: tuple[str, ...]
    unanswered: tuple[str, ...]
    not_asked: tuple[str, ...]
    not_recorded: bool = False

    @property
    def is_needed(self) -> bool:
        """True if answers have to be looked at again because their statements say something else today."""
        return bool(self.reworded)


def carry_over_of(assessment: Assessment, library: Library, lens: Lens) -> CarryOver:
    """What becomes of the answers through a lens of today's library; nothing is changed yet."""
    told = {response.item for response in assessment.responses if response.kind is not Kind.NOTHING}
    told |= {agreed.item for agreed in assessment.agreed}
    known = [item for item in library.items if item in told]
    asked = {item.id for item in lens.items}
    reworded = {item for item in known if is_reworded(item, assessment, library)}
    return CarryOver(
        unchanged=tuple(item for item in known if item in asked and item not in reworded),
        reworded=tuple(item for item in known if item in reworded),
        unanswered=tuple(item.id for item in lens.items if item.id not in told),
        not_asked=tuple(item for item in known if item not in asked and item not in reworded),
        not_recorded=not assessment.wordings and _from_another(assessment, library),
    )


def is_reworded(item: str, assessment: Assessment, library: Library) -> bool:
    """True if a statement was worded otherwise when the assessment was begun, or if nobody knows how."""
    if assessment.wordings:
        return assessment.wordings.get(item) != library.wordings.get(item)
    return _from_another(assessment, library)


def _from_another(assessment: Assessment, library: Library) -> bool:
    return assessment.content_hash is not None and assessment.content_hash != library.content_hash


def next_round(old: Assessment, name: str, as_of: date | None) -> Assessment:
    """The next assessment, begun from this one: its answers marked for review, with marks and plans.

    What was agreed and cleared, and the date set for the next one, stay with the old one: it was agreed on the answers
    given then. How a statement was worded is kept where its answer was to be looked at again and nobody has.
    """
    said = [response for response in old.responses if not response.is_empty]
    left = {response.item for response in said if response.review}
    parts: dict[str, Any] = {"name": name, "as_of": as_of, "agreed": (), "clearances": (), "reopened": ()}
    parts |= {"sendings": {}, "next_date": None}
    parts["responses"] = tuple(response.model_copy(update={"review": True, "version": 1}) for response in said)
    parts["wordings_before"] = {item: digest for item, digest in old.wordings_before.items() if item in left}
    return old.model_copy(update=parts)


class Waiting(Frozen):
    """Items of a lens that somebody should look at, in its order.

    `reworded` hold an answer to a statement that said something else then, `same` one to a statement that says the
    same; `new` were not there when the answers were given, and nobody has answered them.
    """

    reworded: tuple[str, ...]
    same: tuple[str, ...]
    new: tuple[str, ...]


def waiting_in(assessment: Assessment, library: Library, lens: Lens) -> Waiting:
    """What waits to be looked at again, apart by whether the statement says something else today."""
    asked = [item.id for item in lens.items]
    marked = {response.item for response in assessment.responses if response.review}
    told = {response.item for response in assessment.responses if response.kind is not Kind.NOTHING}
    before = assessment.wordings_before or assessment.wordings
    other = {item for item in marked if says_something_else(item, assessment, library)}
    return Waiting(
        reworded=tuple(item for item in asked if item in other),
        same=tuple(item for item in asked if item in marked and item not in other),
        new=tuple(item for item in asked if before and item not in before and item not in told),
    )


def says_something_else(item: str, assessment: Assessment, library: Library) -> bool:
    """True if a statement says something else today than when its answer, which waits to be looked at, was given."""
    before = assessment.wordings_before.get(item, assessment.wordings.get(item))
    return before is not None and before != library.wordings.get(item)


def queued(assessment: Assessment, library: Library) -> tuple[Response, ...]:
    """Answers to reworded statements, marked to be looked at again; those that are marked already are left out."""
    return tuple(
        response.model_copy(update={"review": True})
        for response in assessment.responses
        if not response.is_empty and not response.review and is_reworded(response.item, assessment, library)
    )


def worded_today(assessment: Assessment, library: Library) -> dict[str, object]:
    """Facts of an assessment that say by which library, and in which words, it is asked, and in which it was before.

    An answer that still waits to be looked at again keeps the wording that it was given to.
    """
    waiting = {response.item for response in assessment.responses if response.review}
    kept = {item: digest for item, digest in assessment.wordings_before.items() if item in waiting}
    return {
        "content_hash": library.content_hash,
        "wordings": dict(library.wordings),
        "wordings_before": {**assessment.wordings, **kept},
    }
