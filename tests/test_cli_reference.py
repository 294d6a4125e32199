"""The commands that show the library: limbs with the items that ask for them."""

import json
from datetime import date
from typing import Any

import pytest

from toolkit.cli import main

# DESIGN section 4: the limbs that 78/224 asks for are nineteen; the fixed rapid list of the family holds 24 items.
LIMBS_OF_78_224 = 19


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Exit code and standard output of one call."""
    code = main(list(words), today=date(2026, 7, 1))
    return code, capsys.readouterr().out


def limbs(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, dict[str, Any]]:
    """Limbs as the command gives them, by id."""
    code, out = said(capsys, "limbs", *words, "--json")
    assert code == 0
    return {entry["limb"]: entry for entry in json.loads(out)["limbs"]}


def test_every_limb_is_asked_for_by_a_direct_or_named_statement(capsys: pytest.CaptureFixture[str]) -> None:
    found = limbs(capsys)
    asked = {id: entry for id, entry in found.items() if not entry["soft"]}
    assert len(asked) == LIMBS_OF_78_224
    assert all(entry["items"] for entry in asked.values())
    bases = [item["basis"] for entry in asked.values() for item in entry["items"]]
    assert (bases.count("direct"), bases.count("named"), len(bases)) == (13, 17, 30)


def test_a_limb_stands_with_its_statements(capsys: pytest.CaptureFixture[str]) -> None:
    # domain.md 7.2: K2.3 is asked for by D04-1 (direct, R), D04-3 and D04-4 (named)
    assert limbs(capsys)["K2.3"]["items"] == [
        {"item": "D04-1", "basis": "direct", "rapid": True},
        {"item": "D04-3", "basis": "named", "rapid": False},
        {"item": "D04-4", "basis": "named", "rapid": False},
    ]


def test_a_limb_without_a_statement_of_the_lens_stays_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    # 76/182 holds 14 limbs and K2.3 with fewer statements: D04-3 is not carried by it (DESIGN section 4)
    found = limbs(capsys, "--lens", "76/182")
    assert len(found) == 14
    assert [entry["item"] for entry in found["K2.3"]["items"]] == ["D04-1", "D04-4"]


def test_the_plain_table_is_read_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = said(capsys, "limbs")
    lines = out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("K2.3"))
    assert code == 0
    assert lines[start + 1].split() == ["D04-1", "Direct", "R", "(asked", "by", "the", "rapid", "scan)"]
    assert lines[start + 2].split() == ["D04-3", "Named", "part"]
    assert out.count("R (asked by the rapid scan)") == sum(
        item["rapid"] for entry in limbs(capsys).values() for item in entry["items"]
    )


def test_an_unknown_lens_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "limbs", "--lens", "12/345")[0] == 2
