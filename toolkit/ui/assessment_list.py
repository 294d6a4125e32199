"""The assessments kept here: each a link to go on with it, and on request what else can be done with it."""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import streamlit as st
from babel.dates import format_datetime

from toolkit.language import SOURCE, TEST_LANGUAGE, Language
from toolkit.library.model import Library
from toolkit.record.store import AssessmentGone, AssessmentSummary
from toolkit.tasks.progress import answered_items, progress_of
from toolkit.ui import at_hand, frame, session
from toolkit.ui.session import Here
from toolkit.ui.widgets import draw_outcome, saving
from toolkit.ui.words_on_page import plain


def draw_list(language: Language, library: Library) -> bool:
    """Draw the assessments in use, and those archived on request; False if none is kept here."""
    store, say = session.store(), language.say
    kept, archived = store.assessments(), store.assessments(archived=True)
    st.header(say("interface.start.assessments"), anchor=False)
    if not kept:
        st.info(say("interface.start.none"))
    for summary in kept:
        _entry(language, summary)
    if archived:
        label = say("interface.start.show_archived", number=len(archived))
        if st.toggle(label, key=session.key("show", "archived")):
            for summary in archived:
                _entry(language, summary)
    return bool(kept)


def name_of(id: str, language: Language) -> str:
    """Name of an assessment for a label."""
    return plain(session.store().summary(id).name or language.say("interface.start.unnamed"))


def _entry(language: Language, summary: AssessmentSummary) -> None:
    here, say = _look_at(language, summary), language.say
    with st.container(key=f"assessment-{summary.id}", gap=None):
        frame.link(frame.begin_at(here), name_of(summary.id, language), assessment=summary.id)
        st.html(f'<p class="about">{_about(here, summary)}</p>')
        managed = session.value("managing", "list") == summary.id
        st.button(
            say("interface.start.close" if managed else "interface.start.manage", name=name_of(summary.id, language)),
            key=session.key("manage", summary.id),
            type="tertiary",
            on_click=session.put,
            args=("managing", "list", None if managed else summary.id),
        )
        if managed:
            _manage(here, summary)


def _look_at(language: Language, summary: AssessmentSummary) -> Here:
    stored = at_hand.stored(session.store(), summary.id, summary.version)
    lens = session.lens(stored.assessment.lens, stored.assessment.depth)
    return Here(language, session.library(), lens, summary.id, stored, session.today())


def _about(here: Here, summary: AssessmentSummary) -> str:
    say = here.language.say
    share = progress_of(answered_items(here.said), here.mine).whole
    text = say(
        "interface.start.about",
        lens=say(f"interface.frame.lens_{here.lens.depth}", lens=here.lens.instrument.short),
        answered=share.answered,
        asked=share.asked,
        changed=_moment(summary.changed_at, here.language),
    )
    state = f"<bdi>{escape(summary.state)}</bdi> · " if summary.state else ""
    return state + escape(text)


def _moment(at: str, language: Language) -> str:
    locale = SOURCE if language.code == TEST_LANGUAGE else language.code
    return format_datetime(session.moment_of(at), "d MMM y, HH:mm", locale=locale)


def _manage(here: Here, summary: AssessmentSummary) -> None:
    say, id = here.language.say, summary.id
    with st.container(key=f"managing-{id}", border=True):
        with saving(f"name-{id}"):
            st.text_input(
                say("interface.start.rename"),
                value=summary.name,
                key=session.key("rename", id),
                on_change=_rename,
                args=(id,),
            )
            draw_outcome(None, here.language)
        _duplicate(here, summary)
        put_away = "restore" if summary.archived else "archive"
        _button(here, put_away, id, getattr(session.store(), put_away), id)
        _download(here, id)
        _delete(here, summary)


def _rename(id: str) -> None:
    name = str(session.value("rename", id) or "").strip()
    if name:
        session.store().rename(id, name)


def _duplicate(here: Here, summary: AssessmentSummary) -> None:
    say, id = here.language.say, summary.id
    st.html(
        f"<h3>{escape(say('interface.start.duplicate'))}</h3><p>{escape(say('interface.start.duplicate_explain'))}</p>"
    )
    name = say("interface.start.next_name", name=summary.name)
    st.text_input(say("interface.start.duplicate_name"), value=name, key=session.key("next_name", id))
    st.date_input(
        say("interface.start.duplicate_as_of"),
        value=_year_later(summary.as_of or here.today),
        format="YYYY-MM-DD",
        key=session.key("next_as_of", id),
    )
    st.button(say("interface.start.duplicate_do"), key=session.key("duplicate", id), on_click=_do_duplicate, args=(id,))


def _year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _do_duplicate(id: str) -> None:
    summary = session.store().summary(id)
    name = str(session.value("next_name", id) or "").strip() or summary.name
    session.store().duplicate(id, name, session.value("next_as_of", id))
    session.put("managing", "list", None)
    session.put("done", "start", session.language().say("interface.start.duplicated", name=plain(name)))


def _download(here: Here, id: str) -> None:
    # Imported here: the first page does without.
    from toolkit.tasks.state import export_state

    name, content = export_state(session.store().assessment(id))
    st.html(f"<p>{escape(here.language.say('interface.start.download_explain'))}</p>")
    st.download_button(
        here.language.say("interface.start.download"),
        content,
        file_name=name,
        mime="application/json",
        key=session.key("download", id),
        on_click=session.put,
        args=("exported", id, True),
    )


def _delete(here: Here, summary: AssessmentSummary) -> None:
    say, id = here.language.say, summary.id
    if not session.value("exported", id):
        st.html(f"<p>{escape(say('interface.start.delete_explain'))}</p>")
    elif not session.value("deleting", id):
        _button(here, "delete", id, session.put, "deleting", id, True)
    else:
        with st.container(key=f"confirm-{id}"):
            st.html(f'<p role="alert">{escape(say("interface.start.delete_sure", name=summary.name))}</p>')
            with st.container(horizontal=True):
                _button(here, "delete_yes", id, _do_delete, id)
                _button(here, "delete_no", id, session.put, "deleting", id, False)


def _button(here: Here, name: str, id: str, do: Callable[..., None], *args: Any) -> None:
    st.button(here.language.say(f"interface.start.{name}"), key=session.key(name, id), on_click=do, args=args)


def _do_delete(id: str) -> None:
    try:
        name = session.store().summary(id).name
        session.store().delete(id)
    except AssessmentGone:
        return
    if session.assessment_id() == id:
        session.open_assessment(None)
    session.put("managing", "list", None)
    session.put("done", "start", session.language().say("interface.start.deleted", name=plain(name)))
