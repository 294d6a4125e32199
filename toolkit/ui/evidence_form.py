"""What is told beside a level: sources it rests on, practice worth sharing, what stands in the way, help needed."""

from html import escape
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
    """The mark for another look; then practice, difficulty and help, each with the way to take it back."""
    say, save = here.language.say, response_form.save
    with st.container(key=f"panel-more-{item}"):
        tick("review", item, say("interface.more.review", item=item), raw["review"], save, item)
        for group in response_form.GROUPS:
            st.html(f'<p class="side"><strong>{escape(say(f"interface.more.heading.{group}"))}</strong></p>')
            for field in response_form.GROUPS[group]:
                _field(here, item, group, field, (raw[group] or {}).get(field))
            _way_back(here, item, group, raw)


def _field(here: Here, item: str, group: str, field: str, told: str | None) -> None:
    label, save = here.language.say(f"interface.more.{group}_{field}", item=item), response_form.save
    if (group, field) == ("difficulty", "kind"):
        named = here.language.below("interface.more.difficulty_kinds")
        one_of("difficulty_kind", item, label, DIFFICULTIES, told, named.__getitem__, save, item)
    elif (group, field) == ("help", "kind"):
        _help_kind(here, item, label, told)
    else:
        text_line(f"{group}_{field}", item, label, told, save, item)


def _help_kind(here: Here, item: str, label: str, told: str | None) -> None:
    """A kind of help from the list, or one in own words."""
    kinds = here.library.scales.help_kinds
    chosen = session.first_value("help_kind", item, told)
    options = [*kinds, *([told] if told and told not in kinds else [])]
    st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=lambda kind: kinds[kind].name if kind in kinds else kind,
        key=session.key("help_kind", item),
        on_change=response_form.save,
        args=(item,),
        placeholder=here.language.say("interface.more.help_kind_hint"),
        accept_new_options=True,
    )


def _way_back(here: Here, item: str, group: str, raw: Raw) -> None:
    """Take back what was told of a group, or put back what was taken back."""
    if any((raw[group] or {}).values()):
        way, change = "withdraw", response_form.withdraw_part
    elif session.is_drawn("taken", f"{group}:{item}"):
        way, change = "bring_back", response_form.bring_part_back
    else:
        return
    named = here.language.say(f"interface.more.heading.{group}")
    label = here.language.say(f"interface.more.{way}", item=item, named=named)
    st.button(label, key=session.key(way, f"{group}:{item}"), on_click=change, args=(item, group), type="tertiary")
