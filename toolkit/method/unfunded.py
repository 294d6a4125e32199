"""What a plan says of money: the cost of its first year, and what is requested or unfunded.

Amounts in units of the currency; currencies are never added together. From the budget lines where the plan has them;
else the unfunded part is summed from the measures' own amounts and there is no first year. Nothing is estimated: what
the plan does not hold is None.
"""

from collections.abc import Iterator, Sequence

from toolkit.library.model import Frozen
from toolkit.method.budget_totals import NOT_FUNDED, CurrencyTotals, budget_totals
from toolkit.record.plan import Measure, Plan, Status

_NOT_SUMMED = (Status.CANCELLED, Status.SUPERSEDED, Status.COMPLETE)


class Unfunded(Frozen):
    """Money of a plan in one currency: its first year as written with the cost, and what is not funded."""

    currency: str | None
    first_year: str | None = None
    first_year_cost: float | None = None
    unfunded: float | None = None


def unfunded(plan: Plan) -> tuple[Unfunded, ...]:
    """First year's cost and unfunded part of a plan, one entry a currency; empty if it holds no amount."""
    if plan.budget_lines:
        return tuple(_of_lines(found) for found in budget_totals(plan) if found.lines > found.without_amount)
    return tuple(_of_measures(plan))


def _of_lines(found: CurrencyTotals) -> Unfunded:
    year = min((name for name in found.by_year if name), default=None)
    return Unfunded(
        currency=found.currency,
        first_year=year,
        first_year_cost=None if year is None else found.by_year[year],
        unfunded=found.gap_least,
    )


def _of_measures(plan: Plan) -> Iterator[Unfunded]:
    told = [found for found in _counted_once(plan) if found.budget.amount is not None]
    for currency in dict.fromkeys(found.budget.currency for found in told):
        here = [found.budget for found in told if found.budget.currency == currency]
        if any(budget.funding is not None for budget in here):
            amounts = [budget.amount or 0.0 for budget in here if budget.funding in NOT_FUNDED]
            yield Unfunded(currency=currency, unfunded=sum(amounts, 0.0))


def _counted_once(plan: Plan) -> Sequence[Measure]:
    """Measures still to be paid for; one whose sub-measures tell amounts is left to them."""
    open_measures = [found for found in plan.measures if found.status not in _NOT_SUMMED]
    above = {found.parent for found in open_measures if found.budget.amount is not None and found.parent is not None}
    return [found for found in open_measures if found.id not in above]
