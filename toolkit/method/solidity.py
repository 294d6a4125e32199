"""Solidity: how solidly a measure stands at the as-of date, with reasons. (DESIGN section 4, "Solidity")

The first rule that fits decides: cancelled; delivered; on paper; fully specified; partly specified. Not stated is not
refused. A condition for which a table has no column at all puts no measure on paper and lets none be fully specified.
Reasons are codes; their wording stands in `words/<language>/plan_method.yaml`, section `reason`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from toolkit.library.model import Frozen
from toolkit.record.plan import Condition, Funding, Measure, Plan, SheetColumns, Status

SolidityClass = Literal["full", "partly", "paper", "delivered", "cancelled"]
BEST_FIRST: tuple[SolidityClass, ...] = ("full", "partly", "paper")
CONDITIONS: tuple[Condition, ...] = get_args(Condition)

REASONS: tuple[str, ...] = (
    "status_cancelled",
    "status_superseded",
    "status_complete",
    "no_lead",
    "no_end",
    "end_passed",
    "status_overdue",
    "funding_unfunded",
    "funding_requested",
    "no_indicator",
    "no_target",
    "funding_not_stated",
    "funding_without_line",
    "no_column_lead",
    "no_column_end",
    "no_column_indicator",
    "no_column_funding",
    "all_stated",
    "from_sub_measures",
)


class Solidity(Frozen):
    """Class of one measure at the as-of date, with the codes of the reasons."""

    measure: str
    code: SolidityClass
    reasons: tuple[str, ...]


class SheetNote(Frozen):
    """Conditions for which a table has no column: said once for the table, not for each of its measures.

    `row` is the first row of the table's heading, where a sheet holds several tables.
    """

    sheet: str
    row: int | None
    lacks: tuple[Condition, ...]


@dataclass(frozen=True)
class _Reading:
    """A plan at a day, with the sub-measures of each measure at hand."""

    plan: Plan
    as_of: date
    below: Mapping[str, tuple[Measure, ...]] = field(default_factory=dict)


def solidities(plan: Plan, as_of: date) -> dict[str, Solidity]:
    """Class of every measure of a plan at the as-of date, by the measure's id."""
    reading = _reading(plan, as_of)
    return {measure.id: _solidity(measure, reading, frozenset()) for measure in plan.measures}


def sheet_notes(plan: Plan) -> tuple[SheetNote, ...]:
    """For each table that holds measures and has no column for a condition: which conditions."""
    tables: dict[tuple[str, int | None], tuple[Condition, ...]] = {}
    for measure in plan.measures:
        table = plan.table_of(measure)
        if table is not None:
            tables.setdefault((table.sheet, _first_row(table)), conditions_without_column(measure, plan))
    return tuple(SheetNote(sheet=sheet, row=row, lacks=lacks) for (sheet, row), lacks in tables.items() if lacks)


def conditions_without_column(measure: Measure, plan: Plan) -> tuple[Condition, ...]:
    """Conditions for which the measure's table has no column and which nobody declared for its sheet."""
    return tuple(
        condition
        for condition in CONDITIONS
        if not plan.has_column_for(measure, condition) and not (condition == "end" and _end_declared(measure, plan))
    )


def end_of(measure: Measure, plan: Plan) -> date | None:
    """End date of a measure: its own, else the accepted period of its sheet unless it continues."""
    if measure.end is not None or is_continuing(measure, plan) or measure.place is None:
        return measure.end
    return plan.period_ends.get(measure.place.sheet)


def is_continuing(measure: Measure, plan: Plan) -> bool:
    """True if the measure says it continues, or stands on a sheet declared a list of running services."""
    return measure.continuing or (measure.place is not None and measure.place.sheet in plan.services)


def is_overdue(measure: Measure, plan: Plan, as_of: date) -> bool:
    """True if the end lies before the as-of date and the measure is not complete, or if its status says so."""
    if measure.status is Status.OVERDUE:
        return True
    end = end_of(measure, plan)
    return end is not None and end < as_of and measure.status is not Status.COMPLETE


