"""What the store answers: an assessment with its versions, a save that was done, a save that was not."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from toolkit.record.assessment import Assessment
from toolkit.record.plan import Plan
from toolkit.record.plan_steps import PlanStep

Content = TypeVar("Content")


class AssessmentGone(LookupError):
    """There is no assessment of this id: it was deleted, or the link is wrong."""


class NotSaved(OSError):
    """The store could not be written or read (disk full, locked, damaged); nothing of this save was kept."""


class StillCleared(NotSaved):
    """What was to be changed is cleared, and stays as it is until it is reopened.

    `body` names the part; None is the whole.
    """

    def __init__(self, body: str | None) -> None:
        super().__init__(body or "")
        self.body = body


@dataclass(frozen=True)
class Saved(Generic[Content]):
    """A save that is on the disk: what the record holds now, its version, and when it came to be (UTC, ISO)."""

    content: Content
    version: int
    at: str


@dataclass(frozen=True)
class Conflict(Generic[Content]):
    """A save that was not done because the record had moved on since the form was drawn.

    `theirs` is what the record holds (None: removed), of this `version`; to overwrite it knowingly, save `yours`
    again with drawn_from=version. `fields` names what differs.
    """

    theirs: Content | None
    yours: Content
    version: int
    changed_at: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class AssessmentSummary:
    """What a list shows of an assessment. `answered`: items with a level, N/A or yes, partly, no from any body."""

    id: str
    name: str
    state: str
    lens: str
    depth: str
    as_of: date | None
    created_at: str
    changed_at: str
    archived: bool
    answered: int
    version: int
    facts_version: int


@dataclass(frozen=True)
class StoredPlan:
    """A plan with the id and the version under which the store keeps it."""

    id: str
    plan: Plan
    version: int


@dataclass(frozen=True)
class StoredAssessment:
    """An assessment with the versions that a form drawn from it must name, all read at one moment.

    `steps` holds the last step of each plan, which can be taken back; of a plan that is gone, its removal.
    """

    assessment: Assessment
    version: int
    facts_version: int
    plans: tuple[StoredPlan, ...]
    steps: tuple[PlanStep, ...] = ()
