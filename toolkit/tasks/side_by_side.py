"""See the same answers through two lenses, side by side."""

from toolkit.library.model import Library
from toolkit.method.results import Results
from toolkit.method.side_by_side import SideBySide, other_lens, side_by_side
from toolkit.record.assessment import Assessment

__all__ = ["SideBySide", "other_lens", "two_lenses"]


def two_lenses(assessment: Assessment, library: Library, found: Results) -> SideBySide | None:
    """The lens of these results beside the other one; None where one of them has nothing to score."""
    return side_by_side(assessment, library, found.lens, found.scores)
