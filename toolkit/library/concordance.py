"""The same subject across instruments: paragraphs of the resolutions, and limbs beside those of the strategies."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from toolkit.library.frozen import Frozen, LimbId


class Change(Frozen):
    """How a wording differs from the one before it, and in which words of ours."""

    kind: Literal["reworded", "strengthened", "weakened"]
    explain: str


class Thread(Frozen):
    """One paragraph as it runs through the instruments: its number in each.

    `wordings` says which wording an instrument has, 1 where it says nothing, null where we do not hold it whole.
    """

    paragraphs: Mapping[str, str]
    wordings: Mapping[str, int | None] = Field(default_factory=dict)

    def wording(self, instrument: str) -> int | None:
        """Number of the wording that an instrument has, or None where it is not held."""
        return self.wordings.get(instrument, 1)


class ConcordanceKey(Frozen):
    """The same subject across instruments, K1 to K12: its paragraphs, and how their wording changed.

    `not_held` names instruments whose text may have such a paragraph, which we do not hold.
    """

    key: str
    subject: str
    threads: tuple[Thread, ...]
    changes: Mapping[int, Change] = Field(default_factory=dict)
    not_held: tuple[str, ...] = ()

    def paragraphs(self, instrument: str) -> tuple[str, ...]:
        """Numbers of the paragraphs of an instrument on this subject."""
        return tuple(thread.paragraphs[instrument] for thread in self.threads if instrument in thread.paragraphs)


class LimbPair(Frozen):
    """A limb of the resolutions and the limb of the Model Strategies that takes it up, with how its wording differs.

    What a text asks for is compared, not its weight: a resolution encourages, the strategies are guidance.
    """

    before: LimbId
    after: LimbId
    wording: Literal["reworded", "strengthened", "weakened"]
    explain: str


class StrategyAdds(Frozen):
    """What a model strategy adds to resolution 78/224 (`adds`), and what stands only there (`leaves`), in our words."""

    strategy: str
    adds: str
    leaves: str | None = None
