"""The way through the work: its steps on every page, the navigation in groups, the field that finds a statement.

A newcomer sees the five steps; what is done with other bodies, over time and side by side is folded away until it is
opened or a page of it is shown.
"""

from collections.abc import Iterable, Mapping
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


def draw_way(language: Language, here: Here | None, current: str) -> None:
    """Draw the navigation beside the page, and the steps of the work above it."""
    progress = progress_of(answered_items(here.said), here.mine) if here is not None else None
    with st.sidebar, st.container(key="navigation", gap="small"):
        _find_field(language)
        st.html(navigation(language, here, progress, current))
    if here is not None and progress is not None and current not in WITHOUT_STEPS:
        st.html(_steps(here, progress, current))


def navigation(language: Language, here: Here | None, progress: Progress | None, current: str) -> str:
    """The way through the app, as HTML: one piece, for every link drawn by itself costs time on every page.

    Before an assessment is open it holds what needs none.
    """
    carried = session.link()

    def links(pages: Iterable[str]) -> str:
        named = {page: escape(language.say(f"interface.frame.pages.{page}")) for page in pages}
        return "".join(_entry(page, name, carried, current) for page, name in named.items())

    parts = [_listed(links(["start"]))]
    if here is not None and progress is not None:
        subjects = "".join(
            _entry(page, _subject(here, page, progress), carried, current) for page in frame.dimension_addresses(here)
        )
        parts += [
            _listed(links(["profile"]), language.say(f"{WORDS}.group.work")),
            _listed(subjects, language.say("interface.frame.assess"), "nav-subjects"),
            _listed(links(frame.STEPS[1:])),
            *(
                _folded(language.say(f"{WORDS}.group.{group}"), links(pages), current in pages)
                for group, pages in (("others", frame.OTHERS), ("compare", frame.COMPARE))
            ),
        ]
    last = frame.LAST if here is not None else ("units", *frame.LAST)
    parts += [_listed(links(last), language.say(f"{WORDS}.group.look_up")), _languages(language, current)]
    return f'<nav class="nav" aria-label="{escape(language.say(f"{WORDS}.navigation"))}">{"".join(parts)}</nav>'


def _subject(here: Here, page: str, progress: Progress) -> str:
    """Name of a subject, as HTML, with what is answered of what is asked there."""
    found = here.library.dimensions[page.upper()]
    share = progress.dimensions[found.id]
    name = here.language.say("interface.frame.dimension_link", id=found.id, name=found.name)
    told = here.language.say("interface.frame.dimension_share", answered=share.answered, asked=share.asked)
    return f'{escape(name)} <span class="nav-share">{escape(told)}</span>'


def _entry(page: str, name: str, carried: Mapping[str, str], current: str) -> str:
    here_now = ' aria-current="page"' if page == current else ""
    place = escape(address(frame.path(page), carried))
    return f'<li><a href="{place}" target="_self"{here_now}>{name}</a></li>'


def _listed(entries: str, heading: str = "", kind: str = "nav-list") -> str:
    above = f'<p class="nav-heading">{escape(heading)}</p>' if heading else ""
    return f'{above}<ul class="{kind}">{entries}</ul>'


def _folded(heading: str, entries: str, opened: bool) -> str:
    """A group that is open where one of its pages is shown."""
    state = " open" if opened else ""
    return f'<details{state}><summary class="nav-heading">{escape(heading)}</summary>{_listed(entries)}</details>'


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


def _ask() -> None:
    session.put("find", "asked", str(session.value("find", "words") or "").strip())
    session.put("find", "words", "")


def go_to_find() -> None:
    """Go where words were asked for beside the page, before the page is drawn."""
    asked = session.forget("find", "asked")
    if asked:
        st.switch_page(session.pages()["find"], query_params={**session.link(), "find": asked})


def _languages(language: Language, current: str) -> str:
    """This page in the other languages, each named by itself."""
    others = [code for code in languages_shipped() if code != language.code]
    links = (
        f'<li><a href="{escape(address(frame.path(current), {**session.link(), "lang": code}))}" target="_self"'
        f' lang="{code}">{escape(language_name(code))}</a></li>'
        for code in others
    )
    return _listed("".join(links), kind="nav-languages") if others else ""


def _steps(here: Here, progress: Progress, current: str) -> str:
    """The steps of the work, as HTML: where one is, and what is left in each."""
    at = ASSESS if current.upper() in here.library.dimensions else current
    entries = "".join(_step(here, name, progress, at) for name in STEPS)
    name = escape(here.language.say(f"{WORDS}.steps"))
    return f'<nav class="way" aria-label="{name}"><ol>{entries}</ol></nav>'


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
