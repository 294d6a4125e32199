"""Instruments, provisions, limbs, dimensions and items: what a State is asked, as frozen data.

The words are those of DESIGN section 2. Source of every entry: the official text that its instrument names.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from toolkit.library.concordance import ConcordanceKey, LimbPair, StrategyAdds
from toolkit.library.eight_weeks import EightWeeks
from toolkit.library.facility import FacilityForm
from toolkit.library.frozen import Family, Frozen, LimbId

__all__ = ["Family", "Frozen", "LimbId"]


class Basis(StrEnum):
    """How an item relates to a limb, or to a family without a limb."""

    DIRECT = "direct"
    NAMED = "named"
    SOFT = "soft"
    IMPLIED = "implied"
    PARTICIPATION = "participation"


Depth = Literal["rapid", "full"]
Strength = Literal["should", "should_consider", "may", "recognised"]
IN_THE_TEXT = frozenset({Basis.DIRECT, Basis.NAMED})
LEVELS = range(5)
POINTS_PER_LEVEL = 25.0

ProvisionPart = Literal["operative", "paragraph", "principle", "strategy"]
Addressee = Literal[
    "member_states",
    "unodc",
    "executive_director",
    "expert_group",
    "member_states_and_donors",
    "prison_authorities",
    "justice_bodies",
    "courts",
    "authorities",
    "researchers",
    "none",
]

ItemId = Annotated[str, Field(pattern=r"^D(0[1-9]|1[0-6])-[1-9][0-9]?$")]


class Provision(Frozen):
    """A numbered unit of an instrument: an operative paragraph, a principle, a paragraph or a model strategy.

    `subject` is what it is about, in a word or two; `paragraphs` are those that carry a principle or a strategy.
    """

    number: str
    part: ProvisionPart
    subject: str | None = None
    verb: str | None = None
    addressee: Addressee = "none"
    standing: Literal["scored", "soft", "participation", "context"]
    held: Literal["whole", "opening"] = "whole"
    strength: Strength | None = None
    qualifiers: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    limbs: tuple[LimbId, ...] = ()
    gist: str


class Instrument(Frozen):
    """A UN text with its document symbol and date; a lens when an assessment is looked at through it."""

    id: str
    symbol: str
    short: str
    title: str
    adopted: date
    family: Family
    link: str
    held: Literal["whole", "opening"]
    not_held: str | None = None
    note: str | None = None
    offers: str | None = None
    mapping: Literal["whole", "to_come"] = "whole"
    provisions: tuple[Provision, ...]

    @property
    def limbs(self) -> tuple[str, ...]:
        """Limbs of this instrument in order, each once."""
        return tuple(dict.fromkeys(limb for provision in self.provisions for limb in provision.limbs))

    @property
    def has_strategies(self) -> bool:
        """True if model strategies stand in an annex of this instrument, with a numbering of their own."""
        return any(found.part == "strategy" for found in self.provisions)

    def reference(self, provision: Provision) -> str:
        """Under what a provision is referred to, once in an instrument: 4, and beside strategies OP4, 43, II or MS09.

        The operative paragraphs, the paragraphs of the annex and its strategies are each numbered from 1.
        """
        if provision.part == "strategy":
            return f"MS{int(provision.number):02d}"
        return f"OP{provision.number}" if provision.part == "operative" and self.has_strategies else provision.number

    def carrying(self, limb: str) -> Provision | None:
        """Provision that asks for a limb, or None."""
        return next((found for found in self.provisions if limb in found.limbs), None)

    def provision(self, reference: str) -> Provision | None:
        """Provision with this reference, or None."""
        return next((found for found in self.provisions if self.reference(found) == reference), None)


class Limb(Frozen):
    """One separable thing that a provision asks for; a soft limb is stated as a benefit or an option, not asked for.

    `paragraphs` carry it; `strength` is that of the words that ask for it. Neither weighs anything.
    """

    id: LimbId
    family: Family
    soft: bool = False
    strength: Strength | None = None
    qualifiers: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    gist: str


class ItemLimb(Frozen):
    """The limb in which an item counts, with its basis."""

    limb: LimbId
    basis: Basis


class NextStep(Frozen):
    """A measure that a ministry can adopt to bring an item to the next level. It names no cost."""

    to: Annotated[int, Field(ge=1, le=4)]
    measure: str
    lead: str
    output: str
    indicator: str
    kind: str
    needs_first: str | None = None


class Hints(Frozen):
    """How to read an item in a small State, in a federal State, and in other legal systems."""

    small_states: str | None = None
    federal_states: str | None = None
    legal_systems: str | None = None


class Item(Frozen):
    """One observable statement to assess.

    `denominator` says who and what is counted; `why` says why it has its basis; `next_steps` are ordered by the
    level they lead to.
    """

    id: ItemId
    text: str
    type: Literal["I", "M", "P", "D", "X"]
    limbs: tuple[ItemLimb, ...] = ()
    implied: tuple[Family, ...] = ()
    participation: bool = False
    carried_by: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    standards: tuple[str, ...] = ()
    lead: str
    support: tuple[str, ...] = ()
    relation: Literal["assigned", "invited", "independent"] = "assigned"
    not_applicable: tuple[str, ...] = ()
    rapid: tuple[Family, ...] = ()
    requires: tuple[ItemId, ...] = ()
    look_for: tuple[str, ...] = ()
    denominator: str | None = None
    interview: tuple[str, ...] = ()
    why: str | None = None
    hints: Hints = Hints()
    see_also: tuple[ItemId, ...] = ()
    levels: tuple[str, ...] = ()
    next_steps: tuple[NextStep, ...] = ()

    @property
    def dimension(self) -> str:
        """Dimension of this item, from its id."""
        return self.id[:3]

    def basis(self, family: Family) -> Basis | None:
        """Basis of this item for a family of instruments; None if it has none."""
        if self.participation:
            return Basis.PARTICIPATION
        for entry in self.limbs:
            if family_of(entry.limb) == family:
                return entry.basis
        return Basis.IMPLIED if family in self.implied else None

    def limb(self, family: Family) -> str | None:
        """The one limb of a family in which this item counts, or None."""
        return next((entry.limb for entry in self.limbs if family_of(entry.limb) == family), None)


def family_of(limb: str) -> Family:
    """Family of a limb id: `K2.3` belongs to K, `MS05.2` to MS."""
    return "MS" if limb.startswith("MS") else "K"


def in_order(item: str) -> tuple[str, int]:
    """Sort key of an item id: dimension, then number."""
    dimension, _, number = item.partition("-")
    return dimension, int(number)


class Dimension(Frozen):
    """One of sixteen subject areas: how people find their way. It carries no weight."""

    id: str
    name: str
    explain: str
    items: tuple[str, ...]


class Named(Frozen):
    """A code with its name and, where useful, an explanation."""

    name: str
    explain: str = ""


class ItemType(Frozen):
    """A type of item with the level texts used where an item has none of its own."""

    name: str
    levels: tuple[str, ...] = ()


class DefaultBody(Frozen):
    """A lead function such as the prison service, with how it is asked."""

    name: str
    relation: Literal["assigned", "invited", "independent"] = "assigned"


class StandardCode(Frozen):
    """An abbreviation under which standards are cited, with the instrument's symbol."""

    name: str
    symbol: str | None = None


