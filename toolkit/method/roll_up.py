"""Roll-up of a federal State: one assessment a unit, and what is reached for the people of all units.

The level of a statement is the highest that is reached by units with at least half of the people in the units that
answered. Its range counts units without an answer at 0 and at 4, over the people of all units. Units that say "not
applicable" leave. Where a number is missing, units count equally, and that is said. No unit is ranked: the order in
which units are given changes nothing. People are counted: those held and those under supervision, unless an item gives
a number of its own.
"""

from collections.abc import Mapping, Sequence

from toolkit.library.lens import AskedItem, Lens
from toolkit.library.model import IN_THE_TEXT, LEVELS, POINTS_PER_LEVEL, Basis, Frozen, Library
from toolkit.method.agreement import Counted, counted
from toolkit.method.scoring import (
    COMPLETE_ENOUGH,
    Headline,
    ItemValue,
    LimbValue,
    completeness,
    headline_of,
    limb_values,
    mean,
    mean_of_limbs,
)
from toolkit.record.assessment import Assessment, NotApplicable, Target

HIGHEST = max(LEVELS)
NO_NOTE = "-"


class Share(Frozen):
    """One unit's part in a statement: its level (None: no answer), whether it applies there, and its people."""

    level: int | None
    applies: bool
    people: int | None


class RolledUp(Frozen):
    """One statement over all units.

    `level` over the units that answered, `lowest` and `highest` over all that it applies to; None where nothing can
    be said. `covered` is the share of people in units that answered (None if units count equally). `by_level` counts
    units, which carry no name.
    """

    item: str
    basis: Basis
    level: int | None
    lowest: int | None
    highest: int | None
    weighted: bool
    people: int | None
    covered: float | None
    answered: int
    unanswered: int
    not_applicable: int
    by_level: Mapping[str, int]

    @property
    def applies(self) -> bool:
        """False if every unit says that it does not apply."""
        return self.answered + self.unanswered > 0


class Figures(Frozen):
    """An index over the rolled-up levels: point, range, whether it is provisional, completeness."""

    point: float | None
    low: float | None
    high: float | None
    provisional: bool | None
    completeness: float | None


class UnitTold(Frozen):
    """A unit as it is listed if it is named: its people and how much of what is asked it answered."""

    name: str
    people: int | None
    answered: int
    asked: int


class RollUp(Frozen):
    """What all units together reach through one lens. `weighted` is True if people were counted throughout."""

    lens: str
    depth: str
    units: int
    people: int | None
    without_number: int
    own_numbers: int
    weighted: bool
    items: tuple[RolledUp, ...]
    headline: Headline
    limbs: tuple[LimbValue, ...]
    text: Figures
    enabling: Figures
    named: tuple[UnitTold, ...] = ()


def people_of(unit: Assessment, item: str | None = None) -> int | None:
    """Number of people concerned in a unit: that of the item if it gives one, else held and under supervision."""
    if item is not None and item in unit.people:
        return unit.people[item]
    held, supervised = unit.profile.people_held, unit.profile.under_community_measures
    return None if held is None or supervised is None else held + supervised


def highest_reached(levels: Sequence[tuple[int, int]]) -> int | None:
    """The highest level reached by at least half of the people: (level, people) each; None without people."""
    whole = sum(people for _, people in levels)
    if not whole:
        return None
    return max(level for level in LEVELS if 2 * sum(people for own, people in levels if own >= level) >= whole)


def roll_up_of(item: str, basis: Basis, shares: Sequence[Share]) -> RolledUp:
    """One statement over the shares of all units, in whatever order they are given."""
    applying = [share for share in shares if share.applies]
    weighted = bool(applying) and all(share.people is not None for share in applying)
    weights = [(share, (share.people or 0) if weighted else 1) for share in applying]
    answered = [(share.level, weight) for share, weight in weights if share.level is not None]
    whole = sum(weight for _, weight in weights)
    level = highest_reached(answered)
    return RolledUp(
        item=item,
        basis=basis,
        level=level,
        lowest=highest_reached([(share.level or 0, weight) for share, weight in weights]),
        highest=highest_reached(
            [(HIGHEST if share.level is None else share.level, weight) for share, weight in weights]
        ),
        weighted=weighted,
        people=whole if weighted else None,
        covered=sum(weight for _, weight in answered) / whole if weighted and whole else None,
        answered=len(answered),
        unanswered=len(applying) - len(answered),
        not_applicable=len(shares) - len(applying),
        by_level={str(found): sum(1 for own, _ in answered if own == found) for found in LEVELS},
    )


