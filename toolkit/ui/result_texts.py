"""Sentences of the results page: headline, what an index says, what a figure shows. Words come from the language."""

from collections.abc import Sequence

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from toolkit.language import NOT_KNOWN, SOURCE, TEST_LANGUAGE, Language, rounds_to_nothing, whole_points
from toolkit.library.lens import Lens
from toolkit.library.model import POINTS_PER_LEVEL, Basis, Instrument, Library
from toolkit.library.provision_name import provision_name as named
from toolkit.method.results import Results
from toolkit.method.scoring import Index, LimbValue
from toolkit.ui.figures import FigureRow

WORDS = "interface_results.results"
LEAST_ADVANCED = 3


def as_of(found: Results, language: Language) -> str:
    """Day for which the results hold, as it is written in the language."""
    return language.say(f"{WORDS}.as_of", date=format_date(found.as_of, format="long", locale=locale(language)))


def locale(language: Language) -> str:
    """Code by which dates and numbers are written in a language."""
    return SOURCE if language.code == TEST_LANGUAGE else language.code


def whole_number(value: int, language: Language) -> str:
    """A whole number as it is written in a language."""
    return str(format_decimal(value, locale=locale(language)))


def tenths(value: float | None, language: Language) -> str:
    """A contribution with one decimal, so that a reader can follow the sum; a dash where there is none."""
    return NOT_KNOWN if value is None else str(format_decimal(value, format="0.0", locale=locale(language)))


def share(value: float | None, language: Language) -> str:
    """A share of a number as a percentage with one decimal; a dash where there is none."""
    return NOT_KNOWN if value is None else str(format_percent(value, format="0.0 %", locale=locale(language)))


def headline(found: Results, library: Library, language: Language) -> str:
    """Counts first, then what does not apply and what is least advanced. (DESIGN section 4, "Headline")"""
    counts = found.scores.headline
    if counts.asked == 0:
        return language.say(f"{WORDS}.headline.nothing_asked")
    if counts.asked == counts.not_applicable:
        return language.say(f"{WORDS}.headline.nothing_applies")
    if counts.asked == counts.unanswered:
        return language.say(f"{WORDS}.headline.nothing_yet", n=counts.asked)
    by_level = counts.by_level
    sentence = language.say(
        f"{WORDS}.headline.{found.lens.instrument.family}",
        asked=counts.asked,
        there=by_level["3"] + by_level["4"],
        partly=by_level["2"],
        begun=by_level["1"],
        none=by_level["0"],
        unanswered=counts.unanswered,
    )
    if found.lens.depth == "rapid":
        sentence = language.say(f"{WORDS}.headline.rapid", sentence=sentence)
    return " ".join([sentence, *_beside(found, library, language)])


def _beside(found: Results, library: Library, language: Language) -> list[str]:
    texts = []
    if found.scores.headline.not_applicable:
        texts.append(language.say(f"{WORDS}.headline.not_applicable", n=found.scores.headline.not_applicable))
    lowest = least_advanced(found)
    if lowest:
        names = "; ".join(limb_name(limb.id, library) for limb in lowest)
        texts.append(language.say(f"{WORDS}.headline.least_advanced", names=names.rstrip(".")))
    return texts


def least_advanced(found: Results) -> list[LimbValue]:
    """Up to three limbs with the fewest points, those below 75 (in place) alone."""
    below = [limb for limb in found.scores.limbs if limb.point is not None and limb.point < 3 * POINTS_PER_LEVEL]
    return sorted(below, key=lambda limb: (limb.point, limb.id))[:LEAST_ADVANCED]


def limb_name(limb: str, library: Library) -> str:
    """Id of a limb with what it asks for."""
    return f"{limb} {library.limbs[limb].gist.rstrip('.')}"


def item_name(item: str, library: Library) -> str:
    """Code of an item with its text."""
    return f"{item} {library.items[item].text}"


def index_explained(part: str, found: Results, language: Language) -> str:
    """What an index rests on: the limbs that hold an applicable item, or the applicable implied items."""
    if part == "text":
        n = sum(1 for limb in found.scores.limbs if limb.items)
    else:
        n = sum(len(dimension.enabling.items) for dimension in found.scores.dimensions)
    return language.say(f"{WORDS}.index.{part}_explain", n=n)


def soft_gaps(found: Results, library: Library, language: Language) -> list[str]:
    """Soft items below their target: they stand in the soft panel only."""
    return [
        language.say(
            f"{WORDS}.soft.gap", item=item_name(value.id, library), level=value.counted.level, target=value.target
        )
        for value in found.scores.items
        if value.asked.basis is Basis.SOFT and value.counted.level is not None and value.counted.level < value.target
    ]


def instrument_note(instrument: Instrument) -> str:
    """What must be said wherever an instrument is shown: its standing, what of it we do not hold."""
    return " ".join(text for text in (instrument.note, instrument.not_held) if text)


def range_text(low: float | None, high: float | None, language: Language) -> str:
    """A range in words; a dash where there is none."""
    if low is None or high is None:
        return whole_points(None)
    return language.say(f"{WORDS}.parts.range_text", low=whole_points(low), high=whole_points(high))


def between(index: Index, language: Language) -> str:
    """Range of an index in words, as it stands beside the point."""
    return language.say(f"{WORDS}.index.between", low=whole_points(index.low), high=whole_points(index.high))


def why_provisional(index: Index, language: Language) -> str:
    """Why an index is provisional, and how complete it is."""
    reasons = [language.say(f"{WORDS}.index.reason.{reason}") for reason in index.reasons]
    return ", ".join(reasons)


def takeaway(rows: Sequence[FigureRow], target: int, language: Language) -> str:
    """What a figure shows, in one sentence or two."""
    answered = [row for row in rows if row.point is not None]
    if not answered:
        return language.say(f"{WORDS}.parts.takeaway_nothing")
    reached = sum(1 for row in answered if row.point is not None and row.point >= target * POINTS_PER_LEVEL)
    lowest = min(answered, key=lambda row: row.point or 0.0)
    texts = [
        language.say(f"{WORDS}.parts.takeaway", n=reached, m=len(rows)),
        language.say(f"{WORDS}.parts.takeaway_lowest", name=lowest.name, points=whole_points(lowest.point)),
    ]
    if len(answered) < len(rows):
        texts.append(language.say(f"{WORDS}.parts.takeaway_open", n=len(rows) - len(answered)))
    return " ".join(texts)


def provision_name(number: str, lens: Lens, language: Language) -> str:
    """A provision in words: a paragraph, or a model strategy with its subject."""
    return named(lens.instrument, number, language, subject=True)


def gain(points: float, language: Language) -> str:
    """Points that closing a gap would add, with one decimal; what rounds to nothing is said, not shown as zero."""
    if rounds_to_nothing(points):
        return language.say(f"{WORDS}.gaps.gain_small")
    return language.say(f"{WORDS}.gaps.gain", points=tenths(points, language))


def moved(points: float | None, language: Language) -> str:
    """How far an index moved, with one decimal and its sign; a dash where it cannot be said."""
    return NOT_KNOWN if points is None else str(format_decimal(points, format="+0.0;-0.0", locale=locale(language)))
