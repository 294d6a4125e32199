"""Report: the gap report made first and then offered, and the state file that can be brought back."""

from dataclasses import dataclass

import streamlit as st

from toolkit.library.model import Depth
from toolkit.tasks.report import make_report
from toolkit.tasks.state import export_state
from toolkit.ui import frame, looking, session
from toolkit.ui import result_texts as texts
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.word_template import Template, choose_template
from toolkit.ui.words_on_page import plain

WORDS = "interface_results.report"
FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "json": "application/json",
}
KILOBYTE = 1024
Choice = tuple[str, Depth, str, str, int]


@dataclass(frozen=True)
class Made:
    """A report that was made: its file, and the choice and version of the record that it was made from."""

    name: str
    content: bytes
    made_from: Choice

    @property
    def format(self) -> str:
        """Code of its format."""
        return self.made_from[2]


def choose_format(here: Here) -> str:
    """The format, each with what it is good for."""
    say = here.language.say
    chosen: str = st.radio(
        say(f"{WORDS}.format"),
        list(FORMATS),
        format_func=lambda code: say(f"{WORDS}.{code}"),
        captions=[say(f"{WORDS}.{code}_explain") for code in FORMATS],
        key=session.key("report_format", here.id),
    )
    return chosen


def make(here: Here, lens: str, depth: Depth, to: str, template: Template | None) -> Made:
    """Make a report through a lens, in one format; a Word document in the styles of a template if there is one."""
    found = looking.results(here, lens, depth)
    looked_through = here.assessment.model_copy(update={"lens": lens, "depth": depth})
    dress = template.content if template else None
    name, content = make_report(
        looked_through, found, here.library, here.language, to=to, today=here.today, template=dress
    )
    return Made(name, content, (lens, depth, to, template.id if template else "", here.stored.version))


def draw_report(here: Here) -> None:
    """Choose, make with the page saying so, then offer what was made."""
    say = here.language.say
    lens, depth = looking.choose_lens(here)
    to = choose_format(here)
    template = choose_template(here) if to == "docx" else None
    if st.button(say(f"{WORDS}.make"), key=session.key("report_make", here.id), type="primary"):
        with st.spinner(say(f"{WORDS}.making")):
            session.put("report_made", here.id, make(here, lens, depth, to, template))
    made: Made | None = session.value("report_made", here.id)
    if made is not None:
        draw_made(here, made, (lens, depth, to, template.id if template else "", here.stored.version))


def draw_made(here: Here, made: Made, now: Choice) -> None:
    """Offer a report that was made; say if the record or the choice has moved on since."""
    say = here.language.say
    size = texts.whole_number(-(-len(made.content) // KILOBYTE), here.language)
    st.html(
        f'<p class="saved saved-saved" role="status">{written(say(f"{WORDS}.ready", name=made.name, size=size))}</p>'
    )
    if made.made_from[-1] != now[-1]:
        st.warning(say(f"{WORDS}.stale"))
    elif made.made_from != now:
        st.caption(say(f"{WORDS}.another_choice"))
    st.download_button(
        say(f"{WORDS}.download", name=plain(made.name)),
        made.content,
        file_name=made.name,
        mime=FORMATS[made.format],
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
        mime=FORMATS["json"],
        key=session.key("report_state", here.id),
        on_click="ignore",
        icon=":material/download:",
    )


def draw(here: Here) -> None:
    """Draw the page from top to bottom."""
    say = here.language.say
    frame.title(say(f"{WORDS}.title"))
    st.markdown(say(f"{WORDS}.lead"))
    st.html(f'<div class="panel"><p>{written(say(f"{WORDS}.draft"))}</p></div>')
    draw_report(here)
    draw_state_file(here)
    frame.draw_next("start", say(f"{WORDS}.to_start"))


draw(frame.opened())
