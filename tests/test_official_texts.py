"""Official texts: what is read of them, and our record held against them. The texts here are made up."""

from pathlib import Path

import pytest
from docx import Document

from toolkit.intake.official_text import OfficialText, official_text_as_json, read_official_text
from toolkit.library.reader import read_library
from toolkit.library.shared_words import our_runs, runs_of
from toolkit.tasks.official_texts import hold_against_texts

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
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x00", "text_type_unknown"),
        (b"%PDF-1.7\nnot really", "file_damaged"),
        (b"PK\x03\x04 not really", "text_type_unknown"),
        (b"too short", "text_without_words"),
        (RESOLUTION.split("publish")[0].encode(), "text_cut_off"),
    ],
)
def test_what_cannot_be_used_is_said(content: bytes, code: str) -> None:
    _, problems = read(content)
    assert problems == [code]


def test_a_page_without_symbol_and_paragraphs_is_one_clear_problem() -> None:
    found, problems = read("A page about harbours, without any numbered paragraph. " * 20)
    assert found is not None
    assert (found.symbol, found.provisions) == (None, ())
    assert problems == ["text_without_provisions"]


def test_a_text_without_symbol_is_read_with_a_warning() -> None:
    bare = RESOLUTION.replace("A/RES/99/101", "").replace("99/101. ", "")
    found, problems = read(bare)
    assert found is not None
    assert problems == ["text_without_symbol"]
    assert [entry.number for entry in found.provisions] == ["1", "2", "3", "4", "5"]


def test_whom_no_list_knows_stays_open() -> None:
    """A verb that speaks to somebody, and a name of no list: whom it speaks to is not known, which is not nobody."""
    text = RESOLUTION.replace("Requests the United Nations Office on Drugs and Crime", "Requests the harbour masters")
    text = text.replace("*Invites* Member States", "Ponders whether Member States")
    found, _ = read(text)
    assert found is not None
    told = {entry.number: (entry.verb, entry.addressee) for entry in found.provisions}
    assert (told["3"], told["4"], told["5"]) == (("Requests", None), (None, None), ("Takes note", "none"))


ARABIC = "الجمعية العامة،\n\n" + "\n\n".join(
    f"{number} - تشجع الدول الأعضاء على كنس الموانئ في الجزر الصغيرة كل يوم اثنين وعد النوارس ونشر العدد؛"
    for number in ("١", "٢", "٣", "٤")
)
CHINESE = "大会，\n\n" + "\n\n".join(
    f"{number}.鼓励会员国每逢星期一清扫小岛屿的港口，清点海鸥的数目，公布清点的结果，并就此与邻国交流经验和良好做法，"
    "同时顾及本国的具体情况、法律制度、行政能力和可用资源，确保所有港口都得到清扫；"
    for number in range(1, 4)
)
SPANISH = (
    "A/RES/99/104\n\nLa Asamblea General,\n\n1. Alienta a los Estados Miembros a que barran los puertos de las islas "
    "los lunes, de conformidad con las reglas que les son propias;\n\n2. Solicita a los capitanes de los puertos que "
    "presten las escobas a los Estados que las pidan y que las cuenten en el plazo de un mes.\n"
)


@pytest.mark.parametrize(
    ("text", "language", "listed"),
    [
        (ARABIC, "ar", [("1", None, None), ("2", None, None), ("3", None, None), ("4", None, None)]),
        (CHINESE, "zh", [("1", None, None), ("2", None, None), ("3", None, None)]),
        (SPANISH, "es", [("1", "Alienta", "member_states"), ("2", "Solicita", None)]),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(text: str, language: str, listed: list[object]) -> None:
    found, problems = read(text)
    assert found is not None
    assert found.language == language
    assert [(str(int(entry.number)), entry.verb, entry.addressee) for entry in found.provisions] == listed
    assert "text_cut_off" not in problems


def test_a_symbol_in_the_masthead_of_a_word_document_is_found(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "A/RES/99/101"
    for line in RESOLUTION.replace("A/RES/99/101", "").replace("99/101. ", "").split("\n\n"):
        document.add_paragraph(line)
    path = tmp_path / "resolution.docx"
    document.save(str(path))
    found, problems = read(path.read_bytes(), path.name)
    assert problems == []
    assert found is not None
    assert found.symbol == "A/RES/99/101"


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
    held = hold_against_texts(LIBRARY, tmp_path)
    assert held.paragraphs == {"a-res-79-187": 5}
    assert {found.code for found in held.problems} == {"text_differs", "text_not_read"}
    first = next(found for found in held.problems if found.code == "text_differs")
    assert first.values == {"ours": "Authorizes", "theirs": "Encourages"}


def test_runs_of_eight_words_are_found_and_official_names_cut_out() -> None:
    official = [*["the", "harbours", "of", "small", "islands"], *["are", "to", "be", "swept", "on", "every", "monday"]]
    ours = "Here the harbours of small islands are to be swept, we say."
    assert set(our_runs(ours, LIBRARY)) & runs_of(official)
    name = "United Nations Standard Minimum Rules for the Treatment of Prisoners"
    assert not set(our_runs(f"See the {name}, rule 4.", LIBRARY)) & runs_of(name.lower().split())


def test_real_texts(shared: Path) -> None:
    held = hold_against_texts(LIBRARY, shared / "official-texts")
    assert [found.values for found in held.problems] == []
    resolutions = ("a-res-76-182", "a-res-77-232", "a-res-78-224", "a-res-79-187")
    assert sum(held.paragraphs[name] for name in resolutions) == 31


# Counted by hand in each document: operative paragraphs, paragraphs of the annex, principles, strategies; and codes.
REAL_FILES = {
    "A_C.3_78_L.3.txt": ("A/C.3/78/L.3", (12, 0, 0, 0), []),
    "A_RES_76_182.txt": ("A/RES/76/182", (8, 0, 0, 0), []),
    "A_RES_77_232_excerpt.txt": ("A/RES/77/232", (6, 0, 0, 0), ["text_cut_off"]),
    "A_RES_78_224.pdf": ("A/RES/78/224", (12, 0, 0, 0), []),
    "A_RES_78_224.txt": ("A/RES/78/224", (12, 0, 0, 0), []),
    "A_RES_79_187.txt": ("A/RES/79/187", (5, 0, 0, 0), []),
    "A_RES_80_226.pdf": ("A/RES/80/226", (5, 72, 6, 18), []),
    "A_RES_80_226.txt": ("A/RES/80/226", (5, 72, 6, 18), []),
    "UNODC_model_strategies_page.txt": (None, (0, 0, 0, 0), ["text_without_provisions"]),
}


def test_every_real_file_is_among_those_tried(shared: Path) -> None:
    assert {path.name for path in (shared / "official-texts").iterdir()} == set(REAL_FILES)


@pytest.mark.parametrize("name", REAL_FILES)
def test_real_files_by_part(name: str, shared: Path) -> None:
    symbol, counts, codes = REAL_FILES[name]
    found, problems = read_official_text(shared / "official-texts" / name, name)
    assert found is not None
    assert found.symbol == symbol
    parts = [entry.part for entry in found.provisions]
    assert tuple(parts.count(part) for part in ("operative", "paragraph", "principle", "strategy")) == counts
    assert [entry.code for entry in problems] == codes
