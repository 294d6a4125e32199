"""How a statement is worded: a digest of its text and its level texts, the same for the same words.

An assessment keeps the digests of the day it was begun, so that a later library can tell what was reworded since.
Always those of the source language: a translation that is corrected asks nothing else.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

SHORT = 12


def digest_of_words(words: Iterable[str]) -> str:
    """Digest of a statement and its level texts, whatever the spaces between their words."""
    plain = "\n".join(" ".join(text.split()) for text in words)
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:SHORT]


def wordings_in(documents: Mapping[str, Any]) -> dict[str, str]:
    """Digest of every item in the files of the checklists, as they stand in the source language."""
    types = documents["scales.yaml"]["types"]
    items = [item for name, found in documents.items() if name.startswith("items/") for item in found["items"]]
    return {item["id"]: digest_of_words([item["text"], *_levels(item, types)]) for item in items}


def _levels(item: Mapping[str, Any], types: Mapping[str, Any]) -> Iterable[str]:
    return item.get("levels") or types[item["type"]].get("levels") or ()
