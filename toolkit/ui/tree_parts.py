"""Parts of a report tree on a page: what a document prints and what the screen shows come from one tree."""

from collections.abc import Callable, Sequence
from itertools import takewhile

import streamlit as st

from toolkit.report.page import widest
from toolkit.report.tree import NUMBERS, Heading, Part, Report, Text
from toolkit.report.tree import Cell as TreeCell
from toolkit.report.tree import Table as TreeTable
from toolkit.ui.tables import Cell, plain_list, table, written

Place = Callable[[str], str]


def section(tree: Report, id: str) -> list[Part]:
    """Parts below a heading of level 1, up to the next one; empty if the report has no such section."""
    for at, part in enumerate(tree.parts):
        if isinstance(part, Heading) and part.level == 1 and part.id == id:
            rest = tree.parts[at + 1 :]
            return list(takewhile(lambda found: not (isinstance(found, Heading) and found.level == 1), rest))
    return []


def draw_parts(parts: Sequence[Part], place_of: Place | None = None) -> None:
    """Draw texts and tables in order; `place_of` gives the address of a statement by its code."""
    points = [part.text for part in parts if isinstance(part, Text) and part.role == "point"]
    for part in parts:
        if isinstance(part, Text) and part.role != "point":
            kind = "headline" if part.role == "key" else "explain"
            st.html(f'<p class="{kind}" dir="auto">{written(part.text)}</p>')
        elif isinstance(part, TreeTable):
            st.html(drawn_table(part, place_of))
    if points:
        st.html(plain_list(points))


def drawn_table(found: TreeTable, place_of: Place | None = None) -> str:
    """A table of the tree as HTML; what a page prints beneath a row stands as lines in its widest cell."""
    shown, beneath, wide = found.positions(beneath=False), found.positions(beneath=True), widest(found)
    rows: list[list[Cell | str]] = []
    for row in found.rows:
        under = tuple(f"{found.columns[at].name}: {row[at].shown}" for at in beneath if row[at].shown.strip())
        rows.append([_cell(row[at], under if at == wide else (), place_of, first=at == shown[0]) for at in shown])
    return table(found.caption, [found.columns[at].name for at in shown], rows)


def _cell(cell: TreeCell, under: tuple[str, ...], place_of: Place | None, *, first: bool) -> Cell:
    link = place_of(cell.shown) if first and place_of is not None else None
    return Cell(cell.shown, number=cell.kind in NUMBERS, link=link, under=under)