def has_lead(measure: Measure) -> bool:
    """True if a lead body is named."""
    return any(lead.strip() for lead in (measure.lead or "", *measure.leads))


def _reading(plan: Plan, as_of: date) -> _Reading:
    below: defaultdict[str, list[Measure]] = defaultdict(list)
    for measure in plan.measures:
        if measure.parent is not None:
            below[measure.parent].append(measure)
    return _Reading(plan, as_of, {parent: tuple(measures) for parent, measures in below.items()})


def _solidity(measure: Measure, reading: _Reading, above: frozenset[str]) -> Solidity:
    """Class by the first rule that fits; `above` holds the measures passed on the way down, against circles."""
    set_aside = {Status.CANCELLED: "status_cancelled", Status.SUPERSEDED: "status_superseded"}
    if measure.status in set_aside:
        return Solidity(measure=measure.id, code="cancelled", reasons=(set_aside[measure.status],))
    below = reading.below.get(measure.id, ())
    if below and _lacks_its_own(measure, reading.plan) and measure.id not in above:
        classes = [_solidity(sub, reading, above | {measure.id}).code for sub in below]
        return Solidity(measure=measure.id, code=_of_sub_measures(classes), reasons=("from_sub_measures",))
    return _of_its_own(measure, reading)


def _of_its_own(measure: Measure, reading: _Reading) -> Solidity:
    if measure.status is Status.COMPLETE:
        return Solidity(measure=measure.id, code="delivered", reasons=("status_complete",))
    without_column = conditions_without_column(measure, reading.plan)
    if on_paper := tuple(_why_on_paper(measure, reading, without_column)):
        return Solidity(measure=measure.id, code="paper", reasons=on_paper)
    if not_full := tuple(_why_not_full(measure, without_column)):
        return Solidity(measure=measure.id, code="partly", reasons=not_full)
    return Solidity(measure=measure.id, code="full", reasons=("all_stated",))


def _lacks_its_own(measure: Measure, plan: Plan) -> bool:
    return not has_lead(measure) or (end_of(measure, plan) is None and not is_continuing(measure, plan))


def _of_sub_measures(classes: Iterable[SolidityClass]) -> SolidityClass:
    """Delivered if all that are not cancelled are, else the best of those that remain; cancelled if all are."""
    standing = [code for code in classes if code != "cancelled"]
    if not standing:
        return "cancelled"
    return next((code for code in BEST_FIRST if code in standing), "delivered")


def _why_on_paper(measure: Measure, reading: _Reading, without_column: tuple[Condition, ...]) -> Iterable[str]:
    end = end_of(measure, reading.plan)
    if not has_lead(measure) and "lead" not in without_column:
        yield "no_lead"
    if end is None and not is_continuing(measure, reading.plan) and "end" not in without_column:
        yield "no_end"
    if end is not None and end < reading.as_of:
        yield "end_passed"
    if measure.status is Status.OVERDUE:
        yield "status_overdue"
    if measure.budget.funding in (Funding.UNFUNDED, Funding.REQUESTED):
        yield f"funding_{measure.budget.funding}"


def _why_not_full(measure: Measure, without_column: tuple[Condition, ...]) -> Iterable[str]:
    for condition in without_column:
        yield f"no_column_{condition}"
    if "indicator" not in without_column and not stated(measure.indicator.name):
        yield "no_indicator"
    elif "indicator" not in without_column and not stated(measure.indicator.target):
        yield "no_target"
    if "funding" in without_column:
        return
    if measure.budget.funding is None:
        yield "funding_not_stated"
    elif measure.budget.funding is Funding.EXISTING and not stated(measure.budget.line):
        yield "funding_without_line"


def stated(text: str | None) -> bool:
    """True if a cell says something."""
    return bool(text and text.strip())


def _end_declared(measure: Measure, plan: Plan) -> bool:
    if measure.place is None:
        return False
    return measure.place.sheet in plan.period_ends or measure.place.sheet in plan.services


def _first_row(table: SheetColumns) -> int | None:
    return table.header_rows[0] if table.header_rows else None
