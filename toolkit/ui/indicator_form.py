"""The form of one outcome indicator: what it was drawn from, what it says now, and how it is saved.

Every change saves itself and names the version it was drawn from. What could not be saved stays pending and is shown
again; what somebody else changed meanwhile is shown beside it and never replaced without being asked.
"""

from typing import Any

from toolkit.record.indicators import OutcomeReport
from toolkit.record.store import AssessmentGone, Conflict, NotSaved
from toolkit.report.outcomes import METADATA
from toolkit.tasks.indicators import check_outcome, next_cohort
from toolkit.ui import session
from toolkit.ui.response_form import Outcome
from toolkit.ui.session import Here

Raw = dict[str, Any]
MEASURED = ("yes", "no")
COHORT = ("year", "counted", "of", "definition", "group")


def name_of(id: str) -> str:
    """Name of the fact that holds an indicator."""
    return f"indicators.{id}"


def ready(here: Here, id: str) -> Raw:
    """Make a form ready to be drawn, and return what its widgets show at first."""
    found, name = recorded(here, id), name_of(id)
    if not session.is_drawn("measured", id):
        if pending(id) is None:
            _drawn_from(id, found, here.stored.facts_version)
    elif found != session.value("recorded", name) and conflict(id) is None:
        _others_went_on(here, id, found)
    return told(id)


def recorded(here: Here, id: str) -> Raw:
    """What the record holds of an indicator."""
    told = here.assessment.outcome(id) or OutcomeReport(id=id)
    return told.model_dump(mode="json")


def _drawn_from(id: str, found: Raw, version: int) -> None:
    session.put("recorded", name_of(id), found)
    session.put("drawn", name_of(id), version)


def _others_went_on(here: Here, id: str, found: Raw) -> None:
    """Somebody else changed it: show theirs if nothing here is unsaved, else show both."""
    if told(id) == session.value("recorded", name_of(id)):
        _show(id, found, here.stored.facts_version)
    else:
        _hold(id, told(id), found, here.stored.facts_version)


def pending(id: str) -> Raw | None:
    """What the form said when it could not be saved; None if everything is saved."""
    found: Raw | None = session.value("pending", name_of(id))
    return found


def outcome(id: str) -> Outcome | None:
    """How the last save of this form ended."""
    found: Outcome | None = session.value("outcome", name_of(id))
    return found


def conflict(id: str) -> tuple[Raw, int] | None:
    """What the record says instead, with its version, where that waits for a decision."""
    found: tuple[Raw, int] | None = session.value("conflict", name_of(id))
    return found


def told(id: str) -> Raw:
    """What the form says now: what it was drawn from, with what its widgets hold put in."""
    raw: Raw = dict(pending(id) or session.value("recorded", name_of(id)))
    if session.is_drawn("measured", id):
        raw["not_measured"] = _not_measured(id, raw) if session.value("measured", id) == "no" else None
    if session.is_drawn("may_publish", id):
        raw["publish"] = bool(session.value("may_publish", id))
    for field in METADATA:
        if session.is_drawn(f"about_{field}", id):
            raw[field] = session.value(f"about_{field}", id) or ""
    raw["cohorts"] = [_cohort(id, row, cohort) for row, cohort in enumerate(raw["cohorts"])]
    return raw


def _not_measured(id: str, raw: Raw) -> str:
    if session.is_drawn("because", id):
        return session.value("because", id) or ""
    return raw["not_measured"] or ""


def row_id(id: str, row: int) -> str:
    """Id of the widgets of one cohort; a row that goes gives all rows new ids."""
    return f"{id}:{session.value('rows', name_of(id)) or 0}:{row}"


def _cohort(id: str, row: int, before: Raw) -> Raw:
    at = row_id(id, row)
    if not session.is_drawn("cohort_year", at):
        return before
    found = {field: session.value(f"cohort_{field}", at) for field in COHORT}
    found["group"] = found["group"] if session.is_drawn("cohort_group", at) else before["group"]
    return {**found, "year": found["year"] or "", "definition": found["definition"] or ""}


def measured_of(raw: Raw) -> str | None:
    """Whether it is measured: no, yes, or not said."""
    if raw["not_measured"] is not None:
        return "no"
    return "yes" if raw["cohorts"] or any(raw[field] for field in METADATA) else None


