"""The links of a plan on its page: many at once with one way back, levels of both kinds of link, the matrix."""

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from tests.reports import LIBRARY
from toolkit.method.coverage import CoveringMeasure
from toolkit.record.assessment import Assessment
from toolkit.record.plan import Brings, LinkDecision, Measure, Plan, RowPlace
from toolkit.tasks.plan_decisions import SURE, LinkNamed, suggestions
from toolkit.tasks.results import results_of

AS_OF = date(2026, 6, 1)
TITLES = (
    "Individual assessment of risks and needs of every prisoner on reception",
    "Electronic monitoring with notification of victims",
    "Vocational training courses with recognised certificates",
    "Paint the fence",
)
PLAN = Plan(
    name="Plan",
    measures=(
        Measure(
            id="m-0",
            number="0",
            title="Named in the plan",
            items=("D04-1",),
            brings=(Brings(level=2, item="D04-1"),),
        ),
        *(Measure(id=f"m-{at}", number=str(at), title=title) for at, title in enumerate(TITLES, start=1)),
    ),
)


def at_links(data: Path, plan: Plan = PLAN) -> tuple[AppTest, str, str]:
    """The page at its links, the assessment's id and the plan's."""
    id = kept(data, assessment_of({"D04-1": 1}, LIBRARY, plans=(plan,), as_of=AS_OF))
    return at_links_again(id), id, store_in(data).stored(id).plans[0].id


def at_links_again(id: str) -> AppTest:
    app = at_page("plan", id)
    return app.segmented_control(key=f"plan_section:{id}").set_value("links").run()


def sure_ones(least: float = SURE) -> list[LinkNamed]:
    state = assessment_of({"D04-1": 1}, LIBRARY, plans=(PLAN,), as_of=AS_OF)
    return [entry.named for entry in suggestions(results_of(state, LIBRARY, as_of=AS_OF).plans[0], least)]


def links_now(data: Path, id: str) -> set[tuple[str, str, str]]:
    return {(link.measure, link.item, link.decision) for link in store_in(data).assessment(id).plans[0].links}


def test_sure_suggestions_are_shown_then_confirmed_at_once_then_taken_back_after_a_reload(data: Path) -> None:
    sure = sure_ones()
    assert len(sure) >= 2
    app, id, plan_id = at_links(data)
    app.toggle(key=f"many_open:{plan_id}").set_value(True).run()
    text = text_of(app)
    assert f"{len(sure)} links will be confirmed" in text and f"Confirm these {len(sure)} links" in text
    assert links_now(data, id) == set()
    app.button(key=f"many_confirm:{plan_id}").click().run()
    assert f"{len(sure)} links confirmed and saved." in text_of(app)
    assert links_now(data, id) == {(*named, "confirmed") for named in sure}
    again = at_links_again(id)
    assert f"Last: {len(sure)} links decided on" in text_of(again)
    again.button(key=f"undo_step:{plan_id}").click().run()
    assert links_now(data, id) == set()
    assert f"undo_step:{plan_id}" not in [button.key for button in at_links_again(id).button]


def test_what_is_left_out_is_not_confirmed(data: Path) -> None:
    sure = sure_ones()
    app, id, plan_id = at_links(data)
    app.toggle(key=f"many_open:{plan_id}").set_value(True).run()
    left_out = app.multiselect(key=f"many_left_out:{plan_id}")
    left_out.set_value([left_out.options[0]]).run()
    app.button(key=f"many_confirm:{plan_id}").click().run()
    assert links_now(data, id) == {(*named, "confirmed") for named in sure[1:]}


def test_all_suggestions_shown_are_rejected_but_what_was_decided_stays(data: Path) -> None:
    shown = sure_ones(0.15)
    app, id, plan_id = at_links(data)
    first = shown[0]
    app.segmented_control(key=f"decide:{plan_id}:{first.measure}:{first.item}").set_value("confirmed").run()
    app.run()
    app.button(key=f"reject_shown:{plan_id}").click().run()
    assert f"{len(shown) - 1} suggestions rejected and saved." in text_of(app).replace(
        "One suggestion", "1 suggestions"
    )
    expected = {(*named, "rejected") for named in shown[1:]} | {(*first, "confirmed")}
    assert links_now(data, id) == expected


def test_one_decision_more_is_the_last_step_then(data: Path) -> None:
    app, id, plan_id = at_links(data)
    first, second = sure_ones(0.15)[:2]
    for named, decision in ((first, "confirmed"), (second, "rejected")):
        app.segmented_control(key=f"decide:{plan_id}:{named.measure}:{named.item}").set_value(decision).run()
        app.run()
    app.button(key=f"undo_step:{plan_id}").click().run()
    assert links_now(data, id) == {(*first, "confirmed")}


