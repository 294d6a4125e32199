"""The folder that holds the store: whether it can hold it safely, and whether a server already does.

What cannot be told portably is not guessed: a network drive is known by a UNC path (Windows) or by the table of
mounts (Linux); elsewhere only by what SQLite finds when it tries.
"""

import contextlib
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from toolkit.problem import Place, Problem, problem

LOCK_FILE = "server.lock"
MOUNTS = Path("/proc/self/mounts")
NETWORK_KINDS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
    | {"fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs"}
)


def check_data_folder(folder: Path) -> list[Problem]:
    """Make the folder if it is not there and try it out: once, when a server starts, before it holds the folder."""
    place = Place(file=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [problem("data_folder_not_made", place, why=_why(error))]
    try:
        mode = _journal_mode(folder)
    except (OSError, sqlite3.Error) as error:
        return [problem("data_folder_not_writable", place, why=_why(error))]
    found = [] if mode == "wal" else [problem("data_folder_without_wal", place, mode=mode)]
    kind = network_kind(folder, _mounts())
    if kind is not None:
        found.append(problem("data_folder_on_network", place, kind=kind))
    with contextlib.closing(FolderHold(folder)) as hold:
        if not hold.taken:
            found.append(problem("data_folder_in_use", place))
    return found


class FolderHold:
    """A server's hold on its data folder, until it is closed or the process ends, however it ends.

    It is a lock on a small file beside the store, taken by SQLite, which can do so on every system.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / LOCK_FILE, timeout=0, check_same_thread=False, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
            self.taken = True
        except sqlite3.OperationalError:
            self.taken = False

    def close(self) -> None:
        """Let the folder go."""
        self._connection.close()


def network_kind(folder: Path, mounts: str) -> str | None:
    """Kind of the network drive that a folder is on; None if it is on none, or if that cannot be told."""
    whole = folder.resolve()
    if whole.drive.startswith("\\\\"):
        return "UNC"
    kind, length = None, -1
    for mount, found in _mounted(mounts):
        above = PurePosixPath(mount)
        if PurePosixPath(whole.as_posix()).is_relative_to(above) and len(above.parts) >= length:
            kind, length = found, len(above.parts)
    return kind if kind in NETWORK_KINDS else None


def _mounts() -> str:
    return MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.is_file() else ""


def _mounted(mounts: str) -> Iterator[tuple[str, str]]:
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            yield parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"), parts[2]


def _journal_mode(folder: Path) -> str:
    """Journal mode that SQLite reaches in this folder when asked for WAL, with a table written."""
    trial = folder / f"trial-{uuid.uuid4().hex[:8]}.sqlite"
    try:
        with contextlib.closing(sqlite3.connect(trial, isolation_level=None)) as connection:
            mode = str(connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
            connection.execute("CREATE TABLE trial (n INTEGER)")
        return mode
    finally:
        for path in folder.glob(f"{trial.name}*"):
            path.unlink()


def _why(error: OSError | sqlite3.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
