"""A further state file brings its answers; all else that it holds and the record does not is named, by part."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.cli import main
from toolkit.record.assessment import Assessment
from toolkit.tasks.left_out import left_out

BASE: dict[str, Any] = {
    "schema_version": 1,
    "profile": {"state": "Talvenia", "population": 100},
    "as_of": "2026-06-30",
    "responses": [{"item": "D04-3", "level": 2}],
    "marks": {"D04-3": {"mark": "first", "reason": "ours"}},
    "agreed": [{"item": "D04-3", "level": 2, "reason": "met"}],
}
MORE: dict[str, Any] = {
    **BASE,
    "profile": {"state": "Talvenia", "population": 200},
    "responses": [{"item": "D05-1", "body": "jobs", "level": 1}],
    "marks": {"D04-3": {"mark": "first", "reason": "ours"}, "D05-1": {"mark": "later", "reason": "theirs"}},
    "agreed": [{"item": "D04-3", "level": 3, "reason": "met again"}, {"item": "D05-1", "level": 1, "reason": "met"}],
    "plans": [{"name": "Work plan"}],
    "clearances": [{"body": "jobs", "role": "Head of unit", "date": "2026-05-01"}],
    "local_instruments": [{"id": "law-7", "title": "Law 7"}],
    "texts": {"gaps": {"text": "We know."}},
    "indicators": [{"id": "return_to_prison", "not_measured": "No register"}],
    "log": [
        {"at": "2026-05-02T10:00:00Z", "body": "jobs", "item": "D05-1", "field": "level", "before": None, "after": 1}
    ],
}


@pytest.fixture
def merged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*documents: dict[str, Any]) -> tuple[int, dict[str, tuple[int, str]], dict[str, Any]]:
        paths = []
        for number, document in enumerate(documents):
            paths.append(tmp_path / f"{number}.json")
            paths[-1].write_text(json.dumps(document), encoding="utf-8")
        out = tmp_path / "merged.json"
        code = main(["read-answers", *map(str, paths), "-o", str(out), "--json"], today=date(2026, 7, 1))
        problems = json.loads(capsys.readouterr().out)["problems"]
        said = {found["code"]: (found["values"].get("n"), found["values"].get("names")) for found in problems}
        assert all(found["place"] == {"file": "1.json"} for found in problems)
        return code, said, json.loads(out.read_text(encoding="utf-8"))

    return call


def test_what_a_further_state_file_holds_beside_answers_is_named_by_part(merged: Any) -> None:
    code, said, told = merged(BASE, MORE)
    assert code == 0
    assert said == {
        "answers_rest_left": (1, "profile.population"),
        "answers_agreed_left": (2, "D04-3, D05-1"),
        "answers_marks_left": (1, "D05-1"),
        "answers_plans_left": (1, "Work plan"),
        "answers_clearances_left": (1, "2026-05-01"),
        "answers_local_left": (1, "Law 7"),
        "answers_indicators_left": (1, "return_to_prison"),
        "answers_texts_left": (1, "gaps"),
        "answers_history_left": (1, "2026-05-02"),
    }
    assert {(found["item"], found.get("body")) for found in told["responses"]} == {("D04-3", None), ("D05-1", "jobs")}
    assert told["marks"] == BASE["marks"]


def test_what_the_record_says_in_the_same_way_is_not_named(merged: Any) -> None:
    same = {**BASE, "responses": [{"item": "D05-1", "body": "jobs", "level": 1}]}
    assert merged(BASE, same)[:2] == (0, {})


def test_of_two_state_files_the_first_is_the_base(merged: Any) -> None:
    _, said, told = merged(MORE, BASE)
    assert told["marks"] == MORE["marks"]
    assert [plan["name"] for plan in told["plans"]] == ["Work plan"]
    # Of the first one's parts the second says only these two otherwise.
    assert said == {"answers_rest_left": (1, "profile.population"), "answers_agreed_left": (1, "D04-3")}


def test_every_part_of_a_state_file_is_merged_or_named() -> None:
    """A field that is added to the assessment has to be merged or named here: nothing is lost in silence."""
    merged_or_not_told = {"schema_version", "id", "lens", "depth", "content_hash", "wordings", "wordings_before"}
    merged_or_not_told |= {"bodies", "responses", "facilities", "held"}
    document = {**MORE, "name": "x", "next_date": "2027-01-01", "scope": "all", "target": 4, "people": {"D05-1": 3}}
    document |= {"relations": {"D05-1": {"relation": "invited"}}, "sendings": {"jobs": {"sent": "2026-01-01"}}}
    document |= {"reopened": [{"date": "2026-05-03", "reason": "more"}]}
    for field in set(Assessment.model_fields) - merged_or_not_told:
        only = Assessment.model_validate({field: document[field]})
        assert left_out(only, Assessment(), "more.json"), f"{field} would be lost in silence"


def test_the_help_says_that_the_first_state_file_is_the_base(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["read-answers", "--help"])
    assert "Of several state files the first is the base" in " ".join(capsys.readouterr().out.split())
