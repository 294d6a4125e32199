"""The plan of eight weeks: what is done in which week, by whom, on which page, with which product.

Source: `checklists/eight_weeks.yaml`. It holds no dates: week 1 begins when a State says so.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from toolkit.library.frozen import Frozen
from toolkit.problem import Place, Problem, problem

FILE = "eight_weeks.yaml"
Who = Literal["coordinator", "bodies", "minister", "meeting"]
Paper = Literal["agenda", "checklist", "letters", "agendas"]
KnownBy = Literal[
    "profile",
    "bodies",
    "rapid",
    "sent",
    "returned",
    "answered",
    "agreed",
    "plan",
    "links",
    "marks",
    "cleared_parts",
    "cleared",
    "next_date",
]
Minutes = Annotated[int, Field(ge=1)]


class WeekTask(Frozen):
    """One thing to do: by whom, where, with which paper; `known_by` is how the record shows that it is done."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,19}$")]
    who: Who
    text: str
    page: str | None = None
    known_by: KnownBy | None = None
    paper: Paper | None = None


class Week(Frozen):
    """One week, counted from 1, and what it leaves behind."""

    number: Annotated[int, Field(ge=1, le=8)]
    name: str
    product: str
    tasks: tuple[WeekTask, ...]


class Meeting(Frozen):
    """Minutes of a meeting: opening, each statement, the pause, closing; reckoned, not measured."""

    opening: Minutes
    statement: Minutes
    pause: Minutes
    closing: Minutes


class EightWeeks(Frozen):
    """The weeks in order, and how long a meeting takes."""

    meeting: Meeting
    weeks: tuple[Week, ...]


def check_eight_weeks(plan: EightWeeks) -> Iterator[Problem]:
    """All problems of the plan: weeks from 1 on without a hole, each task named once."""
    numbers = [week.number for week in plan.weeks]
    if numbers != list(range(1, len(numbers) + 1)):
        yield problem("content_value_wrong", Place(file=FILE), key="weeks", why=str(numbers))
    ids = [task.id for week in plan.weeks for task in week.tasks]
    for repeated in sorted({id for id in ids if ids.count(id) > 1}):
        yield problem("content_id_repeated", Place(file=FILE), id=repeated)
