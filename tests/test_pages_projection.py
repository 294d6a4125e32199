"""The projection where people see it: chosen beside a link, drawn on the plan page, printed in the full report."""

from datetime import date
from pathlib import Path

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from tests.reports import report_of, table_of, texts_of
from toolkit.library.model import Library
from toolkit.record.plan import Brings, Measure, Plan
from toolkit.report.tree import Figure

AS_OF = date(2026, 2, 10)


def plan(*, level: int | None = 2) -> Plan:
    """A plan of one measure that ends in the second quarter."""
    brings = () if level is None else (Brings(item="D04-1", level=level),)
    end = date(2026, 5, 31)
    made = Measure(id="m-1", title="Assess needs", lead="MOJ", end=end, items=("D04-1",), brings=brings)
    return Plan(name="p", measures=(made,))


def test_the_full_report_holds_every_number_of_the_projection(library: Library) -> None:
    assessment = assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(plan(),))
    report = report_of(assessment)
    shown = [[cell.shown for cell in row] for row in table_of(report, "projection").rows]
    # Only D04-1 is answered: one limb with a point, 25 at level 1, 50 at level 2 from the quarter of 31 May on;
    # six months late it is there at the end of November, in the fourth quarter. No implied item is answered.
    assert [row[0] for row in shown] == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    assert [row[1] for row in shown] == ["25", "50", "50", "50"]
    assert [row[2] for row in shown] == ["25", "25", "25", "50"]
    figure = next(part for part in report.parts if isinstance(part, Figure) and part.id == "projection")
    assert figure.takeaway in figure.alt
    assert "If every measure does what it says" in texts_of(report)


def test_a_report_without_stated_levels_says_nothing_of_a_projection(library: Library) -> None:
    report = report_of(assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(plan(level=None),)))
    assert not any(getattr(part, "id", "") == "projection" for part in report.parts)


def test_the_page_shows_both_indices_and_the_table(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(plan(),)))
    app = at_page("plan", id)
    app.segmented_control(key=f"plan_section:{id}").set_value("ahead").run()
    assert not app.exception
    assert "By 2026-06-30 the text index would be 50 (now 25)" in text_of(app)
    assert "with a delay of 6 months 25 and" in text_of(app)
    app.number_input(key=f"ahead_delay:{id}").set_value(0).run()
    assert "with a delay of 0 months 50 and" in text_of(app)
    app.toggle(key=f"ahead_table:{id}").set_value(True).run()
    assert "2026-03-31" in text_of(app)


def test_the_level_a_link_brings_is_chosen_beside_it_and_kept(library: Library, data: Path) -> None:
    made = Measure(id="m-1", title="Assess needs", lead="MOJ", end=date(2026, 5, 31))
    id = kept(data, assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(Plan(name="p", measures=(made,)),)))
    app = at_page("plan", id)
    app.segmented_control(key=f"plan_section:{id}").set_value("links").run()
    plan_id = store_in(data).stored(id).plans[0].id
    app.selectbox(key=f"links_shown:{plan_id}").set_value("all").run()
    app.toggle(key=f"link_more:{plan_id}:m-1").set_value(True).run()
    app.selectbox(key=f"link_to:{plan_id}:m-1").set_value("D04-1").run()
    app.button(key=f"link:{plan_id}:m-1:D04-1").click().run()
    app.selectbox(key=f"brings:{plan_id}:m-1:D04-1").set_value(2).run()
    app.run()
    assert not app.exception
    assert [(link.item, link.level) for link in store_in(data).assessment(id).plans[0].links] == [("D04-1", 2)]
    app.segmented_control(key=f"plan_section:{id}").set_value("ahead").run()
    assert "the text index would be 50 (now 25)" in text_of(app)


def test_one_plan_alone_is_projected_where_one_is_chosen_and_all_where_all_are(library: Library, data: Path) -> None:
    other = Plan(name="Prison service", digest="q", measures=(Measure(id="m-1", title="Open workshops"),))
    id = kept(data, assessment_of({"D04-1": 1}, library, as_of=AS_OF, plans=(plan(), other)))
    app = at_page("plan", id)
    # The plan that came last is shown at first: its measures bring nothing.
    app.segmented_control(key=f"plan_section:{id}").set_value("ahead").run()
    assert 'Over "Prison service" alone; the results count all 2 plans.' in text_of(app)
    assert "the text index would be" not in text_of(app)
    app.selectbox(key=f"plan_which:{id}").set_value("*").run()
    app.segmented_control(key=f"plans_section:{id}").set_value("ahead").run()
    assert "Over all 2 plans that were looked at." in text_of(app)
    assert "the text index would be 50 (now 25)" in text_of(app)
