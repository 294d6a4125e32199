"""Provisions of a local instrument and the statements that belong to them, ten a page: own gist, what is suggested,
what a person confirmed.

Each provision is a fragment: a decision draws that provision alone, so the others stay where they are.
"""

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from toolkit.language import percent
from toolkit.method.link import Link
from toolkit.record.local_instrument import LocalInstrument, LocalProvision
from toolkit.tasks.local_instrument import (
    NOT_STATES,
    LinkDecision,
    with_gist,
    with_link,
    with_provision,
    without_provision,
    wordings_of,
)
from toolkit.tasks.official_wording import direction_of
from toolkit.ui import at_hand, session
from toolkit.ui import result_texts as texts
from toolkit.ui.session import Here
from toolkit.ui.tables import written
from toolkit.ui.text_beside import quotation
from toolkit.ui.text_saving import LocalOutcome, change, draw_line, first_value, held_now, tell
from toolkit.ui.widgets import draw_outcome, saving
from toolkit.ui.words_on_page import plain, spoken

WORDS = "texts.local"
A_PAGE = 10
DECISIONS: tuple[LinkDecision, ...] = ("confirmed", "rejected")
Wordings = Mapping[str, str]


def draw_mapping(here: Here, found: LocalInstrument) -> None:
    """Provisions, ten a page, and the form for a further one."""
    wordings = wordings_of(found, at_hand.official_texts(session.store()), here.language.code)
    suggested = suggestions_of(here, found, wordings)
    first = _page_start(here, found)
    for provision in found.provisions[first : first + A_PAGE]:
        draw = st.fragment(_provision, key=_fragment(here, found.id, provision.number))
        draw(here, found, provision.number, wordings.get(provision.number, ""), suggested.get(provision.number, ()))
    _add(here, found)


def suggestions_of(here: Here, found: LocalInstrument, wordings: Wordings) -> Mapping[str, tuple[Link, ...]]:
    """What is suggested for each provision, kept as long as the texts it rests on are the same."""
    said = [(entry.number, entry.gist, entry.addressee, wordings.get(entry.number)) for entry in found.provisions]
    digest = hashlib.sha256(repr((found.language, said)).encode("utf-8", "replace")).hexdigest()
    return at_hand.local_suggestions(found, wordings, digest, here.language.code)


def _fragment(here: Here, local: str, number: str) -> str:
    return f"local:{here.id}:{local}:{number}"


def _page_start(here: Here, found: LocalInstrument) -> int:
    number = len(found.provisions)
    if number <= A_PAGE:
        return 0
    starts = list(range(0, number, A_PAGE))
    chosen: int = st.selectbox(
        here.language.say(f"{WORDS}.show"),
        starts,
        format_func=lambda at: here.language.say(
            f"{WORDS}.page",
            first=found.provisions[at].number,
            last=found.provisions[min(at + A_PAGE, number) - 1].number,
            of=number,
        ),
        key=session.key("local_page", f"{here.id}:{found.id}:{number}"),
    )
    return chosen


def _provision(here: Here, shown: LocalInstrument, number: str, wording: str, suggested: Sequence[Link]) -> None:
    """One provision as the record holds it now."""
    say = here.language.say
    held = held_now(here.id, shown.id)
    found = held.provision(number) if held is not None else None
    if held is None or found is None:
        return
    with st.container(key=f"provision-{shown.id}-{number}", border=True):
        st.html(f'<h3 class="rt-measure">{written(say(f"{WORDS}.number", number=number))}</h3>{_spoken(here, found)}')
        if wording:
            quoted = quotation(wording, held.language, direction_of(held.language))
            caption = f"<figcaption>{written(say(f'{WORDS}.wording'))}</figcaption>"
            st.html(f'<figure class="rt-wording">{caption}{quoted}</figure>')
        _gist(here, shown.id, found)
        _links(here, shown.id, found, suggested)
        _another(here, shown.id, found)
        st.button(
            say(f"{WORDS}.remove_provision", number=plain(number)),
            key=session.key("local_drop", f"{here.id}:{shown.id}:{number}"),
            on_click=_drop,
            args=(here, shown.id, number),
            type="tertiary",
        )


def _spoken(here: Here, found: LocalProvision) -> str:
    key = f"interface_reference.instrument.addressees.{found.addressee}"
    addressee = here.language.say(key) if here.language.has(key) else ""
    told = here.language.say("report.between").join(text for text in (found.verb or "", addressee) if text)
    return f'<p class="rt-small"><bdi>{written(told)}</bdi></p>' if told else ""


def _gist(here: Here, local: str, found: LocalProvision) -> None:
    id = f"{here.id}:{local}:{found.number}"
    with saving(f"gist-{local}-{found.number}"):
        st.text_area(
            here.language.say(f"{WORDS}.gist", number=spoken(found.number)),
            value=first_value("local_gist", id, found.gist, ""),
            key=session.key("local_gist", id),
            on_change=_save_gist,
            args=(here, local, found.number, found.gist),
            height=80,
        )
        _told(here, local, found.number)
        draw_outcome(None, here.language)


