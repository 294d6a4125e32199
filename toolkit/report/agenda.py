"""Agendas: of the morning of the rapid scan, and of the meeting with one body. Minutes are reckoned, from the start.

No day, hour or place is filled in: they stand in square brackets, for the one who invites.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.report.meeting_paper import blank, paper
from toolkit.report.pack import Share, overdue
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Part, Report, Table, Text, count, own, words

WORDS = "workshop.agenda"
GAPS = 3
LONGEST_WITHOUT_PAUSE = 90


@dataclass(frozen=True)
class Point:
    """One point of an agenda and its minutes."""

    text: str
    minutes: int


def rapid_agenda(subject: Subject) -> Report:
    """Agenda of the morning in which the statements of this lens are gone through together."""
    items = [asked.id for asked in subject.lens.items]
    title = subject.say(f"{WORDS}.rapid_title", symbol=subject.lens.instrument.short)
    return paper(subject, "agenda", title, subject.say(f"{WORDS}.header"), _rapid_parts(subject, items))


def _rapid_parts(subject: Subject, items: Sequence[str]) -> Iterator[Part]:
    yield from _opening(subject, subject.say(f"{WORDS}.rapid_aim", n=len(items)))
    points = _paused(subject, [*_halves(subject, items)])
    yield _timetable(subject, points)
    yield from _statements(subject, "statements", items)


def body_agenda(subject: Subject, share: Share) -> Report | None:
    """Agenda of the meeting with a body on its part; None if there is nothing to speak about."""
    lists = {name: items for name, items in topics(subject, share).items() if items}
    late = overdue(subject, share)
    if not lists and not late:
        return None
    title = subject.say(f"{WORDS}.body_title", body=share.name)
    return paper(subject, "agenda", title, subject.say(f"{WORDS}.header"), _body_parts(subject, share, lists))


def topics(subject: Subject, share: Share) -> dict[str, tuple[str, ...]]:
    """What a meeting with a body is about, each item once: without an answer, bodies apart, first gaps."""
    apart = {value.asked.id for value in subject.scores.items if value.counted.not_agreed}
    open_items = {entry.item for entry in subject.scores.unanswered}
    gaps = [gap.item for gap in (*subject.results.gaps.text, *subject.results.gaps.enabling)]
    unanswered = tuple(item for item in share.items if item in open_items)
    differing = tuple(item for item in share.items if item in apart and item not in open_items)
    first = [item for item in gaps if item in share.items and item not in differing]
    return {"unanswered": unanswered, "apart": differing, "gaps": tuple(first[:GAPS])}


def _body_parts(subject: Subject, share: Share, lists: dict[str, tuple[str, ...]]) -> Iterator[Part]:
    each = subject.library.eight_weeks.meeting.statement
    late = overdue(subject, share)
    points = [
        Point(subject.say(f"{WORDS}.point.{name}", n=len(items)), each * len(items)) for name, items in lists.items()
    ]
    if late:
        points.append(Point(subject.say(f"{WORDS}.point.overdue", n=len(late)), each * len(late)))
    yield from _opening(subject, subject.say(f"{WORDS}.body_aim"))
    yield _timetable(subject, _paused(subject, points))
    for name, items in lists.items():
        yield from _statements(subject, name, items)
    if late:
        heading = subject.say(f"{WORDS}.list.overdue")
        columns = (
            Column(name=subject.say("report.plan.title"), width=56),
            Column(name=subject.say(f"{WORDS}.agreed"), width=44),
        )
        rows = tuple((own(found.called), Cell(shown=blank(2))) for found in late)
        yield Table(id="agenda-overdue", caption=heading, columns=columns, rows=rows)


def _halves(subject: Subject, items: Sequence[str]) -> Iterator[Point]:
    """The statements in two halves, each with its first and last."""
    each, half = subject.library.eight_weeks.meeting.statement, (len(items) + 1) // 2
    for part in (items[:half], items[half:]):
        if part:
            text = subject.say(f"{WORDS}.point.part", n=len(part), first=part[0], last=part[-1])
            yield Point(text, each * len(part))


def _paused(subject: Subject, points: Sequence[Point]) -> list[Point]:
    """Points between opening and closing, with a pause in the middle of a long meeting."""
    meeting, say = subject.library.eight_weeks.meeting, subject.say
    pause = Point(say(f"{WORDS}.point.pause"), meeting.pause)
    long = len(points) > 1 and sum(point.minutes for point in points) > LONGEST_WITHOUT_PAUSE
    middle = (len(points) + 1) // 2
    inner = [*points[:middle], pause, *points[middle:]] if long else list(points)
    opening, closing = (Point(say(f"{WORDS}.point.{n}"), m) for n, m in _ends(subject))
    return [opening, *inner, closing]


def _ends(subject: Subject) -> tuple[tuple[str, int], tuple[str, int]]:
    meeting = subject.library.eight_weeks.meeting
    return ("opening", meeting.opening), ("closing", meeting.closing)


def _opening(subject: Subject, aim: str) -> Iterator[Part]:
    yield Text(text=subject.say(f"{WORDS}.when"))
    yield Text(text=subject.say(f"{WORDS}.present"))
    yield Text(text=aim, role="key")


def _timetable(subject: Subject, points: Sequence[Point]) -> Table:
    say, rows, begins = subject.say, [], 0
    for point in points:
        rows.append((count(begins), count(point.minutes), words(point.text)))
        begins += point.minutes
    columns = (
        Column(name=say(f"{WORDS}.begins"), kind="count", width=14),
        Column(name=say(f"{WORDS}.minutes"), kind="count", width=12),
        Column(name=say(f"{WORDS}.what"), width=74),
    )
    note = say(f"{WORDS}.reckoned", minutes=begins, each=subject.library.eight_weeks.meeting.statement)
    return Table(id="agenda", caption=say(f"{WORDS}.caption"), columns=columns, rows=tuple(rows), note=note)


def _statements(subject: Subject, name: str, items: Sequence[str]) -> Iterator[Part]:
    heading = subject.say(f"{WORDS}.list.{name}")
    columns = (*statement_columns(subject, 56), Column(name=subject.say(f"{WORDS}.agreed"), width=32))
    rows = tuple((*statement(subject, item), Cell(shown=blank(2))) for item in items)
    yield Table(id=f"agenda-{name}", caption=heading, columns=columns, rows=rows)
