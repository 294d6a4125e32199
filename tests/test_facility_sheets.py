"""Facility sheets out, filled in, saved by LibreOffice, and back, to a suggested level worked out by hand."""

import json
import subprocess
from collections.abc import Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest

from tests.at_page import store_in
from tests.facility_sheets import address_of, blank, filled_in
from tests.filled import all_by_libreoffice, by_libreoffice
from toolkit.cli import main
from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.facility import facility_table
from toolkit.record.assessment import Assessment, Body, Profile
from toolkit.record.facility import FacilitySheet
from toolkit.record.merge import Merged
from toolkit.record.state_file import state_text
from toolkit.tasks.read_answers import base_of, merge_files, read_file
from toolkit.tasks.returned import take_back, take_in
from toolkit.tasks.state import import_state

ON = date(2026, 7, 1)
PROFILE = Profile(state="Talvenia", people_held=1000, facilities=5)
NORTH = {"held": 400, "sentenced": 300, "untried": 100, "places": 350, "active": 200}
SOUTH = {"held": "٢٠٠", "sentenced": 100, "untried": "80", "places": 220, "active": (10, "estimate")}
NORTH_FILES = {"assessed": ["yes"] * 6 + ["no"] * 4}
SOUTH_FILES = {"assessed": ["yes"] * 3 + ["no"] * 7}
JUNE = {"facility.day": date(2026, 6, 30), "facility.done_by": "Deputy director", "facility.done_on": "2026-07-01"}


def state(**parts: Any) -> Assessment:
    bodies = (Body(id="prisons", name="Prison service", leads=("PRI",)),)
    return Assessment(**{"id": "a1", "profile": PROFILE, "bodies": bodies, "as_of": date(2026, 6, 30), **parts})


def sheet_of(language: Language, library: Library, facility: str, figures: Mapping[str, Any], **parts: Any) -> bytes:
    told = {**JUNE, **parts.pop("told", {})}
    return filled_in(blank(language, library, state(), facility), figures, told=told, **parts)


def two(language: Language, library: Library) -> dict[str, bytes]:
    return {
        "north": sheet_of(language, library, "North", NORTH, lines=NORTH_FILES, boxes={"helps": "=A workshop"}),
        "south": sheet_of(language, library, "South", SOUTH, lines=SOUTH_FILES),
    }


def taken(base: Assessment | None, files: Mapping[str, bytes], library: Library) -> Merged:
    read = [read_file(content, f"{name}.xlsx", library) for name, content in files.items()]
    return merge_files(base or base_of(read), read, library, ON)


def codes(merged: Merged) -> list[str]:
    return [found.code for found in merged.problems]


def test_two_facilities_by_libreoffice_to_a_suggested_level(
    library: Library, language: Language, tmp_path: Path
) -> None:
    files = all_by_libreoffice(two(language, library), tmp_path)
    merged = taken(state(), files, library)
    assert codes(merged) == []
    assert [(change.before, change.after.name) for change in merged.sheets] == [(None, "North"), (None, "South")]
    north, south = merged.assessment.facilities
    assert (north.value("held"), south.value("held"), south.known("active")) == (400, 200, "estimate")
    assert (north.as_of, north.done_by, north.done_on) == (date(2026, 6, 30), "Deputy director", ON)
    assert north.boxes == {"helps": "=A workshop"}
    assert (north.value("posts"), north.known("posts")) == (None, None)

    table = facility_table(merged.assessment, library)
    held, posts = table.sum_of("held"), table.sum_of("posts")
    assert (held.total, held.told) == (600, 2)
    assert (posts.total, posts.told) == (None, 0)
    # 600 of the 1,000 people held.
    assert (table.covered.sheets, table.covered.facilities, table.covered.share) == (2, 5, 0.6)
    # Active: (200 + 10) of (300 + 100) sentenced = 0.525, at least half; the money of level 3 stands on no sheet.
    active = table.suggestion("D03-2")
    assert active is not None
    assert (active.share, active.level, active.possible) == (0.525, 2, 3)
    assert set(active.why) == {"half", "estimates"}
    # Within capacity: South alone, 200 <= 220; 200 of 600 people.
    crowding = table.suggestion("D03-3")
    assert crowding is not None and crowding.share == pytest.approx(1 / 3)
    assert (crowding.level, crowding.possible) == (2, None)
    # Files: North 6 of 10 for 300 people, South 3 of 10 for 100: (0.6 * 300 + 0.3 * 100) / 400 = 0.525.
    assessed = table.suggestion("D04-1")
    assert assessed is not None and (assessed.share, assessed.level) == (0.525, 2)
    # Nothing was told of posts: no share, no level, and no zero.
    in_post = table.suggestion("D03-5")
    assert in_post is not None and (in_post.share, in_post.level, in_post.why) == (None, None, ("nothing_told",))


