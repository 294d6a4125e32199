"""What a further state file holds beside answers, bodies and facility sheets: named, for a merge leaves it out.

Only answers are merged: an agreed response, a mark, a plan or a clearance is the coordinator's word, which no body
changes by sending a file. What the record says in the same way is not named.
"""

from collections.abc import Iterator, Sequence

from toolkit.problem import Place, Problem, problem
from toolkit.record.assessment import Assessment
from toolkit.record.facts import fact_parts

MOST_NAMED = 6
# Parts of a state file by the code that names what was left out of them.
LEFT = {
    "answers_agreed_left": ("agreed",),
    "answers_marks_left": ("marks",),
    "answers_indicators_left": ("indicators",),
    "answers_texts_left": ("texts",),
    "answers_rest_left": (
        "name",
        "as_of",
        "next_date",
        "profile",
        "scope",
        "target",
        "people",
        "relations",
        "sendings",
    ),
}


def left_out(theirs: Assessment, ours: Assessment, name: str) -> tuple[Problem, ...]:
    """One problem for each kind of thing that a state file says otherwise than the record, or that only it says."""
    return tuple(
        problem(code, Place(file=name), n=len(names), names=_listed(names))
        for code, names in _names(theirs, ours)
        if names
    )


def _names(theirs: Assessment, ours: Assessment) -> Iterator[tuple[str, list[str]]]:
    for code, fields in LEFT.items():
        yield code, [named for field in fields for named in _parts(field, theirs, ours)]
    yield "answers_plans_left", [plan.name for plan in theirs.plans if plan not in ours.plans]
    local = [found for found in theirs.local_instruments if found not in ours.local_instruments]
    yield "answers_local_left", [found.title or found.id for found in local]
    cleared = [found.date.isoformat() for found in theirs.clearances if found not in ours.clearances]
    opened = [found.date.isoformat() for found in theirs.reopened if found not in ours.reopened]
    yield "answers_clearances_left", [*cleared, *opened]
    yield "answers_history_left", [entry.at[:10] for entry in theirs.log if entry not in ours.log]


def _parts(field: str, theirs: Assessment, ours: Assessment) -> list[str]:
    """Names of the parts of a fact that differ, without those that are as they are when nothing was said."""
    unsaid, held = fact_parts(field, Assessment()), fact_parts(field, ours)
    told = {name: value for name, value in fact_parts(field, theirs).items() if value != unsaid.get(name)}
    named = [name for name, value in told.items() if value != held.get(name)]
    return named if field in LEFT["answers_rest_left"] else [name.partition(".")[2] for name in named]


def _listed(names: Sequence[str]) -> str:
    known = list(dict.fromkeys(names))
    return ", ".join(known[:MOST_NAMED]) + (", ..." if len(known) > MOST_NAMED else "")
