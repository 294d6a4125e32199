"""Work of eight weeks: how far each task has come as the record shows it, and the papers for meetings and letters.

What only people know (a meeting was held, a letter was signed) is never guessed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from toolkit.language import Language
from toolkit.library.eight_weeks import KnownBy, Week
from toolkit.library.lens import Lens, look_through
from toolkit.library.model import Frozen, Library
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.record.bodies import Stage, clearance_of
from toolkit.report import file_name, write_report
from toolkit.report.agenda import rapid_agenda
from toolkit.report.checklist_paper import checklist_paper
from toolkit.report.subject import Subject
from toolkit.tasks.agreement import item_answers
from toolkit.tasks.bodies import BodyPart, body_name, items_by_body, lead_functions, parts
from toolkit.tasks.packs import Tell, folders, packs_as_zip, papers_of, shares
from toolkit.tasks.progress import answered_items, progress_of

STATEMENTS_A_PAGE = 2
FORMATS = ("docx", "pdf")


class Standing(Frozen):
    """How much of a task is done as the record shows it; `of` is 0 where there is nothing yet to be done."""

    done: int
    of: int

    @property
    def code(self) -> str:
        """Done, begun, open, or nothing to be done yet."""
        if self.of == 0:
            return "nothing"
        if self.done >= self.of:
            return "done"
        return "begun" if self.done else "open"


class Chosen(Frozen):
    """Which statements a blank checklist holds: all of the lens, those of one body, or those of one dimension."""

    body: str | None = None
    dimension: str | None = None


def begins(week: Week, start: date) -> date:
    """Day on which a week begins, counted from the day on which week 1 begins."""
    return start + timedelta(weeks=week.number - 1)


def standings(
    assessment: Assessment, results: Results, library: Library, language: Language, today: date
) -> Mapping[KnownBy, Standing]:
    """How far every task has come that the record can show."""
    lens = results.lens
    of_bodies = [part for part in parts(assessment, lens, library, language, today) if _is_asked(part, assessment)]
    counters: dict[KnownBy, Callable[[], Standing]] = {
        "profile": lambda: _told(assessment.profile.state, assessment.as_of, assessment.scope.covers),
        "bodies": lambda: _mapped(assessment, lens, library),
        "rapid": lambda: _answered(assessment, look_through(library, lens.id, "rapid")),
        "sent": lambda: _count(part.stage is not Stage.NOT_SENT for part in of_bodies),
        "returned": lambda: _count(part.stage in (Stage.RETURNED, Stage.CLEARED) for part in of_bodies),
        "answered": lambda: _answered(assessment, lens),
        "agreed": lambda: _agreed(assessment, lens, library),
        "plan": lambda: _told(bool(assessment.plans)),
        "links": lambda: _linked(results),
        "marks": lambda: _told(any(mark.mark == "first" for mark in assessment.marks.values())),
        "cleared_parts": lambda: _count(part.stage is Stage.CLEARED for part in of_bodies),
        "cleared": lambda: _told(clearance_of(assessment, None)),
        "next_date": lambda: _told(assessment.next_date),
    }
    return {known_by: counted() for known_by, counted in counters.items()}


def whole(found: Mapping[KnownBy, Standing]) -> Standing:
    """Tasks that are done, of all that the record can show."""
    return Standing(done=sum(each.code == "done" for each in found.values()), of=len(found))


def _is_asked(part: BodyPart, assessment: Assessment) -> bool:
    return bool(part.items) and any(body.id == part.body for body in assessment.bodies)


def _count(found: Iterable[bool]) -> Standing:
    known = list(found)
    return Standing(done=sum(known), of=len(known))


def _told(*facts: object) -> Standing:
    return Standing(done=sum(bool(fact) for fact in facts), of=len(facts))


def _mapped(assessment: Assessment, lens: Lens, library: Library) -> Standing:
    return _count(found.body is not None for found in lead_functions(assessment, lens, library))


def _answered(assessment: Assessment, lens: Lens) -> Standing:
    found = progress_of(answered_items(assessment.responses), lens).whole
    return Standing(done=found.answered, of=found.asked)


def _agreed(assessment: Assessment, lens: Lens, library: Library) -> Standing:
    """Items agreed on, of those agreed on or apart."""
    found = item_answers(assessment, lens, library)
    agreed = sum(entry.agreed is not None for entry in found)
    return Standing(done=agreed, of=agreed + sum(entry.is_open for entry in found))


def _linked(results: Results) -> Standing:
    """Measures that stand in a link that counts, or of which a person said something, of all."""
    done = of = 0
    for found in results.plans:
        decided = {decision.measure for decision in found.plan.links}
        linked = {id for id, links in found.links.items() if any(link.counts for link in links)}
        ids = {measure.id for measure in found.plan.measures}
        done, of = done + len(ids & (decided | linked)), of + len(ids)
    return Standing(done=done, of=of)


# Papers


def items_chosen(chosen: Chosen, assessment: Assessment, lens: Lens, library: Library) -> tuple[str, ...]:
    """Items of a lens that a blank checklist holds."""
    asked = tuple(found.id for found in lens.items)
    if chosen.body is not None:
        return items_by_body(assessment, lens, library).get(chosen.body, ())
    return tuple(item for item in asked if chosen.dimension is None or item.startswith(chosen.dimension + "-"))


def pages_reckoned(items: int) -> int:
    """Pages of a blank checklist, reckoned."""
    return ceil(items / STATEMENTS_A_PAGE)


def make_checklist(
    chosen: Chosen,
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    *,
    to: str,
    today: date,
) -> tuple[str, bytes]:
    """File name and content of a blank checklist, as `docx` or `pdf`."""
    items = items_chosen(chosen, assessment, results.lens, library)
    of = ""
    if chosen.body is not None:
        of = body_name(chosen.body, assessment, library, language)
    elif chosen.dimension is not None:
        of = library.dimensions[chosen.dimension].name
    tree = checklist_paper(Subject(assessment, results, library, language), items, of)
    kind = "-".join(["checklist", *(part for part in (chosen.body, chosen.dimension) if part)])
    return file_name(assessment, kind, to, today, results.lens), write_report(tree, to, language)


def make_agenda(
    assessment: Assessment, results: Results, library: Library, language: Language, *, to: str, today: date
) -> tuple[str, bytes]:
    """File name and content of the agenda of the rapid scan, for the lens of the results."""
    tree = rapid_agenda(Subject(assessment, results, library, language))
    return file_name(assessment, "agenda", to, today, results.lens), write_report(tree, to, language)


def make_letters(
    assessment: Assessment,
    results: Results,
    library: Library,
    language: Language,
    *,
    today: date,
    tell: Tell | None = None,
) -> tuple[str, bytes]:
    """File name and content of an archive with the letters and agendas of all bodies, a folder each.

    `tell` is told after each body how many are done, and of how many.
    """
    subject = Subject(assessment, results, library, language)
    named = list(folders(shares(subject)))
    files: dict[str, bytes] = {}
    for number, (folder, share) in enumerate(named, start=1):
        files |= {f"{folder}/{name}": content for name, content in papers_of(subject, share).items()}
        if tell is not None:
            tell(number, len(named))
    return file_name(assessment, "letters", "zip", today, results.lens), packs_as_zip(files)
