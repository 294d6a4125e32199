"""Official texts: what is read of them, and our record held against them. The texts here are made up."""

from pathlib import Path

import pytest
from docx import Document

from toolkit.intake.official_text import OfficialText, official_text_as_json, read_official_text
from toolkit.library.reader import read_library
from toolkit.library.shared_words import our_runs, runs_of
from toolkit.tasks.official_texts import check_texts

LIBRARY = read_library()

RESOLUTION = """United Nations
A/RES/99/101

General Assembly
Distr.: General
1 January 2099

99/101. Keeping the harbours of small islands clean

The General Assembly,

Recalling its resolution 98/17 of 3 March 2098, in which it looked at 2. Harbours and 3. Islands in passing,

Noting with concern that the water of many harbours holds more than it should, as told in its reports,1

1. Encourages Member States to sweep their harbours every Monday, in line
with rule 7. Sweeping is done by hand;

__________________

1  A/99/12, chap. II.

A/RES/99/101
Keeping the harbours of small islands clean

2/3
99-00001

2. Also encourages all Member States to count the gulls and
to publish the count;

3. Requests the United Nations Office on Drugs and Crime to lend brooms;

4. *Invites* Member States and other donors to give more brooms;

5. Takes note of the report of the harbour masters.

12th plenary meeting
1 January 2099
"""

ANNEXED = """A/RES/99/102

99/102. Model strategies for harbours

The General Assembly,

1. Adopts the model strategies annexed to the present resolution.

Annex

A.
Introduction

1. Harbours are places where ships rest.

Core principle I
Every harbour should be swept.

2. Sweeping keeps the water clean.

Sweeping

Model strategy No. 1
States should sweep.

3. Brooms come in many forms.

Model strategy No. 2
States may count gulls.

4. Gulls come in many forms too.
"""


def read(text: str | bytes, name: str = "text.txt") -> tuple[OfficialText | None, list[str]]:
    found, problems = read_official_text(text.encode() if isinstance(text, str) else text, name)
    return found, [entry.code for entry in problems]


def test_a_resolution_is_read_with_number_verb_and_addressee() -> None:
    found, problems = read(RESOLUTION)
    assert problems == []
    assert found is not None
    assert (found.symbol, found.language) == ("A/RES/99/101", "en")
    assert [(entry.number, entry.verb, entry.addressee) for entry in found.provisions] == [
        ("1", "Encourages", "member_states"),
        ("2", "Also encourages", "member_states"),
        ("3", "Requests", "unodc"),
        ("4", "Invites", "member_states_and_donors"),
        ("5", "Takes note", "none"),
    ]
    first = found.provisions[0].text
    assert first == (
        "Encourages Member States to sweep their harbours every Monday, in line with rule 7. Sweeping is done by hand;"
    )
    assert found.provisions[-1].text == "Takes note of the report of the harbour masters."


def test_an_annex_has_paragraphs_principles_and_strategies() -> None:
    found, problems = read(ANNEXED)
    assert problems == []
    assert found is not None
    listed = [(entry["part"], entry["number"], entry["text"]) for entry in official_text_as_json(found)["provisions"]]
    assert listed == [
        ("operative", "1", "Adopts the model strategies annexed to the present resolution."),
        ("paragraph", "1", "Harbours are places where ships rest."),
        ("paragraph", "2", "Sweeping keeps the water clean."),
        ("paragraph", "3", "Brooms come in many forms."),
        ("paragraph", "4", "Gulls come in many forms too."),
        ("principle", "I", "Every harbour should be swept."),
        ("strategy", "1", "States should sweep."),
        ("strategy", "2", "States may count gulls."),
    ]


