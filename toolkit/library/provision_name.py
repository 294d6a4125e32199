"""How a provision is named and cited: paragraph 4, strategy 9, operative paragraph 4, core principle II."""

from collections.abc import Iterable

from toolkit.language import Language
from toolkit.library.model import Instrument, Library, Provision


def provision_name(instrument: Instrument, reference: str, language: Language, *, subject: bool = False) -> str:
    """A provision by its reference, in words; with its subject where it has one and that is wanted."""
    found = instrument.provision(reference)
    if found is not None and subject and found.subject and found.part == "strategy":
        return language.say("strategies.name.strategy_on", number=found.number, subject=found.subject)
    return language.say(f"strategies.name.{_part(instrument, found)}", number=found.number if found else reference)


def provision_subject(instrument: Instrument, reference: str, language: Language) -> str:
    """What a provision is about, where that is recorded; else its name."""
    found = instrument.provision(reference)
    return (found.subject if found else None) or provision_name(instrument, reference, language)


def provision_cited(instrument: Instrument, reference: str, language: Language) -> str:
    """A provision with the symbol of its instrument, in words."""
    found = instrument.provision(reference)
    number = found.number if found else reference
    return language.say(f"strategies.cited.{_part(instrument, found)}", symbol=instrument.symbol, number=number)


def provisions_cited(instrument: Instrument, references: Iterable[str], language: Language) -> str:
    """Provisions of one instrument as they are cited together: its symbol once for each kind of part."""
    numbers: dict[str, list[str]] = {}
    for reference in references:
        found = instrument.provision(reference)
        numbers.setdefault(_part(instrument, found), []).append(found.number if found else reference)
    several = [
        language.say(
            f"strategies.cited_together.{part}", symbol=instrument.symbol, n=len(each), numbers=", ".join(each)
        )
        for part, each in numbers.items()
    ]
    return language.say("report.between").join(several)


def reasons_cited(reasons: Iterable[str], library: Library, language: Language) -> str:
    """What led to a link, in one line: provisions ("78/224 6") as they are cited, words and codes as they are."""
    return ", ".join(_reason_cited(reason, library, language) for reason in reasons)


def _reason_cited(reason: str, library: Library, language: Language) -> str:
    symbol, _, reference = reason.partition(" ")
    named = next((each for each in library.instruments.values() if each.short == symbol), None)
    if named is None or named.provision(reference) is None:
        return reason
    return provision_cited(named, reference, language)


def _part(instrument: Instrument, found: Provision | None) -> str:
    """Part by which it is named; the operative paragraphs of a resolution alone are its paragraphs."""
    if found is None or (found.part == "operative" and not instrument.has_strategies):
        return "paragraph"
    return found.part
