"""Rows of a table: which are measures, which are groups, which are left out, and what stands above what.

A full-width row is a *group* when a column beneath repeats it or it is a short heading over rows; a *measure*, parent
of the rows beneath, when it carries a number or label and a sentence, or nothing stands beneath it; else a measure
with a remark. Totals, footnotes and rows that only number the columns are left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.intake.dates import Calendar
from toolkit.intake.grid import Cell
from toolkit.intake.headings import plain_heading
from toolkit.intake.layout import Table, is_number_row
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import like_text

WIDE = 3
SENTENCE_WORDS = 7
SENTENCE_WORDS_AFTER = {"measure": 4, "group": 9}
LONGEST_NUMBER = 24
LONGEST_LABELLED = 2000
LABEL = re.compile(
    r"(?P<label>(?:(?P<word>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*(?P<number>\d+(?:\.\d+)*[a-z]?|[IVXL]+|[A-Z])"
    r"|\d+(?:\.\d+)*[a-z]?|[IVXL]+|[A-Z]))\s*(?P<mark>[:：.)）、–—-]|\s(?=\D))\s*(?P<rest>\S.*)",
    re.DOTALL,
)


@dataclass
class Row:
    """One row of a table that says something: its cells by column (merged ones shown), and what was made of it."""

    number: int
    cells: dict[int, Cell]
    banner: str | None = None
    kind: str = "measure"
    label: str | None = None
    title: str = ""
    group: str | None = None
    parent: int | None = None
    more: list[dict[int, Cell]] = field(default_factory=list)

    def cell(self, column: int | None) -> Cell | None:
        """Cell of a column; None where there is no such column or it is empty."""
        return None if column is None else self.cells.get(column)


@dataclass(frozen=True)
class Label:
    """Label at the front of a full-width row: what kind of label, the label itself, the text behind it."""

    kind: str
    label: str | None
    rest: str


def read_rows(table: Table, written: Calendar, banners: str | None = None) -> tuple[list[Row], list[Problem]]:
    """Rows of a table that are measures, with their group and parent, and what was left out or doubtful."""
    problems: list[Problem] = []
    rows = _rows_with_text(table, written, problems)
    _find_banners(table, rows)
    rows = _without_footnotes(table, rows, written, problems)
    _decide_banners(table, rows, written, banners, problems)
    return _measures(table, rows, problems), problems


def _place(table: Table, row: int, column: int | None = None) -> Place:
    cell = table.grid.address(row, column) if column is not None else None
    return Place(sheet=table.grid.name, row=table.grid.row_on_sheet(row), cell=cell)


def _rows_with_text(table: Table, written: Calendar, problems: list[Problem]) -> list[Row]:
    rows: list[Row] = []
    inside = {column.number for column in table.columns}
    for number in sorted(row for row in table.grid.rows if table.first_row <= row <= table.last_row):
        cells = _cells_of(table, number, inside)
        if not cells or (not rows and is_number_row(cells)):
            continue
        if _is_total(cells, written):
            problems.append(problem("row_left_out", _place(table, number), text=_first_text(cells)[:80]))
        elif not _is_empty_numbered(table, cells, written):
            rows.append(Row(number, cells))
    return rows


def _cells_of(table: Table, row: int, inside: set[int]) -> dict[int, Cell]:
    """Cells of a row as they are shown: those of the table's columns, and others where these are empty."""
    own = {column: cell for column, cell in table.grid.filled(row).items() if column not in table.grid.hidden_columns}
    if not own:
        return {}
    cells = dict(own)
    for column in inside:
        cell = table.grid.cell(row, column)
        if cell is not None:
            cells[column] = cell
    return cells


def _first_text(cells: Mapping[int, Cell]) -> str:
    return cells[min(cells)].text


