"""Facilities in reports: the table for the body that runs them alone, sums elsewhere, small numbers nowhere."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from toolkit.language import Language
from toolkit.library.model import Library
from toolkit.method.facility import facility_table
from toolkit.method.facility_small import SUM, kept_back, sums_kept_back
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.record.facility import FacilityFigure, FacilitySheet
from toolkit.report.facility_table import facilities_report, facility_sums
from toolkit.report.kinds import KINDS, report_tree
from toolkit.report.subject import Subject
from toolkit.report.tree import Report, Table
from toolkit.tasks.packs import packs
from toolkit.tasks.results import results_of

ON = date(2026, 7, 1)
HIDDEN = "not shown"


def sheet(name: str, boxes: dict[str, str] | None = None, **figures: int) -> FacilitySheet:
    told = tuple(FacilityFigure(id=id, value=value, known="counted") for id, value in figures.items())
    return FacilitySheet(id=name.casefold(), name=name, as_of=ON, figures=told, boxes=boxes or {})


NORTH = sheet("Northgate", {"helps": "Only inside"}, held=400, sentenced=300, untried=92, places=7, released=150)
SOUTH = sheet("Southgate", held=200, sentenced=100, untried=80, release_planned=12, released=20)
EAST = sheet("Eastgate", held=90, sentenced=82, untried=8, posts=4)


def state(*sheets: FacilitySheet) -> Assessment:
    return Assessment(
        profile=Profile(state="Talvenia", people_held=1000, facilities=5),
        bodies=(
            Body(id="prisons", name="Prison service", leads=("PRI",)),
            Body(id="labour", name="Labour", leads=("LAB",)),
        ),
        responses=(Response(item="D03-1", body="prisons", level=2),),
        facilities=sheets or (EAST, NORTH, SOUTH),
        as_of=ON,
    )


def subject(whole: Assessment, library: Library, language: Language) -> Subject:
    return Subject(whole, results_of(whole, library, as_of=ON), library, language)


def texts(report: Report) -> str:
    return report.model_dump_json()


def test_small_numbers_and_those_that_give_them_away(library: Library) -> None:
    hidden = kept_back(facility_table(state(), library), library.facility)
    # Eastgate holds 8 untried people. 90 held less 82 sentenced would tell them: the sentenced go too.
    assert {("eastgate", "untried"), ("eastgate", "sentenced")} <= hidden
    # The sum of a column less the others would tell the one kept back: the smallest other goes too.
    assert {("southgate", "untried"), ("southgate", "sentenced")} <= hidden
    # Southgate: 12 of 20 released with a plan leave 8 without one, and nobody else tells it: the sum goes too.
    assert {("southgate", "release_planned"), (SUM, "release_planned")} <= hidden
    # Places and posts are no people.
    assert not {("northgate", "places"), ("eastgate", "posts")} & hidden
    assert not {(id, "held") for id in ("northgate", "southgate", "eastgate", SUM)} & hidden


def test_a_sum_over_one_facility_is_that_facility_and_not_shown(library: Library) -> None:
    hidden = sums_kept_back(facility_table(state(), library), library.facility)
    assert hidden == {"places", "posts", "release_planned"}


def test_the_full_report_holds_sums_and_no_facility(library: Library, language: Language) -> None:
    whole = state()
    results = results_of(whole, library, as_of=ON)
    full = texts(report_tree("full", whole, results, library, language))
    assert "3 of 5 facilities answered. They hold 69 % of all people held (by the sheets of 3)." in full
    for kind in KINDS:
        told = texts(report_tree(kind, whole, results, library, language))
        assert not any(name in told for name in ("Northgate", "Southgate", "Eastgate", "Only inside")), kind
        assert ("facility_sums" in told) == (kind == "full")
    sums = next(part for part in facility_sums(subject(whole, library, language)) if isinstance(part, Table))
    shown = {row[0].shown: [cell.shown for cell in row[1:]] for row in sums.rows}
    # 300 + 100 + 82; places of one facility alone are not shown; nobody told who works.
    assert shown["Sentenced"] == ["482", "3", "0"]
    assert shown["Places"] == [HIDDEN, "1", "0"]
    assert shown["At work"] == ["–", "0", "0"]


def test_without_sheets_nothing_is_printed(library: Library, language: Language) -> None:
    whole = state().model_copy(update={"facilities": ()})
    assert list(facility_sums(subject(whole, library, language))) == []


def test_the_table_keeps_small_numbers_back(library: Library, language: Language) -> None:
    report = facilities_report(subject(state(), library, language))
    table = next(found for found in report.tables() if found.id == "facilities")
    east = next(row for row in table.rows if row[0].shown == "Eastgate")
    names = [column.name for column in table.columns]
    told: dict[str, Any] = dict(zip(names, (cell.shown for cell in east), strict=True))
    assert (told["Held"], told["Untried"], told["Sentenced"], told["Specialist posts"]) == ("90", HIDDEN, HIDDEN, "4")
    assert all(cell.number is None for row in table.rows for cell in row if cell.shown == HIDDEN)


def test_only_the_pack_of_the_prison_service_holds_facilities(library: Library, language: Language) -> None:
    whole = state()
    files = packs(whole, results_of(whole, library, as_of=ON), library, language)
    named = sorted(name for name in files if "facilities" in name)
    assert named == ["prison-service/facilities.docx", "prison-service/facilities.xlsx"]
    for name in (name for name in files if name.endswith(".xlsx")):
        book = openpyxl.load_workbook(BytesIO(files[name]))
        said = " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)
        assert ("Northgate" in said) == (name == "prison-service/facilities.xlsx"), name
