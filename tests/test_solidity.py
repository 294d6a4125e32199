"""Solidity of measures at a day: every rule of the method alone, then their order, tables, sub-measures."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from toolkit.intake.plan_reading import read_plan
from toolkit.language import Language
from toolkit.method.solidity import (
    REASONS,
    SheetNote,
    Solidity,
    SolidityClass,
    end_of,
    sheet_notes,
    solidities,
)
from toolkit.record.plan import (
    Budget,
    FieldColumn,
    Funding,
    Indicator,
    Measure,
    Plan,
    RowPlace,
    SheetColumns,
    Status,
)

AS_OF = date(2024, 6, 30)
TARGET = Indicator(name="people housed on the first night", baseline="51 %", target="85 %")
ALL_COLUMNS = ("measure", "lead", "end", "indicator", "target", "funding", "status")


def table(*fields: str, sheet: str = "Plan") -> SheetColumns:
    columns = {field: FieldColumn(header=field, column=chr(65 + at)) for at, field in enumerate(fields)}
    return SheetColumns(sheet=sheet, header_rows=(1,), fields=columns)


def measure(number: int = 1, **told: Any) -> Measure:
    """A fully specified measure, but for what the test tells otherwise."""
    whole: dict[str, Any] = {
        "id": f"m{number}",
        "title": "House people on release",
        "lead": "Housing agency",
        "end": date(2025, 12, 31),
        "indicator": TARGET,
        "budget": Budget(funding=Funding.SECURED),
        "place": RowPlace(sheet="Plan", row=number + 1),
    }
    return Measure(**{**whole, **told})


def plan(*measures: Measure, columns: SheetColumns | None = None, **told: Any) -> Plan:
    return Plan(name="Plan", measures=measures, columns=(columns or table(*ALL_COLUMNS),), **told)


def solidity(told: Measure, columns: SheetColumns | None = None, **of_plan: Any) -> Solidity:
    return solidities(plan(told, columns=columns, **of_plan), AS_OF)[told.id]


@pytest.mark.parametrize(
    ("told", "code", "reasons"),
    [
        ({}, "full", ("all_stated",)),
        ({"budget": Budget(funding=Funding.PARTIAL)}, "full", ("all_stated",)),
        ({"budget": Budget(funding=Funding.EXISTING, line="Vote 14, housing officers")}, "full", ("all_stated",)),
        ({"end": None, "continuing": True}, "full", ("all_stated",)),
        ({"status": Status.CANCELLED}, "cancelled", ("status_cancelled",)),
        ({"status": Status.SUPERSEDED}, "cancelled", ("status_superseded",)),
        ({"status": Status.COMPLETE}, "delivered", ("status_complete",)),
        ({"status": Status.COMPLETE, "lead": None, "end": date(2023, 1, 1)}, "delivered", ("status_complete",)),
        ({"lead": None}, "paper", ("no_lead",)),
        ({"lead": "  "}, "paper", ("no_lead",)),
        ({"end": None}, "paper", ("no_end",)),
        ({"end": date(2024, 6, 29)}, "paper", ("end_passed",)),
        ({"end": date(2024, 6, 30)}, "full", ("all_stated",)),
        ({"status": Status.OVERDUE}, "paper", ("status_overdue",)),
        ({"budget": Budget(funding=Funding.UNFUNDED)}, "paper", ("funding_unfunded",)),
        ({"budget": Budget(funding=Funding.REQUESTED)}, "paper", ("funding_requested",)),
        ({"lead": None, "end": None}, "paper", ("no_lead", "no_end")),
        ({"indicator": Indicator()}, "partly", ("no_indicator",)),
        ({"indicator": Indicator(name="people housed", baseline="51 %")}, "partly", ("no_target",)),
        ({"budget": Budget()}, "partly", ("funding_not_stated",)),
        ({"budget": Budget(amount=180000.0, currency="KES")}, "partly", ("funding_not_stated",)),
        ({"budget": Budget(funding=Funding.EXISTING)}, "partly", ("funding_without_line",)),
        ({"indicator": Indicator(), "budget": Budget()}, "partly", ("no_indicator", "funding_not_stated")),
        ({"status": Status.REVISED}, "full", ("all_stated",)),
    ],
)
def test_the_first_rule_that_fits_decides(told: dict[str, Any], code: str, reasons: tuple[str, ...]) -> None:
    found = solidity(measure(**told))
    assert (found.code, found.reasons) == (code, reasons)


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (("lead",), {"lead": None}),
        (("end",), {"end": None}),
        (("indicator", "target"), {"indicator": Indicator()}),
        (("funding",), {"budget": Budget()}),
    ],
)
def test_a_condition_without_a_column_neither_puts_on_paper_nor_lets_be_full(
    left_out: tuple[str, ...], told: dict[str, Any]
) -> None:
    columns = table(*(field for field in ALL_COLUMNS if field not in left_out))
    found = solidity(measure(**told), columns)
    assert (found.code, found.reasons) == ("partly", (f"no_column_{left_out[0]}",))


def test_a_sheet_without_a_column_is_noted_once() -> None:
    told = plan(measure(1, lead=None), measure(2, lead=None), columns=table("measure", "end", "indicator"))
    assert sheet_notes(told) == (SheetNote(sheet="Plan", row=1, lacks=("lead", "funding")),)
    assert sheet_notes(plan(measure(1))) == ()


def test_without_a_column_the_end_is_not_missing_but_a_passed_period_still_is() -> None:
    columns = table("measure", "lead", "indicator", "target", "funding")
    late = solidity(measure(end=None), columns, period_ends={"Plan": date(2023, 12, 31)})
    assert (late.code, late.reasons) == ("paper", ("end_passed",))


def test_an_accepted_period_is_the_end_date_of_its_sheet_where_a_row_has_none() -> None:
    accepted = {"Plan": date(2025, 3, 31)}
    told = plan(measure(1, end=None), measure(2, end=date(2026, 1, 1)), period_ends=accepted)
    assert [end_of(found, told) for found in told.measures] == [date(2025, 3, 31), date(2026, 1, 1)]
    assert solidities(told, AS_OF)["m1"].code == "full"
    without_column = table("measure", "lead", "indicator", "target", "funding")
    assert solidity(measure(end=None), without_column, period_ends=accepted).code == "full"
    assert solidity(measure(end=None), period_ends={"Other": date(2025, 3, 31)}).code == "paper"


def test_rows_of_a_sheet_declared_running_services_continue() -> None:
    assert solidity(measure(end=None), services=("Plan",)).code == "full"
    assert solidity(measure(end=None), services=("Other",)).code == "paper"


def test_a_measure_that_came_from_no_table_has_every_condition() -> None:
    typed_in = measure(place=None, lead=None)
    assert solidities(Plan(name="Plan", measures=(typed_in,)), AS_OF)["m1"].reasons == ("no_lead",)


SUBS: list[tuple[list[dict[str, Any]], SolidityClass]] = [
    ([{}, {"lead": None}], "full"),
    ([{"budget": Budget()}, {"lead": None}], "partly"),
    ([{"end": None}, {"status": Status.CANCELLED}], "paper"),
    ([{"status": Status.COMPLETE}, {"status": Status.CANCELLED}], "delivered"),
    ([{"status": Status.COMPLETE}, {"end": None}], "paper"),
    ([{"status": Status.CANCELLED}, {"status": Status.SUPERSEDED}], "cancelled"),
]


@pytest.mark.parametrize(("subs", "code"), SUBS)
@pytest.mark.parametrize("lacks", [{"lead": None}, {"end": None}])
def test_a_measure_that_lacks_lead_or_end_follows_its_sub_measures(
    subs: list[dict[str, Any]], code: SolidityClass, lacks: dict[str, Any]
) -> None:
    below = [measure(at, parent="m1", **told) for at, told in enumerate(subs, start=2)]
    found = solidities(plan(measure(1, **lacks), *below), AS_OF)["m1"]
    assert (found.code, found.reasons) == (code, ("from_sub_measures",))


def test_a_measure_with_lead_and_end_has_a_class_of_its_own() -> None:
    found = solidities(plan(measure(1), measure(2, parent="m1", lead=None)), AS_OF)
    assert (found["m1"].code, found["m2"].code) == ("full", "paper")


def test_a_cancelled_measure_counts_for_nothing_whatever_stands_below_it() -> None:
    found = solidities(plan(measure(1, lead=None, status=Status.CANCELLED), measure(2, parent="m1")), AS_OF)
    assert found["m1"].code == "cancelled"


def test_sub_measures_of_sub_measures_are_reached_and_a_circle_ends() -> None:
    deep = plan(measure(1, lead=None), measure(2, lead=None, parent="m1"), measure(3, parent="m2"))
    assert {found.code for found in solidities(deep, AS_OF).values()} == {"full"}
    circle = plan(measure(1, lead=None, parent="m2"), measure(2, lead=None, parent="m1"))
    assert {found.code for found in solidities(circle, AS_OF).values()} == {"paper"}


def test_the_same_measure_stands_differently_on_another_day() -> None:
    told = plan(measure(end=date(2024, 7, 31)))
    assert solidities(told, date(2024, 7, 31))["m1"].code == "full"
    assert solidities(told, date(2024, 8, 1))["m1"].code == "paper"


def test_every_class_and_reason_has_wording(language: Language) -> None:
    for code in get_args(SolidityClass):
        assert language.say(f"plan_method.solidity.{code}")
    for reason in REASONS:
        assert language.say(f"plan_method.reason.{reason}")


def published(shared: Path, name: str) -> Plan:
    plan = read_plan(shared / "plans" / f"{name}.xlsx", f"{name}.xlsx", as_of=AS_OF).plan
    assert plan is not None
    return plan


def test_a_published_tracker_stands_as_its_rows_say(shared: Path) -> None:
    """Seven rows are complete, and one priority has only complete ones below it. One row has lead and a date to come,
    no indicator; the priority above it follows. All others are late, or have neither lead nor date."""
    told = published(shared, "scotland_community_justice")
    classes = solidities(told, AS_OF)
    assert Counter(found.code for found in classes.values()) == {"delivered": 8, "partly": 2, "paper": 19}
    assert {note.lacks for note in sheet_notes(told)} == {("indicator",)}


def test_a_published_workplan_without_dates_stands_once_a_person_says_when(shared: Path) -> None:
    told = published(shared, "singapore_corrections_2030")
    sheet = told.columns[0].sheet
    assert {found.code for found in solidities(told, AS_OF).values()} == {"paper"}
    running = told.model_copy(update={"services": (sheet,)})
    assert {found.code for found in solidities(running, AS_OF).values()} == {"partly"}
    accepted = told.model_copy(update={"period_ends": {sheet: date(2030, 12, 31)}})
    assert {found.code for found in solidities(accepted, AS_OF).values()} == {"partly"}
