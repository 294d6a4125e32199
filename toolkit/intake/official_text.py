"""An official text: its symbol, language and provisions, read from the document that a ministry holds.

Read in the confined child from text, PDF or Word. Numbers and paragraphs are found in any official language; verb
and addressee only where `toolkit/words/opening_words.yaml` knows the language's opening words, else they are None.
Nothing of the text is kept in the repository.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.confined import Limits, Reading, read_confined
from toolkit.data_file import read_data_file
from toolkit.problem import Place, Problem, problem

OPENING_WORDS = Path(__file__).parents[1] / "words" / "opening_words.yaml"
LEAST_LETTERS = 200

_RULE = re.compile(r"^_{6,}\s*$")
_RUNNING = re.compile(
    r"^(?:A/[A-Z0-9./]+(?:\s+\S{0,8})?|\d{2}-\d{5}(?:\s*\(.\))?.*|\*\d{7}\*|\d{1,3}/\d{1,3}(?:\s+\d{2}-\d{5})?|"
    r"Select target paragraph\d*)\s*$"
)
_FOOTNOTE = re.compile(r"^(?:[¹²³⁴⁵⁶⁷⁸⁹]+\s|\d{1,2}\s{1,3}(?=[A-Z“\"]))")
# A number before a paragraph; Arabic documents put a dash behind it, Chinese ones need no space.
_BEFORE = r"(?:^|(?<=[\s;.:；。：؛]))(\d{1,3})"
_BEHIND = r"(?=[*_“\"«]*[^\W\d_])"
_NUMBER = re.compile(rf"{_BEFORE}\s?\.\s+{_BEHIND}")
_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "ar": re.compile(rf"{_BEFORE}\s?(?:\.|[-–—])\s+{_BEHIND}"),
    "zh": re.compile(rf"{_BEFORE}\s?[.．、]\s*{_BEHIND}"),
}
_SYMBOLS = (
    re.compile(r"\b(A/RES/\d{2}/\d{1,3})\b"),
    re.compile(r"\b(A/(?:C\.\d/)?\d{2}/L\.\d+(?:/Rev\.\d)?)\b"),
    re.compile(r"\b(E/CN\.15/\d{4}/L\.\d+(?:/Rev\.\d)?)\b"),
    re.compile(r"\b(E/RES/\d{4}/\d{1,3})\b"),
    re.compile(r"\b(A/HRC/RES/\d{1,3}/\d{1,3})\b"),
)
_TITLE = re.compile(r"^\s*\d{2}/\d{1,3}\.\s+(\S.*)$")
_TITLE_NUMBER = re.compile(r"^\s*(\d{2}/\d{1,3})\.\s+\S", re.MULTILINE)


@dataclass(frozen=True)
class OfficialProvision:
    """One provision of an official text; `text` is the document's own, for this reading only."""

    part: str
    number: str
    verb: str | None
    addressee: str | None
    text: str


@dataclass(frozen=True)
class OfficialText:
    """What was read of an official document."""

    symbol: str | None
    language: str | None
    provisions: tuple[OfficialProvision, ...]
    words: tuple[str, ...]
    cut_off: bool


def read_official_text(source: Path | bytes, name: str) -> tuple[OfficialText | None, list[Problem]]:
    """Read an official document, confined. None only if it holds no text at all."""
    document, problems = read_confined("official text", source, name)
    if document is None:
        return None, problems
    provisions = tuple(OfficialProvision(**entry) for entry in document["provisions"])
    return OfficialText(
        symbol=document["symbol"],
        language=document["language"],
        provisions=provisions,
        words=tuple(document["words"]),
        cut_off=document["cut_off"],
    ), problems


def official_text_as_json(found: OfficialText) -> dict[str, Any]:
    """An official text in the form of `read-text` (DESIGN section 6)."""
    return {
        "symbol": found.symbol,
        "language": found.language,
        "provisions": [
            {
                "part": entry.part,
                "number": entry.number,
                "verb": entry.verb,
                "addressee": entry.addressee,
                "text": entry.text,
            }
            for entry in found.provisions
        ],
    }


# Below: what runs in the child.


