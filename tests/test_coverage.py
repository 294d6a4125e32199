"""Coverage of items by measures, and the three lists; provisions that a measure names, read through a lens."""

from datetime import date
from typing import Any

import pytest

from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.method.coverage import Coverage, LinkedPlan, MeasureRef, coverage
from toolkit.method.link import Link
from toolkit.method.provisions import items_of, provisions_of
from toolkit.method.solidity import solidities
from toolkit.record.plan import Budget, Funding, Indicator, Measure, Plan, ProvisionNamed, Status

AS_OF = date(2024, 6, 30)
FULL: dict[str, Any] = {
    "lead": "Prison service",
    "end": date(2025, 12, 31),
    "indicator": Indicator(name="assessed in time", target="80 %"),
    "budget": Budget(funding=Funding.SECURED),
}
PARTLY: dict[str, Any] = {**FULL, "budget": Budget()}
PAPER: dict[str, Any] = {**FULL, "lead": None}
DELIVERED: dict[str, Any] = {**FULL, "status": Status.COMPLETE}
CANCELLED: dict[str, Any] = {**FULL, "status": Status.CANCELLED}


def link(item: str, kind: Any = "explicit", confidence: float = 1.0) -> Link:
    return Link(item=item, dimension=item[:3], kind=kind, confidence=confidence)


def linked(*rows: tuple[dict[str, Any], tuple[Link, ...]]) -> LinkedPlan:
    """A plan of measures m1, m2, ... each with its links."""
    measures = tuple(Measure(id=f"m{at}", title=f"Measure {at}", **told) for at, (told, _) in enumerate(rows, 1))
    plan = Plan(name="Plan", measures=measures)
    links = {f"m{at}": found for at, (_, found) in enumerate(rows, 1)}
    return LinkedPlan(plan, links, solidities(plan, AS_OF))


def through(library: Library, *plans: LinkedPlan, lens: str = "a-res-78-224") -> Coverage:
    return coverage(library, look_through(library, lens), plans)


@pytest.mark.parametrize(
    ("rows", "code", "delivered"),
    [
        ([], "none", False),
        ([FULL], "full", False),
        ([PARTLY], "partly", False),
        ([PAPER], "paper", False),
        ([DELIVERED], "none", True),
        ([CANCELLED], "none", False),
        ([PAPER, PARTLY], "partly", False),
        ([PAPER, FULL, PARTLY], "full", False),
        ([PAPER, DELIVERED, CANCELLED], "paper", True),
    ],
)
def test_the_best_class_of_an_item_counts(
    library: Library, rows: list[dict[str, Any]], code: str, delivered: bool
) -> None:
    found = through(library, linked(*[(row, (link("D04-1"),)) for row in rows])).items["D04-1"]
    assert (found.code, found.delivered, len(found.measures)) == (code, delivered, len(rows))


def test_explicit_and_confirmed_links_count_and_suggested_ones_never(library: Library) -> None:
    found = through(
        library,
        linked(
            (FULL, (link("D04-1"), link("D05-1", "confirmed"), link("D06-1", "suggested", 0.99))),
        ),
    )
    assert [found.items[item].code for item in ("D04-1", "D05-1", "D06-1")] == ["full", "full", "none"]
    assert found.items["D05-1"].measures[0].kind == "confirmed"
    assert "D06-1" in found.items_not_reached


def test_all_plans_count_together(library: Library) -> None:
    found = through(library, linked((PAPER, (link("D04-1"),))), linked((FULL, (link("D04-1"),))))
    assert found.items["D04-1"].code == "full"
    assert [(by.plan, by.measure, by.solidity) for by in found.items["D04-1"].measures] == [
        (0, "m1", "paper"),
        (1, "m1", "full"),
    ]


def test_coverage_does_not_depend_on_the_lens_but_its_lists_do(library: Library) -> None:
    plan = linked((FULL, (link("D04-3"),)))  # D04-3 is asked through 78/224 and not through 76/182
    whole, older = through(library, plan), through(library, plan, lens="a-res-76-182")
    assert whole.items == older.items
    assert (whole.outside_the_lens, whole.reaches_nothing) == ((), ())
    assert (older.outside_the_lens, older.reaches_nothing) == ((MeasureRef(plan=0, measure="m1"),), ())


def test_a_provision_shows_its_limbs_and_items_by_class(library: Library) -> None:
    found = through(library, linked((FULL, (link("D04-1"),)), (PAPER, (link("D05-1"),))))
    second = next(provision for provision in found.provisions if provision.number == "2")
    assert second.by_class["full"] == ("D04-1",)
    assert second.by_class["paper"] == ("D05-1",)
    limbs = {limb.limb: limb for limb in second.limbs}
    assert list(limbs) == ["K2.1", "K2.2", "K2.3", "K2.4", "K2.5"]
    assert limbs["K2.3"].by_class == {"full": ("D04-1",), "partly": (), "paper": (), "none": ("D04-3", "D04-4")}
    assert limbs["K2.3"].reached
    assert not limbs["K2.5"].reached


