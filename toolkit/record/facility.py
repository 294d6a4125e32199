"""Facility sheets as they were told: the facts of one prison on one day, and which sheet of a facility counts.

A figure carries how it is known; one that is not known is null, never 0. Figures that cannot be true together are held
back, for nobody knows which is meant. A newer sheet of a facility replaces the older one; equal ones count once.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import Field, ValidationError

from toolkit.library.facility import FacilityForm
from toolkit.library.model import Frozen, Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.facility_fields import FIGURE, KNOWN

Known = Literal["counted", "register", "estimate", "not_known"]
InFile = Literal["yes", "no", "none"]
KNOWN_AS: tuple[str, ...] = get_args(Known)
IN_FILE: tuple[str, ...] = get_args(InFile)
PART, DIFFER = "facilities", "facility_sheets_differ"
LONGEST_SHOWN, LONGEST_ID = 60, 30


class FacilityFigure(Frozen):
    """One number, and how it is known."""

    id: str
    value: Annotated[int, Field(strict=True, ge=0)] | None = None
    known: Known | None = None


class FilesTold(Frozen):
    """What the files of the sample say on one line: yes, no, none (does not apply), or nothing."""

    id: str
    files: tuple[InFile | None, ...]


class FacilitySheet(Frozen):
    """The facts of one facility on one day; `id` is its name as names are compared. Functions, never personal names."""

    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    as_of: date | None = None
    figures: tuple[FacilityFigure, ...] = ()
    lines: tuple[FilesTold, ...] = ()
    boxes: Mapping[str, str] = Field(default_factory=dict)
    done_by: str = ""
    done_on: date | None = None
    cleared_by: str = ""
    cleared_on: date | None = None

    def value(self, figure: str) -> int | None:
        """Number told for a figure, or None."""
        return next((found.value for found in self.figures if found.id == figure), None)

    def known(self, figure: str) -> Known | None:
        """How a figure is known, or None."""
        return next((found.known for found in self.figures if found.id == figure), None)

    def files(self, line: str) -> tuple[InFile | None, ...]:
        """What the files say on a line."""
        return next((found.files for found in self.lines if found.id == line), ())

    @property
    def days(self) -> tuple[date, date, date]:
        """By which a sheet is newer than another: day of its figures, day it was filled in, day it was cleared."""
        first = date.min
        return self.as_of or first, self.done_on or first, self.cleared_on or first


class ToldSheet(Frozen):
    """A sheet as one file brought it, where it stands, and the body whose facility it is."""

    sheet: FacilitySheet
    place: Place = Place()
    body: str = ""


class SheetChange(Frozen):
    """A facility whose sheet a merge adds or replaces: before (None if there was none) and after."""

    before: FacilitySheet | None
    after: FacilitySheet
    body: str = ""


class HeldSheet(NamedTuple):
    """A sheet that contradicts another one of the same days."""

    sheet: FacilitySheet
    place: Place


class Laid(NamedTuple):
    """What came of laying sheets upon those held."""

    sheets: tuple[FacilitySheet, ...]
    changes: tuple[SheetChange, ...]
    held: tuple[HeldSheet, ...]
    same: int
    problems: tuple[Problem, ...]


Refused = tuple[Any, Problem]


def take_sheet(raw: Any, library: Library) -> tuple[FacilitySheet | None, list[Refused]]:
    """Turn what was given into a sheet, with each part that cannot be taken and the problem that says why."""
    form = library.facility
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        return None, [(raw, problem("state_value_wrong", Place(field=PART)))]
    parts = {name: raw.get(name, []) for name in ("figures", "lines")}
    if not all(isinstance(entries, list | tuple) for entries in parts.values()):
        return None, [(raw, problem("state_value_wrong", _place(raw, "")))]
    figures, refused = _entries(raw, parts["figures"], FacilityFigure, [found.id for found in form.figures])
    lines, more = _entries(raw, parts["lines"], FilesTold, [found.id for found in form.lines])
    refused += more
    figures, more = _consistent(raw, figures, form)
    try:
        sheet = FacilitySheet.model_validate({**raw, "figures": figures, "lines": lines})
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        return None, [(raw, problem("state_value_wrong", _place(raw, field)))]
    return sheet, [*refused, *more]


def _place(raw: Mapping[str, Any], field: str) -> Place:
    name = ".".join(part for part in (PART, str(raw["id"])[:LONGEST_ID], field) if part)
    return Place(field=name)


def _entries(raw: Mapping[str, Any], entries: Iterable[Any], model: Any, known: Sequence[str]) -> tuple[list[Any], Any]:
    """Entries that fit, each once and in the order of the form, and those that do not."""
    taken: dict[str, Any] = {}
    refused: list[Refused] = []
    for entry in entries:
        found = _one(entry, model)
        if found is None or found.id not in known or found.id in taken:
            id = str(entry.get("id") if isinstance(entry, Mapping) else entry)[:LONGEST_SHOWN]
            refused.append((_alone(raw, entry), problem("facility_part_wrong", _place(raw, ""), id=id)))
        else:
            taken[found.id] = found
    return [taken[id] for id in known if id in taken], refused


def _one(entry: Any, model: Any) -> Any:
    try:
        return model.model_validate(entry)
    except ValidationError:
        return None


def _alone(raw: Mapping[str, Any], *entries: Any) -> dict[str, Any]:
    """Parts that are held back, under the id of their facility."""
    plain = [entry.model_dump(mode="json") if isinstance(entry, FacilityFigure) else entry for entry in entries]
    return {"id": raw["id"], "parts": plain}


def _consistent(
    raw: Mapping[str, Any], figures: Sequence[FacilityFigure], form: FacilityForm
) -> tuple[list[FacilityFigure], list[Refused]]:
    """Figures that can be true together; the others are held back, each group with the sum that cannot be."""
    told = {found.id: found for found in figures}
    refused: list[Refused] = []
    out: set[str] = set()
    for found in figures:
        if found.value is not None and found.known == "not_known":
            out.add(found.id)
            why = problem("facility_known_contradicts", _place(raw, f"{found.id}.{KNOWN}"), number=found.value)
            refused.append((_alone(raw, found), why))
    for check in form.checks:
        parts = [told[part] for part in check.parts if part in told and told[part].value is not None]
        whole = told.get(check.whole)
        total = sum(part.value or 0 for part in parts)
        if whole is None or whole.value is None or total <= whole.value:
            continue
        out |= {whole.id, *(part.id for part in parts)}
        names = " + ".join(form.figure(part.id).label for part in parts)
        place = _place(raw, f"{parts[-1].id}.{FIGURE}")
        of, number = form.figure(whole.id).label, whole.value
        why = problem("facility_figures_do_not_fit", place, parts=names, sum=total, whole=of, number=number)
        refused.append((_alone(raw, *parts, whole), why))
    return [found for found in figures if found.id not in out], refused


def lay_sheets(base: Iterable[FacilitySheet], told: Iterable[ToldSheet], open_ones: Iterable[HeldSheet]) -> Laid:
    """Lay sheets upon those held: of each facility the newest counts; of two newest that differ neither is new.

    `open_ones` are sheets that were held back earlier because they differ. The order of sheets does not matter.
    """
    held_now = {sheet.id: sheet for sheet in base}
    brought = list(told)
    candidates: dict[str, list[ToldSheet]] = {}
    for entry in (*(ToldSheet(sheet=found.sheet, place=found.place) for found in open_ones), *brought):
        candidates.setdefault(entry.sheet.id, []).append(entry)
    results = [_settle(held_now.get(id), sorted(candidates[id], key=_text)) for id in sorted(candidates)]
    changes = [change for change, _ in results if change is not None]
    after = {**held_now, **{change.after.id: change.after for change in changes}}
    held = _each_once(found for _, differing in results for found in differing)
    differ = [problem(DIFFER, found.place, facility=found.sheet.name) for found in held]
    counting = {_text(sheet) for sheet in after.values()} | {_text(found.sheet) for found in held}
    older = [
        problem("facility_sheet_older", entry.place, facility=entry.sheet.name)
        for entry in brought
        if _text(entry.sheet) not in counting
    ]
    same = sum(_text(entry.sheet) == _text(held_now.get(entry.sheet.id)) for entry in brought)
    sheets = tuple(after[id] for id in sorted(after))
    return Laid(sheets, tuple(changes), tuple(held), same, (*differ, *older))


def _settle(held: FacilitySheet | None, told: Sequence[ToldSheet]) -> tuple[SheetChange | None, list[HeldSheet]]:
    """The sheet of a facility that counts from now on, if it is a new one, and those that nobody can decide on."""
    newest = max([entry.sheet.days for entry in told] + ([held.days] if held is not None else []))
    at_top = {_text(entry.sheet): entry for entry in told if entry.sheet.days == newest}
    if held is not None and held.days == newest:
        at_top.pop(_text(held), None)
        return None, [HeldSheet(entry.sheet, entry.place) for entry in at_top.values()]
    if len(at_top) > 1:
        return None, [HeldSheet(entry.sheet, entry.place) for entry in at_top.values()]
    entry = next(iter(at_top.values()))
    return SheetChange(before=held, after=entry.sheet, body=entry.body), []


def _each_once(found: Iterable[HeldSheet]) -> list[HeldSheet]:
    return list({_text(entry.sheet): entry for entry in found}.values())


def _text(value: Any) -> str:
    """What is told, as one text: the same for the same sheet, whatever file it stood in."""
    if isinstance(value, ToldSheet):
        return _text(value.sheet) + _text(value.place.model_dump())
    told = value.model_dump(mode="json") if isinstance(value, FacilitySheet) else value
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
