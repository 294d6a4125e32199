"""Provisions are cited in one way everywhere, and what is little is said to be little."""

from toolkit.language import read_language, rounds_to_nothing
from toolkit.library.provision_name import provisions_cited, reasons_cited
from toolkit.library.reader import read_library
from toolkit.report.tree import tenths
from toolkit.ui.result_texts import gain

LIBRARY, ENGLISH = read_library(), read_language("en")
RESOLUTION, STRATEGIES = LIBRARY.instruments["a-res-78-224"], LIBRARY.instruments["a-res-80-226"]


def test_paragraphs_of_a_resolution_are_named_in_words_its_symbol_once() -> None:
    assert provisions_cited(RESOLUTION, ["6"], ENGLISH) == "A/RES/78/224, paragraph 6"
    assert provisions_cited(RESOLUTION, ["2", "4"], ENGLISH) == "A/RES/78/224, paragraphs 2, 4"
    assert provisions_cited(RESOLUTION, [], ENGLISH) == ""


def test_strategies_and_paragraphs_of_one_text_are_told_apart() -> None:
    told = provisions_cited(STRATEGIES, ["MS09", "MS12"], ENGLISH)
    assert told == "A/RES/80/226, strategies 9, 12"
    assert provisions_cited(STRATEGIES, ["MS05", "OP1"], ENGLISH) == (
        "A/RES/80/226, strategy 5; A/RES/80/226, operative paragraph 1"
    )


def test_what_led_to_a_link_is_cited_where_it_is_a_provision() -> None:
    told = reasons_cited(("78/224 6", "literacy", "D04-1", "78/224 99"), LIBRARY, ENGLISH)
    assert told == "A/RES/78/224, paragraph 6, literacy, D04-1, 78/224 99"


def test_little_is_not_printed_as_nothing() -> None:
    # 25 points of one of five statements of one of 42 limbs are 0.12; a tenth of that rounds to nothing.
    assert tenths(25 / 5 / 42).shown == "0.1"
    assert (tenths(0.012).shown, tenths(-0.012).shown, tenths(0.0).shown) == ("< 0.1", "> -0.1", "0.0")
    assert (gain(25 / 5 / 42, ENGLISH), gain(0.012, ENGLISH)) == ("+0.1", "less than 0.1")
    assert [rounds_to_nothing(value) for value in (0.0, 0.049, -0.049, 0.05)] == [False, True, True, False]
