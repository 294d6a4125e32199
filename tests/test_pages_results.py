"""Plan, results and report: awkward states are borne, wording comes from the words, figures are those worked out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from tests.awkward_states import AWKWARD, LONG_WORD, TEXTS, awkward
from tests.made import assessment_of
from toolkit.library.model import Library
from toolkit.record.assessment import Profile
from toolkit.record.plan import Budget, FieldColumn, Indicator, Measure, Plan, RowPlace, SheetColumns, Status
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)
PAGES = ("plan", "results", "report")
IN_TWO_LANGUAGES = ("nothing_answered", "all_0", "participation_only", "five_hundred_measures")
CSV = b"""Measure,Lead,End,Indicator,Target,Funding status,Statement
Needs are assessed within ten days,Prison service,2028-12-31,Share assessed,90 %,secured,D04-1
Reading courses in every prison,Education ministry,2029-06-30,People enrolled,400,secured,
Return councils,,,,,,
"""


@pytest.mark.parametrize("name", AWKWARD)
def test_every_page_bears_an_awkward_state(name: str, library: Library, data: Path) -> None:
    id = kept(data, awkward(name, library))
    for page in PAGES:
        assert shown(at_page(page, id))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", IN_TWO_LANGUAGES)
def test_no_text_is_written_outside_the_words(name: str, page: str, library: Library, data: Path) -> None:
    id = kept(data, awkward(name, library).model_copy(update={"profile": Profile(), "plans": ()}))
    app = at_page(page, id, "x-test")
    assert [rest for text in shown(app) if (rest := unmarked(text))] == []


@pytest.mark.parametrize("section", ["measures", "links", "reach", "matrix", "notes", "mapping"])
def test_every_section_of_a_plan_is_worded_in_the_words(section: str, library: Library, data: Path) -> None:
    table = SheetColumns(sheet="7", header_rows=(1,), fields={"title": FieldColumn(header="8", column="A")})
    on_paper = Measure(id="m-1", title="123", lead="45", status=Status.OVERDUE, place=RowPlace(sheet="7", row=2))
    linked = Measure(id="m-2", title="678", items=("D04-1",), when="90", place=RowPlace(sheet="7", row=3))
    plan = Plan(name="1", measures=(on_paper, linked), columns=(table,), digest="0")
    id = kept(data, assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(plan,)))
    app = at_page("plan", id, "x-test")
    app.segmented_control(key=f"plan_section:{id}").set_value(section).run()
    for toggle in app.toggle:
        toggle.set_value(True)
    app.run()
    if section == "reach":
        app.selectbox(key=f"plan_list:{id}:0").set_value("reaches_nothing").run()
    assert [rest for text in shown(app) if (rest := unmarked(text))] == []


@pytest.mark.parametrize("page", PAGES)
def test_without_an_assessment_a_page_shows_the_way_out(page: str) -> None:
    assert "To the start page" in text_of(at_page(page))


@pytest.fixture
def sample(library: Library, data: Path) -> str:
    return kept(data, sample_state(library, AS_OF))


def test_a_person_s_text_is_shown_as_written(library: Library, data: Path) -> None:
    measure = Measure(id="m-1", title=TEXTS["markup"], lead=LONG_WORD, place=RowPlace(sheet="<b>", row=2))
    app = at_page("plan", kept(data, assessment_of({}, library, plans=(Plan(name="p", measures=(measure,)),))))
    bodies = [element.proto.body for element in app.get("html")]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in body for body in bodies)
    assert not any("<script>alert(1)" in body for body in bodies)


def uploaded(id: str, name: str, content: bytes) -> AppTest:
    app = at_page("plan", id)
    app.file_uploader(key=f"plan_file:{id}:0").set_value((name, content, "application/octet-stream"))
    return app.run()


def test_a_plan_is_read_kept_and_counted(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({"D04-1": 1}, library, as_of=AS_OF))
    text = text_of(uploaded(id, "plan.csv", CSV))
    assert "Read and saved: plan." in text
    # lead, end, indicator with target, money secured: fully specified; neither lead nor end: on paper
    assert "3 measures were read. Fully specified: 2. On paper: 1." in text
    plan = store_in(data).assessment(id).plans[0]
    assert [measure.items for measure in plan.measures] == [("D04-1",), (), ()]
    results = at_page("results", id)
    gaps = text_of(results.segmented_control(key=f"results_view:{id}").set_value("gaps").run())
    assert "Fully specified Needs are assessed within ten days" in gaps


def first_choice(app: AppTest) -> Any:
    """The choice to confirm or reject the first suggestion."""
    return next(choice for choice in app.segmented_control if str(choice.key).startswith("decide:"))


def test_a_suggestion_counts_once_it_is_confirmed_and_can_be_taken_back(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({"D06-1": 1}, library, as_of=AS_OF))
    app = uploaded(id, "plan.csv", CSV)
    app.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    first = first_choice(app)
    plan_id, measure, item = str(first.key).removeprefix("decide:").split(":")
    first.set_value("confirmed").run()
    links = store_in(data).assessment(id).plans[0].links
    assert [(link.measure, link.item, link.decision) for link in links] == [(measure, item, "confirmed")]
    app.segmented_control(key=f"decide:{plan_id}:{measure}:{item}").set_value(None).run()
    assert store_in(data).assessment(id).plans[0].links == ()


def test_a_decision_made_elsewhere_is_not_overwritten(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({}, library, as_of=AS_OF))
    app = uploaded(id, "plan.csv", CSV)
    app.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    first = first_choice(app)
    plan_id, measure, item = str(first.key).removeprefix("decide:").split(":")
    other = at_page("plan", id)
    other.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    other.segmented_control(key=f"decide:{plan_id}:{measure}:{item}").set_value("rejected").run()
    first.set_value("confirmed").run()
    assert "changed elsewhere" in text_of(app)
    assert store_in(data).assessment(id).plans[0].links[0].decision == "rejected"


def test_a_newer_version_keeps_what_was_decided(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({}, library, as_of=AS_OF))
    app = uploaded(id, "plan.csv", CSV)
    app.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    first_choice(app).set_value("confirmed").run()
    app.run()
    before = store_in(data).assessment(id).plans[0]
    app.toggle(key=f"plan_more:{id}:1").set_value(True).run()
    app.selectbox(key=f"plan_replaces:{id}").set_value(store_in(data).stored(id).plans[0].id).run()
    newer = CSV + b"Work for people on release,Labour ministry,2028-01-31,,,,\n"
    app.file_uploader(key=f"plan_file:{id}:1").set_value(("plan.csv", newer, "text/csv")).run()
    assert store_in(data).assessment(id).plans == (before,)
    assert "Changed: 0. New: 1. Not in the file: 0. Unchanged: 3." in text_of(app)
    app.button(key=f"apply:{id}").click().run()
    after = store_in(data).assessment(id).plans
    assert len(after) == 1
    assert len(after[0].measures) == 4
    assert after[0].links == before.links


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.xlsx", b""), ("plan.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)), ("plan.csv", b"just, words\nand, more\n")],
)
def test_a_file_that_is_no_plan_is_said_and_nothing_is_lost(
    name: str, content: bytes, library: Library, data: Path
) -> None:
    measure = Measure(id="m-1", title="What was there", lead="Prison service")
    id = kept(data, assessment_of({}, library, as_of=AS_OF, plans=(Plan(name="Before", measures=(measure,)),)))
    app = at_page("plan", id)
    app.toggle(key=f"plan_more:{id}:0").set_value(True).run()
    app.file_uploader(key=f"plan_file:{id}:0").set_value((name, content, "application/octet-stream")).run()
    assert f"Nothing could be read from {name}" in text_of(app)
    assert store_in(data).assessment(id).plans[0].measures == (measure,)


def test_running_services_continue_once_a_person_says_so(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({}, library, as_of=AS_OF))
    content = b"Measure,Lead,End\nHelp on release,Probation service,\nMentors,Probation service,\n"
    app = uploaded(id, "services.csv", content)
    assert "On paper: 2." in text_of(app)
    app.segmented_control(key=f"plan_section:{id}").set_value("mapping").run()
    plan_id = store_in(data).stored(id).plans[0].id
    app.checkbox(key=f"services:{plan_id}:services").check().run()
    assert "Partly specified: 2." in text_of(app)


def test_columns_can_be_corrected_and_the_file_read_again(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({}, library, as_of=AS_OF))
    content = b"Measure,Lead,Wer,End\nHelp on release,not this,Probation service,2028-01-31\n"
    app = uploaded(id, "plan.csv", content)
    plan_id = store_in(data).stored(id).plans[0].id
    app.segmented_control(key=f"plan_section:{id}").set_value("mapping").run()
    app.toggle(key=f"mapping_open:{plan_id}").set_value(True).run()
    app.selectbox(key=f"column:{plan_id}:plan:C").set_value("lead")
    next(button for button in app.button if "Read again" in button.label).click().run()
    assert store_in(data).assessment(id).plans[0].measures[0].lead == "Probation service"


def test_a_plan_is_removed_after_a_second_look(library: Library, data: Path) -> None:
    measure = Measure(id="m-1", title="Help on release")
    id = kept(data, assessment_of({}, library, plans=(Plan(name="Old plan", measures=(measure,)),)))
    app = at_page("plan", id)
    app.toggle(key=f"plan_remove:{id}").set_value(True).run()
    plan_id = store_in(data).stored(id).plans[0].id
    app.button(key=f"plan_remove_yes:{plan_id}").click().run()
    assert "Removed: Old plan." in text_of(app)
    assert store_in(data).assessment(id).plans == ()


def test_what_is_reached_is_counted_over_all_plans(library: Library, data: Path) -> None:
    full = Measure(
        id="m-1",
        title="Assessment of needs",
        lead="Prison service",
        end=date(2028, 1, 31),
        indicator=Indicator(name="Share assessed", target="90 %"),
        budget=Budget(funding="secured"),
        items=("D04-1", "D04-3"),
    )
    paper = Measure(id="m-2", title="Work", items=("D07-1", "D04-1"))
    plans = (Plan(name="One", measures=(full,)), Plan(name="Two", measures=(paper,)))
    id = kept(data, assessment_of({}, library, as_of=AS_OF, plans=plans))
    app = at_page("plan", id)
    app.selectbox(key=f"plan_which:{id}").set_value("*").run()
    app.segmented_control(key=f"plans_section:{id}").set_value("reach").run()
    # 80 statements less 5 on taking part; the better of two classes counts for D04-1
    said = (
        "Of 75 statements, 2 are covered by a fully specified measure, 0 by a partly specified one, 1 on paper only, 72"
    )
    assert said in text_of(app)
    assert "Over all 2 plans" in text_of(app)


@pytest.mark.parametrize(("to", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")])
def test_a_report_is_made_and_then_offered(to: str, start: bytes, sample: str) -> None:
    app = at_page("report", sample)
    app.radio(key=f"report_format:{sample}").set_value(to).run()
    app.button(key=f"report_make:{sample}").click().run()
    made = app.session_state[f"report_made:{sample}"]
    assert made.content.startswith(start)
    assert made.name.endswith(f".{to}")
    assert f"Ready: {made.name}" in text_of(app)


def test_a_report_made_before_a_change_says_so(sample: str, library: Library, data: Path) -> None:
    app = at_page("report", sample)
    app.radio(key=f"report_format:{sample}").set_value("json").run()
    app.button(key=f"report_make:{sample}").click().run()
    store_in(data).rename(sample, "Another name")
    app.run()
    assert "Something was changed since this report was made." in text_of(app)
