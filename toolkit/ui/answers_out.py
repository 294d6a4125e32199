"""Asking bodies: whom, by when, with which statements; the questionnaire to download."""

from datetime import date

import streamlit as st

from toolkit.record.assessment import COORDINATOR, Sending
from toolkit.tasks.bodies import note_sent
from toolkit.tasks.body_meant import body_meant, name_of
from toolkit.tasks.questionnaire import items_of_body, questionnaire_template
from toolkit.ui import session
from toolkit.ui.kept_facts import keep, say_kept
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import plain

WORDS = "interface_answers.out"
PAGE = "answers"
NEW = ""


def draw_out(here: Here) -> None:
    """Choose a body and download its questionnaire."""
    say = here.language.say
    st.header(say(f"{WORDS}.heading"), anchor=False)
    st.markdown(say(f"{WORDS}.lead"))
    say_kept(here, PAGE)
    body = _body(here)
    support = st.checkbox(say(f"{WORDS}.support"), key=session.key("ask_support", here.id))
    with st.container(horizontal=True):
        asked_by = st.text_input(say(f"{WORDS}.asked_by"), key=session.key("ask_by", here.id))
        due = _due(here, body)
    if body is None:
        return
    meant = body_meant(body, here.assessment, here.library)
    items = items_of_body(meant, here.assessment, here.lens, here.library, support=support)
    name = name_of(meant, here.library, here.language)
    st.html(f'<p class="explain">{written(say(f"{WORDS}.holds", n=len(items), body=name))}</p>')
    st.download_button(
        say(f"{WORDS}.download", body=plain(name)),
        lambda: questionnaire_template(
            here.language,
            here.library,
            here.lens,
            here.assessment,
            body,
            support=support,
            asked_by=asked_by or "",
            due=due,
        ),
        file_name=f"questionnaire-{_in_a_name(meant.id)}.xlsx",
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("ask", "download"),
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )
    _note_sent(here, meant.id, name, due)


def _due(here: Here, body: str | None) -> date | None:
    """By when the body is to answer: what is noted of it, unless another day is chosen for this questionnaire."""
    at = f"{here.id}:{body or NEW}"
    noted = here.assessment.sendings.get(body or NEW, Sending()).due
    session.follow("ask_due", at, noted)
    due: date | None = st.date_input(
        here.language.say(f"{WORDS}.due"), value=None, format="YYYY-MM-DD", key=session.key("ask_due", at)
    )
    return due


def _note_sent(here: Here, body: str, name: str, due: date | None) -> None:
    """Note that the questionnaire was passed on; nothing is sent from here."""
    if body == COORDINATOR:
        return
    sent = here.assessment.sendings.get(body, Sending()).sent
    if sent is not None:
        text = here.language.say("bodies.ask.was_sent", body=name, date=sent.isoformat())
        st.html(f'<p class="rt-small">{written(text)}</p>')
    st.button(
        here.language.say("bodies.one.sent", body=plain(name)),
        key=session.key("ask_sent", f"{here.id}:{body}"),
        on_click=_keep_sent,
        args=(here, body, name, due),
    )


def _keep_sent(here: Here, body: str, name: str, due: date | None) -> None:
    """Keep that a body was asked; one that the record does not know yet becomes a body of it."""
    whole = session.stored_now(here.id).assessment
    change = dict(note_sent(whole, body, here.today, due))
    if all(known.id != body for known in whole.bodies):
        new = body_meant(body, whole, here.library)
        change[f"bodies.{body}"] = new.model_dump(mode="json")
    keep(PAGE, here.id, change, here.stored.facts_version, name)


def _in_a_name(id: str) -> str:
    return "-".join(part for part in "".join(c if c.isalnum() else " " for c in id).split())[:40].lower() or "body"


def _body(here: Here) -> str | None:
    """Id of the body chosen: one of the State's own, a lead function that no body has yet, or a new name."""
    say, whole = here.language.say, here.assessment
    mapped = {lead for body in whole.bodies for lead in body.leads}
    asked = {here.library.items[item.id].lead for item in here.lens.items}
    leads = [code for code in here.library.scales.bodies if code in asked and code not in mapped]
    own = [body.id for body in whole.bodies]
    choices = list(dict.fromkeys([*own, *leads, COORDINATOR, NEW]))
    chosen: str = st.selectbox(
        say(f"{WORDS}.body"),
        choices,
        format_func=lambda id: _label(here, id),
        key=session.key("ask_body", here.id),
    )
    if chosen != NEW:
        return chosen
    written = st.text_input(say(f"{WORDS}.new_name"), key=session.key("ask_new", here.id))
    return (written or "").strip() or None


def _label(here: Here, id: str) -> str:
    if id == NEW:
        return here.language.say(f"{WORDS}.new_body")
    meant = body_meant(id, here.assessment, here.library)
    n = len(items_of_body(meant, here.assessment, here.lens, here.library))
    name = name_of(meant, here.library, here.language)
    return here.language.say(f"{WORDS}.body_and_number", body=name, n=n)
