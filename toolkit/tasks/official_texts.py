"""Read official texts, and hold our record of the instruments against those in a folder."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import Field

from toolkit.intake.official_text import OfficialText, official_text_as_json, read_official_text
from toolkit.library.model import Frozen, Instrument, Library
from toolkit.library.shared_words import all_texts, our_runs, runs_of
from toolkit.problem import Place, Problem, problem

__all__ = ["HeldAgainst", "hold_against_texts", "official_text_as_json", "read_official_text"]

DOCUMENTS = frozenset({".txt", ".pdf", ".docx"})


class HeldAgainst(Frozen):
    """Our record held against official texts: problems; operative paragraphs of each text that was read; and by part
    how many provisions stand in our record and in the text."""

    problems: tuple[Problem, ...] = ()
    paragraphs: Mapping[str, int] = Field(default_factory=dict)
    in_both: Mapping[str, Mapping[str, int]] = Field(default_factory=dict)


def hold_against_texts(library: Library, folder: Path) -> HeldAgainst:
    """Hold our record of every instrument against its text in a folder.

    Number, verb and addressee of every provision must be those of the text; no run of eight words of ours may stand
    in one of the texts. A text of the folder that is none of our instruments is only looked at for shared words.
    """
    if not folder.is_dir():
        return HeldAgainst(problems=(problem("folder_missing", Place(file=str(folder))),))
    texts = list(_texts(folder))
    problems: list[Problem] = []
    paragraphs: dict[str, int] = {}
    in_both: dict[str, dict[str, int]] = {}
    for instrument in library.instruments.values():
        own = [(name, text) for name, text in texts if text.symbol == instrument.symbol]
        if not own:
            problems.append(problem("text_not_read", Place(file=folder.name), symbol=instrument.symbol))
        for name, text in own:
            problems.extend(_differences(instrument, text, name))
            paragraphs[instrument.id] = sum(entry.part == "operative" for entry in text.provisions)
            in_both[instrument.id] = _in_both(instrument, text)
    problems.extend(_shared(library, texts))
    return HeldAgainst(problems=tuple(problems), paragraphs=paragraphs, in_both=in_both)


def _in_both(instrument: Instrument, text: OfficialText) -> dict[str, int]:
    theirs = {(found.part, found.number) for found in text.provisions}
    return dict(Counter(found.part for found in instrument.provisions if (found.part, found.number) in theirs))


def _texts(folder: Path) -> Iterator[tuple[str, OfficialText]]:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in DOCUMENTS:
            text, _ = read_official_text(path, path.name)
            if text is not None:
                yield path.name, text


def _differences(instrument: Instrument, text: OfficialText, name: str) -> Iterator[Problem]:
    """What our record and a text say differently; parts that we hold no record of are not looked at."""
    recorded_parts = {found.part for found in instrument.provisions}
    ours = {(found.part, found.number): found for found in instrument.provisions}
    theirs = {(found.part, found.number): found for found in text.provisions if found.part in recorded_parts}
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        place = Place(file=name, field=f"{key[0]} {key[1]}")
        if key not in theirs or key not in ours:
            known = ("-", "+") if key not in theirs else ("+", "-")
            yield problem("text_differs", place, ours=f"{key[1]} ({known[1]})", theirs=f"{key[1]} ({known[0]})")
            continue
        if key[0] != "operative" or text.language != "en":
            continue
        for part in ("verb", "addressee"):
            mine, its = getattr(ours[key], part), getattr(theirs[key], part)
            if mine != its:
                yield problem("text_differs", place, ours=str(mine), theirs=str(its))


def _shared(library: Library, texts: list[tuple[str, OfficialText]]) -> Iterator[Problem]:
    runs = {name: runs_of(text.words) for name, text in texts}
    for file, text in all_texts():
        for run in our_runs(text, library):
            hit = next((name for name, known in runs.items() if run in known), None)
            if hit is not None:
                yield problem("text_shares_words", Place(file=file), words=8, symbol=hit, run=" ".join(run))
                break
