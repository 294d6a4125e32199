"""Two assessments of one State held against each other, as a report: statements first, figures second.

It stays inside.
"""

from collections.abc import Iterator, Sequence

from toolkit.method.comparison import PARTS, Comparison, FactMove, IndexMove, Move, Side, StatementMove
from toolkit.method.scoring import Index
from toolkit.report.cover import bound
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Fact, Heading, Part, Report, Table, Text, count, points, tenths, words

WORDS = "comparison"
# Moves in the order in which a reader wants them; those without a change of level come last.
IN_TURN: tuple[Move, ...] = (
    "up",
    "down",
    "newly_answered",
    "no_longer_answered",
    "not_comparable",
    "same",
    "unanswered",
)


def comparison_report(subject: Subject, found: Comparison) -> Report:
    """Build the report of a comparison; the subject is the later of the two."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    return bound(subject, "comparison", title, _parts(subject, found), facts=tuple(_facts(subject, found)))


def side_name(subject: Subject, side: Side) -> str:
    """Name and day of one of the two."""
    name = side.name.strip() or subject.say(f"{WORDS}.unnamed")
    if side.as_of is None:
        return subject.say(f"{WORDS}.side_without_day", name=name)
    return subject.say(f"{WORDS}.side", name=name, day=side.as_of.isoformat())


def _facts(subject: Subject, found: Comparison) -> Iterator[Fact]:
    say, instrument = subject.say, subject.lens.instrument
    yield Fact(name=say(f"{WORDS}.fact.before"), text=side_name(subject, found.before), own=True)
    yield Fact(name=say(f"{WORDS}.fact.after"), text=side_name(subject, found.after), own=True)
    named = say("report.instrument", symbol=instrument.symbol, title=instrument.title)
    yield Fact(name=say("report.fact.instrument"), text=named)
    yield Fact(name=say("report.fact.link"), text=instrument.link)
    yield Fact(name=say("report.fact.result"), text=subject.of_result)
    for name, side in (("scope_before", found.before), ("scope_after", found.after)):
        if side.covers.strip():
            yield Fact(name=say(f"{WORDS}.fact.{name}"), text=side.covers, own=True)


def _parts(subject: Subject, found: Comparison) -> Iterator[Part]:
    say = subject.say
    yield _heading(subject, "moves")
    for line in headlines(subject, found):
        yield Text(text=line, role="key")
    for line in beside(subject, found):
        yield Text(text=line)
    yield _moves(subject, found)
    yield from _figures(subject, found)
    for move in IN_TURN:
        yield from _of_move(subject, found, move)
    yield from _participation(subject, found.participation)
    yield _heading(subject, "method")
    for line in ("counted", "wording", "apart", "direction"):
        yield Text(text=say(f"{WORDS}.method.{line}"), role="point")


def _heading(subject: Subject, name: str) -> Heading:
    sheet = subject.say(f"{WORDS}.sheet.{name}")
    return Heading(level=1, text=subject.say(f"{WORDS}.heading.{name}"), id=name, sheet=sheet)


def headlines(subject: Subject, found: Comparison) -> Iterator[str]:
    """Counts in a sentence, for each part that asks something."""
    for part in PARTS:
        counts = found.counts(part)
        whole = sum(counts.values())
        if whole:
            told = [subject.say(f"{WORDS}.counted.{move}", n=counts[move]) for move in IN_TURN if counts[move]]
            symbol = subject.lens.instrument.short
            yield subject.say(f"{WORDS}.headline.{part}", n=whole, symbol=symbol, told=subject.joined(told))


def beside(subject: Subject, found: Comparison) -> Iterator[str]:
    """What stands beside the counts: targets reached, statements retired, what was taken for granted."""
    for name in ("reached", "below_again", "retired"):
        items: Sequence[str] = getattr(found, name)
        if items:
            yield subject.say(f"{WORDS}.beside.{name}", n=len(items), items=subject.joined(items))
    if found.same_scope_by_choice:
        yield subject.say(f"{WORDS}.scope_by_choice")
    if any(entry.why == "other_scope" for entry in found.statements):
        yield subject.say(f"{WORDS}.scope_differs")
    unrecorded = [side for side in (found.before, found.after) if not side.wording_recorded]
    if len(unrecorded) > 1:
        yield subject.say(f"{WORDS}.neither_wording")
    elif unrecorded:
        yield subject.say(f"{WORDS}.without_wording", side=side_name(subject, unrecorded[0]))


def _moves(subject: Subject, found: Comparison) -> Table:
    say = subject.say
    counts = {part: found.counts(part) for part in PARTS}
    rows = tuple(
        (words(say(f"{WORDS}.heading.{move}")), *(count(counts[part][move]) for part in PARTS)) for move in IN_TURN
    )
    columns = (
        Column(name=say(f"{WORDS}.column.move"), width=40),
        *(Column(name=say(f"{WORDS}.column.{part}"), kind="count", width=20) for part in PARTS),
    )
    return Table(id="moves", caption=say(f"{WORDS}.moves_caption"), columns=columns, rows=rows)


def _figures(subject: Subject, found: Comparison) -> Iterator[Part]:
    """Both indices then and now, where both sides ask the same; why not, where they do not."""
    say = subject.say
    yield _heading(subject, "figures")
    moves = (("text", found.text), ("enabling", found.enabling))
    rows = tuple(_figure(subject, name, move) for name, move in moves if move.before is not None)
    if rows:
        yield Text(text=say(f"{WORDS}.figures_explain"))
        columns = (
            Column(name=say(f"{WORDS}.column.index"), width=20),
            *(Column(name=say(f"{WORDS}.column.{name}"), width=18) for name in ("before", "after")),
            Column(name=say(f"{WORDS}.column.difference"), kind="points", width=10),
            *(
                Column(name=say(f"{WORDS}.column.{name}"), kind="points", width=12)
                for name in ("both_before", "both_after")
            ),
            Column(name=say(f"{WORDS}.column.both"), kind="count", width=10),
        )
        yield Table(id="figures", caption=say(f"{WORDS}.figures_caption"), columns=columns, rows=rows)
    for name, move in moves:
        for line in about_index(subject, name, move):
            yield Text(text=line)


def _figure(subject: Subject, name: str, move: IndexMove) -> tuple[Cell, ...]:
    return (
        words(subject.say(f"{WORDS}.index.{name}")),
        words(index_told(subject, move.before)),
        words(index_told(subject, move.after)),
        tenths(move.difference),
        points(move.on_both_before),
        points(move.on_both_after),
        count(move.on_both),
    )


def index_told(subject: Subject, index: Index | None) -> str:
    """Point and range of an index, and whether it is provisional."""
    if index is None or index.point is None:
        return points(None).shown
    figures = {name: points(getattr(index, name)).shown for name in ("point", "low", "high")}
    said = subject.say(f"{WORDS}.between", **figures)
    return subject.say(f"{WORDS}.provisional", figure=said) if index.provisional else said


def about_index(subject: Subject, name: str, move: IndexMove) -> Iterator[str]:
    """What must be said of an index: why there is none, or that two ranges overlap."""
    index = subject.say(f"{WORDS}.index.{name}")
    if move.before is None or move.after is None:
        told = [subject.say(f"{WORDS}.why.{reason}") for reason in move.reasons]
        if not told:
            yield subject.say(f"{WORDS}.no_index", index=index)
            return
        yield subject.say(f"{WORDS}.no_figures", index=index, reasons=subject.joined(told))
    elif move.difference and ranges_overlap(move.before, move.after):
        yield subject.say(f"{WORDS}.overlap", index=index)


def ranges_overlap(one: Index, other: Index) -> bool:
    """True if the ranges of two indices have more than an end in common."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low < other.high and other.low < one.high


