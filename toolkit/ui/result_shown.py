"""What the results page shows through one lens, and what it remembers: in the session, and in the link to be sent."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.ui import session
from toolkit.ui.result_texts import WORDS
from toolkit.ui.tables import Cell, address, linked, number, written

# What of the page stands in its link, beside assessment and language.
IN_LINK = ("lens", "depth", "counts", "view", "lead", "dimension", "provision", "basis", "open")


@dataclass(frozen=True)
class Shown:
    """An assessment, what follows from it through one lens, and how it is said. `counts_only` leaves indices out."""

    id: str
    assessment: Assessment
    found: Results
    library: Library
    language: Language
    place_of: Callable[[str], str]
    facts_version: int
    counts_only: bool = False

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of the results page."""
        return self.language.say(f"{WORDS}.{key}", **values)

    @property
    def target(self) -> int:
        """Target level of the assessment."""
        return self.assessment.target.default

    def key(self, name: str) -> str:
        """Key of a widget of this page."""
        return session.key(f"results_{name}", self.id)

    def opener(self, code: str) -> str:
        """Address of this page with a number or an item opened."""
        return f"{self._here}{code}"

    @cached_property
    def _here(self) -> str:
        """Address of this page as it was when first asked for, up to what is opened: a copy of this asks anew."""
        carried = {name: value for name in IN_LINK if name != "open" and (value := kept(self.id, name))}
        return address("results", {**session.link(), **carried, "open": ""})

    def opens(self, text: str, code: str) -> str:
        """A link, as HTML, that opens a number or an item."""
        return linked(written(text), self.opener(code), code)

    def figure(self, text: str, code: str) -> Cell:
        """A cell with a number that opens."""
        return number(text, self.opener(code), code)

    def statement(self, item: str, *under: str) -> Cell:
        """A cell with an item that opens, its text and more lines beneath."""
        return Cell(item, link=self.opener(f"item:{item}"), opens=f"item:{item}", under=(self.text_of(item), *under))

    def text_of(self, item: str) -> str:
        """Text of an item."""
        return self.library.items[item].text


def kept(id: str, name: str) -> str:
    """What the page remembers under a name; at first what its link says; empty for nothing."""
    known = session.value("looked", f"{id}:{name}")
    if known is None:
        known = st.query_params.get(name, "")
        session.put("looked", f"{id}:{name}", known)
    return str(known)


def keep(id: str, name: str, value: str | None) -> None:
    """Remember a value, and write it into the link of the page."""
    session.put("looked", f"{id}:{name}", value or "")
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def begin(shown_key: tuple[str, str], id: str, name: str, possible: Collection[str]) -> None:
    """Set a widget that is not drawn yet, or holds what is no longer possible, to what the page remembers."""
    kind, widget = shown_key
    now = session.value(kind, widget)
    if now is None or now not in possible:
        before = kept(id, name)
        session.put(kind, widget, before if before in possible else None)
