"""Make a report of one kind, in one format; say which sections it has and which notes it keeps back."""

from collections.abc import Mapping
from datetime import date

from toolkit.language import Language
from toolkit.library.model import Frozen, Library
from toolkit.method.published import KeptBack, kept_back
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.report import file_name, write_report
from toolkit.report.kinds import KINDS, WITH_INDICES, WITH_MEASURES, Choices, is_outward, report_tree, subject_of
from toolkit.report.public_report import published_csv
from toolkit.report.word_dressed import NotDressed
from toolkit.report.write import FORMATS
from toolkit.tasks.packs import Tell, packs, packs_as_zip

__all__ = [
    "KINDS",
    "PACKS",
    "WITH_INDICES",
    "WITH_MEASURES",
    "Choices",
    "KeptBack",
    "NotDressed",
    "Section",
    "formats_of",
    "is_outward",
    "kept_back",
    "make_packs",
    "make_report",
    "opening_lines",
    "sections_of",
]

PACKS = "packs"
SEPARATED = "csv"
LINES_SHOWN = 12


class Section(Frozen):
    """A section of a report in which the State's own text may stand first."""

    id: str
    name: str


def formats_of(kind: str) -> tuple[str, ...]:
    """Formats in which a kind of report is made; packs are an archive of folders."""
    if kind == PACKS:
        return ("zip",)
    return (*FORMATS, SEPARATED) if kind == "public" else FORMATS


def make_report(
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    *,
    to: str,
    kind: str = "full",
    today: date,
    choices: Choices | None = None,
    template: bytes | None = None,
    tell: Tell | None = None,
) -> tuple[str, bytes]:
    """File name and content of a report; a template is a ministry's own Word document. Raises KeyError for a format
    that the kind is not made in, NotDressed for a template that does not do. `tell` is told how far packs are."""
    if to not in formats_of(kind):
        raise KeyError(to)
    name = file_name(assessment, kind, to, today, results.lens)
    chosen = choices or Choices()
    if kind == PACKS:
        return name, packs_as_zip(packs(assessment, results, library, language, tell))
    if to == SEPARATED:
        return name, published_csv(subject_of(kind, assessment, results, library, language, chosen))
    tree = report_tree(kind, assessment, results, library, language, chosen)
    return name, write_report(tree, to, language, template)


def make_packs(assessment: Assessment, results: Results, library: Library, language: Language) -> Mapping[str, bytes]:
    """Files of the packs by their path below the folder they are written to."""
    return packs(assessment, results, library, language)


def sections_of(
    kind: str, assessment: Assessment, results: Results, library: Library, language: Language
) -> tuple[Section, ...]:
    """Sections of a report in which the State's own text may stand first."""
    if kind == PACKS:
        return ()
    tree = report_tree(kind, assessment, results, library, language)
    return tuple(Section(id=heading.id, name=heading.text) for heading in tree.headings() if heading.level == 1)


def opening_lines(
    kind: str,
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    choices: Choices | None = None,
) -> tuple[str, ...]:
    """How a report begins: the line on every page, its title, and the first texts."""
    tree = report_tree(kind, assessment, results, library, language, choices)
    texts = [text for part in tree.parts if (text := getattr(part, "text", ""))]
    return (tree.header, tree.title, tree.subtitle, *texts[:LINES_SHOWN])