def read_document(path: Path, limits: Limits) -> Reading:
    """Read symbol, language and provisions of a document: text, PDF or Word, told by its first bytes."""
    start = path.read_bytes()[:8]
    try:
        raw = _raw_text(path, start, limits)
    except _Refused as refused:
        return None, [refused.problem]
    if sum(letter.isalpha() for letter in raw) < LEAST_LETTERS:
        code = "text_scanned" if start.startswith(b"%PDF") else "text_without_words"
        return None, [problem(code)]
    opening = read_data_file(OPENING_WORDS)
    language = _language(raw, opening["common_words"])
    text = "\n".join(_lines_of_the_text(raw.splitlines()))
    provisions = _provisions(text, language or "", opening)
    symbol = _symbol(raw)
    problems = [] if symbol else [problem("text_without_symbol")]
    if not provisions:
        problems = [problem("text_without_provisions")]
    cut_off = bool(provisions) and not re.search(r"[.;:!?。；：！？؛\]]\s*$", provisions[-1]["text"])
    if cut_off:
        problems.append(problem("text_cut_off", Place(field=provisions[-1]["number"]), number=provisions[-1]["number"]))
    document = {
        "symbol": symbol,
        "language": language,
        "provisions": provisions,
        "words": re.findall(r"[^\W_]+", raw.lower()),
        "cut_off": cut_off,
    }
    return document, problems


class _Refused(Exception):
    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


def _raw_text(path: Path, start: bytes, limits: Limits) -> str:
    if start.startswith(b"%PDF"):
        return _text_of_pdf(path)
    if start.startswith(b"PK"):
        return _text_of_word(path, limits)
    if b"\x00" in path.read_bytes()[:1024] and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(problem("text_type_unknown"))
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Refused(problem("text_type_unknown"))


def _text_of_pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _Refused(problem("file_encrypted"))
        return "\n".join(page.extract_text() for page in reader.pages)
    except PyPdfError as error:
        raise _Refused(problem("file_damaged", why=type(error).__name__)) from error


def _text_of_word(path: Path, limits: Limits) -> str:
    import zipfile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(path) as package:
            if sum(part.file_size for part in package.infolist()) > limits.unzipped:
                raise _Refused(problem("file_unsafe", why="size"))
        return "\n".join(_lines_of_word(Document(str(path))))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise _Refused(problem("text_type_unknown", why=type(error).__name__)) from error


def _lines_of_word(document: Any) -> Iterator[str]:
    """Lines of a Word document: headers first, where the masthead with the symbol stands, then text and tables."""
    from docx.table import Table

    for section in document.sections:
        for header in (section.first_page_header, section.header):
            yield from (paragraph.text for paragraph in header.paragraphs)
            yield from (cell.text for table in header.tables for row in table.rows for cell in row.cells)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _symbol(raw: str) -> str | None:
    head = raw[:4000]
    titled = _TITLE_NUMBER.search(head)
    for pattern in _SYMBOLS:
        found = pattern.search(head)
        if found is not None and (titled is None or pattern is _SYMBOLS[0]):
            return found.group(1)
    return f"A/RES/{titled.group(1)}" if titled is not None else None


def _language(raw: str, common: Mapping[str, Sequence[str]]) -> str | None:
    """Language told by its script, else by its commonest words."""
    for code, script in (("ar", r"[\u0600-\u06ff]"), ("zh", r"[\u4e00-\u9fff]"), ("ru", r"[\u0400-\u04ff]")):
        if len(re.findall(script, raw)) > len(raw) // 5:
            return code
    words = re.findall(r"[^\W\d_]+", raw.lower())
    counted = {code: sum(word in set(known) for word in words) for code, known in common.items()}
    best = max(counted, key=lambda code: counted[code])
    return best if counted[best] > len(words) // 20 else None


def _lines_of_the_text(lines: Sequence[str]) -> Iterator[str]:
    """Lines without running headers and footers, and without footnotes (below a rule, or beginning with a mark)."""
    in_notes = False
    running = _running_titles(lines)
    for line in lines:
        bare = line.strip()
        if _RULE.match(bare):
            in_notes = True
        elif _RUNNING.match(bare) or bare in running:
            in_notes = False
        elif in_notes or (bare and _FOOTNOTE.match(bare) and not re.match(r"^\d{1,2}\s?\.", bare)):
            in_notes = in_notes and bool(bare)
        else:
            yield bare


def _running_titles(lines: Sequence[str]) -> set[str]:
    """Lines that repeat the title at the head of a page, or stand there three times."""
    times = Counter(line.strip() for line in lines)
    bare = {line for line in times if 0 < len(line) < 100 and not line.endswith((".", ";", ","))}
    titles = {found.group(1).strip() for line in lines if (found := _TITLE.match(line))}
    return {line for line in bare if times[line] >= 3 or line in titles}


