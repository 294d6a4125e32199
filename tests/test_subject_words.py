"""Subject words in nine languages: rows of plans, made up for this, find the dimension they serve.

Rows (tests/matching_rows.yaml) and subject words have the same author, so these shares guard against regress; they are
no accuracy on real plans.
"""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from toolkit.library.reader import read_library
from toolkit.method.link import Link
from toolkit.method.matching import language_of, suggest
from toolkit.record.plan import Measure

LIBRARY = read_library("en")
LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "zh")
NO_SUBJECT = "none"
LEAST_RIGHT = {"en": 0.8}
LEAST_RIGHT_ELSEWHERE = 0.7
LOW_CONFIDENCE = 0.6


def rows(language: str) -> dict[str, list[str]]:
    """Rows of a language by the dimension they serve first."""
    path = Path(__file__).with_name("matching_rows.yaml")
    found: dict[str, dict[str, list[str]]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return found[language]


def measures(titles: list[str]) -> list[Measure]:
    return [Measure(id=f"m{number}", title=title) for number, title in enumerate(titles)]


def suggested(language: str) -> list[tuple[str, str, tuple[Link, ...]]]:
    """Each row of a language: dimension it serves, title, suggestions."""
    labelled = [(dimension, title) for dimension, titles in rows(language).items() for title in titles]
    links = suggest(measures([title for _, title in labelled]), LIBRARY, language)
    return [(dimension, title, found) for (dimension, title), found in zip(labelled, links.values(), strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_rows_find_their_dimension_first(language: str) -> None:
    found = [row for row in suggested(language) if row[0] != NO_SUBJECT]
    wrong = [(dimension, title) for dimension, title, links in found if not links or links[0].dimension != dimension]
    assert 1 - len(wrong) / len(found) >= LEAST_RIGHT.get(language, LEAST_RIGHT_ELSEWHERE), wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_of_other_subjects_get_no_confident_suggestion(language: str) -> None:
    found = [(title, links) for dimension, title, links in suggested(language) if dimension == NO_SUBJECT]
    assert len(found) == (10 if language == "en" else 4)
    assert [title for title, links in found if links and links[0].confidence >= LOW_CONFIDENCE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_plan_is_told_by_subject_words(language: str) -> None:
    titles = [found for titles in rows(language).values() for found in titles[:1]]
    assert language_of(measures(titles), LIBRARY) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dimension_has_words_and_none_twice(language: str) -> None:
    held = LIBRARY.subject_words[language]
    assert sorted(held.dimensions) == sorted(LIBRARY.dimensions)
    for dimension, found in held.dimensions.items():
        assert 20 <= len(found.words) <= 70, dimension
        assert len({word.casefold() for word in found.words}) == len(found.words), dimension


def test_items_have_words_in_the_language_of_their_texts_alone() -> None:
    assert {language for language in LANGUAGES if LIBRARY.subject_words[language].items} == {"en"}
    assert set(LIBRARY.subject_words["en"].items) <= set(LIBRARY.items)
