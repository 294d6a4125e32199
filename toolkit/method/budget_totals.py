"""Totals of a plan's budget lines, summed by us: by currency, and in each by status, year, source and lead.

Amounts in units of the currency; currencies are never added together and prices of different years are not adjusted.
A line without an amount counts as a line, not as zero.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from toolkit.library.model import Frozen
from toolkit.record.plan import BudgetLine, Funding, Plan

Key = TypeVar("Key")
NOT_FUNDED = (Funding.REQUESTED, Funding.UNFUNDED)
PERHAPS_NOT_FUNDED = (*NOT_FUNDED, Funding.PARTIAL, None)


class CurrencyTotals(Frozen):
    """Sums in one currency (None: not named).

    `gap_least` is what is requested or unfunded, `gap_most` that with what is partly funded or not stated. `last_year`
    is recurrent cost in the year in which the last measure ends, which goes on after it; `later_years` recurrent cost
    in lines for later years; both are None where no measure has an end.
    """

    currency: str | None
    lines: int
    without_amount: int
    total: float
    by_status: Mapping[Funding | None, float]
    by_year: Mapping[str | None, float]
    by_source: Mapping[str | None, float]
    by_lead: Mapping[str | None, float]
    gap_least: float
    gap_most: float
    last_year: float | None
    later_years: float | None


def budget_totals(plan: Plan) -> tuple[CurrencyTotals, ...]:
    """Totals of a plan's budget lines, one entry a currency, the one with the most lines first."""
    lines: dict[str | None, list[BudgetLine]] = {}
    for line in plan.budget_lines:
        lines.setdefault(line.currency, []).append(line)
    return tuple(
        _totals(plan, lines[found]) for found in sorted(lines, key=lambda name: (-len(lines[name]), name or ""))
    )


def _totals(plan: Plan, lines: Sequence[BudgetLine]) -> CurrencyTotals:
    leads = {measure.id: "; ".join(measure.leads) or measure.lead for measure in plan.measures}
    ends = [measure.end.year for measure in plan.measures if measure.end is not None]
    end = max(ends, default=None)
    by_status = _by(lines, lambda line: line.status)
    return CurrencyTotals(
        currency=lines[0].currency,
        lines=len(lines),
        without_amount=sum(line.amount is None for line in lines),
        total=_sum(lines),
        by_status=by_status,
        by_year=_by(lines, lambda line: line.year),
        by_source=_by(lines, lambda line: line.source),
        by_lead=_by(lines, lambda line: leads.get(line.measure)),
        gap_least=sum(by_status.get(code, 0.0) for code in NOT_FUNDED),
        gap_most=sum(by_status.get(code, 0.0) for code in PERHAPS_NOT_FUNDED),
        last_year=None if end is None else _recurrent(lines, lambda year: year == end),
        later_years=None if end is None else _recurrent(lines, lambda year: year > end),
    )


def _sum(lines: Sequence[BudgetLine]) -> float:
    return sum((line.amount for line in lines if line.amount is not None), 0.0)


def _by(lines: Sequence[BudgetLine], key: Callable[[BudgetLine], Key]) -> dict[Key, float]:
    """Sums by a key, only where an amount is told, in the order of the keys' names."""
    found: dict[Key, float] = {}
    for line in lines:
        if line.amount is not None:
            found[key(line)] = found.get(key(line), 0.0) + line.amount
    return dict(sorted(found.items(), key=lambda entry: (entry[0] is None, str(entry[0]))))


def _recurrent(lines: Sequence[BudgetLine], chosen: Callable[[int], bool]) -> float:
    """Recurrent amounts of the calendar years chosen; a year that is not written in digits is in none."""
    years = (
        (line, int(line.year)) for line in lines if line.year and line.year.isdecimal() and line.recurs == "recurrent"
    )
    return _sum([line for line, year in years if chosen(year)])
