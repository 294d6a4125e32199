"""What the units of a federal State reach together, as a report. Units stand in no order of merit; it stays inside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import LEVELS, Basis, Library
from toolkit.method.roll_up import Figures, RolledUp, RollUp
from toolkit.report.codes_told import with_codes_told
from toolkit.report.tree import Cell, Column, Fact, Heading, Part, Report, Table, Text, count, own, points, share, words

LINES = ("level", "range", "leave", "people", "units")
COUNTS = ("answered", "unanswered", "not_applicable")


@dataclass(frozen=True)
class Together:
    """A roll-up and how it is said: the State that the units name, the lens, library and language, the day."""

    state: str
    found: RollUp
    lens: Lens
    library: Library
    language: Language
    as_of: date

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of a roll-up."""
        return self.language.say(f"roll_up.{key}", **values)

    @property
    def of_result(self) -> str:
        """What the result is called: rapid scan or full assessment."""
        return self.language.say(f"report.result.{self.lens.depth}")


def roll_up_report(told: Together) -> Report:
    """Build the report of a roll-up."""
    language = told.language
    made = Report(
        id="roll_up",
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        title=told.say("title", symbol=told.lens.instrument.short),
        subtitle=told.state or told.say("no_state"),
        subtitle_own=bool(told.state),
        as_of=told.as_of,
        header=told.say("header", n=told.found.units, result=told.of_result),
        footer=language.say("report.page.footer"),
        page=language.say("report.page.number"),
        contents=language.say("report.contents"),
        cut=language.say("report.cut"),
        facts_caption=language.say("report.facts.caption"),
        fact_columns=(
            Column(name=language.say("report.facts.name"), width=30),
            Column(name=language.say("report.facts.text"), width=70),
        ),
        cover_sheet=language.say("report.sheet.cover"),
        facts=tuple(_facts(told)),
        parts=tuple(_parts(told)),
    )
    return with_codes_told(made, told.library, language)


def _facts(told: Together) -> Iterator[Fact]:
    instrument, found = told.lens.instrument, told.found
    if told.state:
        yield Fact(name=told.say("fact.state"), text=told.state, own=True)
    named = told.language.say("report.instrument", symbol=instrument.symbol, title=instrument.title)
    yield Fact(name=told.say("fact.instrument"), text=named)
    yield Fact(name=told.say("fact.link"), text=instrument.link)
    yield Fact(name=told.say("fact.result"), text=told.of_result)
    yield Fact(name=told.say("fact.units"), text=str(found.units))
    if found.people is not None:
        yield Fact(name=told.say("fact.people"), text=str(found.people))
    yield Fact(name=told.say("fact.as_of"), text=told.as_of.isoformat())


def _parts(told: Together) -> Iterator[Part]:
    yield _heading(told, "headline")
    yield Text(text=headline(told), role="key")
    for line in figures(told):
        yield Text(text=line)
    for line in counted_by(told):
        yield Text(text=line)
    yield _heading(told, "limbs")
    yield _limbs(told)
    yield _heading(told, "statements")
    yield Text(text=told.say("covered_note"), role="note")
    yield Text(text=told.say("range_note"), role="note")
    yield _statements(told)
    if told.found.named:
        yield _heading(told, "units")
        yield _units(told)
    yield _heading(told, "method")
    for line in LINES:
        yield Text(text=told.say(f"method.{line}"), role="point")


def _heading(told: Together, name: str) -> Heading:
    return Heading(level=1, text=told.say(f"heading.{name}"), id=name, sheet=told.say(f"sheet.{name}"))


def headline(told: Together) -> str:
    """Counts first: what at least half of the people have."""
    found = told.found.headline
    return told.say(
        "headline.counts",
        n=found.asked,
        symbol=told.lens.instrument.short,
        at_target=found.at_target,
        partly=found.by_level["2"],
        begun=found.by_level["1"],
        none=found.by_level["0"],
        unanswered=found.unanswered,
    )


def figures(told: Together) -> Iterator[str]:
    """Both indices over the rolled-up levels."""
    pairs: tuple[tuple[str, Figures], ...] = (("text", told.found.text), ("enabling", told.found.enabling))
    for name, found in pairs:
        index = told.say(f"index.{name}")
        if found.point is None:
            yield told.say("headline.no_index", index=index)
            continue
        shown = {part: points(getattr(found, part)).shown for part in ("point", "low", "high")}
        key = "provisional" if found.provisional else "index"
        yield told.say(f"headline.{key}", index=index, **shown)


