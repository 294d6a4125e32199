"""Merging of answers that several bodies gave in several files: the same result in whatever order they come.

An answer drawn from the version held replaces it; equal ones count once; of two different ones to one item from one
body neither counts, and both are held back as `conflict`. Blanks never erase. (DESIGN section 6)
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field, ValidationError

from toolkit.library.model import Frozen, Library, in_order
from toolkit.problem import Place, Problem, problem
from toolkit.record.answer_cells import cells_of, digest_of, laid_upon, raw_response
from toolkit.record.assessment import COORDINATOR, Assessment, Body, Held, LogEntry, Response
from toolkit.record.bodies import with_returned
from toolkit.record.changes import response_changes
from toolkit.record.facility import SheetChange, ToldSheet
from toolkit.record.response_check import take_response

CONFLICT = "conflict"
RETURNED = "returned"
_PART = "responses"
Whose = tuple[str, str]


class Told(Frozen):
    """What one file says to one item for one body: cells, and digests of the versions that it was drawn from.

    `whole` tells a response that stands complete in a state file from a row whose blanks say nothing.
    """

    item: str
    body: str
    cells: Mapping[str, str]
    drawn_from: tuple[str, ...] = ()
    version: int = 0
    whole: bool = False
    place: Place = Place()
    on: date | None = None

    @property
    def whose(self) -> Whose:
        """Item and body."""
        return self.item, self.body


class Return(Frozen):
    """What one file brought: answers, facility sheets, what was held back, the body, its role and date, problems."""

    told: tuple[Told, ...] = ()
    sheets: tuple[ToldSheet, ...] = ()
    held: tuple[Held, ...] = ()
    bodies: tuple[Body, ...] = ()
    by: str = ""
    on: date | None = None
    problems: tuple[Problem, ...] = ()


class Version(Frozen):
    """One of several answers: the response, its digest, where it stands; `held` is what the record says now."""

    response: Response
    digest: str
    place: Place = Place()
    held: bool = False
    on: date | None = None


class AnswerChange(Frozen):
    """An answer that a merge changes or adds: before (None if there was none) and after (None if held back)."""

    item: str
    body: str
    before: Response | None
    after: Response | None
    place: Place = Place()
    on: date | None = None


class AnswerConflict(Frozen):
    """Different answers of one body to one item, of which nobody knows which is meant; `chosen` once a person does."""

    item: str
    body: str
    versions: tuple[Version, ...]
    chosen: str | None = None


class Merged(Frozen):
    """What came of a merge: the assessment, what changes, what contradicts itself, how many said nothing new."""

    assessment: Assessment
    changes: tuple[AnswerChange, ...] = ()
    conflicts: tuple[AnswerConflict, ...] = ()
    sheets: tuple[SheetChange, ...] = ()
    same: int = 0
    problems: tuple[Problem, ...] = Field(default=())


def merge(
    base: Assessment,
    returns: Iterable[Return],
    library: Library,
    on: date,
    chosen: Mapping[Whose, str] | None = None,
) -> Merged:
    """Merge what files brought into an assessment; `chosen` names the digest of the version meant in a conflict."""
    brought = list(returns)
    grouped: dict[Whose, list[Told]] = {}
    for told in (told for found in brought for told in found.told):
        grouped.setdefault(told.whose, []).append(told)
    changes: list[AnswerChange] = []
    conflicts: list[AnswerConflict] = []
    held = [found for found in base.held if found.code != CONFLICT or found.part != _PART]
    record = _Record(base)
    for whose in sorted({*grouped, *record.contested}, key=_sequence):
        change, conflict = _settle(record, whose, grouped.get(whose, []), library, (chosen or {}).get(whose))
        changes += [change] if change is not None else []
        conflicts += [conflict] if conflict is not None else []
    open_ones = [found for found in conflicts if found.chosen is None]
    held = _once([*held, *_in_order([*(h for f in brought for h in f.held), *_held_back(open_ones)])])
    days = [(told.body, found.on or on) for found in brought for told in found.told if not told.whole]
    assessment = base.model_copy(
        update={
            "sendings": with_returned(base.sendings, days, {change.body for change in changes}),
            "responses": _responses(base, changes),
            "bodies": _bodies(base, brought, library),
            "held": tuple(held),
            "log": (*base.log, *_log(base, changes, brought, on)),
        }
    )
    problems = [found for each in brought for found in each.problems]
    problems += [problem(CONFLICT, version.place) for found in open_ones for version in found.versions]
    said = {told.whose for found in brought for told in found.told}
    changed = {(change.item, change.body) for change in changes} | {(found.item, found.body) for found in conflicts}
    return Merged(
        assessment=assessment,
        changes=tuple(changes),
        conflicts=tuple(conflicts),
        same=len(said - changed),
        problems=tuple(sorted(_distinct(problems), key=_place_first)),
    )


def response_key(response: Response) -> Whose:
    """Item and body of a response."""
    return response.item, response.body


def contested_in(assessment: Assessment) -> tuple[Response, ...]:
    """Answers that an assessment holds back because they contradict each other."""
    return tuple(response for response, _ in _contested(assessment))


def _contested(assessment: Assessment) -> list[tuple[Response, Held]]:
    found: list[tuple[Response, Held]] = []
    for held in assessment.held:
        if held.code == CONFLICT and held.part == _PART:
            try:
                found.append((Response.model_validate(held.value), held))
            except ValidationError:
                continue
    return found


def _sequence(whose: Whose) -> tuple[tuple[str, int], str]:
    return in_order(whose[0]), whose[1]


def _settle(
    record: "_Record", whose: Whose, told: Sequence[Told], library: Library, chosen: str | None
) -> tuple[AnswerChange | None, AnswerConflict | None]:
    """What counts for one body and item: the one answer that is left, or the contradiction between several."""
    held = record.held.get(whose)
    earlier = record.earlier(held) if held is not None else frozenset()
    versions, superseded = _versions(record, held, whose, told, library)
    left = {digest: found for digest, found in versions.items() if digest not in superseded | earlier} or versions
    if chosen in versions:
        conflict = AnswerConflict(item=whose[0], body=whose[1], versions=_shown(versions), chosen=chosen)
        return _change(whose, held, versions[chosen]), conflict
    if len(left) > 1:
        conflict = AnswerConflict(item=whose[0], body=whose[1], versions=_shown(left))
        gone = AnswerChange(item=whose[0], body=whose[1], before=held, after=None, on=_first_day(left.values()))
        return (gone if held is not None else None), conflict
    return (_change(whose, held, next(iter(left.values()))) if left else None), None


def _shown(versions: Mapping[str, Version]) -> tuple[Version, ...]:
    return tuple(sorted(versions.values(), key=lambda found: (not found.held, found.digest)))


def _first_day(versions: Iterable[Version]) -> date | None:
    return min((found.on for found in versions if found.on is not None), default=None)


def _versions(
    record: "_Record", held: Response | None, whose: Whose, told: Sequence[Told], library: Library
) -> tuple[dict[str, Version], set[str]]:
    """Different answers by digest, and the digests of those that another one was drawn from."""
    found: dict[str, Version] = {}
    superseded: set[str] = set()
    if held is not None:
        digest = digest_of(cells_of(held))
        found[digest] = Version(response=held, digest=digest, held=True, place=Place(item=whose[0], body=whose[1]))
    for response, entry in record.contested.get(whose, ()):
        digest = digest_of(cells_of(response))
        found.setdefault(digest, Version(response=response, digest=digest, place=Place(**entry.place)))
    unchanged: dict[str, Version] = {}
    for entry_told in sorted(told, key=_told_first):
        version = _version(entry_told, held, library)
        if version is None:
            continue
        if version.digest in entry_told.drawn_from:
            unchanged.setdefault(version.digest, version)
            continue
        superseded |= set(entry_told.drawn_from)
        found[version.digest] = _joined(found.get(version.digest), version)
    return (found or unchanged), superseded - {digest_of({})}


def _told_first(told: Told) -> tuple[str, str]:
    return digest_of(told.cells), _text(told.place.model_dump(exclude_none=True))


def _joined(one: Version | None, other: Version) -> Version:
    """Equal answers count once: the first stands, with the higher version and the earlier day."""
    if one is None:
        return other
    if one.held:
        return one
    version = max(one.response.version, other.response.version)
    day = min((day for day in (one.on, other.on) if day is not None), default=None)
    return one.model_copy(update={"response": one.response.model_copy(update={"version": version}), "on": day})


def _version(told: Told, held: Response | None, library: Library) -> Version | None:
    """The answer that a file gives: blanks of a row keep what the version it was drawn from says."""
    cells = dict(told.cells)
    if held is not None and not told.whole:
        now = cells_of(held)
        whole = laid_upon(cells, now)
        if digest_of(now) in told.drawn_from or digest_of(whole) == digest_of(now):
            cells = whole
    raw = raw_response(told.item, told.body, cells, told.version)
    response, _ = take_response(raw, library)
    if response is None:
        return None
    return Version(response=response, digest=digest_of(cells), place=told.place, on=told.on)


def _change(whose: Whose, held: Response | None, version: Version) -> AnswerChange | None:
    """The change that an answer makes, if it says something else than what is held."""
    if version.held or (held is not None and digest_of(cells_of(held)) == version.digest):
        return None
    number = max(version.response.version, held.version + 1 if held is not None else 1)
    after = version.response.model_copy(update={"version": number})
    return AnswerChange(item=whose[0], body=whose[1], before=held, after=after, place=version.place, on=version.on)


class _Record:
    """An assessment by body and item: answers held, answers held back, and what the log tells of each."""

    def __init__(self, base: Assessment) -> None:
        self.held = {response_key(found): found for found in base.responses if not found.is_empty}
        self.contested: dict[Whose, list[tuple[Response, Held]]] = {}
        for response, entry in _contested(base):
            self.contested.setdefault(response_key(response), []).append((response, entry))
        self._log = entries_by(base.log)

    def earlier(self, held: Response) -> frozenset[str]:
        """Digests of what the record held before, by its log; not of what it holds now."""
        return history(self._log.get(response_key(held), ()), held) - {digest_of(cells_of(held))}


def entries_by(log: Iterable[LogEntry]) -> dict[Whose, list[LogEntry]]:
    """Entries of a log that tell of responses, by item and body."""
    found: dict[Whose, list[LogEntry]] = {}
    for entry in log:
        if entry.item is not None:
            found.setdefault((entry.item, entry.body), []).append(entry)
    return found


def history(entries: Sequence[LogEntry], response: Response) -> frozenset[str]:
    """Digests of a response as it was before each change that entries of its log tell of."""
    told: dict[str, Any] = response.model_dump(mode="json")
    digests = set()
    for entry in reversed(entries):
        if entry.field not in Response.model_fields:
            continue
        told[entry.field] = entry.before
        try:
            digests.add(digest_of(cells_of(Response.model_validate(told))))
        except ValidationError:
            break
    return frozenset(digests)


def _held_back(conflicts: Iterable[AnswerConflict]) -> list[Held]:
    return [
        Held(
            part=_PART,
            value=version.response.model_dump(mode="json", exclude_defaults=True)
            | {"item": found.item, "body": found.body},
            code=CONFLICT,
            place=version.place.model_dump(exclude_none=True),
        )
        for found in conflicts
        for version in found.versions
    ]


def _responses(base: Assessment, changes: Sequence[AnswerChange]) -> tuple[Response, ...]:
    kept = {response_key(response): response for response in base.responses}
    for change in changes:
        if change.after is None:
            kept.pop((change.item, change.body))
        else:
            kept[change.item, change.body] = change.after
    return tuple(sorted(kept.values(), key=lambda response: _sequence(response_key(response))))


def _bodies(base: Assessment, brought: Sequence[Return], library: Library) -> tuple[Body, ...]:
    """Bodies of the record and those that files bring along; a lead function that is mapped already stays so."""
    known = {body.id for body in base.bodies}
    mapped = {lead for body in base.bodies for lead in body.leads}
    new: dict[str, Body] = {}
    for body in sorted((body for found in brought for body in found.bodies), key=lambda body: body.model_dump_json()):
        if body.id not in known and body.id != COORDINATOR:
            leads = tuple(lead for lead in body.leads if lead not in mapped and lead in library.scales.bodies)
            new.setdefault(body.id, body.model_copy(update={"leads": leads}))
    return (*base.bodies, *(new[id] for id in sorted(new)))


def _log(
    base: Assessment, changes: Sequence[AnswerChange], brought: Sequence[Return], on: date
) -> tuple[LogEntry, ...]:
    """What the merge changed, sorted by date, body, item; each change at the date in its file, else at `on`."""
    entries = [entry for change in changes for entry in _change_entries(change, on)]
    known = {(entry.body, _text(entry.after)) for entry in base.log if entry.field == RETURNED}
    for found in brought:
        for body in {told.body for told in found.told}:
            after = {"by": found.by, "on": found.on.isoformat() if found.on else None}
            if (body, _text(after)) not in known:
                known.add((body, _text(after)))
                at = (found.on or on).isoformat()
                entries.append(LogEntry(at=at, body=body, field=RETURNED, before=None, after=after))
    return tuple(sorted(entries, key=_entry_first))


def _change_entries(change: AnswerChange, on: date) -> list[LogEntry]:
    nothing = Response(item=change.item, body=change.body)
    at = (change.on or on).isoformat()
    return [
        LogEntry(at=at, body=change.body, item=change.item, field=entry.field, before=entry.before, after=entry.after)
        for entry in response_changes(change.before or nothing, change.after or nothing)
    ]


def _entry_first(entry: LogEntry) -> tuple[str, str, tuple[str, int], str, str]:
    item = in_order(entry.item) if entry.item else ("", 0)
    return entry.at, entry.body, item, entry.field, _text(entry.after)


def _in_order(held: Iterable[Held]) -> list[Held]:
    return sorted(held, key=lambda found: _text(found.model_dump(mode="json")))


def _once(held: Sequence[Held]) -> list[Held]:
    """What is held back, each once, whatever the name of the file it stood in."""
    kept: dict[str, Held] = {}
    for found in held:
        place = {name: part for name, part in found.place.items() if name != "file"}
        kept.setdefault(_text(found.model_copy(update={"place": place}).model_dump(mode="json")), found)
    return list(kept.values())


def _distinct(problems: Iterable[Problem]) -> list[Problem]:
    return list({_text(found.model_dump(mode="json")): found for found in problems}.values())


def _place_first(found: Problem) -> tuple[str, str, int, str]:
    place = found.place
    return place.file or "", place.sheet or "", place.row or 0, _text(found.model_dump(mode="json"))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
