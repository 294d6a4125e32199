"""The state file: one JSON document that holds an assessment, sealed, the same on every machine.

Canonical: UTF-8, sorted keys, two spaces, newline at the end, no time of export. `seal` is the SHA-256 of the text
without it. Export, import, export is byte-equal. What cannot be taken stays in `held` as it came, with its problem,
and is written out again unchanged. (DESIGN sections 5 and 6.)
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from toolkit.library.lens import lens_id
from toolkit.library.model import Library
from toolkit.problem import Place, Problem, problem
from toolkit.record.assessment import (
    SCHEMA_VERSION,
    Agreed,
    Assessment,
    Body,
    Clearance,
    Held,
    LogEntry,
    Mark,
    Relation,
    Reopening,
    Response,
    SectionText,
    Sending,
)
from toolkit.record.facility import FacilitySheet, take_sheet
from toolkit.record.indicators import OutcomeReport, take_outcome
from toolkit.record.local_instrument import LocalInstrument, take_local
from toolkit.record.plan import Plan
from toolkit.record.response_check import agreed_problem, take_response

_LISTS: Mapping[str, type[BaseModel]] = {
    "agreed": Agreed,
    "bodies": Body,
    "clearances": Clearance,
    "reopened": Reopening,
    "plans": Plan,
    "log": LogEntry,
}


# Lists in which each entry has a name of its own.
_NAMED_BY: Mapping[str, str] = {
    "agreed": "item",
    "bodies": "id",
    "indicators": "id",
    "facilities": "id",
    "local_instruments": "id",
}


def state_text(assessment: Assessment) -> str:
    """Text of the state file of an assessment, sealed."""
    document = assessment.model_dump(mode="json", exclude_defaults=True)
    document |= {"schema_version": SCHEMA_VERSION, "lens": assessment.lens, "depth": assessment.depth}
    return _canonical({**document, "seal": seal_of(document)})


def seal_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text of a state document without its seal."""
    bare = {key: value for key, value in document.items() if key != "seal"}
    return hashlib.sha256(_canonical(bare).encode("utf-8")).hexdigest()


def state_schema() -> dict[str, Any]:
    """JSON Schema of the state file."""
    schema = Assessment.model_json_schema()
    schema["title"] = "State file of a self-assessment"
    schema["properties"]["seal"] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    schema["required"] = ["schema_version"]
    level = {"type": "integer", "minimum": 0, "maximum": 4}
    _also(schema["properties"], "target", level)
    _also(schema["properties"], "scope", {"type": "string"})
    for part in ("practice", "difficulty", "help"):
        _also(schema["$defs"]["Response"]["properties"], part, {"type": "string"})
    return schema


def _also(properties: dict[str, Any], name: str, other: dict[str, Any]) -> None:
    """Let a property have a short form as well: a target that is a level, a practice that is a text."""
    whole = properties[name]
    default = {"default": whole.pop("default")} if "default" in whole else {}
    properties[name] = {"anyOf": [other, *whole.get("anyOf", [whole])], **default}


def read_state(document: Any, library: Library) -> tuple[Assessment | None, list[Problem]]:
    """Read a parsed state document; None only if it is no state file or is of a newer schema.

    Every response and every entry of a list is taken by itself; what does not fit is held back.
    """
    if not isinstance(document, dict):
        return None, [problem("state_not_a_state")]
    refused = _refused(document)
    if refused is not None:
        return None, [refused]
    reading = _Reading(library)
    cleaned = _clean(document)
    if cleaned != document:
        reading.problems.append(problem("state_characters_replaced"))
    seal = cleaned.pop("seal", None)
    if seal is not None and seal != seal_of(cleaned):
        reading.problems.append(problem("state_seal_wrong"))
    cleaned.pop("schema_version")
    return reading.assessment(cleaned), reading.problems


