"""A PDF read back by its structure: the elements that a screen reader meets, in order, with their text.

Text is taken from the marked content of the pages (ISO 32000-1, 14.7 and 14.8) through each font's ToUnicode table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

ZERO_WIDTH_SPACE = "\u200b"
SHOWS = (b"Tj", b"TJ", b"'", b'"')


@dataclass
class Element:
    """An element of the structure: its role, its own text, what it holds, and its entries."""

    role: str
    entries: DictionaryObject
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def below(self, *roles: str) -> Iterator["Element"]:
        """Elements of these roles below this one, in order."""
        for child in self.children:
            if child.role in roles:
                yield child
            yield from child.below(*roles)

    @property
    def all_text(self) -> str:
        """Its text and that of all below, in order."""
        return (self.text + "".join(child.all_text for child in self.children)).replace(ZERO_WIDTH_SPACE, "")


class Pages:
    """A PDF's pages, structure and text."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]
        self.texts: dict[tuple[int, int], str] = {}
        self.untagged: list[str] = []
        self.artifacts: dict[int, str] = {}
        for number, page in enumerate(self.reader.pages):
            self._read(number, page)

    def _read(self, number: int, page: Any) -> None:
        fonts = {name: _unicode_of(found.get_object()) for name, found in page["/Resources"]["/Font"].items()}
        marks: list[int | None] = []
        font: dict[str, str] = {}
        for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                marks.append(_mark(operands))
            elif operator == b"EMC":
                marks.pop()
            elif operator == b"Tf":
                font = fonts[operands[0]]
            elif operator in SHOWS:
                self._shown(number, marks, _decoded(operands, font))

    def _shown(self, number: int, marks: list[int | None], text: str) -> None:
        mark = next((mark for mark in reversed(marks) if mark is not None), None)
        if mark is None:
            self.untagged.append(text)
        elif mark < 0:
            self.artifacts[number] = self.artifacts.get(number, "") + text
        else:
            self.texts[number, mark] = self.texts.get((number, mark), "") + text

    @cached_property
    def structure(self) -> Element:
        """The document's structure."""
        pages = {page.indirect_reference.idnum: at for at, page in enumerate(self.reader.pages)}
        return self._element(self.root["/StructTreeRoot"], pages, 0)

    def _element(self, found: Any, pages: dict[int, int], page: int) -> Element:
        if "/Pg" in found:
            page = pages[found.raw_get("/Pg").idnum]
        made = Element(str(found.get("/S", "/Root"))[1:], found)
        kids = found.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, int):
                made.children.append(Element("text", found, self.texts.get((page, kid), "")))
            elif "/MCID" in kid:
                at = pages[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page
                made.children.append(Element("text", kid, self.texts.get((at, kid["/MCID"]), "")))
            elif kid.get("/Type") != "/OBJR":
                made.children.append(self._element(kid, pages, page))
        return made


def _mark(operands: list[Any]) -> int | None:
    """Number of marked content; -1 for what is no content (artifact); None for a mark without a number."""
    if operands[0] == "/Artifact":
        return -1
    return operands[1].get("/MCID") if len(operands) > 1 and isinstance(operands[1], DictionaryObject) else None


def _decoded(operands: list[Any], font: dict[str, str]) -> str:
    pieces = operands[0] if isinstance(operands[0], list) else operands
    codes = [piece.original_bytes for piece in pieces if hasattr(piece, "original_bytes")]
    return "".join(font.get(code[at : at + 2].hex(), "\ufffd") for code in codes for at in range(0, len(code), 2))


def _unicode_of(font: Any) -> dict[str, str]:
    """Text of each two-byte code of a font, from its ToUnicode table."""
    table = font["/ToUnicode"].get_data().decode("latin-1")
    found: dict[str, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[code.lower()] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[f"{int(first, 16) + step:04x}"] = chr(start + step)
    return found


def pdf_tables(content: bytes) -> list[list[list[str]]]:
    """Tables of a PDF: rows, and the whole text of each cell."""
    return [
        [[cell.all_text for cell in row.below("TH", "TD")] for row in table.below("TR")]
        for table in Pages(content).structure.below("Table")
    ]
