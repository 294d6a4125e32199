"""What is told beside a level: sources it rests on, practice worth sharing, what stands in the way, help needed."""

from typing import get_args

import streamlit as st

from toolkit.record.assessment import Difficulty
from toolkit.ui import response_form, session
from toolkit.ui.response_form import Raw, row_id
from toolkit.ui.session import Here
from toolkit.ui.widgets import one_of, text_line, tick

_KIND = Difficulty.model_fields["kind"].annotation
DIFFICULTIES = [kind for part in get_args(_KIND) for kind in get_args(part)]


def draw_evidence(here: Here, item: str, raw: Raw) -> None:
    """Sources of a response, one below the other, and a way to add one."""
    say = here.language.say
    with st.container(key=f"panel-evidence-{item}"):
        for row, entry in enumerate(raw["evidence"]):
            _line(here, item, row, entry)
        st.button(
            say("interface.evidence.add", item=item),
            key=session.key("evidence_add", item),
            on_click=response_form.add_evidence,
            args=(item,),
        )


def _line(here: Here, item: str, row: int, entry: Raw) -> None:
    say, id, number = here.language.say, row_id(item, row), row + 1
    kinds = here.library.scales.evidence_kinds
    save = response_form.save
    with st.container(key=f"source-{id.replace(':', '-')}", border=True):
        label = say("interface.evidence.kind", number=number, item=item)
        one_of("evidence_kind", id, label, list(kinds), entry["kind"], lambda kind: kinds[kind].name, save, item)
        for field in ("title", "date", "reference"):
            label = say(f"interface.evidence.{field}", number=number, item=item)
            text_line(f"evidence_{field}", id, label, entry[field], save, item)
        st.button(
            say("interface.evidence.remove", number=number, item=item),
            key=session.key("evidence_remove", id),
            on_click=response_form.remove_evidence,
            args=(item, row),
            type="tertiary",
        )


def draw_more(here: Here, item: str, raw: Raw) -> None:
    """Practice, difficulty and help in simple lines, and the mark for another look."""
    say, save = here.language.say, response_form.save
    with st.container(key=f"panel-more-{item}"):
        tick("review", item, say("interface.more.review", item=item), raw["review"], save, item)
        for group, fields in response_form.GROUPS.items():
            told = raw[group] or {}
            for field in fields:
                label = say(f"interface.more.{group}_{field}", item=item)
                if (group, field) == ("difficulty", "kind"):
                    named = here.language.below("interface.more.difficulty_kinds")
                    one_of("difficulty_kind", item, label, DIFFICULTIES, told.get(field), named.__getitem__, save, item)
                else:
                    text_line(f"{group}_{field}", item, label, told.get(field), save, item)