def test_no_level_counts_before_a_person_chooses(library: Library, language: Language) -> None:
    merged = taken(state(), two(language, library), library)
    assert merged.assessment.responses == ()


def test_little_coverage_suggests_nothing(library: Library, language: Language) -> None:
    whole = state(profile=Profile(state="Talvenia", people_held=2000))
    table = facility_table(taken(whole, two(language, library), library).assessment, library)
    assert table.covered.share == 0.3
    assert {found.level for found in table.suggested} == {None}
    unknown = facility_table(
        taken(state(profile=Profile(state="Talvenia")), two(language, library), library).assessment, library
    )
    active = unknown.suggestion("D03-2")
    assert unknown.covered.share is None
    assert active is not None and active.level == 2 and "covered_not_known" in active.why


def test_coverage_is_that_of_the_facilities_that_tell_it(library: Library, language: Language) -> None:
    files = two(language, library)
    files["south"] = sheet_of(language, library, "South", {**SOUTH, "active": None})
    found = facility_table(taken(state(), files, library).assessment, library).suggestion("D03-2")
    # North alone tells who is active: 200 of 300, but it holds 400 of 1,000 people, fewer than half.
    assert found is not None and found.share == pytest.approx(2 / 3)
    assert (found.level, found.why) == (None, ("little_covered", "some_without"))


def test_files_that_need_two_lines(library: Library, language: Language) -> None:
    # Three files count: yes and yes; yes and no; no and nothing. One in three.
    lines = {"planned": ["yes", "yes", "no", "yes", None], "reviewed": ["yes", "no", None, None, "yes"]}
    content = sheet_of(language, library, "North", NORTH, lines=lines)
    found = facility_table(taken(state(), {"n": content}, library).assessment, library).suggestion("D04-4")
    assert found is not None and (found.part, found.whole) == (1, 3)


def test_the_same_sheet_counts_once_and_order_does_not_matter(library: Library, language: Language) -> None:
    files = two(language, library)
    files["again"] = files["north"]
    orders = [{name: files[name] for name in order} for order in permutations(files)]
    read = {name: read_file(content, name, library) for name, content in files.items()}
    merges = [merge_files(state(), [read[name] for name in order], library, ON) for order in orders]
    assert len({state_text(found.assessment) for found in merges}) == 1
    assert [sheet.name for sheet in merges[0].assessment.facilities] == ["North", "South"]
    anew = merge_files(merges[0].assessment, read.values(), library, ON)
    assert (anew.sheets, anew.same) == ((), 3)
    assert anew.assessment == merges[0].assessment


def test_a_newer_sheet_replaces_and_an_older_one_is_said(library: Library, language: Language) -> None:
    first = taken(state(), two(language, library), library).assessment
    later = {"facility.day": "2026-12-31", "facility.done_on": "2027-01-04"}
    newer = sheet_of(language, library, "North", {**NORTH, "held": 420}, told=later)
    merged = taken(first, {"newer": newer}, library)
    assert [
        (change.before and change.before.value("held"), change.after.value("held")) for change in merged.sheets
    ] == [(400, 420)]
    assert len(merged.assessment.facilities) == 2
    entry = merged.assessment.log[-1]
    assert (entry.at, entry.body, entry.field) == ("2027-01-04", "prisons", "facilities.north")
    back = taken(merged.assessment, {"older": two(language, library)["north"]}, library)
    assert codes(back) == ["facility_sheet_older"]
    assert back.assessment.facilities == merged.assessment.facilities


def test_two_sheets_of_the_same_days_wait_for_a_decision(library: Library, language: Language) -> None:
    one, other = (sheet_of(language, library, "North", {**NORTH, "held": held}) for held in (400, 410))
    merges = [taken(state(), dict(order), library) for order in permutations({"a": one, "b": other}.items())]
    assert len({state_text(found.assessment) for found in merges}) == 1
    assert codes(merges[0]) == ["facility_sheets_differ"] * 2
    assert merges[0].assessment.facilities == ()
    assert len(merges[0].assessment.held) == 2
    right = sheet_of(language, library, "North", {**NORTH, "held": 410}, told={"facility.done_on": "2026-07-09"})
    settled = taken(merges[0].assessment, {"c": right}, library)
    assert [sheet.value("held") for sheet in settled.assessment.facilities] == [410]
    assert (settled.assessment.held, codes(settled)) == ((), [])


