"""What the counter keeps at hand for all tabs: the store, languages, the library, lenses, assessments, results.

The only caches of the product. What is cached is frozen; what depends on an assessment is kept by its version.
"""

import gc
import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache, wraps
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import streamlit as st

from toolkit.language import Language, read_language
from toolkit.library.lens import Lens, look_through
from toolkit.library.model import Depth, Library
from toolkit.library.reader import read_library
from toolkit.problem import Problem, something_held_back
from toolkit.record.data_folder import FolderHold, check_data_folder
from toolkit.record.store import Store, StoredAssessment, open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.method.link import Link
    from toolkit.method.results import PlanLookedAt, Results
    from toolkit.record.assessment import Assessment
    from toolkit.record.local_instrument import LocalInstrument
    from toolkit.record.official_wording import OfficialWording
    from toolkit.record.plan import Plan


P = ParamSpec("P")
R = TypeVar("R")
_making = RLock()


def _once(make: Callable[P, R]) -> Callable[P, R]:
    """Make something once for all tabs, however many ask for it first at the same moment."""
    made = cache(make)

    @wraps(make)
    def found(*given: P.args, **named: P.kwargs) -> R:
        with _making:
            return made(*given, **named)  # type: ignore[arg-type]

    return found


@st.cache_resource(show_spinner=False)
def settled() -> bool:
    """Take what was imported out of garbage collection, once: it stays for as long as the app runs."""
    gc.collect()
    gc.freeze()
    return True


@st.cache_resource(show_spinner=False)
def folder_held(folder: Path) -> tuple[list[Problem], FolderHold | None]:
    """Try the data folder out and take hold of it, once for this server; what speaks against it, and the hold."""
    problems = check_data_folder(folder)
    return problems, None if something_held_back(problems) else FolderHold(folder)


@st.cache_resource(show_spinner=False)
def store(address: str) -> Store:
    """The one store of this installation. Raises StoreRefused."""
    return open_store(address)


@_once
def language(code: str) -> Language:
    """Wording of one language."""
    return read_language(code)


@_once
def library(code: str) -> Library:
    """All that is asked, in one language."""
    return read_library(code)


@_once
def lens(code: str, instrument: str, depth: Depth) -> Lens:
    """The items that an instrument selects at a depth."""
    return look_through(library(code), instrument, depth)


@st.cache_resource(show_spinner=False, max_entries=64)
def stored(_store: Store, id: str, version: int) -> StoredAssessment:
    """An assessment with its versions, without its log, as of this version of it."""
    return _store.stored(id)


@st.cache_resource(show_spinner=False, max_entries=16)
def cleared(_store: Store, id: str, snapshot: str, code: str) -> "Assessment | None":
    """What was cleared of an assessment, as it was on that day: it never changes."""
    # Imported here: few pages look at it.
    from toolkit.tasks.comparison import cleared_assessment

    return cleared_assessment(_store, id, snapshot, library(code))


@st.cache_resource(show_spinner=False, max_entries=32)
def results(
    _whole: StoredAssessment, id: str, version: int, code: str, instrument: str, depth: Depth, day: date
) -> "Results":
    """All that follows from an assessment through a lens, at a depth, on a day."""
    # Imported here: the pages with forms need none of it.
    from toolkit.tasks.results import low_levels, results_of

    asked, through = library(code), lens(code, instrument, depth)
    low = tuple(low_levels(_whole.assessment, asked).items())
    plans = [
        looked_at(held.plan, id, held.id, held.version, code, instrument, depth, day, low) for held in _whole.plans
    ]
    bare = _whole.assessment.model_copy(update={"plans": ()})
    return results_of(bare, asked, as_of=day, lens=through, plans=plans)


@st.cache_resource(show_spinner=False, max_entries=64)
def looked_at(
    _plan: "Plan",
    id: str,
    plan: str,
    version: int,
    code: str,
    instrument: str,
    depth: Depth,
    day: date,
    low: tuple[tuple[str, int | None], ...],
) -> "PlanLookedAt":
    """A plan looked at; of the answers only low levels matter to it, for a remark on low items without a measure."""
    from toolkit.tasks.plan import look_at_plan

    found = links(_plan, id, plan, version, code, instrument, depth)
    return look_at_plan(_plan, library(code), lens(code, instrument, depth), day, levels=dict(low), links=found)


@st.cache_resource(show_spinner=False, max_entries=64)
def links(
    _plan: "Plan", id: str, plan: str, version: int, code: str, instrument: str, depth: Depth
) -> "Mapping[str, tuple[Link, ...]]":
    """Links of a plan as of this version of it: they do not depend on answers."""
    from toolkit.method.matching import links_of

    read = hashlib.sha256(
        "".join(found.model_dump_json() for found in _plan.measures).encode("utf-8", "replace")
    ).hexdigest()
    found = suggested(_plan, read, code, instrument, depth)
    return links_of(_plan, library(code), suggested=found)


@st.cache_resource(show_spinner=False, max_entries=64)
def suggested(
    _plan: "Plan", measures: str, code: str, instrument: str, depth: Depth
) -> "Mapping[str, tuple[Link, ...]]":
    """Links of the same measures before anybody decided on them: a decision does not change what is suggested."""
    from toolkit.method.matching import suggest

    return suggest(_plan.measures, library(code), None, lens(code, instrument, depth))


def official_texts(kept: Store) -> "tuple[OfficialWording, ...]":
    """Official documents that are loaded, as they stand now."""
    return _official_texts(kept, kept.official_texts.version())


@st.cache_resource(show_spinner=False, max_entries=2)
def _official_texts(_store: Store, version: int) -> "tuple[OfficialWording, ...]":
    return _store.official_texts.all()


@st.cache_resource(show_spinner=False, max_entries=32)
def local_suggestions(
    _instrument: "LocalInstrument", _wordings: "Mapping[str, str]", texts: str, code: str
) -> "Mapping[str, tuple[Link, ...]]":
    """Items suggested for the provisions of a local instrument; `texts` is all that they rest on."""
    from toolkit.tasks.local_instrument import suggestions

    return suggestions(_instrument, _wordings, library(code))
