"""The page of facilities: what the sheets say, and a level that counts only once somebody chooses it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from toolkit.language import TEST_LANGUAGE
from toolkit.record.assessment import Assessment, Body, Evidence, Profile, Response
from toolkit.record.facility import FacilityFigure, FacilitySheet, FilesTold

BODIES = (Body(id="prisons", name="Prison service", leads=("PRI",)),)


def sheet(name: str, held: int, sentenced: int | None, active: int, **parts: Any) -> FacilitySheet:
    figures = {"held": held, "sentenced": sentenced, "active": active}
    told = tuple(FacilityFigure(id=id, value=value, known="counted") for id, value in figures.items())
    return FacilitySheet(id=name.casefold(), name=name, as_of=date(2026, 6, 30), figures=told, **parts)


NORTH = sheet("North", 400, 300, 200, boxes={"helps": "A workshop"})
SOUTH = sheet("South", 200, 100, 10, lines=(FilesTold(id="assessed", files=("yes", "no")),))


def state(**parts: Any) -> Assessment:
    profile = Profile(state="Talvenia", people_held=1000, facilities=5)
    return Assessment(**{"profile": profile, "bodies": BODIES, "facilities": (NORTH, SOUTH), **parts})


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("REOFFENDING_DATA", str(folder))
    return folder


def test_without_sheets_the_page_says_where_they_are_taken_in(folder: Path) -> None:
    page = at_page("facilities", kept(folder, state(facilities=())))
    assert "No sheet has been taken in yet" in text_of(page)


def test_the_table_says_how_many_answered_and_over_how_many_it_sums(folder: Path) -> None:
    text = text_of(at_page("facilities", kept(folder, state())))
    assert "2 of 5 facilities answered. They hold 60 % of all people held (by the sheets of 2)." in text
    # Sentenced 300 + 100; active 200 + 10.
    assert "600" in text and "400" in text and "210" in text
    assert "2, or 3 if the rest is true" in text
    assert "210 of 400, 2 of 2 sheets" in text


def test_nothing_is_chosen_beforehand_and_a_choice_becomes_the_answer(folder: Path) -> None:
    earlier = Evidence(kind="data", title="Facility sheets: East", date="2024-06-30")
    other = Evidence(kind="document", title="Order 5")
    before = Response(
        item="D03-2", body="prisons", not_known="Statistics", comment="Kept.", evidence=(other, earlier), version=1
    )
    id = kept(folder, state(responses=(before,)))
    page = at_page("facilities", id)
    page.selectbox(key=f"facility_item:{id}").set_value("D03-2").run()
    assert page.radio(key=f"facility_level:{id}:D03-2").value is None
    assert page.button(key=f"facility_take:{id}:D03-2").disabled
    page.radio(key=f"facility_level:{id}:D03-2").set_value("2").run()
    page.button(key=f"facility_take:{id}:D03-2").click().run()
    assert "D03-2: level 2 is kept as the answer" in text_of(page)
    store = store_in(folder)
    found = store.stored(id).assessment.response("D03-2", "prisons")
    store.close()
    assert found is not None
    assert (found.level, found.not_known, found.comment) == (2, None, "Kept.")
    source = Evidence(
        kind="data", title="Facility sheets: North, South", date="2026-06-30", reference="210 of 400, 2 of 2 sheets"
    )
    assert found.evidence == (other, source)


def test_a_body_that_the_record_does_not_know_is_added_with_its_function(folder: Path) -> None:
    id = kept(folder, state(bodies=()))
    page = at_page("facilities", id)
    page.selectbox(key=f"facility_item:{id}").set_value("D03-2").run()
    page.radio(key=f"facility_level:{id}:D03-2").set_value("1").run()
    page.button(key=f"facility_take:{id}:D03-2").click().run()
    store = store_in(folder)
    whole = store.stored(id).assessment
    store.close()
    assert whole.bodies == (Body(id="PRI", leads=("PRI",)),)
    response = whole.response("D03-2", "PRI")
    assert response is not None and response.level == 1


def test_every_word_of_the_page_is_worded(folder: Path) -> None:
    id = kept(folder, state())
    page = at_page("facilities", id, TEST_LANGUAGE)
    page.selectbox(key=f"facility_item:{id}").set_value("D03-2").run()
    own = {"North", "South", "Talvenia", "Prison service"}
    left = [rest for text in shown(page) if (rest := unmarked(text)) and not any(name in rest for name in own)]
    assert left == []
