"""Clear a body's part, or the whole: look first, clear by role and date, look at what was cleared, reopen it."""

from datetime import date

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen, Library
from toolkit.method.agreement import counted
from toolkit.problem import Problem
from toolkit.record.assessment import Assessment, Clearance, Kind, Reopening, Response
from toolkit.record.bodies import clearance_of
from toolkit.record.merge import contested_in
from toolkit.record.store import Conflict, Saved, Snapshot, Store
from toolkit.tasks.bodies import items_by_body
from toolkit.tasks.progress import is_answered
from toolkit.tasks.state import export_state, import_state

TRIES = 5


class ToCheck(Frozen):
    """What to look at before clearing: items by what is wanting; `parts` are bodies whose part is not cleared yet."""

    asked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    without_evidence: tuple[str, ...] = ()
    without_sentence: tuple[str, ...] = ()
    not_agreed: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """True if nothing is wanting."""
        return self == ToCheck(asked=self.asked)


LISTS = ("unanswered", "contested", "not_agreed", "without_sentence", "without_evidence")


def to_check(assessment: Assessment, lens: Lens, library: Library, body: str | None = None) -> ToCheck:
    """Look through a body's part, or the whole (None), as its answers stand now."""
    by_body = items_by_body(assessment, lens, library)
    asked = by_body.get(body, ()) if body is not None else tuple(item.id for item in lens.items)
    said = answers_of(assessment, body)
    answered = {item for item in asked if any(is_answered(found) for found in said.get(item, ()))}
    contested = {found.item for found in contested_in(assessment) if body is None or found.body == body}
    return ToCheck(
        asked=asked,
        unanswered=tuple(item for item in asked if item not in answered),
        without_evidence=tuple(item for item in asked if item in answered and _bare(item, said[item], assessment)),
        without_sentence=tuple(item for item in asked if any(_unexplained(found) for found in said.get(item, ()))),
        not_agreed=tuple(item for item in asked if _apart(item, assessment, library)),
        contested=tuple(item for item in asked if item in contested),
        parts=() if body is not None else _open_parts(assessment, by_body),
    )


def answers_of(assessment: Assessment, body: str | None) -> dict[str, list[Response]]:
    """Responses by item: those of a body, or everybody's (None)."""
    said: dict[str, list[Response]] = {}
    for response in assessment.responses:
        if body is None or response.body == body:
            said.setdefault(response.item, []).append(response)
    return said


def _bare(item: str, responses: list[Response], assessment: Assessment) -> bool:
    """True if a level stands on no source at all."""
    agreed = any(found.item == item and found.evidence for found in assessment.agreed)
    levels = [found for found in responses if found.level is not None]
    return bool(levels) and not agreed and not any(found.evidence for found in levels)


def _unexplained(response: Response) -> bool:
    return response.kind is Kind.NOT_APPLICABLE and not (
        response.not_applicable and response.not_applicable.note.strip()
    )


def _apart(item: str, assessment: Assessment, library: Library) -> bool:
    return counted(library.items[item], assessment).not_agreed


def _open_parts(assessment: Assessment, by_body: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Bodies of the State with items of their own whose part is not cleared."""
    own = [body.id for body in assessment.bodies if by_body.get(body.id)]
    return tuple(body for body in own if clearance_of(assessment, body) is None)


def clear(store: Store, id: str, shown: int, role: str, on: date, body: str | None = None) -> Saved[Snapshot] | None:
    """Clear a part or the whole and keep what was cleared; None if the record moved on since it was shown."""
    return store.clear(id, Clearance(body=body, role=role.strip(), date=on), shown)


def reopen(store: Store, id: str, reason: str, on: date, role: str = "", body: str | None = None) -> bool:
    """Open a cleared part again, and with it the whole; False if nothing of it was cleared, or others keep changing it.

    What was cleared stays as its snapshot. The reports say "draft" again once the whole is open.
    """
    for _ in range(TRIES):
        stored = store.stored(id)
        now = stored.assessment
        opened = [found for found in now.clearances if found.body in (body, None)]
        if not opened:
            return False
        told = [_reopening(found, reason, on, role) for found in opened]
        change = {
            "clearances": tuple(found for found in now.clearances if found not in opened),
            "reopened": (*now.reopened, *told),
        }
        if not isinstance(store.save_facts(id, change, stored.facts_version, anew=True), Conflict):
            return True
    return False


def _reopening(clearance: Clearance, reason: str, on: date, role: str) -> Reopening:
    return Reopening(
        body=clearance.body,
        role=role.strip(),
        date=on,
        reason=reason.strip(),
        cleared=clearance.date,
        snapshot=clearance.snapshot,
    )


def open_snapshot(
    store: Store, id: str, snapshot: str, library: Library
) -> tuple[Assessment | None, tuple[str, bytes] | None, list[Problem]]:
    """What was cleared, to be looked at: the assessment as it was, its file as it was kept, and what is doubtful."""
    text = store.snapshot_text(id, snapshot)
    if text is None:
        return None, None, []
    content = text.encode("utf-8")
    assessment, problems = import_state(content, "snapshot", library)
    name = export_state(assessment)[0] if assessment is not None else "snapshot.state.json"
    return assessment, (name.replace(".state.json", ".cleared.state.json"), content), problems
