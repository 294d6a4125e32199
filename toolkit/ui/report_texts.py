"""The State's own text for a section of its reports: written here, printed first there; each change saves itself."""

from typing import Any

import streamlit as st

from toolkit.tasks.report import PACKS, Section, sections_of
from toolkit.ui import fact_form, looking, session
from toolkit.ui.fact_field import as_day, field, pick_day
from toolkit.ui.report_choice import Chosen
from toolkit.ui.session import Here
from toolkit.ui.words_on_page import spoken

WORDS = "interface_report.texts"


def draw_texts(here: Here, chosen: Chosen) -> None:
    """Own texts of the kind of report chosen, one section at a time; and the date of the next assessment."""
    if chosen.kind == PACKS:
        return
    say = here.language.say
    st.header(say(f"{WORDS}.heading"), anchor=False)
    st.markdown(say(f"{WORDS}.explain"))
    if chosen.kind == "minister":
        field(here, "next_date", pick_day, as_day)
    if not st.toggle(say(f"{WORDS}.write"), key=session.key("own_texts", here.id)):
        return
    found = looking.results(here, chosen.lens, chosen.depth)
    sections = sections_of(chosen.kind, here.assessment, found, here.library, here.language)
    section = _choose(here, sections)
    if section is not None:
        _one(here, section)


def _choose(here: Here, sections: tuple[Section, ...]) -> Section | None:
    names = {section.id: section.name for section in sections}
    written = here.assessment.texts
    say = here.language.say

    def shown(id: str) -> str:
        has_text = id in written and written[id].text.strip()
        return say(f"{WORDS}.has_text", section=names[id]) if has_text else names[id]

    chosen = st.selectbox(
        say(f"{WORDS}.section"), list(names), format_func=shown, key=session.key("own_section", here.id)
    )
    return next((section for section in sections if section.id == chosen), None)


def _one(here: Here, section: Section) -> None:
    name = f"texts.{section.id}"

    def read(value: Any) -> dict[str, Any] | None:
        text, may_leave = str(value or ""), bool(session.value("may_leave", name))
        return {"text": text, "publish": may_leave} if text or may_leave else None

    def widgets(here: Here, name: str, first: Any) -> None:
        told = first or {}
        st.text_area(
            here.language.say(f"{WORDS}.text", section=spoken(section.name)),
            value=session.first_value("fact", name, told.get("text", ""), ""),
            key=session.key("fact", name),
            on_change=fact_form.save,
            args=(name, read),
        )
        st.checkbox(
            here.language.say(f"{WORDS}.may_leave"),
            value=session.first_value("may_leave", name, told.get("publish", False), False),
            key=session.key("may_leave", name),
            on_change=fact_form.save,
            args=(name, read),
        )

    field(here, name, widgets, read)
