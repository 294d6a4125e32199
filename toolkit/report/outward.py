"""What every report that leaves the house has: its facts, small numbers hidden, and how many notes were kept back."""

from collections.abc import Iterator

from toolkit.method.published import kept_back, published
from toolkit.method.small_cells import is_small, part_may_be_shown
from toolkit.record.assessment import Response
from toolkit.report.minister import index_in_short
from toolkit.report.subject import Subject
from toolkit.report.tree import Fact, Heading, Part, Text

WORDS = "report_outward"
# Numbers that are a part of another number of the profile.
_PART_OF = {"women_held": "people_held", "held_before_trial": "people_held"}
_PERSONS = ("people_held", "women_held", "held_before_trial", "releases_a_year", "under_community_measures")


def facts(subject: Subject) -> tuple[Fact, ...]:
    """Facts of the cover: the State, the text, the date, the scope, the profile; what stays inside is left out."""
    found, say, instrument = subject.assessment, subject.say, subject.lens.instrument
    own_words = (
        ("state", found.profile.state),
        ("covers", found.scope.covers),
        ("leaves_out", found.scope.leaves_out),
    )
    ours = (
        ("instrument", say("report.instrument", symbol=instrument.symbol, title=instrument.title)),
        ("link", instrument.link),
        ("as_of", subject.results.as_of.isoformat()),
    )
    told = [Fact(name=say(f"report.fact.{name}"), text=text, own=True) for name, text in own_words if text.strip()]
    told += [Fact(name=say(f"report.fact.{name}"), text=text) for name, text in ours]
    return (*told, *_profile(subject), Fact(name=say(f"{WORDS}.kept_back_fact"), text=kept_back_sentence(subject)))


def _profile(subject: Subject) -> Iterator[Fact]:
    """The profile as told; numbers of persons under ten, and what gives one away, are not shown."""
    profile = subject.assessment.profile
    for name, value in profile.model_dump(exclude_none=True, exclude={"state"}).items():
        text = f"{value:,}" if isinstance(value, int) else subject.say(f"report.answer.{value}")
        whole = getattr(profile, _PART_OF[name]) if name in _PART_OF else None
        if name in _PERSONS and (is_small(value) or not part_may_be_shown(value, whole)):
            text = subject.say(f"{WORDS}.small")
        yield Fact(name=subject.say(f"report.profile_fact.{name}"), text=text)


def kept_back_sentence(subject: Subject) -> str:
    """How many notes stay inside, and beside how many answers."""
    held = kept_back(subject.assessment, subject.lens)
    texts = sum(1 for entry in subject.assessment.texts.values() if entry.text.strip() and not entry.publish)
    notes = sum(entry.notes for entry in held) + texts
    return (
        subject.say(f"{WORDS}.kept_back", n=notes, answers=len(held)) if notes else subject.say(f"{WORDS}.nothing_kept")
    )


def released(subject: Subject) -> tuple[Response, ...]:
    """Responses that may be published."""
    return published(subject.assessment, subject.lens)


def about(subject: Subject) -> Iterator[Part]:
    """What this is and is not, and what was kept back."""
    say, instrument = subject.say, subject.lens.instrument
    yield Heading(level=1, text=say("report.about.heading"), id="about")
    yield Text(text=say(f"{WORDS}.what.{instrument.family}", symbol=instrument.symbol))
    yield Text(text=say(f"{WORDS}.not"))
    if instrument.note:
        yield Text(text=instrument.note)
    if subject.lens.depth == "rapid":
        yield Text(text=say("report.about.rapid", n=len(subject.lens.items)))
    yield Text(text=kept_back_sentence(subject))
    if not released(subject):
        yield Text(text=say(f"{WORDS}.nothing_released"), role="key")


def index_sentence(subject: Subject) -> Iterator[Part]:
    """The text index, only where it was asked for and is not provisional."""
    if subject.shows_index:
        yield Text(text=index_in_short(subject))
