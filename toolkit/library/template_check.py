"""Content by template: texts that read alike once an item's own words are taken out.

Two items' level texts of the same type and level, or their next steps of the same type and step, are compared by the
words that are left when the words of the item's own statement are taken out. More than half shared with another
item is a problem: a text that fits every item helps nobody to choose a level.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import permutations

from toolkit.library.model import Item, Library
from toolkit.problem import Place, Problem, problem

SHARED_AT_MOST = 0.5
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def words_of(text: str) -> frozenset[str]:
    """Words of a text, in lower case, each once."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def check_templates(library: Library) -> Iterator[Problem]:
    """A problem for each text of which more than half stands in another item's text of the same type and step."""
    for (_, step), texts in _texts_by_kind(library).items():
        rests = {item: words_of(text) - words_of(library.items[item].text) for item, text in texts.items()}
        for item, other in permutations(rests, 2):
            shared = len(rests[item] & rests[other]) / len(rests[item]) if rests[item] else 0.0
            if shared > SHARED_AT_MOST:
                place = Place(item=item, field=step)
                yield problem("content_by_template", place, other=other, percent=round(100 * shared))


def _texts_by_kind(library: Library) -> Mapping[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for item in library.items.values():
        for step, text in _steps(item):
            found.setdefault((item.type, step), {})[item.id] = text
    return found


def _steps(item: Item) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(item.levels):
        yield f"level {number}", text
    for to in sorted({step.to for step in item.next_steps}):
        own = [step for step in item.next_steps if step.to == to]
        yield f"step to {to}", " ".join(f"{step.measure} {step.output} {step.indicator}" for step in own)
