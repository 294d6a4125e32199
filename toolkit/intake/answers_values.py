"""Values of a returned questionnaire: cells into what a response says, with a problem at the cell of what does not fit.

Digits of every script are understood. What does not fit is kept aside as it came; the rest is taken.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, get_args

from toolkit.intake.answers_table import Row
from toolkit.intake.grid import Cell
from toolkit.library.model import Item, Library
from toolkit.problem import Problem, problem
from toolkit.record.answer_cells import EVIDENCE, GROUPS, NO, OF_A_SOURCE, YES, clean_text, kinds_in, source_numbers
from toolkit.record.assessment import Answer, Difficulty, Evidence
from toolkit.record.plan import like_text
from toolkit.record.questionnaire_fields import LEVEL, answer_fields

LONGEST_SHOWN, LIKE_A_LEVEL = 40, 0.5
_LEVEL = re.compile(r"(\d+)(?:[.,]0+)?(?![\d.,]*\d)(.*)", re.DOTALL)
_ONLY_A_NUMBER = re.compile(r"\W*(?:\w{1,3}\W+)?\d+(?:[.,]\d+)?\W*")
_CODE = re.compile(r"[a-z_]+")
_LEVELS = ("0", "1", "2", "3", "4")
_ANSWERS: tuple[str, ...] = get_args(Answer)
_EVIDENCE_KINDS: tuple[str, ...] = get_args(Evidence.model_fields["kind"].annotation)
_DIFFICULTIES = tuple(code for part in get_args(Difficulty.model_fields["kind"].annotation) for code in get_args(part))


@dataclass
class Values:
    """What a row says: cells taken, cells kept aside with their problem, and the problem that holds the whole row."""

    cells: dict[str, str] = field(default_factory=dict)
    aside: list[tuple[dict[str, str], Problem]] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    refused: Problem | None = None

    @property
    def as_came(self) -> dict[str, str]:
        """All cells, those kept aside included."""
        return {**self.cells, **{name: text for cells, _ in self.aside for name, text in cells.items()}}


def says_something(row: Row) -> bool:
    """True if a body wrote into a row."""
    return any(row.cell(name) is not None for name in row.columns if OF_A_SOURCE.match(name) or name in _NAMES_ASKED)


_NAMES_ASKED = frozenset(asked.name for asked in answer_fields() if asked.asked)


def read_values(row: Row, item: Item, library: Library) -> Values:
    """Read the cells of a row."""
    values = Values()
    for name in row.columns:
        if OF_A_SOURCE.match(name) or name in _NAMES_ASKED:
            _take(values, row, name, item, library)
    _drop_incomplete_sources(values, row, item)
    if values.refused is None:
        values.refused = _two_kinds(values, row, item)
    return values


def _take(values: Values, row: Row, name: str, item: Item, library: Library) -> None:
    cell = row.cell(name)
    if cell is None:
        return
    if cell.kind in ("formula", "error"):
        code = "value_is_an_error" if cell.kind == "error" else "value_not_calculated"
        values.remarks.append(problem(code, row.place(name, item.id), text=str(cell.value or "")))
        return
    text = clean_text(cell.lines)
    if not text:
        return
    if name == LEVEL:
        _take_level(values, row, cell, item, library)
    else:
        _take_other(values, row, name, text, item, library)


def _take_level(values: Values, row: Row, cell: Cell, item: Item, library: Library) -> None:
    text = clean_text(cell.lines)
    if item.participation:
        answer = code_in(text, _ANSWERS, {})
        values.cells["answer"] = answer or text
        if answer is None:
            values.refused = _unknown("answer_fact_unknown", row, LEVEL, text, item, _ANSWERS)
        return
    level = None if cell.kind in ("percent", "bool", "date") else level_in(text)
    values.cells[LEVEL] = text if level is None else level
    if level is None:
        shown = [f"{number} - {found.name}" for number, found in enumerate(library.scales.levels)]
        place = row.place(LEVEL, item.id)
        near = next(iter(get_close_matches(text, shown, n=1, cutoff=LIKE_A_LEVEL)), ", ".join(_LEVELS))
        values.refused = problem("answer_level_not_understood", place, written=text[:LONGEST_SHOWN], nearest=near)
    elif level not in _LEVELS:
        values.refused = problem("response_level_out_of_range", row.place(LEVEL, item.id), level=text[:LONGEST_SHOWN])


def level_in(text: str) -> str | None:
    """The number that a cell of levels holds or begins with; None if that is not clear ("3 or 4", "2.5")."""
    folded = unicodedata.normalize("NFKC", text).strip()
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)
    if re.fullmatch(r"[-\u2212]\s*\d+(?:[.,]0+)?", plain):
        return "-" + re.sub(r"\D", "", plain.split(".")[0].split(",")[0])
    found = _LEVEL.match(plain)
    if found is None or (found[2] and (_ONLY_A_NUMBER.fullmatch(found[2]) or re.match(r"[A-Za-z]", found[2]))):
        return None
    return str(int(found[1]))


def _take_other(values: Values, row: Row, name: str, text: str, item: Item, library: Library) -> None:
    known, names = _choices(name, library)
    if not known:
        values.cells[name] = text
        return
    code = code_in(text, known, names)
    if code is not None:
        values.cells[name] = code
        return
    found = _unknown("answer_choice_unknown", row, name, text, item, known)
    if name == "not_applicable.reason":
        values.cells[name] = text
        values.refused = found
    else:
        values.aside.append(({name: text}, found))


def _choices(name: str, library: Library) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Codes that a cell chooses from, and their names; none for free text."""
    scales = library.scales
    if name in ("publish", "review"):
        return (YES, NO), {}
    if name == "not_applicable.reason":
        return tuple(scales.not_applicable), {code: found.name for code, found in scales.not_applicable.items()}
    if name == "difficulty.kind":
        return _DIFFICULTIES, {}
    if OF_A_SOURCE.match(name) and name.endswith(".kind"):
        return _EVIDENCE_KINDS, {code: found.name for code, found in scales.evidence_kinds.items()}
    return (), {}


