"""Our own words are recognised: headings of our workbook, its statuses and its words for funding."""

import pytest

from toolkit.intake.headings import read_headings
from toolkit.intake.money import read_funding
from toolkit.intake.values import read_status
from toolkit.language import read_language
from toolkit.record.plan import Funding, Status
from toolkit.record.workbook_fields import PLAN_FIELDS

ENGLISH = read_language("en")
HEADINGS = read_headings()


@pytest.mark.parametrize("code", [field.code for field in PLAN_FIELDS])
def test_each_heading_of_our_workbook_stands_for_its_field(code: str) -> None:
    fits = HEADINGS.fits(ENGLISH.say(f"plan.field.{code}"))
    assert fits[0].field == code


@pytest.mark.parametrize("status", list(Status))
def test_each_status_of_our_workbook_is_read_as_itself(status: Status) -> None:
    assert read_status(ENGLISH.say(f"plan.status.{status}"), HEADINGS).status is status


@pytest.mark.parametrize("funding", list(Funding))
def test_each_word_for_funding_of_our_workbook_is_read_as_itself(funding: Funding) -> None:
    assert read_funding(ENGLISH.say(f"plan.funding.{funding}"), HEADINGS) is funding


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Responsibility – lead partner", "lead"),
        ("Cost (£)", "budget"),
        ("In collaboration with", "partners"),
        ("KPI", "indicator"),
        ("S/N", "number"),
        ("ACTION POINTS", "title"),
        ("% complete", "percent"),
        ("Lead agency / Organisme chef de file", "lead"),
        ("Timescale for delivery", "when"),
        ("Mesure", "title"),
        ("Wetter", None),
        ("A sentence that names the lead agency and the end date but is no heading at all", None),
    ],
)
def test_headings_of_ministries_are_recognised(heading: str, field: str | None) -> None:
    fits = HEADINGS.fits(heading)
    assert (fits[0].field if fits else None) == field
