"""A plan: what the State intends, measure by measure, as it was written, with the place of every row.

Source of the fields: DESIGN section 6 (`read-plan`). Dates are calendar days; amounts are in the unit of
the currency (not thousands); baseline and target stay text, because counts and rates are mixed in one column.
The class of a measure (`solidity`) and its links are not stored here: they follow from this record by method.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from toolkit.problem import Problem

NO_LETTERS = re.compile(r"[\W_]+")


class Told(BaseModel):
    """A part of the record: frozen, refusing unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How far a measure has come, as its owner says."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    REVISED = "revised"
    OVERDUE = "overdue"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"


class Funding(StrEnum):
    """How far the money of a measure is there; not stated is None, which is not refused."""

    SECURED = "secured"
    PARTIAL = "partial"
    EXISTING = "existing"
    REQUESTED = "requested"
    UNFUNDED = "unfunded"


class Budget(Told):
    """Money of a measure: amount in units of the currency, how far it is there, the named line or post, the text."""

    amount: float | None = None
    currency: str | None = None
    funding: Funding | None = None
    line: str | None = None
    text: str | None = None


class Indicator(Told):
    """How one will see that a measure worked, with its starting value and the value aimed at, as written."""

    name: str | None = None
    baseline: str | None = None
    target: str | None = None


class ProvisionNamed(Told):
    """A provision that the plan names; `instrument` is None for a bare "OP 4", which the lens decides later."""

    instrument: str | None = None
    number: str
    part: str | None = None


class Brings(Told):
    """Level (0-4) that a measure says it brings to an item; `item` is None where only one item is linked."""

    item: str | None = None
    level: int = Field(ge=0, le=4)


class RowPlace(Told):
    """Where a measure stands: its sheet and the sheet's own row number, the first of several."""

    sheet: str
    row: int


class Measure(Told):
    """One thing that the State intends to do.

    `parent` is the id of the measure above it, `group` the heading it stands under. `provisions` are those of
    resolutions, `standards` rules named beside them (the instrument by its name). `details` holds the recognised
    columns that have no field of their own, by field code; `other` the columns not recognised, by heading.
    """

    id: str
    number: str | None = None
    title: str
    group: str | None = None
    parent: str | None = None
    lead: str | None = None
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    continuing: bool = False
    when: str | None = None
    status: Status | None = None
    budget: Budget = Budget()
    indicator: Indicator = Indicator()
    brings: tuple[Brings, ...] = ()
    provisions: tuple[ProvisionNamed, ...] = ()
    standards: tuple[ProvisionNamed, ...] = ()
    items: tuple[str, ...] = ()
    update: str | None = None
    details: dict[str, str] = Field(default_factory=dict)
    other: dict[str, str] = Field(default_factory=dict)
    place: RowPlace | None = None


class BudgetLine(Told):
    """One line of a measure's money: a year and a kind of cost. Amounts in units of the currency, not thousands.

    `measure` is the measure's id, `line` what the money is for, `year` as written (fiscal years are named by the
    State), `amount` the product of quantity and unit cost where both are told, else the amount told; `basis` says how
    it was estimated.
    """

    id: str
    measure: str
    line: str | None = None
    year: str | None = None
    type: str | None = None
    recurs: Literal["one_off", "recurrent"] | None = None
    quantity: float | None = None
    unit: str | None = None
    unit_cost: float | None = None
    amount: float | None = None
    currency: str | None = None
    price_year: str | None = None
    posts: str | None = None
    source: str | None = None
    status: Funding | None = None
    code: str | None = None
    basis: str | None = None


class IndicatorLine(Told):
    """A further indicator of a measure, or one value of an indicator at a date, as written."""

    id: str
    measure: str
    name: str | None = None
    unit: str | None = None
    baseline: str | None = None
    baseline_year: str | None = None
    target: str | None = None
    target_year: str | None = None
    value: str | None = None
    value_on: str | None = None
    data_source: str | None = None
    frequency: str | None = None


class FieldColumn(Told):
    """Column in which a field stands: its heading as written and its letter (none in cards and turned tables)."""

    header: str
    column: str


class PeriodOffered(Told):
    """A period named for a sheet (its name, a title row): offered as end date until a person accepts it."""

    text: str
    end: date


class SheetColumns(Told):
    """One table of measures: its sheet, the rows of its heading and the column of each field."""

    sheet: str
    header_rows: tuple[int, ...] = ()
    fields: dict[str, FieldColumn] = Field(default_factory=dict)
    last_row: int | None = None
    periods: tuple[str, ...] = ()
    periods_offered: tuple[PeriodOffered, ...] = ()

    def has_column_for(self, condition: "Condition") -> bool:
        """True if a condition of solidity (lead, end, indicator, funding) has a column in this table."""
        if condition == "end" and self.periods:
            return True
        return any(field in self.fields for field in CONDITION_FIELDS[condition])


