"""Plans in the six official languages of the United Nations, Portuguese, German and Japanese are read as they stand."""

from datetime import date
from typing import Any

import pytest

from tests.workbooks import codes, plan_of, read
from toolkit.data_file import read_data_file
from toolkit.intake.dates import Calendar, is_period, read_when
from toolkit.intake.grid import Cell
from toolkit.intake.headings import HEADINGS as HEADINGS_FOLDER
from toolkit.intake.headings import plain_heading, read_headings
from toolkit.intake.money import read_money
from toolkit.intake.references import CodePatterns, read_references
from toolkit.intake.values import read_names, read_status
from toolkit.record.plan import Funding, Plan, ProvisionNamed, Status

HEADINGS = read_headings()
CALENDAR = Calendar(HEADINGS)
LANGUAGES = ("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "zh")

# One plan in each language: heading row, then one measure. Each says the same: number 1, lead, partner, from January
# to December 2026, in progress, 5,000 within existing resources, indicator with baseline 10 and target 40.
PLANS: dict[str, list[list[Any]]] = {
    "fr": [
        ["N°", "Mesure", "Organisme responsable", "Partenaires", "Date de début", "Échéance", "État d'avancement",
         "Coût estimé (€)", "État du financement", "Indicateur", "Valeur de référence", "Cible", "Observations"],
        [1, "Former le personnel", "Ministère A", "Service B", "janvier 2026", "décembre 2026", "En cours", 5000,
         "Moyens existants", "agents formés", 10, 40, "rien à signaler"],
    ],
    "es": [
        ["N.º", "Medida", "Entidad responsable", "Entidades colaboradoras", "Fecha de inicio", "Fecha límite", "Estado",
         "Costo estimado (€)", "Estado de la financiación", "Indicador", "Línea de base", "Meta", "Observaciones"],
        [1, "Formar al personal", "Ministerio A", "Servicio B", "enero de 2026", "31 de diciembre de 2026",
         "En ejecución", 5000, "Recursos existentes", "personas formadas", 10, 40, "sin novedad"],
    ],
    "pt": [
        ["Nº", "Ação", "Órgão responsável", "Parceiros", "Início", "Prazo", "Situação", "Custo estimado (€)",
         "Situação do financiamento", "Indicador", "Linha de base", "Meta", "Observações"],
        [1, "Formar o pessoal", "Ministério A", "Serviço B", "janeiro de 2026", "dezembro de 2026", "Em andamento",
         5000, "Recursos próprios", "pessoas formadas", 10, 40, "sem novidade"],
    ],
    "de": [
        ["Lfd. Nr.", "Maßnahme", "Zuständige Stelle", "Beteiligte", "Beginn", "Frist", "Stand der Umsetzung",
         "Kosten (€)", "Stand der Finanzierung", "Indikator", "Ausgangswert", "Zielwert", "Bemerkungen"],
        [1, "Personal schulen", "Amt A", "Behörde B", "1. Januar 2026", "31. Dezember 2026", "in Umsetzung", 5000,
         "aus vorhandenen Mitteln", "geschulte Personen", 10, 40, "keine Besonderheiten"],
    ],
    "ru": [
        ["№ п/п", "Наименование мероприятия", "Ответственный исполнитель", "Соисполнители", "Дата начала",
         "Срок исполнения", "Статус", "Стоимость (€)", "Статус финансирования", "Показатель", "Базовое значение",
         "Целевое значение", "Примечание"],
        [1, "Обучить персонал", "Министерство А", "Служба Б", "январь 2026 г.", "31 декабря 2026 года", "Выполняется",
         5000, "в пределах имеющихся средств", "обученные сотрудники", 10, 40, "без замечаний"],
    ],
    "ar": [
        ["م", "الإجراء", "الجهة المسؤولة", "الجهات المساندة", "تاريخ البدء", "تاريخ الانتهاء", "حالة التنفيذ",
         "التكلفة التقديرية (€)", "حالة التمويل", "مؤشر الأداء", "خط الأساس", "القيمة المستهدفة", "ملاحظات"],
        [1, "تدريب الموظفين", "وزارة ألف", "دائرة باء", "يناير ٢٠٢٦", "٣١ ديسمبر ٢٠٢٦", "قيد التنفيذ", 5000,
         "ضمن الموارد المتاحة", "عدد المتدربين", 10, 40, "جيد"],
    ],
    "zh": [
        ["序号", "具体措施", "责任单位", "配合单位", "开始时间", "完成时限", "进展情况", "经费预算（€）",
         "资金落实情况", "考核指标", "基准值", "目标值", "备注"],
        [1, "培训工作人员", "甲部", "乙局", "2026年1月", "２０２６年１２月３１日", "进行中", 5000,
         "在现有预算内", "受训人数", 10, 40, "一切正常"],
    ],
    "ja": [
        ["番号", "施策", "担当省庁", "関係機関", "開始時期", "期限", "進捗状況",
         "予算額（€）", "予算状況", "評価指標", "基準値", "目標値", "備考"],
        [1, "職員を研修する", "甲省", "乙局", "令和8年1月", "2026年12月31日", "実施中", 5000,
         "既存予算内", "研修を受けた職員の数", 10, 40, "特になし"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", PLANS)
def test_a_plan_in_this_language_is_read_field_by_field(language: str) -> None:
    rows = PLANS[language]
    plan: Plan = plan_of(rows)
    written = rows[1]
    (measure,) = plan.measures
    assert (measure.number, measure.title, measure.lead) == ("1", written[1], written[2])
    assert (measure.partners, measure.update) == ((written[3],), written[12])
    assert (measure.start, measure.end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (measure.status, measure.continuing) == (Status.IN_PROGRESS, False)
    assert (measure.budget.amount, measure.budget.currency) == (5000, "EUR")
    assert measure.budget.funding is Funding.EXISTING
    assert (measure.indicator.name, measure.indicator.baseline, measure.indicator.target) == (written[9], "10", "40")
    assert measure.other == {}


@pytest.mark.parametrize("language", PLANS)
def test_what_continues_is_said_in_this_language(language: str) -> None:
    words = {
        "fr": "en continu", "es": "permanente", "pt": "contínuo", "de": "fortlaufend", "ru": "постоянно",
        "ar": "مستمر", "zh": "持续推进", "ja": "継続的に実施",
    }  # fmt: skip
    when = read_when(Cell(words[language]), CALENDAR, span=True)
    assert (when.end, when.continuing, when.doubts) == (None, True, ())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Responsable / Lead", "lead"),
        ("Lead agency الجهة المسؤولة", "lead"),
        ("责任单位 Responsible body", "lead"),
        ("责任单位名称", "lead"),
        ("主要责任单位及人员", "lead"),
        ("Срок исполнения (месяц, год)", "end"),
        ("Наименование мероприятия", "title"),
        ("Zuständig (federführend)", "lead"),
        ("具体的な取り組み", "title"),
        ("数値目標（2030年）", "target"),
        ("خط الأساس / Baseline", "baseline"),
        ("ECHEANCE", "end"),
        ("Погода", None),
        ("天气", None),
    ],
)
def test_headings_are_recognised_in_one_language_or_two(heading: str, field: str | None) -> None:
    fits = HEADINGS.fits(heading)
    assert (fits[0].field if fits else None) == field


ENDS = [
    ("fin décembre 2025", date(2025, 12, 31)),
    ("1er mars 2025", date(2025, 3, 1)),
    ("3e trimestre 2025", date(2025, 9, 30)),
    ("T2 2025", date(2025, 6, 30)),
    ("premier semestre de 2026", date(2026, 6, 30)),
    ("mi-2026", date(2026, 6, 30)),
    ("tercer trimestre de 2025", date(2025, 9, 30)),
    ("finales de 2025", date(2025, 12, 31)),
    ("setiembre de 2025", date(2025, 9, 30)),
    ("1º semestre de 2025", date(2025, 6, 30)),
    ("30 de junho de 2025", date(2025, 6, 30)),
    ("2. Quartal 2025", date(2025, 6, 30)),
    ("Ende März 2025", date(2025, 3, 31)),
    ("Mitte 2026", date(2026, 6, 30)),
    ("III квартал 2025 года", date(2025, 9, 30)),
    ("до конца 2025 года", date(2025, 12, 31)),
    ("1 мая 2025 г.", date(2025, 5, 1)),
    ("الربع الثالث من عام ٢٠٢٥", date(2025, 9, 30)),
    ("آذار ٢٠٢٥", date(2025, 3, 31)),
    ("2025年第三季度", date(2025, 9, 30)),
    ("2025年上半年", date(2025, 6, 30)),
    ("2025年底前完成", date(2025, 12, 31)),
    ("2025年十二月", date(2025, 12, 31)),
    ("2025年度", date(2025, 12, 31)),
]


@pytest.mark.parametrize(("text", "end"), ENDS)
def test_an_end_is_the_last_day_of_what_is_named(text: str, end: date) -> None:
    when = read_when(Cell(text), CALENDAR, span=True)
    assert (when.end, when.doubts) == (end, ())


def test_a_fiscal_year_in_japanese_begins_in_april() -> None:
    japanese = Calendar(HEADINGS, japanese=True)
    when = read_when(Cell("令和7年度"), japanese, span=True)
    assert (when.start, when.end, when.doubts) == (date(2025, 4, 1), date(2026, 3, 31), ())
    assert read_when(Cell("2025年度第4四半期"), japanese).end == date(2026, 3, 31)
    assert read_when(Cell("令和元年5月"), japanese).end == date(2019, 5, 31)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("de janvier 2025 à mars 2026", date(2025, 1, 1), date(2026, 3, 31)),
        ("2024 a 2026", date(2024, 1, 1), date(2026, 12, 31)),
        ("Januar bis März 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024–2026 годы", date(2024, 1, 1), date(2026, 12, 31)),
        ("من 2024 إلى 2026", date(2024, 1, 1), date(2026, 12, 31)),
        ("2024年4月～2026年3月", date(2024, 4, 1), date(2026, 3, 31)),
        ("2024年至2026年", date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_has_a_start_and_an_end(text: str, start: date, end: date) -> None:
    when = read_when(Cell(text), CALENDAR, span=True)
    assert (when.start, when.end, when.doubts) == (start, end, ())


def test_years_and_quarters_in_a_heading_are_periods() -> None:
    assert all(is_period(text, CALENDAR) for text in ("2025年", "令和7年", "T1 2025", "I квартал 2025", "٢٠٢٥"))
    assert not is_period("2025年の目標値", CALENDAR)


def test_columns_of_years_that_are_marked_give_start_and_end_in_any_writing() -> None:
    plan = plan_of([["施策", "担当", "2024年", "2025年", "2026年"], ["窓口を設ける", "甲省", None, "○", "○"]])
    (measure,) = plan.measures
    assert (measure.start, measure.end) == (date(2025, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("5,5 millions EUR", 5_500_000, "EUR"),
        ("1.234.567,50 €", 1_234_567.5, "EUR"),
        ("1 250 000 FCFA", 1_250_000, "FCFA"),
        ("12 тыс. рублей", 12_000, "RUB"),
        ("3,5 млн руб.", 3_500_000, "RUB"),
        ("500万元", 5_000_000, "CNY"),
        ("120百万円", 120_000_000, "JPY"),
        ("٢٬٥٠٠ دينار أردني", 2500, "JOD"),
        ("2,5 milhões de reais", 2_500_000, "BRL"),
        ("4 mil milhões EUR", 4_000_000_000, "EUR"),
    ],
)
def test_money_is_read_with_its_unit_and_currency(text: str, amount: float, currency: str) -> None:
    money = read_money(Cell(text), "Budget", HEADINGS)
    assert (money.amount, money.currency, money.doubt) == (amount, currency, None)


def test_a_heading_gives_the_unit_of_its_column() -> None:
    assert read_money(Cell(3, "number"), "预算（万元）", HEADINGS).amount == 30_000
    assert read_money(Cell(3, "number"), "Стоимость, тыс. руб.", HEADINGS).amount == 3_000
    assert read_money(Cell(3, "number"), "Coût (en millions de FCFA)", HEADINGS).amount == 3_000_000


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("司法部、公安部", ("司法部", "公安部")),
        ("司法部和公安部", ("司法部", "公安部")),
        ("教育和劳动部", ("教育和劳动部",)),
        ("法務省及び厚生労働省", ("法務省", "厚生労働省")),
        ("Ministère de la Justice et Direction des prisons", ("Ministère de la Justice", "Direction des prisons")),
        ("Ministerio de Salud y Bienestar", ("Ministerio de Salud y Bienestar",)),
        ("Министерство юстиции и Министерство труда", ("Министерство юстиции", "Министерство труда")),
    ],
)
def test_bodies_in_one_cell_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text, HEADINGS, commas=False) == names


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Non commencé", Status.NOT_STARTED), ("Achevée", Status.COMPLETE), ("En retard", Status.OVERDUE),
        ("Concluído", Status.COMPLETE), ("No iniciada", Status.NOT_STARTED), ("Überfällig", Status.OVERDUE),
        ("nicht abgeschlossen", Status.IN_PROGRESS), ("Не начато", Status.NOT_STARTED),
        ("لم يبدأ بعد", Status.NOT_STARTED),
        ("已完成", Status.COMPLETE), ("未完成", Status.IN_PROGRESS), ("推进中（延期）", Status.IN_PROGRESS),
        ("未着手", Status.NOT_STARTED), ("遅延", Status.OVERDUE), ("延期", Status.REVISED),
        ("Отменено", Status.CANCELLED),
    ],
)  # fmt: skip
def test_statuses_are_read(text: str, status: Status) -> None:
    assert read_status(text, HEADINGS).status is status


