"""One item on the page: the statement, its levels with their texts beside the choice, what else is told about it."""

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from toolkit.language import Language
from toolkit.library.lens import AskedItem
from toolkit.library.model import Basis, Item
from toolkit.library.provision_name import provision_cited
from toolkit.record.assessment import Kind, Response
from toolkit.tasks.carry_over import says_something_else
from toolkit.tasks.progress import Share, progress_of
from toolkit.tasks.reference import standards_of
from toolkit.ui import evidence_form, response_form, session
from toolkit.ui.people_field import draw_people, wants_people
from toolkit.ui.response_form import Raw
from toolkit.ui.session import Here
from toolkit.ui.statement_guide import draw_guide
from toolkit.ui.text_beside import beside_item
from toolkit.ui.widgets import draw_outcome, saving, share_bar, text_block, text_line, tick
from toolkit.ui.words_on_page import quote

PANELS = ("look_for", "evidence", "more", "source")


@st.fragment
def draw_statement(here: Here, asked: AskedItem, progress: DeltaGenerator) -> None:
    """Draw one item; it runs alone when one of its fields changes, and rewrites the progress of the page."""
    item = here.library.items[asked.id]
    with st.container(key=f"item-{item.id}"), saving(item.id):
        raw = response_form.ready(here.id, item.id)
        _heading(here, asked, item)
        conflict = st.container()
        draw_answer(here, item, raw)
        draw_outcome(response_form.outcome(item.id), here.language)
        _comment(here, item.id, raw)
        _panels(here, asked, item, raw)
        response_form.compare(item.id)
        with conflict:
            draw_conflict(here, item)
    draw_progress(here, item.dimension, progress)


def draw_progress(here: Here, dimension: str, place: DeltaGenerator) -> None:
    """Say what is answered of this dimension and of the whole."""
    answered = session.value("answered", "items") or set()
    found = progress_of(answered, here.mine)
    shares = {"here": found.dimensions.get(dimension), "whole": found.whole}
    bars = [
        share_bar(share, _share_text(here.language, name, share), here.language.say(f"interface.dimension.{name}"))
        for name, share in shares.items()
        if share is not None
    ]
    place.html(f'<div class="shares">{"".join(bars)}</div>')


def _share_text(language: Language, name: str, share: Share) -> str:
    where = language.say(f"interface.dimension.{name}")
    return language.say("interface.dimension.share", where=where, answered=share.answered, asked=share.asked)


def _heading(here: Here, asked: AskedItem, item: Item) -> None:
    say = here.language.say
    badges = [f'<span class="badge badge-{asked.basis.value}">{escape(basis_name(here, asked.basis))}</span>']
    if here.lens.instrument.family in item.rapid and here.lens.depth == "full":
        badges.append(f'<span class="badge">{escape(say("interface.dimension.rapid"))}</span>')
    if (response_form.pending(item.id) or response_form.drawn(item.id).model_dump())["review"]:
        reworded = says_something_else(item.id, here.assessment, here.library)
        name = say(f"interface.dimension.{'to_review_reworded' if reworded else 'to_review'}")
        badges.append(f'<span class="badge badge-review">{escape(name)}</span>')
    st.html(
        f'<div class="statement"><p class="above"><span class="code">{item.id}</span>{"".join(badges)}</p>'
        f'<h2 id="{item.id.lower()}">{escape(item.text)}</h2></div>'
    )


def basis_name(here: Here, basis: Basis) -> str:
    """Name of a basis."""
    return here.library.scales.bases[basis.value].name


def draw_answer(here: Here, item: Item, raw: Raw) -> None:
    """Draw the choice of an answer: levels with their texts, and what is asked where there is no level."""
    options = _options(item)
    first = session.first_value("choice", item.id, response_form.choice_of(raw))
    choice = st.radio(
        here.language.say(f"interface.dimension.{'answer' if item.participation else 'level'}_of", item=item.id),
        options,
        index=options.index(first) if first in options else None,
        format_func=lambda option: _option_name(here, item, option),
        captions=[_option_text(here, item, option) for option in options],
        key=session.key("choice", item.id),
        on_change=response_form.save,
        args=(item.id,),
    )
    if raw["review"]:
        st.button(
            here.language.say("comparison.carry.stands", item=item.id),
            key=session.key("stands", item.id),
            on_click=response_form.looked_at,
            args=(item.id,),
            type="tertiary",
        )
    if choice == Kind.NOT_APPLICABLE:
        _not_applicable(here, item, raw)
    elif choice in {Kind.NOT_KNOWN, Kind.NOT_OURS}:
        label = here.language.say(f"interface.dimension.{choice}_who", item=item.id)
        text_line(choice, item.id, label, raw[choice], response_form.save, item.id)
    if choice is not None:
        st.button(
            here.language.say("interface.dimension.withdraw"),
            key=session.key("withdraw", item.id),
            on_click=response_form.withdraw,
            args=(item.id,),
            type="tertiary",
        )


def _options(item: Item) -> list[str]:
    scale = ["yes", "partly", "no"] if item.participation else ["0", "1", "2", "3", "4"]
    return [*scale, *(["not_applicable"] if item.not_applicable else []), "not_known", "not_ours"]


def _option_name(here: Here, item: Item, option: str) -> str:
    if not option.isdigit():
        return here.language.say(f"interface.dimension.{option}")
    level = int(option)
    key = "level_target" if level == here.assessment.target.of(item.id) else "level"
    name = here.library.scales.levels[level].name
    return here.language.say(f"interface.dimension.{key}", level=level, name=name)


