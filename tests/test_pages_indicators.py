"""The page of outcome indicators without a browser: what is saved, what is asked back, what is built."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, shown, text_of, unmarked
from toolkit.record.assessment import Assessment, Profile
from toolkit.record.indicators import Cohort, OutcomeReport
from toolkit.record.store import Store

ID = "return_to_prison"
FIGURES = OutcomeReport(
    id=ID,
    source="Prison register",
    cohorts=(
        Cohort(year="2020", counted=50, of=200, definition="with recalls"),
        Cohort(year="2021", counted=40, of=200, definition="with recalls"),
    ),
)


@pytest.fixture
def id(data: Path) -> str:
    whole = Assessment(name="Now", profile=Profile(state="Talvenia"), as_of="2026-06-30", indicators=(FIGURES,))
    return kept(data, whole)


def opened(id: str, indicator: str = ID, language: str | None = None) -> AppTest:
    """The page with an indicator open."""
    app = at_page("indicators", id, language)
    return app.button(key=f"open:indicator-{indicator}").click().run()


def recorded(store: Store, id: str, indicator: str = ID) -> OutcomeReport | None:
    return store.assessment(id).outcome(indicator)


def test_three_come_first_and_nothing_is_built_before_it_is_opened(id: str) -> None:
    app = at_page("indicators", id)
    said = text_of(app)
    assert "2 figures; the latest, 2021: 20 %" in said
    assert "Not a reoffending rate" in said
    assert "New arrest or charge after release" not in said
    assert [field.key for field in app.text_input] == ["find:words"] and list(app.number_input) == []
    more = app.toggle(key="more:indicators").set_value(True).run()
    assert "New arrest or charge after release" in text_of(more)


def test_a_figure_is_saved_as_it_is_given(id: str, store: Store) -> None:
    app = opened(id)
    app.number_input(key=f"cohort_counted:{ID}:0:1").set_value(44).run()
    app.button(key=f"cohort_add:{ID}").click().run()
    found = recorded(store, id)
    assert found is not None
    assert [(cohort.year, cohort.counted, cohort.of) for cohort in found.cohorts] == [
        ("2020", 50, 200),
        ("2021", 44, 200),
        ("2022", None, None),
    ]
    assert found.cohorts[2].definition == "with recalls"
    assert [entry.field for entry in store.assessment(id).log][-1] == f"indicators.{ID}"


def test_metadata_and_publishing_are_saved(id: str, store: Store) -> None:
    app = opened(id)
    app.pills(key=f"panels:indicator-{ID}").select("about").run()
    app.text_input(key=f"about_follow_up:{ID}").set_value("Two years").run()
    app.checkbox(key=f"may_publish:{ID}").check().run()
    assert recorded(store, id) == FIGURES.model_copy(update={"follow_up": "Two years", "publish": True})


def test_what_cannot_be_right_is_not_saved_and_stays_on_the_page(id: str, store: Store) -> None:
    app = opened(id)
    app.number_input(key=f"cohort_counted:{ID}:0:1").set_value(300).run()
    assert "300 are counted out of 200" in text_of(app)
    assert recorded(store, id) == FIGURES
    app.number_input(key=f"cohort_of:{ID}:0:1").set_value(1000).run()
    found = recorded(store, id)
    assert found is not None and (found.cohorts[1].counted, found.cohorts[1].of) == (300, 1000)


def test_not_measured_yet_because(id: str, store: Store) -> None:
    app = opened(id, "released_prepared")
    app.radio(key="measured:released_prepared").set_value("no").run()
    app.text_input(key="because:released_prepared").set_value("The form has no place for it.").run()
    found = recorded(store, id, "released_prepared")
    assert found == OutcomeReport(id="released_prepared", not_measured="The form has no place for it.")


def test_what_was_taken_away_can_be_put_back(id: str, store: Store) -> None:
    app = opened(id)
    app.button(key=f"cohort_remove:{ID}:0:0").click().run()
    found = recorded(store, id)
    assert found is not None and [cohort.year for cohort in found.cohorts] == ["2021"]
    app.button(key=f"bring_back:indicator-{ID}").click().run()
    assert recorded(store, id) == FIGURES
    app.button(key=f"withdraw:indicator-{ID}").click().run()
    assert recorded(store, id) is None
    app.button(key=f"bring_back:indicator-{ID}").click().run()
    assert recorded(store, id) == FIGURES
    assert app.text_input(key=f"cohort_year:{ID}:{app.session_state[f'rows:indicators.{ID}']}:0").value == "2020"


def change_elsewhere(store: Store, id: str) -> OutcomeReport:
    theirs = FIGURES.model_copy(update={"source": "Statistics office"})
    version = store.summary(id).facts_version
    store.save_facts(id, {f"indicators.{ID}": theirs.model_dump(mode="json")}, version)
    return theirs


@pytest.mark.parametrize("way", ["keep_mine", "take_theirs"])
def test_two_who_change_one_indicator_are_asked(id: str, store: Store, way: str) -> None:
    app = opened(id)
    app.number_input(key=f"cohort_counted:{ID}:0:1").set_value(300).run()
    theirs = change_elsewhere(store, id)
    app.number_input(key=f"cohort_counted:{ID}:0:1").set_value(45).run()
    assert recorded(store, id) == theirs
    assert "changed elsewhere" in text_of(app)
    app.button(key=f"{way}:indicator-{ID}").click().run()
    found = recorded(store, id)
    assert found is not None
    mine = (45, "Prison register") if way == "keep_mine" else (40, "Statistics office")
    assert (found.cohorts[1].counted, found.source) == mine
    assert "changed elsewhere" not in text_of(app)


def test_what_others_changed_is_shown_where_nothing_is_unsaved(id: str, store: Store) -> None:
    app = opened(id)
    app.pills(key=f"panels:indicator-{ID}").select("about").run()
    change_elsewhere(store, id)
    app.run()
    assert app.text_input(key=f"about_source:{ID}").value == "Statistics office"
    assert "changed elsewhere" not in text_of(app)


def test_others_who_change_other_facts_do_not_stand_in_the_way(id: str, store: Store) -> None:
    app = opened(id)
    store.save_facts(id, {"profile.facilities": 11}, store.summary(id).facts_version)
    app.number_input(key=f"cohort_counted:{ID}:0:1").set_value(45).run()
    found = recorded(store, id)
    assert found is not None and found.cohorts[1].counted == 45


def test_in_the_test_language_all_of_it_is_worded(id: str) -> None:
    app = opened(id, language="x-test")
    app.pills(key=f"panels:indicator-{ID}").select("about").run()
    theirs = {"Talvenia", "Now", "Prison register", "with recalls"}
    left = [text for text in map(unmarked, shown(app)) if text and not any(word in text for word in theirs)]
    assert left == []
