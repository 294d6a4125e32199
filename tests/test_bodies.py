"""Bodies: who leads what, how far each has come, who is missing, and what was returned."""

import json
from datetime import date
from pathlib import Path

import pytest

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Library
from toolkit.library.reader import read_library
from toolkit.record.assessment import Assessment, Body, Clearance, Relation, Response, Sending, SentBack
from toolkit.record.bodies import Stage, relation_to, stage_of, with_returned
from toolkit.record.facts import with_change
from toolkit.record.merge import Return, Told, merge
from toolkit.record.state_file import read_state, state_text
from toolkit.record.store import Store, open_store, sqlite_url
from toolkit.tasks.bodies import (
    BodyPart,
    add_body,
    add_usual_bodies,
    lead_functions,
    note_sent,
    parts,
    remove_body,
    send_back,
    set_relation,
    take_lead,
)
from toolkit.tasks.progress import part_of, progress_of, responses_of
from toolkit.tasks.returned import take_back, take_in

LIBRARY: Library = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
PRISONS = Body(id="prisons", name="Prison service", leads=("PRI",))
COURTS = Body(id="courts", name="Courts")
TODAY = date(2026, 3, 10)
SENT, BACK = date(2026, 2, 1), date(2026, 3, 1)


def by_body(assessment: Assessment, language: Language) -> dict[str, BodyPart]:
    return {part.body: part for part in parts(assessment, LENS, LIBRARY, language, TODAY)}


@pytest.mark.parametrize(
    ("sending", "cleared", "stage"),
    [
        (Sending(), False, Stage.NOT_SENT),
        (Sending(due=BACK), False, Stage.NOT_SENT),
        (Sending(sent=SENT), False, Stage.SENT),
        (Sending(sent=SENT, returned=BACK), False, Stage.RETURNED),
        (Sending(returned=BACK), False, Stage.RETURNED),
        (Sending(sent=SENT, returned=BACK, sent_back=SentBack(on=BACK, remark="Why?")), False, Stage.SENT_BACK),
        (Sending(sent=SENT, returned=BACK, sent_back=SentBack(on=BACK, remark="Why?")), True, Stage.CLEARED),
    ],
)
def test_a_part_runs_through_its_stages(sending: Sending, cleared: bool, stage: Stage) -> None:
    clearances = (Clearance(body="prisons", role="Director", date=BACK),) if cleared else ()
    whole = Assessment(bodies=(PRISONS,), sendings={"prisons": sending}, clearances=clearances)
    assert stage_of(whole, "prisons") is stage
    assert stage_of(whole, "courts") is Stage.NOT_SENT


def test_each_body_is_counted_on_what_it_leads_and_said(language: Language) -> None:
    said = (
        Response(item="D04-3", body="prisons", level=1),
        Response(item="D04-1", body="prisons", not_known="Somebody"),
        Response(item="D04-3", body="courts", level=2),
    )
    found = by_body(
        Assessment(bodies=(PRISONS, COURTS), responses=said, sendings={"prisons": Sending(due=BACK)}), language
    )
    led = [item.id for item in LENS.items if LIBRARY.items[item.id].lead == "PRI"]
    assert set(found["prisons"].items) == {*led, "D04-3", "D04-1"}
    # "Not known" is no answer.
    assert found["prisons"].answered == 1
    assert found["prisons"].overdue
    assert found["prisons"].is_missing
    assert (found["courts"].items, found["courts"].answered, found["courts"].overdue) == (("D04-3",), 1, False)
    assert not found["coordinator"].is_missing
    assert len(found["coordinator"].items) == len(LENS.items) - len(led)


def test_a_body_takes_functions_from_another_and_gives_them_up() -> None:
    whole = Assessment(bodies=(PRISONS, COURTS))
    moved = with_change(whole, take_lead(whole, "PRI", "courts"))
    assert [body.leads for body in moved.bodies] == [(), ("PRI",)]
    nobody = with_change(moved, take_lead(moved, "PRI", None))
    assert [body.leads for body in nobody.bodies] == [(), ()]
    several = with_change(moved, take_lead(moved, "PRS", "courts"))
    assert several.bodies[1].leads == ("PRI", "PRS")


def test_the_usual_bodies_take_what_is_free_and_leave_what_is_taken() -> None:
    whole = with_change(Assessment(bodies=(PRISONS,)), add_usual_bodies(Assessment(bodies=(PRISONS,)), LENS, LIBRARY))
    taken = {found.code: found.body for found in lead_functions(whole, LENS, LIBRARY)}
    assert taken.pop("PRI") == "prisons"
    assert all(code == body for code, body in taken.items())
    assert sum(found.items for found in lead_functions(whole, LENS, LIBRARY)) == len(LENS.items) == 80


