"""What counts for an item when one or several bodies answered. (DESIGN section 4, "Several bodies")

The agreed response counts. Before agreement: the lead body's level; if it gave none, the lowest level stated.
Not applicable counts only if all who gave a level or "not applicable" say so. Unanswered stays unanswered.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from toolkit.library.model import Frozen, Item
from toolkit.record.assessment import (
    COORDINATOR,
    Agreed,
    Answer,
    Assessment,
    Evidence,
    Kind,
    NotApplicable,
    Response,
)


class Agreement(StrEnum):
    """How far the bodies that gave a level, or "not applicable", are apart."""

    AGREE = "agree"
    ONE_APART = "one_apart"
    CONTRADICT = "contradict"
    SINGLE_SOURCE = "single_source"
    NOBODY = "nobody"


class Stated(Frozen):
    """A level, or "not applicable" (level None), that one body stated."""

    body: str
    level: int | None


class Counted(Frozen):
    """What counts for one item, the range of what was stated, and on whose word."""

    item: str
    level: int | None = None
    lowest: int | None = None
    highest: int | None = None
    not_applicable: NotApplicable | None = None
    answer: Answer | None = None
    why: Literal["nothing", "not_known", "not_ours"] | None = None
    who: str | None = None
    body: str | None = None
    agreement: Agreement = Agreement.NOBODY
    agreed: bool = False
    not_agreed: bool = False
    differs_from_lead: bool = False
    stated: tuple[Stated, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_answered(self) -> bool:
        """True if a level counts."""
        return self.level is not None

    @property
    def applies(self) -> bool:
        """False only if "not applicable" counts."""
        return self.not_applicable is None


def counted(item: Item, assessment: Assessment, responses: Sequence[Response] | None = None) -> Counted:
    """What counts for an item in an assessment; its responses may be given by who has them at hand."""
    if responses is None:
        responses = assessment.responses_to(item.id)
    lead = lead_body(item, assessment)
    if item.participation:
        return _participation(item, responses, lead)
    stated = tuple(
        Stated(body=response.body, level=response.level)
        for response in responses
        if response.kind in (Kind.LEVEL, Kind.NOT_APPLICABLE)
    )
    agreed = next((found for found in assessment.agreed if found.item == item.id), None)
    if agreed is not None and (agreed.level is not None or agreed.not_applicable is not None):
        return _after_agreement(item, agreed, responses, stated, lead)
    return _before_agreement(item, responses, stated, lead)


def lead_body(item: Item, assessment: Assessment) -> str:
    """Id of the body that leads an item: the one its lead function is mapped to, else the coordinator."""
    mapped = sorted(body.id for body in assessment.bodies if item.lead in body.leads)
    if mapped:
        return mapped[0]
    named = {body.id for body in assessment.bodies} | {response.body for response in assessment.responses}
    return item.lead if item.lead in named else COORDINATOR


def _participation(item: Item, responses: Sequence[Response], lead: str) -> Counted:
    by_lead_first = sorted(responses, key=lambda response: (response.body != lead, response.body))
    found = next((response for response in by_lead_first if response.kind is Kind.ANSWER), None)
    if found is not None:
        return Counted(item=item.id, answer=found.answer, body=found.body, evidence=found.evidence)
    refused = next((response for response in by_lead_first if response.kind is Kind.NOT_APPLICABLE), None)
    if refused is not None:
        return Counted(item=item.id, not_applicable=refused.not_applicable, body=refused.body)
    return _unanswered(item, by_lead_first)


def _unanswered(item: Item, by_lead_first: Sequence[Response]) -> Counted:
    for response in by_lead_first:
        if response.kind is Kind.NOT_KNOWN:
            return Counted(item=item.id, why="not_known", who=response.not_known, body=response.body)
        if response.kind is Kind.NOT_OURS:
            return Counted(item=item.id, why="not_ours", who=response.not_ours, body=response.body)
    return Counted(item=item.id, why="nothing")


def _after_agreement(
    item: Item, agreed: Agreed, responses: Sequence[Response], stated: tuple[Stated, ...], lead: str
) -> Counted:
    leads = next((entry for entry in stated if entry.body == lead), None)
    differs = leads is not None and leads.level != agreed.level
    return Counted(
        item=item.id,
        level=agreed.level,
        lowest=agreed.level,
        highest=agreed.level,
        not_applicable=agreed.not_applicable,
        agreement=_agreement(stated),
        agreed=True,
        differs_from_lead=differs,
        stated=stated,
        evidence=agreed.evidence + _evidence(responses, agreed.level),
    )


def _before_agreement(item: Item, responses: Sequence[Response], stated: tuple[Stated, ...], lead: str) -> Counted:
    if not stated:
        return _unanswered(item, sorted(responses, key=lambda response: (response.body != lead, response.body)))
    levels = {entry.body: entry.level for entry in stated if entry.level is not None}
    agreement = _agreement(stated)
    apart = agreement in (Agreement.ONE_APART, Agreement.CONTRADICT)
    if not levels:
        by_lead_first = sorted(responses, key=lambda response: (response.body != lead, response.body))
        refusal = next(response for response in by_lead_first if response.kind is Kind.NOT_APPLICABLE)
        return Counted(
            item=item.id,
            not_applicable=refusal.not_applicable,
            body=refusal.body,
            agreement=agreement,
            stated=stated,
            evidence=refusal.evidence,
        )
    body = lead if lead in levels else min(levels, key=lambda name: (levels[name], name))
    return Counted(
        item=item.id,
        level=levels[body],
        lowest=min(levels.values()),
        highest=max(levels.values()),
        body=body,
        agreement=agreement,
        not_agreed=apart,
        stated=stated,
        evidence=_evidence(responses, levels[body]),
    )


def _evidence(responses: Sequence[Response], level: int | None) -> tuple[Evidence, ...]:
    """Evidence of every body whose stated level is at least the counted one."""
    if level is None:
        return ()
    enough = [response for response in responses if response.level is not None and response.level >= level]
    return tuple(evidence for response in enough for evidence in response.evidence)


def _agreement(stated: Sequence[Stated]) -> Agreement:
    if not stated:
        return Agreement.NOBODY
    if len(stated) == 1:
        return Agreement.SINGLE_SOURCE
    levels = [entry.level for entry in stated if entry.level is not None]
    if len(levels) not in (0, len(stated)):
        return Agreement.CONTRADICT
    spread = max(levels) - min(levels) if levels else 0
    return (Agreement.AGREE, Agreement.ONE_APART)[spread] if spread < 2 else Agreement.CONTRADICT
