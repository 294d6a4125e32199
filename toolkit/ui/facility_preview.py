"""Facility sheets that came back, before they are taken over: which are new, which replace one, and what changes."""

from collections.abc import Sequence

import streamlit as st

from toolkit.language import NOT_KNOWN
from toolkit.record.facility import FacilitySheet, SheetChange
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, table

WORDS = "facility.preview"
SHOWN = 100


def draw_sheet_changes(here: Here, changes: Sequence[SheetChange]) -> None:
    """Each facility whose sheet would be taken over, with the days of both sheets and the figures that differ."""
    if not changes:
        return
    say = here.language.say
    st.subheader(say(f"{WORDS}.heading", n=len(changes)), anchor=False)
    headings = [say(f"{WORDS}.{name}") for name in ("facility", "before", "after", "figures", "differ")]
    rows = [
        [
            Cell(change.after.name),
            Cell(_day(here, change.before)),
            Cell(_day(here, change.after)),
            number(str(sum(found.value is not None for found in change.after.figures))),
            Cell(_differing(here, change)),
        ]
        for change in changes[:SHOWN]
    ]
    st.html(table(say(f"{WORDS}.caption"), headings, rows))


def _day(here: Here, sheet: FacilitySheet | None) -> str:
    if sheet is None:
        return NOT_KNOWN
    return sheet.as_of.isoformat() if sheet.as_of else here.language.say(f"{WORDS}.no_day")


def _differing(here: Here, change: SheetChange) -> str:
    """Figures that differ from those of the sheet before, each with both numbers."""
    if change.before is None:
        return here.language.say(f"{WORDS}.new")
    told = []
    for figure in here.library.facility.figures:
        before, after = change.before.value(figure.id), change.after.value(figure.id)
        if before != after:
            told.append(here.language.say(f"{WORDS}.pair", name=figure.label, before=before, after=after))
    return "; ".join(told) or here.language.say(f"{WORDS}.same_figures")
