"""The letter to a body: what is asked, how much, how long it takes, how to return it.

Day, place and signature stand in square brackets, for the one who signs; nothing of them is invented. Hours are those
that the questionnaire plans for. A body that is invited or independent is asked, not told.
"""

from collections.abc import Iterator

from toolkit.record.assessment import Sending
from toolkit.record.bodies import relation_to
from toolkit.report.meeting_paper import paper
from toolkit.report.pack import Share
from toolkit.report.questionnaire import HOURS
from toolkit.report.subject import Subject
from toolkit.report.tree import Heading, Part, Report, Text

WORDS = "workshop.letter"


def letter(subject: Subject, share: Share) -> Report:
    """Build the letter that asks a body for its part."""
    title = subject.say(f"{WORDS}.title", symbol=subject.lens.instrument.short)
    return paper(subject, "letter", title, subject.say(f"{WORDS}.header"), _parts(subject, share))


def hours_of(subject: Subject, share: Share) -> int:
    """Hours of work planned for the items of a body, at least one; not measured."""
    return max(1, round(len(share.items) * HOURS[subject.lens.depth]))


def _parts(subject: Subject, share: Share) -> Iterator[Part]:
    say = subject.say
    yield Text(text=say(f"{WORDS}.place_and_date"))
    yield Text(text=say(f"{WORDS}.to", body=share.name), role="key")
    if share.items:
        yield from _statements(subject, share)
    if share.measures:
        yield _heading(subject, "measures")
        yield Text(text=say(f"{WORDS}.measures", n=len(share.measures)))
    yield from _return(subject, share)
    for line in ("contact", "signature", "role"):
        yield Text(text=say(f"{WORDS}.{line}"))
    yield from _enclosed(subject, share)


def _statements(subject: Subject, share: Share) -> Iterator[Part]:
    say, symbol = subject.say, subject.lens.instrument.short
    yield Text(text=say(f"{WORDS}.why", symbol=symbol))
    yield Text(text=say(f"{WORDS}.asked.{_standing(subject, share)}", n=len(share.items)))
    yield _heading(subject, "much")
    for found in subject.library.dimensions.values():
        n = sum(item.startswith(found.id + "-") for item in share.items)
        if n:
            yield Text(text=say("questionnaire.subject", id=found.id, name=found.name, n=n), role="point")
    yield Text(text=say("questionnaire.time", n=hours_of(subject, share)))
    yield _heading(subject, "sees")
    yield Text(text=say("questionnaire.who_sees"))


def _standing(subject: Subject, share: Share) -> str:
    """How a body is asked: as invited or independent if it is so for every item, else as one whose task it is."""
    relations = {relation_to(subject.item(item), subject.assessment).relation for item in share.items}
    return relations.pop() if len(relations) == 1 else "assigned"


def _return(subject: Subject, share: Share) -> Iterator[Part]:
    say = subject.say
    due = subject.assessment.sendings.get(share.body.id, Sending()).due
    yield _heading(subject, "return")
    yield Text(text=say(f"{WORDS}.return", due=due.isoformat() if due else say(f"{WORDS}.due_blank")))
    if share.items:
        yield Text(text=say(f"{WORDS}.cannot"))


def _enclosed(subject: Subject, share: Share) -> Iterator[Part]:
    yield _heading(subject, "enclosed")
    enclosed = {"questionnaire": share.items, "measures": share.measures, "pack": True}
    for name, there in enclosed.items():
        if there:
            yield Text(text=subject.say(f"{WORDS}.enclosed.{name}"), role="point")


def _heading(subject: Subject, name: str) -> Heading:
    return Heading(level=3, text=subject.say(f"{WORDS}.heading.{name}"), id=f"letter-{name}")
