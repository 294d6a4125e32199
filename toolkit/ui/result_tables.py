"""Tables of the results page: profile, gaps, what is not answered, facts, how sure. HTML from data; numbers open."""

from collections.abc import Callable, Sequence

from toolkit.language import Language, percent, whole_points
from toolkit.library.model import Library
from toolkit.method.gaps import Gap
from toolkit.method.results import Results
from toolkit.method.scoring import Index, Unanswered
from toolkit.record.assessment import COORDINATOR, Assessment
from toolkit.tasks.counts import resting_on_sources
from toolkit.ui.figures import FigureRow, ProfileRow
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_texts import WORDS, gain, range_text
from toolkit.ui.tables import Cell, number, table

PARTS = ("text", "enabling")


def profile_table(rows: Sequence[tuple[ProfileRow, int, int]], shown: Shown) -> str:
    """Dimensions with both figures; the number of items stands beside each."""
    names = ("dimension", "text", "range", "statements_text", "enabling", "range", "statements_enabling")
    return table(
        shown.say("parts.caption_dimensions"),
        [shown.say(f"parts.{name}") for name in names],
        (
            [row.name, *_part(row.text, of_text, "text", shown), *_part(row.enabling, of_enabling, "enabling", shown)]
            for row, of_text, of_enabling in rows
        ),
    )


def _part(row: FigureRow, n: int, part: str, shown: Shown) -> list[Cell]:
    points = whole_points(row.point)
    first = shown.figure(points, f"dimension_{part}:{row.name[:3]}") if n else number(points)
    return [first, number(range_text(row.low, row.high, shown.language)), number(str(n))]


def gap_table(gaps: Sequence[Gap], part: str, shown: Shown) -> str:
    """One list of gaps, in its order."""
    names = ["statement", "levels", "points", "coverage", "lead", "marked"]
    if shown.counts_only:
        names.remove("points")
    rows = (_gap_row(gap, shown) for gap in gaps)
    return table(shown.say(f"gaps.caption_{part}"), [shown.say(f"gaps.{name}") for name in names], rows)


def _gap_row(gap: Gap, shown: Shown) -> list[Cell]:
    code = f"item:{gap.item}"
    mark = Cell(shown.say(f"gaps.mark.{gap.mark}"), link=shown.opener(code), opens=code, under=(gap.reason,))
    points = () if shown.counts_only else (shown.figure(gain(gap.points, shown.language), code),)
    return [
        shown.statement(gap.item, *_beneath(gap, shown)),
        number(shown.say("gaps.levels_text", level=gap.level, target=gap.target)),
        *points,
        Cell(shown.say(f"gaps.covered.{gap.coverage}"), code=gap.coverage, under=(measures_of(gap.item, shown.found),)),
        Cell(shown.library.scales.bodies[gap.lead].name),
        mark,
    ]


def _beneath(gap: Gap, shown: Shown) -> tuple[str, ...]:
    """What stands in the way, and what must come first."""
    texts = difficulties(gap.item, shown)
    if gap.requires:
        names = (shown.say(f"gaps.needs_state.{_state(item, gap, shown.found)}", item=item) for item in gap.requires)
        texts.append(shown.say("gaps.needs", names=", ".join(names)))
    return tuple(texts)


def difficulties(item: str, shown: Shown) -> list[str]:
    """Difficulties that bodies name for an item: kind and line, each once."""
    told = [found.difficulty for found in shown.assessment.responses_to(item) if found.difficulty is not None]
    texts = []
    for difficulty in told:
        kind = shown.language.say(f"interface.more.difficulty_kinds.{difficulty.kind}") if difficulty.kind else ""
        said = ": ".join(part for part in (kind, difficulty.line.strip()) if part)
        if said:
            texts.append(shown.say("gaps.difficulty", difficulty=said))
    return list(dict.fromkeys(texts))


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


def measures_of(item: str, found: Results) -> str:
    """Names of the measures behind an item's coverage: number, or the start of the title."""
    covered = found.coverage.items.get(item)
    names = []
    for entry in covered.measures if covered else ():
        measure = found.plans[entry.plan].plan.measure(entry.measure)
        if measure is not None:
            names.append(measure.number or measure.title[:40])
    return ", ".join(names)


