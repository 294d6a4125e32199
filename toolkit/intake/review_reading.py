"""A review workbook from a file: the changes that experts propose, and what does not fit, each by its cell.

A text counts as touched only if it differs from the key beside it; so a row whose text has changed in the checklist
since then is told from a row that a reviewer overwrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from toolkit.confined import Limits, read_confined
from toolkit.intake.grid import Cell, Grid, address, grid_of
from toolkit.language import Language
from toolkit.library.content_check import NEVER_IN_LEVELS, NEVER_USED, WORDS_PER_LEVEL_TEXT, word_count
from toolkit.library.model import Library
from toolkit.library.review_parts import (
    ABOUT,
    TextChange,
    like_label,
    may_go,
    part_label,
    parts_by_label,
    parts_of,
    step_of,
)
from toolkit.problem import Place, Problem, Severity, problem
from toolkit.record.workbook_fields import REVIEW_FIELDS, review_key

HEADING_ROWS = 20
STAMP = re.compile(r"review/1/([A-Za-z-]+)/([0-9a-f]{64})")
NOT_PRINTED = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class ReviewReading:
    """What came of reading a review workbook: the content it was made from, changes, problems and remarks."""

    content_hash: str | None
    changes: tuple[TextChange, ...]
    problems: list[Problem]


@dataclass(frozen=True)
class Row:
    """One row of a review workbook: its place and the texts of its fields."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: Mapping[int, Cell]

    def text(self, field: str) -> str:
        """Text of a field, on one line and without control characters; empty if there is none."""
        cell = self.cells.get(self.columns.get(field, 0))
        if cell is None or cell.kind == "error":
            return ""
        return " ".join(NOT_PRINTED.sub(" ", cell.text).split())

    def place(self, field: str, item: str | None = None) -> Place:
        """Place of a field in this row."""
        return Place(sheet=self.sheet, cell=address(self.row, self.columns[field]), item=item)

    @property
    def where(self) -> Place:
        """Place of this row."""
        return Place(sheet=self.sheet, row=self.row)

    @property
    def says_something(self) -> bool:
        """True if a reviewer wrote a proposal or a reason."""
        return any(self.columns.get(field, 0) in self.cells for field in ("proposal", "reason"))

    @property
    def is_overwritten(self) -> bool:
        """True if the text is not the one that was written here."""
        key = self.text("key")
        return bool(key) and review_key(self.text("text")) != key


def read_review(
    source: Path | bytes, name: str, library: Library, language: Language, limits: Limits | None = None
) -> tuple[ReviewReading | None, list[Problem]]:
    """Read a review workbook: (what was read, []), or (None, problems) if nothing of it can be read."""
    document, problems = read_confined("workbook", source, name, limits)
    if document is None:
        return None, problems
    grids = [grid_of(sheet) for sheet in document["sheets"]]
    stamp = next((mark for text in _texts(grids) if (mark := STAMP.search(text))), None)
    if stamp is not None and stamp[1] != language.code:
        return None, [problem("review_other_language", Place(file=name), written=stamp[1], language=language.code)]
    tables = [(grid, *head) for grid in grids if (head := _headings(grid, language)) is not None]
    if not tables:
        needed = ", ".join(language.say(f"review.column.{field.code}") for field in REVIEW_FIELDS if field.required)
        return None, [problem("review_without_table", Place(file=name), columns=needed)]
    rows = [
        Row(grid.name, row, columns, grid.rows[row])
        for grid, head, columns in tables
        for row in sorted(grid.rows)
        if row > head
    ]
    changes, found = read_rows(rows, library, language)
    content_hash = stamp[2] if stamp else None
    found = [*_about_stamp(content_hash, library), *found]
    named = [entry.model_copy(update={"place": entry.place.model_copy(update={"file": name})}) for entry in found]
    return ReviewReading(content_hash, changes, [*problems, *named]), []


def _texts(grids: Iterable[Grid]) -> Iterator[str]:
    return (cell.text for grid in grids for cells in grid.rows.values() for cell in cells.values())


