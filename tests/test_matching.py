"""Links of measures: codes in the file, people's decisions, and suggestions by text, which never count."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate_matching import LabelledPlan, fit, labelled_plans, names_only
from toolkit.library.lens import Lens, look_through
from toolkit.library.model import DimensionWords, Library, SubjectWords
from toolkit.library.reader import read_library
from toolkit.method.link import Link
from toolkit.method.matching import (
    FITTED,
    Weights,
    about_our_subjects,
    confidences,
    language_of,
    link_problems,
    links_of,
    marks_of,
    suggest,
)
from toolkit.method.matching_subjects import Subjects
from toolkit.method.matching_text import grams, stem
from toolkit.record.plan import LinkDecision, Measure, Plan, ProvisionNamed, RowPlace

LIBRARY = read_library("en")
SUBJECTS = Subjects(LIBRARY, "en")


@pytest.fixture(scope="module")
def lens() -> Lens:
    return look_through(LIBRARY, "a-res-78-224")


def measure(title: str, number: int = 1, **told: object) -> Measure:
    return Measure.model_validate({"id": f"m{number}", "title": title, **told})


def links(*measures: Measure, lens: Lens | None = None, language: str = "en") -> tuple[Link, ...]:
    return suggest(measures, LIBRARY, language, lens)["m1"]


@pytest.mark.parametrize(
    ("title", "dimension"),
    [
        ("Open four halfway houses and supported accommodation", "D11"),
        ("Offer restorative justice and victim-offender mediation in every region", "D12"),
        ("Train adults in custody in literacy and numeracy", "D06"),
        ("Publish the reconviction rate and annual statistics", "D16"),
        ("Set up a drug court in two districts", "D10"),
        ("Gender analysis of sentencing policy; women's strategy", "D08"),
        ("Sign wage subsidy agreements with employers and the chamber of commerce", "D13"),
    ],
)
def test_plain_words_of_a_subject_lead_to_it(title: str, dimension: str) -> None:
    assert links(measure(title))[0].dimension == dimension


def test_a_suggestion_names_the_item_and_the_words_that_led_to_it() -> None:
    found = links(measure("Recruit community volunteers, check and train them, and insure them"))[0]
    assert (found.item, found.dimension, found.kind) == ("D13-5", "D13", "suggested")
    assert "volunteers" in found.why
    assert not found.counts


def test_suggestions_are_best_first_of_different_dimensions_and_at_most_three() -> None:
    found = links(measure("Housing, jobs, education, drug treatment and victim support after release"))
    assert len(found) == 3
    assert len({link.dimension for link in found}) == 3
    assert [link.confidence for link in found] == sorted((link.confidence for link in found), reverse=True)


@pytest.mark.parametrize("title", ["", "   ", "???", "Xqz vbnm", "2024", "42 %", "=1+1", "刑务所"])
def test_a_text_with_nothing_to_go_by_has_no_suggestion(title: str) -> None:
    assert links(measure(title)) == ()


def test_the_title_above_a_measure_counts_less_than_its_own() -> None:
    above = measure("Victim support and protective orders", 2)
    alone = links(measure("Train staff in literacy teaching", 1))
    below = links(measure("Train staff in literacy teaching", 1, parent="m2"), above)
    assert below[0].dimension == alone[0].dimension == "D06"
    share = {link.dimension: link.confidence for link in below}
    assert share.get("D12", 0) > {link.dimension: link.confidence for link in alone}.get("D12", 0)


def test_codes_in_the_file_are_explicit_links() -> None:
    found = links(measure("Approve the plan", items=("D04-1", "D01-1", "D04-1", "D99-9")))
    assert [(link.item, link.kind, link.confidence) for link in found if link.counts] == [
        ("D04-1", "explicit", 1.0),
        ("D01-1", "explicit", 1.0),
    ]
    assert not {link.dimension for link in found if not link.counts} & {"D01", "D04"}


def test_a_code_that_does_not_exist_is_a_problem(lens: Lens) -> None:
    told = measure("Approve the plan", items=("D08-5",), place=RowPlace(sheet="Plan", row=7))
    (found,) = link_problems(Plan(name="Plan", measures=(told,)), LIBRARY, lens)
    assert (found.code, found.values["item"], found.place.row) == ("measure_item_unknown", "D08-5", 7)
    fine = measure("Approve the plan", items=("D08-1",))
    assert link_problems(Plan(name="Plan", measures=(fine,)), LIBRARY, lens) == ()


def test_a_measure_that_names_only_a_paragraph_is_suggested_items_of_it(lens: Lens) -> None:
    named = (ProvisionNamed(number="5", part="operative"),)
    found = links(measure("Screening and referral by police and prosecution", provisions=named), lens=lens)
    assert {link.item for link in found} == {"D10-1", "D10-2", "D10-3", "D10-4"}
    assert {link.kind for link in found} == {"suggested"}
    assert {link.why for link in found} == {("78/224 5",)}
    silent = links(measure("Xqz", provisions=named), lens=lens)
    assert silent[0].item == "D10-1"  # the direct one of the four first


def decided(*decisions: tuple[str, str], items: tuple[str, ...] = ()) -> tuple[Link, ...]:
    told = measure("Recruit community volunteers, check and train them, and insure them", items=items)
    plan = Plan(
        name="Plan",
        measures=(told,),
        links=tuple(
            LinkDecision.model_validate({"measure": "m1", "item": item, "decision": decision})
            for item, decision in decisions
        ),
    )
    return links_of(plan, LIBRARY, "en")["m1"]


def test_a_confirmed_suggestion_is_certain_and_stands_once() -> None:
    found = decided(("D13-5", "confirmed"))
    assert (found[0].item, found[0].kind, found[0].confidence, found[0].counts) == ("D13-5", "confirmed", 1.0, True)
    assert [link.item for link in found].count("D13-5") == 1


def test_a_person_may_confirm_what_was_not_suggested() -> None:
    assert [link.item for link in decided(("D02-1", "confirmed")) if link.counts] == ["D02-1"]


def test_a_rejected_link_disappears() -> None:
    assert "D13-5" not in [link.item for link in decided(("D13-5", "rejected"))]
    assert "D13-5" in [link.item for link in decided()]
    assert [link.item for link in decided(("D04-1", "rejected"), items=("D04-1",)) if link.counts] == []


def test_a_confirmed_code_stays_explicit_and_the_last_decision_holds() -> None:
    assert [link.kind for link in decided(("D04-1", "confirmed"), items=("D04-1",)) if link.counts] == ["explicit"]
    assert "D13-5" not in [link.item for link in decided(("D13-5", "confirmed"), ("D13-5", "rejected")) if link.counts]


def in_french() -> Library:
    words = {
        "D06": DimensionWords(words=("formation professionnelle", "alphabétisation", "enseignement")),
        "D11": DimensionWords(words=("logement", "réinsertion", "foyer d'accueil")),
    }
    french = SubjectWords(dimensions=words, items={})
    return LIBRARY.model_copy(update={"subject_words": {**LIBRARY.subject_words, "fr": french}})


def test_in_another_language_suggestions_stay_at_the_dimension() -> None:
    told = measure("Formations professionnelles dans chaque établissement")
    found = suggest([told], in_french(), "fr")["m1"]
    assert [(link.item, link.dimension) for link in found] == [(None, "D06")]
    assert found[0].why == ("formation professionnelle",)


def test_the_language_of_a_plan_is_told_by_its_words() -> None:
    french = [measure("Logement et réinsertion des personnes libérées"), measure("Alphabétisation", 2)]
    assert language_of(french, in_french()) == "fr"
    assert language_of([measure("Housing and supported accommodation on release")], in_french()) == "en"
    assert suggest(french, in_french())["m1"][0].dimension == "D11"


def test_a_script_without_spaces_is_matched_by_its_characters() -> None:
    words = {"D11": DimensionWords(words=("住宅支援",)), "D06": DimensionWords(words=("职业培训",))}
    chinese = LIBRARY.model_copy(update={"subject_words": {"zh": SubjectWords(dimensions=words, items={})}})
    found = suggest([measure("为出狱人员提供职业培训机会")], chinese, "zh")["m1"]
    assert [link.dimension for link in found] == ["D06"]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_confidence_is_a_share_and_the_same_text_gives_the_same_links(titles: list[str]) -> None:
    measures = [measure(title, number) for number, title in enumerate(titles)]
    once = {told.id: [marks_of(told, None, SUBJECTS, {})[0]] for told in measures}
    for marks in once.values():
        shares = confidences(marks[0], SUBJECTS.dimensions, FITTED)
        assert shares.sum() == pytest.approx(1.0)
        assert all(0 <= share <= 1 for share in shares)


def test_order_of_measures_changes_nothing() -> None:
    told = [measure("Halfway houses", 1), measure("Drug courts", 2), measure("Literacy", 3)]
    assert suggest(told, LIBRARY, "en") == suggest(told[::-1], LIBRARY, "en")


def test_without_marks_the_dimensions_share_as_often_as_they_were_seen() -> None:
    often = Weights(words=1.0, likeness=1.0, often={"D11": 5}, sureness=1.0)
    marks = marks_of(measure("Xqz"), None, SUBJECTS, {})[0]
    shares = dict(zip(SUBJECTS.dimensions, confidences(marks, SUBJECTS.dimensions, often), strict=True))
    # five against fifteen dimensions seen once; what is common elsewhere counts by half, that is by its root
    assert shares["D11"] == pytest.approx(5**0.5 / (5**0.5 + 15))
    assert shares["D01"] == pytest.approx(1 / (5**0.5 + 15))


def test_a_text_without_any_mark_is_rather_of_another_subject() -> None:
    marks = marks_of(measure("Xqz"), None, SUBJECTS, {})[0]
    assert about_our_subjects(marks, SUBJECTS.dimensions, FITTED) < 0.5
    told = marks_of(measure("Vocational training and literacy classes in prison schools"), None, SUBJECTS, {})[0]
    assert about_our_subjects(told, SUBJECTS.dimensions, FITTED) > 0.9


@pytest.mark.parametrize(
    ("one", "other"), [("monitoring", "monitored"), ("houses", "house"), ("policies", "policy"), ("planned", "plan")]
)
def test_endings_are_cut(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("diversion", "diversity"), ("probation", "probe"), ("class", "clas")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_grams_of_a_word_and_of_a_script_without_spaces() -> None:
    assert set(grams("ab")) == {" ab", "ab ", " ab "}
    assert set(grams("住宅")) == {"住", "宅", "住宅"}


def test_on_published_plans_suggestions_beat_the_commonest_dimension_and_the_bare_names(shared: Path) -> None:
    """Weights fitted on one plan, tested on the other; how much better is measured by tests/evaluate_matching.py."""
    plans = labelled_plans(shared / "plans")
    named = names_only(LIBRARY)
    for tested in plans:
        weights = fit([other for other in plans if other is not tested], SUBJECTS)
        mains = [main for _, main in tested.rows]

        ours = right(tested, LIBRARY, weights)
        assert ours >= max(mains.count(main) for main in mains)
        assert ours > right(tested, named, Weights(1.0, 1.0, {}, sureness=1.0))


def right(tested: LabelledPlan, library: Library, weights: Weights) -> int:
    """Rows whose first suggestion names the main dimension."""
    found = suggest(tested.plan.measures, library, "en", weights=weights)
    first = {told: links[0].dimension for told, links in found.items() if links}
    return sum(first.get(told.id) == main for told, main in tested.rows)


def test_the_weights_are_those_fitted_on_the_published_plans(shared: Path) -> None:
    """Subject words may change a little without a new fit; counts of the plans may not."""
    fitted = fit(labelled_plans(shared / "plans"), SUBJECTS)
    assert fitted.often == FITTED.often
    assert fitted.words == pytest.approx(FITTED.words, abs=0.2)
    assert fitted.likeness == pytest.approx(FITTED.likeness, abs=0.4)
