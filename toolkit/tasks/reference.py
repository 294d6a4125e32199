"""Look something up in what is asked: a statement, an instrument with its provisions, two instruments side by side."""

import re
from collections.abc import Iterator, Mapping

from toolkit.library.difference import Difference, difference
from toolkit.library.model import Frozen, Item, Library, NextStep, Provision, SubjectWords, in_order

IN_ORDER = ("operative", "strategy", "principle", "paragraph")
_WORD = re.compile(r"[^\W_]+(?:[-/'’][^\W_]+)*")


class ProvisionShown(Frozen):
    """A provision with its number as it is listed, and the items that it carries."""

    number: str
    provision: Provision
    items: tuple[str, ...]


class StandardCited(Frozen):
    """A standard that bears on an item: abbreviation, its name in full, and the numbers cited."""

    code: str
    name: str
    numbers: tuple[str, ...]


class PairShown(Frozen):
    """A provision that stands in two instruments: its subject, both numbers, how the wording changed.

    `by_limbs`: a paragraph beside a strategy, where what is asked for was compared and not the wording.
    """

    subject: str
    from_number: str
    to_number: str
    wording: str
    moved: bool
    explain: tuple[str, ...]
    items: tuple[str, ...]
    by_limbs: bool = False


def find_statements(library: Library, words: str) -> tuple[str, ...]:
    """Items in which every word begins a word of their texts or of the subject words by which plans speak of them.

    Those whose statement or code holds all come first.
    """
    wanted = [word.casefold() for word in _WORD.findall(words)]
    if not wanted:
        return ()
    found: list[tuple[bool, tuple[str, int], str]] = []
    for item in library.items.values():
        if _holds(wanted, " ".join((item.id, item.text))):
            found.append((False, in_order(item.id), item.id))
        elif _holds(wanted, " ".join(_texts(item, library))):
            found.append((True, in_order(item.id), item.id))
    return tuple(id for _, _, id in sorted(found))


def _holds(wanted: list[str], text: str) -> bool:
    known = [word.casefold() for word in _WORD.findall(text)]
    return all(any(word.startswith(start) for word in known) for start in wanted)


def _texts(item: Item, library: Library) -> Iterator[str]:
    yield from (item.id, item.text, item.denominator or "", library.dimensions[item.dimension].name)
    yield from (*library.level_texts(item.id), *item.look_for, *item.standards)
    yield from (library.limbs[entry.limb].gist for entry in item.limbs if entry.limb in library.limbs)
    known = library.subject_words.get(library.language)
    yield from known.items.get(item.id, ()) if known is not None else ()


def find_subjects(library: Library, words: str) -> tuple[str, ...]:
    """Dimensions whose name or code, or one of whose subject words, holds every word, in their order."""
    wanted = [word.casefold() for word in _WORD.findall(words)]
    known = library.subject_words.get(library.language)
    if not wanted:
        return ()
    return tuple(
        found.id
        for found in library.dimensions.values()
        if any(_holds(wanted, text) for text in (f"{found.id} {found.name}", *_subject_words(known, found.id)))
    )


def _subject_words(known: SubjectWords | None, dimension: str) -> tuple[str, ...]:
    return known.dimensions[dimension].words if known is not None and dimension in known.dimensions else ()


def provisions_shown(library: Library, instrument: str) -> Mapping[str, tuple[ProvisionShown, ...]]:
    """Provisions of an instrument by part (operative paragraphs, strategies), each with the items it carries."""
    held = library.instruments[instrument]
    found: dict[str, tuple[ProvisionShown, ...]] = {}
    for provision in sorted(held.provisions, key=lambda found: IN_ORDER.index(found.part)):
        number = held.reference(provision)
        items = tuple(item.id for item in library.items.values() if number in item.carried_by.get(instrument, ()))
        shown = ProvisionShown(number=number, provision=provision, items=tuple(sorted(items, key=in_order)))
        found[provision.part] = (*found.get(provision.part, ()), shown)
    return found


def provision_labelled(library: Library, instrument: str, number: str) -> Provision:
    """Provision of an instrument by its number as it is listed. Raises KeyError for one that is not there."""
    held = library.instruments[instrument]
    return {held.reference(provision): provision for provision in held.provisions}[number]


def standards_of(library: Library, item: Item) -> tuple[StandardCited, ...]:
    """Standards that bear on an item, each once with its numbers, in the order in which they are cited."""
    found: dict[str, list[str]] = {}
    for cited in item.standards:
        code, _, number = cited.partition(" ")
        found.setdefault(code, []).extend([number] if number else [])
    names = {code: known.name for code, known in library.scales.standards.items()}
    return tuple(
        StandardCited(code=code, name=names.get(code, ""), numbers=tuple(numbers)) for code, numbers in found.items()
    )


def steps_by_level(item: Item) -> Mapping[int, tuple[NextStep, ...]]:
    """Next steps of an item by the level that they lead to."""
    levels = sorted({step.to for step in item.next_steps})
    return {level: tuple(step for step in item.next_steps if step.to == level) for level in levels}


def held_against(library: Library, before: str, after: str) -> tuple[Difference, tuple[PairShown, ...]]:
    """Two instruments held against each other, and their pairs with the subject of each."""
    found = difference(library, before, after)
    pairs = tuple(
        PairShown(
            subject=pair.subject,
            from_number=pair.from_number,
            to_number=pair.to_number,
            wording=pair.wording,
            moved=pair.moved,
            explain=pair.explain,
            items=pair.items,
            by_limbs=bool(pair.limbs),
        )
        for pair in found.pairs
    )
    return found, pairs