def _about_stamp(content_hash: str | None, library: Library) -> list[Problem]:
    if content_hash is None:
        return [problem("review_stamp_missing")]
    return [] if content_hash == library.content_hash else [problem("review_other_content")]


def _headings(grid: Grid, language: Language) -> tuple[int, dict[str, int]] | None:
    """Row of the headings and column of each field; columns may stand anywhere."""
    names = {like_label(language.say(f"review.column.{field.code}")): field.code for field in REVIEW_FIELDS}
    needed = {field.code for field in REVIEW_FIELDS if field.required}
    for row in sorted(grid.rows)[:HEADING_ROWS]:
        found = {
            names[like_label(cell.text)]: column
            for column, cell in grid.rows[row].items()
            if like_label(cell.text) in names
        }
        if needed <= set(found):
            return row, found
    return None


def read_rows(
    rows: Sequence[Row], library: Library, language: Language
) -> tuple[tuple[TextChange, ...], list[Problem]]:
    """Changes that rows propose, and problems of those that are held back."""
    labels = parts_by_label(language)
    changes: list[tuple[Row, TextChange]] = []
    problems: list[Problem] = []
    for row in rows:
        if not (row.text("code") or row.text("part") or row.says_something):
            continue
        problems += _without_value(row)
        change, found = _read_row(row, library, language, labels)
        if change is not None and not any(entry.severity is Severity.ERROR for entry in found):
            found += list(_wrong_with(change, row, library))
            if not any(entry.severity is Severity.ERROR for entry in found):
                changes.append((row, change))
        problems += found
    alone, contradicting = _one_each(changes)
    kept, missing = _in_sequence(alone, library, language)
    return tuple(kept), [*problems, *contradicting, *missing]


def _read_row(
    row: Row, library: Library, language: Language, labels: Mapping[str, str]
) -> tuple[TextChange | None, list[Problem]]:
    """The change that a row proposes, if any; whether its text may stand is looked at elsewhere."""
    code = row.text("code").upper()
    parts = parts_of(library, code)
    if not parts:
        nearest = _nearest(code, [*library.dimensions, *library.items])
        return None, [problem("review_code_unknown", row.place("code"), written=row.text("code"), nearest=nearest)]
    part = labels.get(like_label(row.text("part")))
    if part is None or (part not in parts and not _may_come(part, code, library)):
        known = {like_label(part_label(name, language)): part_label(name, language) for name in (*parts, ABOUT)}
        nearest = known.get(_nearest(like_label(row.text("part")), known), "")
        return None, [problem("review_part_unknown", row.place("part", code), part=row.text("part"), nearest=nearest)]
    if part == ABOUT:
        return None, [_said(row, code, field) for field in ("proposal", "reason") if row.text(field)]
    return _proposed(row, code, part, parts.get(part), language)


def _proposed(
    row: Row, code: str, part: str, held: str | None, language: Language
) -> tuple[TextChange | None, list[Problem]]:
    proposal, problems = row.text("proposal"), list[Problem]()
    if not proposal and row.is_overwritten and row.text("text"):
        proposal = row.text("text")
        problems.append(problem("review_text_overwritten", row.place("text", code)))
    takes_out = like_label(proposal) == like_label(language.say("review.take_out"))
    if not proposal or (held is not None and proposal == " ".join(held.split())) or (takes_out and held is None):
        return None, [_said(row, code, "reason")] if row.text("reason") else []
    if _changed_since(row, held):
        return None, [problem("review_text_changed_since", row.place("text", code))]
    if row.text("proposal") and row.is_overwritten and row.text("text"):
        problems.append(_said(row, code, "text"))
    if takes_out and not may_go(part):
        return None, [problem("review_cannot_be_taken_out", row.place("proposal", code))]
    after, reason = (None if takes_out else proposal), row.text("reason") or None
    return TextChange(item=code, part=part, before=held, after=after, reason=reason, place=row.where), problems


def _changed_since(row: Row, held: str | None) -> bool:
    """True if the checklist no longer holds the text that this row was written from."""
    key = row.text("key")
    if key:
        return held is None or review_key(held) != key
    return row.text("text") != " ".join((held or "").split())