def _save_gist(here: Here, local: str, number: str, shown: str) -> None:
    gist = str(session.value("local_gist", f"{here.id}:{local}:{number}") or "").strip()
    _remember(
        here, local, number, change(here.id, local, lambda held: with_gist(held, number, gist, shown, here.today))
    )


def _links(here: Here, local: str, found: LocalProvision, suggested: Sequence[Link]) -> None:
    """What belongs to it, what was rejected, and what is suggested and not decided yet."""
    say = here.language.say
    by_item = {link.item: link for link in suggested if link.item is not None}
    for item in dict.fromkeys([*found.items, *by_item, *found.rejected]):
        if item in here.library.items:
            _choice(here, local, found, item, by_item.get(item))
    for link in suggested:
        if link.item is None:
            name = f"{link.dimension} {here.library.dimensions[link.dimension].name}"
            st.markdown(say(f"{WORDS}.suggested_dimension", name=plain(name)))
    if not found.items and not suggested:
        key = "not_to_states" if found.addressee in NOT_STATES else "no_suggestion"
        st.markdown(say(f"{WORDS}.{key}"))


def _choice(here: Here, local: str, found: LocalProvision, item: str, link: Link | None) -> None:
    """One item with what it rests on, and the choice; the same choice again takes it back."""
    say = here.language.say
    decision: LinkDecision | None = (
        "confirmed" if item in found.items else "rejected" if item in found.rejected else None
    )
    look = {"confirmed": "full", "rejected": "none", None: "partly"}[decision]
    under = [say(f"{WORDS}.{decision or 'open'}")]
    if link is not None:
        under += [say(f"{WORDS}.why", words=", ".join(link.why))] if link.why else []
        under.append(say(f"{WORDS}.confidence", share=percent(link.confidence)))
    name = texts.item_name(item, here.library)
    st.html(
        f'<p class="rt-link"><span class="rt-sign rt-{look}">{written(name)}</span>'
        f'<span class="rt-under">{written(" ".join(under))}</span></p>'
    )
    id = f"{here.id}:{local}:{found.number}:{item}"
    session.put("local_decide", id, decision)
    st.segmented_control(
        say(f"{WORDS}.decide", item=item, number=spoken(found.number)),
        DECISIONS,
        format_func=lambda code: say(f"{WORDS}.{'agree' if code == 'confirmed' else 'reject'}", item=item),
        key=session.key("local_decide", id),
        on_change=_decide,
        args=(here, local, found.number, item),
        label_visibility="collapsed",
    )


def _decide(here: Here, local: str, number: str, item: str) -> None:
    decision: LinkDecision | None = session.value("local_decide", f"{here.id}:{local}:{number}:{item}")
    _link(here, local, number, item, decision)


def _link(here: Here, local: str, number: str, item: str, decision: LinkDecision | None) -> None:
    outcome = change(here.id, local, lambda held: with_link(held, number, item, decision, here.today))
    _remember(here, local, number, outcome)


def _another(here: Here, local: str, found: LocalProvision) -> None:
    """Another statement to add."""
    say, id = here.language.say, f"{here.id}:{local}:{found.number}"
    known = {*found.items, *found.rejected}
    items = [item for item in here.library.items if item not in known]
    item = st.selectbox(
        say(f"{WORDS}.add_item", number=spoken(found.number)),
        items,
        index=None,
        format_func=lambda item: texts.item_name(item, here.library),
        placeholder=say(f"{WORDS}.add_item_placeholder"),
        key=session.key("local_item", f"{id}:{len(items)}"),
    )
    if item is not None:
        st.button(
            say(f"{WORDS}.link", item=item),
            key=session.key("local_link", f"{id}:{item}"),
            on_click=_link,
            args=(here, local, found.number, item, "confirmed"),
        )


def _drop(here: Here, local: str, number: str) -> None:
    tell(here.id, change(here.id, local, lambda held: without_provision(held, number, here.today)))
    st.rerun()


def _remember(here: Here, local: str, number: str, outcome: LocalOutcome) -> None:
    session.put("local_done", f"{here.id}:{local}:{number}", outcome)


def _told(here: Here, local: str, number: str) -> None:
    draw_line(session.forget("local_done", f"{here.id}:{local}:{number}"), here.language)


def _add(here: Here, found: LocalInstrument) -> None:
    say, id = here.language.say, f"{here.id}:{found.id}"
    st.subheader(say(f"{WORDS}.add_provision"), anchor=False)
    with st.form(session.key("local_provision", id), border=False, clear_on_submit=True):
        number = st.text_input(say(f"{WORDS}.new_number"), key=session.key("local_new_number", id))
        gist = st.text_area(say(f"{WORDS}.new_gist"), key=session.key("local_new_gist", id), height=80)
        if not st.form_submit_button(say(f"{WORDS}.add_do")):
            return
    if with_provision(found, number or "", gist or "", here.today) is None:
        tell(here.id, LocalOutcome("add_refused"))
    else:
        tell(
            here.id, change(here.id, found.id, lambda held: with_provision(held, number or "", gist or "", here.today))
        )
    st.rerun()
