"""Start, profile and dimensions without a browser: what is saved, what is asked first, and that all is worded."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.at_page import at_page, kept, shown, text_of, unmarked
from tests.awkward_states import AWKWARD, LONG_COMMENT, awkward
from tests.made import assessment_of
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Evidence, Practice, Profile, Response
from toolkit.record.store import NotSaved, Store

IN_TWO_LANGUAGES = ("nothing_answered", "all_0", "participation_only")
TALVENIA = Profile(state="Talvenia")


@pytest.fixture
def id(data: Path) -> str:
    return kept(
        data, Assessment(name="Self-assessment", profile=TALVENIA, responses=(Response(item="D04-1", level=2),))
    )


def at(address: str, assessment: str, language: str | None = None) -> AppTest:
    """Open the page at an address such as `d04`."""
    app = at_page("start", assessment, language)
    app._page_hash = calc_hash(address)
    return app.run()


def left_unmarked(app: AppTest) -> list[str]:
    """What a page in the test language shows outside its marks."""
    return [rest for text in shown(app) if (rest := unmarked(text))]


@pytest.mark.parametrize("name", AWKWARD)
def test_every_page_bears_an_awkward_state(name: str, library: Library, data: Path) -> None:
    id = kept(data, awkward(name, library))
    app = at_page("start", id)
    for address in ("profile", "d04", "d09", "d14"):
        assert shown(app)
        app._page_hash = calc_hash(address)
        app.run()
        assert "changed elsewhere" not in text_of(app)


@pytest.mark.parametrize("address", ["start", "profile", "d04", "d09", "d14"])
@pytest.mark.parametrize("name", IN_TWO_LANGUAGES)
def test_no_text_is_written_outside_the_words(name: str, address: str, library: Library, data: Path) -> None:
    id = kept(data, awkward(name, library).model_copy(update={"profile": Profile()}))
    assert left_unmarked(at(address, id, "x-test")) == []


def test_opened_parts_are_worded_too(data: Path) -> None:
    id = kept(data, Assessment(responses=(Response(item="D04-5", evidence=(Evidence(kind="data"),)),)))
    app = at("d04", id, "x-test")
    app.radio(key="choice:D04-5").set_value("not_applicable")
    for panel in ("look_for", "evidence", "more", "source"):
        app.pills(key="panels:D04-5").select(panel)
    # Standards are cited by their codes: TKY 7.1, KMS 26.
    assert [rest for rest in left_unmarked(app.run()) if "KMS" not in rest] == []
    app = at("start", id, "x-test")
    app.button(key=f"manage:{id}").click().run()
    app.download_button(key=f"download:{id}").click().run()
    app.button(key=f"delete:{id}").click().run()
    assert left_unmarked(app) == []


@pytest.mark.parametrize("lens", ["a-res-78-224", "a-res-76-182", "a-res-77-232", "a-res-79-187"])
def test_every_item_that_the_lens_asks_stands_at_its_address(lens: str, library: Library, data: Path) -> None:
    id = kept(data, Assessment(lens=lens))
    app = at_page("start", id)
    asked = look_through(library, lens)
    for dimension in library.dimensions:
        app._page_hash = calc_hash(dimension.lower())
        app.run()
        drawn = [radio.key.removeprefix("choice:") for radio in app.radio if radio.key.startswith("choice:")]
        assert drawn == [item.id for item in asked.in_dimension(dimension)]
        assert drawn or "nothing is asked here" in text_of(app)


def test_a_level_and_a_comment_are_saved_as_they_are_given(id: str, store: Store) -> None:
    app = at("d04", id)
    app.radio(key="choice:D04-3").set_value("3").run()
    app.text_area(key="comment:D04-3").set_value(LONG_COMMENT).run()
    app.checkbox(key="publish:D04-3").check().run()
    found = store.response(id, "D04-3")
    assert found is not None
    assert (found.level, found.comment, found.publish, found.version) == (3, LONG_COMMENT, True, 3)
    assert "Saved at" in text_of(app)
    assert "This subject: 2 of 5 answered" in text_of(app)


def test_nothing_is_chosen_before_somebody_chooses(id: str) -> None:
    app = at("d04", id)
    assert app.radio(key="choice:D04-1").value == "2"
    assert app.radio(key="choice:D04-2").value is None


def test_withdrawing_takes_the_answer_and_leaves_the_comment(id: str, store: Store) -> None:
    app = at("d04", id)
    app.text_area(key="comment:D04-1").set_value("By decree").run()
    app.button(key="withdraw:D04-1").click().run()
    found = store.response(id, "D04-1")
    assert found is not None
    assert (found.level, found.comment) == (None, "By decree")
    assert app.radio(key="choice:D04-1").value is None


def test_not_applicable_waits_for_its_sentence(id: str, store: Store) -> None:
    app = at("d04", id)
    assert "not_applicable" not in app.radio(key="choice:D04-1").proto.options
    app.radio(key="choice:D04-5").set_value("not_applicable").run()
    assert store.response(id, "D04-5") is None
    assert "Not saved yet: give the reason and a sentence" in text_of(app)
    app.text_input(key="na_note:D04-5").set_value("No community measures exist.").run()
    found = store.response(id, "D04-5")
    assert found is not None
    assert found.not_applicable is not None
    assert (found.not_applicable.reason, found.not_applicable.note) == (
        "nobody_concerned",
        "No community measures exist.",
    )


def test_not_known_counts_as_unanswered_and_says_who_may_know(id: str, store: Store) -> None:
    app = at("d04", id)
    app.radio(key="choice:D04-2").set_value("not_known").run()
    app.text_input(key="not_known:D04-2").set_value("Statistics office").run()
    found = store.response(id, "D04-2")
    assert found is not None
    assert found.not_known == "Statistics office"
    assert "This subject: 1 of 5 answered" in text_of(app)


def test_participation_is_told_as_a_fact(id: str, store: Store) -> None:
    app = at("d14", id)
    app.radio(key="choice:D14-1").set_value("partly").run()
    found = store.response(id, "D14-1")
    assert found is not None
    assert (found.answer, found.level) == ("partly", None)


def test_sources_are_added_filled_in_and_removed(id: str, store: Store) -> None:
    app = at("d04", id)
    app.pills(key="panels:D04-1").select("evidence").run()
    for _ in range(2):
        app.button(key="evidence_add:D04-1").click().run()
    app.text_input(key="evidence_title:D04-1:0:0").set_value("Decree").run()
    app.text_input(key="evidence_title:D04-1:0:1").set_value("Count of files").run()
    app.selectbox(key="evidence_kind:D04-1:0:1").set_value("data").run()
    app.button(key="evidence_remove:D04-1:0:0").click().run()
    found = store.response(id, "D04-1")
    assert found is not None
    assert found.evidence == (Evidence(kind="data", title="Count of files"),)
    assert app.text_input(key="evidence_title:D04-1:1:0").value == "Count of files"


def test_a_practice_taken_back_can_be_put_back(id: str, store: Store) -> None:
    app = at("d04", id)
    app.pills(key="panels:D04-1").select("more").run()
    app.text_input(key="practice_what:D04-1").set_value("Talks with families").run()
    app.text_input(key="practice_since:D04-1").set_value("2021").run()
    app.button(key="withdraw:practice:D04-1").click().run()
    found = store.response(id, "D04-1")
    assert found is not None and found.practice is None
    assert (found.level, app.text_input(key="practice_what:D04-1").value or "") == (2, "")
    app.button(key="bring_back:practice:D04-1").click().run()
    found = store.response(id, "D04-1")
    assert found is not None and found.practice == Practice(what="Talks with families", since="2021")


def test_practice_difficulty_and_help_are_kept(id: str, store: Store) -> None:
    app = at("d04", id)
    app.pills(key="panels:D04-1").select("more").run()
    app.text_input(key="practice_what:D04-1").set_value("Talks with families").run()
    app.selectbox(key="difficulty_kind:D04-1").set_value("staff").run()
    app.selectbox(key="help_kind:D04-1").set_value("staff_training").run()
    app.checkbox(key="review:D04-1").check().run()
    found = store.response(id, "D04-1")
    assert found is not None
    assert found.practice is not None
    assert found.difficulty is not None
    assert found.help is not None
    assert (found.practice.what, found.difficulty.kind, found.help.kind) == (
        "Talks with families",
        "staff",
        "staff_training",
    )
    assert found.review
    assert found.level == 2


def test_two_tabs_show_both_answers_and_overwrite_nothing(id: str, store: Store) -> None:
    one, two = at("d04", id), at("d04", id)
    one.radio(key="choice:D04-1").set_value("4").run()
    two.radio(key="choice:D04-1").set_value("1").run()
    assert "D04-1 was changed elsewhere" in text_of(two)
    two.text_area(key="comment:D04-1").set_value("Typed while asked").run()
    found = store.response(id, "D04-1")
    assert found is not None
    assert (found.level, found.comment) == (4, "")
    two.button(key="keep_mine:D04-1").click().run()
    found = store.response(id, "D04-1")
    assert found is not None
    assert (found.level, found.comment) == (1, "Typed while asked")
    assert "changed elsewhere" not in text_of(two)


def test_the_record_can_be_taken_instead(id: str, store: Store) -> None:
    one, two = at("d04", id), at("d04", id)
    one.text_area(key="comment:D04-1").set_value("Theirs").run()
    two.text_area(key="comment:D04-1").set_value("Mine").run()
    two.button(key="take_theirs:D04-1").click().run()
    assert two.text_area(key="comment:D04-1").value == "Theirs"
    found = store.response(id, "D04-1")
    assert found is not None
    assert found.comment == "Theirs"


def test_a_tab_in_which_nothing_was_typed_shows_what_another_saved(id: str) -> None:
    one, two = at("d04", id), at("d04", id)
    one.radio(key="choice:D04-1").set_value("4").run()
    two.run()
    assert two.radio(key="choice:D04-1").value == "4"
    assert "changed elsewhere" not in text_of(two)


def test_what_could_not_be_written_stays_on_the_page(id: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = at("d04", id)

    def full(*_: object) -> None:
        raise NotSaved("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save_response", full)
        app.text_area(key="comment:D04-2").set_value("Do not lose this").run()
        assert "Not saved: the record could not be written" in text_of(app)
        app._page_hash = calc_hash("d05")
        app.run()
        app._page_hash = calc_hash("d04")
        app.run()
    assert app.text_area(key="comment:D04-2").value == "Do not lose this"
    app.radio(key="choice:D04-2").set_value("0").run()
    found = store.response(id, "D04-2")
    assert found is not None
    assert (found.level, found.comment) == (0, "Do not lose this")


def test_filters_show_what_they_name(library: Library, data: Path) -> None:
    told = assessment_of({"D04-1": 2, "D04-2": 3}, library)
    reviewed = [told.responses[0], told.responses[1].model_copy(update={"review": True})]
    id = kept(data, told.model_copy(update={"responses": tuple(reviewed)}))
    app = at("d04", id)
    for name, expected in {
        "unanswered": ["D04-3", "D04-4", "D04-5"],
        "review": ["D04-2"],
        # domain.md 7.2: of D04 only the first item belongs to the rapid scan.
        "rapid": ["D04-1"],
        "all": ["D04-1", "D04-2", "D04-3", "D04-4", "D04-5"],
    }.items():
        app.segmented_control(key="show:dimension").set_value(name).run()
        drawn = [radio.key.removeprefix("choice:") for radio in app.radio if radio.key.startswith("choice:")]
        assert drawn == expected


def test_facts_of_the_profile_save_themselves(id: str, store: Store) -> None:
    app = at("profile", id)
    app.text_input(key="fact:profile.state").set_value("Ruritania").run()
    app.number_input(key="fact:profile.people_held").set_value(3870).run()
    app.selectbox(key="fact:profile.federal").set_value("no").run()
    app.date_input(key="fact:as_of").set_value(date(2026, 6, 30)).run()
    app.radio(key="fact:depth").set_value("rapid").run()
    app.radio(key="fact:target").set_value(4).run()
    app.text_area(key="fact:scope.leaves_out").set_value("Military prisons").run()
    found = store.assessment(id)
    assert (found.profile.state, found.profile.people_held, found.profile.federal) == ("Ruritania", 3870, "no")
    assert found.profile.population is None
    assert (found.as_of, found.depth, found.target.default) == (date(2026, 6, 30), "rapid", 4)
    assert found.scope.leaves_out == "Military prisons"
    assert found.responses == (Response(item="D04-1", level=2, version=found.responses[0].version),)


def test_the_target_of_single_items_survives_a_change_of_the_target_of_all(data: Path, store: Store) -> None:
    id = kept(data, Assessment.model_validate({"target": {"default": 3, "items": {"D04-1": 4}}}))
    app = at("profile", id)
    app.radio(key="fact:target").set_value(2).run()
    found = store.assessment(id).target
    assert (found.default, dict(found.items)) == (2, {"D04-1": 4})


def test_two_tabs_that_change_the_same_fact_are_asked(id: str, store: Store) -> None:
    one, two = at("profile", id), at("profile", id)
    one.text_input(key="fact:profile.state").set_value("One").run()
    two.number_input(key="fact:profile.population").set_value(7).run()
    assert "changed elsewhere" not in text_of(two)
    three = at("profile", id)
    one.text_input(key="fact:profile.state").set_value("One again").run()
    three.text_input(key="fact:profile.state").set_value("Three").run()
    assert "This was changed elsewhere" in text_of(three)
    assert store.assessment(id).profile.state == "One again"
    three.button(key="keep_mine:profile.state").click().run()
    assert store.assessment(id).profile.state == "Three"
