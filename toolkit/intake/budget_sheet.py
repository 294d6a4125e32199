"""Sheets that stand beside the measures: money by year and cost line, and further indicators.

A line belongs to the measure whose number it names, else to the one whose key it carries. Amounts are our own
product of quantity and unit cost where both are told; a calculated value of the file is never taken for it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from toolkit.data_file import read_data_file
from toolkit.intake.grid import Cell, Grid, address
from toolkit.intake.headings import HEADINGS, Headings, plain_heading
from toolkit.intake.money import read_funding, read_money
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import BudgetLine, IndicatorLine, Measure, like_text

LAST_HEADING_ROW = 20
NUMBERS = ("quantity", "unit_cost", "amount")
KEYS = frozenset({"id", "measure_id", "measure"})
CENT = 0.005
LONGEST_SHOWN = 80
What = Literal["budget", "indicators"]
Line = TypeVar("Line", BudgetLine, IndicatorLine)


@dataclass(frozen=True)
class LineWords:
    """Words by which one kind of sheet is recognised: what it is called, what it needs, the field of each heading."""

    sheets: frozenset[str]
    needs: frozenset[str]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class LinesRead:
    """Lines of money and of indicators of a plan, with the problems found on the way."""

    budget: tuple[BudgetLine, ...]
    indicators: tuple[IndicatorLine, ...]
    problems: list[Problem]


@dataclass
class _Line:
    """One row of such a sheet: its cells by field, and where it stands."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    problems: list[Problem]

    def cell(self, name: str) -> Cell | None:
        """Cell of a field; a formula without a calculated value and an error count as empty."""
        column = self.columns.get(name)
        cell = None if column is None else self.grid.filled(self.row).get(column)
        return None if cell is None or cell.kind in ("formula", "error") else cell

    def text(self, name: str) -> str | None:
        """Text of a field; None where it is empty."""
        cell = self.cell(name)
        return cell.lines.strip() or None if cell is not None else None

    def report(self, code: str, name: str, **values: str | int | float | None) -> None:
        """Report a problem at the cell of a field."""
        column = self.columns.get(name)
        cell = address(self.row, column) if column is not None else None
        place = Place(sheet=self.grid.name, row=self.row, cell=cell, field=self.headings.get(name))
        shown = {key: value[:LONGEST_SHOWN] if isinstance(value, str) else value for key, value in values.items()}
        self.problems.append(problem(code, place, **shown))


def read_lines(grids: Iterable[Grid], measures: Sequence[Measure], headings: Headings) -> LinesRead:
    """Read the lines of money and of indicators that stand beside these measures."""
    problems: list[Problem] = []
    budget: list[BudgetLine] = []
    indicators: list[IndicatorLine] = []
    known = _line_words()
    recurs = _recurs_words()
    finder = _Finder(measures)
    for grid in grids:
        name = plain_heading(grid.name)
        for line in _rows(grid, known["budget"], name, problems):
            budget += _budget_line(line, finder, headings, recurs)
        for line in _rows(grid, known["indicators"], name, problems):
            indicators += _indicator_line(line, finder)
    problems += _sums_that_differ(measures, budget)
    return LinesRead(_own_ids(budget), _own_ids(indicators), problems)


def _sums_that_differ(measures: Sequence[Measure], lines: Sequence[BudgetLine]) -> Iterator[Problem]:
    """Measures whose whole amount is not the sum of their lines, where both are told whole and in one currency."""
    own: dict[str, list[BudgetLine]] = {}
    for line in lines:
        own.setdefault(line.measure, []).append(line)
    for measure in measures:
        told, found = measure.budget.amount, own.get(measure.id, [])
        amounts = [line.amount for line in found if line.amount is not None]
        currencies = {name for name in (measure.budget.currency, *(line.currency for line in found)) if name}
        if told is None or not found or len(amounts) < len(found) or len(currencies) > 1:
            continue
        if abs(told - sum(amounts)) > CENT:
            place = Place(sheet=measure.place.sheet, row=measure.place.row) if measure.place else Place()
            yield problem("budget_sum_differs", place, written=f"{told:,.10g}", sum=f"{sum(amounts):,.10g}")


def _languages() -> list[Path]:
    return sorted(path for path in HEADINGS.glob("*/lines.yaml"))


def _line_words() -> dict[What, LineWords]:
    """Words of all languages in which our workbook is written."""
    files = [read_data_file(path) for path in _languages()]
    kinds: tuple[What, ...] = ("budget", "indicators")
    return {kind: _joined([file[kind] for file in files]) for kind in kinds}


def _joined(parts: Sequence[Mapping[str, Any]]) -> LineWords:
    fields = {
        plain_heading(str(word)): field for part in parts for field, words in part["fields"].items() for word in words
    }
    return LineWords(
        sheets=frozenset(plain_heading(str(name)) for part in parts for name in part["sheets"]),
        needs=frozenset(str(name) for part in parts for name in part["needs"]),
        fields=fields,
    )


