"""Several plans in one assessment: one by one and together, on the page and in the report, with the same numbers."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from tests.reports import LIBRARY, report_of, table_of, texts_of
from toolkit.record.assessment import Assessment
from toolkit.record.plan import Budget, Funding, Indicator, LinkDecision, Measure, Plan
from toolkit.tasks.matrix import coverage_by
from toolkit.tasks.results import results_of

AS_OF = date(2026, 6, 1)


def measure(number: str, title: str, *items: str, **told: Any) -> Measure:
    """A fully specified measure, its id from its number, so that two plans share ids."""
    facts: dict[str, Any] = {
        "lead": "Prisons",
        "leads": ("Prisons",),
        "end": date(2027, 12, 31),
        "indicator": Indicator(name="n", target="80 %"),
        "budget": Budget(funding=Funding.SECURED),
    }
    return Measure(id=f"m-{number}", number=number, title=title, items=items, **{**facts, **told})


# D04-3 is asked through 78/224 and not through 76/182; D04-1 through both.
NATIONAL = Plan(
    name="National strategy",
    digest="n",
    measures=(
        measure("1", "Interview newcomers", "D04-1"),
        measure("2", "Plan for each person", "D04-3"),
        measure("3", "Zzz"),
    ),
)
AGENCY = Plan(
    name="Prison service",
    digest="p",
    measures=(measure("1", "Open workshops", "D06-2", lead=None, leads=()), measure("2", "Qqq")),
)


def state(*plans: Plan, **facts: Any) -> Assessment:
    return assessment_of({"D04-1": 1, "D06-2": 1}, LIBRARY, plans=plans or (NATIONAL, AGENCY), as_of=AS_OF, **facts)


def lists_of(found: Assessment, chosen: set[int] | None = None) -> dict[str, Any]:
    results = results_of(found, LIBRARY, as_of=AS_OF)
    covered = coverage_by(results, LIBRARY, chosen)
    return {
        "reached": [item for item in ("D04-1", "D04-3", "D06-2") if item not in covered.items_not_reached],
        "paper": covered.only_on_paper,
        "nothing": [(ref.plan, ref.measure) for ref in covered.reaches_nothing],
        "outside": [(ref.plan, ref.measure) for ref in covered.outside_the_lens],
        "K2.3": "K2.3" not in covered.limbs_not_reached,
        "K2.4": "K2.4" not in covered.limbs_not_reached,
    }


def test_the_lists_over_both_plans_and_over_each() -> None:
    together = lists_of(state())
    assert together["reached"] == ["D04-1", "D04-3", "D06-2"]
    assert together["paper"] == ("D06-2",)
    assert together["nothing"] == [(0, "m-3"), (1, "m-2")]
    assert (together["K2.3"], together["K2.4"]) == (True, True)
    alone = lists_of(state(), {1})
    assert (alone["reached"], alone["paper"], alone["nothing"]) == (["D06-2"], ("D06-2",), [(1, "m-2")])
    assert (alone["K2.3"], alone["K2.4"]) == (False, True)


def test_the_lists_through_76_182() -> None:
    older = lists_of(state(lens="a-res-76-182"))
    # What another instrument asks is no gap of this one, and its measure reaches something all the same.
    assert older["outside"] == [(0, "m-2")]
    assert older["nothing"] == [(0, "m-3"), (1, "m-2")]
    assert older["paper"] == ("D06-2",)
    through = results_of(state(lens="a-res-76-182"), LIBRARY, as_of=AS_OF)
    asked = {item.id for item in through.lens.items}
    assert set(through.coverage.items_not_reached) <= asked and "D04-3" not in asked
    assert set(through.coverage.limbs_not_reached) <= {*through.lens.limbs, *through.lens.soft_limbs}


def test_the_page_shows_one_plan_or_all_together(data: Path) -> None:
    id = kept(data, state())
    app = at_page("plan", id)
    assert "2 measures were read. Fully specified: 1. On paper: 1." in text_of(app)
    app.segmented_control(key=f"plan_section:{id}").set_value("reach").run()
    text = text_of(app)
    assert 'Over "Prison service" alone; the results count all 2 plans.' in text
    assert "0 are covered by a fully specified measure, 0 by a partly specified one, 1 on paper only" in text
    app.selectbox(key=f"plan_which:{id}").set_value("*").run()
    assert "5 measures were read. Fully specified: 4. On paper: 1." in text_of(app)
    assert "1 Interview newcomers National strategy" in text_of(app)
    assert "1 Open workshops Prison service" in text_of(app)
    app.segmented_control(key=f"plans_section:{id}").set_value("reach").run()
    text = text_of(app)
    assert "2 are covered by a fully specified measure, 0 by a partly specified one, 1 on paper only" in text
    app.selectbox(key=f"plan_list:{id}:0-1").set_value("reaches_nothing").run()
    text = text_of(app)
    assert "3 Zzz (National strategy)" in text and "2 Qqq (Prison service)" in text


def test_a_decision_in_one_plan_leaves_the_other_alone(data: Path) -> None:
    id = kept(data, state())
    first, second = (found.id for found in store_in(data).stored(id).plans)
    app = at_page("plan", id)
    app.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    app.selectbox(key=f"links_shown:{second}").set_value("all").run()
    app.toggle(key=f"link_more:{second}:m-1").set_value(True).run()
    app.selectbox(key=f"link_to:{second}:m-1").set_value("D15-1").run()
    app.button(key=f"link:{second}:m-1:D15-1").click().run()
    national, agency = store_in(data).stored(id).plans
    assert (national.id, national.plan) == (first, NATIONAL)
    assert agency.plan.links == (LinkDecision(measure="m-1", item="D15-1", decision="confirmed"),)


def test_a_plan_is_removed_and_brought_back_after_a_reload(data: Path) -> None:
    id = kept(data, state())
    first = store_in(data).stored(id).plans[0].id
    app = at_page("plan", id)
    app.selectbox(key=f"plan_which:{id}").set_value(first).run()
    app.toggle(key=f"plan_remove:{id}").set_value(True).run()
    app.button(key=f"plan_remove_yes:{first}").click().run()
    assert "Removed: National strategy." in text_of(app)
    assert store_in(data).assessment(id).plans == (AGENCY,)
    app = at_page("plan", id)
    app.button(key=f"bring_back:{first}").click().run()
    assert "National strategy is back" in text_of(app)
    assert store_in(data).assessment(id).plans == (NATIONAL, AGENCY)
    assert f"bring_back:{first}" not in [button.key for button in at_page("plan", id).button]


def test_in_the_report_a_measure_is_named_with_its_plan() -> None:
    report = report_of(state())
    assert "1 Open workshops (Prison service)" in " ".join(texts_of(report))
    table = table_of(report, "matrix_items")
    names = [column.name for column in table.columns]
    assert names[:4] == ["Measure", "Plan", "Stands", "Why"]
    assert len(names) == 4 + 80
    row = next(row for row in table.rows if (row[0].shown, row[1].shown) == ("1 Open workshops", "Prison service"))
    cells = dict(zip(names, (cell.shown for cell in row), strict=True))
    assert cells["D06-2 (K2.4)"] == "Paper, in the plan"
    assert cells["D04-1 (K2.3)"] == ""
    covered = dict(zip(names, (cell.shown for cell in table.rows[-1]), strict=True))
    assert (covered["D04-1 (K2.3)"], covered["D06-2 (K2.4)"], covered["D01-1 (K1.1)"]) == ("Full", "Paper", "")


def test_in_the_report_paragraphs_say_how_many_statements_are_covered() -> None:
    table = table_of(report_of(state(NATIONAL)), "matrix_provisions")
    names = [column.name for column in table.columns]
    assert names[:4] == ["Measure", "Stands", "Why", "Paragraph 1"]
    covered = dict(zip(names, (cell.shown for cell in table.rows[-1]), strict=True))
    of_two = next(entry for entry in results_of(state(NATIONAL), LIBRARY, as_of=AS_OF).coverage.provisions
                  if entry.number == "2")  # fmt: skip
    # D04-1 and D04-3 stand in paragraph 2.
    assert covered["Paragraph 2"] == f"2 of {sum(len(items) for items in of_two.by_class.values())}"
