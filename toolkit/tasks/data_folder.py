"""Where the record of this installation is kept: a folder on this machine, or the database that DATABASE_URL names."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.record.store import sqlite_url

DATA_FILE = "assessments.sqlite"
HOME = Path(__file__).parents[2] / "data"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Folder of the store: REOFFENDING_DATA, else `data` beside the app."""
    return Path(environment.get("REOFFENDING_DATA") or HOME)


def store_address(environment: Mapping[str, str]) -> str:
    """Address of the store: DATABASE_URL, else the SQLite file in the data folder, which is made if it is not there."""
    given = environment.get("DATABASE_URL")
    if given:
        return given
    folder = data_folder(environment)
    folder.mkdir(parents=True, exist_ok=True)
    return sqlite_url(folder / DATA_FILE)
