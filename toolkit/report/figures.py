"""Figures of a report: series, takeaway, description, and a table twin that holds every number.

Points run from 0 to 100 on a fixed scale with the target on its line; a limb or dimension without a point is a gap
in the figure, never a zero.
"""

from collections import Counter

from toolkit.library.model import POINTS_PER_LEVEL
from toolkit.library.provision_name import provision_subject
from toolkit.method.gaps import CoverageClass
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Figure, Series, Table, count, points, words

COVERAGE: tuple[CoverageClass, ...] = ("full", "partly", "paper", "none")


def target_points(subject: Subject) -> float:
    """Points of the State's target level: the line in every figure of points."""
    return subject.assessment.target.default * POINTS_PER_LEVEL


def index_figure(subject: Subject) -> Figure:
    """Both indices with their ranges, side by side and never merged."""
    scores, say = subject.scores, subject.say
    rows = [
        (say(f"report.index.{name}"), index) for name, index in (("text", scores.text), ("enabling", scores.enabling))
    ]
    cells = tuple(
        (words(name), points(index.point), points(index.low), points(index.high), points(target_points(subject)))
        for name, index in rows
    )
    table = Table(
        id="indices",
        caption=say("report.index.table"),
        columns=_range_columns(subject, "report.index.name"),
        rows=cells,
    )
    takeaway = say(
        "report.index.takeaway" if scores.text.point is not None else "report.index.takeaway_none",
        **_index_values(subject),
    )
    return _range_figure(subject, "index", takeaway, table)


def _index_values(subject: Subject) -> dict[str, str]:
    text = subject.scores.text
    return {
        "point": points(text.point).shown,
        "low": points(text.low).shown,
        "high": points(text.high).shown,
        "target": points(target_points(subject)).shown,
    }


def limbs_figure(subject: Subject) -> Figure:
    """Every limb with its range."""
    found = subject.scores.limbs
    target = target_points(subject)
    cells = tuple(
        (
            Cell(shown=limb.id),
            words(subject.library.limbs[limb.id].gist),
            points(limb.point),
            points(limb.low),
            points(limb.high),
            count(len(limb.items)),
        )
        for limb in found
    )
    columns = (
        Column(name=subject.say("report.limbs.code"), kind="code", width=7),
        Column(name=subject.say("report.limbs.gist"), width=44),
        *_range_columns(subject, "report.limbs.code")[1:4],
        Column(name=subject.say("report.column.items"), kind="count", width=12),
    )
    table = Table(id="limbs", caption=subject.say("report.limbs.table"), columns=columns, rows=cells)
    reached = sum(1 for limb in found if limb.point is not None and limb.point >= target)
    with_point = sum(1 for limb in found if limb.point is not None)
    takeaway = subject.say("report.limbs.takeaway", n=reached, all=len(found), with_point=with_point)
    return _range_figure(subject, "limbs", takeaway, table, first=2)


def strategies_figure(subject: Subject) -> Figure:
    """Every model strategy with its range: the mean of its limbs."""
    say, found, target = subject.say, subject.scores.provisions, target_points(subject)
    words_of = "strategies.report.figure"
    limbs = {limb.id: len(limb.items) for limb in subject.scores.limbs}
    cells = tuple(
        (
            Cell(shown=entry.number),
            words(provision_subject(subject.lens.instrument, entry.number, subject.language)),
            points(entry.point),
            points(entry.low),
            points(entry.high),
            count(sum(limbs[limb] for limb in entry.limbs)),
        )
        for entry in found
    )
    columns = (
        Column(name=say("report.column.code"), kind="code", width=8),
        Column(name=say("strategies.report.strategy"), width=43),
        *_range_columns(subject, "report.column.code")[1:4],
        Column(name=say("report.column.items"), kind="count", width=12),
    )
    table = Table(id="strategies", caption=say(f"{words_of}.table"), columns=columns, rows=cells)
    reached = sum(1 for entry in found if entry.point is not None and entry.point >= target)
    with_point = sum(1 for entry in found if entry.point is not None)
    takeaway = say(f"{words_of}.takeaway", n=reached, all=len(found), with_point=with_point)
    return _range_figure(subject, "strategies", takeaway, table, first=2, words=words_of)


def profile_figure(subject: Subject) -> Figure:
    """Both means of every dimension: what the text speaks of, and what makes it work."""
    say = subject.say
    cells = []
    for entry in subject.scores.dimensions:
        text, enabling = entry.text, entry.enabling
        cells.append(
            (
                Cell(shown=entry.id),
                words(subject.dimension(entry.id)),
                *(points(value) for value in (text.point, text.low, text.high)),
                count(len(text.items)),
                *(points(value) for value in (enabling.point, enabling.low, enabling.high)),
                count(len(enabling.items)),
            )
        )
    columns = (
        Column(name=say("report.profile.code"), kind="code", width=12),
        Column(name=say("report.profile.dimension"), width=52),
        *_part_columns(subject, "text"),
        *_part_columns(subject, "enabling"),
    )
    table = Table(id="profile", caption=say("report.profile.table"), columns=columns, rows=tuple(cells))
    return Figure(
        id="profile",
        kind="range",
        caption=say("report.profile.caption"),
        takeaway=_profile_takeaway(subject),
        alt=say("report.profile.alt"),
        label=0,
        named=1,
        series=(
            _ranged(subject, say("report.gaps.text"), 2),
            _ranged(subject, say("report.gaps.enabling"), 6),
        ),
        target=target_points(subject),
        target_name=say("report.target"),
        twin=table,
    )


