"""Outcome indicators in a report: what is counted and how, a figure over cohorts, or why there is none yet.

Never beside an index on one figure, never one line where definitions differ; small cells are kept back.
"""

from collections.abc import Iterator, Sequence

from toolkit.language import Language, percent
from toolkit.library.model import OutcomeIndicator
from toolkit.method.outcomes import CohortValue, Line, breaks, lines, values_in_reports, years
from toolkit.record.indicators import OutcomeReport
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Figure, Heading, Part, Series, Table, Text, count, own, share, words

WORDS = "indicators.report"
METADATA = (
    "definition",
    "start_event",
    "counted_event",
    "follow_up",
    "waiting",
    "population",
    "includes",
    "source",
    "as_of",
    "limits",
)
READ_SO = ("countries", "trend", "process", "checklist")
FEWEST_DRAWN = 2


def outcomes(subject: Subject, *, published_only: bool) -> Iterator[Part]:
    """The section on outcome indicators; nothing at all outward where none may be published."""
    say = subject.say
    told = [(indicator, found) for indicator, found in _told(subject) if found.publish or not published_only]
    if not told and published_only:
        return
    yield Heading(level=1, text=say(f"{WORDS}.heading"), id="outcomes", sheet=say(f"{WORDS}.sheet"))
    for line in READ_SO if told else ():
        yield Text(text=say(f"{WORDS}.read.{line}"), role="point")
    if not published_only:
        yield from _not_told(subject)
    for indicator, found in told:
        yield from outcome(subject, indicator, found)


def _told(subject: Subject) -> list[tuple[OutcomeIndicator, OutcomeReport]]:
    """Indicators of which something was told, in the order of the checklist."""
    found = [(indicator, subject.assessment.outcome(indicator.id)) for indicator in subject.library.indicators.values()]
    return [(indicator, told) for indicator, told in found if told is not None and not told.is_empty]


def _not_told(subject: Subject) -> Iterator[Part]:
    """Which of the first three nothing was told of."""
    told = {indicator.id for indicator, _ in _told(subject)}
    missing = [found.name for found in subject.library.indicators.values() if found.first and found.id not in told]
    if missing:
        yield Text(text=subject.say(f"{WORDS}.nothing_told", names=subject.joined(missing)))


def outcome(subject: Subject, indicator: OutcomeIndicator, told: OutcomeReport) -> Iterator[Part]:
    """One indicator: its name, what must be said beside it, how it is counted, its figures."""
    say = subject.say
    yield Heading(level=2, text=indicator.name, id=f"outcome-{indicator.id}")
    if indicator.label:
        yield Text(text=indicator.label, role="key")
    yield Text(text=indicator.explain)
    if told.not_measured is not None:
        yield Text(text=say(f"{WORDS}.not_measured"))
        if told.not_measured.strip():
            yield Text(text=told.not_measured, role="own")
    yield from _metadata(subject, indicator, told)
    values = values_in_reports(indicator, told, subject.library.breakdowns)
    if values:
        yield from _all_people(subject, indicator, values)
        yield from _groups(subject, indicator, values)
        yield from (Text(text=sentence, role="note") for sentence in _beside(subject, indicator, values))


def _metadata(subject: Subject, indicator: OutcomeIndicator, told: OutcomeReport) -> Iterator[Part]:
    """How the figures come about, in the State's words, and what of it was not told."""
    say = subject.say
    given = [(name, getattr(told, name)) for name in METADATA if getattr(told, name).strip()]
    if given:
        rows = tuple((words(say(f"indicators.field.{name}")), own(text)) for name, text in given)
        columns = (Column(name=say(f"{WORDS}.what"), width=28), Column(name=say(f"{WORDS}.as_told"), width=72))
        caption = say(f"{WORDS}.metadata", name=indicator.name)
        yield Table(id=f"outcome-{indicator.id}-metadata", caption=caption, columns=columns, rows=rows)
    missing = [say(f"indicators.field.{name}") for name in METADATA if not getattr(told, name).strip()]
    if told.not_measured is None and missing:
        yield Text(text=say(f"{WORDS}.not_said", fields=subject.joined(missing)), role="note")


def _all_people(subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> Iterator[Part]:
    """Figures of all people by cohort: drawn where there are shares of two years or more, else a table."""
    found = lines(values)
    if not found:
        return
    table = _by_year(subject, indicator, values, found)
    drawn = [value for line in found for value in line.values if value.value is not None]
    if indicator.figure != "share" or len({value.year for value in drawn}) < FEWEST_DRAWN:
        yield table
        return
    yield Figure(
        id=f"outcome-{indicator.id}",
        kind="cohorts",
        caption=subject.say(f"{WORDS}.figure", name=named(subject.language, indicator)),
        takeaway=takeaway(subject.language, indicator, values),
        alt=subject.say(
            f"{WORDS}.alt", name=named(subject.language, indicator), lines=len(found), n=len(years(values))
        ),
        label=0,
        series=tuple(
            Series(name=line_name(subject.language, line, found), column=len(_numbers(indicator)) * (number + 1))
            for number, line in enumerate(found)
        ),
        twin=table,
    )


def _numbers(indicator: OutcomeIndicator) -> tuple[str, ...]:
    """Columns of one line, the value last."""
    return {"number": ("counted",), "days": ("of", "days")}.get(indicator.figure, ("counted", "of", indicator.figure))


def _by_year(
    subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue], found: Sequence[Line]
) -> Table:
    """One row a year, the numbers of each line beside each other."""
    by_year = [{value.year: value for value in line.values} for line in found]
    rows = tuple(
        (own(year), *(cell for line in by_year for cell in _cells(subject, indicator, line.get(year))))
        for year in years(values)
    )
    columns = [Column(name=subject.say(f"{WORDS}.year"), width=12)]
    for line in found:
        beside = line_name(subject.language, line, found) if len(found) > 1 or line.definition.strip() else ""
        columns += _columns(subject, indicator, beside)
    return Table(
        id=f"outcome-{indicator.id}-years",
        caption=subject.say(f"{WORDS}.by_year", name=named(subject.language, indicator)),
        columns=tuple(columns),
        rows=rows,
        note=_kept_back(subject, [value for value in values if value.group is None]),
    )


