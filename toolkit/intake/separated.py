"""Separated text (.csv, .tsv, text saved from a spreadsheet) as the cells of one sheet.

Encodings: UTF-8 and UTF-16 with or without mark, else Windows-1252. Separators: comma, semicolon, tab, bar.
"""

import csv
import io
from pathlib import Path

from toolkit.confined import Limits, Reading
from toolkit.problem import Place, problem

LONGEST_TEXT = 32_767
SEPARATORS = ",;\t|"
OTHER_TEXT = (b"%PDF", b"<", b"{", b"[", b"#!")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def looks_like_text(start: bytes) -> bool:
    """True if the first bytes can be separated text and are not another kind of text file."""
    if start.startswith(UTF16):
        return True
    odd = sum(byte < 32 and byte not in (9, 10, 13) for byte in start)
    return not odd and not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(OTHER_TEXT)


def read_separated(path: Path, limits: Limits) -> Reading:
    """Read separated text as a document of one sheet, named after nothing (the caller knows the file's name)."""
    text = _decoded(path.read_bytes())
    separator = _separator(text)
    if separator is None:
        return None, [problem("file_type_unknown")]
    csv.field_size_limit(limits.bytes)
    rows: list[list[object]] = []
    problems = []
    count = 0
    for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
        if number > limits.rows or count > limits.cells:
            place = Place(sheet="")
            problems.append(problem("workbook_cells_beyond_limit", place, rows=limits.rows, columns=limits.columns))
            break
        cells = [
            [column, value[:LONGEST_TEXT], "text"] for column, value in enumerate(values, start=1) if value.strip()
        ]
        count += len(cells)
        if cells:
            rows.append([number, cells[: limits.columns]])
    sheet = {"name": "", "state": "visible", "hidden_columns": [], "hidden_rows": [], "merged": [], "rows": rows}
    return {"kind": "separated", "sheets": [sheet]}, problems


def _decoded(data: bytes) -> str:
    if data.startswith(UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str | None:
    """Separator that stands most often and most evenly in the first lines; None where there is none."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    counts = {mark: sum(mark in line for line in lines) * 1000 + text[:20_000].count(mark) for mark in SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if len(lines) > 1 and counts[best] >= 2000 else None
