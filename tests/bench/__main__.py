"""`make bench`: clicks on a page of the app against a bare app at Streamlit's defaults and at our settings.

Ratios are what counts; milliseconds are those of this machine today. `ADDRESS=` measures a page of an app that runs
already, for example with answers in it; else the app is started on an empty data folder and `PAGE=` is opened.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests import browser as browsing

HERE = Path(__file__).parent
CLICKS = (HERE / "clicks.js").read_text(encoding="utf-8")
# Tells the page of every message that comes in over a web socket, before the app's own code sees it.
LISTEN = """
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) { super(...given); this.addEventListener("message", () => window.onServerMessage?.()); }
};
"""
BARE_DEFAULT = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1")
PATIENCE_MS = 15_000


def clicks(browser: Browser, address: str, turns: int) -> list[float]:
    """Milliseconds from click to stillness on one page, in a fresh profile; the first click is not counted."""
    context = browser.new_context(viewport=browsing.WIDE)
    page = context.new_page()
    page.add_init_script(LISTEN)
    browsing.open_page(page, address)
    times = page.evaluate(CLICKS, {"turns": turns + 1, "patience": PATIENCE_MS})
    context.close()
    lost = [time for time in times if time is None]
    if lost:
        print(f"{len(lost)} clicks brought nothing within {PATIENCE_MS} ms: {address}")
    return [time for time in times[1:] if time is not None]


@contextmanager
def bare_app(ours: bool) -> Iterator[str]:
    """The bare app in a folder of its own, at Streamlit's defaults or at our settings."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if ours:
            shutil.copytree(browsing.ROOT / ".streamlit", place / ".streamlit")
        app = browsing.RunningApp(HERE / "hello.py", place / "data", () if ours else BARE_DEFAULT, place)
        app.start()
        yield app.url
        app.stop()


@contextmanager
def our_app(address: str, page: str) -> Iterator[str]:
    """Address of the page to measure: the one given, else of the app started for this."""
    if address:
        yield address
        return
    with tempfile.TemporaryDirectory() as folder:
        app = browsing.RunningApp(browsing.APP, Path(folder) / "data")
        app.start()
        yield f"{app.url}/{page}"
        app.stop()


def show(name: str, times: list[float], against: list[float]) -> None:
    """One line: median and 95th percentile in milliseconds, and their ratios to the bare app at defaults."""
    if len(times) < 2:
        print(f"{name:<28} no choice to click on this page")
        return
    (middle, high), (bare, bare_high) = _figures(times), _figures(against)
    print(f"{name:<28}{middle:>8.0f}{high:>8.0f}{middle / bare:>9.2f}{high / bare_high:>8.2f}{len(times):>5}")


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1]


def main() -> int:
    """Measure and print; exit 1 where there is nothing to measure with or nothing measured."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--address", default="", help="page of an app that runs already")
    parser.add_argument("--page", default="d04", help="page of the app, where it is started for this")
    parser.add_argument("--turns", type=int, default=30, help="clicks counted on each page")
    given = parser.parse_args()
    if browsing.find_browser() is None:
        print(f"No browser: {browsing.HOW_TO_INSTALL}")
        return 1
    with sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        with bare_app(ours=False) as plain, bare_app(ours=True) as settled:
            bare, tuned = clicks(browser, plain, given.turns), clicks(browser, settled, given.turns)
        print(f"{'click to stillness':<28}{'p50 ms':>8}{'p95 ms':>8}{'x p50':>9}{'x p95':>8}{'n':>5}")
        show("bare app, defaults", bare, bare)
        show("bare app, our settings", tuned, bare)
        if not given.address and not browsing.APP.is_file():
            print("app.py is not there: name a running page with ADDRESS=")
            return 1
        with our_app(given.address, given.page) as address:
            measured = clicks(browser, address, given.turns)
        show(given.address or f"/{given.page}", measured, bare)
        browser.close()
    return 0 if len(measured) > 1 else 1


if __name__ == "__main__":
    sys.exit(main())
