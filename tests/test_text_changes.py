"""Texts of the checklists changed by the program: only the lines of these texts differ."""

import difflib
import shutil
from pathlib import Path

import pytest

from toolkit.language import read_language
from toolkit.library.model import Library
from toolkit.library.reader import CHECKLISTS, read_library
from toolkit.library.review_parts import TextChange
from toolkit.library.text_changes import with_own_layout, write_changes
from toolkit.problem import message

GOVERNOR = "officers, teachers, nurses and the governor"


@pytest.fixture
def checklists(tmp_path: Path) -> Path:
    """A copy of the checklists to write into."""
    return Path(shutil.copytree(CHECKLISTS, tmp_path / "checklists"))


def change(part: str, after: str | None, before: str | None = "x", item: str = "D03-1") -> TextChange:
    return TextChange(item=item, part=part, before=before, after=after)


def difference_of(before: Path, after: Path) -> tuple[list[str], list[str]]:
    """Lines that went and lines that came, over all files of two folders."""
    gone: list[str] = []
    come: list[str] = []
    for path in sorted(before.rglob("*.yaml")):
        other = after / path.relative_to(before)
        lines = list(
            difflib.unified_diff(
                path.read_text(encoding="utf-8").splitlines(), other.read_text(encoding="utf-8").splitlines(), n=0
            )
        )[2:]
        gone += [line[1:].strip() for line in lines if line.startswith("-")]
        come += [line[1:].strip() for line in lines if line.startswith("+")]
    return gone, come


def test_only_the_changed_text_differs_in_the_file(library: Library, checklists: Path) -> None:
    long = f"One prison keeps signed standing orders that give each post its tasks: {GOVERNOR}, and nobody else in it."
    done, problems = write_changes([change("levels.2", long)], checklists)
    assert (len(done), problems) == (1, [])
    gone, come = difference_of(CHECKLISTS, checklists)
    assert " ".join(gone) == library.items["D03-1"].levels[2]
    assert " ".join(come) == long
    assert all(
        len(line) <= 120 for line in (checklists / "items" / "D03.yaml").read_text(encoding="utf-8").splitlines()
    )
    assert read_library(folder=checklists).items["D03-1"].levels[2] == long


def test_a_file_laid_out_by_hand_keeps_its_layout(library: Library, checklists: Path) -> None:
    # D02 holds lists of standards that the program would break elsewhere
    done, problems = write_changes([change("denominator", "Laws in force.", item="D02-1")], checklists)
    assert (len(done), problems) == (1, [])
    gone, come = difference_of(CHECKLISTS, checklists)
    assert " ".join(gone) == library.items["D02-1"].denominator
    assert come == ["Laws in force."]


def test_layout_is_kept_around_a_change() -> None:
    own = "a: [1,\n  2]\nb: old\nc: [3,\n  4]\n"
    drafted = "a: [1, 2]\nb: old\nc: [3, 4]\n"
    assert with_own_layout(own, drafted, drafted.replace("old", "new")) == own.replace("old", "new")
    assert with_own_layout(own, own, "x\n") == "x\n"


def test_entries_are_added_and_taken_out(library: Library, checklists: Path) -> None:
    step = {"measure": "Write it", "lead": "PRI", "output": "A text", "indicator": "Texts, yearly", "kind": "law"}
    changes = [
        change("look_for.2", None),
        change("look_for.4", None),
        change("look_for.5", "Fifth: a new one", None),
        change("interview.1", "What: is it?"),
        change("hints.federal_states", None),
        *(change(f"next_steps.2b.{name}", text, None) for name, text in step.items()),
        change("next_steps.1a.measure", None),
    ]
    done, problems = write_changes(changes, checklists)
    assert (len(done), problems) == (len(changes), [])
    before, after = library.items["D03-1"], read_library(folder=checklists).items["D03-1"]
    assert after.look_for == (before.look_for[0], before.look_for[2], "Fifth: a new one")
    assert after.interview == ("What: is it?", *before.interview[1:])
    assert after.hints.federal_states is None
    assert [step.to for step in after.next_steps] == [2, 2, 3, 4]
    assert after.next_steps[1].measure == "Write it"
    assert after.next_steps[2:] == before.next_steps[2:]


def test_a_subject_is_changed_too(checklists: Path) -> None:
    write_changes([change("explain", "What daily life leaves room for.", item="D03")], checklists)
    assert read_library(folder=checklists).dimensions["D03"].explain == "What daily life leaves room for."


def test_an_item_that_would_not_be_whole_is_left_as_it_is(checklists: Path) -> None:
    changes = [change("next_steps.2b.measure", "Only a measure", None), change("why", "Because.")]
    done, problems = write_changes([*changes, change("why", "Because.", item="D03-2")], checklists)
    assert [entry.item for entry in done] == ["D03-2"]
    assert [found.code for found in problems] == ["review_does_not_fit"] * 2
    assert all("would not be whole" in message(found, read_language("en")) for found in problems)
    assert read_library(folder=checklists).items["D03-1"] == read_library().items["D03-1"]