def _of_move(subject: Subject, found: Comparison, move: Move) -> Iterator[Part]:
    own = found.moved(move)
    if not own:
        return
    yield _heading(subject, move)
    yield Text(text=subject.say(f"{WORDS}.statement_explain.{move}"))
    yield statements_table(subject, move, own)


def statements_table(subject: Subject, move: Move, own: Sequence[StatementMove]) -> Table:
    """Statements of one move, each with its basis and its level then and now."""
    say = subject.say
    with_why = move == "not_comparable"
    columns = (
        Column(name=say("report.column.code"), kind="code", width=9),
        Column(name=say(f"{WORDS}.column.statement"), width=46),
        Column(name=say(f"{WORDS}.column.basis"), width=12, beneath=True),
        *(Column(name=say(f"{WORDS}.column.{name}"), width=15) for name in ("before", "after")),
        *((Column(name=say(f"{WORDS}.column.why"), width=24),) if with_why else ()),
    )
    rows = tuple(
        (
            Cell(shown=entry.item),
            words(subject.item(entry.item).text),
            words(subject.library.scales.bases[entry.basis.value].name),
            words(level_told(subject, entry, "before")),
            words(level_told(subject, entry, "after")),
            *((words(say(f"{WORDS}.why.{entry.why}")),) if with_why else ()),
        )
        for entry in own
    )
    caption = say(f"{WORDS}.table_caption", heading=say(f"{WORDS}.heading.{move}"))
    return Table(id=move, caption=caption, columns=columns, rows=rows)


def level_told(subject: Subject, entry: StatementMove, side: str) -> str:
    """Level then or now in words; "not applicable" where it did not apply."""
    level = entry.before if side == "before" else entry.after
    if level is not None:
        return subject.level_name(level)
    applied = entry.applied_before if side == "before" else entry.applies_after
    return subject.say(f"{WORDS}.no_answer" if applied else f"{WORDS}.not_applicable")


def _participation(subject: Subject, facts: Sequence[FactMove]) -> Iterator[Part]:
    if not facts:
        return
    say = subject.say
    yield _heading(subject, "participation")
    yield Text(text=say(f"{WORDS}.statement_explain.participation"))
    columns = (
        Column(name=say("report.column.code"), kind="code", width=9),
        Column(name=say(f"{WORDS}.column.fact"), width=55),
        *(Column(name=say(f"{WORDS}.column.{name}"), width=18) for name in ("before", "after")),
    )
    rows = tuple(
        (
            Cell(shown=fact.item),
            words(subject.item(fact.item).text),
            *(words(fact_told(subject, told)) for told in (fact.before, fact.after)),
        )
        for fact in facts
    )
    yield Table(id="participation", caption=say(f"{WORDS}.heading.participation"), columns=columns, rows=rows)


def fact_told(subject: Subject, told: str | None) -> str:
    """A fact about taking part as it was told; what was not told is not called a no."""
    return subject.say(f"report.answer.{told}" if told else "report.participation.not_told")
