"""Make the questionnaire of a body: its items, its own answers so far, and nobody else's."""

from collections.abc import Sequence
from datetime import date

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.agreement import lead_body
from toolkit.record.answer_stamp import stamp_of
from toolkit.record.assessment import COORDINATOR, Assessment, Body
from toolkit.record.merge import contested_in
from toolkit.report.questionnaire import questionnaire_workbook
from toolkit.report.questionnaire_rows import Asked
from toolkit.tasks.body_meant import body_meant, name_of


def items_of_body(
    body: Body, assessment: Assessment | None, lens: Lens, library: Library, *, support: bool = False
) -> tuple[str, ...]:
    """Items of a body: those it leads and those it answered before; on request also those it supports.

    Without a state, for the coordinator, and for a body that leads nothing: every item of the lens.
    """
    asked = [item.id for item in lens.items]
    if assessment is None or not body.leads or body.id == COORDINATOR:
        return tuple(asked)
    answered = {response.item for response in assessment.responses if response.body == body.id}
    return tuple(
        item
        for item in asked
        if item in answered
        or library.items[item].lead in body.leads
        or lead_body(library.items[item], assessment) == body.id
        or (support and set(library.items[item].support) & set(body.leads))
    )


def questionnaire_template(
    language: Language,
    library: Library,
    lens: Lens,
    assessment: Assessment | None = None,
    body: str | None = None,
    *,
    support: bool = False,
    asked_by: str = "",
    due: date | None = None,
    items: Sequence[str] | None = None,
) -> bytes:
    """The questionnaire of a body, with its own answers so far; `items` may name the items asked."""
    meant = body_meant(body, assessment, library)
    chosen = tuple(items) if items is not None else items_of_body(meant, assessment, lens, library, support=support)
    whole = assessment or Assessment(lens=lens.id, depth=lens.depth)
    own = tuple(found for found in whole.responses if found.body == meant.id and not found.is_empty)
    asked = Asked(
        body=meant,
        body_name=name_of(meant, library, language),
        stamp=stamp_of(whole, meant, lens, library, len(chosen)),
        lens=lens,
        items=chosen,
        own=own,
        contested=tuple(found for found in contested_in(whole) if found.body == meant.id),
        asked_by=asked_by,
        due=due,
    )
    return questionnaire_workbook(language, library, asked)
