"""Choosing through which instrument an assessment is looked at, and how deep: at the start and in the profile."""

from collections.abc import Iterator
from typing import get_args

from toolkit.language import Language
from toolkit.library.lens import DEFAULT_LENS
from toolkit.library.model import Depth, Instrument, Library
from toolkit.tasks.burden import burden

DEPTHS: list[str] = list(get_args(Depth))


def instruments(library: Library) -> list[str]:
    """Instruments to choose from: those whose mapping is there, the usual one first, then the newest."""
    found = [each for each in library.instruments.values() if each.mapping == "whole"]
    return [each.id for each in sorted(found, key=_in_turn)]


def _in_turn(each: Instrument) -> tuple[bool, bool, int]:
    return each.id != DEFAULT_LENS, each.offers is not None, -each.adopted.toordinal()


def instrument_name(library: Library, id: str) -> str:
    """Symbol and year of an instrument."""
    found = library.instruments[id]
    return f"{found.symbol} ({found.adopted.year})"


def instrument_note(library: Library, language: Language, id: str) -> str:
    """What one must know before choosing an instrument: what it is, and how much it asks."""
    found: Instrument = library.instruments[id]
    note = found.note or found.not_held or language.say("interface.lens.whole")
    return " ".join([note, *_burden(library, language, found)])


def _burden(library: Library, language: Language, found: Instrument) -> Iterator[str]:
    asked = burden(library, found.id)
    if not found.limbs:
        return
    yield language.say(
        "strategies.burden.full",
        asked=asked.asked,
        rapid=asked.rapid,
        most=asked.most_of_one_lead,
        hours=asked.hours,
    )
    if asked.not_through_the_usual:
        usual = library.instruments[DEFAULT_LENS].short
        yield language.say("strategies.burden.beside", n=asked.not_through_the_usual, symbol=usual)


def notes_to_come(library: Library) -> list[str]:
    """Notes of instruments that cannot be chosen yet."""
    return [f"{each.symbol}: {each.note or ''}" for each in library.instruments.values() if each.mapping != "whole"]
