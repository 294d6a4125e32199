"""Descriptions of charts in a workbook's package: what a screen reader says, which openpyxl does not write."""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_NAME = re.compile(r'(<(?:\w+:)?cNvPr [^>]*?name="Chart (\d+)")')


def with_descriptions(workbook: bytes, by_sheet: Sequence[Sequence[str]]) -> bytes:
    """The same workbook with a description on every chart; drawings are numbered by the sheets that have charts."""
    with_charts = [descriptions for descriptions in by_sheet if descriptions]
    held = BytesIO()
    with ZipFile(BytesIO(workbook)) as before, ZipFile(held, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            drawing = _DRAWING.fullmatch(entry.filename)
            if drawing is not None:
                content = _described(content.decode("utf-8"), with_charts[int(drawing.group(1)) - 1]).encode("utf-8")
            after.writestr(entry, content)
    return held.getvalue()


def _described(drawing: str, descriptions: Sequence[str]) -> str:
    return _NAME.sub(lambda found: f"{found[1]} descr={quoteattr(descriptions[int(found[2]) - 1])}", drawing)
