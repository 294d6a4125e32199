"""Pages and pictures set by Typst with the shipped fonts alone: the same on every machine, no browser, no network.

What is set goes to Typst as data, never as markup.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from toolkit.report.letters import FONTS

DOTS_PER_INCH = 200.0
_FIRST = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")


_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def families() -> list[str]:
    """Families of the shipped fonts in the order in which a letter is looked for."""
    return [*_FIRST, *(family for family in _FONTS.families() if family not in _FIRST)]


def language_code(language: str) -> str:
    """Language as Typst takes it: two or three letters; what is not a language is set as English."""
    code = language.split("-")[0]
    return code if len(code) > 1 else "en"


def set_in_type(
    template: str,
    data: dict[str, Any],
    form: Literal["pdf", "png", "svg"],
    *,
    accessible: bool = False,
    made: date | None = None,
) -> bytes:
    """Set data by a template of this room. `accessible` asks for PDF/UA-1, which Typst itself enforces.

    Raises typst.TypstError where it refuses.
    """
    midnight = datetime(made.year, made.month, made.day, tzinfo=UTC) if made else None
    compiled = typst.compile(
        str(Path(__file__).parent / template),
        format=form,
        ppi=DOTS_PER_INCH,
        sys_inputs={"data": json.dumps({**data, "fonts": families()}, ensure_ascii=False)},
        font_paths=_FONTS,
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=midnight,
    )
    assert isinstance(compiled, bytes)
    return compiled
