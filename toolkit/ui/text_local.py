"""Local instruments of the assessment: choose one, begin one here, from a document or from a workbook, take it out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from toolkit.confined import MEGABYTE, Limits
from toolkit.record.local_instrument import KINDS, LocalInstrument
from toolkit.tasks.local_instrument import (
    begun,
    blank_workbook,
    from_document,
    mapped_as,
    read_local_workbook,
    taken_in,
    with_facts,
)
from toolkit.ui import at_hand, session
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.text_mapping import draw_mapping
from toolkit.ui.text_saving import LocalOutcome, change, draw_line, first_value, put, remove, tell
from toolkit.ui.text_standing import draw_mapped, draw_standing
from toolkit.ui.widgets import draw_outcome, draw_problems, saving
from toolkit.ui.words_on_page import plain

WORDS = "texts.local"
WAYS = ("screen", "document", "workbook")
PARTS = ("mapping", "standing", "facts")
LIMITS = Limits()


def draw_local(here: Here) -> None:
    """Draw the local instruments of the open assessment."""
    say = here.language.say
    st.html(f'<p class="explain">{written(say(f"{WORDS}.explain"))}</p>')
    held = here.assessment.local_instruments
    _told(here)
    if not held:
        st.markdown(say(f"{WORDS}.none"))
    if not held or st.toggle(say(f"{WORDS}.add"), key=session.key("local_add", f"{here.id}:{len(held)}")):
        _add(here)
    if held:
        _one(here, _chosen(here))


def _told(here: Here) -> None:
    """Say how the last thing ended."""
    told: LocalOutcome | None = session.forget("local_told", here.id)
    if told is not None:
        draw_line(told, here.language)
        draw_problems(told.problems, here.language)


def _chosen(here: Here) -> LocalInstrument:
    titles = {found.id: found.title or found.id for found in here.assessment.local_instruments}
    wanted = session.value("local_wanted", here.id)
    known = list(titles)
    chosen: str = st.selectbox(
        here.language.say(f"{WORDS}.choose"),
        known,
        index=known.index(wanted) if wanted in titles else 0,
        format_func=lambda id: titles[id],
        key=session.key("local_chosen", f"{here.id}:{wanted}:{len(known)}"),
    )
    found = here.assessment.local_instrument(chosen)
    assert found is not None
    return found


def _one(here: Here, found: LocalInstrument) -> None:
    say = here.language.say
    st.header(plain(found.title or found.id), anchor=False)
    draw_mapped(here, found)
    part = st.segmented_control(
        say(f"{WORDS}.part"),
        PARTS,
        default=PARTS[0],
        required=True,
        format_func=lambda name: say(f"{WORDS}.parts.{name}"),
        key=session.key("local_part", f"{here.id}:{found.id}"),
    )
    draw: dict[str, Callable[[Here, LocalInstrument], None]] = {
        "mapping": draw_mapping,
        "standing": draw_standing,
        "facts": _facts,
    }
    draw[part or PARTS[0]](here, found)


# Begin one


def _add(here: Here) -> None:
    say = here.language.say
    way = st.radio(
        say(f"{WORDS}.way"),
        WAYS,
        format_func=lambda name: say(f"{WORDS}.ways.{name}"),
        key=session.key("local_way", here.id),
        horizontal=True,
    )
    {"screen": _on_screen, "document": _from_document, "workbook": _from_workbook}[way](here)


def _on_screen(here: Here) -> None:
    say = here.language.say
    with st.form(session.key("local_form", here.id), border=False):
        title = st.text_input(say(f"{WORDS}.new_title"), key=session.key("local_title", here.id))
        if st.form_submit_button(say(f"{WORDS}.begin")) and title.strip():
            _keep(here, begun(title, here.assessment))


def _from_document(here: Here) -> None:
    say = here.language.say
    texts = {found.id: found for found in at_hand.official_texts(session.store())}
    if not texts:
        st.markdown(say(f"{WORDS}.from_document_none"))
        return
    id = st.selectbox(
        say(f"{WORDS}.from_document"),
        list(texts),
        format_func=lambda id: " ".join(part for part in (texts[id].symbol, texts[id].language) if part),
        key=session.key("local_document", here.id),
    )
    title = st.text_input(say(f"{WORDS}.new_title"), key=session.key("local_document_title", here.id))
    if st.button(say(f"{WORDS}.take"), key=session.key("local_take", here.id)):
        _keep(here, from_document(texts[id], title or "", here.assessment))


def _from_workbook(here: Here) -> None:
    say = here.language.say
    st.download_button(
        say(f"{WORDS}.template"),
        lambda: blank_workbook(here.library, here.language),
        file_name="local-instrument.xlsx",
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("local", "template"),
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
    draw_upload(here, say(f"{WORDS}.upload"), "new")


def draw_upload(here: Here, label: str, id: str) -> None:
    """The box for a workbook; it is read as soon as it is there."""
    number = session.value("local_file_number", here.id) or 0
    given = st.file_uploader(
        label,
        type=["xlsx", "ods"],
        key=session.key("local_file", f"{here.id}:{id}:{number}"),
        max_upload_size=LIMITS.bytes // MEGABYTE,
    )
    if given is not None:
        _take(here, given.getvalue(), given.name)
        session.count("local_file_number", here.id)
        st.rerun()


def _take(here: Here, content: bytes, name: str) -> None:
    found, problems = read_local_workbook(content, name, here.library, here.language)
    if found is None:
        tell(here.id, LocalOutcome("not_read", name=name, problems=tuple(problems)))
        return
    kept = taken_in(found, session.stored_now(here.id).assessment, here.today)
    outcome = put(here.id, kept)
    if outcome.kind == "saved":
        outcome = LocalOutcome("read", outcome.at, name, len(kept.provisions), tuple(problems))
        session.put("local_wanted", here.id, kept.id)
    tell(here.id, outcome)


def _keep(here: Here, instrument: LocalInstrument) -> None:
    outcome = put(here.id, instrument)
    if outcome.kind == "saved":
        session.put("local_wanted", here.id, instrument.id)
    tell(here.id, outcome)
    st.rerun()


# What it is


def _facts(here: Here, found: LocalInstrument) -> None:
    """Facts of the instrument, each saving itself; the mark of who mapped it; the way to take it out."""
    say, id = here.language.say, f"{here.id}:{found.id}"
    with saving(f"local-{found.id}"):
        for name in ("title", "symbol", "link", "note"):
            st.text_input(
                say(f"{WORDS}.fact.{name}"),
                value=first_value(f"local_{name}", id, getattr(found, name), ""),
                key=session.key(f"local_{name}", id),
                on_change=_save_fact,
                args=(here.id, found.id, name),
            )
        draw_line(session.forget("local_fact", id), here.language)
        draw_outcome(None, here.language)
    kind = first_value("local_kind", id, found.kind, None)
    st.selectbox(
        say(f"{WORDS}.fact.kind"),
        KINDS,
        index=KINDS.index(kind) if kind else None,
        format_func=lambda kind: say(f"{WORDS}.kinds.{kind}"),
        key=session.key("local_kind", id),
        on_change=_save_fact,
        args=(here.id, found.id, "kind"),
    )
    st.date_input(
        say(f"{WORDS}.fact.adopted"),
        value=first_value("local_adopted", id, found.adopted, None),
        min_value=date(1800, 1, 1),
        format="YYYY-MM-DD",
        key=session.key("local_adopted", id),
        on_change=_save_fact,
        args=(here.id, found.id, "adopted"),
    )
    _mark(here, found)
    draw_upload(here, say(f"{WORDS}.back", title=plain(found.title)), found.id)
    _remove(here, found)


def _save_fact(id: str, local: str, name: str) -> None:
    value: Any = session.value(f"local_{name}", f"{id}:{local}")
    outcome = change(id, local, lambda held: with_facts(held, **{name: value}))
    session.put("local_fact", f"{id}:{local}", outcome)


def _mark(here: Here, found: LocalInstrument) -> None:
    say, id = here.language.say, f"{here.id}:{found.id}"
    with st.form(session.key("local_mark", id), border=False):
        role = st.text_input(
            say(f"{WORDS}.role"), value=found.mapped.role if found.mapped else "", key=session.key("local_role", id)
        )
        if st.form_submit_button(say(f"{WORDS}.mark")) and role.strip():
            tell(here.id, change(here.id, found.id, lambda held: mapped_as(held, role, here.today)))
            st.rerun()


def _remove(here: Here, found: LocalInstrument) -> None:
    say, id, title = here.language.say, f"{here.id}:{found.id}", plain(found.title or found.id)
    if not session.value("local_removing", id):
        st.button(
            say(f"{WORDS}.remove", title=title),
            key=session.key("local_remove", id),
            on_click=session.put,
            args=("local_removing", id, True),
            type="tertiary",
        )
        return
    st.html(f'<p role="alert">{written(say(f"{WORDS}.remove_sure", title=found.title or found.id))}</p>')
    with st.container(horizontal=True):
        st.button(
            say(f"{WORDS}.remove_yes"),
            key=session.key("local_remove_yes", id),
            on_click=_do_remove,
            args=(here.id, found),
        )
        st.button(
            say(f"{WORDS}.remove_no"),
            key=session.key("local_remove_no", id),
            on_click=session.put,
            args=("local_removing", id, False),
        )


def _do_remove(id: str, found: LocalInstrument) -> None:
    session.forget("local_removing", f"{id}:{found.id}")
    tell(id, remove(id, found.id))
