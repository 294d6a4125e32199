"""The Kyoto Model Strategies as instrument and lens: counts of the text, limbs, items, and what stands beside 78/224.

Expected values: A/RES/80/226 has five operative paragraphs, and in its annex 72 paragraphs, six core principles and
eighteen strategies. The limbs of a strategy are the separable things between its heading and the next paragraph; what
only may be done (strategy 2) or only should be recognised (strategy 11) is soft.
"""

import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.language import read_language
from toolkit.library.difference import Difference, difference
from toolkit.library.lens import look_through
from toolkit.library.model import Basis, Item, Library, family_of
from toolkit.library.provision_name import provision_cited, provision_name
from toolkit.library.reader import read_library
from toolkit.library.strategy_check import check_strategies
from toolkit.method.provisions import items_of
from toolkit.method.side_by_side import other_lens
from toolkit.record.assessment import Assessment, Response
from toolkit.record.plan import ProvisionNamed
from toolkit.report.strategies_added import strategies_added
from toolkit.tasks.burden import burden
from toolkit.tasks.difference import difference_as_json
from toolkit.tasks.official_texts import hold_against_texts
from toolkit.tasks.results import results_of
from toolkit.tasks.side_by_side import two_lenses
from toolkit.tasks.strategies_added import is_strategies_added

LIBRARY = read_library()
ENGLISH = read_language("en")
KYOTO, USUAL = "a-res-80-226", "a-res-78-224"
INSTRUMENT = LIBRARY.instruments[KYOTO]
AS_OF = date(2026, 6, 30)

# Things asked for in the bold text of strategies 1 to 18, counted on the official text.
LIMBS_OF_A_STRATEGY = (3, 2, 3, 3, 2, 2, 2, 3, 4, 3, 2, 2, 2, 2, 2, 3, 2, 3)
# Paragraphs that stand between a strategy and the next heading.
CARRIED = {"MS01": range(12, 15), "MS05": range(30, 35), "MS09": range(42, 46), "MS18": range(68, 73)}


def test_the_whole_text_is_recorded() -> None:
    counted = Counter(found.part for found in INSTRUMENT.provisions)
    assert counted == {"operative": 5, "strategy": 18, "principle": 6, "paragraph": 72}
    for part, numbers in (("paragraph", range(1, 73)), ("strategy", range(1, 19)), ("operative", range(1, 6))):
        own = [found.number for found in INSTRUMENT.provisions if found.part == part]
        assert own == [str(number) for number in numbers]


def test_every_strategy_is_split_into_the_things_it_asks_for() -> None:
    strategies = [found for found in INSTRUMENT.provisions if found.part == "strategy"]
    assert tuple(len(found.limbs) for found in strategies) == LIMBS_OF_A_STRATEGY
    assert sum(LIMBS_OF_A_STRATEGY) == 45
    assert [limb.id for limb in LIBRARY.limbs.values() if limb.family == "MS" and limb.soft] == ["MS02.2", "MS11.2"]
    assert len(look_through(LIBRARY, KYOTO).limbs) == 43
    assert look_through(LIBRARY, KYOTO).soft_limbs == ("MS02.2", "MS11.2")


def test_a_strategy_names_the_paragraphs_that_carry_it() -> None:
    for reference, numbers in CARRIED.items():
        provision = INSTRUMENT.provision(reference)
        assert provision is not None
        assert provision.paragraphs == tuple(str(number) for number in numbers)
    named = {number for found in INSTRUMENT.provisions for number in found.paragraphs}
    assert named == {str(number) for number in range(11, 73)}  # the introduction, 1 to 10, stands under none


def test_one_number_means_one_provision() -> None:
    references = [INSTRUMENT.reference(found) for found in INSTRUMENT.provisions]
    assert len(references) == len(set(references)) == 101
    parts = [found.part for found in map(INSTRUMENT.provision, ("OP4", "4", "IV", "MS04")) if found is not None]
    assert parts == ["operative", "paragraph", "principle", "strategy"]
    usual = LIBRARY.instruments[USUAL]
    assert [usual.reference(found) for found in usual.provisions] == [found.number for found in usual.provisions]