def test_a_sheet_of_another_state_is_left_out(library: Library, language: Language) -> None:
    elsewhere = state(profile=Profile(state="Elsewhere"))
    content = filled_in(blank(language, library, elsewhere, "North"), NORTH, told=JUNE)
    merged = taken(state(), {"north": content}, library)
    assert codes(merged) == ["answers_other_state"]
    assert merged.assessment == state()


def test_figures_that_do_not_fit_are_named_by_their_cell(library: Library, language: Language) -> None:
    content = sheet_of(language, library, "North", {**NORTH, "held": 390})
    merged = taken(state(), {"north": content}, library)
    sheet, cell = address_of(content, "untried", "Figure")
    problem = merged.problems[0]
    assert codes(merged) == ["facility_figures_do_not_fit"]
    assert (problem.place.file, problem.place.sheet, problem.place.cell) == ("north.xlsx", sheet, cell)
    assert (problem.values["sum"], problem.values["number"]) == (400, 390)
    taken_in = merged.assessment.facilities[0]
    assert [taken_in.value(figure) for figure in ("held", "sentenced", "untried", "places")] == [None, None, None, 350]
    assert merged.assessment.held[0].value["parts"][0]["value"] == 300


WRONG: tuple[tuple[str, Any, Any, str, str], ...] = (
    ("held", "about 120", "counted", "Figure", "facility_number_not_understood"),
    ("held", 12.5, "counted", "Figure", "facility_number_not_understood"),
    ("held", -3, "counted", "Figure", "facility_number_below_zero"),
    ("held", 120, "not_known", "Known", "facility_known_contradicts"),
    ("held", 120, "guess", "Known", "facility_choice_unknown"),
    ("held", 120, None, "Known", "facility_known_missing"),
    ("held", None, "counted", "Figure", "facility_number_missing"),
)


@pytest.mark.parametrize(("figure", "number", "known", "heading", "code"), WRONG)
def test_what_is_wrong_is_named_by_its_cell(
    figure: str, number: Any, known: Any, heading: str, code: str, library: Library, language: Language
) -> None:
    content = sheet_of(language, library, "North", {figure: (number, known)})
    merged = taken(state(), {"north": content}, library)
    assert codes(merged) == [code]
    place = merged.problems[0].place
    assert (place.sheet, place.cell) == address_of(content, figure, heading)
    kept = 120 if code in ("facility_choice_unknown", "facility_known_missing") else None
    assert merged.assessment.facilities[0].value(figure) == kept


READ = (
    ("1 250", 1250),
    ("1,250", 1250),
    ("1.250", 1250),
    ("١٬٢٥٠", 1250),
    ("\uff11\uff12", 12),
    ("0", 0),
    ("12.0", 12),
)


@pytest.mark.parametrize(("written", "number"), READ)
def test_numbers_as_they_are_written(written: str, number: int, library: Library, language: Language) -> None:
    merged = taken(state(), {"n": sheet_of(language, library, "North", {"held": written})}, library)
    assert merged.assessment.facilities[0].value("held") == number


def test_not_known_is_kept_as_that_and_never_zero(library: Library, language: Language) -> None:
    figures = {"posts": (None, "not_known"), "held": (100, "counted"), "places": (0, "counted")}
    sheet = taken(state(), {"n": sheet_of(language, library, "North", figures)}, library).assessment.facilities[0]
    assert (sheet.value("posts"), sheet.known("posts"), sheet.value("places")) == (None, "not_known", 0)


def test_a_name_is_needed_and_its_spelling_does_not_make_two(library: Library, language: Language) -> None:
    unnamed = filled_in(blank(language, library, state()), NORTH, told=JUNE)
    merged = taken(state(), {"n": unnamed}, library)
    assert codes(merged) == ["facility_name_missing"]
    assert merged.assessment.facilities == ()
    names = ("North  prison", "NORTH PRISON")
    days = ("2026-07-02", "2026-07-03")
    files = {
        day: filled_in(
            blank(language, library, state()),
            NORTH,
            told={**JUNE, "facility.name": name, "facility.done_on": day},
        )
        for name, day in zip(names, days, strict=True)
    }
    assert [sheet.name for sheet in taken(state(), files, library).assessment.facilities] == ["NORTH PRISON"]


