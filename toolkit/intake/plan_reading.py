"""A plan from a file: its sheets, tables, rows and values, with every problem at its place.

The door returns (plan, problems): good rows are taken, bad ones named. The plan is None only when nothing could
be read.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from toolkit.confined import Limits, read_confined
from toolkit.intake.budget_sheet import read_lines
from toolkit.intake.cells import column_letters
from toolkit.intake.dates import Calendar, plain_digits
from toolkit.intake.dates_east import has_kana
from toolkit.intake.grid import Cell, Grid, grid_of
from toolkit.intake.headings import Headings, holds, plain_heading, read_headings
from toolkit.intake.layout import Table, find_tables, is_sheet_aside, is_sheet_of_measures
from toolkit.intake.measures import Told, read_measures, with_ids
from toolkit.intake.rearranged import rearranged
from toolkit.intake.rows import read_rows
from toolkit.intake.without_heading import table_without_heading
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import FieldColumn, PeriodOffered, Plan, PlanMapping, SheetColumns, like_text

PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:-|–|—|to)\s*((?:19|20)\d\d)(?!\d)|(?<!\d)((?:19|20)\d\d)(?!\d)")
ROWS_THAT_EXPLAIN = 60


@dataclass(frozen=True)
class PlanReading:
    """What came of reading a plan: the plan (None if nothing could be read), and the problems and remarks."""

    plan: Plan | None
    problems: list[Problem]


def read_plan(
    source: Path | bytes,
    name: str,
    *,
    as_of: date | None = None,
    mapping: PlanMapping | None = None,
    limits: Limits | None = None,
) -> PlanReading:
    """Read a plan from a workbook or separated text.

    `name` is the file's name as people know it. `as_of` gives the century of years of two digits. `mapping`
    is what a person decided about sheets and columns; it comes before recognition.
    """
    document, problems = read_confined("workbook", source, name, limits)
    if document is None:
        return PlanReading(None, problems)
    stem = PurePath(name).stem
    grids = [grid_of(sheet, sheet["name"] or stem) for sheet in document["sheets"]]
    reading = read_grids(grids, stem, as_of=as_of, mapping=mapping)
    named = [_in_file(found, name) for found in reading.problems]
    plan = reading.plan.model_copy(update={"file_name": name, "digest": _digest(source)}) if reading.plan else None
    return PlanReading(plan, [*problems, *named])


def read_grids(
    grids: list[Grid], name: str, *, as_of: date | None = None, mapping: PlanMapping | None = None
) -> PlanReading:
    """Read a plan from the grids of its sheets."""
    mapping = mapping or PlanMapping()
    written = _calendar(grids, mapping, as_of)
    recognised = [find_tables(grid, written) for grid in grids]
    tables, problems = _tables(grids, recognised, written, mapping)
    told: list[Told] = []
    for table in tables:
        decided = mapping.of(table.grid.name)
        rows, found = read_rows(table, written, decided.banners if decided else None)
        measures, doubts = read_measures(table, rows, written)
        told += measures
        problems += [*_remarks_on(table), *found, *doubts]
    if not tables:
        return PlanReading(None, [*problems, problem("plan_without_table")])
    if not told:
        return PlanReading(None, [*problems, problem("plan_without_measures", Place(sheet=tables[0].grid.name))])
    own = with_ids(told)
    lines = read_lines(grids, own, written.headings)
    plan = Plan(
        name=name,
        layout=_layout(grids, recognised),
        measures=own,
        columns=tuple(_columns(table, written) for table in tables),
        mapping=mapping if mapping != PlanMapping() else None,
        budget_lines=lines.budget,
        indicator_lines=lines.indicators,
    )
    return PlanReading(plan, [*problems, *lines.problems])


def _calendar(grids: list[Grid], mapping: PlanMapping, as_of: date | None) -> Calendar:
    headings = read_headings()
    starts = mapping.year_starts or _fiscal_start(grids, headings)
    kana = any(has_kana(cell.text) for cell in _first_texts(grids))
    return Calendar(headings, day_first=mapping.day_first, year_starts=starts, today=as_of, japanese=kana)


def _first_texts(grids: Iterable[Grid]) -> Iterable[Cell]:
    """Text cells of the first rows of each sheet."""
    for grid in grids:
        for row in sorted(grid.rows)[:ROWS_THAT_EXPLAIN]:
            yield from (cell for cell in grid.rows[row].values() if cell.kind == "text")


def _fiscal_start(grids: Iterable[Grid], headings: Headings) -> int | None:
    """First month of the fiscal year where a cell says it ("Financial year: April to March"); None otherwise."""
    months = {plain_heading(month): n for n, names in enumerate(headings.values["months"], 1) for month in names}
    fiscal = [plain_heading(str(word)) for word in headings.values["fiscal"]]
    for cell in _first_texts(grids):
        plain = plain_heading(cell.text)
        if not any(holds(plain, word) for word in fiscal):
            continue
        named = [months[word] for word in plain.split() if word in months]
        if len(named) == 2 and (named[0] - named[1]) % 12 == 1:
            return named[0]
    return None


def _tables(
    grids: list[Grid], recognised: list[list[Table]], written: Calendar, mapping: PlanMapping
) -> tuple[list[Table], list[Problem]]:
    """Tables of measures of the sheets to be read, and what was left aside."""
    problems: list[Problem] = []
    found: list[tuple[Grid, list[Table]]] = []
    for grid, known in zip(grids, recognised, strict=True):
        decided = mapping.of(grid.name)
        tables = known if decided is None else find_tables(grid, written, decided)
        if tables and grid.state != "visible" and (decided is None or not decided.use):
            problems.append(problem("sheet_hidden", Place(sheet=grid.name)))
            continue
        found.append((grid, tables))
    names = {grid.name for grid in grids}
    problems += [
        problem("mapping_sheet_missing", Place(sheet=decided.sheet))
        for decided in mapping.sheets
        if decided.sheet not in names
    ]
    chosen = [(grid, tables) for grid, tables in found if tables and mapping.of(grid.name) is not None]
    rest = [(grid, tables) for grid, tables in found if tables and mapping.of(grid.name) is None]
    if not chosen and not rest:
        rest = _rearranged(found, mapping, written) or _without_headings(found, mapping, written)
    return [table for _, tables in [*chosen, *_worth_reading(rest, written)] for table in tables], problems


def _rearranged(
    found: list[tuple[Grid, list[Table]]], mapping: PlanMapping, written: Calendar
) -> list[tuple[Grid, list[Table]]]:
    """Cards and turned tables of visible sheets nobody decided on, where no sheet of the file has a table in rows."""
    made = [
        rearranged(grid, written)
        for grid, _ in found
        if grid.state == "visible" and mapping.of(grid.name) is None and not is_sheet_aside(grid, written)
    ]
    tables = [(grid, find_tables(grid, written)) for grid in made if grid is not None]
    return [(grid, own) for grid, own in tables if own]


def _without_headings(
    found: list[tuple[Grid, list[Table]]], mapping: PlanMapping, written: Calendar
) -> list[tuple[Grid, list[Table]]]:
    """Tables of visible sheets nobody decided on, where no sheet of the file has a heading."""
    made = [
        (grid, table_without_heading(grid, written))
        for grid, _ in found
        if grid.state == "visible" and mapping.of(grid.name) is None
    ]
    return [(grid, [table]) for grid, table in made if table is not None]


def _worth_reading(found: list[tuple[Grid, list[Table]]], written: Calendar) -> list[tuple[Grid, list[Table]]]:
    """Of sheets nobody decided on: those called as plans are, if any; else those not called as lists are, if any."""
    called = [pair for pair in found if is_sheet_of_measures(pair[0], written)]
    main = [pair for pair in found if not is_sheet_aside(pair[0], written)]
    if called:
        return [pair for pair in main if pair in called or pair[0].state == "visible"]
    return main or found


def _remarks_on(table: Table) -> list[Problem]:
    found: list[Problem] = []
    place = Place(sheet=table.grid.name)
    own = {column.number for column in table.columns}
    hidden = sorted(table.grid.hidden_columns - own)
    held = [column for column in hidden if any(column in cells for cells in table.grid.rows.values())]
    if held:
        found.append(problem("columns_hidden", place, columns=", ".join(column_letters(column) for column in held)))
    rows = [
        row for row in table.grid.hidden_rows if row in table.grid.rows and table.first_row <= row <= table.last_row
    ]
    if rows:
        found.append(problem("rows_hidden", place, n=len(rows)))
    if table.title_guessed:
        heading = next(column.heading for column in table.columns if column.field == "title")
        found.append(problem("title_column_guessed", place, heading=heading))
    return found


def _columns(table: Table, written: Calendar) -> SheetColumns:
    upright = not table.grid.origins
    fields = {
        column.field: FieldColumn(header=column.heading, column=column_letters(column.number) if upright else "")
        for column in table.columns
        if column.field is not None
    }
    for name, by_period in table.by_period.items():
        first = next(column for column in table.columns if column.number in by_period)
        fields.setdefault(name, FieldColumn(header=first.heading, column=column_letters(first.number)))
    return SheetColumns(
        sheet=table.grid.name,
        header_rows=table.header_rows if upright else (),
        fields=fields,
        last_row=table.last_row if upright else None,
        periods=tuple(table.periods.values()),
        periods_offered=_periods_offered(table),
    )


def _periods_offered(table: Table) -> tuple[PeriodOffered, ...]:
    """Periods named by the sheet's name or the rows above its heading: offered as end date, never taken."""
    first = table.header_rows[0] if table.header_rows else 1
    titles = [cell.text for row, cells in sorted(table.grid.rows.items()) if row < first for cell in cells.values()]
    offered: dict[date, PeriodOffered] = {}
    for text in [table.grid.name, *titles]:
        for found in PERIOD.finditer(plain_digits(text)):
            end = date(int(found[2] or found[3]), 12, 31)
            offered.setdefault(end, PeriodOffered(text=" ".join(text.split())[:120], end=end))
    return tuple(offered.values())


def _layout(grids: list[Grid], recognised: list[list[Table]]) -> str:
    """Fingerprint of sheets and headings as recognised without a person's help: the same for the next version.

    A sheet without a recognised heading counts with its first row of several cells.
    """
    parts: list[str] = []
    for grid, tables in zip(grids, recognised, strict=True):
        texts = [column.heading for table in tables for column in table.columns]
        first = next((cells for _, cells in sorted(grid.rows.items()) if len(cells) > 1), {})
        shown = texts or [cell.text for cell in first.values() if cell.kind == "text"]
        parts.append(f"{like_text(grid.name)}:{'|'.join(like_text(text) for text in shown)}")
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:16]


def _digest(source: Path | bytes) -> str:
    return hashlib.sha256(source if isinstance(source, bytes) else source.read_bytes()).hexdigest()


def _in_file(found: Problem, name: str) -> Problem:
    return found.model_copy(update={"place": found.place.model_copy(update={"file": name})})
