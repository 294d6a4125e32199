"""Languages: wording by key, direction, and how a number is shown.

A `Language` is read once by a counter (`app.py`, `cli.py`) and handed down as an argument. Wording stands in
`toolkit/words/<code>/*.yaml`; the key of a text is file.section.name. The language `x-test` is made from English
(marked, about 40 % longer, right to left): what it leaves unmarked on a page was written outside the words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from toolkit.data_file import read_data_file

WORDS = Path(__file__).parent / "words"
SOURCE = "en"
TEST_LANGUAGE = "x-test"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", TEST_LANGUAGE})

_PLACEHOLDER = re.compile(r"(\{[a-z_]+\})")


@dataclass(frozen=True)
class Language:
    """One language: its code (`en`), its direction (`ltr` or `rtl`) and its wording by key."""

    code: str
    direction: str
    texts: Mapping[str, str]

    def say(self, key: str, /, **values: str | int | float | None) -> str:
        """Wording of a key with its values put in.

        A key whose wording depends on a number `n` has the plural forms of the language below it
        (`one`, `other`, ...); the form is chosen by `n`. Raises KeyError for a key without wording.
        """
        text = self.texts.get(key)
        if text is None:
            text = self.texts[f"{key}.{self.plural_form(values.get('n'))}"]
        return _PLACEHOLDER.sub(lambda found: _shown(values, found.group(1)[1:-1]), text)

    def has(self, key: str) -> bool:
        """True if this key has wording of its own."""
        return key in self.texts

    def plural_form(self, n: str | int | float | None) -> str:
        """Plural category of a number in this language, by CLDR."""
        number = n if isinstance(n, int | float) else 0
        return str(Locale.parse(SOURCE if self.code == TEST_LANGUAGE else self.code).plural_form(number))

    def below(self, prefix: str) -> dict[str, str]:
        """All wording whose key begins with this prefix, by the rest of the key."""
        start = prefix + "."
        return {key[len(start) :]: text for key, text in self.texts.items() if key.startswith(start)}


def _shown(values: Mapping[str, str | int | float | None], name: str) -> str:
    value = values[name]
    return NOT_KNOWN if value is None else str(value)


NOT_KNOWN = "–"
HALF_A_TENTH = 0.05


def whole_points(value: float | None) -> str:
    """Points (0 to 100) as shown everywhere: whole, halves up; a dash where there is none, never a zero."""
    if value is None:
        return NOT_KNOWN
    return str(int(value + 0.5 + 1e-9)) if value >= 0 else "-" + str(int(-value + 0.5 + 1e-9))


def rounds_to_nothing(value: float) -> bool:
    """True for a part of an index that is something, yet nought with one decimal: it is said, never printed as 0.0."""
    return 0 < abs(value) < HALF_A_TENTH


def percent(share: float | None) -> str:
    """Share (0 to 1) as a whole percentage; a dash where there is none."""
    return NOT_KNOWN if share is None else f"{whole_points(share * 100)} %"


def languages_shipped() -> list[str]:
    """Codes of the languages that have wording, the source language first."""
    codes = sorted(folder.name for folder in WORDS.iterdir() if folder.is_dir() and any(folder.glob("*.yaml")))
    return sorted(codes, key=lambda code: code != SOURCE)


def read_language(code: str) -> Language:
    """Read the wording of one language. Raises ValueError for a language that is not shipped."""
    if code == TEST_LANGUAGE:
        source = read_language(SOURCE)
        return Language(code, "rtl", {key: mark(text) for key, text in source.texts.items()})
    if code not in languages_shipped():
        raise ValueError(code)
    texts: dict[str, str] = {}
    for path in sorted((WORDS / code).glob("*.yaml")):
        _flatten(path.stem, read_data_file(path) or {}, texts)
    return Language(code, "rtl" if code in RIGHT_TO_LEFT else "ltr", texts)


def is_language(code: str) -> bool:
    """True for a language that can be read: shipped, or the test language."""
    return code == TEST_LANGUAGE or code in languages_shipped()


def language_name(code: str) -> str:
    """Name of a language in that language."""
    try:
        return str(Locale.parse(code.replace("-", "_")).get_display_name() or code)
    except (UnknownLocaleError, ValueError):
        return code


def mark(text: str) -> str:
    """Text as the test language shows it: between marks and about 40 % longer; placeholders stay as they are."""
    if not text.strip():
        return text
    padding = "·" * max(1, round(len(_PLACEHOLDER.sub("", text)) * 0.4))
    return f"⟦{text}{padding}⟧"


def _flatten(prefix: str, node: Any, texts: dict[str, str]) -> None:
    if isinstance(node, Mapping):
        for key, value in node.items():
            _flatten(f"{prefix}.{key}", value, texts)
    else:
        texts[prefix] = str(node).rstrip("\n")
