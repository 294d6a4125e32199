"""Which numbers of facilities a report keeps back: those under ten people, and those that would give one away.

A number is worked out from the sum of its column less the others, or from a whole less its parts. Places and posts are
no people. The bound is that of `small_cells`. A sum over a single facility is that facility's own number.
"""

from collections.abc import Sequence

from toolkit.library.facility import FacilityForm
from toolkit.method.facility import FacilityTable
from toolkit.method.small_cells import is_small, part_may_be_shown
from toolkit.record.facility import FacilitySheet

SUM = ""
FEWEST_SUMMED = 2
Kept = set[tuple[str, str]]


def kept_back(table: FacilityTable, form: FacilityForm) -> frozenset[tuple[str, str]]:
    """Facility and figure of each number kept back in the table of facilities; the sum's facility is empty."""
    kept: Kept = set()
    while True:
        before = len(kept)
        for sheet in table.sheets:
            _in_one_sheet(kept, sheet.id, {figure.id: sheet.value(figure.id) for figure in form.figures}, form)
        _in_one_sheet(kept, SUM, {found.id: found.total for found in table.sums}, form)
        for figure in form.figures:
            if figure.counts == "people":
                _in_one_column(kept, figure.id, table.sheets)
        if len(kept) == before:
            return frozenset(kept)


def sums_kept_back(table: FacilityTable, form: FacilityForm) -> frozenset[str]:
    """Figures whose sum is kept back in a report that shows sums alone."""
    kept: Kept = set()
    totals = {found.id: found.total for found in table.sums}
    for _ in form.figures:
        _in_one_sheet(kept, SUM, totals, form)
    single = {found.id for found in table.sums if 0 < found.told < FEWEST_SUMMED}
    return frozenset({figure for _, figure in kept} | single)


def _in_one_sheet(kept: Kept, facility: str, values: dict[str, int | None], form: FacilityForm) -> None:
    """Small numbers of one facility, and parts that would give one away."""
    people = {figure.id for figure in form.figures if figure.counts == "people"}
    kept |= {(facility, id) for id in people if is_small(values[id])}
    for check in form.checks:
        if check.whole not in people or (facility, check.whole) in kept:
            continue
        told = [part for part in check.parts if values[part] is not None]
        shown = [part for part in told if (facility, part) not in kept]
        if len(check.parts) == 1 and shown and not part_may_be_shown(values[shown[0]], values[check.whole]):
            kept.add((facility, shown[0]))
        if len(check.parts) > 1 and len(told) - len(shown) == 1 and shown:
            kept.add((facility, min(shown, key=lambda part: (values[part] or 0, part))))


def _in_one_column(kept: Kept, figure: str, sheets: Sequence[FacilitySheet]) -> None:
    """One number kept back alone is the sum less the others: the smallest other is kept back too, else the sum."""
    told = {sheet.id: value for sheet in sheets if (value := sheet.value(figure)) is not None}
    hidden = [id for id in told if (id, figure) in kept]
    if len(hidden) != 1 or (SUM, figure) in kept:
        return
    others = [id for id in told if id not in hidden]
    kept.add((min(others, key=lambda id: (told[id], id)), figure) if others else (SUM, figure))
