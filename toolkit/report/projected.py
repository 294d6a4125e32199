"""The projection in the full report: both indices by quarter if every measure does what it says."""

from collections.abc import Iterator

from toolkit.method.projection import Point, Projection, projection
from toolkit.report.figures import target_points
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Figure, Heading, Part, Series, Table, Text, day, points

DELAY_MONTHS = 6
LINES = ("planned", "delayed", "without_paper")
PARTS = ("text", "enabling")


def projected(subject: Subject) -> Iterator[Part]:
    """What the measures say they bring; nothing where no measure states a level."""
    found = projection(subject.scores, subject.lens, subject.results.plans, subject.results.as_of, delay=DELAY_MONTHS)
    if not found.effects and not found.unchanged:
        return
    say = subject.say
    yield Heading(level=2, text=say("projection.heading"), id="plan-projection")
    yield Text(text=say("projection.explain"))
    if found.quarters:
        yield projection_figure(subject, found)
    else:
        yield Text(text=say("projection.nothing"))
    for name, n in (
        ("without_level", found.without_level),
        ("capped", sum(effect.capped for effect in found.effects)),
    ):
        if n:
            yield Text(text=say(f"projection.{name}", n=n))
    yield from _unchanged(subject, found)


def _unchanged(subject: Subject, found: Projection) -> Iterator[Part]:
    if not found.unchanged:
        return
    counts: dict[str, int] = {}
    for entry in found.unchanged:
        counts[entry.why] = counts.get(entry.why, 0) + 1
    listed = [
        subject.say("projection.why_count", why=subject.say(f"projection.why.{why}"), n=n) for why, n in counts.items()
    ]
    said = subject.say("projection.unchanged", n=len(found.unchanged))
    yield Text(text=f"{said} {subject.joined(listed)}")


def projection_figure(subject: Subject, found: Projection) -> Figure:
    """Both indices as planned, with every number in the table."""
    say = subject.say
    columns = (
        Column(name=say("projection.quarter"), kind="date", width=16),
        *(
            Column(name=say(f"projection.column.{part}_{line}", months=found.delay), kind="points", width=14)
            for part in PARTS
            for line in LINES
        ),
    )
    rows = tuple(
        (day(last), *_numbers(planned, late, solid))
        for last, planned, late, solid in zip(
            found.quarters, found.planned, found.delayed, found.without_paper, strict=True
        )
    )
    takeaway = _takeaway(subject, found)
    table = Table(id="projection", caption=say("projection.table"), columns=columns, rows=rows)
    return Figure(
        id="projection",
        kind="range",
        caption=say("projection.caption"),
        takeaway=takeaway,
        alt=say("projection.alt", takeaway=takeaway),
        label=0,
        series=tuple(Series(name=columns[at].name, column=at) for at in (1, 4)),
        target=target_points(subject),
        target_name=say("report.target"),
        twin=table,
    )


def _numbers(*lines: Point) -> tuple[Cell, ...]:
    return tuple(points(getattr(line, part)) for part in PARTS for line in lines)


def _takeaway(subject: Subject, found: Projection) -> str:
    at_end = found.plan_ends
    ends = {"": found.planned[at_end], "_now": found.present}
    ends |= {"_solid": found.without_paper[at_end], "_late": found.delayed[at_end]}
    values = {f"{part}{name}": points(getattr(at, part)).shown for name, at in ends.items() for part in PARTS}
    last = found.quarters[at_end].isoformat()
    return subject.say("projection.takeaway", day=last, months=found.delay, **values)
