"""Tables of the results page: parts with their range, gaps, what is not answered, facts, traces. HTML from data."""

from collections.abc import Callable, Sequence

from toolkit.language import NOT_KNOWN, Language, percent, whole_points
from toolkit.library.model import Library
from toolkit.method.agreement import Counted
from toolkit.method.gaps import Gap
from toolkit.method.results import Results
from toolkit.method.scoring import Index, Unanswered
from toolkit.method.trace import Operand, Trace
from toolkit.record.assessment import COORDINATOR, Assessment
from toolkit.ui.figures import FigureRow, ProfileRow
from toolkit.ui.result_texts import WORDS, gain, range_text, tenths
from toolkit.ui.tables import Cell, number, table

# Address of an item's place on its dimension page.
PlaceOf = Callable[[str], str]


def limb_table(rows: Sequence[tuple[FigureRow, int]], view: str, language: Language) -> str:
    """Limbs or provisions with points, range and number of items; `view` is limbs, provisions or strategies."""
    say = _saying(language, "parts")
    first = {"limbs": "limb", "provisions": "provision", "strategies": "strategy"}[view]
    caption = "caption_limbs" if view == "limbs" else "caption_provisions"
    headings = [say(first), say("points"), say("range"), say("items")]
    return table(
        say(caption),
        headings,
        (
            [row.name, number(whole_points(row.point)), number(range_text(row.low, row.high, language)), number(str(n))]
            for row, n in rows
        ),
    )


def profile_table(rows: Sequence[tuple[ProfileRow, int, int]], language: Language) -> str:
    """Dimensions with both figures; the number of items stands beside each."""
    say = _saying(language, "parts")
    names = ("dimension", "text", "range", "statements_text", "enabling", "range", "statements_enabling")
    return table(
        say("caption_dimensions"),
        [say(name) for name in names],
        (
            [row.name, *_part(row.text, of_text, language), *_part(row.enabling, of_enabling, language)]
            for row, of_text, of_enabling in rows
        ),
    )


def _part(row: FigureRow, n: int, language: Language) -> list[Cell]:
    texts = (whole_points(row.point), range_text(row.low, row.high, language), str(n))
    return [number(text) for text in texts]


def gap_table(
    gaps: Sequence[Gap], part: str, found: Results, library: Library, language: Language, place_of: PlaceOf
) -> str:
    """One list of gaps, in its order."""
    say = _saying(language, "gaps")
    names = ("statement", "levels", "points", "coverage", "lead")
    return table(
        say(f"caption_{part}"),
        [say(name) for name in names],
        (_gap_row(gap, found, library, language, place_of) for gap in gaps),
    )


def _gap_row(gap: Gap, found: Results, library: Library, language: Language, place_of: PlaceOf) -> list[Cell]:
    say = _saying(language, "gaps")
    return [
        Cell(gap.item, link=place_of(gap.item), under=_beneath(gap, found, library, language)),
        number(say("levels_text", level=gap.level, target=gap.target)),
        number(gain(gap.points, language)),
        Cell(say(f"covered.{gap.coverage}"), code=gap.coverage, under=(_measures(gap.item, found),)),
        Cell(library.scales.bodies[gap.lead].name),
    ]


def _beneath(gap: Gap, found: Results, library: Library, language: Language) -> tuple[str, ...]:
    say = _saying(language, "gaps")
    texts = [library.items[gap.item].text]
    if gap.mark != "normal":
        mark = say(f"mark.{gap.mark}")
        texts.append(say("mark_reason", mark=mark, reason=gap.reason) if gap.reason else mark)
    if gap.requires:
        names = ", ".join(say(f"needs_state.{_state(item, gap, found)}", item=item) for item in gap.requires)
        texts.append(say("needs", names=names))
    return tuple(texts)


def _state(item: str, gap: Gap, found: Results) -> str:
    """How a required item stands: a gap of the same list or of the other, unanswered, at its target, not asked."""
    value = found.scores.item(item)
    if value is None:
        return "not_asked"
    if not value.applies:
        return "not_applicable"
    if value.points is None:
        return "unanswered"
    lists = [{entry.item for entry in entries} for entries in (found.gaps.text, found.gaps.enabling)]
    own = next((items for items in lists if gap.item in items), set())
    if item in own:
        return "here"
    return "other_list" if any(item in items for items in lists) else "at_target"


def _measures(item: str, found: Results) -> str:
    """Names of the measures behind an item's coverage: number, or the start of the title."""
    covered = found.coverage.items.get(item)
    names = []
    for entry in covered.measures if covered else ():
        measure = found.plans[entry.plan].plan.measure(entry.measure)
        if measure is not None:
            names.append(measure.number or measure.title[:40])
    return ", ".join(names)


