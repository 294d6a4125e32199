"""Matching: which items a measure serves, by codes, by a person's decisions, and by suggestion from its text.

Suggestions name items where items have text in the plan's language (English), else dimensions (`item` None). Each is
of another dimension, best first, at most three; a text with nothing to go by has none. Confidence is the share of
suggestions that name the right dimension, as fitted on published plans labelled by dimension (see `Weights`): which
item of the dimension is right was never measured, so that is for a person to say. Suggested links never count.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from toolkit.language import SOURCE
from toolkit.library.lens import Lens
from toolkit.library.model import Basis, Library
from toolkit.method.link import Link
from toolkit.method.matching_phrases import Floats
from toolkit.method.matching_subjects import Marks, Subjects
from toolkit.method.matching_text import script_in, script_of, words
from toolkit.method.provisions import items_of, place_of, provisions_of
from toolkit.problem import Problem, problem
from toolkit.record.plan import Measure, Plan, ProvisionNamed

MOST_SUGGESTED = 3
LEAST_CONFIDENCE = 0.02
LEAST_CONFIDENCE_OF_THE_FIRST = 0.1
MOST_OF_A_PROVISION = 5
_OF_PARENT = 0.3
_OF_GROUP = 0.15
_DETAILS = ("objective", "deliverable", "description")
_BY_BASIS = (Basis.DIRECT, Basis.NAMED, Basis.SOFT, Basis.IMPLIED, Basis.PARTICIPATION)


@dataclass(frozen=True)
class Weights:
    """How the marks of a text become confidence: a multinomial logit over the dimensions.

    `words` and `likeness` weigh the two marks; `often` is the number of measures by main dimension in the plans it was
    fitted on, with one added to each; `sureness` below 1 draws confidence in, because a fit is surer than it should be
    of a plan it has not seen.
    """

    words: float
    likeness: float
    often: Mapping[str, int]
    sureness: float


# What is common in the plans of one fit is only a hint for another plan: it counts by half.
OTHER_PLANS = 0.5
# What a row about another subject (road safety, school meals) still seems to say of ours: as much speaks for none.
OF_ANOTHER_SUBJECT = 2.2

# Fitted by tests/evaluate_matching.py on two published plans (57 measures, English), which prints them.
FITTED = Weights(
    words=0.34,
    likeness=1.86,
    often={
        "D01": 2,
        "D02": 1,
        "D03": 5,
        "D04": 5,
        "D05": 4,
        "D06": 5,
        "D07": 3,
        "D08": 1,
        "D09": 1,
        "D10": 4,
        "D11": 21,
        "D12": 6,
        "D13": 5,
        "D14": 2,
        "D15": 3,
        "D16": 5,
    },
    sureness=0.9,
)


@dataclass(frozen=True)
class _MatchedWith:
    """What the measures of a plan are matched with.

    Texts return row by row: `titles` holds the marks of parents and groups, `by_text` what each text was suggested.
    """

    subjects: Subjects
    library: Library
    lens: Lens | None
    weights: Weights
    titles: dict[str, Marks] = field(default_factory=dict)
    by_text: dict[tuple[str, str | None, str | None], tuple[Link, ...]] = field(default_factory=dict)


def suggest(
    measures: Sequence[Measure],
    library: Library,
    language: str | None = None,
    lens: Lens | None = None,
    weights: Weights = FITTED,
) -> dict[str, tuple[Link, ...]]:
    """Explicit and suggested links of each measure by its id, best first; without a language it is told by the words.

    With a lens, a measure that names only provisions is suggested items of these.
    """
    subjects = Subjects(library, language or language_of(measures, library))
    matched_with = _MatchedWith(subjects, library, lens, weights)
    by_id = {measure.id: measure for measure in measures}
    return {measure.id: _links(measure, by_id.get(measure.parent or ""), matched_with) for measure in measures}


def links_of(
    plan: Plan,
    library: Library,
    language: str | None = None,
    lens: Lens | None = None,
    suggested: Mapping[str, tuple[Link, ...]] | None = None,
) -> dict[str, tuple[Link, ...]]:
    """Links of every measure of a plan: explicit, suggested, and what people decided about them.

    `suggested` may be given by who has at hand what `suggest` finds for these measures.
    """
    found = suggest(plan.measures, library, language, lens) if suggested is None else suggested
    decided: dict[str, dict[str, str]] = {measure: {} for measure in found}
    for decision in plan.links:
        decided.setdefault(decision.measure, {})[decision.item] = decision.decision
    return {measure: _decided(links, decided[measure], library) for measure, links in found.items()}


def link_problems(plan: Plan, library: Library, lens: Lens) -> tuple[Problem, ...]:
    """Codes of items that do not exist, and references to provisions that stay open through the lens."""
    found: list[Problem] = []
    for measure in plan.measures:
        unknown = [item for item in measure.items if item not in library.items]
        found.extend(problem("measure_item_unknown", place_of(measure), item=item) for item in unknown)
        found.extend(provisions_of(measure, library, lens)[1])
    return tuple(found)


def language_of(measures: Sequence[Measure], library: Library) -> str:
    """Language of a plan: told by its script, else that whose subject words it holds most often.

    The library's own language where nothing is found.
    """
    text = "\n".join(measure.title for measure in measures)
    script = script_in(text)
    known = [code for code in library.subject_words if script_of(code) == script]
    said = Counter(words(text))
    counted = {}
    for code in known:
        own = _subject_words(library, code)
        counted[code] = sum(number for word, number in said.items() if word in own)
    most = max(counted.values(), default=0)
    best = [code for code, number in counted.items() if number == most]
    return best[0] if len(known) == 1 or (most and len(best) == 1) else SOURCE


def _subject_words(library: Library, code: str) -> frozenset[str]:
    """Words of all subject words and phrases of a language, each by itself."""
    phrases = (phrase for found in library.subject_words[code].dimensions.values() for phrase in found.words)
    return frozenset(word for phrase in phrases for word in words(phrase))


def text_of(measure: Measure) -> str:
    """What a measure says of itself: its title and what it is to deliver."""
    return " ".join([measure.title, *(measure.details[key] for key in _DETAILS if key in measure.details)])


def marks_of(
    measure: Measure, parent: Measure | None, subjects: Subjects, titles: dict[str, Marks]
) -> tuple[Floats, Marks, list[Marks]]:
    """Marks by dimension of a measure with those of its parent and group at lower weight; its own; those two.

    `titles` keeps the marks of parents and groups, which return row by row.
    """
    own = subjects.marks(text_of(measure))
    together = own.by_dimension.copy()
    above = []
    for text, weight in ((parent.title if parent else None, _OF_PARENT), (measure.group, _OF_GROUP)):
        if text:
            if text not in titles:
                titles[text] = subjects.marks(text)
            together += weight * titles[text].by_dimension
            above.append(titles[text])
    return together, own, above


def confidences(marks: Floats, dimensions: Sequence[str], weights: Weights) -> Floats:
    """Confidence of each dimension from its marks, if the text is about one of them; all together they make 1."""
    return _shares(_logits(marks, dimensions, weights))


def about_our_subjects(marks: Floats, dimensions: Sequence[str], weights: Weights) -> float:
    """Confidence that a text is about any of the dimensions, and not of another subject."""
    return _of_ours(_logits(marks, dimensions, weights), weights)


def _shares(logits: Floats) -> Floats:
    share: Floats = np.exp(logits - logits.max())
    whole: Floats = share / share.sum()
    return whole


def _of_ours(logits: Floats, weights: Weights) -> float:
    told = float(np.log(np.exp(logits - logits.max()).sum()) + logits.max())
    return 1 / (1 + math.exp(weights.sureness * OF_ANOTHER_SUBJECT - told))


def _logits(marks: Floats, dimensions: Sequence[str], weights: Weights) -> Floats:
    often = np.array([weights.often.get(dimension, 1) for dimension in dimensions], dtype=np.float64)
    hint = OTHER_PLANS * np.log(often / often.sum())
    logits: Floats = weights.sureness * (weights.words * marks[0] + weights.likeness * marks[1] + hint)
    return logits


def _links(measure: Measure, parent: Measure | None, matched_with: _MatchedWith) -> tuple[Link, ...]:
    library, lens = matched_with.library, matched_with.lens
    explicit = [
        Link(item=item, dimension=item[:3], kind="explicit", confidence=1.0, why=(item,))
        for item in dict.fromkeys(measure.items)
        if item in library.items
    ]
    named = provisions_of(measure, library, lens)[0] if lens is not None and measure.provisions else ()
    suggested = (
        _of_provisions(named, measure, parent, matched_with)
        if named and not explicit
        else _by_text(measure, parent, matched_with)
    )
    taken = {link.dimension for link in explicit}
    return (*explicit, *(link for link in suggested if link.dimension not in taken))


def _confidence(together: Floats, matched_with: _MatchedWith) -> dict[str, float]:
    """Confidence of each dimension that a text is about it, and not about another subject."""
    dimensions, weights = matched_with.subjects.dimensions, matched_with.weights
    logits = _logits(together, dimensions, weights)
    return dict(zip(dimensions, (_of_ours(logits, weights) * _shares(logits)).tolist(), strict=True))


def _by_text(measure: Measure, parent: Measure | None, matched_with: _MatchedWith) -> tuple[Link, ...]:
    key = (text_of(measure), parent.title if parent else None, measure.group)
    if key not in matched_with.by_text:
        together, own, above = marks_of(measure, parent, matched_with.subjects, matched_with.titles)
        confidence = _confidence(together, matched_with)
        matched_with.by_text[key] = tuple(_suggested([own, *above], confidence, matched_with))
    return matched_with.by_text[key]


def _suggested(marks: Sequence[Marks], confidence: Mapping[str, float], matched_with: _MatchedWith) -> list[Link]:
    """At most one suggestion a dimension; none of a dimension of which neither measure nor headings hold a word.

    Where not even the best would be right one time in seven, nothing is suggested at all.
    """
    subjects, weights = matched_with.subjects, matched_with.weights
    items = subjects.best_items(marks[0], weights.words, weights.likeness)
    suggested: list[Link] = []
    for dimension in sorted(confidence, key=lambda dimension: -confidence[dimension]):
        least = LEAST_CONFIDENCE if suggested else LEAST_CONFIDENCE_OF_THE_FIRST
        if len(suggested) == MOST_SUGGESTED or confidence[dimension] < least:
            break
        at = subjects.dimensions.index(dimension)
        why = next((why for found in marks if (why := subjects.reasons(found, at, items[at]))), ())
        if why:
            share = _share(confidence[dimension])
            suggested.append(Link(item=items[at], dimension=dimension, kind="suggested", confidence=share, why=why))
    return suggested


def _of_provisions(
    named: Iterable[ProvisionNamed], measure: Measure, parent: Measure | None, matched_with: _MatchedWith
) -> tuple[Link, ...]:
    """Items that the named provisions carry: those of the likelier dimension first, then by basis and order."""
    library, lens, subjects = matched_with.library, matched_with.lens, matched_with.subjects
    together, own, _ = marks_of(measure, parent, subjects, matched_with.titles)
    confidence, by_item = _confidence(together, matched_with), subjects.marks_of_items(own)
    carried = items_of(named, library)
    whole = sum(confidence[dimension] for dimension in {item[:3] for item in carried})
    family = lens.instrument.family if lens is not None else "K"

    def order(item: str) -> tuple[float, int, float]:
        basis = library.items[item].basis(family) or Basis.PARTICIPATION
        return -confidence[item[:3]], _BY_BASIS.index(basis), -by_item.get(item, 0.0)

    return tuple(
        Link(
            item=item,
            dimension=item[:3],
            kind="suggested",
            confidence=_share(confidence[item[:3]] / whole),
            why=(carried[item],),
        )
        for item in sorted(carried, key=order)[:MOST_OF_A_PROVISION]
    )


def _share(confidence: float) -> float:
    """Confidence cut down to two decimals; text alone is never certain."""
    return min(math.floor(confidence * 100 + 1e-9) / 100, 0.99)


def _decided(links: Iterable[Link], decided: Mapping[str, str], library: Library) -> tuple[Link, ...]:
    """Links after people's decisions: confirmed ones first, rejected ones gone. The last decision on an item holds."""
    confirmed = [
        Link(item=item, dimension=item[:3], kind="confirmed", confidence=1.0)
        for item, decision in decided.items()
        if decision == "confirmed" and item in library.items
    ]
    kept = [link for link in links if (link.item or link.dimension) not in decided or _both(link, decided)]
    explicit = [link for link in kept if link.kind == "explicit"]
    certain = {link.item for link in explicit}
    return (
        *explicit,
        *(link for link in confirmed if link.item not in certain),
        *(link for link in kept if link.kind == "suggested"),
    )


def _both(link: Link, decided: Mapping[str, str]) -> bool:
    """True for a code in the file that a person confirmed: it stays explicit."""
    return link.kind == "explicit" and decided.get(link.item or "") == "confirmed"
