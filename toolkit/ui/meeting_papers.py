"""Papers for meetings on the page of eight weeks: blank checklist, agenda, letters; made first and then offered."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from toolkit.library.model import Depth
from toolkit.record.assessment import COORDINATOR
from toolkit.tasks import workshop
from toolkit.tasks.bodies import body_name, items_by_body
from toolkit.tasks.workshop import Chosen
from toolkit.ui import looking, session
from toolkit.ui.looking import DEPTHS
from toolkit.ui.media_types import MEDIA_TYPES
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.words_on_page import plain

WORDS = "workshop.papers"
WHICH = ("of_lens", "of_body", "of_dimension")


@dataclass(frozen=True)
class Made:
    """A paper that was made, and the version of the record that it was made from."""

    name: str
    content: bytes
    version: int


def draw_papers(here: Here) -> None:
    """Choose what a checklist holds and in which format; then make a checklist, an agenda or all letters."""
    say = here.language.say
    st.header(say(f"{WORDS}.heading"), anchor="papers")
    st.markdown(say(f"{WORDS}.lead"))
    to = st.segmented_control(
        say(f"{WORDS}.format"),
        workshop.FORMATS,
        default=workshop.FORMATS[0],
        required=True,
        format_func=lambda code: say(f"{WORDS}.{code}"),
        key=session.key("paper_format", here.id),
    )
    _checklist(here, to or workshop.FORMATS[0])
    _agenda(here, to or workshop.FORMATS[0])
    _letters(here)


def _checklist(here: Here, to: str) -> None:
    say = here.language.say
    with st.container(key="paper_choice", horizontal=True):
        depth = _depth(here)
        lens = session.lens(here.assessment.lens, depth)
        chosen = _chosen(here, depth)
    items = workshop.items_chosen(chosen, here.assessment, lens, here.library)
    pages = workshop.pages_reckoned(len(items))
    st.html(f'<p class="explain">{written(say(f"{WORDS}.holds", n=len(items), pages=pages))}</p>')

    def make() -> tuple[str, bytes]:
        found = looking.results(here, depth=depth)
        return workshop.make_checklist(
            chosen, here.assessment, found, here.library, here.language, to=to, today=here.today
        )

    _offer(here, "checklist", make)


def _depth(here: Here) -> Depth:
    say = here.language.say
    return st.selectbox(
        say(f"{WORDS}.depth"),
        DEPTHS,
        index=DEPTHS.index("rapid"),
        format_func=lambda code: say(f"interface_results.results.depth_{code}"),
        key=session.key("paper_depth", here.id),
    )


def _chosen(here: Here, depth: Depth) -> Chosen:
    say = here.language.say
    which = st.selectbox(
        say(f"{WORDS}.which"),
        WHICH,
        format_func=lambda code: say(f"{WORDS}.{code}"),
        key=session.key("paper_which", here.id),
    )
    lens = session.lens(here.assessment.lens, depth)
    if which == "of_body":
        found = items_by_body(here.assessment, lens, here.library)
        bodies = [body for body, items in found.items() if items] or [COORDINATOR]
        return Chosen(
            body=st.selectbox(
                say(f"{WORDS}.body"),
                bodies,
                format_func=lambda id: body_name(id, here.assessment, here.library, here.language),
                key=session.key("paper_body", here.id),
            )
        )
    if which == "of_dimension":
        return Chosen(
            dimension=st.selectbox(
                say(f"{WORDS}.dimension"),
                list(dict.fromkeys(item.id[:3] for item in lens.items)),
                format_func=lambda id: f"{id} {here.library.dimensions[id].name}",
                key=session.key("paper_dimension", here.id),
            )
        )
    return Chosen()


def _agenda(here: Here, to: str) -> None:
    def make() -> tuple[str, bytes]:
        found = looking.results(here, depth="rapid")
        return workshop.make_agenda(here.assessment, found, here.library, here.language, to=to, today=here.today)

    _offer(here, "agenda", make)


def _letters(here: Here) -> None:
    say = here.language.say
    st.markdown(say(f"{WORDS}.letters_explain"))

    def make() -> tuple[str, bytes]:
        bar = st.progress(0.0, say(f"{WORDS}.making"))

        def tell(done: int, whole: int) -> None:
            bar.progress(done / whole, say("interface_report.making_packs", n=done, all=whole))

        found = looking.results(here)
        made = workshop.make_letters(here.assessment, found, here.library, here.language, today=here.today, tell=tell)
        bar.empty()
        return made

    _offer(here, "letters", make)


def _offer(here: Here, kind: str, make: Callable[[], tuple[str, bytes]]) -> None:
    """A button that makes a paper, and what was made; it says if the record has moved on since."""
    say = here.language.say
    if st.button(say(f"{WORDS}.make_{kind}"), key=session.key(f"paper_make_{kind}", here.id)):
        with st.spinner(say(f"{WORDS}.making")):
            session.put(f"paper_{kind}", here.id, Made(*make(), here.stored.version))
    made: Made | None = session.value(f"paper_{kind}", here.id)
    if made is None:
        return
    ready = say(f"{WORDS}.ready", name=made.name)
    st.html(f'<p class="saved saved-saved" role="status">{written(ready)}</p>')
    if made.version != here.stored.version:
        st.caption(say(f"{WORDS}.stale"))
    st.download_button(
        say(f"{WORDS}.download", name=plain(made.name)),
        made.content,
        file_name=made.name,
        mime=MEDIA_TYPES[made.name.rpartition(".")[2]],
        key=session.key(f"paper_download_{kind}", here.id),
        on_click="ignore",
        icon=":material/download:",
    )
