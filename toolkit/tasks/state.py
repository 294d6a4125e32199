"""State file out and in."""

import re
from pathlib import Path

from toolkit.confined import read_confined
from toolkit.library.model import Library
from toolkit.problem import Problem
from toolkit.record.assessment import Assessment
from toolkit.record.state_file import read_state, state_text


def export_state(assessment: Assessment) -> tuple[str, bytes]:
    """File name and content of the state file of an assessment."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", assessment.profile.state or assessment.name).strip("-").lower()[:40]
    year = f"-{assessment.as_of.isoformat()}" if assessment.as_of else ""
    return f"{name or 'assessment'}{year}.state.json", state_text(assessment).encode("utf-8")


def import_state(source: Path | bytes, name: str, library: Library) -> tuple[Assessment | None, list[Problem]]:
    """Read a state file, confined. The assessment is None only if nothing of it can be read."""
    document, problems = read_confined("json", source, name)
    if document is None:
        return None, list(problems)
    assessment, found = read_state(document, library)
    if assessment is None:
        found = [entry.model_copy(update={"place": entry.place.model_copy(update={"file": name})}) for entry in found]
    return assessment, [*problems, *found]
