"""Cells of the facility sheet: what is written, and by which names and headings it is read back.

Headings and names of lines are permanent codes, the same in every language; their wording stands beside them.
"""

from collections.abc import Mapping

from toolkit.library.facility import FacilityForm

CODE, FIGURE, KNOWN, TEXT = "Code", "Figure", "Known", "Text"
NAME, DAY = "facility.name", "facility.day"
DONE_BY, DONE_ON = "facility.done_by", "facility.done_on"
CLEARED_BY, CLEARED_ON = "facility.cleared_by", "facility.cleared_on"
OPENING, CLOSING = (NAME, DAY), (DONE_BY, DONE_ON, CLEARED_BY, CLEARED_ON)
LINES: Mapping[str, str] = {
    NAME: "name",
    DAY: "as_of",
    DONE_BY: "done_by",
    DONE_ON: "done_on",
    CLEARED_BY: "cleared_by",
    CLEARED_ON: "cleared_on",
}
DAYS = frozenset({DAY, DONE_ON, CLEARED_ON})


def file_headings(form: FacilityForm) -> tuple[str, ...]:
    """Headings of the columns of the sample: one a file."""
    return tuple(f"File {number}" for number in range(1, form.files + 1))
