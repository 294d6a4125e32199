"""The lists that the cells of a questionnaire offer: codes with their words beside them, and what they mean."""

from collections.abc import Mapping, Sequence
from typing import get_args

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.language import Language
from toolkit.library.model import Item, Library
from toolkit.record.answer_cells import NO, YES
from toolkit.record.assessment import Answer, Difficulty
from toolkit.report.plan_cells import HEAD, PLAIN, put, set_height
from toolkit.report.printed_sheet import fit_to_width

_WIDTH = 22
Lists = Mapping[str, str]


def with_code(code: str, words: str) -> str:
    """A code with its words beside it; the code alone where both are the same."""
    return code if words.casefold() == code else f"{code} - {words}"


def level_entries(language: Language, library: Library) -> list[str]:
    """The five levels as a cell offers them: digit and name."""
    return [with_code(str(level), found.name) for level, found in enumerate(library.scales.levels)]


def answer_entries(language: Language) -> list[str]:
    """Yes, partly, no, as a cell offers them."""
    return [with_code(code, language.say(f"questionnaire.answer.{code}")) for code in get_args(Answer)]


def reasons_list(item: Item) -> str:
    """Name of the list of reasons that an item allows."""
    return "+".join(item.not_applicable)


def difficulty_codes() -> tuple[str, ...]:
    """Kinds of difficulty."""
    return tuple(code for part in get_args(Difficulty.model_fields["kind"].annotation) for code in get_args(part))


def write_lists(sheet: Worksheet, language: Language, library: Library, items: Sequence[str]) -> Lists:
    """Write the lists; gives the range of each by its name."""
    say, scales = language.say, library.scales
    columns: list[tuple[str, str, list[str]]] = [
        ("level", say("questionnaire.list.level"), level_entries(language, library)),
        ("answer", say("questionnaire.list.answer"), answer_entries(language)),
        ("yes", say("questionnaire.list.yes"), [with_code(c, say(f"questionnaire.answer.{c}")) for c in (YES, NO)]),
        (
            "evidence",
            say("questionnaire.list.evidence"),
            [with_code(code, found.name) for code, found in scales.evidence_kinds.items()],
        ),
        (
            "difficulty",
            say("questionnaire.list.difficulty"),
            [with_code(code, say(f"report.difficulty.{code}")) for code in difficulty_codes()],
        ),
    ]
    for reasons in sorted({library.items[item].not_applicable for item in items} - {()}):
        entries = [with_code(code, scales.not_applicable[code].name) for code in reasons]
        columns.append(("+".join(reasons), say("questionnaire.list.reason"), entries))
    ranges = {name: _column(sheet, at, heading, entries) for at, (name, heading, entries) in enumerate(columns, 1)}
    below = max(len(entries) for _, _, entries in columns) + 3
    _explained(sheet, below, language, library)
    for row in range(1, below):
        set_height(sheet, row)
    fit_to_width(sheet)
    return ranges


def _column(sheet: Worksheet, column: int, heading: str, entries: Sequence[str]) -> str:
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = _WIDTH
    put(sheet, 1, column, heading, HEAD)
    for row, entry in enumerate(entries, start=2):
        put(sheet, row, column, entry, PLAIN)
    for row in range(1, len(entries) + 2):
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    return f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(entries) + 1}"


def _explained(sheet: Worksheet, row: int, language: Language, library: Library) -> None:
    """What levels, reasons and kinds of evidence mean, below the lists."""
    scales = library.scales
    told = [(with_code(str(level), found.name), found.explain) for level, found in enumerate(scales.levels)]
    told += [
        (found.name, found.explain) for found in (*scales.not_applicable.values(), *scales.evidence_kinds.values())
    ]
    put(sheet, row, 1, language.say("questionnaire.list.explained"), HEAD)
    for at, (name, text) in enumerate(told, start=row + 1):
        put(sheet, at, 1, name, PLAIN)
        put(sheet, at, 2, text, PLAIN)
        sheet.merge_cells(start_row=at, start_column=2, end_row=at, end_column=5)
        for column in (1, 2):
            sheet.cell(at, column).alignment = Alignment(wrap_text=True, vertical="top")
        lines = -(-len(text) * 11 // (4 * _WIDTH * 10))
        sheet.row_dimensions[at].height = 15.0 * max(2 if len(name) > _WIDTH else 1, lines)
