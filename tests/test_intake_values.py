"""Values as ministries write them: dates, money, bodies, codes; what has two readings is named, not guessed."""

import time
from datetime import date

import pytest

from toolkit.intake.dates import Calendar, read_when
from toolkit.intake.grid import Cell
from toolkit.intake.headings import read_headings
from toolkit.intake.money import read_money
from toolkit.intake.references import CodePatterns, read_references
from toolkit.intake.values import read_brings, read_from_to, read_names, read_status
from toolkit.record.plan import Status

HEADINGS = read_headings()
CALENDAR = Calendar(HEADINGS)
CODES = CodePatterns(HEADINGS)

ENDS = [
    ("October 2023", date(2023, 10, 31)),
    ("April 2024", date(2024, 4, 30)),
    ("Feb 2024", date(2024, 2, 29)),
    ("Oct-23", date(2023, 10, 31)),
    ("Q3 2025", date(2025, 9, 30)),
    ("2025 Q1", date(2025, 3, 31)),
    ("third quarter of 2026", date(2026, 9, 30)),
    ("H1 2025", date(2025, 6, 30)),
    ("first half of 2025", date(2025, 6, 30)),
    ("2025-09-30", date(2025, 9, 30)),
    ("2025-09", date(2025, 9, 30)),
    ("12/2026", date(2026, 12, 31)),
    ("31/12/2026", date(2026, 12, 31)),
    ("12/31/2026", date(2026, 12, 31)),
    ("05/05/2026", date(2026, 5, 5)),
    ("05.04.2025", date(2025, 4, 5)),
    ("31 December 2026", date(2026, 12, 31)),
    ("December 31, 2026", date(2026, 12, 31)),
    ("by 2028", date(2028, 12, 31)),
    ("mid-2026", date(2026, 6, 30)),
    ("end of 2026", date(2026, 12, 31)),
    ("ongoing to 2027", date(2027, 12, 31)),
    ("\u0662\u0660\u0662\u0666", date(2026, 12, 31)),
    ("\u06f2\u06f0\u06f2\u06f6", date(2026, 12, 31)),
    ("\uff12\uff10\uff12\uff16", date(2026, 12, 31)),
]


@pytest.mark.parametrize(("text", "end"), ENDS)
def test_an_end_is_the_last_day_of_what_is_named(text: str, end: date) -> None:
    when = read_when(Cell(text), CALENDAR)
    assert (when.end, when.continuing, when.several, when.doubts) == (end, False, False, ())


def test_a_start_is_the_first_day_of_what_is_named() -> None:
    assert read_when(Cell("October 2023"), CALENDAR).start == date(2023, 10, 1)
    assert read_when(Cell("Q3 2025"), CALENDAR).start == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-2025", date(2023, 1, 1), date(2025, 12, 31)),
        ("Oct 2023 \u2013 March 2024", date(2023, 10, 1), date(2024, 3, 31)),
        ("October - December 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("from 2022 to 2026", date(2022, 1, 1), date(2026, 12, 31)),
        ("2023-26", date(2023, 1, 1), date(2026, 12, 31)),
        ("October 2023", None, date(2023, 10, 31)),
    ],
)
def test_a_period_has_a_start_and_an_end(text: str, start: date | None, end: date) -> None:
    when = read_when(Cell(text), CALENDAR, span=True)
    assert (when.start, when.end, when.several) == (start, end, False)


@pytest.mark.parametrize("text", ["ongoing", "On-going", "Permanent", "continuous", "annually", "Business as usual"])
def test_what_continues_has_no_end(text: str) -> None:
    when = read_when(Cell(text), CALENDAR, span=True)
    assert (when.end, when.continuing, when.doubts) == (None, True, ())


def test_what_continues_may_have_a_start() -> None:
    for text in ("ongoing from 2022", "Jan 2022 to ongoing"):
        when = read_when(Cell(text), CALENDAR, span=True)
        assert (when.start, when.end, when.continuing) == (date(2022, 1, 1), None, True)


def test_of_several_dates_the_last_is_the_end_and_that_is_said() -> None:
    when = read_when(Cell("Main changes by 2025, full implementation by 2028"), CALENDAR, span=True)
    assert (when.start, when.end, when.several) == (None, date(2028, 12, 31), True)


@pytest.mark.parametrize("text", ["TBC", "n/a", "-", "to be confirmed", "?"])
def test_no_date_said_is_no_problem(text: str) -> None:
    when = read_when(Cell(text), CALENDAR)
    assert (when.start, when.end, when.continuing, when.doubts) == (None, None, False, ())


