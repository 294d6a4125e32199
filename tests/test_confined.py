"""Reading in a child process: every end of the child is an answer or a problem, and the parent is untouched."""

import sys
import time
from pathlib import Path

import pytest

from toolkit import confined
from toolkit.confined import Limits, read_confined
from toolkit.problem import Problem


def test_a_document_comes_back_with_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"schema_version": 1, "name": "état"}', encoding="utf-8")
    assert read_confined("json", path, "state.json") == ({"schema_version": 1, "name": "état"}, [])


def test_bytes_are_read_like_a_file() -> None:
    assert read_confined("json", b'\xef\xbb\xbf{"a": [1, null]}', "state.json") == ({"a": [1, None]}, [])


def _only(found: tuple[object, list[Problem]]) -> Problem:
    document, problems = found
    assert document is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "file_empty"),
        (b'{"a": 1', "state_not_json"),
        (b'{"a": NaN}', "state_number_refused"),
        (b"\xff\xfe\x00", "state_not_utf8"),
        (b"[1, 2]", "state_not_a_state"),
        (b"[" * 200_000, "state_too_deep"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, "state_too_deep"),
    ],
)
def test_what_is_not_a_document_is_one_problem_with_the_file_s_name(source: bytes, code: str) -> None:
    found = _only(read_confined("json", source, "state.json"))
    assert (found.code, found.place.file) == (code, "state.json")


def test_the_line_is_named_on_which_json_ends() -> None:
    assert _only(read_confined("json", b'{"a": 1,\n"b": }', "state.json")).place.line == 2


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert _only(read_confined("json", tmp_path / "none.json", "none.json")).code == "file_missing"


def test_a_large_file_is_refused_without_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_ask_child", lambda *_: pytest.fail("a child was started"))
    found = _only(read_confined("json", bytes(11 * 1024 * 1024), "state.json"))
    assert (found.code, found.values) == ("file_too_large", {"megabytes": 11, "limit": 10})


READINGS_FOR_TESTS = """
import os, sys, time

def sleeps(path, limits):
    time.sleep(60)

def aborts(path, limits):
    os.abort()

def eats(path, limits):
    kept = bytearray(3 * 1024 * 1024 * 1024)
    kept[::4096] = b"x" * len(kept[::4096])

def raises(path, limits):
    raise RuntimeError("not foreseen")

def shouts(path, limits):
    return {"text": "x" * limits.answer_bytes}, []

def chatters(path, limits):
    print("not an answer")
    return {}, []

def imports(path, limits):
    found = {name: sys.modules.get(name) is not None for name in ("streamlit", "pandas", "numpy")}
    return found | {"secret": os.environ.get("DATABASE_URL"), "folder": os.getcwd()}, []
"""


@pytest.fixture
def readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings that end as hostile files make them end, known to the child as well."""
    (tmp_path / "readings_for_tests.py").write_text(READINGS_FOR_TESTS, encoding="utf-8")
    names = ("sleeps", "aborts", "eats", "raises", "shouts", "chatters", "imports")
    table = confined.READINGS | {name: f"readings_for_tests:{name}" for name in names}
    monkeypatch.setattr(confined, "READINGS", table)
    (tmp_path / "child_of_tests.py").write_text(
        f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\nfrom toolkit import confined\n"
        f"confined.READINGS = {table!r}\nsys.exit(confined.main(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    start = [sys.executable, str(tmp_path / "child_of_tests.py")]
    original = confined.subprocess.Popen
    monkeypatch.setattr(confined.subprocess, "Popen", lambda command, **how: original([*start, *command[4:]], **how))


@pytest.mark.usefixtures("readings")
@pytest.mark.parametrize("reading", ["sleeps", "aborts", "eats", "raises", "shouts", "chatters"])
def test_a_child_that_ends_badly_is_a_problem(reading: str) -> None:
    started = time.monotonic()
    limits = Limits(seconds=2, memory_megabytes=512, answer_bytes=1024 * 1024)
    found = _only(read_confined(reading, b"x", "plan.xlsx", limits))
    assert (found.code, found.place.file) == ("file_reading_stopped", "plan.xlsx")
    assert time.monotonic() - started < 10


@pytest.mark.usefixtures("readings")
def test_the_child_knows_neither_streamlit_nor_pandas_nor_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    document, problems = read_confined("imports", b"x", "plan.xlsx")
    assert document is not None and problems == []
    folder = document.pop("folder")
    assert document == {"streamlit": False, "pandas": False, "numpy": False, "secret": None}
    assert not Path(folder).exists()


def test_only_readings_of_the_table_are_started() -> None:
    with pytest.raises(KeyError):
        read_confined("os:system", b"x", "plan.xlsx")
