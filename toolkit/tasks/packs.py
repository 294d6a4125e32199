"""Packs: a folder for each body with its statements, measures and three asks, to fill in and return."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.method.agreement import lead_body
from toolkit.method.results import Results
from toolkit.record.assessment import COORDINATOR, Assessment, Body
from toolkit.record.plan import Plan, like_text
from toolkit.report import write_report
from toolkit.report.agenda import body_agenda, rapid_agenda
from toolkit.report.checklist_paper import checklist_paper
from toolkit.report.facility_table import facilities_report
from toolkit.report.letters_to_bodies import letter
from toolkit.report.linked_measures import Linked, all_measures
from toolkit.report.pack import Share, overview, pack
from toolkit.report.subject import Subject
from toolkit.tasks.draft_plan import plan_as_workbook
from toolkit.tasks.questionnaire import questionnaire_template
from toolkit.tasks.results import results_of

FORMATS = ("docx", "xlsx")
Tell = Callable[[int, int], None]
LONGEST_FOLDER = 50
BEGINNING = (1980, 1, 1, 0, 0, 0)


def packs(
    assessment: Assessment, results: Results, library: Library, language: Language, tell: Tell | None = None
) -> dict[str, bytes]:
    """Files of all packs by their path below the folder; texts of one body stand in no other body's folder.

    `tell` is told after each body how many are done, and of how many.
    """
    subject = Subject(assessment, results, library, language)
    named = list(folders(shares(subject)))
    files: dict[str, bytes] = {}
    for number, (folder, share) in enumerate(named, start=1):
        for name, content in _files(subject, share):
            files[f"{folder}/{name}"] = content
        if tell is not None:
            tell(number, len(named))
    tree = overview(subject, named, unassigned(subject))
    for to in FORMATS:
        files[f"overview.{to}"] = write_report(tree, to, language)
    return files | _for_the_morning(subject)


def _for_the_morning(subject: Subject) -> dict[str, bytes]:
    """Agenda and blank checklist of the rapid scan, for the coordinator; nothing where it asks nothing."""
    rapid = look_through(subject.library, subject.lens.id, "rapid")
    if not rapid.items:
        return {}
    found = results_of(subject.assessment, subject.library, as_of=subject.results.as_of, lens=rapid)
    of_it = Subject(subject.assessment, found, subject.library, subject.language)
    trees = {
        "rapid-scan-agenda.docx": rapid_agenda(of_it),
        "rapid-scan-checklist.docx": checklist_paper(of_it, [item.id for item in rapid.items]),
    }
    return {name: write_report(tree, "docx", subject.language) for name, tree in trees.items()}


def papers_of(subject: Subject, share: Share) -> dict[str, bytes]:
    """Letter to a body and, where there is something to speak about, the agenda of the meeting with it, as Word."""
    trees = {"letter.docx": letter(subject, share), "agenda.docx": body_agenda(subject, share)}
    return {name: write_report(tree, "docx", subject.language) for name, tree in trees.items() if tree is not None}


def packs_as_zip(files: Mapping[str, bytes]) -> bytes:
    """Packs as one archive; the same packs give the same bytes."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name, BEGINNING), files[name], ZIP_DEFLATED)
    return held.getvalue()


def shares(subject: Subject) -> tuple[Share, ...]:
    """What falls to each body: those of the State, lead functions mapped to none, names that plans give as leads."""
    found = [_share(subject, body) for body in bodies_of(subject)]
    return tuple(share for share in found if not share.is_empty)


