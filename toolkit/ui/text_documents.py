"""Official documents that the ministry loads: the box for one, what was read, its provisions beside the statements."""

from collections import Counter
from html import escape

import streamlit as st

from toolkit.confined import MEGABYTE, Limits
from toolkit.language import Language, language_name
from toolkit.library.model import Library, in_order
from toolkit.problem import Problem
from toolkit.record.official_wording import OfficialWording, ProvisionWording
from toolkit.record.store import NotSaved
from toolkit.tasks.official_wording import direction_of, load_document
from toolkit.ui import at_hand, lens_choice, session
from toolkit.ui.tables import Cell, address, table, written
from toolkit.ui.text_beside import quotation
from toolkit.ui.widgets import draw_problems
from toolkit.ui.words_on_page import plain

WORDS = "texts.document"
ENDINGS = ["txt", "docx", "pdf"]
LIMITS = Limits()
PARTS = ("operative", "paragraph", "principle", "strategy")
Told = tuple[str, dict[str, str], list[Problem]]


def draw_documents(library: Library, language: Language) -> None:
    """Load a document, and go through those that are held."""
    say = language.say
    st.html(f'<p class="explain">{written(say(f"{WORDS}.explain"))}</p>')
    _upload(library, language)
    told: Told | None = session.value("text_told", "documents")
    if told is not None:
        key, values, problems = told
        look = "saved" if key in ("kept", "removed") else "failed"
        st.html(f'<p class="saved saved-{look}" role="status">{written(say(f"{WORDS}.{key}", **values))}</p>')
        draw_problems(problems if key == "not_kept" else [], language)
    held = at_hand.official_texts(session.store())
    st.header(say(f"{WORDS}.held"), anchor=False)
    if not held:
        st.markdown(say(f"{WORDS}.none"))
    for document in held:
        _document(document, library, language)
    _journal(language)


