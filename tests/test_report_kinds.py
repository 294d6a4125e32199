"""The kinds of report, each for its reader: contents on the sample are worked out by hand from its answers and plan."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.awkward_states import AWKWARD, LONG_COMMENT, LONG_WORD, awkward
from tests.made import assessment_of
from tests.reports import ENGLISH, LIBRARY, library_in, table_of, texts_of
from tests.test_report_tree import bare, full_of_texts, our_texts
from toolkit.language import read_language
from toolkit.method.comparison import compare
from toolkit.method.results import Results
from toolkit.record.assessment import Assessment, Body, Profile, SectionText
from toolkit.record.plan import BudgetLine, Funding, Measure, Plan
from toolkit.report.kinds import KINDS, OUTWARD, Choices, report_tree
from toolkit.report.tree import Report, Table, Text
from toolkit.tasks.report import make_report, sections_of
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)


def results_at(assessment: Assessment, **looked_through: str) -> Results:
    return results_of(assessment, LIBRARY, as_of=assessment.as_of or AS_OF, **looked_through)  # type: ignore[arg-type]


def report(kind: str, assessment: Assessment, choices: Choices | None = None) -> Report:
    return report_tree(kind, assessment, results_at(assessment), LIBRARY, ENGLISH, choices)


def said(kind: str, assessment: Assessment, choices: Choices | None = None) -> str:
    return "\n".join(texts_of(report(kind, assessment, choices)))


def column(table: Table, name: str) -> list[str]:
    at = [found.name for found in table.columns].index(name)
    return [row[at].shown for row in table.rows]


def points_of(tree: Report) -> list[str]:
    """Points of the lists of a report."""
    return [part.text for part in tree.parts if isinstance(part, Text) and part.role == "point"]


@pytest.fixture(scope="module")
def sample() -> Assessment:
    return sample_state(LIBRARY, AS_OF)


# The minister's two pages


def test_the_minister_reads_one_sentence_first(sample: Assessment) -> None:
    first = next(part for part in report("minister", sample).parts if isinstance(part, Text))
    # sample_plans/talvenia/expected.yaml: of the sixteen gaps nine are covered fully, three on paper: four are left.
    assert first.text == (
        "Of 30 statements that come from 78/224, 11 are at their target, and of the 16 gaps the plan reaches 9 with a "
        "specified measure, 3 on paper only and 4 not at all."
    )


def test_of_many_strategies_each_is_named_by_its_subject(sample: Assessment) -> None:
    found = report_tree("minister", sample, results_at(sample, lens="a-res-80-226"), LIBRARY, ENGLISH)
    table = table_of(found, "provisions")
    told = column(table, "Subject")
    assert (len(told), told[0], told[10]) == (18, "Assessments", "Restorative justice")
    assert table.caption == "The strategies and how far they are in place"


def test_the_index_has_no_range_where_nothing_is_open() -> None:
    text = said("minister", awkward("all_4", LIBRARY))
    assert "Text index: 100 of 100; the target is 75." in text


def test_five_gaps_with_lead_and_decision_in_the_order_of_the_list(sample: Assessment) -> None:
    table = table_of(report("minister", sample), "decisions")
    items = ("D10-1", "D10-2", "D06-6", "D01-3", "D05-1")
    assert column(table, "What is not there yet") == [LIBRARY.items[item].text for item in items]
    assert column(table, "Lead") == ["Judiciary", "Health", "Prison service", "Justice ministry", "Prison service"]
    asked = column(table, "Decision asked")
    assert "the end date has passed" in asked[0]
    assert asked[1].startswith('Put "2.1 ') and "it stands on paper only: it is stated as unfunded" in asked[1]
    assert asked[2].endswith("on its course, to its end on 2027-08-31.")


def test_a_gap_without_a_measure_asks_for_the_next_step() -> None:
    table = table_of(report("minister", assessment_of({"D01-1": 2, "D04-1": 3}, LIBRARY)), "decisions")
    step = next(found.measure for found in LIBRARY.items["D01-1"].next_steps if found.to == 3)
    assert column(table, "Decision asked") == [f"No measure reaches it yet. Adopt a first one: {step}"]


def test_money_is_named_only_where_the_plan_holds_it(sample: Assessment) -> None:
    # 2.1 asks for 1,450,000 and is unfunded; 4.3 asks for 2,700,000 and has only requested it.
    text = said("minister", sample)
    assert "Requested or unfunded, by the plan's own figures: 4,150,000 TVC." in text
    assert "First year" not in text
    assert "Money" not in said("minister", sample.model_copy(update={"plans": ()})).split("\n")


def test_the_first_year_is_summed_from_budget_lines() -> None:
    measures = (Measure(id="m-1", title="One", lead="A"), Measure(id="m-2", title="Two", lead="B"))
    lines = (
        BudgetLine(id="1", measure="m-1", year="2027", amount=100.0, currency="TVC", status=Funding.SECURED),
        BudgetLine(id="2", measure="m-2", year="2027", amount=50.0, currency="TVC", status=Funding.REQUESTED),
        BudgetLine(id="3", measure="m-2", year="2028", amount=25.0, currency="TVC", status=Funding.UNFUNDED),
    )
    plan = Plan(name="Plan", measures=measures, budget_lines=lines)
    text = said("minister", assessment_of({"D01-1": 2}, LIBRARY, plans=(plan,)))
    assert "First year (2027): 150 TVC." in text
    assert "figures: 75 TVC." in text


def test_practices_come_first_then_statements_that_rest_on_a_source(sample: Assessment) -> None:
    told = [found for found in sample.responses if found.practice is not None and found.practice.what]
    # By level, the higher first, then by id; three of them.
    practices = [found.practice for found in sorted(told, key=lambda found: (-(found.level or 0), found.item))][:3]
    points = points_of(report("minister", sample))
    assert [point.startswith(found.what) for point, found in zip(points, practices, strict=False) if found] == [
        True
    ] * 3
    none_told = sample.model_copy(
        update={"responses": tuple(found.model_copy(update={"practice": None}) for found in sample.responses)}
    )
    points = points_of(report("minister", none_told))
    # D01-5 is the only statement at level 4 with a source; then those at level 3: D01-1, D02-1.
    assert [point.split(":")[0] for point in points[:3]] == [
        LIBRARY.items[item].text.rstrip(".") for item in ("D01-5", "D01-1", "D02-1")
    ]


@pytest.mark.parametrize("kind", ["minister", *sorted(OUTWARD)])
def test_a_provisional_index_is_never_printed(kind: str) -> None:
    few = assessment_of({"D01-1": 2, "D04-1": 3}, LIBRARY)
    assert "Text index:" not in said(kind, few, Choices(indices=True))


def test_the_index_is_printed_inside_and_outward_only_if_asked_for(sample: Assessment) -> None:
    told = "Text index: 54 of 100, between 51 and 56; the target is 75."
    assert told in said("minister", sample)
    assert told not in said("minister", sample, Choices(indices=False))
    assert told not in said("public", sample)
    assert told in said("public", sample, Choices(indices=True))
    assert "Text index" not in said("full", sample, Choices(indices=False))


def test_what_changed_since_the_last_time() -> None:
    before = assessment_of({"D01-1": 2, "D04-1": 3, "D04-3": 1, "D05-1": 3}, LIBRARY, as_of=date(2025, 6, 30))
    now = assessment_of({"D01-1": 3, "D04-1": 2, "D04-3": 2, "D06-1": 1}, LIBRARY, as_of=AS_OF)
    text = said("minister", now, Choices(earlier=compare(before, now, LIBRARY)))
    assert "Since 2025-06-30" in text
    # D01-1 and D04-3 rose, D04-1 fell, D01-1 reached level 3, D06-1 is new, D05-1 is gone.
    assert (
        "2 statements rose. 1 statement fell. 1 reached its target. 1 is answered for the first time. "
        "1 has no answer any more."
    ) in text
    rapid = before.model_copy(update={"depth": "rapid"})
    apart = compare(rapid, now, LIBRARY)
    assert "the two are not held together" in said("minister", now, Choices(earlier=apart))


def test_the_next_date_is_named(sample: Assessment) -> None:
    assert "No date has been set for the next assessment." in said("minister", sample)
    dated = sample.model_copy(update={"next_date": date(2027, 6, 30)})
    assert "The next assessment is due on 2027-06-30." in said("minister", dated)


def with_long_names(sample: Assessment) -> Assessment:
    """The sample with every name and text as long as people write them, and own words in every section."""
    bodies = tuple(
        Body(id=code, name=f"{code} Ministry of {LONG_WORD} and of all other Matters concerning it", leads=(code,))
        for code in LIBRARY.scales.bodies
    )
    plans = tuple(
        plan.model_copy(
            update={
                "name": LONG_COMMENT[:400],
                "measures": tuple(
                    found.model_copy(update={"title": f"{found.title} {LONG_COMMENT[:300]}"}) for found in plan.measures
                ),
            }
        )
        for plan in sample.plans
    )
    sections = sections_of("minister", sample, results_at(sample), LIBRARY, ENGLISH)
    return sample.model_copy(
        update={
            "profile": Profile(state=LONG_COMMENT[:300]),
            "bodies": bodies,
            "plans": plans,
            "texts": {found.id: SectionText(text=LONG_COMMENT) for found in sections},
        }
    )


def two_page_states(sample: Assessment) -> dict[str, Assessment]:
    return {"sample": sample, "long names": with_long_names(sample)}


@pytest.mark.parametrize("name", ["sample", "long names"])
def test_the_minister_gets_two_pages_as_pdf(name: str, sample: Assessment) -> None:
    found = two_page_states(sample)[name]
    _, content = make_report(found, results_at(found), LIBRARY, ENGLISH, to="pdf", kind="minister", today=AS_OF)
    assert len(PdfReader(BytesIO(content)).pages) <= 2


@pytest.mark.parametrize("name", AWKWARD)
def test_the_minister_gets_two_pages_in_every_awkward_state(name: str) -> None:
    found = awkward(name, LIBRARY)
    _, content = make_report(found, results_at(found), LIBRARY, ENGLISH, to="pdf", kind="minister", today=AS_OF)
    assert len(PdfReader(BytesIO(content)).pages) <= 2


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: pages of Word are not counted"
)
@pytest.mark.parametrize("name", ["sample", "long names"])
def test_the_minister_gets_two_pages_in_word(name: str, sample: Assessment, tmp_path: Path) -> None:
    found = two_page_states(sample)[name]
    _, content = make_report(found, results_at(found), LIBRARY, ENGLISH, to="docx", kind="minister", today=AS_OF)
    (tmp_path / "minister.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "minister.docx"]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert len(PdfReader(tmp_path / "minister.pdf").pages) <= 2


# The full report


def test_the_full_report_opens_with_practices_and_says_who_was_asked(sample: Assessment) -> None:
    ids = [heading.id for heading in report("full", sample).headings() if heading.level == 1]
    assert ids.index("achievements") < ids.index("headline") < ids.index("gaps") < ids.index("participants")
    assert {"method", "sources", "difficulties", "trace", "responses"} <= set(ids)


def test_who_did_not_answer_is_named() -> None:
    bodies = (
        Body(id="moj", name="Ministry of Justice", leads=("MOJ",)),
        Body(id="pri", name="Prisons", leads=("PRI",)),
    )
    answered = assessment_of({"D01-1": 2}, LIBRARY, bodies=bodies)
    answered = answered.model_copy(
        update={"responses": tuple(found.model_copy(update={"body": "moj"}) for found in answered.responses)}
    )
    table = table_of(report("full", answered), "participants")
    by_body = dict(
        zip(column(table, "Body"), zip(column(table, "Led"), column(table, "Answered"), strict=True), strict=True)
    )
    led = [item.id for item in LIBRARY.items.values() if item.lead == "PRI" and item.carried_by.get("a-res-78-224")]
    assert by_body["Prisons"] == (str(len(led)), "0")
    assert by_body["Ministry of Justice"][1] == "1"
    nothing_said = dict(zip(column(table, "Body"), column(table, "Nothing said"), strict=True))
    assert nothing_said["Prisons"] == str(len(led))


def test_agreed_answers_that_are_not_the_leads_are_listed() -> None:
    assessment = full_of_texts()
    table = table_of(report("full", assessment), "changed")
    # The coordinator leads D01-1 in this state and stated level 2; level 1 was agreed.
    assert [row[0].shown for row in table.rows] == ["D01-1"]
    assert column(table, "Stated by the lead")[0].startswith("2 ")
    assert column(table, "Reason") == ["told agreed"]


# The State's own words


@pytest.mark.parametrize("kind", KINDS)
def test_own_words_stand_first_in_their_section(kind: str, sample: Assessment) -> None:
    for section in sections_of(kind, sample, results_at(sample), LIBRARY, ENGLISH)[:6]:
        own = sample.model_copy(update={"texts": {section.id: SectionText(text="In our words.", publish=True)}})
        parts = report(kind, own).parts
        at = next(number for number, part in enumerate(parts) if getattr(part, "id", None) == section.id)
        assert parts[at + 1] == Text(text="In our words.", role="own")


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_has_an_id_of_its_own(kind: str, sample: Assessment) -> None:
    tree = report(kind, sample)
    for ids in ([heading.id for heading in tree.headings()], [table.id for table in tree.tables()]):
        assert len(ids) == len(set(ids))


# Every kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["nothing_answered", "participation_only", "twelve_bodies", "five_hundred_measures"])
def test_in_the_test_language_no_text_of_ours_is_unmarked(kind: str, name: str) -> None:
    language = read_language("x-test")
    library = library_in(language.code)
    found = awkward(name, library)
    looked_at = results_of(found, library, as_of=found.as_of or AS_OF)
    tree = report_tree(kind, found, looked_at, library, language)
    assert tree.direction == "rtl"
    assert [text for text in our_texts(tree) if re.search(r"[^\W\d_]{2,}", bare(text))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_draft_until_it_is_cleared(kind: str, sample: Assessment) -> None:
    tree = report(kind, sample)
    assert tree.header.startswith("Draft for internal use. Not a position of the Government.")
    assert tree.footer.startswith("Self-assessment, not a United Nations product.")
