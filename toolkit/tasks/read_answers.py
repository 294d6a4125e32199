"""Take in what bodies returned: questionnaires, other forms, state files; merge them, and say what came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.confined import read_confined
from toolkit.intake.answers import grids_of, read_questionnaire
from toolkit.intake.answers_table import stamps_in
from toolkit.intake.facility_reading import looks_like_a_facility_sheet, read_facility
from toolkit.intake.grid import Grid
from toolkit.library.lens import DEFAULT_LENS
from toolkit.library.model import Library, in_order
from toolkit.method.agreement import counted
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_cells import cells_of
from toolkit.record.answer_stamp import FACILITY, QUESTIONNAIRE, Stamp
from toolkit.record.assessment import COORDINATOR, Assessment, Kind, Profile
from toolkit.record.facility import ToldSheet
from toolkit.record.merge import (
    CONFLICT,
    Merged,
    Return,
    Told,
    Whose,
    contested_in,
    entries_by,
    history,
    merge,
    response_key,
)
from toolkit.record.plan import like_text
from toolkit.tasks.facility_merge import with_sheets
from toolkit.tasks.left_out import left_out
from toolkit.tasks.state import import_state

FormReader = Callable[[Sequence[Grid], str, Library], tuple[Return, Stamp | None]]
# Forms by the word with which their stamp begins; a workbook without a stamp is read as what it looks like.
FORMS: Mapping[str, FormReader] = {QUESTIONNAIRE: read_questionnaire, FACILITY: read_facility}
NOTHING_THERE = frozenset({"answers_without_table", "facility_without_table"})


@dataclass(frozen=True)
class FileRead:
    """One file as it was read: what it brought, its stamp, or the assessment it holds; `readable` if anything was."""

    name: str
    brought: Return
    stamp: Stamp | None = None
    assessment: Assessment | None = None
    readable: bool = True


def read_file(source: Path | bytes, name: str, library: Library) -> FileRead:
    """Read one file: a state file by its text, anything else as a workbook."""
    if _is_state_file(source):
        assessment, problems = import_state(source, name, library)
        named = tuple(_in_file(found, name) for found in problems if found.code != CONFLICT)
        if assessment is None:
            return FileRead(name, Return(problems=named), readable=False)
        held = tuple(found for found in assessment.held if found.code != CONFLICT)
        sheets = tuple(ToldSheet(sheet=sheet, place=Place(file=name)) for sheet in assessment.facilities)
        told = _told_in(assessment, name)
        brought = Return(told=told, sheets=sheets, held=held, bodies=assessment.bodies, problems=named)
        return FileRead(name, brought, assessment=assessment)
    document, problems = read_confined("workbook", source, name)
    if document is None:
        return FileRead(name, Return(problems=tuple(problems)), readable=False)
    grids = grids_of(document, name)
    forms = {stamp.form for stamp in stamps_in(grids)} or {_form_of(grids)}
    form = next(iter(sorted(forms & set(FORMS))), None)
    if form is None:
        unknown = problem("answers_form_unknown", Place(file=name), form=sorted(forms)[0], known=", ".join(FORMS))
        return FileRead(name, Return(problems=(*problems, unknown)), readable=False)
    brought, stamp = FORMS[form](grids, name, library)
    brought = brought.model_copy(update={"problems": (*problems, *brought.problems)})
    said = brought.told or brought.sheets or brought.held
    nothing = not said and any(found.code in NOTHING_THERE for found in brought.problems)
    return FileRead(name, brought, stamp=stamp, readable=not nothing)


def _form_of(grids: Sequence[Grid]) -> str:
    """What a workbook without a stamp is read as."""
    return FACILITY if looks_like_a_facility_sheet(grids) else QUESTIONNAIRE


def _is_state_file(source: Path | bytes) -> bool:
    if isinstance(source, Path):
        if not source.is_file():
            return False
        with source.open("rb") as file:
            source = file.read(64)
    return source.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _in_file(found: Problem, name: str) -> Problem:
    place = found.place.model_copy(update={"file": found.place.file or name})
    return found.model_copy(update={"place": place})


def _told_in(assessment: Assessment, name: str) -> tuple[Told, ...]:
    """Answers of a state file, each with the versions before it that its log tells of."""
    log = entries_by(assessment.log)
    return tuple(
        Told(
            item=response.item,
            body=response.body,
            cells=cells_of(response),
            drawn_from=tuple(sorted(history(log.get(response_key(response), ()), response))),
            version=response.version,
            whole=True,
            place=Place(file=name, item=response.item, body=response.body if response.body != COORDINATOR else None),
        )
        for response in (*assessment.responses, *contested_in(assessment))
        if not response.is_empty
    )


def base_of(files: Sequence[FileRead]) -> Assessment:
    """The record that answers are laid upon: the first state file, else a new one as the stamps say."""
    first = next((found.assessment for found in files if found.assessment is not None), None)
    if first is not None:
        return first
    stamps = [found.stamp for found in files if found.stamp is not None]
    state, assessment = (_one([getattr(stamp, name) for stamp in stamps]) for name in ("state", "assessment"))
    content = _one([stamp.content for stamp in stamps])
    days = [stamp.as_of.isoformat() if stamp.as_of else "" for stamp in stamps]
    return Assessment(
        id=assessment,
        lens=_commonest([stamp.lens for stamp in stamps]) or DEFAULT_LENS,
        depth="rapid" if stamps and all(stamp.depth == "rapid" for stamp in stamps) else "full",
        as_of=date.fromisoformat(day) if (day := _one(days)) else None,
        content_hash=content or None,
        profile=Profile(state=state),
    )


def _one(values: Iterable[str]) -> str:
    """The one value that all have; empty if they differ."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def _commonest(values: Sequence[str]) -> str:
    return min(values, key=lambda value: (-values.count(value), value), default="")


