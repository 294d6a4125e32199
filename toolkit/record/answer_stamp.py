"""The stamp of a form that a body fills in, and the key of each of its rows: for whom it was made, and from what.

The stamp stands in the form several times, visible and hidden, so that it survives a renamed sheet, a deleted one and
another file format. A key tells from which version of an answer, and from which wording of a statement, a row comes.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal
from urllib.parse import unquote

from pydantic import Field, ValidationError

from toolkit.library.lens import Lens
from toolkit.library.model import Depth, Frozen, Library
from toolkit.library.wording import digest_of_words
from toolkit.record.answer_cells import cells_of, digest_of
from toolkit.record.assessment import COORDINATOR, Assessment, Body, Response

FORM_VERSION = 1
QUESTIONNAIRE: Literal["questionnaire"] = "questionnaire"
FACILITY: Literal["facility"] = "facility"
STAMP = re.compile(r"\b([a-z]+)/(\d{1,3})\?(\S+)")
KEY = re.compile(r"\bkey/(D\d\d-\d{1,2})/(\d{1,6})/([0-9a-f]{12}(?:\+[0-9a-f]{12})*)/([0-9a-f]{12})\b")
_PLAIN = re.compile(r"[^\w.-]")


class Stamp(Frozen):
    """What a form says about itself: kind and version of the form, assessment, State, body, content, lens, depth.

    `items` is the number of statements it was sent out with; `leads` are the lead functions of its body; `facility` is
    the name of the facility whose facts a facility sheet asks for.
    """

    form: str = QUESTIONNAIRE
    version: Annotated[int, Field(ge=1)] = FORM_VERSION
    assessment: str = ""
    state: str = ""
    body: str = COORDINATOR
    name: str = ""
    facility: str = ""
    leads: tuple[str, ...] = ()
    lens: str = ""
    depth: Depth = "full"
    content: str = ""
    language: str = ""
    items: int = 0
    as_of: date | None = None

    @property
    def text(self) -> str:
        """The stamp in one word, as it stands in the form."""
        told = self.model_dump(mode="json", exclude={"form", "version"}, exclude_defaults=True)
        told |= {"body": self.body, "depth": self.depth, "leads": ",".join(self.leads)}
        parts = "&".join(f"{name}={_written(str(value))}" for name, value in sorted(told.items()) if value)
        return f"{self.form}/{self.version}?{parts}"


def _written(value: str) -> str:
    """A value without the signs that part values, letters of every script kept."""
    return _PLAIN.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8")), value)


def stamp_in(text: str) -> Stamp | None:
    """The stamp that a text holds, or None."""
    found = STAMP.search(text)
    if found is None:
        return None
    told: dict[str, str | tuple[str, ...]] = {
        name: unquote(value) for name, _, value in (part.partition("=") for part in found[3].split("&"))
    }
    told["leads"] = tuple(code for code in str(told.get("leads", "")).split(",") if code)
    known = {name: value for name, value in told.items() if name in Stamp.model_fields}
    try:
        return Stamp.model_validate({**known, "form": found[1], "version": int(found[2])})
    except ValidationError:
        return None


def stamp_of(assessment: Assessment, body: Body, lens: Lens, library: Library, items: int) -> Stamp:
    """The stamp of a questionnaire that a body gets."""
    return Stamp(
        assessment=assessment.id,
        state=assessment.profile.state,
        body=body.id,
        name=body.name,
        leads=body.leads,
        lens=lens.id,
        depth=lens.depth,
        content=library.content_hash,
        language=library.language,
        items=items,
        as_of=assessment.as_of,
    )


class RowKey(Frozen):
    """From what a row was drawn: version and digests of the answers held then, and the digest of the statement."""

    item: str
    version: int = 0
    drawn_from: tuple[str, ...] = ()
    wording: str = ""

    @property
    def text(self) -> str:
        """The key in one word, as it stands in the form."""
        return f"key/{self.item}/{self.version}/{'+'.join(self.drawn_from)}/{self.wording}"


def keys_in(texts: Iterable[str]) -> Mapping[str, RowKey]:
    """Keys that texts hold, by item; the first of an item counts."""
    keys: dict[str, RowKey] = {}
    for text in texts:
        found = KEY.search(text) if text.startswith("key/") else None
        if found is not None:
            key = RowKey(item=found[1], version=int(found[2]), drawn_from=tuple(found[3].split("+")), wording=found[4])
            keys.setdefault(key.item, key)
    return keys


def row_key(item: str, held: Response | None, contested: Iterable[Response], library: Library) -> RowKey:
    """Key of a row drawn from the answer held, or from the answers held back because they contradict each other."""
    sources = [held] if held is not None else list(contested)
    digests = sorted({digest_of(cells_of(response)) for response in sources}) or [digest_of({})]
    version = max((response.version for response in sources), default=0)
    return RowKey(item=item, version=version, drawn_from=tuple(digests), wording=wording_of(item, library))


def wording_of(item: str, library: Library) -> str:
    """Digest of a statement with its level texts: another one once it is reworded."""
    return digest_of_words([library.items[item].text, *library.level_texts(item)])