def _recurs_words() -> dict[str, str]:
    files = [read_data_file(path) for path in _languages()]
    return {
        plain_heading(str(word)): code for file in files for code, words in file["recurs"].items() for word in words
    }


def _rows(grid: Grid, words: LineWords, name: str, problems: list[Problem]) -> Iterator[_Line]:
    """Rows below the heading of a sheet of this kind; none if it is called otherwise or lacks a column it needs."""
    if name not in words.sheets:
        return
    for row in sorted(grid.rows)[:LAST_HEADING_ROW]:
        columns: dict[str, int] = {}
        headings: dict[str, str] = {}
        for column, cell in grid.filled(row).items():
            field = words.fields.get(plain_heading(cell.text))
            if field is not None and field not in columns:
                columns[field], headings[field] = column, cell.text
        if words.needs <= set(columns):
            yield from (_Line(grid, below, columns, headings, problems) for below in sorted(grid.rows) if below > row)
            return


class _Finder:
    """Finds the measure that a line names: by number, by title, by key."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        self.known = {measure.id: measure.id for measure in reversed(measures)}
        self.named = {like_text(found.title): found.id for found in reversed(measures)}
        self.named |= {found.number.strip(): found.id for found in reversed(measures) if found.number}

    def measure(self, line: _Line) -> str | None:
        """Id of the measure; None if the line names none that is there, which is reported."""
        told, key = line.text("measure"), line.text("measure_id")
        found = self.named.get(told or "") or self.named.get(like_text(told or "")) or self.known.get(key or "")
        if found is None:
            line.report("budget_line_without_measure", "measure", text=told or "")
        return found


def _says_something(line: _Line, fields: Iterable[str]) -> bool:
    return any(line.text(field) for field in fields if field not in KEYS)


def _budget_line(line: _Line, finder: _Finder, headings: Headings, recurs: Mapping[str, str]) -> Iterator[BudgetLine]:
    texts: dict[str, Any] = {name: line.text(name) for name in BudgetLine.model_fields if name not in KEYS}
    if not any(texts.values()):
        return
    measure = finder.measure(line)
    if measure is None:
        return
    numbers = {name: _number(line, name, headings) for name in NUMBERS}
    told = {**texts, **numbers, "amount": _amount(line, numbers)}
    told |= {"recurs": _recurs(line, recurs), "status": _status(line, headings)}
    yield BudgetLine(id=line.text("id") or "", measure=measure, **told)


def _number(line: _Line, name: str, headings: Headings) -> float | None:
    cell = line.cell(name)
    if cell is None:
        return None
    if cell.kind in ("number", "percent"):
        return float(cell.value)
    money = read_money(cell, "", headings)
    if money.amount is None:
        line.report("budget_number_not_understood", name, text=cell.text)
    return money.amount


def _amount(line: _Line, numbers: Mapping[str, float | None]) -> float | None:
    """Quantity times unit cost where both are told; a different amount written beside them is remarked."""
    quantity, cost, written = (numbers[name] for name in NUMBERS)
    if quantity is None or cost is None:
        return written
    product = round(quantity * cost, 6)
    if written is not None and abs(written - product) > CENT:
        line.report("budget_amount_differs", "amount", written=f"{written:g}", product=f"{product:g}")
    return product


def _recurs(line: _Line, words: Mapping[str, str]) -> str | None:
    text = line.text("recurs")
    found = words.get(plain_heading(text)) if text else None
    if text and found is None:
        line.report("budget_word_not_understood", "recurs", text=text)
    return found


def _status(line: _Line, headings: Headings) -> str | None:
    text = line.text("status")
    found = read_funding(text, headings) if text else None
    if text and found is None:
        line.report("funding_unknown", "status", text=text)
    return found


def _indicator_line(line: _Line, finder: _Finder) -> Iterator[IndicatorLine]:
    if not _says_something(line, IndicatorLine.model_fields):
        return
    measure = finder.measure(line)
    if measure is None:
        return
    texts = {name: line.text(name) for name in IndicatorLine.model_fields if name not in KEYS}
    yield IndicatorLine(id=line.text("id") or "", measure=measure, **texts)


def _own_ids(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with an id each: the key of the file is kept by the first that has it, so a copied row is a new line."""
    taken: set[str] = set()
    given: list[Line] = []
    for line in lines:
        base = line.id or _made_id(line)
        found, count = base, 1
        if found in taken:
            base = _made_id(line)
            found = base
        while found in taken:
            count += 1
            found = f"{base}-{count}"
        taken.add(found)
        given.append(line.model_copy(update={"id": found}))
    return tuple(given)


def _made_id(line: BudgetLine | IndicatorLine) -> str:
    named = ("year", "line", "type") if isinstance(line, BudgetLine) else ("name", "value_on")
    told = "|".join([line.measure, *(like_text(getattr(line, name) or "") for name in named)])
    return f"l-{hashlib.sha256(told.encode('utf-8')).hexdigest()[:10]}"
