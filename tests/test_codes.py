"""Abbreviations and codes: each is written out, or explained where it is shown, on every page and in every report."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.at_page import PAGES, at_page, kept, shown, text_of
from tests.reports import ENGLISH, LIBRARY, texts_of
from toolkit.library.codes import codes_explained
from toolkit.library.shared_words import all_texts
from toolkit.report.kinds import KINDS, report_tree
from toolkit.report.tree import Heading, Report
from toolkit.tasks.reference import standards_of
from toolkit.tasks.results import results_of
from toolkit.tasks.sample import sample_state

AS_OF = date(2026, 6, 30)
CAPITALS = re.compile(r"(?<![\w{./-])[A-Z][A-Z&]+s?(?![\w}])(?![./]\w)")
CODE = re.compile(r"\b(?:D\d\d(?:-\d+)?|K\d(?:\.\d)?|MS\d\d(?:\.\d)?|OP ?\d+)\b")
# Names of kinds of files that people know better than what the letters stand for.
NAMES_OF_FILES = {"PDF", "JSON", "YAML", "HTML", "UTF"}
EXPLAINED_ON_EVERY_PAGE = {"MS", "OP", "RES"}
ROMAN = {"II", "III", "IV", "VI"}
COMMANDS = {"FROM"}
KNOWN = NAMES_OF_FILES | EXPLAINED_ON_EVERY_PAGE | ROMAN | COMMANDS


def not_written_out(text: str) -> set[str]:
    """Terms in capitals that a text neither writes out nor that are known."""
    return set(CAPITALS.findall(text)) - KNOWN


def test_no_text_of_ours_holds_an_abbreviation_that_is_not_explained() -> None:
    texts = [(key, text) for key, text in ENGLISH.texts.items() if not key.startswith("command_line.")]
    asked = [(file, text) for file, text in all_texts() if file != "subject_words.yaml"]
    assert {(where, term) for where, text in [*texts, *asked] for term in not_written_out(text)} == set()


def test_these_checks_can_fail() -> None:
    assert not_written_out("Mediation (VOM) by an NGO, MB and PDF") == {"VOM", "NGO", "MB"}
    assert not_written_out("Document A/RES/78/224, measure D04-3, {MS}") == set()


def test_each_kind_of_code_is_explained_once_and_only_where_it_stands() -> None:
    told = codes_explained(["D04-3 and D05", "PRI leads", "OPEN"], LIBRARY, ENGLISH)
    assert told == (ENGLISH.say("codes.statement"), "Bodies: PRI is Prison service.")
    assert codes_explained(["Prison service", "A/RES/78/224"], LIBRARY, ENGLISH) == ()
    kinds = codes_explained(["K2.3", "K4", "MS09", "OP6", "OP 4"], LIBRARY, ENGLISH)
    assert kinds == tuple(ENGLISH.say(f"codes.{kind}") for kind in ("limb", "strategy", "operative"))


@pytest.mark.parametrize("lens", ["a-res-78-224", "a-res-80-226"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_says_what_its_codes_mean(kind: str, lens: str) -> None:
    sample = sample_state(LIBRARY, AS_OF)
    report = report_tree(kind, sample, results_of(sample, LIBRARY, as_of=AS_OF, lens=lens), LIBRARY, ENGLISH)
    texts = texts_of(report)
    bare = [text for text in texts if not text.startswith("http")]
    for prefix, key in (("D", "statement"), ("K", "limb"), ("MS", "strategy")):
        holds = any(re.search(rf"\b{prefix}\d+[-.]?\d*\b", text) for text in _ours(report))
        assert sum(ENGLISH.say(f"codes.{key}") in text for text in bare) == (1 if holds else 0), (kind, key)
    for code, body in LIBRARY.scales.bodies.items():
        if code in texts:
            assert sum(f"{code} is {body.name}" in text for text in bare) == 1


def _ours(report: Report) -> Iterator[str]:
    """Cells, headings and texts of ours, the explanation itself aside."""
    for table in report.tables():
        yield from (cell.shown for row in table.rows for cell in row if not cell.own)
    yield from (part.text for part in report.parts if isinstance(part, Heading))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder that keeps the sample State, and the sample's id."""
    folder = tmp_path_factory.mktemp("codes")
    return folder, kept(folder, sample_state(LIBRARY, AS_OF))


@pytest.mark.parametrize("page", [path.stem for path in sorted(PAGES.glob("[a-z]*.py")) if path.stem != "dimension"])
def test_a_page_with_codes_says_what_they_mean(
    page: str, places: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REOFFENDING_DATA", str(places[0]))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for assessment in (places[1], None):
        if page == "projector" and assessment is None:
            continue
        app = at_page(page, assessment)
        explained = ENGLISH.say("codes.statement") in text_of(app)
        codes = {found for text in shown(app) for found in CODE.findall(text)}
        assert explained or not codes, (page, assessment, codes)


def test_standards_stand_with_their_names() -> None:
    cited = {entry.name for item in LIBRARY.items.values() for entry in standards_of(LIBRARY, item)}
    assert "" not in cited
