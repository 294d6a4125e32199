"""The results page: figures worked out by hand, every number opens, lists narrow, no index where none may be."""

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import PAGES, at_page, kept, shown, store_in, text_of, unmarked
from tests.awkward_states import AWKWARD, awkward
from tests.made import assessment_of
from toolkit.library.model import Library
from toolkit.record.assessment import Difficulty, Mark, Response
from toolkit.record.plan import Brings, Measure, Plan
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state
from toolkit.tasks.traces import figure_codes

AS_OF = date(2026, 6, 30)
VIEWS = ("parts", "subjects", "gaps", "follow_up", "beside", "sure", "what_if")


@pytest.fixture
def sample(library: Library, data: Path) -> str:
    return kept(data, sample_state(library, AS_OF))


def results(id: str, view: str = "parts", code: str = "", language: str | None = None) -> AppTest:
    """The results page at one of its sections, with a number or an item opened."""
    app = at_page("results", id, language)
    if view != "parts":
        app.segmented_control(key=f"results_view:{id}").set_value(view).run()
    return opened(app, id, code) if code else app


def opened(app: AppTest, id: str, code: str) -> AppTest:
    """Open a number or an item, as its link does."""
    app.text_input(key=f"results_opens:{id}").set_value(code)
    return app.run()


def narrowed(app: AppTest, id: str, **by: str) -> AppTest:
    """Narrow the lists."""
    app.toggle(key=f"results_narrow:{id}").set_value(True).run()
    for name, value in by.items():
        app.selectbox(key=f"results_{name}:{id}").set_value(value).run()
    return app


def section(app: AppTest) -> str:
    """What stands below the first screen, of a State with a plan."""
    return text_of(app).split("not even on paper.", 1)[1]


def test_the_first_screen_shows_the_figures_worked_out_for_the_sample(sample: str) -> None:
    text = text_of(results(sample))
    # sample_plans/talvenia/expected.yaml: levels 3 and 4 are 10 + 1; one does not apply
    counted = "Of 30 statements that come from the resolution, 11 are in place or better, 10 partly, 5 begun, 1 not yet"
    assert counted in text
    assert "2 not answered. One does not apply." in text
    # text: 1033.33 / 19 = 54.4, low 970.83 / 19 = 51.1, high 1070.83 / 19 = 56.4
    assert "Text index 54 between 51 and 56" in text
    # enabling: 1850 / 41 = 45.1, low 1850 / 43 = 43.0, high 2050 / 43 = 47.7
    assert "Enabling index 45 between 43 and 48" in text


def test_a_first_screen_has_at_most_four_figures(sample: str) -> None:
    bodies = " ".join(element.proto.body for element in results(sample).get("html"))
    # the headline is the first; beside it stand the large ones
    assert bodies.count('class="rt-headline"') == 1
    assert bodies.count('class="rt-figure"') == 3


def test_provisions_hold_their_limbs(sample: str) -> None:
    text = text_of(results(sample))
    # paragraph 1: (75 + 50 + 25) / 3 over one statement each
    assert re.search(r"Paragraph 1 \S.*? 50 50 to 50 3 K1\.1 .*? 75 75 to 75 1 K1\.2 .*? 50 50 to 50 1 K1\.3", text)
    # K3.4 is 75, between 37.5 and 87.5
    assert re.search(r"K3\.4 The way to work is opened 75 38 to 88 2", text)


def test_every_section_bears_every_awkward_state(library: Library, data: Path) -> None:
    for name in ("nothing_answered", "all_0", "one_dimension", "twelve_bodies", "awkward_texts"):
        id = kept(data, awkward(name, library))
        app = at_page("results", id)
        for view in VIEWS:
            app.segmented_control(key=f"results_view:{id}").set_value(view).run()
            assert shown(app)


@pytest.mark.parametrize("name", [*(name for name in AWKWARD if not name.startswith("text_")), "text_markup"])
def test_numbers_and_items_open_in_every_awkward_state(name: str, library: Library, data: Path) -> None:
    id = kept(data, awkward(name, library))
    app = at_page("results", id)
    for code in ("item:D01-1", "headline", "text", "enabling"):
        assert shown(opened(app, id, code))


