"""What one instrument says that another did not: same, reworded, moved, new, dropped, not held.

Computed from the concordance, which is data: no sentence of an instrument is held or compared here.
"""

from collections.abc import Iterator
from typing import Literal

from toolkit.library.model import ConcordanceKey, Frozen, Instrument, Library, Provision, Thread, in_order

Wording = Literal["same", "reworded", "strengthened", "weakened", "not_held"]
_THE_OTHER_WAY: dict[str, Wording] = {"strengthened": "weakened", "weakened": "strengthened", "reworded": "reworded"}


class Pair(Frozen):
    """A paragraph that stands in both instruments, with the items it carries in either."""

    key: str
    from_number: str
    to_number: str
    wording: Wording
    moved: bool
    items: tuple[str, ...]
    explain: tuple[str, ...] = ()


class Unknown(Frozen):
    """A paragraph whose counterpart may stand in a part of the other instrument that we do not hold."""

    instrument: str
    number: str


class Difference(Frozen):
    """Two instruments held against each other; `look_again` are the items that a change concerns."""

    from_instrument: str
    to_instrument: str
    pairs: tuple[Pair, ...]
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    look_again: tuple[str, ...]


def difference(library: Library, from_instrument: str, to_instrument: str) -> Difference:
    """Hold two instruments of the library against each other. Raises KeyError for one that is not there."""
    before, after = library.instruments[from_instrument], library.instruments[to_instrument]
    pairs = tuple(_pairs(library, before, after))
    dropped, unknown_before = _alone(library, before, after, {pair.from_number for pair in pairs})
    new, unknown_after = _alone(library, after, before, {pair.to_number for pair in pairs})
    changed = {item for pair in pairs if pair.wording not in ("same", "not_held") for item in pair.items}
    changed |= {item for number in new for item in _items(library, after, number)}
    changed |= {item for number in dropped for item in _items(library, before, number)}
    return Difference(
        from_instrument=before.id,
        to_instrument=after.id,
        pairs=pairs,
        new=new,
        dropped=dropped,
        unknown=(*unknown_before, *unknown_after),
        look_again=tuple(sorted(changed, key=in_order)),
    )


def label(provision: Provision) -> str:
    """Number of a provision as it is listed: a strategy as MS01, others as they are numbered."""
    return f"MS{int(provision.number):02d}" if provision.part == "strategy" else provision.number


def _pairs(library: Library, before: Instrument, after: Instrument) -> Iterator[Pair]:
    for key in library.concordance:
        for thread in key.threads:
            first, second = thread.paragraphs.get(before.id), thread.paragraphs.get(after.id)
            if first is None or second is None:
                continue
            items = {*_items(library, before, first), *_items(library, after, second)}
            wording, explain = _wording(key, thread, before.id, after.id)
            yield Pair(
                key=key.key,
                from_number=first,
                to_number=second,
                wording=wording,
                moved=first != second,
                items=tuple(sorted(items, key=in_order)),
                explain=explain,
            )


def _wording(key: ConcordanceKey, thread: Thread, before: str, after: str) -> tuple[Wording, tuple[str, ...]]:
    first, second = thread.wording(before), thread.wording(after)
    if first is None or second is None:
        return ("same", ()) if before == after else ("not_held", ())
    if first == second:
        return "same", ()
    steps = [key.changes[number] for number in range(min(first, second) + 1, max(first, second) + 1)]
    kinds = {step.kind for step in steps}
    kind: Wording = steps[0].kind if len(kinds) == 1 else "reworded"
    return (kind if first < second else _THE_OTHER_WAY[kind]), tuple(step.explain for step in steps)


def _alone(
    library: Library, instrument: Instrument, other: Instrument, paired: set[str]
) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """Paragraphs without a counterpart: those that surely have none, and those that may have one we do not hold."""
    not_held = {
        number for key in library.concordance if other.id in key.not_held for number in key.paragraphs(instrument.id)
    }
    surely, unknown = [], []
    for provision in instrument.provisions:
        number = label(provision)
        if provision.part == "operative" and number in paired:
            continue
        if provision.part == "operative" and number in not_held:
            unknown.append(Unknown(instrument=instrument.id, number=number))
        else:
            surely.append(number)
    return tuple(surely), tuple(unknown)


def _items(library: Library, instrument: Instrument, number: str) -> tuple[str, ...]:
    return tuple(item.id for item in library.items.values() if number in item.carried_by.get(instrument.id, ()))
