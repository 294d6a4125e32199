"""The form of one response: what it was drawn from, what it says now, and how it is saved.

Every change saves itself and names the version the form was drawn from. What could not be saved (unfinished, refused,
in conflict, disk full) stays pending in the session, is shown again, and is never replaced without being asked.
"""

from dataclasses import dataclass
from typing import Any, Literal

from toolkit.problem import Problem
from toolkit.record.assessment import Kind, Response
from toolkit.record.changes import same_content
from toolkit.record.response_check import take_response
from toolkit.record.store import AssessmentGone, Conflict, NotSaved, Saved, StillCleared
from toolkit.tasks.progress import is_answered
from toolkit.ui import session

Raw = dict[str, Any]
# Parts of a response that are small records of their own, with the widgets that hold their fields.
GROUPS: dict[str, tuple[str, ...]] = {
    "practice": ("what", "result", "since", "source"),
    "difficulty": ("kind", "line"),
    "help": ("kind", "asked_from"),
}
EVIDENCE = ("kind", "title", "date", "reference")
# Fields that are null when empty; the others are an empty text.
EMPTY_IS_NONE = frozenset({"evidence.date", "evidence.reference", "difficulty.kind"})
PLAIN = ("comment", "publish", "review")
REFUSED_UNTIL_COMPLETE = frozenset({"response_reason_unknown", "response_note_missing"})


@dataclass(frozen=True)
class Outcome:
    """How the last save of a form ended."""

    kind: Literal["saved", "unfinished", "refused", "failed", "cleared"]
    at: str = ""
    problem: Problem | None = None


def ready(id: str, item: str) -> Raw:
    """Make a form ready to be drawn, and return what its widgets show at first."""
    record = _in_record(id, item)
    base: Response | None = session.value("drawn", item)
    if base is None or not session.is_drawn("choice", item):
        session.put("drawn", item, record if pending(item) is None or base is None else base)
        session.put("fresh", item, True)
    elif record.version != base.version and conflict(item) is None:
        _others_went_on(item, base, record)
    return pending(item) or _raw(drawn(item))


def _in_record(id: str, item: str) -> Response:
    return session.store().response(id, item, session.body()) or Response(item=item, body=session.body())


def _others_went_on(item: str, base: Response, record: Response) -> None:
    """Somebody else changed the response: show theirs if nothing here is unsaved, else show both."""
    mine = _response(told(item))
    if pending(item) is None and mine is not None and same_content(mine, base):
        show(item, record)
    else:
        _hold(item, told(item), Conflict(record, mine or base, record.version, "", ()))


def compare(item: str) -> None:
    """After the first drawing: a tab that outlived its server sends what it had; if that is not the record, ask."""
    if not session.forget("fresh", item) or pending(item) is not None:
        return
    base, raw = drawn(item), told(item)
    mine = _response(raw)
    if mine is None or not same_content(mine, base):
        _hold(item, raw, Conflict(base, mine or base, base.version, "", ()))


def drawn(item: str) -> Response:
    """The response, as recorded, that the form was drawn from."""
    found: Response = session.value("drawn", item)
    return found


def pending(item: str) -> Raw | None:
    """What the form said when it could not be saved; None if everything is saved."""
    found: Raw | None = session.value("pending", item)
    return found


def conflict(item: str) -> Conflict[Response] | None:
    """Both sides of a conflict that waits for a decision."""
    found: Conflict[Response] | None = session.value("conflict", item)
    return found


def outcome(item: str) -> Outcome | None:
    """How the last save of this form in this session ended."""
    found: Outcome | None = session.value("outcome", item)
    return found


def told(item: str) -> Raw:
    """What the form says now: what it was drawn from, with what its widgets hold put in."""
    raw = dict(pending(item) or _raw(drawn(item)))
    if session.is_drawn("choice", item):
        raw.update(_answer(item, raw))
    for field in PLAIN:
        if session.is_drawn(field, item):
            raw[field] = session.value(field, item) or type(raw[field])()
    for group, fields in GROUPS.items():
        if session.is_drawn(f"{group}_{fields[0]}", item):
            values = {field: session.value(f"{group}_{field}", item) for field in fields}
            raw[group] = _filled(group, values, raw[group])
    raw["evidence"] = [_evidence(item, row, entry) for row, entry in enumerate(raw["evidence"])]
    return raw


