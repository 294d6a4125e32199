"""What is opened on the results page: a number down to its operands, an item down to who said it and by which source.

It is made when it is opened, in a dialog over the page. A link with `data-opens` (see page.js) writes its code into a
field that nobody sees; without the script the same link opens the page with the same thing opened.
"""

from collections.abc import Sequence

import streamlit as st

from toolkit.language import NOT_KNOWN, whole_points
from toolkit.method.trace import LimbOperand, Operand, Trace, trace_headline
from toolkit.tasks.traces import HEADLINE, item_of, trace_of
from toolkit.ui import result_shown, session
from toolkit.ui import result_texts as texts
from toolkit.ui.result_item import draw_item
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_texts import gain, range_text, tenths
from toolkit.ui.tables import Cell, number, table, written

MADE_FROM_OTHERS = ("supported_", "na_as_zero_")


@st.fragment
def opening(shown: Shown) -> None:
    """The field that takes what is to be opened, and the dialog of what is open."""
    with st.container(key="opens"):
        st.text_input(shown.say("opened.field"), key=shown.key("opens"), on_change=_open, args=(shown.id,))
    code = result_shown.kept(shown.id, "open")
    if not code:
        return
    title = _title(shown, code)
    if title is None:
        result_shown.keep(shown.id, "open", None)
        return

    def close() -> None:
        result_shown.keep(shown.id, "open", None)

    st.dialog(title, width="medium", on_dismiss=close)(_draw)(shown, code)


def _open(id: str) -> None:
    code = str(session.value("results_opens", id) or "").strip()
    session.put("results_opens", id, "")
    result_shown.keep(id, "open", code)


def _title(shown: Shown, code: str) -> str | None:
    """Name of what is opened; None if these results have no such thing."""
    if code == HEADLINE:
        return shown.say("opened.headline")
    item = item_of(code, shown.found)
    if item is not None:
        return shown.say("opened.statement", item=item)
    return figure_name(shown, code) if trace_of(code, shown.found) is not None else None


def figure_name(shown: Shown, code: str) -> str:
    """Name of a figure by its code."""
    kind, _, id = code.partition(":")
    if kind == "limb":
        return texts.limb_name(id, shown.library)
    if kind == "provision":
        return texts.provision_name(id, shown.found.lens, shown.language)
    if kind.startswith("dimension_"):
        return shown.say(f"opened.{kind}", name=f"{id} {shown.library.dimensions[id].name}")
    return shown.say(f"opened.{kind}")


def _draw(shown: Shown, code: str) -> None:
    item = item_of(code, shown.found)
    if item is not None:
        draw_item(shown, item)
    elif code == HEADLINE:
        st.html(_headline(shown))
    else:
        trace = trace_of(code, shown.found)
        if trace is not None:
            st.html(_figure(shown, code, trace))


def _headline(shown: Shown) -> str:
    """The counts of the headline, with the items behind each."""
    links = []
    for count in trace_headline(shown.found.scores):
        name = _count_name(shown, count.code)
        items = " ".join(shown.opens(item, f"item:{item}") for item in count.items)
        links.append(f"<dt>{written(name)}: {len(count.items)}</dt><dd>{items or NOT_KNOWN}</dd>")
    asked = shown.found.scores.headline.asked
    said = shown.say("opened.headline_explain", n=asked)
    return f'<p>{written(said)}</p><dl class="rt-levels">{"".join(links)}</dl>'


def _count_name(shown: Shown, code: str) -> str:
    if code.isdigit():
        return f"{code} {shown.library.scales.levels[int(code)].name}"
    return shown.say(f"counts.{code}")


def _figure(shown: Shown, code: str, trace: Trace) -> str:
    """A number: how it is made, its limbs and items, and the sum."""
    made = any(code.startswith(start) for start in MADE_FROM_OTHERS)
    parts = [f"<p>{written(_how(shown, code, trace))}</p>"]
    if shown.counts_only:
        return parts[0] + _items_only(shown, code, trace.operands)
    if trace.limbs:
        parts.append(_limbs(shown, code, trace.limbs))
    if not trace.limbs or made:
        parts.append(_items(shown, code, trace.operands))
    parts.append(f"<p>{written(_sum(shown, trace))}</p>")
    return "".join(parts)


def _how(shown: Shown, code: str, trace: Trace) -> str:
    kind = code.partition(":")[0]
    if shown.counts_only:
        return shown.say("opened.how_counts")
    if kind in ("limb", "soft") or kind.startswith("dimension_"):
        return shown.say("opened.how_mean", n=sum(operand.points is not None for operand in trace.operands))
    if kind in ("text", "provision"):
        return shown.say("opened.how_limbs", n=sum(limb.point is not None for limb in trace.limbs))
    if kind == "enabling":
        return shown.say("opened.how_enabling", n=sum(operand.points is not None for operand in trace.operands))
    return shown.say("opened.how_supported" if kind.startswith("supported_") else "opened.how_na_as_zero")


def _sum(shown: Shown, trace: Trace) -> str:
    if trace.total is None:
        return shown.say("opened.sum_none")
    return shown.say("opened.sum", total=tenths(trace.total, shown.language), whole=whole_points(trace.total))


def _limbs(shown: Shown, code: str, limbs: Sequence[LimbOperand]) -> str:
    names = ("part", "points", "range", "share", "contribution")
    opens = not any(code.startswith(start) for start in MADE_FROM_OTHERS)
    rows = (
        [
            Cell(texts.limb_name(limb.limb, shown.library)),
            _limb_points(shown, limb, opens=opens),
            number(range_text(limb.low, limb.high, shown.language)),
            number(texts.share(limb.share if limb.point is not None else None, shown.language)),
            number(tenths(limb.contribution, shown.language)),
        ]
        for limb in limbs
    )
    caption = shown.say("opened.caption_limbs", name=figure_name(shown, code))
    return table(caption, [shown.say(f"opened.{name}") for name in names], rows)


def _limb_points(shown: Shown, limb: LimbOperand, *, opens: bool) -> Cell:
    points = whole_points(limb.point) if limb.point is None else tenths(limb.point, shown.language)
    return shown.figure(points, f"limb:{limb.limb}") if opens else number(points)


def _items(shown: Shown, code: str, operands: Sequence[Operand]) -> str:
    names = ("statement_heading", "level", "points", "share", "contribution", "more")
    caption = shown.say("opened.caption_items", name=figure_name(shown, code))
    return table(caption, [shown.say(f"opened.{name}") for name in names], (_row(shown, one) for one in operands))


def _row(shown: Shown, operand: Operand) -> list[Cell]:
    more = NOT_KNOWN if operand.one_level_more is None else gain(operand.one_level_more, shown.language)
    return [
        shown.statement(operand.item),
        Cell(level_name(shown, operand.level)),
        number(whole_points(operand.points)),
        number(texts.share(operand.share if operand.points is not None else None, shown.language)),
        number(tenths(operand.contribution, shown.language)),
        number(more),
    ]


def _items_only(shown: Shown, code: str, operands: Sequence[Operand]) -> str:
    rows = ([shown.statement(operand.item), Cell(level_name(shown, operand.level))] for operand in operands)
    caption = shown.say("opened.caption_items", name=figure_name(shown, code))
    return table(caption, [shown.say("opened.statement_heading"), shown.say("opened.level")], rows)


def level_name(shown: Shown, level: int | None) -> str:
    """A level with its name; in words where there is none."""
    return shown.say("opened.not_answered") if level is None else f"{level} {shown.library.scales.levels[level].name}"
