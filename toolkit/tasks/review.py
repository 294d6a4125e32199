"""Write all that is asked as a workbook for review, read it back, and take changes over into the checklists."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.intake.review_reading import ReviewReading, read_review
from toolkit.language import Language
from toolkit.library.content_check import check_library
from toolkit.library.model import Library
from toolkit.library.reader import CHECKLISTS, read_library_with_problems
from toolkit.library.review_parts import TextChange
from toolkit.library.text_changes import write_changes
from toolkit.problem import Problem
from toolkit.report.review_workbook import review_workbook


def workbook_for_review(library: Library, language: Language) -> bytes:
    """All that is asked, as a workbook for experts."""
    return review_workbook(language, library)


def read_a_review(
    source: Path | bytes, name: str, library: Library, language: Language
) -> tuple[ReviewReading | None, list[Problem]]:
    """Proposed changes and what does not fit. None only if nothing of the file can be read."""
    return read_review(source, name, library, language)


def take_over(changes: Sequence[TextChange], folder: Path = CHECKLISTS) -> tuple[tuple[TextChange, ...], list[Problem]]:
    """Write changes into the checklists and hold these against their rules; gives what was written, and problems."""
    written, problems = write_changes(changes, folder)
    library, found = read_library_with_problems(folder=folder)
    return written, [*problems, *found, *(check_library(library) if library is not None else [])]


def review_as_json(reading: ReviewReading, applied: Sequence[TextChange] | None) -> dict[str, Any]:
    """A review as it was read, in the form of `read-review`; `applied` is null where nothing was asked to be."""
    return {
        "content_hash": reading.content_hash,
        "changes": [_change(change) for change in reading.changes],
        "applied": None if applied is None else [_change(change) for change in applied],
    }


def _change(change: TextChange) -> dict[str, Any]:
    return {**change.model_dump(mode="json", exclude={"place"}), "place": change.place.model_dump(exclude_none=True)}
