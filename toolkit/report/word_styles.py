"""Styles of a Word report: real ones, so that a ministry can dress the document in its own.

Sizes in points. Every script has a font of its own; which machine has which font is left to Word.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from toolkit.report.word_xml import element

LATIN, ARABIC, CHINESE = "Calibri", "Arial", "Microsoft YaHei"
INK, DEEP, SOFT = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x4A, 0x55, 0x60)

KEY, NOTE, OWN, FACT = "Key sentence", "Note", "Own words", "Figure takeaway"
CELL, CELL_HEAD, CELL_SUM, BENEATH = "Table text", "Table heading", "Table sum", "Table line beneath"
LABEL = "Line label"
REPORT_TABLE = "Report table"

_HEADINGS = {"Title": (26, 0, 4), "Subtitle": (15, 0, 18), "Heading 1": (17, 18, 6), "Heading 2": (13, 14, 4)}
_HEADINGS |= {"Heading 3": (11, 10, 3), "TOC Heading": (15, 12, 6)}
_TEXTS: dict[str, tuple[float, float, float, Any]] = {
    KEY: (12, 2, 6, DEEP),
    NOTE: (9, 0, 4, SOFT),
    OWN: (10, 0, 6, INK),
    FACT: (10, 4, 4, INK),
    CELL: (8.5, 1, 1, INK),
    CELL_SUM: (8.5, 1, 1, INK),
    CELL_HEAD: (7.5, 2, 2, INK),
    BENEATH: (8, 0, 1, SOFT),
    "Caption": (9.5, 8, 3, DEEP),
    "List Bullet": (10.5, 0, 3, INK),
    "Header": (8.5, 0, 0, SOFT),
    "Footer": (8.5, 0, 0, SOFT),
    "toc 1": (10.5, 3, 1, INK),
    "toc 2": (9.5, 0, 0, INK),
}


def set_styles(document: Document, language: str, *, is_dressed: bool = False) -> None:
    """Give a document its styles and its language; one that `is_dressed` keeps those it has, and gets what it lacks
    in its own face and colour."""
    _language_of(document.styles["Normal"], language)
    kept = frozenset(style.name for style in document.styles) if is_dressed else frozenset()
    if not is_dressed:
        _dress(document.styles["Normal"], 10.5, 0, 6, INK)
        document.styles["Normal"].paragraph_format.line_spacing = 1.1
    for name in (name for name in _HEADINGS if name not in kept):
        _heading(document, name, _HEADINGS[name], is_dressed)
    for name in (name for name in _TEXTS if name not in kept):
        text_size, above, below, colour = _TEXTS[name]
        _dress(_paragraph_style(document, name), text_size, above, below, None if is_dressed else colour)
    _set_apart(document, kept)
    if LABEL not in kept:
        document.styles.add_style(LABEL, WD_STYLE_TYPE.CHARACTER).font.bold = True
    if REPORT_TABLE not in kept:
        _table_style(document)


def _set_apart(document: Document, kept: frozenset[str | None]) -> None:
    """What size and colour do not say: bold, indented, kept with what follows."""
    for name in {KEY, CELL_HEAD, CELL_SUM} - kept:
        document.styles[name].font.bold = True
    for name in {"toc 2"} - kept:
        document.styles[name].paragraph_format.left_indent = Pt(14)
    for name in {"Caption", FACT, CELL_HEAD} - kept:
        document.styles[name].paragraph_format.keep_with_next = True


def _heading(document: Document, name: str, measures: tuple[float, float, float], is_dressed: bool) -> None:
    style = _paragraph_style(document, name)
    _dress(style, *measures, None if is_dressed else DEEP)
    style.font.bold = name not in ("Title", "Subtitle")
    style.paragraph_format.keep_with_next = True


def _paragraph_style(document: Document, name: str) -> Any:
    styles = document.styles
    if name in styles:
        return styles[name]
    made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = styles["Normal"]
    made.quick_style = True
    return made


def _dress(style: Any, size: float, before: float, after: float, colour: RGBColor | None) -> None:
    """Size, space and, unless face and colour are to be those of the template, a font for every script."""
    style.font.size = Pt(size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if colour is None:
        return
    style.font.color.rgb = colour
    style.font.italic = False
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for part, font in {"ascii": LATIN, "hAnsi": LATIN, "cs": ARABIC, "eastAsia": CHINESE}.items():
        fonts.set(qn(f"w:{part}"), font)
    for name in ("w:szCs", "w:iCs", "w:spacing", "w:kern"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=round(size * 2)))


def _language_of(style: Any, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA" if language != "ar" else language))


def _table_style(document: Document) -> None:
    """Thin lines between rows, a shaded heading; no colour carries a meaning."""
    style = document.styles.add_style(REPORT_TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "9AA5B1"}
    borders = element("w:tblBorders", *(element(f"w:{edge}", **line) for edge in ("top", "bottom", "insideH")))
    margins = element("w:tblCellMar", *(element(f"w:{edge}", w=60, type="dxa") for edge in ("left", "right")))
    heading = element(
        "w:tblStylePr",
        element("w:rPr", element("w:b")),
        element("w:tcPr", element("w:shd", val="clear", color="auto", fill="E4EAF0")),
        type="firstRow",
    )
    style.element.append(element("w:tblPr", borders, margins))
    style.element.append(heading)
