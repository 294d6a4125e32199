"""What is escaped for Markdown is shown where Markdown is read, and nowhere else: no backslash on screen or read aloud.

Options of a list to choose from are shown as they are; the label of a field is what a screen reader calls it by.
"""

import ast
from datetime import date
from pathlib import Path

from tests import house
from tests.at_page import at_page, kept
from tests.made import assessment_of
from tests.reports import LIBRARY
from toolkit.record.assessment import Profile

LISTS = {"selectbox", "multiselect"}
CALLED_BY_LABEL = LISTS | {
    "text_input",
    "text_area",
    "number_input",
    "date_input",
    "radio",
    "segmented_control",
    "pills",
}
PLACES = ("label", "placeholder")


def escaped(text: str) -> list[str]:
    """Widgets of a file with escaped text where it is not read as Markdown: name and place."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = house.dotted(node.func).split(".")[-1]
        told = [("label", part) for part in node.args[:1]] + [(part.arg or "", part.value) for part in node.keywords]
        for place, part in told:
            as_label = name in CALLED_BY_LABEL and place in PLACES
            as_option = name in LISTS and place == "format_func"
            if (as_label or as_option) and _escapes(part):
                found.append(f"{name} {place}")
    return found


def _escapes(part: ast.AST) -> bool:
    return any(isinstance(node, ast.Call) and house.dotted(node.func) == "plain" for node in ast.walk(part))


def test_no_escaped_text_stands_where_it_is_shown_as_it_is() -> None:
    found = {source.path: escaped(source.text) for source in house.python_files("toolkit/ui")}
    assert {name: places for name, places in found.items() if places} == {}


def test_this_check_can_fail() -> None:
    code = "st.selectbox(say('x', n=plain(n)), format_func=lambda id: plain(id)); st.radio('x', format_func=plain(id))"
    assert escaped(code) == ["selectbox label", "selectbox format_func"]


def test_the_name_of_an_earlier_assessment_is_shown_as_it_was_written(data: Path) -> None:
    of_one = {"profile": Profile(state="Talvenia"), "as_of": date(2026, 6, 1)}
    kept(data, assessment_of({}, LIBRARY, name="Scan (first) - 2025.1", **of_one))
    id = kept(data, assessment_of({}, LIBRARY, name="Second", **of_one))
    app = at_page("report", id)
    app.radio(key=f"report_kind:{id}").set_value("minister").run()
    assert app.selectbox(key=f"report_earlier:{id}").options == ["Scan (first) - 2025.1"]
