"""The assessment: the dated whole of what a State tells about itself.

State and profile, scope, as-of date, lens and depth, bodies, responses, agreed responses, marks, plans, and the
log of every change. All of it is frozen; a change makes a new one.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from toolkit.library.lens import DEFAULT_LENS
from toolkit.library.model import Depth, Frozen, in_order
from toolkit.record.facility import FacilitySheet
from toolkit.record.indicators import OutcomeReport
from toolkit.record.local_instrument import LocalInstrument
from toolkit.record.plan import Plan

SCHEMA_VERSION: Literal[1] = 1
COORDINATOR = "coordinator"

Level = Annotated[int, Field(strict=True, ge=0, le=4)]
Answer = Literal["yes", "partly", "no"]
Day = date


class Kind(StrEnum):
    """What kind of answer a response holds."""

    LEVEL = "level"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"
    NOT_OURS = "not_ours"
    ANSWER = "answer"
    NOTHING = "nothing"


class Evidence(Frozen):
    """A source that a response rests on: kind, title, date as written, reference."""

    kind: Literal["document", "data", "inspection"]
    title: str = ""
    date: str | None = None
    reference: str | None = None


class NotApplicable(Frozen):
    """That an item does not apply, with one of the reasons the item allows and a sentence."""

    reason: Literal["nobody_concerned", "domestic_law", "done_otherwise"]
    note: Annotated[str, Field(min_length=1)]


class Practice(Frozen):
    """A practice worth sharing: what, with which result, since when, by which source."""

    what: str
    result: str = ""
    since: str = ""
    source: str = ""


class Difficulty(Frozen):
    """What stands in the way: a kind (law, money, staff, ...) and a line."""

    kind: Literal["law", "money", "staff", "space", "data", "coordination", "security", "public_acceptance"] | None = (
        None
    )
    line: str = ""


class Help(Frozen):
    """Help that is needed: of which kind, and from whom it was already asked."""

    kind: str = ""
    asked_from: str = ""


class Response(Frozen):
    """One body's answer to one item, with all that belongs to it.

    At most one of level, not_applicable, not_known (who may know), not_ours (whose), answer (participation).
    `review` marks an answer that somebody should look at again; `version` counts its changes.
    """

    item: str
    body: str = COORDINATOR
    level: Level | None = None
    not_applicable: NotApplicable | None = None
    not_known: str | None = None
    not_ours: str | None = None
    answer: Answer | None = None
    comment: str = ""
    publish: Annotated[bool, Field(strict=True)] = False
    evidence: tuple[Evidence, ...] = ()
    practice: Practice | None = None
    difficulty: Difficulty | None = None
    help: Help | None = None
    review: bool = False
    version: Annotated[int, Field(ge=0)] = 0

    @field_validator("practice", mode="before")
    @classmethod
    def _practice_as_text(cls, value: Any) -> Any:
        return {"what": value} if isinstance(value, str) else value

    @field_validator("difficulty", mode="before")
    @classmethod
    def _difficulty_as_text(cls, value: Any) -> Any:
        return {"line": value} if isinstance(value, str) else value

    @field_validator("help", mode="before")
    @classmethod
    def _help_as_text(cls, value: Any) -> Any:
        return {"kind": value} if isinstance(value, str) else value

    @property
    def kind(self) -> Kind:
        """Kind of answer held; NOTHING if there is none yet."""
        return next((kind for kind in KINDS if getattr(self, kind.value) is not None), Kind.NOTHING)

    @property
    def is_empty(self) -> bool:
        """True if nothing at all was said: no answer, no text, no evidence, no mark."""
        bare = Response(item=self.item, body=self.body, version=self.version)
        return self == bare


KINDS = (Kind.LEVEL, Kind.NOT_APPLICABLE, Kind.NOT_KNOWN, Kind.NOT_OURS, Kind.ANSWER)


class Agreed(Frozen):
    """The response that the bodies agreed on for an item, with the reason and its own evidence."""

    item: str
    level: Level | None = None
    not_applicable: NotApplicable | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class Mark(Frozen):
    """What the State says of a gap: first, normal or later, with a reason."""

    mark: Literal["first", "normal", "later"] = "normal"
    reason: str = ""


class Body(Frozen):
    """A ministry, agency or facility that answers; `leads` are the lead functions it takes."""

    id: str
    name: str = ""
    leads: tuple[str, ...] = ()


class Profile(Frozen):
    """The State and ten optional facts that make its answers readable. Counts of people unless said otherwise."""

    state: str = ""
    population: int | None = Field(default=None, ge=0)
    people_held: int | None = Field(default=None, ge=0)
    women_held: int | None = Field(default=None, ge=0)
    held_before_trial: int | None = Field(default=None, ge=0)
    official_capacity: int | None = Field(default=None, ge=0)
    facilities: int | None = Field(default=None, ge=0)
    releases_a_year: int | None = Field(default=None, ge=0)
    under_community_measures: int | None = Field(default=None, ge=0)
    probation_service: Literal["yes", "partly", "no"] | None = None
    federal: Literal["yes", "no"] | None = None


class Scope(Frozen):
    """What the assessment covers and what it leaves out, in the State's words."""

    covers: str = ""
    leaves_out: str = ""


