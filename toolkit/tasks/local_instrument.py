"""A local instrument: begin it, take it from an official document or a workbook, map it, print how one stands.

A change is laid upon the instrument as the record holds it; each gives a new one, or None where the record no longer
is what the page showed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from toolkit.intake.local_instrument_reading import read_local
from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.link import Link
from toolkit.method.local_instrument import LocalStanding, local_standing
from toolkit.method.matching import suggest
from toolkit.method.results import Results
from toolkit.problem import Problem
from toolkit.record.assessment import Assessment
from toolkit.record.local_instrument import KINDS, LocalInstrument, LocalProvision, Mapped
from toolkit.record.official_wording import OfficialWording
from toolkit.record.plan import Measure
from toolkit.report import file_name, write_report
from toolkit.report.local_instrument import local_report
from toolkit.report.local_workbook import local_workbook
from toolkit.report.subject import Subject
from toolkit.tasks.official_wording import document_with_symbol

__all__ = ["FORMATS", "KINDS", "LocalInstrument", "LocalProvision", "LocalStanding", "local_standing"]

FORMATS = ("docx", "pdf", "xlsx", "html")
LONGEST_ID = 40
# Whom a paragraph speaks to, where it is not States: nothing is suggested for it.
NOT_STATES = frozenset({"unodc", "executive_director", "expert_group"})
LinkDecision = Literal["confirmed", "rejected"]


def free_id(title: str, taken: Iterable[str]) -> str:
    """An id from a title: plain letters and figures, that no other has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "text"
    known, found, number = set(taken), base, 2
    while found in known:
        found, number = f"{base}-{number}", number + 1
    return found


def begun(title: str, assessment: Assessment) -> LocalInstrument:
    """A local instrument without provisions."""
    return LocalInstrument(id=free_id(title, _ids(assessment)), title=title.strip())


def _ids(assessment: Assessment) -> list[str]:
    return [found.id for found in assessment.local_instruments]


def from_document(document: OfficialWording, title: str, assessment: Assessment) -> LocalInstrument:
    """A local instrument with the numbers, verbs and addressees of an official document; its wording stays outside."""
    parts = {found.part for found in document.provisions}
    taken = {"operative", "principle", "strategy"} if "strategy" in parts else {"operative", "paragraph"}
    annexed = len(parts & taken) > 1
    provisions = tuple(
        LocalProvision(
            number=_numbered(found.part, found.number, annexed=annexed),
            part=found.part,
            verb=found.verb,
            addressee=found.addressee,
        )
        for found in document.provisions
        if found.part in taken
    )
    named = title.strip() or document.symbol
    return LocalInstrument(
        id=free_id(named, _ids(assessment)),
        title=named,
        symbol=document.symbol,
        kind="united_nations",
        language=document.language,
        provisions=provisions,
    )


def _numbered(part: str, number: str, *, annexed: bool) -> str:
    """Number of a provision where operative paragraphs, annex and strategies are each numbered from 1."""
    if part == "strategy":
        return f"MS{number}"
    return f"OP{number}" if annexed and part == "operative" else number


def wordings_of(instrument: LocalInstrument, texts: Sequence[OfficialWording], language: str) -> Mapping[str, str]:
    """Official wording by number, where the document of this symbol is held."""
    document = document_with_symbol(texts, instrument.symbol, instrument.language or language)
    if document is None:
        return {}
    told: dict[str, str] = {}
    for found in instrument.provisions:
        bare = re.sub(r"^(?:OP|MS)(?=\d)", "", found.number)
        wording = document.of(found.part or "operative", bare)
        if wording is not None:
            told[found.number] = wording.text
    return told


def suggestions(
    instrument: LocalInstrument, wordings: Mapping[str, str], library: Library
) -> Mapping[str, tuple[Link, ...]]:
    """Items suggested for each provision, as for measures: from its gist and, where it is held, its wording.

    None for a provision that speaks to the Organization and not to States.
    """
    measures = [
        Measure(id=found.number, title=" ".join(text for text in (found.gist, wordings.get(found.number, "")) if text))
        for found in instrument.provisions
        if found.addressee not in NOT_STATES and (found.gist or found.number in wordings)
    ]
    known = instrument.language if instrument.language in library.subject_words else None
    return {number: tuple(links) for number, links in suggest(measures, library, known).items()} if measures else {}


# Changes


def with_facts(instrument: LocalInstrument, **facts: Any) -> LocalInstrument:
    """With other facts: title, symbol, kind, adopted, link, note."""
    return LocalInstrument.model_validate({**instrument.model_dump(), **facts})


