"""Backup and restore while people write, and the data folder: what is found before a server starts on it."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from toolkit.language import Language
from toolkit.problem import Problem, message
from toolkit.record.assessment import Assessment, Mark, Response
from toolkit.record.backup import backup, restore
from toolkit.record.data_folder import FolderHold, check_data_folder, network_kind
from toolkit.record.plan import Plan
from toolkit.record.store import AssessmentGone, Conflict, Saved, Store, open_store, sqlite_url

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "assessments.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    file.parent.mkdir()
    opened = open_store(sqlite_url(file))
    yield opened
    opened.close()


class Writer:
    """Somebody who saves one response again and again; `acknowledged` is the last version that was saved."""

    def __init__(self, store: Store, id: str) -> None:
        self.store, self.id = store, id
        self.acknowledged = 0
        self.conflicts = 0
        self.acknowledged_before = 0
        self.conflicted = threading.Event()
        self._stop = threading.Event()
        self._going = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    def _write(self) -> None:
        while not self._stop.is_set():
            version = self.acknowledged
            answer = self.store.save_response(
                self.id, Response(item="D04-3", body="police", comment=str(version + 1)), version
            )
            if isinstance(answer, Conflict):
                self.conflicts += 1
                self.acknowledged_before = version
                self.conflicted.set()
            self.acknowledged = answer.version
            if self.acknowledged > 5:
                self._going.set()

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._thread.start()
        assert self._going.wait(30)
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join(60)


def codes(problems: list[Problem]) -> list[str]:
    return [found.code for found in problems]


def response_in(file: Path, id: str) -> Response | None:
    opened = open_store(sqlite_url(file))
    try:
        return opened.response(id, "D04-3", "police")
    finally:
        opened.close()


def test_a_backup_made_while_somebody_writes_holds_all_that_was_saved_before(
    store: Store, file: Path, tmp_path: Path
) -> None:
    id = store.create(Assessment(), "First")
    copy = tmp_path / "copy.sqlite"
    writer = Writer(store, id)
    with writer.writing():
        before = writer.acknowledged
        assert backup(file, copy) == []
        after = writer.acknowledged
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite", "data"]
    found = response_in(copy, id)
    assert found is not None
    assert before <= found.version <= after + 1
    assert found.comment == str(found.version)
    assert writer.conflicts == 0


def test_a_backup_replaces_an_older_one_whole(store: Store, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    store.create(Assessment(), "First")
    assert backup(file, copy) == []
    store.create(Assessment(), "Second")
    assert backup(file, copy) == []
    opened = open_store(sqlite_url(copy))
    assert sorted(line.name for line in opened.assessments()) == ["First", "Second"]
    opened.close()


def test_a_restore_brings_back_what_was_and_keeps_what_is(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", body="police", level=1), 0)
    store.save_plan(id, Plan(name="Plan"))
    was = store.assessment(id)
    copy = tmp_path / "copy.sqlite"
    backup(file, copy)
    store.delete(id)
    later = store.create(Assessment(), "Later")
    assert restore(copy, file) == []
    assert store.assessment(id) == was
    with pytest.raises(AssessmentGone):
        store.assessment(later)
    kept = open_store(sqlite_url(file.with_name(file.name + ".before-restore")))
    assert [line.id for line in kept.assessments()] == [later]
    kept.close()


def test_a_restore_while_somebody_writes_loses_nothing_of_theirs(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", body="police", comment="first"), 0)
    copy = tmp_path / "copy.sqlite"
    backup(file, copy)
    writer = Writer(store, id)
    writer.acknowledged = 1
    with writer.writing():
        before = writer.acknowledged
        assert restore(copy, file) == []
        assert writer.conflicted.wait(30)
    kept = response_in(file.with_name(file.name + ".before-restore"), id)
    assert kept is not None
    assert kept.version == writer.acknowledged_before >= before
    assert kept.comment == str(kept.version)
    # Drawn before the restore: one conflict, and then on from what was restored.
    assert writer.conflicts == 1
    last = store.response(id, "D04-3", "police")
    assert last is not None
    assert last.version == writer.acknowledged > kept.version
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_form_drawn_before_a_restore_conflicts(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    plan = store.save_plan(id, Plan(name="Plan", digest="1"))
    assert isinstance(plan, Saved)
    key = plan.content.id
    for item in ("D04-3", "D04-4"):
        store.save_response(id, Response(item=item, level=1), 0)
    copy = tmp_path / "copy.sqlite"
    backup(file, copy)
    seen = store.version_of(id)
    store.save_response(id, Response(item="D04-3", level=2), 1)
    store.save_facts(id, {"marks.D04-3": Mark(mark="first")}, 1)
    store.save_plan(id, Plan(name="Other", digest="1"), 1, key)
    latest = store.version_of(id)
    restore(copy, file)
    assert store.version_of(id) > latest > seen
    assert isinstance(store.save_response(id, Response(item="D04-3", level=3), 2), Conflict)
    assert isinstance(store.save_response(id, Response(item="D04-3", level=3), 1), Conflict)
    assert isinstance(store.save_facts(id, {"name": "Mine"}, 2), Conflict)
    assert isinstance(store.save_plan(id, Plan(name="Mine", digest="1"), 2, key), Conflict)
    assert isinstance(store.save_response(id, Response(item="D04-4", level=3), 1), Saved)
    now = store.stored(id)
    assert isinstance(store.save_facts(id, {"name": "Mine"}, now.facts_version), Saved)


def test_what_an_earlier_restore_kept_stays(store: Store, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    backup(file, copy)
    restore(copy, file)
    store.create(Assessment(), "Later")
    restore(copy, file)
    names = sorted(path.name for path in file.parent.iterdir() if "before" in path.name)
    assert names == [f"{file.name}.before-restore", f"{file.name}.before-restore-2"]


def test_a_restore_makes_the_store_where_there_is_none(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    copy, elsewhere = tmp_path / "copy.sqlite", tmp_path / "new" / "assessments.sqlite"
    backup(file, copy)
    assert restore(copy, elsewhere) == []
    opened = open_store(sqlite_url(elsewhere))
    assert [line.id for line in opened.assessments()] == [id]
    opened.close()


def test_a_restore_sets_a_damaged_store_aside(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    copy, damaged = tmp_path / "copy.sqlite", tmp_path / "damaged.sqlite"
    backup(file, copy)
    damaged.write_bytes(b"not a database" * 100)
    assert restore(copy, damaged) == []
    assert damaged.with_name("damaged.sqlite.before-restore").read_bytes().startswith(b"not a database")
    opened = open_store(sqlite_url(damaged))
    assert [line.id for line in opened.assessments()] == [id]
    opened.close()


def test_what_is_no_backup_of_ours_changes_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    id = store.create(Assessment(), "First")
    good = tmp_path / "good.sqlite"
    backup(file, good)
    wrong = {
        "missing.sqlite": ("backup_missing", None),
        "text.sqlite": ("backup_damaged", b"no database at all " * 50),
        "cut.sqlite": ("backup_damaged", good.read_bytes()[: good.stat().st_size // 2]),
        "empty.sqlite": ("store_not_ours", b""),
    }
    for name, (code, content) in wrong.items():
        if content is not None:
            (tmp_path / name).write_bytes(content)
        assert codes(restore(tmp_path / name, file)) == [code], name
    newer = tmp_path / "newer.sqlite"
    newer.write_bytes(good.read_bytes())
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert codes(restore(newer, file)) == ["store_newer"]
    assert codes(restore(file, file)) == ["backup_onto_itself"]
    assert [line.id for line in store.assessments()] == [id]
    assert [path.name for path in file.parent.iterdir() if "restor" in path.name] == []


def test_a_backup_that_cannot_be_written_says_so(store: Store, file: Path, tmp_path: Path) -> None:
    assert codes(backup(file, tmp_path / "no" / "such" / "folder.sqlite")) == ["backup_not_written"]
    assert codes(backup(file, file)) == ["backup_onto_itself"]
    assert codes(backup(tmp_path / "missing.sqlite", tmp_path / "copy.sqlite")) == ["backup_missing"]
    (tmp_path / "folder").mkdir()
    assert codes(backup(file, tmp_path / "folder")) == ["backup_not_written"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "folder"]


# The data folder


def test_a_good_folder_is_made_and_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    assert check_data_folder(folder) == []
    assert [path.name for path in folder.iterdir()] == ["server.lock"]


def test_a_folder_that_cannot_be_made_or_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("a file, not a folder", encoding="utf-8")
    assert codes(check_data_folder(tmp_path / "file")) == ["data_folder_not_made"]
    assert codes(check_data_folder(tmp_path / "file" / "data")) == ["data_folder_not_made"]

    def refuse(folder: Path) -> str:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("toolkit.record.data_folder._journal_mode", refuse)
    [found] = check_data_folder(tmp_path / "data")
    assert found.code == "data_folder_not_writable"
    assert found.values == {"why": "attempt to write a readonly database"}


def test_a_disk_without_wal_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.record.data_folder._journal_mode", lambda folder: "delete")
    [found] = check_data_folder(tmp_path)
    assert (found.code, found.values) == ("data_folder_without_wal", {"mode": "delete"})


def test_a_network_drive_is_known_by_the_nearest_mount(tmp_path: Path) -> None:
    above = tmp_path.resolve().as_posix()
    local = "disk / ext4 rw 0 0\n"
    share = f"server:/share {above} nfs4 rw 0 0\n"
    inner = f"disk {above}/inner ext4 rw 0 0\n"
    assert network_kind(tmp_path / "data", local) is None
    assert network_kind(tmp_path / "data", local + share) == "nfs4"
    assert network_kind(tmp_path / "inner" / "data", local + share + inner) is None
    assert network_kind(tmp_path / "inner" / "data", inner + share + local) is None
    assert network_kind(tmp_path.with_name(tmp_path.name + "-beside"), local + share) is None
    spaced = tmp_path / "with space"
    assert network_kind(spaced, local + f"//nas/x {above}/with\\040space cifs rw 0 0\n") == "cifs"
    assert network_kind(tmp_path, "") is None


def test_a_network_drive_is_said_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.record.data_folder._mounts", lambda: "server:/ / nfs rw 0 0\n")
    [found] = check_data_folder(tmp_path)
    assert (found.code, found.values) == ("data_folder_on_network", {"kind": "nfs"})


HOLDER = """
import sys
from pathlib import Path
from toolkit.record.data_folder import FolderHold
hold = FolderHold(Path(sys.argv[1]))
print(hold.taken, flush=True)
sys.stdin.read()
"""


def test_a_second_server_on_the_folder_is_noticed_until_the_first_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    first = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "True"
        assert codes(check_data_folder(tmp_path)) == ["data_folder_in_use"]
        with closing(FolderHold(tmp_path)) as second:
            assert not second.taken
    finally:
        first.kill()
        first.communicate()
    assert check_data_folder(tmp_path) == []


def test_each_of_these_problems_says_what_is_wrong_and_what_to_do(language: Language, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    [found] = check_data_folder(tmp_path / "file")
    assert "cannot be made" in message(found, language)
    assert str(tmp_path / "file") in message(found, language)
