"""The guide for experts (checklists/README.md) says what is true: its examples are readable, its steps work."""

import re
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from toolkit.library.content_check import check_library
from toolkit.library.model import Item, NextStep
from toolkit.library.reader import CHECKLISTS, read_library_with_problems

GUIDE = (CHECKLISTS / "README.md").read_text(encoding="utf-8")
RETIRED = "D06-5"


def blocks(kind: str) -> list[str]:
    """Fenced blocks of the guide."""
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)


def test_every_example_is_readable() -> None:
    found = [YAML(typ="safe").load(block) for block in blocks("yaml")]
    assert len(found) == 4
    assert all(isinstance(document, dict | list) for document in found)


def test_every_field_is_explained() -> None:
    fields = [*Item.model_fields, *NextStep.model_fields]
    assert [name for name in fields if f"`{name}`" not in GUIDE] == []


def test_every_command_of_the_guide_is_one() -> None:
    from toolkit.commands import COMMANDS

    named = re.findall(r"python -m toolkit ([a-z-]+)", GUIDE)
    assert len(named) >= 4
    assert set(named) <= {name for name, _, _ in COMMANDS}


def test_an_item_is_retired_by_the_steps_of_the_guide(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CHECKLISTS, tmp_path / "checklists"))
    subject = folder / "items" / "D06.yaml"
    text = subject.read_text(encoding="utf-8")
    begin, end = text.index(f"  - id: {RETIRED}"), text.index("  - id: D06-6")
    subject.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert "content_id_vanished" in codes(folder)
    ids = folder / "ids.yaml"
    held = ids.read_text(encoding="utf-8").replace(f"{RETIRED}, ", "").replace("retired: [", f"retired: [{RETIRED}, ")
    ids.write_text(held, encoding="utf-8")
    assert "content_id_vanished" not in codes(folder)
    for path in sorted((folder / "items").glob("*.yaml")):
        left = re.sub(rf", {RETIRED}\b|\b{RETIRED}(, |(?=\]))", "", path.read_text(encoding="utf-8"))
        path.write_text(left, encoding="utf-8")
    assert codes(folder) == codes(CHECKLISTS)


def codes(folder: Path) -> list[str]:
    """Codes of the problems that check-content would name."""
    library, problems = read_library_with_problems(folder=folder)
    assert library is not None, problems
    return [found.code for found in (*problems, *check_library(library))]
