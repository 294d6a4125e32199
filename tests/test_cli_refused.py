"""What the command line refuses, each said in words that name what is wrong, where, and what to do."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.made_texts import RESOLUTION
from toolkit.cli import main

ROOT = Path(__file__).parent.parent
STATE = str(ROOT / "sample_plans" / "talvenia" / "state.json")
PICTURE = str(ROOT / "toolkit" / "ui" / "picture.png")


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    """Code and message of the one problem with which a call ends."""
    assert main([*words, "--json"], today=date(2026, 7, 1)) == 2
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    return found["code"], found["message"]


@pytest.mark.parametrize(
    "written", ["20260101", "2026-W01-1", "2026-1-1", "2026-02-30", "٢٠٢٦-٠١-٠١", "2026-01-01T00:00"]
)
@pytest.mark.parametrize("option", [("score", STATE, "--on"), ("template", "questionnaire", "-o", "x.xlsx", "--due")])
def test_a_date_is_a_year_a_month_and_a_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: tuple[str, ...], written: str
) -> None:
    code, said = refused(capsys, *option, written)
    assert code == "usage_wrong"
    assert f'"{written}" is not a date. Write it as 2026-06-30.' in said


@pytest.mark.parametrize(
    "words",
    [
        ("read-plan", "FOLDER"),
        ("score", "FOLDER"),
        ("score", STATE, "--plan", "FOLDER"),
        ("read-answers", "FOLDER", "-o", "x.json"),
        ("read-text", "FOLDER"),
        ("read-local", "FOLDER"),
        ("read-review", "FOLDER"),
        ("report", STATE, "--to", "docx", "-o", "x.docx", "--template", "FOLDER"),
        ("restore", "FOLDER"),
    ],
)
def test_a_folder_given_as_a_file_is_said_to_be_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path / "data"))
    folder = tmp_path / "answers"
    folder.mkdir()
    code, said = refused(capsys, *(str(folder) if word == "FOLDER" else word for word in words))
    assert code == "file_is_folder"
    assert "answers: This is a folder, not a file. Name the file in it." in said


def test_a_file_given_as_a_folder_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "check-content", "--texts", STATE)
    assert (code, "There is no such folder" in said) == ("folder_missing", True)


def test_a_picture_is_no_official_text(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "read-text", PICTURE)
    assert code == "text_type_unknown"
    assert "picture.png" in said and "PDF" in said and "workbook" not in said


def test_a_page_about_a_resolution_holds_nothing_to_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A page about reading rooms, with no paragraph that bears a number. " * 20, encoding="utf-8")
    code, said = refused(capsys, "read-text", str(page))
    assert code == "text_without_provisions"
    assert "page.txt" in said
    page.write_text(RESOLUTION, encoding="utf-8")
    assert main(["read-text", str(page)], today=date(2026, 7, 1)) == 0
