"""A response as cells: one text for each thing a body may say, by name, and a response from such cells again.

Names are those of the fields ("level", "not_applicable.note", "evidence.2.title"). A cell that is not there says
nothing; so a blank never erases. What two responses say is compared by a digest of their cells.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from toolkit.record.assessment import KINDS, Kind, Response

Cells = Mapping[str, str]
GROUPS: Mapping[str, tuple[str, ...]] = {
    "not_applicable": ("reason", "note"),
    "practice": ("what", "result", "since", "source"),
    "difficulty": ("kind", "line"),
    "help": ("kind", "asked_from"),
}
EVIDENCE = ("kind", "title", "date", "reference")
TEXTS = ("not_known", "not_ours", "answer", "comment")
TICKS = ("publish", "review")
YES, NO = "yes", "no"
OF_A_SOURCE = re.compile(r"evidence\.(\d+)\.")
_SPACES = re.compile(r"[^\S\n]+")


def clean_text(text: str) -> str:
    """Text without control characters, outer spaces and runs of spaces; line breaks stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_SPACES.sub(" ", _printable(line)).strip() for line in lines).strip()


def _printable(line: str) -> str:
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in line)


def cells_of(response: Response) -> dict[str, str]:
    """What a response says, by name; what it does not say is left out."""
    told: dict[str, Any] = response.model_dump(mode="json", exclude={"item", "body", "version"})
    cells = {name: told[name] for name in TEXTS}
    cells["level"] = None if response.level is None else str(response.level)
    cells |= {name: YES if told[name] else None for name in TICKS}
    for group, names in GROUPS.items():
        cells |= {f"{group}.{name}": (told[group] or {}).get(name) for name in names}
    for number, source in enumerate(told["evidence"], start=1):
        cells |= {f"evidence.{number}.{name}": source[name] for name in EVIDENCE}
    cleaned = {name: clean_text(value) for name, value in cells.items() if value}
    # Who may know, or whose it is, may be left open: the answer is still there.
    cleaned |= {name: told[name] or "?" for name in ("not_known", "not_ours") if told[name] is not None}
    return {name: text for name, text in cleaned.items() if text}


def digest_of(cells: Cells) -> str:
    """Digest of what cells say: the same for the same words."""
    told = {name: " ".join(text.split()) for name, text in _in_sequence(cells).items()}
    said = {name: text for name, text in told.items() if not (name in TICKS and text == NO)}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _in_sequence(cells: Cells) -> dict[str, str]:
    """Cells with their sources numbered without a gap."""
    numbers = source_numbers(cells)
    renumbered = {f"evidence.{old}.": f"evidence.{new}." for new, old in enumerate(numbers, start=1)}
    found: dict[str, str] = {}
    for name, text in cells.items():
        of_source = OF_A_SOURCE.match(name)
        start = of_source[0] if of_source else ""
        found[renumbered.get(start, start) + name[len(start) :]] = text
    return found


def source_numbers(cells: Cells) -> list[int]:
    """Numbers of the sources that cells name, in order."""
    return sorted({int(found[1]) for name in cells if (found := OF_A_SOURCE.match(name))})


def kinds_in(cells: Cells) -> list[str]:
    """Kinds of answer that cells give: more than one is one too many."""
    return [kind.value for kind in KINDS if kind.value in cells or any(n.startswith(f"{kind.value}.") for n in cells)]


def laid_upon(cells: Cells, held: Cells) -> dict[str, str]:
    """What cells say together with what was held where they say nothing; another kind of answer replaces the first."""
    given = kinds_in(cells)
    others = {kind.value for kind in KINDS} - set(given) if given else set()
    return {**{name: text for name, text in held.items() if name.split(".")[0] not in others}, **cells}


def raw_response(item: str, body: str, cells: Cells, version: int = 0) -> dict[str, Any]:
    """A response in the form of the state file, as the cells give it; not yet held against its rules."""
    raw: dict[str, Any] = {"item": item, "body": body}
    raw |= {name: cells[name] for name in TEXTS if name in cells}
    if Kind.LEVEL.value in cells:
        level = cells["level"]
        raw["level"] = int(level) if level in ("0", "1", "2", "3", "4") else level
    raw |= {name: cells[name] == YES for name in TICKS if name in cells}
    for group, names in GROUPS.items():
        told = {name: cells[f"{group}.{name}"] for name in names if f"{group}.{name}" in cells}
        raw |= {group: told} if told else {}
    if numbers := source_numbers(cells):
        raw["evidence"] = [_source(cells, number) for number in numbers]
    if "practice" in raw:
        raw["practice"].setdefault("what", "")
    return raw | ({"version": version} if version else {})


def _source(cells: Cells, number: int) -> dict[str, str]:
    start = f"evidence.{number}."
    return {name: cells[start + name] for name in EVIDENCE if start + name in cells}
