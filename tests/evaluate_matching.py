"""How often suggestions name the right dimension, on published plans labelled by hand. Run by hand:

    SHARED=/path/to/shared python -m tests.evaluate_matching

SHARED names a folder with `plans/NAME.xlsx` and `plans/NAME.labels.csv`. For each plan the weights are fitted on the
other plan alone and the library's subject words, in which no word of these plans was put because a row was missed.
Beside it stand two baselines: always the dimension that is the main one most often (in the plan tested, so it is the
best this baseline can be), and the words of the dimension's name alone. At the end: weights fitted on all plans.
"""

import csv
import os
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from toolkit.intake.plan_reading import read_plan
from toolkit.library.model import Library, SubjectWords
from toolkit.library.reader import read_library
from toolkit.method.matching import Weights, confidences, marks_of, suggest
from toolkit.method.matching_subjects import Marks, Subjects
from toolkit.record.plan import Measure, Plan

DIMENSION_OF_LABEL = {
    "strategy_governance": "D01",
    "facility_environment": "D03",
    "needs_risk_assessment": "D04",
    "treatment_programmes": "D05",
    "education_vocational_training": "D06",
    "work_opportunities": "D07",
    "gender_perspective": "D08",
    "cultural_diversity": "D09",
    "specialised_judicial": "D10",
    "community_environment": "D11",
    "victims_society_protection": "D12",
    "interagency_coordination": "D13",
    "public_private_partnership_employers_volunteers": "D13",
    "sharing_practices": "D14",
    "resources_technical_assistance": "D15",
    "monitoring_evaluation": "D16",
}
SURE = 0.8
STEPS, STEP_LENGTH, PULL_TO_ZERO = 1500, 0.05, 0.02
SURENESS_OF_A_FIT = 0.9


@dataclass(frozen=True)
class LabelledPlan:
    """A plan with the main dimension of its labelled measures; None where no suggestion is expected."""

    name: str
    plan: Plan
    main: dict[str, str | None]

    @property
    def rows(self) -> list[tuple[Measure, str]]:
        return [(measure, main) for measure in self.plan.measures if (main := self.main.get(measure.id)) is not None]


def labelled_plans(folder: Path) -> list[LabelledPlan]:
    return [labelled_plan(path) for path in sorted(folder.glob("*.labels.csv"))]


def labelled_plan(labels: Path) -> LabelledPlan:
    name = labels.name.removesuffix(".labels.csv")
    reading = read_plan(labels.with_name(f"{name}.xlsx"), f"{name}.xlsx", as_of=date(2024, 6, 30))
    assert reading.plan is not None
    at = {(found.place.sheet, found.place.row): found.id for found in reading.plan.measures if found.place is not None}
    with labels.open(encoding="utf-8", newline="") as lines:
        main = {
            at[(row["sheet"], int(row["excel_row"]))]: DIMENSION_OF_LABEL.get(row["themes"].split(";")[0])
            for row in csv.DictReader(lines)
        }
    return LabelledPlan(name, reading.plan, main)


def fit(plans: list[LabelledPlan], subjects: Subjects) -> Weights:
    """Weights of the two marks by gradient ascent on the log-likelihood of the main dimension; both start at 0.3."""
    rows = [(plan, measure, main) for plan in plans for measure, main in plan.rows]
    titles: dict[str, Marks] = {}
    marks = np.array(
        [marks_of(measure, plan.plan.measure(measure.parent or ""), subjects, titles)[0] for plan, measure, _ in rows]
    )
    right = np.array([[main == dimension for dimension in subjects.dimensions] for *_, main in rows], dtype=np.float64)
    often = {dimension: 1 + sum(main == dimension for *_, main in rows) for dimension in subjects.dimensions}
    weights = np.array([0.3, 0.3])
    for _ in range(STEPS):
        now = Weights(weights[0], weights[1], often, sureness=1.0)
        left = right - np.array([confidences(found, subjects.dimensions, now) for found in marks])
        weights = weights + STEP_LENGTH * (np.einsum("nd,nmd->m", left, marks) / len(rows) - PULL_TO_ZERO * weights)
    return Weights(round(float(weights[0]), 2), round(float(weights[1]), 2), often, SURENESS_OF_A_FIT)


def tested(plan: LabelledPlan, library: Library, weights: Weights) -> str:
    """Figures of one plan: first right, among three, of the sure ones, rows that reach sureness, no suggestion."""
    found = suggest(plan.plan.measures, library, "en", weights=weights)
    rows = [([link.dimension for link in found[measure.id]], found[measure.id], main) for measure, main in plan.rows]
    first = sum(dimensions[:1] == [main] for dimensions, _, main in rows)
    three = sum(main in dimensions[:3] for dimensions, _, main in rows)
    sure = [(links[0], main) for _, links, main in rows if links and links[0].confidence >= SURE]
    right = sum(link.dimension == main for link, main in sure)
    silent = sum(not dimensions for dimensions, *_ in rows)
    n = len(rows)
    return (
        f"first {first}/{n} ({first / n:.0%}), among three {three}/{n} ({three / n:.0%}), "
        f"at {SURE} or more {right} right of {len(sure)} ({len(sure) / n:.0%} of rows), none suggested {silent}"
    )


def commonest(plan: LabelledPlan) -> str:
    ranked = Counter(main for _, main in plan.rows).most_common(3)
    n = len(plan.rows)
    three = sum(number for _, number in ranked)
    return f"first {ranked[0][1]}/{n} ({ranked[0][1] / n:.0%}), among three {three}/{n} ({three / n:.0%})"


def names_only(library: Library) -> Library:
    """The library without subject words, and with the name of its dimension as text of every item."""
    items = {
        item.id: item.model_copy(update={"text": library.dimensions[item.dimension].name})
        for item in library.items.values()
    }
    return library.model_copy(update={"items": items, "subject_words": {"en": SubjectWords(dimensions={}, items={})}})


def main() -> int:
    folder = Path(os.environ.get("SHARED", "")) / "plans"
    if not os.environ.get("SHARED") or not folder.is_dir():
        sys.stderr.write("SHARED names no folder with plans\n")
        return 2
    library = read_library("en")
    subjects, plans = Subjects(library, "en"), labelled_plans(folder)
    for plan in plans:
        others = [other for other in plans if other is not plan]
        weights = fit(others, subjects)
        plain = Weights(1.0, 1.0, {}, sureness=1.0)
        sys.stdout.write(
            f"{plan.name} ({len(plan.rows)} labelled measures)\n"
            f"  fitted on {', '.join(other.name for other in others)}: {tested(plan, library, weights)}\n"
            f"  always the commonest: {commonest(plan)}\n"
            f"  words of the name: {tested(plan, names_only(library), plain)}\n"
        )
    sys.stdout.write(f"fitted on all: {fit(plans, subjects)}\n")
    for plan in plans:
        sys.stdout.write(f"  {plan.name}, seen: {tested(plan, library, fit(plans, subjects))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
