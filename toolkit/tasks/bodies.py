"""Bodies: who leads what, how far each has come with its part, and who is missing.

Whatever changes a record here is told as a change of facts (see `record/facts.py`) that a counter saves.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Frozen, Library
from toolkit.method.agreement import lead_body
from toolkit.record.assessment import COORDINATOR, Assessment, Body, Relation, Sending, SentBack
from toolkit.record.bodies import AWAITED, Stage, clearance_of, stage_of
from toolkit.tasks.body_meant import body_meant, name_of
from toolkit.tasks.progress import is_answered

Change = Mapping[str, Any]


class BodyPart(Frozen):
    """The part of one body: what it leads, the items that fall to it, how many it answered, how far it has come."""

    body: str
    name: str
    leads: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    answered: int = 0
    stage: Stage = Stage.NOT_SENT
    sending: Sending = Sending()
    overdue: bool = False
    cleared_by: str = ""
    cleared_on: date | None = None

    @property
    def is_missing(self) -> bool:
        """True if something is still awaited of a body that was given items."""
        return bool(self.items) and self.body != COORDINATOR and self.stage in AWAITED


class LeadFunction(Frozen):
    """A function that leads items of the lens: its code and name, how many, and the body that takes it, if any."""

    code: str
    name: str
    items: int
    body: str | None = None


def body_name(id: str, assessment: Assessment, library: Library, language: Language) -> str:
    """Name of a body as people know it."""
    return name_of(body_meant(id, assessment, library), library, language)


def items_by_body(assessment: Assessment, lens: Lens, library: Library) -> dict[str, tuple[str, ...]]:
    """Items of the lens that each body leads or has answered; a body that has none yet stands with nothing."""
    found: dict[str, list[str]] = {body.id: [] for body in assessment.bodies}
    answering: dict[str, set[str]] = {}
    for response in assessment.responses:
        if not response.is_empty:
            answering.setdefault(response.item, set()).add(response.body)
    for asked in lens.items:
        bodies = {lead_body(library.items[asked.id], assessment), *answering.get(asked.id, ())}
        for body in sorted(bodies):
            found.setdefault(body, []).append(asked.id)
    return {body: tuple(items) for body, items in found.items()}


def parts(
    assessment: Assessment, lens: Lens, library: Library, language: Language, today: date
) -> tuple[BodyPart, ...]:
    """Every body with its part: the State's own, then others that answered, the coordinator last."""
    leads = {body.id: body.leads for body in assessment.bodies}
    items = items_by_body(assessment, lens, library)
    order = [*leads, *sorted(set(items) - set(leads) - {COORDINATOR}), *({COORDINATOR} & set(items) - set(leads))]
    return tuple(_part(body, leads.get(body, ()), items[body], assessment, library, language, today) for body in order)


def _part(
    body: str,
    leads: tuple[str, ...],
    items: tuple[str, ...],
    assessment: Assessment,
    library: Library,
    language: Language,
    today: date,
) -> BodyPart:
    sending, stage = assessment.sendings.get(body, Sending()), stage_of(assessment, body)
    cleared = clearance_of(assessment, body)
    return BodyPart(
        body=body,
        name=body_name(body, assessment, library, language),
        leads=leads,
        items=items,
        answered=sum(is_answered(assessment.response(item, body)) for item in items),
        stage=stage,
        sending=sending,
        overdue=stage in AWAITED and sending.due is not None and sending.due < today,
        cleared_by=cleared.role if cleared else "",
        cleared_on=cleared.date if cleared else None,
    )


def lead_functions(assessment: Assessment, lens: Lens, library: Library) -> tuple[LeadFunction, ...]:
    """Functions that lead items of the lens, in the order of the library, and who takes each."""
    counts: dict[str, int] = {}
    for asked in lens.items:
        lead = library.items[asked.id].lead
        counts[lead] = counts.get(lead, 0) + 1
    taken = {code: body.id for body in reversed(assessment.bodies) for code in body.leads}
    names = library.scales.bodies
    return tuple(
        LeadFunction(code=code, name=names[code].name, items=counts[code], body=taken.get(code))
        for code in names
        if code in counts
    )


# Changes


def take_lead(assessment: Assessment, code: str, body: str | None) -> Change:
    """Let one body take a lead function, or nobody; whoever had it before gives it up."""
    change: dict[str, Any] = {}
    for known in assessment.bodies:
        leads = tuple(lead for lead in known.leads if lead != code)
        leads = (*leads, code) if known.id == body else leads
        if leads != known.leads:
            change[f"bodies.{known.id}"] = known.model_copy(update={"leads": leads}).model_dump(mode="json")
    return change


def add_body(assessment: Assessment, name: str, leads: Iterable[str] = ()) -> Change:
    """Add a body by its name; nothing if there is one of that name."""
    id = " ".join(name.split())
    known = {text.casefold() for body in assessment.bodies for text in (body.id, body.name)}
    if not id or id.casefold() in known or id.casefold() == COORDINATOR:
        return {}
    return {f"bodies.{id}": Body(id=id, name=id, leads=tuple(leads)).model_dump(mode="json")}


def add_usual_bodies(assessment: Assessment, lens: Lens, library: Library) -> Change:
    """Let every function that nobody takes yet be a body of its own, under the name that the library gives it."""
    known = {body.id: body for body in assessment.bodies}
    open_functions = [found for found in lead_functions(assessment, lens, library) if found.body is None]
    change = {}
    for found in open_functions:
        body = known.get(found.code, Body(id=found.code))
        change[f"bodies.{found.code}"] = body.model_copy(update={"leads": (*body.leads, found.code)}).model_dump(
            mode="json"
        )
    return change


def rename_body(assessment: Assessment, body: str, name: str) -> Change:
    """Give a body another name; its answers stay with it."""
    known = next((found for found in assessment.bodies if found.id == body), None)
    if known is None or not name.strip():
        return {}
    return {f"bodies.{body}": known.model_copy(update={"name": " ".join(name.split())}).model_dump(mode="json")}


def remove_body(assessment: Assessment, body: str) -> Change | None:
    """Take a body away; None if it has answered, for nothing that was said may lose the one who said it."""
    if any(found.body == body and not found.is_empty for found in assessment.responses):
        return None
    return {f"bodies.{body}": None, f"sendings.{body}": None}


def note_sent(assessment: Assessment, body: str, on: date, due: date | None) -> Change:
    """Note that a questionnaire was given to a body, and by when it is due."""
    return _sending(assessment, body, {"sent": on, "due": due})


def set_due(assessment: Assessment, body: str, due: date | None) -> Change:
    """Set the day by which a body is to answer."""
    return _sending(assessment, body, {"due": due})


def send_back(assessment: Assessment, body: str, on: date, remark: str) -> Change:
    """Note that an answer was given back to its body, with a remark."""
    return _sending(assessment, body, {"sent_back": SentBack(on=on, remark=remark.strip())})


def _sending(assessment: Assessment, body: str, update: Mapping[str, Any]) -> Change:
    now = assessment.sendings.get(body, Sending())
    return {f"sendings.{body}": now.model_copy(update=dict(update)).model_dump(mode="json")}


def set_relation(item: str, relation: Relation | None) -> Change:
    """Say how a body stands to an item where it is otherwise than the library has it; None: as the library has it."""
    return {f"relations.{item}": relation.model_dump(mode="json") if relation is not None else None}
