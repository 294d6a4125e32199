"""Compare two assessments of one State, wherever they come from: kept here, a state file, or what was cleared."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from toolkit.language import Language
from toolkit.library.lens import look_through
from toolkit.library.model import Depth, Library
from toolkit.method.comparison import (
    PARTS,
    Comparison,
    IndexMove,
    Side,
    StatementMove,
    another_state,
    are_two_states,
    compare,
    other_scope,
)
from toolkit.problem import Place, Problem, as_json, problem
from toolkit.record.assessment import Assessment
from toolkit.record.store import Store
from toolkit.report import file_name, write_report
from toolkit.report.comparison import comparison_report
from toolkit.report.subject import Subject
from toolkit.report.tree import Report
from toolkit.tasks.results import results_of
from toolkit.tasks.state import import_state

__all__ = [
    "COMPARISON_FORMATS",
    "Comparison",
    "another_state",
    "are_two_states",
    "cleared_assessment",
    "comparison_as_json",
    "comparison_of",
    "comparison_tree",
    "make_comparison",
    "other_scope",
]

COMPARISON_FORMATS = ("docx", "pdf", "xlsx", "html")
KIND = "comparison"


def comparison_of(
    before: Assessment,
    after: Assessment,
    library: Library,
    *,
    lens: str | None = None,
    depth: Depth | None = None,
    same_scope: bool = False,
) -> tuple[Comparison | None, list[Problem]]:
    """Hold two assessments against each other; None if they are of two States."""
    if another_state(before, after):
        return None, [problem("comparison_other_state", before=before.profile.state, after=after.profile.state)]
    found = compare(before, after, library, lens, depth, same_scope=same_scope)
    return found, list(_doubts(before, after, found, library))


def _doubts(before: Assessment, after: Assessment, found: Comparison, library: Library) -> Sequence[Problem]:
    """What makes a comparison doubtful: the two in the wrong order, wording that nobody recorded, another scope."""
    doubts = []
    if before.as_of is not None and after.as_of is not None and before.as_of > after.as_of:
        doubts.append(problem("comparison_backwards", before=before.as_of.isoformat(), after=after.as_of.isoformat()))
    for side in (before, after):
        if not side.wordings and side.content_hash not in (None, library.content_hash):
            doubts.append(problem("comparison_wording_not_recorded", Place(file=side.name or None)))
    if any(entry.why == "other_scope" for entry in found.statements):
        doubts.append(problem("comparison_other_scope"))
    return doubts


def cleared_assessment(store: Store, id: str, snapshot: str, library: Library) -> Assessment | None:
    """What was cleared, as it was on that day; None if there is no such snapshot, or nothing of it can be read."""
    text = store.snapshot_text(id, snapshot)
    if text is None:
        return None
    return import_state(text.encode("utf-8"), f"{snapshot}.json", library)[0]


def comparison_tree(found: Comparison, after: Assessment, library: Library, language: Language, today: date) -> Report:
    """The report of a comparison, as every format prints it and the page shows it."""
    bare = after.model_copy(update={"plans": ()})
    results = results_of(bare, library, as_of=after.as_of or today, lens=found.lens, depth=found.depth)
    return comparison_report(Subject(after, results, library, language), found)


def make_comparison(
    found: Comparison, after: Assessment, library: Library, language: Language, *, to: str, today: date
) -> tuple[str, bytes]:
    """File name and content of a comparison in one format."""
    name = file_name(after, KIND, to, today, look_through(library, found.lens, found.depth))
    return name, write_report(comparison_tree(found, after, library, language, today), to, language)


def comparison_as_json(found: Comparison, language: Language, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """A comparison in the form of `compare`: what cannot be compared is null, never 0, never absent."""
    return {
        "before": _side(found.before),
        "after": _side(found.after),
        "lens": found.lens,
        "depth": found.depth,
        "counts": {part: dict(found.counts(part)) for part in PARTS},
        "statements": [_statement(entry) for entry in found.statements],
        "retired": list(found.retired),
        "participation": [entry.model_dump() for entry in found.participation],
        "indices": {"text": _index(found.text), "enabling": _index(found.enabling)},
        "reached": list(found.reached),
        "below_again": list(found.below_again),
        "problems": [as_json(entry, language) for entry in problems],
    }


def _side(side: Side) -> dict[str, Any]:
    return side.model_dump(mode="json")


def _statement(entry: StatementMove) -> dict[str, Any]:
    return {**entry.model_dump(mode="json"), "part": entry.part}


def _index(found: IndexMove) -> dict[str, Any]:
    keys = {"point", "low", "high", "provisional", "completeness"}
    sides = {
        name: None if index is None else index.model_dump(mode="json", include=keys)
        for name, index in (("before", found.before), ("after", found.after))
    }
    return {
        **sides,
        "difference": found.difference,
        "on_both": {"before": found.on_both_before, "after": found.on_both_after, "items": found.on_both},
        "reasons": list(found.reasons),
    }
