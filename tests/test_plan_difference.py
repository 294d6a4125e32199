"""What a newer file says differently from a plan that is held: recognised, shown by field, taken over, taken back."""

import random
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY
from toolkit.intake.plan_reading import read_plan
from toolkit.library.lens import look_through
from toolkit.record.plan import (
    Brings,
    Budget,
    BudgetLine,
    Funding,
    Indicator,
    LinkDecision,
    Measure,
    Plan,
    RowPlace,
    Status,
    measure_ids,
)
from toolkit.record.plan_difference import PlanDifference, plan_difference, take_difference
from toolkit.record.workbook_fields import PLAN_FIELDS
from toolkit.report.plan_workbook import plan_workbook
from toolkit.tasks.draft_plan import draft_plan, plan_as_workbook
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

LENS = look_through(LIBRARY, "a-res-78-224")
ON = date(2026, 6, 1)
COLUMNS = {field.code: at for at, field in enumerate(PLAN_FIELDS, start=1)}


def measure(id: str, title: str, number: str | None = None, **told: Any) -> Measure:
    return Measure(id=id, title=title, number=number, **told)


def plan(*measures: Measure, **told: Any) -> Plan:
    return Plan(name="Plan", measures=measures, **told)


ONE = measure("m-1", "Train assessors in every prison", "1", lead="Prisons", leads=("Prisons",), end=date(2027, 6, 30))
TWO = measure("m-2", "Open a hostel", "2", status=Status.NOT_STARTED, budget=Budget(amount=100.0, currency="EUR"))
THREE = measure("m-3", "Publish return figures", "3", details={"risk": "No data"}, other={"Note": "Soon"})
HELD = plan(ONE, TWO, THREE, links=(LinkDecision(measure="m-2", item="D11-5", decision="confirmed"),))


def named(found: PlanDifference) -> dict[str, list[str]]:
    return {
        "added": [entry.title for entry in found.added],
        "changed": [f"{entry.before.id}.{field.field}" for entry in found.changed for field in entry.fields],
        "removed": [entry.id for entry in found.removed],
        "unchanged": [entry.id for entry in found.unchanged],
    }


def every_one_once(before: Plan, after: Plan, found: PlanDifference) -> None:
    held = [entry.before.id for entry in found.changed]
    held += [entry.id for entry in (*found.removed, *found.unchanged)]
    assert sorted(held) == sorted(entry.id for entry in before.measures)
    assert len(found.added) + len(found.changed) + len(found.unchanged) == len(after.measures)
    everyone = [*held, *(entry.id for entry in found.added)]
    assert len(everyone) == len(set(everyone))


def test_nothing_differs_from_itself() -> None:
    found = plan_difference(HELD, HELD)
    assert found.is_nothing and named(found)["unchanged"] == ["m-1", "m-2", "m-3"]
    assert take_difference(HELD, HELD, found.ids) == HELD


def test_a_change_is_told_by_field() -> None:
    other = ONE.model_copy(update={"end": date(2028, 1, 1), "lead": "Probation", "leads": ("Probation",)})
    found = plan_difference(HELD, plan(other, TWO, THREE))
    (change,) = found.changed
    assert {(entry.field, entry.before, entry.after) for entry in change.fields} == {
        ("lead", "Prisons", "Probation"),
        ("end", "2027-06-30", "2028-01-01"),
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (measure("m-1", "Something else entirely", "9"), ["m-1.number", "m-1.title"]),  # our key first
        (measure("m-x", "Train assessors in all prisons", "1"), ["m-1.title"]),  # own number with a like title
        (measure("m-x", "train  assessors, in every prison", "7"), ["m-1.number", "m-1.title"]),  # the title
    ],
)
def test_a_measure_is_recognised(given: Measure, expected: list[str]) -> None:
    found = plan_difference(plan(ONE), plan(given))
    assert named(found)["changed"] == expected and not found.added and not found.removed


def test_the_number_alone_does_not_make_a_measure_the_same() -> None:
    found = plan_difference(plan(ONE), plan(measure("m-x", "Buy two vans for the probation service", "1")))
    assert named(found) == {"added": ["Buy two vans for the probation service"], "changed": [], "removed": ["m-1"],
                            "unchanged": []}  # fmt: skip


def test_an_empty_cell_never_erases_and_is_said() -> None:
    empty = TWO.model_copy(update={"budget": Budget(), "status": None})
    found = plan_difference(HELD, plan(ONE, empty, THREE))
    assert found.is_nothing
    assert [(entry.measure, set(entry.fields)) for entry in found.emptied] == [
        ("m-2", {"budget", "currency", "status"})
    ]
    assert take_difference(HELD, plan(ONE, empty, THREE), found.ids).measures == HELD.measures


