"""What if: the same assessment with other levels, set by hand or brought by measures; the record stays as it is.

A measure that is ticked brings its levels by the rules of the projection (DESIGN section 4, "Projection"), as if it had
ended. A level set by hand comes before what measures bring. The result is that of an assessment with these levels.
"""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import Field

from toolkit.library.model import Frozen, Library
from toolkit.method.coverage import MeasureRef
from toolkit.method.gaps import Gap, gaps
from toolkit.method.projection import Effect, Unchanged, effects_of
from toolkit.method.results import PlanLookedAt, Results
from toolkit.method.scoring import Scores, score
from toolkit.record.assessment import Agreed, Assessment, Level


class Trial(Frozen):
    """What is tried: levels set by hand, by item, and measures taken as done."""

    levels: Mapping[str, Level] = Field(default_factory=dict)
    measures: tuple[MeasureRef, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True if nothing is tried."""
        return not self.levels and not self.measures


class Choice(Frozen):
    """A measure that can be ticked, with what it would bring."""

    measure: MeasureRef
    effects: tuple[Effect, ...]


class Place(Frozen):
    """Where an item stands in one list of gaps, from 1, as recorded and as tried; None where it is no gap there."""

    item: str
    recorded: int | None
    tried: int | None
    gap: Gap


def choices(scores: Scores, plans: Sequence[PlanLookedAt]) -> tuple[tuple[Choice, ...], tuple[Unchanged, ...]]:
    """Measures that bring something, and the levels that measures state and that change nothing, with why."""
    effects, unchanged = effects_of(scores, plans)
    found: dict[tuple[int, str], list[Effect]] = {}
    for effect in effects:
        found.setdefault((effect.plan, effect.measure), []).append(effect)
    made = (
        Choice(measure=MeasureRef(plan=plan, measure=measure), effects=tuple(own))
        for (plan, measure), own in found.items()
    )
    return tuple(made), tuple(unchanged)


def levels_tried(scores: Scores, plans: Sequence[PlanLookedAt], trial: Trial) -> dict[str, int]:
    """Level of every item that is tried: what is set by hand, else the highest that the ticked measures bring."""
    brought: dict[str, int] = {}
    ticked = {(ref.plan, ref.measure) for ref in trial.measures}
    for effect in effects_of(scores, plans)[0] if ticked else ():
        if (effect.plan, effect.measure) in ticked:
            brought[effect.item] = max(effect.level, brought.get(effect.item, 0))
    by_hand = {item: level for item, level in trial.levels.items() if scores.item(item) is not None}
    return {**brought, **by_hand}


def with_levels(assessment: Assessment, levels: Mapping[str, int]) -> Assessment:
    """The assessment as if these levels had been agreed on."""
    kept = [agreed for agreed in assessment.agreed if agreed.item not in levels]
    tried = [Agreed(item=item, level=level) for item, level in levels.items()]
    return assessment.model_copy(update={"agreed": (*kept, *tried)})


def what_if(assessment: Assessment, library: Library, recorded: Results, trial: Trial) -> Results:
    """Results with what is tried; plans and coverage are those of the recorded results."""
    levels = levels_tried(recorded.scores, recorded.plans, trial)
    changed = with_levels(assessment, levels)
    scores = score(changed, library, recorded.lens)
    found = gaps(scores, library, recorded.lens, assessment.marks, recorded.coverage.classes())
    return recorded.model_copy(update={"scores": scores, "gaps": found})


def places(recorded: Iterable[Gap], tried: Iterable[Gap]) -> tuple[Place, ...]:
    """The items of one list of gaps in the order tried, then those that are no gap any more."""
    before = {gap.item: (number, gap) for number, gap in enumerate(recorded, start=1)}
    after = {gap.item: (number, gap) for number, gap in enumerate(tried, start=1)}
    still = [
        Place(item=item, recorded=before[item][0] if item in before else None, tried=number, gap=gap)
        for item, (number, gap) in after.items()
    ]
    closed = [
        Place(item=item, recorded=number, tried=None, gap=gap)
        for item, (number, gap) in before.items()
        if item not in after
    ]
    return (*still, *closed)