def unanswered_table(entries: Sequence[Unanswered], why: str, shown: Shown) -> str:
    """Items without a level for one reason, with who may know, whose they are, or who usually answers them."""
    names = ("statement", "basis", f"who_{why}", "lead")
    nobody = shown.say("unanswered.nobody_named")
    return table(
        shown.say(f"unanswered.caption_{why}"),
        [shown.say(f"unanswered.{name}") for name in names if name != "who_nothing"],
        (
            [
                shown.statement(entry.item),
                Cell(shown.library.scales.bases[entry.basis].name),
                *([Cell((entry.who or "").strip() or nobody)] if why != "nothing" else []),
                Cell(shown.library.scales.bodies[shown.library.items[entry.item].lead].name),
            ]
            for entry in entries
        ),
    )


def participation_table(shown: Shown) -> str:
    """Facts about taking part; never a mark, never a "no" for what was not said."""
    return table(
        shown.say("participation.caption"),
        [shown.say("participation.statement"), shown.say("participation.answer")],
        (
            [
                Cell(entry.item, link=shown.place_of(entry.item), under=(shown.text_of(entry.item),)),
                _fact(shown, entry.item, entry.answer or "none"),
            ]
            for entry in shown.found.scores.participation
        ),
    )


def _fact(shown: Shown, item: str, answer: str) -> str:
    value = shown.found.scores.item(item)
    refusal = value.counted.not_applicable if value is not None else None
    if refusal is not None:
        return shown.library.scales.not_applicable[refusal.reason].name
    return shown.say(f"participation.{answer}")


def sure_table(shown: Shown) -> str:
    """What stands behind the two indices: points, supported, with "not applicable" at 0, band, completeness."""
    indices = {"text": shown.found.scores.text, "enabling": shown.found.scores.enabling}
    measures: Sequence[tuple[str, str, Callable[[Index], str]]] = (
        ("point", "", lambda index: whole_points(index.point)),
        ("range", "", lambda index: range_text(index.low, index.high, shown.language)),
        ("supported", "supported_", lambda index: whole_points(index.supported)),
        ("with_na_as_zero", "na_as_zero_", lambda index: whole_points(index.with_na_as_zero)),
        ("band", "", lambda index: _band(index, shown)),
        ("completeness", "", lambda index: percent(index.completeness)),
    )
    rows: list[list[Cell | str]] = []
    for name, code, said in measures:
        opens = name in ("point", "supported", "with_na_as_zero")
        cells = [
            shown.figure(said(index), f"{code}{part}")
            if opens and index.completeness is not None
            else number(said(index))
            for part, index in indices.items()
        ]
        rows.append([shown.say(f"sure.{name}"), *cells])
    return table(shown.say("sure.caption"), [shown.say(f"sure.{name}") for name in ("measure", *PARTS)], rows)


def _band(index: Index, shown: Shown) -> str:
    if index.band is None:
        return shown.say("sure.band_none")
    return shown.say("sure.band_text", low=whole_points(index.band.low), high=whole_points(index.band.high))


def sources_table(shown: Shown) -> str:
    """In counts alone: how many levels rest on a fitting source."""
    found = resting_on_sources(shown.found)
    return table(
        shown.say("sure.caption_sources"),
        [shown.say(f"sure.{name}") for name in ("statements", "levelled", "supported_count")],
        (
            [
                shown.say(f"sure.{part}_statements"),
                number(str(found[part].levelled)),
                number(str(found[part].supported)),
            ]
            for part in PARTS
        ),
    )


def not_agreed_table(shown: Shown) -> str:
    """Items on which bodies differ: what each said, and which level counts."""
    rows: list[list[Cell | str]] = []
    for item in shown.found.scores.not_agreed:
        value = shown.found.scores.item(item)
        if value is None:
            continue
        said = [
            f"{body_name(entry.body, shown.assessment, shown.library, shown.language)}: "
            f"{shown.say('sure.does_not_apply') if entry.level is None else entry.level}"
            for entry in value.counted.stated
        ]
        level = value.counted.level
        rows.append([shown.statement(item), Cell("; ".join(said)), number(str(level if level is not None else ""))])
    names = ("statement", "stated", "counts")
    return table(shown.say("sure.caption_not_agreed"), [shown.say(f"sure.{name}") for name in names], rows)


def body_name(body: str, assessment: Assessment, library: Library, language: Language) -> str:
    """Name of a body: the State's own, else that of its lead function, else its id."""
    named = next((found.name for found in assessment.bodies if found.id == body and found.name), None)
    if named is not None:
        return named
    if body == COORDINATOR:
        return language.say(f"{WORDS}.opened.coordinator")
    known = library.scales.bodies.get(body)
    return known.name if known is not None else body
