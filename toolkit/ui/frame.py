"""The frame around every page: its links, where one is, and what is next.

One path, always in the same order: start, profile, assess (an address a dimension), plan, results, report. How the
pages stand beside one another is in `way`.
"""

from collections.abc import Mapping
from copy import copy
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from toolkit.language import SOURCE, Language
from toolkit.library.codes import codes_said
from toolkit.problem import Problem, something_held_back
from toolkit.record.assessment import COORDINATOR
from toolkit.record.bodies import clearance_of
from toolkit.record.store import StoreRefused
from toolkit.tasks.bodies import body_name
from toolkit.tasks.data_folder import data_folder, store_address
from toolkit.tasks.progress import answered_items, progress_of
from toolkit.ui import at_hand, session
from toolkit.ui.session import Here
from toolkit.ui.widgets import draw_problems
from toolkit.ui.words_on_page import plain

PAGES = Path(__file__).parent / "pages"
STYLE = Path(__file__).parent / "style.css"
SCRIPT = Path(__file__).parent / "page.js"
# The steps of the work, in order; the subjects stand between profile and plan.
STEPS = ("profile", "plan", "results", "report")
OTHERS = ("workshop", "bodies", "answers", "facilities", "agreement", "clearance")
COMPARE = ("indicators", "comparison", "units", "history")
LAST = ("reference", "texts")
# Pages reached from another one, not from the navigation.
FROM_A_PAGE = ("projector", "find")
WIDE = frozenset(
    {"bodies", "agreement", "clearance", "history", "answers", "facilities", "indicators", "workshop", "projector"}
    | {"plan", "results", "comparison", "units", "reference", "texts", "find"}
)


def store_refused(environment: Mapping[str, str]) -> list[Problem]:
    """Problems for which the app cannot work here at all; empty if it can."""
    if not environment.get("DATABASE_URL"):
        problems, _ = at_hand.folder_held(data_folder(environment))
        if something_held_back(problems):
            return problems
    try:
        at_hand.store(store_address(environment))
    except StoreRefused as refused:
        return [refused.problem]
    return []


def folder_remarks() -> list[Problem]:
    """What is doubtful about the data folder, found when the server started."""
    folder = session.data_folder()
    return at_hand.folder_held(folder)[0] if folder is not None else []


def draw_refused(problems: list[Problem]) -> None:
    """Say why the app cannot work here, and what to do."""
    language = at_hand.language(SOURCE)
    st.title(language.say("interface.frame.refused"), anchor=False)
    draw_problems(problems, language)


def pages(language: Language) -> Mapping[str, StreamlitPage]:
    """Every page by its address; those of dimensions share one file. A session has its own, made once."""
    return session.pages_of(language.code) or {address: copy(page) for address, page in _pages(language.code).items()}


@cache
def _pages(code: str) -> Mapping[str, StreamlitPage]:
    language, dimensions = at_hand.language(code), at_hand.library(code).dimensions.values()
    known = ("start", *STEPS, *OTHERS, *COMPARE, *LAST, *FROM_A_PAGE)
    made = {name: _page(name, language.say(f"interface.frame.pages.{name}"), f"{name}.py") for name in known}
    return made | {
        found.id.lower(): _page(found.id.lower(), f"{found.id} {found.name}", "dimension.py") for found in dimensions
    }


def _page(address: str, title: str, file: str) -> StreamlitPage:
    return st.Page(PAGES / file, title=title, url_path=address, default=address == "start")


def dimension_addresses(here: Here) -> list[str]:
    """Addresses of the dimensions about which the lens asks, and the body that answers here, in order."""
    return [found.lower() for found in here.library.dimensions if here.mine.in_dimension(found)]


def path(address: str) -> str:
    """How a link names a page: by its address; the first page is where the app itself is."""
    return "./" if address == "start" else address


