"""Writes changed texts into `checklists/items/`: only the lines of these texts differ, comments and layout stay.

An item is changed only if it still fits its model afterwards; otherwise all its changes are held back with a problem.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString

from toolkit.library.model import Item, NextStep
from toolkit.library.reader import CHECKLISTS
from toolkit.library.review_parts import STEP_CODES, TextChange, step_of
from toolkit.problem import Place, Problem, problem

WIDTH = 118
DEEPEST = 10
FOLDS = "fold_pos"  # where ruamel.yaml keeps the places at which a block is broken


def write_changes(
    changes: Sequence[TextChange], folder: Path = CHECKLISTS
) -> tuple[tuple[TextChange, ...], list[Problem]]:
    """Write changes into the files of the items; gives those that were written, and problems of those held back."""
    written: list[TextChange] = []
    problems: list[Problem] = []
    for dimension in sorted({change.item[:3] for change in changes}):
        path = folder / "items" / f"{dimension}.yaml"
        if not path.is_file():
            problems.append(problem("file_missing", Place(file=path.name), name=path.name))
            continue
        own = [change for change in changes if change.item[:3] == dimension]
        done, found = _write_file(path, own)
        written += done
        problems += found
    return tuple(written), problems


def _write_file(path: Path, changes: Sequence[TextChange]) -> tuple[list[TextChange], list[Problem]]:
    text = path.read_text(encoding="utf-8")
    written: list[TextChange] = []
    problems: list[Problem] = []
    changed = text
    for id in dict.fromkeys(change.item for change in changes):
        own = [change for change in changes if change.item == id]
        document = _yaml().load(changed)
        try:
            _change(document, id, own)
        except (ValidationError, LookupError) as error:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            problems += [problem("review_does_not_fit", change.place, part=change.part, why=why) for change in own]
        else:
            changed = with_own_layout(changed, _dumped(_yaml().load(changed)), _dumped(document))
            written += own
    if changed != text:
        beside = path.with_name(path.name + ".part")
        beside.write_text(changed, encoding="utf-8", newline="\n")
        beside.replace(path)
    return written, problems


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = WIDTH + 2
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(document: Any) -> str:
    out = StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def _change(document: Any, id: str, changes: Sequence[TextChange]) -> None:
    """Change an item or the subject itself. Raises LookupError for a place that is not there, ValidationError."""
    if document["dimension"] == id:
        for change in changes:
            document[change.part] = _folded(change.after or "", 0)
        return
    item = next((entry for entry in document["items"] if entry["id"] == id), None)
    if item is None:
        raise LookupError(id)
    for change in sorted((change for change in changes if change.after is not None), key=_new_last):
        _set(item, change.part, change.after or "")
    # From the end, so that the numbers before an entry stay true.
    for part in sorted((change.part for change in changes if change.after is None), reverse=True):
        _take_out(item, part)
    Item.model_validate(_plain(item))


def _new_last(change: TextChange) -> tuple[bool, str]:
    return change.before is None, change.part


def _set(item: CommentedMap, part: str, text: str) -> None:
    step = step_of(part)
    if step is not None:
        _set_in_step(item, step, text)
        return
    name, _, rest = part.partition(".")
    if not rest:
        _put(item, name, _folded(text, 6), Item)
    elif name == "hints":
        hints = item.get("hints")
        if not isinstance(hints, CommentedMap) or not hints:
            hints = CommentedMap()
            _put(item, "hints", hints, Item)
        hints[rest] = _folded(text, 8)
    else:
        _set_entry(item, name, int(rest) - (0 if name == "levels" else 1), text)


def _set_entry(item: CommentedMap, name: str, at: int, text: str) -> None:
    entries = item.get(name)
    if not isinstance(entries, CommentedSeq) or not entries:
        entries = CommentedSeq()
        _put(item, name, entries, Item)
    if at < len(entries):
        entries[at] = _folded(text, DEEPEST)
    elif at == len(entries) and name != "levels":
        entries.append(_folded(text, DEEPEST))
    else:
        raise LookupError(f"{name}.{at}")


def _set_in_step(item: CommentedMap, place: tuple[int, int, str], text: str) -> None:
    level, number, field = place
    value = text if field in STEP_CODES else _folded(text, DEEPEST)
    if not item.get("next_steps"):
        _put(item, "next_steps", CommentedSeq(), Item)
    steps = item["next_steps"]
    own = [step for step in steps if step["to"] == level]
    if number == len(own):
        after = sum(step["to"] <= level for step in steps)
        steps.insert(after, CommentedMap(to=level))
        own.append(steps[after])
    if number >= len(own):
        raise LookupError(f"next_steps.{level}")
    _put(own[number], field, value, NextStep)


def _put(node: CommentedMap, key: str, value: Any, model: type[Item] | type[NextStep]) -> None:
    """Set a key; a new one goes where the model has it."""
    if key in node:
        node[key] = value
        return
    order = list(model.model_fields)
    before = [number for number, known in enumerate(node) if order.index(known) < order.index(key)]
    node.insert(before[-1] + 1 if before else 0, key, value)


def _take_out(item: CommentedMap, part: str) -> None:
    step = step_of(part)
    name, _, rest = part.partition(".")
    if step is not None:
        found = [entry for entry in item["next_steps"] if entry["to"] == step[0]][step[1]]
        if step[2] == "measure":
            item["next_steps"].remove(found)
        else:
            del found[step[2]]
    elif name == "hints":
        del item["hints"][rest]
    else:
        del item[name][int(rest) - 1]


def _folded(text: str, indent: int) -> FoldedScalarString:
    """Text as a `>-` block, broken where lines would grow too long."""
    lines = wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    folded: FoldedScalarString = FoldedScalarString(" ".join(lines))
    ends = [len(" ".join(lines[: number + 1])) for number in range(len(lines) - 1)]
    setattr(folded, FOLDS, ends)
    return folded


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def with_own_layout(own: str, before: str, after: str) -> str:
    """A file with what changed between two drafts of it, where the first draft differs from it in layout alone."""
    if own == before:
        return after
    lines, drafted, wanted = own.splitlines(True), before.splitlines(True), after.splitlines(True)
    ends = dict(_ends(drafted, lines))
    made: list[str] = []
    at = 0
    for kind, first, last, start, end in SequenceMatcher(None, drafted, wanted, autojunk=False).get_opcodes():
        if kind != "equal":
            made += [*lines[at : _at(ends, first)], *wanted[start:end]]
            at = _at(ends, last)
    return "".join([*made, *lines[at:]])


def _ends(drafted: list[str], lines: list[str]) -> Iterator[tuple[int, int]]:
    """For each place between two lines of the draft, the place in the file."""
    for kind, first, last, start, end in SequenceMatcher(None, drafted, lines, autojunk=False).get_opcodes():
        yield first, start
        if kind == "equal":
            yield from ((first + step, start + step) for step in range(last - first))
        yield last, end


def _at(ends: dict[int, int], place: int) -> int:
    while place not in ends:
        place -= 1
    return ends[place]
