"""Start: what this is, the assessments kept here, a new one, the sample, a state file from elsewhere."""

from html import escape
from typing import Any

import streamlit as st

from toolkit.record.assessment import Assessment, Profile
from toolkit.ui import assessment_list, frame, lens_choice, session
from toolkit.ui.answering_as import draw_answering_as
from toolkit.ui.widgets import draw_problems

MEGABYTES = 10


def draw() -> None:
    """Draw the page."""
    language, library = session.language(), session.library()
    say = language.say
    frame.title(say("interface.start.title"))
    told = ("interface.start.what", "way.how", "interface.start.what_not", "interface.start.where_kept")
    sentences = "".join(f"<p>{escape(say(name))}</p>" for name in told)
    st.html(f'<div class="explain">{sentences}</div>')
    frame.draw_codes()
    if session.link_was_wrong():
        st.warning(say("interface.start.link_gone"))
    draw_problems(frame.folder_remarks(), language)
    done = session.forget("done", "start")
    if done:
        st.success(done)
    some = assessment_list.draw_list(language, library)
    here = session.here()
    if here is not None:
        draw_answering_as(here)
    _begin(say, library, expanded=not some)
    _sample(say)
    _upload(language, folded=bool(some))


def _section(text: str) -> None:
    st.header(text, anchor=False)


def _begin(say: Any, library: Any, expanded: bool) -> None:
    _section(say("interface.start.begin"))
    if not expanded and not st.toggle(say("interface.start.show_form"), key=session.key("show", "form")):
        return
    language = session.language()
    known = lens_choice.instruments(library)
    with st.form(session.key("form", "begin"), border=False):
        state = st.text_input(say("interface.start.state"), key=session.key("new", "state"))
        name = st.text_input(say("interface.start.name"), key=session.key("new", "name"), placeholder=_name_hint())
        lens = st.radio(
            say("interface.start.lens"),
            known,
            format_func=lambda id: lens_choice.instrument_name(library, id),
            captions=[lens_choice.instrument_note(library, language, id) for id in known],
            key=session.key("new", "lens"),
        )
        depth = st.radio(
            say("interface.start.depth"),
            lens_choice.DEPTHS,
            format_func=lambda found: say(f"interface.lens.{found}"),
            captions=[say(f"interface.lens.{found}_text") for found in lens_choice.DEPTHS],
            key=session.key("new", "depth"),
        )
        begun = st.form_submit_button(say("interface.start.create"), type="primary", key=session.key("new", "begin"))
    for note in lens_choice.notes_to_come(library):
        st.html(f'<p class="explain">{escape(note)}</p>')
    if begun:
        profile = Profile(state=state.strip())
        begin_with = Assessment(
            name=name.strip() or _name_hint(),
            lens=lens,
            depth=depth,
            as_of=session.today(),
            profile=profile,
            content_hash=library.content_hash,
            wordings=library.wordings,
        )
        _open(session.store().create(begin_with))


def _name_hint() -> str:
    return session.language().say("interface.start.name_hint", year=session.today().year)


def _open(id: str) -> None:
    session.open_assessment(id)
    here = session.here()
    if here is not None:
        frame.go(frame.begin_at(here), id)


def _sample(say: Any) -> None:
    _section(say("interface.start.or_sample"))
    st.html(f'<p class="explain">{escape(say("interface.start.sample_explain"))}</p>')
    if st.button(say("interface.start.sample"), key=session.key("open", "sample")):
        # Imported here: it reads a workbook, which the first page does without.
        from toolkit.tasks.sample import sample_state

        _open(session.store().import_state(sample_state(session.library(), session.today())))


def _upload(language: Any, folded: bool) -> None:
    say = language.say
    _section(say("interface.start.or_upload"))
    taken = session.value("taken", "state") is not None
    if folded and not taken and not st.toggle(say("interface.start.show_upload"), key=session.key("show", "upload")):
        return
    st.html(f'<p class="explain">{escape(say("interface.start.upload_explain", megabytes=MEGABYTES))}</p>')
    given = st.file_uploader(say("interface.start.upload"), type=["json"], key=session.key("upload", "state"))
    if given is None:
        session.forget("taken", "state")
        return
    if session.value("taken", "state") is None or session.value("taken", "state")[0] != given.file_id:
        session.put("taken", "state", (given.file_id, *_take(given.getvalue(), given.name)))
    _, id, problems = session.value("taken", "state")
    if id is not None:
        st.success(say("interface.start.taken"))
        label = say("interface.start.open_it", name=assessment_list.name_of(id, language))
        frame.link("profile", label, assessment=id)
    draw_problems(problems, language)


def _take(content: bytes, name: str) -> tuple[str | None, list[Any]]:
    # Imported here: the first page does without.
    from toolkit.tasks.state import import_state

    assessment, problems = import_state(content, name, session.library())
    return (session.store().import_state(assessment) if assessment is not None else None), list(problems)


draw()