def test_every_figure_and_every_statement_opens_and_is_worded(library: Library, data: Path) -> None:
    whole = sample_state(library, AS_OF).model_copy(update={"plans": ()})
    found = results_of(whole, library, as_of=AS_OF)
    id = kept(data, whole)
    app = results(id, "gaps", language="x-test")
    bare = {unmarked(text) for text in shown(app)}
    for code in (
        *figure_codes(found),
        "headline",
        "item:D10-2",
        "item:D07-5",
        "item:D13-5",
        "item:D09-4",
        "item:D09-1",
    ):
        opened(app, id, code)
        left = {unmarked(text) for text in shown(app)} - bare
        assert not {text for text in left if not is_told(text)}, code


def is_told(text: str) -> bool:
    """True for what the sample itself tells: a comment, a source, a body, a day."""
    return any(word in text for word in ("Talvenia", "The ", "No ", "Ministry", "Office", "2024", "2025", "2026"))


@pytest.mark.parametrize("view", VIEWS)
def test_every_section_is_worded(view: str, library: Library, data: Path) -> None:
    told = sample_state(library, AS_OF).model_copy(update={"plans": ()})
    app = results(kept(data, told), view, language="x-test")
    assert [rest for text in shown(app) if (rest := unmarked(text)) and not is_told(rest)] == []


def test_a_figure_opens_to_its_sum(sample: str) -> None:
    # K2.2 is (50 + 25) / 2: two items, each half of the figure
    text = text_of(results(sample, code="limb:K2.2"))
    assert "The mean of 2 answered statements" in text
    assert "the contributions add up to 37.5, shown as 38." in text
    # 1033.33 / 19 = 54.386
    assert "the contributions add up to 54.4, shown as 54." in text_of(results(sample, code="text"))


def test_a_statement_opens_to_level_text_sum_and_next_level(library: Library, sample: str) -> None:
    text = text_of(results(sample, "gaps", "item:D10-2"))
    assert "Text index Paragraph 5 K5.1" in text
    assert library.items["D10-2"].levels[0] in text
    # one of two statements of K5.1, one of 19 limbs: 1 / 38 = 2.6 %; three levels: 75 / 38 = 2.0; one: 25 / 38 = 0.7
    assert "It carries 2.6 % of the text index: 0 points times 2.6 % is 0.0." in text
    assert "At its target, level 3, the index of its list would change by: +2.0." in text
    assert f"Level 1: {library.items['D10-2'].levels[1]} The index of its list would change by: +0.7." in text
    assert "Who said what" in text


def test_what_stands_behind_an_answer_is_shown(library: Library, data: Path) -> None:
    evidence = ({"kind": "data", "title": "Register of assessments", "date": "2025-03", "reference": "R 7"},)
    told = assessment_of({}, library, as_of=AS_OF)
    response = Response.model_validate(
        {"item": "D04-1", "level": 3, "comment": "All nine prisons", "evidence": evidence}
    )
    text = text_of(results(kept(data, told.model_copy(update={"responses": (response,)})), code="item:D04-1"))
    for said in ("Register of assessments, 2025-03, R 7", "All nine prisons", "On the word of: Coordinator."):
        assert said in text
    assert "It rests on a fitting source." in text


def test_a_code_that_opens_nothing_is_forgotten(sample: str) -> None:
    app = results(sample, code="item:D99-9")
    assert app.session_state[f"looked:{sample}:open"] == ""
    assert shown(opened(app, sample, "<script>"))


def test_not_answered_is_listed_with_who_may_know(sample: str) -> None:
    text = text_of(results(sample, "follow_up"))
    assert re.search(r"D07-5 .*? Named part|Direct .*? Employment service of the Ministry of Labour", text)
    assert "Employment service of the Ministry of Labour" in text
    assert "Not ours: one statement" in text
    assert "National Statistics Office" in text
    assert "Nothing said yet: 2 statements" in text


def test_lists_narrow_and_say_how_many_of_how_many_and_no_index_moves(library: Library, sample: str) -> None:
    lead = library.items["D06-6"].lead
    app = narrowed(results(sample, "gaps"), sample, lead=lead)
    text = text_of(app)
    own = [item for item in library.items.values() if item.lead == lead]
    assert re.search(r"From the text: (\d+) of 16 gaps shown", text)
    assert "Text index 54 between 51 and 56" in text
    gaps = set(re.findall(r"\bD\d\d-\d+\b", section(app).split("From the text:")[1].split("Make the report")[0]))
    named = {item.id for item in own} | {required for item in own for required in item.requires}
    assert gaps <= named
    app.selectbox(key=f"results_basis:{sample}").set_value("implied").run()
    assert "From the text: 0 of 16 gaps shown" in text_of(app)
    assert "Nothing in this list for what you chose." in text_of(app)


