"""What to look for beside an item: things to see, who is counted, how to read it, what leads to the next level."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from toolkit.library.model import Item
from toolkit.tasks.reference import steps_by_level
from toolkit.ui import session
from toolkit.ui.session import Here
from toolkit.ui.tables import address

HINTS = ("small_states", "federal_states", "legal_systems")


def draw_guide(here: Here, item: Item, choice: str | None) -> None:
    """Draw the guide; `choice` is what was answered: next steps are shown to the level after it."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in item.look_for)
    rest = "".join(f"<p><strong>{escape(name)}</strong> {escape(text)}</p>" for name, text in _named(here, item))
    link = escape(address("reference", {**session.link(), "statement": item.id}))
    whole = escape(here.language.say("interface_reference.in_full", item=item.id))
    with st.container(key=f"look_for-{item.id}"):
        st.html(
            f'<div class="panel"><ul>{lines}</ul>{rest}{_steps(here, item, choice)}'
            f'<p><a href="{link}" target="_self">{whole}</a></p></div>'
        )


def _named(here: Here, item: Item) -> Iterator[tuple[str, str]]:
    """Texts with their names: who is counted, and the hints."""
    say = here.language.say
    if item.denominator:
        yield say("interface.dimension.denominator"), item.denominator
    for hint in HINTS:
        text = getattr(item.hints, hint)
        if text:
            yield say(f"interface_reference.statement.hint.{hint}"), text


def _steps(here: Here, item: Item, choice: str | None) -> str:
    """Measures that lead to the level after the one that was chosen; nothing without a level."""
    level = int(choice) + 1 if choice is not None and choice.isdigit() else None
    steps = steps_by_level(item).get(level, ()) if level is not None else ()
    if not steps:
        return ""
    name = here.language.say("interface_reference.statement.steps_to", level=level)
    lines = "".join(f"<li>{escape(step.measure)}</li>" for step in steps)
    return f"<p><strong>{escape(name)}</strong></p><ul>{lines}</ul>"
