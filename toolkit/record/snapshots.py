"""Snapshots: what was cleared, kept whole as it was on that day, each a sealed state file that nobody changes.

A snapshot of the whole holds everything, its log included. One of a body's part holds that body's answers and nothing
that another body said. Snapshots stand in the store and are exported one by one; the state file of an assessment names
them by their id and does not hold them.
"""

import json
from dataclasses import dataclass

from toolkit.record.assessment import Assessment, Clearance
from toolkit.record.state_file import state_text

# Facts that a clearance of the whole does not close: they tell of the work, not of the country.
OPEN_FACTS = frozenset({"name", "clearances", "reopened", "sendings", "next_date"})


@dataclass(frozen=True)
class Snapshot:
    """One thing that was cleared: id, part (None: the whole), role and day, when it was kept (UTC, ISO), its seal."""

    id: str
    body: str | None
    role: str
    on: str
    at: str
    seal: str


def cleared_text(assessment: Assessment, clearance: Clearance) -> tuple[str, str]:
    """State file of what is cleared, its clearance in it, and its seal."""
    rest = [found for found in assessment.clearances if found.body != clearance.body]
    whole = assessment.model_copy(update={"clearances": (*rest, clearance)})
    text = state_text(whole if clearance.body is None else part_of(whole, clearance.body))
    return text, str(json.loads(text)["seal"])


def part_of(assessment: Assessment, body: str) -> Assessment:
    """An assessment with what one body said, and nothing that others did."""
    return assessment.model_copy(
        update={
            "responses": tuple(found for found in assessment.responses if found.body == body),
            "clearances": tuple(found for found in assessment.clearances if found.body == body),
            "reopened": tuple(found for found in assessment.reopened if found.body == body),
            "sendings": {name: found for name, found in assessment.sendings.items() if name == body},
            "log": tuple(entry for entry in assessment.log if entry.body == body and entry.item is not None),
            "agreed": (),
            "marks": {},
            "plans": (),
            "indicators": (),
            "local_instruments": (),
            "texts": {},
            "held": (),
        }
    )


def closed_parts(assessment: Assessment) -> list[str | None]:
    """Parts that are cleared with a snapshot and so may not change before they are reopened; None is the whole."""
    return [found.body for found in assessment.clearances if found.snapshot]
