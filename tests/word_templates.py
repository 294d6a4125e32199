"""Word templates made for tests: a ministry's own, and ones that no report may take over."""

import zipfile
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

GREEN = RGBColor(0x0B, 0x5D, 0x1E)
LETTERHEAD, IMPRINT, OWN_TEXT = "Ministry of Return, Talvenia", "Registered paper 7", "Dear reader, delete this."
DOCUMENT = b"wordprocessingml.document.main+xml"
TEMPLATE = b"wordprocessingml.template.main+xml"
RELATION = (
    b'<Relationship Id="rIdX" TargetMode="External" Target="http://192.0.2.1/a"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)


def ministry_template(*, numbered: bool = False, first_page: bool = False) -> bytes:
    """A ministry's document: green headings in Georgia, letterhead, imprint, narrow paper, text of its own."""
    document = Document()
    for name in ("Heading 1", "Title"):
        style = document.styles[name]
        style.font.name, style.font.color.rgb, style.font.size = "Georgia", GREEN, Pt(21)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(40)
    section.header.paragraphs[0].text = LETTERHEAD
    section.footer.paragraphs[0].text = IMPRINT
    if numbered:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), " PAGE ")
        section.footer.paragraphs[0]._p.append(field)
    if first_page:
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = LETTERHEAD
    document.add_paragraph(OWN_TEXT)
    return saved(document)


def saved(document: Document) -> bytes:  # type: ignore[valid-type]
    """Bytes of a document."""
    held = BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A package with one part changed."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
        for entry in before.infolist():
            text = before.read(entry)
            after.writestr(entry, text.replace(old, new) if entry.filename == part else text)
    return held.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """A package with one more part."""
    held = BytesIO(content)
    with zipfile.ZipFile(held, "a") as package:
        package.writestr(name, text)
    return held.getvalue()


def as_template(content: bytes) -> bytes:
    """A document as a template (.dotx)."""
    return changed(content, "[Content_Types].xml", DOCUMENT, TEMPLATE)


def with_relation(content: bytes, kind: bytes) -> bytes:
    """A document with one relation to something outside."""
    return changed(content, "word/_rels/document.xml.rels", b"</Relationships>", RELATION % kind)
