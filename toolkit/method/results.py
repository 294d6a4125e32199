"""All that follows from an assessment and the plans looked at, through one lens: what pages and reports print."""

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen, Library
from toolkit.method.coverage import Coverage, LinkedPlan, coverage
from toolkit.method.gaps import Gaps, gaps
from toolkit.method.link import Link
from toolkit.method.scoring import Scores, score
from toolkit.method.solidity import Solidity
from toolkit.problem import Problem, problem
from toolkit.record.assessment import Assessment
from toolkit.record.plan import Plan


class PlanLookedAt(Frozen):
    """A plan with what follows from it: solidity and links by measure, problems of reading, remarks of the lint."""

    plan: Plan
    solidities: Mapping[str, Solidity]
    links: Mapping[str, tuple[Link, ...]]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


class Results(Frozen):
    """Scores, gaps and coverage of an assessment through a lens at a date; `problems` are of assessment and lens."""

    lens: Lens
    as_of: date
    content_hash: str
    scores: Scores
    gaps: Gaps
    coverage: Coverage
    plans: tuple[PlanLookedAt, ...]
    problems: tuple[Problem, ...] = ()


def results(
    assessment: Assessment, library: Library, lens: Lens, as_of: date, plans: Sequence[PlanLookedAt]
) -> Results:
    """Everything that follows, through one lens."""
    scores = score(assessment, library, lens)
    covered = coverage(
        library,
        lens,
        [LinkedPlan(plan=found.plan, links=found.links, solidities=found.solidities) for found in plans],
    )
    return Results(
        lens=lens,
        as_of=as_of,
        content_hash=library.content_hash,
        scores=scores,
        gaps=gaps(scores, library, lens, assessment.marks, covered.classes()),
        coverage=covered,
        plans=tuple(plans),
        problems=tuple(lens_remarks(library, lens)),
    )


def lens_remarks(library: Library, lens: Lens) -> list[Problem]:
    """Why there is nothing to score through this lens, where that is so, and which lens to look through instead."""
    if lens.limbs:
        return []
    instrument = lens.instrument
    offered = library.instruments[instrument.offers].short if instrument.offers else "78/224"
    code = "lens_mapping_to_come" if instrument.mapping == "to_come" else "lens_without_domestic_paragraphs"
    return [problem(code, symbol=instrument.short, offered=offered)]
