"""Carry-over: what becomes of answers when the library says something else, or another instrument is looked through.

Unchanged answers come along; answers to reworded statements stay as they are and are queued to be looked at again; new
statements are unanswered. Nothing is dropped: an answer that is not asked for through a lens waits for one that does.
"""

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


def queued(assessment: Assessment, library: Library) -> tuple[Response, ...]:
    """Answers to reworded statements, marked to be looked at again; those that are marked already are left out."""
    return tuple(
        response.model_copy(update={"review": True})
        for response in assessment.responses
        if not response.is_empty and not response.review and is_reworded(response.item, assessment, library)
    )


def worded_today(library: Library) -> dict[str, object]:
    """Facts of an assessment that say by which library, and in which words, it is asked."""
    return {"content_hash": library.content_hash, "wordings": dict(library.wordings)}
