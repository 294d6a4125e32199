"""The page of texts: documents that are loaded, local instruments, and official wording beside statements."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.at_page import PAGES, at_page, kept, shown, store_in, text_of, unmarked
from tests.made_texts import RESOLUTION
from tests.test_local_instrument import MAPPED, told
from tests.test_official_wording import made
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment
from toolkit.tasks.official_wording import load_document


def local_view(id: str | None, language: str | None = None) -> AppTest:
    """The page of texts with its local instruments."""
    app = at_page("texts", id, language)
    return app.segmented_control(key="texts:view").set_value("local").run()


def page_text(app: AppTest) -> str:
    return unescape(text_of(app))


def held(data: Path, id: str) -> Assessment:
    store = store_in(data)
    found = store.assessment(id)
    store.close()
    return found


def loaded(data: Path, library: Library) -> None:
    """A made-up document of 78/224, and a made-up resolution that is none of ours."""
    store = store_in(data)
    store.official_texts.keep(made(library, "a-res-78-224", "ar"))
    found, _ = load_document(RESOLUTION.encode(), "valleys.txt", library)
    assert found is not None
    store.official_texts.keep(found)
    store.close()


def test_documents_are_shown_beside_their_statements_and_removed(data: Path, library: Library) -> None:
    loaded(data, library)
    app = at_page("texts")
    assert "5 operative paragraphs. File: valleys.txt" in page_text(app)
    app.button(key="text_look:A/RES/78/224|ar").click().run()
    markup = " ".join(str(element.proto.body) for element in app.get("html"))
    assert '<blockquote lang="ar" dir="rtl">Text of 4</blockquote>' in markup
    app.button(key="text_remove:A/RES/78/224|ar").click().run()
    assert "A/RES/78/224 was removed." in page_text(app)
    app.toggle(key="text_journal:documents").set_value(True).run()
    assert "Removed A/RES/78/224 ar" in page_text(app)


def test_official_wording_stands_on_the_reference_page_and_in_the_form(data: Path, library: Library) -> None:
    loaded(data, library)
    app = at_page("start")
    app.query_params["statement"] = "D04-3"
    app.switch_page(str(PAGES / "reference.py")).run()
    assert "Text of 2" in page_text(app)
    app = at_page("start")
    app.query_params["instrument"] = "a-res-78-224"
    app.switch_page(str(PAGES / "reference.py")).run()
    assert "Text of 7" not in page_text(app)
    app.toggle(key="wording:a-res-78-224:operative").set_value(True).run()
    assert "Text of 7" in page_text(app)


def test_without_an_assessment_local_instruments_say_what_they_need() -> None:
    assert "Local instruments belong to an assessment." in page_text(local_view(None))


def test_one_is_begun_and_given_a_provision_on_screen(data: Path) -> None:
    id = kept(data, Assessment(name="Ours"))
    app = local_view(id)
    app.text_input(key=f"local_title:{id}").set_value("A law on valleys")
    next(button for button in app.button if button.label == "Begin").click().run()
    app.text_input(key=f"local_new_number:{id}:a-law-on-valleys").set_value("4 (a)")
    app.text_area(key=f"local_new_gist:{id}:a-law-on-valleys").set_value("Rooms")
    next(button for button in app.button if button.label == "Add the provision").click().run()
    assert "Provision 4 (a)" in page_text(app)
    (found,) = held(data, id).local_instruments
    assert (found.title, [(entry.number, entry.gist) for entry in found.provisions]) == (
        "A law on valleys",
        [("4 (a)", "Rooms")],
    )


def test_a_decision_is_kept_with_the_day_and_logged(data: Path) -> None:
    id = kept(data, told())
    app = local_view(id)
    app.segmented_control(key=f"local_decide:{id}:valleys:1:D09-1").set_value("rejected").run()
    whole = held(data, id)
    (found,) = whole.local_instruments
    assert found.provisions[0].items == ("D04-3", "D11-1")
    assert found.provisions[0].rejected == ("D09-1",)
    assert found.changed == date.today()
    assert whole.log[-1].field == "local_instruments.valleys"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(data: Path) -> None:
    id = kept(data, told())
    app = local_view(id)
    store = store_in(data)
    changed = MAPPED.model_copy(
        update={"provisions": (MAPPED.provisions[0].model_copy(update={"gist": "Theirs"}), *MAPPED.provisions[1:])}
    )
    store.save_facts(
        id, {"local_instruments.valleys": changed.model_dump(mode="json")}, store.summary(id).facts_version
    )
    store.close()
    app.text_area(key=f"local_gist:{id}:valleys:1").set_value("Mine").run()
    assert "somebody else changed this meanwhile" in page_text(app)
    assert held(data, id).local_instruments[0].provisions[0].gist == "Theirs"
    assert app.text_area(key=f"local_gist:{id}:valleys:1").value == "Theirs"


def test_answers_and_plan_stand_there_by_provision_without_points(data: Path) -> None:
    id = kept(data, told())
    app = local_view(id)
    app.segmented_control(key=f"local_part:{id}:valleys").set_value("standing").run()
    text = page_text(app)
    assert "Mapped by Head of the unit for valleys, 2026-03-02." in text
    assert "never scored" in text
    assert "No measure: 3" in text


@pytest.mark.parametrize("part", ["mapping", "standing", "facts"])
def test_nothing_is_written_outside_the_words(part: str, data: Path, library: Library) -> None:
    loaded(data, library)
    bare = MAPPED.model_copy(
        update={
            "title": "1",
            "symbol": "2",
            "provisions": tuple(found.model_copy(update={"gist": "3"}) for found in MAPPED.provisions),
            "mapped": None,
        }
    )
    id = kept(data, Assessment(name="", local_instruments=(bare,)))
    app = local_view(id, "x-test")
    app.segmented_control(key=f"local_part:{id}:valleys").set_value(part).run()
    left = [rest for text in shown(app) if (rest := unmarked(text))]
    assert [rest for rest in left if rest not in ("valleys", "valleys.txt")] == []