def _profile_takeaway(subject: Subject) -> str:
    with_point = [entry for entry in subject.scores.dimensions if entry.text.point is not None]
    if not with_point:
        return subject.say("report.profile.takeaway_none")
    lowest = min(with_point, key=lambda entry: entry.text.point or 0.0)
    highest = max(with_point, key=lambda entry: entry.text.point or 0.0)
    return subject.say(
        "report.profile.takeaway",
        lowest=subject.dimension(lowest.id),
        low=points(lowest.text.point).shown,
        highest=subject.dimension(highest.id),
        high=points(highest.text.point).shown,
    )


def leads_figure(subject: Subject) -> Figure:
    """Number of gaps by lead function, text and enabling."""
    say, found = subject.say, subject.results.gaps
    text, enabling = (Counter(gap.lead for gap in gaps) for gaps in (found.text, found.enabling))
    leads = sorted({*text, *enabling}, key=lambda lead: (-text[lead] - enabling[lead], lead))
    rows = tuple(
        (Cell(shown=lead), words(subject.lead_name(lead)), count(text[lead]), count(enabling[lead])) for lead in leads
    )
    columns = (
        Column(name=say("report.column.code"), kind="code", width=8),
        Column(name=say("report.column.lead"), width=40),
        Column(name=say("report.gaps.text"), kind="count", width=20),
        Column(name=say("report.gaps.enabling"), kind="count", width=20),
    )
    most = leads[0] if leads else ""
    takeaway = say("report.leads.takeaway", lead=subject.lead(most), n=text[most] + enabling[most])
    table = Table(id="leads", caption=say("report.leads.table"), columns=columns, rows=rows)
    return _counts_figure(subject, "leads", takeaway, table, label=0, named=1)


def coverage_figure(subject: Subject) -> Figure:
    """Number of gaps by the class of the measures that reach them."""
    say, found = subject.say, subject.results.gaps
    rows = []
    for code in COVERAGE:
        text = sum(1 for gap in found.text if gap.coverage == code)
        enabling = sum(1 for gap in found.enabling if gap.coverage == code)
        rows.append((Cell(shown=code), words(subject.coverage(code)), count(text), count(enabling)))
    columns = (
        Column(name=say("report.column.code"), kind="code", width=10),
        Column(name=say("report.column.coverage"), width=38),
        Column(name=say("report.gaps.text"), kind="count", width=20),
        Column(name=say("report.gaps.enabling"), kind="count", width=20),
    )
    gaps = (*found.text, *found.enabling)
    solid = sum(1 for gap in gaps if gap.coverage in ("full", "partly"))
    on_paper = sum(1 for gap in gaps if gap.coverage == "paper")
    takeaway = say("report.coverage.takeaway", n=len(gaps), solid=solid, paper=on_paper)
    table = Table(id="coverage", caption=say("report.coverage.table"), columns=columns, rows=tuple(rows))
    return _counts_figure(subject, "coverage", takeaway, table, label=1)


def _range_columns(subject: Subject, first: str) -> tuple[Column, ...]:
    return (
        Column(name=subject.say(first), width=30),
        *(
            Column(name=subject.say(f"report.column.{name}"), kind="points", width=9)
            for name in ("point", "low", "high")
        ),
        Column(name=subject.say("report.target"), kind="points", width=9),
    )


def _part_columns(subject: Subject, part: str) -> tuple[Column, ...]:
    named = {name: subject.say(f"report.profile.{part}_{name}") for name in ("point", "low", "high", "items")}
    kinds = {"items": "count"}
    return tuple(
        Column.model_validate({"name": shown, "kind": kinds.get(name, "points"), "width": 17})
        for name, shown in named.items()
    )


def _range_figure(subject: Subject, id: str, takeaway: str, table: Table, first: int = 1, words: str = "") -> Figure:
    say = subject.say
    words = words or f"report.{id}"
    return Figure(
        id=id,
        kind="range",
        caption=say(f"{words}.caption"),
        takeaway=takeaway,
        alt=say(f"{words}.alt"),
        label=0,
        named=1 if first > 1 else None,
        series=(_ranged(subject, say("report.column.point"), first),),
        target=target_points(subject),
        target_name=say("report.target"),
        twin=table,
    )


def _ranged(subject: Subject, name: str, column: int) -> Series:
    """Series whose low and high stand in the two columns after it."""
    up, down = (subject.say(f"report.chart.{way}", name=name) for way in ("up", "down"))
    return Series(name=name, column=column, low=column + 1, high=column + 2, up=up, down=down)


def _counts_figure(
    subject: Subject, id: str, takeaway: str, table: Table, *, label: int, named: int | None = None
) -> Figure:
    return Figure(
        id=id,
        kind="counts",
        caption=subject.say(f"report.{id}.caption"),
        takeaway=takeaway,
        alt=subject.say(f"report.{id}.alt"),
        label=label,
        named=named,
        series=tuple(Series(name=table.columns[at].name, column=at) for at in (2, 3)),
        twin=table,
    )
