"""Notes on cells and one more sheet, added to a workbook's package itself, in the confined child.

Source: ECMA-376 part 1, 18.3.1.99 (worksheet: order of its elements), 18.7 (comments); part 4, 19 (their drawing).
Every other part is copied byte for byte; a part that is changed is changed where something is put in and nowhere else.
Where that cannot be done safely the answer says so, and the caller gives a copy of the values instead.
"""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from toolkit.confined import Limits, Reading, joined, parted
from toolkit.report.package_parts import Element, Parts, Unsafe, position_of, scan

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What stands behind the drawing of notes in a sheet.
BEHIND = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
LARGEST_ROW, LARGEST_COLUMN = 1_048_576, 16_384


def packed(package: bytes, sheets: Sequence[dict[str, Any]], added: dict[str, Any]) -> bytes:
    """What the child is given: notes by sheet and cell, the sheet to be added, and the package."""
    return joined({"notes": list(sheets), "sheet": added}, package)


def annotate(path: Path, limits: Limits) -> Reading:
    """Put notes and a sheet into a package: {"content": the new package in base64, or None if that is not safe}."""
    told, package = parted(path.read_bytes())
    try:
        content = _annotated(package, told, limits)
    except (Unsafe, zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError, RuntimeError):
        return {"kind": "package", "content": None}, []
    return {"kind": "package", "content": base64.b64encode(content).decode("ascii")}, []


def _annotated(package: bytes, told: dict[str, Any], limits: Limits) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = Parts(archive, limits)
        book = parts.workbook()
        sheets = parts.sheets(book)
        for entry in told["notes"]:
            if entry["sheet"] in sheets:
                _note_sheet(parts, sheets[entry["sheet"]], entry["notes"], entry["author"])
        _add_sheet(parts, book, told["sheet"])
        return parts.written()


def _note_sheet(parts: Parts, sheet: str, notes: dict[str, str], author: str) -> None:
    """Put notes on the cells of one sheet."""
    notes = {cell: text for cell, text in notes.items() if _is_cell(cell)}
    relations = parts.relations(sheet)
    comments = next((target for kind, target in relations.values() if kind == "comments"), None)
    known = _commented(parts, comments) if comments else set()
    if comments is None:
        comments = parts.free_name("xl/comments{}.xml")
        parts.add(comments, _new_comments(notes, author), f"{TYPE}.comments+xml")
        parts.relate(sheet, f"{OFFICE}/comments", comments)
    else:
        _append_comments(parts, comments, notes, author)
    new = [cell for cell in notes if cell not in known]
    _draw(parts, sheet, relations, new)


def _is_cell(cell: str) -> bool:
    found = CELL.fullmatch(cell)
    return found is not None and int(found[2]) <= LARGEST_ROW and _column(found[1]) <= LARGEST_COLUMN


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _commented(parts: Parts, comments: str) -> set[str]:
    return {entry.attributes.get("ref", "") for entry in scan(parts.read(comments), 3) if entry.name == "comment"}


def _new_comments(notes: dict[str, str], author: str) -> bytes:
    entries = "".join(_comment(cell, text, 0, "") for cell, text in notes.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors>'
        f"<author>{escape(author)}</author></authors><commentList>{entries}</commentList></comments>"
    ).encode()


def _comment(cell: str, text: str, author: int, prefix: str) -> str:
    said = f'<{prefix}t xml:space="preserve">{escape(text)}</{prefix}t>'
    return f'<{prefix}comment ref="{cell}" authorId="{author}"><{prefix}text>{said}</{prefix}text></{prefix}comment>'


def _append_comments(parts: Parts, name: str, notes: dict[str, str], author: str) -> None:
    """Put notes behind those that are there; where a cell has one, ours stands below its text."""
    data = parts.read(name)
    found = scan(data, 4)
    authors, entries = (_one(found, wanted) for wanted in ("authors", "commentList"))
    prefix = authors.prefix
    count = sum(entry.name == "author" for entry in found)
    inserts = [(position_of(data, authors.end), f"<{prefix}author>{escape(author)}</{prefix}author>")]
    texts = {entry.parent.attributes.get("ref", ""): entry for entry in found if entry.name == "text" and entry.parent}
    for cell, text in notes.items():
        if cell in texts:
            said = f'<{prefix}r><{prefix}t xml:space="preserve">\n{escape(text)}</{prefix}t></{prefix}r>'
            inserts.append((position_of(data, texts[cell].end), said))
        else:
            inserts.append((position_of(data, entries.end), _comment(cell, text, count, prefix)))
    parts.insert(name, inserts)


