"""Backup and restore of a store kept in one SQLite file, both while people go on writing.

A backup is one file with everything that was saved before it began. A restore is one transaction of the present
store: whoever writes meanwhile is in the copy of the present data that is kept, or finds the restored data.
Versions go up where the restored data differ, so that a form drawn before the restore conflicts instead of
overwriting. A database named by DATABASE_URL has tools of its own for both.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from toolkit.problem import Place, Problem, problem
from toolkit.record.store_tables import BUSY_MS, EVERY_FACT, TABLES, StoreRefused, open_engine, sqlite_url

BEFORE = ".before-restore"
_SIDES = ("", "-wal", "-shm", "-journal")
_KEYS = {"response": ("assessment", "item", "body"), "plan": ("assessment", "id")}


def backup(store: Path, to: Path) -> list[Problem]:
    """Copy a store into one file, written beside and renamed, so that a backup is whole or not there."""
    if not store.is_file():
        return [problem("backup_missing", Place(file=str(store)))]
    if _same(store, to):
        return [problem("backup_onto_itself", Place(file=str(to)))]
    part = to.with_name(to.name + ".part")
    try:
        _copy(store, part)
        _to_disk(part)
        part.replace(to)
    except (OSError, sqlite3.Error) as error:
        return [problem("backup_not_written", Place(file=str(to)), why=str(error))]
    finally:
        _remove(part)
    return []


def restore(source: Path, store: Path) -> list[Problem]:
    """Put the data of a backup in the place of the present ones, which are kept beside as `.before-restore`."""
    place = Place(file=str(source))
    if not source.is_file():
        return [problem("file_is_folder" if source.is_dir() else "backup_missing", place)]
    if _same(source, store):
        return [problem("backup_onto_itself", place)]
    store.parent.mkdir(parents=True, exist_ok=True)
    part = store.with_name(store.name + ".restoring")
    try:
        found = _prepare(source, part)
        if found is None:
            _put_in_place(part, store)
        return [] if found is None else [found]
    except (OSError, sqlite3.Error) as error:
        return [problem("store_unreadable", Place(file=str(store)), why=str(error))]
    finally:
        _remove(part)


def _prepare(source: Path, part: Path) -> Problem | None:
    """Copy a backup beside the store, check it and bring its tables up to date; or say why it cannot be taken."""
    place = Place(file=str(source))
    _remove(part)
    try:
        _copy(source, part)
        with _open(part) as connection:
            ours = _is_ours(connection)
            why = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return problem("backup_damaged", place, why=str(error))
    if why != "ok":
        return problem("backup_damaged", place, why=str(why))
    if not ours:
        return problem("store_not_ours", place)
    refused = _refused(part)
    return None if refused is None else refused.model_copy(update={"place": place})


def _put_in_place(part: Path, store: Path) -> None:
    kept = _free_name(store.with_name(store.name + BEFORE))
    if not store.exists():
        _to_disk(part)
        part.replace(store)
    elif _is_healthy(store):
        _change_over(part, store, kept)
    else:
        _move_aside(store, kept)
        _to_disk(part)
        part.replace(store)


def _is_healthy(store: Path) -> bool:
    try:
        with _open(store) as connection:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok" and _is_ours(connection)
    except sqlite3.DatabaseError:
        return False
    return sound and _refused(store) is None


def _refused(store: Path) -> Problem | None:
    """Bring a store's tables up to date; the problem if it is refused."""
    try:
        open_engine(sqlite_url(store)).dispose()
    except StoreRefused as error:
        return error.problem
    return None


def _change_over(part: Path, store: Path, kept: Path) -> None:
    """Exchange all rows in one transaction that holds the writers back, the present ones copied first."""
    with _open(store) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("ATTACH ? AS restored", (str(part),))
        connection.execute("BEGIN IMMEDIATE")
        _copy(store, kept)
        _to_disk(kept)
        _raise_versions(connection)
        for table in reversed(TABLES.sorted_tables):
            connection.execute(f"DELETE FROM main.{table.name}")
        for table in TABLES.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            connection.execute(f"INSERT INTO main.{table.name} ({columns}) SELECT {columns} FROM restored.{table.name}")
        connection.execute("COMMIT")


def _raise_versions(connection: sqlite3.Connection) -> None:
    """Let versions pass those in use where the restored data say something else."""
    for table, keys in _KEYS.items():
        same = " AND ".join(f"now.{key} = {table}.{key}" for key in keys)
        differs = f"{same} AND now.data <> {table}.data"
        _update(connection, table, f"version = {_newest(table, 'version', same)}", differs)
    same = "now.id = assessment.id"
    newest = _newest("assessment", "facts_version", same)
    every = f"'{{\"{EVERY_FACT}\": ' || {newest} || '}}'"
    differs = f"{same} AND now.facts <> assessment.facts"
    _update(connection, "assessment", f"facts_version = {newest}, fact_versions = {every}", differs)
    _update(connection, "assessment", f"version = {_newest('assessment', 'version', same)}", same)


def _newest(table: str, column: str, same: str) -> str:
    return f"(1 + max({column}, (SELECT now.{column} FROM main.{table} AS now WHERE {same})))"


def _update(connection: sqlite3.Connection, table: str, values: str, where: str) -> None:
    found = f"EXISTS (SELECT 1 FROM main.{table} AS now WHERE {where})"
    connection.execute(f"UPDATE restored.{table} SET {values} WHERE {found}")


def _copy(source: Path, to: Path) -> None:
    """Copy a database as it is at one moment into one plain file; its writers are not held up."""
    _remove(to)
    with _open(source) as reading, contextlib.closing(sqlite3.connect(to, isolation_level=None)) as writing:
        reading.backup(writing)
        # The copy of a file in WAL mode is in that mode too; out of it, it is one file.
        writing.execute("PRAGMA journal_mode = DELETE")


@contextlib.contextmanager
def _open(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a database that is there; closing without a commit takes back what was begun."""
    address = file.resolve().as_uri() + "?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _is_ours(connection: sqlite3.Connection) -> bool:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {"alembic_version", "assessment"} <= tables


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.exists() and one.samefile(other)


def _to_disk(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _free_name(wanted: Path) -> Path:
    """This name, or the first free one of its kind: what an earlier restore kept is never overwritten."""
    found, count = wanted, 1
    while found.exists():
        count += 1
        found = wanted.with_name(f"{wanted.name}-{count}")
    return found


def _move_aside(store: Path, kept: Path) -> None:
    for side in _SIDES:
        file = store.with_name(store.name + side)
        if file.exists():
            file.replace(kept.with_name(kept.name + side))


def _remove(file: Path) -> None:
    for side in _SIDES:
        file.with_name(file.name + side).unlink(missing_ok=True)
