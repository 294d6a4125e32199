"""Remarks on a plan: a clean plan has none; each remark is drawn by one blemish, and by that alone."""

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.method.link import Link
from toolkit.method.lint import lint
from toolkit.method.lint_text import alike, begins_with, read_plan_words, speaks_of
from toolkit.method.solidity import solidities
from toolkit.problem import CATALOGUE, Problem, Severity, message
from toolkit.record.plan import (
    Budget,
    FieldColumn,
    Funding,
    Indicator,
    Measure,
    Plan,
    ProvisionNamed,
    RowPlace,
    SheetColumns,
    Status,
)

AS_OF = date(2024, 6, 30)
LIBRARY = read_library("en")
LENS = look_through(LIBRARY, "a-res-78-224")
COLUMNS = ("title", "lead", "start", "end", "status", "indicator", "baseline", "target", "funding", "budget_line")
LETTERS = dict(zip(COLUMNS, "ABCDEFGHIJ", strict=True))

CLEAN = (
    ("Assess every sentenced person within thirty days", "Prison service", "D04-1"),
    ("Open two day centres for women with child care", "Probation service", "D08-2"),
    ("Offer activities to people held before trial in five prisons", "Ministry of Justice", "D03-7"),
    ("Run a telephone line that informs victims of releases", "Police", "D12-2"),
    ("Build forty places in halfway houses", "Housing agency", "D11-4"),
    ("Accredit six workshop courses", "Ministry of Education", "D06-2"),
)


def measure(number: int, title: str, lead: str | None, **told: Any) -> Measure:
    whole: dict[str, Any] = {
        "id": f"m{number}",
        "title": title,
        "lead": lead,
        "start": date(2024, 1, 1),
        "end": date(2025, 12, 31),
        "indicator": Indicator(name="people reached", baseline="10", target="80"),
        "budget": Budget(amount=1000.0, funding=Funding.SECURED, line="Vote 4"),
        "place": RowPlace(sheet="Plan", row=number + 1),
    }
    return Measure(**{**whole, **told})


def clean(**first: Any) -> list[Measure]:
    """The clean plan; what is told changes its first measure."""
    rows = [measure(number, title, lead) for number, (title, lead, _) in enumerate(CLEAN, 1)]
    return [rows[0].model_copy(update=first), *rows[1:]]


def remarks(
    measures: list[Measure],
    linked: Mapping[str, str] | None = None,
    levels: Mapping[str, int | None] | None = None,
    without: tuple[str, ...] = (),
) -> list[Problem]:
    fields = {field: FieldColumn(header=field, column=LETTERS[field]) for field in COLUMNS if field not in without}
    table = SheetColumns(sheet="Plan", header_rows=(1,), fields=fields)
    plan = Plan(name="Plan", measures=tuple(measures), columns=(table,))
    items = {f"m{number}": item for number, (*_, item) in enumerate(CLEAN, 1)} if linked is None else linked
    links = {
        told.id: (Link(item=item, dimension=item[:3], kind="explicit", confidence=1.0),) if item else ()
        for told in measures
        for item in [items.get(told.id, "D01-1")]
    }
    return lint(plan, solidities(plan, AS_OF), links, LIBRARY, LENS, AS_OF, levels)


def codes(found: list[Problem]) -> list[str]:
    return [remark.code for remark in found]


def test_a_clean_plan_has_no_remark() -> None:
    assert remarks(clean()) == []


@pytest.mark.parametrize(
    ("told", "code", "cell"),
    [
        ({"lead": None}, "measure_no_lead", "B2"),
        ({"end": None}, "measure_no_end", "D2"),
        ({"start": date(2026, 1, 1)}, "measure_end_before_start", "D2"),
        ({"end": date(2024, 6, 29)}, "measure_overdue", "D2"),
        ({"status": Status.OVERDUE}, "measure_overdue", "E2"),
        ({"indicator": Indicator()}, "measure_no_indicator", "F2"),
        ({"indicator": Indicator(name="people", baseline="10")}, "measure_baseline_without_target", "H2"),
        ({"budget": Budget()}, "measure_no_funding", "I2"),
        ({"budget": Budget(funding=Funding.EXISTING)}, "measure_existing_without_line", "J2"),
        ({"title": "Accredit six workshop courses"}, "measure_repeated", "A7"),
        ({"title": "Accredit six workshop courses too"}, "measure_alike", "A7"),
        ({"title": "Promote rehabilitation", "indicator": Indicator(name="people")}, "measure_vague", "A2"),
    ],
)
def test_a_blemish_of_a_measure_is_remarked_at_its_cell(told: dict[str, Any], code: str, cell: str) -> None:
    found = remarks(clean(**told))
    assert [(remark.code, remark.place.cell) for remark in found] == [(code, cell)]
    assert found[0].severity is Severity.REMARK


