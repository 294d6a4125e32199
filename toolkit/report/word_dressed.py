"""A report in a ministry's own Word template, written in the confined child, for the template comes from outside."""

import base64
from pathlib import Path

from toolkit.confined import Limits, Reading, joined, parted, read_confined
from toolkit.language import Language, read_language
from toolkit.problem import Place, Problem, problem
from toolkit.report.tree import Report


class NotDressed(Exception):
    """A report could not be written in a template: carries the problems that say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def dressed(report: Report, language: Language, template: bytes) -> bytes:
    """The report as a Word document in the styles of a template. Raises NotDressed if the child does not end well."""
    told = {"report": report.model_dump_json(), "language": language.code}
    limits = Limits(bytes=4 * Limits().bytes)
    document, problems = read_confined("word report", joined(told, template), "", limits)
    if document is None:
        raise NotDressed([found.model_copy(update={"place": Place()}) for found in problems])
    return base64.b64decode(document["content"])


def dress(path: Path, limits: Limits) -> Reading:
    """What the child does: {"content": the Word document in base64}."""
    from toolkit.report.word import word

    told, template = parted(path.read_bytes())
    report, language = Report.model_validate_json(told["report"]), read_language(told["language"])
    try:
        content = word(report, language, template)
    except Exception:  # a library's own errors for a broken file are many; the child only says that it cannot be used
        return None, [problem("template_not_word")]
    return {"content": base64.b64encode(content).decode("ascii")}, []