@pytest.mark.parametrize("copy_first", [True, False])
@pytest.mark.parametrize("edit", [{"title": "Open a hostel in the north"}, {"number": "2a"}, {"group": "Housing"}])
def test_a_copied_row_is_a_new_measure_wherever_it_stands(edit: dict[str, str], copy_first: bool) -> None:
    rows = [TWO.model_copy(update=edit), TWO] if copy_first else [TWO, TWO.model_copy(update=edit)]
    ids = measure_ids([("m-2", row.number, row.title, "sheet") for row in rows])
    copies = [row.model_copy(update={"id": id}) for row, id in zip(rows, ids, strict=True)]
    after = plan(ONE, *copies, THREE)
    found = plan_difference(HELD, after)
    every_one_once(HELD, after, found)
    assert named(found) == {"added": [edit.get("title", TWO.title)], "changed": [], "removed": [],
                            "unchanged": ["m-1", "m-2", "m-3"]}  # fmt: skip
    taken = take_difference(HELD, after, found.ids)
    assert len(taken.measures) == 4 and taken.measure("m-2") == TWO
    assert taken.links == HELD.links


def test_only_what_is_accepted_is_taken_over() -> None:
    new = measure("m-9", "Run a job fair", "4")
    after = plan(ONE.model_copy(update={"group": "Custody"}), new, THREE)
    found = plan_difference(HELD, after)
    assert found.ids == {"m-1", "m-9", "m-2"}
    assert [entry.id for entry in take_difference(HELD, after, ()).measures] == ["m-1", "m-2", "m-3"]
    assert take_difference(HELD, after, ()).measures == HELD.measures
    taken = take_difference(HELD, after, {"m-1", "m-9"})
    assert [entry.id for entry in taken.measures] == ["m-1", "m-9", "m-2", "m-3"]
    assert taken.measures[0].group == "Custody" and taken.links == HELD.links
    without = take_difference(HELD, after, found.ids)
    assert [entry.id for entry in without.measures] == ["m-1", "m-9", "m-3"] and without.links == ()


def test_a_sub_measure_keeps_its_parent() -> None:
    child = measure("m-4", "Write the manual", "1.1", parent="m-1")
    before = plan(ONE, child)
    after = plan(ONE.model_copy(update={"id": "m-x"}), child.model_copy(update={"parent": None}))
    found = plan_difference(before, after)
    assert found.is_nothing and found.unchanged[1].parent == "m-1"
    new = measure("m-5", "Print the manual", "1.2", parent="m-x")
    added = plan_difference(before, plan(*after.measures, new)).added
    assert [entry.parent for entry in added] == ["m-1"]


def test_lines_of_money_are_told_too() -> None:
    line = BudgetLine(id="l-1", measure="m-1", year="2027", amount=10.0, status=Funding.REQUESTED)
    other = BudgetLine(id="l-2", measure="m-1", year="2028", amount=20.0)
    before = plan(ONE, budget_lines=(line, other))
    new = BudgetLine(id="l-9", measure="m-1", year="2029", amount=5.0)
    after = plan(ONE, budget_lines=(line.model_copy(update={"amount": 12.0, "status": None}), new))
    found = plan_difference(before, after)
    (change,) = found.budget.changed
    assert [(entry.field, entry.before, entry.after) for entry in change.fields] == [("amount", 10.0, 12.0)]
    assert (found.budget.added, found.budget.removed) == ((new,), (other,))
    taken = take_difference(before, after, {"l-1", "l-9"})
    assert [(entry.id, entry.amount, entry.status) for entry in taken.budget_lines] == [
        ("l-1", 12.0, Funding.REQUESTED),
        ("l-2", 20.0, None),
        ("l-9", 5.0, None),
    ]
    assert plan_difference(before, plan(ONE)).budget.unchanged == (line, other)


WORDS = st.sampled_from(["", "Prison", "release plan", "نص", "a\nb", "=1+1", "20 %", "D04-3"])
SOME_MEASURES = st.lists(
    st.builds(
        lambda number, title, group, lead, end, amount, risk, level: Measure(
            id="", number=number or None, title=title, group=group or None, lead=lead or None,
            leads=(lead,) if lead else (), end=end, budget=Budget(amount=amount),
            details={"risk": risk} if risk else {},
            brings=(Brings(item="D04-3", level=level),), indicator=Indicator(name=risk or None),
        ),
        st.sampled_from(["1", "2", "2a", ""]), st.sampled_from(["Train", "Train staff", "Open a house"]), WORDS,
        st.sampled_from(["", "Prisons", "Probation"]), st.none() | st.dates(date(2025, 1, 1), date(2030, 1, 1)),
        st.none() | st.integers(1, 10**9).map(float), WORDS, st.integers(0, 4),
    ),
    max_size=8,
)  # fmt: skip


def with_keys(measures: list[Measure]) -> Plan:
    ids = measure_ids([(None, found.number, found.title, found.group or "") for found in measures])
    placed = [
        found.model_copy(update={"id": id, "place": RowPlace(sheet="Measures", row=at)})
        for at, (found, id) in enumerate(zip(measures, ids, strict=True), start=2)
    ]
    return plan(*placed)


