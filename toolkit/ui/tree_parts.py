"""Parts of a report tree on a page: what a document prints and what the screen shows come from one tree."""

from collections.abc import Callable, Sequence
from itertools import takewhile

import streamlit as st

from toolkit.report.page import lines_beneath, widest
from toolkit.report.tree import NUMBERS, Heading, Part, Report, Text
from toolkit.report.tree import Cell as TreeCell
from toolkit.report.tree import Table as TreeTable
from toolkit.ui.tables import Cell, plain_list, table, written

Place = Callable[[str], str]
# Texts that are gathered: what is said first, and points of a list.
ROLES = ("key", "point")
BETWEEN = " \N{MIDDLE DOT} "


def section(tree: Report, id: str) -> list[Part]:
    """Parts below a heading of level 1, up to the next one; empty if the report has no such section."""
    for at, part in enumerate(tree.parts):
        if isinstance(part, Heading) and part.level == 1 and part.id == id:
            rest = tree.parts[at + 1 :]
            return list(takewhile(lambda found: not (isinstance(found, Heading) and found.level == 1), rest))
    return []


def draw_parts(parts: Sequence[Part], place_of: Place | None = None) -> None:
    """Draw texts and tables in order; `place_of` gives the address of a statement by its code."""
    key, points = ([part.text for part in parts if isinstance(part, Text) and part.role == role] for role in ROLES)
    if key:
        st.html(f'<p class="headline" dir="auto">{"<br>".join(written(text) for text in key)}</p>')
    for part in parts:
        if isinstance(part, Text) and part.role not in ROLES:
            st.html(f'<p class="explain" dir="auto">{written(part.text)}</p>')
        elif isinstance(part, TreeTable):
            st.html(drawn_table(part, place_of))
    if points:
        st.html(plain_list(points))


def drawn_table(found: TreeTable, place_of: Place | None = None) -> str:
    """A table of the tree as HTML; what a page prints beneath a row stands as lines in its widest cell."""
    shown, wide = found.positions(beneath=False), widest(found)
    rows: list[list[Cell | str]] = []
    for row in found.rows:
        lines = lines_beneath(found, row)
        under = tuple(BETWEEN.join(f"{found.columns[at].name}: {row[at].shown}" for at in line) for line in lines)
        rows.append([_cell(row[at], under if at == wide else (), place_of, first=at == shown[0]) for at in shown])
    drawn = table(found.caption, [found.columns[at].name for at in shown], rows)
    return f'<div class="rt-coded">{drawn}</div>' if found.columns[shown[0]].kind == "code" else drawn


def _cell(cell: TreeCell, under: tuple[str, ...], place_of: Place | None, *, first: bool) -> Cell:
    link = place_of(cell.shown) if first and place_of is not None else None
    return Cell(cell.shown, number=cell.kind in NUMBERS, link=link, under=under)
