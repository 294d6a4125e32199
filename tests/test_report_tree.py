"""What the gap report says: expected words and figures are worked out by hand."""

import re
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from tests.awkward_states import AWKWARD, awkward
from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY, library_in, report_of, table_of, texts_of
from toolkit.language import read_language
from toolkit.record.assessment import (
    Agreed,
    Assessment,
    Body,
    Clearance,
    Difficulty,
    Evidence,
    Help,
    Mark,
    NotApplicable,
    Practice,
    Response,
    Scope,
)
from toolkit.record.indicators import Cohort, OutcomeReport
from toolkit.record.plan import Budget, Indicator, Measure, Plan, RowPlace
from toolkit.report.outcomes import METADATA
from toolkit.report.tree import Report

NEVER_SAID = re.compile(r"\b(breach|violat|non-complian|fail|rank(ed|ing) \d)", re.IGNORECASE)
# Two statements of one limb and one of another: K1.1 holds D01-1 (2), K2.3 holds D04-1 (3) among three.
FEW = {"D01-1": 2, "D04-1": 3, "D04-3": 1}


def said(report: Report) -> str:
    return "\n".join(texts_of(report))


def unmarked(text: str) -> str:
    """What stands outside the marks of the test language."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


def test_the_headline_counts_first() -> None:
    report = report_of(assessment_of(FEW, LIBRARY))
    text = said(report)
    assert "Of 30 statements that come from the text, 1 is in place or better, 1 partly, 1 begun, 0 not yet." in text
    assert "27 are not answered." in text
    # Limbs with a point: K1.1 50 and K2.3 (75 + 25) / 2 = 50; the index is their mean.
    assert "Text index of this full assessment: 50, between" in text
    assert "The index is provisional." in text


def test_nothing_answered_is_said_and_no_figure_stands_there() -> None:
    report = report_of(awkward("nothing_answered", LIBRARY))
    assert "None of the 73 statements that count in an index has been answered yet" in said(report)
    assert {table.id for table in report.tables()} == {"unanswered", "soft", "participation"}
    assert list(report.figures()) == []
    assert [cell.shown for table in report.tables() for row in table.rows for cell in row if cell.shown == "0"] == []


def test_an_instrument_without_domestic_paragraphs_says_why_and_offers_another() -> None:
    report = report_of(awkward("participation_only", LIBRARY))
    text = said(report)
    assert "79/187 has no paragraph that asks States for something in their own system." in text
    assert "For a scored assessment, look through A/RES/78/224." in text
    assert "indices" not in {table.id for table in report.tables()}
    told = [row[-1].shown for row in table_of(report, "participation").rows]
    assert told == ["Yes", "Partly", "No"]


def test_what_was_not_told_about_taking_part_is_not_called_a_no() -> None:
    report = report_of(assessment_of({"D01-1": 2}, LIBRARY))
    assert {row[-1].shown for row in table_of(report, "participation").rows} == {"Not told"}


@pytest.mark.parametrize("lens", ["a-res-78-224", "a-res-76-182"])
def test_a_rapid_result_is_called_rapid_scan_everywhere(lens: str) -> None:
    report = report_of(assessment_of(FEW, LIBRARY), lens=lens, depth="rapid")
    assert "rapid scan" in report.title
    assert "rapid scan" in report.header
    assert "Text index of this rapid scan:" in said(report)
    assert "full assessment:" not in said(report)


@pytest.mark.parametrize("name", AWKWARD)
def test_every_report_says_that_it_is_a_draft_and_no_product_of_the_united_nations(name: str) -> None:
    report = report_of(awkward(name, LIBRARY))
    assert report.header.startswith("Draft for internal use. Not a position of the Government.")
    assert report.footer == "Self-assessment, not a United Nations product."


def test_a_cleared_report_says_who_cleared_it_and_is_no_draft() -> None:
    clearance = Clearance(role="Permanent secretary", date=date(2026, 7, 1))
    part = Clearance(body="PRI", role="Director", date=date(2026, 7, 1))
    cleared = assessment_of(FEW, LIBRARY)
    assert report_of(cleared.model_copy(update={"clearances": (part,)})).header.startswith("Draft")
    header = report_of(cleared.model_copy(update={"clearances": (clearance,)})).header
    assert header == "Cleared by Permanent secretary, 2026-07-01. Depth: full assessment."


def test_gaps_say_what_comes_next_who_leads_and_what_comes_first() -> None:
    marked = assessment_of(FEW, LIBRARY).model_copy(update={"marks": {"D04-3": Mark(mark="first", reason="Promised")}})
    table = table_of(report_of(marked), "gaps_text")
    names = [column.name for column in table.columns]
    first = dict(zip(names, table.rows[0], strict=True))
    assert first["Code"].shown == "D04-3"
    assert first["Next thing to reach"].shown == LIBRARY.level_texts("D04-3")[2]
    assert (first["Level"].number, first["Target"].number) == (1, 3)
    # D04-3 to level 3 lifts K2.3 from 50 to 75 and the index, over two limbs, by 12.5.
    assert first["Points"].number == pytest.approx(12.5)
    assert (first["Mark"].shown, first["Reason for the mark"].shown) == ("First", "Promised")
    assert first["Coverage"].shown == "No measure"
    assert len(table.rows) == 2


def test_the_trace_adds_up_to_the_index() -> None:
    table = table_of(report_of(assessment_of(FEW, LIBRARY)), "trace_text")
    brings = [column.name for column in table.columns].index("Brings")
    *operands, total = [row[brings].number for row in table.rows]
    assert total == pytest.approx(50)
    assert sum(number for number in operands if number is not None) == pytest.approx(50, abs=1e-9)


def test_what_was_not_computed_is_a_dash_and_never_a_zero() -> None:
    table = table_of(report_of(assessment_of(FEW, LIBRARY)), "limbs")
    by_limb = {row[0].shown: row for row in table.rows}
    assert (by_limb["K1.2"][2].shown, by_limb["K1.2"][2].number) == ("–", None)
    assert (by_limb["K1.1"][2].shown, by_limb["K1.1"][2].number) == ("50", 50)


def told_texts(model: BaseModel, seen: dict[str, str], path: str) -> None:
    """Collect every free text of a model by where it stands."""
    for name, value in model:
        at = f"{path}.{name}"
        if isinstance(value, str) and value.startswith("told "):
            seen[at] = value
        elif isinstance(value, BaseModel):
            told_texts(value, seen, at)
        elif isinstance(value, tuple):
            for entry in value:
                if isinstance(entry, BaseModel):
                    told_texts(entry, seen, at)
                elif isinstance(entry, str) and entry.startswith("told "):
                    seen[at] = entry
        elif isinstance(value, dict):
            seen |= {f"{at}.{key}": text for key, text in value.items() if isinstance(text, str)}


def told_outcomes() -> tuple[OutcomeReport, ...]:
    """Two outcome indicators: one with all its metadata and a figure, one that is not measured."""
    cohort = Cohort(year="told year", counted=50, of=100, definition="told definition of a cohort")
    metadata = {name: f"told {name} of a figure" for name in METADATA}
    counted = OutcomeReport(id="return_to_prison", **metadata, cohorts=(cohort,))
    return (counted, OutcomeReport(id="released_prepared", not_measured="told why not"))


def full_of_texts() -> Assessment:
    """An assessment each of whose free-text fields holds a text of its own."""
    everything = Response(
        item="D01-1",
        level=2,
        comment="told comment",
        evidence=(Evidence(kind="data", title="told title", date="told date", reference="told reference"),),
        practice=Practice(what="told what", result="told result", since="told since", source="told source"),
        difficulty=Difficulty(kind="law", line="told line"),
        help=Help(kind="told kind", asked_from="told asked"),
    )
    refused = Response(item="D09-1", not_applicable=NotApplicable(reason="nobody_concerned", note="told note"))
    responses = (
        everything,
        refused,
        Response(item="D01-2", not_known="told knower"),
        Response(item="D01-3", not_ours="told owner"),
        Response(item="D01-1", body="police", level=0),
    )
    measure = Measure(
        id="m-1",
        number="told number",
        title="told measure",
        group="told group",
        lead="told lead",
        leads=("told lead",),
        partners=("told partner",),
        when="told when",
        budget=Budget(amount=5.0, line="told budget line", text="told money"),
        indicator=Indicator(name="told indicator", baseline="told baseline", target="told target"),
        update="told update",
        details={"risk": "told risk"},
        other={"told heading": "told other"},
        place=RowPlace(sheet="told sheet", row=4),
    )
    return Assessment(
        name="told name",
        profile={"state": "told state"},
        scope=Scope(covers="told covers", leaves_out="told left out"),
        bodies=(Body(id="police", name="told police"),),
        responses=responses,
        agreed=(
            Agreed(item="D01-1", level=1, reason="told agreed", evidence=(Evidence(kind="data", title="told b"),)),
        ),
        marks={"D01-1": Mark(mark="later", reason="told reason")},
        plans=(Plan(name="told plan", measures=(measure,)),),
        indicators=told_outcomes(),
        as_of=date(2026, 6, 30),
    )


def test_every_free_text_field_is_printed() -> None:
    assessment = full_of_texts()
    texts: dict[str, str] = {"marks": "told reason"}
    told_texts(assessment, texts, "assessment")
    assert len(texts) > 35
    printed = said(report_of(assessment))
    # Money is printed as its amount where it has one; the text is the same, as written.
    assert {at: text for at, text in texts.items() if text not in printed and not at.endswith("budget.text")} == {}


@pytest.mark.parametrize("name", ["twelve_bodies", "five_hundred_measures", "participation_only", "nothing_answered"])
@pytest.mark.parametrize("depth", ["rapid", "full"])
def test_in_the_test_language_no_text_of_ours_is_unmarked(name: str, depth: Any) -> None:
    language = read_language("x-test")
    report = report_of(awkward(name, library_in(language.code)), language=language, depth=depth)
    assert report.direction == "rtl"
    assert [text for text in our_texts(report) if re.search(r"[^\W\d_]{2,}", bare(text))] == []


def our_texts(report: Report) -> list[str]:
    """Texts that are ours: all but the State's own words, codes, symbols and links."""
    found = [report.title, report.header, report.footer, report.contents, report.cut, report.page]
    found += [fact.name for fact in report.facts]
    found += [fact.text for fact in report.facts if not fact.own and "http" not in fact.text]
    found += [part.text for part in report.parts if hasattr(part, "text") and getattr(part, "role", "") != "own"]
    for figure in report.figures():
        found += [figure.caption, figure.takeaway, figure.alt, figure.target_name, *(one.name for one in figure.series)]
    for table in report.tables():
        found += [table.caption, table.note, *(column.name for column in table.columns)]
        found += [cell.shown for row in table.rows for cell in row if not cell.own]
    return found


