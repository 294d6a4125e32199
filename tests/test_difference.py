"""Instruments held against each other (domain: which paragraph became which)."""

import pytest

from toolkit.library.difference import Difference, difference
from toolkit.library.reader import read_library

LIBRARY = read_library()


def held_against(first: str, second: str) -> Difference:
    return difference(LIBRARY, f"a-res-{first}", f"a-res-{second}")


def pairs(found: Difference) -> dict[tuple[str, str], tuple[str, bool]]:
    return {(pair.from_number, pair.to_number): (pair.wording, pair.moved) for pair in found.pairs}


def test_from_the_first_resolution_to_the_fullest() -> None:
    found = held_against("76-182", "78-224")
    assert pairs(found) == {
        ("1", "1"): ("same", False),
        ("2", "2"): ("reworded", False),
        ("3", "6"): ("same", True),
        ("4", "7"): ("same", True),
        ("6", "11"): ("reworded", True),
        ("7", "12"): ("same", True),
    }
    assert found.new == ("3", "4", "5", "8", "9", "10")
    assert found.dropped == ("5", "8")
    assert found.unknown == ()


def test_items_to_look_at_again_are_those_of_changed_and_new_paragraphs() -> None:
    found = held_against("76-182", "78-224")
    assert "D04-3" in found.look_again  # the reworded paragraph 2 speaks of risks that people face
    assert "D10-1" in found.look_again  # paragraph 5 is new
    assert "D01-1" not in found.look_again  # paragraph 1 is the same


def test_what_we_do_not_hold_is_said_and_not_guessed() -> None:
    found = held_against("77-232", "78-224")
    assert pairs(found)[("6", "6")] == ("not_held", False)
    assert [pair.wording for pair in found.pairs][:5] == ["same"] * 5
    assert found.new == ()
    assert [entry.number for entry in found.unknown] == ["7", "8", "9", "10", "11", "12"]
    back = held_against("78-224", "77-232")
    assert back.dropped == ()


def test_last_resolution_drops_every_paragraph_on_a_states_own_system() -> None:
    found = held_against("78-224", "79-187")
    assert pairs(found) == {
        ("10", "3"): ("same", True),
        ("11", "4"): ("same", True),
        ("12", "5"): ("same", True),
    }
    assert found.dropped == ("1", "2", "3", "4", "5", "6", "7", "8", "9")
    assert found.new == ("1", "2")


@pytest.mark.parametrize("instrument", LIBRARY.instruments)
def test_an_instrument_held_against_itself_is_the_same(instrument: str) -> None:
    found = difference(LIBRARY, instrument, instrument)
    assert {pair.wording for pair in found.pairs} == {"same"}
    assert not any(pair.moved for pair in found.pairs)
    assert found.unknown == ()


def test_strengthened_is_weakened_the_other_way() -> None:
    keys = list(LIBRARY.concordance)
    second = keys[1]
    change = second.changes[2].model_copy(update={"kind": "strengthened"})
    keys[1] = second.model_copy(update={"changes": {2: change}})
    library = LIBRARY.model_copy(update={"concordance": tuple(keys)})
    forward = difference(library, "a-res-76-182", "a-res-78-224")
    back = difference(library, "a-res-78-224", "a-res-76-182")
    assert pairs(forward)[("2", "2")][0] == "strengthened"
    assert pairs(back)[("2", "2")][0] == "weakened"