Condition = Literal["lead", "end", "indicator", "funding"]

# Fields whose column lets a condition of solidity be met (DESIGN section 4); a column that is there and empty counts.
CONDITION_FIELDS: dict[Condition, tuple[str, ...]] = {
    "lead": ("lead",),
    "end": ("end", "when", "revised_end"),
    "indicator": ("indicator", "baseline", "target", "baseline_target"),
    "funding": ("funding", "budget", "funding_source", "budget_line"),
}


class SheetMapping(Told):
    """What a person decided about one sheet: whether it is read, its heading rows, its columns, its banner rows.

    `columns` gives the letter of the column of each field and replaces recognition; empty leaves it to recognition.
    """

    sheet: str
    use: bool = True
    header_rows: tuple[int, ...] | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    banners: Literal["groups", "measures"] | None = None


class PlanMapping(Told):
    """What a person decided about reading a plan: sheets, order of day and month, first month of the fiscal year.

    `year_starts` is the month (1-12) in which the State's fiscal year begins.
    """

    sheets: tuple[SheetMapping, ...] = ()
    day_first: bool | None = None
    year_starts: int | None = Field(default=None, ge=1, le=12)

    def of(self, sheet: str) -> SheetMapping | None:
        """What was decided about this sheet, if anything."""
        return next((mapping for mapping in self.sheets if mapping.sheet == sheet), None)


class LinkDecision(Told):
    """A person's decision on a link of a measure to an item, and the level (0-4) that they say it brings."""

    measure: str
    item: str
    decision: Literal["confirmed", "rejected"]
    level: int | None = Field(default=None, ge=0, le=4)


class Plan(Told):
    """A plan as it was read: measures with their places, the columns found, and what people decided about it.

    `digest` is the SHA-256 of the file: the same plan is looked at once. `layout` is a fingerprint of its sheets
    and headings, by which a mapping is remembered. `services` names the sheets declared lists of running services;
    `period_ends` the end dates accepted, by sheet. `problems` are those of the reading, kept with the plan.
    """

    name: str
    file_name: str | None = None
    digest: str | None = None
    layout: str | None = None
    measures: tuple[Measure, ...] = ()
    columns: tuple[SheetColumns, ...] = ()
    mapping: PlanMapping | None = None
    services: tuple[str, ...] = ()
    period_ends: dict[str, date] = Field(default_factory=dict)
    links: tuple[LinkDecision, ...] = ()
    problems: tuple[Problem, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    indicator_lines: tuple[IndicatorLine, ...] = ()

    def measure(self, measure_id: str) -> Measure | None:
        """Measure of this id, if the plan has it."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)

    def below(self, measure_id: str) -> tuple[Measure, ...]:
        """Measures whose parent is the measure of this id, in the order of the plan."""
        return tuple(measure for measure in self.measures if measure.parent == measure_id)

    def tables_of(self, sheet: str) -> tuple[SheetColumns, ...]:
        """Tables found on a sheet, from top to bottom."""
        return tuple(table for table in self.columns if table.sheet == sheet)

    def table_of(self, measure: Measure) -> SheetColumns | None:
        """Table in which a measure stands: the last one of its sheet that begins above it."""
        if measure.place is None:
            return None
        tables = self.tables_of(measure.place.sheet)
        above = [table for table in tables if not table.header_rows or table.header_rows[0] < measure.place.row]
        return above[-1] if above else (tables[0] if tables else None)

    def has_column_for(self, measure: Measure, condition: Condition) -> bool:
        """True if the measure's table has a column for a condition; true for a measure that came from no table."""
        table = self.table_of(measure)
        return table is None or table.has_column_for(condition)


def measure_ids(keys: Iterable[tuple[str | None, str | None, str, str]]) -> list[str]:
    """Ids of measures, from (hidden id, number, title, context) of each, in the order of the plan.

    A hidden id is kept by the first that has it, so a copied row is a new measure. Without one the id
    comes from number and title, so it survives re-reading and moved rows; repeats take their context
    (sheet, group) in, and a counter where that repeats too.
    """
    given: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for hidden, number, title, context in keys:
        found = hidden if hidden and hidden not in taken else _free_id(number, title, context, taken, counts)
        taken.add(found)
        given.append(found)
    return given


def _free_id(number: str | None, title: str, context: str, taken: set[str], counts: dict[str, int]) -> str:
    plain = f"m-{_digest(number or '', title)}"
    if plain not in taken:
        return plain
    base = f"{plain}-{_digest(context)[:4]}"
    count, found = counts.get(base, 1), base
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    counts[base] = count
    return found


def _digest(*texts: str) -> str:
    plain = "|".join(like_text(text) for text in texts)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:10]


def like_text(text: str) -> str:
    """Text reduced to what makes two writings alike: no case, accents, punctuation or spacing."""
    kept = text.lower()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text).casefold()
        kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NO_LETTERS.sub(" ", kept).strip()
