"""The gap report, kind `full`: all that follows from an assessment, for those who work with it. It stays inside."""

from collections.abc import Iterator

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment
from toolkit.report import annex, gap_lists, opening, plan_reached, projected, standing
from toolkit.report.subject import Subject
from toolkit.report.tree import Column, Part, Report


def gap_report(assessment: Assessment, results: Results, library: Library, language: Language) -> Report:
    """Build the tree of the gap report of an assessment, in one language."""
    subject = Subject(assessment, results, library, language)
    say = subject.say
    state = assessment.profile.state.strip() or assessment.name.strip()
    return Report(
        id="full",
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        title=say("report.title", symbol=subject.lens.instrument.short, result=subject.of_result),
        subtitle=state or say("report.no_state"),
        subtitle_own=bool(state),
        as_of=results.as_of,
        header=page_header(subject),
        footer=say("report.page.footer"),
        page=say("report.page.number"),
        contents=say("report.contents"),
        cut=say("report.cut"),
        facts_caption=say("report.facts.caption"),
        fact_columns=(Column(name=say("report.facts.name"), width=30), Column(name=say("report.facts.text"), width=70)),
        cover_sheet=say("report.sheet.cover"),
        facts=opening.facts(subject),
        parts=tuple(_parts(subject)),
    )


def page_header(subject: Subject) -> str:
    """What every page says on top: a draft until the whole was cleared."""
    cleared = next((entry for entry in subject.assessment.clearances if entry.body is None), None)
    if cleared is None:
        return subject.say("report.page.draft", result=subject.of_result)
    return subject.say(
        "report.page.cleared", result=subject.of_result, role=cleared.role, date=cleared.date.isoformat()
    )


def _parts(subject: Subject) -> Iterator[Part]:
    yield from opening.about(subject)
    yield from opening.headline(subject)
    if not subject.has_something_to_score:
        yield from standing.participation(subject)
        yield from annex.responses(subject)
        yield from annex.held_back(subject)
        return
    if subject.is_answered:
        yield from standing.provisions(subject)
        yield from standing.profile(subject)
        yield from gap_lists.gaps(subject)
    yield from gap_lists.unanswered(subject)
    yield from standing.apart(subject)
    yield from plan_reached.plans(subject)
    yield from projected.projected(subject)
    yield from annex.responses(subject)
    if subject.is_answered:
        yield from annex.traces(subject)
    yield from annex.held_back(subject)
