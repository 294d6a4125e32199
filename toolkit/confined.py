"""Reading a file that came from outside, in a child process with limits on bytes, time, memory and output.

The only file that starts a process. A reading is named in a fixed table; the child imports its module by that
name, so the ground knows none of the rooms above. Whatever happens to the child (abort, signal, time, memory), the
caller gets a problem, never an exception, and keeps its own memory. The child imports neither Streamlit nor
pandas nor numpy, uses no network and inherits none of the server's settings.
"""

import importlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from toolkit.problem import Place, Problem, problem

Document = dict[str, Any]
Reading = tuple[Document | None, list[Problem]]
ReadingFunction = Callable[[Path, "Limits"], Reading]

# Readings allowed, by name: "module:function". The function takes the path and the limits.
READINGS: dict[str, str] = {
    "json": "toolkit.confined:read_json",
    "workbook": "toolkit.intake.cells:read_workbook",
    "workbook with notes": "toolkit.report.package_notes:annotate",
    "official text": "toolkit.intake.official_text:read_document",
    "word template": "toolkit.intake.word_template:check_template",
    "word report": "toolkit.report.word_dressed:dress",
}

MEGABYTE = 1024 * 1024
DEEPEST = 60
TIMES_WAITED = 3
NOT_FOR_THE_CHILD = ("streamlit", "pandas", "numpy", "plotly")
SETTINGS_PASSED_ON = ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG")


class Limits(BaseModel):
    """Limits of one reading: bytes of the file, seconds, megabytes of the child's memory, bytes of its answer.

    `unzipped` bounds the bytes of a package's parts together, `entries` their number; `rows`, `columns` and
    `cells` bound what is taken from a workbook.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int = 10 * MEGABYTE
    seconds: float = 10.0
    memory_megabytes: int = 1024
    answer_bytes: int = 64 * MEGABYTE
    unzipped: int = 150 * MEGABYTE
    entries: int = 2000
    rows: int = 10_000
    columns: int = 200
    cells: int = 200_000


# Readings that need other limits than the rest. A workbook with values down to Excel's last row and three columns has
# 15 megabytes, 191 unzipped: it is read up to the limit of rows in less than a second and 45 megabytes of memory.
LIMITS: dict[str, Limits] = {"workbook": Limits(bytes=20 * MEGABYTE, unzipped=300 * MEGABYTE)}


def limits_of(reading: str) -> Limits:
    """Limits that hold for a reading."""
    return LIMITS.get(reading, Limits())


def read_confined(reading: str, source: Path | bytes, name: str, limits: Limits | None = None) -> Reading:
    """Read a file in a child process: (document or None, problems).

    `name` is the file's name as people know it; every problem carries it. Raises KeyError for a reading that is
    not in the table, which is a mistake of ours and not of the file.
    """
    READINGS[reading]
    limits = limits or limits_of(reading)
    refused = _refused_by_size(source, limits)
    if refused is not None:
        return None, [_named(refused, name)]
    with tempfile.TemporaryDirectory(prefix="confined-", ignore_cleanup_errors=True) as folder:
        path = _as_file(source, Path(folder))
        document, problems = _ask_child(reading, path, Path(folder), limits)
    return document, [_named(found, name) for found in problems]


def joined(told: Document, content: bytes) -> bytes:
    """What a child is given that must know something beside the file: JSON with its length, then the file."""
    text = json.dumps(told).encode("ascii")
    return struct.pack("<Q", len(text)) + text + content


def parted(data: bytes) -> tuple[Document, bytes]:
    """What `joined` put together."""
    length = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def _refused_by_size(source: Path | bytes, limits: Limits) -> Problem | None:
    if isinstance(source, Path) and not source.is_file():
        return problem("file_is_folder" if source.is_dir() else "file_missing")
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size == 0:
        return problem("file_empty")
    if size > limits.bytes:
        return problem("file_too_large", megabytes=-(-size // MEGABYTE), limit=limits.bytes // MEGABYTE)
    return None


def _as_file(source: Path | bytes, folder: Path) -> Path:
    if isinstance(source, Path):
        return source.resolve()
    path = folder / "source"
    path.write_bytes(source)
    return path


def _ask_child(reading: str, path: Path, folder: Path, limits: Limits) -> Reading:
    """Start the child, wait for it no longer than allowed, and take its answer from a file."""
    stopped = problem("file_reading_stopped", seconds=round(limits.seconds), megabytes=limits.memory_megabytes)
    answer = folder / "answer.json"
    command = [sys.executable, "-P", "-m", "toolkit.confined", reading, str(path), limits.model_dump_json()]
    with answer.open("wb") as out:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            code = child.wait(timeout=_patience(limits))
        except subprocess.TimeoutExpired:
            code = None
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    if code != 0 or answer.stat().st_size > limits.answer_bytes:
        return None, [stopped]
    return _answer(answer.read_bytes(), stopped)


def _patience(limits: Limits) -> float:
    """Seconds that the parent waits. Where the system itself counts the child's processor time, three times as long:
    a busy machine is not the fault of the file.
    """
    return limits.seconds * (TIMES_WAITED if find_spec("resource") else 1)


def _answer(text: bytes, stopped: Problem) -> Reading:
    try:
        said = json.loads(text)
        return said["document"], [Problem.model_validate(found) for found in said["problems"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, [stopped]


def _environment() -> dict[str, str]:
    """Settings of the child: what a process needs to start, and nothing of the server's own (no addresses, no keys)."""
    kept = {name: os.environ[name] for name in SETTINGS_PASSED_ON if name in os.environ}
    return kept | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent), "PYTHONUTF8": "1"}


