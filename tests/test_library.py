"""The library: what each lens asks, and a failing and a passing input for every problem of content."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from toolkit.library.content_check import check_library
from toolkit.library.lens import lens_id, look_through
from toolkit.library.model import Basis, Item, Library
from toolkit.library.reader import CHECKLISTS, content_hash, read_library, read_library_with_problems

LIBRARY = read_library()

# DESIGN section 4: asked through each lens, by basis direct, named, soft, implied, participation; limbs; rapid
ASKED = [
    ("a-res-76-182", (9, 13, 0, 32, 3), 14, 18),
    ("a-res-77-232", (11, 9, 2, 39, 0), 14, 19),
    ("a-res-78-224", (13, 17, 2, 43, 5), 19, 24),
    ("a-res-79-187", (0, 0, 0, 0, 3), 0, 0),
    ("a-res-80-226", (42, 48, 3, 9, 3), 43, 30),
]


@pytest.mark.parametrize(("lens", "bases", "limbs", "rapid"), ASKED)
def test_what_each_lens_asks(lens: str, bases: tuple[int, ...], limbs: int, rapid: int) -> None:
    found = look_through(LIBRARY, lens)
    counted = Counter(item.basis for item in found.items)
    assert tuple(counted[basis] for basis in Basis) == bases
    assert len(found.limbs) == limbs
    assert len(look_through(LIBRARY, lens, "rapid").items) == rapid


def test_shipped_library_has_no_problem_of_reference() -> None:
    assert check_library(LIBRARY) == []


def test_provisions_we_hold() -> None:
    numbers = {found.short: [entry.number for entry in found.provisions] for found in LIBRARY.instruments.values()}
    assert [len(numbers[short]) for short in ("76/182", "77/232", "78/224", "79/187")] == [8, 6, 12, 5]
    assert LIBRARY.instruments["a-res-77-232"].provisions[-1].held == "opening"


@pytest.mark.parametrize(
    ("written", "lens"),
    [
        ("a-res-78-224", "a-res-78-224"),
        ("A/RES/78/224", "a-res-78-224"),
        ("78/224", "a-res-78-224"),
        ("resolution 76/182", "a-res-76-182"),
        ("GA res. 80/226 (2025)", "a-res-80-226"),
        ("A RES 78 224", "a-res-78-224"),
        ("A／RES／78／224", "a-res-78-224"),
        ("Kyoto Model Strategies", "a-res-80-226"),
        ("Reducing reoffending through rehabilitation and reintegration", None),
        ("", None),
        ("78/999", None),
        ("224", None),
        ("178/2245", None),
    ],
)
def test_symbols_in_any_usual_spelling(written: str, lens: str | None) -> None:
    assert lens_id(LIBRARY, written) == lens


def test_hash_follows_content_and_not_layout(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    assert content_hash(folder) == LIBRARY.content_hash
    limbs = folder / "limbs.yaml"
    limbs.write_text("# another comment\n" + limbs.read_text(encoding="utf-8"), encoding="utf-8")
    assert content_hash(folder) == LIBRARY.content_hash
    limbs.write_text(limbs.read_text(encoding="utf-8").replace("soft: true", "soft: false"), encoding="utf-8")
    assert content_hash(folder) != LIBRARY.content_hash


def changed_file(tmp_path: Path, name: str, before: str, after: str) -> Path:
    """A copy of the checklists with one text in one file replaced."""
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        ("items/D04.yaml", "dimension: D04\n", "dimension: D04\ndimension: D04\n", "content_unreadable"),
        ("items/D04.yaml", "    type: P\n", "    typ: P\n", "content_key_unknown"),
        ("items/D04.yaml", "    type: P\n", "", "content_key_missing"),
        ("items/D04.yaml", "    type: P\n", "    type: Q\n", "content_value_wrong"),
        ("items/D04.yaml", "  - id: D04-2\n", "  - id: D04-1\n", "content_id_repeated"),
    ],
)
def test_misfits_are_named_with_their_line(tmp_path: Path, name: str, before: str, after: str, code: str) -> None:
    folder = changed_file(tmp_path, name, before, after)
    library, problems = read_library_with_problems("en", folder)
    assert library is None
    assert code in {found.code for found in problems}
    if code != "content_id_repeated":
        found = next(found for found in problems if found.code == code)
        assert found.place.file == "D04.yaml"
        assert found.place.line is not None


def test_line_is_that_of_the_entry(tmp_path: Path) -> None:
    folder = changed_file(tmp_path, "items/D04.yaml", "    type: P\n", "    type: Q\n")
    lines = (folder / "items/D04.yaml").read_text(encoding="utf-8").splitlines()
    _, problems = read_library_with_problems("en", folder)
    assert [found.place.line for found in problems] == [lines.index("    type: Q") + 1]


def test_missing_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    shutil.copytree(CHECKLISTS, folder)
    (folder / "limbs.yaml").unlink()
    _, problems = read_library_with_problems("en", folder)
    assert [(found.code, found.place.file) for found in problems] == [("file_missing", "limbs.yaml")]


def with_item(item: str, **change: Any) -> Library:
    items = {**LIBRARY.items, item: LIBRARY.items[item].model_copy(update=change)}
    return LIBRARY.model_copy(update={"items": items})


def codes(library: Library) -> set[str]:
    return {found.code for found in check_library(library)}


LONG = " ".join(["word"] * 36)


@pytest.mark.parametrize(
    ("code", "library"),
    [
        ("content_reference_unknown", with_item("D04-1", lead="XYZ")),
        ("content_reference_unknown", with_item("D04-1", standards=("ABC 3",))),
        ("content_reference_unknown", with_item("D04-1", carried_by={"a-res-78-224": ("99",)})),
        ("content_requires_circle", with_item("D04-1", requires=("D04-2",))),
        ("content_limb_not_asked", with_item("D02-1", limbs=(), implied=("K",))),
        ("content_basis_twice", with_item("D04-1", participation=True)),
        ("content_text_too_long", with_item("D04-1", levels=("none", "some", LONG, "most", "all"))),
        ("content_word_never_used", with_item("D04-1", text="The best prisons assess inmates.")),
        ("content_word_never_used", with_item("D04-1", levels=("no", "some", "an adequate share", "most", "all"))),
        ("content_statement_repeated", with_item("D04-1", text=LIBRARY.items["D04-2"].text.upper())),
        ("content_value_wrong", with_item("D04-1", levels=("no", "some"))),
        ("content_next_step_missing", with_item("D04-1", next_steps=LIBRARY.items["D04-1"].next_steps[1:])),
        ("content_by_template", with_item("D04-1", levels=LIBRARY.items["D04-4"].levels)),
        ("content_by_template", with_item("D04-1", next_steps=LIBRARY.items["D04-4"].next_steps)),
    ],
)
def test_each_problem_of_content_is_found(code: str, library: Library) -> None:
    assert code in codes(library)


def test_vanished_and_reused_ids_are_found() -> None:
    items = {item: found for item, found in LIBRARY.items.items() if item != "D09-4"}
    assert "content_id_vanished" in codes(LIBRARY.model_copy(update={"items": items}))
    reused = LIBRARY.items["D09-4"].model_copy(update={"id": "D09-3"})
    assert "content_id_repeated" in codes(LIBRARY.model_copy(update={"items": {**LIBRARY.items, "D09-3": reused}}))


def test_one_term_for_two_codes_is_found() -> None:
    bodies = {**LIBRARY.scales.bodies}
    bodies["LAB"] = bodies["LAB"].model_copy(update={"name": bodies["EDU"].name})
    scales = LIBRARY.scales.model_copy(update={"bodies": bodies})
    assert "content_term_twice" in codes(LIBRARY.model_copy(update={"scales": scales}))


def test_lead_of_too_many_items_is_found() -> None:
    items: dict[str, Item] = {
        item: found.model_copy(update={"lead": "SOC"}) if number < 26 else found
        for number, (item, found) in enumerate(LIBRARY.items.items())
    }
    assert "content_lead_overloaded" in codes(LIBRARY.model_copy(update={"items": items}))


def test_every_sentence_is_a_block() -> None:
    """Texts stand as blocks, so that a colon or a hash in a sentence can do no harm."""
    for path in sorted(CHECKLISTS.glob("items/*.yaml")):
        document = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
        for item in document["items"]:
            assert type(item["text"]).__name__ == "FoldedScalarString", (path.name, item["id"])
