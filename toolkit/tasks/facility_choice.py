"""Choose a level that facility sheets suggest: it becomes the response of the body that runs them, with evidence."""

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.facility import SuggestedLevel, facility_table
from toolkit.record.assessment import Assessment, Body, Evidence, Response
from toolkit.record.facility import FacilitySheet
from toolkit.record.store import Conflict, Saved, Store, StoredAssessment
from toolkit.tasks.facility import prison_service

MOST_NAMED = 12


def chosen_response(
    assessment: Assessment, library: Library, language: Language, item: str, level: int
) -> Response | None:
    """The response with a level that a person chose by the sheets; what was said beside it stays.

    None where no facility told what the item rests on.
    """
    found = facility_table(assessment, library).suggestion(item)
    if found is None or found.share is None:
        return None
    body = prison_service(assessment, library).id
    now = assessment.response(item, body) or Response(item=item, body=body)
    source = evidence_of(found, assessment.facilities, language)
    start = language.say("facility.evidence.title", names="").strip()
    others = tuple(kept for kept in now.evidence if kept.kind != "data" or not kept.title.startswith(start))
    said = {"level": level, "not_applicable": None, "not_known": None, "not_ours": None, "evidence": (*others, source)}
    return now.model_copy(update=said)


def evidence_of(found: SuggestedLevel, sheets: tuple[FacilitySheet, ...], language: Language) -> Evidence:
    """The source: kind data, its title naming the sheets, the latest day of figures, and the sums it rests on."""
    used = {operand.facility for operand in found.operands}
    days = [sheet.as_of for sheet in sheets if sheet.id in used and sheet.as_of is not None]
    names = [operand.name for operand in found.operands]
    listed = ", ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        listed = language.say("facility.evidence.more", names=listed, n=len(names) - MOST_NAMED)
    kind = "files" if found.operands[0].weight is not None else "figures"
    told = {"part": found.part, "whole": found.whole, "n": len(names), "all": found.sheets}
    return Evidence(
        kind="data",
        title=language.say("facility.evidence.title", names=listed),
        date=max(days).isoformat() if days else None,
        reference=language.say(f"facility.evidence.{kind}", **told),
    )


def choose_level(
    store: Store, id: str, stored: StoredAssessment, library: Library, language: Language, item: str, level: int
) -> Saved[Response] | Saved[Assessment] | Conflict[Response] | Conflict[Assessment] | None:
    """Save a level that a person chose; a body that the record does not know yet is added with its function.

    None where nothing was told to choose by. Raises StillCleared where the body's part is cleared.
    """
    response = chosen_response(stored.assessment, library, language, item, level)
    if response is None:
        return None
    now = stored.assessment.response(item, response.body)
    version = now.version if now is not None else 0
    body = prison_service(stored.assessment, library)
    if body.id in {known.id for known in stored.assessment.bodies}:
        return store.save_response(id, response, version, anew=True)
    added = {f"bodies.{body.id}": Body(id=body.id, leads=(library.facility.lead,)).model_dump(mode="json")}
    return store.save_together(id, [(response, version)], added, stored.facts_version)
