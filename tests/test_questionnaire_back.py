"""Questionnaires out, filled in, saved by LibreOffice, and back: nothing is lost, and no order of files matters."""

import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.filled import all_by_libreoffice, answers_sheet, by_libreoffice, filled, rows_of, saved
from toolkit.cli import main
from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.record.merge import Merged
from toolkit.record.state_file import state_text
from toolkit.tasks.questionnaire import questionnaire_template
from toolkit.tasks.read_answers import base_of, items_as_json, merge_files, read_file

ON = date(2026, 7, 1)
BODIES = (Body(id="prisons", name="Prison service"), Body(id="probation", name="Probation"), Body(id="labour"))
FULL = Response(
    item="D04-3",
    body="prisons",
    level=2,
    comment="=1+1 is text\nas is this line; Ärzte, السجون, 刑務所",
    publish=True,
    evidence=(
        {"kind": "document", "title": "Order 5", "date": "2024-03-12", "reference": "p. 4"},
        {"kind": "data", "title": "Register", "date": "2025", "reference": "table 3"},
        {"kind": "inspection", "title": "Visit", "date": None, "reference": None},
        {"kind": "document", "title": "A fourth source", "date": "2026-01", "reference": "-"},
    ),  # type: ignore[arg-type]
    practice={"what": "Shared files", "result": "Fewer returns", "since": "2019", "source": "Yearbook"},  # type: ignore[arg-type]
    difficulty={"kind": "public_acceptance", "line": "Neighbours object"},  # type: ignore[arg-type]
    help={"kind": "Training", "asked_from": "A neighbour"},  # type: ignore[arg-type]
    review=True,
    version=3,
)
OTHER_KINDS = (
    Response(item="D11-2", body="prisons", not_known="The statistics office", version=1),
    Response(item="D05-1", body="prisons", not_ours="Health ministry", version=1),
    Response(item="D14-2", body="prisons", answer="partly", version=2),
    Response(
        item="D08-2",
        body="prisons",
        not_applicable={"reason": "nobody_concerned", "note": "No woman was held since 2023."},  # type: ignore[arg-type]
        version=1,
    ),
)


def state(**parts: Any) -> Assessment:
    return Assessment(
        **{"id": "a1", "profile": Profile(state="Talvenia"), "bodies": BODIES, "as_of": date(2026, 6, 30), **parts}
    )


def template(whole: Assessment | None, body: str | None, library: Library, language: Language) -> bytes:
    return questionnaire_template(language, library, look_through(library, "a-res-78-224"), whole, body)


def taken(base: Assessment | None, files: Mapping[str, bytes], library: Library) -> Merged:
    read = [read_file(content, name, library) for name, content in files.items()]
    return merge_files(base or base_of(read), read, library, ON)


def codes(merged: Merged) -> list[str]:
    return [found.code for found in merged.problems]


def test_every_field_of_a_response_comes_back_from_libreoffice(
    library: Library, language: Language, tmp_path: Path
) -> None:
    given = [FULL, *[found for found in OTHER_KINDS if allowed(found, library)]]
    said = {name for response in given for name in Response.model_fields if getattr(response, name)}
    assert said == set(Response.model_fields), "a field of a response is not tried"
    whole = state(responses=tuple(given))
    content = by_libreoffice(template(whole, "prisons", library, language), tmp_path)
    merged = taken(None, {"prisons.xlsx": content}, library)
    assert merged.problems == ()
    assert merged.assessment.responses == whole.responses
    assert merged.assessment.bodies == (BODIES[0],)
    assert merged.assessment.profile.state == "Talvenia"


def allowed(response: Response, library: Library) -> bool:
    found = response.not_applicable
    return found is None or found.reason in library.items[response.item].not_applicable


def three_filled(library: Library, language: Language, tmp_path: Path) -> dict[str, bytes]:
    """Three bodies: two contradict each other on D04-3 (4 against 1); each leaves a comment and evidence."""
    whole = state()
    prisons = {
        "D04-3": {"Level": "4 - In place and reviewed", "Comment": "Prisons say four.", "Evidence 1: kind": "data"},
        "D05-1": {"Level": "٣", "Comment": "ثلاثة"},
    }
    prisons["D04-3"] |= {"Evidence 1: title": "Register", "Evidence 1: date": "2025", "Evidence 1: reference": "t. 3"}
    probation = {"D04-3": {"Level": 1, "Comment": "Probation says one.", "Help: kind": "Staff"}}
    labour = {"D07-1": {"Level": "\uff12", "Comment": "Two.", "May be published": "yes", "Practice: what": "Shops"}}
    answers = {"prisons": prisons, "probation": probation, "labour": labour}
    returned = {"returned.date": "2026-05-04"}
    forms = {body: filled(template(whole, body, library, language), told, returned) for body, told in answers.items()}
    return {f"{body}.xlsx": content for body, content in all_by_libreoffice(forms, tmp_path).items()}


