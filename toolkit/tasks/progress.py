"""How far an assessment has come through a lens: answered of asked, by dimension, and what is next."""

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict

from toolkit.library.lens import Lens
from toolkit.library.model import Library, in_order
from toolkit.method.agreement import lead_body
from toolkit.record.assessment import COORDINATOR, Assessment, Kind, Response

ANSWERED = frozenset({Kind.LEVEL, Kind.NOT_APPLICABLE, Kind.ANSWER})


class Share(BaseModel):
    """Answered of asked; *not known* and *not ours* count as asked only (DESIGN section 4)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answered: int
    asked: int

    @property
    def left(self) -> int:
        """Items still without an answer."""
        return self.asked - self.answered


class Progress(BaseModel):
    """Progress of the whole and of each dimension that the lens asks about, with the unanswered items in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    whole: Share
    dimensions: Mapping[str, Share]
    unanswered: tuple[str, ...]

    def next_after(self, item: str | None) -> str | None:
        """First unanswered item after this one, going round once; None if nothing is left."""
        later = [found for found in self.unanswered if item is not None and in_order(found) > in_order(item)]
        return next(iter([*later, *self.unanswered]), None)


def is_answered(response: Response | None) -> bool:
    """True if a response holds a level, *not applicable*, or yes, partly, no."""
    return response is not None and response.kind in ANSWERED


def answered_items(responses: Iterable[Response]) -> frozenset[str]:
    """Items that some body has answered."""
    return frozenset(response.item for response in responses if is_answered(response))


def part_of(body: str, assessment: Assessment, lens: Lens, library: Library) -> Lens:
    """What of a lens a body is asked: what it leads, and what it answered before; the coordinator all."""
    if body == COORDINATOR:
        return lens
    answered = {found.item for found in assessment.responses if found.body == body and not found.is_empty}
    own = tuple(
        asked for asked in lens.items if asked.id in answered or lead_body(library.items[asked.id], assessment) == body
    )
    return Lens(instrument=lens.instrument, depth=lens.depth, items=own, limbs=lens.limbs, soft_limbs=lens.soft_limbs)


def responses_of(body: str, assessment: Assessment) -> tuple[Response, ...]:
    """Answers that a body sees as given: its own; the coordinator sees everybody's."""
    if body == COORDINATOR:
        return assessment.responses
    return tuple(found for found in assessment.responses if found.body == body)


def progress_of(answered: Iterable[str], lens: Lens) -> Progress:
    """Progress through a lens, from the items answered."""
    done = frozenset(answered)
    dimensions = dict.fromkeys(item.id[:3] for item in lens.items)
    return Progress(
        whole=_share([item.id for item in lens.items], done),
        dimensions={found: _share([item.id for item in lens.in_dimension(found)], done) for found in dimensions},
        unanswered=tuple(item.id for item in lens.items if item.id not in done),
    )


def _share(asked: list[str], done: frozenset[str]) -> Share:
    return Share(answered=sum(item in done for item in asked), asked=len(asked))
