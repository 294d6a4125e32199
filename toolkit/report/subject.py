"""What a report is about: an assessment with its results, and how they are said in one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import IN_THE_TEXT, Basis, Item, Library
from toolkit.library.provision_name import provisions_cited
from toolkit.method.agreement import Counted
from toolkit.method.gaps import CoverageClass
from toolkit.method.results import Results
from toolkit.method.scoring import ItemValue, Scores
from toolkit.record.assessment import COORDINATOR, Assessment, Evidence, NotApplicable, Practice, Response


@dataclass(frozen=True)
class Subject:
    """An assessment, what follows from it through one lens, and the library and language it is told in.

    `indices` is False for a report without the two indices and what rests on them.
    """

    assessment: Assessment
    results: Results
    library: Library
    language: Language
    indices: bool = True

    @property
    def state(self) -> str:
        """Name of the State, else of the assessment; empty if neither was told."""
        return self.assessment.profile.state.strip() or self.assessment.name.strip()

    @property
    def shows_index(self) -> bool:
        """True if the text index is printed where a provisional one is not."""
        return self.indices and self.scores.text.point is not None and not self.scores.text.provisional

    @property
    def scores(self) -> Scores:
        """All figures."""
        return self.results.scores

    @property
    def lens(self) -> Lens:
        """The lens looked through."""
        return self.results.lens

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of a key."""
        return self.language.say(key, **values)

    def joined(self, texts: Sequence[str]) -> str:
        """Texts in one line, as a list is written in this language."""
        return self.say("report.between").join(texts)

    @cached_property
    def scored(self) -> tuple[ItemValue, ...]:
        """Values of the direct and named items."""
        return tuple(value for value in self.scores.items if value.asked.basis in IN_THE_TEXT)

    @cached_property
    def implied(self) -> tuple[ItemValue, ...]:
        """Values of the implied items."""
        return tuple(value for value in self.scores.items if value.asked.basis is Basis.IMPLIED)

    @property
    def has_something_to_score(self) -> bool:
        """False for an instrument that asks States nothing about their own system."""
        return bool(self.scored or self.implied)

    @property
    def is_answered(self) -> bool:
        """True if at least one scored item has a level, or does not apply."""
        return any(value.counted.is_answered or not value.applies for value in (*self.scored, *self.implied))

    @property
    def of_result(self) -> str:
        """What the result is called: rapid scan or full assessment."""
        return self.say(f"report.result.{self.lens.depth}")

    def item(self, item: str) -> Item:
        """Item of this id."""
        return self.library.items[item]

    def level_name(self, level: int | None) -> str:
        """Level as number and name, or that there is none."""
        if level is None:
            return self.say("report.no_level")
        return self.say("report.level", level=level, name=self.library.scales.levels[level].name)

    def dimension(self, dimension: str) -> str:
        """Name of a dimension."""
        return self.library.dimensions[dimension].name

    def body_name(self, body: str) -> tuple[str, bool]:
        """Name of a body, and whether it is in the State's own words."""
        named = next((found.name for found in self.assessment.bodies if found.id == body and found.name), None)
        if named is not None:
            return named, True
        if body in self.library.scales.bodies:
            return self.library.scales.bodies[body].name, False
        return (self.say("report.coordinator"), False) if body == COORDINATOR else (body, True)

    def lead(self, code: str) -> str:
        """Lead function with its code beside it."""
        found = self.library.scales.bodies.get(code)
        return code if found is None else self.say("report.name_and_code", name=found.name, code=code)

    def lead_name(self, code: str) -> str:
        """Lead function by its name alone, where the code stands in a column of its own."""
        found = self.library.scales.bodies.get(code)
        return code if found is None else found.name

    def led_by(self, code: str) -> tuple[str, bool]:
        """The State's own body that takes a lead, by name, else the lead function; and whether it is the State's."""
        named = next((body.name for body in self.assessment.bodies if code in body.leads and body.name), None)
        return (self.lead_name(code), False) if named is None else (named, True)

    def not_applicable(self, found: NotApplicable) -> str:
        """Reason and note of "not applicable"."""
        reason = self.library.scales.not_applicable[found.reason].name
        return self.say("report.not_applicable_because", reason=reason, note=found.note)

    def answer_of(self, response: Response) -> str:
        """A response's answer in words."""
        if response.level is not None:
            return self.level_name(response.level)
        if response.not_applicable is not None:
            return self.not_applicable(response.not_applicable)
        if response.not_known is not None:
            return self.why_unanswered("not_known", response.not_known)
        if response.not_ours is not None:
            return self.why_unanswered("not_ours", response.not_ours)
        if response.answer is not None:
            return self.say(f"report.answer.{response.answer}")
        return self.why_unanswered("nothing", None)

    def counted_as(self, found: Counted) -> str:
        """What counts for an item, in words."""
        if found.level is not None:
            return self.level_name(found.level)
        if found.not_applicable is not None:
            return self.not_applicable(found.not_applicable)
        if found.answer is not None:
            return self.say(f"report.answer.{found.answer}")
        return self.why_unanswered(found.why or "nothing", found.who)

    def why_unanswered(self, why: str, who: str | None) -> str:
        """Why there is no answer, with who may know or whose the item is where that was said."""
        said = self.say(f"report.why.{why}")
        return self.say("report.why_and_who", why=said, who=who) if who and who.strip() else said

    def evidence(self, found: Evidence) -> str:
        """One source in one line: kind, title, date, reference."""
        kind = self.library.scales.evidence_kinds[found.kind].name
        return self.joined([kind, *[part for part in (found.title, found.date, found.reference) if part]])

    def practice(self, found: Practice | None) -> str:
        """A practice, a line each: what, with which result, since when, from which source."""
        if found is None:
            return ""
        told = [found.what, found.result, self.labelled("since", found.since), self.labelled("source", found.source)]
        return "\n".join(text for text in told if text.strip())

    def labelled(self, name: str, text: str) -> str:
        """A text after the name of what it is; empty where there is none."""
        called = self.say(f"report_full.sharing.{name}")
        return self.say("report.labelled", name=called, text=text) if text.strip() else ""

    def difficulty_kind(self, response: Response) -> str | None:
        """Kind of difficulty that a response names, in words."""
        kind = response.difficulty.kind if response.difficulty else None
        return self.say(f"report.difficulty.{kind}") if kind else None

    def coverage(self, code: CoverageClass) -> str:
        """Class of coverage in words."""
        return self.say("report.coverage_none") if code == "none" else self.language.say(f"plan_method.solidity.{code}")

    def coverage_of(self, item: str) -> str:
        """Coverage of an item in words; where only a delivered measure is linked, that is said."""
        found = self.results.coverage.items[item]
        if found.code == "none" and found.delivered:
            return self.say("report.coverage_delivered")
        return self.coverage(found.code)

    def help_kind(self, kind: str) -> tuple[str, bool]:
        """Kind of help that is needed, and whether it is in the State's own words."""
        found = self.library.scales.help_kinds.get(kind)
        return (kind, True) if found is None else (found.name, False)

    def statements(self, limbs: Sequence[str]) -> tuple[int, int, int]:
        """Statements of these limbs: at or above their target, with a level, asked and applicable."""
        values = [value for value in self.scored if value.asked.limb in limbs and value.applies]
        levels = [(value.counted.level, value.target) for value in values]
        answered = [(level, target) for level, target in levels if level is not None]
        return sum(1 for level, target in answered if level >= target), len(answered), len(values)

    @property
    def provision_heading(self) -> str:
        """Heading of a column of provisions: paragraphs, or strategies where the instrument has such."""
        strategies = self.lens.instrument.has_strategies
        return self.say("strategies.report.strategy" if strategies else "report.column.paragraph")

    def cited(self, references: Iterable[str]) -> str:
        """Provisions of the lens as they are cited; empty where there are none."""
        return provisions_cited(self.lens.instrument, references, self.language)
