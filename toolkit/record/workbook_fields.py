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
    """One column of a sheet of ours: field code, width, what its cells hold, and the list they choose from.

    `worked_out` columns are formulas of ours that repeat what stands elsewhere; they are never read back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    width: int
    kind: Kind = "text"
    choices: Literal["status", "funding", "lead", "measure", "cost_type", "recurs", "source"] | None = None
    hidden: bool = False
    required: bool = False
    worked_out: bool = False


# A print ends with the last column of money, unless a later one holds something of its own.
LAST_PRINTED = "budget_line"
PLAN_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="id", width=14, hidden=True),
    WorkbookField(code="number", width=7, required=True),
    WorkbookField(code="title", width=40, required=True),
    WorkbookField(code="lead", width=20, kind="list", choices="lead", required=True),
    WorkbookField(code="start", width=12, kind="date"),
    WorkbookField(code="end", width=12, kind="date", required=True),
    WorkbookField(code="status", width=14, kind="list", choices="status", required=True),
    WorkbookField(code="gap", width=52),
    WorkbookField(code="brings", width=14, kind="level"),
    WorkbookField(code="kind", width=16),
    WorkbookField(code="needs_first", width=30),
    WorkbookField(code="difficulty", width=26),
    WorkbookField(code="why", width=30),
    WorkbookField(code="deliverable", width=28),
    WorkbookField(code="indicator", width=32),
    WorkbookField(code="unit", width=12),
    WorkbookField(code="baseline", width=12),
    WorkbookField(code="target", width=12),
    WorkbookField(code="latest", width=12),
    WorkbookField(code="data_source", width=20),
    WorkbookField(code="reach", width=26),
    WorkbookField(code="legal_basis", width=20),
    WorkbookField(code="decision", width=22),
    WorkbookField(code="consequence", width=22),
    WorkbookField(code="budget", width=12, kind="number"),
    WorkbookField(code="currency", width=10),
    WorkbookField(code="funding", width=16, kind="list", choices="funding"),
    WorkbookField(code="funding_source", width=15),
    WorkbookField(code="budget_line", width=14),
    WorkbookField(code="group", width=22),
    WorkbookField(code="provision", width=18),
    WorkbookField(code="percent", width=10, kind="number"),
    WorkbookField(code="objective", width=28),
    WorkbookField(code="description", width=34),
    WorkbookField(code="standard", width=18),
    WorkbookField(code="partners", width=26),
    WorkbookField(code="target_group", width=20),
    WorkbookField(code="region", width=16),
    WorkbookField(code="milestones", width=28),
    WorkbookField(code="risk", width=24),
    WorkbookField(code="evidence", width=24),
    WorkbookField(code="update", width=30),
    WorkbookField(code="updated_on", width=12, kind="date"),
)

# The sheet of indicators: further indicators of a measure, and values measured over time.
INDICATOR_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="id", width=14, hidden=True),
    WorkbookField(code="measure_id", width=14, hidden=True),
    WorkbookField(code="measure", width=10, kind="list", choices="measure", required=True),
    WorkbookField(code="measure_title", width=40, worked_out=True),
    WorkbookField(code="name", width=40, required=True),
    WorkbookField(code="unit", width=12),
    WorkbookField(code="baseline", width=12),
    WorkbookField(code="baseline_year", width=11),
    WorkbookField(code="target", width=12),
    WorkbookField(code="target_year", width=11),
    WorkbookField(code="value", width=14),
    WorkbookField(code="value_on", width=14),
    WorkbookField(code="data_source", width=26),
    WorkbookField(code="frequency", width=16),
)

# The sheet of money: a row a measure, year and cost line. No cost is ever filled in.
BUDGET_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="id", width=14, hidden=True),
    WorkbookField(code="measure_id", width=14, hidden=True),
    WorkbookField(code="measure", width=10, kind="list", choices="measure", required=True),
    WorkbookField(code="measure_title", width=34, worked_out=True),
    WorkbookField(code="lead", width=20, worked_out=True),
    WorkbookField(code="line", width=28),
    WorkbookField(code="year", width=10, required=True),
    WorkbookField(code="type", width=18, kind="list", choices="cost_type"),
    WorkbookField(code="recurs", width=12, kind="list", choices="recurs", required=True),
    WorkbookField(code="quantity", width=10, kind="number"),
    WorkbookField(code="unit", width=12),
    WorkbookField(code="unit_cost", width=13, kind="number"),
    WorkbookField(code="amount", width=14, kind="number", required=True),
    WorkbookField(code="currency", width=9, required=True),
    WorkbookField(code="price_year", width=10),
    WorkbookField(code="posts", width=9),
    WorkbookField(code="source", width=18, kind="list", choices="source", required=True),
    WorkbookField(code="status", width=18, kind="list", choices="funding", required=True),
    WorkbookField(code="code", width=14),
    WorkbookField(code="basis", width=34),
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
