"""Tables and lists as HTML that screen readers can read: caption, headings of rows and columns, nothing drawn.

Everything is escaped here; on a narrow screen each row becomes a block whose cells carry their column's name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode


@dataclass(frozen=True)
class Cell:
    """One cell: its text, whether it is a number, a place to go, lines beneath, a code that styles it.

    `opens` names what a link opens on this page without loading it anew (see page.js).
    """

    text: str
    number: bool = False
    link: str | None = None
    under: tuple[str, ...] = ()
    code: str | None = None
    opens: str | None = None


def number(text: str, link: str | None = None, opens: str | None = None) -> Cell:
    """A cell with a number: set to the end of its column."""
    return Cell(text, number=True, link=link, opens=opens)


def address(page: str, parameters: Mapping[str, str], anchor: str = "") -> str:
    """Address of a page of the app with its parameters, and a place on it."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{page}{query}{'#' + anchor if anchor else ''}"


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[Cell | str]], *, shown: bool = False) -> str:
    """A table; the first cell of each row names the row. `shown` prints the caption, else it is for readers alone."""
    columns = "".join(f'<th role="columnheader" scope="col">{written(heading)}</th>' for heading in headings)
    body = "".join(_row(headings, row) for row in rows)
    hidden = "" if shown else ' class="rt-heard"'
    return (
        f'<table role="table" class="rt-table"><caption{hidden}>{written(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(headings: Sequence[str], row: Sequence[Cell | str]) -> str:
    cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
    first = f'<th role="rowheader" scope="row">{_inside(cells[0])}</th>'
    rest = (_data_cell(heading, cell) for heading, cell in zip(headings[1:], cells[1:], strict=True))
    return f'<tr role="row">{first}{"".join(rest)}</tr>'


def _data_cell(heading: str, cell: Cell) -> str:
    inside = _inside(cell)
    kind = (" rt-number" if cell.number else "") + ("" if inside else " rt-empty")
    return f'<td role="cell" class="rt-cell{kind}" data-label="{written(heading)}"><span>{inside}</span></td>'


def _inside(cell: Cell) -> str:
    text = written(cell.text)
    if cell.code is not None:
        text = f'<span class="rt-sign rt-{written(cell.code)}">{text}</span>'
    if cell.link is not None:
        text = linked(text, cell.link, cell.opens)
    beneath = (f'<span class="rt-under">{written(line)}</span>' for line in cell.under if line)
    return text + "".join(beneath)


def linked(inside: str, link: str, opens: str | None = None) -> str:
    """A link around HTML; `opens` as in a cell."""
    opening = f' data-opens="{escape(opens)}"' if opens else ""
    return f'<a href="{escape(link)}" target="_self"{opening}>{inside}</a>'


def plain_list(entries: Iterable[str]) -> str:
    """A list of texts."""
    return f'<ul class="rt-list">{"".join(f"<li>{written(entry)}</li>" for entry in entries)}</ul>'


def written(text: str) -> str:
    """Text made safe for a page: markup is shown as written, control characters as a replacement sign."""
    kept = "".join(letter if letter in "\n\t" or ord(letter) >= 32 else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return escape(kept)
