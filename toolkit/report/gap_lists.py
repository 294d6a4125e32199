"""The two lists of gaps, never interleaved, and what is unanswered for follow-up."""

from collections.abc import Iterator, Sequence

from toolkit.method.gaps import Gap
from toolkit.report.figures import coverage_figure, leads_figure
from toolkit.report.plan_reached import reaching
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, own, tenths, words


def gaps(subject: Subject) -> Iterator[Part]:
    """Both lists with what comes next, who leads, what plans cover and what closing each would bring."""
    say, found = subject.say, subject.results.gaps
    yield Heading(level=1, text=say("report.gaps.heading"), id="gaps", sheet=say("report.sheet.gaps"))
    yield Text(text=say("report.gaps.explain"))
    both = (*found.text, *found.enabling)
    if both:
        yield Text(text=say("report.gaps.counts", text=len(found.text), enabling=len(found.enabling)), role="key")
        yield leads_figure(subject)
    if both and subject.results.plans:
        yield coverage_figure(subject)
    yield from _list(subject, "text", found.text)
    yield from _list(subject, "enabling", found.enabling)


def _list(subject: Subject, name: str, found: Sequence[Gap]) -> Iterator[Part]:
    say = subject.say
    yield Heading(
        level=2, text=say(f"report.gaps.{name}_heading"), id=f"gaps-{name}", sheet=say(f"report.sheet.gaps_{name}")
    )
    yield Text(text=say(f"report.gaps.{name}_explain"))
    if not found:
        yield Text(text=say("report.gaps.none"))
        return
    rows = tuple(_row(subject, place, gap, found) for place, gap in enumerate(found, start=1))
    caption = say(f"report.gaps.{name}_caption")
    yield Table(id=f"gaps_{name}", caption=caption, columns=_columns(subject), rows=rows, note=say("report.gaps.note"))


def _columns(subject: Subject) -> tuple[Column, ...]:
    say = subject.say
    return (
        Column(name=say("report.gaps.order"), kind="count", width=5),
        *statement_columns(subject, 62),
        Column(name=say("report.gaps.level"), kind="count", width=8),
        Column(name=say("report.gaps.target"), kind="count", width=8),
        Column(name=say("report.column.points"), kind="points", width=8),
        Column(name=say("report.column.coverage"), width=14, beneath=True),
        Column(name=say("report.gaps.mark"), width=9, beneath=True),
        Column(name=say("report.column.lead"), width=16, beneath=True),
        Column(name=say("report.gaps.now"), width=30, beneath=True),
        Column(name=say("report.gaps.next"), width=34, beneath=True),
        Column(name=say("report.plan.measures"), width=24, beneath=True),
        Column(name=say("report.gaps.comes_first"), width=16, beneath=True),
        Column(name=say("report.gaps.reason"), width=16, beneath=True),
        Column(name=say("report.column.paragraphs"), kind="code", width=14, beneath=True),
    )


def _row(subject: Subject, place: int, gap: Gap, found: Sequence[Gap]) -> tuple[Cell, ...]:
    texts = subject.library.level_texts(gap.item)
    asked = subject.lens.by_id[gap.item]
    in_list = {entry.item for entry in found}
    return (
        count(place),
        *statement(subject, gap.item),
        count(gap.level),
        count(gap.target),
        tenths(gap.points),
        words(subject.coverage_of(gap.item)),
        words(subject.say(f"report.mark.{gap.mark}")),
        words(subject.lead(gap.lead)),
        words(texts[gap.level]),
        words(texts[gap.level + 1]),
        own(reaching(subject, gap.item)),
        words(subject.joined([_required(subject, item, in_list) for item in gap.requires])),
        own(gap.reason),
        Cell(shown=subject.cited(asked.provisions)),
    )


def _required(subject: Subject, item: str, in_list: set[str]) -> str:
    """A required statement: a gap of this list, or how it stands."""
    if item in in_list:
        return item
    value = subject.scores.item(item)
    if value is None:
        return subject.say("report.requires.not_asked", item=item)
    if not value.applies:
        return subject.say("report.requires.not_applicable", item=item)
    if value.counted.level is None:
        return subject.say("report.requires.unanswered", item=item)
    state = "at_target" if value.counted.level >= value.target else "other_list"
    return subject.say(f"report.requires.{state}", item=item)


def unanswered(subject: Subject) -> Iterator[Part]:
    """Statements without an answer, with who may know or whose they are."""
    say, found = subject.say, subject.scores.unanswered
    yield Heading(level=1, text=say("report.unanswered.heading"), id="unanswered", sheet=say("report.sheet.unanswered"))
    if not found:
        yield Text(text=say("report.unanswered.none"))
        return
    yield Text(text=say("report.unanswered.explain", n=len(found)))
    rows = tuple(
        (
            *statement(subject, entry.item),
            words(subject.library.scales.bases[entry.basis].name),
            words(say(f"report.why.{entry.why}")),
            own(entry.who),
            words(subject.lead(subject.item(entry.item).lead)),
        )
        for entry in found
    )
    columns = (
        *statement_columns(subject, 40),
        Column(name=say("report.column.basis"), width=11),
        Column(name=say("report.unanswered.why"), width=12),
        Column(name=say("report.unanswered.who"), width=15),
        Column(name=say("report.column.lead"), width=16),
    )
    yield Table(id="unanswered", caption=say("report.unanswered.caption"), columns=columns, rows=rows)