@pytest.mark.parametrize(
    "text",
    ["76/182, párrafo 2", "paragraphe 2 de la résolution 76/182", "пункт 2 резолюции 76/182",
     "الفقرة 2 من القرار 76/182",
     "76/182第2段", "Absatz 2 der Resolution 76/182"],
)  # fmt: skip
def test_a_paragraph_of_a_resolution_is_read(text: str) -> None:
    found = read_references(text, CodePatterns(HEADINGS), named_column=True)
    assert found.provisions == (ProvisionNamed(instrument="a-res-76-182", number="2"),)


def test_every_language_knows_every_status_and_funding_and_month() -> None:
    assert tuple(sorted(path.name for path in HEADINGS_FOLDER.iterdir() if path.is_dir())) == LANGUAGES
    for language in LANGUAGES:
        values = read_data_file(HEADINGS_FOLDER / language / "values.yaml")
        assert set(values["status"]) == set(Status), language
        assert set(values["funding"]) == set(Funding), language


def test_a_word_stands_for_one_status_and_one_kind_of_funding_in_all_languages_together() -> None:
    for name in ("status", "funding"):
        meant: dict[str, set[str]] = {}
        for language in LANGUAGES:
            for code, words in read_data_file(HEADINGS_FOLDER / language / "values.yaml")[name].items():
                for word in words:
                    meant.setdefault(plain_heading(str(word)), set()).add(code)
        assert {word: codes for word, codes in meant.items() if len(codes) > 1} == {}, name


def test_a_plan_without_any_known_word_is_no_table() -> None:
    reading = read([["Ilmasto", "Paikka"], ["aurinko", "ranta"]])
    assert codes(reading.problems) == ["plan_without_table"]
