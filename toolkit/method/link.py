"""A link: that a measure serves an item, and how we know. (DESIGN section 2)

*Explicit*: a code of the item stands in the file. *Confirmed*: a person said so. *Suggested*: by text; it never
counts. Confidence is a share from 0 to 1: of suggestions with confidence 0.8, about four in five are right.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from toolkit.library.model import Frozen

LinkKind = Literal["explicit", "confirmed", "suggested"]


class Link(Frozen):
    """A link of a measure to an item, or to a dimension alone where items have no words in the plan's language.

    `why` holds the words, codes or provisions that led to it.
    """

    item: str | None
    dimension: str
    kind: LinkKind
    confidence: float = Field(ge=0, le=1)
    why: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """True for a link that counts for coverage: it names an item and does not rest on text alone."""
        return self.item is not None and self.kind != "suggested"


Links = Mapping[str, tuple[Link, ...]]


def items_linked(links: Iterable[Link]) -> tuple[str, ...]:
    """Items of the links that count, each once."""
    return tuple(dict.fromkeys(link.item for link in links if link.counts and link.item is not None))
