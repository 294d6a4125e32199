"""What is told is kept as it was told, in one assessment and in many."""

from datetime import date
from pathlib import Path

import pytest

from tests.store.conftest import Watch
from tests.store.told import awkward_assessment
from toolkit.library.model import Library
from toolkit.record.assessment import (
    Assessment,
    Profile,
    Response,
)
from toolkit.record.plan import Plan
from toolkit.record.state_file import read_state, state_text
from toolkit.record.store import (
    AssessmentGone,
    Store,
    open_store,
    sqlite_url,
)


def test_an_assessment_comes_out_of_the_store_as_it_went_in(store: Store) -> None:
    whole = awkward_assessment()
    id = store.import_state(whole)
    assert store.assessment(id) == whole.model_copy(update={"id": id})
    assert state_text(store.assessment(id)) == state_text(whole.model_copy(update={"id": id}))


def test_a_state_file_through_a_store_and_another_is_the_same_bytes(
    store: Store, tmp_path: Path, library: Library
) -> None:
    import json

    first = state_text(store.assessment(store.import_state(awkward_assessment())))
    read, problems = read_state(json.loads(first), library)
    assert read is not None
    assert [found.code for found in problems] == ["response_item_unknown"]
    other = open_store(sqlite_url(tmp_path / "other.sqlite"))
    assert state_text(other.assessment(other.import_state(read))) == first
    other.close()


def test_what_is_saved_is_there_after_the_store_is_opened_again(store: Store, file: Path) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=0), 0)
    store.close()
    again = open_store(sqlite_url(file))
    assert again.response(id, "D04-3") == Response(item="D04-3", level=0, version=1)
    assert again.assessment(id).name == "First"
    again.close()


def test_a_list_tells_name_state_lens_depth_and_how_much_is_answered(store: Store, watch: Watch) -> None:
    id = store.create(Assessment(profile=Profile(state="Arcadia"), depth="rapid", as_of=date(2026, 1, 1)), "Scan")
    watch.later(hours=1)
    store.save_response(id, Response(item="D04-3", level=0), 0)
    store.save_response(id, Response(item="D04-3", body="police", level=1), 0)
    store.save_response(id, Response(item="D04-4", not_known="the prison service"), 0)
    store.save_response(id, Response(item="D04-5", comment="only a comment"), 0)
    [line] = store.assessments()
    assert (line.name, line.state, line.lens, line.depth) == ("Scan", "Arcadia", "a-res-78-224", "rapid")
    assert line.as_of == date(2026, 1, 1)
    assert line.answered == 1
    assert line.created_at == "2026-03-02T09:00:00.000Z"
    assert line.changed_at == "2026-03-02T10:00:00.000Z"
    assert store.summary(id) == line


def test_an_assessment_that_is_gone_is_said_so_everywhere(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.save_response(id, Response(item="D04-3", level=1), 0)
    store.save_plan(id, Plan(name="Plan"))
    store.delete(id)
    calls = (
        lambda: store.assessment(id),
        lambda: store.summary(id),
        lambda: store.version_of(id),
        lambda: store.save_response(id, Response(item="D04-3", level=1), 1),
        lambda: store.save_facts(id, {"name": "x"}, 1),
        lambda: store.save_plan(id, Plan(name="Plan")),
        lambda: store.archive(id),
        lambda: store.delete(id),
    )
    for call in calls:
        with pytest.raises(AssessmentGone):
            call()
    assert store.response(id, "D04-3") is None
    assert store.assessments() == []


def test_the_next_year_begins_with_last_years_answers_to_be_looked_at_again(store: Store) -> None:
    old = store.create(awkward_assessment(), "2025")
    store.save_response(old, Response(item="D02-1", level=1), 0)
    store.save_response(old, Response(item="D02-1"), 1)
    new = store.duplicate(old, "2026", date(2026, 12, 31))
    was, now = store.assessment(old), store.assessment(new)
    assert (now.id, now.name, now.as_of) == (new, "2026", date(2026, 12, 31))
    assert all(response.review and response.version == 1 for response in now.responses)
    assert len(now.responses) == 48
    assert now.response("D02-1") is None
    assert [response.level for response in now.responses] == [
        response.level for response in was.responses if response.item != "D02-1"
    ]
    assert (now.plans, now.marks, now.bodies, now.target) == (was.plans, was.marks, was.bodies, was.target)
    assert (now.agreed, now.clearances) == ((), ())
    source = {"id": old, "name": "2025", "as_of": "2026-01-31"}
    assert [(entry.field, entry.after) for entry in now.log] == [("duplicated_from", source)]


def test_archived_assessments_leave_the_list_and_come_back(store: Store) -> None:
    id = store.create(Assessment(), "First")
    store.archive(id)
    assert store.assessments() == []
    assert [line.id for line in store.assessments(archived=True)] == [id]
    assert store.summary(id).archived
    store.restore(id)
    assert [line.id for line in store.assessments()] == [id]
    assert [entry.field for entry in store.assessment(id).log] == ["created"]


def test_an_imported_assessment_keeps_its_id_only_if_it_is_one_of_ours_and_free(store: Store) -> None:
    given = "0123456789abcdef0123456789abcdef"
    assert store.import_state(Assessment(id=given)) == given
    again = store.import_state(Assessment(id=given))
    assert again != given
    assert store.assessment(again).id == again
    assert store.import_state(Assessment(id="../../etc/passwd")) != "../../etc/passwd"


def test_rename_and_delete(store: Store) -> None:
    one, two = store.create(Assessment(), "One"), store.create(Assessment(), "Two")
    store.rename(one, "Eins")
    store.delete(two)
    assert [line.name for line in store.assessments()] == ["Eins"]
