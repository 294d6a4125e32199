"""How the rules of the house are checked: each check reads one file and names what breaks its rule, with the line.

A check takes the path of a file inside the repository (`toolkit/method/gaps.py`), its text and its syntax tree, and
yields (line, what is wrong). The rules themselves are a table in `test_house.py`.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
Finding = tuple[int, str]
Check = Callable[[str, str, ast.Module], Iterable[Finding]]


@dataclass(frozen=True)
class Source:
    """One Python file of the repository, or a snippet that is taken for one."""

    path: str
    text: str

    def findings(self, check: Check) -> list[str]:
        """What a check finds here, each as path:line: what."""
        tree = ast.parse(self.text)
        return [f"{self.path}:{line}: {what}" for line, what in check(self.path, self.text, tree)]


def python_files(*places: str) -> list[Source]:
    """The Python files below these places of the repository, in order."""
    paths = [path for place in places for path in _below(ROOT / place)]
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def _below(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with dots: for `from a import b` both `a` and `a.b`, relative ones resolved."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{name.name}") for name in node.names)


def is_below(name: str, prefix: str) -> bool:
    """True if a dotted name is this one or lies below it; a prefix that ends in a star holds all that begin so."""
    if prefix.endswith("*"):
        return name.startswith(prefix[:-1])
    return name == prefix or name.startswith(prefix + ".")


def room_of(path: str, rooms: Iterable[str]) -> str | None:
    """Room to which a file belongs: the longest of these places that holds it."""
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    holding = [room for room in rooms if is_below(module, room)]
    return max(holding, key=len, default=None)


def arrows(allowed: Mapping[str, tuple[str, ...]]) -> Check:
    """Imports between rooms go only where the table lets them; a file outside the rooms has no place in it."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        home = room_of(path, allowed)
        for line, name in imported(path, tree):
            target = room_of(name.replace(".", "/"), allowed)
            if home is None or target is None or name == "toolkit" or target in {home, *allowed[home]}:
                continue
            yield line, f"{home} may not import {name}"

    return check


def only_in(places: Mapping[str, tuple[str, ...]]) -> Check:
    """A module is imported only in the places named for it."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        for line, name in imported(path, tree):
            for module, homes in places.items():
                if is_below(name, module) and not path.startswith(homes):
                    yield line, f"{name} is imported only in {', '.join(homes) or 'no file'}"

    return check


def dotted(node: ast.AST) -> str:
    """Name of a chain such as `datetime.datetime.now`; empty if it is not one."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def uses_only_in(names: tuple[str, ...], homes: tuple[str, ...]) -> Check:
    """A name of a library (the end of a dotted chain) is used only in these files."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        if path.startswith(homes):
            return
        for node in ast.walk(tree):
            chain = dotted(node)
            if any(chain == name or chain.endswith("." + name) for name in names):
                yield getattr(node, "lineno", 0), f"{chain} is used only in {', '.join(homes) or 'no file'}"

    return check


def unguarded(modules: frozenset[str]) -> Check:
    """A module that one operating system lacks is imported only below `try` or `if`."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        guarded = {line for node in ast.walk(tree) if isinstance(node, ast.Try | ast.If) for line in _lines_below(node)}
        for line, name in imported(path, tree):
            if name.split(".")[0] in modules and line not in guarded:
                yield line, f"{name} does not exist on every operating system: import it below try or if"

    return check


def _lines_below(node: ast.Try | ast.If) -> Iterator[int]:
    return (inner.lineno for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom))


def defined(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name a file defines: classes, functions, arguments, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def words_in(name: str) -> list[str]:
    """Words of a name: `PlanService`, `plan_service` and `plan-service` all hold plan and service."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def refused_words(anywhere: frozenset[str], homes: frozenset[str]) -> Check:
    """No name we define holds a word refused anywhere; no file or class has one refused as a home."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
        for line, name in [(1, path), *defined(tree)]:
            refused = anywhere | homes if name == path or name in classes else anywhere
            for word in sorted(refused.intersection(words_in(name))):
                yield line, f"{name}: the word {word} is not used in names"

    return check


def longer_than(lines: int, exceptions: Mapping[str, int]) -> Check:
    """No file is longer than this; an exception is named with its own length."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        length = len(text.splitlines())
        if length > exceptions.get(path, lines):
            yield length, f"{length} lines: split it"

    return check


def functions_longer_than(lines: int) -> Check:
    """No function is longer than this, its docstring included."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > lines:
                    yield node.lineno, f"{node.name} has {length} lines"

    return check


def without_docstring(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
    """Every file says what it holds; an empty one holds nothing."""
    if not ast.get_docstring(tree) and (text.strip() or path.endswith("__init__.py")):
        yield 1, "says nowhere what it holds"


def without_encoding(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
    """Text is read and written with its encoding named: elsewhere the default is another one."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and _is_text_call(node)
            and not any(key.arg == "encoding" for key in node.keywords)
        ):
            yield node.lineno, "name the encoding"


def _is_text_call(node: ast.Call) -> bool:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in {"read_text", "write_text"}
    if dotted(node.func) != "open":
        return False
    given = [*node.args[1:2], *(key.value for key in node.keywords if key.arg == "mode")]
    return not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in given)


def mentions(pattern: str) -> Check:
    """No line of a file matches this pattern."""

    def check(path: str, text: str, tree: ast.Module) -> Iterator[Finding]:
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(pattern, line):
                yield number, line.strip()[:80]

    return check
