"""Fields of our own plan workbook, in the order of its columns: what a template holds and what is read back.

Source: the workbook of domain work on national action plans, extended by what a draft plan needs (gap, difficulty,
decision, consequence). Headings stand in the wording (`plan.field.<code>`); widths are in characters.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["text", "date", "number", "list", "level"]


class WorkbookField(BaseModel):
    """One column of the sheet of measures: field code, width, what its cells hold, and the list they choose from."""

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
