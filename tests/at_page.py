"""Opening a page of the app without a browser, and reading everything that it shows."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from toolkit.language import language_name, languages_shipped
from toolkit.record.assessment import Assessment
from toolkit.record.store import Store, open_store, sqlite_url
from toolkit.tasks.data_folder import DATA_FILE

ROOT = Path(__file__).parent.parent
APP = ROOT / "app.py"
PAGES = ROOT / "toolkit" / "ui" / "pages"
SAID_IN = frozenset(
    {"label", "body", "options", "captions", "help", "placeholder", "text", "hovertext", "message", "alt"}
)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'(?:aria-label|data-label)="([^"]*)"')
SCRIPT = re.compile(r"<(script|style)>.*?</\1>", re.DOTALL)


def store_in(folder: Path) -> Store:
    """The store of a data folder."""
    return open_store(sqlite_url(folder / DATA_FILE))


def kept(folder: Path, assessment: Assessment) -> str:
    """Keep an assessment in the store of a data folder; its id."""
    store = store_in(folder)
    id = store.create(assessment)
    store.close()
    return id


def at_page(name: str, assessment: str | None = None, language: str | None = None) -> AppTest:
    """Open a page as a link would, with an assessment and a language; the data folder is the environment's."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    for key, value in (("assessment", assessment), ("lang", language)):
        if value is not None:
            app.query_params[key] = value
    app.run()
    return app if name == "start" else app.switch_page(str(PAGES / f"{name}.py")).run()


def shown(app: AppTest) -> list[str]:
    """Every text that a page shows or says aloud, the frame included."""
    assert not app.exception, app.exception
    return [text for node in _nodes(app._tree) for text in _texts(node) if text.strip()]


def text_of(app: AppTest) -> str:
    """Everything that a page shows, in one text with single spaces."""
    return " ".join(" ".join(shown(app)).split())


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _texts(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if proto is None or not hasattr(proto, "DESCRIPTOR"):
        return
    for text in _strings(MessageToDict(proto, preserving_proto_field_name=True)):
        bare = SCRIPT.sub(" ", text)
        yield from SPOKEN.findall(bare)
        yield TAG.sub(" ", bare)


def _strings(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "spec" and isinstance(value, str) and value.startswith("{"):
                yield from _strings(json.loads(value))
            else:
                yield from _strings(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value, key)
    elif isinstance(node, str) and key in SAID_IN:
        yield node


MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
CODES = re.compile(
    r"\bD\d\d(-\d+)?\b|\bK\d(\.\d)?\b|\bMS\d\d(\.\d)?\b|\bOP\d\d?\b|\b[IV]{2,3}\b|\bA/RES/\S+|:material/\w+:|:gray\[|&\w+;|&#x27;|\bbr\b"
)


def unmarked(text: str) -> str:
    """What of a text in the test language was written outside the words: letters that stand in no mark."""
    before = None
    while before != text:
        before, text = text, MARKED.sub(" ", text)
    rest = CODES.sub(" ", text)
    if rest.strip() in {language_name(code) for code in languages_shipped()}:
        return ""
    return rest.strip() if re.search(r"[A-Za-z]{2,}", rest) else ""
