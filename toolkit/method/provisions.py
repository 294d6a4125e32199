"""Provisions that a measure names, read through a lens. (DESIGN section 4, "Coverage")

A bare "OP 4" is read in the lens. Where the lens leaves more than one reading, or none while other instruments have
that number, the readings are named for a person to choose from; nothing is guessed.
"""

from collections.abc import Iterable, Sequence

from toolkit.library.lens import Lens
from toolkit.library.model import Instrument, Library, Provision
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import Measure, ProvisionNamed


def provisions_of(
    measure: Measure, library: Library, lens: Lens
) -> tuple[tuple[ProvisionNamed, ...], tuple[Problem, ...]]:
    """Provisions named by a measure with instrument and part settled, and a problem for each that stays open."""
    found: list[ProvisionNamed] = []
    problems: list[Problem] = []
    for named in measure.provisions:
        readings = _readings(named, library, lens)
        if len(readings) == 1:
            found.extend(readings)
        else:
            choice = readings or _readings_elsewhere(named, library)
            problems.append(_stays_open(measure, named, choice, library))
    return tuple(dict.fromkeys(found)), tuple(problems)


def items_of(provisions: Iterable[ProvisionNamed], library: Library) -> dict[str, str]:
    """Items that these provisions carry, each with the first provision that does ("78/224 4")."""
    found: dict[str, str] = {}
    for named in provisions:
        instrument = library.instruments.get(named.instrument or "")
        reference = None if instrument is None else reference_of(named, instrument)
        if instrument is None or reference is None:
            continue
        for item in library.items.values():
            if reference in item.carried_by.get(instrument.id, ()):
                found.setdefault(item.id, f"{instrument.short} {reference}")
    return found


def reference_of(named: ProvisionNamed, instrument: Instrument) -> str | None:
    """Under what an instrument's own provision is referred to ("4", "OP4", "MS09"); None if it has none like this."""
    read = _by_part(named, instrument)
    found = [instrument.reference(provision) for provision in instrument.provisions if _fits(provision, read)]
    return found[0] if len(found) == 1 else None


def _readings(named: ProvisionNamed, library: Library, lens: Lens) -> list[ProvisionNamed]:
    """What the reference may mean: within the instrument it names, else within the lens."""
    instrument = lens.instrument if named.instrument is None else library.instruments.get(named.instrument)
    return [] if instrument is None else _within(instrument, named)


def _readings_elsewhere(named: ProvisionNamed, library: Library) -> list[ProvisionNamed]:
    """What a bare reference may mean in any instrument; one reading outside the lens is still a guess."""
    if named.instrument is not None:
        return []
    return [reading for instrument in library.instruments.values() for reading in _within(instrument, named)]


def _within(instrument: Instrument, named: ProvisionNamed) -> list[ProvisionNamed]:
    named = _by_part(named, instrument)
    fits = [provision for provision in instrument.provisions if _fits(provision, named)]
    return [ProvisionNamed(instrument=instrument.id, number=found.number, part=found.part) for found in fits]


def _by_part(named: ProvisionNamed, instrument: Instrument) -> ProvisionNamed:
    """A "paragraph" of a resolution without an annex is its operative paragraph; elsewhere it is the annex's own."""
    if named.part != "paragraph" or instrument.has_strategies:
        return named
    return named.model_copy(update={"part": "operative"})


def _fits(provision: Provision, named: ProvisionNamed) -> bool:
    return provision.number == named.number and named.part in (None, provision.part)


def _stays_open(
    measure: Measure, named: ProvisionNamed, readings: Sequence[ProvisionNamed], library: Library
) -> Problem:
    place = place_of(measure)
    if not readings:
        instrument = library.instruments.get(named.instrument or "")
        symbol = instrument.short if instrument is not None else (named.instrument or "")
        return problem("measure_provision_unknown", place, reference=f"{symbol} {named.number}".strip())
    choice = [
        f"{library.instruments[found.instrument or ''].short} {found.number} ({found.part})" for found in readings
    ]
    return problem("measure_provision_ambiguous", place, reference=named.number, readings=", ".join(choice))


def place_of(measure: Measure, column: str | None = None, field: str | None = None) -> Place:
    """Place of a measure in its workbook: the cell where the column is known, else the row."""
    if measure.place is None:
        return Place(measure=measure.id, field=field)
    sheet, row = measure.place.sheet, measure.place.row
    cell = f"{column}{row}" if column else None
    return Place(sheet=sheet, row=row, cell=cell, column=column, field=field, measure=measure.id)
