"""Codes of provisions, rules and strategies in the usual spellings of nine languages, in free text and in a column."""

import pytest

from tests.workbooks import codes, read
from toolkit.intake.headings import read_headings
from toolkit.intake.references import CodePatterns, read_references

PATTERNS = CodePatterns(read_headings())


def named(text: str, in_column: bool) -> list[object]:
    found = read_references(text, PATTERNS, named_column=in_column)
    provisions: list[object] = [(one.instrument, one.number) for one in found.provisions]
    return [*provisions, *(f"{one.instrument} {one.number}" for one in found.standards)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("résolution 76/182, par. 2", [("a-res-76-182", "2")]),
        ("пункт 2 резолюции 78/224", [("a-res-78-224", "2")]),
        ("第78/224号决议第2段", [("a-res-78-224", "2")]),
        ("القرار 78/224 الفقرة 2", [("a-res-78-224", "2")]),
        ("NMR 94", ["nelson-mandela-rules 94"]),
        ("Mandela Rule 94-95", ["nelson-mandela-rules 94", "nelson-mandela-rules 95"]),
        ("Bangkok Rules 64", ["bangkok-rules 64"]),
        ("KMS 9", [("a-res-80-226", "9")]),
        ("Model Strategy 9", [("a-res-80-226", "9")]),
        ("MS09.2", [("a-res-80-226", "9")]),
        ("OP2, OP4 and OP 6", [(None, "2"), (None, "4"), (None, "6")]),
        ("párrafos 2 y 4 de la resolución 78/224", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("resolución 78/224, párrafos 2 y 4", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("paragraphes 2 et 4 de la résolution 78/224", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("пункты 2 и 4 резолюции 78/224", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("резолюция 78/224, пп. 2 и 4", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("Ziffern 2 und 4 der Resolution 78/224", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("Resolution 78/224, Ziff. 2", [("a-res-78-224", "2")]),
        ("Resolução 78/224, parágrafos 2 e 4", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("parágrafo 2 da Resolução 78/224", [("a-res-78-224", "2")]),
        ("الفقرتان 2 و 4 من القرار 78/224", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("الفقرتان ٢ و٤ من القرار ٧٨/٢٢٤", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("第78/224号决议第2、4段", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("大会第78/224号决议第2段和第4段", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("決議78/224第2項", [("a-res-78-224", "2")]),
        ("総会決議78/224主文第2項及び第4項", [("a-res-78-224", "2"), ("a-res-78-224", "4")]),
        ("A/RES/76/182, para. 2", [("a-res-76-182", "2")]),
        ("76/182 OP2", [("a-res-76-182", "2")]),
        ("78/224 OP2, OP4 and OP6", [("a-res-78-224", "2"), ("a-res-78-224", "4"), ("a-res-78-224", "6")]),
        ("OP 2, 4", [(None, "2"), (None, "4")]),
        ("OP 2-4", [(None, "2"), (None, "3"), (None, "4")]),
        (
            "resolution 78/224, operative paragraphs 2 to 4",
            [("a-res-78-224", "2"), ("a-res-78-224", "3"), ("a-res-78-224", "4")],
        ),
        ("UNGA 78/224 op. para. 2", [("a-res-78-224", "2")]),
        ("GA res. 78/224 §2", [("a-res-78-224", "2")]),
        ("78/224 (OP 2)", [("a-res-78-224", "2")]),
        ("paragraph 2 of General Assembly resolution 78/224", [("a-res-78-224", "2")]),
        (
            "paragraphes 2 à 4 de la résolution 78/224 de l'Assemblée générale",
            [("a-res-78-224", "2"), ("a-res-78-224", "3"), ("a-res-78-224", "4")],
        ),
        ("paragraphe 2 du dispositif de la résolution 78/224", [("a-res-78-224", "2")]),
        ("Правило Нельсона Манделы 94", ["nelson-mandela-rules 94"]),
        ("曼德拉规则第94条", ["nelson-mandela-rules 94"]),
        ("Reglas de Bangkok 64", ["bangkok-rules 64"]),
        ("قواعد نيلسون مانديلا 94", ["nelson-mandela-rules 94"]),
        ("Mandela-Regel 94", ["nelson-mandela-rules 94"]),
        ("règles Nelson Mandela 94 et 95", ["nelson-mandela-rules 94", "nelson-mandela-rules 95"]),
        ("Regra de Mandela 94", ["nelson-mandela-rules 94"]),
        ("estrategia modelo 9", [("a-res-80-226", "9")]),
        ("示范战略9", [("a-res-80-226", "9")]),
        ("типовая стратегия 9", [("a-res-80-226", "9")]),
        ("Model Strategies 9 and 10", [("a-res-80-226", "9"), ("a-res-80-226", "10")]),
    ],
)
def test_codes_in_a_text_are_read(text: str, meant: list[object]) -> None:
    assert named(text, in_column=False) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("párrafos 2 y 4", [(None, "2"), (None, "4")]),
        ("paragraphes 2 et 4", [(None, "2"), (None, "4")]),
        ("пункты 2 и 4", [(None, "2"), (None, "4")]),
        ("الفقرات 2، 4 و 6", [(None, "2"), (None, "4"), (None, "6")]),
        ("第2段", [(None, "2")]),
        ("parágrafos 2 e 4", [(None, "2"), (None, "4")]),
        ("Absätze 2 und 4", [(None, "2"), (None, "4")]),
        ("第2項、第4項", [(None, "2"), (None, "4")]),
        ("para 2, 3 and 5; OP 7", [(None, "2"), (None, "3"), (None, "5"), (None, "7")]),
    ],
)
def test_bare_paragraphs_count_in_a_column_made_for_them(text: str, meant: list[object]) -> None:
    assert named(text, in_column=True) == meant
    assert named(text, in_column=False) == [one for one in meant if "OP" in text and one == (None, "7")]


@pytest.mark.parametrize(
    "text",
    [
        "Train 12 officers in 2025 and 4 prisons",
        "Law 12/2004, article 7",
        "par 2 agents formés",
        "Open 2 centres by 31/12",
        "依据监狱法第2条",
        "Phase 2 y 4 talleres",
        "пункт 2 плана",
        "reach 24/7 services in 12/100 prisons",
        "50/50 share; para 2",
    ],
)
def test_other_numbers_are_no_codes(text: str) -> None:
    assert named(text, in_column=False) == []


@pytest.mark.parametrize("text", ["K2.3", "4", "D04-3; K2.3", "76/182"])
def test_a_code_that_names_nothing_is_said(text: str) -> None:
    reading = read([["Measure", "Lead", "Provision or statement"], ["Set up a board", "MoJ", text]])
    (found,) = [one for one in reading.problems if one.code == "measure_code_not_understood"]
    assert (found.place.cell, found.place.field) == ("C2", "Provision or statement")
    assert found.values["text"] == ("K2.3" if "K2.3" in text else text)


@pytest.mark.parametrize("text", ["D04-3", "78/224 OP 4", "to be agreed", "Model Strategy 9"])
def test_a_code_that_is_understood_is_no_problem(text: str) -> None:
    assert codes(read([["Measure", "Lead", "Provision or statement"], ["Set up a board", "MoJ", text]]).problems) == []
