"""Make a blank workbook for a plan."""

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.report.plan_workbook import plan_workbook


def plan_template(language: Language, library: Library, lens: Lens) -> bytes:
    """A blank plan workbook with the codes and lists of a lens."""
    return plan_workbook(language, library, lens, None)
