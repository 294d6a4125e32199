"""What the Model Strategies add to resolution 78/224: a table to take along, of no State and with no figure.

Built from the concordance. What is asked for is compared, in our own words; the weight of the two texts differs and is
said above the table.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.language import Language
from toolkit.library.concordance import StrategyAdds
from toolkit.library.difference import Difference, Pair, difference
from toolkit.library.lens import DEFAULT_LENS, look_through
from toolkit.library.model import Instrument, Library, Limb
from toolkit.library.provision_name import provision_subject
from toolkit.report.codes_told import with_codes_told
from toolkit.report.tree import Cell, Column, Fact, Heading, Part, Report, Table, Text, words

WORDS = "strategies.adds"


class _Told:
    """The two instruments, how they differ, and how that is said."""

    def __init__(self, library: Library, language: Language, after: str) -> None:
        self.library, self.language = library, language
        self.before: Instrument = library.instruments[DEFAULT_LENS]
        self.after: Instrument = library.instruments[after]
        self.found: Difference = difference(library, self.before.id, self.after.id)
        self.values = {"before": self.before.short, "after": self.after.short}

    def say(self, key: str, **values: str) -> str:
        return self.language.say(f"{WORDS}.{key}", **{**self.values, **values})

    def joined(self, texts: list[str]) -> str:
        return self.language.say("report.between").join(texts)

    def column(self, key: str, width: int, *, beneath: bool = False) -> Column:
        return Column(name=self.say(key), width=width, beneath=beneath)


def strategies_added(library: Library, language: Language, after: str) -> Report:
    """Build the table of an instrument with strategies. Raises KeyError for one that is not in the library."""
    told = _Told(library, language, after)
    say = told.say
    made = Report(
        id="strategies_added",
        language=language.code,
        direction="rtl" if language.direction == "rtl" else "ltr",
        title=say("title"),
        subtitle=say("subtitle"),
        as_of=told.after.adopted,
        header=say("header"),
        footer=say("own_words"),
        page=language.say("report.page.number"),
        contents="",
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
    return with_codes_told(made, library, language)


def file_name_of(library: Library, after: str, to: str, today: date) -> str:
    """Name of the file: both instruments and the day."""
    symbols = [library.instruments[id].id.removeprefix("a-res-") for id in (after, DEFAULT_LENS)]
    return f"{symbols[0]}_beside_{symbols[1]}_{today.isoformat()}.{to}"


def _facts(told: _Told) -> Iterator[Fact]:
    for name, instrument in (("fact_before", told.before), ("fact_after", told.after)):
        named = told.language.say("report.instrument", symbol=instrument.symbol, title=instrument.title)
        yield Fact(name=told.say(name), text=named)
        yield Fact(name=told.say("fact_link", symbol=instrument.symbol), text=instrument.link)


def _parts(told: _Told) -> Iterator[Part]:
    say = told.say
    yield Heading(level=1, text=say("heading"), id="strategies", sheet=say("sheet"))
    yield Text(text=say("explain"))
    if told.after.note:
        yield Text(text=told.after.note)
    yield _strategies(told)
    yield Heading(level=1, text=say("pairs_heading"), id="pairs", sheet=say("pairs_sheet"))
    yield _pairs(told)
    yield Heading(level=1, text=say("new_heading"), id="new", sheet=say("new_sheet"))
    yield _new(told)
    yield Heading(level=1, text=say("only_heading"), id="only", sheet=say("only_sheet"))
    for text in told.library.only_in_resolutions:
        yield Text(text=text, role="point")


def _strategies(told: _Told) -> Table:
    adds: Mapping[str, StrategyAdds] = {entry.strategy: entry for entry in told.library.strategies_add}
    columns = (
        Column(name=told.language.say("report.column.code"), kind="code", width=8),
        told.column("strategy", 24),
        told.column("suggests", 24, beneath=True),
        told.column("beside", 20),
        told.column("adds", 28),
        told.column("leaves", 20),
        told.column("statements", 18, beneath=True),
        told.column("new_statements", 18, beneath=True),
    )
    rows = tuple(
        _strategy(told, told.after.reference(found), adds)
        for found in told.after.provisions
        if found.part == "strategy"
    )
    return Table(id="strategies_added", caption=told.say("caption"), columns=columns, rows=rows)


def _strategy(told: _Told, number: str, adds: Mapping[str, StrategyAdds]) -> tuple[Cell, ...]:
    provision = told.after.provision(number)
    assert provision is not None
    through = [item for item in look_through(told.library, told.after.id).items if item.limb in provision.limbs]
    usual = look_through(told.library, told.before.id).by_id
    beside = [_beside(told, pair) for pair in told.found.pairs if pair.to_number == number]
    entry = adds.get(number)
    return (
        Cell(shown=number),
        words(provision_subject(told.after, number, told.language)),
        words(provision.gist),
        words("\n".join(beside) or told.say("beside_none")),
        words(entry.adds if entry else None),
        words(entry.leaves if entry else None),
        words(told.joined([item.id for item in through])),
        words(told.joined([item.id for item in through if item.id not in usual])),
    )


def _beside(told: _Told, pair: Pair) -> str:
    wording = told.say(f"wordings.{pair.wording}")
    return told.say("beside_one", number=pair.from_number, wording=wording)


def _pairs(told: _Told) -> Table:
    columns = (
        told.column("from", 32),
        told.column("to", 32),
        told.column("wording", 14),
        told.column("changed", 32),
    )
    gists: Mapping[str, Limb] = told.library.limbs
    rows = tuple(
        (
            words(f"{limbs.from_limb} {gists[limbs.from_limb].gist}"),
            words(f"{limbs.to_limb} {gists[limbs.to_limb].gist}"),
            words(told.say(f"wordings.{limbs.wording}")),
            words(explain),
        )
        for pair in told.found.pairs
        for limbs, explain in zip(pair.limbs, pair.explain, strict=False)
    )
    return Table(id="pairs", caption=told.say("pairs_caption"), columns=columns, rows=rows)


def _new(told: _Told) -> Table:
    lens = look_through(told.library, told.after.id)
    columns = (
        Column(name=told.say("part"), kind="code", width=10),
        told.column("part_gist", 60),
        told.column("statements", 30),
    )
    rows = tuple(
        (
            Cell(shown=limb),
            words(told.library.limbs[limb].gist),
            words(told.joined([item.id for item in lens.in_limb(limb)])),
        )
        for limb in told.found.new_limbs
    )
    return Table(id="new_limbs", caption=told.say("new_caption"), columns=columns, rows=rows)