def code_in(text: str, known: tuple[str, ...], names: Mapping[str, str]) -> str | None:
    """The code that a cell holds or begins with, or whose name it holds; None if there is none."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    first = _CODE.match(folded)
    if first is not None and first[0] in known and not folded[len(first[0]) :][:1].isalnum():
        return first[0]
    return next((code for code in known if like_text(names.get(code, code)) == like_text(folded)), None)


def _unknown(code: str, row: Row, name: str, text: str, item: Item, known: tuple[str, ...]) -> Problem:
    place = row.place(name, item.id)
    return problem(code, place, written=text[:LONGEST_SHOWN], nearest=_nearest(text, known), known=", ".join(known))


def _nearest(text: str, known: Any) -> str:
    by_folded = {str(entry).casefold(): str(entry) for entry in known}
    return by_folded[get_close_matches(text.casefold(), list(by_folded), n=1, cutoff=0.0)[0]]


def _drop_incomplete_sources(values: Values, row: Row, item: Item) -> None:
    """Sources without a kind are kept aside: nobody can say whether they fit; the answer itself is taken."""
    for number in source_numbers(values.as_came):
        names = [f"evidence.{number}.{name}" for name in EVIDENCE]
        told = {name: values.cells.pop(name) for name in names if name in values.cells and names[0] not in values.cells}
        if told:
            place = row.place(names[0], item.id)
            values.aside.append((told, problem("answer_evidence_without_kind", place, number=number)))


def _two_kinds(values: Values, row: Row, item: Item) -> Problem | None:
    given = kinds_in(values.cells)
    if len(given) < 2:
        return None
    first, second = (_heading(kind) for kind in given[:2])
    return problem("response_two_answers", row.place(_column_of(given[1]), item.id), first=first, second=second)


def _column_of(kind: str) -> str:
    """Name of the column that gives a kind of answer."""
    return f"{kind}.{GROUPS[kind][0]}" if kind in GROUPS else LEVEL if kind == "answer" else kind


def _heading(kind: str) -> str:
    return next(asked.heading for asked in answer_fields() if asked.name == _column_of(kind))


def place_of_problem(found: Problem, row: Row, item: str) -> Problem:
    """A problem of a response at the cell that it is about."""
    names = {
        "response_level_out_of_range": LEVEL,
        "response_answer_does_not_fit": LEVEL,
        "response_reason_unknown": "not_applicable.reason",
        "response_not_applicable_refused": "not_applicable.reason",
        "response_note_missing": "not_applicable.note",
    }
    name = names.get(found.code) or (found.place.field or "").replace("evidence.0", "evidence.1")
    return found.model_copy(update={"place": row.place(name, item)})
