"""Letters, pictures and file names: nothing is dropped in silence, nothing of the State's text is read as markup."""

import struct
from datetime import date

import pytest

from tests.awkward_states import ARABIC, CHINESE, LONG_WORD, TEXTS, awkward
from tests.reports import LIBRARY, report_of
from toolkit.library.lens import look_through
from toolkit.record.assessment import Assessment
from toolkit.report.drawing import picture
from toolkit.report.figures import COVERAGE
from toolkit.report.letters import FONTS, Alphabet, breakable, direction_of, printable
from toolkit.report.tree import Figure, words
from toolkit.report.write import file_name

ALPHABET = Alphabet()
TODAY = date(2026, 7, 1)
WINDOWS_RESERVED = set('<>:"/\\|?*')


def test_control_characters_are_taken_out_and_line_ends_are_one_kind() -> None:
    assert printable("a\x00\x08\x0b\x1fb\r\nc\rd\te") == "ab\nc\nd\te"
    assert printable("\ud800half") == "half"


def test_a_long_word_may_be_broken_and_loses_nothing() -> None:
    broken = breakable(f"see {LONG_WORD} there")
    assert broken.replace("\u200b", "") == f"see {LONG_WORD} there"
    assert max(len(run) for run in broken.replace("\u200b", " ").split()) == 24
    assert breakable("short words stay whole") == "short words stay whole"


@pytest.mark.parametrize(
    ("text", "direction"), [("Plan", "ltr"), (f"50 % {ARABIC}", "rtl"), (CHINESE, "ltr"), ("12 %", "rtl")]
)
def test_a_text_runs_as_its_first_letter_does(text: str, direction: str) -> None:
    assert direction_of(text, "rtl") == direction


def test_characters_that_no_font_has_are_spelled_and_listed() -> None:
    assert ALPHABET.spelled("Councils \U0001f91d work") == "Councils [U+1F91D] work"
    assert ALPHABET.missing("a\U0001f91db\U0001f91d") == ("\U0001f91d",)


@pytest.mark.parametrize("text", [ARABIC, CHINESE, "Déjà vu – „Straße“ ñ ё Ω € № ≥ → ✱"[:-2], "\n\t"])
def test_characters_that_a_font_has_stay(text: str) -> None:
    assert ALPHABET.missing(text) == ()


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    held = {letter for font in sorted(FONTS.glob("NotoSans*")) for letter in characters_of(font.read_bytes())}
    starts, ends = ALPHABET.ranges
    listed = {point for start, end in zip(starts, ends, strict=True) for point in range(start, end + 1)}
    assert listed == held
    assert sum(font.stat().st_size for font in FONTS.iterdir()) < 25_000_000


def characters_of(font: bytes) -> set[int]:
    """Code points of a font's cmap table (formats 4 and 12), straight from its bytes."""
    tables = struct.unpack(">H", font[4:6])[0]
    entries = [struct.unpack(">4sIII", font[12 + 16 * at : 28 + 16 * at]) for at in range(tables)]
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    found: set[int] = set()
    for at in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        platform, encoding, offset = struct.unpack(">HHI", font[start + 4 + 8 * at : start + 12 + 8 * at])
        table = font[start + offset :]
        form = struct.unpack(">H", table[:2])[0]
        if form == 12:
            found |= _groups(table)
        elif form == 4 and (platform, encoding) in ((3, 1), (0, 3)):
            found |= _segments(table)
    return found


def _groups(table: bytes) -> set[int]:
    number = struct.unpack(">I", table[12:16])[0]
    groups = [struct.unpack(">III", table[16 + 12 * at : 28 + 12 * at]) for at in range(number)]
    return {point for first, last, _ in groups for point in range(first, last + 1)}


def _segments(table: bytes) -> set[int]:
    double = struct.unpack(">H", table[6:8])[0]
    number = double // 2

    def column(offset: int, sign: str) -> tuple[int, ...]:
        return struct.unpack(f">{number}{sign}", table[offset : offset + double])

    ends, starts = column(14, "H"), column(16 + double, "H")
    deltas, offsets = column(16 + 2 * double, "h"), column(16 + 3 * double, "H")
    found: set[int] = set()
    for at in range(number):
        for point in range(starts[at], ends[at] + 1):
            if point == 0xFFFF:
                continue
            place = 16 + 3 * double + 2 * at + offsets[at] + 2 * (point - starts[at])
            glyph = struct.unpack(">H", table[place : place + 2])[0] if offsets[at] else (point + deltas[at]) % 65536
            if glyph:
                found.add(point)
    return found


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    """All figures of a report, by id."""
    return {figure.id: figure for figure in report_of(awkward("five_hundred_measures", LIBRARY)).figures()}


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


@pytest.mark.parametrize("id", ["index", "limbs", "profile", "leads", "coverage"])
def test_every_figure_is_drawn_in_both_directions(figures: dict[str, Figure], id: str) -> None:
    straight = picture(figures[id], "ltr", "en", ALPHABET)
    mirrored = picture(figures[id], "rtl", "ar", ALPHABET)
    assert abs(size_of(straight)[0] - 16.4 / 2.54 * 200) < 1
    assert size_of(straight)[0] == size_of(mirrored)[0]
    assert straight != mirrored
    assert straight == picture(figures[id], "ltr", "en", ALPHABET)


@pytest.mark.parametrize("name", TEXTS)
def test_awkward_labels_are_drawn_as_data(figures: dict[str, Figure], name: str) -> None:
    twin = figures["coverage"].twin
    rows = tuple((row[0], words(TEXTS[name]), *row[2:]) for row in twin.rows)
    changed = figures["coverage"].model_copy(update={"twin": twin.model_copy(update={"rows": rows})})
    drawn = picture(changed, "ltr", "en", ALPHABET)
    assert drawn != picture(figures["coverage"], "ltr", "en", ALPHABET)


def test_every_figure_has_a_takeaway_a_description_and_a_twin(figures: dict[str, Figure]) -> None:
    for figure in figures.values():
        assert figure.takeaway.endswith((".", ")"))
        assert len(figure.alt) > 60
        assert figure.twin.rows
    assert [row[0].shown for row in figures["coverage"].twin.rows] == list(COVERAGE)


@pytest.mark.parametrize("name", TEXTS)
def test_file_names_are_harmless(name: str) -> None:
    made = file_name(Assessment(name=TEXTS[name]), "full", "docx", TODAY)
    assert made.isascii()
    assert not WINDOWS_RESERVED & set(made)
    assert not any(ord(letter) < 33 for letter in made)
    assert ".." not in made
    assert not made.startswith((".", "-"))
    assert len(made) < 120
    assert made.endswith("_78-224_full_2026-07-01.docx")


def test_a_file_name_says_what_it_holds() -> None:
    assessment = Assessment(profile={"state": "Côte d'Ardoise"}, depth="rapid")
    assert file_name(assessment, "full", "xlsx", TODAY) == "cote-d-ardoise_78-224_full_rapid-scan_2026-07-01.xlsx"
    lens = look_through(LIBRARY, "a-res-76-182")
    assert file_name(assessment, "full", "json", TODAY, lens) == "cote-d-ardoise_76-182_full_2026-07-01.json"
    assert file_name(Assessment(name=CHINESE), "full", "json", TODAY) == "report_78-224_full_2026-07-01.json"
