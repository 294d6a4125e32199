"""Two assessments of one State held against each other: moves by hand, and what must never stand in one line."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import answers_possible, assessment_of
from tests.test_worked_examples import worked
from toolkit.data_file import read_data_file
from toolkit.language import read_language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.comparison import MOVES, Comparison, IndexMove, compare
from toolkit.record.assessment import Assessment
from toolkit.report.tree import Table
from toolkit.tasks.comparison import comparison_as_json, comparison_of, make_comparison
from toolkit.tasks.sample import EARLIER, SAMPLE
from toolkit.tasks.state import import_state

LIBRARY, ENGLISH = read_library(), read_language("en")
USUAL = look_through(LIBRARY, "a-res-78-224")
TODAY = date(2026, 11, 2)


def read(path: Path) -> Assessment:
    found, problems = import_state(path, path.name, LIBRARY)
    assert found is not None
    assert not problems
    return found


@pytest.fixture(scope="module")
def two() -> tuple[Assessment, Assessment]:
    return read(EARLIER), read(SAMPLE / "state.json")


@pytest.fixture(scope="module")
def found(two: tuple[Assessment, Assessment]) -> Comparison:
    return compare(*two, LIBRARY)


@pytest.fixture(scope="module")
def expected() -> Mapping[str, Any]:
    document: Mapping[str, Any] = read_data_file(SAMPLE / "expected_2024.yaml")
    return document


@pytest.mark.parametrize("part", ["text", "enabling", "soft"])
def test_the_sample_moves_as_worked_out(found: Comparison, expected: Mapping[str, Any], part: Any) -> None:
    for move, items in expected[part].items():
        moved = [entry.item for entry in found.moved(move, part)]
        assert (len(moved) if isinstance(items, int) else moved) == items, move
    assert sum(found.counts(part).values()) == {"text": 30, "enabling": 43, "soft": 2}[part]


def test_targets_reached_and_facts_of_the_sample(found: Comparison, expected: Mapping[str, Any]) -> None:
    assert list(found.reached) == expected["reached"]
    assert list(found.below_again) == expected["below_again"]
    assert {fact.item: [fact.before, fact.after] for fact in found.participation} == expected["participation"]


@pytest.mark.parametrize("part", ["text", "enabling"])
def test_figures_of_the_sample(found: Comparison, expected: Mapping[str, Any], part: str) -> None:
    move: IndexMove = getattr(found, part)
    told = expected[f"{part}_index"]
    assert move.before is not None
    for name, written in told["before"].items():
        assert getattr(move.before, name) == pytest.approx(worked(written)), name
    assert move.difference == pytest.approx(worked(told["difference"]))
    assert move.on_both_before == pytest.approx(worked(told["on_both"]["before"]))
    assert move.on_both_after == pytest.approx(worked(told["on_both"]["after"]))
    assert move.on_both == told["on_both"]["items"]


def test_a_reworded_statement_is_not_compared_and_gives_no_figure() -> None:
    words = {**LIBRARY.wordings, "D04-3": "another"}
    before = assessment_of({"D04-3": 1, "D05-1": 1}, LIBRARY, wordings=words)
    after = assessment_of({"D04-3": 3, "D05-1": 2}, LIBRARY, wordings=dict(LIBRARY.wordings))
    found = compare(before, after, LIBRARY)
    assert [(entry.item, entry.why) for entry in found.moved("not_comparable")] == [("D04-3", "reworded")]
    assert [entry.item for entry in found.moved("up")] == ["D05-1"]
    assert (found.text.before, found.text.difference, found.text.reasons) == (None, None, ("reworded",))
    assert found.enabling.reasons == ()


def test_new_and_retired_statements_are_not_compared() -> None:
    words = {item: text for item, text in LIBRARY.wordings.items() if item != "D05-1"} | {"D05-99": "gone"}
    before = assessment_of({"D04-3": 1}, LIBRARY, wordings=words)
    after = assessment_of({"D04-3": 1, "D05-1": 2}, LIBRARY, wordings=dict(LIBRARY.wordings))
    found = compare(before, after, LIBRARY)
    assert [(entry.item, entry.why) for entry in found.moved("not_comparable")] == [("D05-1", "new")]
    assert found.retired == ("D05-99",)


def test_what_was_asked_in_another_depth_is_not_compared() -> None:
    before = assessment_of({"D01-1": 1}, LIBRARY, depth="rapid")
    after = assessment_of({"D01-1": 2, "D04-3": 2}, LIBRARY)
    found = compare(before, after, LIBRARY)
    assert [entry.item for entry in found.moved("up")] == ["D01-1"]
    # The lens asks 75 statements with a level, of which the rapid scan asks 24.
    assert {entry.why for entry in found.moved("not_comparable")} == {"other_depth"}
    assert len(found.moved("not_comparable")) == 75 - 24
    assert found.text.reasons == ("other_depth",)
    through_the_rapid_one = compare(before, after, LIBRARY, depth="rapid")
    assert through_the_rapid_one.moved("not_comparable") == ()
    assert through_the_rapid_one.text.difference == 25.0


def test_another_lens_gives_no_figure_unless_one_is_looked_through() -> None:
    before = assessment_of({"D01-1": 1}, LIBRARY, lens="a-res-76-182")
    after = assessment_of({"D01-1": 2, "D02-1": 3}, LIBRARY)
    found = compare(before, after, LIBRARY)
    # 76/182 does not carry D02-1: that it has an answer only now tells nothing.
    assert [(entry.item, entry.why) for entry in found.moved("not_comparable")] == [("D02-1", "other_lens")]
    assert found.text.difference is None
    through_the_first = compare(before, after, LIBRARY, lens="a-res-76-182")
    assert through_the_first.text.difference == 25.0


def test_another_scope_compares_nothing_unless_a_person_says_it_is_the_same() -> None:
    before = assessment_of({"D01-1": 1}, LIBRARY, scope={"covers": "Three regions"})
    after = assessment_of({"D01-1": 2}, LIBRARY, scope={"covers": "The whole country"})
    found, doubts = comparison_of(before, after, LIBRARY)
    assert found is not None
    assert {entry.why for entry in found.statements} == {"other_scope"}
    assert found.text.difference is None
    assert [doubt.code for doubt in doubts] == ["comparison_other_scope"]
    same, _ = comparison_of(before, after, LIBRARY, same_scope=True)
    assert same is not None
    assert [entry.item for entry in same.moved("up")] == ["D01-1"]
    assert same.same_scope_by_choice


def test_two_states_are_never_held_against_each_other() -> None:
    one = assessment_of({"D01-1": 1}, LIBRARY, profile={"state": "Talvenia"})
    other = assessment_of({"D01-1": 2}, LIBRARY, profile={"state": "Marenia"})
    found, doubts = comparison_of(one, other, LIBRARY)
    assert found is None
    assert [doubt.code for doubt in doubts] == ["comparison_other_state"]
    spelled = other.model_copy(update={"profile": one.profile.model_copy(update={"state": " talvenia "})})
    assert comparison_of(one, spelled, LIBRARY)[0] is not None


def test_what_is_doubtful_is_said() -> None:
    one = assessment_of({"D01-1": 1}, LIBRARY, as_of=date(2026, 1, 1), content_hash="0" * 64)
    other = assessment_of({"D01-1": 2}, LIBRARY, as_of=date(2025, 1, 1))
    _, doubts = comparison_of(one, other, LIBRARY)
    assert {doubt.code for doubt in doubts} == {"comparison_backwards", "comparison_wording_not_recorded"}


pairs = st.fixed_dictionaries(
    {},
    optional={
        item: st.tuples(*[st.sampled_from(answers_possible(item, LIBRARY))] * 2)
        for item in ("D01-1", "D04-3", "D07-5", "D13-5", "D09-1", "D15-1", "D14-1")
    },
)


@settings(max_examples=25)
@given(pairs)
def test_every_statement_moves_in_one_way_and_the_other_way_round(answers: dict[str, tuple[Any, Any]]) -> None:
    sides = [assessment_of({item: pair[at] for item, pair in answers.items()}, LIBRARY) for at in (0, 1)]
    there, back = compare(sides[0], sides[1], LIBRARY), compare(sides[1], sides[0], LIBRARY)
    assert sum(there.counts().values()) == len(there.statements)
    mirrored = {"up": "down", "down": "up", "newly_answered": "no_longer_answered"}
    mirrored |= {other: one for one, other in mirrored.items()}
    for move in MOVES:
        assert there.moved(move) == () or {entry.item for entry in there.moved(move)} == {
            entry.item
            for entry in back.moved(mirrored.get(move, move))  # type: ignore[arg-type]
        }


@pytest.mark.parametrize("to", ["docx", "pdf", "xlsx", "html"])
def test_a_comparison_is_written_in_every_format(two: tuple[Assessment, Assessment], to: str) -> None:
    found = compare(*two, LIBRARY)
    name, content = make_comparison(found, two[1], LIBRARY, ENGLISH, to=to, today=TODAY)
    assert name == f"republic-of-talvenia_78-224_comparison_2026-11-02.{to}"
    assert len(content) > 4000


def test_the_report_counts_first_and_says_why_there_is_no_figure(two: tuple[Assessment, Assessment]) -> None:
    from toolkit.report.comparison import comparison_report
    from toolkit.report.subject import Subject
    from toolkit.tasks.results import results_of

    before, after = two
    results = results_of(after, LIBRARY, as_of=TODAY)
    rapid = before.model_copy(update={"depth": "rapid"})
    tree = comparison_report(Subject(after, results, LIBRARY, ENGLISH), compare(before, after, LIBRARY))
    told = [getattr(part, "text", "") for part in tree.parts]
    assert told[1].startswith("Of 30 statements that come from 78/224: 8 moved up; 2 moved down;")
    assert [table.id for table in tree.parts if isinstance(table, Table)][:3] == ["moves", "figures", "up"]
    apart = comparison_report(Subject(after, results, LIBRARY, ENGLISH), compare(rapid, after, LIBRARY))
    assert "figures" not in [table.id for table in apart.parts if isinstance(table, Table)]
    assert any("asked in different depth" in getattr(part, "text", "") for part in apart.parts)


def test_json_holds_null_for_what_is_not_compared(two: tuple[Assessment, Assessment]) -> None:
    found = compare(two[0].model_copy(update={"depth": "rapid"}), two[1], LIBRARY)
    told = json.loads(json.dumps(comparison_as_json(found, ENGLISH)))
    assert told["indices"]["text"]["difference"] is None
    assert told["indices"]["text"]["before"] is None
    assert set(told["counts"]["text"]) == set(MOVES)
