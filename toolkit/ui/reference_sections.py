"""Sections of the reference page: an instrument with its provisions, and two instruments side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Instrument, Library
from toolkit.library.provision_name import provision_cited
from toolkit.tasks.limbs import LimbAsked, limbs_asked
from toolkit.tasks.reference import (
    PairShown,
    ProvisionShown,
    held_against,
    provision_labelled,
    provisions_shown,
)
from toolkit.ui import session
from toolkit.ui.strategies_added import draw_strategies_added
from toolkit.ui.tables import Cell, table, written
from toolkit.ui.text_beside import beside_provision, quoted_wording

WORDS = "interface_reference"
AddressOf = Callable[[str], str]


@dataclass(frozen=True)
class Looked:
    """What the sections draw from: all that is asked, its wording, and the address of a statement in full."""

    library: Library
    language: Language
    address_of: AddressOf

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of the reference page."""
        return self.language.say(f"interface_reference.{key}", **values)


def paragraphs(texts: Iterable[str]) -> None:
    """Draw texts one below the other."""
    st.html(f'<div class="rt-text">{"".join(f"<p>{written(text)}</p>" for text in texts)}</div>')


def document_link(instrument: Instrument, looked: Looked) -> str:
    """Link to the official document, as HTML."""
    text = looked.say("instrument.document", symbol=instrument.symbol)
    return f'<a href="{escape(instrument.link)}" target="_blank" rel="noopener noreferrer">{written(text)}</a>'


def draw_instrument(instrument: Instrument, looked: Looked) -> None:
    """An instrument: what it is, what is not held, its provisions, and the separable things it asks for."""
    say = looked.say
    about = say(
        "instrument.about",
        title=instrument.title,
        symbol=instrument.symbol,
        adopted=instrument.adopted.isoformat(),
    )
    st.html(f'<div class="rt-text"><p>{written(about)}</p><p>{document_link(instrument, looked)}</p></div>')
    notes = [say("instrument.own_words"), instrument.note or ""]
    notes += [say("instrument.not_held", what=instrument.not_held)] if instrument.not_held else []
    paragraphs(note for note in notes if note)
    for part, rows in provisions_shown(looked.library, instrument.id).items():
        st.header(say(f"instrument.part.{part}"), anchor=False)
        st.html(_provision_table(part, rows, looked))
        _official_wording(part, rows, instrument, looked)
    limbs = limbs_asked(looked.library, look_through(looked.library, instrument.id))
    if limbs:
        st.header(say("instrument.limb_table"), anchor=False)
        st.html(_limb_table(limbs, looked))


def _official_wording(part: str, rows: Sequence[ProvisionShown], instrument: Instrument, looked: Looked) -> None:
    """Official wording of these provisions, on request, where the document is loaded."""
    found = [beside_provision(instrument.id, row.number, looked.library, looked.language) for row in rows]
    held = [entry for entry in found if entry is not None]
    label = looked.language.say("texts.beside.heading")
    if held and st.toggle(label, key=session.key("wording", f"{instrument.id}:{part}")):
        st.html(quoted_wording(held, looked.library, looked.language))


def _provision_table(part: str, rows: Sequence[ProvisionShown], looked: Looked) -> str:
    say = looked.say
    names = ("number", "gist", "addressee", "limbs", "items")
    headings = [say(f"instrument.{name}") for name in names]
    return table(say(f"instrument.part.{part}"), headings, (_provision_row(row, looked) for row in rows))


def _provision_row(row: ProvisionShown, looked: Looked) -> list[Cell]:
    say, provision, gists = looked.say, row.provision, looked.library.limbs
    limits = tuple(say("instrument.qualifier", text=text) for text in provision.qualifiers)
    if provision.paragraphs:
        limits = (*limits, say("instrument.carried", list=", ".join(provision.paragraphs)))
    opening = (say("instrument.opening"),) if provision.held == "opening" else ()
    spoken = [
        say("instrument.verb", verb=provision.verb) if provision.verb else "",
        say(f"instrument.strength.{provision.strength}") if provision.strength else "",
        say(f"instrument.standing.{provision.standing}"),
    ]
    limbs = [
        say("instrument.limb", limb=limb, gist=gists[limb].gist) if limb in gists else limb for limb in provision.limbs
    ]
    items = say("instrument.items_of", n=len(row.items)) if row.items else "–"
    return [
        Cell(row.number, under=(provision.subject or "",)),
        Cell(provision.gist, under=(*limits, *opening)),
        Cell(say(f"instrument.addressees.{provision.addressee}"), under=tuple(spoken)),
        Cell("" if limbs else "–", under=tuple(limbs)),
        Cell(items, under=(", ".join(row.items),)),
    ]


def _limb_table(limbs: Sequence[LimbAsked], looked: Looked) -> str:
    say = looked.say
    headings = [say("instrument.limb_heading"), say("instrument.limb_items")]
    rows = ([Cell(limb.limb, under=_limb_told(limb, looked)), _limb_items(limb, looked)] for limb in limbs)
    return table(say("instrument.limb_table"), headings, rows)