def _is_total(cells: Mapping[int, Cell], written: Calendar) -> bool:
    """True for a row of totals: its first text is a word for total, and what follows are numbers."""
    texts = [cell for _, cell in sorted(cells.items()) if cell.kind == "text"]
    if not texts or len(texts) > 2:
        return False
    plain = plain_heading(texts[0].text)
    totals = written.headings.words("total")
    begins = any(plain.startswith(f"{word} ") for word in totals) and len(plain.split()) <= 4
    return plain in totals or (begins and any(cell.kind != "text" for cell in cells.values()))


def _is_empty_numbered(table: Table, cells: Mapping[int, Cell], written: Calendar) -> bool:
    """True for a prepared row that holds only its number, or only formulas and marks for nothing."""
    nothing = written.headings.words("nothing")
    number, hidden = table.column_of("number"), table.column_of("id")
    for column, cell in cells.items():
        if column == hidden or (column == number and len(cell.text) <= LONGEST_NUMBER and " " not in cell.text):
            continue
        if cell.kind == "formula" or (plain_heading(cell.text) or cell.text) in nothing:
            continue
        return False
    return True


def _find_banners(table: Table, rows: list[Row]) -> None:
    """Mark full-width rows: one text merged over most of the table, or alone where measures do not stand so.

    Alone counts outside the measures' column; in it where measures carry a number, or are not bold and this is. In our
    own workbook (it has a column of keys) a text alone in the measures' column is a new measure.
    A number and a text alone count where the rows beneath are numbered under it ("1" over "1.1").
    """
    title, number = table.column_of("title"), table.column_of("number")
    full = [row for row in rows if len(row.cells) > 1 and row.cell(title) is not None]
    numbered = sum(row.cell(number) is not None for row in full) * 2 > len(full)
    ours = "id" in table.by_field
    bold = sum(cell.bold for row in full if (cell := row.cell(title)) is not None) * 2 > len(full)
    for index, row in enumerate(rows):
        shown = row.cell(title)
        if len({cell.text for cell in row.cells.values()}) == 1:
            column, cell = next(iter(sorted(row.cells.items())))
            alone = len(row.cells) == 1 and (column != title or (not ours and (numbered or (cell.bold and not bold))))
            if cell.kind == "text" and (alone or _is_wide(table, row, column)):
                row.banner = cell.text
        elif not ours and shown is not None and shown.kind == "text" and _numbers_what_follows(table, rows, index):
            row.banner = f"{row.cells[min(row.cells)].text} {shown.text}"


def _is_wide(table: Table, row: Row, column: int) -> bool:
    widths = [area.width for area in table.grid.areas(row.number) if area.holds(row.number, column)]
    return max(widths, default=1) >= min(WIDE, max(table.width, 2))


def _numbers_what_follows(table: Table, rows: list[Row], index: int) -> bool:
    """True for a row of number and short text alone whose number the next row's begins with."""
    number, title = table.column_of("number"), table.column_of("title")
    if number is None or index + 1 >= len(rows) or set(rows[index].cells) != {number, title}:
        return False
    text, below = rows[index].cells[number].text.rstrip("."), rows[index + 1].cell(number)
    short = title is not None and word_count(rows[index].cells[title].text) < SENTENCE_WORDS
    return short and below is not None and below.text.startswith(f"{text}.") and below.text.rstrip(".") != text


def _without_footnotes(table: Table, rows: list[Row], written: Calendar, problems: list[Problem]) -> list[Row]:
    """Leave out notes: full-width rows that begin as notes do, or stand apart under the table without a label."""
    pattern = _note_pattern(written)
    last = max((index for index, row in enumerate(rows) if row.banner is None), default=-1)
    kept: list[Row] = []
    title = table.column_of("title")
    for index, row in enumerate(rows):
        alone = row.banner or (_first_text(row.cells) if len(row.cells) == 1 else "")
        noted = bool(pattern.match(alone))
        gap = index > 0 and rows[index - 1].number < row.number - 1 and row.number not in _filled_before(table, row)
        apart = row.banner is not None and gap and index > last and label_of(row.banner).label is None
        if alone and (noted or apart) and (row.banner is not None or title in row.cells):
            problems.append(problem("row_left_out", _place(table, row.number), text=alone[:80]))
        else:
            kept.append(row)
    return kept


