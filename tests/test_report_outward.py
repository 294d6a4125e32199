"""Reports that leave the house: nothing unpublished in any format, small numbers hidden, nothing computed by text."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY, table_of, texts_of
from tests.test_report_kinds import column, report, results_at, said
from tests.test_report_tree import full_of_texts, told_texts
from toolkit.method.small_cells import is_small, part_may_be_shown
from toolkit.record.assessment import Assessment, Profile, SectionText
from toolkit.report.kinds import OUTWARD, Choices
from toolkit.tasks.report import formats_of, make_report
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def sample() -> Assessment:
    return sample_state(LIBRARY, AS_OF)


ALLOWED_OUTWARD = {
    "assessment.profile.state",
    "assessment.scope.covers",
    "assessment.scope.leaves_out",
    "assessment.plans.measures.title",
    "assessment.plans.measures.number",
    "assessment.plans.measures.lead",
    "assessment.plans.measures.leads",
    "assessment.plans.measures.partners",
    "assessment.plans.measures.when",
}


def everything_told(publish: bool) -> Assessment:
    """An assessment with a text of its own in every field; all its answers may be published, or none."""
    found = full_of_texts()
    responses = tuple(entry.model_copy(update={"publish": publish}) for entry in found.responses)
    measure = found.plans[0].measures[0].model_copy(update={"items": ("D01-1",)})
    plan = found.plans[0].model_copy(update={"measures": (measure,)})
    section = {"about": SectionText(text="told own text"), "help": SectionText(text="told own help")}
    return found.model_copy(update={"responses": responses, "plans": (plan,), "texts": section})


def text_in(content: bytes, to: str) -> str:
    """All text of a file, packages unpacked."""
    if to in ("docx", "xlsx"):
        with ZipFile(BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    if to == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    return content.decode("utf-8")


@pytest.mark.parametrize("kind", sorted(OUTWARD))
def test_nothing_unpublished_leaves_in_any_format(kind: str) -> None:
    assessment = everything_told(publish=False)
    texts: dict[str, str] = {"marks": "told reason", "texts.about": "told own text", "texts.help": "told own help"}
    told_texts(assessment, texts, "assessment")
    inside = {at: text for at, text in texts.items() if at not in ALLOWED_OUTWARD}
    assert len(inside) > 25
    for to in formats_of(kind):
        for choices in (Choices(), Choices(indices=True)):
            found = results_at(assessment)
            how = {"to": to, "kind": kind, "today": AS_OF, "choices": choices}
            name, content = make_report(assessment, found, LIBRARY, ENGLISH, **how)  # type: ignore[arg-type]
            printed = text_in(content, to)
            left = {at: text for at, text in inside.items() if re.search(rf"{re.escape(text)}\b(?! out)", printed)}
            assert left == {}, f"{kind} as {to}"
            assert "told" not in name.replace("told-state", "")


@pytest.mark.parametrize("kind", sorted(OUTWARD))
def test_without_measures_no_word_of_the_plan_leaves(kind: str) -> None:
    text = said(kind, everything_told(publish=True), Choices(measures=False))
    for part in ("told measure", "told lead", "told partner", "told number", "told when"):
        assert part not in text


def test_what_may_be_published_is_in_the_resolution_table() -> None:
    text = said("resolution", everything_told(publish=True))
    for told in (
        "comment",
        "title",
        "reference",
        "what",
        "result",
        "since",
        "source",
        "line",
        "kind",
        "measure",
        "lead",
    ):
        assert f"told {told}" in text
    # What belongs to no answer stays inside all the same.
    for told in ("agreed", "reason", "update", "risk", "money", "name", "own text"):
        assert not re.search(rf"told {told}\b", text)


def test_the_resolution_table_has_no_level_no_points_no_gap(sample: Assessment) -> None:
    tree = report("resolution", sample)
    text = "\n".join(texts_of(tree))
    assert not re.search(r"\b(level|points|gap|target|In place|Begun)\b", text.split("Outcome indicators")[0])
    assert list(tree.figures()) == []
    assert not any(found.kind == "points" or found.beneath for table in tree.tables() for found in table.columns)


def test_a_measure_stands_under_the_paragraph_of_its_statement(sample: Assessment) -> None:
    tables = {
        table.id: column(table, "Measure") for table in report("resolution", sample).tables() if "measures" in table.id
    }
    # 2.1, 2.2 and 2.3 are linked to D10-2, D10-1 and D10-3, which paragraph 5 carries.
    assert [title[:22] for title in tables["measures-a-res-78-224-operative-5"]] == [
        "Open a court referral ",
        "Issue a practice direc",
        "Agree on a screening a",
    ]


def test_sections_are_named_in_words_and_a_delivered_measure_is_done(sample: Assessment) -> None:
    tree = report("resolution", sample)
    sections = [found for found in tree.headings() if "operative" in found.id]
    assert [found.text for found in sections[:2]] == ["A/RES/78/224, paragraph 1", "A/RES/78/224, paragraph 2"]
    assert sections[0].sheet == "Paragraph 1"
    # 5.4 is complete on 2026-06-01, 4.1 runs to the end of 2028.
    found = table_of(tree, "measures-a-res-78-224-operative-6")
    until = dict(zip(column(found, "Measure"), column(found, "Until"), strict=True))
    assert until["Municipal return councils in the four districts that have none"] == "Done"
    assert until["Place an adviser for people who return in each of the nine regions"] == "2028-12-31"


def test_help_wanted_names_the_measure_that_waits_and_its_partners(sample: Assessment) -> None:
    released = tuple(found.model_copy(update={"publish": found.item == "D10-2"}) for found in sample.responses)
    table = table_of(report("help", sample.model_copy(update={"responses": released})), "help")
    assert column(table, "Code") == ["D10-2"]
    assert column(table, "Measure waiting for it")[0].startswith("2.1 Open a court referral service")
    assert column(table, "Lead") == ["Health"]
    assert column(table, "Partners there") == ["Courts; Prosecution; municipalities"]
    assert column(table, "Difficulty")[0].startswith("Money: The service in the capital lost its grant")


def test_the_public_report_does_not_tell_kept_back_from_unanswered() -> None:
    answered = assessment_of({"D01-1": 2, "D01-2": 1}, LIBRARY)
    first, second = answered.responses
    mixed = answered.model_copy(update={"responses": (first.model_copy(update={"publish": True}), second)})
    rows = table_of(report("public", mixed), "statements_D01").rows
    by_item = {row[0].shown: row[2].shown for row in rows}
    assert by_item["D01-1"].startswith("2 ")
    assert {by_item["D01-2"], by_item["D01-3"]} == {"Not published"}


def test_a_bodys_level_is_public_only_where_it_counts() -> None:
    assessment = everything_told(publish=True)
    answers = [
        row[2].shown for row in table_of(report("public", assessment), "statements_D01").rows if row[0].shown == "D01-1"
    ]
    # Level 1 was agreed; the two bodies stated 2 and 0.
    assert answers == ["Not published", "Not published"]


def test_separated_text_holds_published_fields_and_computes_nothing() -> None:
    answered = assessment_of({"D01-1": 2, "D01-2": 1}, LIBRARY)
    first, second = answered.responses
    risky = first.model_copy(update={"publish": True, "comment": "=1+1"})
    content = make_report(
        answered.model_copy(update={"responses": (risky, second)}),
        results_at(answered),
        LIBRARY,
        ENGLISH,
        to="csv",
        kind="public",
        today=AS_OF,
    )[1]
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("instrument,as_of,item,statement")
    assert ",D01-1," in lines[1]
    assert ",'=1+1," in lines[1]
    assert lines[2:] == [""]
    # Which fields got a sign that nobody wrote is said, so that a program can take it away again.
    assert lines[0].endswith(",apostrophe_added")
    assert lines[1].endswith(",comment")


def test_how_many_notes_were_kept_back_is_said() -> None:
    # D01-1: comment, source, practice, difficulty, help; D09-1: why; D01-2 and D01-3: who. And two own texts.
    text = said("public", everything_told(publish=False))
    assert "10 notes were kept back because they may not be published (answers with such notes: 4)." in text
    assert "No note was kept back." in said("public", assessment_of({"D01-1": 2}, LIBRARY))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (9, None, False),
        (10, None, True),
        (0, None, False),
        (12, 20, False),
        (12, 22, True),
        (None, 5, True),
        (12, None, True),
    ],
)
def test_small_numbers_of_persons_are_hidden_and_those_that_give_them_away(
    part: int | None, whole: int | None, shown: bool
) -> None:
    assert part_may_be_shown(part, whole) is shown
    assert is_small(None) is False


@pytest.mark.parametrize("kind", sorted(OUTWARD))
def test_a_small_number_in_the_profile_does_not_leave(kind: str) -> None:
    profile = Profile(state="Talvenia", people_held=300, women_held=7, held_before_trial=295, releases_a_year=120)
    found = {fact.name: fact.text for fact in report(kind, assessment_of({}, LIBRARY, profile=profile)).facts}
    assert found["Women held"].startswith("fewer than 10")
    assert found["Held before trial"].startswith("fewer than 10")
    assert (found["People held"], found["Releases a year"]) == ("300", "120")
