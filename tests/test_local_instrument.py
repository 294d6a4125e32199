"""Local instruments: taken from a made-up resolution, mapped by a person, by workbook and back, printed unscored."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.filled import by_libreoffice, saved
from tests.made_texts import RESOLUTION
from toolkit.cli import main
from toolkit.language import Language, read_language
from toolkit.library.model import Library
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment, NotApplicable, Response
from toolkit.record.local_instrument import LocalInstrument, LocalProvision, Mapped
from toolkit.record.official_wording import OfficialWording
from toolkit.record.plan import Budget, Funding, Indicator, Measure, Plan
from toolkit.record.state_file import read_state, state_text
from toolkit.report.local_instrument import local_report
from toolkit.report.subject import Subject
from toolkit.report.tree import Table
from toolkit.tasks import local_instrument as tasks
from toolkit.tasks.official_wording import load_document
from toolkit.tasks.results import results_of

DAY, LATER = date(2026, 3, 2), date(2026, 4, 1)
SAY = read_language("en")
MAPPED = LocalInstrument(
    id="valleys",
    title="Reading rooms in remote valleys",
    symbol="A/RES/99/201",
    kind="regional",
    provisions=(
        LocalProvision(number="1", gist="Rooms, and help with work and housing", items=("D04-3", "D09-1", "D11-1")),
        LocalProvision(number="2", gist="=Counting books", items=("D14-1",), rejected=("D16-1",)),
        LocalProvision(number="4 (a)", gist="Bookbinders"),
    ),
    mapped=Mapped(role="Head of the unit for valleys", date=DAY),
)


@pytest.fixture(scope="module")
def document(library: Library) -> OfficialWording:
    found, problems = load_document(RESOLUTION.encode(), "valleys.txt", library)
    assert [entry.code for entry in problems] == ["text_of_none_of_ours"]
    assert found is not None
    return found


def told() -> Assessment:
    """D04-3 at its target, D11-1 below it, D09-1 does not apply, D14-1 not answered."""
    nobody = NotApplicable(reason="nobody_concerned", note="Nobody lives there.")
    responses = (
        Response(item="D04-3", level=3),
        Response(item="D11-1", level=1),
        Response(item="D09-1", not_applicable=nobody),
    )
    return Assessment(responses=responses, local_instruments=(MAPPED,))


def looked_at(assessment: Assessment, library: Library) -> Results:
    measure = Measure(
        id="m1",
        number="1.1",
        title="Plans for everybody",
        lead="Prison service",
        end=date(2027, 1, 1),
        items=("D04-3",),
        indicator=Indicator(name="Plans", target="all"),
        budget=Budget(funding=Funding.SECURED),
    )
    plans = (Plan(name="Plan", measures=(measure,)),)
    return results_of(assessment.model_copy(update={"plans": plans}), library, as_of=DAY)


def test_an_official_document_gives_numbers_verbs_and_addressees_and_no_wording(document: OfficialWording) -> None:
    taken = tasks.from_document(document, "Reading rooms", Assessment())
    assert (taken.id, taken.symbol, taken.kind, taken.language) == (
        "reading-rooms",
        "A/RES/99/201",
        "united_nations",
        "en",
    )
    assert [(found.number, found.verb, found.addressee) for found in taken.provisions] == [
        ("1", "Encourages", "member_states"),
        ("2", "Also encourages", "member_states"),
        ("3", "Requests", "unodc"),
        ("4", "Invites", None),
        ("5", "Takes note", "none"),
    ]
    assert "valley" not in json.dumps([found.model_dump() for found in taken.provisions])


def test_items_are_suggested_from_the_wording_but_not_for_what_speaks_to_others(
    document: OfficialWording, library: Library
) -> None:
    taken = tasks.from_document(document, "Reading rooms", Assessment())
    wordings = tasks.wordings_of(taken, [document], "en")
    assert set(wordings) == {"1", "2", "3", "4", "5"}
    found = tasks.suggestions(taken, wordings, library)
    assert "3" not in found
    assert {link.kind for link in found["1"]} == {"suggested"}
    assert tasks.suggestions(taken, {}, library) == {}


def test_a_decision_is_laid_upon_what_the_record_holds() -> None:
    confirmed = tasks.with_link(MAPPED, "2", "D16-1", "confirmed", LATER)
    assert confirmed is not None
    assert confirmed.provisions[1].items == ("D14-1", "D16-1")
    assert confirmed.provisions[1].rejected == ()
    assert confirmed.changed_since == LATER
    undone = tasks.with_link(confirmed, "2", "D16-1", None, LATER)
    assert undone is not None
    assert (undone.provisions[1].items, undone.provisions[1].rejected) == (("D14-1",), ())
    assert tasks.with_gist(MAPPED, "1", "Other words", "not what stands there", LATER) is None
    assert tasks.with_provision(MAPPED, " 1 ", "again", LATER) is None
    assert tasks.mapped_as(MAPPED, "  ", LATER) is None


def test_counts_by_provision_are_numbers_of_statements(library: Library) -> None:
    assessment = told()
    results = looked_at(assessment, library)
    first, second, third = tasks.local_standing(MAPPED, assessment, library, results.coverage)
    assert (first.at_target, first.below_target, first.not_applicable, first.unanswered) == (1, 1, 1, 0)
    assert dict(first.by_coverage) == {"full": 1, "partly": 0, "paper": 0, "none": 2}
    assert (second.unanswered, second.facts, len(third.items)) == (1, 0, 0)


def test_a_report_says_who_mapped_it_and_has_no_points(library: Library) -> None:
    assessment = told()
    tree = local_report(Subject(assessment, looked_at(assessment, library), library, SAY), MAPPED)
    assert tree.footer.startswith("Mapped by Head of the unit for valleys, 2026-03-02.")
    tables = [part for part in tree.parts if isinstance(part, Table)]
    assert {column.kind for table in tables for column in table.columns} <= {"text", "code", "count"}
    by_provision = next(table for table in tables if table.id == "local_provisions")
    assert [cell.shown for cell in by_provision.rows[0]][3:8] == ["3", "1", "1", "0", "1"]
    assert [cell.number for cell in by_provision.rows[2]][3:8] == [0, None, None, None, None]
    assert by_provision.rows[0][-1].shown == "Fully specified: 1; No measure: 2"
    without = next(table for table in tables if table.id == "local_without")
    assert [row[0].shown for row in without.rows] == ["4 (a)"]


@pytest.mark.parametrize("to", tasks.FORMATS)
def test_every_format_is_made(to: str, library: Library) -> None:
    assessment = told()
    results = looked_at(assessment, library)
    name, content = tasks.make_local_report(MAPPED, assessment, results, library, SAY, to=to, today=DAY)
    assert name.endswith(f".{to}")
    assert len(content) > 1000


def test_scores_do_not_change(library: Library) -> None:
    assessment = told()
    bare = assessment.model_copy(update={"local_instruments": ()})
    assert results_of(assessment, library, as_of=DAY).scores == results_of(bare, library, as_of=DAY).scores


def test_a_workbook_comes_back_as_it_went(library: Library, tmp_path: Path) -> None:
    content = tasks.workbook_of(MAPPED, library, SAY)
    for back in (content, by_libreoffice(content, tmp_path)):
        found, problems = tasks.read_local_workbook(back, "valleys.xlsx", library, SAY)
        assert problems == []
        assert found == MAPPED


def test_a_workbook_in_another_language_comes_back(library: Library) -> None:
    other: Language = read_language("x-test")
    found, problems = tasks.read_local_workbook(tasks.workbook_of(MAPPED, library, other), "v.xlsx", library, other)
    assert problems == []
    assert found == MAPPED


def filled(library: Library, rows: list[tuple[Any, ...]], facts: dict[str, Any]) -> bytes:
    """The blank workbook with facts and rows of number, gist and statements."""
    book = openpyxl.load_workbook(io.BytesIO(tasks.blank_workbook(library, SAY)))
    about, provisions = book.worksheets[0], book.worksheets[1]
    for row in about.iter_rows():
        if str(row[0].value) in facts:
            row[1].value = facts[str(row[0].value)]
    for at, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            provisions.cell(at, column).value = value
    return saved(book)


def test_what_does_not_fit_is_named_by_its_cell_and_the_rest_is_taken(library: Library) -> None:
    rows = [
        ("1", "One", "d4-3; D99-1"),
        ("2", "Two", "D09-1 D09-2"),
        ("2", "Two again", "D09-3"),
        (None, "No number", "D01-1"),
        (3, "Three", "D01-1 and its words"),
    ]
    facts = {"Title": "A law", "Adopted on": "last spring", "Mapped by (role)": "Somebody"}
    found, problems = tasks.read_local_workbook(filled(library, rows, facts), "law.xlsx", library, SAY)
    assert found is not None
    assert [(entry.number, entry.items) for entry in found.provisions] == [("1", ("D04-3",)), ("3", ("D01-1",))]
    assert (found.title, found.adopted, found.mapped) == ("A law", None, None)
    assert sorted((entry.code, entry.place.cell) for entry in problems) == [
        ("local_date_not_understood", "B10"),
        ("local_item_unknown", "C2"),
        ("local_mapped_incomplete", "B14"),
        ("local_number_missing", "A5"),
        ("local_number_repeated", "A3"),
        ("local_number_repeated", "A4"),
    ]


def test_a_workbook_of_another_kind_is_refused(library: Library) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Measure", "Lead"])
    found, problems = tasks.read_local_workbook(saved(book), "plan.xlsx", library, SAY)
    assert found is None
    assert [entry.code for entry in problems] == ["local_without_table"]


def test_a_workbook_replaces_the_one_it_was_made_from_and_else_is_a_new_one() -> None:
    assessment = told()
    back = MAPPED.model_copy(update={"provisions": MAPPED.provisions[:1]})
    replaced = tasks.taken_in(back, assessment, LATER)
    assert (replaced.id, replaced.changed_since) == ("valleys", LATER)
    new = tasks.taken_in(LocalInstrument(id="local", title="Valleys"), assessment, LATER)
    assert new.id == "valleys-2"


def test_the_state_file_carries_it_and_holds_back_what_is_no_statement(library: Library) -> None:
    text = state_text(told())
    assessment, problems = read_state(json.loads(text), library)
    assert problems == []
    assert assessment is not None
    assert assessment.local_instruments == (MAPPED,)
    assert state_text(assessment) == text
    wrong = json.loads(text)
    wrong["local_instruments"][0]["provisions"][0]["items"][2] = "D99-9"
    wrong.pop("seal")
    taken, problems = read_state(wrong, library)
    assert taken is not None
    assert [entry.code for entry in problems] == ["response_item_unknown"]
    assert taken.local_instruments[0].provisions[0].items == ("D04-3", "D09-1")
    assert [held.part for held in taken.held] == ["local_instruments"]


def test_the_command_line_does_the_same(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text, book, state, merged, out = (tmp_path / name for name in ("r.txt", "b.xlsx", "s.json", "m.json", "o.html"))
    text.write_text(RESOLUTION, encoding="utf-8")
    assert main(["local-template", "--text", str(text), "-o", str(book)]) == 0
    state.write_text('{"schema_version": 1}', encoding="utf-8")
    assert (
        main(["read-local", str(book), "--state", str(state), "-o", str(merged), "--json", "--on", "2026-03-02"]) == 0
    )
    given = json.loads(capsysbinary.readouterr().out)
    assert [entry["number"] for entry in given["local_instrument"]["provisions"]] == ["1", "2", "3", "4", "5"]
    assert [entry["addressee"] for entry in given["local_instrument"]["provisions"]][2:] == ["unodc", None, "none"]
    assert json.loads(merged.read_text(encoding="utf-8"))["local_instruments"][0]["symbol"] == "A/RES/99/201"
    assert main(["local-report", str(merged), "--to", "html", "-o", str(out)]) == 0
    assert "How we stand against: A/RES/99/201" in out.read_text(encoding="utf-8")
    assert main(["local-report", str(state), "--to", "html", "-o", str(out)]) == 2
    assert main(["read-local", str(text)]) == 2