@pytest.mark.parametrize(
    ("reference", "name", "cited"),
    [
        ("OP4", "Operative paragraph 4", "A/RES/80/226, operative paragraph 4"),
        ("43", "Paragraph 43", "A/RES/80/226, paragraph 43"),
        ("II", "Core principle II", "A/RES/80/226, core principle II"),
        ("MS09", "Strategy 9", "A/RES/80/226, strategy 9"),
    ],
)
def test_provisions_are_named_by_their_part(reference: str, name: str, cited: str) -> None:
    assert provision_name(INSTRUMENT, reference, ENGLISH) == name
    assert provision_cited(INSTRUMENT, reference, ENGLISH) == cited


def test_items_that_were_there_keep_their_place_in_the_resolutions() -> None:
    usual = look_through(LIBRARY, USUAL)
    assert [item.id for item in usual.items if item.limb and item.limb.startswith("MS")] == []
    # of the eighty: 63 count in a limb, two in a soft one, nine are implied, three are participation, three left out
    eighty = {item.id: item for item in look_through(LIBRARY, KYOTO).items if item.id in usual.by_id}
    counted = Counter(item.basis for item in eighty.values())
    assert (counted[Basis.DIRECT], counted[Basis.NAMED], counted[Basis.SOFT]) == (23, 40, 2)
    assert (counted[Basis.IMPLIED], counted[Basis.PARTICIPATION]) == (9, 3)
    assert set(usual.by_id) - set(eighty) == {"D02-2", "D14-1", "D14-2"}


def test_items_stand_under_the_strategy_of_their_limb() -> None:
    for asked in look_through(LIBRARY, KYOTO).items:
        if asked.limb is not None:
            assert asked.provisions[0] == asked.limb.partition(".")[0]
        assert len(asked.provisions) > 1 or asked.limb is None


def test_a_strategy_and_a_paragraph_of_the_same_number_carry_their_own_items() -> None:
    ninth = items_of([ProvisionNamed(instrument=KYOTO, number="9", part="strategy")], LIBRARY)
    paragraph = items_of([ProvisionNamed(instrument=KYOTO, number="43", part="paragraph")], LIBRARY)
    assert {"D11-1", "D11-2", "D05-4"} <= set(ninth)
    assert ninth["D11-1"] == "80/226 MS09"
    assert {"D11-1", "D05-4", "D06-5"} <= set(paragraph)
    assert "D11-2" not in paragraph
    assert items_of([ProvisionNamed(instrument=KYOTO, number="9", part="paragraph")], LIBRARY) == {}


def test_the_rapid_scan_reaches_every_strategy_and_leaves_the_other_alone() -> None:
    rapid = look_through(LIBRARY, KYOTO, "rapid").items
    assert len(rapid) == 30
    assert len(look_through(LIBRARY, USUAL, "rapid").items) == 24
    asked = {item.limb.partition(".")[0] for item in rapid if item.limb}
    assert asked == {f"MS{number:02d}" for number in range(1, 19)}
    marked_for_the_strategies_alone = [
        item.id for item in LIBRARY.items.values() if item.rapid == ("MS",) and item.basis("K") is None
    ]
    assert len(marked_for_the_strategies_alone) == 11  # new statements have no place in the resolutions


def test_what_the_strategies_ask() -> None:
    # 45 limbs, two of them soft with three items: ninety items count, of 77 that were there and 28 new ones
    found = look_through(LIBRARY, KYOTO)
    counted = Counter(item.basis for item in found.items)
    assert (counted[Basis.DIRECT], counted[Basis.NAMED], counted[Basis.SOFT]) == (42, 48, 3)
    assert len(found.items) == 77 + 28
    assert {item.limb for item in found.items if item.basis in (Basis.DIRECT, Basis.NAMED)} == set(found.limbs)


def held_against(first: str, second: str) -> Difference:
    return difference(LIBRARY, first, second)


def beside(found: Difference) -> dict[tuple[str, str], str]:
    return {(pair.from_number, pair.to_number): pair.wording for pair in found.pairs}