@pytest.mark.parametrize(
    ("text", "code", "first", "second"),
    [
        ("03/04/2025", "date_ambiguous", date(2025, 4, 3), date(2025, 3, 4)),
        ("FY2024/25", "date_fiscal_year", date(2025, 3, 31), date(2025, 6, 30)),
        ("2024-25", "date_fiscal_year", date(2025, 3, 31), date(2025, 6, 30)),
        ("2024/2025", "date_fiscal_year", date(2025, 3, 31), date(2025, 6, 30)),
        ("short term", "date_not_understood", None, None),
        ("31/02/2026", "date_not_understood", None, None),
    ],
)
def test_a_date_with_two_readings_or_none_is_not_taken(
    text: str, code: str, first: date | None, second: date | None
) -> None:
    when = read_when(Cell(text), CALENDAR)
    assert (when.start, when.end) == (None, None)
    assert [(doubt.code, doubt.first, doubt.second) for doubt in when.doubts] == [(code, first, second)]


def test_a_person_s_word_settles_the_order_and_the_fiscal_year() -> None:
    told = Calendar(HEADINGS, day_first=False, year_starts=4)
    assert read_when(Cell("03/04/2025"), told).end == date(2025, 3, 4)
    assert read_when(Cell("FY2024/25"), told).end == date(2025, 3, 31)
    assert read_when(Cell("FY2024/25"), Calendar(HEADINGS, year_starts=1)).end == date(2025, 12, 31)


def test_real_dates_and_numbers_that_are_dates_are_read() -> None:
    assert read_when(Cell("2025-09-30", "date"), CALENDAR).end == date(2025, 9, 30)
    assert read_when(Cell(2025, "number"), CALENDAR).end == date(2025, 12, 31)
    serial = read_when(Cell(45930, "number"), CALENDAR)
    assert (serial.end, serial.from_number) == (date(2025, 9, 30), True)
    assert [doubt.code for doubt in read_when(Cell(12, "number"), CALENDAR).doubts] == ["date_not_understood"]


MONEY = [
    ("KES 155,113,621.00 (R)", 155_113_621.0, "KES", None),
    ("1.2 m", 1_200_000.0, None, None),
    ("\u00a32.5m", 2_500_000.0, "GBP", None),
    ("2,5 Mio. \u20ac", 2_500_000.0, "EUR", None),
    ("1.234.567,89 \u20ac", 1_234_567.89, "EUR", None),
    ("10 000", 10_000.0, None, None),
    ("US$ 3 million", 3_000_000.0, "US$", None),
    ("1.2 m unfunded", 1_200_000.0, None, "unfunded"),
    ("180,000 secured", 180_000.0, None, "secured"),
    ("EUR 5 million requested", 5_000_000.0, "EUR", "requested"),
    ("partially funded", None, None, "partial"),
    ("within existing resources", None, None, "existing"),
    ("not secured", None, None, "unfunded"),
    ("TBC", None, None, None),
    ("2 officers", None, None, None),
]


@pytest.mark.parametrize(("text", "amount", "currency", "funding"), MONEY)
def test_money_is_read_as_written(text: str, amount: float | None, currency: str | None, funding: str | None) -> None:
    money = read_money(Cell(text), "Cost", HEADINGS)
    assert (money.amount, money.currency, money.funding, money.text) == (amount, currency, funding, text)
    assert money.doubt is None


def test_a_heading_gives_currency_and_thousands() -> None:
    assert read_money(Cell(3, "number"), "Cost (\u00a3m)", HEADINGS).amount == 3_000_000
    money = read_money(Cell("80"), "Budget (EUR '000)", HEADINGS)
    assert (money.amount, money.currency) == (80_000, "EUR")


def test_a_named_line_stands_behind_existing_resources() -> None:
    money = read_money(Cell("within existing resources (line 4.2)"), "Cost", HEADINGS)
    assert (money.funding, money.line, money.amount) == ("existing", "line 4.2", None)


@pytest.mark.parametrize(
    ("text", "doubt", "first", "second"),
    [("1.200", "amount_ambiguous", "1200", "1.2"), ("100,000-150,000", "amount_not_understood", None, None)],
)
def test_an_amount_with_two_readings_stays_text(text: str, doubt: str, first: str | None, second: str | None) -> None:
    money = read_money(Cell(text), "Cost", HEADINGS)
    assert (money.amount, money.doubt, money.first, money.second) == (None, doubt, first, second)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Care Inspectorate; Scottish Government", ("Care Inspectorate", "Scottish Government")),
        ("SPS/YRSG", ("SPS", "YRSG")),
        ("SPS and YRSG", ("SPS", "YRSG")),
        ("- MoJ\n- MoH", ("MoJ", "MoH")),
        ("Ministry of Health and Social Welfare", ("Ministry of Health and Social Welfare",)),
        ("Ministry of Justice and Ministry of Health", ("Ministry of Justice", "Ministry of Health")),
        ("Local Government, Housing and Planning", ("Local Government, Housing and Planning",)),
        ("Ministry of Justice, Prison Service", ("Ministry of Justice", "Prison Service")),
        ("TBC", ()),
        ("N/A", ()),
        ("", ()),
    ],
)
def test_leads_are_parted_only_where_bodies_are(text: str, names: tuple[str, ...]) -> None:
    assert read_names(text, HEADINGS, commas=False) == names


