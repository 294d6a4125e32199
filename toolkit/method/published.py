"""What may leave: responses released for publication, and how many notes stay inside.

A note is one thing that somebody wrote beside an answer: a comment, a source, a practice, a difficulty, help needed,
a reason for "not applicable", who may know or whose an item is. (DESIGN section 5.)
"""

from collections.abc import Iterator

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen
from toolkit.record.assessment import Assessment, Response

Note = str
NOTES: tuple[Note, ...] = ("comment", "evidence", "practice", "difficulty", "help", "note", "who")


class KeptBack(Frozen):
    """One body's response to one item that stays inside, with the kinds of notes it holds and their number."""

    item: str
    body: str
    kinds: tuple[Note, ...]
    notes: int


def published(assessment: Assessment, lens: Lens) -> tuple[Response, ...]:
    """Responses to items of the lens that may be published, in the order of the checklist."""
    return tuple(
        found for found in assessment.responses if found.publish and found.item in lens.by_id and not found.is_empty
    )


def kept_back(assessment: Assessment, lens: Lens) -> tuple[KeptBack, ...]:
    """Responses to items of the lens whose notes stay inside."""
    held = [found for found in assessment.responses if not found.publish and found.item in lens.by_id]
    told = [(found, list(notes_of(found))) for found in held]
    return tuple(
        KeptBack(item=found.item, body=found.body, kinds=tuple(dict.fromkeys(notes)), notes=len(notes))
        for found, notes in told
        if notes
    )


def notes_of(response: Response) -> Iterator[Note]:
    """Kind of every note of a response; each source is one note."""
    practice, difficulty, needed = response.practice, response.difficulty, response.help
    told = {
        "comment": response.comment.strip(),
        "practice": practice is not None and any(practice.model_dump().values()),
        "difficulty": difficulty is not None and (difficulty.kind or difficulty.line.strip()),
        "help": needed is not None and (needed.kind.strip() or needed.asked_from.strip()),
        "note": response.not_applicable is not None,
        "who": (response.not_known or response.not_ours or "").strip(),
    }
    for note in NOTES:
        if note == "evidence":
            yield from ("evidence" for _ in response.evidence)
        elif told[note]:
            yield note