class Scales(Frozen):
    """Levels, types, reasons, kinds, bases, bodies: the codes and their names."""

    levels: tuple[Named, ...]
    types: Mapping[str, ItemType]
    not_applicable: Mapping[str, Named]
    evidence_kinds: Mapping[str, Named]
    bases: Mapping[str, Named]
    relations: Mapping[str, Named]
    bodies: Mapping[str, DefaultBody]
    standards: Mapping[str, StandardCode]
    measure_kinds: Mapping[str, Named] = Field(default_factory=dict)
    help_kinds: Mapping[str, Named] = Field(default_factory=dict)


class DimensionWords(Frozen):
    """Subject words and usual phrases of one dimension."""

    words: tuple[str, ...]


class SubjectWords(Frozen):
    """Words by which a measure's text is matched to a dimension, and to an item, in one language."""

    dimensions: Mapping[str, DimensionWords]
    items: Mapping[str, tuple[str, ...]]


class Breakdown(Frozen):
    """What people counted are split by, with the groups, which together make the whole: women and men."""

    name: str
    groups: Mapping[str, Named]


class OutcomeIndicator(Frozen):
    """A figure by which a State sees what became of people (outcome), or what reached them (process).

    `numerator` says who or what is counted, `denominator` out of whom; `start` and `follow_up` what is usual;
    `label` what must be printed beside the figure; `pitfall` how it misleads.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: str
    figure: Literal["share", "per_person", "number", "days"] = "share"
    tells: Literal["outcome", "process"]
    first: bool = False
    label: str | None = None
    explain: str
    numerator: str
    denominator: str | None = None
    start: str
    follow_up: str
    break_down: tuple[str, ...] = ()
    pitfall: str
    see_also: tuple[ItemId, ...] = ()


class RecordedIds(Frozen):
    """Ids that were ever given: permanent, never reused. An item that vanishes from the files is a problem."""

    items: tuple[str, ...]
    retired: tuple[str, ...]
    limbs: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    facility: tuple[str, ...] = ()


class Library(Frozen):
    """All that is asked, in one language, with a hash of its content."""

    language: str
    instruments: Mapping[str, Instrument]
    limbs: Mapping[str, Limb]
    dimensions: Mapping[str, Dimension]
    items: Mapping[str, Item]
    scales: Scales
    concordance: tuple[ConcordanceKey, ...]
    limb_pairs: tuple[LimbPair, ...] = ()
    strategies_add: tuple[StrategyAdds, ...] = ()
    only_in_resolutions: tuple[str, ...] = ()
    subject_words: Mapping[str, SubjectWords]
    recorded_ids: RecordedIds
    official_names: tuple[str, ...] = ()
    indicators: Mapping[str, OutcomeIndicator] = Field(default_factory=dict)
    breakdowns: Mapping[str, Breakdown] = Field(default_factory=dict)
    facility: FacilityForm
    eight_weeks: EightWeeks
    wordings: Mapping[str, str] = Field(default_factory=dict)
    content_hash: str

    def level_texts(self, item: str) -> tuple[str, ...]:
        """Five level texts of an item: its own, else those of its type. Empty for participation."""
        found = self.items[item]
        return found.levels or self.scales.types[found.type].levels

    def own_level_texts(self, item: str) -> bool:
        """True if the item has level texts of its own."""
        return bool(self.items[item].levels)