def _note_pattern(written: Calendar) -> re.Pattern[str]:
    """Pattern of texts that begin as notes do: "Notes: ...", "Source 2. ...", "* ...", "ABC = ..."."""
    listed = [str(word) for word in written.headings.values["footnote"]]
    words = "|".join(re.escape(word) for word in listed if re.match(r"\w", word))
    signs = "|".join(re.escape(word) for word in listed if not re.match(r"\w", word))
    return re.compile(rf"(?:(?:{words})\s*\d*\s*[:：.–-]|{signs}|[\w/]{{1,12}}\s*=\s)", re.IGNORECASE)


def _filled_before(table: Table, row: Row) -> set[int]:
    """The row's own number if the row directly above it holds something."""
    return {row.number} if table.grid.filled(row.number - 1) else set()


def label_of(text: str) -> Label:
    """Label at the front of a text: "Priority Action 3: ...", "A. ...", "1.2 ..."; kind is what labels alike share."""
    found = LABEL.fullmatch(text.strip()) if len(text) <= LONGEST_LABELLED else None
    if found is None or (found["mark"].isspace() and not _stands_without_mark(found)):
        return Label("", None, text.strip())
    if found["word"]:
        return Label(f"word:{like_text(found['word'])}", found["label"].strip(), found["rest"].strip())
    label = found["label"]
    kind = f"number:{label.count('.')}" if label[0].isdigit() else "letter"
    return Label(kind, label, found["rest"].strip())


def _stands_without_mark(found: re.Match[str]) -> bool:
    """True for a label that needs no colon or dot behind it: "1.2", "Action 3"; not "12 prisons" or "A plan"."""
    return bool(re.search(r"\d", found["label"])) and (found["word"] is not None or "." in found["label"])


def word_count(text: str) -> int:
    """Number of words; two letters count as one word in writing without spaces between words."""
    joined = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]", text))
    return len(re.findall(r"[^\W\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+(?:['’-]\w+)*", text)) + joined // 2


def _decide_banners(
    table: Table, rows: list[Row], written: Calendar, decided: str | None, problems: list[Problem]
) -> None:
    for index, row in enumerate(rows):
        if row.banner is None:
            continue
        label = label_of(row.banner)
        beneath = _beneath(rows, index, label.kind)
        row.kind = {"groups": "group", "measures": "measure"}.get(decided or "") or _kind(
            table, row.banner, label, beneath, written
        )
        if row.kind == "doubtful":
            row.kind = "measure"
            problems.append(problem("banner_taken_as_measure", _place(table, row.number), text=row.banner[:80]))
        row.label, row.title = (label.label, label.rest) if row.kind == "measure" else (None, row.banner)


def _beneath(rows: list[Row], index: int, kind: str) -> list[Row]:
    """Rows beneath a full-width row: up to the next one labelled alike; none if that follows at once."""
    found: list[Row] = []
    for row in rows[index + 1 :]:
        if row.banner is not None and (label_of(row.banner).kind == kind or found):
            break
        found.append(row)
    return found if any(row.banner is None for row in found) or len(found) > 1 else _only_banner(rows, index, found)


def _only_banner(rows: list[Row], index: int, found: list[Row]) -> list[Row]:
    """A heading over a heading has rows beneath it if the lower one has."""
    if not found:
        return []
    after = rows[index + 2 : index + 3]
    return [*found, *after] if after and after[0].banner is None else []


