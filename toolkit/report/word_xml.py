"""Parts of a Word document that python-docx has no words for: runs with a direction, fields, bookmarks, tables by row.

Source: ECMA-376, WordprocessingML.
"""

from collections.abc import Iterator
from typing import Literal

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.report.letters import printable

Direction = Literal["ltr", "rtl"]


def element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """Element with attributes of the w namespace and children: `element("w:jc", val="end")`."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def run(text: str, direction: Direction, *, style: str | None = None) -> BaseOxmlElement:
    """Run of text; line ends become breaks, tabs become tabs."""
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    if direction == "rtl":
        properties.append(element("w:rtl"))
    made = element("w:r", properties)
    for part in _pieces(printable(text)):
        made.append(part)
    return made


def _pieces(text: str) -> Iterator[BaseOxmlElement]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield element("w:br")
        for position, piece in enumerate(line.split("\t")):
            if position:
                yield element("w:tab")
            if piece:
                yield _text(piece)


def _text(piece: str) -> BaseOxmlElement:
    made = element("w:t")
    made.text = piece
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style: str, direction: Direction, *runs: BaseOxmlElement, align: str | None = None) -> BaseOxmlElement:
    """Paragraph of a style, with its direction."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if direction == "rtl":
        properties.append(element("w:bidi"))
    if align:
        properties.append(element("w:jc", val=align))
    return element("w:p", properties, *runs)


def field(instruction: str, direction: Direction, shown: str = "") -> list[BaseOxmlElement]:
    """Runs of a field with what it shows until it is worked out anew; one that shows nothing yet asks for that when
    the document is opened."""
    begin = element("w:fldChar", fldCharType="begin")
    if not shown:
        begin.set(qn("w:dirty"), "true")
    told = element("w:instrText")
    told.text = f" {instruction} "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("w:r", begin),
        element("w:r", told),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        run(shown, direction),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def bookmarked(name: str, number: int, *content: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Content between the two ends of a bookmark."""
    start = element("w:bookmarkStart", id=number, name=name)
    return [start, *content, element("w:bookmarkEnd", id=number)]


def link_to(anchor: str, *content: BaseOxmlElement) -> BaseOxmlElement:
    """Link to a bookmark of the same document."""
    return element("w:hyperlink", *content, anchor=anchor, history=1)


def contents_field(instruction: str) -> tuple[list[BaseOxmlElement], list[BaseOxmlElement]]:
    """Start and end of a field that encloses filled-in entries of the contents."""
    told = element("w:instrText")
    told.text = f" {instruction} "
    start = [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", told),
        element("w:r", element("w:fldChar", fldCharType="separate")),
    ]
    return start, [element("w:r", element("w:fldChar", fldCharType="end"))]


def table(style: str, direction: Direction, widths: list[int], caption: str) -> BaseOxmlElement:
    """Table of a style without rows; widths in twentieths of a point, kept as they are."""
    properties = element("w:tblPr", element("w:tblStyle", val=style))
    if direction == "rtl":
        properties.append(element("w:bidiVisual"))
    properties.append(element("w:tblW", w=sum(widths), type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    properties.append(element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, noHBand=1, noVBand=1))
    properties.append(element("w:tblCaption", val=printable(caption)))
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    return element("w:tbl", properties, grid)


def table_row(cells: list[BaseOxmlElement], *, header: bool = False, whole: bool = True) -> BaseOxmlElement:
    """Row of a table; a header is repeated on every page, a `whole` row is not broken between pages."""
    properties = element("w:trPr")
    if whole:
        properties.append(element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    return element("w:tr", properties, *cells)


def table_cell(width: int, *paragraphs: BaseOxmlElement) -> BaseOxmlElement:
    """Cell of a width with its paragraphs."""
    return element("w:tc", element("w:tcPr", element("w:tcW", w=width, type="dxa")), *paragraphs)