def _limb_told(limb: LimbAsked, looked: Looked) -> tuple[str, ...]:
    """A limb in our words; where that is recorded how firm the text is, what it limits, and what carries it."""
    held = looked.library.limbs[limb.limb]
    firm = looked.language.say(f"strategies.strength.{held.strength}") if held.strength else ""
    return (
        limb.gist,
        looked.say("instrument.words", strength=firm) if firm else "",
        *(looked.say("instrument.qualifier", text=text) for text in held.qualifiers),
        looked.say("instrument.carried", list=", ".join(held.paragraphs)) if held.paragraphs else "",
    )


def _limb_items(limb: LimbAsked, looked: Looked) -> Cell:
    bases = looked.library.scales.bases
    lines = tuple(
        looked.say(
            f"instrument.{'limb_item_rapid' if entry.rapid else 'limb_item'}",
            item=entry.item,
            basis=bases[entry.basis].name,
        )
        for entry in limb.items
    )
    return Cell("" if lines else looked.say("instrument.limb_none"), under=lines)


def draw_comparison(before: Instrument, after: Instrument, looked: Looked) -> None:
    """Two instruments side by side: what stands in both, what is new, gone or not known, what to look at again."""
    say = looked.say
    found, pairs = held_against(looked.library, before.id, after.id)
    draw_strategies_added(looked.library, looked.language, before.id, after.id)
    st.header(say("compare.pairs"), anchor=False)
    if any(pair.by_limbs for pair in pairs):
        symbols = {"before": before.short, "after": after.short}
        paragraphs([looked.language.say("strategies.adds.explain", **symbols), after.note or before.note or ""])
    if pairs:
        st.html(_pair_table(pairs, before, after, looked))
    else:
        paragraphs([say("compare.none")])
    _alone(say("compare.new", symbol=after.short), after, found.new, looked)
    _alone(say("compare.dropped", symbol=after.short), before, found.dropped, looked)
    if found.unknown:
        st.header(say("compare.unknown"), anchor=False)
        paragraphs([say("compare.unknown_explain")])
        rows = [(looked.library.instruments[entry.instrument], entry.number) for entry in found.unknown]
        st.html(_gist_table(say("compare.unknown"), rows, looked, named=True))
    st.header(say("compare.again"), anchor=False)
    paragraphs([say("compare.again_explain" if found.look_again else "compare.again_none")])
    if found.look_again:
        st.html(statement_table(found.look_again, looked))


def _pair_table(pairs: Sequence[PairShown], before: Instrument, after: Instrument, looked: Looked) -> str:
    say = looked.say
    numbers = [say("compare.number_in", symbol=instrument.short) for instrument in (before, after)]
    headings = [say("compare.subject"), *numbers, say("compare.wording"), say("compare.changed")]
    return table(say("compare.pairs"), headings, (_pair_row(pair, looked) for pair in pairs))


def _wording(pair: PairShown, looked: Looked) -> Cell:
    """How the wording changed; between a paragraph and a strategy, which asks for more."""
    if pair.by_limbs:
        return Cell(looked.language.say(f"strategies.adds.wordings.{pair.wording}"))
    moved = (looked.say("compare.moved"),) if pair.moved else ()
    return Cell(looked.say(f"compare.wordings.{pair.wording}"), under=moved)


def _pair_row(pair: PairShown, looked: Looked) -> list[Cell]:
    say = looked.say
    explain = pair.explain or ((say("compare.not_held_explain"),) if pair.wording == "not_held" else ("–",))
    changed = "" if pair.wording == "same" else say("compare.items", list=", ".join(pair.items))
    return [
        Cell(pair.subject),
        Cell(pair.from_number),
        Cell(pair.to_number),
        _wording(pair, looked),
        Cell(" ".join(explain), under=(changed,)),
    ]


def _alone(heading: str, instrument: Instrument, numbers: Sequence[str], looked: Looked) -> None:
    if numbers:
        st.header(heading, anchor=False)
        st.html(_gist_table(heading, [(instrument, number) for number in numbers], looked))


def _gist_table(caption: str, rows: Sequence[tuple[Instrument, str]], looked: Looked, *, named: bool = False) -> str:
    """Provisions with their gist; `named` says of which instrument each is."""
    say = looked.say
    return table(
        caption,
        [say("compare.number"), say("compare.gist")],
        (
            [
                provision_cited(instrument, number, looked.language) if named else number,
                provision_labelled(looked.library, instrument.id, number).gist,
            ]
            for instrument, number in rows
        ),
    )


def statement_table(items: Sequence[str], looked: Looked, *, with_subject: bool = True) -> str:
    """Statements with subject and lead, each leading to the statement in full."""
    say, library = looked.say, looked.library
    headings = [say("list.statement"), *([say("list.subject")] if with_subject else []), say("list.lead")]
    rows: list[list[Cell | str]] = []
    for id in items:
        item = library.items[id]
        subject = [library.dimensions[item.dimension].name] if with_subject else []
        first = Cell(id, link=looked.address_of(id), under=(item.text,))
        rows.append([first, *subject, library.scales.bodies[item.lead].name])
    return table(say("list.caption"), headings, rows)
