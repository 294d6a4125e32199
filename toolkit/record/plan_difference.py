"""What a newer file says differently from a plan that is held, before anything is taken over.

A measure is recognised by our hidden key, else by its own number with a like title, else by its title; a copied row is
a new measure. An empty cell never erases what is held: it is named and the value stays. Sorting changes nothing. Every
measure stands in exactly one of the lists.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

from toolkit.record.plan import BudgetLine, IndicatorLine, LinkDecision, Measure, Plan, Told, like_text
from toolkit.record.plan_fields import OTHER, Value, differing, fields_of, like_title, plain, with_fields

LIKE = 0.6
Line = TypeVar("Line", BudgetLine, IndicatorLine)
_KEYS = frozenset({"id", "measure"})


class FieldChange(Told):
    """One field that says something else: its code, before and after; before is None where nothing was held."""

    field: str
    before: Value
    after: Value


class MeasureChange(Told):
    """A measure that is held and says something else in the file: as held, as it would be, and field by field."""

    before: Measure
    after: Measure
    fields: tuple[FieldChange, ...]


class Emptied(Told):
    """Fields of a measure that are held and empty in the file; they stay as they are."""

    measure: str
    fields: tuple[str, ...]


class LineChange(Told, Generic[Line]):
    """A line of money or of an indicator that says something else."""

    before: Line
    after: Line
    fields: tuple[FieldChange, ...]


class LinesDifference(Told, Generic[Line]):
    """Lines of one kind: added, changed, removed, unchanged."""

    added: tuple[Line, ...] = ()
    changed: tuple[LineChange[Line], ...] = ()
    removed: tuple[Line, ...] = ()
    unchanged: tuple[Line, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all lines that differ."""
        return frozenset([*(line.id for line in (*self.added, *self.removed)), *(c.before.id for c in self.changed)])


