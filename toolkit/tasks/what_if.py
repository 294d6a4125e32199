"""Try other levels, or take measures as done, and see what would follow; nothing is recorded."""

from toolkit.library.model import Frozen, Library
from toolkit.method.results import Results
from toolkit.method.what_if import Choice, Place, Trial, choices, levels_tried, places, what_if
from toolkit.record.assessment import Assessment


class Tried(Frozen):
    """What follows from a trial: the level of every item tried, the results, and the two lists of gaps as they move."""

    levels: dict[str, int]
    results: Results
    text: tuple[Place, ...]
    enabling: tuple[Place, ...]


def try_out(assessment: Assessment, library: Library, recorded: Results, trial: Trial) -> Tried:
    """What would follow if this were so."""
    found = what_if(assessment, library, recorded, trial)
    return Tried(
        levels=levels_tried(recorded.scores, recorded.plans, trial),
        results=found,
        text=places(recorded.gaps.text, found.gaps.text),
        enabling=places(recorded.gaps.enabling, found.gaps.enabling),
    )


def measures_to_try(recorded: Results) -> tuple[Choice, ...]:
    """Measures that state a level which would change something."""
    return choices(recorded.scores, recorded.plans)[0]