def bare(text: str) -> str:
    """Text outside the marks, without codes: D04-3, K2.3, A/RES/78/224, PRI, hashes."""
    outside = unmarked(text)
    return re.sub(
        r"\b(D\d\d(-\d+)?|K\d(\.\d)?|A/RES/\S+|[A-Z]{3,4}|full|partly|paper|none|[0-9a-f]{12})\b", "", outside
    )


def test_the_check_for_unmarked_text_can_fail() -> None:
    assert unmarked("⟦Gap ⟦of⟧ ··⟧ Draft") == " Draft"
    assert re.search(r"[^\W\d_]{2,}", bare("⟦Gap⟧ Draft"))
    assert not re.search(r"[^\W\d_]{2,}", bare("⟦Gap⟧ D04-3; K2.3"))


@pytest.mark.parametrize("name", ["all_0", "five_hundred_measures", "twelve_bodies"])
def test_a_gap_is_never_called_anything_worse(name: str) -> None:
    report = report_of(awkward(name, LIBRARY))
    assert [text for text in texts_of(report) if NEVER_SAID.search(text)] == []


def test_words_agree_with_their_numbers() -> None:
    report = report_of(assessment_of({"D01-1": 3}, LIBRARY))
    assert "Of 30 statements that come from the text, 1 is in place or better, 0 partly" in said(report)
    assert "1 of 19 parts of the text reaches the target; with a figure: 1." in said(report)
    assert ENGLISH.say("report.unanswered.explain", n=1).startswith("1 statement has")
