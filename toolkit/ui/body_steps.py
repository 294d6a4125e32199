"""What is noted of one body: given out and due, given back with a remark, another name; and relations to statements."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from toolkit.record.assessment import Assessment, Relation
from toolkit.record.bodies import relation_to
from toolkit.tasks.bodies import BodyPart, note_sent, remove_body, rename_body, send_back, set_due, set_relation
from toolkit.ui import session
from toolkit.ui.kept_facts import Kept, keep, remember
from toolkit.ui.session import Here
from toolkit.ui.tables import plain_list
from toolkit.ui.widgets import draw_outcome, saving
from toolkit.ui.words_on_page import plain

PAGE = "bodies"
RELATIONS = ("assigned", "invited", "independent")
Make = Callable[[Assessment], Mapping[str, Any] | None]


def draw_steps(here: Here, found: tuple[BodyPart, ...]) -> None:
    """Choose a body, and note what was done with it."""
    say = here.language.say
    own = {body.id for body in here.assessment.bodies}
    known = {part.body: part for part in found if part.body in own}
    st.header(say("bodies.one.heading"), anchor=False)
    chosen = st.selectbox(
        say("bodies.one.which"),
        list(known),
        index=None,
        placeholder=say("bodies.one.choose"),
        format_func=lambda id: known[id].name,
        key=session.key("body_chosen", here.id),
    )
    if chosen in known:
        with st.container(key="body_steps", border=True):
            _sent(here, known[chosen])
            _back(here, known[chosen])
            _named(here, known[chosen])


def _sent(here: Here, part: BodyPart) -> None:
    say, at = here.language.say, f"{here.id}:{part.body}"
    session.follow("due_of", at, part.sending.due)
    st.date_input(
        say("bodies.one.due"),
        value=None,
        format="YYYY-MM-DD",
        key=session.key("due_of", at),
        on_change=_do,
        args=(here, part.name, lambda whole: set_due(whole, part.body, session.value("due_of", at))),
    )
    _button(here, "sent", part, lambda whole: note_sent(whole, part.body, here.today, session.value("due_of", at)))


def _back(here: Here, part: BodyPart) -> None:
    at = f"{here.id}:{part.body}"
    st.text_area(here.language.say("bodies.one.remark"), key=session.key("remark", at), height=80)
    st.button(
        here.language.say("bodies.one.send_back", body=plain(part.name)),
        key=session.key("send_back", at),
        on_click=_send_back,
        args=(here, part),
    )


def _send_back(here: Here, part: BodyPart) -> None:
    remark = str(session.value("remark", f"{here.id}:{part.body}") or "").strip()
    if not remark:
        remember(PAGE, here.id, Kept("remark_missing", part.name))
    elif _save(here, part.name, lambda whole: send_back(whole, part.body, here.today, remark)):
        session.put("remark", f"{here.id}:{part.body}", "")


def _named(here: Here, part: BodyPart) -> None:
    at = f"{here.id}:{part.body}"
    session.follow("name_of", at, part.name)
    with saving(f"name-of-{here.id}"):
        st.text_input(
            here.language.say("bodies.one.name"),
            key=session.key("name_of", at),
            on_change=_do,
            args=(here, part.name, lambda whole: rename_body(whole, part.body, str(session.value("name_of", at)))),
        )
        draw_outcome(None, here.language)
    _button(here, "remove", part, lambda whole: remove_body(whole, part.body))


def _button(here: Here, name: str, part: BodyPart, make: Make) -> None:
    st.button(
        here.language.say(f"bodies.one.{name}", body=plain(part.name)),
        key=session.key(f"body_{name}", f"{here.id}:{part.body}"),
        on_click=_do,
        args=(here, part.name, make),
        type="tertiary" if name == "remove" else "secondary",
    )


def _save(here: Here, name: str, make: Make) -> bool:
    """Save what a change makes of the record as it stands now; it is refused if others changed the same since."""
    change = make(session.stored_now(here.id).assessment)
    if change is None:
        return remember(PAGE, here.id, Kept("has_answered", name))
    return keep(PAGE, here.id, change, here.stored.facts_version, name)


def _do(here: Here, name: str, make: Make) -> None:
    _save(here, name, make)


def draw_relations(here: Here) -> None:
    """How a body stands to a statement, where the State sees it otherwise than the library."""
    say, items = here.language.say, here.library.items
    st.header(say("bodies.relation.heading"), anchor=False)
    st.markdown(say("bodies.relation.lead"))
    if here.assessment.relations:
        told = [f"{item}: {_relation(here, relation)}" for item, relation in sorted(here.assessment.relations.items())]
        st.html(plain_list(told))
    item = st.selectbox(
        say("bodies.relation.item"),
        [asked.id for asked in here.lens.items],
        index=None,
        placeholder=say("bodies.one.choose"),
        format_func=lambda id: f"{id} {items[id].text}",
        key=session.key("relation_item", here.id),
    )
    if item is not None:
        _relate(here, item)


def _relation(here: Here, relation: Relation) -> str:
    name = here.library.scales.relations[relation.relation].name
    return f"{name} ({relation.reason})" if relation.reason else name


def _relate(here: Here, item: str) -> None:
    say, now = here.language.say, relation_to(here.library.items[item], here.assessment)
    session.follow("relation", item, now.relation)
    session.follow("relation_reason", item, now.reason)
    st.segmented_control(
        say("bodies.relation.which", item=item),
        RELATIONS,
        format_func=lambda code: here.library.scales.relations[code].name,
        key=session.key("relation", item),
    )
    st.text_input(say("bodies.relation.reason", item=item), key=session.key("relation_reason", item))
    st.button(
        say("bodies.relation.save", item=item),
        key=session.key("relation_save", item),
        on_click=_keep_relation,
        args=(here, item),
    )


def _keep_relation(here: Here, item: str) -> None:
    code, reason = session.value("relation", item), str(session.value("relation_reason", item) or "").strip()
    usual = code in (None, here.library.items[item].relation) and not reason
    relation = None if usual else Relation(relation=code or here.library.items[item].relation, reason=reason)
    keep(PAGE, here.id, set_relation(item, relation), here.stored.facts_version, item)
