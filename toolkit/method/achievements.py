"""What a State can be proud of: practices worth sharing first, then statements in place that rest on a source.

The rule, in order: a practice that a body told, of an item at its target before others, the higher level first; then
an item at its target or above whose level rests on a fitting source, the higher level first; ids decide between
equals. An item stands once.
"""

from collections.abc import Iterator

from toolkit.library.model import Frozen, in_order
from toolkit.method.scoring import ItemValue, Scores
from toolkit.record.assessment import Assessment, Practice


class Achievement(Frozen):
    """An item to be proud of, with the practice that a body told of it, if one did."""

    item: str
    level: int | None
    practice: Practice | None = None
    body: str | None = None


def achievements(scores: Scores, assessment: Assessment) -> tuple[Achievement, ...]:
    """Everything to be proud of, the first to name first."""
    found: dict[str, Achievement] = {}
    for entry in (*_practices(scores, assessment), *_in_place(scores)):
        found.setdefault(entry.item, entry)
    return tuple(found.values())


def practices_told(scores: Scores, assessment: Assessment) -> tuple[Achievement, ...]:
    """Every practice that a body told of an item asked, the first to name first; of several bodies each."""
    return tuple(_practices(scores, assessment))


def _practices(scores: Scores, assessment: Assessment) -> Iterator[Achievement]:
    values = {value.id: value for value in scores.items}
    told = [
        (values[response.item], response)
        for response in assessment.responses
        if response.item in values and response.practice is not None and response.practice.what.strip()
    ]
    for value, response in sorted(told, key=lambda pair: (not _at_target(pair[0]), _order(pair[0]), pair[1].body)):
        yield Achievement(item=value.id, level=value.counted.level, practice=response.practice, body=response.body)


def _in_place(scores: Scores) -> Iterator[Achievement]:
    supported = [value for value in scores.items if value.supported and _at_target(value)]
    for value in sorted(supported, key=_order):
        yield Achievement(item=value.id, level=value.counted.level)


def _at_target(value: ItemValue) -> bool:
    return value.counted.level is not None and value.counted.level >= value.target


def _order(value: ItemValue) -> tuple[int, tuple[str, int]]:
    level = value.counted.level
    return (-level if level is not None else 1, in_order(value.id))
