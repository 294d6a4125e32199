"""Words by which plans are recognised, from `toolkit/words/headings/`: headings of columns and words of values.

All languages that stand there are known at once, because a ministry's workbook does not say its language and
often uses two. A heading is compared without case, accents, punctuation and units in brackets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.data_file import read_data_file
from toolkit.record.plan import like_text

HEADINGS = Path(__file__).parent.parent / "words" / "headings"
BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n:：／・–—]\s*|\s+-\s+")
# Two languages side by side without a mark between them: letters of the Latin script, and of any other.
ONE_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f][\x00-\u024f]*|[^\x00-\u024f]+(?:[\x00-@\[-`]+[^\x00-\u024f]+)*")
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LONGEST_HEADING = 120
CODED = ("status", "funding")
SURE, NEARLY, PARTLY = 3.0, 2.0, 1.0
LEAST_LETTERS_INSIDE = 4
LEAST_SIGNS_INSIDE, MOST_SIGNS_AROUND = 2, 16
MOST_WORDS_AROUND = 6


@dataclass(frozen=True)
class Fit:
    """How well a heading fits a field: `strength` is SURE, NEARLY or PARTLY, `length` the words it shares."""

    field: str
    strength: float
    length: int


@dataclass(frozen=True, eq=False)
class Headings:
    """Words of all languages: aliases of columns with their fields in order, and words of values by name."""

    aliases: Mapping[str, tuple[str, ...]]
    instead_of_title: tuple[str, ...]
    sheets_not_measures: frozenset[str]
    sheets_of_measures: frozenset[str]
    values: Mapping[str, Any]
    plain_words: Mapping[str, frozenset[str]]
    codes: Mapping[str, Mapping[str, str]]
    currencies: Mapping[str, str]
    multipliers: Mapping[str, float]
    met: dict[str, tuple[Fit, ...]] = field(default_factory=dict)

    def fits(self, heading: str) -> tuple[Fit, ...]:
        """Fields that a heading may stand for, best first; texts that return row by row are looked up once."""
        if not heading.strip() or len(heading) > LONGEST_HEADING:
            return ()
        if heading not in self.met:
            self.met[heading] = tuple(self._fits(heading))
        return self.met[heading]

    def _fits(self, heading: str) -> list[Fit]:
        found: dict[str, Fit] = {}
        for text, strength in _readings(heading):
            for name in self.aliases.get(text, ()):
                found.setdefault(name, Fit(name, strength, text.count(" ") + 1))
        if not found:
            found = self._inside(plain_heading(BRACKETS.sub(" ", heading)))
        return sorted(found.values(), key=lambda fit: (-fit.strength, -fit.length))

    def _inside(self, heading: str) -> dict[str, Fit]:
        """Fields one of whose aliases stands inside a short heading as whole words; the longest alias wins."""
        found: dict[str, Fit] = {}
        if runs_together(heading):
            return self._inside_signs(heading)
        words = heading.split()
        if len(words) > MOST_WORDS_AROUND:
            return found
        for length in range(len(words) - 1, 0, -1):
            for first in range(len(words) - length + 1):
                text = " ".join(words[first : first + length])
                for name in self.aliases.get(text, ()) if len(text) >= LEAST_LETTERS_INSIDE else ():
                    found.setdefault(name, Fit(name, PARTLY, length))
            if found:
                return found
        return found

    def _inside_signs(self, heading: str) -> dict[str, Fit]:
        """The same for writing without spaces, where aliases are looked for among the signs."""
        for length in range(min(len(heading), MOST_SIGNS_AROUND), LEAST_SIGNS_INSIDE - 1, -1):
            parts = [heading[first : first + length] for first in range(len(heading) - length + 1)]
            known = [name for part in parts if runs_together(part) for name in self.aliases.get(part, ())]
            if known and len(heading) <= MOST_SIGNS_AROUND:
                return {name: Fit(name, PARTLY, length) for name in known}
        return {}

    def words(self, name: str) -> frozenset[str]:
        """Plain words of one name of the values (`total`, `nothing`, ...), of all languages."""
        return self.plain_words.get(name, frozenset())

    def by_code(self, name: str) -> Mapping[str, str]:
        """Code by plain word, longest word first, for values that stand for a code (`status`, `funding`)."""
        return self.codes[name]


def _readings(heading: str) -> Iterator[tuple[str, float]]:
    """Readings of a heading: whole, without brackets, and its parts where two languages stand side by side."""
    yield plain_heading(heading), SURE
    bare = BRACKETS.sub(" ", heading)
    yield plain_heading(bare), SURE
    for part in [*BETWEEN_LANGUAGES.split(bare), *ONE_SCRIPT.findall(bare)]:
        yield plain_heading(part), NEARLY


def runs_together(text: str) -> bool:
    """True for a text in a writing without spaces between words (Chinese, Japanese)."""
    return WITHOUT_SPACES.search(text) is not None


def holds(plain: str, phrase: str) -> bool:
    """True if a plain text holds a plain phrase: as whole words, or anywhere in writing without spaces."""
    return phrase in plain and (f" {phrase} " in f" {plain} " or runs_together(phrase))


def plain_heading(text: str) -> str:
    """Heading reduced for comparison; a number sign and a percent sign are words of their own."""
    return like_text(text.replace("%", " percent ").replace("#", " number ").replace("№", " number "))


def read_headings(folder: Path = HEADINGS) -> Headings:
    """Read the words of all languages, English first."""
    languages = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.name != "en")
    aliases: dict[str, tuple[str, ...]] = {}
    instead: list[str] = []
    sheets: dict[str, set[str]] = {"sheets_not_measures": set(), "sheets_of_measures": set()}
    values: dict[str, Any] = {}
    for language in languages:
        columns = read_data_file(language / "columns.yaml")
        for code, names in columns["fields"].items():
            for name in names:
                plain = plain_heading(str(name))
                aliases[plain] = (*aliases.get(plain, ()), code)
        instead.extend(field for field in columns.get("instead_of_title", ()) if field not in instead)
        for kind, known in sheets.items():
            known.update(plain_heading(str(name)) for name in columns.get(kind, ()))
        values = _joined(values, read_data_file(language / "values.yaml"))
    return Headings(
        aliases={alias: fields for alias, fields in aliases.items() if alias},
        instead_of_title=tuple(instead),
        sheets_not_measures=frozenset(sheets["sheets_not_measures"]),
        sheets_of_measures=frozenset(sheets["sheets_of_measures"]),
        values=values,
        plain_words={name: _plain_words(words) for name, words in values.items() if isinstance(words, list)},
        codes={name: _by_code(values[name]) for name in CODED},
        currencies={plain_heading(word): code for word, code in values["currencies"].items()},
        multipliers={plain_heading(word): float(factor) for word, factor in values["multipliers"].items()},
    )


def _plain_words(words: list[Any]) -> frozenset[str]:
    return frozenset(plain_heading(str(word)) or str(word).strip() for word in words)


def _by_code(table: Mapping[str, list[Any]]) -> dict[str, str]:
    codes = {plain_heading(str(word)): code for code, words in table.items() for word in words}
    return {word: codes[word] for word in sorted(codes, key=len, reverse=True)}


def _joined(first: Any, second: Any) -> Any:
    """Words of two languages together: lists one after the other (months position by position), tables by key."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first | {key: _joined(first[key], value) if key in first else value for key, value in second.items()}
    if isinstance(first, list) and isinstance(second, list):
        if first and isinstance(first[0], list):
            return [[*one, *other] for one, other in zip(first, second, strict=True)]
        return [*first, *second]
    return second
