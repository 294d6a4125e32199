"""Strategy by strategy: each model strategy in our own words with its figures, and under each the parts it consists of.

How firm the words are is shown and weighs nothing; soft parts stand in the list without a figure of the index.
"""

from collections.abc import Iterator

from toolkit.library.provision_name import provision_subject
from toolkit.method.scoring import LimbValue
from toolkit.report.figures import strategies_figure
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, count, points, words

WORDS = "strategies.report"
RANGE = ("point", "low", "high")


def strategies(subject: Subject) -> Iterator[Part]:
    """Each strategy with the figures of its parts, then every part with its words, paragraphs and statements."""
    say = subject.say
    yield Heading(level=1, text=say(f"{WORDS}.heading"), id="provisions", sheet=say(f"{WORDS}.sheet"))
    yield Text(text=say(f"{WORDS}.explain", symbol=subject.lens.instrument.symbol))
    yield _strategies(subject)
    if subject.indices:
        yield strategies_figure(subject)
    yield Heading(level=2, text=say(f"{WORDS}.limbs_heading"), id="strategies-limbs", sheet=say(f"{WORDS}.limbs_sheet"))
    yield Text(text=say(f"{WORDS}.limbs_explain"))
    yield _limbs(subject)


def _strategies(subject: Subject) -> Table:
    say, instrument = subject.say, subject.lens.instrument
    rows = []
    for found in subject.scores.provisions:
        provision = instrument.provision(found.number)
        assert provision is not None
        in_place, answered, asked = subject.statements(found.limbs)
        rows.append(
            (
                Cell(shown=found.number),
                words(provision_subject(instrument, found.number, subject.language)),
                words(provision.gist),
                words(subject.joined(provision.qualifiers)),
                words(subject.joined(found.limbs)),
                words(subject.joined(provision.paragraphs)),
                *(count(number) for number in (in_place, answered, asked)),
                *_range(subject, found.point, found.low, found.high),
            )
        )
    columns = (
        Column(name=say("report.column.code"), kind="code", width=8),
        Column(name=say(f"{WORDS}.strategy"), width=24),
        Column(name=say(f"{WORDS}.gist"), width=30, beneath=True),
        Column(name=say("report.provisions.qualifiers"), width=20, beneath=True),
        Column(name=say("report.provisions.limbs"), width=12, beneath=True),
        Column(name=say(f"{WORDS}.paragraphs"), width=12, beneath=True),
        *(
            Column(name=say(f"report.provisions.{name}"), kind="count", width=11)
            for name in ("in_place", "answered", "asked")
        ),
        *_range_columns(subject),
    )
    return Table(id="provisions", caption=say(f"{WORDS}.caption"), columns=columns, rows=tuple(rows))


def _limbs(subject: Subject) -> Table:
    say = subject.say
    values = {limb.id: limb for limb in subject.scores.limbs}
    order = [limb for limb in subject.lens.instrument.limbs if limb in subject.library.limbs]
    columns = (
        Column(name=say("report.limbs.code"), kind="code", width=10),
        Column(name=say(f"{WORDS}.limb"), width=34),
        Column(name=say(f"{WORDS}.paragraphs"), width=12, beneath=True),
        Column(name=say(f"{WORDS}.words"), width=16),
        Column(name=say(f"{WORDS}.statements"), width=18),
        Column(name=say(f"{WORDS}.covered"), kind="count", width=12),
        *_range_columns(subject),
    )
    rows = tuple(_limb(subject, limb, values.get(limb)) for limb in order)
    return Table(id="strategies_limbs", caption=say(f"{WORDS}.limbs_caption"), columns=columns, rows=rows)


def _limb(subject: Subject, id: str, value: LimbValue | None) -> tuple[Cell, ...]:
    limb, say = subject.library.limbs[id], subject.say
    asking = [item.id for item in subject.lens.in_limb(id)]
    covered = sum(1 for item in asking if subject.results.coverage.items[item].code != "none")
    strength = say(f"strategies.strength.{limb.strength}") if limb.strength else ""
    strength = subject.joined([strength, say(f"{WORDS}.apart")]) if limb.soft else strength
    return (
        Cell(shown=id),
        words(limb.gist),
        words(subject.joined(limb.paragraphs)),
        words(strength),
        words(subject.joined(asking)),
        count(covered),
        *(_range(subject, value.point, value.low, value.high) if value else _range(subject, None, None, None)),
    )


def _range(subject: Subject, *figures: float | None) -> tuple[Cell, ...]:
    return tuple(points(figure) for figure in figures) if subject.indices else ()


def _range_columns(subject: Subject) -> tuple[Column, ...]:
    if not subject.indices:
        return ()
    return tuple(Column(name=subject.say(f"report.column.{name}"), kind="points", width=8) for name in RANGE)