def test_french_verbs_are_known_and_russian_numbers_are_read() -> None:
    french = (
        "A/RES/99/103\n\nL’Assemblée générale,\n\n1. Encourage les États Membres à balayer les ports de leurs îles "
        "le lundi, dans le respect des règles qui leur sont données pour cela ;\n\n2. Prie l’Office des Nations "
        "Unies contre la drogue et le crime de prêter des balais aux États qui le demandent et de les compter.\n"
    )
    found, _ = read(french)
    assert found is not None
    assert found.language == "fr"
    assert [(entry.verb, entry.addressee) for entry in found.provisions] == [
        ("Encourage", "member_states"),
        ("Prie", "unodc"),
    ]
    russian = "Генеральная Ассамблея,\n\n" + "\n\n".join(
        f"{number}. Рекомендует государствам-членам подметать гавани малых островов каждый понедельник и считать чаек."
        for number in range(1, 5)
    )
    found, _ = read(russian)
    assert found is not None
    assert found.language == "ru"
    assert [(entry.number, entry.verb) for entry in found.provisions] == [(str(n), None) for n in range(1, 5)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "file_type_unknown"),
        (b"%PDF-1.7\nnot really", "file_damaged"),
        (b"PK\x03\x04 not really", "file_type_unknown"),
        (b"too short", "text_without_words"),
        (("A page about harbours, without any numbered paragraph. " * 20).encode(), "text_without_provisions"),
        (RESOLUTION.split("publish")[0].encode(), "text_cut_off"),
    ],
)
def test_what_cannot_be_used_is_said(content: bytes, code: str) -> None:
    _, problems = read(content)
    assert problems == [code]


def test_word_document(tmp_path: Path) -> None:
    document = Document()
    for line in RESOLUTION.split("\n\n"):
        document.add_paragraph(line)
    path = tmp_path / "resolution.docx"
    document.save(str(path))
    found, problems = read(path.read_bytes(), path.name)
    assert problems == []
    assert found is not None
    assert len(found.provisions) == 5


def test_our_record_is_held_against_a_text(tmp_path: Path) -> None:
    """A text that says otherwise than our record of 79/187 is found out; the other instruments are not read."""
    text = RESOLUTION.replace("99/101", "79/187")
    (tmp_path / "A_RES_79_187.txt").write_text(text, encoding="utf-8")
    problems, counted = check_texts(LIBRARY, tmp_path)
    assert counted == {"a-res-79-187": 5}
    assert {found.code for found in problems} == {"text_differs", "text_not_read"}
    first = next(found for found in problems if found.code == "text_differs")
    assert first.values == {"ours": "Authorizes", "theirs": "Encourages"}


def test_runs_of_eight_words_are_found_and_official_names_cut_out() -> None:
    official = [*["the", "harbours", "of", "small", "islands"], *["are", "to", "be", "swept", "on", "every", "monday"]]
    ours = "Here the harbours of small islands are to be swept, we say."
    assert set(our_runs(ours, LIBRARY)) & runs_of(official)
    name = "United Nations Standard Minimum Rules for the Treatment of Prisoners"
    assert not set(our_runs(f"See the {name}, rule 4.", LIBRARY)) & runs_of(name.lower().split())


def test_real_texts(shared: Path) -> None:
    problems, counted = check_texts(LIBRARY, shared / "official-texts")
    assert [found.values for found in problems] == []
    resolutions = ("a-res-76-182", "a-res-77-232", "a-res-78-224", "a-res-79-187")
    assert sum(counted[name] for name in resolutions) == 31


def test_real_files_by_part(shared: Path) -> None:
    folder = shared / "official-texts"
    for name in ("A_RES_80_226.txt", "A_RES_80_226.pdf"):
        found, problems = read_official_text(folder / name, name)
        assert problems == []
        assert found is not None
        parts = [entry.part for entry in found.provisions]
        assert {part: parts.count(part) for part in parts} == {
            "operative": 5,
            "paragraph": 72,
            "principle": 6,
            "strategy": 18,
        }
    _, problems = read_official_text(folder / "UNODC_model_strategies_page.txt", "page.txt")
    assert [found.code for found in problems] == ["text_without_provisions"]
