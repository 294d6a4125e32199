"""Report: the reader is chosen first, then the format; made first and then offered. The state file beside it."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from toolkit.tasks.report import PACKS, NotDressed, is_outward, kept_back, make_report, opening_lines
from toolkit.tasks.state import export_state
from toolkit.ui import frame, looking, session
from toolkit.ui import result_texts as texts
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.report_choice import Chosen, choices_of, choose
from toolkit.ui.report_texts import draw_texts
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, table, written
from toolkit.ui.widgets import draw_problems
from toolkit.ui.word_template import choose_template, template_taken
from toolkit.ui.words_on_page import plain

WORDS = "interface_results.report"
OF_KINDS = "interface_report"
KILOBYTE = 1024


@dataclass(frozen=True)
class Made:
    """A report that was made: its file, and the choice and version of the record that it was made from."""

    name: str
    content: bytes
    chosen: Chosen
    version: int


def make(here: Here, chosen: Chosen) -> Made:
    """Make the report chosen; packs say how far they are."""
    say = here.language.say
    found = looking.results(here, chosen.lens, chosen.depth)
    looked_through = here.assessment.model_copy(update={"lens": chosen.lens, "depth": chosen.depth})
    task = partial(
        make_report,
        looked_through,
        found,
        here.library,
        here.language,
        to=chosen.to,
        kind=chosen.kind,
        choices=choices_of(here, chosen),
        today=here.today,
        template=template_taken(here) if chosen.to == "docx" else None,
    )
    if chosen.kind != PACKS:
        with st.spinner(say(f"{WORDS}.making")):
            name, content = task()
    else:
        bar = st.progress(0.0, say(f"{WORDS}.making"))

        def tell(done: int, whole: int) -> None:
            bar.progress(done / whole, say(f"{OF_KINDS}.making_packs", n=done, all=whole))

        name, content = task(tell=tell)
        bar.empty()
    return Made(name, content, chosen, here.stored.version)


def draw_report(here: Here) -> Chosen:
    """Choose, see what stays back and how it begins, make with the page saying so, then offer what was made."""
    say = here.language.say
    chosen = choose(here)
    if is_outward(chosen.kind):
        draw_kept_back(here, chosen)
    draw_beginning(here, chosen)
    if chosen.to == "docx":
        choose_template(here)
    if st.button(say(f"{WORDS}.make"), key=session.key("report_make", here.id), type="primary"):
        try:
            session.put("report_made", here.id, make(here, chosen))
        except NotDressed as refused:
            session.forget("report_made", here.id)
            draw_problems(refused.problems, here.language)
    made: Made | None = session.value("report_made", here.id)
    if made is not None:
        draw_made(here, made, chosen)
    return chosen


def draw_kept_back(here: Here, chosen: Chosen) -> None:
    """Which notes stay inside, on request one by one."""
    say = here.language.say
    found = kept_back(here.assessment, session.lens(chosen.lens, chosen.depth))
    notes = sum(entry.notes for entry in found)
    st.markdown(say(f"{OF_KINDS}.kept_back", n=notes) if notes else say(f"{OF_KINDS}.kept_back_none"))
    if not notes or not st.toggle(say(f"{OF_KINDS}.kept_back_show"), key=session.key("report_kept", here.id)):
        return
    headings = [say(f"{OF_KINDS}.column.{name}") for name in ("statement", "notes")]
    rows = [
        (
            Cell(here.library.items[entry.item].text, under=(entry.item,)),
            say("report.between").join(say(f"{OF_KINDS}.note.{kind}") for kind in entry.kinds),
        )
        for entry in found
    ]
    st.html(table(say(f"{OF_KINDS}.kept_back_caption"), headings, rows))


def draw_beginning(here: Here, chosen: Chosen) -> None:
    """How the report begins, on request."""
    say = here.language.say
    if chosen.kind == PACKS or not st.toggle(say(f"{OF_KINDS}.preview"), key=session.key("report_preview", here.id)):
        return
    found = looking.results(here, chosen.lens, chosen.depth)
    lines = opening_lines(chosen.kind, here.assessment, found, here.library, here.language, choices_of(here, chosen))
    st.html(f'<div class="panel">{"".join(f"""<p dir="auto">{written(line)}</p>""" for line in lines)}</div>')


def draw_made(here: Here, made: Made, chosen: Chosen) -> None:
    """Offer a report that was made; say if the record or the choice has moved on since."""
    say = here.language.say
    size = texts.whole_number(-(-len(made.content) // KILOBYTE), here.language)
    st.html(
        f'<p class="saved saved-saved" role="status">{written(say(f"{WORDS}.ready", name=made.name, size=size))}</p>'
    )
    if made.version != here.stored.version:
        st.warning(say(f"{WORDS}.stale"))
    elif made.chosen != chosen:
        st.caption(say(f"{WORDS}.another_choice"))
    st.download_button(
        say(f"{WORDS}.download", name=plain(made.name)),
        made.content,
        file_name=made.name,
        mime=MEDIA_TYPES[made.chosen.to],
        key=session.key("report_download", here.id),
        on_click="ignore",
        icon=":material/download:",
    )


def draw_state_file(here: Here) -> None:
    """The whole assessment as one file; made when it is asked for."""
    say = here.language.say
    st.header(say(f"{WORDS}.state_heading"), anchor=False)
    st.markdown(say(f"{WORDS}.state_explain"))
    store, id = session.store(), here.id
    st.download_button(
        say(f"{WORDS}.state_download"),
        lambda: export_state(store.assessment(id))[1],
        file_name=export_state(here.assessment)[0],
        mime=MEDIA_TYPES["json"],
        key=session.key("report_state", here.id),
        on_click="ignore",
        icon=":material/download:",
    )


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.markdown(say(f"{WORDS}.lead"))
    chosen = draw_report(here)
    draw_texts(here, chosen)
    draw_state_file(here)
    frame.draw_next("start", say(f"{WORDS}.to_start"))


draw(frame.opened())
