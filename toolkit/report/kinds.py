"""The kinds of report, each for its reader: one tree a kind, from the same facts.

Internal kinds carry what was told in confidence; outward ones only what may be published. Indices are off in what
leaves, unless they are asked for; a provisional one is never printed in the minister's or an outward report.
"""

from toolkit.language import Language
from toolkit.library.model import Frozen, Library
from toolkit.method.comparison import Comparison
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.report.gap_report import full_report
from toolkit.report.help_wanted import help_wanted
from toolkit.report.minister import minister_report
from toolkit.report.public_report import public_report
from toolkit.report.resolution_table import resolution_table
from toolkit.report.subject import Subject
from toolkit.report.tree import Report

KINDS = ("minister", "full", "resolution", "help", "public")
OUTWARD = frozenset({"resolution", "help", "public"})
WITH_INDICES = frozenset({"minister", "full", "public"})
WITH_MEASURES = frozenset({"resolution", "help"})


class Choices(Frozen):
    """What one may choose of a report.

    `indices`: with or without the two indices (None: with them inside, without them outward). `measures`: whether
    resolution table and help wanted name measures of the plan. `earlier`: the last time held against this one.
    """

    indices: bool | None = None
    measures: bool = True
    earlier: Comparison | None = None


def is_outward(kind: str) -> bool:
    """True for a report that may leave the house."""
    return kind in OUTWARD


def subject_of(
    kind: str, assessment: Assessment, results: Results, library: Library, language: Language, choices: Choices
) -> Subject:
    """What a report of a kind is about, with or without the indices."""
    indices = not is_outward(kind) if choices.indices is None else choices.indices
    return Subject(assessment, results, library, language, indices)


def report_tree(
    kind: str,
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    choices: Choices | None = None,
) -> Report:
    """Build the report of a kind. Raises KeyError for another kind."""
    chosen = choices or Choices()
    subject = subject_of(kind, assessment, results, library, language, chosen)
    builders = {
        "full": lambda: full_report(subject),
        "minister": lambda: minister_report(subject, chosen.earlier),
        "resolution": lambda: resolution_table(subject, measures=chosen.measures),
        "help": lambda: help_wanted(subject, measures=chosen.measures),
        "public": lambda: public_report(subject),
    }
    return builders[kind]()
