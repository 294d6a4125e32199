"""State files: what is taken, what is held back, and that nothing changes on the way out and in."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import any_answers, assessment_of
from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.problem import message
from toolkit.record.assessment import Assessment
from toolkit.record.state_file import read_state, seal_of, state_schema, state_text
from toolkit.tasks.state import export_state, import_state

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
GOOD = {"item": "D01-1", "level": 3}


def read(**document: Any) -> tuple[Assessment | None, list[str]]:
    found, problems = read_state({"schema_version": 1, **document}, LIBRARY)
    return found, [entry.code for entry in problems]


def test_least_state_file() -> None:
    found, problems = read(
        lens="a-res-78-224",
        responses=[
            {"item": "D04-3", "level": 2},
            {"item": "D09-1", "not_applicable": {"reason": "nobody_concerned", "note": "No such community."}},
        ],
    )
    assert problems == []
    assert found is not None
    assert (found.lens, found.depth, found.target.of("D04-3")) == ("a-res-78-224", "full", 3)
    assert [response.item for response in found.responses] == ["D04-3", "D09-1"]


# Every problem of a response with an input that has it; the good response beside it is taken all the same.
HELD_BACK = [
    ("response_item_unknown", {"item": "D99-1", "level": 1}),
    ("response_item_retired", {"item": "D09-3", "level": 1}),
    ("response_level_out_of_range", {"item": "D01-2", "level": 5}),
    ("response_level_out_of_range", {"item": "D01-2", "level": -1}),
    ("response_level_out_of_range", {"item": "D01-2", "level": 2.5}),
    ("response_level_out_of_range", {"item": "D01-2", "level": True}),
    ("response_level_out_of_range", {"item": "D01-2", "level": "2"}),
    ("response_not_applicable_refused", {"item": "D01-2", "not_applicable": {"reason": "domestic_law", "note": "x"}}),
    ("response_reason_unknown", {"item": "D09-1", "not_applicable": {"reason": "because", "note": "x"}}),
    ("response_note_missing", {"item": "D09-1", "not_applicable": {"reason": "nobody_concerned", "note": "  "}}),
    ("response_two_answers", {"item": "D01-2", "level": 2, "not_known": "somebody"}),
    ("response_answer_does_not_fit", {"item": "D01-2", "answer": "yes"}),
    ("response_answer_does_not_fit", {"item": "D14-1", "level": 2}),
    ("response_key_unknown", {"item": "D01-2", "level": 2, "colour": "red"}),
    ("response_value_wrong", {"item": "D01-2", "level": 2, "evidence": "a report"}),
    ("response_value_wrong", {"item": "D01-2", "level": 2, "publish": "yes"}),
    ("response_value_wrong", {"level": 2}),
    ("response_value_wrong", "D01-2"),
]


@pytest.mark.parametrize(("code", "response"), HELD_BACK)
def test_a_response_that_does_not_fit_is_held_back_and_the_rest_taken(code: str, response: Any) -> None:
    found, problems = read(responses=[response, GOOD])
    assert problems == [code]
    assert found is not None
    assert [entry.item for entry in found.responses] == ["D01-1"]
    assert [(held.part, held.value, held.code) for held in found.held] == [("responses", response, code)]


def test_two_responses_of_one_body_are_both_held_back() -> None:
    found, problems = read(responses=[GOOD, {**GOOD, "level": 1}, {**GOOD, "body": "PRI"}])
    assert problems == ["response_repeated", "response_repeated"]
    assert found is not None
    assert [entry.body for entry in found.responses] == ["PRI"]
    assert [held.value["level"] for held in found.held] == [3, 1]


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("state_key_unknown", {"colour": "red"}),
        ("state_value_wrong", {"target": 7}),
        ("state_value_wrong", {"bodies": [{"name": "no id"}]}),
        ("state_value_wrong", {"responses": "none"}),
        ("state_value_wrong", {"as_of": "yesterday"}),
        ("state_lens_unknown", {"lens": "99/999"}),
        ("response_item_unknown", {"marks": {"D99-1": {"mark": "first"}}}),
        ("response_item_unknown", {"agreed": [{"item": "D99-1", "level": 1}]}),
        ("response_item_unknown", {"target": {"items": {"D99-1": 4}}}),
        (
            "response_not_applicable_refused",
            {"agreed": [{"item": "D04-3", "not_applicable": {"reason": "nobody_concerned", "note": "x"}}]},
        ),
        (
            "response_two_answers",
            {"agreed": [{"item": "D09-1", "level": 1, "not_applicable": {"reason": "nobody_concerned", "note": "x"}}]},
        ),
        ("response_value_wrong", {"agreed": [{"item": "D04-3", "reason": "nothing said"}]}),
        ("response_answer_does_not_fit", {"agreed": [{"item": "D14-1", "level": 2}]}),
        ("response_level_out_of_range", {"agreed": [{"item": "D04-3", "level": 5}]}),
        ("body_lead_unknown", {"bodies": [{"id": "a", "leads": ["ZZZ"]}]}),
    ],
)
def test_parts_that_do_not_fit_are_held_back(code: str, part: dict[str, Any]) -> None:
    found, problems = read(**part)
    assert problems == [code]
    assert found is not None
    assert len(found.held) == 1


@pytest.mark.parametrize(
    "part",
    [
        {"agreed": [{"item": "D04-3", "level": 1}, {"item": "D04-3", "level": 3}]},
        {"bodies": [{"id": "a", "name": "One"}, {"id": "a", "name": "Other"}]},
    ],
)
def test_entries_with_one_name_are_both_held_back(part: dict[str, Any]) -> None:
    found, problems = read(**part)
    assert problems == ["state_entry_repeated", "state_entry_repeated"]
    assert found is not None
    assert [held.value for held in found.held] == next(iter(part.values()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"schema_version": 1, "responses": [], "responses": []}', "state_key_repeated"),
        (b'{"schema_version": 1, "name": NaN}', "state_number_refused"),
        ("{}".encode("utf-16"), "state_not_utf8"),
        (b'{"schema_version": 1, "name": ' + b"[" * 70 + b"]" * 70 + b"}", "state_too_deep"),
        (b"[1, 2]", "state_not_a_state"),
        (b"{", "state_not_json"),
    ],
)
def test_texts_that_are_no_state_file_are_refused_in_words(text: bytes, code: str) -> None:
    found, problems = import_state(text, "state.json", LIBRARY)
    assert found is None
    assert [entry.code for entry in problems] == [code]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ([], "state_not_a_state"),
        ({}, "state_not_a_state"),
        ({"schema_version": "1"}, "state_not_a_state"),
        ({"schema_version": 2}, "state_newer"),
    ],
)
def test_what_is_no_state_file(document: Any, code: str) -> None:
    found, problems = read_state(document, LIBRARY)
    assert found is None
    assert [entry.code for entry in problems] == [code]


def test_texts_for_practice_difficulty_and_help_are_taken() -> None:
    found, problems = read(responses=[{**GOOD, "practice": "Councils", "difficulty": "Money", "help": "Advice"}])
    assert problems == []
    assert found is not None
    response = found.responses[0]
    assert response.practice is not None and response.practice.what == "Councils"
    assert response.difficulty is not None and response.difficulty.line == "Money"
    assert response.help is not None and response.help.kind == "Advice"


ODD = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@settings(max_examples=40)
@given(any_answers(LIBRARY, LENS), ODD, ODD)
def test_export_import_export_is_byte_equal(answers: dict[str, Any], state: str, comment: str) -> None:
    told = assessment_of(answers, LIBRARY, profile={"state": state})
    commented = [response.model_copy(update={"comment": comment}) for response in told.responses]
    told = told.model_copy(update={"responses": tuple(commented)})
    first = state_text(told)
    found, problems = read_state(json.loads(first), LIBRARY)
    assert problems == []
    assert found is not None
    assert state_text(found) == first


def test_what_is_held_back_is_written_out_again_unchanged() -> None:
    first, _ = read(responses=[response for _, response in HELD_BACK], colour="red", lens="99/999")
    assert first is not None
    text = state_text(first)
    again, problems = read_state(json.loads(text), LIBRARY)
    assert again is not None
    assert state_text(again) == text
    assert len(problems) == len(first.held) == len(HELD_BACK) + 2


def test_seal() -> None:
    document = json.loads(state_text(Assessment()))
    assert document["seal"] == seal_of(document)
    assert read_state(document, LIBRARY)[1] == []
    edited = {**document, "name": "edited by hand"}
    assert [found.code for found in read_state(edited, LIBRARY)[1]] == ["state_seal_wrong"]
    assert read_state({**edited, "seal": None}, LIBRARY)[1] == []


def test_damaged_characters_are_named() -> None:
    found, problems = read(name="half \ud83d")
    assert problems == ["state_characters_replaced"]
    assert found is not None
    assert state_text(found).encode("utf-8")


def test_file_in_and_out(tmp_path: Path) -> None:
    told = assessment_of({"D01-1": 3}, LIBRARY, profile={"state": "../../etc/passwd"})
    name, content = export_state(told)
    assert "/" not in name
    path = tmp_path / name
    path.write_bytes(content)
    found, problems = import_state(path, name, LIBRARY)
    assert (found, problems) == (told, [])
    assert [entry.code for entry in import_state(b"{", "x.json", LIBRARY)[1]] == ["state_not_json"]
    assert [entry.code for entry in import_state(b"", "x.json", LIBRARY)[1]] == ["file_empty"]


def test_schema_knows_the_short_forms() -> None:
    schema = state_schema()
    assert schema["properties"]["target"]["anyOf"][0] == {"type": "integer", "minimum": 0, "maximum": 4}
    assert {"type": "string"} in schema["$defs"]["Response"]["properties"]["practice"]["anyOf"]


def test_every_problem_can_be_said(language: Language) -> None:
    """The values of a problem may have any name, that of the wording's key among them."""
    _, problems = read_state({"schema_version": 1, "responses": [each for _, each in HELD_BACK], "x": 1}, LIBRARY)
    assert len(problems) == len(HELD_BACK) + 1
    assert all(message(found, language) for found in problems)


def test_schema_names_every_part() -> None:
    properties = state_schema()["properties"]
    for part in ("schema_version", "lens", "responses", "agreed", "bodies", "plans", "marks", "log", "held", "seal"):
        assert part in properties
