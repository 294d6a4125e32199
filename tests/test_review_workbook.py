"""The review workbook: written, edited as people edit, read back, taken over; untouched it changes nothing."""

import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.cli import main
from toolkit.intake.review_reading import ReviewReading, read_review
from toolkit.language import Language, read_language
from toolkit.library.model import Library
from toolkit.library.reader import CHECKLISTS, read_library
from toolkit.library.review_parts import TextChange, part_label, parts_by_label, parts_of
from toolkit.problem import Place, message
from toolkit.report.review_workbook import review_workbook

CODE, PART, TEXT, PROPOSAL, REASON = range(1, 6)
LEVEL = "One prison keeps signed standing orders that give each post its tasks."
Edit = Callable[[openpyxl.Workbook], object]


def one_subject(whole: Library) -> Library:
    """All that is asked about one subject: a workbook of two sheets is quick to write and read."""
    items = {id: item for id, item in whole.items.items() if item.dimension == "D03"}
    return whole.model_copy(update={"dimensions": {"D03": whole.dimensions["D03"]}, "items": items})


@pytest.fixture(scope="module")
def whole() -> Library:
    return read_library()


@pytest.fixture(scope="module")
def library(whole: Library) -> Library:
    return one_subject(whole)


@pytest.fixture(scope="module")
def written(library: Library) -> bytes:
    return review_workbook(read_language("en"), library)


@pytest.fixture
def checklists(tmp_path: Path) -> Path:
    """A copy of the checklists to write into."""
    return Path(shutil.copytree(CHECKLISTS, tmp_path / "checklists"))


def row_of(sheet: Worksheet, code: str, part: str) -> int:
    """Number of the row of a part."""
    wanted = (code, part)
    return next(
        row for row in range(2, sheet.max_row + 1) if (sheet.cell(row, 1).value, sheet.cell(row, 2).value) == wanted
    )


def put(book: openpyxl.Workbook, code: str, part: str, proposal: str | None, reason: str | None = None) -> int:
    """Write a proposal beside a part; the number of its row."""
    sheet = book[code[:3]]
    row = row_of(sheet, code, part)
    sheet.cell(row, PROPOSAL).value = proposal
    sheet.cell(row, REASON).value = reason
    return row


