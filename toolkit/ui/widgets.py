"""Small parts of a page: fields that save themselves, the line that says how that went, progress, conflicts."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from toolkit.language import Language
from toolkit.problem import Problem, Severity, message
from toolkit.tasks.progress import Share
from toolkit.ui import session
from toolkit.ui.response_form import Outcome

Save = Callable[..., None]


def text_line(kind: str, id: str, label: str, first: Any, save: Save, *args: Any, **options: Any) -> None:
    """A line of text that saves itself."""
    st.text_input(
        label,
        value=session.first_value(kind, id, str(first or ""), ""),
        key=session.key(kind, id),
        on_change=save,
        args=args,
        **options,
    )


def text_block(kind: str, id: str, label: str, first: Any, save: Save, *args: Any, **options: Any) -> None:
    """Several lines of text that save themselves."""
    st.text_area(
        label,
        value=session.first_value(kind, id, str(first or ""), ""),
        key=session.key(kind, id),
        on_change=save,
        args=args,
        **options,
    )


def tick(kind: str, id: str, label: str, first: bool, save: Save, *args: Any, **options: Any) -> None:
    """A box to tick that saves itself."""
    st.checkbox(
        label,
        value=session.first_value(kind, id, first, False),
        key=session.key(kind, id),
        on_change=save,
        args=args,
        **options,
    )


def one_of(
    kind: str, id: str, label: str, options: list[str], first: Any, say: Callable[[str], str], save: Save, *args: Any
) -> None:
    """A list to choose one from, or nothing, that saves itself."""
    chosen = session.first_value(kind, id, first)
    st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=say,
        key=session.key(kind, id),
        on_change=save,
        args=args,
        placeholder="",
    )


def saving(id: str) -> DeltaGenerator:
    """A part of the page whose fields save themselves while one types (see page.js)."""
    return st.container(key=f"saves-{id}")


def draw_outcome(found: Outcome | None, language: Language) -> None:
    """Say how the last save ended; the number (ms) lets page.js see that an answer of the server has come."""
    kind, text = ("quiet", "") if found is None else (found.kind, _outcome_text(found, language))
    run = int(session.now().timestamp() * 1000)
    st.html(f'<p class="saved saved-{kind}" data-run="{run}" role="status">{escape(text)}</p>')


def _outcome_text(found: Outcome, language: Language) -> str:
    if found.kind == "saved":
        return language.say("interface.saving.saved_at", time=session.time_of(found.at))
    if found.kind == "unfinished":
        return language.say("interface.saving.unfinished")
    if found.kind == "cleared":
        return language.say("clearance.not_saved")
    if found.problem is not None:
        return language.say("interface.saving.refused", why=message(found.problem, language))
    return language.say(f"interface.saving.{'does_not_fit' if found.kind == 'refused' else 'failed'}")


def share_bar(share: Share, text: str, name: str) -> str:
    """A bar of what is answered of what is asked, with the same in words, as HTML."""
    part = 100 * share.answered / share.asked if share.asked else 0
    return (
        f'<div class="share"><p>{escape(text)}</p><div class="bar" role="progressbar" aria-label="{escape(name)}"'
        f' aria-valuemin="0" aria-valuemax="{share.asked}" aria-valuenow="{share.answered}">'
        f'<span style="inline-size:{part:.1f}%"></span></div></div>'
    )


def draw_problems(problems: Iterable[Problem], language: Language) -> None:
    """Problems and remarks, what was held back first."""
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.REMARK: 2}
    for found in sorted(problems, key=lambda each: order[each.severity]):
        inside = f"{_severity(found, language)}{_said(found, language)}"
        st.html(f'<p class="problem problem-{found.severity.value}">{inside}</p>')


def _severity(found: Problem, language: Language) -> str:
    return f"<strong>{escape(language.say(f'interface.problem.{found.severity.value}'))}</strong> "


def _said(found: Problem, language: Language) -> str:
    return f"<bdi>{escape(message(found, language))}</bdi>"
