"""What binds a report: title, the line every page carries, facts of the cover, and the State's own texts in place."""

import json
from collections.abc import Iterable, Iterator, Mapping

from toolkit.record.assessment import SectionText
from toolkit.record.state_file import state_text
from toolkit.report.codes_told import with_codes_told
from toolkit.report.letters import cut_short
from toolkit.report.subject import Subject
from toolkit.report.tree import Column, Fact, Heading, Part, Report, Text

LONGEST_OWN_TEXT, LONGEST_STATE = 170, 100
SHORT_HASH = 12
AT_A_GLANCE = 3


def bound(
    subject: Subject,
    id: str,
    title: str,
    parts: Iterable[Part],
    *,
    facts: tuple[Fact, ...] = (),
    is_short: bool = False,
    outward: bool = False,
) -> Report:
    """A report of these parts; a short one has no contents, and own texts only as long as its pages can hold."""
    say, told = subject.say, tuple(parts)
    state = cut_short(subject.state, LONGEST_STATE) if is_short else subject.state
    made = Report(
        id=id,
        language=subject.language.code,
        direction="rtl" if subject.language.direction == "rtl" else "ltr",
        title=title,
        subtitle=state or say("report.no_state"),
        subtitle_own=bool(state),
        as_of=subject.results.as_of,
        header=page_header(subject),
        footer=say("report.page.footer"),
        page=say("report.page.number"),
        contents="" if is_short or not _needs_contents(told) else say("report.contents"),
        cut=say("report.cut"),
        facts_caption=say("report.facts.caption"),
        fact_columns=(Column(name=say("report.facts.name"), width=30), Column(name=say("report.facts.text"), width=70)),
        cover_sheet=say("report.sheet.cover"),
        seal=seal(subject),
        facts=facts,
        parts=tuple(
            with_own_texts(told, own_texts(subject, outward=outward), longest=LONGEST_OWN_TEXT if is_short else None)
        ),
    )
    return with_codes_told(made, subject.library, subject.language)


def _needs_contents(parts: tuple[Part, ...]) -> bool:
    """True if there are more sections than a reader sees at one glance."""
    return sum(1 for part in parts if isinstance(part, Heading)) > AT_A_GLANCE


def seal(subject: Subject) -> str:
    """Seal of the state file that a report is made from, in short."""
    return str(json.loads(state_text(subject.assessment))["seal"])[:SHORT_HASH]


def page_header(subject: Subject) -> str:
    """What every page says on top: a draft until the whole was cleared."""
    cleared = next((entry for entry in subject.assessment.clearances if entry.body is None), None)
    if cleared is None:
        return subject.say("report.page.draft", result=subject.of_result)
    return subject.say(
        "report.page.cleared", result=subject.of_result, role=cleared.role, date=cleared.date.isoformat()
    )


def own_texts(subject: Subject, *, outward: bool) -> dict[str, str]:
    """The State's own texts by section; for what leaves, only those that may be published."""
    found: Mapping[str, SectionText] = subject.assessment.texts
    return {
        section: entry.text for section, entry in found.items() if entry.text.strip() and (entry.publish or not outward)
    }


def with_own_texts(parts: Iterable[Part], texts: Mapping[str, str], *, longest: int | None) -> Iterator[Part]:
    """Parts with the State's own text printed first in each section that has one."""
    for part in parts:
        yield part
        if isinstance(part, Heading) and part.id in texts:
            text = texts[part.id].strip()
            yield Text(text=text if longest is None else cut_short(text, longest), role="own")
