"""The fictional State of `sample_plans/`: what must follow stands in expected.yaml, worked out by hand."""

import ast
from pathlib import Path
from typing import Any

import pytest

from toolkit.data_file import read_data_file
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.method.gaps import gaps
from toolkit.method.results import Results
from toolkit.method.scoring import Scores, score
from toolkit.record.assessment import Assessment
from toolkit.record.state_file import state_text
from toolkit.tasks.plan import read_a_plan
from toolkit.tasks.results import results_of
from toolkit.tasks.state import import_state

SAMPLE = Path(__file__).parent.parent / "sample_plans" / "talvenia"


def worked(sum_written: Any) -> float | None:
    """Value of an arithmetic expression written in expected.yaml."""
    if sum_written is None:
        return None
    allowed = (ast.Expression, ast.BinOp, ast.Constant, ast.Add, ast.Sub, ast.Mult, ast.Div)
    tree = ast.parse(str(sum_written), mode="eval")
    assert all(isinstance(node, allowed) for node in ast.walk(tree)), sum_written
    return float(eval(compile(tree, "expected.yaml", "eval")))  # only numbers and the four operations, checked above


@pytest.fixture(scope="module")
def assessment(library: Library) -> Assessment:
    found, problems = import_state(SAMPLE / "state.json", "state.json", library)
    assert found is not None and problems == []
    return found


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = read_data_file(SAMPLE / "expected.yaml")
    return found


@pytest.fixture(scope="module")
def scores(assessment: Assessment, library: Library) -> Scores:
    return score(assessment, library, look_through(library, assessment.lens))


def test_state_file_of_the_sample_is_canonical(assessment: Assessment) -> None:
    assert state_text(assessment) == (SAMPLE / "state.json").read_text(encoding="utf-8")


def test_headline(scores: Scores, expected: dict[str, Any]) -> None:
    assert scores.headline.model_dump() == expected["headline"]


def test_limbs(scores: Scores, expected: dict[str, Any]) -> None:
    assert [limb.id for limb in scores.limbs] == list(expected["limbs"])
    for limb in scores.limbs:
        for part, sum_written in expected["limbs"][limb.id].items():
            assert getattr(limb, part) == pytest.approx(worked(sum_written)), (limb.id, part)


@pytest.mark.parametrize("index", ["text", "enabling"])
def test_indices(scores: Scores, expected: dict[str, Any], index: str) -> None:
    found = getattr(scores, index)
    for part, sum_written in expected[f"{index}_index"].items():
        if part == "provisional":
            assert found.provisional is sum_written
        else:
            assert getattr(found, part) == pytest.approx(worked(sum_written)), part


def test_soft_and_participation(scores: Scores, expected: dict[str, Any]) -> None:
    for part, sum_written in expected["soft"].items():
        assert getattr(scores.soft, part) == pytest.approx(worked(sum_written))
    assert {fact.item: fact.answer for fact in scores.participation} == expected["participation"]


def test_unanswered_are_listed_for_follow_up(scores: Scores, expected: dict[str, Any]) -> None:
    assert [found.model_dump(include={"item", "why", "who"}) for found in scores.unanswered] == expected["unanswered"]


def test_gaps_and_their_points(
    scores: Scores, assessment: Assessment, library: Library, expected: dict[str, Any]
) -> None:
    found = gaps(scores, library, look_through(library, assessment.lens), assessment.marks, {})
    assert [gap.item for gap in found.text] == expected["gaps_text"]
    points = {gap.item: gap.points for gap in found.text}
    for item, sum_written in expected["points"].items():
        assert points[item] == pytest.approx(worked(sum_written)), item


@pytest.fixture(scope="module")
def with_plan(assessment: Assessment, library: Library) -> Results:
    lens = look_through(library, assessment.lens)
    assert assessment.as_of is not None
    plan, problems = read_a_plan(SAMPLE / "plan.xlsx", "plan.xlsx", library, lens=lens, as_of=assessment.as_of)
    assert plan is not None
    assert problems == []
    return results_of(assessment, library, as_of=assessment.as_of, plans=[plan])


def test_solidity_of_every_measure(with_plan: Results, expected: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    looked_at = with_plan.plans[0]
    for measure in looked_at.plan.measures:
        found.setdefault(looked_at.solidities[measure.id].code, []).append(str(measure.number))
    assert found == expected["with_plan"]["solidity"]


def test_coverage_of_every_item(with_plan: Results, expected: dict[str, Any]) -> None:
    wanted = expected["with_plan"]["coverage"]
    items = with_plan.coverage.items
    for code in ("full", "partly", "paper"):
        assert [item for item, found in items.items() if found.code == code] == wanted[code], code
    assert [item for item, found in items.items() if found.delivered] == wanted["delivered"]
    numbers = {measure.id: measure.number for measure in with_plan.plans[0].plan.measures}
    unreaching = [numbers[ref.measure] for ref in with_plan.coverage.reaches_nothing]
    assert unreaching == expected["with_plan"]["reaches_nothing"]


def test_order_of_gaps_with_the_plan(with_plan: Results, expected: dict[str, Any]) -> None:
    assert [gap.item for gap in with_plan.gaps.text] == expected["with_plan"]["gaps_text"]
