"""The coverage matrix: measures by provisions, limbs, items; what counts, what is only shown, over which plans."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.made import assessment_of
from tests.reports import LIBRARY
from toolkit.cli import main
from toolkit.method.matrix import WAYS, MatrixCell
from toolkit.method.results import Results
from toolkit.record.plan import Budget, Funding, Indicator, LinkDecision, Measure, Plan, ProvisionNamed
from toolkit.tasks.matrix import coverage_by, matrix_as_json, matrix_of
from toolkit.tasks.results import results_of

AS_OF = date(2026, 6, 1)


def solid(id: str, title: str, *items: str, **told: object) -> Measure:
    """A fully specified measure that names items by their code."""
    facts = {
        "lead": "Prisons",
        "leads": ("Prisons",),
        "end": date(2027, 12, 31),
        "indicator": Indicator(name="Share assessed", target="80 %"),
        "budget": Budget(funding=Funding.SECURED),
        **told,
    }
    return Measure.model_validate({"id": id, "title": title, "items": items, **facts})


def paper(id: str, title: str, *items: str, **told: object) -> Measure:
    """A measure without lead: on paper."""
    return solid(id, title, *items, lead=None, leads=(), **told)


def confirmed(measure: str, item: str) -> LinkDecision:
    return LinkDecision(measure=measure, item=item, decision="confirmed")


# 78/224: paragraph 2 carries K2.3, in which D04-1, D04-3 and D04-4 count.
NATIONAL = Plan(
    name="National strategy",
    digest="n",
    measures=(
        solid("m-1", "Interview newcomers", "D04-1", number="1"),
        paper("m-2", "Look into the matter", number="2"),
        paper("m-3", "Something else", number="3", provisions=(ProvisionNamed(instrument="a-res-78-224", number="2"),)),
    ),
    links=(confirmed("m-2", "D04-3"),),
)
AGENCY = Plan(name="Prison service", digest="p", measures=(solid("m-1", "Book rooms", "D04-3", number="1"),))


def found_of(*plans: Plan, lens: str = "a-res-78-224") -> Results:
    return results_of(assessment_of({}, LIBRARY, lens=lens, plans=plans, as_of=AS_OF), LIBRARY, as_of=AS_OF)


def test_by_items_each_cell_tells_how_the_link_is_known() -> None:
    found = matrix_of(found_of(NATIONAL), LIBRARY, "items")
    assert len(found.columns) == 80
    cells = {row.measure: row.cells for row in found.rows}
    assert cells["m-1"]["D04-1"] == MatrixCell(kind="explicit", items=("D04-1",))
    assert cells["m-2"]["D04-3"] == MatrixCell(kind="confirmed", items=("D04-3",))
    assert cells["m-2"]["D04-3"].counts
    suggested = [cell for row in cells.values() for cell in row.values() if cell.kind == "suggested"]
    assert all(not cell.counts and cell.confidence is not None for cell in suggested)


def test_how_a_measure_stands_and_why_is_beside_its_cells() -> None:
    rows = {row.measure: row for row in matrix_of(found_of(NATIONAL), LIBRARY, "items").rows}
    assert (rows["m-1"].solidity, rows["m-1"].reasons) == ("full", ("all_stated",))
    assert (rows["m-2"].solidity, rows["m-2"].reasons) == ("paper", ("no_lead",))


def test_by_limbs_a_column_counts_its_items_by_class() -> None:
    found = matrix_of(found_of(NATIONAL), LIBRARY, "limbs")
    assert len(found.columns) == 20  # nineteen and the soft one
    column = next(column for column in found.columns if column.code == "K2.3")
    assert column.by_class == {"full": ("D04-1",), "paper": ("D04-3",), "none": ("D04-4",)}
    assert (column.of, column.items, column.covered) == ("K2", 3, 2)
    cells = {row.measure: row.cells.get("K2.3") for row in found.rows}
    assert cells["m-1"] == MatrixCell(kind="explicit", items=("D04-1",))
    assert cells["m-2"] == MatrixCell(kind="confirmed", items=("D04-3",))


def test_by_provisions_a_measure_that_only_names_a_paragraph_is_shown_and_does_not_count() -> None:
    found = matrix_of(found_of(NATIONAL), LIBRARY, "provisions")
    assert [column.code for column in found.columns] == [
        provision.number for provision in found_of(NATIONAL).coverage.provisions
    ]
    cells = {row.measure: row.cells.get("2") for row in found.rows}
    assert cells["m-3"] is not None and (cells["m-3"].kind, cells["m-3"].counts) == ("named", False)
    assert cells["m-1"] == MatrixCell(kind="explicit", items=("D04-1",))


def test_a_code_goes_before_a_confirmed_link_of_the_same_column_and_both_items_stand_there() -> None:
    plan = NATIONAL.model_copy(update={"links": (confirmed("m-1", "D04-4"),)})
    cell = next(row.cells["K2.3"] for row in matrix_of(found_of(plan), LIBRARY, "limbs").rows if row.measure == "m-1")
    assert cell == MatrixCell(kind="explicit", items=("D04-1", "D04-4"))


def test_a_suggested_link_never_counts_in_a_column() -> None:
    plan = Plan(name="P", digest="x", measures=(solid("m-1", "Individual assessment of risks and needs of prisoners"),))
    found = matrix_of(found_of(plan), LIBRARY, "items")
    (row,) = found.rows
    assert row.cells and all(cell.kind == "suggested" for cell in row.cells.values())
    assert all(column.covered == 0 for column in found.columns)


@pytest.mark.parametrize("by", WAYS)
def test_plans_are_looked_at_together_or_one_by_one(by: str) -> None:
    results = found_of(NATIONAL, AGENCY)
    together = matrix_of(results, LIBRARY, by)  # type: ignore[arg-type]
    assert [(row.plan, row.measure) for row in together.rows] == [(0, "m-1"), (0, "m-2"), (0, "m-3"), (1, "m-1")]
    alone = matrix_of(results, LIBRARY, by, {1})  # type: ignore[arg-type]
    assert [(row.plan, row.measure) for row in alone.rows] == [(1, "m-1")]


def test_coverage_is_that_of_the_plans_looked_at() -> None:
    results = found_of(NATIONAL, AGENCY)
    classes = [
        [coverage_by(results, LIBRARY, chosen).items[item].code for item in ("D04-1", "D04-3")]
        for chosen in (None, {0}, {1})
    ]
    assert classes == [["full", "full"], ["full", "paper"], ["none", "full"]]
    # A measure keeps its place among all plans, so that its name is found.
    (by,) = coverage_by(results, LIBRARY, {1}).items["D04-3"].measures
    assert (by.plan, by.measure) == (1, "m-1")


def test_two_plans_with_the_same_numbers_and_ids_do_not_mix() -> None:
    results = found_of(NATIONAL, AGENCY)
    rows = {(row.plan, row.measure): row.cells for row in matrix_of(results, LIBRARY, "items").rows}
    counted = {key: [code for code, cell in cells.items() if cell.counts] for key, cells in rows.items()}
    assert counted[0, "m-1"] == ["D04-1"]
    assert counted[1, "m-1"] == ["D04-3"]


def test_through_another_lens_its_own_columns_are_shown() -> None:
    found = matrix_of(found_of(NATIONAL, lens="a-res-76-182"), LIBRARY, "items")
    assert len(found.columns) == 57
    assert "D04-3" not in [column.code for column in found.columns]  # not asked through 76/182
    confirmed_row = next(row for row in found.rows if row.measure == "m-2")
    assert "D04-3" not in confirmed_row.cells
    assert confirmed_row.not_asked == ("D04-3",)  # said beside the measure, for no column holds it
    assert next(row for row in found.rows if row.measure == "m-1").not_asked == ()


def test_a_matrix_for_machines_says_what_counts() -> None:
    told = matrix_as_json(matrix_of(found_of(NATIONAL), LIBRARY, "items"))
    row = next(row for row in told["rows"] if row["measure"] == "m-1")
    assert row["cells"]["D04-1"] == {"kind": "explicit", "items": ["D04-1"], "confidence": None, "counts": True}
    assert (told["by"], len(told["columns"])) == ("items", 80)


def test_the_command_line_prints_the_same_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    sample = Path(__file__).parent.parent / "sample_plans" / "talvenia"
    words = ["matrix", str(sample / "state.json"), "--plan", str(sample / "plan.xlsx"), "--by", "limbs", "--json"]
    assert main(words, AS_OF) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert (told["by"], len(told["columns"])) == ("limbs", 20)
    assert any(cell["counts"] for row in told["rows"] for cell in row["cells"].values())
