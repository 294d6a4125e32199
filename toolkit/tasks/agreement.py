"""Agree: what each body said to an item side by side, how far apart they are, and the response they agreed on."""

from collections.abc import Mapping
from typing import Any

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen, Library
from toolkit.method.agreement import Agreement, Counted, Stated, counted, lead_body
from toolkit.problem import Place, Problem, problem
from toolkit.record.assessment import COORDINATOR, Agreed, Assessment, Response
from toolkit.record.bodies import relation_to
from toolkit.record.response_check import agreed_problem

OPEN = "open"
AGREED = "agreed"
ALL = "all"
# What the page can be narrowed to: what waits for an agreement, what has one, then the classes.
FILTERS = (OPEN, AGREED, *(found.value for found in Agreement), ALL)


class ItemAnswers(Frozen):
    """All answers to one item: the lead's first, what counts, what was agreed, who dissents from it."""

    item: str
    lead: str
    relation: str
    counted: Counted
    responses: tuple[Response, ...] = ()
    agreed: Agreed | None = None
    dissent: tuple[Stated, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if bodies are apart and have not agreed."""
        return self.counted.not_agreed


def item_answers(assessment: Assessment, lens: Lens, library: Library) -> tuple[ItemAnswers, ...]:
    """Answers to every item of the lens that has levels, in its order."""
    asked = [library.items[found.id] for found in lens.items]
    agreed = {found.item: found for found in assessment.agreed}
    said: dict[str, list[Response]] = {}
    for response in assessment.responses:
        if not response.is_empty:
            said.setdefault(response.item, []).append(response)
    found = []
    for item in asked:
        if item.participation:
            continue
        # What counts is looked up in the answers to this item alone: it needs no others.
        own = assessment.model_copy(update={"responses": tuple(said.get(item.id, ())), "log": (), "plans": ()})
        lead, counts = lead_body(item, assessment), counted(item, own)
        found.append(
            ItemAnswers(
                item=item.id,
                lead=lead,
                relation=relation_to(item, assessment).relation,
                counted=counts,
                responses=tuple(sorted(said.get(item.id, ()), key=lambda each: (each.body != lead, each.body))),
                agreed=agreed.get(item.id),
                dissent=_dissent(counts),
            )
        )
    return tuple(found)


def _dissent(found: Counted) -> tuple[Stated, ...]:
    """Bodies that stated otherwise than what was agreed; kept beside it and printed."""
    return tuple(entry for entry in found.stated if entry.level != found.level) if found.agreed else ()


def narrowed(found: tuple[ItemAnswers, ...], to: str) -> tuple[ItemAnswers, ...]:
    """The items of one class, those that wait for an agreement, or those that have one."""
    return tuple(each for each in found if _passes(each, to))


def _passes(found: ItemAnswers, to: str) -> bool:
    if to == OPEN:
        return found.is_open
    if to == AGREED:
        return found.counted.agreed
    return to == ALL or found.counted.agreement.value == to


def counts(found: tuple[ItemAnswers, ...]) -> Mapping[str, int]:
    """How many items each filter lets through."""
    return {name: len(narrowed(found, name)) for name in FILTERS}


def take_agreed(raw: Mapping[str, Any], library: Library) -> tuple[Agreed | None, Problem | None]:
    """An agreed response as it was told, or why it cannot be taken; it needs a reason."""
    refused = agreed_problem(raw, library)
    if refused is not None:
        return None, refused
    if not str(raw.get("reason") or "").strip():
        return None, problem("agreed_without_reason", Place(item=str(raw.get("item"))))
    return Agreed.model_validate({**raw, "reason": str(raw["reason"]).strip()}), None


def agreed_change(item: str, agreed: Agreed | None) -> Mapping[str, Any]:
    """Set the agreed response of an item, or withdraw it, as a change of facts."""
    return {f"agreed.{item}": agreed.model_dump(mode="json") if agreed is not None else None}


def seen_by(found: ItemAnswers, body: str) -> ItemAnswers:
    """What a body may see: its own answer and what was agreed; the coordinator sees all."""
    if body == COORDINATOR:
        return found
    own = tuple(each for each in found.responses if each.body == body)
    return found.model_copy(update={"responses": own, "dissent": ()})
