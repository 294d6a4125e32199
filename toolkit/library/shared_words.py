"""No sentence of an official text stands in ours: runs of eight words that both have.

Official titles of instruments and bodies, and document symbols, are cut out of our texts first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.data_file import read_data_file
from toolkit.library.model import Library
from toolkit.library.reader import CHECKLISTS, TEXT_KEYS

RUN = 8
_SYMBOL = re.compile(r"\b(?:[AES]/[A-Z0-9][A-Za-z0-9./]+|\d{2}/\d{2,3})\b")
_WORD = re.compile(r"[^\W_]+")


def runs_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of eight words."""
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def our_runs(text: str, library: Library) -> Iterator[tuple[str, ...]]:
    """Runs of eight words of one of our texts, without official names and symbols; a cut ends a run."""
    names = sorted(library.official_names, key=len, reverse=True)
    pattern = "|".join(r"\W+".join(map(re.escape, _WORD.findall(name))) for name in names)
    for part in re.split(pattern, _SYMBOL.sub(" | ", text), flags=re.IGNORECASE) if pattern else [text]:
        for piece in part.split("|"):
            words = _WORD.findall(piece.lower())
            yield from (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def all_texts() -> Iterator[tuple[str, str]]:
    """Every text for people in `checklists/`: (file, text)."""
    for path in sorted(CHECKLISTS.rglob("*.yaml")):
        yield from ((path.name, text) for text in _texts(read_data_file(path), inside=False))


def _texts(node: Any, inside: bool) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, key in TEXT_KEYS)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, inside)
    elif inside and isinstance(node, str):
        yield node