@pytest.mark.parametrize(
    "told",
    [
        {"end": None, "continuing": True},
        {"end": date(2024, 6, 30)},
        {"start": date(2025, 12, 31)},
        {"budget": Budget(text="TBC")},
        {"budget": Budget(funding=Funding.EXISTING, line="Post 12")},
        {"indicator": Indicator(name="people", target="80")},
        {"title": "Promote rehabilitation"},
        {"lead": None, "end": None, "status": Status.CANCELLED},
        {"lead": None, "indicator": Indicator(), "budget": Budget(), "status": Status.COMPLETE},
    ],
)
def test_what_is_no_blemish_is_not_remarked(told: dict[str, Any]) -> None:
    assert remarks(clean(**told)) == []


def test_a_measure_that_reaches_nothing() -> None:
    nothing = {f"m{number}": item for number, (*_, item) in enumerate(CLEAN, 1)} | {"m1": ""}
    assert [(remark.code, remark.place.cell) for remark in remarks(clean(), nothing)] == [
        ("measure_reaches_nothing", "A2")
    ]
    named = (ProvisionNamed(number="2", part="operative"),)
    assert remarks(clean(provisions=named), nothing) == []
    below = measure(7, "Train assessors", "Academy", parent="m1")
    assert remarks([*clean(), below], {**nothing, "m7": "D04-2"}) == []


def test_a_measure_that_follows_its_sub_measures_is_not_blamed_for_them() -> None:
    parent = clean(lead=None, end=None, indicator=Indicator(), budget=Budget())
    assert codes(remarks([*parent, measure(7, "Train assessors", "Academy", parent="m1")])) == []


def test_a_sheet_without_a_column_is_remarked_once() -> None:
    bare = [told.model_copy(update={"indicator": Indicator()}) for told in clean()]
    found = remarks(bare, without=("indicator", "baseline", "target"))
    assert [(remark.code, remark.place.sheet) for remark in found] == [("sheet_without_indicator", "Plan")]
    no_lead = [told.model_copy(update={"lead": None}) for told in clean()]
    assert codes(remarks(no_lead, without=("lead",))) == ["sheet_without_lead"]
    no_end = [told.model_copy(update={"end": None}) for told in clean()]
    assert codes(remarks(no_end, without=("end",))) == ["sheet_without_end"]
    no_money = [told.model_copy(update={"budget": Budget()}) for told in clean()]
    assert codes(remarks(no_money, without=("funding", "budget_line"))) == ["sheet_without_funding"]


def test_low_items_without_a_measure() -> None:
    levels = {"D04-1": 0, "D05-1": 1, "D05-2": 2, "D05-3": None, "D10-1": 0}
    found = remarks(clean(), levels=levels)
    assert [(remark.code, remark.place.item, remark.values["level"]) for remark in found] == [
        ("item_low_without_measure", "D05-1", 1),
        ("item_low_without_measure", "D10-1", 0),
    ]


def test_a_delivered_measure_does_not_reach_what_is_still_low() -> None:
    found = remarks(clean(status=Status.COMPLETE), levels={"D04-1": 1})
    assert [remark.place.item for remark in found] == ["D04-1"]


@pytest.mark.parametrize(("row", "group"), [(1, "women"), (2, "untried"), (3, "victims"), (4, "community")])
def test_whom_a_plan_leaves_out(row: int, group: str) -> None:
    rows = clean()
    rows[row] = measure(row + 1, "Paint the workshop", rows[row].lead)
    others = {f"m{number}": item for number, (*_, item) in enumerate(CLEAN, 1)} | {f"m{row + 1}": "D06-2"}
    if group == "community":  # the line for victims and the centres for women speak of release and of nothing outside
        rows[3] = measure(4, "Run a telephone line for victims", "Police")
    assert codes(remarks(rows, others)) == [f"plan_nothing_for_{group}"]
    linked = {**others, f"m{row + 1}": CLEAN[row][2]}
    assert remarks(rows, linked) == []


