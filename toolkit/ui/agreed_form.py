"""One item of the page "Agree": answers side by side, and the form of the agreed one with its reason and sources."""

from typing import Any

import streamlit as st

from toolkit.problem import message
from toolkit.record.assessment import COORDINATOR, Agreed, Response
from toolkit.tasks.agreement import ItemAnswers, agreed_change, take_agreed
from toolkit.tasks.bodies import body_name
from toolkit.ui import session
from toolkit.ui.answers_text import answer_text
from toolkit.ui.kept_facts import Kept, keep, remember, say_at_field
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, table, written

PAGE = "agreement"
LEVELS = ("0", "1", "2", "3", "4")
SOURCE = ("title", "date", "reference")
# Field above which it is said why an agreed answer was not taken; the choice of the answer for all else.
FIELD_OF = {"agreed_without_reason": "reason", "response_note_missing": "note"}


def draw_item(here: Here, found: ItemAnswers) -> None:
    """One item: statement, class, every answer, what counts, and the form on request."""
    item, say = here.library.items[found.item], here.language.say
    with st.container(key=f"agree-{found.item}"):
        relation = here.library.scales.relations[found.relation].name
        badges = (say(f"agreement.badge.{found.counted.agreement.value}"), relation)
        signs = "".join(f'<span class="badge">{written(badge)}</span>' for badge in badges)
        st.html(
            f'<div class="statement"><p class="above"><span class="code">{item.id}</span>{signs}</p>'
            f"<h2>{written(item.text)}</h2></div>"
        )
        if found.responses:
            st.html(_side_by_side(here, found))
        st.html(f'<p class="rt-small">{written(_counts(here, found))}</p>')
        if found.agreed is not None:
            _agreed(here, found, found.agreed)
        if here.body == COORDINATOR:
            _opener(here, found)


def _side_by_side(here: Here, found: ItemAnswers) -> str:
    say = here.language.say
    headings = [say(f"agreement.column.{name}") for name in ("body", "answer", "comment", "evidence")]
    return table(
        say("agreement.caption", item=found.item), headings, [_row(here, found, each) for each in found.responses]
    )


def _row(here: Here, found: ItemAnswers, response: Response) -> list[Cell]:
    say = here.language.say
    under = [say("agreement.lead_body")] if response.body == found.lead else []
    if any(entry.body == response.body for entry in found.dissent):
        under.append(say("agreement.dissents"))
    note = response.not_applicable.note if response.not_applicable is not None else ""
    sources = [
        " · ".join(part for part in (each.title, each.date, each.reference) if part) for each in response.evidence
    ]
    return [
        Cell(body_name(response.body, here.assessment, here.library, here.language), under=tuple(under)),
        Cell(answer_text(response, here.library, here.language), under=(note,)),
        Cell(response.comment),
        Cell("; ".join(sources)),
    ]


def _counts(here: Here, found: ItemAnswers) -> str:
    """What counts for the item now, and on whose word."""
    say, counted = here.language.say, found.counted
    if counted.agreed:
        return say("agreement.counts.agreed_differs" if counted.differs_from_lead else "agreement.counts.agreed")
    if counted.level is None:
        return say("agreement.counts.nothing" if counted.applies else "agreement.counts.not_applicable")
    level = say("interface.dimension.level", level=counted.level, name=here.library.scales.levels[counted.level].name)
    if counted.not_agreed:
        return say("agreement.counts.until", level=level, low=counted.lowest, high=counted.highest)
    return say("agreement.counts.as_said", level=level)


def _agreed(here: Here, found: ItemAnswers, agreed: Agreed) -> None:
    say = here.language.say
    said = Response(item=found.item, level=agreed.level, not_applicable=agreed.not_applicable)
    sources = "; ".join(
        " · ".join(part for part in (each.title, each.date, each.reference) if part) for each in agreed.evidence
    )
    answer = answer_text(said, here.library, here.language)
    lines = [say("agreement.agreed_on", answer=answer), say("agreement.because", reason=agreed.reason or "–")]
    lines += [say("agreement.sources", sources=sources)] if sources else []
    st.html(f'<div class="panel">{"".join(f"<p><bdi>{written(line)}</bdi></p>" for line in lines)}</div>')


def _opener(here: Here, found: ItemAnswers) -> None:
    say = here.language.say
    is_open = session.value("agree_open", here.id) == found.item
    label = "close" if is_open else "change" if found.agreed is not None else "open"
    with st.container(horizontal=True):
        st.button(
            say(f"agreement.{label}", item=found.item),
            key=session.key("agree_open_button", found.item),
            on_click=session.put,
            args=("agree_open", here.id, None if is_open else found.item),
        )
        if found.agreed is not None:
            st.button(
                say("agreement.withdraw", item=found.item),
                key=session.key("agree_withdraw", found.item),
                on_click=_withdraw,
                args=(here, found.item),
                type="tertiary",
            )
    if is_open:
        _form(here, found)


