"""People concerned by a statement: told beside it in a federal State, kept as a fact, used by the roll-up."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.at_page import at_page, kept, store_in, text_of
from tests.made import assessment_of
from toolkit.library.reader import read_library
from toolkit.method.roll_up import people_of
from toolkit.record.assessment import Assessment, Profile
from toolkit.record.store import Conflict

LIBRARY, AS_OF, ITEM = read_library(), date(2026, 6, 30), "D08-1"
FIELD = f"fact:people.{ITEM}"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def unit(**parts: object) -> Assessment:
    profile = {"state": "Lake Cantons", "people_held": 100, "under_community_measures": 50, "federal": "yes"}
    made = assessment_of({ITEM: 1}, LIBRARY, as_of=AS_OF)
    return made.model_copy(update={"profile": Profile.model_validate(profile), **parts})


def opened(id: str) -> AppTest:
    """The subject of the statement, with what is more to say about its answer."""
    app = at_page("start", id)
    app._page_hash = calc_hash("d08")
    app.run()
    return app.pills(key=f"panels:{ITEM}").select("more").run()


def test_a_number_is_kept_as_a_fact_of_its_statement_with_its_history(data: Path) -> None:
    id = kept(data, unit())
    app = opened(id)
    assert "Left empty: 150" in text_of(app)  # 100 held and 50 under supervision
    app.number_input(key=FIELD).set_value(12).run()
    store = store_in(data)
    whole = store.assessment(id)
    assert dict(whole.people) == {ITEM: 12}
    assert (people_of(whole, ITEM), people_of(whole, "D01-1")) == (12, 150)
    assert [(entry.item, entry.field, entry.before, entry.after) for entry in store.assessment(id).log][-1] == (
        ITEM,
        "people",
        None,
        12,
    )
    app.number_input(key=FIELD).set_value(0).run()
    assert dict(store.assessment(id).people) == {ITEM: 0}  # nobody here, which is not the same as nothing said
    store.save_facts(id, {f"people.{ITEM}": None}, store.stored(id).facts_version)
    assert dict(store.assessment(id).people) == {}
    store.close()


def test_a_number_that_somebody_else_changed_is_not_overwritten(data: Path) -> None:
    id = kept(data, unit(people={ITEM: 12}))
    app = opened(id)
    store = store_in(data)
    other = store.save_facts(id, {f"people.{ITEM}": 30}, store.stored(id).facts_version)
    assert not isinstance(other, Conflict)
    app.number_input(key=FIELD).set_value(20).run()
    assert dict(store.assessment(id).people) == {ITEM: 30}
    app.button(key=f"keep_mine:people.{ITEM}").click().run()
    assert dict(store.assessment(id).people) == {ITEM: 20}
    store.close()


def test_a_state_without_units_is_not_asked(data: Path) -> None:
    profile = Profile(state="Talvenia", federal="no")
    app = opened(kept(data, unit(profile=profile)))
    assert FIELD not in [found.key for found in app.number_input]
