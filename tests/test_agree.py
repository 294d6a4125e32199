"""Agree: answers side by side, classes to narrow by, the agreed response with its reason, and who dissents."""

from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.record.assessment import Agreed, Assessment, Body, NotApplicable, Relation, Response
from toolkit.record.facts import with_change
from toolkit.report.kinds import report_tree
from toolkit.report.tree import Table
from toolkit.tasks.agreement import FILTERS, agreed_change, counts, item_answers, narrowed, seen_by, take_agreed
from toolkit.tasks.results import results_of

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
BODIES = (Body(id="prisons", leads=("PRI",)), Body(id="health"), Body(id="courts"))


def told(**levels: dict[str, int]) -> Assessment:
    """Answers by item (`D04_1`) and body."""
    responses = tuple(
        Response(item=item.replace("_", "-"), body=body, level=level)
        for item, bodies in levels.items()
        for body, level in bodies.items()
    )
    return Assessment(bodies=BODIES, responses=responses)


APART = told(
    D04_1={"prisons": 3, "health": 2},
    D04_2={"prisons": 1, "health": 3},
    D04_3={"prisons": 2, "health": 2},
    D04_4={"prisons": 2},
)


def items(found: Any) -> list[str]:
    return [each.item for each in found]


def test_items_are_narrowed_by_class_and_each_stands_in_one() -> None:
    found = item_answers(APART, LENS, LIBRARY)
    assert items(narrowed(found, "one_apart")) == ["D04-1"]
    assert items(narrowed(found, "contradict")) == ["D04-2"]
    assert items(narrowed(found, "agree")) == ["D04-3"]
    assert items(narrowed(found, "single_source")) == ["D04-4"]
    assert items(narrowed(found, "open")) == ["D04-1", "D04-2"]
    numbers = counts(found)
    # Of 80 items 5 are facts on taking part, which have no level to agree on.
    assert numbers["all"] == 75
    classes = ("agree", "one_apart", "contradict", "single_source", "nobody")
    assert sum(numbers[name] for name in classes) == 75
    assert set(numbers) == set(FILTERS)


def test_the_lead_stands_first_and_what_counts_beside() -> None:
    (found,) = narrowed(item_answers(APART, LENS, LIBRARY), "contradict")
    assert found.lead == "prisons"
    assert [response.body for response in found.responses] == ["prisons", "health"]
    assert (found.counted.level, found.counted.lowest, found.counted.highest) == (1, 1, 3)
    assert found.relation == "assigned"
    seen = with_change(APART, {"relations.D04-2": Relation(relation="invited")})
    assert narrowed(item_answers(seen, LENS, LIBRARY), "contradict")[0].relation == "invited"


def test_an_agreed_response_counts_and_dissent_stays_beside_it() -> None:
    agreed, refused = take_agreed({"item": "D04-2", "level": 3, "reason": " Both read the register "}, LIBRARY)
    assert refused is None
    assert agreed == Agreed(item="D04-2", level=3, reason="Both read the register")
    whole = with_change(APART, agreed_change("D04-2", agreed))
    (found,) = narrowed(item_answers(whole, LENS, LIBRARY), "agreed")
    assert (found.counted.level, found.counted.lowest, found.counted.highest) == (3, 3, 3)
    assert found.counted.differs_from_lead
    assert [(entry.body, entry.level) for entry in found.dissent] == [("prisons", 1)]
    assert len(found.responses) == 2
    withdrawn = with_change(whole, agreed_change("D04-2", None))
    assert items(narrowed(item_answers(withdrawn, LENS, LIBRARY), "open")) == ["D04-1", "D04-2"]


def test_an_agreed_response_needs_a_reason_and_keeps_the_rules_of_an_answer() -> None:
    for raw, code in (
        ({"item": "D04-2", "level": 3, "reason": "  "}, "agreed_without_reason"),
        ({"item": "D04-2", "reason": "Why"}, "response_value_wrong"),
        ({"item": "D04-2", "level": 5, "reason": "Why"}, "response_level_out_of_range"),
        (
            {"item": "D09-1", "reason": "Why", "not_applicable": {"reason": "nobody_concerned", "note": " "}},
            "response_note_missing",
        ),
    ):
        agreed, refused = take_agreed(raw, LIBRARY)
        assert agreed is None
        assert refused is not None
        assert refused.code == code


def test_not_applicable_against_a_level_contradicts() -> None:
    none = Response(item="D09-1", body="courts", not_applicable=NotApplicable(reason="nobody_concerned", note="None"))
    whole = told(D09_1={"prisons": 2}).model_copy(update={"responses": (none, *told(D09_1={"prisons": 2}).responses)})
    (found,) = narrowed(item_answers(whole, LENS, LIBRARY), "contradict")
    agreed = Agreed(item="D09-1", level=2, reason="Some are concerned")
    (after,) = narrowed(item_answers(with_change(whole, agreed_change("D09-1", agreed)), LENS, LIBRARY), "agreed")
    assert found.is_open
    assert [(entry.body, entry.level) for entry in after.dissent] == [("courts", None)]


def test_a_body_sees_its_own_answer_and_the_coordinator_all() -> None:
    (found,) = narrowed(item_answers(APART, LENS, LIBRARY), "contradict")
    assert [response.body for response in seen_by(found, "health").responses] == ["health"]
    assert seen_by(found, "courts").responses == ()
    assert seen_by(found, "coordinator") == found


def test_the_full_report_prints_who_stated_otherwise(language: Language) -> None:
    agreed = Agreed(item="D04-1", level=3, reason="Seen together")
    whole = with_change(APART, agreed_change("D04-1", agreed))
    found = results_of(whole, LIBRARY, as_of=date(2026, 3, 1), lens="a-res-78-224", depth="full", plans=[])
    tree = report_tree("full", whole, found, LIBRARY, language)
    table = next(part for part in tree.parts if isinstance(part, Table) and part.id == "agreed")
    names = [column.name for column in table.columns]
    cell = table.rows[0][names.index("Stated otherwise")]
    # The prison service leads and said 3; health said 2 and stays beside it.
    assert cell.shown == "health: 2 Partly in place"
