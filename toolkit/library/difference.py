"""What one instrument says that another did not: same, reworded, moved, new, dropped, not held.

Computed from the concordance, which is data: no sentence of an instrument is held or compared here. Between
resolutions paragraphs are held against each other; between a resolution and the Model Strategies the limbs are, and
a paragraph stands beside every strategy that takes up one of its limbs.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from toolkit.library.concordance import ConcordanceKey, LimbPair, Thread
from toolkit.library.model import Frozen, Instrument, Library, in_order

Wording = Literal["same", "reworded", "strengthened", "weakened", "not_held"]
_THE_OTHER_WAY: dict[str, Wording] = {"strengthened": "weakened", "weakened": "strengthened", "reworded": "reworded"}
_HELD_AGAINST_EACH_OTHER = frozenset({"operative", "strategy"})


class LimbsBeside(Frozen):
    """A limb of one instrument and the limb of the other that takes it up."""

    from_limb: str
    to_limb: str
    wording: Wording


class Pair(Frozen):
    """A provision that stands in both instruments, with the items that it carries in either.

    Where the instruments have limbs of different families, `limbs` are those that stand beside each other, and the
    items those that count in one of them.
    """

    key: str
    subject: str
    from_number: str
    to_number: str
    wording: Wording
    moved: bool
    items: tuple[str, ...]
    explain: tuple[str, ...] = ()
    limbs: tuple[LimbsBeside, ...] = ()


class Unknown(Frozen):
    """A paragraph whose counterpart may stand in a part of the other instrument that we do not hold."""

    instrument: str
    number: str


class Difference(Frozen):
    """Two instruments held against each other; `look_again` are the items that a change concerns.

    `new_limbs` and `dropped_limbs` are those without a counterpart, where the families differ.
    """

    from_instrument: str
    to_instrument: str
    pairs: tuple[Pair, ...]
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    look_again: tuple[str, ...]
    new_limbs: tuple[str, ...] = ()
    dropped_limbs: tuple[str, ...] = ()


def difference(library: Library, from_instrument: str, to_instrument: str) -> Difference:
    """Hold two instruments of the library against each other. Raises KeyError for one that is not there."""
    before, after = library.instruments[from_instrument], library.instruments[to_instrument]
    pairs = (*_pairs(library, before, after), *_strategies_in_both(library, before, after))
    pairs = (*_limb_pairs(library, before, after), *pairs)
    dropped, unknown_before = _alone(library, before, after, {pair.from_number for pair in pairs})
    new, unknown_after = _alone(library, after, before, {pair.to_number for pair in pairs})
    changed = {item for pair in pairs if pair.wording not in ("same", "not_held") for item in pair.items}
    changed |= {item for number in new for item in _items(library, after, number)}
    changed |= {item for number in dropped for item in _items(library, before, number)}
    new_limbs, dropped_limbs = _limbs_alone(library, after, before), _limbs_alone(library, before, after)
    changed |= {item for limb in (*new_limbs, *dropped_limbs) for item in _counting(library, {limb})}
    return Difference(
        from_instrument=before.id,
        to_instrument=after.id,
        pairs=pairs,
        new=new,
        dropped=dropped,
        unknown=(*unknown_before, *unknown_after),
        look_again=tuple(sorted(changed, key=in_order)),
        new_limbs=new_limbs,
        dropped_limbs=dropped_limbs,
    )


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
                subject=key.subject,
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


def _strategies_in_both(library: Library, before: Instrument, after: Instrument) -> Iterator[Pair]:
    """Strategies that two instruments with strategies share: today an instrument held against itself."""
    shared = {after.reference(found) for found in after.provisions if found.part == "strategy"}
    for found in before.provisions:
        number = before.reference(found)
        if found.part == "strategy" and number in shared:
            yield Pair(
                key=number,
                subject=found.subject or number,
                from_number=number,
                to_number=number,
                wording="same",
                moved=False,
                items=_items(library, before, number),
            )


def _limb_pairs(library: Library, before: Instrument, after: Instrument) -> Iterator[Pair]:
    """Paragraphs of a resolution beside the strategies that take up their limbs, and the other way round."""
    if before.family == after.family:
        return
    forward = before.family == "K"
    resolution, strategies = (before, after) if forward else (after, before)
    found: dict[tuple[str, str], list[LimbPair]] = {}
    for pair in library.limb_pairs:
        paragraph, strategy = _provision_of(library, resolution, pair.before), strategies.carrying(pair.after)
        if paragraph is not None and strategy is not None:
            numbers = (paragraph, strategies.reference(strategy))
            found.setdefault(numbers if forward else (numbers[1], numbers[0]), []).append(pair)
    for first, second in sorted(found, key=lambda numbers: _in_instruments(numbers, before, after)):
        yield _beside(library, (first, second), found[first, second], resolution, strategies, forward)


def _provision_of(library: Library, resolution: Instrument, limb: str) -> str | None:
    """Paragraph of a resolution with a limb, or which may have it: we hold no more than its opening."""
    own = resolution.carrying(limb)
    if own is not None:
        return own.number
    key = next((found for found in library.concordance if found.key == limb.partition(".")[0]), None)
    for number in key.paragraphs(resolution.id) if key else ():
        provision = resolution.provision(number)
        if provision is not None and provision.held == "opening":
            return number
    return None


def _beside(
    library: Library,
    numbers: tuple[str, str],
    pairs: list[LimbPair],
    resolution: Instrument,
    strategies: Instrument,
    forward: bool,
) -> Pair:
    paragraph, strategy = numbers if forward else (numbers[1], numbers[0])
    provision = resolution.provision(paragraph)
    whole = provision is not None and provision.held == "whole"
    limbs = tuple(_limbs_beside(pair, forward, whole) for pair in pairs)
    kinds = {limb.wording for limb in limbs}
    found = strategies.provision(strategy)
    items = _counting(library, {limb for pair in pairs for limb in (pair.before, pair.after)})
    return Pair(
        key=strategy,
        subject=(found.subject if found else None) or strategy,
        from_number=numbers[0],
        to_number=numbers[1],
        wording=kinds.pop() if len(kinds) == 1 else "reworded",
        moved=True,
        items=items,
        explain=tuple(pair.explain for pair in pairs) if whole else (),
        limbs=limbs,
    )


def _limbs_beside(pair: LimbPair, forward: bool, whole: bool) -> LimbsBeside:
    wording: Wording = "not_held"
    if whole:
        wording = pair.wording if forward else _THE_OTHER_WAY[pair.wording]
    first, second = (pair.before, pair.after) if forward else (pair.after, pair.before)
    return LimbsBeside(from_limb=first, to_limb=second, wording=wording)


def _in_instruments(numbers: tuple[str, str], before: Instrument, after: Instrument) -> tuple[int, int]:
    return _place(before)[numbers[0]], _place(after)[numbers[1]]


def _place(instrument: Instrument) -> Mapping[str, int]:
    return {instrument.reference(found): at for at, found in enumerate(instrument.provisions)}


def _alone(
    library: Library, instrument: Instrument, other: Instrument, paired: set[str]
) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    """Provisions without a counterpart: those that surely have none, and those that may have one we do not hold.

    Paragraphs and principles of an annex say what its strategies cover; the strategies stand for them.
    """
    if instrument.id == other.id:
        return (), ()
    not_held = _not_held(library, instrument, other)
    surely, unknown = [], []
    for provision in instrument.provisions:
        number = instrument.reference(provision)
        if provision.part not in _HELD_AGAINST_EACH_OTHER or number in paired:
            continue
        if number in not_held:
            unknown.append(Unknown(instrument=instrument.id, number=number))
        else:
            surely.append(number)
    return tuple(surely), tuple(unknown)


def _not_held(library: Library, instrument: Instrument, other: Instrument) -> set[str]:
    """Provisions whose subject the other instrument may have in a part that we do not hold."""
    keys = [key for key in library.concordance if other.id in key.not_held]
    found = {number for key in keys for number in key.paragraphs(instrument.id)}
    missing = {key.key for key in keys}
    for pair in library.limb_pairs if instrument.family != other.family else ():
        strategy = instrument.carrying(pair.after)
        if strategy is not None and pair.before.partition(".")[0] in missing:
            found.add(instrument.reference(strategy))
    return found


def _limbs_alone(library: Library, instrument: Instrument, other: Instrument) -> tuple[str, ...]:
    """Limbs of an instrument that surely have no counterpart in one of the other family."""
    if instrument.family == other.family or not other.limbs:
        return ()
    not_held = {key.key for key in library.concordance if other.id in key.not_held}
    beside: set[str] = set()
    for pair in library.limb_pairs:
        mine, its = (pair.before, pair.after) if instrument.family == "K" else (pair.after, pair.before)
        stands = other.carrying(its) is not None or _provision_of(library, other, its) is not None
        if stands or its.partition(".")[0] in not_held:
            beside.add(mine)
    return tuple(limb for limb in instrument.limbs if limb not in beside)


def _counting(library: Library, limbs: set[str]) -> tuple[str, ...]:
    """Items that count in one of these limbs."""
    found = [item.id for item in library.items.values() if limbs & {entry.limb for entry in item.limbs}]
    return tuple(sorted(found, key=in_order))


def _items(library: Library, instrument: Instrument, number: str) -> tuple[str, ...]:
    return tuple(item.id for item in library.items.values() if number in item.carried_by.get(instrument.id, ()))
