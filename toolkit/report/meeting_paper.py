"""What binds a paper for a meeting or a letter: title, State, a line on every page, and places left blank.

Such a paper tells no result, so it carries neither the seal of a state file nor the line of a draft report.
"""

from collections.abc import Iterable

from toolkit.report.codes_told import with_codes_told
from toolkit.report.cover import LONGEST_STATE
from toolkit.report.letters import cut_short
from toolkit.report.subject import Subject
from toolkit.report.tree import Column, Part, Report

BLANK_LINE = "\N{NO-BREAK SPACE}"
BOX = "\N{WHITE SQUARE}"
LONGEST_WITHOUT_CONTENTS = 30


def paper(
    subject: Subject, id: str, title: str, header: str, parts: Iterable[Part], *, contents: bool = False
) -> Report:
    """A paper of these parts; `header` stands on every page, `contents` puts a list of its parts in front."""
    say, state = subject.say, cut_short(subject.state, LONGEST_STATE)
    made = Report(
        id=id,
        language=subject.language.code,
        direction="rtl" if subject.language.direction == "rtl" else "ltr",
        title=title,
        subtitle=state or say("workshop.state_blank"),
        subtitle_own=bool(state),
        as_of=subject.results.as_of,
        header=header,
        footer=say("report.page.footer"),
        page=say("report.page.number"),
        contents=say("report.contents") if contents else "",
        cut=say("report.cut"),
        facts_caption=say("report.facts.caption"),
        fact_columns=(Column(name=say("report.facts.name"), width=30), Column(name=say("report.facts.text"), width=70)),
        cover_sheet=say("report.sheet.cover"),
        facts=(),
        parts=tuple(parts),
    )
    return with_codes_told(made, subject.library, subject.language)


def blank(lines: int) -> str:
    """Room to write by hand."""
    return "\n".join([BLANK_LINE] * lines)
