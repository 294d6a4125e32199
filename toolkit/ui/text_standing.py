"""How a State stands against a local instrument, by provision; never scored; to take along in four formats."""

import streamlit as st

from toolkit.method.local_instrument import LocalStanding
from toolkit.record.local_instrument import LocalInstrument
from toolkit.report.local_instrument import covered, mapped_by
from toolkit.report.subject import Subject
from toolkit.tasks.local_instrument import FORMATS, local_standing, make_local_report, workbook_of
from toolkit.ui import at_hand, looking, session
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, address, number, table, written
from toolkit.ui.take_along import offer

WORDS = "texts.local"
REPORT = "texts.report"


def _subject(here: Here) -> Subject:
    return Subject(here.assessment, looking.results(here), here.library, here.language)


def draw_mapped(here: Here, found: LocalInstrument) -> None:
    """Say by whom it was mapped and when, or that nobody has said so."""
    st.html(f"<p><strong>{written(_mapped(here, found))}</strong></p>")


def _mapped(here: Here, found: LocalInstrument) -> str:
    return mapped_by(here.language, found)


def draw_standing(here: Here, found: LocalInstrument) -> None:
    """Answers and coverage by provision, then the report and the workbook."""
    say = here.language.say
    subject = _subject(here)
    st.html(f'<p class="explain">{written(say(f"{REPORT}.never_scored"))}</p>')
    standing = local_standing(found, here.assessment, here.library, subject.results.coverage)
    names = ("number", "gist", "items", "at_target", "below", "unanswered", "coverage")
    headings = [say(f"{REPORT}.column.{name}") for name in names]
    st.html(table(say(f"{REPORT}.caption"), headings, [_row(entry, subject) for entry in standing]))
    mapped = [entry for entry in standing if entry.items]
    if mapped:
        st.subheader(say(f"{REPORT}.statements"), anchor=False)
        st.html(_items(mapped, subject))
    _take_along(here, found)


def _row(entry: LocalStanding, subject: Subject) -> list[Cell]:
    counts = (entry.at_target, entry.below_target, entry.unanswered)
    more = [("not_applicable", entry.not_applicable), ("facts", entry.facts)]
    under = tuple(f"{subject.say(f'{REPORT}.column.{name}')}: {count}" for name, count in more if count)
    return [
        Cell(entry.provision.number),
        Cell(entry.provision.gist),
        number(str(len(entry.items))),
        *(number(str(count) if entry.items else "–") for count in counts),
        Cell(covered(subject, entry) or "–", under=under),
    ]


def _items(mapped: list[LocalStanding], subject: Subject) -> str:
    say = subject.say
    headings = [
        say(f"{REPORT}.column.number"),
        *(say(f"report.column.{name}") for name in ("statement", "counted", "coverage")),
    ]
    rows = [
        [
            Cell(entry.provision.number),
            Cell(
                item.id,
                link=address("reference", {**session.link(), "statement": item.id}),
                under=(subject.item(item.id).text,),
            ),
            Cell(subject.counted_as(item.counted)),
            Cell(subject.coverage_of(item.id)),
        ]
        for entry in mapped
        for item in entry.items
    ]
    return table(say(f"{REPORT}.items_caption"), headings, rows)


@st.fragment
def _take_along(here: Here, found: LocalInstrument) -> None:
    """Choose a format, make the report, then download it; the workbook beside it."""
    say, id = here.language.say, f"{here.id}:{found.id}"
    st.subheader(say(f"{WORDS}.download_heading"), anchor=False)

    def make(to: str) -> tuple[str, bytes]:
        whole, results = here.assessment, looking.results(here)
        return make_local_report(found, whole, results, here.library, here.language, to=to, today=here.today)

    offer(here.language, WORDS, id, FORMATS, make)
    st.download_button(
        say(f"{WORDS}.workbook"),
        lambda: workbook_of(found, here.library, here.language, at_hand.official_texts(session.store())),
        file_name=f"{found.id}.xlsx",
        mime=MEDIA_TYPES["xlsx"],
        key=session.key("local_workbook", id),
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
