"""Columns of the questionnaire workbook: what is written, and by which headings it is read back.

Headings are permanent codes, the same in every language; their wording stands in the row above them. Widths are in
characters; the choice with its level texts, and what belongs to it, each fit a page of A4 portrait beside the code.
"""

from typing import Literal

from toolkit.library.model import LEVELS, Frozen
from toolkit.record.answer_cells import EVIDENCE, OF_A_SOURCE

CODE, STATEMENT, LEVEL, KEY_COLUMN = "code", "statement", "level", "key"
LEAST_SOURCES = 3
RETURNED_BY, RETURNED_ON = "returned.by", "returned.date"


class AnswerField(Frozen):
    """One column: name of the cell of a response (or of the form), heading, width, and the list it offers."""

    name: str
    heading: str
    width: int
    choices: Literal["level", "reason", "yes", "evidence", "difficulty"] | None = None
    asked: bool = True
    hidden: bool = False

    @property
    def words(self) -> str:
        """Name under which the wording of the column stands."""
        return OF_A_SOURCE.sub("evidence.", self.name)


_CHOICE = (
    AnswerField(name=CODE, heading="Code", width=8, asked=False),
    AnswerField(name=STATEMENT, heading="Statement", width=20, asked=False),
    *(AnswerField(name=f"text.{level}", heading=str(level), width=16, asked=False) for level in LEVELS),
    AnswerField(name=LEVEL, heading="Level", width=12, choices="level"),
)
_BESIDE = (
    AnswerField(name="comment", heading="Comment", width=34),
    AnswerField(name="publish", heading="May be published", width=10, choices="yes"),
    AnswerField(name="not_applicable.reason", heading="Not applicable: reason", width=16, choices="reason"),
    AnswerField(name="not_applicable.note", heading="Not applicable: sentence", width=24),
    AnswerField(name="not_known", heading="Not known: who may know", width=16),
    AnswerField(name="not_ours", heading="Not ours: whose", width=16),
)
_SOURCE_WIDTHS = {"kind": 12, "title": 21, "date": 11, "reference": 13}
_REST = (
    AnswerField(name="practice.what", heading="Practice: what", width=28),
    AnswerField(name="practice.result", heading="Practice: result", width=22),
    AnswerField(name="practice.since", heading="Practice: since", width=12),
    AnswerField(name="practice.source", heading="Practice: source", width=18),
    AnswerField(name="difficulty.kind", heading="Difficulty: kind", width=14, choices="difficulty"),
    AnswerField(name="difficulty.line", heading="Difficulty: line", width=22),
    AnswerField(name="help.kind", heading="Help: kind", width=30),
    AnswerField(name="help.asked_from", heading="Help: asked from", width=26),
    AnswerField(name="review", heading="To look at again", width=10, choices="yes"),
)
_KEY = AnswerField(name=KEY_COLUMN, heading="Key", width=12, asked=False, hidden=True)
ALWAYS_PRINTED = _BESIDE[-1].name


def _source_fields(number: int) -> tuple[AnswerField, ...]:
    return tuple(
        AnswerField(
            name=f"evidence.{number}.{name}",
            heading=f"Evidence {number}: {name}",
            width=_SOURCE_WIDTHS[name],
            choices="evidence" if name == "kind" else None,
        )
        for name in EVIDENCE
    )


def answer_fields(sources: int = LEAST_SOURCES) -> tuple[AnswerField, ...]:
    """Columns of a questionnaire with room for so many sources a statement."""
    evidence = (field for number in range(1, sources + 1) for field in _source_fields(number))
    return (*_CHOICE, *_BESIDE, *evidence, *_REST, _KEY)
