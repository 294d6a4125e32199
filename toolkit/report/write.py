"""Write a report in one of its formats, under a name that any system takes."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.record.assessment import Assessment
from toolkit.report.tree import Report
from toolkit.report.word_dressed import dressed

FORMATS = ("docx", "pdf", "xlsx", "html", "json")
LONGEST_NAME = 60


def write_report(report: Report, to: str, language: Language, template: bytes | None = None) -> bytes:
    """Write a report as `docx`, `pdf`, `xlsx`, `html` or `json`; a template is a ministry's own Word document, whose
    styles, headers and footers a `docx` takes. Raises KeyError for another format, NotDressed for a template that does
    not do."""
    if to == "docx":
        return _word(report, language) if template is None else dressed(report, language, template)
    writers: dict[str, Callable[[Report, Language], bytes]] = {
        "pdf": _pdf,
        "xlsx": _excel,
        "html": _html,
        "json": _json,
    }
    return writers[to](report, language)


def _word(report: Report, language: Language) -> bytes:
    from toolkit.report.word import word

    return word(report, language)


def _pdf(report: Report, language: Language) -> bytes:
    from toolkit.report.pdf import pdf

    return pdf(report, language)


def _excel(report: Report, language: Language) -> bytes:
    from toolkit.report.excel import excel

    return excel(report, language)


def _html(report: Report, language: Language) -> bytes:
    from toolkit.report.html_page import html

    return html(report, language)


def _json(report: Report, _: Language) -> bytes:
    from toolkit.report.json_report import json_report

    return json_report(report)


def file_name(assessment: Assessment, kind: str, to: str, today: date, lens: Lens | None = None) -> str:
    """Name of a report's file: State, instrument, kind, day; plain letters, bounded, harmless as a path.

    Instrument and depth are those of the lens looked through, else the assessment's own.
    """
    instrument, depth = (lens.id, lens.depth) if lens else (assessment.lens, assessment.depth)
    named = _plain(assessment.profile.state) or _plain(assessment.name)
    parts = [_within(named), _plain(instrument.removeprefix("a-res-")), _plain(kind)]
    if depth == "rapid":
        parts.append("rapid-scan")
    return "_".join([*(part for part in parts if part), today.isoformat()]) + f".{_plain(to)}"


def _within(name: str) -> str:
    return name[:LONGEST_NAME].strip("-") or "report"


def _plain(text: str) -> str:
    """Letters and figures of a text as any file system takes them, the rest as hyphens; empty if none is left."""
    decomposed = unicodedata.normalize("NFKD", text)
    ascii_only = decomposed.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
