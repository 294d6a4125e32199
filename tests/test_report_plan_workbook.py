"""The plan workbook: what is written into it is read back whole."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from tests.awkward_states import TEXTS
from tests.reports import ENGLISH, LIBRARY
from toolkit.intake.plan_reading import read_plan
from toolkit.language import read_language
from toolkit.library.lens import look_through
from toolkit.record.plan import (
    Brings,
    Budget,
    Funding,
    Indicator,
    Measure,
    Plan,
    ProvisionNamed,
    Status,
)
from toolkit.record.workbook_fields import PLAN_FIELDS
from toolkit.report.letters import printable
from toolkit.report.plan_workbook import ROWS, plan_workbook

LENS = look_through(LIBRARY, "a-res-78-224")
WHOLE = Measure(
    id="m-kept",
    number="1.1",
    title="Extend release planning to every prison",
    group="Housing",
    lead="Prison service",
    leads=("Prison service", "Probation service"),
    partners=("Municipalities", "Housing association"),
    start=date(2026, 1, 1),
    end=date(2027, 6, 30),
    status=Status.REVISED,
    budget=Budget(amount=1250000.5, currency="EUR", funding=Funding.EXISTING, line="Post 4.2"),
    indicator=Indicator(name="Released with a plan", baseline="20 %", target="80 %"),
    brings=(Brings(item="D04-3", level=3),),
    provisions=(ProvisionNamed(instrument="a-res-78-224", number="4"),),
    items=("D04-3", "D05-1"),
    update="Contract signed",
    details={"objective": "Nobody leaves without a plan", "risk": "Too few caseworkers", "region": "North"},
    other={"Minister's note": "Before the summer"},
)
AS_WRITTEN = {"place", "when", "details", "budget"}


def read_back(plan: Plan | None) -> tuple[tuple[Measure, ...], list[str]]:
    reading = read_plan(plan_workbook(ENGLISH, LIBRARY, LENS, plan), "plan.xlsx")
    return (reading.plan.measures if reading.plan else ()), [found.code for found in reading.problems]


def test_a_measure_comes_back_whole() -> None:
    (found,), problems = read_back(Plan(name="Plan", measures=(WHOLE,)))
    assert problems == []
    assert found.model_dump(exclude=AS_WRITTEN) == WHOLE.model_dump(exclude=AS_WRITTEN)
    assert found.budget.model_dump(exclude={"text"}) == WHOLE.budget.model_dump(exclude={"text"})
    assert found.details == {**WHOLE.details, "provision": "D04-3; D05-1; 78/224 OP 4"}


def test_what_came_back_is_written_again_the_same() -> None:
    (found,), _ = read_back(Plan(name="Plan", measures=(WHOLE,)))
    (again,), _ = read_back(Plan(name="Plan", measures=(found,)))
    assert again == found


def test_every_word_of_the_lists_is_read_back() -> None:
    words = [(status, funding) for status in Status for funding in Funding]
    measures = tuple(
        WHOLE.model_copy(
            update={"id": f"m-{at}", "number": str(at), "status": status, "budget": Budget(funding=funding)}
        )
        for at, (status, funding) in enumerate(words)
    )
    found, problems = read_back(Plan(name="Plan", measures=measures))
    assert [(measure.status, measure.budget.funding) for measure in found] == words
    assert problems == []


def test_a_continuing_measure_comes_back_continuing() -> None:
    measure = WHOLE.model_copy(update={"end": None, "continuing": True})
    (found,), problems = read_back(Plan(name="Plan", measures=(measure,)))
    assert (found.end, found.continuing, problems) == (None, True, [])


def test_awkward_texts_come_back() -> None:
    texts = {
        name: printable(text) for name, text in TEXTS.items() if name not in ("long_comment", "tab", "carriage_return")
    }
    measures = tuple(
        WHOLE.model_copy(update={"id": name, "number": str(at), "title": " ".join(text.split()), "update": text})
        for at, (name, text) in enumerate(texts.items(), start=1)
    )
    found, _ = read_back(Plan(name="Plan", measures=measures))
    assert {measure.id: (measure.title, measure.update) for measure in found} == {
        measure.id: (measure.title, measure.update) for measure in measures
    }


def test_a_blank_workbook_has_every_field_its_lists_and_no_measure() -> None:
    book = load_workbook(BytesIO(plan_workbook(ENGLISH, LIBRARY, LENS)))
    assert book.sheetnames == ["Read me", "Measures", "Indicators", "Budget", "Totals", "Lists"]
    sheet = book["Measures"]
    assert [cell.value for cell in sheet[1]] == [ENGLISH.say(f"plan.field.{field.code}") for field in PLAN_FIELDS]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.max_row == ROWS + 1
    assert not sheet.protection.sheet
    offered = [area.bounds[0] for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges]
    chosen = [at for at, field in enumerate(PLAN_FIELDS, start=1) if field.choices or field.code == "provision"]
    assert sorted(offered) == chosen
    codes = [row[4].value for row in book["Lists"].iter_rows(min_row=2) if row[4].value]
    assert codes == [item.id for item in LENS.items if item.basis != "participation"]
    assert read_back(None) == ((), ["plan_without_measures"])


def test_a_workbook_from_right_to_left_is_turned() -> None:
    language = read_language("x-test")
    book = load_workbook(BytesIO(plan_workbook(language, LIBRARY, LENS)))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
