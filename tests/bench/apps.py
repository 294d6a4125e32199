"""What is measured: the bare app at Streamlit's defaults and at our settings, and ours with a record made for it."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import browser as browsing
from tests.at_page import kept
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.tasks.sample import sample_state

HERE = Path(__file__).parent
DAY = date(2026, 11, 1)
BARE_DEFAULT = ("--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1")


@dataclass(frozen=True)
class Running:
    """An app that runs for a measurement, and the assessment that is open in it."""

    app: browsing.RunningApp
    assessment: str = ""

    def page(self, name: str, body: str = "") -> str:
        """Address of a page, for one body."""
        if not self.assessment:
            return self.app.url
        return f"{self.app.url}/{name}?assessment={self.assessment}" + (f"&body={body}" if body else "")

    def memory(self) -> float | None:
        """Memory that the app's process holds, in MiB; None where the system does not say so in /proc."""
        process = self.app.process
        status = Path(f"/proc/{process.pid}/status") if process is not None else Path()
        if not status.is_file():
            return None
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found.group(1)) / 1024 if found else None


# What Streamlit takes where it is installed, and a plain installation does not have.
EXTRAS = ("uvloop", "httptools", "orjson")


@contextmanager
def bare(ours: bool = False) -> Iterator[Running]:
    """The bare app in a folder of its own: as a plain installation of Streamlit runs it, or at our settings."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if ours:
            shutil.copytree(browsing.ROOT / ".streamlit", place / ".streamlit")
        for name in () if ours else EXTRAS:
            (place / f"{name}.py").write_text(
                'raise ModuleNotFoundError("not in a plain installation")\n', encoding="utf-8"
            )
        app = browsing.RunningApp(HERE / "hello.py", place / "data", () if ours else BARE_DEFAULT, place)
        app.start()
        yield Running(app)
        app.stop()


@contextmanager
def product(told: Assessment, copies: int = 1) -> Iterator[Running]:
    """Our app on a record of its own; with several copies, the last of them is open."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        ids = [kept(data, told) for _ in range(copies)]
        app = browsing.RunningApp(browsing.APP, data)
        app.start()
        yield Running(app, ids[-1])
        app.stop()


def sample(lens: str = "a-res-78-224", measures: int | None = None) -> Assessment:
    """The sample State, every item answered, looked at through a lens; its plan as it is, or of so many measures."""
    library = read_library("en")
    told = sample_state(library, DAY)
    answered = {response.item for response in told.responses}
    rest = [Response(item=id, level=number % 5) for number, id in enumerate(_levelled(library)) if id not in answered]
    grown = told.model_copy(update={"lens": lens, "depth": "full", "responses": (*told.responses, *rest)})
    return grown if measures is None else _with_measures(grown, measures)


def _levelled(library: Library) -> list[str]:
    return [id for id, item in library.items.items() if not item.participation]


def _with_measures(told: Assessment, number: int) -> Assessment:
    plan = told.plans[0]
    some = [measure for measure in plan.measures if measure.parent is None]
    more = [some[place % len(some)].model_copy(update={"id": f"M{place}"}) for place in range(number)]
    return told.model_copy(update={"plans": (plan.model_copy(update={"measures": tuple(more), "links": ()}),)})


def of_many_bodies(pages: Mapping[str, str]) -> Assessment:
    """An assessment that bodies answer, each on a page of its own choice where it has answered everything before."""
    library = read_library("en")
    bodies = tuple(Body(id=body, name=f"Body {body}") for body in pages)
    given = tuple(
        Response(item=item, body=body, level=1)
        for body, page in pages.items()
        for item in _levelled(library)
        if item.startswith(page.upper())
    )
    return Assessment(
        name="Self-assessment 2026", depth="full", profile=Profile(state="Talvenia"), bodies=bodies, responses=given
    )


def names(number: int) -> list[str]:
    """Ids of so many bodies."""
    return [f"B{place:02}" for place in range(1, number + 1)]
