"""What the tests share: the language, what is asked, a data folder of their own, real input, and the browser.

`SHARED` (environment) names a folder of real input; without it the tests that need it say so. `BROWSER=no` leaves the
browser tests out and counts them; without a browser they are left out too, but the run then ends with exit 1.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as browsing
from tests.at_page import store_in
from toolkit.language import Language, read_language
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.store import Store

settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")

LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is to be no browser, or where there is none."""
    if not browsing.refused() and browsing.find_browser() is not None:
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    items[:] = [item for item in items if not item.get_closest_marker("browser")]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Without a browser the run is not green, whatever else passed."""
    if session.config.stash.get(LEFT_OUT, 0) and not browsing.refused():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many browser tests were left out, why, and what to do."""
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out and browsing.refused():
        terminalreporter.write_line(f"{left_out} browser tests left out: BROWSER=no")
    elif left_out:
        terminalreporter.write_line(
            f"{left_out} browser tests left out, no browser: {browsing.HOW_TO_INSTALL}", red=True
        )


@pytest.fixture(scope="session")
def language() -> Language:
    """English, the language in which everything is worded first."""
    return read_language("en")


@pytest.fixture(scope="session")
def library() -> Library:
    """What is asked, in English: frozen, so that all tests may read the same."""
    return read_library()


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own for every test, so that none touches the data of whoever runs it."""
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The store of the test's data folder."""
    found = store_in(data)
    yield found
    found.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real input, given by the environment variable SHARED."""
    given = os.environ.get("SHARED", "")
    if not given:
        pytest.skip("needs real input: SHARED names no folder")
    folder = Path(given).resolve()
    assert folder.is_dir(), f"SHARED names no folder: {folder}"
    return folder


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., browsing.RunningApp]]:
    """Start the app on a free port with a data folder of its own; every started app is stopped at the end."""
    started: list[browsing.RunningApp] = []

    def start(script: Path = browsing.APP, data: Path | None = None) -> browsing.RunningApp:
        app = browsing.RunningApp(script, data or tmp_path / "data")
        started.append(app)
        app.start()
        return app

    yield start
    for app in started:
        app.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's browser, started once for the tests of a file."""
    with sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a fresh browser profile, 1280 pixels wide, that has no business with any other machine."""
    context = chromium.new_context(viewport=browsing.WIDE)
    context.set_default_timeout(browsing.PATIENCE_MS)
    requests = browsing.RequestLog(context)
    yield context.new_page()
    context.close()
    assert requests.elsewhere() == []