def _named(found: Problem, name: str) -> Problem:
    return found.model_copy(update={"place": found.place.model_copy(update={"file": name})})


# Below: what runs in the child.


def read_json(path: Path, limits: Limits) -> Reading:
    """Read a JSON file: its document, or the line on which it stops being JSON."""
    try:
        document = json.loads(
            path.read_text(encoding="utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        return None, [problem("state_not_json", Place(line=error.lineno), why=error.msg)]
    except _Repeated as repeated:
        return None, [problem("state_key_repeated", key=str(repeated)[:60])]
    except UnicodeError:
        return None, [problem("state_not_utf8")]
    except RecursionError:
        return None, [problem("state_too_deep")]
    except ValueError:
        return None, [problem("state_number_refused")]
    if not isinstance(document, dict):
        return None, [problem("state_not_a_state")]
    if _deeper_than(document, DEEPEST):
        return None, [problem("state_too_deep")]
    return document, []


class _Repeated(Exception):
    """A key stands twice on one level: which of the two values is meant, nobody knows."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Repeated(next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def _deeper_than(node: Any, depth: int) -> bool:
    if depth < 0:
        return True
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return any(_deeper_than(part, depth - 1) for part in below)


def _limit_this_process(limits: Limits) -> None:
    """Limit memory, processor time and files written of this process where the system can (not on Windows).

    Of its seconds the child may use all but one for itself: starting and ending it are to fit in as well.
    """
    try:
        import resource
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory_megabytes * MEGABYTE,
        resource.RLIMIT_CPU: max(int(limits.seconds) - 1, 1),
        resource.RLIMIT_FSIZE: limits.answer_bytes + MEGABYTE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def main(arguments: list[str]) -> int:
    """Run one reading and write its answer; any other end is a stop that the parent sees."""
    reading, path, given = arguments
    limits = Limits.model_validate_json(given)
    for module in NOT_FOR_THE_CHILD:
        sys.modules[module] = None  # type: ignore[assignment]
    _limit_this_process(limits)
    module_name, function_name = READINGS[reading].split(":")
    read: ReadingFunction = getattr(importlib.import_module(module_name), function_name)
    document, problems = read(Path(path), limits)
    said = {"document": document, "problems": [found.model_dump(mode="json") for found in problems]}
    answer = json.dumps(said).encode("ascii")
    if len(answer) > limits.answer_bytes:
        return 3
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
