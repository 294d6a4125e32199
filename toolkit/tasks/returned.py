"""Take over what bodies returned: into the record in one step, and back again as long as nothing else was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.record.assessment import Assessment, Response
from toolkit.record.facts import fact_parts
from toolkit.record.merge import Merged
from toolkit.record.store import Conflict, Store, StoredAssessment


@dataclass(frozen=True)
class TakenIn:
    """A step that can be undone: responses as they were, versions after it, and facts as they were."""

    responses: tuple[tuple[Response, int], ...]
    facts: Mapping[str, Any]
    facts_version: int
    at: str


def take_in(store: Store, id: str, base: StoredAssessment, merged: Merged) -> TakenIn | None:
    """Take a merge over into the record; None if the record was changed since `base`, and nothing was saved."""
    drawn = []
    before = []
    for change in merged.changes:
        held = base.assessment.response(change.item, change.body)
        nothing = Response(item=change.item, body=change.body)
        version = held.version if held is not None else 0
        drawn.append((change.after or nothing, version))
        before.append((held or nothing, version + 1))
    change_of_facts = _facts(base.assessment, merged.assessment)
    saved = store.save_together(id, drawn, change_of_facts, base.facts_version)
    if isinstance(saved, Conflict):
        return None
    return TakenIn(tuple(before), _facts(merged.assessment, base.assessment), saved.version, saved.at)


def take_back(store: Store, id: str, step: TakenIn) -> bool:
    """Undo a step; False if what it changed was changed again since, and nothing was undone."""
    return not isinstance(store.save_together(id, step.responses, step.facts, step.facts_version), Conflict)


def _facts(before: Assessment, after: Assessment) -> dict[str, Any]:
    """What a merge changes beside responses: bodies that came along, facility sheets, returns, what is held back."""
    changed: dict[str, Any] = {}
    for field in ("bodies", "facilities", "sendings"):
        old, new = fact_parts(field, before), fact_parts(field, after)
        changed |= {name: new.get(name) for name in {**old, **new} if old.get(name) != new.get(name)}
    if before.held != after.held:
        changed["held"] = [held.model_dump(mode="json") for held in after.held]
    return changed
