"""A statement in full on the reference page: levels, sources, who is counted, hints, standards, next steps."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from toolkit.library.model import Basis, Item, NextStep
from toolkit.library.provision_name import provisions_cited
from toolkit.tasks.reference import standards_of, steps_by_level
from toolkit.ui.reference_sections import Looked, paragraphs
from toolkit.ui.tables import Cell, plain_list, table, written
from toolkit.ui.text_beside import beside_item

HINTS = ("small_states", "federal_states", "legal_systems")


def draw_statement_in_full(item: Item, looked: Looked) -> None:
    """Draw all that is held on a statement."""
    dimension = looked.library.dimensions[item.dimension]
    st.html(
        f'<div class="statement"><p class="above"><span class="code">{item.id}</span>'
        f'<span class="badge">{written(dimension.name)}</span></p><h2>{written(item.text)}</h2></div>'
    )
    _source(item, looked)
    _levels(item, looked)
    _list(looked.say("statement.look_for"), item.look_for)
    _list(looked.say("statement.denominator"), [item.denominator] if item.denominator else [])
    _list(looked.say("statement.interview"), item.interview)
    _hints(item, looked)
    _standards(item, looked)
    _bodies(item, looked)
    _others(item, looked)
    _steps(item, looked)


def _list(heading: str, texts: Sequence[str]) -> None:
    """Texts below a heading: one as a paragraph, several as a list; nothing where there is none."""
    if texts:
        st.header(heading, anchor=False)
        st.html(plain_list(texts) if len(texts) > 1 else f"<p>{written(texts[0])}</p>")


def _source(item: Item, looked: Looked) -> None:
    say, library = looked.say, looked.library
    st.header(say("statement.basis"), anchor=False)
    bases = [entry.basis for entry in item.limbs]
    bases += [Basis.IMPLIED] if item.implied else []
    bases += [Basis.PARTICIPATION] if item.participation else []
    named = [library.scales.bases[basis] for basis in dict.fromkeys(bases)]
    texts = [say("statement.basis_of", basis=basis.name, explain=basis.explain) for basis in named]
    limbs = [entry.limb for entry in item.limbs if entry.limb in library.limbs]
    texts += [say("statement.limb", limb=limb, gist=library.limbs[limb].gist) for limb in limbs]
    paragraphs([*texts, *([item.why] if item.why else [])])
    st.html(_carried(item, looked))
    beside = beside_item(item, [id for id, numbers in item.carried_by.items() if numbers], library, looked.language)
    if beside:
        st.subheader(looked.language.say("texts.beside.heading"), anchor=False)
        st.html(beside)


def _carried(item: Item, looked: Looked) -> str:
    """Paragraphs that carry the item, each with the official document."""
    lines = []
    for id, numbers in item.carried_by.items():
        if numbers:
            held = looked.library.instruments[id]
            text = provisions_cited(held, numbers, looked.language)
            link = f'<a href="{escape(held.link)}" target="_blank" rel="noopener noreferrer">{written(text)}</a>'
            lines.append(f"<li>{link}</li>")
    return f'<ul class="rt-list">{"".join(lines)}</ul>'


def _levels(item: Item, looked: Looked) -> None:
    say, library = looked.say, looked.library
    st.header(say("statement.levels"), anchor=False)
    paragraphs([say("statement.type", type=library.scales.types[item.type].name)])
    texts = library.level_texts(item.id)
    if not texts:
        paragraphs([say("statement.participation")])
        return
    if not library.own_level_texts(item.id):
        paragraphs([say("statement.levels_of_type")])
    names = library.scales.levels
    rows = "".join(
        f"<dt>{written(say('statement.level', level=number, name=names[number].name))}</dt><dd>{written(text)}</dd>"
        for number, text in enumerate(texts)
    )
    st.html(f'<dl class="rt-levels">{rows}</dl>')


def _hints(item: Item, looked: Looked) -> None:
    given = [(name, text) for name in HINTS if (text := getattr(item.hints, name))]
    if not given:
        return
    st.header(looked.say("statement.hints"), anchor=False)
    rows = (f"<dt>{written(looked.say(f'statement.hint.{name}'))}</dt><dd>{written(text)}</dd>" for name, text in given)
    st.html(f'<dl class="rt-levels">{"".join(rows)}</dl>')


def _standards(item: Item, looked: Looked) -> None:
    say = looked.say
    texts = [
        say("statement.standard", code=entry.code, numbers=", ".join(entry.numbers), name=entry.name)
        for entry in standards_of(looked.library, item)
    ]
    _list(say("statement.standards"), texts)


def _bodies(item: Item, looked: Looked) -> None:
    say, scales = looked.say, looked.library.scales
    st.header(say("statement.bodies"), anchor=False)
    relation = scales.relations[item.relation].name
    texts = [say("statement.lead", body=scales.bodies[item.lead].name, relation=relation)]
    if item.support:
        names = ", ".join(scales.bodies[code].name for code in item.support)
        texts.append(say("statement.support", list=names))
    reasons = [scales.not_applicable[code] for code in item.not_applicable]
    texts += [say("statement.not_applicable", name=reason.name, explain=reason.explain) for reason in reasons]
    paragraphs(texts if reasons else [*texts, say("statement.never_left_out")])


def _others(item: Item, looked: Looked) -> None:
    """Statements that come first, that come after this one, and that are near it, as links."""
    later = [other.id for other in looked.library.items.values() if item.id in other.requires]
    lists = {"requires": list(item.requires), "required_by": later, "see_also": list(item.see_also)}
    if not any(lists.values()):
        return
    st.header(looked.say("statement.others"), anchor=False)
    for name, items in lists.items():
        if items:
            st.subheader(looked.say(f"statement.{name}"), anchor=False)
            st.html(f'<ul class="rt-list">{"".join(_link(id, looked) for id in items)}</ul>')


def _link(id: str, looked: Looked) -> str:
    text = looked.say("statement.link", item=id, text=looked.library.items[id].text)
    return f'<li><a href="{escape(looked.address_of(id))}" target="_self">{written(text)}</a></li>'


def _steps(item: Item, looked: Looked) -> None:
    say = looked.say
    if item.participation:
        return
    st.header(say("statement.steps"), anchor=False)
    steps = steps_by_level(item)
    if not steps:
        paragraphs([say("statement.steps_none")])
    for level, own in steps.items():
        st.subheader(say("statement.steps_to", level=level), anchor=False)
        st.html(_step_table(say("statement.steps_to", level=level), own, looked))


def _step_table(caption: str, steps: Sequence[NextStep], looked: Looked) -> str:
    say, scales = looked.say, looked.library.scales
    names = ("measure", "lead", "output", "indicator")
    return table(
        caption,
        [say(f"statement.step.{name}") for name in names],
        (
            [
                Cell(step.measure, under=_beneath(step, looked)),
                scales.bodies[step.lead].name,
                step.output,
                step.indicator,
            ]
            for step in steps
        ),
    )


def _beneath(step: NextStep, looked: Looked) -> tuple[str, ...]:
    kind = looked.say("statement.step.kind", kind=looked.library.scales.measure_kinds[step.kind].name)
    return (kind, looked.say("statement.step.needs_first", what=step.needs_first)) if step.needs_first else (kind,)
