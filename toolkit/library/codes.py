"""What codes mean: those of statements, of what the texts ask for, of paragraphs and of bodies, said where they stand.

Patterns of permanent ids are those of `checklists/`; `OP 4` is the United Nations' own way to cite an operative
paragraph.
"""

import re
from collections.abc import Iterable, Iterator

from toolkit.language import Language
from toolkit.library.model import Library

PATTERNS = {
    "statement": re.compile(r"\bD\d\d(?:-\d+)?\b"),
    "limb": re.compile(r"\bK\d(?:\.\d)?\b"),
    "strategy": re.compile(r"\bMS\d\d(?:\.\d)?\b"),
    "operative": re.compile(r"\bOP ?\d+\b"),
}
# Said on every page, whatever it shows.
ON_A_PAGE = ("symbol", *PATTERNS)
_BODY = re.compile(r"\b[A-Z]{3,4}\b")


def codes_said(language: Language) -> tuple[str, ...]:
    """A sentence for each kind of code that a page may show."""
    return tuple(language.say(f"codes.{kind}") for kind in ON_A_PAGE)


def codes_explained(texts: Iterable[str], library: Library, language: Language) -> tuple[str, ...]:
    """A sentence for each kind of code that these texts hold, and the bodies that stand there by their code alone."""
    told = list(texts)
    kinds = [kind for kind, pattern in PATTERNS.items() if any(pattern.search(text) for text in told)]
    bodies = tuple(_bodies(told, library, language))
    return (*(language.say(f"codes.{kind}") for kind in kinds), *bodies)


def _bodies(texts: list[str], library: Library, language: Language) -> Iterator[str]:
    found = {code for text in texts for code in _BODY.findall(text)}
    names = [(code, body.name) for code, body in library.scales.bodies.items() if code in found]
    if names:
        named = "; ".join(language.say("codes.body", code=code, name=name) for code, name in names)
        yield language.say("codes.bodies", list=named)
