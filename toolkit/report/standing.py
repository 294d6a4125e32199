"""Where the State stands: provisions in words with their limbs, and the profile by dimension."""

from collections.abc import Iterator

from toolkit.report.figures import limbs_figure, profile_figure
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.strategies import strategies
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, points, words


def provisions(subject: Subject) -> Iterator[Part]:
    """Each provision in our own words, with the figures of its limbs; strategy by strategy where there are such."""
    if subject.lens.instrument.has_strategies:
        yield from strategies(subject)
        return
    say = subject.say
    yield Heading(level=1, text=say("report.provisions.heading"), id="provisions", sheet=say("report.sheet.provisions"))
    yield Text(text=say("report.provisions.explain", symbol=subject.lens.instrument.symbol))
    yield _provisions(subject)
    yield limbs_figure(subject)


def _provisions(subject: Subject) -> Table:
    say = subject.say
    rows = []
    for found in subject.scores.provisions:
        provision = subject.lens.instrument.provision(found.number)
        assert provision is not None
        in_place, answered, asked = subject.statements(found.limbs)
        rows.append(
            (
                Cell(shown=found.number),
                words(provision.gist),
                words(subject.joined(provision.qualifiers)),
                words(subject.joined(found.limbs)),
                count(in_place),
                count(answered),
                count(asked),
                points(found.point),
                points(found.low),
                points(found.high),
            )
        )
    columns = (
        Column(name=say("report.column.paragraph"), kind="code", width=6),
        Column(name=say("report.provisions.gist"), width=38),
        Column(name=say("report.provisions.qualifiers"), width=20, beneath=True),
        Column(name=say("report.provisions.limbs"), width=12, beneath=True),
        *(
            Column(name=say(f"report.provisions.{name}"), kind="count", width=11)
            for name in ("in_place", "answered", "asked")
        ),
        *(Column(name=say(f"report.column.{name}"), kind="points", width=8) for name in ("point", "low", "high")),
    )
    return Table(id="provisions", caption=say("report.provisions.caption"), columns=columns, rows=tuple(rows))


def profile(subject: Subject) -> Iterator[Part]:
    """The profile by dimension: two figures a dimension, with low, high and number of statements."""
    say = subject.say
    yield Heading(level=1, text=say("report.profile.heading"), id="profile", sheet=say("report.sheet.profile"))
    yield Text(text=say("report.profile.explain"))
    yield profile_figure(subject)


def apart(subject: Subject) -> Iterator[Part]:
    """What stands apart: soft statements, and facts about participation without marks."""
    say = subject.say
    soft = [value for value in subject.scores.items if value.id in subject.scores.soft.items]
    if not soft and not subject.scores.participation:
        return
    yield Heading(level=1, text=say("report.apart.heading"), id="apart", sheet=say("report.sheet.apart"))
    if soft:
        over = subject.scores.soft
        yield Heading(level=2, text=say("report.soft.heading"), id="soft")
        yield Text(text=say("report.soft.explain"))
        if over.point is not None:
            shown = {name: points(getattr(over, name)).shown for name in ("point", "low", "high")}
            yield Text(text=say("report.soft.figure", **shown))
        rows = tuple(
            (
                *statement(subject, value.id),
                words(subject.counted_as(value.counted)),
                points(value.points),
            )
            for value in soft
        )
        columns = (
            *statement_columns(subject, 50),
            Column(name=say("report.column.counted"), width=27),
            Column(name=say("report.column.points"), kind="points", width=10),
        )
        yield Table(id="soft", caption=say("report.soft.caption"), columns=columns, rows=rows)
    yield from participation(subject)


def participation(subject: Subject) -> Iterator[Part]:
    """Facts about taking part, as they were told; what was not told is not called a no."""
    say, found = subject.say, subject.scores.participation
    if not found:
        return
    yield Heading(level=2, text=say("report.participation.heading"), id="participation")
    yield Text(text=say("report.participation.explain"))
    rows = []
    for fact in found:
        value = subject.scores.item(fact.item)
        assert value is not None
        said = subject.cited(value.asked.provisions)
        rows.append((*statement(subject, fact.item), words(said), words(_told(subject, fact.item))))
    columns = (
        Column(name=say("report.column.code"), kind="code", width=9),
        Column(name=say("report.participation.fact"), width=48),
        Column(name=say("report.column.paragraph"), kind="code", width=18),
        Column(name=say("report.participation.told"), width=24),
    )
    yield Table(id="participation", caption=say("report.participation.caption"), columns=columns, rows=tuple(rows))


def _told(subject: Subject, item: str) -> str:
    value = subject.scores.item(item)
    assert value is not None
    if value.counted.answer is None and value.applies and value.counted.why in (None, "nothing"):
        return subject.say("report.participation.not_told")
    return subject.counted_as(value.counted)
