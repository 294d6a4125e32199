"""Cells of a returned facility sheet: numbers, how they are known, yes or no, days; digits of any script.

What cannot be read is a problem at its cell, never a guess and never a zero.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from toolkit.intake.answers import day_in
from toolkit.intake.answers_values import code_in
from toolkit.intake.grid import Cell, Grid, address
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_cells import clean_text
from toolkit.record.facility_fields import CODE
from toolkit.record.plan import like_text

LONGEST_SHOWN, LONGEST_NAME, LONGEST_TEXT = 40, 200, 4000
# A whole number, its thousands parted in one way or not at all.
WHOLE = re.compile(r"\d+(?:[.,]0+)?|\d{1,3}(?:([ .,'\u2019\u066c\u060c])\d{3})(?:\1\d{3})*")
MINUS = re.compile(r"^[-\u2212]\s*\d")
YES_WORDS: Mapping[str, str] = {"y": "yes", "true": "yes", "n": "no", "false": "no", "-": "none", "\u2013": "none"}


@dataclass(frozen=True)
class CodedRow:
    """A row of a table with codes: its code, and its cells by the heading of their column."""

    sheet: str
    number: int
    code: str
    cells: Mapping[str, Cell]
    columns: Mapping[str, int]

    def place(self, heading: str) -> Place:
        """Place of the cell under a heading."""
        column = self.columns.get(heading)
        cell = None if column is None else address(self.number, column)
        return Place(sheet=self.sheet, row=self.number, cell=cell)


@dataclass
class Found:
    """What was read so far, the place of each part, and the problems."""

    values: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def coded_rows(grids: Sequence[Grid], headings: Sequence[str], needed: str) -> Iterator[CodedRow]:
    """Rows below a row of headings that holds `Code` and one more, wherever they stand; hidden sheets aside."""
    names = {like_text(heading): heading for heading in (CODE, *headings)}
    for grid in (grid for grid in grids if grid.state == "visible"):
        columns: dict[str, int] = {}
        for row in sorted(grid.rows):
            found = {names[key]: at for at, cell in grid.rows[row].items() if (key := like_text(cell.text)) in names}
            if CODE in found:
                columns = found if needed in found else {}
            elif columns and (cell := grid.rows[row].get(columns[CODE])) is not None:
                cells = {name: grid.rows[row][at] for name, at in columns.items() if at in grid.rows[row]}
                yield CodedRow(grid.name, row, cell.text.casefold(), cells, columns)


def plain_digits(text: str) -> str:
    """Text with digits of any script as usual ones."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)


def number_in(cell: Cell) -> int | None:
    """The whole number that a cell holds; None if it holds something else ("about 120", "1.5", "12 %")."""
    if cell.kind == "number":
        return int(cell.value) if float(cell.value).is_integer() and cell.value >= 0 else None
    if cell.kind != "text":
        return None
    plain = " ".join(plain_digits(cell.text).replace("\u00a0", " ").split())
    if not WHOLE.fullmatch(plain):
        return None
    whole = re.sub(r"[.,]0{1,2}$", "", plain)
    return int(re.sub(r"\D", "", whole))


def number_problem(cell: Cell, place: Place) -> Problem:
    """Why a cell that should hold a number was not read."""
    if cell.kind in ("formula", "error"):
        code = "value_is_an_error" if cell.kind == "error" else "value_not_calculated"
        return problem(code, place, text=str(cell.value or ""))
    if MINUS.match(plain_digits(cell.text)) or (cell.kind == "number" and cell.value < 0):
        return problem("facility_number_below_zero", place, written=cell.text[:LONGEST_SHOWN])
    return problem("facility_number_not_understood", place, written=cell.text[:LONGEST_SHOWN])


def choice_in(cell: Cell, known: tuple[str, ...], names: Mapping[str, str]) -> str | None:
    """The code that a cell holds, begins with, or names."""
    text = cell.text.strip()
    found = code_in(text, known, names)
    short = YES_WORDS.get(text.casefold())
    return found or (short if short in known else None)


def choice_problem(cell: Cell, known: Sequence[str], place: Place) -> Problem:
    """Why a choice was not understood, with the nearest one offered."""
    near = get_close_matches(cell.text.casefold(), known, n=1, cutoff=0.0)[0]
    written = cell.text[:LONGEST_SHOWN]
    return problem("facility_choice_unknown", place, written=written, nearest=near, known=", ".join(known))


def named_lines(grids: Sequence[Grid], names: Mapping[str, str], days: frozenset[str]) -> Found:
    """Lines such as who filled the form in: the cell before the name of the line."""
    found = Found()
    for grid in grids:
        for row, cells in sorted(grid.rows.items()):
            for column, cell in sorted(cells.items()):
                before = cells.get(column - 1)
                if cell.text in names and before is not None and names[cell.text] not in found.values:
                    place = Place(sheet=grid.name, row=row, cell=address(row, column - 1))
                    _line(found, names[cell.text], before, place, is_day=cell.text in days)
    return found


def _line(found: Found, name: str, cell: Cell, place: Place, *, is_day: bool) -> None:
    if not is_day:
        found.values[name], found.places[name] = clean_text(cell.text)[:LONGEST_NAME], place
        return
    day = day_in(cell.text)
    if day is None:
        found.problems.append(problem("answers_date_not_understood", place, text=cell.text[:LONGEST_SHOWN]))
    else:
        found.values[name], found.places[name] = day.isoformat(), place
