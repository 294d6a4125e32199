"""The commands `template questionnaire` and `read-answers` as scripts rely on them (DESIGN section 6)."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.filled import answers_sheet, filled, rows_of
from toolkit.cli import main
from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.record.answer_stamp import Stamp, stamp_in
from toolkit.record.assessment import Assessment, Body, Response
from toolkit.tasks.body_meant import body_meant
from toolkit.tasks.questionnaire import items_of_body, questionnaire_template

STATE = {
    "schema_version": 1,
    "profile": {"state": "Talvenia"},
    "as_of": "2026-06-30",
    "bodies": [{"id": "prisons", "name": "Prison service", "leads": ["PRI"]}, {"id": "jobs", "leads": ["LAB"]}],
    "responses": [
        {"item": "D04-3", "body": "prisons", "level": 2, "comment": "Ours"},
        {"item": "D04-3", "body": "jobs", "level": 1, "comment": "Said in confidence"},
    ],
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*words: Any) -> tuple[int, Any]:
        code = main([*map(str, words), "--json"], today=date(2026, 7, 1))
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, json.loads(captured.out)

    return call


@pytest.fixture
def state(tmp_path: Path) -> Path:
    path = tmp_path / "state.json"
    path.write_text(json.dumps(STATE), encoding="utf-8")
    return path


def made(run: Any, folder: Path, *words: Any) -> bytes:
    out = folder / "made.xlsx"
    code, document = run("template", "questionnaire", *words, "-o", out)
    assert (code, document["file"], document["problems"]) == (0, str(out), [])
    return out.read_bytes()


def codes_in(content: bytes) -> set[str]:
    sheet, head, columns = answers_sheet(openpyxl.load_workbook(io.BytesIO(content)))
    return set(rows_of(sheet, head, columns["Code"]))


def test_a_body_gets_its_items_its_answers_and_nobody_elses(run: Any, state: Path, tmp_path: Path) -> None:
    content = made(run, tmp_path, "--state", state, "--body", "prisons")
    library = read_library()
    lens = look_through(library, "a-res-78-224")
    led = {item.id for item in lens.items if library.items[item.id].lead == "PRI"}
    assert codes_in(content) == led | {"D04-3"}
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert "Ours" in texts
    assert "Said in confidence" not in texts
    assert all(sheet.page_setup.orientation == "portrait" and sheet.page_setup.paperSize == 9 for sheet in book)
    assert not any(sheet.protection.sheet for sheet in book.worksheets)
    assert codes_in(made(run, tmp_path, "--state", state, "--body", "PRI")) == codes_in(content)


def test_support_is_asked_for_and_without_a_state_everything_is_there(run: Any, state: Path, tmp_path: Path) -> None:
    alone = codes_in(made(run, tmp_path, "--state", state, "--body", "jobs"))
    more = codes_in(made(run, tmp_path, "--state", state, "--body", "jobs", "--support"))
    library = read_library()
    supported = {id for id, item in library.items.items() if "LAB" in item.support}
    assert more - alone and more - alone <= supported
    assert len(codes_in(made(run, tmp_path, "--lens", "76/182", "--body", "LAB"))) == 57
    assert len(codes_in(made(run, tmp_path, "--depth", "rapid"))) == 24


def test_the_stamp_stands_in_sight_and_out_of_sight(run: Any, state: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(run, tmp_path, "--state", state, "--body", "prisons")))
    stamped = [
        (sheet.sheet_state, found)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and (found := stamp_in(cell.value)) is not None
    ]
    assert sorted(kind for kind, _ in stamped) == ["hidden", "visible", "visible"]
    assert len({found for _, found in stamped}) == 1
    stamp = stamped[0][1]
    assert (stamp.state, stamp.body, stamp.leads, stamp.as_of) == ("Talvenia", "prisons", ("PRI",), date(2026, 6, 30))
    assert (stamp.lens, stamp.depth, len(stamp.content)) == ("a-res-78-224", "full", 64)


def test_a_stamp_holds_every_script() -> None:
    stamp = Stamp(state="جمهورية & Côte = ?", body="刑務所 1/2", name="a b", lens="a-res-78-224", items=3)
    assert " " not in stamp.text
    assert stamp_in(f"Stamp: {stamp.text} (leave it)") == stamp


def test_answers_are_laid_upon_the_state(run: Any, state: Path, tmp_path: Path) -> None:
    content = made(run, tmp_path, "--state", state, "--body", "prisons")
    back, out = tmp_path / "back.xlsx", tmp_path / "out.json"
    back.write_bytes(
        filled(content, {"D04-3": {"Level": "3 - In place"}, "D05-1": {"Level": 1}}, {"returned.date": "2026-05-04"})
    )
    code, document = run("read-answers", back, state, "-o", out)
    assert (code, document["problems"], document["lens"], document["depth"]) == (0, [], "a-res-78-224", "full")
    items = {entry["item"]: entry for entry in document["items"]}
    assert items["D04-3"]["bodies"] == ["jobs", "prisons"]
    assert items["D04-3"]["levels"] == {"jobs": 1, "prisons": 3}
    assert (items["D04-3"]["agreement"], items["D05-1"]["agreement"]) == ("contradict", "single_source")
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [entry["comment"] for entry in told["responses"] if entry["item"] == "D04-3"] == [
        "Said in confidence",
        "Ours",
    ]
    assert {(entry["at"], entry["body"]) for entry in told["log"]} == {("2026-05-04", "prisons")}
    again = tmp_path / "again.json"
    assert run("read-answers", out, back, back, "-o", again)[0] == 0
    assert again.read_bytes() == out.read_bytes()


def test_without_a_state_file_the_stamps_say_how_it_is_looked_at(run: Any, tmp_path: Path) -> None:
    content = made(run, tmp_path, "--lens", "76/182", "--depth", "rapid", "--body", "Housing office")
    code = sorted(codes_in(content))[0]
    back, out = tmp_path / "back.xlsx", tmp_path / "out.json"
    back.write_bytes(filled(content, {code: {"Level": 1}}))
    exit_code, document = run("read-answers", back, "-o", out, "--on", "2026-03-02")
    assert (exit_code, document["lens"], document["depth"]) == (0, "a-res-76-182", "rapid")
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["bodies"] == [{"id": "Housing office", "name": "Housing office"}]
    assert {entry["at"] for entry in told["log"]} == {"2026-03-02"}


def test_a_damaged_file_among_good_ones_and_nothing_readable_at_all(run: Any, state: Path, tmp_path: Path) -> None:
    damaged, out = tmp_path / "damaged.xlsx", tmp_path / "out.json"
    damaged.write_bytes(made(run, tmp_path, "--body", "PRI")[:5000])
    code, document = run("read-answers", state, damaged, "-o", out)
    assert (code, [found["code"] for found in document["problems"]]) == (1, ["file_damaged"])
    assert document["problems"][0]["place"] == {"file": "damaged.xlsx"}
    code, document = run("read-answers", damaged, tmp_path / "none.xlsx", "-o", tmp_path / "never.json")
    assert (code, [found["code"] for found in document["problems"]]) == (2, ["file_damaged", "file_missing"])
    assert not (tmp_path / "never.json").exists()


def test_two_files_of_one_body_that_contradict_each_other_are_held_back(run: Any, state: Path, tmp_path: Path) -> None:
    content = made(run, tmp_path, "--state", state, "--body", "prisons")
    paths = []
    for level in (0, 4):
        path = tmp_path / f"back{level}.xlsx"
        path.write_bytes(filled(content, {"D05-1": {"Level": level, "Comment": f"Level {level}"}}))
        paths.append(path)
    out = tmp_path / "out.json"
    code, document = run("read-answers", state, *paths, "-o", out)
    assert code == 1
    assert [(found["code"], found["place"]["file"]) for found in document["problems"]] == [
        ("conflict", "back0.xlsx"),
        ("conflict", "back4.xlsx"),
    ]
    held = json.loads(out.read_text(encoding="utf-8"))["held"]
    assert sorted((entry["code"], entry["value"]["comment"]) for entry in held) == [
        ("conflict", "Level 0"),
        ("conflict", "Level 4"),
    ]
    assert "D05-1" not in {entry["item"] for entry in document["items"]}


def test_a_name_means_a_body_of_the_state_a_lead_code_or_a_new_one(language: Language) -> None:
    library = read_library()
    whole = Assessment(bodies=(Body(id="prisons", name="Prison service", leads=("PRI",)),))
    assert [body_meant(name, whole, library).id for name in ("PRISONS", "prison service", "pri", "LAB", "Choir")] == [
        "prisons",
        "prisons",
        "prisons",
        "LAB",
        "Choir",
    ]
    assert body_meant(None, whole, library).id == "coordinator"
    lens = look_through(library, "a-res-78-224")
    assert len(items_of_body(body_meant("Choir", whole, library), whole, lens, library)) == 80
    assert questionnaire_template(language, library, lens, whole, "pri", items=("D04-3",))


def test_a_state_file_that_goes_on_from_the_base_replaces_what_it_knew(run: Any, state: Path, tmp_path: Path) -> None:
    later = json.loads(state.read_text(encoding="utf-8"))
    later["responses"][0]["level"] = 3
    entry = {"at": "2026-06-02", "body": "prisons", "item": "D04-3", "field": "level", "before": 2, "after": 3}
    later["log"] = [entry]
    other, out = tmp_path / "later.json", tmp_path / "out.json"
    other.write_text(json.dumps(later), encoding="utf-8")
    for order in ((state, other), (other, state)):
        code, document = run("read-answers", *order, "-o", out)
        assert (code, document["items"][0]["levels"]) == (0, {"jobs": 1, "prisons": 3})
    later["log"] = []
    other.write_text(json.dumps(later), encoding="utf-8")
    code, document = run("read-answers", state, other, "-o", out)
    assert (code, document["items"][0]["levels"]) == (1, {"jobs": 1})


def test_every_field_of_a_response_has_its_cells() -> None:
    from toolkit.record.questionnaire_fields import answer_fields

    columns = {field.name.split(".")[0] for field in answer_fields() if field.asked}
    assert columns == set(Response.model_fields) - {"item", "body", "version", "answer"}
