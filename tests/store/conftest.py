"""What the tests of the store share: a store in a folder of its own, and a clock that is put forward by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.store import (
    Store,
    open_store,
    sqlite_url,
)

START = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)


class Watch:
    """A clock that stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "assessments.sqlite"


@pytest.fixture
def store(file: Path, watch: Watch) -> Iterator[Store]:
    opened = open_store(sqlite_url(file), watch)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library("en")