def unanswered_table(entries: Sequence[Unanswered], library: Library, language: Language, place_of: PlaceOf) -> str:
    """Items without a level, why, and who may know or whose they are."""
    say = _saying(language, "unanswered")
    names = ("statement", "basis", "why", "lead")
    return table(
        say("caption"),
        [say(name) for name in names],
        (
            [
                Cell(entry.item, link=place_of(entry.item), under=(library.items[entry.item].text,)),
                library.scales.bases[entry.basis].name,
                _why(entry, language),
                library.scales.bodies[library.items[entry.item].lead].name,
            ]
            for entry in entries
        ),
    )


def _why(entry: Unanswered, language: Language) -> str:
    say = _saying(language, "unanswered")
    if entry.who and entry.who.strip():
        return say(f"why_{entry.why}_who", who=entry.who)
    return say(f"why_{entry.why}")


def participation_table(found: Results, library: Library, language: Language, place_of: PlaceOf) -> str:
    """Facts about taking part; never a mark, never a "no" for what was not said."""
    say = _saying(language, "participation")
    return table(
        say("caption"),
        [say("statement"), say("answer")],
        (
            [
                Cell(entry.item, link=place_of(entry.item), under=(library.items[entry.item].text,)),
                _fact(found, entry.item, entry.answer or "none", library, language),
            ]
            for entry in found.scores.participation
        ),
    )


def _fact(found: Results, item: str, answer: str, library: Library, language: Language) -> str:
    value = found.scores.item(item)
    refusal = value.counted.not_applicable if value is not None else None
    if refusal is not None:
        return library.scales.not_applicable[refusal.reason].name
    return _saying(language, "participation")(answer)


def sure_table(found: Results, language: Language) -> str:
    """What stands behind the two indices: points, supported, with "not applicable" at 0, band, completeness."""
    say = _saying(language, "sure")
    indices = (found.scores.text, found.scores.enabling)
    measures: Sequence[tuple[str, Callable[[Index], str]]] = (
        ("point", lambda index: whole_points(index.point)),
        ("supported", lambda index: whole_points(index.supported)),
        ("with_na_as_zero", lambda index: whole_points(index.with_na_as_zero)),
        ("band", lambda index: _band(index, language)),
        ("completeness", lambda index: percent(index.completeness)),
    )
    rows: list[list[Cell | str]] = [
        [say(name), *(number(shown(index)) for index in indices)] for name, shown in measures
    ]
    return table(say("caption"), [say("measure"), say("text"), say("enabling")], rows)


def _band(index: Index, language: Language) -> str:
    say = _saying(language, "sure")
    if index.band is None:
        return say("band_none")
    return say("band_text", low=whole_points(index.band.low), high=whole_points(index.band.high))


def trace_table(
    trace: Trace,
    name: str,
    found: Results,
    assessment: Assessment,
    library: Library,
    language: Language,
    place: PlaceOf,
) -> str:
    """The operands behind a number, down to who said it and on which sources."""
    say = _saying(language, "trace")
    names = ("statement", "level", "points", "share", "contribution", "more")
    rows = (_operand_row(operand, found, assessment, library, language, place) for operand in trace.operands)
    return table(say("caption", name=name), [say(heading) for heading in names], rows)


def _operand_row(
    operand: Operand, found: Results, assessment: Assessment, library: Library, language: Language, place: PlaceOf
) -> list[Cell]:
    value = found.scores.item(operand.item)
    said = "" if value is None else _said_by(value.counted, assessment, library, language)
    levels = library.scales.levels
    level = NOT_KNOWN if operand.level is None else f"{operand.level} {levels[operand.level].name}"
    more = NOT_KNOWN if operand.one_level_more is None else gain(operand.one_level_more, language)
    beneath = (library.items[operand.item].text, said)
    return [
        Cell(operand.item, link=place(operand.item), under=beneath),
        Cell(level if operand.level is not None else _saying(language, "trace")("not_answered")),
        number(whole_points(operand.points)),
        number(percent(operand.share) if operand.points is not None else NOT_KNOWN),
        number(tenths(operand.contribution, language)),
        number(more),
    ]


def _said_by(counted: Counted, assessment: Assessment, library: Library, language: Language) -> str:
    say = _saying(language, "trace")
    if counted.level is None:
        return ""
    sources = say("sources", n=len(counted.evidence))
    if counted.agreed:
        return say("agreed", sources=sources)
    return say("said_by", body=body_name(counted.body or COORDINATOR, assessment, library, language), sources=sources)


def body_name(body: str, assessment: Assessment, library: Library, language: Language) -> str:
    """Name of a body: the State's own, else that of its lead function, else its id."""
    named = next((found.name for found in assessment.bodies if found.id == body and found.name), None)
    if named is not None:
        return named
    if body == COORDINATOR:
        return language.say(f"{WORDS}.trace.coordinator")
    known = library.scales.bodies.get(body)
    return known.name if known is not None else body


def _saying(language: Language, section: str) -> Callable[..., str]:
    def say(key: str, **values: str | int | float | None) -> str:
        return language.say(f"{WORDS}.{section}.{key}", **values)

    return say
