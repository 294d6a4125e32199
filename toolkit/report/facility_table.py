"""Facilities in reports: sums alone where others read them; the one table of facilities for the body that runs them.

Numbers under ten people are kept back, and those from which one could be worked out. Nothing of this is marked as fit
for publication, so no outward report holds it.
"""

from collections.abc import Iterator

from toolkit.language import percent
from toolkit.method.facility import FacilityTable, SuggestedLevel, facility_table
from toolkit.method.facility_small import SUM, kept_back, sums_kept_back
from toolkit.record.facility import FacilitySheet
from toolkit.report.cover import bound
from toolkit.report.statement_cells import statement, statement_columns
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Report, Table, Text, count, own, share, words

WORDS = "facility.report"
# Figures that stand as columns on a page; the others are printed beneath the name of the facility.
ON_A_PAGE = 4


def facility_sums(subject: Subject) -> Iterator[Part]:
    """How many facilities answered, whom they hold, and the sums; nothing where no sheet was taken in."""
    found = facility_table(subject.assessment, subject.library)
    if not found.sheets:
        return
    yield Heading(
        level=1, text=subject.say(f"{WORDS}.heading"), id="facilities", sheet=subject.say("facility.page.title")
    )
    yield Text(text=covered(subject, found))
    hidden = sums_kept_back(found, subject.library.facility)
    yield _sums(subject, found, hidden)


def covered(subject: Subject, found: FacilityTable) -> str:
    """How many facilities answered, and what share of people held they hold."""
    people, say = found.covered, subject.say
    answered = "answered_of" if people.facilities is not None else "answered"
    told = [say(f"facility.page.{answered}", n=people.sheets, all=people.facilities)]
    if people.share is None:
        told.append(say("facility.page.share_not_known"))
    else:
        told.append(say("facility.page.share", share=percent(people.share), n=people.told_held))
    return " ".join(told)


def _sums(subject: Subject, found: FacilityTable, hidden: frozenset[str]) -> Table:
    say, form = subject.say, subject.library.facility
    columns = (
        Column(name=say(f"{WORDS}.figure"), width=44),
        Column(name=say("facility.page.sum"), kind="count", width=14),
        Column(name=say(f"{WORDS}.told"), kind="count", width=16),
        Column(name=say(f"{WORDS}.estimates"), kind="count", width=16),
    )
    rows = tuple(
        (
            words(figure.label),
            _shown(subject, found.sum_of(figure.id).total, hide=figure.id in hidden),
            count(found.sum_of(figure.id).told),
            count(found.sum_of(figure.id).estimates),
        )
        for figure in form.figures
    )
    note = say(f"{WORDS}.kept_back_note") if hidden else say(f"{WORDS}.left_out")
    return Table(id="facility_sums", caption=say(f"{WORDS}.sums"), columns=columns, rows=rows, note=note)


def _shown(subject: Subject, value: int | None, *, hide: bool) -> Cell:
    return words(subject.say(f"{WORDS}.kept_back")) if hide and value is not None else count(value)


def facilities_report(subject: Subject) -> Report:
    """Every facility with its figures, sums, what they suggest and what was written: for the body that runs them."""
    found = facility_table(subject.assessment, subject.library)
    title = subject.say("facility.page.table")
    return bound(subject, "facilities", title, _parts(subject, found), is_short=True)


def _parts(subject: Subject, found: FacilityTable) -> Iterator[Part]:
    say = subject.say
    yield Heading(level=1, text=say("facility.page.table"), id="facilities", sheet=say("facility.page.title"))
    yield Text(text=covered(subject, found))
    yield Text(text=say("facility.page.inside"), role="key")
    yield _table(subject, found)
    heading = say("facility.page.suggested")
    yield Heading(level=1, text=heading, id="facility-levels", sheet=say(f"{WORDS}.levels"))
    yield Text(text=say("facility.page.suggested_lead", share=percent(subject.library.facility.covered)))
    yield _suggested(subject, found)
    yield from _words(subject, found)


def _table(subject: Subject, found: FacilityTable) -> Table:
    say, form = subject.say, subject.library.facility
    hidden = kept_back(found, form)
    columns = (
        Column(name=say("facility.page.facility"), width=30),
        Column(name=say(f"{WORDS}.day"), width=14),
        *(
            Column(name=figure.label, kind="count", width=11, beneath=at >= ON_A_PAGE)
            for at, figure in enumerate(form.figures)
        ),
    )
    rows = [
        (
            own(sheet.name),
            words(_day(sheet)),
            *(_shown(subject, sheet.value(f.id), hide=(sheet.id, f.id) in hidden) for f in form.figures),
        )
        for sheet in found.sheets
    ]
    totals = (_shown(subject, found.sum_of(f.id).total, hide=(SUM, f.id) in hidden) for f in form.figures)
    rows.append((words(say("facility.page.sum")), words(""), *totals))
    note = say(f"{WORDS}.kept_back_note") if hidden else say(f"{WORDS}.left_out")
    caption = say("facility.page.caption")
    return Table(id="facilities", caption=caption, columns=columns, rows=tuple(rows), sums=1, note=note)


def _day(sheet: FacilitySheet) -> str | None:
    return sheet.as_of.isoformat() if sheet.as_of else None


def _suggested(subject: Subject, found: FacilityTable) -> Table:
    say = subject.say
    columns = (
        *statement_columns(subject, 36),
        Column(name=say("facility.page.reach"), kind="share", width=10),
        Column(name=say("facility.page.level"), width=20),
        Column(name=say("facility.page.why"), width=30, beneath=True),
    )
    rows = tuple(
        (
            *statement(subject, entry.item),
            share(entry.share),
            words(_level(subject, entry)),
            words(" ".join(say(f"facility.reason.{code}") for code in entry.why)),
        )
        for entry in found.suggested
    )
    return Table(id="facility_levels", caption=say("facility.page.suggested_caption"), columns=columns, rows=rows)


def _level(subject: Subject, entry: SuggestedLevel) -> str:
    if entry.level is None:
        return subject.say("facility.page.no_level")
    if entry.possible is None:
        return str(entry.level)
    return subject.say("facility.page.level_or", level=entry.level, possible=entry.possible)


def _words(subject: Subject, found: FacilityTable) -> Iterator[Part]:
    """What facilities wrote into their boxes, one row a text."""
    say, form = subject.say, subject.library.facility
    rows = tuple(
        (own(sheet.name), words(box.name), own(sheet.boxes[box.id]))
        for sheet in found.sheets
        for box in form.boxes
        if sheet.boxes.get(box.id)
    )
    if not rows:
        return
    heading = say("facility.sheet.texts")
    yield Heading(level=1, text=heading, id="facility-words", sheet=heading)
    columns = (
        Column(name=say("facility.page.facility"), width=22),
        Column(name=say("facility.texts.column.what"), width=28),
        Column(name=say("facility.texts.column.text"), width=50),
    )
    yield Table(id="facility_words", caption=heading, columns=columns, rows=rows)