def _one(found: Sequence[Element], name: str) -> Element:
    return next(entry for entry in found if entry.name == name)


def _draw(parts: Parts, sheet: str, relations: dict[str, tuple[str, str]], cells: Sequence[str]) -> None:
    """Draw the boxes of new notes, in the sheet's own drawing of notes if it has one."""
    data = parts.read(sheet)
    top = scan(data, 2)
    drawn = next((entry for entry in top if entry.name == "legacyDrawing"), None)
    if drawn is not None:
        id = next(value for key, value in drawn.attributes.items() if key.endswith("id"))
        target = relations[id][1]
        before = parts.read(target)
        end = before.rfind(b"</xml>")
        if end < 0:
            raise Unsafe
        taken = [int(number) for number in re.findall(rb"_x0000_s(\d+)", before)]
        kind = "" if b'"_x0000_t202"' in before else SHAPE_TYPE
        parts.insert(target, [(end, kind + _shapes(cells, max(taken, default=1024) + 1))])
        return
    target = parts.free_name("xl/drawings/vmlDrawing{}.vml")
    start = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        "</o:shapelayout>"
    )
    parts.add(target, f"{start}{SHAPE_TYPE}{_shapes(cells, 1025)}</xml>".encode(), None)
    parts.default("vml", DRAWING)
    id = parts.relate(sheet, f"{OFFICE}/vmlDrawing", target)
    place = next((entry.start for entry in top if entry.name in BEHIND), top[0].end)
    parts.insert(
        sheet,
        [(position_of(data, place), f'<{top[0].prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{id}"/>')],
    )


def _shapes(cells: Sequence[str], first: int) -> str:
    return "".join(_shape(cell, first + number) for number, cell in enumerate(cells))


def _shape(cell: str, number: int) -> str:
    found = CELL.fullmatch(cell)
    row, column = (int(found[2]) - 1, _column(found[1]) - 1) if found else (0, 0)
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{column + 1}, 15, {row}, 2, {column + 4}, 15, {row + 6}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _add_sheet(parts: Parts, book: str, told: dict[str, Any]) -> None:
    """Add the sheet behind the others: its rows as text, links from it to the cells it names."""
    data = parts.read(book)
    found = scan(data, 3)
    every = _one(found, "sheets")
    sheets = [entry for entry in found if entry.name == "sheet"]
    taken = {entry.attributes.get("name", "").casefold() for entry in sheets}
    title = _free_title(told["title"], lambda name: name.casefold() not in taken)
    target = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.add(target, _sheet(told), f"{TYPE}.worksheet+xml")
    id = parts.relate(book, f"{OFFICE}/worksheet", target)
    number = max(int(entry.attributes.get("sheetId", "0")) for entry in sheets) + 1
    element = f'<{every.prefix}sheet xmlns:r="{OFFICE}" name={quoteattr(title)} sheetId="{number}" r:id="{id}"/>'
    parts.insert(book, [(position_of(data, every.end), element)])


def _free_title(title: str, is_free: Callable[[str], bool]) -> str:
    number, found = 1, title[:31]
    while not is_free(found):
        number += 1
        found = f"{title[:25]} ({number})"
    return found


def _sheet(told: dict[str, Any]) -> bytes:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(told["widths"], 1)
    )
    rows = "".join(_row(number, cells) for number, cells in enumerate(told["rows"], 1))
    links = "".join(
        f"<hyperlink ref={quoteattr(cell)} location={quoteattr(place)}/>" for cell, place in told["links"].items()
    )
    links = f"<hyperlinks>{links}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetViews>'
        f'<sheetView workbookViewId="0" rightToLeft="{int(told["right_to_left"])}"/></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{rows}</sheetData>{links}</worksheet>"
    ).encode()


def _row(number: int, cells: Sequence[str]) -> str:
    inside = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for at, text in enumerate(cells)
        if text
    )
    return f'<row r="{number}">{inside}</row>'
