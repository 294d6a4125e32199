"""The tables, and the files that are no store of ours."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.store.told import saved
from toolkit.record.assessment import (
    Assessment,
    Response,
)
from toolkit.record.store import (
    NotSaved,
    Store,
    StoreRefused,
    open_store,
    sqlite_url,
)
from toolkit.record.store_tables import MIGRATIONS, REVISIONS, TABLES

ROOT = Path(__file__).parents[2]


def test_migrations_make_the_tables_that_the_store_uses(store: Store, file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    engine = create_engine(sqlite_url(file))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), TABLES) == []
    engine.dispose()
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert tuple(reversed(revisions)) == REVISIONS


def test_a_store_that_is_up_to_date_is_opened_without_alembic_from_anywhere(store: Store, file: Path) -> None:
    script = (
        "import sys\n"
        "from toolkit.record.store import open_store\n"
        "open_store(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules)\n"
    )
    told = [run_python(script, sqlite_url(path), cwd=file.parent) for path in (file, file.with_name("new.sqlite"))]
    assert told == ["False", "True"]


def run_python(script: str, *arguments: str, cwd: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["100% real #1 ?.sqlite", "données arabes بيانات.sqlite", "with 'quotes'.sqlite"])
def test_a_store_may_be_called_anything(tmp_path: Path, name: str) -> None:
    open_store(sqlite_url(tmp_path / name)).close()
    assert (tmp_path / name).is_file()


def test_a_store_of_a_newer_version_is_refused_and_left_alone(store: Store, file: Path) -> None:
    store.create(Assessment(), "First")
    set_revision(file, "9999")
    with pytest.raises(StoreRefused) as refused:
        open_store(sqlite_url(file))
    assert refused.value.problem.code == "store_newer"
    assert refused.value.problem.values == {"found": "9999", "known": REVISIONS[-1]}
    set_revision(file, REVISIONS[-1])
    assert [line.name for line in store.assessments()] == ["First"]


def set_revision(file: Path, revision: str) -> None:
    engine = create_engine(sqlite_url(file))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    engine.dispose()


def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    engine = create_engine(sqlite_url(other))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    engine.dispose()
    picture = tmp_path / "picture.sqlite"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 4_000)
    for path, code in ((other, "store_not_ours"), (picture, "store_unreadable"), (tmp_path, "store_unreadable")):
        with pytest.raises(StoreRefused) as refused:
            open_store(sqlite_url(path))
        assert refused.value.problem.code == code
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_two_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    script = "import sys\nfrom toolkit.record.store import open_store\nopen_store(sys.argv[1]).close()\nprint('made')\n"
    url = sqlite_url(tmp_path / "new.sqlite")
    with ThreadPoolExecutor(3) as pool:
        told = list(pool.map(lambda _: run_python(script, url, cwd=tmp_path), range(3)))
    assert told == ["made"] * 3


def test_a_store_that_cannot_be_written_says_not_saved_and_keeps_what_it_had(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    engine = create_engine(sqlite_url(file))
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON log_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        )
    with pytest.raises(NotSaved, match="disk full"):
        store.save_response(id, Response(item="D04-3", level=1), 0)
    assert store.response(id, "D04-3") is None
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER full"))
    engine.dispose()
    assert saved(store.save_response(id, Response(item="D04-3", level=1), 0)).version == 1
