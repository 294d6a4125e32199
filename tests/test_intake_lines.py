"""Sheets of money by year and of further indicators are read under the headings of nine languages."""

from typing import Any

import pytest

from tests.workbooks import codes, workbook
from toolkit.data_file import read_data_file
from toolkit.intake.headings import HEADINGS, plain_heading
from toolkit.intake.plan_reading import read_plan

LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "zh")
MONEY = {
    "ar": ("الميزانية", ["رقم الإجراء", "السنة", "الكمية", "تكلفة الوحدة", "المبلغ", "نوع التكلفة"]),
    "de": ("Kosten", ["Nr. der Maßnahme", "Jahr", "Menge", "Stückkosten", "Betrag", "Art der Kosten"]),
    "en": ("Budget", ["Measure no", "Year", "Quantity", "Unit cost", "Amount", "Type of cost"]),
    "es": ("Presupuesto", ["N.º de medida", "Año", "Cantidad", "Costo unitario", "Importe", "Tipo de gasto"]),
    "fr": ("Coûts", ["N° de mesure", "Année", "Quantité", "Coût unitaire", "Montant", "Type de coût"]),
    "ja": ("予算", ["施策番号", "年度", "数量", "単価", "金額", "費用の種類"]),
    "pt": ("Orçamento", ["Nº da medida", "Ano", "Quantidade", "Custo unitário", "Valor total", "Tipo de custo"]),
    "ru": ("Бюджет", ["№ мероприятия", "Год", "Количество", "Цена за единицу", "Сумма", "Тип расходов"]),
    "zh": ("预算", ["措施编号", "年度", "数量", "单价", "金额", "费用类型"]),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_by_year_is_read_in_this_language(language: str) -> None:
    name, heading = MONEY[language]
    plan_rows = [["No.", "Measure", "Lead"], ["1.1", "Set up a board", "MOJ"]]
    sheets: dict[str, list[list[Any]]] = {"Measures": plan_rows, name: [heading, ["1.1", 2026, 3, 20, None, "Staff"]]}
    reading = read_plan(workbook(sheets), "plan.xlsx")
    assert codes(reading.problems) == []
    assert reading.plan is not None
    (line,) = reading.plan.budget_lines
    assert (line.measure, line.year, line.amount, line.type) == (reading.plan.measures[0].id, "2026", 60, "Staff")


@pytest.mark.parametrize("kind", ["budget", "indicators"])
def test_every_language_knows_every_field_and_no_heading_means_two(kind: str) -> None:
    files = {language: read_data_file(HEADINGS / language / "lines.yaml") for language in LANGUAGES}
    assert {
        language for language in LANGUAGES if set(files[language][kind]["fields"]) != set(files["en"][kind]["fields"])
    } == set()
    meant: dict[str, set[str]] = {}
    for file in files.values():
        for field, words in file[kind]["fields"].items():
            for word in words:
                meant.setdefault(plain_heading(str(word)), set()).add(field)
    assert {word: fields for word, fields in meant.items() if len(fields) > 1 or not word} == {}


def test_what_recurs_is_said_by_one_word_for_one_thing() -> None:
    meant: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, words in read_data_file(HEADINGS / language / "lines.yaml")["recurs"].items():
            for word in words:
                meant.setdefault(plain_heading(str(word)), set()).add(code)
    assert {word: found for word, found in meant.items() if len(found) > 1} == {}