def edited(content: bytes, edit: Edit) -> bytes:
    """The workbook after somebody edited it and saved it with another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, library: Library, language: Language) -> ReviewReading:
    reading, problems = read_review(content, "review.xlsx", library, language)
    assert reading is not None, problems
    assert all(message(found, language) for found in reading.problems)
    return reading


def codes(reading: ReviewReading) -> list[str]:
    return [found.code for found in reading.problems]


def test_untouched_it_changes_nothing_and_holds_every_text_once(whole: Library, language: Language) -> None:
    written = review_workbook(language, whole)
    reading = read(written, whole, language)
    assert (reading.changes, reading.problems, reading.content_hash) == ((), [], whole.content_hash)
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert book.sheetnames == ["Read me", *whole.dimensions]
    for id in (*whole.dimensions, *whole.items):
        sheet = book[id[:3]]
        rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == id]
        told = {part_label(part, language): text for part, text in parts_of(whole, id).items()}
        assert {row[1]: row[2] for row in rows if row[1] != "About this statement"} == told
        assert len(rows) == len(told) + (id in whole.items)


def test_saved_by_another_program_it_changes_nothing(written: bytes, library: Library, language: Language) -> None:
    reading = read(edited(written, lambda book: None), library, language)
    assert (reading.changes, reading.problems) == ((), [])


def test_it_is_laid_out_for_reading_and_printing(written: bytes, library: Library) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written))["D03"]
    why = library.items["D03-1"].why or ""
    # 58 characters a line, 15 points a line
    assert (sheet.row_dimensions[row_of(sheet, "D03-1", "Why it is asked")].height or 0) >= 15 * len(why) / 58
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        9,
        1,
    )
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["F"].hidden
    assert not sheet.protection.sheet


def test_a_text_that_begins_like_a_formula_stays_text(library: Library, language: Language) -> None:
    item = library.items["D03-1"].model_copy(update={"why": "=1+1"})
    changed = library.model_copy(update={"items": {**library.items, "D03-1": item}})
    sheet = openpyxl.load_workbook(io.BytesIO(review_workbook(language, changed)))["D03"]
    cell = sheet.cell(row_of(sheet, "D03-1", "Why it is asked"), TEXT)
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert read(review_workbook(language, changed), changed, language).changes == ()


def test_a_proposal_becomes_a_change_with_its_place(written: bytes, library: Library, language: Language) -> None:
    rows: list[int] = []
    content = edited(written, lambda book: rows.append(put(book, "D03-1", "Level 2", LEVEL, "clearer")))
    reading = read(content, library, language)
    assert reading.problems == []
    assert reading.changes == (
        TextChange(
            item="D03-1",
            part="levels.2",
            before=library.items["D03-1"].levels[2],
            after=LEVEL,
            reason="clearer",
            place=Place(sheet="D03", row=rows[0]),
        ),
    )


def test_sorted_rows_and_moved_columns_are_read_the_same(written: bytes, library: Library, language: Language) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        put(book, "D03-2", "Who is counted", "Everybody held, by sex.")
        sheet = book["D03"]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        turned = [rows[0], *reversed(rows[1:])]
        sheet.delete_rows(1, sheet.max_row)
        for row in turned:
            sheet.append([row[3], row[1], None, row[0], row[5], row[2], row[4]])

    reading = read(edited(written, edit), library, language)
    assert reading.problems == []
    assert [(change.item, change.part) for change in reading.changes] == [("D03-2", "denominator")]


def test_a_text_overwritten_in_place_is_taken_as_a_proposal(
    written: bytes, library: Library, language: Language
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["D03"].cell(row_of(book["D03"], "D03-1", "Look for 1"), TEXT).value = "National order, signed"

    reading = read(edited(written, edit), library, language)
    assert [change.after for change in reading.changes] == ["National order, signed"]
    assert codes(reading) == ["review_text_overwritten"]


def held_back(content: bytes, library: Library, language: Language) -> tuple[str, str | None]:
    """Code and cell of the one problem of a workbook in which nothing else is proposed."""
    reading = read(content, library, language)
    assert reading.changes == ()
    assert len(reading.problems) == 1, reading.problems
    return reading.problems[0].code, reading.problems[0].place.cell


@pytest.mark.parametrize(
    ("part", "proposal", "code"),
    [
        ("Level 3", " ".join(["word"] * 36), "content_text_too_long"),
        ("Level 3", "The order is adequate.", "content_word_never_used"),
        ("Why it is asked", "Because inmates ask for it.", "content_word_never_used"),
        ("Next step 1a: kind", "miracle", "review_value_unknown"),
        ("Next step 1a: lead", "Somebody", "review_value_unknown"),
        ("Statement", "Take out", "review_cannot_be_taken_out"),
        ("Level 4", "take  OUT", "review_cannot_be_taken_out"),
    ],
)
def test_what_does_not_fit_is_named_by_its_cell(
    part: str, proposal: str, code: str, written: bytes, library: Library, language: Language
) -> None:
    rows: list[int] = []
    content = edited(written, lambda book: rows.append(put(book, "D03-1", part, proposal)))
    assert held_back(content, library, language) == (code, f"D{rows[0]}")


@pytest.mark.parametrize(
    ("part", "proposal"),
    [
        ("Level 3", " ".join(["word"] * 35)),
        ("Why it is asked", "An adequate order is the first sign."),
        ("Next step 1a: kind", "law"),
        ("Next step 1a: lead", "MOJ"),
        ("Look for 4", "Take out"),
        ("Hint: small States", "take out"),
    ],
)
def test_what_fits_is_taken(part: str, proposal: str, written: bytes, library: Library, language: Language) -> None:
    reading = read(edited(written, lambda book: put(book, "D03-1", part, proposal)), library, language)
    assert codes(reading) == []
    assert [change.after for change in reading.changes] == [None if "out" in proposal else proposal]


def added(code: object, part: object, proposal: str) -> Edit:
    """Edit that adds a row at the end of D03."""

    def edit(book: openpyxl.Workbook) -> None:
        book["D03"].append([code, part, None, proposal])

    return edit


@pytest.mark.parametrize(
    ("code", "part", "problem", "column"),
    [
        ("D03-99", "Look for 5", "review_code_unknown", "A"),
        (None, "Look for 5", "review_code_unknown", "A"),
        ("D03-1", "Look at 5", "review_part_unknown", "B"),
        ("D03-1", "Level 7", "review_part_unknown", "B"),
        ("D03", "Look for 5", "review_part_unknown", "B"),
        ("D03-1", "Look for 7", "review_part_not_next", "B"),
        ("D03-1", "Next step 2c: measure", "review_part_not_next", "B"),
    ],
)
def test_a_row_that_belongs_nowhere_is_named(
    code: str | None, part: str, problem: str, column: str, written: bytes, library: Library, language: Language
) -> None:
    found, cell = held_back(edited(written, added(code, part, "Something new")), library, language)
    assert (found, (cell or "")[:1]) == (problem, column)


def test_a_new_row_adds_an_entry(written: bytes, library: Library, language: Language) -> None:
    # D03-1 has four things to look for
    reading = read(edited(written, added("d03-1", "look for  5", "Something new")), library, language)
    assert [(change.part, change.before, change.after) for change in reading.changes] == [
        ("look_for.5", None, "Something new")
    ]
    assert codes(reading) == []


def test_a_text_that_changed_since_is_a_conflict(written: bytes, library: Library, language: Language) -> None:
    item = library.items["D03-1"].model_copy(update={"why": "Another reason by now."})
    now = library.model_copy(update={"items": {**library.items, "D03-1": item}, "content_hash": "0" * 64})
    rows: list[int] = []
    content = edited(written, lambda book: rows.append(put(book, "D03-1", "Why it is asked", "A third reason.")))
    reading = read(content, now, language)
    assert reading.changes == ()
    assert [(found.code, found.place.cell) for found in reading.problems] == [
        ("review_other_content", None),
        ("review_text_changed_since", f"C{rows[0]}"),
    ]
    assert codes(read(written, now, language)) == ["review_other_content"]


def test_two_different_proposals_are_both_held_back_and_equal_ones_count_once(
    written: bytes, library: Library, language: Language
) -> None:
    def twice(second: str) -> Edit:
        def edit(book: openpyxl.Workbook) -> None:
            sheet = book["D03"]
            row = put(book, "D03-1", "Who is counted", "All people held.")
            sheet.append([cell.value for cell in sheet[row]])
            sheet.cell(sheet.max_row, PROPOSAL).value = second

        return edit

    apart = read(edited(written, twice("Nobody.")), library, language)
    assert (apart.changes, codes(apart)) == ((), ["review_two_proposals"] * 2)
    alike = read(edited(written, twice("All people held.")), library, language)
    assert (len(alike.changes), codes(alike)) == (1, [])


def test_what_a_reviewer_says_without_a_proposal_is_not_lost(
    written: bytes, library: Library, language: Language
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        put(book, "D03-1", "About this statement", "The lead should be the ministry.")
        put(book, "D03-1", "Level 1", None, "I would not know how to see this.")

    reading = read(edited(written, edit), library, language)
    assert reading.changes == ()
    assert sorted((found.code, found.values["said"]) for found in reading.problems) == [
        ("review_for_a_person", "I would not know how to see this."),
        ("review_for_a_person", "The lead should be the ministry."),
    ]


def test_a_text_read_as_a_formula_is_named(written: bytes, library: Library, language: Language) -> None:
    rows: list[int] = []
    content = edited(written, lambda book: rows.append(put(book, "D03-1", "Why it is asked", "=Because it is")))
    assert held_back(content, library, language) == ("value_not_calculated", f"D{rows[0]}")

    def edit(book: openpyxl.Workbook) -> None:
        row = put(book, "D03-1", "Why it is asked", "#NAME?")
        book["D03"].cell(row, PROPOSAL).data_type = "e"

    assert held_back(edited(written, edit), library, language) == ("value_is_an_error", f"D{rows[0]}")


def test_a_proposal_counts_before_an_overwritten_text(written: bytes, library: Library, language: Language) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        row = put(book, "D03-1", "Level 2", LEVEL)
        book["D03"].cell(row, TEXT).value = "Another wish."

    reading = read(edited(written, edit), library, language)
    assert [(change.before, change.after) for change in reading.changes] == [(library.items["D03-1"].levels[2], LEVEL)]
    assert [(found.code, found.values["said"]) for found in reading.problems] == [
        ("review_for_a_person", "Another wish.")
    ]


def test_without_stamp_it_is_read_with_a_warning(written: bytes, library: Library, language: Language) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        del book["Read me"]
        put(book, "D03-1", "Level 2", LEVEL)

    reading = read(edited(written, edit), library, language)
    assert (len(reading.changes), codes(reading)) == (1, ["review_stamp_missing"])


def test_another_workbook_or_language_is_refused(written: bytes, library: Library, language: Language) -> None:
    other = openpyxl.Workbook()
    out = io.BytesIO()
    other.save(out)
    refused = read_review(out.getvalue(), "x.xlsx", library, language)[1]
    assert [found.code for found in refused] == ["review_without_table"]
    assert "Your proposal" in message(refused[0], language)
    test_language, marked = read_language("x-test"), one_subject(read_library("x-test"))
    assert [found.code for found in read_review(written, "x.xlsx", marked, test_language)[1]] == [
        "review_other_language"
    ]
    again = read(review_workbook(test_language, marked), marked, test_language)
    assert (again.changes, again.problems) == ((), [])


def test_no_two_parts_have_one_name(language: Language) -> None:
    # 2 of a subject, about, 3 single texts, 5 levels, 2 lists of 9, 3 hints, 4 levels x 6 letters x 6 fields
    assert len(parts_by_label(language)) == 2 + 1 + 3 + 5 + 18 + 3 + 144


def test_the_command_line_writes_and_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "review.xlsx"
    on = date(2026, 7, 1)
    assert main(["review-workbook", "-o", str(path), "--json"], today=on) == 0
    capsys.readouterr()
    path.write_bytes(edited(path.read_bytes(), lambda book: put(book, "D03-1", "Level 2", LEVEL, "clearer")))
    assert main(["read-review", str(path), "--json"], today=on) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["applied"] is None
    assert len(document["content_hash"]) == 64
    found = document["changes"][0]
    assert set(found) == {"item", "part", "before", "after", "reason", "place"}
    assert (found["part"], found["after"], found["place"]["sheet"]) == ("levels.2", LEVEL, "D03")
    assert main(["read-review", str(path), "--apply", "--language", "x-test", "--json"], today=on) == 2
    assert main(["read-review", str(tmp_path / "none.xlsx"), "--json"], today=on) == 2


def test_changes_are_taken_over_and_checked(
    tmp_path: Path, checklists: Path, written: bytes, library: Library, language: Language
) -> None:
    from toolkit.tasks.review import take_over

    def edit(book: openpyxl.Workbook) -> None:
        put(book, "D03-1", "Level 2", LEVEL)
        put(book, "D03-2", "Statement", library.items["D03-1"].text)

    written_changes, problems = take_over(read(edited(written, edit), library, language).changes, checklists)
    assert len(written_changes) == 2
    # two statements that read the same: the rules of check-content hold for what was taken over
    assert "content_statement_repeated" in [found.code for found in problems]
    assert read_library(folder=checklists).items["D03-1"].levels[2] == LEVEL
