"""The gap report, kind `full`: all that follows from an assessment, for those who work with it. It stays inside."""

from collections.abc import Iterator

from toolkit.report import annex, gap_lists, opening, outcomes, plan_reached, projected, standing, told
from toolkit.report.cover import bound
from toolkit.report.facility_table import facility_sums
from toolkit.report.subject import Subject
from toolkit.report.tree import Part, Report
from toolkit.report.two_lenses import two_lenses


def full_report(subject: Subject) -> Report:
    """Build the tree of the gap report of a subject."""
    title = subject.say("report.title", symbol=subject.lens.instrument.short, result=subject.of_result)
    return bound(subject, "full", title, _parts(subject), facts=opening.facts(subject))


def _parts(subject: Subject) -> Iterator[Part]:
    yield from opening.about(subject)
    if not subject.has_something_to_score:
        yield from opening.headline(subject)
        yield from standing.participation(subject)
        yield from outcomes.outcomes(subject, published_only=False)
        yield from facility_sums(subject)
        yield from told.participants(subject)
        yield from annex.responses(subject)
        yield from annex.held_back(subject)
        return
    yield from told.worth_sharing(subject)
    yield from opening.headline(subject)
    if subject.is_answered:
        yield from standing.provisions(subject)
        yield from standing.profile(subject)
        yield from two_lenses(subject)
        yield from gap_lists.gaps(subject)
    yield from gap_lists.unanswered(subject)
    yield from told.difficulties(subject)
    yield from standing.apart(subject)
    yield from plan_reached.plans(subject)
    if subject.indices:
        yield from projected.projected(subject)
    yield from outcomes.outcomes(subject, published_only=False)
    yield from facility_sums(subject)
    yield from told.participants(subject)
    yield from told.dissent(subject)
    yield from opening.method(subject)
    yield from told.sources(subject)
    yield from annex.responses(subject)
    if subject.is_answered and subject.indices:
        yield from annex.traces(subject)
    yield from annex.held_back(subject)
