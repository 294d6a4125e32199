"""Whether a response can be taken: one check for state files, workbooks and forms.

A response is held back whole; the rest goes on. (DESIGN section 6, last paragraphs.)
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from toolkit.library.model import Item, Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.assessment import COORDINATOR, KINDS, Response


def take_response(raw: Any, library: Library) -> tuple[Response | None, Problem | None]:
    """Turn what was given into a response, or say why it is held back."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("item"), str):
        return None, problem("response_value_wrong", Place(field="item"), why="item")
    place = Place(item=raw["item"][:40], body=_body(raw))
    found = _why_not(raw, library, place)
    if found is not None:
        return None, found
    try:
        return Response.model_validate(raw), None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        return None, problem("response_value_wrong", place.model_copy(update={"field": field}), why=field)


def agreed_problem(raw: Any, library: Library) -> Problem | None:
    """Why an agreed response cannot be taken: it holds to the same rules as a body's own."""
    if not isinstance(raw, Mapping) or raw.get("item") not in library.items:
        return None
    item, place = library.items[raw["item"]], Place(field="agreed", item=raw["item"])
    given = [kind for kind in ("level", "not_applicable") if raw.get(kind) is not None]
    if len(given) == 2:
        return problem("response_two_answers", place, first=given[0], second=given[1])
    if not given:
        return problem("response_value_wrong", place, why="level")
    if given == ["level"]:
        return _level_problem(raw["level"], item, place)
    return _not_applicable_problem(raw["not_applicable"], item, library, place)


def _body(raw: Mapping[str, Any]) -> str | None:
    body = raw.get("body", COORDINATOR)
    return str(body) if body != COORDINATOR else None


def _why_not(raw: Mapping[str, Any], library: Library, place: Place) -> Problem | None:
    item = library.items.get(raw["item"])
    if item is None:
        retired = raw["item"] in library.recorded_ids.retired
        return problem("response_item_retired" if retired else "response_item_unknown", place, item=raw["item"][:40])
    unknown = sorted(str(key) for key in raw if key not in Response.model_fields)
    if unknown:
        return problem("response_key_unknown", place, key=unknown[0][:40])
    given = [kind.value for kind in KINDS if raw.get(kind.value) is not None]
    if len(given) > 1:
        return problem("response_two_answers", place, first=given[0], second=given[1])
    if raw.get("level") is not None:
        return _level_problem(raw["level"], item, place)
    if raw.get("answer") is not None and not item.participation:
        return problem("response_answer_does_not_fit", place)
    if raw.get("not_applicable") is not None:
        return _not_applicable_problem(raw["not_applicable"], item, library, place)
    return None


def _level_problem(level: Any, item: Item, place: Place) -> Problem | None:
    if item.participation:
        return problem("response_answer_does_not_fit", place)
    if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= 4:
        return problem("response_level_out_of_range", place, level=str(level)[:40])
    return None


def _not_applicable_problem(given: Any, item: Item, library: Library, place: Place) -> Problem | None:
    if not isinstance(given, Mapping):
        return problem("response_value_wrong", place, why="not_applicable")
    reason = str(given.get("reason"))[:40]
    if reason not in library.scales.not_applicable:
        return problem("response_reason_unknown", place, reason=reason, known=", ".join(library.scales.not_applicable))
    if reason not in item.not_applicable:
        allowed = ", ".join(item.not_applicable) or "–"
        return problem("response_not_applicable_refused", place, reason=reason, allowed=allowed)
    if not str(given.get("note") or "").strip():
        return problem("response_note_missing", place)
    return None
