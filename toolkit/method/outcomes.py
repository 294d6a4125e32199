"""Shares of outcome indicators, the lines they make over cohorts, and what a report keeps back.

A share is counted over of, null where either is missing. Cohorts counted by differing definitions are never one line.
Cells under 10 people are kept back in reports (see `small_cells`), and so is each cell from which one could be worked
out: people counted where those not counted are under 10, and a second group where the first is all people less the
others.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import Literal

from toolkit.library.model import Breakdown, Frozen, OutcomeIndicator
from toolkit.method.small_cells import is_small, part_may_be_shown
from toolkit.record.indicators import Cohort, OutcomeReport

SMALL_COHORT = 500
LONGEST_SPAN = 40
NORMAL_95 = 1.959963984540054

Part = Literal["of", "counted"]


class CohortValue(Frozen):
    """One cohort as it is shown: its numbers, its value, and which of them are kept back."""

    year: str
    definition: str
    group: str | None
    counted: int | None
    of: int | None
    value: float | None
    counted_kept_back: bool = False
    of_kept_back: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        """Range within which chance alone moves a share of fewer than 500 people (Wilson, 95 %); else None."""
        if self.value is None or self.counted is None or self.of is None or not 0 < self.of < SMALL_COHORT:
            return None
        return wilson(self.counted, self.of) if self.counted <= self.of else None


class Line(Frozen):
    """Cohorts that may be read as one line: one definition, the same people, in order of years."""

    definition: str
    group: str | None
    values: tuple[CohortValue, ...]


def value_of(indicator: OutcomeIndicator, cohort: Cohort) -> float | None:
    """Share or number for each person: counted over of; of a number or a median, the number itself."""
    if indicator.figure in ("number", "days"):
        return None if cohort.counted is None else float(cohort.counted)
    if cohort.counted is None or not cohort.of:
        return None
    return cohort.counted / cohort.of


def wilson(counted: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share at 95 per cent."""
    share, square = counted / of, NORMAL_95**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def values_told(indicator: OutcomeIndicator, told: OutcomeReport) -> tuple[CohortValue, ...]:
    """Cohorts with all their numbers, for those who told them."""
    return tuple(_value(indicator, cohort, frozenset()) for cohort in told.cohorts)


def values_in_reports(
    indicator: OutcomeIndicator, told: OutcomeReport, breakdowns: Mapping[str, Breakdown]
) -> tuple[CohortValue, ...]:
    """Cohorts as a report prints them, small cells kept back and those from which one could be worked out."""
    kept_back = _Kept(indicator, told.cohorts)
    for together in kept_back.together():
        for breakdown in breakdowns.values():
            groups = [at for at in together if told.cohorts[at].group in breakdown.groups]
            whole = [at for at in together if told.cohorts[at].group is None]
            if groups and whole:
                kept_back.keep_a_second_back(whole[0], groups, complete=len(groups) == len(breakdown.groups))
    return tuple(_value(indicator, cohort, kept_back.parts_of(at)) for at, cohort in enumerate(told.cohorts))


def _value(indicator: OutcomeIndicator, cohort: Cohort, kept_back: frozenset[Part]) -> CohortValue:
    return CohortValue(
        year=cohort.year,
        definition=cohort.definition,
        group=cohort.group,
        counted=None if "counted" in kept_back else cohort.counted,
        of=None if "of" in kept_back else cohort.of,
        value=None if kept_back else value_of(indicator, cohort),
        counted_kept_back="counted" in kept_back and cohort.counted is not None,
        of_kept_back="of" in kept_back and cohort.of is not None,
    )


class _Kept:
    """Which numbers of which cohorts are kept back."""

    def __init__(self, indicator: OutcomeIndicator, cohorts: Sequence[Cohort]) -> None:
        self.figure = indicator.figure
        self.cohorts = cohorts
        self.cells: set[tuple[int, Part]] = set()
        for at, cohort in enumerate(cohorts):
            for part in self._small(cohort):
                self.keep_back(at, part)

    def _small(self, cohort: Cohort) -> Iterable[Part]:
        if is_small(cohort.of):
            yield "of"
        whole = cohort.of if self.figure == "share" else None
        if self.figure != "days" and not part_may_be_shown(cohort.counted, whole):
            yield "counted"

    def keep_back(self, at: int, part: Part) -> None:
        """Keep a number back; out of a number that is kept back nothing is shown."""
        self.cells.add((at, part))
        self.cells.add((at, "counted"))

    def parts_of(self, at: int) -> frozenset[Part]:
        """Numbers of a cohort that are kept back."""
        return frozenset(part for place, part in self.cells if place == at)

    def together(self) -> list[list[int]]:
        """Positions of cohorts of one year and definition: all people and their groups."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, cohort in enumerate(self.cohorts):
            found.setdefault((cohort.year, cohort.definition), []).append(at)
        return list(found.values())

    def keep_a_second_back(self, whole: int, groups: list[int], *, complete: bool) -> None:
        """Keep one more group back where a small cell is all people less the others. `complete`: no group lacks."""
        parts: tuple[Part, ...] = ("of",) if self.figure == "days" else ("of", "counted")
        for part in parts:
            told = {at: number for at in groups if (number := getattr(self.cohorts[at], part)) is not None}
            shown = {at: number for at, number in told.items() if (at, part) not in self.cells}
            all_people = getattr(self.cohorts[whole], part)
            if not shown or all_people is None:
                continue
            hidden = len(told) - len(shown)
            is_shown = (whole, part) not in self.cells
            rest = all_people - sum(told.values())
            lacking = not complete and is_small(rest)
            if (is_shown and (hidden == 1 or (hidden == 0 and lacking))) or (not is_shown and hidden == 0):
                self.keep_back(min(shown, key=lambda at: (shown[at], at)), part)


def lines(values: Sequence[CohortValue], *, groups: bool = False) -> tuple[Line, ...]:
    """Lines of all people, one a definition, in order of their first year; with those of groups if asked."""
    found: dict[tuple[str, str], list[CohortValue]] = {}
    for value in values:
        if groups or value.group is None:
            found.setdefault((value.definition, value.group or ""), []).append(value)
    return tuple(Line(definition=key[0], group=key[1] or None, values=tuple(each)) for key, each in found.items())


def years(values: Sequence[CohortValue]) -> tuple[str, ...]:
    """Years of the cohorts in order; where all are plain years, those between that lack a figure stand too."""
    told = sorted({value.year for value in values})
    if not told or not all(year.isascii() and year.isdigit() and len(year) == 4 for year in told):
        return tuple(told)
    first, last = int(told[0]), int(told[-1])
    return tuple(told) if last - first > LONGEST_SPAN else tuple(str(year) for year in range(first, last + 1))


def breaks(values: Sequence[CohortValue]) -> tuple[tuple[str, str], ...]:
    """Where the way of counting changes: the first year of each further definition, with its name."""
    return tuple((line.values[0].year, line.definition) for line in lines(values)[1:])
