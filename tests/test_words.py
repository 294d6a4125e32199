"""Wording: every problem code has it, in every language; nothing is worded that is not said; the house's tone."""

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping

import pytest

from tests import house
from toolkit.language import SOURCE, TEST_LANGUAGE, Language, languages_shipped, read_language
from toolkit.problem import CATALOGUE

PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
# Sections of problems.yaml that are no codes.
NOT_CODES = {"message", "message_without_place", "place"}
# A gap is never called one of these (resolutions encourage); nor is anyone shouted at.
NEVER_SAID = re.compile(r"\b(breach|violat|non-complian|fail)|!|[\U0001F300-\U0001FAFF\u2600-\u27BF]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def without_wording(catalogue: Mapping[str, object], texts: Mapping[str, str]) -> list[str]:
    """Keys that the codes need and the language lacks."""
    needed = [f"problems.{code}.{part}" for code in catalogue for part in ("what", "do")]
    return [key for key in needed if key not in texts and f"{key}.other" not in texts]


def without_code(catalogue: Mapping[str, object], texts: Mapping[str, str]) -> list[str]:
    """Worded problems that are no code."""
    worded = {key.split(".")[1] for key in texts if key.startswith("problems.")}
    return sorted(worded - NOT_CODES - set(catalogue))


def said_otherwise(source: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """Keys whose placeholders differ from the source's, plural forms taken together."""
    ours, theirs = _placeholders(source), _placeholders(texts)
    return [key for key in theirs if key in ours and ours[key] != theirs[key]]


def _placeholders(texts: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, text in texts.items():
        found.setdefault(_without_form(key), set()).update(PLACEHOLDER.findall(text))
    return found


def _without_form(key: str) -> str:
    start, _, form = key.rpartition(".")
    return start if form in PLURAL_FORMS else key


class Said:
    """Keys that pieces of code may say, as far as can be told without running them.

    A text may be a whole key, or one below a section that is written elsewhere (`WORDS = "interface.start"`, then
    `say("title")`); a text with values put in is open where they stand; `below` says all that lies below its section.
    """

    def __init__(self, trees: list[ast.Module], keys: set[str]) -> None:
        self.texts: set[str] = set()
        self.open: list[re.Pattern[str]] = []
        self.sections: set[str] = set()
        parents = {key[:end] for key in keys for end in range(len(key)) if key[end] == "."}
        for node in (node for tree in trees for node in ast.walk(tree)):
            self._read(node)
        self.sections |= {text for text in self.texts & parents if "." in text}
        while more := {parent for parent in parents - self.sections if self._is_built(parent)}:
            self.sections |= more

    def _read(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.texts.add(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name == "say":
            self.sections |= {start for inner in ast.walk(node) if (start := _section_of(inner))}
        elif isinstance(node, ast.JoinedStr) and not _section_of(node):
            self._open("".join(_pattern_of(part) for part in node.values))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.left, ast.Constant):
            self._open(re.escape(str(node.left.value)) + ".+")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "below":
            self._open("".join(_pattern_of(part) for part in node.args[:1]) + r"\..+")

    def _is_built(self, parent: str) -> bool:
        return any(parent.startswith(f"{start}.") and parent[len(start) + 1 :] in self.texts for start in self.sections)

    def _open(self, pattern: str) -> None:
        if re.search("[a-z]", pattern):
            self.open.append(re.compile(pattern))

    def says(self, key: str) -> bool:
        """True if some code may say this key."""
        whole = (key, _without_form(key))
        rests = [name[len(start) + 1 :] for name in whole for start in self.sections if name.startswith(start + ".")]
        names = [*whole, *rests]
        return any(name in self.texts for name in names) or any(
            pattern.fullmatch(name) for pattern in self.open for name in names
        )


def _section_of(node: ast.AST) -> str | None:
    """Section that a text such as f"report.{key}" puts before a key; None for any other text."""
    if not isinstance(node, ast.JoinedStr) or len(node.values) != 2:
        return None
    first, second = node.values
    if not isinstance(first, ast.Constant) or not isinstance(second, ast.FormattedValue):
        return None
    named = isinstance(second.value, ast.Name) and second.value.id == "key"
    return str(first.value).removesuffix(".") if named and str(first.value).endswith(".") else None


def _pattern_of(part: ast.AST) -> str:
    if isinstance(part, ast.JoinedStr):
        return "".join(_pattern_of(inner) for inner in part.values)
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"


def never_said(texts: Mapping[str, str], trees: list[ast.Module]) -> list[str]:
    """Keys that no code says."""
    said = Said(trees, set(texts))
    return [key for key in texts if not said.says(key)]


def said_without_wording(texts: Mapping[str, str], trees: list[ast.Module]) -> list[str]:
    """Keys said literally that have no wording, neither by themselves nor in a section."""
    worded = {_without_form(key) for key in texts} | set(texts)
    starts = ["", *(f"{section}." for section in Said(trees, set(texts)).sections)]
    keys = [key for tree in trees for key in _literal_keys(tree)]
    return [key for key in keys if not any(start + key in worded for start in starts)]


def _literal_keys(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and house.dotted(node.func).split(".")[-1] == "say":
            yield from (str(first.value) for first in node.args[:1] if isinstance(first, ast.Constant))


def product_trees() -> list[ast.Module]:
    """Syntax trees of everything that is shipped."""
    return [ast.parse(source.text) for source in house.python_files("app.py", "toolkit")]


@pytest.fixture(params=languages_shipped())
def shipped(request: pytest.FixtureRequest) -> Language:
    """Each language that is shipped."""
    return read_language(str(request.param))


def test_every_code_has_wording(shipped: Language) -> None:
    assert without_wording(CATALOGUE, shipped.texts) == []


def test_no_wording_is_without_a_code(shipped: Language) -> None:
    assert without_code(CATALOGUE, shipped.texts) == []


def test_placeholders_are_those_of_the_source(shipped: Language) -> None:
    assert said_otherwise(read_language(SOURCE).texts, shipped.texts) == []


def test_no_language_words_what_the_source_does_not(shipped: Language) -> None:
    source = {_without_form(key) for key in read_language(SOURCE).texts}
    assert sorted({_without_form(key) for key in shipped.texts} - source) == []


def test_nothing_is_worded_that_is_never_said() -> None:
    assert never_said(read_language(SOURCE).texts, product_trees()) == []


def test_nothing_is_said_that_is_not_worded() -> None:
    assert said_without_wording(read_language(SOURCE).texts, product_trees()) == []


def test_the_tone_of_the_house() -> None:
    assert {key: text for key, text in read_language(SOURCE).texts.items() if NEVER_SAID.search(text)} == {}


def test_the_test_language_marks_every_text_and_keeps_its_placeholders() -> None:
    texts = read_language(TEST_LANGUAGE).texts
    assert said_otherwise(read_language(SOURCE).texts, texts) == []
    assert [key for key, text in texts.items() if text.strip() and not text.startswith("⟦")] == []


def test_these_checks_can_fail() -> None:
    catalogue = {"file_empty": 1}
    texts = {"problems.file_empty.what": "Nothing in {file}", "problems.gone.what": "x", "problems.message": "x"}
    assert without_wording(catalogue, texts) == ["problems.file_empty.do"]
    assert without_code(catalogue, texts) == ["gone"]
    assert said_otherwise(texts, {"problems.file_empty.what": "Rien"}) == ["problems.file_empty.what"]
    assert NEVER_SAID.search("The plan fails")
    assert NEVER_SAID.search("Well done!")
    assert not NEVER_SAID.search("The plan reaches 3 gaps")


def test_unused_and_missing_wording_is_found() -> None:
    code = """
        WORDS = "pages.start"
        def say(key): return language.say(f"report.{key}")
        say("start.title"); f"{page}.head"; language.below("units"); "unit." + x; f"{a}.{b}"; l.say("gone.key")
        say("intro"); say("summary"); saying("deeper"); say("down")
    """
    tree = ast.parse(textwrap.dedent(code))
    said = (
        "start.title",
        "plan.head",
        "units.days.one",
        "unit.day",
        "pages.start.intro",
        "pages.start.deeper.down",
        "report.summary.other",
    )
    never = ("start.lost", "pages.start.lost", "pages.other.intro", "report.lost.one")
    texts = dict.fromkeys((*said, *never), "")
    assert never_said(texts, [tree]) == list(never)
    assert said_without_wording(texts, [tree]) == ["gone.key"]
