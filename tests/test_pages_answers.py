"""Ask and collect: what the page shows before anything is taken over, the choice, the taking over, and the way back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import at_page, kept, shown, store_in, text_of, unmarked
from tests.filled import filled
from toolkit.language import TEST_LANGUAGE, Language
from toolkit.library.lens import look_through
from toolkit.library.reader import read_library
from toolkit.record.answer_cells import digest_of
from toolkit.record.assessment import Assessment, Body, Profile, Response
from toolkit.tasks.questionnaire import questionnaire_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEFORE = Response(item="D04-3", body="prisons", level=1, comment="Before", version=1)


@pytest.fixture
def assessment(data: Path) -> str:
    prisons = Body(id="prisons", name="Prison service", leads=("PRI",))
    return kept(data, Assessment(profile=Profile(state="Talvenia"), bodies=(prisons,), responses=(BEFORE,)))


def returned(data: Path, id: str, language: Language, answers: Mapping[str, Mapping[str, Any]]) -> bytes:
    store, library = store_in(data), read_library()
    whole = store.stored(id).assessment
    store.close()
    lens = look_through(library, "a-res-78-224")
    return filled(questionnaire_template(language, library, lens, whole, "prisons"), answers)


def recorded(data: Path, id: str) -> dict[str, int | None]:
    store = store_in(data)
    found = {response.item: response.level for response in store.stored(id).assessment.responses}
    store.close()
    return found


def pressed(app: AppTest, kind: str) -> AppTest:
    return next(button for button in app.button if str(button.key).startswith(kind)).click().run()


def test_nothing_is_taken_before_it_is_asked_and_it_can_be_undone(
    data: Path, assessment: str, language: Language
) -> None:
    one = {"D04-3": {"Level": 3}, "D05-1": {"Level": 1}, "D04-1": {"Level": "three"}}
    other = {"D05-1": {"Level": 4}}
    files = [(f"{n}.xlsx", returned(data, assessment, language, each), XLSX) for n, each in enumerate((one, other))]
    app = at_page("answers", assessment)
    app.get("file_uploader")[0].set_value(files).run()
    text = text_of(app)
    assert "New answers: 0. Changed: 1. Say nothing new: 0. Contradictions: 1." in text
    assert "is no level. The nearest valid value: 0, 1, 2, 3, 4." in text
    assert recorded(data, assessment) == {"D04-3": 1}
    choice = next(radio for radio in app.radio if str(radio.key).startswith("answers_choice"))
    assert choice.value == ""
    choice.set_value(digest_of({"level": "4"})).run()
    pressed(app, "answers_apply")
    assert recorded(data, assessment) == {"D04-3": 3, "D05-1": 4}
    assert "2 answers taken over" in text_of(app)
    pressed(app, "answers_back")
    assert "What stood before is back" in text_of(app)
    store = store_in(data)
    whole = store.stored(assessment).assessment
    store.close()
    assert [(found.item, found.level, found.comment) for found in whole.responses if not found.is_empty] == [
        ("D04-3", 1, "Before")
    ]
    assert whole.held == ()


def test_files_are_put_away_without_a_trace(data: Path, assessment: str, language: Language) -> None:
    app = at_page("answers", assessment)
    content = returned(data, assessment, language, {"D04-3": {"Level": 3}})
    app.get("file_uploader")[0].set_value([("a.xlsx", content, XLSX)]).run()
    pressed(app, "answers_discard")
    assert "nothing of them was taken over" in text_of(app)
    assert recorded(data, assessment) == {"D04-3": 1}


def test_every_word_of_the_page_stands_in_the_words(data: Path, assessment: str, language: Language) -> None:
    app = at_page("answers", assessment, TEST_LANGUAGE)
    content = returned(data, assessment, language, {"D04-3": {"Level": 3}})
    app.get("file_uploader")[0].set_value([("1.xlsx", content, XLSX)]).run()
    left = {rest for text in shown(app) if (rest := unmarked(text))}
    own = ("Talvenia", "Prison service", "1.xlsx", "YYYY-MM-DD", "78/224", "prisons")
    assert {text for text in left if not any(name in text for name in own)} == set()
