"""Keep what was told safe: copy the store into one file, and bring a copy back."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.problem import Problem, problem
from toolkit.record.backup import backup, restore
from toolkit.tasks.data_folder import DATA_FILE, data_folder


def back_up(environment: Mapping[str, str], to: Path) -> list[Problem]:
    """Copy the store of this installation into one file while the app goes on."""
    if environment.get("DATABASE_URL"):
        return [problem("backup_of_a_database")]
    return backup(data_folder(environment) / DATA_FILE, to)


def bring_back(environment: Mapping[str, str], source: Path) -> list[Problem]:
    """Put a copy in the place of the store; the present one is kept beside it."""
    if environment.get("DATABASE_URL"):
        return [problem("backup_of_a_database")]
    folder = data_folder(environment)
    folder.mkdir(parents=True, exist_ok=True)
    return restore(source, folder / DATA_FILE)