def test_partners_are_parted_by_commas_too() -> None:
    assert read_names("Labour, Health (social, mental), and Interior", HEADINGS, commas=True) == (
        "Labour",
        "Health (social, mental)",
        "Interior",
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Complete", Status.COMPLETE),
        ("In progress", Status.IN_PROGRESS),
        ("In progress (with revised timescale)", Status.REVISED),
        ("Outstanding", Status.OVERDUE),
        ("On track", Status.IN_PROGRESS),
        ("Ongoing", Status.IN_PROGRESS),
        ("partially completed", Status.IN_PROGRESS),
        ("Completed in 2023", Status.COMPLETE),
        ("Not yet started", Status.NOT_STARTED),
        ("Superseded by another action", Status.SUPERSEDED),
        ("dropped", Status.CANCELLED),
    ],
)
def test_a_status_is_known_by_its_synonyms(text: str, status: Status) -> None:
    assert read_status(text, HEADINGS).status is status


def test_a_status_that_is_not_known_names_the_nearest() -> None:
    read = read_status("not strated", HEADINGS)
    assert (read.status, read.unknown, read.nearest) == (None, "not strated", "not started")
    assert read_status("see annex", HEADINGS).nearest is None
    assert read_status("Late 2026", HEADINGS).status is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("22% > 80%", ("22%", "80%", "")),
        ("from 0 to 4", ("0", "4", "")),
        ("board meetings a year 0 \u2192 4", ("0", "4", "board meetings a year")),
        ("2-yr rate 21.3% (2022 cohort); 5-yr rate 36.6% (2019 cohort)", None),
        ("600 attendees", None),
        ("from 2023 to 2026", None),
    ],
)
def test_baseline_and_target_are_read_only_from_a_pair(text: str, pair: tuple[str, str, str] | None) -> None:
    read = read_from_to(text)
    assert (None if read is None else (read.baseline, read.target, read.rest)) == pair


def named(text: str, *, column: bool = True, bare: bool = False) -> list[tuple[str | None, str]]:
    """Instrument and number of each provision a text names."""
    found = read_references(text, CODES, named_column=column, bare=bare)
    return [(provision.instrument, provision.number) for provision in found.provisions]


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("76/182 OP2", [("a-res-76-182", "2")]),
        ("A/RES/76/182, para. 2", [("a-res-76-182", "2")]),
        ("78/224 OP 2-4 and 6", [("a-res-78-224", number) for number in "2346"]),
        ("paragraph 7 of resolution 78/224", [("a-res-78-224", "7")]),
        ("OP 2, 4", [(None, "2"), (None, "4")]),
        ("OP4", [(None, "4")]),
        ("Model Strategy 9", [("a-res-80-226", "9")]),
        ("31/12/2026", []),
        ("76/182", []),
        ("4", []),
    ],
)
def test_provisions_are_read_in_any_usual_spelling(text: str, provisions: list[tuple[str | None, str]]) -> None:
    assert named(text) == provisions


def test_numbers_alone_count_only_where_the_heading_says_paragraph() -> None:
    assert named("2, 4", bare=True) == [(None, "2"), (None, "4")]
    assert named("see para 4 of the law", column=False) == []
    assert named("as A/RES/78/224 OP 5 says", column=False) == [("a-res-78-224", "5")]


def test_items_and_rules_are_told_apart_from_provisions() -> None:
    found = read_references("D04-3, D5-1; NMR 94; Bangkok Rules 40-41", CODES, named_column=True)
    assert found.items == ("D04-3", "D05-1")
    assert found.provisions == ()
    assert [(rule.instrument, rule.number) for rule in found.standards] == [
        ("nelson-mandela-rules", "94"),
        ("bangkok-rules", "40"),
        ("bangkok-rules", "41"),
    ]


def test_levels_a_measure_brings_are_read_with_or_without_items() -> None:
    assert [(brings.item, brings.level) for brings in read_brings("D04-3: 3; D05-1: 2") or ()] == [
        ("D04-3", 3),
        ("D05-1", 2),
    ]
    assert [(brings.item, brings.level) for brings in read_brings("3 - In place") or ()] == [(None, 3)]
    assert read_brings("5") is None
    assert read_brings("much better") is None


@pytest.mark.parametrize("mark", ["1", "1, ", "1 ", "a and ", "D04-3 ", "2025-", "0>", "\n", "(", "mar ", "Action 1 "])
def test_a_cell_full_of_anything_costs_no_time(mark: str) -> None:
    text = (mark * 32_000)[:32_000]
    started = time.monotonic()
    read_when(Cell(text), CALENDAR, span=True)
    read_money(Cell(text), "Cost", HEADINGS)
    read_names(text, HEADINGS, commas=True)
    read_status(text, HEADINGS)
    read_from_to(text)
    read_brings(text)
    read_references(text, CODES, named_column=True, bare=True)
    assert time.monotonic() - started < 3
