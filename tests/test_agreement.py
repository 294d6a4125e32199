"""What counts when several bodies answered."""

from typing import Any

import pytest

from toolkit.library.reader import read_library
from toolkit.method.agreement import Agreement, Counted, counted, lead_body
from toolkit.record.assessment import Agreed, Assessment, Body, Evidence, Response

LIBRARY = read_library()
BODIES = (Body(id="prisons", name="Prison Service", leads=("PRI",)), Body(id="health"), Body(id="probation"))


def case(levels: dict[str, Any], agreed: Agreed | None = None, item: str = "D04-1") -> Counted:
    """Count an item led by the prison service; the values are levels, "na", or "not_known"."""
    responses = []
    for body, given in levels.items():
        if given == "na":
            reason = LIBRARY.items[item].not_applicable[0]
            responses.append(Response(item=item, body=body, not_applicable={"reason": reason, "note": "why"}))
        elif given == "not_known":
            responses.append(Response(item=item, body=body, not_known="someone"))
        else:
            evidence = (Evidence(kind="data", title=f"of {body}"),)
            responses.append(Response(item=item, body=body, level=given, evidence=evidence))
    told = Assessment(bodies=BODIES, responses=tuple(responses), agreed=(agreed,) if agreed else ())
    return counted(LIBRARY.items[item], told)


@pytest.mark.parametrize(
    ("levels", "level", "lowest", "highest", "agreement", "not_agreed"),
    [
        ({"prisons": 2}, 2, 2, 2, Agreement.SINGLE_SOURCE, False),
        ({"prisons": 2, "health": 2}, 2, 2, 2, Agreement.AGREE, False),
        ({"prisons": 3, "health": 2}, 3, 2, 3, Agreement.ONE_APART, True),
        ({"prisons": 1, "health": 3}, 1, 1, 3, Agreement.CONTRADICT, True),
        ({"prisons": "not_known", "health": 3, "probation": 1}, 1, 1, 3, Agreement.CONTRADICT, True),
        ({"coordinator": 4, "health": 3}, 3, 3, 4, Agreement.ONE_APART, True),  # the lead is mapped: not coordinator
        ({}, None, None, None, Agreement.NOBODY, False),
    ],
)
def test_before_agreement(
    levels: dict[str, Any],
    level: int | None,
    lowest: int | None,
    highest: int | None,
    agreement: Agreement,
    not_agreed: bool,
) -> None:
    found = case(levels)
    assert (found.level, found.lowest, found.highest) == (level, lowest, highest)
    assert (found.agreement, found.not_agreed) == (agreement, not_agreed)


def test_not_applicable_counts_only_if_all_say_so() -> None:
    assert not case({"prisons": "na", "health": "na"}, item="D09-1").applies
    mixed = case({"prisons": "na", "health": 2}, item="D09-1")
    assert mixed.applies and mixed.level == 2 and mixed.agreement is Agreement.CONTRADICT
    assert not case({"prisons": "na", "health": "not_known"}, item="D09-1").applies


def test_agreed_response_counts_and_says_that_it_differs_from_the_lead() -> None:
    own = Evidence(kind="document", title="Minutes")
    agreed = Agreed(item="D04-1", level=2, reason="Seen together", evidence=(own,))
    found = case({"prisons": 3, "health": 1}, agreed)
    assert (found.level, found.lowest, found.highest) == (2, 2, 2)
    assert found.agreed and found.differs_from_lead and not found.not_agreed
    assert [source.title for source in found.evidence] == ["Minutes", "of prisons"]


def test_evidence_is_of_bodies_whose_level_is_at_least_the_counted_one() -> None:
    found = case({"prisons": 2, "health": 1, "probation": 4})
    assert sorted(source.title for source in found.evidence) == ["of prisons", "of probation"]


def test_coordinator_leads_only_where_the_lead_is_mapped_to_nobody() -> None:
    told = Assessment(bodies=BODIES)
    assert lead_body(LIBRARY.items["D04-1"], told) == "prisons"
    assert lead_body(LIBRARY.items["D06-1"], told) == "coordinator"
    named = Assessment(responses=(Response(item="D06-1", body="EDU", level=1),))
    assert lead_body(LIBRARY.items["D06-1"], named) == "EDU"


def test_who_may_know_is_kept() -> None:
    found = case({"prisons": "not_known"})
    assert (found.level, found.why, found.who) == (None, "not_known", "someone")