def test_a_link_named_in_the_plan_takes_a_level_beside_it(data: Path) -> None:
    app, id, plan_id = at_links(data)
    app.selectbox(key=f"links_shown:{plan_id}").set_value("all").run()
    choice = app.selectbox(key=f"brings:{plan_id}:m-0:D04-1")
    assert choice.label == "Level that measure 0 brings to D04-1"
    assert choice.options[0] == "level 2, as the plan says"
    choice.set_value(3).run()
    assert store_in(data).assessment(id).plans[0].links == (
        LinkDecision(measure="m-0", item="D04-1", decision="confirmed", level=3),
    )
    app.run()
    app.selectbox(key=f"brings:{plan_id}:m-0:D04-1").set_value(None).run()
    assert store_in(data).assessment(id).plans[0].links == ()


def test_choices_are_named_by_statement_and_measure(data: Path) -> None:
    app, _, plan_id = at_links(data)
    named = sure_ones(0.15)[0]
    choice = app.segmented_control(key=f"decide:{plan_id}:{named.measure}:{named.item}")
    assert choice.label == f"{named.item} for measure {named.measure.removeprefix('m-')}"


def test_measures_without_a_number_of_their_own_are_told_apart_by_title(data: Path) -> None:
    same = tuple(found.model_copy(update={"number": "1"}) for found in PLAN.measures)
    app, _, plan_id = at_links(data, PLAN.model_copy(update={"measures": same}))
    named = next(found for found in sure_ones(0.15) if found.measure == "m-1")
    choice = app.segmented_control(key=f"decide:{plan_id}:{named.measure}:{named.item}")
    assert choice.label == f"{named.item} for measure Individual assessment of risks and needs…"


def test_the_matrix_tells_what_counts_from_what_is_suggested(data: Path) -> None:
    _, id, _ = at_links(data)
    asked = [named.item for named in sure_ones(0.15) if LIBRARY.items[named.item].carried_by.get("a-res-78-224")]
    app = at_page("plan", id)
    app.segmented_control(key=f"plan_section:{id}").set_value("matrix").run()
    app.segmented_control(key=f"matrix_by:{id}").set_value("items").run()
    (grid,) = [entry.proto.body for entry in app.get("html") if 'class="rt-grid"' in entry.proto.body]
    assert grid.count('<th scope="col">') == 80
    assert '<span class="rt-sign rt-paper">Paper</span><span class="rt-under">in the plan</span>' in grid
    assert grid.count('<td class="rt-suggested">suggested, ') == len(asked)
    app.toggle(key=f"matrix_linked:{id}").set_value(True).run()
    (grid,) = [entry.proto.body for entry in app.get("html") if 'class="rt-grid"' in entry.proto.body]
    assert grid.count('<th scope="col">') == len({*asked, "D04-1"})


def test_a_link_named_in_the_plan_is_rejected_and_taken_back(data: Path) -> None:
    in_file = PLAN.measures[0].model_copy(update={"place": RowPlace(sheet="Plan", row=7)})
    app, id, plan_id = at_links(data, PLAN.model_copy(update={"measures": (in_file, *PLAN.measures[1:])}))
    app.selectbox(key=f"links_shown:{plan_id}").set_value("all").run()
    key = f"decide:{plan_id}:m-0:D04-1"
    assert [option.content for option in app.segmented_control(key=key).proto.options] == ["Reject D04-1"]
    app.segmented_control(key=key).set_value("rejected").run()
    assert links_now(data, id) == {("m-0", "D04-1", "rejected")}
    # Drawn anew, nothing of it counts, and the page says where the file names it.
    again = at_links_again(id)
    again.selectbox(key=f"links_shown:{plan_id}").set_value("all").run()
    assert "row 7, and bring the file in again" in text_of(again)
    assert f"brings:{plan_id}:m-0:D04-1" not in [choice.key for choice in again.selectbox]
    state = store_in(data).assessment(id)
    assert "m-0" not in {found.measure for found in coverage_of(state)}
    again.segmented_control(key=key).set_value(None).run()
    assert links_now(data, id) == set()
    assert "m-0" in {found.measure for found in coverage_of(store_in(data).assessment(id))}


def coverage_of(state: Assessment) -> tuple[CoveringMeasure, ...]:
    """Measures that reach D04-1."""
    return results_of(state, LIBRARY, as_of=AS_OF).coverage.items["D04-1"].measures
