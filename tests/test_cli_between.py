"""Commands that hold several assessments together: `compare` and `roll-up`."""

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.cli import main
from toolkit.tasks.sample import EARLIER, FEDERATION, SAMPLE

STATE = SAMPLE / "state.json"
UNITS = sorted(FEDERATION.glob("*.json"))


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code = main([str(word) for word in words])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_compare_gives_counts_statements_and_indices(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "compare", EARLIER, STATE, "--json")
    assert code == 0
    assert (told["counts"]["text"]["up"], told["counts"]["text"]["down"]) == (8, 2)
    assert told["indices"]["text"]["difference"] == pytest.approx((1033 + 1 / 3 - 962.5) / 19)
    assert told["problems"] == []


def test_compare_writes_a_document_by_its_ending(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, told = run(capsys, "compare", EARLIER, STATE, "-o", tmp_path / "changed.html")
    assert (code, told) == (0, None)
    assert "What changed: 78/224" in (tmp_path / "changed.html").read_text(encoding="utf-8")
    code, told = run(capsys, "compare", EARLIER, STATE, "--json", "-o", tmp_path / "changed.txt")
    assert (code, [found["code"] for found in told["problems"]]) == (2, ["usage_wrong"])


def test_two_states_end_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "compare", UNITS[0], STATE, "--json")
    assert (code, [found["code"] for found in told["problems"]]) == (2, ["comparison_other_state"])


def test_roll_up_does_not_depend_on_the_order_and_names_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "roll-up", *UNITS, "--json")
    assert code == 0
    assert (told["people"], told["named"], told["headline"]["at_target"]) == (20000, [], 6)
    assert run(capsys, "roll-up", *reversed(UNITS), "--json") == (0, told)
    _, named = run(capsys, "roll-up", *UNITS, "--named", "--json")
    assert [unit["name"] for unit in named["named"]] == ["Lake Cantons", "Northern Marches", "Port Province"]


def test_one_unit_is_too_few(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = run(capsys, "roll-up", UNITS[0], "--json")
    assert (code, [found["code"] for found in told["problems"]]) == (2, ["units_too_few"])
