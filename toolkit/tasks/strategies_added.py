"""Make the table of what the Model Strategies add to resolution 78/224, to take along."""

from datetime import date

from toolkit.language import Language
from toolkit.library.lens import DEFAULT_LENS
from toolkit.library.model import Library
from toolkit.report import write_report
from toolkit.report.strategies_added import file_name_of, strategies_added

TABLE_FORMATS = ("docx", "xlsx", "html", "pdf")


def is_strategies_added(library: Library, before: str, after: str) -> bool:
    """True for the two instruments of which there is a table: 78/224, and one with model strategies."""
    return before == DEFAULT_LENS and library.instruments[after].has_strategies


def make_strategies_added(
    library: Library, language: Language, after: str, *, to: str, today: date
) -> tuple[str, bytes]:
    """File name and content of the table in one format."""
    return file_name_of(library, after, to, today), write_report(
        strategies_added(library, language, after), to, language
    )
