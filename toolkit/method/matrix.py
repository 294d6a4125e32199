"""Coverage matrix: measures by provisions, limbs or items; how each link is known and how the measure stands.

A cell says by what a measure reaches a column. *Explicit* and *confirmed* links count, the best kind of a cell being
shown. A measure may also *name* a provision without reaching an item of it, or be *suggested* by its text: both are
shown and never count; suggestions that would be right less than one time in seven are left out. Solidity and its
reasons stand beside the measure; they hold for its whole row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, get_args

from toolkit.library.lens import Lens
from toolkit.library.model import Frozen
from toolkit.method.coverage import Coverage
from toolkit.method.gaps import CoverageClass
from toolkit.method.link import Link
from toolkit.method.results import PlanLookedAt
from toolkit.method.solidity import SolidityClass

By = Literal["provisions", "limbs", "items"]
CellKind = Literal["explicit", "confirmed", "named", "suggested"]
WAYS: tuple[By, ...] = get_args(By)
# The first that holds is shown in a cell.
KINDS: tuple[CellKind, ...] = get_args(CellKind)
LEAST_CONFIDENCE = 0.15
COUNTING: frozenset[CellKind] = frozenset({"explicit", "confirmed"})


class MatrixColumn(Frozen):
    """A provision, limb or item of the lens; `of` is the dimension or the provision it stands under, if any.

    `by_class` holds the items of the column by coverage: a provision or a limb has no class of its own.
    """

    code: str
    of: str | None
    by_class: Mapping[CoverageClass, tuple[str, ...]]

    @property
    def items(self) -> int:
        """Number of items of the column."""
        return sum(len(items) for items in self.by_class.values())

    @property
    def covered(self) -> int:
        """Number of its items that a measure covers, if only on paper."""
        return self.items - len(self.by_class.get("none", ()))


class MatrixCell(Frozen):
    """By what a measure reaches a column: the kind, the items, and of a suggestion how sure it is (0 to 1)."""

    kind: CellKind
    items: tuple[str, ...] = ()
    confidence: float | None = None

    @property
    def counts(self) -> bool:
        """True if the cell rests on a code in the file or on a person's word."""
        return self.kind in COUNTING


class MatrixRow(Frozen):
    """A measure of one of the plans looked at, how it stands and why, and its cells by the column's code.

    `not_asked` are items it is linked to, or that its text suggests, which the lens does not ask: they have no column.
    """

    plan: int
    measure: str
    solidity: SolidityClass
    reasons: tuple[str, ...]
    cells: Mapping[str, MatrixCell]
    not_asked: tuple[str, ...] = ()


class Matrix(Frozen):
    """Measures of the plans looked at, in their order, by the columns of a lens."""

    by: By
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


def matrix(
    lens: Lens, plans: Sequence[PlanLookedAt], covered: Coverage, by: By, looked_at: Collection[int] | None = None
) -> Matrix:
    """The matrix of the plans, or of those at some positions; `covered` is the coverage by the same plans."""
    columns = tuple(_columns(lens, covered, by))
    of_item = _columns_of_items(lens, columns, by)
    named = _named(covered) if by == "provisions" else {}
    rows = [
        MatrixRow(
            plan=at,
            measure=measure.id,
            solidity=found.solidities[measure.id].code,
            reasons=found.solidities[measure.id].reasons,
            cells=_cells(found.links.get(measure.id, ()), of_item, named.get((at, measure.id), ())),
            not_asked=_not_asked(found.links.get(measure.id, ()), lens),
        )
        for at, found in enumerate(plans)
        if looked_at is None or at in looked_at
        for measure in found.plan.measures
    ]
    return Matrix(by=by, columns=columns, rows=tuple(rows))


def _columns(lens: Lens, covered: Coverage, by: By) -> Iterator[MatrixColumn]:
    if by == "provisions":
        for provision in covered.provisions:
            yield MatrixColumn(code=provision.number, of=None, by_class=provision.by_class)
    elif by == "limbs":
        for limb in (*lens.limbs, *lens.soft_limbs):
            yield MatrixColumn(code=limb, of=limb.split(".")[0], by_class=_by_class(lens, covered, limb))
    else:
        for item in lens.items:
            yield MatrixColumn(code=item.id, of=item.id[:3], by_class={covered.items[item.id].code: (item.id,)})


def _by_class(lens: Lens, covered: Coverage, limb: str) -> dict[CoverageClass, tuple[str, ...]]:
    found: dict[CoverageClass, list[str]] = {}
    for item in lens.in_limb(limb):
        found.setdefault(covered.items[item.id].code, []).append(item.id)
    return {code: tuple(items) for code, items in found.items()}


def _columns_of_items(lens: Lens, columns: Sequence[MatrixColumn], by: By) -> dict[str, tuple[str, ...]]:
    """Columns in which a link to an item shows, by the item."""
    known = {column.code for column in columns}
    if by == "items":
        return {item.id: (item.id,) for item in lens.items}
    if by == "limbs":
        return {item.id: (item.limb,) for item in lens.items if item.limb in known and item.limb is not None}
    return {item.id: tuple(number for number in item.provisions if number in known) for item in lens.items}


def _named(covered: Coverage) -> dict[tuple[int, str], list[str]]:
    """Provisions that measures name, by plan and measure."""
    named: dict[tuple[int, str], list[str]] = {}
    for provision in covered.provisions:
        for ref in provision.named_by:
            named.setdefault((ref.plan, ref.measure), []).append(provision.number)
    return named


def _not_asked(links: Sequence[Link], lens: Lens) -> tuple[str, ...]:
    items = (link.item for link in links if link.item is not None and not _too_weak(link))
    return tuple(dict.fromkeys(item for item in items if item not in lens.by_id))


def _too_weak(link: Link) -> bool:
    return link.kind == "suggested" and link.confidence < LEAST_CONFIDENCE


def _cells(
    links: Sequence[Link], of_item: Mapping[str, tuple[str, ...]], named: Sequence[str]
) -> dict[str, MatrixCell]:
    found: dict[str, dict[CellKind, list[Link]]] = {number: {"named": []} for number in named}
    for link in links:
        if _too_weak(link):
            continue
        for column in of_item.get(link.item or "", ()):
            found.setdefault(column, {}).setdefault(link.kind, []).append(link)
    return {column: _cell(by_kind) for column, by_kind in found.items()}


def _cell(by_kind: Mapping[CellKind, Sequence[Link]]) -> MatrixCell:
    """The best kind of a cell; items of both kinds that count stand together."""
    kind = next(kind for kind in KINDS if kind in by_kind)
    kinds = [entry for entry in KINDS if entry in COUNTING] if kind in COUNTING else [kind]
    links = [link for entry in kinds for link in by_kind.get(entry, ())]
    sure = max((link.confidence for link in links), default=None) if kind == "suggested" else None
    return MatrixCell(kind=kind, items=tuple(dict.fromkeys(link.item or "" for link in links)), confidence=sure)
