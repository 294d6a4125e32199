"""The way through the work: its steps on every page, the navigation in groups, the field that finds a statement.

A newcomer sees the five steps; what is done with other bodies, over time and side by side is folded away until it is
opened or a page of it is shown.
"""

from html import escape

import streamlit as st

from toolkit.language import Language, language_name, languages_shipped
from toolkit.record.bodies import clearance_of
from toolkit.tasks.progress import Progress, answered_items, progress_of
from toolkit.ui import frame, session
from toolkit.ui.session import Here
from toolkit.ui.tables import address

WORDS = "way"
ASSESS = "assess"
STEPS = ("profile", ASSESS, "plan", "results", "report")
# Pages that show no step: the first one, and those that fill the screen.
WITHOUT_STEPS = frozenset({"start", "projector"})


def draw_navigation(language: Language, here: Here | None, current: str) -> None:
    """Draw the way through the app beside the page; before an assessment is open, what needs none."""
    say = language.say
    with st.sidebar, st.container(key="navigation", gap=None):
        frame.link("start")
        _find_field(language)
        if here is not None:
            _work(here)
            _folded("others", frame.OTHERS, language, current)
            _folded("compare", frame.COMPARE, language, current)
        _heading(say(f"{WORDS}.group.look_up"))
        for page in (*(("units",) if here is None else ()), *frame.LAST):
            frame.link(page)
    with st.sidebar:
        _languages(language, current)


def _work(here: Here) -> None:
    """The steps of the work, with the subjects between profile and plan."""
    _heading(here.language.say(f"{WORDS}.group.work"))
    frame.link("profile")
    _heading(here.language.say("interface.frame.assess"))
    progress = progress_of(answered_items(here.said), here.mine)
    with st.container(key="nav_subjects", gap=None):
        for page in frame.dimension_addresses(here):
            frame.link(page, frame.dimension_label(here, page, progress))
    for page in frame.STEPS[1:]:
        frame.link(page)


def _heading(text: str) -> None:
    st.html(f'<p class="nav-heading">{escape(text)}</p>')


def _folded(group: str, pages: tuple[str, ...], language: Language, current: str) -> None:
    """A group that is open where one of its pages is shown."""
    with (
        st.container(key=f"nav_{group}", gap=None),
        st.expander(language.say(f"{WORDS}.group.{group}"), expanded=current in pages),
    ):
        for page in pages:
            frame.link(page)


def _find_field(language: Language) -> None:
    """The field that finds a statement from every page; what was written goes into the address of the page found."""
    say = language.say
    with st.container(key="nav_find"):
        st.text_input(
            say(f"{WORDS}.find.label"),
            placeholder=say(f"{WORDS}.find.hint"),
            key=session.key("find", "words"),
            on_change=_ask,
        )
    asked = session.forget("find", "asked")
    if asked:
        st.switch_page(session.pages()["find"], query_params={**session.link(), "find": asked})


def _ask() -> None:
    words = str(session.value("find", "words") or "").strip()
    session.put("find", "asked", words)
    session.put("find", "words", "")


def _languages(language: Language, current: str) -> None:
    others = [code for code in languages_shipped() if code != language.code]
    page = session.pages().get(current)
    if not others or page is None:
        return
    with st.container(key="languages", horizontal=True):
        for code in others:
            st.page_link(page, label=language_name(code), query_params={**session.link(), "lang": code})


def draw_steps(here: Here | None, current: str) -> None:
    """Draw the steps of the work above the page: where one is, and what is left in each."""
    if here is None or current in WITHOUT_STEPS:
        return
    progress = progress_of(answered_items(here.said), here.mine)
    at = ASSESS if current.upper() in here.library.dimensions else current
    entries = "".join(_step(here, name, progress, at) for name in STEPS)
    name = escape(here.language.say(f"{WORDS}.steps"))
    st.html(f'<nav class="way" aria-label="{name}"><ol>{entries}</ol></nav>')


def _step(here: Here, name: str, progress: Progress, at: str) -> str:
    page = _first_left(here, progress) if name == ASSESS else name
    left = _left(here, name, progress, at)
    here_now = ' aria-current="step"' if name == at else ""
    place = escape(address(page, session.link()))
    label = escape(here.language.say(f"{WORDS}.step.{name}"))
    said = f'<span class="way-left">{escape(left)}</span>' if left else ""
    return f'<li><a href="{place}" target="_self"{here_now}><span class="way-name">{label}</span> {said}</a></li>'


def _first_left(here: Here, progress: Progress) -> str:
    """Address where assessing goes on: the first subject with something left, else the first."""
    if progress.unanswered:
        return progress.unanswered[0][:3].lower()
    return next(iter(frame.dimension_addresses(here)), "profile")


def _left(here: Here, name: str, progress: Progress, at: str) -> str:
    """What is done or left of a step, in a word; a page of answers says it itself, as it changes there."""
    say, whole = here.language.say, here.assessment
    if name == "profile":
        return say(f"{WORDS}.left.{'done' if whole.profile.state else 'to_do'}")
    if name == ASSESS and at != ASSESS:
        return say(f"{WORDS}.left.of", answered=progress.whole.answered, asked=progress.whole.asked)
    if name == "plan":
        measures = sum(len(plan.measures) for plan in whole.plans)
        return say(f"{WORDS}.left.measures", n=measures) if measures else say(f"{WORDS}.left.none")
    if name == "report":
        return say(f"{WORDS}.left.{'cleared' if clearance_of(whole, None) is not None else 'draft'}")
    return ""