def save(id: str) -> None:
    """Save what the form says; called whenever one of its fields changed."""
    raw = told(id)
    if conflict(id) is not None:
        session.put("pending", name_of(id), raw)
    else:
        _save(id, raw, session.value("drawn", name_of(id)) or 0)


def _save(id: str, raw: Raw, drawn_from: int) -> None:
    found, problem = check_outcome(raw, session.library())
    if found is None:
        _not_saved(id, raw, Outcome("refused", problem=problem))
        return
    value = None if found.is_empty else found.model_dump(mode="json")
    try:
        saved = session.store().save_facts(session.assessment_id() or "", {name_of(id): value}, drawn_from)
    except (NotSaved, AssessmentGone):
        _not_saved(id, raw, Outcome("failed"))
        return
    if isinstance(saved, Conflict):
        theirs = (saved.theirs.outcome(id) if saved.theirs else None) or OutcomeReport(id=id)
        _hold(id, raw, theirs.model_dump(mode="json"), saved.version)
    else:
        in_order = found.model_dump(mode="json")
        if in_order["cohorts"] != raw["cohorts"]:
            session.count("rows", name_of(id))
        _drawn_from(id, in_order, saved.version)
        session.put("outcome", name_of(id), Outcome("saved", saved.at))
        session.forget("pending", name_of(id))


def _not_saved(id: str, raw: Raw, found: Outcome) -> None:
    session.put("pending", name_of(id), raw)
    session.put("outcome", name_of(id), found)


def _hold(id: str, raw: Raw, theirs: Raw, version: int) -> None:
    session.put("pending", name_of(id), raw)
    session.put("conflict", name_of(id), (theirs, version))
    session.forget("outcome", name_of(id))


def keep_mine(id: str) -> None:
    """Settle a conflict: save what this page says."""
    raw, found = told(id), conflict(id)
    session.forget("conflict", name_of(id))
    if found is not None:
        _save(id, raw, found[1])


def take_theirs(id: str) -> None:
    """Settle a conflict: show what the record says."""
    found = session.forget("conflict", name_of(id))
    if found is not None:
        _show(id, *found)


def _show(id: str, raw: Raw, version: int) -> None:
    """Put what the record says into the widgets."""
    for kept in ("pending", "outcome"):
        session.forget(kept, name_of(id))
    _drawn_from(id, raw, version)
    session.count("rows", name_of(id))
    values = {"measured": measured_of(raw), "because": raw["not_measured"] or "", "may_publish": raw["publish"]}
    for kind, value in {**values, **{f"about_{field}": raw[field] for field in METADATA}}.items():
        if session.is_drawn(kind, id):
            session.set_widget(kind, id, value)


def add_cohort(id: str, year: int) -> None:
    """Add a cohort to be filled in: the year after the last."""
    raw = told(id)
    _saved_anew(id, {**raw, "cohorts": [*raw["cohorts"], next_cohort(raw["cohorts"], year)]})


def remove_cohort(id: str, row: int) -> None:
    """Take a cohort away; it can be brought back."""
    raw = told(id)
    _keep_for_undo(id, raw)
    _saved_anew(id, {**raw, "cohorts": [cohort for at, cohort in enumerate(raw["cohorts"]) if at != row]})


def withdraw(id: str) -> None:
    """Take back everything said of this indicator; it can be brought back."""
    _keep_for_undo(id, told(id))
    _change(id, OutcomeReport(id=id).model_dump(mode="json"))


def bring_back(id: str) -> None:
    """Put back what stood before a cohort or everything was taken away."""
    before: Raw | None = session.forget("taken", name_of(id))
    if before is not None:
        _change(id, before)


def can_bring_back(id: str) -> bool:
    """True if something was taken away in this session."""
    return session.is_drawn("taken", name_of(id))


def _keep_for_undo(id: str, raw: Raw) -> None:
    session.put("taken", name_of(id), raw)


def _change(id: str, raw: Raw) -> None:
    """Put another content into the form and save it."""
    version = session.value("drawn", name_of(id)) or 0
    recorded = session.value("recorded", name_of(id))
    _show(id, raw, version)
    session.put("recorded", name_of(id), recorded)
    _save(id, raw, version)


def _saved_anew(id: str, raw: Raw) -> None:
    session.count("rows", name_of(id))
    if conflict(id) is not None:
        session.put("pending", name_of(id), raw)
    else:
        _save(id, raw, session.value("drawn", name_of(id)) or 0)
