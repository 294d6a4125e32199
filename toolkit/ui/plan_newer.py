"""A newer file of a plan that is held: what it says differently is shown before anything is taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from toolkit.language import NOT_KNOWN, Language
from toolkit.problem import Problem
from toolkit.record.plan import BudgetLine, IndicatorLine, Measure, Plan
from toolkit.record.plan_difference import FieldChange, LinesDifference, PlanDifference
from toolkit.record.plan_fields import CONTINUING, OTHER
from toolkit.tasks.plan_difference import hold_against, take_over
from toolkit.ui import session
from toolkit.ui.plan_saving import PlanOutcome, change, remember
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, plain_list, table, written
from toolkit.ui.words_on_page import plain

WORDS = "interface_plan.newer"
SHOWN = 100
KINDS = ("changed", "added", "removed")
LONGEST_TEXT = 300
# Fields that hold a code; the status of a line of money is that of its funding.
CODED = {"status": ("plan.status", "plan.funding"), "funding": ("plan.funding",), "recurs": ("plan.recurs",)}
Lines = LinesDifference[BudgetLine] | LinesDifference[IndicatorLine]


@dataclass(frozen=True)
class Newer:
    """A file that was read and is not taken over yet: the plan it belongs to, as held and as read."""

    plan_id: str
    before: Plan
    after: Plan
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def draw_newer(here: Here) -> bool:
    """What a newer file says differently, and the choice to take it over; True if one is waiting."""
    newer: Newer | None = session.value("plan_newer", here.id)
    if newer is None:
        return False
    say = partial(_say, here.language)
    found = hold_against(newer.before, newer.after)
    st.header(plain(say("heading", name=newer.before.name)), anchor=False)
    counts = {name: len(getattr(found, name)) for name in (*KINDS, "unchanged")}
    lines = len(found.budget.ids | found.indicators.ids)
    st.html(f'<p class="rt-headline">{written(say("counts", **counts))}</p>')
    st.markdown(say("nothing" if found.is_nothing else "explain"))
    _changed(here.language, found, newer)
    _named(here.language, "added", found.added)
    _named(here.language, "removed", found.removed)
    _emptied(here.language, found, newer.before)
    if lines:
        names = {held.id: held.number or held.title for held in (*found.added, *newer.before.measures)}
        _lines(here.language, "money", found.budget, names)
        _lines(here.language, "indicators", found.indicators, names)
    _unchanged(here.language, found, newer)
    _choose(here, found, newer)
    return True


def _say(language: Language, key: str, **values: str | int | float | None) -> str:
    return language.say(f"{WORDS}.{key}", **values)


def _title(measure: Measure | None) -> str:
    return "" if measure is None else " ".join(part for part in (measure.number, measure.title) if part)


def field_name(field: str, language: Language, sheet: str = "field") -> str:
    """Name of a field as its column is headed; a column of the State's own by its heading."""
    return field.removeprefix(OTHER) if field.startswith(OTHER) else language.say(f"plan.{sheet}.{field}")


def value_text(field: str, value: str | float | None, language: Language) -> str:
    """A value as it is read: words for codes, whole numbers without decimals."""
    if value is None:
        return NOT_KNOWN
    if field == "end" and value == CONTINUING:
        return language.say("plan_workbook.continuing")
    for key in CODED.get(field, ()):
        if language.has(f"{key}.{value}"):
            return language.say(f"{key}.{value}")
    text = f"{value:,.10g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


def _change_rows(name: str, fields: Sequence[FieldChange], language: Language, sheet: str) -> list[list[Cell]]:
    return [
        [
            Cell(name),
            Cell(field_name(entry.field, language, sheet)),
            Cell(value_text(entry.field, entry.before, language)),
            Cell(value_text(entry.field, entry.after, language)),
        ]
        for entry in fields
    ]


def _changed(language: Language, found: PlanDifference, newer: Newer) -> None:
    if not found.changed:
        return
    st.subheader(_say(language, "changed", n=len(found.changed)), anchor=False)
    rows = [
        row
        for entry in found.changed[:SHOWN]
        for row in _change_rows(_title(entry.before), entry.fields, language, "field")
    ]
    st.html(_change_table(language, "changed_caption", rows))
    _more(language, len(found.changed))


def _change_table(language: Language, caption: str, rows: list[list[Cell]]) -> str:
    headings = [_say(language, name) for name in ("measure", "field", "before", "after")]
    return table(_say(language, caption), headings, rows)


def _more(language: Language, n: int) -> None:
    if n > SHOWN:
        st.caption(_say(language, "more", n=SHOWN, all=n))


def _named(language: Language, kind: str, measures: Sequence[Measure]) -> None:
    if measures:
        st.subheader(_say(language, kind, n=len(measures)), anchor=False)
        st.html(plain_list(_title(measure) for measure in measures[:SHOWN]))
        _more(language, len(measures))


