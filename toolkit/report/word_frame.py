"""The frame of a Word report: its paper, and what stands on every page; ours, or a ministry's own template.

Of a template its styles, paper, headers and footers are kept and its text is left out. What every page of a report
must say is added to its headers and footers, never put in their place.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from toolkit.report.word_xml import Direction, element, field, paragraph, run

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Mm(210), Mm(297), Mm(22)
_EMU_A_TWIP = 635
_REFERENCES = ("w:headerReference", "w:footerReference")


def opened(template: bytes | None) -> WordDocument:
    """An empty document: of our own paper, or of a template without its text."""
    if template is None:
        document: WordDocument = Document()
        section = document.sections[0]
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        return document
    document = Document(BytesIO(template))
    _leave_text_out(document)
    _unlink_its_template(document)
    return document


def _leave_text_out(document: WordDocument) -> None:
    """Keep the last section's properties; headers and footers that it took from an earlier one go with it."""
    body = document.element.body
    last = body.sectPr if body.sectPr is not None else body.get_or_add_sectPr()
    for earlier in reversed([found for found in body.iter(qn("w:sectPr")) if found is not last]):
        for tag in _REFERENCES:
            for reference in earlier.findall(qn(tag)):
                _take_over(last, reference)
    for child in list(body):
        if child is not last:
            body.remove(child)


def _take_over(section: BaseOxmlElement, reference: BaseOxmlElement) -> None:
    kind = reference.get(qn("w:type"))
    if not any(found.get(qn("w:type")) == kind for found in section.findall(reference.tag)):
        section.insert(0, deepcopy(reference))


def _unlink_its_template(document: WordDocument) -> None:
    """A report does not look for the file from which a template was made."""
    settings = document.settings.element
    for attached in settings.findall(qn("w:attachedTemplate")):
        settings.remove(attached)
    relations = document.part._settings_part.rels
    for id in [id for id, found in relations.items() if found.reltype.endswith("/attachedTemplate")]:
        del relations[id]


def text_width(document: WordDocument) -> int:
    """Width between the margins, in twentieths of a point."""
    section = document.sections[-1]
    paper, left, right = section.page_width, section.left_margin, section.right_margin
    if paper is None or left is None or right is None:
        return (PAGE_WIDTH - 2 * MARGIN) // _EMU_A_TWIP
    return (paper - left - right) // _EMU_A_TWIP


def say_on_every_page(
    document: WordDocument, header: str, footer: str, page: str, direction: Direction, styles: dict[str, str]
) -> None:
    """Put the report's line into every header and footer that a page can have, with its number and that of pages
    where the template does not already number them."""
    section = document.sections[-1]
    if direction == "rtl" and section._sectPr.find(qn("w:bidi")) is None:
        _before(section._sectPr, ("w:rtlGutter", "w:docGrid"), element("w:bidi"))
    for part in _headers(document, section):
        _only_ours(part)
        part.append(paragraph(styles["Header"], direction, run(header, direction)))
    for part in _footers(document, section):
        _only_ours(part)
        runs = [run(footer, direction)]
        if not _is_numbered(part):
            pages = [run(" / ", direction), *field("NUMPAGES", direction, "1")]
            runs = [run(f"{footer} {page} ", direction), *field("PAGE", direction, "1"), *pages]
        part.append(paragraph(styles["Footer"], direction, *runs))


def _headers(document: WordDocument, section: Section) -> Iterator[Any]:
    yield section.header._element
    if section.different_first_page_header_footer:
        yield section.first_page_header._element
    if document.settings.odd_and_even_pages_header_footer:
        yield section.even_page_header._element


def _footers(document: WordDocument, section: Section) -> Iterator[Any]:
    yield section.footer._element
    if section.different_first_page_header_footer:
        yield section.first_page_footer._element
    if document.settings.odd_and_even_pages_header_footer:
        yield section.even_page_footer._element


def _only_ours(part: BaseOxmlElement) -> None:
    """A header that holds nothing but one empty paragraph was made for us: the paragraph goes."""
    children = list(part)
    if len(children) == 1 and not any(node.tag != qn("w:pPr") for node in children[0].iterchildren()):
        part.remove(children[0])


def _is_numbered(part: BaseOxmlElement) -> bool:
    said = " ".join(node.text or "" for node in part.iter(qn("w:instrText")))
    simple = " ".join(node.get(qn("w:instr")) or "" for node in part.iter(qn("w:fldSimple")))
    return "PAGE" in f"{said} {simple}".upper().replace("NUMPAGES", "").replace("PAGEREF", "").split()


def _before(parent: BaseOxmlElement, tags: Sequence[str], made: BaseOxmlElement) -> None:
    following = next((found for found in parent if found.tag in {qn(tag) for tag in tags}), None)
    if following is None:
        parent.append(made)
    else:
        following.addprevious(made)