def test_which_strategy_goes_beyond_which_paragraph() -> None:
    found = held_against(USUAL, KYOTO)
    wordings = beside(found)
    # paragraph 2 of 78/224 assesses for programmes in facilities; strategy 1 for every decision
    assert wordings["2", "MS01"] == "strengthened"
    assert wordings["4", "MS10"] == "strengthened"  # a benefit noted became something programmes should do
    assert wordings["6", "MS11"] == "weakened"  # rights in general stand within restorative justice
    assert wordings["2", "MS08"] == "reworded"  # more for programmes, less for education and training
    assert wordings["11", "OP4"] == wordings["12", "OP5"] == "reworded"
    assert found.new == ("OP1", "OP2", "OP3", "MS03", "MS07", "MS12", "MS16")
    assert found.dropped == ("8", "9", "10")
    assert found.unknown == ()
    assert found.dropped_limbs == ()
    paired = {limbs.to_limb for pair in found.pairs for limbs in pair.limbs}
    assert len(paired) + len(found.new_limbs) == 45


def test_the_other_way_round_it_is_turned() -> None:
    forward, back = beside(held_against(USUAL, KYOTO)), beside(held_against(KYOTO, USUAL))
    turned = {"strengthened": "weakened", "weakened": "strengthened", "reworded": "reworded"}
    for (first, second), wording in forward.items():
        if second.startswith("MS"):
            assert back[second, first] == turned[wording]


def test_what_we_do_not_hold_of_a_resolution_is_said_of_the_strategies_too() -> None:
    found = held_against("a-res-77-232", KYOTO)
    assert beside(found)["6", "MS11"] == "not_held"
    assert "MS13" in [entry.number for entry in found.unknown]
    assert "MS13" not in found.new
    assert found.dropped_limbs == ()


def test_a_resolution_without_domestic_paragraphs_has_no_limbs_to_drop() -> None:
    found = held_against("a-res-79-187", KYOTO)
    assert [number for number in found.new if number.startswith("MS")] == [f"MS{n:02d}" for n in range(1, 19)]
    assert (found.new_limbs, found.dropped_limbs) == ((), ())


def test_diff_names_the_limbs() -> None:
    document = difference_as_json(LIBRARY, USUAL, KYOTO)
    pair = next(pair for pair in document["pairs"] if (pair["from"], pair["to"]) == ("1", "MS10"))
    assert pair["limbs"] == [{"from": "K1.3", "to": "MS10.1", "wording": "strengthened"}]
    assert {"from", "to", "wording", "moved", "items"} <= set(pair)


def with_limb(id: str, **change: Any) -> Library:
    return LIBRARY.model_copy(update={"limbs": {**LIBRARY.limbs, id: LIBRARY.limbs[id].model_copy(update=change)}})


def with_item(id: str, **change: Any) -> Library:
    item: Item = LIBRARY.items[id].model_copy(update=change)
    return LIBRARY.model_copy(update={"items": {**LIBRARY.items, id: item}})


def without_strategy_of_paragraph(number: str) -> Library:
    provisions = tuple(
        found.model_copy(update={"paragraphs": tuple(own for own in found.paragraphs if own != number)})
        for found in INSTRUMENT.provisions
    )
    changed = INSTRUMENT.model_copy(update={"provisions": provisions})
    return LIBRARY.model_copy(update={"instruments": {**LIBRARY.instruments, KYOTO: changed}})


@pytest.mark.parametrize(
    ("code", "library"),
    [
        ("content_limb_soft_wrong", with_limb("MS02.2", soft=False)),
        ("content_limb_soft_wrong", with_limb("MS01.1", soft=True)),
        ("content_reference_unknown", with_limb("MS01.1", paragraphs=("99",))),
        ("content_basis_not_of_limb", with_limb("MS01.1", soft=True, strength="may")),
        ("content_not_under_its_strategy", with_item("D04-1", carried_by={KYOTO: ("12",)})),
        ("content_paragraph_carries_nothing", without_strategy_of_paragraph("43")),
    ],
)
def test_each_problem_of_strategies_is_found(code: str, library: Library) -> None:
    assert code in {found.code for found in check_strategies(library)}


def test_the_shipped_strategies_have_no_problem() -> None:
    assert list(check_strategies(LIBRARY)) == []