def test_limbs_and_items_that_no_measure_reaches(library: Library) -> None:
    nothing = through(library)
    assert len(nothing.limbs_not_reached) == 20  # nineteen and the soft one
    assert len(nothing.items_not_reached) == 75  # 80 asked, 5 of them participation
    assert nothing.counts == {"full": 0, "partly": 0, "paper": 0, "none": 75}
    found = through(library, linked((PAPER, (link("D04-1"),))))
    assert "K2.3" not in found.limbs_not_reached
    assert "D04-1" not in found.items_not_reached
    assert found.only_on_paper == ("D04-1",)


def test_participation_is_no_item_to_be_reached(library: Library) -> None:
    assert not {"D14-1", "D14-2", "D14-4", "D15-3", "D15-4"} & set(through(library).items_not_reached)


def test_measures_that_reach_nothing(library: Library) -> None:
    found = through(
        library,
        linked(
            (FULL, ()),
            (FULL, (link("D04-1", "suggested", 0.9),)),
            (FULL, (link("D04-1"),)),
            (CANCELLED, ()),
            ({**FULL, "provisions": (ProvisionNamed(number="2", part="operative"),)}, ()),
        ),
    )
    assert [ref.measure for ref in found.reaches_nothing] == ["m1", "m2"]
    assert [ref.measure for ref in found.names_only_a_provision] == ["m5"]
    second = next(provision for provision in found.provisions if provision.number == "2")
    assert [ref.measure for ref in second.named_by] == ["m5"]


def test_a_measure_reaches_through_its_sub_measures(library: Library) -> None:
    plan = linked((FULL, ()), ({**FULL, "parent": "m1"}, ()), ({**FULL, "parent": "m2"}, (link("D04-1"),)))
    assert through(library, plan).reaches_nothing == ()
    plan = linked((FULL, (link("D04-1"),)), ({**FULL, "parent": "m1"}, ()))
    assert [ref.measure for ref in through(library, plan).reaches_nothing] == ["m2"]


def test_a_lens_without_items_has_no_list_of_items(library: Library) -> None:
    found = through(library, linked((FULL, (link("D04-1"),))), lens="a-res-79-187")
    assert (found.items_not_reached, found.limbs_not_reached) == ((), ())
    assert [ref.measure for ref in found.outside_the_lens] == ["m1"]


def named(number: str, instrument: str | None = None, part: str | None = "operative") -> Measure:
    return Measure(id="m1", title="x", provisions=(ProvisionNamed(instrument=instrument, number=number, part=part),))


@pytest.mark.parametrize(
    ("measure", "lens", "expected"),
    [
        (named("4"), "a-res-78-224", ("a-res-78-224", "4", "operative")),
        (named("4"), "a-res-76-182", ("a-res-76-182", "4", "operative")),
        (named("4", "a-res-76-182"), "a-res-78-224", ("a-res-76-182", "4", "operative")),
        (named("4", part=None), "a-res-78-224", ("a-res-78-224", "4", "operative")),
        (named("4", part="paragraph"), "a-res-78-224", ("a-res-78-224", "4", "operative")),
        (named("4"), "a-res-80-226", ("a-res-80-226", "4", "operative")),
        (named("9", part="strategy"), "a-res-80-226", ("a-res-80-226", "9", "strategy")),
    ],
)
def test_a_bare_paragraph_is_read_in_the_lens(
    library: Library, measure: Measure, lens: str, expected: tuple[str, str, str]
) -> None:
    found, problems = provisions_of(measure, library, look_through(library, lens))
    assert problems == ()
    assert [(one.instrument, one.number, one.part) for one in found] == [expected]


def test_an_ambiguous_paragraph_is_a_problem_with_the_readings_to_choose_from(library: Library) -> None:
    both = provisions_of(named("4", part=None), library, look_through(library, "a-res-80-226"))
    assert both[0] == ()
    assert both[1][0].code == "measure_provision_ambiguous"
    assert both[1][0].values["readings"] == "80/226 4 (operative), 80/226 4 (strategy), 80/226 4 (paragraph)"
    not_held = provisions_of(named("7"), library, look_through(library, "a-res-77-232"))
    assert not_held[0] == ()
    assert not_held[1][0].values["readings"] == "76/182 7 (operative), 78/224 7 (operative)"


def test_a_paragraph_that_nobody_has_is_named(library: Library) -> None:
    found, problems = provisions_of(named("99"), library, look_through(library, "a-res-78-224"))
    assert found == ()
    assert [problem.code for problem in problems] == ["measure_provision_unknown"]
    _, problems = provisions_of(named("9", "a-res-76-182"), library, look_through(library, "a-res-78-224"))
    assert problems[0].values["reference"] == "76/182 9"


def test_items_of_a_paragraph(library: Library) -> None:
    fifth = items_of([ProvisionNamed(instrument="a-res-78-224", number="5", part="operative")], library)
    assert fifth == dict.fromkeys(("D10-1", "D10-2", "D10-3", "D10-4"), "78/224 5")
