"""The report page: the reader is chosen first, own texts save themselves, packs and separated text are offered."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from tests.made import assessment_of
from toolkit.library.model import Library
from toolkit.record.assessment import SectionText
from toolkit.tasks.report import KINDS
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)


@pytest.fixture
def sample(library: Library, data: Path) -> str:
    return kept(data, sample_state(library, AS_OF))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_made_and_offered_under_its_name(kind: str, sample: str) -> None:
    app = at_page("report", sample)
    app.radio(key=f"report_kind:{sample}").set_value(kind).run()
    app.radio(key=f"report_format:{sample}").set_value("json").run()
    app.button(key=f"report_make:{sample}").click().run()
    made = app.session_state[f"report_made:{sample}"]
    assert made.name.endswith(".json")
    assert f"_{kind}_" in made.name
    assert f'"id": "{kind}"' in made.content.decode("utf-8")


def test_packs_are_offered_as_one_archive(library: Library, data: Path) -> None:
    id = kept(data, assessment_of({"D01-1": 1}, library, as_of=AS_OF, depth="rapid"))
    app = at_page("report", id)
    app.radio(key=f"report_kind:{id}").set_value("packs").run()
    app.button(key=f"report_make:{id}").click().run()
    made = app.session_state[f"report_made:{id}"]
    assert made.name.endswith(".zip")
    assert "overview.xlsx" in ZipFile(BytesIO(made.content)).namelist()


def test_what_leaves_says_which_notes_stay_and_begins_without_indices(sample: str) -> None:
    app = at_page("report", sample)
    assert not app.toggle(key=f"without_indices_full:{sample}").value
    app.radio(key=f"report_kind:{sample}").set_value("public").run()
    assert app.toggle(key=f"without_indices_public:{sample}").value
    app.toggle(key=f"report_kept:{sample}").set_value(True).run()
    text = text_of(app)
    assert "notes are kept back" in text
    # D16-2 tells what is in the way and which help is wanted, and is not released; D10-2 is.
    assert "D16-2" in text and "D10-2" not in text
    assert "difficulty; help needed" in text


def test_an_own_text_saves_itself_with_whether_it_may_leave(sample: str, data: Path) -> None:
    app = at_page("report", sample)
    app.toggle(key=f"own_texts:{sample}").set_value(True).run()
    app.selectbox(key=f"own_section:{sample}").set_value("gaps").run()
    app.text_area(key="fact:texts.gaps").set_value("We begin with the courts.").run()
    app.checkbox(key="may_leave:texts.gaps").set_value(True).run()
    store = store_in(data)
    whole = store.assessment(sample)
    assert whole.texts == {"gaps": SectionText(text="We begin with the courts.", publish=True)}
    assert [entry.field for entry in whole.log if entry.field.startswith("texts")] == ["texts.gaps"]
    app.checkbox(key="may_leave:texts.gaps").set_value(False).run()
    app.text_area(key="fact:texts.gaps").set_value("").run()
    assert store.assessment(sample).texts == {}
    store.close()


def test_an_own_text_that_somebody_else_changed_is_not_overwritten(sample: str, data: Path) -> None:
    app = at_page("report", sample)
    app.toggle(key=f"own_texts:{sample}").set_value(True).run()
    app.selectbox(key=f"own_section:{sample}").set_value("gaps").run()
    store = store_in(data)
    drawn_from = store.stored(sample).facts_version
    store.save_facts(sample, {"texts.gaps": {"text": "Theirs"}}, drawn_from)
    app.text_area(key="fact:texts.gaps").set_value("Mine").run()
    assert store.assessment(sample).texts["gaps"].text == "Theirs"
    assert "Theirs" in text_of(app)
    app.button(key="keep_mine:texts.gaps").click().run()
    assert store.assessment(sample).texts["gaps"].text == "Mine"
    store.close()


def test_the_minister_is_told_what_changed_since_an_earlier_assessment(
    sample: str, library: Library, data: Path
) -> None:
    earlier = kept(data, assessment_of({"D01-1": 1}, library, as_of=date(2025, 6, 30), name="Last year"))
    app = at_page("report", sample)
    app.radio(key=f"report_kind:{sample}").set_value("minister").run()
    app.selectbox(key=f"report_earlier:{sample}").set_value(earlier).run()
    app.radio(key=f"report_format:{sample}").set_value("json").run()
    app.button(key=f"report_make:{sample}").click().run()
    made = app.session_state[f"report_made:{sample}"].content.decode("utf-8")
    assert "Since 2025-06-30" in made
    assert "1 statement rose." in made


@pytest.mark.parametrize("kind", ["minister", "public", "packs"])
def test_no_text_is_written_outside_the_words(kind: str, library: Library, data: Path) -> None:
    id = kept(data, assessment_of({"D01-1": 1}, library, as_of=AS_OF))
    app = at_page("report", id, "x-test")
    app.radio(key=f"report_kind:{id}").set_value(kind).run()
    for toggle in app.toggle:
        toggle.set_value(True)
    app.run()
    assert [rest for text in shown(app) if (rest := unmarked(text))] == []
