"""The fictional State of `sample_plans/` through the Model Strategies: what must follow stands in expected.yaml."""

import contextlib
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.test_worked_examples import worked
from toolkit.cli import main
from toolkit.data_file import read_data_file

SAMPLE = Path(__file__).parent.parent / "sample_plans" / "talvenia"
LENS = "a-res-80-226"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = read_data_file(SAMPLE / "expected.yaml")[LENS]
    return found


@pytest.fixture(scope="module")
def scored() -> dict[str, Any]:
    """What `score` prints of the sample State through this lens."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out):
        code = main(["score", str(SAMPLE / "state.json"), "--lens", LENS, "--json"], today=date(2026, 7, 1))
    assert code == 0
    out.seek(0)
    found: dict[str, Any] = json.load(out)
    return found


def three(written: Any) -> dict[str, Any]:
    """Point, low and high: one expression where nothing is unanswered, all null where nothing applies."""
    return written if isinstance(written, dict) else dict.fromkeys(("point", "low", "high"), written)


def same(found: dict[str, Any], written: Any, where: str) -> None:
    for part, sum_written in three(written).items():
        if isinstance(sum_written, bool) or sum_written is None:
            assert found[part] is sum_written, (where, part)
        else:
            assert found[part] == pytest.approx(worked(sum_written)), (where, part)


def test_headline_counts_through_the_strategies(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    assert scored["lens"] == LENS
    assert scored["problems"] == []
    assert scored["headline"] == expected["headline"]


def test_limbs_of_the_strategies(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    assert [limb["id"] for limb in scored["limbs"]] == list(expected["limbs"])
    for limb in scored["limbs"]:
        same(limb, expected["limbs"][limb["id"]], limb["id"])


def test_a_strategy_is_the_mean_of_its_limbs(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    found = {provision["number"]: provision for provision in scored["provisions"]}
    assert len(found) == 18
    for number, written in expected["provisions"].items():
        same(found[number], written, number)


@pytest.mark.parametrize("index", ["text", "enabling"])
def test_indices_of_the_strategies(scored: dict[str, Any], expected: dict[str, Any], index: str) -> None:
    same(scored["indices"][index], expected[f"{index}_index"], index)


def test_soft_limbs_and_facts_stand_apart(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    same(scored["soft"], expected["soft"], "soft")
    assert {fact["item"]: fact["answer"] for fact in scored["participation"]} == expected["participation"]


def test_unanswered_of_this_lens(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    found = [{key: value for key, value in row.items() if key != "basis"} for row in scored["unanswered"]]
    assert found == expected["unanswered"]


def test_points_of_gaps_of_this_lens(scored: dict[str, Any], expected: dict[str, Any]) -> None:
    points = {gap["item"]: gap["points"] for gap in scored["gaps"]["text"]}
    for item, sum_written in expected["points"].items():
        assert points[item] == pytest.approx(worked(sum_written)), item