def _refused(document: dict[str, Any]) -> Problem | None:
    version = document.get("schema_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return problem("state_not_a_state")
    if version > SCHEMA_VERSION:
        return problem("state_newer", version=version, known=SCHEMA_VERSION)
    return None


class _Reading:
    """One reading of a state document: what was taken, what is held back, the problems."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.problems: list[Problem] = []
        self.held: list[Held] = []

    def assessment(self, fields: dict[str, Any]) -> Assessment:
        taken: dict[str, Any] = {}
        self._earlier_held(fields.pop("held", []))
        taken["responses"] = self._responses(fields.pop("responses", []))
        taken["marks"] = self._by_name("marks", Mark, fields.pop("marks", {}), of_items=True)
        taken["relations"] = self._by_name("relations", Relation, fields.pop("relations", {}), of_items=True)
        taken["sendings"] = self._by_name("sendings", Sending, fields.pop("sendings", {}), of_items=False)
        taken["indicators"] = self._indicators(fields.pop("indicators", []))
        taken["facilities"] = self._facilities(fields.pop("facilities", []))
        taken["local_instruments"] = self._local_instruments(fields.pop("local_instruments", []))
        taken["texts"] = self._by_name("texts", SectionText, fields.pop("texts", {}), of_items=False)
        for part, model in _LISTS.items():
            taken[part] = self._list(part, model, fields.pop(part, []))
        if "lens" in fields:
            self._lens(fields.pop("lens"), taken)
        for key, value in fields.items():
            self._field(key, value, taken)
        return Assessment(**taken, held=tuple(self.held))

    def hold(self, part: str, value: Any, found: Problem) -> None:
        self.problems.append(found)
        place = found.place.model_dump(exclude_none=True)
        self.held.append(Held(part=part, value=value, code=found.code, place=place, values=found.values))

    def _earlier_held(self, entries: Any) -> None:
        if not isinstance(entries, list):
            self.hold("held", entries, problem("state_value_wrong", Place(field="held")))
            return
        for entry in entries:
            try:
                held = Held.model_validate(entry)
                self.problems.append(Problem(code=held.code, place=Place(**held.place), values=dict(held.values)))
                self.held.append(held)
            except (ValidationError, TypeError):
                self.hold("held", entry, problem("state_value_wrong", Place(field="held")))

    def _responses(self, entries: Any) -> tuple[Response, ...]:
        if not isinstance(entries, list):
            self.hold("responses", entries, problem("state_value_wrong", Place(field="responses")))
            return ()
        taken: list[tuple[Response, Any]] = []
        for entry in entries:
            response, found = take_response(entry, self.library)
            if response is None:
                self.hold("responses", entry, found or problem("response_value_wrong", why="item"))
            else:
                taken.append((response, entry))
        counts = Counter((response.item, response.body) for response, _ in taken)
        for response, entry in taken:
            if counts[response.item, response.body] > 1:
                place = Place(item=response.item, body=response.body)
                self.hold("responses", entry, problem("response_repeated", place))
        return tuple(response for response, _ in taken if counts[response.item, response.body] == 1)

    def _by_name(self, part: str, model: type[BaseModel], entries: Any, *, of_items: bool) -> dict[str, Any]:
        """Entries that stand under a name: an item's id, or a section's."""
        if not isinstance(entries, dict):
            self.hold(part, entries, problem("state_value_wrong", Place(field=part)))
            return {}
        taken: dict[str, Any] = {}
        for name, entry in entries.items():
            found = self._one(part, model, entry, known_item=name if of_items else None, keep={name: entry})
            if found is not None:
                taken[name] = found
        return taken

    def _indicators(self, entries: Any) -> tuple[OutcomeReport, ...]:
        if not isinstance(entries, list):
            self.hold("indicators", entries, problem("state_value_wrong", Place(field="indicators")))
            return ()
        found = [(take_outcome(entry, self.library), entry) for entry in entries]
        for (_, refused), _ in found:
            for part, why in refused:
                self.hold("indicators", part, why)
        return tuple(self._once("indicators", [(told, entry) for (told, _), entry in found if told is not None]))

    def _facilities(self, entries: Any) -> tuple[FacilitySheet, ...]:
        if not isinstance(entries, list):
            self.hold("facilities", entries, problem("state_value_wrong", Place(field="facilities")))
            return ()
        found = [(take_sheet(entry, self.library), entry) for entry in entries]
        for (_, refused), _ in found:
            for part, why in refused:
                self.hold("facilities", part, why)
        return tuple(self._once("facilities", [(told, entry) for (told, _), entry in found if told is not None]))

    def _local_instruments(self, entries: Any) -> tuple[LocalInstrument, ...]:
        part = "local_instruments"
        if not isinstance(entries, list):
            self.hold(part, entries, problem("state_value_wrong", Place(field=part)))
            return ()
        found = [(take_local(entry, self.library), entry) for entry in entries]
        for (_, refused), _ in found:
            for value, why in refused:
                self.hold(part, value, why)
        return tuple(self._once(part, [(told, entry) for (told, _), entry in found if told is not None]))

    def _list(self, part: str, model: type[BaseModel], entries: Any) -> tuple[Any, ...]:
        if not isinstance(entries, list):
            self.hold(part, entries, problem("state_value_wrong", Place(field=part)))
            return ()
        check: Callable[[Any], str | None] = lambda entry: (  # noqa: E731
            str(entry.get("item")) if part == "agreed" and isinstance(entry, dict) else None
        )
        found = [(self._one(part, model, entry, known_item=check(entry), keep=entry), entry) for entry in entries]
        taken = [(model, entry) for model, entry in found if model is not None]
        return tuple(self._once(part, taken) if part in _NAMED_BY else (model for model, _ in taken))

    def _once(self, part: str, taken: list[tuple[Any, Any]]) -> Iterator[Any]:
        """Entries that stand once; of two with one name none is taken, for nobody knows which is meant."""
        name = _NAMED_BY[part]
        times = Counter(getattr(model, name) for model, _ in taken)
        for model, entry in taken:
            if times[getattr(model, name)] == 1:
                yield model
            else:
                self.hold(part, entry, problem("state_entry_repeated", Place(field=part), name=getattr(model, name)))

    def _one(self, part: str, model: type[BaseModel], entry: Any, *, known_item: str | None, keep: Any) -> Any:
        if known_item is not None and known_item not in self.library.items:
            place = Place(field=part, item=known_item[:40])
            self.hold(part, keep, problem("response_item_unknown", place, item=known_item[:40]))
            return None
        refused = self._refused_entry(part, entry)
        if refused is not None:
            self.hold(part, keep, refused)
            return None
        try:
            return model.model_validate(entry)
        except ValidationError as error:
            field = ".".join([part, *(str(key) for key in error.errors()[0]["loc"])])
            self.hold(part, keep, problem("state_value_wrong", Place(field=field)))
            return None

    def _refused_entry(self, part: str, entry: Any) -> Problem | None:
        """Why an entry that has the right form cannot be taken."""
        if part == "agreed":
            return agreed_problem(entry, self.library)
        if part == "bodies" and isinstance(entry, dict) and isinstance(entry.get("leads"), list):
            known = self.library.scales.bodies
            unknown = [str(code)[:40] for code in entry["leads"] if code not in known]
            if unknown:
                return problem("body_lead_unknown", Place(field="bodies"), lead=unknown[0], known=", ".join(known))
        return None

    def _lens(self, value: Any, taken: dict[str, Any]) -> None:
        lens = lens_id(self.library, value) if isinstance(value, str) else None
        if lens is None:
            named = {"lens": str(value)[:60], "known": ", ".join(self.library.instruments)}
            self.hold("lens", value, problem("state_lens_unknown", Place(field="lens"), **named))
        else:
            taken["lens"] = lens

    def _target(self, value: dict[str, Any]) -> dict[str, Any]:
        """Targets without those of items that do not exist, which are held back."""
        return {**value, "items": self._of_known_items("target", value["items"])}

    def _of_known_items(self, part: str, value: dict[str, Any]) -> dict[str, Any]:
        """What stands under the id of an item that exists; the rest is held back."""
        unknown = {item: entry for item, entry in value.items() if item not in self.library.items}
        for item, entry in unknown.items():
            self.hold(
                part, {item: entry}, problem("response_item_unknown", Place(field=part, item=item[:40]), item=item[:40])
            )
        return {item: entry for item, entry in value.items() if item not in unknown}

    def _field(self, key: str, value: Any, taken: dict[str, Any]) -> None:
        if key not in Assessment.model_fields:
            self.hold(key[:60], value, problem("state_key_unknown", Place(field=key[:60]), key=key[:60]))
            return
        if key == "target" and isinstance(value, dict) and isinstance(value.get("items"), dict):
            value = self._target(value)
        if key == "people" and isinstance(value, dict):
            value = self._of_known_items(key, value)
        try:
            taken[key] = getattr(Assessment.model_validate({key: value}), key)
        except ValidationError:
            self.hold(key, value, problem("state_value_wrong", Place(field=key)))


def _canonical(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def _clean(node: Any) -> Any:
    """Values with halves of surrogate pairs replaced, which no UTF-8 text can hold."""
    if isinstance(node, str):
        return node.encode("utf-8", "replace").decode("utf-8") if not node.isascii() else node
    if isinstance(node, list):
        return [_clean(value) for value in node]
    if isinstance(node, dict):
        return {_clean(key): _clean(value) for key, value in node.items()}
    return node
