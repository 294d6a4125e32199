"""Reads `checklists/` into a library, with a problem (file, line) for everything that does not fit.

First every file is read and held against its model; references between files are looked at in a second pass,
in `content_check`. The text of the source language stands in the files themselves; a folder below
`checklists/languages/` holds that of another language, by permanent id.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from toolkit.data_file import DataFileError, line_of, read_data_file
from toolkit.language import SOURCE, TEST_LANGUAGE, mark
from toolkit.library.concordance import ConcordanceKey, LimbPair, StrategyAdds
from toolkit.library.eight_weeks import EightWeeks
from toolkit.library.facility import FacilityForm
from toolkit.library.model import (
    Breakdown,
    Dimension,
    Frozen,
    Instrument,
    Item,
    Library,
    Limb,
    OutcomeIndicator,
    RecordedIds,
    Scales,
    SubjectWords,
)
from toolkit.library.wording import wordings_in
from toolkit.problem import Place, Problem, problem

CHECKLISTS = Path(__file__).parents[2] / "checklists"
Model = TypeVar("Model", bound=BaseModel)


class _LimbsFile(Frozen):
    limbs: tuple[Limb, ...]


class _ConcordanceFile(Frozen):
    keys: tuple[ConcordanceKey, ...]
    limbs: tuple[LimbPair, ...] = ()
    strategies: tuple[StrategyAdds, ...] = ()
    only_in_resolutions: tuple[str, ...] = ()


class _NamesFile(Frozen):
    names: tuple[str, ...]


class _IndicatorsFile(Frozen):
    breakdowns: Mapping[str, Breakdown]
    indicators: tuple[OutcomeIndicator, ...]


class _ItemsFile(Frozen):
    dimension: str
    name: str
    explain: str
    items: tuple[Item, ...]


class LibraryUnreadable(Exception):
    """The library cannot be used: carries the problems that say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{found.code} {found.place}" for found in problems[:5]))
        self.problems = problems


def read_library(language: str = SOURCE, folder: Path = CHECKLISTS) -> Library:
    """Read the library in one language. Raises LibraryUnreadable with line-numbered problems."""
    library, problems = read_library_with_problems(language, folder)
    if library is None:
        raise LibraryUnreadable(problems)
    return library


def read_library_with_problems(
    language: str = SOURCE, folder: Path = CHECKLISTS
) -> tuple[Library | None, list[Problem]]:
    """Read the library and all problems of its files; the library is None if a file does not fit its model."""
    reading = _Reading(folder, language)
    problems = reading.problems
    scales = reading.file("scales.yaml", Scales)
    limbs = reading.file("limbs.yaml", _LimbsFile)
    ids = reading.file("ids.yaml", RecordedIds)
    concordance = reading.file("concordance.yaml", _ConcordanceFile)
    names = reading.file("official_names.yaml", _NamesFile)
    figures = reading.file("indicators.yaml", _IndicatorsFile)
    facility = reading.file("facility.yaml", FacilityForm)
    eight_weeks = reading.file("eight_weeks.yaml", EightWeeks)
    instruments = reading.folder_of("instruments", Instrument)
    dimensions = reading.folder_of("items", _ItemsFile)
    words = reading.subject_words()
    if problems or scales is None or limbs is None or ids is None or concordance is None or names is None:
        return None, problems
    if figures is None or facility is None or eight_weeks is None:
        return None, problems
    items = [item for found in dimensions for item in found.items]
    problems.extend(_repeated("items", [item.id for item in items]))
    problems.extend(_repeated("limbs", [limb.id for limb in limbs.limbs]))
    problems.extend(_repeated("instruments", [found.id for found in instruments]))
    problems.extend(_repeated("indicators", [found.id for found in figures.indicators]))
    if problems:
        return None, problems
    return Library(
        language=language,
        instruments={found.id: found for found in sorted(instruments, key=lambda found: found.adopted)},
        limbs={limb.id: limb for limb in limbs.limbs},
        dimensions={found.dimension: _dimension(found) for found in dimensions},
        items={item.id: item for item in items},
        scales=scales,
        concordance=concordance.keys,
        limb_pairs=concordance.limbs,
        strategies_add=concordance.strategies,
        only_in_resolutions=concordance.only_in_resolutions,
        subject_words=words,
        recorded_ids=ids,
        official_names=names.names,
        indicators={found.id: found for found in figures.indicators},
        breakdowns=figures.breakdowns,
        facility=facility,
        eight_weeks=eight_weeks,
        wordings=wordings_in(reading.documents),
        content_hash=_hash_of(reading.documents),
    ), problems