def counted_by(told: Together) -> Iterator[str]:
    """By what units count: by their people, or equally, and why."""
    found = told.found
    if found.without_number:
        yield told.say("equal", n=found.without_number)
    elif found.people is not None:
        yield told.say("weighted", people=found.people)
    if found.own_numbers:
        yield told.say("own_numbers", n=found.own_numbers)
    if found.without_number and any(entry.weighted for entry in found.items):
        yield told.say("partly_equal")


def _limbs(told: Together) -> Table:
    columns = (
        Column(name=told.say("column.limb"), kind="code", width=9),
        Column(name=told.say("column.gist"), width=60),
        *(Column(name=told.say(f"column.{name}"), kind="points", width=10) for name in ("point", "low", "high")),
    )
    rows = tuple(
        (
            Cell(shown=limb.id),
            words(told.library.limbs[limb.id].gist),
            points(limb.point),
            points(limb.low),
            points(limb.high),
        )
        for limb in told.found.limbs
    )
    return Table(id="limbs", caption=told.say("limbs_caption"), columns=columns, rows=rows)


def level_told(told: Together, entry: RolledUp, level: int | None) -> str:
    """A rolled-up level in words: level, no answer, or that it applies nowhere."""
    if not entry.applies:
        return told.say("nowhere")
    if level is None:
        return told.say("no_level")
    return told.language.say("report.level", level=level, name=told.library.scales.levels[level].name)


def in_order_of_basis(told: Together) -> Sequence[RolledUp]:
    """Statements from the text, then enabling, then soft ones; within each in the order of the checklist."""
    rank = {Basis.DIRECT: 0, Basis.NAMED: 0, Basis.IMPLIED: 1, Basis.SOFT: 2}
    return sorted(told.found.items, key=lambda entry: rank.get(entry.basis, 3))


def _statements(told: Together) -> Table:
    columns = (
        Column(name=told.language.say("report.column.code"), kind="code", width=8),
        Column(name=told.say("column.statement"), width=34),
        Column(name=told.language.say("comparison.column.basis"), width=12, beneath=True),
        Column(name=told.say("column.level"), width=14),
        Column(name=told.say("column.lowest"), kind="count", width=8),
        Column(name=told.say("column.highest"), kind="count", width=8),
        Column(name=told.say("column.covered"), kind="share", width=10),
        Column(name=told.say("column.counted_by"), width=12, beneath=True),
        *(Column(name=told.say(f"column.{name}"), kind="count", width=9, beneath=True) for name in COUNTS),
        Column(name=told.say("column.by_level"), width=20, beneath=True),
    )
    rows = tuple(_statement(told, entry) for entry in in_order_of_basis(told))
    return Table(id="statements", caption=told.say("statements_caption"), columns=columns, rows=rows)


def _statement(told: Together, entry: RolledUp) -> tuple[Cell, ...]:
    return (
        Cell(shown=entry.item),
        words(told.library.items[entry.item].text),
        words(told.library.scales.bases[entry.basis.value].name),
        words(level_told(told, entry, entry.level)),
        count(entry.lowest),
        count(entry.highest),
        share(entry.covered),
        words(told.say("by_people" if entry.weighted else "by_units")),
        *(count(getattr(entry, name)) for name in COUNTS),
        words(told.language.say("report.between").join(str(entry.by_level[str(level)]) for level in LEVELS)),
    )


def _units(told: Together) -> Table:
    columns = (
        Column(name=told.say("column.unit"), width=40),
        Column(name=told.say("column.people"), kind="count", width=20),
        Column(name=told.say("column.told"), kind="count", width=20),
        Column(name=told.say("column.asked"), kind="count", width=20),
    )
    rows = tuple(
        (_unit_cell(told, unit.name, at), count(unit.people), count(unit.answered), count(unit.asked))
        for at, unit in enumerate(told.found.named, start=1)
    )
    caption, note = told.say("units_caption"), told.say("units_note")
    return Table(id="units", caption=caption, columns=columns, rows=rows, note=note)


def _unit_cell(told: Together, name: str, number: int) -> Cell:
    return own(name) if name else words(told.say("unit_unnamed", n=number))