def test_scores_go_by_strategy() -> None:
    # D12-3 alone asks for MS11.1, the one limb of strategy 11 that counts: level 2 is 50 points
    told = Assessment(lens=KYOTO, responses=(Response(item="D12-3", level=2),))
    found = results_of(told, LIBRARY, as_of=AS_OF)
    eleventh = next(entry for entry in found.scores.provisions if entry.number == "MS11")
    assert (eleventh.point, eleventh.limbs) == (50.0, ("MS11.1",))
    assert all(entry.number.startswith("MS") for entry in found.scores.provisions)
    assert {entry.number for entry in found.coverage.provisions} >= {entry.number for entry in found.scores.provisions}


def test_two_lenses_stand_side_by_side_and_are_never_added() -> None:
    # D04-1 counts through both; D12-3 (implied for the resolution) through the strategies alone; K3.2 and MS18.3: D08-1
    told = Assessment(
        responses=(
            Response(item="D04-1", level=3),
            Response(item="D12-3", level=1),
            Response(item="D08-1", level=2),
        )
    )
    found = two_lenses(told, LIBRARY, results_of(told, LIBRARY, as_of=AS_OF))
    assert found is not None
    assert (found.first.lens, found.second.lens) == (USUAL, KYOTO)
    assert (sum(found.first.headline.by_level.values()), sum(found.second.headline.by_level.values())) == (2, 3)
    assert (found.first.headline.asked, found.first.limbs) == (30, 19)
    # of the thirty, D12-2, D12-5 and D13-3 are implied for the strategies
    assert (found.both, found.first.only) == (27, 3)
    twelfth = next(entry for entry in found.subjects if entry.dimension == "D12")
    assert twelfth.first is not None
    assert twelfth.second is not None
    assert (sum(twelfth.first.by_level.values()), sum(twelfth.second.by_level.values())) == (0, 1)
    whole = results_of(told, LIBRARY, as_of=AS_OF)
    other = results_of(told, LIBRARY, as_of=AS_OF, lens=KYOTO)
    assert (found.first.text, found.second.text) == (whole.scores.text, other.scores.text)


def test_nothing_stands_beside_a_lens_without_limbs() -> None:
    told = Assessment(responses=(Response(item="D04-1", level=3),))
    assert two_lenses(told, LIBRARY, results_of(told, LIBRARY, as_of=AS_OF, lens="a-res-79-187")) is None
    assert other_lens(LIBRARY, KYOTO) == USUAL
    assert other_lens(LIBRARY, "a-res-76-182") == KYOTO


def test_how_much_a_lens_asks() -> None:
    usual = burden(LIBRARY, USUAL)
    assert (usual.asked, usual.rapid, usual.most_of_one_lead, usual.not_through_the_usual) == (80, 24, 23, 0)
    assert usual.hours == 160  # 150 to 180 hours were reckoned for the eighty
    assert burden(LIBRARY, KYOTO).not_through_the_usual == burden(LIBRARY, KYOTO).asked - 77


def test_what_the_strategies_add_is_a_table_of_eighteen() -> None:
    assert is_strategies_added(LIBRARY, USUAL, KYOTO)
    assert not is_strategies_added(LIBRARY, "a-res-76-182", KYOTO)
    assert not is_strategies_added(LIBRARY, USUAL, "a-res-76-182")
    tree = strategies_added(LIBRARY, ENGLISH, KYOTO)
    tables = {table.id: table for table in tree.tables()}
    assert [row[0].shown for row in tables["strategies_added"].rows] == [f"MS{n:02d}" for n in range(1, 19)]
    assert len(tables["pairs"].rows) == len(LIBRARY.limb_pairs)
    assert len(tables["new_limbs"].rows) == 45 - len({pair.after for pair in LIBRARY.limb_pairs})
    assert {family_of(pair.before) for pair in LIBRARY.limb_pairs} == {"K"}
    assert {entry.strategy for entry in LIBRARY.strategies_add} == {f"MS{n:02d}" for n in range(1, 19)}


@pytest.mark.skipif(not os.environ.get("SHARED"), reason="needs real input: SHARED names no folder")
def test_our_record_accounts_for_every_paragraph_and_strategy_of_the_text() -> None:
    found = hold_against_texts(LIBRARY, Path(os.environ["SHARED"]) / "official-texts")
    assert found.problems == ()
    assert found.in_both[KYOTO] == {"operative": 5, "strategy": 18, "principle": 6, "paragraph": 72}
