"""What a tab remembers: the link it was opened by, the assessment it looks at, the forms as they were drawn.

The only file that knows the session's keys; each is `kind:<id>`. The link carries the language, the assessment and the
body that answers, so that reload, a second tab and a shared link show the same. A restarted server knows nothing of
this; the record does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import streamlit as st

from toolkit.language import SOURCE, Language, is_language
from toolkit.library.lens import Lens
from toolkit.library.model import Depth, Library
from toolkit.record.assessment import COORDINATOR, Assessment, Response
from toolkit.record.store import AssessmentGone, Store, StoredAssessment
from toolkit.tasks.data_folder import data_folder as folder_of
from toolkit.tasks.data_folder import store_address
from toolkit.tasks.progress import part_of, responses_of
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
    # Read first: opening another assessment takes the body out of the link.
    answering = st.query_params.get("body")
    _take_assessment()
    if answering is not None and answering != body():
        answer_as(answering)


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
        "body": st.session_state.get(key("link", "body")) if assessment in (None, assessment_id()) else None,
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
    body: str = COORDINATOR

    @property
    def assessment(self) -> Assessment:
        """The assessment that is open in this tab."""
        return self.stored.assessment

    @cached_property
    def mine(self) -> Lens:
        """What the body that answers in this tab is asked; the whole lens for the coordinator."""
        return part_of(self.body, self.assessment, self.lens, self.library)

    @cached_property
    def said(self) -> tuple[Response, ...]:
        """Answers that count as given in this tab: the body's own; for the coordinator everybody's."""
        return responses_of(self.body, self.assessment)


def assessment_id() -> str | None:
    """Id of the assessment open in this tab."""
    found: str | None = st.session_state.get(key("link", "assessment"))
    return found


def open_assessment(id: str | None) -> None:
    """Open an assessment in this tab, or none; forms of another one are forgotten."""
    if id != assessment_id():
        _forget_forms()
        _forget_body()
    st.session_state[key("link", "assessment")] = id
    if id is None and "assessment" in st.query_params:
        del st.query_params["assessment"]


def _forget_forms() -> None:
    for kept in [name for name in st.session_state if str(name).startswith(OF_A_FORM)]:
        del st.session_state[kept]


def body() -> str:
    """Body on whose behalf this tab answers; the coordinator unless another was chosen."""
    return str(st.session_state.get(key("link", "body")) or COORDINATOR)


def answer_as(body: str) -> None:
    """Answer on behalf of a body of the open assessment from now on; forms of another one are forgotten."""
    id = assessment_id()
    known = {found.id for found in stored_now(id).assessment.bodies} if id is not None else set()
    _forget_forms()
    if body in known:
        st.session_state[key("link", "body")] = body
        st.query_params["body"] = body
    else:
        _forget_body()


def _forget_body() -> None:
    st.session_state.pop(key("link", "body"), None)
    if "body" in st.query_params:
        del st.query_params["body"]


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
    if body() != COORDINATOR and all(found.id != body() for found in whole.bodies):
        _forget_body()
    return Here(language(), library(), lens(whole.lens, whole.depth), id, stored, today(), body())


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


def ids_of(kind: str) -> Iterator[str]:
    """Ids of everything remembered of a kind."""
    start = key(kind, "")
    yield from [str(name).removeprefix(start) for name in st.session_state if str(name).startswith(start)]


def follow(kind: str, id: str, recorded: Any) -> None:
    """Let a widget that takes no default show what the record says, whenever the record says something new."""
    if not is_drawn(kind, id) or value("followed", key(kind, id)) != recorded:
        put(kind, id, recorded)
    put("followed", key(kind, id), recorded)


def count(kind: str, id: str) -> int:
    """Next number of a counter of this session, from 1."""
    put(kind, id, (value(kind, id) or 0) + 1)
    return int(value(kind, id))


def remember_pages(pages: Mapping[str, Any], code: str, current: str) -> None:
    """Remember the pages by address, in the language they are named in, and which of them is shown."""
    put("pages", "all", pages)
    put("pages", "language", code)
    put("page", "address", current)


def pages_of(code: str) -> Mapping[str, Any] | None:
    """Pages by address if they were made before, named in this language."""
    return pages() if value("pages", "language") == code else None


def pages() -> Mapping[str, Any]:
    """Pages by address."""
    found: Mapping[str, Any] = value("pages", "all") or {}
    return found


def address() -> str:
    """Address of the page that is shown, such as `d04`."""
    return str(value("page", "address") or "")
