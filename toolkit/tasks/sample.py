"""Open the sample: a State that does not exist, with its answers and its plan."""

from datetime import date
from pathlib import Path

from toolkit.intake.plan_reading import read_plan
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment
from toolkit.tasks.state import import_state

SAMPLES = Path(__file__).parents[2] / "sample_plans"
SAMPLE = SAMPLES / "talvenia"
EARLIER = SAMPLE / "state_2024.json"
SAMPLE_STATE = "Republic of Talvenia"
FEDERATION = SAMPLES / "marenia"


def sample_state(library: Library, today: date) -> Assessment:
    """The sample's assessment together with its plan, as if both had just been uploaded."""
    assessment, _ = import_state(SAMPLE / "state.json", "state.json", library)
    if assessment is None:
        raise FileNotFoundError(SAMPLE / "state.json")
    reading = read_plan(SAMPLE / "plan.xlsx", "plan.xlsx", as_of=assessment.as_of or today)
    if reading.plan is None:
        return assessment
    plan = reading.plan.model_copy(update={"problems": tuple(reading.problems)})
    return assessment.model_copy(update={"plans": (plan,)})


def sample_earlier(library: Library) -> Assessment:
    """The sample State's assessment of two years before."""
    return _told(EARLIER, library)


def sample_units(library: Library) -> tuple[Assessment, ...]:
    """The units of a federation that does not exist, one assessment each."""
    return tuple(_told(path, library) for path in sorted(FEDERATION.glob("*.json")))


def is_sample(assessment: Assessment) -> bool:
    """True for the sample State."""
    return assessment.profile.state == SAMPLE_STATE


def _told(path: Path, library: Library) -> Assessment:
    assessment, _ = import_state(path, path.name, library)
    if assessment is None:
        raise FileNotFoundError(path)
    return assessment
