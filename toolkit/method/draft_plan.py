"""Draft plan: the next step, one level, for the gaps that come first. (DESIGN section 4, "Draft plan")

Gaps of both lists marked first; if none is marked, the first twelve of the text list, filled up from the enabling
list; with the gaps of the same list that they require. Measures are those the checklists name for the next level. No
cost, no saving and no fact is invented; what nobody answered has no gap and gives nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.library.model import Frozen, Library, NextStep
from toolkit.method.gaps import Gap, required_by
from toolkit.method.results import Results
from toolkit.problem import Problem, problem

FIRST = 12
MOST_MEASURES = 20
LARGEST_SHARE = 1 / 3
# A share of very few measures says nothing.
LEAST_MEASURES_FOR_SHARES = 6


class DraftStep(Frozen):
    """One measure of a draft: the gap it answers, the step to its next level, and what stands before it.

    `number` counts through the whole draft, whoever leads. `after` are the items of the draft that this one requires;
    `missing` required items that are below their target or without a level and stand outside the draft.
    """

    number: int
    gap: Gap
    step: NextStep
    after: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def draft_steps(results: Results, library: Library, lead: str | None = None) -> tuple[DraftStep, ...]:
    """Steps of the draft in the order of the lists, text list first; with a lead code, those it usually leads."""
    gaps = chosen_gaps(results, library)
    drafted = frozenset(gap.item for gap in gaps)
    open_items = _open_items(results)
    pairs = [(gap, step) for gap in gaps for step in library.items[gap.item].next_steps if step.to == gap.level + 1]
    steps = tuple(
        DraftStep(
            number=number,
            gap=gap,
            step=step,
            after=tuple(item for item in gap.requires if item in drafted),
            missing=tuple(item for item in gap.requires if item in open_items and item not in drafted),
        )
        for number, (gap, step) in enumerate(pairs, start=1)
    )
    return tuple(found for found in steps if lead is None or found.step.lead == lead)


def chosen_gaps(results: Results, library: Library) -> tuple[Gap, ...]:
    """Gaps that a draft answers: those marked first, else the first twelve, and what they require in their list."""
    text, enabling = results.gaps.text, results.gaps.enabling
    marked = [[gap for gap in found if gap.mark == "first"] for found in (text, enabling)]
    if not any(marked):
        marked = [list(text[:FIRST]), list(enabling[: max(0, FIRST - len(text))])]
    lists = zip((text, enabling), marked, strict=True)
    return tuple(gap for found, chosen in lists for gap in _with_required(found, chosen, library))


def _with_required(found: Sequence[Gap], chosen: Sequence[Gap], library: Library) -> list[Gap]:
    """The chosen gaps of a list with those it requires, in the order of the list."""
    wanted = {gap.item for gap in chosen}
    wanted |= {item for gap in chosen for item in required_by(gap.item, library)}
    return [gap for gap in found if gap.item in wanted]


def _open_items(results: Results) -> frozenset[str]:
    """Asked items without a level, or below their target; what does not apply is not open."""
    return frozenset(
        value.id
        for value in results.scores.items
        if value.applies and (value.counted.level is None or value.counted.level < value.target)
    )


def draft_remarks(steps: Sequence[DraftStep], library: Library, lead: str | None = None) -> list[Problem]:
    """What is worth knowing of a draft as a whole: none, too many, too much of one kind, too much for one lead."""
    if not steps:
        return [problem("draft_without_measures")]
    found = []
    if len(steps) > MOST_MEASURES:
        found.append(problem("draft_many_measures", n=len(steps), most=MOST_MEASURES))
    found.extend(_shares("draft_one_kind", [step.step.kind for step in steps], _kind_names(library)))
    if lead is None:
        names = {code: body.name for code, body in library.scales.bodies.items()}
        found.extend(_shares("draft_one_lead", [step.step.lead for step in steps], names))
    return found


def _kind_names(library: Library) -> dict[str, str]:
    return {code: kind.name for code, kind in library.scales.measure_kinds.items()}


def _shares(code: str, values: Sequence[str], names: dict[str, str]) -> Iterator[Problem]:
    if len(values) < LEAST_MEASURES_FOR_SHARES:
        return
    for value, n in Counter(values).most_common():
        if n > len(values) * LARGEST_SHARE:
            yield problem(code, n=n, whole=len(values), name=names.get(value, value))
