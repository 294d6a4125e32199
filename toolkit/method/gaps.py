"""Gaps: target level minus level where positive, in two lists that are never interleaved. (DESIGN section 4, "Gaps")

Sort key: the State's mark, levels missing, coverage, points, id. Then prerequisites are lifted: before each gap
come those gaps of the same list which it requires, directly or through others.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from toolkit.library.lens import Lens
from toolkit.library.model import IN_THE_TEXT, Basis, Frozen, Library, in_order
from toolkit.method.scoring import ItemValue, Scores, enabling_point, text_point, with_level
from toolkit.record.assessment import Mark

CoverageClass = Literal["full", "partly", "paper", "none"]
_COVERAGE_ORDER: Mapping[str, int] = {"none": 0, "paper": 1, "partly": 2, "full": 3}
_MARK_ORDER: Mapping[str, int] = {"first": 0, "normal": 1, "later": 2}


class Gap(Frozen):
    """One gap: level, target, what closing it would add to its list's own index, and how plans cover it."""

    item: str
    level: int
    target: int
    points: float
    coverage: CoverageClass
    mark: Literal["first", "normal", "later"]
    reason: str
    lead: str
    requires: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Levels missing to the target."""
        return self.target - self.level


class Gaps(Frozen):
    """The two lists of gaps."""

    text: tuple[Gap, ...]
    enabling: tuple[Gap, ...]


def gaps(
    scores: Scores,
    library: Library,
    lens: Lens,
    marks: Mapping[str, Mark],
    coverage: Mapping[str, CoverageClass],
) -> Gaps:
    """Both lists of gaps of scored assessment; items without a level and soft items are in neither."""
    scored = [value for value in scores.items if value.asked.basis in IN_THE_TEXT]
    implied = [value for value in scores.items if value.asked.basis is Basis.IMPLIED]
    return Gaps(
        text=_one_list(scored, lambda values: text_point(values, lens), library, marks, coverage),
        enabling=_one_list(implied, enabling_point, library, marks, coverage),
    )


def points_gained(
    values: Sequence[ItemValue],
    item: str,
    level: int,
    point: Callable[[Sequence[ItemValue]], float | None],
    now: float | None = None,
) -> float:
    """The index recomputed with the item at this level, minus the index as it is (`now`, by who has it at hand)."""
    changed = [with_level(value, level) if value.id == item else value for value in values]
    return (point(changed) or 0.0) - ((point(values) if now is None else now) or 0.0)


def _one_list(
    values: Sequence[ItemValue],
    point: Callable[[Sequence[ItemValue]], float | None],
    library: Library,
    marks: Mapping[str, Mark],
    coverage: Mapping[str, CoverageClass],
) -> tuple[Gap, ...]:
    found = []
    now = point(values)
    for value in values:
        level = value.counted.level
        if level is None or level >= value.target:
            continue
        item = library.items[value.id]
        mark = marks.get(value.id, Mark())
        found.append(
            Gap(
                item=value.id,
                level=level,
                target=value.target,
                points=points_gained(values, value.id, value.target, point, now),
                coverage=coverage.get(value.id, "none"),
                mark=mark.mark,
                reason=mark.reason,
                lead=item.lead,
                requires=item.requires,
            )
        )
    return prerequisites_lifted(sorted(found, key=sort_key), library)


def sort_key(gap: Gap) -> tuple[int, int, int, float, tuple[str, int]]:
    """Mark, levels missing, coverage, points (rounded to 9 decimals), id."""
    return (
        _MARK_ORDER[gap.mark],
        -gap.missing,
        _COVERAGE_ORDER[gap.coverage],
        -round(gap.points, 9),
        in_order(gap.item),
    )


def prerequisites_lifted(ordered: Sequence[Gap], library: Library) -> tuple[Gap, ...]:
    """The list with every gap after those gaps of the same list that it requires."""
    position = {gap.item: number for number, gap in enumerate(ordered)}
    written: dict[str, Gap] = {}

    def write(gap: Gap) -> None:
        required = [item for item in required_by(gap.item, library) if item in position]
        for item in sorted(required, key=position.__getitem__):
            if item not in written and item != gap.item:
                write(ordered[position[item]])
        written.setdefault(gap.item, gap)

    for gap in ordered:
        write(gap)
    return tuple(written.values())


def required_by(item: str, library: Library) -> frozenset[str]:
    """All items that an item requires, directly or through others."""
    found: set[str] = set()
    waiting = list(library.items[item].requires)
    while waiting:
        required = waiting.pop()
        if required not in found and required in library.items:
            found.add(required)
            waiting.extend(library.items[required].requires)
    return frozenset(found)