def test_one_lead_for_more_than_a_third() -> None:
    rows = clean()
    two = [*rows[:4], rows[4].model_copy(update={"lead": "Police"}), rows[5]]
    assert remarks(two) == []  # two of six are a third, not more
    three = [*two[:5], rows[5].model_copy(update={"lead": "POLICE "})]
    (found,) = remarks(three)
    assert (found.code, found.values["n"], found.values["whole"]) == ("plan_one_lead", 3, 6)
    assert str(found.values["lead"]).casefold() == "police"


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("training", ("Train staff in assessment", "Staff training on rights", "Train officers in first aid")),
        ("meeting", ("Set up a committee on return", "Hold a meeting of courts", "Start a task force on data")),
        ("study", ("Review the prison rules", "Study of reoffending", "Survey of employers")),
        ("paper", ("Draft a circular on release", "Write a manual for teachers", "Issue guidelines on pay")),
        ("campaign", ("Media campaign on return", "Print a leaflet for families", "Awareness week for firms")),
    ],
)
def test_more_than_a_third_of_one_kind(kind: str, titles: tuple[str, ...]) -> None:
    rows = clean()
    fewer = [rows[0].model_copy(update={"title": titles[0]}), *rows[1:5]]
    fewer.append(rows[5].model_copy(update={"title": titles[1]}))
    assert remarks(fewer) == []
    extra = measure(7, titles[2], "Academy")
    (found,) = remarks([*fewer, extra])
    assert (found.code, found.values["n"], found.values["whole"]) == (f"plan_much_{kind}", 3, 7)


def test_shares_are_not_drawn_from_a_handful_of_measures() -> None:
    rows = clean()[:5]
    assert remarks([told.model_copy(update={"lead": "Police"}) for told in rows]) == []


def test_an_empty_plan_has_no_remark() -> None:
    assert remarks([]) == []


def test_near_duplicates_share_four_words_in_five() -> None:
    titles = [
        "Teach reading and writing in every prison",
        "Teach reading and writing in each prison",
        "Teach reading in prison",
        "Teach reading and writing in every prison",
        "Buy books",
        "Buy a book",
    ]
    # 0 and 1: 6 of 8 words are shared, too few; equal titles and titles under four words are not listed here
    assert alike(titles) == {}
    assert alike(["Teach reading and writing in every prison", "Teach writing and reading in every prison now"]) == {
        1: 0
    }


def test_near_duplicates_are_those_that_comparing_all_with_all_finds() -> None:
    """By the definition alone: of the words of both, four in five are in both; the first such title is named."""
    drawn = random.Random(4)
    vocabulary = ["ab", "bc", "cd", "de", "ef", "fg", "gh"]
    titles = [" ".join(drawn.choices(vocabulary, k=drawn.randint(3, 7))) for _ in range(150)]
    titles += [title.upper() for title in titles[::5]]
    found: dict[int, int] = {}
    for later, title in enumerate(titles):
        own = set(title.lower().split())
        for earlier in range(later):
            other = set(titles[earlier].lower().split())
            near = 10 * len(own & other) >= 8 * len(own | other) and title.lower() != titles[earlier].lower()
            if near and min(len(own), len(other)) >= 4 and earlier not in found:
                found[later] = earlier
                break
    assert len(found) > 20
    assert alike(titles) == found


def test_many_equal_titles_are_compared_quickly() -> None:
    titles = [f"Develop programme number {number} for people in region {number % 7}" for number in range(5000)]
    assert len(alike(titles)) <= 5000


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Programme pour les femmes détenues", "women"),
        ("Programa para mujeres", "women"),
        ("برنامج للنساء في السجون", "women"),
        ("为女性服刑人员提供支持", "women"),
        ("Hilfe für Frauen", "women"),
        ("Помощь женщинам", "women"),
        ("被害者への情報提供", "victims"),
        ("Apoio a vítimas", "victims"),
        ("Personnes en détention provisoire", "untried"),
    ],
)
def test_groups_are_found_in_other_languages(text: str, group: str) -> None:
    assert speaks_of(text, read_plan_words().groups[group])


def test_a_word_within_another_is_not_found() -> None:
    words = read_plan_words()
    assert not speaks_of("Fight fraud merely by mail", words.groups["women"])
    assert not begins_with("Supporters meet", words.vague)
    assert begins_with("Support families", words.vague)


def test_every_remark_reads_well(language: Language) -> None:
    values: dict[str, Any] = dict.fromkeys(
        ("start", "end", "as_of", "other", "word", "item", "level", "lead", "n", "whole"), "7"
    )
    ours = [code for code in CATALOGUE if code.startswith(("measure_", "plan_", "sheet_without", "item_low"))]
    assert len([code for code in ours if CATALOGUE[code] is Severity.REMARK]) >= 27
    for code in ours:
        if CATALOGUE[code] is Severity.REMARK and language.has(f"problems.{code}.what"):
            said = message(Problem(code=code, values=values), language)
            assert "{" not in said
