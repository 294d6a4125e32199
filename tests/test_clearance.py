"""Clear: what is wanting is counted first, what was cleared is kept, and reopening needs a reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.record.assessment import Agreed, Assessment, Body, Evidence, Reopening, Response
from toolkit.record.store import Saved, StillCleared, Store, open_store, sqlite_url
from toolkit.report.cover import page_header
from toolkit.report.subject import Subject
from toolkit.tasks.clearance import ToCheck, clear, open_snapshot, reopen, to_check
from toolkit.tasks.results import results_of

LIBRARY = read_library()
LENS = look_through(LIBRARY, "a-res-78-224")
DAY, LATER = date(2026, 3, 1), date(2026, 3, 9)
SOURCE = (Evidence(kind="data", title="Register"),)
PRISONS = Body(id="prisons", name="Prison service", leads=("PRI",))
# Two answers of the prison service: one with a source, one without; and the courts, who differ on the first.
SAID = (
    Response(item="D04-1", body="prisons", level=3, evidence=SOURCE, version=1),
    Response(item="D04-1", body="courts", level=1, comment="In confidence", version=1),
    Response(item="D04-3", body="prisons", level=2, version=1),
    Response(item="D04-4", body="prisons", not_known="The register", version=1),
)
WHOLE = Assessment(bodies=(PRISONS, Body(id="courts")), responses=SAID)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(sqlite_url(tmp_path / "store.sqlite"))
    yield found
    found.close()


def test_what_is_wanting_in_a_part_is_listed() -> None:
    found = to_check(WHOLE, LENS, LIBRARY, "prisons")
    assert {"D04-1", "D04-3", "D04-4"} <= set(found.asked)
    assert set(found.unanswered) == set(found.asked) - {"D04-1", "D04-3"}
    assert found.without_evidence == ("D04-3",)
    assert found.not_agreed == ("D04-1",)
    assert (found.without_sentence, found.contested, found.parts) == ((), (), ())
    courts = to_check(WHOLE, LENS, LIBRARY, "courts")
    assert courts == ToCheck(asked=("D04-1",), without_evidence=("D04-1",), not_agreed=("D04-1",))


def test_what_is_wanting_in_the_whole_is_listed_with_parts_that_are_not_cleared() -> None:
    found = to_check(WHOLE, LENS, LIBRARY)
    assert len(found.asked) == 80
    assert len(found.unanswered) == 78
    # On the first item one body of two has a source.
    assert found.without_evidence == ("D04-3",)
    assert found.parts == ("prisons", "courts")
    agreed = WHOLE.model_copy(update={"agreed": (Agreed(item="D04-1", level=3, reason="Seen together"),)})
    assert to_check(agreed, LENS, LIBRARY).not_agreed == ()


def test_a_part_with_nothing_wanting_is_ready() -> None:
    courts = Assessment(bodies=WHOLE.bodies, responses=(SAID[1].model_copy(update={"evidence": SOURCE}),))
    assert to_check(courts, LENS, LIBRARY, "courts").is_ready
    assert not to_check(courts, LENS, LIBRARY).is_ready


def header(assessment: Assessment, language: Language) -> str:
    found = results_of(assessment, LIBRARY, as_of=DAY, lens="a-res-78-224", depth="full", plans=[])
    return page_header(Subject(assessment, found, LIBRARY, language))


def test_the_header_is_a_draft_before_and_after_and_names_the_clearance_between(
    store: Store, language: Language
) -> None:
    id = store.create(WHOLE, "First")
    assert header(store.assessment(id), language).startswith("Draft")
    saved = clear(store, id, store.version_of(id), " Permanent secretary ", DAY)
    assert isinstance(saved, Saved)
    assert "Permanent secretary" in header(store.assessment(id), language)
    assert reopen(store, id, " A figure was wrong ", LATER, "Head of unit")
    now = store.assessment(id)
    assert header(now, language).startswith("Draft")
    assert now.clearances == ()
    assert now.reopened == (
        Reopening(role="Head of unit", date=LATER, reason="A figure was wrong", cleared=DAY, snapshot=saved.content.id),
    )
    assert store.snapshots(id) == (saved.content,)


def test_reopening_a_part_opens_the_whole_with_it_and_leaves_other_parts(store: Store) -> None:
    id = store.create(WHOLE, "First")
    for body in ("prisons", "courts", None):
        assert clear(store, id, store.version_of(id), "Head", DAY, body) is not None
    assert reopen(store, id, "New figures", LATER, body="prisons")
    now = store.stored(id).assessment
    assert [found.body for found in now.clearances] == ["courts"]
    assert {found.body for found in now.reopened} == {"prisons", None}
    changed = SAID[2].model_copy(update={"level": 3})
    assert isinstance(store.save_response(id, changed, 1), Saved)
    with pytest.raises(StillCleared):
        store.save_response(id, SAID[1].model_copy(update={"level": 3}), 1)
    assert not reopen(store, id, "Again", LATER, body="prisons")


def test_what_was_cleared_is_opened_as_it_was_and_its_file_is_the_one_kept(store: Store) -> None:
    id = store.create(WHOLE, "First")
    saved = clear(store, id, store.version_of(id), "Head", DAY, "prisons")
    assert saved is not None
    reopen(store, id, "New figures", LATER, body="prisons")
    store.save_response(id, SAID[2].model_copy(update={"level": 4}), 1)
    was, file, problems = open_snapshot(store, id, saved.content.id, LIBRARY)
    assert problems == []
    assert was is not None
    assert file is not None
    assert [(found.item, found.level) for found in was.responses] == [("D04-1", 3), ("D04-3", 2), ("D04-4", None)]
    assert file[0].endswith(".cleared.state.json")
    assert b"In confidence" not in file[1]
    assert open_snapshot(store, id, "0" * 32, LIBRARY) == (None, None, [])