def _provisions(text: str, language: str, opening: Mapping[str, Any]) -> list[dict[str, Any]]:
    flat = re.sub(r"[ \t]+", " ", text)
    head, annex = _parts(flat, opening["annex_headings"])
    number_of, verbs = _NUMBERS.get(language, _NUMBER), opening["languages"].get(language, {})
    found = [_operative(number, body, verbs) for number, body in _numbered(head, number_of)]
    if annex:
        headings = [*opening["principle_headings"], *opening["strategy_headings"]]
        numbered = _numbered(annex, number_of)
        found += [_entry("paragraph", number, _before_headings(body, headings)) for number, body in numbered]
        found += _headed(annex, opening["principle_headings"], "principle", number_of)
        found += _headed(annex, opening["strategy_headings"], "strategy", number_of)
    return found


def _parts(text: str, annex_headings: Sequence[str]) -> tuple[str, str]:
    heading = re.search(r"(?m)^\s*(?:" + "|".join(map(re.escape, annex_headings)) + r")\s*$", text)
    return (text, "") if heading is None else (text[: heading.start()], text[heading.end() :])


def _numbered(text: str, number_of: re.Pattern[str]) -> list[tuple[str, str]]:
    """Paragraphs numbered 1, 2, 3 ... without a gap; a number out of order is part of a sentence."""
    starts: list[tuple[int, int]] = []
    for found in number_of.finditer(text):
        if int(found.group(1)) == len(starts) + 1:
            starts.append((found.start(), found.end()))
    ends = [start for start, _ in starts[1:]] + [len(text)] * bool(starts)
    return [
        (str(number), text[begin:end].strip())
        for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _before_headings(body: str, headings: Sequence[str]) -> str:
    """A paragraph without the headings that follow it: those of principles and strategies, and of sections."""
    body = re.split(r"(?mi)^\s*(?:" + "|".join(headings) + r")\s*(?:[IVX]+|\d+)\s*$", body)[0]
    stops = list(re.finditer(r"[.;:!?。؛][\"”»)]?\s?\d{0,2}\s*$", body, re.MULTILINE))
    return body[: stops[-1].end()].strip() if stops else body.strip()


def _headed(text: str, headings: Sequence[str], part: str, number_of: re.Pattern[str]) -> list[dict[str, Any]]:
    """Texts that stand under a heading such as "Model strategy No. 3", up to the next numbered paragraph."""
    pattern = re.compile(r"(?mi)^\s*(?:" + "|".join(headings) + r")\s*([IVX]+|\d+)\s*$")
    found = []
    for heading in pattern.finditer(text):
        below = text[heading.end() :]
        end = number_of.search(below)
        other = pattern.search(below)
        stop = min(mark.start() for mark in (end, other) if mark is not None) if end or other else len(below)
        found.append(_entry(part, heading.group(1).upper(), _before_headings(below[:stop], headings)))
    return found


def _operative(number: str, body: str, verbs: Mapping[str, Any]) -> dict[str, Any]:
    """An operative paragraph, its closing lines (date of the meeting) cut off."""
    body = re.split(r"\n\s*\*?\d{1,3}(?:st|nd|rd|th) (?:plenary )?meeting", body)[0].strip()
    plain = re.sub(r"\s+", " ", body.replace("*", "")).strip()
    known = sorted(verbs.get("verbs", ()), key=len, reverse=True)
    verb = next((found for found in known if plain.startswith(found)), None)
    after = plain[len(verb) :].lstrip(" ,:") if verb else ""
    return _entry("operative", number, body, verb, _addressee(verb, after, verbs) if verb else None)


def _addressee(verb: str, after: str, verbs: Mapping[str, Any]) -> str | None:
    """Code of whom a paragraph speaks to; "none" where its verb speaks to nobody, None where we do not know."""
    after = re.sub(r"^to ", "", after)
    for code, names in verbs.get("addressees", {}).items():
        if any(after.startswith(name) for name in names):
            return str(code)
    speaks_to_somebody = any(stem in verb.lower().split() for stem in verbs.get("speaks_to_somebody", ()))
    return None if speaks_to_somebody else "none"


def _entry(part: str, number: str, body: str, verb: str | None = None, addressee: str | None = None) -> dict[str, Any]:
    text = re.sub(r"\s+", " ", body.replace("*", "")).strip()
    # What follows the last stop is the mark of a footnote, or of the next entry of a list.
    text = re.sub(r"(?<=[.;:])\s?(?:\d{1,2}|[-–—])$", "", text)
    return {"part": part, "number": number, "verb": verb, "addressee": addressee, "text": text}
