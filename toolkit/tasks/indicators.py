"""Outcome indicators as those who tell them see them: what was told, figures over cohorts, how they read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.language import Language, percent
from toolkit.library.model import Library, OutcomeIndicator
from toolkit.method.outcomes import CohortValue, Line, breaks, lines, values_told, years
from toolkit.problem import Problem
from toolkit.record.assessment import Assessment
from toolkit.record.indicators import OutcomeReport, take_outcome
from toolkit.report.outcomes import METADATA, line_name, named, takeaway

FIRST_YEARS_BACK = 3


@dataclass(frozen=True)
class OutcomeShown:
    """One indicator with what was told of it; nothing is kept back from those who told it."""

    indicator: OutcomeIndicator
    name: str
    told: OutcomeReport | None
    values: tuple[CohortValue, ...]
    years: tuple[str, ...]
    lines: tuple[tuple[str, Line], ...]
    breaks: tuple[tuple[str, str], ...]
    takeaway: str

    @property
    def latest(self) -> CohortValue | None:
        """The last cohort of all people that has a value."""
        found = [value for value in self.values if value.group is None and value.value is not None]
        return max(found, key=lambda value: value.year) if found else None

    @property
    def is_drawn(self) -> bool:
        """True if there are shares of two years or more, so that a line says something."""
        shares = {value.year for value in self.values if value.group is None and value.value is not None}
        return self.indicator.figure == "share" and len(shares) > 1


def outcomes_told(assessment: Assessment, library: Library, language: Language) -> tuple[OutcomeShown, ...]:
    """Every indicator of the checklist with what was told of it, the first three first."""
    found = sorted(library.indicators.values(), key=lambda indicator: not indicator.first)
    return tuple(outcome_told(indicator, assessment.outcome(indicator.id), language) for indicator in found)


def outcome_told(indicator: OutcomeIndicator, told: OutcomeReport | None, language: Language) -> OutcomeShown:
    """One indicator with what was told of it."""
    values = values_told(indicator, told) if told is not None else ()
    found = lines(values)
    return OutcomeShown(
        indicator=indicator,
        name=named(language, indicator),
        told=None if told is None or told.is_empty else told,
        values=values,
        years=years([value for value in values if value.group is None]),
        lines=tuple((line_name(language, line, found), line) for line in found),
        breaks=breaks(values),
        takeaway=takeaway(language, indicator, values) if indicator.figure == "share" else "",
    )


def value_in_words(indicator: OutcomeIndicator, value: float | None) -> str:
    """A value as it is shown: a share as a percentage, a number for each person with two decimals, else as it is."""
    if indicator.figure == "share" or value is None:
        return percent(value)
    return f"{value:.2f}" if indicator.figure == "per_person" else f"{value:.0f}"


def check_outcome(raw: Any, library: Library) -> tuple[OutcomeReport | None, Problem | None]:
    """What was told as it can be recorded, or the first problem that stands in the way."""
    found, refused = take_outcome(raw, library)
    return (None, refused[0][1]) if refused else (found, None)


def metadata_said(told: OutcomeReport | None) -> int:
    """How many of the ten things that make figures readable were told."""
    return sum(1 for name in METADATA if told is not None and getattr(told, name).strip())


def groups_of(indicator: OutcomeIndicator, library: Library, language: Language) -> dict[str, str]:
    """Groups by which the figures of an indicator may be split: code and name, with what they are split by."""
    return {
        code: language.say("indicators.group_of", breakdown=library.breakdowns[name].name, group=group.name)
        for name in indicator.break_down
        for code, group in library.breakdowns[name].groups.items()
    }


def next_cohort(cohorts: Sequence[dict[str, Any]], as_of_year: int) -> dict[str, Any]:
    """A further cohort to fill in: the year after the last, of its definition; the first one three years back."""
    of_all = [cohort for cohort in cohorts if cohort["group"] is None] or list(cohorts)
    last = max(of_all, key=lambda cohort: str(cohort["year"]), default=None)
    year = str(as_of_year - FIRST_YEARS_BACK)
    if last is not None:
        written = str(last["year"])
        year = str(int(written) + 1) if written.isascii() and written.isdigit() else ""
    return {"year": year, "counted": None, "of": None, "definition": last["definition"] if last else "", "group": None}