def bodies_of(subject: Subject) -> tuple[Body, ...]:
    """Every body that has a pack, each once."""
    assessment, known = subject.assessment, subject.library.scales.bodies
    mapped = {code for body in assessment.bodies for code in body.leads}
    taken = {body.id for body in assessment.bodies}
    asked = {subject.item(item.id).lead for item in subject.lens.items}
    functions = tuple(
        Body(id=code, leads=(code,)) for code in known if code in asked and code not in mapped and code not in taken
    )
    answering = {response.body for response in assessment.responses if not response.is_empty}
    others = sorted(answering - taken - {body.id for body in functions} - {COORDINATOR})
    bodies = (*assessment.bodies, *functions, *(Body(id=id) for id in others))
    names = {name for body in bodies for name in _names(subject, body)}
    leads = {like_text(lead): lead for found in all_measures(subject) for lead in _leads(found)}
    only_named = tuple(Body(id=lead, name=lead) for plain, lead in leads.items() if plain not in names)
    return (*bodies, *only_named)


def _names(subject: Subject, body: Body) -> frozenset[str]:
    """Names under which a plan may mean a body."""
    functions = [subject.lead_name(code) for code in body.leads] if not body.name else []
    return frozenset(like_text(name) for name in (body.id, body.name, *functions) if name.strip())


def _leads(found: Linked) -> tuple[str, ...]:
    leads = found.measure.leads or ((found.measure.lead,) if found.measure.lead else ())
    return tuple(lead.strip() for lead in leads if lead.strip())


def unassigned(subject: Subject) -> tuple[Linked, ...]:
    """Measures that nobody leads; cancelled ones are left out."""
    return tuple(found for found in all_measures(subject) if not _leads(found) and found.solidity != "cancelled")


def _share(subject: Subject, body: Body) -> Share:
    names = _names(subject, body)
    name, is_own = subject.body_name(body.id) if not body.name else (body.name, True)
    standing = [found for found in all_measures(subject) if found.solidity != "cancelled"]
    led = tuple(found for found in standing if any(like_text(lead) in names for lead in _leads(found)))
    partner = tuple(
        found
        for found in standing
        if found not in led and any(like_text(name) in names for name in found.measure.partners)
    )
    return Share(body, name, is_own, _items(subject, body), led, partner)


def _items(subject: Subject, body: Body) -> tuple[str, ...]:
    """Items that a body leads, or has answered."""
    answered = {found.item for found in subject.assessment.responses if found.body == body.id and not found.is_empty}
    return tuple(
        asked.id
        for asked in subject.lens.items
        if asked.id in answered
        or subject.item(asked.id).lead in body.leads
        or lead_body(subject.item(asked.id), subject.assessment) == body.id
    )


def folders(found: Sequence[Share]) -> Iterator[tuple[str, Share]]:
    """Each share with a folder of its own that any system takes."""
    taken: set[str] = set()
    for number, share in enumerate(found, start=1):
        folder = _plain(share.name)[:LONGEST_FOLDER].strip("-") or f"body-{number}"
        folder = folder if folder not in taken else f"{folder}-{number}"
        taken.add(folder)
        yield folder, share


def _plain(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _files(subject: Subject, share: Share) -> Iterator[tuple[str, bytes]]:
    """The files of a body's folder: letter, agenda, the pack twice, its questionnaire and measures as workbooks.

    The body that runs facilities, and no other, gets the table of facilities.
    """
    yield from papers_of(subject, share).items()
    tree = pack(subject, share)
    for to in FORMATS:
        yield f"pack.{to}", write_report(tree, to, subject.language)
    if subject.assessment.facilities and subject.library.facility.lead in share.body.leads:
        facilities = facilities_report(subject)
        for to in FORMATS:
            yield f"facilities.{to}", write_report(facilities, to, subject.language)
    if share.items:
        yield (
            "questionnaire.xlsx",
            questionnaire_template(
                subject.language,
                subject.library,
                subject.lens,
                subject.assessment,
                share.body.id,
                items=share.items,
            ),
        )
    if share.measures:
        plan = Plan(name=share.name, measures=tuple(found.measure for found in share.measures))
        yield (
            "measures.xlsx",
            plan_as_workbook(plan, subject.assessment, subject.library, subject.lens, subject.language),
        )
