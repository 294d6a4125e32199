"""Choosing through which instrument an assessment is looked at, and how deep: at the start and in the profile."""

from typing import get_args

from toolkit.language import Language
from toolkit.library.model import Depth, Instrument, Library

DEPTHS: list[str] = list(get_args(Depth))


def instruments(library: Library) -> list[str]:
    """Instruments to choose from: those whose mapping is there, the one with most to ask first."""
    found = [each for each in library.instruments.values() if each.mapping == "whole"]
    return [each.id for each in sorted(found, key=lambda each: (each.offers is not None, -each.adopted.toordinal()))]


def instrument_name(library: Library, id: str) -> str:
    """Symbol and year of an instrument."""
    found = library.instruments[id]
    return f"{found.symbol} ({found.adopted.year})"


def instrument_note(library: Library, language: Language, id: str) -> str:
    """What one must know before choosing an instrument."""
    found: Instrument = library.instruments[id]
    return found.note or found.not_held or language.say("interface.lens.whole")


def notes_to_come(library: Library) -> list[str]:
    """Notes of instruments that cannot be chosen yet."""
    return [f"{each.symbol}: {each.note or ''}" for each in library.instruments.values() if each.mapping != "whole"]
