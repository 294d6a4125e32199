"""Draft plan: the next step for the gaps that come first, never a cost, every measure exactly once."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.made import all_answered, assessment_of
from tests.reports import ENGLISH, LIBRARY
from toolkit.cli import main
from toolkit.intake.plan_reading import read_plan
from toolkit.library.lens import look_through
from toolkit.method.draft_plan import draft_remarks, draft_steps
from toolkit.method.gaps import required_by
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment, Body, Difficulty, Mark, Target
from toolkit.record.plan import Budget, Measure, Plan
from toolkit.record.workbook_fields import BUDGET_FIELDS
from toolkit.tasks.draft_plan import draft_plan, plan_as_workbook
from toolkit.tasks.results import results_of

LENS = look_through(LIBRARY, "a-res-78-224")
ON = date(2026, 6, 1)
FIRST = Mark(mark="first")
# Items in the text of 78/224 that require nothing, and implied ones: twelve and two.
TEXT = ("D01-1", "D01-5", "D02-1", "D03-1", "D03-2", "D04-1", "D06-1", "D06-2", "D06-6", "D07-1", "D08-1", "D10-1")
IMPLIED = ("D01-4", "D02-2", "D03-3")


def found(assessment: Assessment) -> Results:
    return results_of(assessment, LIBRARY, as_of=ON)


def drafted(answers: dict[str, Any], lead: str | None = None, **facts: Any) -> Plan:
    assessment = assessment_of(answers, LIBRARY, **facts)
    return draft_plan(assessment, found(assessment), LIBRARY, ENGLISH, lead)[0]


def remarks(answers: dict[str, Any], **facts: Any) -> list[str]:
    results = found(assessment_of(answers, LIBRARY, **facts))
    return [entry.code for entry in draft_remarks(draft_steps(results, LIBRARY), LIBRARY)]


def items(plan: Plan) -> list[str]:
    return [measure.items[0] for measure in plan.measures]


def test_gaps_marked_first_bring_what_they_require_of_their_list_before_them() -> None:
    plan = drafted({"D10-2": 0, "D10-1": 2, "D06-6": 1, "D03-3": 1}, marks={"D10-2": FIRST, "D03-3": FIRST})
    assert items(plan) == ["D10-1", "D10-2", "D03-3"]  # text list, then enabling list; D06-6 is not marked
    assert plan.measures[1].details["needs_first"].endswith("Measure 1 (D10-1)")


def test_without_marks_the_first_twelve_of_the_text_list() -> None:
    plan = drafted(dict.fromkeys((*TEXT, "D11-1", "D12-1"), 1) | dict.fromkeys(IMPLIED, 0))
    assert len(items(plan)) == 12 and not set(items(plan)) & set(IMPLIED)


def test_without_marks_the_enabling_list_fills_up_to_twelve() -> None:
    plan = drafted(dict.fromkeys(TEXT[:10], 1) | dict.fromkeys(IMPLIED, 1))
    assert items(plan)[:10] == sorted(items(plan)[:10], key=items(plan).index)
    assert set(items(plan)[:10]) == set(TEXT[:10])
    assert len(items(plan)) == 12 and set(items(plan)[10:]) <= set(IMPLIED)


def test_what_nobody_answered_and_what_reached_its_target_give_nothing() -> None:
    assert drafted({}).measures == ()
    assert drafted({"D04-1": 3, "D10-1": "not_known", "D01-1": 4}).measures == ()
    assert remarks({}) == ["draft_without_measures"]


def test_a_measure_is_the_next_step_of_the_checklist_and_nothing_more() -> None:
    (measure,) = drafted({"D06-6": 1}).measures
    step = next(step for step in LIBRARY.items["D06-6"].next_steps if step.to == 2)
    assert measure.title == step.measure
    assert (measure.details["deliverable"], measure.indicator.name) == (step.output, step.indicator)
    assert [(entry.item, entry.level) for entry in measure.brings] == [("D06-6", 2)]
    assert measure.budget == Budget() and measure.end is None and measure.indicator.target is None
    texts = LIBRARY.level_texts("D06-6")
    assert f"Now, level 1: {texts[1]}" in measure.details["gap"]
    assert f"Next, level 2: {texts[2]}" in measure.details["gap"]
    assert {"why", "reach", "legal_basis", "decision", "consequence"}.isdisjoint(measure.details)


def test_both_steps_to_a_level_are_drafted_under_keys_of_their_own() -> None:
    # D04-1 has two steps to level 4, the second by way of money.
    plan = drafted({"D04-1": 3}, target=Target(default=4))
    kinds = LIBRARY.scales.measure_kinds
    assert [measure.details["kind"] for measure in plan.measures] == [kinds["data"].name, kinds["money"].name]
    assert len({measure.id for measure in plan.measures}) == 2


def test_a_lead_keeps_the_numbers_of_the_whole_draft() -> None:
    plan = drafted({"D10-2": 0, "D10-1": 2}, lead="HEA")
    assert [(measure.number, measure.items) for measure in plan.measures] == [("2", ("D10-2",))]


def test_the_states_own_body_leads_where_it_is_mapped() -> None:
    own = (Body(id="npa", name="National Prison Administration", leads=("PRI",)),)
    assert drafted({"D06-6": 1}, bodies=own).measures[0].lead == "National Prison Administration"
    assert drafted({"D06-6": 1}).measures[0].lead == LIBRARY.scales.bodies["PRI"].name


def test_difficulties_told_and_open_requirements_stand_beside() -> None:
    whole = assessment_of({"D10-2": 0}, LIBRARY)
    told = whole.responses[0].model_copy(update={"difficulty": Difficulty(kind="money", line="No line")})
    whole = whole.model_copy(update={"responses": (told,)})
    (measure,) = draft_plan(whole, found(whole), LIBRARY, ENGLISH)[0].measures
    assert measure.details["difficulty"] == "Money: No line"
    assert "D10-1, not answered yet" in measure.details["needs_first"]


def test_measures_that_reach_the_gap_already_are_named() -> None:
    held = Plan(name="Held", measures=(Measure(id="m-1", number="7", title="Teach budgeting", items=("D06-6",)),))
    plan = drafted({"D06-6": 1}, plans=(held,))
    assert "Linked to it already: 7 Teach budgeting (On paper)" in plan.measures[0].details["gap"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # Six measures, all led by the prison service; four of them are services, of D03-2, D05-1, D06-1, D07-1.
        (("D03-1", "D03-2", "D04-1", "D05-1", "D06-1", "D07-1"), ["draft_one_kind", "draft_one_lead"]),
        # Five measures: shares of so few say nothing.
        (("D03-1", "D03-2", "D04-1", "D05-1", "D06-1"), []),
    ],
)
def test_remarks_on_shares(answers: tuple[str, ...], expected: list[str]) -> None:
    assert remarks(dict.fromkeys(answers, 0)) == expected


def test_a_draft_of_more_than_twenty_measures_is_remarked() -> None:
    names = [item.id for item in LENS.items if item.basis in ("direct", "named")][:21]
    marked = dict.fromkeys(names, FIRST)
    assert "draft_many_measures" in remarks(dict.fromkeys(names, 1), marks=marked)
    assert "draft_many_measures" not in remarks(dict.fromkeys(names[:20], 1), marks=marked)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers=all_answered(LIBRARY, LENS), marked=st.sets(st.sampled_from([*TEXT, *IMPLIED, "D10-2", "D05-3"])))
def test_every_step_stands_once_and_after_what_it_requires(answers: dict[str, Any], marked: set[str]) -> None:
    results = found(assessment_of(answers, LIBRARY, marks=dict.fromkeys(marked, FIRST)))
    steps = draft_steps(results, LIBRARY)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    keys = [(step.gap.item, step.step.measure) for step in steps]
    assert len(keys) == len(set(keys))
    enabling = {gap.item for gap in results.gaps.enabling}
    for at, step in enumerate(steps):
        assert step.step.to == step.gap.level + 1 <= step.gap.target
        same_list = {gap.item for gap in results.gaps.text} if step.gap.item not in enabling else enabling
        wanted = required_by(step.gap.item, LIBRARY) & same_list
        assert wanted <= {earlier.gap.item for earlier in steps[:at]}


def test_the_workbook_of_a_draft_is_read_back_and_holds_no_cost() -> None:
    own = (Body(id="npa", name="National Prison Administration", leads=("PRI",)),)
    whole = assessment_of({"D06-6": 1, "D10-2": 0, "D10-1": 2}, LIBRARY, bodies=own)
    results = found(whole)
    plan, _ = draft_plan(whole, results, LIBRARY, ENGLISH)
    content = plan_as_workbook(plan, whole, LIBRARY, results.lens, ENGLISH)
    reading = read_plan(content, "draft.xlsx")
    assert reading.plan is not None and reading.problems == []
    keep = {"id", "number", "title", "group", "lead", "leads", "status", "indicator", "brings", "items"}
    assert [m.model_dump(include=keep) for m in reading.plan.measures] == [
        m.model_dump(include=keep) for m in plan.measures
    ]
    book = load_workbook(BytesIO(content))
    codes = [field.code for field in BUDGET_FIELDS]
    for row in book["Budget"].iter_rows(min_row=2, values_only=True):
        assert not any(isinstance(row[codes.index(code)], int | float) for code in ("quantity", "unit_cost", "amount"))
    leads = [cell.value for cell in book["Lists"]["C"]]
    assert leads[1] == "National Prison Administration"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = tmp_path / "state.json"
    state.write_text(
        json.dumps({"schema_version": 1, "lens": "a-res-78-224", "responses": [{"item": "D10-2", "level": 0}]}),
        encoding="utf-8",
    )
    out = tmp_path / "draft.xlsx"
    assert main(["draft-plan", str(state), "--lead", "hea", "-o", str(out), "--json"], ON) == 0
    assert json.loads(capsys.readouterr().out)["measures"] == 1
    reading = read_plan(out, out.name)
    assert reading.plan is not None and reading.plan.measures[0].items == ("D10-2",)
    assert main(["draft-plan", str(state), "--lead", "nobody", "-o", str(out)], ON) == 2
    assert main(["draft-plan", str(state), "--lead", "FIN", "-o", str(out)], ON) == 0
    assert "No gap led to a measure" in capsys.readouterr().err
