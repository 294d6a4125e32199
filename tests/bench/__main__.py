"""`make bench`: our pages against a bare app at Streamlit's defaults, in the same run on the same machine.

Ratios are what counts; milliseconds are those of this machine today. `ONLY=clicks` (pages, people, growth, memory)
measures one part; `SMALL=yes` a few turns of each, to see that it works; `MINUTES=60` lets fifty people work so long.
`ADDRESS=` measures clicks on a page of an app that runs already.
"""

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence

from playwright.sync_api import Browser, sync_playwright

from tests import browser as browsing
from tests.bench import apps, growth, in_browser
from tests.bench.people import Crowd, together

PAUSE_S = 4.0
PEOPLE = (10, 25, 50)
PAGES = ("d01", "d04", "d05", "d06", "d12", "d16")
# At most so much of the bare app's time: median and 95th percentile.
CLICK, RESULTS, FIRST, CROWD = 0.6, 1.5, 1.2, 0.2


def middle(times: Sequence[float]) -> float:
    """Median."""
    return statistics.median(times)


def high(times: Sequence[float]) -> float:
    """95th percentile, between neighbours."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def head(what: str) -> None:
    """Head of a table of times."""
    print(f"\n{what:<44}{'p50 ms':>9}{'p95 ms':>9}{'x p50':>8}{'x p95':>8}{'n':>6}  aim")


def line(name: str, times: Sequence[float], against: Sequence[float], aim: float | None = None) -> None:
    """One line: figures, their ratios to the bare app's, and whether both are within the aim."""
    if len(times) < 2 or len(against) < 2:
        print(f"{name:<44} too few measured: {len(times)}")
        return
    ratios = middle(times) / middle(against), high(times) / high(against)
    held = "" if aim is None else f"  <= {aim}: {'yes' if max(ratios) <= aim else 'NO'}"
    print(f"{name:<44}{middle(times):>9.0f}{high(times):>9.0f}{ratios[0]:>8.2f}{ratios[1]:>8.2f}{len(times):>6}{held}")


def in_turn(rounds: int, *measures: Callable[[], list[float]]) -> list[list[float]]:
    """Measure one after the other, several rounds, so that all share the machine's moods."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for times, measure in zip(found, measures, strict=True):
            times += measure()
    return found


def clicks(browser: Browser, turns: int, address: str) -> None:
    """Click to saved and updated, with the full checklist."""
    with apps.bare() as plain, apps.bare(ours=True) as tuned, apps.product(apps.sample()) as ours:
        ways = [plain.page(""), tuned.page(""), address or ours.page("d04")]
        found = in_turn(3, *[lambda way=way: in_browser.clicks(browser, way, turns) for way in ways])  # type: ignore[misc]
    head("Click to saved and updated, in the browser")
    line("bare app, defaults", found[0], found[0])
    line("bare app, our settings", found[1], found[0])
    line(address or "items of a subject, full checklist", found[2], found[0], CLICK)


def pages(browser: Browser, turns: int) -> None:
    """Results after an answer, and the first page, warm."""
    with apps.bare() as plain, apps.product(apps.sample()) as ours:
        bare_clicks, bare_loads, results, first = in_turn(
            2,
            lambda: in_browser.clicks(browser, plain.page(""), turns),
            lambda: in_browser.loads(browser, plain.page(""), turns),
            lambda: in_browser.results_after_an_answer(browser, ours.page("d04"), turns),
            lambda: in_browser.loads(browser, ours.page(""), turns),
        )
    head("Pages, in the browser")
    line("bare app, a click", bare_clicks, bare_clicks)
    line("results after an answer / a click", results, bare_clicks)
    line("bare app, opened warm", bare_loads, bare_loads)
    line("results after an answer / opened", results, bare_loads, RESULTS)
    line("first page, warm / opened", first, bare_loads, FIRST)


def people(seconds: float, numbers: Sequence[int]) -> None:
    """Many at once, each answering every four seconds."""
    head(f"People at once, an answer every {PAUSE_S:.0f} s each, {seconds:.0f} s")
    for number in numbers:
        with apps.bare() as plain:
            bare = together([plain.page("")] * number, PAUSE_S, seconds)
        with apps.product(apps.of_many_bodies(_pages(number))) as ours:
            crowd = together(_everybody(ours, number), PAUSE_S, seconds)
        line(f"{number}: bare app, defaults", bare.clicks, bare.clicks)
        line(f"{number}: ours", crowd.clicks, bare.clicks, CROWD if number == max(numbers) else None)
        print(
            f"{'':<4}opening all at once: p95 {high(crowd.openings):.0f} ms (bare {high(bare.openings):.0f});",
            _lost(crowd),
        )


def _pages(number: int) -> dict[str, str]:
    """The page of each of so many bodies."""
    return {body: PAGES[place % len(PAGES)] for place, body in enumerate(apps.names(number))}


def _everybody(ours: apps.Running, number: int) -> list[str]:
    return [ours.page(page, body) for body, page in _pages(number).items()]


def _lost(crowd: Crowd) -> str:
    return f"{crowd.lost} without an answer"


def memory(minutes: float) -> None:
    """Fifty people for a long time: memory of the server by the minute, and whether times stay as they were."""
    print(f"\nFifty people, an answer every {PAUSE_S:.0f} s each, {minutes:g} minutes")
    number, parts = max(PEOPLE), 6
    with apps.product(apps.of_many_bodies(_pages(number))) as ours:
        for part in range(parts):
            crowd = together(_everybody(ours, number), PAUSE_S, 60 * minutes / parts)
            held = ours.memory()
            told = "not told by this system" if held is None else f"{held:.0f} MiB"
            at = minutes * (part + 1) / parts
            print(
                f"{at:>6.1f} min{told:>12}{middle(crowd.clicks):>9.0f}{high(crowd.clicks):>9.0f} ms",
                f"{len(crowd.clicks)} answers,",
                _lost(crowd),
                flush=True,
            )


def grow(turns: int, small: bool) -> None:
    """With items, measures and assessments; each against the first line of its kind."""
    print(f"\n{'By web socket, alone':<28}{'answer p50':>11}{'p95':>7}{'results after it p50':>22}{'p95':>7} ms")
    for found in growth.grown(turns, small):
        print(
            f"{found.what:<28}{middle(found.clicks):>11.0f}{high(found.clicks):>7.0f}"
            f"{middle(found.looks):>22.0f}{high(found.looks):>7.0f}",
            flush=True,
        )


def main() -> int:
    """Measure and print; exit 1 where there is no browser to measure with."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=("clicks", "pages", "people", "growth", "memory"))
    parser.add_argument("--address", default="", help="page of an app that runs already; clicks only")
    parser.add_argument("--small", action="store_true", help="a few turns of each part")
    parser.add_argument("--minutes", type=float, default=6, help="how long fifty people work, for memory")
    given = parser.parse_args()
    only, small = "clicks" if given.address else given.only, given.small
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    if only in (None, "clicks", "pages"):
        if browsing.find_browser() is None:
            print(f"No browser: {browsing.HOW_TO_INSTALL}")
            return 1
        with sync_playwright() as playwright:
            browser = browsing.launch(playwright)
            if only != "pages":
                clicks(browser, 3 if small else 30, given.address)
            if only != "clicks":
                pages(browser, 3 if small else 15)
            browser.close()
    if only in (None, "people"):
        people(8 if small else 60, PEOPLE[:1] if small else PEOPLE)
    if only in (None, "growth"):
        grow(2 if small else 15, small)
    if only in (None, "memory"):
        memory(1 if small else given.minutes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
