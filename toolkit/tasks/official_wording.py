"""Load an official document, hold it against our record, and find the wording that stands beside an item."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.intake.official_text import OfficialText, read_official_text
from toolkit.language import RIGHT_TO_LEFT, SOURCE
from toolkit.library.model import Frozen, Instrument, Item, Library, Provision
from toolkit.problem import Place, Problem, problem
from toolkit.record.official_wording import OfficialWording, ProvisionWording

# A document that has fewer of our provisions than this share is another one.
LEAST_SHARE = 0.5


class WordingShown(Frozen):
    """Official wording beside something: of which instrument and provision, its language and direction, the text."""

    instrument: str
    reference: str
    language: str | None
    direction: str
    text: str


def load_document(
    source: Path | bytes, name: str, library: Library, said: str | None = None
) -> tuple[OfficialWording | None, list[Problem]]:
    """Read an official document as it is to be kept; None if there is nothing in it to show.

    `said` is the instrument that a person says it is, where the document does not say so itself.
    """
    found, problems = read_official_text(source, name)
    if found is None or not found.provisions:
        return None, problems
    instrument = _instrument_of(found, library, said)
    problems = [*problems, *_named(fit(found, instrument), name)]
    if any(entry.code == "text_does_not_fit" for entry in problems):
        return None, problems
    content = source if isinstance(source, bytes) else source.read_bytes()
    symbol = found.symbol or (instrument.symbol if instrument else name)
    return OfficialWording(
        symbol=symbol,
        instrument=instrument.id if instrument else None,
        language=found.language,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        provisions=tuple(ProvisionWording(**vars(entry)) for entry in found.provisions),
        problems=tuple(problems),
    ), problems


def _named(problems: Iterator[Problem], name: str) -> list[Problem]:
    return [entry.model_copy(update={"place": Place(file=name)}) for entry in problems]


def _instrument_of(found: OfficialText, library: Library, said: str | None) -> Instrument | None:
    if found.symbol is None:
        return library.instruments.get(said or "")
    return next((held for held in library.instruments.values() if held.symbol == found.symbol), None)


def fit(found: OfficialText, instrument: Instrument | None) -> Iterator[Problem]:
    """What of our record of an instrument a document does not have, has beyond it, or begins otherwise."""
    if instrument is None:
        if found.symbol is not None:
            yield problem("text_of_none_of_ours", symbol=found.symbol)
        return
    ours = {(entry.part, entry.number): entry for entry in instrument.provisions}
    theirs = {(entry.part, entry.number): entry for entry in found.provisions}
    both = [key for key in ours if key in theirs]
    if len(both) < LEAST_SHARE * len(ours):
        yield problem("text_does_not_fit", symbol=instrument.symbol, found=len(both), of=len(ours))
        return
    missing = [instrument.reference(ours[key]) for key in ours if key not in theirs]
    more = [key[1] for key in theirs if key not in ours and key[0] in {part for part, _ in ours}]
    differing = [
        instrument.reference(ours[key])
        for key in both
        if ours[key].verb and theirs[key].verb and found.language == SOURCE and ours[key].verb != theirs[key].verb
    ]
    told = {"text_numbers_missing": missing, "text_verbs_differ": differing}
    told["text_numbers_more"] = more if instrument.held == "whole" else []
    for code, numbers in told.items():
        if numbers:
            yield problem(code, symbol=instrument.symbol, numbers=", ".join(numbers))


def document_of(texts: Sequence[OfficialWording], instrument: str, language: str) -> OfficialWording | None:
    """The document of an instrument that is held: in this language, else in English, else in another."""
    held = [found for found in texts if found.instrument == instrument]
    return _preferred(held, language)


def document_with_symbol(texts: Sequence[OfficialWording], symbol: str, language: str) -> OfficialWording | None:
    """The document of a symbol that is held, in the language that suits best."""
    return _preferred([found for found in texts if symbol and found.symbol == symbol], language)


def _preferred(held: Sequence[OfficialWording], language: str) -> OfficialWording | None:
    order = {language: 0, SOURCE: 1}
    return min(held, key=lambda found: order.get(found.language or "", 2), default=None)


def direction_of(language: str | None) -> str:
    """Direction in which a language is written."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def wording_of(
    library: Library, texts: Sequence[OfficialWording], instrument: str, reference: str, language: str
) -> tuple[WordingShown, ...]:
    """Official wording of a provision by its reference; empty where no document of it is held."""
    held, found = library.instruments[instrument], document_of(texts, instrument, language)
    provision = held.provision(reference)
    if found is None or provision is None:
        return ()
    return tuple(_shown(found, held, [provision]))


def wording_beside(
    library: Library, texts: Sequence[OfficialWording], item: Item, instrument: str, language: str
) -> tuple[WordingShown, ...]:
    """Official wording of what carries an item in an instrument.

    Beside a model strategy also the paragraphs that carry the one thing the item counts in.
    """
    held, found = library.instruments[instrument], document_of(texts, instrument, language)
    if found is None:
        return ()
    limb = library.limbs.get(item.limb(held.family) or "")
    numbers = [*item.carried_by.get(instrument, ()), *(limb.paragraphs if limb and held.has_strategies else ())]
    provisions = [held.provision(number) for number in dict.fromkeys(numbers)]
    return tuple(_shown(found, held, [entry for entry in provisions if entry is not None]))


def _shown(found: OfficialWording, held: Instrument, provisions: Sequence[Provision]) -> Iterator[WordingShown]:
    for provision in provisions:
        told = found.of_provision(held, provision)
        if told is not None:
            yield WordingShown(
                instrument=held.id,
                reference=held.reference(provision),
                language=found.language,
                direction=direction_of(found.language),
                text=told.text,
            )