def _upload(library: Library, language: Language) -> None:
    say = language.say
    number = session.value("text_file_number", "documents") or 0
    given = st.file_uploader(
        say(f"{WORDS}.upload"),
        type=ENDINGS,
        key=session.key("text_file", str(number)),
        max_upload_size=LIMITS.bytes // MEGABYTE,
    )
    st.caption(say(f"{WORDS}.limits", megabytes=LIMITS.bytes // MEGABYTE))
    said: str | None = st.selectbox(
        say(f"{WORDS}.said"),
        [None, *library.instruments],
        format_func=lambda id: say(f"{WORDS}.said_none") if id is None else lens_choice.instrument_name(library, id),
        key=session.key("text_said", "documents"),
    )
    if given is not None:
        with st.spinner(say(f"{WORDS}.reading")):
            session.put("text_told", "documents", _take(given.getvalue(), given.name, library, said))
        session.count("text_file_number", "documents")
        st.rerun()


def _take(content: bytes, name: str, library: Library, said: str | None) -> Told:
    found, problems = load_document(content, name, library, said)
    if found is None:
        return "not_kept", {"name": name}, problems
    try:
        session.store().official_texts.keep(found)
    except NotSaved:
        return "not_saved", {}, []
    return "kept", {"name": name}, problems


def _document(document: OfficialWording, library: Library, language: Language) -> None:
    """One document: what it is, and on request its provisions."""
    say, id = language.say, document.id
    counts = Counter(found.part for found in document.provisions)
    told = [say(f"{WORDS}.part.{part}", n=counts[part]) for part in PARTS if counts[part]]
    named = language_name(document.language) if document.language else say(f"{WORDS}.language_unknown")
    about = say(f"{WORDS}.about", language=named, counts=say("report.between").join(told), name=document.name)
    is_open = session.value("text_open", "document") == id
    with st.container(key=f"text-{id}", border=True):
        st.html(f"<h3>{escape(document.symbol)}</h3><p><bdi>{written(about)}</bdi></p>")
        draw_problems(document.problems, language)
        with st.container(horizontal=True):
            st.button(
                say(f"{WORDS}.{'close' if is_open else 'look'}", symbol=plain(document.symbol)),
                key=session.key("text_look", id),
                on_click=session.put,
                args=("text_open", "document", None if is_open else id),
            )
            st.button(
                say(f"{WORDS}.remove", symbol=plain(document.symbol)),
                key=session.key("text_remove", id),
                on_click=_remove,
                args=(document,),
                type="tertiary",
            )
        if is_open:
            st.html(_provisions(document, library, language))


def _remove(document: OfficialWording) -> None:
    try:
        session.store().official_texts.remove(document.id)
        session.put("text_told", "documents", ("removed", {"symbol": document.symbol}, []))
    except NotSaved:
        session.put("text_told", "documents", ("not_saved", {}, []))


def _provisions(document: OfficialWording, library: Library, language: Language) -> str:
    """Provisions with their statements; a wording stands in the language and direction of the document."""
    say = language.say
    names = [say(f"{WORDS}.column.{name}") for name in ("number", "wording", "spoken", "items")]
    columns = "".join(f'<th role="columnheader" scope="col">{written(name)}</th>' for name in names)
    body = "".join(_row(found, document, library, language, names) for found in document.provisions)
    caption = written(say(f"{WORDS}.caption", symbol=document.symbol))
    return (
        f'<table role="table" class="rt-table"><caption class="rt-heard">{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(
    found: ProvisionWording, document: OfficialWording, library: Library, language: Language, names: list[str]
) -> str:
    say = language.say
    number, items = _number_and_items(found, document, library)
    key = f"interface_reference.instrument.addressees.{found.addressee}"
    spoken = [found.verb or "", say(key) if language.has(key) else ""]
    told = say("report.between").join(text for text in spoken if text) or say(f"{WORDS}.not_known")
    links = ", ".join(_link(item) for item in items) or written(say(f"{WORDS}.no_items"))
    cells = (quotation(found.text, document.language, direction_of(document.language)), written(told), links)
    rest = "".join(
        f'<td role="cell" class="rt-cell" data-label="{written(name)}"><span>{cell}</span></td>'
        for name, cell in zip(names[1:], cells, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{written(number)}</th>{rest}</tr>'


def _number_and_items(
    found: ProvisionWording, document: OfficialWording, library: Library
) -> tuple[str, tuple[str, ...]]:
    """How a provision is referred to, and the items that it carries; a paragraph of an annex carries what its
    strategies' parts are asked with."""
    held = library.instruments.get(document.instrument or "")
    provision = (
        next((entry for entry in held.provisions if (entry.part, entry.number) == (found.part, found.number)), None)
        if held
        else None
    )
    if held is None or provision is None:
        return found.number, ()
    reference = held.reference(provision)
    carried = [item.id for item in library.items.values() if reference in item.carried_by.get(held.id, ())]
    return reference, tuple(sorted(carried, key=in_order))


def _link(item: str) -> str:
    link = escape(address("reference", {**session.link(), "statement": item}))
    return f'<a class="rt-code" href="{link}" target="_self">{written(item)}</a>'


def _journal(language: Language) -> None:
    """What was loaded and removed, on request."""
    say = language.say
    if not st.toggle(say(f"{WORDS}.journal"), key=session.key("text_journal", "documents")):
        return
    headings = [say(f"{WORDS}.journal_column.{name}") for name in ("at", "change", "document")]
    rows = [
        (
            session.moment_of(entry.at.isoformat()).strftime("%Y-%m-%d %H:%M"),
            say(f"{WORDS}.change.{entry.change}"),
            Cell(" ".join(part for part in (entry.symbol, entry.language) if part), under=(entry.name,)),
        )
        for entry in session.store().official_texts.journal()
    ]
    st.html(table(say(f"{WORDS}.journal_caption"), headings, rows))
