"""A ministry's own Word template: read in the confined child before any report takes its styles.

A Word document or template (.docx, .dotx) without macros, which draws nothing from outside itself.
Source: ECMA-376, Open Packaging Conventions.
"""

import base64
import zipfile
from io import BytesIO
from pathlib import Path

from toolkit.confined import Limits, Reading, read_confined
from toolkit.intake.package import Attributes, Package, Part, Refused
from toolkit.problem import Problem, problem

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject", "macroenabled")
_LEFT_ALONE = ("hyperlink", "attachedTemplate")


def read_word_template(source: Path | bytes, name: str) -> tuple[bytes | None, list[Problem]]:
    """A template that a report can take its styles from, and problems; None if it cannot."""
    found, problems = read_confined("word template", source, name)
    if found is None:
        return None, problems
    if found["content"] is not None:
        return base64.b64decode(found["content"]), problems
    return (source if isinstance(source, bytes) else source.read_bytes()), problems


def as_document(template: bytes) -> bytes:
    """A template (.dotx) as the document it would begin: the same parts, named as a document."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            is_types = entry.filename == TYPES
            after.writestr(entry, content.replace(TEMPLATE.encode(), DOCUMENT.encode()) if is_types else content)
    return held.getvalue()


def check_template(path: Path, limits: Limits) -> Reading:
    """What the child does: look through every part, then open the document as a report would.

    {"content": the document that a template begins, in base64; None where the file is a document already}.
    """
    try:
        types = _looked_through(Package(path, limits))
    except Refused as refused:
        code = refused.found.code
        return None, [refused.found if code.startswith("template_") else problem("template_not_word")]
    is_template = TEMPLATE in types
    content = as_document(path.read_bytes()) if is_template else path.read_bytes()
    if not _opens(content):
        return None, [problem("template_not_word")]
    return {"content": base64.b64encode(content).decode("ascii") if is_template else None}, []


def _looked_through(package: Package) -> set[str]:
    """Kinds of content of a package. Raises Refused for what no report may take over."""
    types = _Types()
    if not package.has(TYPES):
        raise Refused(problem("template_not_word"))
    for _ in package.parse(TYPES, types):
        pass
    if any(word in name.lower() for name in (*types.found, *package.names) for word in _MACROS):
        raise Refused(problem("template_macros"))
    if not types.found & {DOCUMENT, TEMPLATE}:
        raise Refused(problem("template_not_word"))
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            part = _Links() if name.endswith(".rels") else Part()
            for _ in package.parse(name, part):
                pass
    return types.found


class _Types(Part):
    """Kinds of content that a package declares."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        """Take one kind."""
        self.found.add(attributes.get("ContentType", ""))


class _Links(Part):
    """Refuses what is drawn from outside; links to click and the name of the template it came from may stay."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Look at one relation."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External" and kind not in _LEFT_ALONE:
            raise Refused(problem("template_links_outside", target=attributes.get("Target", "")[:80]))


def _opens(content: bytes) -> bool:
    """True if it opens as a document that has a style for plain text."""
    from docx import Document

    try:
        document = Document(BytesIO(content))
        return "Normal" in document.styles and bool(document.sections)
    except Exception:  # a library's own errors for a broken file are many; the child only says that it does not open
        return False
