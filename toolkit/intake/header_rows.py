"""Heading rows of a sheet: where they stand, what each column is called, which field fits it.

A heading has one row or two; a third of periods only (quarters below years) belongs to it. Columns of one field by
periods ("Budget 2025", "Budget 2026", or years beneath "Budget") are kept apart from the columns of fields.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.intake.dates import Calendar, is_period
from toolkit.intake.grid import Grid
from toolkit.intake.headings import PARTLY, SURE, Fit, plain_heading

LEAST_SCORE = 2.0
LEAST_FIELDS_WITHOUT_TITLE = 3
FIRST_ROWS = 200
LIKE_THE_BEST = 0.6
SHORT_HEADING = 60
BY_PERIOD = ("budget", "target")  # fields that plans give year by year


@dataclass(frozen=True)
class Header:
    """A heading found: its rows, the text of each column and the fields that fit best."""

    rows: tuple[int, ...]
    texts: Mapping[int, str]
    fields: Mapping[int, Fit]
    periods: Mapping[int, str] = field(default_factory=dict)
    by_period: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """How much speaks for this being a heading."""
        whole = len(set(self.by_period) - {fit.field for fit in self.fields.values()})
        return whole + sum(0.5 if fit.strength == PARTLY else 1.0 for fit in self.fields.values())

    @property
    def names(self) -> set[str]:
        """Fields recognised."""
        return {fit.field for fit in self.fields.values()} | set(self.by_period)


def headers(grid: Grid, written: Calendar) -> list[Header]:
    """Headings on a sheet: rows that score at least as a heading must, and nearly as well as the best one."""
    found: list[Header] = []
    known: dict[str, bool] = {}
    numbers = sorted(grid.rows)
    for row in numbers:
        if found and row <= found[-1].rows[-1]:
            continue
        if len(numbers) > FIRST_ROWS and row > numbers[FIRST_ROWS] and not found:
            break
        if found and not _repeats_headings(grid, written, row, known):
            continue
        header = _header_at(grid, written, row)
        if header is not None and _is_heading(header, written):
            found.append(header)
    best = max((header.score for header in found), default=0.0)
    return [header for header in found if header.score >= best * LIKE_THE_BEST]


def _repeats_headings(grid: Grid, written: Calendar, row: int, known: dict[str, bool]) -> bool:
    """True if a row below a table can begin another: at least two of its cells are headings word for word.

    `known` says of the texts met so far which are headings: most return row by row.
    """
    texts = [
        cell.text for cell in grid.filled(row).values() if cell.kind == "text" and len(cell.value) <= SHORT_HEADING
    ]
    for text in texts:
        if text not in known:
            known[text] = plain_heading(text) in written.headings.aliases
    return sum(known[text] for text in texts) >= 2


def _is_heading(header: Header, written: Calendar) -> bool:
    others = header.names - {"title"}
    if "title" in header.names or header.names & set(written.headings.instead_of_title):
        return header.score >= LEAST_SCORE and len(header.names) >= 2 and bool(others)
    sure = [fit for fit in header.fields.values() if fit.strength >= SURE]
    return len(sure) >= LEAST_FIELDS_WITHOUT_TITLE and bool(header.names & {"lead", "end", "when", "status"})


def _header_at(grid: Grid, written: Calendar, row: int) -> Header | None:
    """Heading that begins at a row, of one row or of two, whichever is recognised better."""
    cells = grid.filled(row)
    if len(cells) < 2 or any(cell.kind in ("date", "percent", "formula") for cell in cells.values()):
        return None
    one = header_of(grid, written, (row,))
    two = header_of(grid, written, (row, row + 1)) if _may_be_second(grid, written, row) else None
    if two is not None and (two.score > one.score or _split_below(grid, row)):
        below = grid.filled(row + 2)
        only_periods = len(below) > 1 and all(is_period(cell.text, written) for cell in below.values())
        return header_of(grid, written, (row, row + 1, row + 2)) if only_periods else two
    return one


def _may_be_second(grid: Grid, written: Calendar, row: int) -> bool:
    """True if the row below can be the second row of a heading: short texts that are headings or periods."""
    below = grid.filled(row + 1)
    if not below or any(cell.kind not in ("text", "number") or len(cell.text) > 60 for cell in below.values()):
        return False
    if any(cell.kind == "text" and area.width > 2 for cell in below.values() for area in grid.areas(row + 1)):
        return False
    known = sum(bool(written.headings.fits(cell.text)) or is_period(cell.text, written) for cell in below.values())
    return known * 2 >= len(below) and (_split_below(grid, row) or known == len(below))


def _split_below(grid: Grid, row: int) -> bool:
    """True if a merged heading of this row has texts of its own beneath it, or stands over two rows."""
    for area in grid.areas(row):
        if area.first_row == row and area.last_row == row + 1:
            return True
        columns = range(area.first_column, area.last_column + 1)
        if area.first_row == area.last_row == row and sum(c in grid.filled(row + 1) for c in columns) > 1:
            return True
    return False


def header_of(grid: Grid, written: Calendar, rows: tuple[int, ...]) -> Header:
    """Heading that these rows make."""
    columns = sorted({column for row in rows for column in _columns_at(grid, row)} - grid.hidden_columns)
    parts: dict[int, list[str]] = {}
    for column in columns:
        told = [cell.text for row in rows if (cell := grid.shown(row, column)) is not None]
        if told := list(dict.fromkeys(part for part in told if part)):
            parts[column] = told
    texts = {column: " ".join(told) for column, told in parts.items()}
    by_period = _by_period(parts, written)
    aside = {column for columns_of in by_period.values() for column in columns_of}
    periods = {
        column: named for column, told in parts.items() if column not in aside and (named := _period(told, written))
    }
    fits: dict[int, Sequence[Fit]] = {
        column: _fits(told, written) for column, told in parts.items() if column not in aside and column not in periods
    }
    _add_hidden_id(grid, written, rows, texts, fits)
    return Header(rows, texts, _assigned(fits), periods, by_period)


def _fits(parts: list[str], written: Calendar) -> Sequence[Fit]:
    """Fields a heading may stand for: by its own text, with the one above it, and last by that one alone."""
    if len(parts) == 1:
        return written.headings.fits(parts[0])
    readings = [written.headings.fits(reading) for reading in (parts[-1], " ".join(parts), parts[0])]
    best = max(readings, key=lambda fits: fits[0].strength if fits else 0.0)
    known = {fit.field for fit in best}
    return [*best, *(Fit(fit.field, PARTLY, 0) for fit in readings[-1] if fit.field not in known)]


def _period(parts: list[str], written: Calendar) -> str | None:
    """Period that a column of time stands for: all parts of its heading together, or the last below one of time."""
    whole = " ".join(parts)
    if is_period(whole, written):
        return whole
    for first in range(1, len(parts)):
        named = " ".join(parts[first:])
        if is_period(named, written):
            return named
    return None


def _by_period(parts: Mapping[int, list[str]], written: Calendar) -> dict[str, dict[int, str]]:
    """Columns that give one field by periods, at least two a field: period by column."""
    found: dict[str, dict[int, str]] = {}
    for column, told in parts.items():
        over, period = _over_period(told, written)
        fit = next((fit for fit in written.headings.fits(over) if fit.field in BY_PERIOD), None) if over else None
        if fit is not None:
            found.setdefault(fit.field, {})[column] = period
    return {name: columns for name, columns in found.items() if len(columns) > 1}


def _over_period(parts: list[str], written: Calendar) -> tuple[str, str]:
    """Heading and period of "Budget" over "2025", or of "Budget 2025" in one; empty where there is none."""
    if len(parts) > 1 and is_period(parts[-1], written) and not is_period(parts[0], written):
        return parts[0], " ".join(parts[1:])
    words = parts[0].split() if len(parts) == 1 else []
    for first in range(1, len(words)):
        before, after = " ".join(words[:first]), " ".join(words[first:])
        if is_period(after.strip("()"), written):
            return before, after.strip("()")
        if is_period(before.strip("()"), written):
            return after, before.strip("()")
    return "", ""


def _columns_at(grid: Grid, row: int) -> set[int]:
    columns = set(grid.filled(row))
    for area in grid.areas(row):
        if grid.rows.get(area.first_row, {}).get(area.first_column) is not None and area.width <= 30:
            columns |= set(range(area.first_column, area.last_column + 1))
    return columns


def _add_hidden_id(
    grid: Grid, written: Calendar, rows: tuple[int, ...], texts: dict[int, str], fits: dict[int, Sequence[Fit]]
) -> None:
    """Of the hidden columns only our own id is taken."""
    for column in sorted(grid.hidden_columns):
        cell = grid.cell(rows[-1], column)
        if cell is not None and any(fit.field == "id" for fit in written.headings.fits(cell.text)):
            texts[column] = cell.text
            fits[column] = [Fit("id", SURE, 1)]


def _assigned(fits: Mapping[int, Sequence[Fit]]) -> dict[int, Fit]:
    """One field a column and one column a field: the strongest first, then the leftmost."""
    choices = sorted(
        ((fit, column) for column, found in fits.items() for fit in found),
        key=lambda choice: (-choice[0].strength, -choice[0].length, choice[1]),
    )
    given: dict[int, Fit] = {}
    for fit, column in choices:
        if column not in given and all(fit.field != other.field for other in given.values()):
            given[column] = fit
    return given