def _kind(table: Table, text: str, label: Label, beneath: list[Row], written: Calendar) -> str:
    title = table.column_of("title")
    plain = like_text(text)
    below = [row for row in beneath if row.banner is None]
    if any(like_text(cell.text) == plain for row in below for column, cell in row.cells.items() if column != title):
        return "group"
    if not beneath:
        return "measure"
    words = word_count(label.rest)
    word = label.kind.removeprefix("word:") if label.kind.startswith("word:") else ""
    kind = next((kind for kind in ("measure", "group") if word and word in written.headings.words(f"{kind}_label")), "")
    sentence = words >= SENTENCE_WORDS_AFTER.get(kind, SENTENCE_WORDS)
    if not sentence:
        return "group"
    return "measure" if label.label is not None else "doubtful"


def _measures(table: Table, rows: list[Row], problems: list[Problem]) -> list[Row]:
    """Measures among the rows, with group and parent; rows that continue one above are added to it."""
    title, number = table.column_of("title"), table.column_of("number")
    found: list[Row] = []
    group: str | None = table.heading or _line_above(table, rows)
    parent: int | None = None
    for row in rows:
        if row.banner is not None:
            group, parent = (row.title, None) if row.kind == "group" else (group, row.number)
        if row.banner is not None and row.kind == "group":
            continue
        row.group = group
        if row.banner is None:
            row.parent = parent
            if _continues(table, row, title) and found:
                found[-1].more.append(row.cells)
                continue
            shown, numbered = row.cell(title), row.cell(number)
            if shown is None or shown.kind in ("formula", "error") or not shown.text:
                problems.append(_without_title(table, row))
                continue
            row.title, row.label = shown.text, numbered.text if numbered is not None else None
            if number is None:
                row.label, row.title = _number_in_title(shown.text)
        found.append(row)
    _parents_by_number(found)
    return found


def _line_above(table: Table, rows: list[Row]) -> str | None:
    """Line above the heading where it is labelled as the groups below are: the first group stands above its columns."""
    first = table.header_rows[0] if table.header_rows else 0
    texts = {cell.text for cell in table.grid.filled(first - 1).values() if cell.kind == "text"}
    text = texts.pop() if len(texts) == 1 else ""
    kinds = {label_of(row.banner).kind for row in rows if row.banner is not None and row.kind == "group"}
    return text if text and label_of(text).kind in kinds - {""} else None


def _number_in_title(text: str) -> tuple[str | None, str]:
    """Number and text of a measure whose number stands in the same cell: "1.2 Train staff", "Action 3: ..."."""
    label = label_of(text)
    marked = label.label is not None and text.strip()[len(label.label) :].lstrip().startswith((":", "："))
    return (label.label, label.rest) if label.kind.startswith("number") or marked else (None, text)


def _without_title(table: Table, row: Row) -> Problem:
    title = table.column_of("title")
    heading = next(column.heading for column in table.columns if column.number == title)
    text = _first_text(row.cells)[:80]
    return problem("measure_title_missing", _place(table, row.number, title), text=text, heading=heading)


def _continues(table: Table, row: Row, title: int | None) -> bool:
    """True for a row that belongs to the measure above: its measure's cell is merged with it, or it has neither
    measure nor number nor lead nor date of its own."""
    if title is None:
        return False
    area = table.grid.area(row.number, title)
    if area is not None and area.first_row < row.number:
        return True
    if row.cell(title) is not None:
        return False
    own = [table.column_of(name) for name in ("number", "lead", "end", "when", "start", "status")]
    filled = table.grid.filled(row.number)
    return all(column not in filled for column in own if column is not None)


def _parents_by_number(rows: list[Row]) -> None:
    """Let "2.1" stand under "2" where both are measures and no full-width row stands above it."""
    seen: dict[str, int] = {}
    for row in rows:
        label = (row.label or "").rstrip(".")
        above = label.rpartition(".")[0]
        if row.parent is None and above in seen:
            row.parent = seen[above]
        if re.fullmatch(r"[A-Za-z]{0,3}\d+(?:\.\d+)*", label):
            seen.setdefault(label, row.number)
