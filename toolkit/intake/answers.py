"""A returned questionnaire: what a body answers, row by row, and what does not fit, each by its cell.

A file of any kind that `cells` reads is taken. The stamp says for whom the form was made; the key of a row from which
version it was drawn; both are found wherever they stand. Good rows are taken, bad ones held back as they came.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath

from toolkit.confined import Document
from toolkit.intake.answers_table import (
    AnswerTable,
    Row,
    about_headings,
    find_answer_tables,
    keys_of,
    plain_code,
    stamps_in,
)
from toolkit.intake.answers_values import Values, place_of_problem, read_values, says_something
from toolkit.intake.grid import Grid, address, grid_of
from toolkit.library.model import Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_cells import raw_response
from toolkit.record.answer_stamp import FORM_VERSION, RowKey, Stamp, wording_of
from toolkit.record.assessment import COORDINATOR, Body, Held
from toolkit.record.merge import Return, Told
from toolkit.record.plan import like_text
from toolkit.record.questionnaire_fields import CODE, KEY_COLUMN, RETURNED_BY, RETURNED_ON, STATEMENT
from toolkit.record.response_check import take_response

LONGEST_ROLE, LISTED = 200, 12
NEAR = 0.6


def grids_of(document: Document, name: str) -> list[Grid]:
    """Sheets of a workbook; the one sheet of separated text is named after its file."""
    return [grid_of(sheet, sheet["name"] or PurePath(name).stem) for sheet in document["sheets"]]


def read_questionnaire(grids: Sequence[Grid], name: str, library: Library) -> tuple[Return, Stamp | None]:
    """Read a returned questionnaire; its stamp, if there is one, says for whom it was made."""
    stamps = stamps_in(grids)
    tables = find_answer_tables(grids)
    if not tables:
        found = problem("answers_without_table", Place(file=name))
        return Return(problems=(found,)), stamps[0] if stamps else None
    reading = _Reading(library, keys_of(grids), *_returned(grids))
    for table in tables:
        stamp = table.stamp or (stamps[0] if len({found.body for found in stamps}) == 1 else None)
        reading.table(table, stamp)
    told = tuple(each.model_copy(update={"place": _in_file(each.place, name)}) for each in reading.told)
    held = tuple(each.model_copy(update={"place": {**each.place, "file": name}}) for each in reading.held)
    problems = tuple(found.model_copy(update={"place": _in_file(found.place, name)}) for found in reading.problems)
    stamp = stamps[0] if stamps else None
    bodies = tuple(Body(id=each.body, name=each.name, leads=each.leads) for each in stamps if each.body != COORDINATOR)
    return Return(told=told, held=held, bodies=bodies, by=reading.by, on=reading.on, problems=problems), stamp


def _in_file(place: Place, name: str) -> Place:
    return place.model_copy(update={"file": name})


def _returned(grids: Sequence[Grid]) -> tuple[str, date | None, list[Problem]]:
    """Who filled a form in, by function, and when: the cells beside the names of these lines."""
    by, on, problems = "", None, list[Problem]()
    for grid in grids:
        for row, cells in sorted(grid.rows.items()):
            for column, cell in sorted(cells.items()):
                before = cells.get(column - 1)
                if before is None or cell.text not in (RETURNED_BY, RETURNED_ON):
                    continue
                if cell.text == RETURNED_BY:
                    by = by or before.text[:LONGEST_ROLE]
                elif (day := day_in(before.text)) is not None:
                    on = on or day
                else:
                    place = Place(sheet=grid.name, cell=address(row, column - 1))
                    problems.append(problem("answers_date_not_understood", place, text=before.text[:40]))
    return by, on, problems


def day_in(text: str) -> date | None:
    """A day written as 2026-06-30, in digits of any script."""
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in unicodedata.normalize("NFKC", text))
    try:
        return date.fromisoformat(plain.strip().replace("/", "-").replace(".", "-"))
    except ValueError:
        return None


class _Reading:
    """One reading of a workbook: what was taken, what is held back, the problems."""

    def __init__(
        self, library: Library, keys: Mapping[str, RowKey], by: str, on: date | None, problems: list[Problem]
    ) -> None:
        self.library = library
        self.keys = keys
        self.by = by
        self.on = on
        self.problems = problems
        self.told: list[Told] = []
        self.held: list[Held] = []
        self._statements = {like_text(item.text): item.id for item in library.items.values()}

    def table(self, table: AnswerTable, stamp: Stamp | None) -> None:
        """Read the rows of one sheet."""
        self.problems += about_headings(table)
        self.problems += _about_stamp(stamp, table, self.library)
        if stamp is not None and stamp.version > FORM_VERSION:
            return
        seen = set()
        for row in table.rows:
            item = self._row(row, stamp)
            seen.add(item)
        self._missing(table, stamp, len(seen - {None}))

    def _missing(self, table: AnswerTable, stamp: Stamp | None, found: int) -> None:
        """Rows that were taken out: nothing is erased by that, but somebody may wonder."""
        if stamp is not None and found < stamp.items:
            codes = sorted(set(self.keys) - self._codes(table))[:LISTED]
            place = Place(sheet=table.sheet)
            told = problem("answers_rows_missing", place, n=stamp.items - found, codes=", ".join(codes) or "–")
            self.problems.append(told)

    def _codes(self, table: AnswerTable) -> set[str]:
        return {plain_code(cell.text) for row in table.rows if (cell := row.cell(CODE)) is not None}

    def _row(self, row: Row, stamp: Stamp | None) -> str | None:
        """Read one row; gives its item, if it has one."""
        body = stamp.body if stamp is not None else COORDINATOR
        cell = row.cell(CODE)
        code = plain_code(cell.text) if cell is not None else ""
        item = self.library.items.get(code)
        if item is None:
            if says_something(row):
                self._unknown(row, code, body)
            return None
        if not says_something(row):
            return code
        values = read_values(row, item, self.library)
        refused = self._moved(row, code) or self._reworded(row, code, stamp) or values.refused
        self.problems += values.remarks
        raw = raw_response(code, body, values.as_came)
        if refused is None and values.cells:
            _, refused = take_response(raw_response(code, body, values.cells), self.library)
            refused = place_of_problem(refused, row, code) if refused is not None else None
        if refused is not None:
            self._hold(raw, refused)
            return code
        for cells, found in values.aside:
            self._hold(raw_response(code, body, cells), found)
        if values.cells:
            self.told.append(self._told(row, code, body, values))
        return code

    def _told(self, row: Row, code: str, body: str, values: Values) -> Told:
        key = self.keys.get(code)
        place = row.place("level", code).model_copy(update={"body": body if body != COORDINATOR else None})
        return Told(
            item=code,
            body=body,
            cells=values.cells,
            drawn_from=key.drawn_from if key is not None else (),
            version=key.version if key is not None else 0,
            place=place,
            on=self.on,
        )

    def _hold(self, raw: object, found: Problem) -> None:
        self.problems.append(found)
        place = found.place.model_dump(exclude_none=True)
        self.held.append(Held(part="responses", value=raw, code=found.code, place=place, values=found.values))

    def _unknown(self, row: Row, code: str, body: str) -> None:
        """A row that says something of a statement nobody knows: kept as it came."""
        cells = {
            name: cell.lines for name in row.columns if name not in (CODE, KEY_COLUMN) and (cell := row.cell(name))
        }
        told = {name: text for name, text in cells.items() if not name.startswith("text.") and name != STATEMENT}
        raw = {**raw_response(code, body, {n: t for n, t in told.items() if n not in ("publish", "review")})}
        if not code:
            self._hold(raw, problem("answer_code_missing", row.place(CODE)))
            return
        if code in self.library.recorded_ids.retired:
            self._hold(raw, problem("response_item_retired", row.place(CODE), item=code[:40]))
            return
        near = next(iter(get_close_matches(code, list(self.library.items), n=1, cutoff=NEAR)), "–")
        self._hold(raw, problem("answer_code_unknown", row.place(CODE), written=code[:40], nearest=near))

    def _moved(self, row: Row, code: str) -> Problem | None:
        """A code beside the statement of another one: part of the rows was sorted, and nobody knows which is meant."""
        cell = row.cell(STATEMENT)
        other = self._statements.get(like_text(cell.text)) if cell is not None else None
        if other is None or other == code:
            return None
        return problem("answer_row_moved", row.place(STATEMENT, code), other=other)

    def _reworded(self, row: Row, code: str, stamp: Stamp | None) -> Problem | None:
        """A statement that asks for something else now than when the form was made."""
        key = self.keys.get(code)
        if stamp is None or key is None or stamp.content == self.library.content_hash:
            return None
        if stamp.language != self.library.language or key.wording == wording_of(code, self.library):
            return None
        return problem("answer_item_reworded", row.place(CODE, code))


def _about_stamp(stamp: Stamp | None, table: AnswerTable, library: Library) -> list[Problem]:
    place = Place(sheet=table.sheet)
    if stamp is None:
        return [problem("answers_stamp_missing", place)]
    if stamp.version > FORM_VERSION:
        return [problem("answers_form_newer", place, version=stamp.version, known=FORM_VERSION)]
    if stamp.content and stamp.content != library.content_hash:
        return [problem("answers_other_content", place)]
    return []
