"""Remarks on a plan: what is worth knowing about it before it is decided. They hold nothing back.

On single measures (cancelled and delivered ones aside), on the statements of the library, on the plan as a whole.
Every remark names its cell where the column is known. A condition without a column is remarked once for the sheet.
A measure whose class comes from its sub-measures is not blamed for what these say.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Library, in_order
from toolkit.method.link import Links, items_linked
from toolkit.method.lint_text import PlanWords, alike, begins_with, has_word, read_plan_words
from toolkit.method.provisions import place_of
from toolkit.method.solidity import Solidity, has_lead, sheet_notes, stated
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import Funding, Measure, Plan, like_text

LOW_LEVEL = 1
LARGEST_SHARE = 1 / 3
LEAST_MEASURES_FOR_SHARES = 6

# Items that serve a group of people, beside the words of the plan.
_ITEMS_FOR: Mapping[str, tuple[str, ...]] = {
    "women": ("D08-1", "D08-2", "D08-3", "D08-4"),
    "community": ("D11-1", "D11-2", "D11-3", "D11-4", "D11-5", "D11-6", "D11-7", "D08-4"),
    "victims": ("D12-2", "D12-3"),
    "untried": ("D03-7",),
}
# Columns in which what a remark speaks of stands, the likeliest first.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "deliverable", "description", "objective"),
    "lead": ("lead",),
    "end": ("revised_end", "end", "when"),
    "status": ("status",),
    "indicator": ("indicator",),
    "target": ("target", "baseline_target", "baseline"),
    "funding": ("funding", "budget", "funding_source", "budget_line"),
    "line": ("budget_line", "budget", "funding"),
}


@dataclass(frozen=True)
class _LookedAt:
    """A plan with what remarks are drawn from."""

    plan: Plan
    solidities: Mapping[str, Solidity]
    links: Links
    library: Library
    lens: Lens
    words: PlanWords

    @cached_property
    def standing(self) -> tuple[Measure, ...]:
        """Measures that are not cancelled."""
        return tuple(found for found in self.plan.measures if self.solidities[found.id].code != "cancelled")

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """All that a standing measure says, reduced to what makes writings alike, by its id."""
        told = {
            found.id: (found.title, found.group or "", found.indicator.name or "", *found.details.values())
            for found in self.standing
        }
        return {id: like_text(" ".join(texts)) for id, texts in told.items()}

    def place(self, measure: Measure, about: str) -> Place:
        """Cell of what a remark is about, or the row where there is no such column."""
        table = self.plan.table_of(measure)
        for name in _COLUMNS[about] if table is not None else ():
            if table is not None and name in table.fields:
                column = table.fields[name]
                return place_of(measure, column.column or None, column.header)
        return place_of(measure)


def lint(
    plan: Plan,
    solidities: Mapping[str, Solidity],
    links: Links,
    library: Library,
    lens: Lens,
    as_of: date,
    levels: Mapping[str, int | None] | None = None,
) -> list[Problem]:
    """All remarks on a plan at the as-of date; `levels` are the counted levels of items, None where there is none."""
    looked_at = _LookedAt(plan, solidities, links, library, lens, read_plan_words())
    found = [remark for measure in looked_at.standing for remark in _on_measure(measure, looked_at, as_of)]
    found.extend(_on_sheets(plan))
    found.extend(_repeated(looked_at))
    found.extend(_reaching_nothing(looked_at))
    found.extend(_low_without_measure(looked_at, levels or {}))
    found.extend(_on_the_whole(looked_at))
    return found


def _on_measure(measure: Measure, looked_at: _LookedAt, as_of: date) -> Iterator[Problem]:
    """Remarks on what a measure says of itself."""
    solidity = looked_at.solidities[measure.id]
    if measure.start is not None and measure.end is not None and measure.end < measure.start:
        start, end = measure.start.isoformat(), measure.end.isoformat()
        yield problem("measure_end_before_start", looked_at.place(measure, "end"), start=start, end=end)
    if solidity.code == "delivered" or "from_sub_measures" in solidity.reasons:
        return
    yield from _on_paper(measure, solidity, looked_at, as_of)
    yield from _on_indicator(measure, looked_at)
    yield from _on_money(measure, looked_at)
    measured = stated(measure.indicator.name) and stated(measure.indicator.target)
    if not measured and begins_with(measure.title, looked_at.words.vague):
        yield problem("measure_vague", looked_at.place(measure, "title"), word=measure.title.split()[0])


def _on_paper(measure: Measure, solidity: Solidity, looked_at: _LookedAt, as_of: date) -> Iterator[Problem]:
    if "no_lead" in solidity.reasons:
        yield problem("measure_no_lead", looked_at.place(measure, "lead"))
    if "no_end" in solidity.reasons:
        yield problem("measure_no_end", looked_at.place(measure, "end"))
    if "end_passed" in solidity.reasons:
        yield problem("measure_overdue", looked_at.place(measure, "end"), as_of=as_of.isoformat())
    elif "status_overdue" in solidity.reasons:
        yield problem("measure_overdue", looked_at.place(measure, "status"), as_of=as_of.isoformat())


def _on_indicator(measure: Measure, looked_at: _LookedAt) -> Iterator[Problem]:
    if not looked_at.plan.has_column_for(measure, "indicator"):
        return
    if not stated(measure.indicator.name):
        yield problem("measure_no_indicator", looked_at.place(measure, "indicator"))
    if stated(measure.indicator.baseline) and not stated(measure.indicator.target):
        yield problem("measure_baseline_without_target", looked_at.place(measure, "target"))


def _on_money(measure: Measure, looked_at: _LookedAt) -> Iterator[Problem]:
    if not looked_at.plan.has_column_for(measure, "funding"):
        return
    budget = measure.budget
    if budget.funding is None and budget.amount is None and not stated(budget.text):
        yield problem("measure_no_funding", looked_at.place(measure, "funding"))
    if budget.funding is Funding.EXISTING and not stated(budget.line):
        yield problem("measure_existing_without_line", looked_at.place(measure, "line"))


def _on_sheets(plan: Plan) -> Iterator[Problem]:
    for note in sheet_notes(plan):
        for condition in note.lacks:
            yield problem(f"sheet_without_{condition}", Place(sheet=note.sheet, row=note.row))


def _repeated(looked_at: _LookedAt) -> Iterator[Problem]:
    """Measures with the same title as an earlier one, or nearly the same."""
    measures = [measure for measure in looked_at.standing if like_text(measure.title)]
    first: dict[str, Measure] = {}
    for measure in measures:
        other = first.setdefault(like_text(measure.title), measure)
        if other is not measure:
            yield problem("measure_repeated", looked_at.place(measure, "title"), other=_known_as(other))
    for later, earlier in alike([measure.title for measure in measures]).items():
        place = looked_at.place(measures[later], "title")
        yield problem("measure_alike", place, other=_known_as(measures[earlier]))


def _known_as(measure: Measure) -> str:
    """How a measure is named in a remark on another: its place, else its number, else its title."""
    if measure.place is not None:
        return f"{measure.place.sheet}:{measure.place.row}"
    return measure.number or measure.title


def _reaching_nothing(looked_at: _LookedAt) -> Iterator[Problem]:
    """Measures without any link, suggested ones included, that name no provision and have no sub-measure with one."""
    serving = {measure.id for measure in looked_at.plan.measures if looked_at.links.get(measure.id)}
    serving |= {measure.id for measure in looked_at.plan.measures if measure.provisions}
    parents = {measure.id: measure.parent for measure in looked_at.plan.measures}
    through: set[str] = set()
    for served in serving:
        above = parents.get(served)
        while above is not None and above not in through:
            through.add(above)
            above = parents.get(above)
    for measure in looked_at.standing:
        if measure.id not in serving and measure.id not in through:
            yield problem("measure_reaches_nothing", looked_at.place(measure, "title"))


def _low_without_measure(looked_at: _LookedAt, levels: Mapping[str, int | None]) -> Iterator[Problem]:
    """Asked items at level 0 or 1 to which no measure that stands is linked."""
    reached = {
        item
        for measure in looked_at.standing
        if looked_at.solidities[measure.id].code != "delivered"
        for item in items_linked(looked_at.links.get(measure.id, ()))
    }
    for asked in sorted(looked_at.lens.items, key=lambda asked: in_order(asked.id)):
        level = levels.get(asked.id)
        low = level is not None and level <= LOW_LEVEL
        if low and asked.basis is not Basis.PARTICIPATION and asked.id not in reached:
            yield problem("item_low_without_measure", Place(item=asked.id), item=asked.id, level=level)


def _on_the_whole(looked_at: _LookedAt) -> Iterator[Problem]:
    """Remarks on the plan as a whole: whom it leaves out, whose lead or kind is that of more than a third."""
    if not looked_at.standing:
        return
    for group in _ITEMS_FOR:
        if not any(_serves(measure, group, looked_at) for measure in looked_at.standing):
            yield problem(f"plan_nothing_for_{group}")
    names = {like_text(_lead(measure)): _lead(measure) for measure in looked_at.standing}
    leads = Counter(like_text(_lead(measure)) for measure in looked_at.standing if has_lead(measure))
    for lead, number in _above_a_third(leads, looked_at):
        yield problem("plan_one_lead", lead=names[lead], n=number, whole=len(looked_at.standing))
    kinds = Counter(kind for measure in looked_at.standing if (kind := _kind(measure, looked_at.words)) is not None)
    for kind, number in _above_a_third(kinds, looked_at):
        yield problem(f"plan_much_{kind}", n=number, whole=len(looked_at.standing))


def _serves(measure: Measure, group: str, looked_at: _LookedAt) -> bool:
    if any(item in _ITEMS_FOR[group] for item in items_linked(looked_at.links.get(measure.id, ()))):
        return True
    return has_word(looked_at.texts[measure.id], looked_at.words.groups[group])


def _lead(measure: Measure) -> str:
    return next((lead.strip() for lead in (*measure.leads, measure.lead or "") if lead.strip()), "")


def _kind(measure: Measure, words: PlanWords) -> str | None:
    title = like_text(measure.title)
    return next((kind for kind, found in words.kinds.items() if has_word(title, found)), None)


def _above_a_third(counted: Counter[str], looked_at: _LookedAt) -> list[tuple[str, int]]:
    """Those that have more than a third of the measures; none in a plan of fewer than six."""
    whole = len(looked_at.standing)
    if whole < LEAST_MEASURES_FOR_SHARES:
        return []
    return [(found, number) for found, number in counted.most_common() if number > whole * LARGEST_SHARE]
