"""A returned facility sheet: figures, the sample of files, boxes and lines, each held against the form by its cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.intake.answers_table import stamps_in
from toolkit.intake.facility_cells import (
    LONGEST_TEXT,
    CodedRow,
    Found,
    choice_in,
    choice_problem,
    coded_rows,
    named_lines,
    number_in,
    number_problem,
)
from toolkit.intake.grid import Grid
from toolkit.library.model import Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_cells import clean_text
from toolkit.record.answer_stamp import FACILITY, FORM_VERSION, Stamp
from toolkit.record.assessment import Body, Held
from toolkit.record.facility import IN_FILE, KNOWN_AS, PART, ToldSheet, take_sheet
from toolkit.record.facility_fields import DAYS, FIGURE, KNOWN, LINES, NAME, TEXT, file_headings
from toolkit.record.merge import Return
from toolkit.record.plan import like_text

Raw = dict[str, Any]


def looks_like_a_facility_sheet(grids: Sequence[Grid]) -> bool:
    """True if a workbook without a stamp holds the table of figures."""
    return next(iter(coded_rows(grids, (FIGURE, KNOWN), FIGURE)), None) is not None


def read_facility(grids: Sequence[Grid], name: str, library: Library) -> tuple[Return, Stamp | None]:
    """Read a returned facility sheet; its stamp, if there is one, says for which State and facility it was made."""
    stamp = next((found for found in stamps_in(grids) if found.form == FACILITY), None)
    brought = _read(grids, stamp, library)
    problems = tuple(_in_file(found, name) for found in brought.problems)
    held = tuple(each.model_copy(update={"place": {**each.place, "file": name}}) for each in brought.held)
    sheets = tuple(
        each.model_copy(update={"place": each.place.model_copy(update={"file": name})}) for each in brought.sheets
    )
    return brought.model_copy(update={"problems": problems, "held": held, "sheets": sheets}), stamp


def _in_file(found: Problem, name: str) -> Problem:
    return found.model_copy(update={"place": found.place.model_copy(update={"file": name})})


def _read(grids: Sequence[Grid], stamp: Stamp | None, library: Library) -> Return:
    if stamp is not None and stamp.version > FORM_VERSION:
        newer = problem("answers_form_newer", version=stamp.version, known=FORM_VERSION)
        return Return(problems=(newer,))
    if not looks_like_a_facility_sheet(grids):
        return Return(problems=(problem("facility_without_table"),))
    lines = named_lines(grids, LINES, DAYS)
    reading = _Reading(library)
    reading.figures(grids)
    reading.files(grids)
    reading.boxes(grids)
    problems = [*_about_stamp(stamp, library), *lines.problems, *reading.found.problems]
    raw, more = _raw(stamp, lines, reading)
    if raw is None:
        return Return(problems=(*problems, *more))
    sheet, refused = take_sheet(raw, library)
    placed = [(value, reading.placed(found)) for value, found in refused]
    problems += [*more, *(found for _, found in placed)]
    held = tuple(_held(value, found) for value, found in (*reading.aside(raw["id"]), *placed))
    body = stamp.body if stamp is not None else ""
    told = () if sheet is None else (ToldSheet(sheet=sheet, place=reading.first or Place(), body=body),)
    bodies = (Body(id=stamp.body, name=stamp.name, leads=stamp.leads),) if stamp is not None and stamp.leads else ()
    return Return(sheets=told, held=held, bodies=bodies, problems=tuple(problems))


def _about_stamp(stamp: Stamp | None, library: Library) -> list[Problem]:
    if stamp is None:
        return [problem("answers_stamp_missing")]
    return [problem("answers_other_content")] if stamp.content and stamp.content != library.content_hash else []


def _held(value: Any, found: Problem) -> Held:
    place = found.place.model_dump(exclude_none=True)
    return Held(part=PART, value=value, code=found.code, place=place, values=found.values)


def _raw(stamp: Stamp | None, lines: Found, reading: "_Reading") -> tuple[Raw | None, list[Problem]]:
    """The sheet in the form of the state file; None without a name, for nobody knows whose facts these are."""
    written = lines.values.get("name", "")
    name = written or (stamp.facility if stamp is not None else "")
    if not name:
        return None, [problem("facility_name_missing", Place(field=NAME))]
    # The name it was sent out with says which facility it is, whatever spelling is written into it since.
    id = like_text(stamp.facility if stamp is not None and stamp.facility else name) or name
    raw: Raw = {**lines.values, "id": id, "name": name, **reading.parts()}
    if "as_of" in raw or any(found.place.sheet for found in lines.problems):
        return raw, []
    return raw, [problem("facility_day_missing")]


class _Reading:
    """One reading: parts taken, the place of each, what was kept aside, problems."""

    def __init__(self, library: Library) -> None:
        self.form = library.facility
        self.found = Found()
        self.first: Place | None = None
        self._figures: dict[str, Raw] = {}
        self._files: dict[str, list[str | None]] = {}
        self._boxes: dict[str, str] = {}
        self._aside: list[tuple[Any, Problem]] = []

    def figures(self, grids: Sequence[Grid]) -> None:
        """Numbers, and how each is known."""
        known = {figure.id for figure in self.form.figures}
        for row in coded_rows(grids, (FIGURE, KNOWN), FIGURE):
            self.first = self.first or row.place(FIGURE)
            if row.code in known and row.code not in self._figures:
                self._figure(row)
            elif FIGURE in row.cells or KNOWN in row.cells:
                code = "facility_code_repeated" if row.code in known else "facility_code_unknown"
                self._keep_aside(row.code, _texts(row), problem(code, row.place(FIGURE), id=row.code[:40]))

    def _figure(self, row: CodedRow) -> None:
        told: Raw = {"id": row.code}
        number, known = row.cells.get(FIGURE), row.cells.get(KNOWN)
        for heading in (FIGURE, KNOWN):
            self.found.places[f"{row.code}.{heading}"] = row.place(heading)
        if number is not None:
            told["value"] = number_in(number)
            if told["value"] is None:
                self._keep_aside(row.code, _texts(row), number_problem(number, row.place(FIGURE)))
        if known is not None:
            told["known"] = choice_in(known, KNOWN_AS, {})
            if told["known"] is None:
                self._keep_aside(row.code, known.text, choice_problem(known, KNOWN_AS, row.place(KNOWN)))
        if number is not None and known is None:
            self.found.problems.append(problem("facility_known_missing", row.place(KNOWN)))
        if number is None and told.get("known") not in (None, "not_known"):
            self.found.problems.append(problem("facility_number_missing", row.place(FIGURE)))
            del told["known"]
        if told.get("value") is not None or (number is None and told.get("known") is not None):
            self._figures[row.code] = told

    def files(self, grids: Sequence[Grid]) -> None:
        """Yes, no or does not apply, line by line and file by file."""
        headings = file_headings(self.form)
        known = {line.id for line in self.form.lines}
        for row in coded_rows(grids, headings, headings[0]):
            if row.code in known and row.code not in self._files:
                self._files[row.code] = [self._in_file(row, heading) for heading in headings]

    def _in_file(self, row: CodedRow, heading: str) -> str | None:
        cell = row.cells.get(heading)
        if cell is None:
            return None
        told = choice_in(cell, IN_FILE, {})
        if told is None:
            why = choice_problem(cell, IN_FILE, row.place(heading))
            self._keep_aside(row.code, {heading: cell.text}, why)
        return told

    def boxes(self, grids: Sequence[Grid]) -> None:
        """Free text."""
        known = {box.id for box in self.form.boxes}
        for row in coded_rows(grids, (TEXT,), TEXT):
            cell = row.cells.get(TEXT)
            if row.code in known and cell is not None and cell.kind in ("formula", "error"):
                self._keep_aside(row.code, cell.text, number_problem(cell, row.place(TEXT)))
            elif row.code in known and cell is not None:
                self._boxes.setdefault(row.code, clean_text(cell.lines)[:LONGEST_TEXT])

    def _keep_aside(self, code: str, value: Any, found: Problem) -> None:
        self.found.problems.append(found)
        self._aside.append(({"part": code, "written": value}, found))

    def aside(self, facility: str) -> list[tuple[Any, Problem]]:
        """What could not be read, as it was written, under the facility's id."""
        return [({"id": facility, **value}, found) for value, found in self._aside]

    def parts(self) -> Raw:
        """Parts of the sheet in the form of the state file."""
        lines = [{"id": id, "files": told} for id, told in self._files.items() if any(told)]
        return {"figures": list(self._figures.values()), "lines": lines, "boxes": self._boxes}

    def placed(self, found: Problem) -> Problem:
        """A problem of the sheet at the cell of the figure that it names."""
        code = ".".join((found.place.field or "").split(".")[-2:])
        place = self.found.places.get(code)
        return found if place is None else found.model_copy(update={"place": place})


def _texts(row: CodedRow) -> Mapping[str, str]:
    return {heading: cell.text for heading, cell in row.cells.items()}
