"""A local instrument as a report: its items' answers and the coverage by measures, provision by provision.

Never scored: numbers of statements and no points. Every page of it says by whom and when it was mapped.
"""

from collections.abc import Iterator, Sequence

from toolkit.language import Language
from toolkit.method.coverage import CLASSES
from toolkit.method.local_instrument import LocalItem, LocalStanding, local_standing
from toolkit.record.local_instrument import LocalInstrument, LocalProvision
from toolkit.report.cover import bound
from toolkit.report.plan_reached import reaching
from toolkit.report.statement_cells import statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Fact, Heading, Part, Report, Table, Text, count, own, words

WORDS = "texts.report"


def local_report(subject: Subject, instrument: LocalInstrument) -> Report:
    """Build the tree of a local instrument of a subject's assessment."""
    title = subject.say(f"{WORDS}.title", title=instrument.title or instrument.id)
    made = bound(
        subject, "local_instrument", title, _parts(subject, instrument), facts=tuple(_facts(subject, instrument))
    )
    return made.model_copy(update={"footer": f"{mapped_by(subject.language, instrument)} {made.footer}"})


def mapped_by(language: Language, instrument: LocalInstrument) -> str:
    """By whom it was mapped and when, and whether it was changed since; or that nobody has said so."""
    mapped = instrument.mapped
    if mapped is None:
        return language.say("texts.local.not_mapped")
    told = language.say("texts.local.mapped_by", role=mapped.role, date=mapped.date.isoformat())
    since = instrument.changed_since
    return f"{told} {language.say('texts.local.changed_since', date=since.isoformat())}" if since else told


def _facts(subject: Subject, instrument: LocalInstrument) -> Iterator[Fact]:
    say = subject.say
    told = {
        "title": (instrument.title, True),
        "symbol": (instrument.symbol, True),
        "kind": (say(f"texts.local.kinds.{instrument.kind}"), False),
        "adopted": (instrument.adopted.isoformat() if instrument.adopted else "", False),
        "link": (instrument.link, True),
        "note": (instrument.note, True),
    }
    for name, (text, is_own) in told.items():
        if text:
            yield Fact(name=say(f"texts.local.fact.{name}"), text=text, own=is_own)
    yield Fact(
        name=say("texts.local.fact.mapped"),
        text=mapped_by(subject.language, instrument),
        own=instrument.mapped is not None,
    )
    yield Fact(name=say("report.fact.as_of"), text=subject.results.as_of.isoformat())


def _parts(subject: Subject, instrument: LocalInstrument) -> Iterator[Part]:
    say = subject.say
    standing = local_standing(instrument, subject.assessment, subject.library, subject.results.coverage)
    mapped = [found for found in standing if found.items]
    yield Heading(level=1, text=say(f"{WORDS}.about"), id="local_about", sheet=say(f"{WORDS}.sheet.provisions"))
    yield Text(text=mapped_by(subject.language, instrument), role="key")
    yield Text(text=say(f"{WORDS}.never_scored"))
    yield Text(text=say(f"{WORDS}.in_short", provisions=len(standing), n=len(mapped), items=len(instrument.items)))
    yield _by_provision(subject, standing)
    if mapped:
        yield Heading(
            level=1, text=say(f"{WORDS}.statements"), id="local_items", sheet=say(f"{WORDS}.sheet.statements")
        )
        yield _by_item(subject, mapped)
    without = [found.provision for found in standing if not found.items]
    if without:
        yield Heading(level=1, text=say(f"{WORDS}.without"), id="local_without", sheet=say(f"{WORDS}.sheet.without"))
        yield Text(text=say(f"{WORDS}.without_explain"))
        yield _without(subject, without)


def _by_provision(subject: Subject, standing: Sequence[LocalStanding]) -> Table:
    say = subject.say
    names = ("at_target", "below", "unanswered", "not_applicable")
    columns = (
        Column(name=say(f"{WORDS}.column.number"), kind="code", width=8),
        Column(name=say(f"{WORDS}.column.gist"), width=44),
        Column(name=say(f"{WORDS}.column.spoken"), width=24, beneath=True),
        Column(name=say(f"{WORDS}.column.items"), kind="count", width=8),
        *(Column(name=say(f"{WORDS}.column.{name}"), kind="count", width=8) for name in names),
        Column(name=say(f"{WORDS}.column.facts"), kind="count", width=8, beneath=True),
        Column(name=say(f"{WORDS}.column.coverage"), width=24),
    )
    rows = tuple(_provision_row(subject, found) for found in standing)
    return Table(id="local_provisions", caption=say(f"{WORDS}.caption"), columns=columns, rows=rows)


def _provision_row(subject: Subject, found: LocalStanding) -> tuple[Cell, ...]:
    numbers = (found.at_target, found.below_target, found.unanswered, found.not_applicable)
    return (
        Cell(shown=found.provision.number, own=True),
        own(found.provision.gist),
        words(spoken(subject, found.provision)),
        count(len(found.items)),
        *(count(number if found.items else None) for number in numbers),
        count(found.facts or None),
        words(covered(subject, found)),
    )


def spoken(subject: Subject, found: LocalProvision) -> str:
    """Verb and addressee of a provision, as far as they are known."""
    key = f"interface_reference.instrument.addressees.{found.addressee}"
    addressee = subject.say(key) if subject.language.has(key) else ""
    return subject.joined([text for text in (found.verb or "", addressee) if text])


def covered(subject: Subject, found: LocalStanding) -> str:
    """How many items of a provision stand in each class of coverage, in words."""
    by_class = found.by_coverage
    return subject.joined(
        [
            subject.say("texts.local.covered", n=by_class[code], coverage=subject.coverage(code))
            for code in CLASSES
            if by_class[code]
        ]
    )


def _by_item(subject: Subject, standing: Sequence[LocalStanding]) -> Table:
    say = subject.say
    columns = (
        Column(name=say(f"{WORDS}.column.number"), kind="code", width=8),
        *statement_columns(subject, 40),
        Column(name=say("report.column.counted"), width=18),
        Column(name=say("report.target"), kind="count", width=8),
        Column(name=say("report.column.coverage"), width=14),
        Column(name=say("report.plan.measures"), width=24, beneath=True),
        Column(name=say("report.column.lead"), width=18, beneath=True),
    )
    rows = tuple(_item_row(subject, found, item) for found in standing for item in found.items)
    return Table(id="local_items", caption=say(f"{WORDS}.items_caption"), columns=columns, rows=rows)


def _item_row(subject: Subject, found: LocalStanding, item: LocalItem) -> tuple[Cell, ...]:
    asked = subject.item(item.id)
    lead, is_own = subject.led_by(asked.lead)
    return (
        Cell(shown=found.provision.number, own=True),
        Cell(shown=item.id),
        words(asked.text),
        words(subject.counted_as(item.counted)),
        count(item.target),
        words(subject.coverage_of(item.id)),
        own(reaching(subject, item.id)),
        own(lead) if is_own else words(lead),
    )


def _without(subject: Subject, without: Sequence[LocalProvision]) -> Table:
    say = subject.say
    columns = (
        Column(name=say(f"{WORDS}.column.number"), kind="code", width=8),
        Column(name=say(f"{WORDS}.column.gist"), width=60),
        Column(name=say(f"{WORDS}.column.spoken"), width=32),
    )
    rows = tuple(
        (Cell(shown=found.number, own=True), own(found.gist), words(spoken(subject, found))) for found in without
    )
    return Table(id="local_without", caption=say(f"{WORDS}.without"), columns=columns, rows=rows)
