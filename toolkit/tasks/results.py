"""Score an assessment, with the plans looked at together with it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import Lens, look_through
from toolkit.library.model import Depth, Library
from toolkit.method.agreement import counted
from toolkit.method.gaps import Gap
from toolkit.method.results import PlanLookedAt, Results, results
from toolkit.method.scoring import Index, Mean, Scores
from toolkit.problem import Problem, as_json
from toolkit.record.assessment import Assessment
from toolkit.record.plan import Plan


def results_of(
    assessment: Assessment,
    library: Library,
    *,
    as_of: date,
    lens: str | Lens | None = None,
    depth: Depth | None = None,
    plans: Sequence[PlanLookedAt] = (),
) -> Results:
    """All that follows from an assessment: its own plans and those given here, each plan looked at once.

    `lens` and `depth` are those of the assessment unless given; a lens may be given by who has it at hand.
    """
    looked_through = (
        lens if isinstance(lens, Lens) else look_through(library, lens or assessment.lens, depth or assessment.depth)
    )
    known = {_identity(found.plan) for found in plans} if assessment.plans else set()
    own = [plan for plan in assessment.plans if _identity(plan) not in known]
    looked_at = _looked_at(own, assessment, library, looked_through, as_of) if own else []
    return results(assessment, library, looked_through, as_of, [*looked_at, *plans])


def _looked_at(
    plans: Sequence[Plan], assessment: Assessment, library: Library, lens: Lens, as_of: date
) -> list[PlanLookedAt]:
    """The plans of an assessment as they are looked at; what that needs is imported where there are any."""
    from toolkit.tasks.plan import look_at_plan

    levels = counted_levels(assessment, library)
    return [look_at_plan(plan, library, lens, as_of, levels=levels) for plan in plans]


def counted_levels(assessment: Assessment, library: Library) -> dict[str, int | None]:
    """Level that counts for every item, None where there is none."""
    return {item.id: counted(item, assessment).level for item in library.items.values()}


def low_levels(assessment: Assessment, library: Library) -> dict[str, int | None]:
    """Levels that count and are low enough for the remark on low items without a measure; no other items."""
    from toolkit.method.lint import LOW_LEVEL

    stated = {told.item for told in assessment.responses if (told.level or 0) <= LOW_LEVEL}
    stated |= {agreed.item for agreed in assessment.agreed}
    found = {item: counted(library.items[item], assessment).level for item in sorted(stated) if item in library.items}
    return {item: level for item, level in found.items() if level is not None and level <= LOW_LEVEL}


def _identity(plan: Plan) -> str:
    """What makes two plans the same: the file they were read from, else their measures."""
    return plan.digest or "|".join(measure.model_dump_json() for measure in plan.measures)


def results_as_json(found: Results, language: Language, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Results in the form of `score` (DESIGN section 6): what cannot be computed is null, never absent."""
    scores = found.scores
    return {
        "lens": found.lens.id,
        "depth": found.lens.depth,
        "as_of": found.as_of.isoformat(),
        "content_hash": found.content_hash,
        "headline": scores.headline.model_dump(),
        "indices": {"text": _index(scores.text), "enabling": _index(scores.enabling)},
        "soft": _mean(scores.soft),
        "participation": [entry.model_dump() for entry in scores.participation],
        "limbs": [entry.model_dump(mode="json") for entry in scores.limbs],
        "provisions": [entry.model_dump(mode="json") for entry in scores.provisions],
        "dimensions": _dimensions(scores),
        "gaps": {
            "text": [_gap(gap) for gap in found.gaps.text],
            "enabling": [_gap(gap) for gap in found.gaps.enabling],
        },
        "unanswered": [entry.model_dump(mode="json") for entry in scores.unanswered],
        "problems": [as_json(entry, language) for entry in (*problems, *found.problems)],
    }


def _index(index: Index) -> dict[str, Any]:
    return index.model_dump(mode="json")


def _mean(mean: Mean) -> dict[str, Any]:
    return mean.model_dump(mode="json")


def _dimensions(scores: Scores) -> list[dict[str, Any]]:
    return [
        {"id": entry.id, "text": _mean(entry.text), "enabling": _mean(entry.enabling)} for entry in scores.dimensions
    ]


def _gap(gap: Gap) -> dict[str, Any]:
    keys = ("item", "level", "target", "points", "coverage", "mark", "lead", "requires")
    return {key: value for key, value in gap.model_dump(mode="json").items() if key in keys}
