"""A ministry's own Word template on the report page: taken, refused in words, and taken off again."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.at_page import at_page, kept, text_of
from tests.awkward_states import awkward
from tests.reports import LIBRARY
from tests.word_templates import LETTERHEAD, ministry_template
from toolkit.ui import session

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("good", [True, False])
def test_the_report_is_dressed_in_a_template_that_can_be_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: bool
) -> None:
    monkeypatch.setenv("REOFFENDING_DATA", str(tmp_path))
    id = kept(tmp_path, awkward("one_dimension", LIBRARY))
    app = at_page("report", id)
    app.file_uploader[0].set_value(("own.docx", ministry_template() if good else b"a letter", WORD)).run()
    assert ("not a Word document that can be read" in text_of(app)) is not good
    next(button for button in app.button if button.label == "Make the report").click().run()
    assert not app.exception
    made = app.session_state[session.key("report_made", id)]
    headers = [line.text for line in Document(BytesIO(made.content)).sections[0].header.paragraphs]
    assert (LETTERHEAD in headers) is good