def test_what_was_narrowed_can_be_sent_as_a_link(sample: str) -> None:
    app = narrowed(results(sample, "gaps"), sample, dimension="D10", provision="5")
    sent = {name: app.query_params[name] for name in ("view", "dimension", "provision")}
    assert {name: value[0] if isinstance(value, list) else value for name, value in sent.items()} == {
        "view": "gaps",
        "dimension": "D10",
        "provision": "5",
    }
    other = at_page("start", sample)
    for name, value in sent.items():
        other.query_params[name] = value
    text = text_of(other.switch_page(str(PAGES / "results.py")).run())
    assert "From the text: 2 of 16 gaps shown" in text
    assert "D10-1" in text
    assert "D06-6" not in text.split("From the text:")[1]


def test_a_filter_that_a_link_cannot_mean_is_left_out(sample: str) -> None:
    app = at_page("results", sample)
    app.query_params["lead"] = "nobody"
    app.segmented_control(key=f"results_view:{sample}").set_value("gaps").run()
    assert "From the text: 16 gaps" in text_of(app)


def test_another_lens_is_looked_through_without_changing_the_assessment(sample: str, data: Path) -> None:
    app = results(sample)
    app.selectbox(key=f"lens:{sample}").set_value("a-res-76-182").run()
    # 76/182 asks 9 direct and 13 named statements (DESIGN section 4)
    assert "Of 22 statements that come from the resolution" in text_of(app)
    assert store_in(data).assessment(sample).lens == "a-res-78-224"


def test_what_was_chosen_through_one_lens_does_not_break_another(sample: str) -> None:
    app = narrowed(results(sample, "gaps"), sample, provision="7")
    opened(app, sample, "limb:K3.3")
    for lens in ("a-res-76-182", "a-res-79-187", "a-res-77-232", "a-res-78-224"):
        app.selectbox(key=f"lens:{sample}").set_value(lens).run()
        assert shown(app)


@pytest.mark.parametrize("view", VIEWS)
def test_without_indices_no_section_shows_one(view: str, sample: str) -> None:
    app = results(sample, view)
    app.toggle(key=f"results_counts:{sample}").set_value(True).run()
    text = text_of(app)
    assert "Of 30 statements" in text
    below = section(app)
    for said in ("Text index", "Enabling index", "Points", "points", "of 100", "+1", "54", "index of"):
        assert said not in below, said
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("code", ["item:D10-2", "item:D05-5", "provision:2", "limb:K2.2", "headline"])
def test_without_indices_what_is_opened_shows_none(code: str, sample: str) -> None:
    app = results(sample, "gaps")
    app.toggle(key=f"results_counts:{sample}").set_value(True).run()
    text = text_of(opened(app, sample, code))
    for said in ("points of 100", "Contribution", "would change by", "add up to", "Text index"):
        assert said not in text, said


def test_counts_stand_where_no_index_does(sample: str) -> None:
    app = results(sample)
    app.toggle(key=f"results_counts:{sample}").set_value(True).run()
    # K7.1 holds levels 4, 3 and 2: two in place, one partly
    assert re.search(r"K7\.1 [^0-9]*2 1 0 0 0 0", text_of(app))


def test_a_mark_is_kept_with_its_reason_and_undone(library: Library, data: Path) -> None:
    id = kept(data, awkward("all_0", library))
    item = "D16-1"
    app = results(id, "gaps", f"item:{item}")
    app.segmented_control(key=f"mark:{item}").set_value("first")
    app.button(key=f"mark_save:{item}").click().run()
    assert "Not saved: give the reason in a few words." in text_of(app)
    app.text_input(key=f"mark_reason:{item}").set_value("The cabinet asked for it")
    app.button(key=f"mark_save:{item}").click().run()
    assert store_in(data).assessment(id).marks[item] == Mark(mark="first", reason="The cabinet asked for it")
    text = text_of(app)
    assert f"Saved: the mark of {item}." in text
    assert "First The cabinet asked for it" in text
    app.button(key=f"mark_undo:{id}").click().run()
    assert item not in store_in(data).assessment(id).marks
    assert f"Undone: {item} is marked as it was before." in text_of(app)


def test_a_mark_changed_elsewhere_is_not_overwritten(library: Library, data: Path) -> None:
    id, item = kept(data, awkward("all_0", library)), "D16-1"
    app = results(id, "gaps", f"item:{item}")
    store = store_in(data)
    store.save_facts(
        id, {f"marks.{item}": Mark(mark="later", reason="After the election")}, store.summary(id).facts_version
    )
    app.segmented_control(key=f"mark:{item}").set_value("first")
    app.text_input(key=f"mark_reason:{item}").set_value("Now")
    app.button(key=f"mark_save:{item}").click().run()
    assert store_in(data).assessment(id).marks[item].mark == "later"