def with_gist(instrument: LocalInstrument, number: str, gist: str, shown: str, today: date) -> LocalInstrument | None:
    """With another gist of a provision; `shown` is the one that the page showed."""
    found = instrument.provision(number)
    if found is None or found.gist not in (shown, gist):
        return None
    return _with(instrument, found, {"gist": gist}, today)


def with_link(
    instrument: LocalInstrument, number: str, item: str, decision: LinkDecision | None, today: date
) -> LocalInstrument | None:
    """With an item of a provision confirmed, rejected, or neither any more."""
    found = instrument.provision(number)
    if found is None:
        return None
    items = [known for known in found.items if known != item] + [item] * (decision == "confirmed")
    rejected = [known for known in found.rejected if known != item] + [item] * (decision == "rejected")
    return _with(instrument, found, {"items": tuple(items), "rejected": tuple(rejected)}, today)


def _with(
    instrument: LocalInstrument, found: LocalProvision, change: Mapping[str, Any], today: date
) -> LocalInstrument:
    changed = found.model_copy(update=dict(change))
    if changed == found:
        return instrument
    provisions = tuple(changed if entry.number == found.number else entry for entry in instrument.provisions)
    return instrument.model_copy(update={"provisions": provisions, "changed": today})


def with_provision(instrument: LocalInstrument, number: str, gist: str, today: date) -> LocalInstrument | None:
    """With a further provision at the end; None without a number or with one that is there."""
    plain = " ".join(number.split())
    if not plain or instrument.provision(plain) is not None:
        return None
    added = LocalProvision(number=plain, gist=gist.strip())
    return instrument.model_copy(update={"provisions": (*instrument.provisions, added), "changed": today})


def without_provision(instrument: LocalInstrument, number: str, today: date) -> LocalInstrument:
    """Without a provision."""
    kept = tuple(found for found in instrument.provisions if found.number != number)
    return instrument.model_copy(update={"provisions": kept, "changed": today})


def mapped_as(instrument: LocalInstrument, role: str, today: date) -> LocalInstrument | None:
    """Marked as mapped, by role and date; None without a role."""
    return instrument.model_copy(update={"mapped": Mapped(role=role.strip(), date=today)}) if role.strip() else None


# Out and back


def workbook_of(
    instrument: LocalInstrument, library: Library, language: Language, texts: Sequence[OfficialWording] = ()
) -> bytes:
    """The workbook of a local instrument, with what is suggested and, where it is held, the official wording."""
    wordings = wordings_of(instrument, texts, language.code)
    found = suggestions(instrument, wordings, library)
    suggested = {
        number: [
            f"{link.item} {library.items[link.item].text}" if link.item else library.dimensions[link.dimension].name
            for link in links
        ]
        for number, links in found.items()
    }
    return local_workbook(instrument, library, language, suggested, wordings)


def blank_workbook(library: Library, language: Language) -> bytes:
    """The workbook to be filled in."""
    return local_workbook(LocalInstrument(id="local"), library, language, {}, {})


def read_local_workbook(
    source: Path | bytes, name: str, library: Library, language: Language
) -> tuple[LocalInstrument | None, list[Problem]]:
    """A local instrument from its workbook, and what does not fit. None only if nothing of it can be read."""
    return read_local(source, name, library, language)


def taken_in(found: LocalInstrument, assessment: Assessment, today: date) -> LocalInstrument:
    """A local instrument that came in, as it is kept: in the place of the one of its id, else under a free one."""
    held = assessment.local_instrument(found.id)
    if held is not None:
        same = held.provisions == found.provisions
        return found.model_copy(update={"changed": held.changed if same else today})
    id = free_id(found.title or found.id, _ids(assessment))
    return found.model_copy(update={"id": id, "title": found.title or id, "changed": today})


def with_local(assessment: Assessment, instrument: LocalInstrument) -> Assessment:
    """An assessment with a local instrument, in the place of the one of its id."""
    others = [found for found in assessment.local_instruments if found.id != instrument.id]
    return assessment.model_copy(update={"local_instruments": (*others, instrument)})


def make_local_report(
    instrument: LocalInstrument,
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    *,
    to: str,
    today: date,
) -> tuple[str, bytes]:
    """File name and content of the report of a local instrument in one format. Raises KeyError for another one."""
    if to not in FORMATS:
        raise KeyError(to)
    tree = local_report(Subject(assessment, results, library, language), instrument)
    named = assessment.model_copy(update={"lens": instrument.id, "depth": "full"})
    return file_name(named, "provisions", to, today), write_report(tree, to, language)
