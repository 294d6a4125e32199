"""Section of the results page: the same answers through two lenses, side by side. Never added, never averaged."""

import streamlit as st

from toolkit.language import whole_points
from toolkit.method.scoring import Headline, Index, Mean
from toolkit.tasks.side_by_side import SideBySide, two_lenses
from toolkit.ui.result_shown import Shown
from toolkit.ui.tables import Cell, number, table

WORDS = "strategies.side_by_side"
COUNTS = ("in_place", "of")


def two_lenses_section(shown: Shown) -> None:
    """The lens of the page beside the other one: what the lists have in common, counts, figures, subject by subject."""
    found = two_lenses(shown.assessment, shown.library, shown.found)
    say = shown.language.say
    if found is None:
        st.markdown(say(f"{WORDS}.none"))
        return
    symbols = {"first": _symbol(shown, found.first.lens), "second": _symbol(shown, found.second.lens)}
    st.markdown(say(f"{WORDS}.explain", **symbols))
    note = shown.library.instruments[found.second.lens].note
    if note:
        st.caption(say(f"{WORDS}.note", symbol=symbols["second"], note=note))
    st.html(_sides(shown, found, symbols))
    st.html(_subjects(shown, found, symbols))


def _symbol(shown: Shown, lens: str) -> str:
    return shown.library.instruments[lens].short


def _sides(shown: Shown, found: SideBySide, symbols: dict[str, str]) -> str:
    say, first, second = shown.language.say, found.first, found.second
    one, two = first.headline, second.headline
    pairs: list[tuple[str, str, str]] = [
        ("asked_row", str(one.asked), str(two.asked)),
        ("both_row", str(found.both), str(found.both)),
        ("only_row", str(first.only), str(second.only)),
        ("at_target_row", str(one.at_target), str(two.at_target)),
        ("unanswered_row", str(one.unanswered), str(two.unanswered)),
        ("not_applicable_row", str(one.not_applicable), str(two.not_applicable)),
        ("limbs_row", str(first.limbs), str(second.limbs)),
    ]
    if not shown.counts_only:
        pairs.append(("text_row", _index(shown, first.text), _index(shown, second.text)))
        pairs.append(("enabling_row", _index(shown, first.enabling), _index(shown, second.enabling)))
    rows: list[list[Cell | str]] = [
        [say(f"{WORDS}.{name}"), number(here), number(there)] for name, here, there in pairs
    ]
    return table(say(f"{WORDS}.caption", **symbols), [say(f"{WORDS}.row"), *symbols.values()], rows, shown=True)


def _index(shown: Shown, index: Index) -> str:
    if index.point is None:
        return whole_points(None)
    figures = {name: whole_points(getattr(index, name)) for name in ("point", "low", "high")}
    said = shown.language.say(f"{WORDS}.between", **figures)
    return shown.language.say(f"{WORDS}.provisional", figure=said) if index.provisional else said


def _subjects(shown: Shown, found: SideBySide, symbols: dict[str, str]) -> str:
    say = shown.language.say
    names = COUNTS if shown.counts_only else (*COUNTS, "point")
    headings = [
        say(f"{WORDS}.subject"),
        *(say(f"{WORDS}.{name}", symbol=symbol) for symbol in symbols.values() for name in names),
    ]
    rows: list[list[Cell | str]] = [
        [
            f"{entry.dimension} {shown.library.dimensions[entry.dimension].name}",
            *_side(shown, entry.first, entry.first_mean),
            *_side(shown, entry.second, entry.second_mean),
        ]
        for entry in found.subjects
    ]
    return table(say(f"{WORDS}.by_subject", **symbols), headings, rows, shown=True)


def _side(shown: Shown, counts: Headline | None, mean: Mean | None) -> list[Cell]:
    texts = [whole_points(None)] * len(COUNTS)
    if counts is not None:
        texts = [str(counts.at_target), str(counts.asked)]
    if not shown.counts_only:
        texts.append(whole_points(mean.point if mean else None))
    return [number(text) for text in texts]