def link(address: str, label: str | None = None, assessment: str | None = None) -> None:
    """Draw a link to a page of the app; it carries the assessment and the language.

    The first page without either has an empty address, which Streamlit takes for the page that is shown; it is given
    the language.
    """
    page = session.pages().get(address)
    if page is not None:
        carried = session.link(assessment) or ({"lang": session.language().code} if address == "start" else {})
        st.page_link(page, label=label, query_params=carried)


def draw_page_facts(language: Language, current: str) -> None:
    """Give the page its style, its language and direction, and the script that saves and follows links.

    A dialog stands beside the app and knows neither the scheme of its theme nor the page: both go to the root.
    """
    width = "wide" if current in WIDE else "narrow"
    facts = (
        f'<div class="page-facts" data-lang="{language.code}" data-dir="{language.direction}"'
        f' data-page="{current}" data-width="{width}" data-scheme="{st.context.theme.type or "light"}"'
        f' data-unsaved="{escape(language.say("interface.saving.not_yet"), quote=True)}"></div>'
    )
    with st.container(key="page_facts"):
        st.html(f"<style>{_text(STYLE)}</style>{facts}")
        st.html(f"<script>{_text(SCRIPT)}</script>", unsafe_allow_javascript=True)
        st.button(language.say("interface.saving.connect_again"), key=session.key("connect", "again"))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def draw_where(here: Here) -> None:
    """Say which assessment this is, for which State, and through which lens it is looked at."""
    whole, language = here.assessment, here.language
    lens = language.say(f"interface.frame.lens_{here.lens.depth}", lens=here.lens.instrument.short)
    parts = [whole.name or language.say("interface.start.unnamed"), whole.profile.state, lens]
    if here.body != COORDINATOR:
        name = body_name(here.body, whole, here.library, language)
        parts.append(language.say("bodies.answering_as", body=name))
    text = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in parts if part)
    st.html(f'<p class="where">{text}</p>{_codes(language)}')
    _draw_cleared(here)


def draw_codes() -> None:
    """Say what codes mean on a page that stands outside an assessment."""
    st.html(_codes(session.language()))


def _codes(language: Language) -> str:
    """What the codes on a page mean, folded, as HTML."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in codes_said(language))
    summary = escape(language.say("codes.summary"))
    return f'<details class="codes"><summary>{summary}</summary><ul>{lines}</ul></details>'


def _draw_cleared(here: Here) -> None:
    """Say on every page that the whole is cleared, for nothing of it can be changed until it is reopened."""
    cleared = clearance_of(here.assessment, None)
    if cleared is not None and session.address() != "clearance":
        text = here.language.say("clearance.whole_is", date=cleared.date.isoformat(), role=cleared.role)
        with st.container(key="cleared", horizontal=True):
            st.html(f'<p class="rt-small">{escape(text)}</p>', width="content")
            link("clearance", here.language.say("clearance.to_page"))


def draw_next(address: str, label: str) -> None:
    """Draw the one link that leads on from a page."""
    with st.container(key="next"):
        link(address, label)


def opened() -> Here:
    """The open assessment; where there is none, say so with a way out, and stop the page."""
    here = session.here()
    if here is None:
        language = session.language()
        st.title(language.say("interface.frame.none_open"))
        st.write(language.say("interface.frame.none_open_why"))
        link("start", language.say("interface.frame.to_start"))
        st.stop()
    draw_where(here)
    return here


def go(address: str, assessment: str | None = None) -> None:
    """Go to another page at once, with the link that every page carries."""
    st.switch_page(session.pages()[address], query_params=session.link(assessment))


def begin_at(here: Here) -> str:
    """Address where work goes on: the profile, the first dimension with something left, or the results."""
    if not here.assessment.profile.state:
        return "profile"
    left = progress_of(answered_items(here.said), here.mine).unanswered
    return left[0][:3].lower() if left else "results"


def title(text: str) -> None:
    """Heading of the page."""
    st.title(plain(text), anchor=False)