def _withdraw(here: Here, item: str) -> None:
    keep(PAGE, here.id, agreed_change(item, None), here.stored.facts_version, item)


def _form(here: Here, found: ItemAnswers) -> None:
    """The answer that was agreed on, why, and a source of its own."""
    say, item, now = here.language.say, here.library.items[found.item], found.agreed
    options = [*LEVELS, *item.not_applicable]
    chosen = None if now is None else str(now.level) if now.level is not None else _reason(now)
    with st.container(key=f"agree_form-{item.id}", border=True):
        say_at_field(here, PAGE, f"answer-{item.id}")
        st.radio(
            say("agreement.form.answer", item=item.id),
            options,
            index=options.index(chosen) if chosen in options else None,
            format_func=lambda code: _option(here, code),
            captions=[here.library.level_texts(item.id)[int(code)] if code in LEVELS else "" for code in options],
            key=session.key("agreed", item.id),
        )
        note = now.not_applicable.note if now is not None and now.not_applicable is not None else ""
        if item.not_applicable:
            say_at_field(here, PAGE, f"note-{item.id}")
            st.text_input(say("agreement.form.note", item=item.id), note, key=session.key("agreed_note", item.id))
        say_at_field(here, PAGE, f"reason-{item.id}")
        st.text_area(
            say("agreement.form.reason", item=item.id),
            now.reason if now is not None else "",
            key=session.key("agreed_reason", item.id),
            height=90,
        )
        _source(here, item.id)
        st.button(
            say("agreement.form.save", item=item.id),
            key=session.key("agreed_save", item.id),
            type="primary",
            on_click=_save,
            args=(here, found),
        )


def _reason(agreed: Agreed) -> str | None:
    return agreed.not_applicable.reason if agreed.not_applicable is not None else None


def _option(here: Here, code: str) -> str:
    say = here.language.say
    if code in LEVELS:
        return say("interface.dimension.level", level=code, name=here.library.scales.levels[int(code)].name)
    name = here.library.scales.not_applicable[code].name
    return say("interface_answers.text.with", answer=say("interface.dimension.not_applicable"), more=name)


def _source(here: Here, item: str) -> None:
    """One more source on which the agreed answer rests; optional."""
    say, kinds = here.language.say, here.library.scales.evidence_kinds
    st.caption(say("agreement.form.source"))
    with st.container(horizontal=True):
        st.selectbox(
            say("agreement.form.kind", item=item),
            list(kinds),
            format_func=lambda code: kinds[code].name,
            key=session.key("agreed_kind", item),
        )
        for field in SOURCE:
            st.text_input(say(f"agreement.form.{field}", item=item), key=session.key(f"agreed_{field}", item))


def _told(here: Here, found: ItemAnswers) -> dict[str, Any]:
    """What the form says; sources that were told before stay, a new one is added."""
    item, choice = found.item, session.value("agreed", found.item)
    text = {name: str(session.value(f"agreed_{name}", item) or "").strip() for name in ("reason", "note", *SOURCE)}
    raw: dict[str, Any] = {"item": item, "reason": text["reason"]}
    if choice in LEVELS:
        raw["level"] = int(choice)
    elif choice is not None:
        raw["not_applicable"] = {"reason": choice, "note": text["note"]}
    evidence = [each.model_dump(mode="json") for each in (found.agreed.evidence if found.agreed else ())]
    if any(text[name] for name in SOURCE):
        kind = session.value("agreed_kind", item) or "document"
        told = {"kind": kind, "title": text["title"]}
        evidence.append({**told, **{name: text[name] or None for name in ("date", "reference")}})
    return {**raw, "evidence": evidence}


def _save(here: Here, found: ItemAnswers) -> None:
    if session.value("agreed", found.item) is None:
        remember(PAGE, here.id, Kept("answer_missing", found.item, field=f"answer-{found.item}"))
        return
    agreed, refused = take_agreed(_told(here, found), here.library)
    if refused is not None:
        field = f"{FIELD_OF.get(refused.code, 'answer')}-{found.item}"
        remember(PAGE, here.id, Kept("refused", message(refused, here.language), field=field))
    elif keep(PAGE, here.id, agreed_change(found.item, agreed), here.stored.facts_version, found.item):
        session.put("agree_open", here.id, None)