class Target(Frozen):
    """Level aimed at: 3 unless set, for all items and for single ones."""

    default: Level = 3
    items: Mapping[str, Level] = Field(default_factory=dict)

    def of(self, item: str) -> int:
        """Target level of an item."""
        return self.items.get(item, self.default)


class Relation(Frozen):
    """How a body stands to an item where the State sees it otherwise than the library, with a reason.

    *Assigned*: its task to answer. *Invited*: a court or prosecution service, asked and answering as it sees fit.
    *Independent*: its reports are a source, and its view is printed as its own.
    """

    relation: Literal["assigned", "invited", "independent"]
    reason: str = ""


class SentBack(Frozen):
    """That an answer was given back to its body: on which day, with which remark."""

    on: date
    remark: str


class Sending(Frozen):
    """How far the questionnaire of a body has come: sent, due, returned (last taken over), sent back."""

    sent: date | None = None
    due: date | None = None
    returned: date | None = None
    sent_back: SentBack | None = None


class Clearance(Frozen):
    """Who cleared a body's part, or the whole (body None), by role and date.

    `snapshot` is the id under which the store keeps what was cleared; empty for a clearance that was only told.
    Snapshots stay out of the state file, which would else hold itself; each is a state file of its own.
    """

    body: str | None = None
    role: str
    date: date
    snapshot: str = ""


class Reopening(Frozen):
    """That a cleared part, or the whole (body None), was opened again: why, by role and date."""

    body: str | None = None
    role: str = ""
    date: date
    reason: Annotated[str, Field(min_length=1)]
    cleared: Day | None = None
    snapshot: str = ""


class SectionText(Frozen):
    """The State's own text for a section of its reports, printed first there, and whether it may leave."""

    text: str = ""
    publish: Annotated[bool, Field(strict=True)] = False


class LogEntry(Frozen):
    """One change: when, by which body, to what, before and after."""

    at: str
    body: str
    item: str | None = None
    field: str
    before: Any = None
    after: Any = None


class Held(Frozen):
    """Something that could not be taken: where it stood, as it came, and the problem that says why."""

    part: str
    value: Any
    code: str
    place: Mapping[str, Any] = Field(default_factory=dict)
    values: Mapping[str, Any] = Field(default_factory=dict)


class Assessment(Frozen):
    """The dated whole. `seal` is not part of it: it belongs to the text of a state file.

    `wordings` are the digests of the statements as they were worded when it was begun, or when its answers were brought
    over to another wording; `wordings_before` those before that. `people` is the number of people that an item concerns
    in a unit of a federal State, where that is not all who are held and under supervision.
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    id: str = ""
    name: str = ""
    lens: str = DEFAULT_LENS
    depth: Depth = "full"
    as_of: date | None = None
    content_hash: str | None = None
    wordings: Mapping[str, str] = Field(default_factory=dict)
    wordings_before: Mapping[str, str] = Field(default_factory=dict)
    profile: Profile = Profile()
    scope: Scope = Scope()
    target: Target = Target()
    people: Mapping[str, Annotated[int, Field(strict=True, ge=0)]] = Field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    responses: tuple[Response, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    marks: Mapping[str, Mark] = Field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    reopened: tuple[Reopening, ...] = ()
    relations: Mapping[str, Relation] = Field(default_factory=dict)
    sendings: Mapping[str, Sending] = Field(default_factory=dict)
    indicators: tuple[OutcomeReport, ...] = ()
    facilities: tuple[FacilitySheet, ...] = ()
    local_instruments: tuple[LocalInstrument, ...] = ()
    texts: Mapping[str, SectionText] = Field(default_factory=dict)
    next_date: date | None = None
    log: tuple[LogEntry, ...] = ()
    held: tuple[Held, ...] = ()

    @field_validator("target", mode="before")
    @classmethod
    def _target_as_level(cls, value: Any) -> Any:
        return {"default": value} if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("scope", mode="before")
    @classmethod
    def _scope_as_text(cls, value: Any) -> Any:
        return {"covers": value} if isinstance(value, str) else value

    @field_validator("responses")
    @classmethod
    def _in_order(cls, value: tuple[Response, ...]) -> tuple[Response, ...]:
        return tuple(sorted(value, key=lambda response: (in_order(response.item), response.body)))

    def outcome(self, indicator: str) -> OutcomeReport | None:
        """What is told of an outcome indicator, or None."""
        return next((found for found in self.indicators if found.id == indicator), None)

    def local_instrument(self, id: str) -> LocalInstrument | None:
        """The local instrument of this id, or None."""
        return next((found for found in self.local_instruments if found.id == id), None)

    def responses_to(self, item: str) -> tuple[Response, ...]:
        """All bodies' responses to an item."""
        return tuple(response for response in self.responses if response.item == item)

    def response(self, item: str, body: str = COORDINATOR) -> Response | None:
        """One body's response to an item, or None."""
        return next((found for found in self.responses_to(item) if found.body == body), None)
