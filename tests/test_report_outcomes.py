"""Outcome indicators of the sample, worked out by hand, and what reports print of indicators."""

import pytest

from tests.test_worked_examples import SAMPLE, worked
from toolkit.data_file import read_data_file
from toolkit.language import read_language
from toolkit.library.reader import read_library
from toolkit.method.outcomes import CohortValue, breaks, lines, values_in_reports, values_told
from toolkit.record.assessment import Assessment
from toolkit.report.outcomes import outcomes
from toolkit.report.subject import Subject
from toolkit.report.tree import Figure, Part, Table, Text
from toolkit.tasks.results import results_of
from toolkit.tasks.state import import_state

LIBRARY = read_library()
ENGLISH = read_language("en")
FIRST_THREE = ["return_to_prison", "admissions_with_earlier_sentence", "released_prepared"]


@pytest.fixture(scope="module")
def sample() -> Assessment:
    found, problems = import_state(SAMPLE / "state.json", "state.json", LIBRARY)
    assert found is not None and problems == []
    return found


@pytest.mark.parametrize("id", FIRST_THREE)
def test_the_sample_as_worked_out_by_hand(sample: Assessment, id: str) -> None:
    expected = read_data_file(SAMPLE / "expected.yaml")["outcomes"][id]
    entry = sample.outcome(id)
    assert entry is not None
    values = values_told(LIBRARY.indicators[id], entry)
    found = {line.definition: {value.year: value.value for value in line.values} for line in lines(values)}
    assert list(found) == list(expected["lines"])
    for definition, shares in expected["lines"].items():
        assert found[definition] == {year: pytest.approx(worked(share)) for year, share in shares.items()}
    assert dict(breaks(values)) == expected["breaks"]
    kept = [
        value.group for value in values_in_reports(LIBRARY.indicators[id], entry, LIBRARY.breakdowns) if hides(value)
    ]
    assert kept == expected["kept_back"]


def hides(value: CohortValue) -> bool:
    return value.counted_kept_back or value.of_kept_back


def section(assessment: Assessment, *, published_only: bool) -> list[Part]:
    assert assessment.as_of is not None
    results = results_of(assessment, LIBRARY, as_of=assessment.as_of, plans=[])
    return list(outcomes(Subject(assessment, results, LIBRARY, ENGLISH), published_only=published_only))


def printed(parts: list[Part]) -> str:
    """All that is printed, a line a paragraph or row."""
    said = []
    for part in parts:
        table = part.twin if isinstance(part, Figure) else part
        if isinstance(table, Table):
            said += [table.caption, table.note, *(" | ".join(cell.shown for cell in row) for row in table.rows)]
        said.append(getattr(part, "takeaway", getattr(part, "text", "")))
    return "\n".join(said)


def test_a_report_draws_one_line_a_definition_and_no_small_cell(sample: Assessment) -> None:
    parts = section(sample, published_only=False)
    figure = next(part for part in parts if isinstance(part, Figure))
    assert (figure.kind, [series.name for series in figure.series], figure.target) == (
        "cohorts",
        ["Recalls counted as well", "New sentences only"],
        None,
    )
    shares = [[row[series.column].number for row in figure.twin.rows] for series in figure.series]
    assert [share is None for share in shares[0]] == [False] * 5 + [True] * 2
    assert [share is None for share in shares[1]] == [True] * 4 + [False] * 3
    said = printed(parts)
    assert "2021 | Sex: Women | New sentences only | not shown | 118 | not shown" in said
    assert "2021 | Sex: Men | New sentences only | not shown | 2282 | not shown" in said
    assert "2021 | Everybody | New sentences only | 418 | 2400 | 17 %" in said
    assert "17 % in 2021; 19 % in 2019, counted in the same way" in said
    assert "Records of courts and prisons cannot be joined" in said


def test_the_label_stands_wherever_the_figure_does(sample: Assessment) -> None:
    figures = {part.id: part for part in section(sample, published_only=False) if isinstance(part, Figure)}
    labelled = figures["outcome-admissions_with_earlier_sentence"]
    for text in (labelled.caption, labelled.takeaway, labelled.alt, labelled.twin.caption):
        assert "(Not a reoffending rate)" in text


def test_outward_only_what_may_be_published(sample: Assessment) -> None:
    said = printed(section(sample, published_only=True))
    assert "Return to prison within two years" in said
    for inside in ("Admissions of people", "Released with papers", "cannot be joined", "Nothing was told"):
        assert inside not in said
    nothing = sample.model_copy(update={"indicators": ()})
    assert section(nothing, published_only=True) == []


def test_what_was_not_told_is_said_inside() -> None:
    said = section(Assessment(as_of="2026-06-30"), published_only=False)
    assert [part.text for part in said if isinstance(part, Text)] == [
        "Nothing was told yet about: " + "; ".join(LIBRARY.indicators[id].name for id in FIRST_THREE) + "."
    ]
