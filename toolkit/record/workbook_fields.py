"""Fields of our own workbooks (plan, review), in the order of their columns: what is written and what is read back.

Source of the plan's: the workbook of domain work on national action plans, extended by what a draft plan needs (gap,
difficulty, decision, consequence). Headings stand in the wording (`plan.field.<code>`, `review.column.<code>`); widths
are in characters.
"""

import hashlib
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["text", "date", "number", "list", "level"]


class WorkbookField(BaseModel):
    """One column of a sheet of ours: field code, width, what its cells hold, and the list they choose from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    width: int
    kind: Kind = "text"
    choices: Literal["status", "funding", "lead"] | None = None
    hidden: bool = False
    required: bool = False


PLAN_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="id", width=14, hidden=True),
    WorkbookField(code="number", width=8, required=True),
    WorkbookField(code="group", width=22),
    WorkbookField(code="objective", width=28),
    WorkbookField(code="title", width=48, required=True),
    WorkbookField(code="deliverable", width=28),
    WorkbookField(code="provision", width=18),
    WorkbookField(code="standard", width=18),
    WorkbookField(code="lead", width=20, kind="list", choices="lead", required=True),
    WorkbookField(code="partners", width=26),
    WorkbookField(code="target_group", width=20),
    WorkbookField(code="region", width=16),
    WorkbookField(code="start", width=12, kind="date"),
    WorkbookField(code="end", width=12, kind="date", required=True),
    WorkbookField(code="milestones", width=28),
    WorkbookField(code="status", width=16, kind="list", choices="status", required=True),
    WorkbookField(code="percent", width=10, kind="number"),
    WorkbookField(code="budget", width=14, kind="number"),
    WorkbookField(code="currency", width=9),
    WorkbookField(code="funding", width=18, kind="list", choices="funding"),
    WorkbookField(code="funding_source", width=18),
    WorkbookField(code="budget_line", width=18),
    WorkbookField(code="indicator", width=30),
    WorkbookField(code="unit", width=12),
    WorkbookField(code="baseline", width=12),
    WorkbookField(code="target", width=12),
    WorkbookField(code="latest", width=12),
    WorkbookField(code="data_source", width=20),
    WorkbookField(code="brings", width=16, kind="level"),
    WorkbookField(code="gap", width=34),
    WorkbookField(code="difficulty", width=24),
    WorkbookField(code="why", width=28),
    WorkbookField(code="reach", width=22),
    WorkbookField(code="legal_basis", width=22),
    WorkbookField(code="decision", width=24),
    WorkbookField(code="consequence", width=24),
    WorkbookField(code="risk", width=24),
    WorkbookField(code="evidence", width=24),
    WorkbookField(code="update", width=30),
    WorkbookField(code="updated_on", width=12, kind="date"),
)

# The review workbook: one row a text of the checklist; `key` tells whether the text was touched.
REVIEW_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="code", width=9, required=True),
    WorkbookField(code="part", width=20, required=True),
    WorkbookField(code="text", width=58, required=True),
    WorkbookField(code="proposal", width=58, required=True),
    WorkbookField(code="reason", width=34),
    WorkbookField(code="key", width=10, hidden=True),
)


def review_stamp(language: str, content_hash: str) -> str:
    """Stamp of a review workbook: its language and the content that it was made from."""
    return f"review/1/{language}/{content_hash}"


def review_key(text: str) -> str:
    """Key of a text of the review workbook: the same for the same words, whatever the spaces between them."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:12]