def _columns(subject: Subject, indicator: OutcomeIndicator, line: str) -> list[Column]:
    texts = {"counted": indicator.numerator, "of": indicator.denominator or "", "days": indicator.numerator}
    columns = []
    for name in _numbers(indicator):
        text = texts.get(name) or subject.say(f"{WORDS}.{name}")
        shown = subject.say(f"{WORDS}.of_line", column=text, line=line) if line else text
        columns.append(Column(name=shown, kind="share" if name == "share" else "count", width=20))
    return columns


def _cells(subject: Subject, indicator: OutcomeIndicator, value: CohortValue | None) -> list[Cell]:
    return [_cell(subject, name, value) for name in _numbers(indicator)]


def _cell(subject: Subject, name: str, value: CohortValue | None) -> Cell:
    """A number, a dash where it was not told, or that it is kept back."""
    if value is None:
        return share(None) if name == "share" else count(None)
    if value.of_kept_back if name == "of" else value.counted_kept_back:
        return words(subject.say(f"{WORDS}.kept_back"))
    if name == "of":
        return count(value.of)
    if name == "share":
        return share(value.value)
    if name == "per_person":
        shown = "–" if value.value is None else f"{value.value:.2f}"
        return Cell(shown=shown, kind="count", number=value.value, decimals=2)
    return count(value.counted)


def _groups(subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> Iterator[Part]:
    """Figures of groups, one row a group and year; they are not drawn."""
    say = subject.say
    in_words = {
        code: (breakdown.name, group.name)
        for breakdown in subject.library.breakdowns.values()
        for code, group in breakdown.groups.items()
    }
    rows = []
    for value in values:
        if value.group is not None:
            breakdown, group = in_words.get(value.group, ("", value.group))
            begins = (own(value.year), words(breakdown), words(group), own(value.definition))
            rows.append((*begins, *_cells(subject, indicator, value)))
    if rows:
        columns = (
            Column(name=say(f"{WORDS}.year"), width=10),
            Column(name=say(f"{WORDS}.breakdown"), width=16),
            Column(name=say(f"{WORDS}.group"), width=20),
            Column(name=say("indicators.field.definition"), width=20),
            *_columns(subject, indicator, ""),
        )
        caption = say(f"{WORDS}.by_group", name=named(subject.language, indicator))
        note = _kept_back(subject, [value for value in values if value.group is not None])
        yield Table(id=f"outcome-{indicator.id}-groups", caption=caption, columns=columns, rows=tuple(rows), note=note)


def _kept_back(subject: Subject, values: Sequence[CohortValue]) -> str:
    hidden = any(value.counted_kept_back or value.of_kept_back for value in values)
    return subject.say(f"{WORDS}.kept_back_note") if hidden else ""


def named(language: Language, indicator: OutcomeIndicator) -> str:
    """Name of an indicator, with what must always be said beside it."""
    if indicator.label is None:
        return indicator.name
    return language.say("indicators.named_with_label", name=indicator.name, label=indicator.label)


def line_name(language: Language, line: Line, found: Sequence[Line]) -> str:
    """Name of a line: its definition in the State's words, or what it is where there is no name."""
    unnamed = f"{WORDS}.share" if len(found) == 1 else f"{WORDS}.one_definition"
    return line.definition.strip() or language.say(unnamed)


def takeaway(language: Language, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> str:
    """What shares say in a sentence: the last, beside the first of its definition; where lines part. Empty without."""
    found = lines(values)
    shares = [(line, value) for line in found for value in line.values if value.value is not None]
    if not shares:
        return ""
    line, last = max(shares, key=lambda pair: pair[1].year)
    first = next(value for value in line.values if value.value is not None)
    shown = {"name": named(language, indicator), "year": last.year, "share": percent(last.value)}
    if first.year == last.year:
        said = [language.say(f"{WORDS}.takeaway_one", **shown)]
    else:
        said = [language.say(f"{WORDS}.takeaway", first=percent(first.value), first_year=first.year, **shown)]
    if parted := breaks(values):
        parting = language.say("report.between").join(year for year, _ in parted)
        said.append(language.say(f"{WORDS}.takeaway_breaks", years=parting))
    return language.say("report.sentences").join(said)


def _beside(subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> Iterator[str]:
    """Where counting changed, how far chance alone moves small figures, and how the figure misleads."""
    say = subject.say
    for year, definition in breaks(values):
        yield say(f"{WORDS}.break", year=year, definition=definition.strip() or say(f"{WORDS}.one_definition"))
    small = [(value, value.interval) for value in values if value.group is None and value.interval is not None]
    if small and indicator.figure == "share":
        value, interval = small[-1]
        assert interval is not None
        low, high = percent(interval[0]), percent(interval[1])
        yield say(f"{WORDS}.chance", year=value.year, n=value.of, low=low, high=high)
    yield say(f"{WORDS}.pitfall", text=indicator.pitfall)
