"""The number of people that a statement concerns in a unit of a federal State: a fact, beside the statement.

A roll-up counts a unit with this number where it is told, else with all people held and under supervision.
"""

from typing import Any

import streamlit as st

from toolkit.library.model import Item
from toolkit.record.assessment import COORDINATOR
from toolkit.tasks.roll_up import people_of
from toolkit.ui import fact_form, result_texts, session
from toolkit.ui.fact_field import as_it_is, field
from toolkit.ui.session import Here

WORDS = "interface.more.people"


def wants_people(here: Here, item: Item) -> bool:
    """True where the number matters: in a federal State, or where one is told; the coordinator tells it."""
    if here.body != COORDINATOR or item.participation:
        return False
    return here.assessment.profile.federal == "yes" or item.id in here.assessment.people


def draw_people(here: Here, item: str) -> None:
    """The number, with what counts where it is left empty."""
    field(here, f"people.{item}", _number, as_it_is)


def _number(here: Here, name: str, first: Any) -> None:
    say, item = here.language.say, name.partition(".")[2]
    usual = people_of(here.assessment)
    counted = None if usual is None else result_texts.whole_number(usual, here.language)
    st.number_input(
        say(f"{WORDS}.label", item=item),
        min_value=0,
        step=1,
        value=session.first_value("fact", name, first),
        key=session.key("fact", name),
        on_change=fact_form.save,
        args=(name, as_it_is),
        help=say(f"{WORDS}.help"),
        placeholder=say(f"{WORDS}.usual", people=counted),
    )
