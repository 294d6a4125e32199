"""Roll the assessments of a federal State's units up: what is reached for the people of all of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.roll_up import RollUp, people_of, roll_up, unit_name
from toolkit.problem import Place, Problem, as_json, problem
from toolkit.record.assessment import Assessment
from toolkit.record.state_file import state_text
from toolkit.report import file_name, write_report
from toolkit.report.roll_up import Together, roll_up_report
from toolkit.report.tree import Report

__all__ = [
    "LEAST_UNITS",
    "ROLL_UP_FORMATS",
    "RollUp",
    "Together",
    "make_roll_up",
    "people_of",
    "roll_up_as_json",
    "roll_up_tree",
    "rolled_up",
    "together",
    "unit_name",
]

ROLL_UP_FORMATS = ("docx", "pdf", "xlsx", "html")
LEAST_UNITS = 2
KIND = "units"


def rolled_up(
    units: Sequence[Assessment], library: Library, lens: Lens, *, named: bool = False
) -> tuple[RollUp | None, list[Problem]]:
    """Roll units up; the same one given twice counts once, several of one name count for nothing. None if too few."""
    taken, problems = _each_once(units)
    states = sorted({unit.profile.state.strip() for unit in taken} - {""})
    if len({state.casefold() for state in states}) > 1:
        problems.append(problem("units_of_several_states", states=", ".join(states)))
    if len(taken) < LEAST_UNITS:
        return None, [*problems, problem("units_too_few", n=len(taken))]
    return roll_up(taken, library, lens, named=named), problems


def _each_once(units: Sequence[Assessment]) -> tuple[list[Assessment], list[Problem]]:
    """Units that count, in an order that does not depend on how they were given."""
    by_text = {state_text(unit): unit for unit in units}
    problems = [problem("unit_given_twice")] * (len(units) > len(by_text))
    named: dict[str, list[Assessment]] = {}
    for text in sorted(by_text):
        unit = by_text[text]
        named.setdefault(unit_name(unit).casefold() if unit.name.strip() else text, []).append(unit)
    for found in named.values():
        if len(found) > 1:
            name = unit_name(found[0])
            problems.append(problem("unit_name_repeated", Place(file=name), name=name))
    return [found[0] for _, found in sorted(named.items()) if len(found) == 1], problems


def together(
    units: Sequence[Assessment], found: RollUp, library: Library, lens: Lens, language: Language, today: date
) -> Together:
    """A roll-up with the State that its units name, and the latest of their days."""
    states = {unit.profile.state.strip() for unit in units} - {""}
    days = [unit.as_of for unit in units if unit.as_of is not None]
    state = states.pop() if len(states) == 1 else ""
    return Together(state, found, lens, library, language, max(days) if days else today)


def roll_up_tree(told: Together) -> Report:
    """The report of a roll-up, as every format prints it and the page shows it."""
    return roll_up_report(told)


def make_roll_up(told: Together, *, to: str, today: date) -> tuple[str, bytes]:
    """File name and content of a roll-up in one format."""
    state = Assessment(profile={"state": told.state}, lens=told.lens.id)
    return file_name(state, KIND, to, today, told.lens), write_report(roll_up_tree(told), to, told.language)


def roll_up_as_json(told: Together, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """A roll-up in the form of `roll-up`: what nobody knows is null."""
    found = told.found.model_dump(mode="json")
    return {
        "state": told.state or None,
        "as_of": told.as_of.isoformat(),
        **found,
        "problems": [as_json(entry, told.language) for entry in problems],
    }
