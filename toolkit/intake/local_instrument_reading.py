"""A local instrument from a workbook: its facts, its provisions, and what does not fit, each by its cell.

Good rows are taken; a row without a number, or with one that stands there twice, is held back; so is a code that is no
statement's, and the rest of its row is taken.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from toolkit.confined import Limits, read_confined
from toolkit.intake.answers_table import ITEM, plain_code
from toolkit.intake.grid import Cell, Grid, address, grid_of
from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.local_fields import LINES, PROVISION_FIELDS
from toolkit.record.local_instrument import KINDS, LocalInstrument, LocalProvision, Mapped
from toolkit.record.plan import like_text

HEADING_ROWS = 30
STAMP = re.compile(r"^local/1/([a-z0-9][a-z0-9-]{0,59})$")
_WORDS = "texts.workbook"
_BETWEEN = re.compile(r"[,;\n/、،؛]+")


@dataclass(frozen=True)
class _Row:
    """One row of provisions: its place, the cells of its fields."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[int, Cell]

    def text(self, field: str) -> str:
        cell = self.cells.get(self.columns.get(field, 0))
        return "" if cell is None or cell.kind == "error" else cell.lines.strip()

    def place(self, field: str) -> Place:
        return Place(sheet=self.sheet, cell=address(self.number, self.columns[field]))


def read_local(
    source: Path | bytes, name: str, library: Library, language: Language, limits: Limits | None = None
) -> tuple[LocalInstrument | None, list[Problem]]:
    """Read the workbook of a local instrument. None only if no table of provisions can be read.

    Its id is that of its stamp, else "local": who keeps it gives it one that is free.
    """
    document, problems = read_confined("workbook", source, name, limits)
    if document is None:
        return None, problems
    grids = [grid_of(sheet) for sheet in document["sheets"]]
    tables = [(grid, *head) for grid in grids if (head := _headings(grid, language)) is not None]
    if not tables:
        needed = ", ".join(
            language.say(f"{_WORDS}.column.{field.code}") for field in PROVISION_FIELDS if field.required
        )
        return None, [problem("local_without_table", Place(file=name), columns=needed)]
    rows = [
        _Row(grid.name, row, columns, grid.rows[row])
        for grid, head, columns in tables
        for row in sorted(grid.rows)
        if row > head
    ]
    facts, found = _facts(grids, language)
    provisions, wrong = _provisions(rows, library, language)
    told = [
        entry.model_copy(update={"place": entry.place.model_copy(update={"file": name})}) for entry in found + wrong
    ]
    return LocalInstrument(provisions=provisions, **facts), [*problems, *told]


def _headings(grid: Grid, language: Language) -> tuple[int, dict[str, int]] | None:
    """Row of the headings and column of each field; columns may stand anywhere."""
    names = {like_text(language.say(f"{_WORDS}.column.{field.code}")): field.code for field in PROVISION_FIELDS}
    needed = {"number", "gist", "items"}
    for row in sorted(grid.rows)[:HEADING_ROWS]:
        cells = grid.rows[row].items()
        found = {names[like_text(cell.text)]: column for column, cell in cells if like_text(cell.text) in names}
        if needed <= set(found):
            return row, found
    return None


def _facts(grids: Iterable[Grid], language: Language) -> tuple[dict[str, Any], list[Problem]]:
    """What the instrument is: each fact stands beside its name."""
    names = {like_text(language.say(f"{_WORDS}.line.{line}")): line for line in LINES}
    told: dict[str, tuple[str, Place]] = {}
    id = "local"
    for grid in grids:
        for row, cells in sorted(grid.rows.items()):
            for column, cell in sorted(cells.items()):
                stamp = STAMP.match(cell.text)
                id = stamp[1] if stamp else id
                line = names.get(like_text(cell.text))
                beside = cells.get(column + 1)
                if line is not None and line not in told and beside is not None:
                    told[line] = (beside.lines.strip(), Place(sheet=grid.name, cell=address(row, column + 1)))
    facts, problems = _worked_out(told, language)
    return {"id": id, **facts}, problems


