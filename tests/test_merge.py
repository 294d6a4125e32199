"""Merging answers: what replaces, what counts once, what is held back, in whatever order it comes."""

from collections.abc import Iterable
from datetime import date
from itertools import permutations
from typing import Any

from toolkit.library.model import Library
from toolkit.record.answer_cells import Cells, cells_of, digest_of, laid_upon, raw_response
from toolkit.record.assessment import Assessment, LogEntry, Response
from toolkit.record.merge import Merged, Return, Told, merge
from toolkit.record.response_check import take_response
from toolkit.record.state_file import state_text

ON = date(2026, 7, 1)
ITEM = "D04-3"


def told(drawn_from: Response | Cells | None = None, whole: bool = False, **cells: str) -> Told:
    source = cells_of(drawn_from) if isinstance(drawn_from, Response) else drawn_from
    drawn = (digest_of(source),) if source is not None else ()
    return Told(item=ITEM, body="b", cells=cells, drawn_from=drawn, whole=whole)


def held(**fields: Any) -> Response:
    return Response(item=ITEM, body="b", **fields)


def merged(library: Library, base: Assessment | Iterable[Response], *given: Told, **how: Any) -> Merged:
    whole = base if isinstance(base, Assessment) else Assessment(responses=tuple(base))
    return merge(whole, [Return(told=(each,)) for each in given], library, ON, **how)


def levels(found: Merged) -> list[int | None]:
    return [response.level for response in found.assessment.responses]


def contested(found: Merged) -> list[Any]:
    return sorted(entry.value["level"] for entry in found.assessment.held if entry.code == "conflict")


def test_an_answer_drawn_from_the_version_held_replaces_it(library: Library) -> None:
    now = held(level=1, comment="Stays", version=4)
    found = merged(library, [now], told(now, level="2"))
    assert found.assessment.responses == (held(level=2, comment="Stays", version=5),)
    assert [(entry.field, entry.before, entry.after) for entry in found.assessment.log if entry.item] == [
        ("level", 1, 2)
    ]
    assert {entry.at for entry in found.assessment.log} == {"2026-07-01"}


def test_another_kind_of_answer_takes_the_place_of_the_first(library: Library) -> None:
    now = held(level=1, comment="Stays")
    found = merged(library, [now], told(now, not_known="The ministry"))
    assert found.assessment.responses == (held(not_known="The ministry", comment="Stays", version=1),)


def test_blanks_never_erase_and_equal_ones_count_once(library: Library) -> None:
    now = held(level=1, comment="Said", version=2)
    for given in (told(now), told(now, level="1"), told(level="1"), told(now, level="1", comment="Said")):
        found = merged(library, [now], given, given)
        assert (found.assessment.responses, found.changes, found.problems) == ((now,), (), ())
    found = merged(library, [], told(level="1"), told(level="1"))
    assert (levels(found), found.problems) == ([1], ())


def test_two_different_answers_are_both_held_back_in_any_order(library: Library) -> None:
    given = [told(level="1"), told(level="3"), told(level="1", comment="More")]
    texts = {state_text(merged(library, [], *order).assessment) for order in permutations(given)}
    assert len(texts) == 1
    found = merged(library, [], *given)
    assert (levels(found), contested(found)) == ([], [1, 1, 3])
    assert [problem.code for problem in found.problems] == ["conflict"]


def test_what_the_record_says_is_held_back_too_if_nobody_knew_of_it(library: Library) -> None:
    now = held(level=1, version=2)
    found = merged(library, [now], told({}, level="3"))
    assert (levels(found), contested(found)) == ([], [1, 3])
    found = merged(library, [now], told(now, level="2"), told({}, level="3"))
    assert (levels(found), contested(found)) == ([], [2, 3])
    found = merged(library, [now], told(now, level="2"), told(now, level="3"))
    assert (levels(found), contested(found)) == ([], [2, 3])


def test_a_contradiction_stays_until_somebody_chooses(library: Library) -> None:
    first = merged(library, [], told(level="1"), told(level="3"))
    again = merged(library, first.assessment, told(level="1"))
    assert (levels(again), contested(again)) == ([], [1, 3])
    chosen = {(ITEM, "b"): digest_of({"level": "3"})}
    settled = merged(library, first.assessment, chosen=chosen)
    assert (levels(settled), settled.assessment.held) == ([3], ())
    asked_again = Told(
        item=ITEM, body="b", cells={"level": "2"}, drawn_from=tuple(digest_of({"level": n}) for n in "13")
    )
    answered = merged(library, first.assessment, asked_again)
    assert (levels(answered), answered.assessment.held) == ([2], ())


def test_a_file_that_comes_again_after_the_answer_moved_on_changes_nothing(library: Library) -> None:
    log = tuple(
        LogEntry(at=f"2026-06-0{n}", body="b", item=ITEM, field="level", before=before, after=after)
        for n, (before, after) in enumerate([(None, 1), (1, 2)], start=1)
    )
    base = Assessment(responses=(held(level=2, version=2),), log=log)
    found = merged(library, base, told({}, level="1"))
    assert (found.assessment.responses, found.problems) == (base.responses, ())


def test_a_row_that_nobody_touched_gives_way_to_one_that_was_changed(library: Library) -> None:
    before = held(level=1)
    found = merged(library, [], told(before, level="1"), told(before, level="2"))
    assert levels(found) == [2]
    assert levels(merged(library, [], told(before, level="1"))) == [1]


def test_cells_and_responses_are_the_same_thing(library: Library) -> None:
    response = held(level=2, comment="a  b \n c", publish=True, difficulty={"kind": "law", "line": "x"})
    again, found = take_response(raw_response(ITEM, "b", cells_of(response)), library)
    assert found is None and again is not None
    assert again.comment == "a b\nc"
    assert digest_of(cells_of(again)) == digest_of(cells_of(response))
    assert digest_of({"publish": "no"}) == digest_of({})
    assert laid_upon({"level": "3"}, {"not_known": "x", "comment": "c"}) == {"level": "3", "comment": "c"}