def _without_value(row: Row) -> Iterator[Problem]:
    """Cells in which a program read a reviewer's text as a formula, so that there is none."""
    for field in ("proposal", "reason"):
        cell = row.cells.get(row.columns.get(field, 0))
        if cell is not None and cell.kind in ("formula", "error"):
            code = "value_is_an_error" if cell.kind == "error" else "value_not_calculated"
            yield problem(code, row.place(field), text=str(cell.value or ""))


def _said(row: Row, code: str, field: str) -> Problem:
    return problem("review_for_a_person", row.place(field, code), said=row.text(field))


def _may_come(part: str, code: str, library: Library) -> bool:
    """True for a part that may be added: a further entry, a hint, a next step, a reason that is not there yet."""
    if code in library.dimensions:
        return False
    if part.startswith("levels."):
        return False
    return part == ABOUT or may_go(part) or step_of(part) is not None or part in ("why", "denominator")


def _nearest(written: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(written, list(known), n=1, cutoff=0.0)), "")


def _wrong_with(change: TextChange, row: Row, library: Library) -> Iterator[Problem]:
    """What speaks against a text: its length, a word never used, a code nobody knows."""
    text, place = change.after, row.place("proposal" if row.text("proposal") else "text", change.item)
    if text is None:
        return
    in_levels = change.part.startswith("levels.")
    if in_levels and word_count(text) > WORDS_PER_LEVEL_TEXT:
        yield problem("content_text_too_long", place, words=word_count(text), limit=WORDS_PER_LEVEL_TEXT)
    for word in [*NEVER_USED.findall(text), *(NEVER_IN_LEVELS.findall(text) if in_levels else [])]:
        yield problem("content_word_never_used", place, word=word)
    step = step_of(change.part)
    codes: Mapping[str, Iterable[str]] = {"lead": library.scales.bodies, "kind": library.scales.measure_kinds}
    known = codes.get(step[2], ()) if step is not None else ()
    if known and text not in known:
        yield problem("review_value_unknown", place, value=text, known=", ".join(known))


def _one_each(changes: Sequence[tuple[Row, TextChange]]) -> tuple[list[tuple[Row, TextChange]], list[Problem]]:
    """Changes of which no two contradict each other; equal ones count once."""
    by_part: dict[tuple[str, str], list[tuple[Row, TextChange]]] = {}
    for row, change in changes:
        by_part.setdefault((change.item, change.part), []).append((row, change))
    kept: list[tuple[Row, TextChange]] = []
    problems: list[Problem] = []
    for own in by_part.values():
        if len({change.after for _, change in own}) == 1:
            kept.append(own[0])
            continue
        for number, (row, change) in enumerate(own):
            other = own[1 if number == 0 else 0][0]
            place = row.place("proposal", change.item)
            problems.append(problem("review_two_proposals", place, row=other.row, sheet=other.sheet))
    return kept, problems


def _in_sequence(
    changes: Sequence[tuple[Row, TextChange]], library: Library, language: Language
) -> tuple[list[TextChange], list[Problem]]:
    """Changes without entries that would leave a number out."""
    known = {id: set(parts_of(library, id)) for id in {change.item for _, change in changes}}
    kept: list[TextChange] = []
    problems: list[Problem] = []
    for row, change in sorted(changes, key=lambda pair: pair[1].part):
        before = _entry_before(change.part)
        own = known[change.item]
        if change.before is None and before is not None and not any(part.startswith(before) for part in own):
            label = part_label(change.part, language)
            problems.append(problem("review_part_not_next", row.place("part", change.item), part=label))
            continue
        own.add(change.part)
        kept.append(change)
    return sorted(kept, key=lambda change: (change.place.sheet or "", change.place.row or 0)), problems


def _entry_before(part: str) -> str | None:
    """Start of the parts that must be there before an entry is added; None for the first, and for other parts."""
    step = step_of(part)
    if step is not None:
        letter = part[len("next_steps.") + 1]
        return f"next_steps.{step[0]}{chr(ord(letter) - 1)}." if step[1] else None
    name, _, number = part.partition(".")
    return f"{name}.{int(number) - 1}" if number.isdigit() and int(number) > 1 else None