def _worked_out(told: Mapping[str, tuple[str, Place]], language: Language) -> tuple[dict[str, Any], list[Problem]]:
    text = {line: told[line][0] if line in told else "" for line in LINES}
    problems = [] if text["title"] else [problem("local_title_missing")]
    days: dict[str, date | None] = {}
    for line in ("adopted", "date"):
        days[line], wrong = _day(*told[line]) if text[line] else (None, [])
        problems += wrong
    day, kinds = days["date"], {like_text(language.say(f"texts.local.kinds.{kind}")): kind for kind in KINDS}
    mapped = Mapped(role=text["role"], date=day) if text["role"] and day else None
    if mapped is None and (text["role"] or text["date"]):
        problems.append(problem("local_mapped_incomplete", (told.get("role") or told["date"])[1]))
    plain = {line: text[line] for line in ("title", "symbol", "link", "note")}
    kind = kinds.get(like_text(text["kind"]), "other")
    return {
        **plain,
        "kind": kind,
        "adopted": days["adopted"],
        "language": text["language"] or None,
        "mapped": mapped,
    }, problems


def _day(text: str, place: Place) -> tuple[date | None, list[Problem]]:
    try:
        return date.fromisoformat(text[:10]), []
    except ValueError:
        return None, [problem("local_date_not_understood", place, written=text[:40])]


def _provisions(
    rows: Sequence[_Row], library: Library, language: Language
) -> tuple[tuple[LocalProvision, ...], list[Problem]]:
    problems: list[Problem] = []
    found: list[tuple[_Row, LocalProvision]] = []
    times = Counter(like_text(row.text("number")) for row in rows if row.text("number"))
    for row in rows:
        number = " ".join(row.text("number").split())
        if not number:
            if row.text("gist") or row.text("items"):
                problems.append(problem("local_number_missing", row.place("number")))
        elif times[like_text(number)] > 1:
            problems.append(problem("local_number_repeated", row.place("number"), number=number))
        else:
            provision, wrong = _provision(row, number, library, language)
            found.append((row, provision))
            problems += wrong
    return tuple(provision for _, provision in found), problems


def _provision(row: _Row, number: str, library: Library, language: Language) -> tuple[LocalProvision, list[Problem]]:
    named = language.below("interface_reference.instrument.addressees")
    addressees = {like_text(text): code for code, text in named.items()}
    items, problems = _codes(row, "items", library)
    rejected, _ = _codes(row, "rejected", library)
    return LocalProvision(
        number=number,
        gist=row.text("gist"),
        part=row.text("part") or None,
        verb=row.text("verb") or None,
        addressee=addressees.get(like_text(row.text("addressee"))) if row.text("addressee") else None,
        items=items,
        rejected=tuple(item for item in rejected if item not in items),
    ), problems


def _codes(row: _Row, field: str, library: Library) -> tuple[tuple[str, ...], list[Problem]]:
    """Codes of a cell, each once; a code may stand before the words of its statement."""
    found: list[str] = []
    problems: list[Problem] = []
    for written in _pieces(row.text(field)):
        code = plain_code(written)
        if code not in library.items and (within := ITEM.match(written)):
            code = plain_code(within[0])
        if code in library.items:
            found.append(code)
        else:
            nearest = next(iter(get_close_matches(code[:12], list(library.items), n=1, cutoff=0.0)), "")
            problems.append(problem("local_item_unknown", row.place(field), written=written[:40], nearest=nearest))
    return tuple(dict.fromkeys(found)), problems


def _pieces(text: str) -> Iterator[str]:
    """Parts of a cell that name an item: between commas or lines, or several codes with spaces between them."""
    for piece in _BETWEEN.split(text):
        bare = piece.strip()
        codes = [word for word in bare.split() if ITEM.fullmatch(word)]
        yield from codes if len(codes) == len(bare.split()) else [bare] if bare else []
