"""What the codes in a report mean, said once: among the facts of its cover, or where the first one stands.

Only texts of ours are looked through; what looks like a code in the State's own words is theirs.
"""

from collections.abc import Iterator

from toolkit.language import Language
from toolkit.library.codes import codes_explained
from toolkit.library.model import Library
from toolkit.report.tree import Fact, Figure, Heading, Part, Report, Table, Text


def with_codes_told(report: Report, library: Library, language: Language) -> Report:
    """The report with a sentence for each kind of code that it holds."""
    texts = [report.title, report.header, *(text for part in report.parts for text in _texts(part))]
    told = " ".join(codes_explained(texts, library, language))
    if not told:
        return report
    if report.facts:
        fact = Fact(name=language.say("codes.heading"), text=told)
        return report.model_copy(update={"facts": (*report.facts, fact)})
    at = next(at for at, part in enumerate(report.parts) if codes_explained(_texts(part), library, language))
    note = Text(text=told, role="note")
    return report.model_copy(update={"parts": (*report.parts[:at], note, *report.parts[at:])})


def _texts(part: Part) -> Iterator[str]:
    """Texts of ours in a part."""
    if isinstance(part, Heading) or (isinstance(part, Text) and part.role != "own"):
        yield part.text
    elif isinstance(part, Figure):
        yield from (part.caption, part.takeaway)
        yield from _cells(part.twin)
    elif isinstance(part, Table):
        yield from _cells(part)


def _cells(table: Table) -> Iterator[str]:
    yield from (table.caption, table.note, *(column.name for column in table.columns))
    yield from (cell.shown for row in table.rows for cell in row if not cell.own)