def content_hash(folder: Path = CHECKLISTS) -> str:
    """SHA-256 over what is asked (all YAML outside `languages/`), independent of layout and comments."""
    paths = (path for path in folder.rglob("*.yaml") if "languages" not in path.relative_to(folder).parts)
    return _hash_of({path.relative_to(folder).as_posix(): read_data_file(path) for path in paths})


def _hash_of(documents: Mapping[str, Any]) -> str:
    text = json.dumps(documents, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _dimension(found: _ItemsFile) -> Dimension:
    return Dimension(
        id=found.dimension, name=found.name, explain=found.explain, items=tuple(item.id for item in found.items)
    )


class _Reading:
    """One reading of the folder: every file once, as it stands, and the problems found on the way."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        self.language = language
        self.documents: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def file(self, name: str, model: type[Model]) -> Model | None:
        """One file held against its model, its texts in the language asked for."""
        path = self.folder / name
        document = self._document(path)
        if document is None:
            return None
        self.documents[name] = document
        return self._fitting(path, model, _in_language(document, self.language))

    def folder_of(self, name: str, model: type[Model]) -> list[Model]:
        """All files of a folder that fit the model."""
        paths = sorted((self.folder / name).glob("*.yaml"))
        read = (self.file(path.relative_to(self.folder).as_posix(), model) for path in paths)
        return [found for found in read if found is not None]

    def subject_words(self) -> dict[str, SubjectWords]:
        """Subject words of every language; they are matched, not shown."""
        found = {}
        for path in sorted((self.folder / "languages").glob("*/subject_words.yaml")):
            document = self._document(path)
            words = None if document is None else self._fitting(path, SubjectWords, document)
            if words is not None:
                found[path.parent.name] = words
        return found

    def _document(self, path: Path) -> Any:
        try:
            return read_data_file(path)
        except FileNotFoundError:
            self.problems.append(problem("file_missing", Place(file=path.name), name=path.name))
        except DataFileError as error:
            self.problems.append(problem("content_unreadable", Place(file=path.name, line=error.line), why=error.why))
        return None

    def _fitting(self, path: Path, model: type[Model], document: Any) -> Model | None:
        try:
            return model.model_validate(document)
        except ValidationError as error:
            self.problems.extend(_misfits(path, error))
            return None


def _misfits(path: Path, error: ValidationError) -> Iterator[Problem]:
    codes = {"missing": "content_key_missing", "extra_forbidden": "content_key_unknown"}
    for detail in error.errors():
        keys = tuple(detail["loc"])
        place = Place(file=path.name, line=line_of(path, keys))
        key = ".".join(str(part) for part in keys)
        yield problem(codes.get(detail["type"], "content_value_wrong"), place, key=key, why=detail["msg"])


def _repeated(kind: str, ids: list[str]) -> Iterator[Problem]:
    for found in sorted({entry for entry in ids if ids.count(entry) > 1}):
        yield problem("content_id_repeated", Place(file=kind), id=found)


# Keys whose values are texts for people; all other values are codes, numbers, references.
TEXT_KEYS = frozenset({"text", "name", "explain", "gist", "qualifiers", "look_for", "denominator", "levels", "title"})
TEXT_KEYS |= {"note", "not_held", "subject", "why", "interview", "small_states", "federal_states", "legal_systems"}
TEXT_KEYS |= {"adds", "leaves", "only_in_resolutions", "measure", "output", "indicator", "needs_first"}
TEXT_KEYS |= {"label", "numerator", "start", "follow_up", "pitfall", "product"}


def _in_language(document: Any, language: str) -> Any:
    """Document with its texts in the language asked for; today the source language and the test language."""
    return _texts_changed(document, mark) if language == TEST_LANGUAGE else document


def _texts_changed(node: Any, change: Callable[[str], str], inside_text: bool = False) -> Any:
    if isinstance(node, dict):
        return {key: _texts_changed(value, change, key in TEXT_KEYS) for key, value in node.items()}
    if isinstance(node, list):
        return [_texts_changed(value, change, inside_text) for value in node]
    return change(node) if inside_text and isinstance(node, str) else node