def _raw(response: Response) -> Raw:
    return response.model_dump(mode="json")


def _response(raw: Raw) -> Response | None:
    return take_response(raw, session.library())[0]


def _answer(item: str, raw: Raw) -> Raw:
    """The one kind of answer chosen; all others empty."""
    choice = session.value("choice", item)
    answer: Raw = dict.fromkeys(kind.value for kind in Kind if kind is not Kind.NOTHING)
    if choice is None:
        return answer
    if choice == Kind.NOT_APPLICABLE:
        answer[choice] = _not_applicable(item, raw.get(choice) or {})
    elif choice in {Kind.NOT_KNOWN, Kind.NOT_OURS}:
        answer[choice] = session.value(choice, item) if session.is_drawn(choice, item) else (raw.get(choice) or "")
    elif choice.isdigit():
        answer["level"] = int(choice)
    else:
        answer["answer"] = choice
    return answer


def _not_applicable(item: str, before: Raw) -> Raw:
    allowed = session.library().items[item].not_applicable
    only = allowed[0] if len(allowed) == 1 else None
    reason = session.value("na_reason", item) if session.is_drawn("na_reason", item) else before.get("reason", only)
    note = session.value("na_note", item) if session.is_drawn("na_note", item) else before.get("note", "")
    return {"reason": reason, "note": note}


def _filled(part: str, values: Raw, before: Raw | None) -> Raw | None:
    """Fields of a small record, or None; what was empty and is left empty stays empty in the way it was."""
    old = before or {}
    if not any(values.values()) and not any(old.values()):
        return before
    if part in GROUPS and not any(values.values()):
        return None
    return {field: value or _nothing(part, field, old) for field, value in values.items()}


def _nothing(part: str, field: str, old: Raw) -> str | None:
    if field in old and not old[field]:
        return None if old[field] is None else ""
    return None if f"{part}.{field}" in EMPTY_IS_NONE else ""


def row_id(item: str, row: int) -> str:
    """Id of the widgets of one line of evidence; a removed line gives all lines new ids."""
    return f"{item}:{session.value('rows', item) or 0}:{row}"


def _evidence(item: str, row: int, entry: Raw) -> Raw:
    if not session.is_drawn("evidence_kind", row_id(item, row)):
        return entry
    values = {field: session.value(f"evidence_{field}", row_id(item, row)) for field in EVIDENCE}
    return _filled("evidence", values, entry) or entry


def choice_of(raw: Raw) -> str | None:
    """Option of the scale that a response has chosen."""
    if raw["level"] is not None:
        return str(raw["level"])
    if raw["answer"] is not None:
        return str(raw["answer"])
    return next((kind for kind in ("not_applicable", "not_known", "not_ours") if raw[kind] is not None), None)


def save(item: str) -> None:
    """Save what the form says; called whenever one of its fields changed."""
    raw = told(item)
    if conflict(item) is not None:
        session.put("pending", item, raw)
        return
    _save(item, raw, drawn(item).version)


def _save(item: str, raw: Raw, drawn_from: int) -> None:
    response, problem = take_response(raw, session.library())
    if response is None:
        kind: Literal["unfinished", "refused"] = (
            "unfinished" if problem and problem.code in REFUSED_UNTIL_COMPLETE else "refused"
        )
        _keep_pending(item, raw, Outcome(kind, problem=problem))
        return
    try:
        found = session.store().save_response(session.assessment_id() or "", response, drawn_from)
    except StillCleared:
        _keep_pending(item, raw, Outcome("cleared"))
        return
    except (NotSaved, AssessmentGone):
        _keep_pending(item, raw, Outcome("failed"))
        return
    if isinstance(found, Saved):
        _saved(item, found)
    else:
        _hold(item, raw, found)


def _saved(item: str, found: Saved[Response]) -> None:
    session.put("drawn", item, found.content)
    session.put("outcome", item, Outcome("saved", found.at))
    session.forget("pending", item)
    session.forget("conflict", item)
    _count(item, found.content)


def _count(item: str, response: Response) -> None:
    answered: set[str] = session.value("answered", "items") or set()
    session.put("answered", "items", answered | {item} if is_answered(response) else answered - {item})


def _keep_pending(item: str, raw: Raw, found: Outcome) -> None:
    session.put("pending", item, raw)
    session.put("outcome", item, found)


