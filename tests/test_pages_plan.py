"""The plan page: a draft from the gaps, and a newer file held against the plan before anything is taken over."""

from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY
from toolkit.library.lens import look_through
from toolkit.record.plan import BudgetLine, Measure, Plan
from toolkit.record.workbook_fields import PLAN_FIELDS
from toolkit.report.plan_workbook import plan_workbook

AS_OF = date(2026, 6, 1)
LENS = look_through(LIBRARY, "a-res-78-224")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE = BudgetLine(id="l-1", measure="m-1", year="2027", amount=1500.0, currency="EUR")
HELD = Plan(
    name="Held",
    measures=tuple(Measure(id=f"m-{at}", number=str(at), title=f"Measure {word}", lead="Prisons", leads=("Prisons",))
                   for at, word in enumerate(("one", "two", "three"), start=1)),
    budget_lines=(LINE,),
)  # fmt: skip


def edited(cells: dict[tuple[int, str], str | None]) -> bytes:
    """The workbook of the held plan with cells changed by hand, by row and field."""
    codes = [field.code for field in PLAN_FIELDS]
    book = load_workbook(BytesIO(plan_workbook(ENGLISH, LIBRARY, LENS, HELD)))
    for (row, code), value in cells.items():
        book["Measures"].cell(row, codes.index(code) + 1).value = value
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def brought_back(id: str, content: bytes) -> AppTest:
    app = at_page("plan", id)
    app.toggle(key=f"plan_more:{id}:0").set_value(True).run()
    return app.file_uploader(key=f"plan_file:{id}:0").set_value(("plan.xlsx", content, XLSX)).run()


def test_a_newer_file_is_shown_then_taken_over_then_undone(data: Path) -> None:
    id = kept(data, assessment_of({}, LIBRARY, as_of=AS_OF, plans=(HELD,)))
    content = edited({(2, "lead"): "Probation", (3, "lead"): None, (5, "number"): "4", (5, "title"): "Measure four"})
    app = brought_back(id, content)
    text = text_of(app)
    assert "Changed: 1. New: 1. Not in the file: 0. Unchanged: 2." in text
    assert "1 Measure one Lead Prisons Probation" in text.replace("Column ", "")
    assert "2 Measure two: Lead" in text  # emptied
    assert store_in(data).assessment(id).plans == (HELD,)
    app.button(key=f"apply:{id}").click().run()
    assert "Taken over and saved" in text_of(app)
    (now,) = store_in(data).assessment(id).plans
    assert [(found.id, found.lead) for found in now.measures[:3]] == [
        ("m-1", "Probation"), ("m-2", "Prisons"), ("m-3", "Prisons")
    ]  # fmt: skip
    assert len(now.measures) == 4 and now.budget_lines == (LINE,)
    # The way back is in the record: another tab, after a reload, has it too.
    app = at_page("plan", id)
    plan_id = store_in(data).stored(id).plans[0].id
    app.button(key=f"undo_step:{plan_id}").click().run()
    assert "is as it was before" in text_of(app)
    assert store_in(data).assessment(id).plans == (HELD,)


def test_what_is_not_ticked_is_left(data: Path) -> None:
    id = kept(data, assessment_of({}, LIBRARY, as_of=AS_OF, plans=(HELD,)))
    blank_row = {(4, field.code): None for field in PLAN_FIELDS}
    app = brought_back(id, edited({(2, "lead"): "Probation", (5, "title"): "Measure four", **blank_row}))
    assert "Changed: 1. New: 1. Not in the file: 1. Unchanged: 1." in text_of(app)
    app.checkbox(key=f"take_changed:{id}").uncheck()
    app.button(key=f"apply:{id}").click().run()
    (now,) = store_in(data).assessment(id).plans
    assert [found.title for found in now.measures] == ["Measure one", "Measure two", "Measure four", "Measure three"]
    assert now.measures[0].lead == "Prisons"


def test_an_untouched_file_changes_nothing(data: Path) -> None:
    id = kept(data, assessment_of({}, LIBRARY, as_of=AS_OF, plans=(HELD,)))
    app = brought_back(id, edited({}))
    assert "nothing was changed" in text_of(app)
    assert store_in(data).assessment(id).plans == (HELD,)


def test_a_plan_changed_elsewhere_is_not_overwritten(data: Path) -> None:
    id = kept(data, assessment_of({}, LIBRARY, as_of=AS_OF, plans=(HELD,)))
    app = brought_back(id, edited({(2, "lead"): "Probation"}))
    store = store_in(data)
    (stored,) = store.stored(id).plans
    other = HELD.model_copy(update={"measures": HELD.measures[:2]})
    store.save_plan(id, other, stored.version, stored.id)
    app.button(key=f"apply:{id}").click().run()
    assert "changed elsewhere" in text_of(app)
    assert store_in(data).assessment(id).plans == (other,)


def test_a_draft_is_made_then_offered(data: Path) -> None:
    id = kept(data, assessment_of({"D10-2": 0, "D10-1": 2}, LIBRARY, as_of=AS_OF))
    app = at_page("plan", id)
    app.toggle(key=f"draft_open:{id}").set_value(True).run()
    app.button(key=f"draft_make:{id}").click().run()
    text = text_of(app)
    assert "The draft holds 2 measures" in text and "Measure 1 (D10-1)" in text
    app.selectbox(key=f"draft_lead:{id}").set_value("FIN").run()
    app.button(key=f"draft_make:{id}").click().run()
    assert "No gap led to a measure" in text_of(app)


def test_money_is_summed_and_the_plan_given_as_a_workbook(data: Path) -> None:
    id = kept(data, assessment_of({}, LIBRARY, as_of=AS_OF, plans=(HELD,)))
    app = at_page("plan", id)
    plan_id = store_in(data).stored(id).plans[0].id
    app.button(key=f"workbook_make:{plan_id}").click().run()
    assert "Download the workbook" in text_of(app)
    app.segmented_control(key=f"plan_section:{id}").set_value("money").run()
    text = text_of(app)
    assert "Money in EUR" in text and "1,500" in text
