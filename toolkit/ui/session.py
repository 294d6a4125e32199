"""What a tab remembers: the link it was opened by, the assessment it looks at, the forms as they were drawn.

The only file that knows the session's keys; each is `kind:<id>`. The link carries the language and the assessment, so
that reload, a second tab and a shared link show the same. A restarted server knows nothing of this; the record does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from toolkit.language import SOURCE, Language, is_language
from toolkit.library.lens import Lens
from toolkit.library.model import Depth, Library
from toolkit.record.assessment import Assessment
from toolkit.record.store import AssessmentGone, Store, StoredAssessment
from toolkit.tasks.data_folder import data_folder as folder_of
from toolkit.tasks.data_folder import store_address
from toolkit.ui import at_hand

Clock = Callable[[], datetime]
# What is remembered about a form, beside the values of its widgets.
OF_A_FORM = ("drawn:", "pending:", "outcome:", "conflict:", "rows:", "answered:", "fresh:", "recorded:", "taken:")


def key(kind: str, id: str) -> str:
    """Key of a widget or of something remembered: `level:D04-3`."""
    return f"{kind}:{id}"


def begin(clock: Clock, environment: Mapping[str, str]) -> None:
    """Take the clock, the store and the link; called by the front door on every run."""
    st.session_state[key("clock", "now")] = clock
    st.session_state[key("store", "address")] = store_address(environment)
    st.session_state[key("store", "folder")] = None if environment.get("DATABASE_URL") else folder_of(environment)
    _take_language()
    _take_assessment()


def _take_language() -> None:
    asked = st.query_params.get("lang")
    if asked is not None and is_language(asked):
        st.session_state[key("link", "lang")] = asked
    elif asked is not None:
        del st.query_params["lang"]


def _take_assessment() -> None:
    asked = st.query_params.get("assessment")
    if asked is None:
        return
    try:
        store().version_of(asked)
    except AssessmentGone:
        del st.query_params["assessment"]
        st.session_state[key("link", "gone")] = True
    else:
        open_assessment(asked)


def keep_link() -> None:
    """Write into the link what the session knows and the link does not, once the page is known."""
    for name, value in link().items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def link(assessment: str | None = None) -> dict[str, str]:
    """What every link inside the app carries: the assessment (this one, if named) and a language that was chosen."""
    known = {
        "assessment": assessment or assessment_id(),
        "lang": st.session_state.get(key("link", "lang")),
    }
    return {name: value for name, value in known.items() if value}


def link_was_wrong() -> bool:
    """True once after a link named an assessment that is not there."""
    return bool(st.session_state.pop(key("link", "gone"), False))


def now() -> datetime:
    """The time at this counter."""
    clock: Clock = st.session_state[key("clock", "now")]
    return clock()


def today() -> date:
    """The day at this counter."""
    return now().date()


def time_of(at: str) -> str:
    """Time of day, at this counter, of a moment that the store gave (UTC, ISO)."""
    return moment_of(at).strftime("%H:%M")


def moment_of(at: str) -> datetime:
    """A moment that the store gave (UTC, ISO), in the time of this counter."""
    return datetime.fromisoformat(at).astimezone(now().tzinfo)


def data_folder() -> Path | None:
    """Folder of the store, where it is a file on this machine."""
    found: Path | None = st.session_state[key("store", "folder")]
    return found


def store() -> Store:
    """The store of this installation."""
    return at_hand.store(st.session_state[key("store", "address")])


def language() -> Language:
    """Language of this tab."""
    return at_hand.language(st.session_state.get(key("link", "lang"), SOURCE))


def library() -> Library:
    """All that is asked, in the language of this tab."""
    return at_hand.library(language().code)


def lens(instrument: str, depth: Depth) -> Lens:
    """A lens, in the language of this tab."""
    return at_hand.lens(language().code, instrument, depth)


@dataclass(frozen=True)
class Here:
    """What a page about an assessment works with: words, content, the record as it stands, and the day."""

    language: Language
    library: Library
    lens: Lens
    id: str
    stored: StoredAssessment
    today: date

    @property
    def assessment(self) -> Assessment:
        """The assessment that is open in this tab."""
        return self.stored.assessment


def assessment_id() -> str | None:
    """Id of the assessment open in this tab."""
    found: str | None = st.session_state.get(key("link", "assessment"))
    return found


def open_assessment(id: str | None) -> None:
    """Open an assessment in this tab, or none; forms of another one are forgotten."""
    if id != assessment_id():
        for kept in [name for name in st.session_state if str(name).startswith(OF_A_FORM)]:
            del st.session_state[kept]
    st.session_state[key("link", "assessment")] = id
    if id is None and "assessment" in st.query_params:
        del st.query_params["assessment"]


def here() -> Here | None:
    """The open assessment as the record holds it now; None if none is open or it was deleted."""
    id = assessment_id()
    if id is None:
        return None
    try:
        stored = stored_now(id)
    except AssessmentGone:
        open_assessment(None)
        st.session_state[key("link", "gone")] = True
        return None
    whole = stored.assessment
    return Here(language(), library(), lens(whole.lens, whole.depth), id, stored, today())


def stored_now(id: str) -> StoredAssessment:
    """An assessment as the record holds it now. Raises AssessmentGone."""
    return at_hand.stored(store(), id, store().version_of(id))


def value(kind: str, id: str) -> Any:
    """What a widget holds, or None if it is not on the page."""
    return st.session_state.get(key(kind, id))


def is_drawn(kind: str, id: str) -> bool:
    """True if this session has drawn a widget that is still there."""
    return key(kind, id) in st.session_state


def put(kind: str, id: str, value: Any) -> None:
    """Remember something, or set a widget before it is drawn."""
    st.session_state[key(kind, id)] = value


def set_widget(kind: str, id: str, value: Any) -> None:
    """Set a widget that is on the page to another value; its own default is then left out for one run."""
    put(kind, id, value)
    put("set", key(kind, id), True)


def first_value(kind: str, id: str, value: Any, nothing: Any = None) -> Any:
    """Value a widget begins with; `nothing` when it was set to another one."""
    return nothing if forget("set", key(kind, id)) else value


def forget(kind: str, id: str) -> Any:
    """Forget something and return it; None if there was nothing."""
    return st.session_state.pop(key(kind, id), None)


def count(kind: str, id: str) -> int:
    """Next number of a counter of this session, from 1."""
    put(kind, id, (value(kind, id) or 0) + 1)
    return int(value(kind, id))


def remember_pages(pages: Mapping[str, Any], current: str) -> None:
    """Remember the pages of this run by address, for links, and which of them is shown."""
    put("pages", "all", pages)
    put("page", "address", current)


def pages() -> Mapping[str, Any]:
    """Pages by address."""
    found: Mapping[str, Any] = value("pages", "all") or {}
    return found


def address() -> str:
    """Address of the page that is shown, such as `d04`."""
    return str(value("page", "address") or "")
