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
        yield from _figures(subject, indicator, values)
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


def _figures(subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> Iterator[Part]:
    """Figures of all people by cohort, drawn where there are shares of two years or more; then what they leave out."""
    whole = [value for value in values if value.group is None]
    found = lines(whole)
    drawn = {value.year for value in whole if value.value is not None}
    if indicator.figure == "share" and len(drawn) >= FEWEST_DRAWN:
        yield _drawn(subject, indicator, whole, found)
    elif len(found) == 1:
        yield _by_year(subject, indicator, whole, found)
    beside = [value for value in values if value.group is not None] if len(found) == 1 else values
    if beside:
        yield _one_by_one(subject, indicator, beside)


def _drawn(
    subject: Subject, indicator: OutcomeIndicator, whole: Sequence[CohortValue], found: Sequence[Line]
) -> Figure:
    name = named(subject.language, indicator)
    first = len(_numbers(indicator)) if len(found) == 1 else 1
    return Figure(
        id=f"outcome-{indicator.id}",
        kind="cohorts",
        caption=subject.say(f"{WORDS}.figure", name=name),
        takeaway=takeaway(subject.language, indicator, whole),
        alt=subject.say(f"{WORDS}.alt", name=name, lines=len(found), n=len(years(whole))),
        label=0,
        series=tuple(
            Series(name=line_name(subject.language, line, found), column=first + number)
            for number, line in enumerate(found)
        ),
        twin=_by_year(subject, indicator, whole, found),
    )


def _numbers(indicator: OutcomeIndicator) -> tuple[str, ...]:
    """Columns of one line, the value last."""
    return {"number": ("counted",), "days": ("of", "days")}.get(indicator.figure, ("counted", "of", indicator.figure))


def _by_year(
    subject: Subject, indicator: OutcomeIndicator, whole: Sequence[CohortValue], found: Sequence[Line]
) -> Table:
    """One row a year: all numbers of the one line there is, or the shares of several beside each other."""
    numbers = _numbers(indicator) if len(found) == 1 else _numbers(indicator)[-1:]
    by_year = [{value.year: value for value in line.values} for line in found]
    rows = tuple(
        (own(year), *(_cell(subject, name, line.get(year)) for line in by_year for name in numbers))
        for year in years(whole)
    )
    columns = [Column(name=subject.say(f"{WORDS}.year"), width=12)]
    if len(found) == 1:
        columns += _columns(subject, indicator, found[0].definition.strip())
    else:
        columns += [Column(name=line_name(subject.language, line, found), kind="share", width=20) for line in found]
    return Table(
        id=f"outcome-{indicator.id}-years",
        caption=subject.say(f"{WORDS}.by_year", name=named(subject.language, indicator)),
        columns=tuple(columns),
        rows=rows,
        note=_kept_back(subject, whole),
    )


def _columns(subject: Subject, indicator: OutcomeIndicator, line: str) -> list[Column]:
    texts = {"counted": indicator.numerator, "of": indicator.denominator or "", "days": indicator.numerator}
    columns = []
    for name in _numbers(indicator):
        text = texts.get(name) or subject.say(f"{WORDS}.{name}")
        shown = subject.say(f"{WORDS}.of_line", column=text, line=line) if line else text
        columns.append(Column(name=shown, kind="share" if name == "share" else "count", width=20))
    return columns


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


def _one_by_one(subject: Subject, indicator: OutcomeIndicator, values: Sequence[CohortValue]) -> Table:
    """Figures one by one: of groups, which are not drawn, and of several lines with the numbers behind their shares."""
    say = subject.say
    in_words = {
        code: say("indicators.group_of", breakdown=breakdown.name, group=group.name)
        for breakdown in subject.library.breakdowns.values()
        for code, group in breakdown.groups.items()
    }
    rows = tuple(
        (
            own(value.year),
            words(say(f"{WORDS}.everybody") if value.group is None else in_words.get(value.group, value.group)),
            own(value.definition),
            *(_cell(subject, name, value) for name in _numbers(indicator)),
        )
        for value in values
    )
    columns = (
        Column(name=say(f"{WORDS}.year"), width=10),
        Column(name=say(f"{WORDS}.group"), width=24),
        Column(name=say(f"{WORDS}.definition"), width=24),
        *_columns(subject, indicator, ""),
    )
    caption = say(f"{WORDS}.one_by_one", name=named(subject.language, indicator))
    note = _kept_back(subject, values)
    return Table(id=f"outcome-{indicator.id}-figures", caption=caption, columns=columns, rows=rows, note=note)


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
    shares = [(at, line, value) for at, line in enumerate(found) for value in line.values if value.value is not None]
    if not shares:
        return ""
    _, line, last = max(shares, key=lambda share: (share[2].year, share[0]))
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
