"""Projection: what the indices would be if every measure does what it says. (DESIGN section 4, "Projection")

A measure may state the level it brings to an item it is explicitly linked to or confirmed for. It changes only items
with a counted level, only upwards, at most one step above the present level unless it names reach and indicator;
several measures on one item: the highest in force, never added. It applies at its end date. Continuing measures
without one, cancelled and delivered ones change nothing.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from toolkit.library.lens import Lens
from toolkit.library.model import IN_THE_TEXT, Basis, Frozen
from toolkit.method.link import items_linked
from toolkit.method.results import PlanLookedAt
from toolkit.method.scoring import ItemValue, Scores, enabling_point, text_point, with_level
from toolkit.method.solidity import SolidityClass, end_of, stated
from toolkit.record.plan import Measure, Plan

MOST_QUARTERS = 60
MOST_MONTHS = 120

Why = Literal["not_linked", "outside_the_lens", "no_level_now", "not_higher", "no_end", "cancelled", "delivered"]


class Effect(Frozen):
    """A measure lifts an item to a level from a day on; `capped` if it states more than may be counted."""

    plan: int
    measure: str
    item: str
    level: int
    day: date
    on_paper: bool
    capped: bool


class Unchanged(Frozen):
    """A level that a measure states and that changes nothing, and why; `item` is None where it names none."""

    plan: int
    measure: str
    item: str | None
    level: int
    why: Why


class Point(Frozen):
    """Both indices at the last day of a quarter, never merged; None where an index cannot be computed."""

    text: float | None
    enabling: float | None


class Projection(Frozen):
    """Both indices by quarter: as planned, with a delay of so many months, and without what is on paper.

    `without_level` counts the items of both indices that apply and have no level: they stay as they are.
    """

    quarters: tuple[date, ...]
    present: Point
    planned: tuple[Point, ...]
    delayed: tuple[Point, ...]
    without_paper: tuple[Point, ...]
    delay: int
    effects: tuple[Effect, ...]
    unchanged: tuple[Unchanged, ...]
    without_level: int

    @property
    def plan_ends(self) -> int:
        """Position of the quarter in which the last measure ends by its own date; with a delay more follow."""
        last = max((effect.day for effect in self.effects), default=date.min)
        return next((at for at, day in enumerate(self.quarters) if day >= last), len(self.quarters) - 1)


def projection(scores: Scores, lens: Lens, plans: Sequence[PlanLookedAt], as_of: date, *, delay: int = 0) -> Projection:
    """Project both indices by quarter from the as-of date on. `delay` is in months, from 0 to 120."""
    if not 0 <= delay <= MOST_MONTHS:
        raise ValueError(delay)
    effects, unchanged = effects_of(scores, plans)
    quarters = tuple(_quarters(as_of, [months_later(effect.day, delay) for effect in effects]))
    solid = [effect for effect in effects if not effect.on_paper]
    in_indices = [value for value in scores.items if value.asked.basis in (*IN_THE_TEXT, Basis.IMPLIED)]
    return Projection(
        quarters=quarters,
        present=_point(scores.items, lens),
        planned=tuple(_at(scores, lens, effects, day, 0) for day in quarters),
        delayed=tuple(_at(scores, lens, effects, day, delay) for day in quarters),
        without_paper=tuple(_at(scores, lens, solid, day, 0) for day in quarters),
        delay=delay,
        effects=tuple(effects),
        unchanged=tuple(unchanged),
        without_level=sum(value.applies and value.counted.level is None for value in in_indices),
    )


def levels_brought(measure: Measure, plan: Plan, items: Sequence[str]) -> Iterator[tuple[str | None, int]]:
    """Levels that a measure states, with their items; what a person chose beside a link comes before the file.

    A level without an item is for the one item that the measure is linked to; None where that is not one.
    """
    chosen = {link.item: link.level for link in plan.links if link.measure == measure.id and link.level is not None}
    yield from chosen.items()
    for stated_level in measure.brings:
        item = stated_level.item or (items[0] if len(items) == 1 else None)
        if item not in chosen:
            yield item, stated_level.level


def effects_of(scores: Scores, plans: Sequence[PlanLookedAt]) -> tuple[list[Effect], list[Unchanged]]:
    """What every measure of these plans lifts, and the levels stated that change nothing."""
    effects: list[Effect] = []
    unchanged: list[Unchanged] = []
    for number, found in enumerate(plans):
        for measure in found.plan.measures:
            items = items_linked(found.links.get(measure.id, ()))
            for item, level in levels_brought(measure, found.plan, items):
                made = _effect(scores, found, number, measure, item, level, items)
                (effects if isinstance(made, Effect) else unchanged).append(made)  # type: ignore[arg-type]
    return effects, unchanged


def _effect(
    scores: Scores,
    found: PlanLookedAt,
    number: int,
    measure: Measure,
    item: str | None,
    level: int,
    items: Sequence[str],
) -> Effect | Unchanged:
    value = scores.item(item) if item is not None else None
    present = value.counted.level if value is not None else None
    day, code = end_of(measure, found.plan), found.solidities[measure.id].code
    why = _why_unchanged(item, items, value, present, level, day, code)
    if why is not None or item is None or present is None or day is None:
        return Unchanged(plan=number, measure=measure.id, item=item, level=level, why=why or "no_end")
    most = level if _names_reach_and_indicator(measure) else min(level, present + 1)
    return Effect(
        plan=number, measure=measure.id, item=item, level=most, day=day, on_paper=code == "paper", capped=most < level
    )


def _why_unchanged(
    item: str | None,
    items: Sequence[str],
    value: ItemValue | None,
    present: int | None,
    level: int,
    day: date | None,
    code: SolidityClass,
) -> Why | None:
    """The first reason for which a stated level changes nothing; None if it changes something."""
    reasons: tuple[tuple[bool, Why], ...] = (
        (item is None or item not in items, "not_linked"),
        (code == "cancelled", "cancelled"),
        (code == "delivered", "delivered"),
        (value is None, "outside_the_lens"),
        (present is None, "no_level_now"),
        (present is not None and level <= present, "not_higher"),
        (day is None, "no_end"),
    )
    return next((why for holds, why in reasons if holds), None)


def _names_reach_and_indicator(measure: Measure) -> bool:
    return stated(measure.details.get("reach")) and stated(measure.indicator.name)


def _at(scores: Scores, lens: Lens, effects: Iterable[Effect], day: date, delay: int) -> Point:
    """Both indices at a day, with what is in force by then."""
    reached: dict[str, int] = {}
    for effect in effects:
        if months_later(effect.day, delay) <= day:
            reached[effect.item] = max(effect.level, reached.get(effect.item, 0))
    changed = [with_level(value, reached[value.id]) if value.id in reached else value for value in scores.items]
    return _point(changed, lens)


def _point(values: Sequence[ItemValue], lens: Lens) -> Point:
    def part(wanted: Callable[[Basis], bool]) -> list[ItemValue]:
        return [value for value in values if wanted(value.asked.basis)]

    return Point(
        text=text_point(part(lambda basis: basis in IN_THE_TEXT), lens),
        enabling=enabling_point(part(lambda basis: basis is Basis.IMPLIED)),
    )


def _quarters(as_of: date, days: Sequence[date]) -> Iterator[date]:
    """Last days of the quarters from the as-of date's to that of the last day; none where nothing changes."""
    if not days:
        return
    year, quarter = as_of.year, (as_of.month - 1) // 3
    for _ in range(MOST_QUARTERS):
        last = date(year, quarter * 3 + 3, calendar.monthrange(year, quarter * 3 + 3)[1])
        yield last
        if last >= max(days):
            return
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month."""
    month = day.month - 1 + months
    year, month = min(day.year + month // 12, date.max.year), month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