def roll_up(units: Sequence[Assessment], library: Library, lens: Lens, *, named: bool = False) -> RollUp:
    """Roll the assessments of the units up, through one lens; units are named only if that is chosen."""
    asked = [entry for entry in lens.items if entry.basis is not Basis.PARTICIPATION]
    told = {entry.id: [counted(library.items[entry.id], unit) for unit in units] for entry in asked}
    items = tuple(roll_up_of(entry.id, entry.basis, _shares(units, entry.id, told[entry.id])) for entry in asked)
    values = [_value(entry, found, _target(units, entry.id)) for entry, found in zip(asked, items, strict=True)]
    scored = [value for value in values if value.asked.basis in IN_THE_TEXT]
    implied = [value for value in values if value.asked.basis is Basis.IMPLIED]
    limbs = limb_values(scored, lens)
    over = mean(implied)
    numbers = [people_of(unit) for unit in units]
    known = [number for number in numbers if number is not None]
    return RollUp(
        lens=lens.id,
        depth=lens.depth,
        units=len(units),
        people=sum(known) if known and len(known) == len(numbers) else None,
        without_number=len(numbers) - len(known),
        own_numbers=sum(1 for entry in asked if any(entry.id in unit.people for unit in units)),
        weighted=bool(items) and all(found.weighted for found in items if found.applies),
        items=items,
        headline=headline_of(scored),
        limbs=limbs,
        text=_figures(mean_of_limbs(limbs), scored, any(limb.items and limb.point is None for limb in limbs)),
        enabling=_figures((over.point, over.low, over.high), implied, False),
        named=_named(units, told) if named else (),
    )


def _shares(units: Sequence[Assessment], item: str, found: Sequence[Counted]) -> list[Share]:
    """Parts of the units in one statement; a unit in which it concerns nobody carries no weight and leaves."""
    shares = []
    for unit, told in zip(units, found, strict=True):
        people = people_of(unit, item)
        shares.append(Share(level=told.level, applies=told.applies and people != 0, people=people))
    return shares


def _target(units: Sequence[Assessment], item: str) -> int:
    """Target of an item: that of the units if all have the same, else the usual one."""
    found = {unit.target.of(item) for unit in units}
    return found.pop() if len(found) == 1 else Target().of(item)


def _value(asked: AskedItem, found: RolledUp, target: int) -> ItemValue:
    """A rolled-up statement as an item's value, so that limbs and indices are computed as for any assessment."""
    told = Counted(
        item=found.item,
        level=found.level,
        lowest=found.lowest,
        highest=found.highest,
        not_applicable=None if found.applies else NotApplicable(reason="nobody_concerned", note=NO_NOTE),
        why="nothing" if found.applies and found.level is None else None,
    )
    return ItemValue(
        asked=asked,
        counted=told,
        points=None if found.level is None else found.level * POINTS_PER_LEVEL,
        low=(found.lowest or 0) * POINTS_PER_LEVEL,
        high=(HIGHEST if found.highest is None else found.highest) * POINTS_PER_LEVEL,
        supported=False,
        target=target,
    )


def _figures(
    figures: tuple[float | None, float | None, float | None], values: Sequence[ItemValue], limb_open: bool
) -> Figures:
    complete = completeness(values)
    open_still = complete is not None and (complete < COMPLETE_ENOUGH or limb_open)
    return Figures(
        point=figures[0],
        low=figures[1],
        high=figures[2],
        provisional=open_still if complete is not None else None,
        completeness=complete,
    )


def _named(units: Sequence[Assessment], told: Mapping[str, Sequence[Counted]]) -> tuple[UnitTold, ...]:
    """Units by name, in the order of their names: no order of merit."""
    found = []
    for at, unit in enumerate(units):
        own = [answers[at] for answers in told.values()]
        found.append(
            UnitTold(
                name=unit_name(unit),
                people=people_of(unit),
                answered=sum(1 for entry in own if entry.level is not None or not entry.applies),
                asked=len(own),
            )
        )
    return tuple(sorted(found, key=lambda unit: (unit.name.casefold(), unit.people or 0, unit.answered)))


def unit_name(unit: Assessment) -> str:
    """Name of a unit: that of its assessment, else of the State that its profile names."""
    return unit.name.strip() or unit.profile.state.strip()
