"""The contract of the command line where a precise and hostile user tries it. (DESIGN section 6)"""

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit import confined
from toolkit.cli import main
from toolkit.confined import Limits
from toolkit.library.lens import lens_id
from toolkit.library.reader import read_library

STATE = Path(__file__).parent.parent / "sample_plans" / "talvenia" / "state.json"


def _refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Problems of a call that must end with 2 and with one document on standard output."""
    assert main(words) == 2
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["problems"]
    problems: list[dict[str, Any]] = document["problems"]
    return problems


@pytest.mark.parametrize("output", ["", ".", "/", "folder", "folder/", "none/plan.xlsx"])
def test_what_cannot_be_written_is_said_and_leaves_nothing_behind(
    output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert [found["code"] for found in _refused(["template", "plan", "-o", output, "--json"], capsys)] == [
        "usage_wrong"
    ]
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]


@pytest.mark.parametrize("output", ["", ".", "/"])
def test_a_backup_is_not_written_over_a_folder(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [found["code"] for found in _refused(["backup", "-o", output, "--json"], capsys)] == ["usage_wrong"]


@pytest.mark.parametrize("short", ["--lang", "--dep", "--len"])
def test_options_are_taken_by_their_whole_name_only(short: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [found["code"] for found in _refused(["items", "--json", short, "xx"], capsys)] == ["usage_wrong"]


@pytest.mark.parametrize("symbol", ["٧٨/٢٢٤", "A/RES/۷۸/۲۲۴", "７８/２２４", "७८/२२४"])
def test_a_symbol_may_stand_in_the_digits_of_any_script(symbol: str) -> None:
    assert lens_id(read_library("en"), symbol) == "a-res-78-224"


def test_limbs_are_listed_at_either_depth(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["limbs", "--depth", "rapid", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["depth"] == "rapid"


def test_a_file_that_is_no_state_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"lens": "a-res-78-224"}', encoding="utf-8")
    (found,) = _refused(["compare", str(STATE), str(path), "--json"], capsys)
    assert (found["code"], found["place"]["file"]) == ("state_not_a_state", "other.json")


def test_a_busy_machine_is_waited_for_where_the_system_counts_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "find_spec", lambda name: object())
    assert confined._patience(Limits(seconds=10)) == 30
    monkeypatch.setattr(confined, "find_spec", lambda name: None)
    assert confined._patience(Limits(seconds=10)) == 10


def test_a_state_file_named_twice_counts_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = tmp_path / "again.json"
    again.write_bytes(STATE.read_bytes())
    written = []
    for files in ([STATE], [STATE, again]):
        out = tmp_path / f"{len(files)}.json"
        assert main(["read-answers", *map(str, files), "--on", "2026-06-30", "-o", str(out)]) == 0
        written.append(out.read_bytes())
    assert written[0] == written[1]