def merge_files(
    base: Assessment,
    files: Iterable[FileRead],
    library: Library,
    on: date,
    chosen: Mapping[Whose, str] | None = None,
) -> Merged:
    """Merge files into a record; those made for another State are named and left out, the record itself counts once."""
    read = list(files)
    several = len({like_text(found.stamp.state) for found in read if found.stamp and found.stamp.state}) > 1
    returns = [_fitting(found, base, several) for found in read if found.assessment != base]
    returns += [Return(problems=found.brought.problems) for found in read if found.assessment is base]
    sheets = [told for found in returns for told in found.sheets]
    return with_sheets(base, merge(base, returns, library, on, chosen), sheets, library, on)


def _fitting(found: FileRead, base: Assessment, several: bool) -> Return:
    """What a file brings to this record, with what its stamp tells about it."""
    stamp, brought, place = found.stamp, found.brought, Place(file=found.name)
    state = found.assessment.profile.state if found.assessment is not None else stamp.state if stamp else ""
    ours = base.profile.state
    if state and ours and like_text(state) != like_text(ours):
        other = problem("answers_other_state", place, state=state, ours=ours)
        return Return(problems=(*brought.problems, other))
    if state and not ours and several:
        return Return(problems=(*brought.problems, problem("answers_several_states", place, state=state)))
    if found.assessment is not None:
        left = left_out(found.assessment, base, found.name)
        return brought.model_copy(update={"problems": (*brought.problems, *left)})
    if stamp is not None and stamp.assessment and base.id and stamp.assessment != base.id:
        remark = problem("answers_other_assessment", place)
        return brought.model_copy(update={"problems": (*brought.problems, remark)})
    return brought


def items_as_json(assessment: Assessment, library: Library) -> list[dict[str, Any]]:
    """Items that somebody answered: bodies, the level of each, and how far they agree."""
    answered = sorted({found.item for found in assessment.responses if not found.is_empty}, key=in_order)
    return [_item(item, assessment, library) for item in answered]


def _item(item: str, assessment: Assessment, library: Library) -> dict[str, Any]:
    responses = [found for found in assessment.responses_to(item) if not found.is_empty]
    found = counted(library.items[item], assessment)
    return {
        "item": item,
        "bodies": [response.body for response in responses],
        "levels": {response.body: response.level for response in responses},
        "kinds": {response.body: response.kind.value for response in responses if response.kind is not Kind.NOTHING},
        "level": found.level,
        "lowest": found.lowest,
        "highest": found.highest,
        "agreement": found.agreement.value,
        "agreed": found.agreed,
    }
