"""Checks of what facilities are asked: ids once and kept, references exist, a suggestion has one way, words fit."""

import re
from collections.abc import Iterator

from toolkit.library.facility import FacilityForm, Suggestion
from toolkit.library.model import Library
from toolkit.problem import Place, Problem, problem

FILE = "facility.yaml"


def check_facility(library: Library, never_used: re.Pattern[str]) -> Iterator[Problem]:
    """All problems of the form for facilities of a library that was read."""
    form = library.facility
    yield from _ids(form, library)
    yield from _references(form, library)
    for found in form.suggests:
        if not _has_one_way(found):
            place = Place(file=FILE, item=found.item)
            yield problem("content_value_wrong", place, key="suggests", why=found.item)
    for text in _texts(form):
        for word in never_used.findall(text):
            yield problem("content_word_never_used", Place(file=FILE), word=word)


def _ids(form: FacilityForm, library: Library) -> Iterator[Problem]:
    ids = [*(found.id for found in form.figures), *(found.id for found in form.lines), *(box.id for box in form.boxes)]
    for repeated in sorted({id for id in ids if ids.count(id) > 1}):
        yield problem("content_id_repeated", Place(file=FILE), id=repeated)
    recorded = library.recorded_ids.facility
    for vanished in (id for id in recorded if id not in ids):
        yield problem("content_id_vanished", Place(file="ids.yaml"), kind="facility", id=vanished)
    for missing in (id for id in ids if id not in recorded):
        yield problem("content_reference_unknown", Place(file="ids.yaml"), kind="recorded id", id=missing)


def _references(form: FacilityForm, library: Library) -> Iterator[Problem]:
    figures, lines = {found.id for found in form.figures}, {found.id for found in form.lines}
    named = [("figure", code, figures) for check in form.checks for code in (*check.parts, check.whole)]
    named += [("figure", code, figures) for found in form.suggests for code in found.figures]
    named += [("line", code, lines) for found in form.suggests for code in found.lines]
    named += [("item", found.item, set(library.items)) for found in form.suggests]
    named += [("body", form.lead, set(library.scales.bodies))]
    for kind, code, known in named:
        if code not in known:
            yield problem("content_reference_unknown", Place(file=FILE), kind=kind, id=code)
    items = [found.item for found in form.suggests]
    for repeated in sorted({item for item in items if items.count(item) > 1}):
        yield problem("content_id_repeated", Place(file=FILE), id=repeated)


def _has_one_way(found: Suggestion) -> bool:
    """True if a suggestion is a part of a whole, or within a limit, or lines of files, and nothing beside."""
    by_lines = bool(found.lines) and found.weigh_by is not None and found.part is None
    by_figures = found.part is not None and not found.lines and found.weigh_by is None
    one_end = (found.whole is None) != (found.limit is None)
    return (by_lines and found.whole is None and found.limit is None) or (by_figures and one_end)


def _texts(form: FacilityForm) -> Iterator[str]:
    yield from (text for figure in form.figures for text in (figure.label, figure.name, figure.explain))
    yield from (text for line in form.lines for text in (line.name, line.explain))
    yield from (box.name for box in form.boxes)
    yield from (entry.note for entry in form.suggests)
