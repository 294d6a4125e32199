"""The command line as scripts rely on it (DESIGN section 6)."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.cli import main

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_plans" / "talvenia"
STATE = str(SAMPLE / "state.json")
PLAN = str(SAMPLE / "plan.xlsx")


class Ran:
    """What one call of the command line did."""

    def __init__(self, code: int, out: str, told: str) -> None:
        self.code = code
        self.out = out
        self.told = told

    @property
    def document(self) -> Any:
        """The JSON document on standard output, which holds nothing else."""
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: str) -> Ran:
        code = main(list(words), today=date(2026, 7, 1))
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    return call


def state_file(folder: Path, **document: Any) -> str:
    path = folder / "state.json"
    path.write_text(json.dumps({"schema_version": 1, **document}), encoding="utf-8")
    return str(path)


def test_check_content_counts_and_has_no_problem(run: Any) -> None:
    found = run("check-content", "--json")
    assert found.code == 0
    assert found.document["problems"] == []
    assert found.document["lenses"]["a-res-78-224"]["by_basis"] == {
        "direct": 13,
        "named": 17,
        "soft": 2,
        "implied": 43,
        "participation": 5,
    }


def test_items(run: Any) -> None:
    found = run("items", "--lens", "A/RES/76/182", "--json")
    assert found.code == 0
    assert (found.document["lens"], found.document["depth"]) == ("a-res-76-182", "full")
    items = {item["id"]: item for item in found.document["items"]}
    assert len(items) == 57
    assert set(items["D04-1"]) == {
        "id",
        "dimension",
        "text",
        "levels",
        "type",
        "limbs",
        "basis",
        "provisions",
        "not_applicable",
        "requires",
        "lead",
        "support",
        "rapid",
    }
    assert items["D04-1"]["limbs"] == [{"limb": "K2.3", "basis": "direct"}, {"limb": "MS01.1", "basis": "direct"}]
    assert items["D04-1"]["provisions"] == ["2"]
    assert len(items["D04-1"]["levels"]) == 5
    assert items["D14-2"]["levels"] == []
    assert len(run("items", "--depth", "rapid", "--json").document["items"]) == 24


def test_score_has_every_part_and_null_for_what_cannot_be_computed(run: Any, tmp_path: Path) -> None:
    found = run("score", state_file(tmp_path, responses=[{"item": "D04-3", "level": 2}]), "--json")
    assert found.code == 0
    result = found.document
    assert set(result) == {
        "lens",
        "depth",
        "as_of",
        "content_hash",
        "headline",
        "indices",
        "soft",
        "participation",
        "limbs",
        "provisions",
        "dimensions",
        "gaps",
        "unanswered",
        "problems",
    }
    text = result["indices"]["text"]
    assert set(text) == {
        "point",
        "low",
        "high",
        "provisional",
        "reasons",
        "completeness",
        "supported",
        "with_na_as_zero",
        "band",
    }
    assert text["point"] == 50.0
    assert text["band"] is None
    assert result["indices"]["enabling"]["point"] is None
    assert result["soft"] == {"point": None, "low": 0.0, "high": 100.0, "items": ["D09-1", "D09-2"]}
    assert result["as_of"] == "2026-07-01"
    assert result["gaps"]["text"] == [
        {
            "item": "D04-3",
            "level": 2,
            "target": 3,
            "points": 25.0,
            "coverage": "none",
            "mark": "normal",
            "lead": "PRI",
            "requires": ["D04-1"],
        }
    ]


def test_score_holds_back_what_does_not_fit_and_scores_the_rest(run: Any, tmp_path: Path) -> None:
    responses = [{"item": "D04-3", "level": 2}, {"item": "D99-1", "level": 2}]
    found = run("score", state_file(tmp_path, responses=responses), "--json")
    assert found.code == 1
    (held,) = found.document["problems"]
    assert (held["code"], held["severity"], held["place"]) == ("response_item_unknown", "error", {"item": "D99-1"})
    assert "D99-1" in held["message"]
    assert found.document["indices"]["text"]["point"] == 50.0


def test_score_of_a_lens_without_domestic_paragraphs(run: Any) -> None:
    found = run("score", STATE, "--lens", "79/187", "--json")
    assert found.code == 0
    indices = found.document["indices"]
    assert {value for index in indices.values() for key, value in index.items() if key != "reasons"} == {None}
    assert [entry["code"] for entry in found.document["problems"]] == ["lens_without_domestic_paragraphs"]
    assert found.document["problems"][0]["severity"] == "remark"


def test_score_takes_as_of_from_the_option_then_the_file(run: Any) -> None:
    assert run("score", STATE, "--json").document["as_of"] == "2026-06-30"
    assert run("score", STATE, "--on", "2025-01-31", "--json").document["as_of"] == "2025-01-31"


def test_the_same_plan_is_looked_at_once(run: Any, tmp_path: Path) -> None:
    once = run("score", STATE, "--plan", PLAN, "--json").document
    assert next(gap for gap in once["gaps"]["text"] if gap["item"] == "D01-3")["coverage"] == "full"


def test_read_plan(run: Any) -> None:
    found = run("read-plan", PLAN, "--on", "2026-06-30", "--json")
    assert found.code == 0
    assert set(found.document) == {"measures", "columns", "problems", "remarks"}
    measure = found.document["measures"][0]
    assert set(measure) >= {
        "id",
        "title",
        "group",
        "parent",
        "lead",
        "leads",
        "partners",
        "start",
        "end",
        "continuing",
        "when",
        "status",
        "budget",
        "indicator",
        "brings",
        "solidity",
        "reasons",
        "provisions",
        "place",
        "links",
    }
    assert measure["place"] == {"sheet": "Action plan 2026-2028", "row": 7}
    assert measure["links"][0] == {
        "item": "D01-3",
        "dimension": "D01",
        "kind": "explicit",
        "confidence": 1.0,
        "why": ["D01-3"],
    }


@pytest.mark.parametrize("to", ["docx", "xlsx", "json"])
def test_report(run: Any, tmp_path: Path, to: str) -> None:
    out = tmp_path / f"report.{to}"
    found = run("report", STATE, "--plan", PLAN, "--to", to, "-o", str(out), "--json")
    assert found.code == 0, found.told
    assert found.document["file"] == str(out)
    assert out.read_bytes()[:2] == (b"{\n" if to == "json" else b"PK")
    assert list(tmp_path.iterdir()) == [out]


def test_template_is_read_back_as_an_empty_plan(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    assert run("template", "plan", "-o", str(out)).code == 0
    found = run("read-plan", str(out), "--json")
    assert found.code in (0, 2), "an empty template holds no measure, and nothing in it is held back"


def test_schema(run: Any) -> None:
    found = run("schema", "--json")
    assert found.code == 0
    assert found.document["properties"]["responses"]["type"] == "array"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["items", "--lens", "99/999"],
        ["items", "--depth", "deep"],
        ["items", "--language", "xx"],
        ["score"],
        ["score", "/no/such/file.json"],
        ["score", str(ROOT / "README.md")],
        ["read-plan", STATE],
        ["read-plan", "/no/such/plan.xlsx"],
        ["report", STATE, "--to", "papyrus", "-o", "x"],
        ["report", STATE, "--to", "json", "-o", "/no/such/folder/x.json"],
        ["score", STATE, "--on", "yesterday"],
        ["score", STATE, "--lens", ""],
        ["check-content", "--texts", "/no/such/folder"],
    ],
)
def test_wrong_usage_and_nothing_readable_end_with_2_and_one_document(run: Any, words: list[str]) -> None:
    found = run(*words, "--json")
    assert found.code == 2
    assert set(found.document) == {"problems"}
    assert found.document["problems"]
    assert all(set(entry) >= {"code", "severity", "place", "values", "message"} for entry in found.document["problems"])
    assert found.told


def test_language_is_an_argument(run: Any, tmp_path: Path) -> None:
    path = state_file(tmp_path, responses=[{"item": "D99-1", "level": 1}])
    found = run("score", path, "--language", "x-test", "--json")
    assert found.document["problems"][0]["message"].startswith("⟦")
    assert run("items", "--language", "x-test", "--json").document["items"][0]["text"].startswith("⟦")


def test_as_a_program_with_another_folder_and_encoding() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "toolkit", "items", "--language", "x-test", "--json"],
        cwd=SAMPLE,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.decode("utf-8"))["items"]


def test_words_for_people_survive_a_narrow_encoding() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run(
        [sys.executable, "-m", "toolkit", "score", str(SAMPLE / "expected.yaml"), "--language", "x-test"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_an_unknown_key_is_held_back_and_said(run: Any, tmp_path: Path) -> None:
    found = run("score", state_file(tmp_path, responses=[{"item": "D01-1", "level": 2, "zzz": 1}], colour=1), "--json")
    assert found.code == 1
    assert [entry["code"] for entry in found.document["problems"]] == ["response_key_unknown", "state_key_unknown"]


def test_backup_and_restore(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.record.assessment import Assessment
    from toolkit.record.store import open_store
    from toolkit.tasks.data_folder import store_address

    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    store = open_store(store_address(os.environ))
    id = store.create(Assessment(name="kept"))
    copy = tmp_path / "copy.sqlite"
    assert run("backup", "-o", str(copy)).code == 0
    store.delete(id)
    assert store.assessments() == []
    store.close()
    assert run("restore", str(copy)).code == 0
    store = open_store(store_address(os.environ))
    assert [found.name for found in store.assessments()] == ["kept"]
    store.close()
    assert run("restore", str(SAMPLE / "state.json")).code == 2
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    assert run("backup", "-o", str(copy)).code == 2
    assert run("restore", str(copy)).code == 2