class PlanDifference(Told):
    """Measures and lines of a file held against those of a plan; added ones with the id that they would get.

    `order` holds the ids of the file's measures as they stand in it.
    """

    added: tuple[Measure, ...]
    changed: tuple[MeasureChange, ...]
    removed: tuple[Measure, ...]
    unchanged: tuple[Measure, ...]
    emptied: tuple[Emptied, ...]
    order: tuple[str, ...] = ()
    budget: LinesDifference[BudgetLine] = LinesDifference()
    indicators: LinesDifference[IndicatorLine] = LinesDifference()

    @property
    def is_nothing(self) -> bool:
        """True if there is nothing to take over."""
        return not (self.added or self.changed or self.removed or self.budget.ids or self.indicators.ids)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all measures and lines that differ: accepting them takes everything over."""
        measures = [found.id for found in (*self.added, *self.removed)] + [found.before.id for found in self.changed]
        return frozenset(measures) | self.budget.ids | self.indicators.ids


def plan_difference(before: Plan, after: Plan) -> PlanDifference:
    """What a file says differently from a plan that is held."""
    pairs = _Pairs(before, after)
    changed, unchanged, emptied = [], [], []
    for held in before.measures:
        if held.id not in pairs.found:
            continue
        change, empty = _held_against(held, pairs.found[held.id], after)
        emptied += [Emptied(measure=held.id, fields=empty)] if empty else []
        if change.fields:
            changed.append(change)
        else:
            unchanged.append(change.after)
    return PlanDifference(
        added=pairs.added,
        changed=tuple(changed),
        removed=tuple(held for held in before.measures if held.id not in pairs.found),
        unchanged=tuple(unchanged),
        emptied=tuple(emptied),
        order=pairs.order,
        budget=_lines(before.budget_lines, pairs.lines(after.budget_lines)),
        indicators=_lines(before.indicator_lines, pairs.lines(after.indicator_lines)),
    )


def _held_against(held: Measure, given: Measure, after: Plan) -> tuple[MeasureChange, tuple[str, ...]]:
    """What changes in a measure, and which of its fields are empty in the file although they have a column there."""
    old, new = fields_of(held), fields_of(given)
    fields = differing(held, given)
    taken = [field for field in fields if field in new]
    empty = tuple(field for field in fields if field not in new and _has_column(field, given, after))
    changes = tuple(FieldChange(field=field, before=old.get(field), after=new[field]) for field in taken)
    merged = with_fields(held, given, taken).model_copy(update={"place": given.place})
    return MeasureChange(before=held, after=merged, fields=changes), empty


def _has_column(field: str, measure: Measure, plan: Plan) -> bool:
    if field.startswith(OTHER):
        return any(field.removeprefix(OTHER) in found.other for found in plan.measures)
    table = plan.table_of(measure)
    return table is None or field in table.fields


class _Pairs:
    """Which measure of a file is which of the plan: `found` by the id that is held, `added` with ids of their own."""

    def __init__(self, before: Plan, after: Plan) -> None:
        self.held = {measure.id: measure for measure in before.measures}
        self.left = dict(enumerate(after.measures))
        self.places: dict[int, str] = {}
        self.found: dict[str, Measure] = {}
        self.ids: dict[str, str] = {}
        self._by_key(after)
        self._by_number()
        self._by_title()
        self.added = self._with_own_ids()
        self.order = tuple(self.places[at] for at in range(len(after.measures)))
        self.found = {id: self._in_the_plan(measure) for id, measure in self.found.items()}

    def _by_key(self, after: Plan) -> None:
        """By id. A row copied by hand carries the same key: of the two the one that says more of the same is held."""
        by_id = {measure.id: at for at, measure in self.left.items()}
        alike: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
        for at, measure in enumerate(after.measures):
            if measure.id not in self.held:
                alike[_named(measure)].append(at)
        for id, held in self.held.items():
            if id in by_id:
                candidates = [by_id[id], *(at for at in alike.get(_named(held), ()) if at in self.left)]
                self._pair(id, min(candidates, key=lambda at: len(differing(held, after.measures[at]))))

    def _by_number(self) -> None:
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for at, measure in self.left.items():
            if measure.number:
                numbers[measure.number.strip()].append(at)
        for id, held in self._open():
            near = [at for at in numbers.get((held.number or "").strip(), ()) if at in self.left]
            best = max(near, key=lambda at: _alike(held, self.left[at]), default=None)
            if best is not None and _alike(held, self.left[best]) >= LIKE:
                self._pair(id, best)

    def _by_title(self) -> None:
        titles: defaultdict[str, list[int]] = defaultdict(list)
        for at, measure in self.left.items():
            titles[like_text(measure.title)].append(at)
        for id, held in self._open():
            near = [at for at in titles.get(like_text(held.title), ()) if at in self.left]
            if near and held.title.strip():
                self._pair(id, near[0])

    def _open(self) -> list[tuple[str, Measure]]:
        return [(id, held) for id, held in self.held.items() if id not in self.found]

    def _pair(self, id: str, at: int) -> None:
        self.found[id] = self.left.pop(at)
        self.places[at] = id
        self.ids[self.found[id].id] = id

    def _with_own_ids(self) -> tuple[Measure, ...]:
        """Measures that are new, none with the id of another."""
        taken = set(self.held)
        added = []
        for at, measure in self.left.items():
            own, count = measure.id, 1
            while own in taken:
                count += 1
                own = f"{measure.id}-{count}"
            taken.add(own)
            self.ids.setdefault(measure.id, own)
            self.places[at] = own
            added.append(measure.model_copy(update={"id": own}))
        return tuple(self._in_the_plan(measure) for measure in added)

    def _in_the_plan(self, measure: Measure) -> Measure:
        """A measure whose parent is named by the id in the plan."""
        return measure.model_copy(update={"parent": self.id_of(measure.parent)}) if measure.parent else measure

    def id_of(self, key: str | None) -> str | None:
        """Id in the plan of what a file names by a key: a key that is held stands for itself."""
        return key if key is None or key in self.held else self.ids.get(key, key)

    def lines(self, lines: Iterable[Line]) -> list[Line]:
        """Lines of a file with the ids that their measures have in the plan."""
        return [line.model_copy(update={"measure": self.id_of(line.measure)}) for line in lines]


def _named(measure: Measure) -> tuple[str | None, str]:
    return measure.number, like_text(measure.title)


def _alike(one: Measure, other: Measure) -> float:
    if like_title(one, other):
        return 1.0
    return SequenceMatcher(None, like_text(one.title), like_text(other.title), autojunk=False).ratio()


def _lines(before: Sequence[Line], after: Sequence[Line]) -> LinesDifference[Line]:
    """Lines of one kind, recognised by their key. A file without any such line says nothing about them."""
    if not after:
        return LinesDifference(unchanged=tuple(before))
    given = {line.id: line for line in after}
    changed, unchanged = [], []
    for held in before:
        if held.id in given:
            change = _line_change(held, given[held.id])
            if change.fields:
                changed.append(change)
            else:
                unchanged.append(held)
    known = {line.id for line in before}
    return LinesDifference(
        added=tuple(line for line in after if line.id not in known),
        changed=tuple(changed),
        removed=tuple(line for line in before if line.id not in given),
        unchanged=tuple(unchanged),
    )


def _line_change(held: Line, given: Line) -> LineChange[Line]:
    """What changes in a line; empty cells keep what is held."""
    old, new = held.model_dump(mode="json"), given.model_dump(mode="json")
    fields = [field for field in new if field != "id" and new[field] is not None and not _same(old[field], new[field])]
    changes = tuple(FieldChange(field=field, before=old[field], after=new[field]) for field in fields)
    return LineChange(
        before=held,
        after=held.model_copy(update={field: getattr(given, field) for field in fields}),
        fields=changes,
    )


def _same(old: Value, new: Value) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new) < 1e-6
    return plain(old) == plain(new)


def take_difference(before: Plan, after: Plan, accepted: Collection[str]) -> Plan:
    """The plan with what was accepted, by the ids of measures and lines; decisions on links follow their measures.

    Held measures keep their order; new ones stand behind the measure that precedes them in the file. Everything else
    stays as it is held, in the place where the file has it.
    """
    found = plan_difference(before, after)
    measures = _in_order(before, found, frozenset(accepted))
    ids = {measure.id for measure in measures}
    sheets = {table.sheet for table in after.columns}
    return before.model_copy(
        update={
            **{name: getattr(after, name) for name in ("file_name", "digest", "layout", "columns", "problems")},
            "measures": tuple(measures),
            "mapping": after.mapping or before.mapping,
            "services": tuple(sheet for sheet in before.services if sheet in sheets),
            "period_ends": {sheet: end for sheet, end in before.period_ends.items() if sheet in sheets},
            "links": _links(before.links, ids),
            "budget_lines": _taken_lines(before.budget_lines, found.budget, accepted, ids),
            "indicator_lines": _taken_lines(before.indicator_lines, found.indicators, accepted, ids),
        }
    )


def _links(links: Iterable[LinkDecision], ids: Collection[str]) -> tuple[LinkDecision, ...]:
    return tuple(link for link in links if link.measure in ids)


def _in_order(before: Plan, found: PlanDifference, accepted: frozenset[str]) -> list[Measure]:
    held = _held_now(found, accepted)
    new = {measure.id: measure for measure in found.added if measure.id in accepted}
    behind: defaultdict[str, list[Measure]] = defaultdict(list)
    last = ""
    for id in found.order:
        if id in new:
            behind[last].append(new[id])
        elif id in held:
            last = id
    ordered = list(behind[""])
    for measure in before.measures:
        if measure.id in held:
            ordered += [held[measure.id], *behind[measure.id]]
    return ordered


def _held_now(found: PlanDifference, accepted: frozenset[str]) -> Mapping[str, Measure]:
    """Measures that are held, by id: changed where that was accepted, those not in the file without a place in it."""
    held = {measure.id: measure for measure in found.unchanged}
    for change in found.changed:
        kept = change.before.model_copy(update={"place": change.after.place})
        held[kept.id] = change.after if kept.id in accepted else kept
    for measure in found.removed:
        if measure.id not in accepted:
            held[measure.id] = measure.model_copy(update={"place": None})
    return held


def _taken_lines(
    before: Sequence[Line], found: LinesDifference[Line], accepted: Collection[str], ids: Collection[str]
) -> tuple[Line, ...]:
    changed = {change.before.id: change.after for change in found.changed if change.before.id in accepted}
    removed = {line.id for line in found.removed if line.id in accepted}
    lines = [changed.get(line.id, line) for line in before if line.id not in removed]
    lines += [line for line in found.added if line.id in accepted]
    return tuple(line for line in lines if line.measure in ids)