def test_what_stands_in_the_way_stands_with_the_gap(library: Library, data: Path) -> None:
    response = Response(item="D04-1", level=1, difficulty=Difficulty(kind="staff", line="No assessor in the north"))
    told = assessment_of({}, library, as_of=AS_OF).model_copy(update={"responses": (response,)})
    assert "In the way: Staff: No assessor in the north" in text_of(results(kept(data, told), "gaps"))


def test_the_rapid_scan_is_called_so(library: Library, data: Path) -> None:
    id = kept(data, awkward("all_4", library).model_copy(update={"depth": "rapid"}))
    assert "Rapid scan. Of " in text_of(results(id))


def test_all_at_4_leaves_no_gap_and_all_at_0_leaves_every_one(library: Library, data: Path) -> None:
    full = text_of(results(kept(data, awkward("all_4", library)), "gaps"))
    assert "Text index 100 between 100 and 100" in full
    assert full.count("No gap in this list.") == 2
    empty = text_of(results(kept(data, awkward("all_0", library)), "gaps"))
    assert "Gaps without a measure 73 of 73" in empty
    assert "From the text: 30 gaps" in empty
    assert "Implied: 43 gaps" in empty
    # K2.4 holds one item: 75 points in one of 19 limbs are 3.9
    assert "+3.9" in empty


def test_nothing_answered_is_no_zero(library: Library, data: Path) -> None:
    text = text_of(results(kept(data, awkward("nothing_answered", library))))
    assert "Nothing is answered yet: 30 statements from the text are waiting." in text
    assert text.count("No figure yet") == 2


def test_a_soft_gap_stands_in_the_soft_panel_only(library: Library, data: Path) -> None:
    # 78/224 paragraph 4 is soft: D09-1 and D09-2 count in K4 (domain.md 7.2)
    id = kept(data, assessment_of({"D09-1": 1, "D09-2": 3}, library, as_of=AS_OF))
    text = text_of(results(id, "beside"))
    assert "50 of 100, between 50 and 50, over 2 statements." in text
    assert f"D09-1 {library.items['D09-1'].text} Level 1 of 3." in text
    assert text_of(results(id, "gaps")).count("No gap in this list so far") == 2


def test_an_instrument_without_domestic_paragraphs_shows_facts_alone(library: Library, data: Path) -> None:
    text = text_of(results(kept(data, awkward("participation_only", library))))
    assert "Taking part" in text
    assert "Text index" not in text


def test_a_trial_moves_the_figures_and_leaves_the_record(sample: str, data: Path) -> None:
    before = store_in(data).stored(sample)
    app = results(sample, "what_if")
    assert "Nothing is tried" in text_of(app)
    app.multiselect(key=f"results_try_items:{sample}").set_value(["D10-2"]).run()
    app.segmented_control(key=f"try_level:{sample}:D10-2").set_value(3).run()
    text = section(app)
    # (1033.33 + 37.5) / 19 = 56.4, up by 75 / 38 = 2.0; one gap less of 16
    assert re.search(r"Text index 54 51 to 56 56 53 to 58 \+2\.0", text)
    assert "Gaps from the text 16 15 -1" in text
    assert re.search(r"D10-2 .*? 2 no gap any more 3 of 3", text)
    assert "Not recorded" in text
    assert store_in(data).stored(sample) == before
    app.switch_page(str(PAGES / "plan.py")).run()
    app.switch_page(str(PAGES / "results.py")).run()
    assert re.search(r"\+2\.0", section(app))
    app.button(key=f"results_try_nothing:{sample}").click().run()
    assert "Nothing is tried" in text_of(app)


def test_measures_are_taken_as_done(library: Library, data: Path) -> None:
    measure = Measure(
        id="m-1", number="7", title="Assess needs", lead="P", end=AS_OF, items=("D04-1",), brings=(Brings(level=2),)
    )
    told = assessment_of({"D04-1": 1, "D07-1": 3}, library, as_of=AS_OF, plans=(Plan(name="p", measures=(measure,)),))
    id = kept(data, told)
    app = results(id, "what_if")
    app.multiselect(key=f"results_try_measures:{id}").set_value(["0:m-1"]).run()
    # two limbs with a point: (25 + 75) / 2, then (50 + 75) / 2
    assert re.search(r"Text index 50 .*? 63 .*? \+12\.5", section(app))