def test_three_bodies_in_all_six_orders_give_one_state_file(
    library: Library, language: Language, tmp_path: Path
) -> None:
    files = three_filled(library, language, tmp_path)
    damaged = {**files, "labour.xlsx": files["labour.xlsx"][: len(files["labour.xlsx"]) // 2]}
    for chosen in (damaged, files):
        read = {name: read_file(content, name, library) for name, content in chosen.items()}
        orders = [[read[name] for name in order] for order in permutations(chosen)]
        merges = [merge_files(state(), order, library, ON) for order in orders]
        assert len({state_text(found.assessment) for found in merges}) == 1
        assert len({str(found.problems) for found in merges}) == 1
        assert codes(merges[0]) == (["file_damaged"] if chosen is damaged else [])
    whole = merges[0].assessment
    item = next(found for found in items_as_json(whole, library) if found["item"] == "D04-3")
    assert (item["levels"], item["agreement"]) == ({"prisons": 4, "probation": 1}, "contradict")
    prisons, labour = whole.response("D04-3", "prisons"), whole.response("D07-1", "labour")
    assert prisons is not None and labour is not None
    assert prisons.comment == "Prisons say four."
    assert [source.model_dump() for source in prisons.evidence] == [
        {"kind": "data", "title": "Register", "date": "2025", "reference": "t. 3"}
    ]
    assert (labour.level, labour.publish, labour.practice and labour.practice.what) == (2, True, "Shops")
    assert {entry.at for entry in whole.log} == {"2026-05-04"}
    five = whole.response("D05-1", "prisons")
    assert five is not None and (five.level, five.comment) == (3, "ثلاثة")
    annex = report_of(whole, tmp_path)
    assert all(text in annex for text in ("Prisons say four.", "Probation says one.", "Register", "Shops"))
    assert "D04-3" in json.dumps([part for part in json.loads(annex)["parts"] if part.get("id") == "not_agreed"])


def report_of(whole: Assessment, folder: Path) -> str:
    state_file, out = folder / "merged.json", folder / "report.json"
    state_file.write_text(state_text(whole), encoding="utf-8")
    assert main(["report", str(state_file), "--to", "json", "-o", str(out)], today=ON) == 0
    return out.read_text(encoding="utf-8")


# Comma, quotes, UTF-8, from the first line, the second sheet.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"


@pytest.mark.parametrize("kind", ["ods", "xls", CSV])
def test_other_kinds_of_file_are_read_as_well(kind: str, library: Library, language: Language, tmp_path: Path) -> None:
    content = filled(template(state(), "prisons", library, language), {"D04-3": {"Level": 2, "Comment": "Two\nlines"}})
    short = kind.split(":")[0]
    content = by_libreoffice(content, tmp_path, kind)
    merged = taken(state(), {f"prisons.{short}": content}, library)
    assert codes(merged) == []
    response = merged.assessment.response("D04-3", "prisons")
    assert response is not None and (response.level, response.comment) == (2, "Two\nlines")


def renamed(book: openpyxl.Workbook) -> None:
    for number, found in enumerate(book.worksheets):
        found.title = f"Sheet {number}"


def without_hidden_sheet(book: openpyxl.Workbook) -> None:
    del book["Stamp"]


def answers_alone(book: openpyxl.Workbook) -> None:
    kept = answers_sheet(book)[0]
    for found in [sheet for sheet in book.worksheets if sheet is not kept]:
        del book[found.title]


def columns_moved(book: openpyxl.Workbook) -> None:
    sheet, head, _ = answers_sheet(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head)]
    written(sheet, head, [[values[0], *reversed(values[1:])] for values in rows])


def rows_sorted(book: openpyxl.Workbook) -> None:
    sheet, head, _ = answers_sheet(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    written(sheet, head + 1, rows[::-1])


def without_keys(book: openpyxl.Workbook) -> None:
    sheet, _, columns = answers_sheet(book)
    sheet.delete_cols(columns["Key"])


def written(sheet: Worksheet, first: int, rows: list[list[Any]]) -> None:
    for row, values in enumerate(rows, start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def spoiled(content: bytes, spoil: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    spoil(book)
    return saved(book)


@pytest.mark.parametrize(
    "spoil", [renamed, without_hidden_sheet, answers_alone, columns_moved, rows_sorted, without_keys]
)
def test_a_changed_structure_is_still_read(
    spoil: Callable[[openpyxl.Workbook], None], library: Library, language: Language
) -> None:
    held = Response(item="D05-1", body="prisons", level=1, comment="Before", version=2)
    whole = state(responses=(held,))
    content = filled(template(whole, "prisons", library, language), {"D05-1": {"Level": 2}, "D04-3": {"Level": 3}})
    merged = taken(whole, {"p.xlsx": spoiled(content, spoil)}, library)
    assert codes(merged) == []
    assert merged.assessment.response("D05-1", "prisons") == held.model_copy(update={"level": 2, "version": 3})
    assert merged.assessment.response("D04-3", "prisons") == Response(item="D04-3", body="prisons", level=3, version=1)


def test_each_wrong_cell_is_named_and_the_rest_taken(library: Library, language: Language) -> None:
    answers: dict[str, dict[str, Any]] = {
        "D04-1": {"Level": "three"},
        "D04-2": {"Level": 7},
        "D04-3": {"Level": "3.5"},
        "D04-4": {"Level": "2 or 3"},
        "D05-1": {"Level": 2, "Not known: who may know": "The ministry"},
        "D05-2": {"Level": 2, "Difficulty: kind": "weather", "Comment": "Kept"},
        "D05-3": {"Level": 1, "Evidence 1: title": "No kind"},
        "D14-2": {"Level": "perhaps"},
        "D06-1": {"Level": "3.0"},
    }
    content = filled(template(state(), "prisons", library, language), answers)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, head, columns = answers_sheet(book)
    rows = rows_of(sheet, head, columns["Code"])
    sheet.cell(rows["D07-1"], 1).value = "D07-77"
    sheet.cell(rows["D07-1"], columns["Level"]).value = 3
    merged = taken(state(), {"p.xlsx": saved(book)}, library)
    found = {(problem.code, problem.place.cell) for problem in merged.problems}
    level = openpyxl.utils.get_column_letter(columns["Level"])
    expected = {
        ("answer_level_not_understood", f"{level}{rows['D04-1']}"),
        ("response_level_out_of_range", f"{level}{rows['D04-2']}"),
        ("answer_level_not_understood", f"{level}{rows['D04-3']}"),
        ("answer_level_not_understood", f"{level}{rows['D04-4']}"),
        ("answer_fact_unknown", f"{level}{rows['D14-2']}"),
        ("answer_code_unknown", f"A{rows['D07-1']}"),
    }
    assert expected <= found
    assert {code for code, _ in found} == {code for code, _ in expected} | {
        "response_two_answers",
        "answer_choice_unknown",
        "answer_evidence_without_kind",
        "answers_rows_missing",
    }
    assert [(r.item, r.level, r.comment) for r in merged.assessment.responses] == [
        ("D05-2", 2, "Kept"),
        ("D05-3", 1, ""),
        ("D06-1", 3, ""),
    ]
    kept = json.dumps([held.value for held in merged.assessment.held], ensure_ascii=False)
    assert all(text in kept for text in ("three", "2 or 3", "weather", "No kind", "perhaps", "D07-77", "The ministry"))


def test_another_state_and_another_edition(library: Library, language: Language) -> None:
    content = filled(template(state(), "prisons", library, language), {"D04-3": {"Level": 3}})
    elsewhere = state(profile=Profile(state="Ostravia"))
    merged = taken(elsewhere, {"p.xlsx": content}, library)
    assert (codes(merged), merged.assessment.responses) == (["answers_other_state"], ())
    later = library.model_copy(
        update={
            "content_hash": "0" * 64,
            "items": {
                **library.items,
                "D05-1": library.items["D05-1"].model_copy(update={"text": "Something else is asked."}),
            },
        }
    )
    answers = {"D04-3": {"Level": 3}, "D05-1": {"Level": 2}}
    merged = taken(state(), {"p.xlsx": filled(template(state(), "prisons", library, language), answers)}, later)
    assert sorted(codes(merged)) == ["answer_item_reworded", "answers_other_content"]
    assert [response.item for response in merged.assessment.responses] == ["D04-3"]


def test_a_statement_sorted_away_from_its_code_is_named(library: Library, language: Language) -> None:
    content = filled(template(state(), "prisons", library, language), {"D04-3": {"Level": 3}, "D04-4": {"Level": 1}})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, head, columns = answers_sheet(book)
    rows = rows_of(sheet, head, columns["Code"])
    one, other = sheet.cell(rows["D04-3"], columns["Statement"]), sheet.cell(rows["D04-4"], columns["Statement"])
    one.value, other.value = other.value, one.value
    merged = taken(state(), {"p.xlsx": saved(book)}, library)
    assert codes(merged) == ["answer_row_moved", "answer_row_moved"]
    assert merged.assessment.responses == ()