def _option_text(here: Here, item: Item, option: str) -> str:
    if option.isdigit():
        return here.library.level_texts(item.id)[int(option)]
    return here.language.say(f"interface.dimension.{option}_text")


def _not_applicable(here: Here, item: Item, raw: Raw) -> None:
    told = raw["not_applicable"] or {}
    reasons = list(item.not_applicable)
    first = session.first_value("na_reason", item.id, told.get("reason") or (reasons[0] if len(reasons) == 1 else None))
    named = here.library.scales.not_applicable
    st.radio(
        here.language.say("interface.dimension.na_reason", item=item.id),
        reasons,
        index=reasons.index(first) if first in reasons else None,
        format_func=lambda reason: named[reason].name,
        captions=[named[reason].explain for reason in reasons],
        key=session.key("na_reason", item.id),
        on_change=response_form.save,
        args=(item.id,),
    )
    label = here.language.say("interface.dimension.na_note", item=item.id)
    text_line("na_note", item.id, label, told.get("note"), response_form.save, item.id)


def _comment(here: Here, item: str, raw: Raw) -> None:
    say = here.language.say
    text_block("comment", item, say("interface.dimension.comment", item=item), raw["comment"], response_form.save, item)
    tick(
        "publish",
        item,
        say("interface.dimension.publish", item=item),
        raw["publish"],
        response_form.save,
        item,
        help=say("interface.dimension.publish_help"),
    )


def _panels(here: Here, asked: AskedItem, item: Item, raw: Raw) -> None:
    """What is opened on request; nothing closed is built."""
    say = here.language.say
    counted = {"evidence": len(raw["evidence"]), "more": response_form.parts_told(raw)}
    opened = st.pills(
        say("interface.dimension.panels", item=item.id),
        PANELS,
        selection_mode="multi",
        format_func=lambda panel: say(f"interface.dimension.panel.{panel}", n=counted.get(panel)),
        key=session.key("panels", item.id),
        label_visibility="collapsed",
    )
    if "look_for" in opened:
        draw_guide(here, item, response_form.choice_of(raw))
    if "evidence" in opened:
        evidence_form.draw_evidence(here, item.id, raw)
    if "more" in opened:
        evidence_form.draw_more(here, item.id, raw)
        if wants_people(here, item):
            draw_people(here, item.id)
    if "source" in opened:
        _source(here, asked, item)


def _source(here: Here, asked: AskedItem, item: Item) -> None:
    """Basis, the provisions that carry the item with the gist and the official document, who usually answers."""
    say, instrument = here.language.say, here.lens.instrument
    basis = here.library.scales.bases[asked.basis.value]
    parts = [f"<p><strong>{escape(basis.name)}.</strong> {escape(basis.explain)}</p>"]
    for number in asked.provisions:
        provision = instrument.provision(number)
        cited = provision_cited(instrument, number, here.language)
        link = f'<a href="{escape(instrument.link)}" target="_blank" rel="noopener noreferrer">{escape(cited)}</a>'
        parts.append(f"<p>{link}: {escape(provision.gist if provision else '')}</p>")
    parts.append(beside_item(item, [instrument.id], here.library, here.language))
    if item.standards:
        parts.append(f"<p>{escape(say('interface.dimension.standards', list=_standards(here, item)))}</p>")
    lead = here.library.scales.bodies[item.lead].name
    parts.append(f"<p>{escape(say('interface.dimension.lead', body=lead))}</p>")
    st.html(f'<div class="panel">{"".join(parts)}</div>')


def _standards(here: Here, item: Item) -> str:
    """Further standards by their names, each with its numbers."""
    return "; ".join(
        here.language.say("interface.dimension.standard", name=found.name, numbers=", ".join(found.numbers))
        for found in standards_of(here.library, item)
    )


def draw_conflict(here: Here, item: Item) -> None:
    """Show both sides where somebody else changed the response, and let one of them be chosen."""
    found = response_form.conflict(item.id)
    if found is None:
        return
    say = here.language.say
    with st.container(key=f"conflict-{item.id}"):
        st.html(f'<p role="alert"><strong>{escape(say("interface.conflict.what", item=item.id))}</strong></p>')
        theirs = found.theirs or Response(item=item.id)
        for side, raw in (("theirs", theirs.model_dump(mode="json")), ("mine", response_form.told(item.id))):
            st.html(f'<p class="side">{escape(say(f"interface.conflict.{side}"))}</p>')
            quote(_in_words(here, item, raw))
        with st.container(horizontal=True):
            for name, settle in (("keep_mine", response_form.keep_mine), ("take_theirs", response_form.take_theirs)):
                label = say(f"interface.conflict.{name}", item=item.id)
                st.button(label, key=session.key(name, item.id), on_click=settle, args=(item.id,))


def _in_words(here: Here, item: Item, raw: Raw) -> str:
    """A response in words: the choice, and every text that was given with it."""
    choice = response_form.choice_of(raw)
    lines = [_option_name(here, item, choice) if choice else here.language.say("interface.conflict.nothing")]
    lines += [raw[kind] for kind in ("not_known", "not_ours") if raw[kind]]
    lines += [value for group in ("not_applicable", *response_form.GROUPS) for value in _texts(raw[group])]
    lines += [" · ".join(_texts(entry)) for entry in raw["evidence"]]
    return "\n".join([*lines, *([raw["comment"]] if raw["comment"] else [])])


def _texts(part: Raw | None) -> list[str]:
    return [str(value) for value in (part or {}).values() if value]
