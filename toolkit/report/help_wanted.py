"""Help wanted: what stands in the way, which help is needed, and which measure waits for it. For partners.

Nothing but what may be published.
"""

from collections.abc import Iterator

from toolkit.record.assessment import Response
from toolkit.report import outward
from toolkit.report.cover import bound
from toolkit.report.linked_measures import linked
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Report, Table, Text, own

WORDS = "report_outward.help"


def help_wanted(subject: Subject, *, measures: bool = True) -> Report:
    """Build the list of help wanted; without `measures` the plan is not named."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    parts = _parts(subject, measures=measures)
    return bound(subject, "help", title, parts, facts=outward.facts(subject), outward=True)


def _parts(subject: Subject, *, measures: bool) -> Iterator[Part]:
    say = subject.say
    yield from outward.about(subject)
    yield Heading(level=1, text=say(f"{WORDS}.heading"), id="help", sheet=say(f"{WORDS}.sheet"))
    rows = tuple(_row(subject, found, measures=measures) for found in outward.released(subject) if wants_help(found))
    if not rows:
        yield Text(text=say(f"{WORDS}.nothing"))
        return
    yield Text(text=say(f"{WORDS}.explain"))
    columns = (
        *statement_columns(subject, 26),
        Column(name=say(f"{WORDS}.difficulty"), width=22),
        Column(name=say(f"{WORDS}.kind"), width=24),
        Column(name=say(f"{WORDS}.asked_from"), width=14, beneath=True),
        Column(name=say(f"{WORDS}.measure"), width=24),
        Column(name=say("report.column.lead"), width=16),
        Column(name=say(f"{WORDS}.partners"), width=16, beneath=True),
    )
    shown = columns if measures else tuple(column for at, column in enumerate(columns) if at not in _OF_THE_PLAN)
    yield Table(id="help", caption=say(f"{WORDS}.caption"), columns=shown, rows=rows)


_OF_THE_PLAN = (5, 7)


def wants_help(response: Response) -> bool:
    """True if a response says which help is needed."""
    return response.help is not None and bool(response.help.kind.strip())


def _row(subject: Subject, response: Response, *, measures: bool) -> tuple[Cell, ...]:
    wanted, difficulty = response.help, response.difficulty
    assert wanted is not None
    told = [subject.difficulty_kind(response) or "", difficulty.line.strip() if difficulty else ""]
    waiting = linked(subject, [response.item], still_open=True)
    lead, is_own = subject.led_by(subject.item(response.item).lead)
    kind, kind_is_own = subject.help_kind(wanted.kind)
    partners = dict.fromkeys(partner for found in waiting for partner in found.measure.partners)
    cells = (
        *statement(subject, response.item),
        own(": ".join(part for part in told if part)),
        Cell(shown=kind, own=kind_is_own),
        own(wanted.asked_from),
        own("\n".join(found.called for found in waiting)),
        Cell(shown=lead, own=is_own),
        own(subject.joined(list(partners))),
    )
    return cells if measures else tuple(cell for at, cell in enumerate(cells) if at not in _OF_THE_PLAN)
