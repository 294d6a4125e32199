"""Bodies at work: how far each has come with its part, how it stands to an item, and what is cleared.

A part runs through: not sent, sent, returned, sent back with a remark, cleared. *Returned* is what was taken over from
its workbook, never what somebody ticks. (DESIGN section 4, "Several bodies")
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from toolkit.library.model import Item
from toolkit.record.assessment import Assessment, Clearance, Relation, Sending


class Stage(StrEnum):
    """How far a body's part has come."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    RETURNED = "returned"
    SENT_BACK = "sent_back"
    CLEARED = "cleared"


AWAITED = frozenset({Stage.NOT_SENT, Stage.SENT, Stage.SENT_BACK})


def stage_of(assessment: Assessment, body: str) -> Stage:
    """How far the part of a body has come."""
    if clearance_of(assessment, body) is not None:
        return Stage.CLEARED
    sending = assessment.sendings.get(body, Sending())
    if sending.sent_back is not None:
        return Stage.SENT_BACK
    if sending.returned is not None:
        return Stage.RETURNED
    return Stage.SENT if sending.sent is not None else Stage.NOT_SENT


def clearance_of(assessment: Assessment, body: str | None) -> Clearance | None:
    """The clearance that stands for a body's part, or for the whole (None)."""
    return next((found for found in assessment.clearances if found.body == body), None)


def relation_to(item: Item, assessment: Assessment) -> Relation:
    """How a body stands to an item: as the State says, else as the library does."""
    return assessment.relations.get(item.id) or Relation(relation=item.relation)


def with_returned(
    sendings: Mapping[str, Sending], returns: Iterable[tuple[str, date]], changed: Collection[str]
) -> dict[str, Sending]:
    """Sendings after bodies returned something, each on a day; the latest day stays.

    What was sent back counts as answered if it came back on that day or later, or says something else than before.
    """
    after = dict(sendings)
    for body, day in returns:
        now = after.get(body, Sending())
        answered = now.sent_back is not None and (day >= now.sent_back.on or body in changed)
        latest = max(day, now.returned) if now.returned is not None else day
        after[body] = now.model_copy(update={"returned": latest, "sent_back": None if answered else now.sent_back})
    return after
