"""Checks of the library as a whole: references exist, ids are kept, every limb is asked for, texts stay short.

Second pass over what `reader` took. Each finding is a problem with the item, limb or instrument it concerns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.library.eight_weeks import check_eight_weeks
from toolkit.library.facility_check import check_facility
from toolkit.library.indicator_check import check_indicators
from toolkit.library.lens import look_through
from toolkit.library.model import IN_THE_TEXT, Basis, Instrument, Item, Library
from toolkit.library.strategy_check import check_strategies
from toolkit.library.template_check import check_templates
from toolkit.problem import Place, Problem, problem

WORDS_PER_LEVEL_TEXT = 35
WORDS_PER_ITEM = 250
ITEMS_PER_LEAD = 25
NEVER_USED = re.compile(
    r"\b(inmates?|recidivists?|weak(?:er|est|ness)?|poor(?:er|est|ly)?|absent|best|claimed|rank(?:ed|ing|ings)|criminals"
    r"|a criminal|breach(?:es)?|violations?|non-complian(?:t|ce)|fail(?:s|ed|ure)?)\b",
    re.IGNORECASE,
)
NEVER_IN_LEVELS = re.compile(r"\b(adequate|sufficient|effective|appropriate)(?:ly)?\b", re.IGNORECASE)


def check_library(library: Library) -> list[Problem]:
    """All problems of a library that was read: empty if it may be shipped."""
    return [
        *_ids(library),
        *_references(library),
        *_limbs_asked(library),
        *check_strategies(library),
        *_requires_circles(library),
        *_texts(library),
        *_leads(library),
        *_statements_repeated(library),
        *_terms(library),
        *_next_steps(library),
        *check_templates(library),
        *check_indicators(library, NEVER_USED),
        *check_facility(library, NEVER_USED),
        *check_eight_weeks(library.eight_weeks),
    ]


def counts(library: Library) -> dict[str, Any]:
    """Counts of instruments, provisions, limbs, and of items by basis and dimension through each lens."""
    return {
        "instruments": len(library.instruments),
        "provisions": {found.id: len(found.provisions) for found in library.instruments.values()},
        "limbs": len(library.limbs),
        "items": len(library.items),
        "indicators": len(library.indicators),
        "own_level_texts": sum(1 for item in library.items.values() if item.levels),
        "lenses": {found: _lens_counts(library, found) for found in library.instruments},
        "languages": {library.language: {"missing": 0, "stale": 0}},
    }


def _lens_counts(library: Library, instrument: str) -> dict[str, Any]:
    lens = look_through(library, instrument)
    bases = Counter(item.basis for item in lens.items)
    return {
        "asked": len(lens.items),
        "rapid": len(look_through(library, instrument, "rapid").items),
        "limbs": len(lens.limbs),
        "by_basis": {basis.value: bases[basis] for basis in Basis},
        "by_dimension": {dimension: len(lens.in_dimension(dimension)) for dimension in library.dimensions},
    }


def _ids(library: Library) -> Iterator[Problem]:
    recorded = library.recorded_ids
    for kind, noted, present in (("item", recorded.items, library.items), ("limb", recorded.limbs, library.limbs)):
        for vanished in (found for found in noted if found not in present):
            yield problem("content_id_vanished", Place(file="ids.yaml"), kind=kind, id=vanished)
        for missing in (found for found in present if found not in noted):
            yield problem("content_reference_unknown", Place(file="ids.yaml"), kind="recorded id", id=missing)
    for reused in (found for found in recorded.retired if found in library.items):
        yield problem("content_id_repeated", Place(file="ids.yaml"), id=reused)


def _references(library: Library) -> Iterator[Problem]:
    for item in library.items.values():
        for kind, code in _unknown_references(item, library):
            yield problem("content_reference_unknown", Place(item=item.id), kind=kind, id=code)
        families = [entry.limb[:1] for entry in item.limbs]
        if len(families) != len(set(families)) or (item.limbs and item.participation):
            yield problem("content_basis_twice", Place(item=item.id))
    for instrument in library.instruments.values():
        yield from _instrument_references(instrument, library)


def _unknown_references(item: Item, library: Library) -> Iterator[tuple[str, str]]:
    codes = library.scales.bodies
    yield from (("limb", entry.limb) for entry in item.limbs if entry.limb not in library.limbs)
    yield from (("body", code) for code in (item.lead, *item.support) if code not in codes)
    yield from (("reason", code) for code in item.not_applicable if code not in library.scales.not_applicable)
    yield from (("item", code) for code in (*item.requires, *item.see_also) if code not in library.items)
    if item.dimension not in library.dimensions:
        yield "dimension", item.dimension
    if item.type not in library.scales.types:
        yield "type", item.type
    for standard in item.standards:
        if standard.split(" ")[0] not in library.scales.standards:
            yield "standard", standard
    for instrument, numbers in item.carried_by.items():
        held = library.instruments.get(instrument)
        if held is None:
            yield "instrument", instrument
            continue
        yield from (("provision", f"{held.short} {number}") for number in numbers if held.provision(number) is None)


def _instrument_references(instrument: Instrument, library: Library) -> Iterator[Problem]:
    place = Place(file=f"{instrument.id}.yaml")
    for limb in instrument.limbs:
        if limb not in library.limbs:
            yield problem("content_reference_unknown", place, kind="limb", id=limb)
    if instrument.offers is not None and instrument.offers not in library.instruments:
        yield problem("content_reference_unknown", place, kind="instrument", id=instrument.offers)
    numbers = Counter((found.part, found.number) for found in instrument.provisions)
    for (_, number), times in numbers.items():
        if times > 1:
            yield problem("content_id_repeated", place, id=number)


def _limbs_asked(library: Library) -> Iterator[Problem]:
    """Every limb of every lens is really asked for: by a direct or named item, a soft one by a soft item."""
    for instrument in library.instruments:
        lens = look_through(library, instrument)
        for limb in (*lens.limbs, *lens.soft_limbs):
            wanted = {Basis.SOFT} if library.limbs[limb].soft else IN_THE_TEXT
            if not any(item.limb == limb and item.basis in wanted for item in lens.items):
                yield problem("content_limb_not_asked", Place(file=f"{instrument}.yaml"), limb=limb)


def _requires_circles(library: Library) -> Iterator[Problem]:
    for start in library.items:
        waiting, seen = list(library.items[start].requires), set[str]()
        while waiting:
            found = waiting.pop()
            if found == start:
                yield problem("content_requires_circle", Place(item=start))
                break
            if found not in seen and found in library.items:
                seen.add(found)
                waiting.extend(library.items[found].requires)


def _texts(library: Library) -> Iterator[Problem]:
    for item in library.items.values():
        levels = library.level_texts(item.id)
        if len(levels) not in ((0,) if item.participation else (5,)):
            yield problem("content_value_wrong", Place(item=item.id), key="levels", why=str(len(levels)))
        for number, text in enumerate(levels):
            if word_count(text) > WORDS_PER_LEVEL_TEXT:
                place = Place(item=item.id, field=f"level {number}")
                yield problem("content_text_too_long", place, words=word_count(text), limit=WORDS_PER_LEVEL_TEXT)
            for word in NEVER_IN_LEVELS.findall(text):
                yield problem("content_word_never_used", Place(item=item.id, field=f"level {number}"), word=word)
        words = word_count(item.text) + sum(map(word_count, levels))
        if words > WORDS_PER_ITEM:
            yield problem("content_text_too_long", Place(item=item.id), words=words, limit=WORDS_PER_ITEM)
        for text in _all_texts(item, levels):
            for word in NEVER_USED.findall(text):
                yield problem("content_word_never_used", Place(item=item.id), word=word)


def _all_texts(item: Item, levels: Sequence[str]) -> Iterator[str]:
    yield item.text
    yield from levels
    yield from item.look_for
    yield from (text for text in (item.denominator, item.why) if text)
    yield from item.interview
    yield from (text for text in item.hints.model_dump().values() if text)
    for step in item.next_steps:
        yield from (step.measure, step.output, step.indicator, step.needs_first or "")


def _leads(library: Library) -> Iterator[Problem]:
    for instrument in library.instruments:
        asked = look_through(library, instrument).items
        for lead, times in Counter(library.items[item.id].lead for item in asked).items():
            if times > ITEMS_PER_LEAD:
                place = Place(file=f"{instrument}.yaml")
                yield problem("content_lead_overloaded", place, lead=lead, items=times, limit=ITEMS_PER_LEAD)


def _statements_repeated(library: Library) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for item in library.items.values():
        plain = " ".join(re.findall(r"\w+", item.text.lower()))
        if plain in seen:
            yield problem("content_statement_repeated", Place(item=item.id), other=seen[plain])
        seen.setdefault(plain, item.id)


def _terms(library: Library) -> Iterator[Problem]:
    """One term has one meaning: no two codes of the checklists have the same name."""
    scales = library.scales
    named: list[tuple[str, str]] = [
        *((f"level {number}", level.name) for number, level in enumerate(scales.levels)),
        *((code, found.name) for code, found in scales.types.items()),
        *((code, found.name) for code, found in scales.bodies.items()),
        *((code, found.name) for code, found in scales.standards.items()),
        *((dimension.id, dimension.name) for dimension in library.dimensions.values()),
    ]
    for group in (
        scales.not_applicable,
        scales.evidence_kinds,
        scales.bases,
        scales.relations,
        scales.measure_kinds,
        scales.help_kinds,
        library.indicators,
    ):
        named += [(code, found.name) for code, found in group.items()]
    seen: dict[str, str] = {}
    for code, name in named:
        term = name.strip().lower()
        if term in seen:
            yield problem("content_term_twice", Place(file="scales.yaml"), term=name, first=seen[term], second=code)
        seen.setdefault(term, code)


def _next_steps(library: Library) -> Iterator[Problem]:
    """Every scored item has a next step to every level, led by a known body and of a known kind."""
    for item in library.items.values():
        steps = () if item.participation else (1, 2, 3, 4)
        for level in steps:
            if not any(step.to == level for step in item.next_steps):
                yield problem("content_next_step_missing", Place(item=item.id), level=level)
        for step in item.next_steps:
            for kind, code, known in (
                ("body", step.lead, library.scales.bodies),
                ("kind of measure", step.kind, library.scales.measure_kinds),
            ):
                if code not in known:
                    yield problem("content_reference_unknown", Place(item=item.id), kind=kind, id=code)


def word_count(text: str) -> int:
    """Words of a text, as separated by spaces."""
    return len(text.split())
