"""What changed since the last time, and the units of a federal State, as pages."""

from datetime import date
from pathlib import Path

import pytest

from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from tests.made import assessment_of
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Clearance
from toolkit.record.carry_over import queued
from toolkit.record.store import Saved
from toolkit.tasks.carry_over import carry_over_of
from toolkit.tasks.sample import sample_earlier, sample_state, sample_units


def year(library: Library, day: date, level: int, **facts: object) -> Assessment:
    return assessment_of({"D01-1": level}, library, as_of=day, name=f"Year {day.year}", **facts)


def test_two_years_of_the_sample_stand_beside_each_other(library: Library, data: Path) -> None:
    id = kept(data, sample_state(library, date(2026, 6, 30)))
    app = at_page("comparison", id)
    assert "There is no other assessment of this State here." in text_of(app)
    app.button(key="compare:sample").click().run()
    text = text_of(app)
    assert "Of 30 statements that come from 78/224: 8 moved up; 2 moved down;" in text
    assert "Text index 51 (between 46 and 53) 54 (between 51 and 56) 3.7 52 56 25" in text
    app.pills(key=f"compare_show:{id}").set_value("not_comparable").run()
    assert "it does not apply now" in text_of(app)
    app.button(key=f"comparison_make:{id}").click().run()
    assert not app.exception


def test_another_state_is_not_offered(library: Library, data: Path) -> None:
    kept(data, year(library, date(2024, 1, 1), 1, profile={"state": "Marenia"}))
    id = kept(data, year(library, date(2026, 1, 1), 2, profile={"state": "Talvenia"}))
    app = at_page("comparison", id)
    assert "1 assessment of another State is kept here and not offered" in text_of(app)
    assert not app.selectbox


def test_what_was_cleared_is_held_against_what_stands_now(library: Library, data: Path) -> None:
    id = kept(data, year(library, date(2026, 1, 1), 2))
    store = store_in(data)
    told = Clearance(role="Minister of Justice", date=date(2026, 2, 1))
    assert isinstance(store.clear(id, told, store.version_of(id)), Saved)
    store.close()
    text = text_of(at_page("comparison", id))
    assert "Cleared on 2026-02-01 by Minister of Justice" in text
    assert "Of 30 statements that come from 78/224: 1 stayed; 29 are not answered either time." in text


def test_answers_to_reworded_statements_are_queued_and_the_others_come_along(library: Library, data: Path) -> None:
    words = {**library.wordings, "D01-1": "another"}
    before = assessment_of(
        {"D01-1": 2, "D04-3": 3, "D02-1": 1}, library, wordings=words, content_hash="0" * 64, as_of=date(2026, 1, 1)
    )
    found = carry_over_of(before, library, look_through(library, "a-res-76-182"))
    # 76/182 asks D01-1; it asks neither D04-3 nor D02-1.
    assert (found.unchanged, found.reworded, found.not_asked) == ((), ("D01-1",), ("D02-1", "D04-3"))
    assert len(found.unanswered) == 57 - 1
    id = kept(data, before)
    app = at_page("comparison", id)
    assert "Unchanged: 2. Reworded: 1. Without an answer: 77." in text_of(app)
    app.button(key=f"carry_over:{id}").click().run()
    assert "1 answer is marked to be looked at again." in text_of(app)
    store = store_in(data)
    after = store.assessment(id)
    store.close()
    assert {response.item: response.review for response in after.responses} == {
        "D01-1": True,
        "D02-1": False,
        "D04-3": False,
    }
    assert [response.level for response in after.responses] == [2, 1, 3]
    assert (after.content_hash, dict(after.wordings)) == (library.content_hash, dict(library.wordings))
    assert not carry_over_of(after, library, look_through(library, "a-res-78-224")).is_needed


def test_where_no_wording_is_recorded_every_answer_is_queued(library: Library) -> None:
    old = assessment_of({"D01-1": 2, "D04-3": 3}, library, content_hash="0" * 64)
    assert carry_over_of(old, library, look_through(library, "a-res-78-224")).reworded == ("D01-1", "D04-3")
    assert [(found.item, found.review) for found in queued(old, library)] == [("D01-1", True), ("D04-3", True)]
    assert queued(assessment_of({"D01-1": 2}, library), library) == ()


def test_the_sample_federation_is_rolled_up_and_named_by_choice(library: Library, data: Path) -> None:
    app = at_page("units")
    app.button(key="units:sample").click().run()
    text = text_of(app)
    assert "6 are in place or better for at least half of the people" in text
    assert "Each unit counts with its number of people: 20000 in all" in text
    assert "Units are listed by name." not in text
    app.toggle(key="units_named:page").set_value(True).run()
    assert "Lake Cantons 6000 22 24 Northern Marches 10000 22 24 Port Province 4000 22 24" in text_of(app)
    app.button(key="roll_up_make:page").click().run()
    assert not app.exception


@pytest.mark.parametrize("name", ["comparison", "units"])
def test_no_text_is_written_outside_the_words(name: str, library: Library, data: Path) -> None:
    store = store_in(data)
    now = sample_state(library, date(2026, 6, 30)).model_copy(update={"plans": ()})
    ids = [store.import_state(found) for found in (sample_earlier(library), now)]
    ids += [store.import_state(unit.model_copy(update={"name": ""})) for unit in sample_units(library)[:1]]
    store.close()
    texts = shown(at_page(name, ids[1], "x-test"))
    own = ("Self-assessment", "Talvenia", "Marenia")
    left = [text for text in texts if unmarked(text) and not any(word in text for word in own)]
    assert left == []
