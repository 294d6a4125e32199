"""Wording: every problem code has it, in every language; nothing is worded that is not said; the house's tone."""

import ast
import re
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


def said_in(tree: ast.AST) -> Iterator[re.Pattern[str]]:
    """Patterns of the keys a piece of code may say: each text in it, open where a value is put in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.compile(re.escape(node.value) + (".+" if node.value.endswith(".") else ""))
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if any(re.search("[a-z]", part or "") for part in parts):
                yield re.compile("".join(".+" if part is None else re.escape(str(part)) for part in parts))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "below":
            yield from _said_below(node)


def _said_below(node: ast.Call) -> Iterator[re.Pattern[str]]:
    for argument in node.args[:1]:
        if isinstance(argument, ast.Constant):
            yield re.compile(re.escape(str(argument.value)) + r"\..+")


def never_said(texts: Mapping[str, str], trees: list[ast.Module]) -> list[str]:
    """Keys that no code says, as far as can be told without running it."""
    patterns = [pattern for tree in trees for pattern in said_in(tree)]
    keys = {key: _without_form(key) for key in texts}
    return [key for key, start in keys.items() if not any(_says(pattern, key, start) for pattern in patterns)]


def _says(pattern: re.Pattern[str], key: str, start: str) -> bool:
    return bool(pattern.fullmatch(key) or pattern.fullmatch(start))


def said_without_wording(texts: Mapping[str, str], tree: ast.Module) -> list[str]:
    """Keys said literally that have no wording."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    firsts = [node.args[0] for node in calls if node.func.attr == "say" and node.args]  # type: ignore[attr-defined]
    keys = [first.value for first in firsts if isinstance(first, ast.Constant)]
    return [str(key) for key in keys if key not in texts and f"{key}.other" not in texts]


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
    texts = read_language(SOURCE).texts
    assert [key for tree in product_trees() for key in said_without_wording(texts, tree)] == []


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
    code = 'say("start.title"); f"{page}.head"; language.below("units"); "unit." + x; f"{a}.{b}"; l.say("gone.key")'
    tree = ast.parse(code)
    used = {"start.title": "", "plan.head": "", "units.days.one": "", "unit.day": ""}
    assert never_said({**used, "start.lost": "", "units": ""}, [tree]) == ["start.lost"]
    assert said_without_wording({"start.title": ""}, tree) == ["gone.key"]
