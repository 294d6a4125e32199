"""Take a ministry's own Word template for its reports."""

from pathlib import Path

from toolkit.intake.word_template import read_word_template
from toolkit.problem import Problem


def read_a_template(source: Path | bytes, name: str) -> tuple[bytes | None, list[Problem]]:
    """A Word template whose styles, headers and footers a report can take, and problems; None if it cannot."""
    return read_word_template(source, name)
