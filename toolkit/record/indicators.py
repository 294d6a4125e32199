"""Outcome indicators as a State tells them: what is counted and how, a figure for each cohort, or why there is none.

What each figure must carry so that it can be read: the event counted, the start of the clock, the follow-up, the
waiting time, who is in and who is out, the source, its date, breaks and limits. A figure that is not known is null.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator

from toolkit.library.model import Frozen, Library
from toolkit.problem import Place, Problem, problem

Figure = Annotated[int, Field(strict=True, ge=0)]
LONGEST_SHOWN = 60


class Cohort(Frozen):
    """People counted of those who began in one year, by one definition; of all of them, or of one group.

    `counted` and `of` are numbers of people unless the indicator says otherwise. `definition` names the way of counting
    used: figures of differing definitions are never one line.
    """

    year: Annotated[str, Field(min_length=1, max_length=20)]
    counted: Figure | None = None
    of: Figure | None = None
    definition: str = ""
    group: str | None = None

    @field_validator("year", mode="before")
    @classmethod
    def _year_as_number(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class OutcomeReport(Frozen):
    """What a State tells of one outcome indicator.

    `not_measured` says why there is no figure yet. `as_of` is the date of the figures as written; `includes` says who
    and what is counted in or left out; `limits` names breaks in the series and what else a reader must know.
    """

    id: str
    not_measured: str | None = None
    publish: Annotated[bool, Field(strict=True)] = False
    definition: str = ""
    start_event: str = ""
    counted_event: str = ""
    follow_up: str = ""
    waiting: str = ""
    population: str = ""
    includes: str = ""
    source: str = ""
    as_of: str = ""
    limits: str = ""
    cohorts: tuple[Cohort, ...] = ()

    @field_validator("cohorts")
    @classmethod
    def _in_order(cls, value: tuple[Cohort, ...]) -> tuple[Cohort, ...]:
        return tuple(sorted(value, key=in_order))

    @property
    def is_empty(self) -> bool:
        """True if nothing was said of this indicator."""
        return self == OutcomeReport(id=self.id)


Refused = tuple[Any, Problem]


def take_outcome(raw: Any, library: Library) -> tuple[OutcomeReport | None, list[Refused]]:
    """Turn what was given into an outcome report, with each part that cannot be taken and the problem that says why.

    A cohort that does not fit is held back by itself, under the id of its indicator; the rest is taken.
    """
    place = Place(field="indicators")
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        return None, [(raw, problem("state_value_wrong", place))]
    id = raw["id"]
    if id not in library.indicators:
        return None, [(raw, problem("indicator_unknown", place, id=id[:LONGEST_SHOWN]))]
    place = Place(field=f"indicators.{id}")
    cohorts = raw.get("cohorts", [])
    if not isinstance(cohorts, list | tuple):
        return None, [(raw, problem("state_value_wrong", place))]
    taken, refused = _cohorts(list(cohorts), id, library)
    try:
        found = OutcomeReport.model_validate({**raw, "cohorts": taken})
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        return None, [(raw, problem("state_value_wrong", Place(field=f"indicators.{id}.{field}"[:LONGEST_SHOWN])))]
    if found.not_measured is not None and (taken or refused):
        return None, [(raw, problem("indicator_not_measured_but_figures", place))]
    return found, refused


def _cohorts(entries: list[Any], id: str, library: Library) -> tuple[list[Cohort], list[Refused]]:
    """Cohorts that can be taken, and each other one; of two of one year, definition and group neither is."""
    taken: list[tuple[Any, Cohort]] = []
    refused: list[Refused] = []
    for number, entry in enumerate(entries, start=1):
        found = _cohort(entry, id, number, library)
        if isinstance(found, Cohort):
            taken.append((entry, found))
        else:
            refused.append((_alone(id, entry), found))
    keys = [(found.year, found.definition, found.group) for _, found in taken]
    for entry, found in taken:
        if keys.count((found.year, found.definition, found.group)) > 1:
            where = Place(field=f"indicators.{id}")
            refused.append((_alone(id, entry), problem("indicator_cohort_repeated", where, year=found.year)))
    once = [found for (_, found), key in zip(taken, keys, strict=True) if keys.count(key) == 1]
    return once, refused


def _alone(id: str, entry: Any) -> dict[str, Any]:
    """A cohort that is held back, under the id of its indicator."""
    return {"id": id, "cohorts": [entry.model_dump(mode="json") if isinstance(entry, Cohort) else entry]}


def in_order(cohort: Cohort) -> tuple[str, str, str]:
    """Sort key of a cohort: year, definition, group; all people before their groups."""
    return cohort.year, cohort.definition, cohort.group or ""


def _cohort(entry: Any, id: str, number: int, library: Library) -> Cohort | Problem:
    place = Place(field=f"indicators.{id}.cohorts.{number}")
    try:
        found = Cohort.model_validate(entry)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"]) or "year"
        return problem("indicator_cohort_wrong", place, number=number, what=field)
    if not found.year.strip():
        return problem("indicator_cohort_wrong", place, number=number, what="year")
    known = [code for name in library.indicators[id].break_down for code in library.breakdowns[name].groups]
    if found.group is not None and found.group not in known:
        group = found.group[:LONGEST_SHOWN]
        return problem("indicator_group_unknown", place, group=group, known=", ".join(known) or "–")
    # Only where people are counted out of people can there not be more of them.
    is_share = library.indicators[id].figure == "share"
    if is_share and found.counted is not None and found.of is not None and found.counted > found.of:
        return problem("indicator_counted_above_of", place, year=found.year, counted=found.counted, of=found.of)
    return found
