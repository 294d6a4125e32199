"""Give a plan's workbook back with what was found in it."""

from pathlib import PurePath

from toolkit.language import Language
from toolkit.method.results import PlanLookedAt
from toolkit.report.workbook_back import WorkbookBack, with_notes


def workbook_back(source: bytes, name: str, found: PlanLookedAt, language: Language) -> tuple[WorkbookBack, str]:
    """The file that a plan was read from, with its problems and remarks, and a name for it."""
    back = with_notes(source, name, found.plan, (*found.problems, *found.remarks), language)
    path = PurePath(name)
    suffix = ".xlsx" if back.is_copy else path.suffix or ".xlsx"
    return back, language.say("workbook_back.name", name=path.stem) + suffix
