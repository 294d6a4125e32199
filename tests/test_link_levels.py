"""The level a link brings: chosen beside it, written into our workbook, read back, and used by the projection."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY
from toolkit.library.lens import look_through
from toolkit.method.projection import Effect
from toolkit.record.plan import Brings, Indicator, LinkDecision, Measure, Plan
from toolkit.record.plan_levels import with_levels
from toolkit.record.workbook_fields import PLAN_FIELDS
from toolkit.tasks.draft_plan import plan_as_workbook
from toolkit.tasks.plan import read_a_plan
from toolkit.tasks.plan_decisions import (
    LinkNamed,
    decide_links,
    decision_on,
    level_in_file,
    level_on,
    set_level,
    suggestions,
    undecided,
)
from toolkit.tasks.plan_difference import hold_against, take_over
from toolkit.tasks.projection import projected
from toolkit.tasks.results import results_of

AS_OF = date(2026, 6, 1)
LENS = look_through(LIBRARY, "a-res-78-224")
BRINGS = [field.code for field in PLAN_FIELDS].index("brings") + 1
END = date(2027, 6, 30)


def measure(id: str, title: str, **told: object) -> Measure:
    facts = {"lead": "Prisons", "leads": ("Prisons",), "end": END, **told}
    return Measure.model_validate({"id": id, "title": title, **facts})


PLAN = Plan(
    name="Plan",
    measures=(
        measure("m-1", "Interview every newcomer", number="1", items=("D04-1",), brings=(Brings(level=1),)),
        measure("m-2", "Open the workshops", number="2"),
        measure("m-3", "Write to families", number="3", items=("D11-1",), brings=(Brings(item="D11-1", level=2),)),
    ),
    links=(LinkDecision(measure="m-2", item="D06-1", decision="confirmed"),),
)


def as_file(plan: Plan, **cells: str) -> Plan:
    """The plan written as our workbook, edited by hand in the column of levels by row, and read back."""
    book = load_workbook(BytesIO(plan_as_workbook(plan, assessment_of({}, LIBRARY), LIBRARY, LENS, ENGLISH)))
    for row, text in cells.items():
        book["Measures"].cell(int(row.removeprefix("row")), BRINGS).value = text
    held = BytesIO()
    book.save(held)
    found, _ = read_a_plan(held.getvalue(), "plan.xlsx", LIBRARY, lens=LENS, as_of=AS_OF)
    assert found is not None
    return found.plan


def brought(plan: Plan) -> list[list[tuple[str | None, int]]]:
    return [[(found.item, found.level) for found in entry.brings] for entry in plan.measures]


def test_a_link_named_in_the_plan_takes_a_level_and_gives_it_back() -> None:
    chosen = set_level(PLAN, "m-1", "D04-1", 3)
    assert (level_on(chosen, "m-1", "D04-1"), decision_on(chosen, "m-1", "D04-1")) == (3, "confirmed")
    assert set_level(chosen, "m-1", "D04-1", None) == PLAN


def test_a_confirmed_link_takes_a_level_and_stays_confirmed_without_it() -> None:
    chosen = set_level(PLAN, "m-2", "D06-1", 2)
    assert level_on(chosen, "m-2", "D06-1") == 2
    assert set_level(chosen, "m-2", "D06-1", None) == PLAN


def test_a_link_that_is_neither_takes_no_level() -> None:
    assert set_level(PLAN, "m-2", "D15-1", 2) == PLAN
    rejected = PLAN.model_copy(update={"links": (LinkDecision(measure="m-1", item="D04-1", decision="rejected"),)})
    assert set_level(rejected, "m-1", "D04-1", 2) == rejected


def test_what_the_file_says_is_told_beside_the_link() -> None:
    assert (level_in_file(PLAN, "m-3", "D11-1"), level_in_file(PLAN, "m-2", "D06-1")) == (2, None)


def test_a_chosen_level_is_written_into_the_workbook_in_the_place_of_the_files() -> None:
    chosen = set_level(set_level(PLAN, "m-1", "D04-1", 3), "m-2", "D06-1", 2)
    assert brought(as_file(chosen)) == [[("D04-1", 3)], [("D06-1", 2)], [("D11-1", 2)]]


def test_a_bare_level_stays_where_it_may_mean_another_item() -> None:
    two = (LinkDecision(measure="m-1", item="D04-2", decision="confirmed"),)
    chosen = set_level(PLAN.model_copy(update={"links": two}), "m-1", "D04-2", 2)
    assert brought(with_levels(chosen))[0] == [(None, 1), ("D04-2", 2)]


def test_an_untouched_workbook_changes_nothing_and_the_choice_stays() -> None:
    chosen = set_level(set_level(PLAN, "m-1", "D04-1", 3), "m-2", "D06-1", 2)
    file = as_file(chosen)
    assert hold_against(chosen, file).is_nothing
    taken = take_over(chosen, file, hold_against(chosen, file).ids)
    assert (taken.links, brought(taken)) == (chosen.links, brought(chosen))


def test_a_level_edited_in_the_workbook_is_shown_and_taken_over() -> None:
    chosen = set_level(set_level(PLAN, "m-1", "D04-1", 3), "m-2", "D06-1", 2)
    file = as_file(chosen, row2="D04-1: 4")
    found = hold_against(chosen, file)
    (change,) = found.changed
    assert [(entry.field, entry.before, entry.after) for entry in change.fields] == [("brings", "D04-1: 3", "D04-1: 4")]
    taken = take_over(chosen, file, found.ids)
    assert brought(taken) == [[("D04-1", 4)], [], [("D11-1", 2)]]
    # The file speaks now; the link and the other choice stay.
    assert [(link.measure, link.item, link.decision, link.level) for link in taken.links] == [
        ("m-2", "D06-1", "confirmed", 2),
        ("m-1", "D04-1", "confirmed", None),
    ]
    assert hold_against(taken, file).is_nothing


def test_an_edited_level_that_is_not_accepted_leaves_the_choice() -> None:
    chosen = set_level(PLAN, "m-1", "D04-1", 3)
    taken = take_over(chosen, as_file(chosen, row2="D04-1: 4"), ())
    assert (level_on(taken, "m-1", "D04-1"), brought(taken)) == (3, brought(PLAN))


def test_an_emptied_cell_takes_no_level_away() -> None:
    chosen = set_level(PLAN, "m-2", "D06-1", 2)
    file = as_file(chosen, row3="")
    found = hold_against(chosen, file)
    assert found.is_nothing and [entry.fields for entry in found.emptied] == [("brings",)]
    assert level_on(take_over(chosen, file, found.ids), "m-2", "D06-1") == 2


@pytest.mark.parametrize(
    ("measure_id", "item", "level"),
    # Of a measure that names no reach one step counts at most: D04-1 stands at 1, D06-1 at 0.
    [("m-1", "D04-1", 2), ("m-2", "D06-1", 1)],
)
def test_a_chosen_level_drives_the_projection(measure_id: str, item: str, level: int) -> None:
    plan = set_level(set_level(PLAN, "m-1", "D04-1", 3), "m-2", "D06-1", 1)
    state = assessment_of({"D04-1": 1, "D06-1": 0}, LIBRARY, plans=(plan,), as_of=AS_OF)
    effects = projected(results_of(state, LIBRARY, as_of=AS_OF), 0).effects
    assert [(found.level, found.day) for found in effects if found.measure == measure_id] == [(level, END)]
    assert isinstance(effects[0], Effect)


def test_the_projection_is_the_same_before_and_after_the_workbook() -> None:
    named = measure("m-1", "Interview every newcomer", number="1", items=("D04-1",), indicator=Indicator(name="n"),
                    details={"reach": "all 4,200 people held"})  # fmt: skip
    chosen = set_level(Plan(name="Plan", measures=(named,)), "m-1", "D04-1", 3)
    for plan in (chosen, as_file(chosen)):
        state = assessment_of({"D04-1": 1}, LIBRARY, plans=(plan,), as_of=AS_OF)
        (effect,) = projected(results_of(state, LIBRARY, as_of=AS_OF), 0).effects
        assert (effect.item, effect.level, effect.capped) == ("D04-1", 3, False)


def test_many_suggestions_are_decided_at_once_and_what_was_decided_meanwhile_stays() -> None:
    links = [LinkNamed("m-1", "D05-1"), LinkNamed("m-2", "D06-1"), LinkNamed("m-9", "D01-1"), LinkNamed("m-1", "D05-1")]
    rejected = PLAN.model_copy(update={"links": (LinkDecision(measure="m-2", item="D06-1", decision="rejected"),)})
    assert undecided(rejected, links) == (LinkNamed("m-1", "D05-1"),)
    done = decide_links(rejected, links, "confirmed")
    assert [(link.measure, link.item, link.decision) for link in done.links] == [
        ("m-2", "D06-1", "rejected"),
        ("m-1", "D05-1", "confirmed"),
    ]


def test_suggestions_are_those_at_least_so_sure_that_nobody_decided_on() -> None:
    plan = Plan(
        name="Plan",
        measures=(
            measure("m-1", "Electronic monitoring and notification of victims"),
            measure("m-2", "Vocational training and school classes for prisoners"),
        ),
    )
    results = results_of(assessment_of({}, LIBRARY, plans=(plan,), as_of=AS_OF), LIBRARY, as_of=AS_OF)
    every = suggestions(results.plans[0])
    assert every and all(entry.link.kind == "suggested" for entry in every)
    least = sorted(entry.link.confidence for entry in every)[len(every) // 2]
    assert suggestions(results.plans[0], least) == tuple(e for e in every if e.link.confidence >= least)
    decided = decide_links(plan, [every[0].named], "rejected")
    again = results_of(assessment_of({}, LIBRARY, plans=(decided,), as_of=AS_OF), LIBRARY, as_of=AS_OF)
    assert every[0].named not in [entry.named for entry in suggestions(again.plans[0])]
