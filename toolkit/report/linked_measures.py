"""Measures linked to items, as far as a report names them: what, who leads, with whom, until when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.method.solidity import SolidityClass, end_of, is_continuing
from toolkit.record.plan import Measure, Plan
from toolkit.report.subject import Subject


@dataclass(frozen=True)
class Linked:
    """A measure with its plan and how solidly it stands."""

    measure: Measure
    plan: Plan
    solidity: SolidityClass

    @property
    def called(self) -> str:
        """Number and title."""
        return " ".join(part for part in (self.measure.number, self.measure.title) if part)

    @property
    def led_by(self) -> str:
        """Lead bodies as the plan names them."""
        return "; ".join(self.measure.leads) or (self.measure.lead or "")


def linked(subject: Subject, items: Iterable[str], *, still_open: bool = False) -> tuple[Linked, ...]:
    """Measures linked to any of these items, each once; cancelled ones never, delivered ones unless `still_open`."""
    left_out = ("cancelled", "delivered") if still_open else ("cancelled",)
    wanted = {
        (entry.plan, entry.measure)
        for item in items
        for entry in subject.results.coverage.items[item].measures
        if entry.solidity not in left_out
    }
    return tuple(found for key, found in _numbered(subject) if key in wanted)


def all_measures(subject: Subject) -> tuple[Linked, ...]:
    """Every measure of every plan, in order."""
    return tuple(found for _, found in _numbered(subject))


def _numbered(subject: Subject) -> Iterator[tuple[tuple[int, str], Linked]]:
    """Every measure under the position of its plan and its id."""
    for number, looked_at in enumerate(subject.results.plans):
        for measure in looked_at.plan.measures:
            yield (number, measure.id), Linked(measure, looked_at.plan, looked_at.solidities[measure.id].code)


def until(subject: Subject, found: Linked) -> str:
    """When a measure ends: a day, that it goes on, or as written."""
    end = end_of(found.measure, found.plan)
    if end is not None:
        return end.isoformat()
    if is_continuing(found.measure, found.plan):
        return subject.say("plan_workbook.continuing")
    return found.measure.when or ""