def test_a_body_has_a_name_of_its_own_and_keeps_what_it_said() -> None:
    whole = Assessment(bodies=(PRISONS,), responses=(Response(item="D04-3", body="prisons", level=1),))
    assert add_body(whole, "  prison   SERVICE ") == {}
    assert add_body(whole, "Coordinator") == {}
    assert add_body(whole, " ") == {}
    assert with_change(whole, add_body(whole, "Dept. of work")).bodies[1].id == "Dept. of work"
    assert remove_body(whole, "prisons") is None
    added = with_change(whole, add_body(whole, "Dept. of work"))
    change = remove_body(added, "Dept. of work")
    assert change is not None
    assert with_change(added, change).bodies == (PRISONS,)


def test_what_is_noted_of_a_body_keeps_the_rest() -> None:
    whole = with_change(Assessment(), note_sent(Assessment(), "prisons", SENT, BACK))
    back = with_change(whole, send_back(whole, "prisons", TODAY, " Which year? "))
    assert back.sendings["prisons"] == Sending(sent=SENT, due=BACK, sent_back=SentBack(on=TODAY, remark="Which year?"))


def test_a_state_may_see_a_relation_otherwise() -> None:
    item = LIBRARY.items["D04-3"]
    assert relation_to(item, Assessment()) == Relation(relation="assigned")
    whole = with_change(Assessment(), set_relation("D04-3", Relation(relation="invited", reason="A court rules")))
    assert relation_to(item, whole).relation == "invited"
    assert with_change(whole, set_relation("D04-3", None)).relations == {}


def test_returned_is_the_latest_day_and_answers_what_was_sent_back() -> None:
    asked = {"prisons": Sending(sent=SENT, sent_back=SentBack(on=BACK, remark="Why?"))}
    assert with_returned(asked, [("prisons", SENT)], ())["prisons"].sent_back is not None
    assert with_returned(asked, [("prisons", SENT)], {"prisons"})["prisons"].sent_back is None
    after = with_returned(asked, [("prisons", TODAY), ("prisons", SENT), ("courts", BACK)], ())
    assert after["prisons"] == Sending(sent=SENT, returned=TODAY)
    assert after["courts"] == Sending(returned=BACK)


def told(body: str, level: str, *, whole: bool = False) -> Told:
    return Told(item="D04-3", body=body, cells={"level": level}, whole=whole)


def test_a_merge_notes_who_returned_a_workbook_and_not_who_stands_in_a_state_file() -> None:
    returns = [Return(told=(told("prisons", "2"),), on=BACK), Return(told=(told("courts", "3", whole=True),))]
    merged = merge(Assessment(bodies=(PRISONS, COURTS)), returns, LIBRARY, TODAY)
    assert merged.assessment.sendings == {"prisons": Sending(returned=BACK)}
    again = merge(merged.assessment, returns[::-1], LIBRARY, TODAY)
    assert again.assessment.sendings == merged.assessment.sendings


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(sqlite_url(tmp_path / "store.sqlite"))


def test_taking_over_notes_the_return_and_undoing_takes_it_back(store: Store) -> None:
    id = store.create(Assessment(bodies=(PRISONS,), sendings={"prisons": Sending(sent=SENT)}), "First")
    base = store.stored(id, with_log=True)
    merged = merge(base.assessment, [Return(told=(told("prisons", "2"),), on=BACK)], LIBRARY, TODAY)
    step = take_in(store, id, base, merged)
    assert step is not None
    assert stage_of(store.stored(id).assessment, "prisons") is Stage.RETURNED
    assert take_back(store, id, step)
    assert store.stored(id).assessment.sendings == {"prisons": Sending(sent=SENT)}
    store.close()


def test_the_state_file_carries_it_all_and_holds_back_what_does_not_fit() -> None:
    whole = Assessment(
        bodies=(PRISONS,),
        sendings={"prisons": Sending(sent=SENT, due=BACK, sent_back=SentBack(on=TODAY, remark="Why?"))},
        relations={"D04-3": Relation(relation="independent", reason="Ours")},
    )
    text = state_text(whole)
    found, problems = read_state(json.loads(text), LIBRARY)
    assert problems == []
    assert found is not None
    assert state_text(found) == text
    document = json.loads(text) | {"relations": {"D99-9": {"relation": "invited"}, "D04-3": {"relation": "forced"}}}
    document.pop("seal")
    odd, problems = read_state(document, LIBRARY)
    assert odd is not None
    assert odd.relations == {}
    assert [(held.part, held.code) for held in odd.held] == [
        ("relations", "response_item_unknown"),
        ("relations", "state_value_wrong"),
    ]


def test_a_body_is_asked_its_own_part_and_sees_its_own_answers() -> None:
    said = (Response(item="D04-3", body="courts", level=1), Response(item="D04-3", body="prisons", level=2))
    whole = Assessment(bodies=(PRISONS, COURTS), responses=said)
    assert part_of("coordinator", whole, LENS, LIBRARY) is LENS
    mine = part_of("courts", whole, LENS, LIBRARY)
    assert [item.id for item in mine.items] == ["D04-3"]
    assert list(mine.by_id) == ["D04-3"]
    assert responses_of("courts", whole) == said[:1]
    assert progress_of({"D04-3"}, mine).whole.left == 0
    assert responses_of("coordinator", whole) == said