@settings(max_examples=60, deadline=None)
@given(measures=SOME_MEASURES, seed=st.integers(0, 99))
def test_sorting_changes_nothing(measures: list[Measure], seed: int) -> None:
    held = with_keys(measures)
    shuffled = list(held.measures)
    random.Random(seed).shuffle(shuffled)
    after = plan(*shuffled)
    found = plan_difference(held, after)
    every_one_once(held, after, found)
    assert found.is_nothing and not found.emptied
    assert take_difference(held, after, found.ids).measures == held.measures


@settings(max_examples=60, deadline=None)
@given(first=SOME_MEASURES, second=SOME_MEASURES)
def test_between_any_two_plans_every_measure_stands_once(first: list[Measure], second: list[Measure]) -> None:
    held, after = with_keys(first), with_keys(second)
    found = plan_difference(held, after)
    every_one_once(held, after, found)
    taken = take_difference(held, after, found.ids)
    assert plan_difference(taken, after).is_nothing
    assert take_difference(held, after, ()).measures == tuple(
        entry.model_copy(update={"place": kept.place})
        for entry, kept in zip(held.measures, take_difference(held, after, ()).measures, strict=True)
    )


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(measures=SOME_MEASURES.filter(bool), seed=st.integers(0, 99))
def test_a_workbook_sorted_by_hand_changes_nothing(measures: list[Measure], seed: int) -> None:
    held = with_keys(measures)
    book = load_workbook(BytesIO(plan_workbook(ENGLISH, LIBRARY, LENS, held)))
    rows = rows_of(book, len(held.measures))
    random.Random(seed).shuffle(rows)
    put_rows(book, rows)
    found = plan_difference(held, read_back(book))
    assert found.is_nothing and not found.emptied, named(found)


def rows_of(book: Workbook, n: int) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book["Measures"].iter_rows(min_row=2, max_row=n + 1)]


def put_rows(book: Workbook, rows: list[list[Any]]) -> None:
    for at, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            cell = book["Measures"].cell(at, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def read_back(book: Workbook) -> Plan:
    held = BytesIO()
    book.save(held)
    reading = read_plan(held.getvalue(), "plan.xlsx")
    assert reading.plan is not None
    return reading.plan


def test_the_loop_shows_exactly_what_was_done_by_hand() -> None:
    whole = assessment_of({"D10-2": 0, "D10-1": 2, "D06-6": 1, "D04-1": 1, "D03-1": 0}, LIBRARY)
    results = results_of(whole, LIBRARY, as_of=ON)
    draft, _ = draft_plan(whole, results, LIBRARY, ENGLISH)
    held = draft.model_copy(
        update={"links": (LinkDecision(measure=draft.measures[0].id, item="D10-3", decision="confirmed"),)}
    )
    book = load_workbook(BytesIO(plan_as_workbook(held, whole, LIBRARY, results.lens, ENGLISH)))
    rows = rows_of(book, 5)
    rows[0][COLUMNS["end"] - 1] = date(2028, 3, 31)
    rows[0][COLUMNS["decision"] - 1] = "Order of the minister"
    rows[3][COLUMNS["target"] - 1] = "80 %"
    rows[2][COLUMNS["deliverable"] - 1] = None
    copied = list(rows[1])
    copied[COLUMNS["region"] - 1] = "North"
    put_rows(book, [copied, rows[4], rows[3], rows[1], rows[0], rows[2]])
    after = read_back(book)
    found = plan_difference(held, after)
    every_one_once(held, after, found)
    first, second, third, fourth, fifth = (entry.id for entry in held.measures)
    assert named(found) == {
        "added": [held.measures[1].title],
        "changed": [f"{first}.end", f"{first}.decision", f"{fourth}.target"],
        "removed": [],
        "unchanged": [second, third, fifth],
    }
    assert found.added[0].details["region"] == "North"
    assert [(entry.measure, entry.fields) for entry in found.emptied] == [(third, ("deliverable",))]
    taken = take_difference(held, after, found.ids)
    # The copy is the first row of the file, so nothing precedes it; the others keep their order.
    assert [entry.id for entry in taken.measures] == [found.added[0].id, first, second, third, fourth, fifth]
    assert taken.links == held.links
    now = {entry.id: entry for entry in taken.measures}
    assert (now[first].end, now[fourth].indicator.target) == (date(2028, 3, 31), "80 %")
    assert now[third].details["deliverable"] == held.measures[2].details["deliverable"]
    assert now[first].brings == held.measures[0].brings
    again = plan_difference(taken, after)
    assert again.is_nothing, named(again)


def test_a_plan_as_a_ministry_wrote_it_comes_back_unchanged_in_our_workbook() -> None:
    whole = sample_state(LIBRARY, ON)
    (held,) = whole.plans
    content = plan_as_workbook(held, whole, LIBRARY, LENS, ENGLISH)
    reading = read_plan(content, "plan.xlsx")
    assert reading.plan is not None
    found = plan_difference(held, reading.plan)
    assert found.is_nothing and not found.emptied, (named(found), [c.fields for c in found.changed])
