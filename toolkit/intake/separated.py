"""Separated text (.csv, .tsv, text saved from a spreadsheet) as the cells of one sheet.

Encodings: UTF-8; UTF-16 with or without mark; else the one in which the letters beyond ASCII are the usual ones of a
language written so (Windows-1251, Windows-1256, GB 18030, Shift JIS), or Windows-1252. Separators: comma, semicolon,
tab, bar; the line `sep=;` that Excel writes is understood.
"""

import csv
import io
import re
from pathlib import Path

from toolkit.confined import Limits, Reading
from toolkit.problem import Place, problem

LONGEST_TEXT = 32_767
SEPARATORS = ",;\t|"
OTHER_TEXT = (b"%PDF", b"<", b"{", b"[", b"#!", b"ID;P", b"TABLE\n", b"TABLE\r", b"MIME-Version", b"socialcalc:")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SAID = re.compile(r"sep=(.)\r?\n")
FIRST_LINES, FIRST_SIGNS = 60, 200_000
MOST_ODD = 20  # one sign in so many may be a control character that some program left
# The commonest letters and signs of the languages written in an encoding; Windows-1252 stands for the rest.
COMMON = {
    "cp1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфОСПМНИВРДК",
    "cp1256": "اليمونترسةبعدفهكجقحخصضطظغشزثذأإىئؤءآ",
    "gb18030": "的和一在人部位法任工作措施行动目标指时间完成单责司局监狱服务培训社会资金预算进中实年月日无有为与及区职"
    "业教育康复就评估机构制度建设开展",
    "cp932": "のにをはがとでるしたてりなれいうきけこさすせそちつめもよらろわんアイウエオカキクケコサシスセソタチ"
    "テトナニノバビフプベマミムメモラリルレロンー施策目標期限担当年月日省局部",
}  # fmt: skip
LEAST_COMMON = 0.4
KANA = re.compile(r"[\u3041-\u30ff]")
KANA_COUNTS = 8  # kanji are too many to be listed: in Japanese some kana stand between them, and nowhere else
BESIDE_LATIN = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])")


def looks_like_text(start: bytes) -> bool:
    """True if the first bytes can be separated text and are not another kind of text file."""
    if start.startswith(UTF16) or _without_mark(start):
        return True
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 26) for byte in start)
    return odd <= len(start) // MOST_ODD and not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(OTHER_TEXT)


def read_separated(path: Path, limits: Limits) -> Reading:
    """Read separated text as a document of one sheet, named after nothing (the caller knows the file's name)."""
    text = decoded(path.read_bytes())
    said = SAID.match(text)
    separator = said[1] if said else _separator(text)
    first = 2 if said else 1
    text = (text[said.end() :] if said else text).replace("\0", "")
    if not text.strip():
        return None, [problem("file_empty")]
    if separator is None:
        return None, [problem("file_type_unknown")]
    csv.field_size_limit(limits.bytes)
    rows: list[list[object]] = []
    problems = []
    count = 0
    for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=first):
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


def decoded(data: bytes) -> str:
    """Text of a file whose encoding nobody says."""
    if data.startswith(UTF16):
        return data.decode("utf-16", errors="replace")
    if wide := _without_mark(data[:4096]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_encoding(data), errors="replace")


def _without_mark(start: bytes) -> str | None:
    """Encoding of UTF-16 without a mark: separators and line ends stand there with a zero beside them."""
    pairs = len(start) // 2
    for encoding, zeros, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if pairs > 4 and zeros.count(0) * 10 >= pairs and b"\0" not in letters[:pairs]:
            return encoding
    return None


def _encoding(data: bytes) -> str:
    """Encoding of text that is not UTF-8, by the letters it would hold in each."""
    latin = data.decode("cp1252", errors="replace")
    strange = sum(ord(letter) > 127 for letter in latin)
    if len(BESIDE_LATIN.findall(latin)) * 2 > strange:
        return "cp1252"
    shares = {encoding: _share(data.decode(encoding, errors="replace"), COMMON[encoding]) for encoding in COMMON}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= LEAST_COMMON else "cp1252"


def _share(text: str, common: str) -> float:
    """Share of the letters beyond ASCII that are common ones; what could not be read counts against."""
    beyond = [letter for letter in text if ord(letter) > 127]
    if "\ufffd" in text[:-1] or not beyond:
        return 0.0
    kana = sum(KANA.match(letter) is not None for letter in beyond) if "の" in common else 0
    return (sum(letter in common for letter in beyond) + KANA_COUNTS * kana) / len(beyond)


def _separator(text: str) -> str | None:
    """Separator that parts most lines, at least two, into as many cells, else the commonest; None where none does."""
    lines = [line for line in text[:FIRST_SIGNS].splitlines()[:FIRST_LINES] if line.strip()]
    commonest = max(SEPARATORS, key=lambda mark: sum(mark in line for line in lines))
    best, most = commonest if sum(commonest in line for line in lines) > 1 else None, (1, len(text))
    for mark in SEPARATORS:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        found = (counts.count(usual), usual)
        if found > most:
            best, most = mark, found
    return best