def test_all_that_was_told_survives_the_state_file(library: Library, language: Language, tmp_path: Path) -> None:
    lines = {"skills": ["yes", "no", "none", None, "yes", "no", "none", None, "yes", "no"]}
    boxes = {"helps": "Zwei Zeilen\nund mehr", "hinders": "السجون", "reader": "刑務所"}
    told = {"facility.cleared_by": "Director", "facility.cleared_on": "2026-07-02"}
    content = sheet_of(language, library, "North", NORTH, lines=lines, boxes=boxes, told=told)
    whole = taken(state(), {"n": by_libreoffice(content, tmp_path)}, library).assessment
    sheet = whole.facilities[0]
    assert {name for name in FacilitySheet.model_fields if getattr(sheet, name)} == set(FacilitySheet.model_fields)
    assert sheet.files("skills") == tuple(lines["skills"])
    assert dict(sheet.boxes) == boxes
    path = tmp_path / "state.json"
    path.write_text(state_text(whole), encoding="utf-8")
    again, problems = import_state(path, path.name, library)
    assert (again, problems) == (whole, [])


def test_what_does_not_fit_a_state_file_is_held_back(library: Library, tmp_path: Path) -> None:
    figures = [{"id": "held", "value": 10}, {"id": "sentenced", "value": 11}, {"id": "cells", "value": 3}]
    document = {"schema_version": 1, "facilities": [{"id": "north", "name": "North", "figures": figures}]}
    path = tmp_path / "state.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    whole, problems = import_state(path, path.name, library)
    assert whole is not None
    assert [found.code for found in problems] == ["facility_part_wrong", "facility_figures_do_not_fit"]
    assert whole.facilities[0].figures == ()
    assert len(whole.held) == 2


def test_sheets_are_taken_over_in_one_step_and_given_back(library: Library, language: Language, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    id = store.create(state())
    base = store.stored(id, with_log=True)
    files = {name: read_file(content, name, library) for name, content in two(language, library).items()}
    step = take_in(store, id, base, merge_files(base.assessment, files.values(), library, ON))
    assert step is not None
    assert [sheet.name for sheet in store.stored(id).assessment.facilities] == ["North", "South"]
    assert take_back(store, id, step)
    assert store.stored(id).assessment.facilities == ()
    store.close()


def test_four_printed_pages(library: Library, language: Language, tmp_path: Path) -> None:
    if which("pdfinfo") is None:
        pytest.skip("needs poppler: pdfinfo is not on the path")
    path = tmp_path / "sheet.pdf"
    path.write_bytes(by_libreoffice(blank(language, library, state(), "North"), tmp_path, "pdf"))
    told = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    assert "Pages:           4" in told
    assert "A4" in told


def test_the_form_keeps_to_its_bounds(library: Library, language: Language, tmp_path: Path) -> None:
    form = library.facility
    assert (len(form.figures), len(form.lines), len(form.boxes), form.files, form.minutes) == (15, 6, 3, 10, 60)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(blank(language, library, state(), "North"))
    book = openpyxl.load_workbook(path)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("60 minutes" in text and "not measured" in text for text in texts)
    assert sum(text.startswith("facility/1?") for text in texts) == 3


def test_the_command_line_makes_and_reads_sheets(
    library: Library, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = tmp_path / "state.json"
    base.write_text(state_text(state()), encoding="utf-8")
    made = tmp_path / "north.xlsx"
    assert main(["template", "facility", "--state", str(base), "--body", "North", "-o", str(made)]) == 0
    made.write_bytes(filled_in(made.read_bytes(), NORTH, told=JUNE))
    capsys.readouterr()
    out = tmp_path / "merged.json"
    assert main(["read-answers", str(base), str(made), "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["facilities"]["covered"] == {
        "sheets": 1, "facilities": 5, "held": 400, "told_held": 1, "people_held": 1000, "share": 0.4,
    }  # fmt: skip
    figures = {entry["id"]: entry for entry in told["facilities"]["sums"]}
    assert figures["posts"] == {"id": "posts", "total": None, "told": 0, "estimates": 0}
    assert json.loads(out.read_text(encoding="utf-8"))["facilities"][0]["name"] == "North"