def _hold(item: str, raw: Raw, found: Conflict[Response]) -> None:
    session.put("pending", item, raw)
    session.put("conflict", item, found)
    session.forget("outcome", item)


def keep_mine(item: str) -> None:
    """Settle a conflict: save what the form says over what the record held when both were shown."""
    found = conflict(item)
    raw = told(item)
    session.forget("conflict", item)
    if found is not None:
        _save(item, raw, found.version)


def save_pending() -> None:
    """Save again what could not be saved because its part was cleared."""
    for item in list(session.ids_of("outcome")):
        if _waits(item):
            _save(item, told(item), drawn(item).version)


def drop_pending(id: str) -> None:
    """Show the record again where a change was not saved because its part is cleared."""
    for item in list(session.ids_of("outcome")):
        if _waits(item):
            show(item, _in_record(id, item))


def waiting() -> list[str]:
    """Items whose change waits for their part to be reopened."""
    return [item for item in session.ids_of("outcome") if _waits(item)]


def _waits(item: str) -> bool:
    found = outcome(item)
    return item in session.library().items and found is not None and found.kind == "cleared"


def take_theirs(item: str) -> None:
    """Settle a conflict: show what the record holds."""
    found = conflict(item)
    session.forget("conflict", item)
    if found is not None:
        show(item, found.theirs or Response(item=item, body=session.body()))


def show(item: str, response: Response) -> None:
    """Put a recorded response into the widgets of the form."""
    for kept in ("pending", "outcome"):
        session.forget(kept, item)
    session.put("drawn", item, response)
    _count(item, response)
    raw = _raw(response)
    session.count("rows", item)
    values = {"choice": choice_of(raw), **{field: raw[field] for field in PLAIN}}
    values |= {kind: raw[kind] or "" for kind in ("not_known", "not_ours")}
    values |= {"na_reason": (raw["not_applicable"] or {}).get("reason")}
    values |= {"na_note": (raw["not_applicable"] or {}).get("note", "")}
    for group, fields in GROUPS.items():
        values |= {f"{group}_{field}": (raw[group] or {}).get(field) or None for field in fields}
    for kind, value in values.items():
        if session.is_drawn(kind, item):
            session.set_widget(kind, item, value)


def choose(item: str, option: str) -> None:
    """Choose an option of the scale by a key, as a click on it would."""
    session.set_widget("choice", item, option)
    save(item)


def withdraw(item: str) -> None:
    """Take the answer back; comment and evidence stay."""
    session.set_widget("choice", item, None)
    save(item)


def looked_at(item: str) -> None:
    """Somebody has looked at the answer again: as the form shows it now, it stands."""
    if session.is_drawn("review", item):
        session.set_widget("review", item, False)
    raw = {**told(item), "review": False}
    if conflict(item) is not None:
        session.put("pending", item, raw)
    else:
        _save(item, raw, drawn(item).version)


def parts_told(raw: Raw) -> int:
    """How many of practice, difficulty and help were told."""
    return sum(1 for group in GROUPS if any((raw[group] or {}).values()))


def withdraw_part(item: str, group: str) -> None:
    """Take back what was told of a practice, a difficulty or help; it can be brought back."""
    session.put("taken", f"{group}:{item}", told(item)[group])
    _set_part(item, group, None)


def bring_part_back(item: str, group: str) -> None:
    """Put back what was taken back in this session."""
    _set_part(item, group, session.forget("taken", f"{group}:{item}"))


def _set_part(item: str, group: str, part: Raw | None) -> None:
    for field in GROUPS[group]:
        session.set_widget(f"{group}_{field}", item, (part or {}).get(field) or None)
    save(item)


def add_evidence(item: str) -> None:
    """Add a line of evidence, to be filled in."""
    raw = told(item)
    _save_evidence(item, {**raw, "evidence": [*raw["evidence"], {"kind": "document"}]})


def remove_evidence(item: str, row: int) -> None:
    """Take a line of evidence away."""
    raw = told(item)
    left = [entry for position, entry in enumerate(raw["evidence"]) if position != row]
    session.count("rows", item)
    _save_evidence(item, {**raw, "evidence": left})


def _save_evidence(item: str, raw: Raw) -> None:
    if conflict(item) is not None:
        session.put("pending", item, raw)
    else:
        _save(item, raw, drawn(item).version)
