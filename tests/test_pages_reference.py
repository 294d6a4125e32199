"""The reference page: statements, instruments and comparisons, without an assessment and in every language."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.at_page import PAGES, at_page, kept, shown, text_of, unmarked
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment, Response
from toolkit.tasks.reference import find_statements, provision_labelled, provisions_shown, standards_of, steps_by_level


def looked_up(language: str | None = None, **asked: str) -> AppTest:
    """The reference page as a link opens it."""
    app = at_page("start", language=language)
    for name, value in asked.items():
        app.query_params[name] = value
    return app.switch_page(str(PAGES / "reference.py")).run()


def page_text(app: AppTest) -> str:
    return unescape(text_of(app))


def test_a_statement_stands_there_in_full(library: Library) -> None:
    item = library.items["D03-2"]
    text = page_text(looked_up(statement="D03-2"))
    said = [item.text, item.why, item.denominator, *item.levels, *item.look_for, *item.interview]
    said += [item.hints.small_states, item.hints.federal_states, item.hints.legal_systems]
    said += [told for step in item.next_steps for told in (step.measure, step.output, step.indicator)]
    said += [f"Needs first: {step.needs_first}" for step in item.next_steps if step.needs_first]
    said += [f"{other} {library.items[other].text}" for other in item.see_also]
    assert [told for told in said if told is None or told not in text] == []
    assert "NMR 5, 92, 96, 105: United Nations Standard Minimum Rules" in text
    assert "K2.1: Places of detention are places where people can change." in text
    assert "A/RES/78/224, paragraph 2" in text
    assert "Lead: Prison service (Assigned)" in text


def test_every_statement_can_be_shown(library: Library) -> None:
    app = looked_up(statement="D01-1")
    for dimension in library.dimensions.values():
        id = dimension.items[-1]
        app.query_params["statement"] = id
        assert library.items[id].text in page_text(app.run())


def test_an_instrument_shows_what_it_says_and_what_is_not_held(library: Library) -> None:
    text = page_text(looked_up(instrument="a-res-77-232"))
    assert "A/RES/77/232, adopted on 2022-12-15" in text
    assert "Not held: Our copy ends inside paragraph 6" in text
    assert "Only its opening is held." in text
    assert "With this limit: Only as far as it fits the country and stays within its law" in text
    assert [found.gist for found in library.instruments["a-res-77-232"].provisions if found.gist not in text] == []


@pytest.mark.parametrize("id", ["a-res-76-182", "a-res-78-224", "a-res-79-187", "a-res-80-226"])
def test_every_instrument_can_be_shown(id: str, library: Library) -> None:
    text = page_text(looked_up(instrument=id))
    held = library.instruments[id]
    assert [found.gist for found in held.provisions if found.gist not in text] == []
    assert held.title in text


def test_two_instruments_stand_side_by_side() -> None:
    # concordance.yaml: paragraph 2 reworded, paragraph 3 of 76/182 is 6 of 78/224, paragraph 8 dropped
    text = page_text(looked_up(before="a-res-76-182", after="a-res-78-224"))
    assert "Reworded" in text
    assert "Assessment is now of what people need and of the risks they face" in text
    assert "Moved" in text
    assert "No longer in 78/224" in text
    assert "New in 78/224" in text
    assert "Statements to look at again" in text
    assert "D04-3" in text


def test_what_is_not_held_is_said_when_two_are_compared() -> None:
    text = page_text(looked_up(before="a-res-76-182", after="a-res-77-232"))
    assert "One of the two texts is not held whole here, so nothing can be said." in text
    assert "The counterpart may stand in a part of the other text that is not held here." in text
    assert "76/182, paragraph 5" in text


def test_an_instrument_is_not_held_against_itself() -> None:
    text = page_text(looked_up(before="a-res-78-224", after="a-res-78-224"))
    assert "Choose two different instruments." in text


def test_the_search_finds_statements_by_words_and_by_code() -> None:
    app = looked_up()
    app.text_input(key="reference:search").set_value("d04-3").run()
    assert "1 statement found" in page_text(app)
    app.text_input(key="reference:search").set_value("xyzzy").run()
    assert "No statement holds all of these words." in page_text(app)


def test_a_link_to_a_statement_nobody_asks_says_so() -> None:
    text = page_text(looked_up(statement="<b>D99-1</b>"))
    assert "The link named a statement that is not asked" in text
    assert "D01-1" in text


def test_another_choice_changes_the_link() -> None:
    app = looked_up(instrument="a-res-76-182")
    app.selectbox(key="reference:instrument").set_value("a-res-79-187").run()
    assert app.query_params["instrument"] == "a-res-79-187"
    app.segmented_control(key="reference:view").set_value("compare").run()
    assert "instrument" not in app.query_params
    assert app.query_params["before"] == "a-res-76-182"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"statement": "D03-2"},
        {"statement": "D14-1"},
        {"instrument": "a-res-77-232"},
        {"instrument": "a-res-80-226"},
        {"before": "a-res-76-182", "after": "a-res-77-232"},
    ],
)
def test_no_text_is_written_outside_the_words(asked: dict[str, str]) -> None:
    app = looked_up("x-test", **asked)
    assert [rest for text in shown(app) if (rest := unmarked(text))] == []


def test_it_opens_beside_an_assessment_and_begins_with_its_instrument(data: Path) -> None:
    id = kept(data, Assessment(name="Ours", lens="a-res-76-182"))
    app = at_page("reference", id)
    assert "Ours" in text_of(app)
    app.segmented_control(key="reference:view").set_value("instrument").run()
    assert app.selectbox(key="reference:instrument").value == "a-res-76-182"


def test_statements_are_found_by_the_beginnings_of_words(library: Library) -> None:
    assert find_statements(library, "  ") == ()
    assert find_statements(library, "D03-2") == ("D03-2",)
    assert find_statements(library, "crowd capac")[0] == "D03-3"
    assert find_statements(library, "CROWDing capac programmes") == ("D03-3",)
    assert find_statements(library, "rowding") == ()


def test_provisions_come_by_part_with_the_items_they_carry(library: Library) -> None:
    found = provisions_shown(library, "a-res-80-226")
    # 80/226: five operative paragraphs, eighteen strategies, six core principles, 72 paragraphs
    counted = {part: len(rows) for part, rows in found.items()}
    assert counted == {"operative": 5, "strategy": 18, "principle": 6, "paragraph": 72}
    assert [row.number for row in found["operative"]][:2] == ["OP1", "OP2"]
    assert [row.number for row in found["principle"]] == ["I", "II", "III", "IV", "V", "VI"]
    assert [row.number for row in found["strategy"]][:2] == ["MS01", "MS02"]
    assert provision_labelled(library, "a-res-80-226", "MS02").part == "strategy"
    second = {row.number: row for row in provisions_shown(library, "a-res-78-224")["operative"]}["2"]
    assert {"D03-1", "D04-3"} <= set(second.items)


def test_standards_and_steps_are_gathered(library: Library) -> None:
    item = library.items["D03-2"].model_copy(update={"standards": ("NMR 5", "KD 37", "NMR 92", "ECOSOC")})
    assert [(entry.code, entry.numbers) for entry in standards_of(library, item)] == [
        ("NMR", ("5", "92")),
        ("KD", ("37",)),
        ("ECOSOC", ()),
    ]
    # D03-2: one step each to 1, 2 and 3, two to 4
    assert {level: len(steps) for level, steps in steps_by_level(library.items["D03-2"]).items()} == {
        1: 1,
        2: 1,
        3: 1,
        4: 2,
    }


def test_the_dimension_page_shows_what_leads_to_the_next_level(data: Path, library: Library) -> None:
    item = library.items["D03-2"]
    id = kept(data, Assessment(responses=(Response(item="D03-2", level=2),)))
    app = at_page("start", id)
    app._page_hash = calc_hash("d03")
    app.run()
    steps = {level: [step.measure for step in own] for level, own in steps_by_level(item).items()}
    assert steps[3][0] not in page_text(app)
    app.pills(key="panels:D03-2").set_value(["look_for"]).run()
    text = page_text(app)
    assert all(measure in text for measure in steps[3])
    assert not any(measure in text for measure in steps[4])
    assert item.denominator is not None
    assert item.denominator in text
    assert "Everything on D03-2" in text
