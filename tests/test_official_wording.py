"""Official documents that a ministry loads: kept, replaced, removed, held against our record, shown beside items."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.made_texts import RESOLUTION
from toolkit.library.model import Library
from toolkit.record.assessment import Assessment
from toolkit.record.official_wording import OfficialWording, ProvisionWording
from toolkit.record.store import Store, open_store, sqlite_url
from toolkit.tasks.official_wording import document_of, load_document, wording_beside, wording_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(sqlite_url(tmp_path / "kept.sqlite"), lambda: NOON)


def made(library: Library, instrument: str, language: str | None = "en", digest: str = "a") -> OfficialWording:
    """A document that has a made-up text for every provision of an instrument."""
    held = library.instruments[instrument]
    provisions = [
        ProvisionWording(part=found.part, number=found.number, text=f"Text of {held.reference(found)}")
        for found in held.provisions
    ]
    return OfficialWording(
        symbol=held.symbol,
        instrument=instrument,
        language=language,
        name="made.txt",
        digest=digest,
        provisions=tuple(provisions),
    )


def like(symbol: str, numbers: range) -> bytes:
    """A made-up resolution under one of our symbols, with some numbers."""
    head = RESOLUTION.split("1. Encourages")[0].replace("A/RES/99/201", symbol).replace("99/201", symbol[-6:])
    return (head + "\n\n".join(f"{n}. Encourages Member States to read books aloud;" for n in numbers)).encode()


def test_a_document_is_kept_replaced_and_removed_and_the_journal_says_so(library: Library, store: Store) -> None:
    shelf = store.official_texts
    assert (shelf.all(), shelf.version()) == ((), 0)
    first, second = made(library, "a-res-78-224"), made(library, "a-res-78-224", digest="b")
    for document in (first, first, second, made(library, "a-res-78-224", "fr")):
        shelf.keep(document)
    assert [(found.language, found.digest) for found in shelf.all()] == [("en", "b"), ("fr", "a")]
    assert shelf.remove("A/RES/78/224|en")
    assert not shelf.remove("A/RES/78/224|en")
    assert [found.language for found in shelf.all()] == ["fr"]
    journal = [(found.change, found.language, found.digest) for found in reversed(shelf.journal())]
    assert journal == [("loaded", "en", "a"), ("replaced", "en", "b"), ("loaded", "fr", "a"), ("removed", "en", "b")]
    assert {found.at for found in shelf.journal()} == {NOON}
    assert shelf.version() == 4


def test_the_journal_holds_no_wording_and_an_assessment_may_go(library: Library, store: Store) -> None:
    store.official_texts.keep(made(library, "a-res-79-187"))
    assert "Text of" not in str(store.official_texts.journal())
    store.delete(store.create(Assessment()))
    assert len(store.official_texts.all()) == 1


def test_the_language_of_the_page_comes_first_then_english(library: Library) -> None:
    arabic, english, french = (made(library, "a-res-78-224", code) for code in ("ar", "en", "fr"))
    texts = [arabic, english, french]
    assert document_of(texts, "a-res-78-224", "fr") == french
    assert document_of(texts, "a-res-78-224", "ru") == english
    assert document_of([arabic, french], "a-res-78-224", "ru") == arabic
    assert document_of(texts, "a-res-76-182", "en") is None
    assert [found.direction for found in wording_of(library, [arabic], "a-res-78-224", "4", "en")] == ["rtl"]


def test_beside_an_item_stands_what_carries_it(library: Library) -> None:
    item = library.items["D04-3"]
    texts = [made(library, "a-res-78-224"), made(library, "a-res-80-226")]
    found = wording_beside(library, texts, item, "a-res-78-224", "en")
    assert [entry.text for entry in found] == [f"Text of {n}" for n in item.carried_by["a-res-78-224"]]
    strategies = wording_beside(library, texts, item, "a-res-80-226", "en")
    limb = item.limb("MS")
    assert limb is not None
    expected = [*item.carried_by["a-res-80-226"], *library.limbs[limb].paragraphs]
    assert [entry.reference for entry in strategies] == list(dict.fromkeys(expected))
    assert wording_beside(library, texts, item, "a-res-76-182", "en") == ()


def test_numbers_that_are_missing_or_more_are_said(library: Library) -> None:
    found, problems = load_document(like("A/RES/76/182", range(1, 8)), "short.txt", library)
    assert found is not None
    told = {entry.code: entry.values.get("numbers") for entry in problems}
    assert told["text_numbers_missing"] == "8"
    found, problems = load_document(like("A/RES/76/182", range(1, 11)), "long.txt", library)
    told = {entry.code: entry.values.get("numbers") for entry in problems}
    assert told["text_numbers_more"] == "9, 10"
    # Of the verbs of 76/182 paragraphs 1 and 4 begin with "Encourages" alone.
    assert told["text_verbs_differ"] == "2, 3, 5, 6, 7, 8"


def test_another_document_than_was_said_is_not_kept(library: Library) -> None:
    bare = RESOLUTION.replace("A/RES/99/201", "").replace("99/201. ", "").encode()
    found, problems = load_document(bare, "bare.txt", library, "a-res-80-226")
    assert found is None
    assert [entry.code for entry in problems] == ["text_without_symbol", "text_does_not_fit"]
    found, problems = load_document(bare, "bare.txt", library)
    assert found is not None
    assert (found.symbol, found.instrument) == ("bare.txt", None)


def test_a_page_without_paragraphs_is_not_kept(library: Library) -> None:
    found, problems = load_document(b"A page about reading rooms and nothing else. " * 20, "page.txt", library)
    assert found is None
    assert [entry.code for entry in problems] == ["text_without_provisions"]