def _emptied(language: Language, found: PlanDifference, before: Plan) -> None:
    """Cells that were emptied: their values stay, which is said."""
    if not found.emptied:
        return
    st.subheader(_say(language, "emptied", n=len(found.emptied)), anchor=False)
    st.markdown(_say(language, "emptied_explain"))
    entries = [
        f"{_title(before.measure(entry.measure))}: {', '.join(field_name(field, language) for field in entry.fields)}"
        for entry in found.emptied[:SHOWN]
    ]
    st.html(plain_list(entries))


def _lines(language: Language, sheet: str, found: Lines, names: Mapping[str, str]) -> None:
    if not found.ids:
        return
    st.subheader(_say(language, f"lines_{sheet}"), anchor=False)
    counts = {name: len(getattr(found, name)) for name in (*KINDS, "unchanged")}
    st.markdown(_say(language, "lines_counts", **counts))
    rows = [
        row
        for entry in found.changed[:SHOWN]
        for row in _change_rows(_line(entry.before, names), entry.fields, language, sheet)
    ]
    if rows:
        st.html(_change_table(language, "lines_caption", rows))
    for kind in ("added", "removed"):
        lines: Sequence[BudgetLine | IndicatorLine] = getattr(found, kind)
        if lines:
            st.html(plain_list(_say(language, f"line_{kind}", line=_line(line, names)) for line in lines[:SHOWN]))


def _line(line: BudgetLine | IndicatorLine, names: Mapping[str, str]) -> str:
    told = (line.line, line.type, line.year) if isinstance(line, BudgetLine) else (line.name, line.value_on)
    return ", ".join(part for part in (names.get(line.measure), *told) if part)


def _unchanged(language: Language, found: PlanDifference, newer: Newer) -> None:
    names = [_title(measure) for measure in found.unchanged]
    if names and st.toggle(_say(language, "show_unchanged", n=len(names)), key=session.key("show_same", newer.plan_id)):
        st.html(plain_list(names[:SHOWN]))
        _more(language, len(names))


def _choose(here: Here, found: PlanDifference, newer: Newer) -> None:
    """What is taken over, kind by kind, single measures aside; nothing is until it is asked for."""
    say = partial(_say, here.language)
    kinds = {kind: len(getattr(found, kind)) for kind in KINDS}
    with st.container(key="newer_choice"):
        for kind, n in kinds.items():
            if n:
                st.checkbox(say(f"take_{kind}", n=n), kind != "removed", key=session.key(f"take_{kind}", here.id))
        if found.budget.removed or found.indicators.removed:
            st.checkbox(say("take_lines_removed"), False, key=session.key("take_lines_removed", here.id))
        if found.budget.ids | found.indicators.ids:
            st.caption(say("lines_taken"))
        names = {entry.before.id: _title(entry.before) for entry in found.changed}
        names |= {measure.id: _title(measure) for measure in (*found.added, *found.removed)}
        if len(names) > 1:
            st.multiselect(
                say("leave_out"), list(names), format_func=names.__getitem__, key=session.key("leave_out", here.id)
            )
        with st.container(horizontal=True):
            if not found.is_nothing:
                st.button(
                    say("apply"), key=session.key("apply", here.id), type="primary", on_click=apply, args=(here.id,)
                )
            st.button(say("discard"), key=session.key("discard", here.id), on_click=discard, args=(here.id,))


def _accepted(id: str, found: PlanDifference) -> frozenset[str]:
    """Ids that a person takes over; lines of money and indicators come with the kind of change they are."""
    chosen = {kind for kind in KINDS if session.value(f"take_{kind}", id) is not False}
    if session.value("take_removed", id) is not True:
        chosen.discard("removed")
    left_out = frozenset(session.value("leave_out", id) or ())
    ids: set[str] = set()
    if "changed" in chosen:
        ids |= {entry.before.id for entry in found.changed}
    ids |= {entry.id for kind in ("added", "removed") if kind in chosen for entry in getattr(found, kind)}
    for lines in (found.budget, found.indicators):
        ids |= {entry.before.id for entry in lines.changed} | {line.id for line in lines.added}
        if session.value("take_lines_removed", id) is True:
            ids |= {line.id for line in lines.removed}
    return frozenset(ids) - left_out


def apply(id: str) -> None:
    """Take over what was accepted, if the plan still is what was shown."""
    newer: Newer | None = session.value("plan_newer", id)
    if newer is None:
        return
    accepted = _accepted(id, hold_against(newer.before, newer.after))

    def make(now: Plan) -> Plan | None:
        if now.model_copy(update={"links": ()}) != newer.before.model_copy(update={"links": ()}):
            return None
        return take_over(now, newer.after, accepted)

    outcome = change(id, newer.plan_id, make)
    if outcome.kind == "saved":
        session.put("plan_notes", f"{newer.plan_id}:{newer.after.digest}", (newer.problems, newer.remarks))
        session.forget("plan_newer", id)
    remember(id, outcome if outcome.kind != "saved" else PlanOutcome("taken_over", outcome.at, newer.before.name))


def discard(id: str) -> None:
    """Leave the plan as it is held."""
    session.forget("plan_newer", id)
