"""Make a report."""

from datetime import date

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.report import file_name, write_report
from toolkit.report.gap_report import gap_report


def make_report(
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    *,
    to: str,
    kind: str = "full",
    today: date,
) -> tuple[str, bytes]:
    """File name and content of a report in one format: docx, xlsx or json."""
    tree = gap_report(assessment, results, library, language)
    return file_name(assessment, kind, to, today, results.lens), write_report(tree, to, language)
