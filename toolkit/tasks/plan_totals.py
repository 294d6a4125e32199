"""Sum up the money of a plan."""

from toolkit.method.budget_totals import CurrencyTotals, budget_totals
from toolkit.record.plan import Plan


def totals_of(plan: Plan) -> tuple[CurrencyTotals, ...]:
    """Totals of a plan's budget lines, worked out anew from the lines; none if it has no line."""
    return budget_totals(plan)
