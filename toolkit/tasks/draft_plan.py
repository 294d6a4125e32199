"""Draft a plan from the gaps, and write any plan as our workbook."""

from collections.abc import Iterator, Sequence

from toolkit.language import Language
from toolkit.library.lens import Lens
from toolkit.library.model import Library
from toolkit.method.draft_plan import DraftStep, draft_remarks, draft_steps
from toolkit.method.results import Results
from toolkit.method.solidity import end_of, is_continuing
from toolkit.problem import Problem
from toolkit.record.assessment import Assessment
from toolkit.record.plan import Brings, Indicator, Measure, Plan, Status
from toolkit.record.plan_levels import with_levels
from toolkit.report.plan_workbook import plan_workbook

WORDS = "plan_workbook.draft"


def draft_plan(
    assessment: Assessment, results: Results, library: Library, language: Language, lead: str | None = None
) -> tuple[Plan, list[Problem]]:
    """A plan of the next steps from the gaps, with remarks on it as a whole; `lead` is a code of the usual leads."""
    steps = draft_steps(results, library, lead)
    numbers = {step.gap.item: step.number for step in reversed(draft_steps(results, library))}
    draft = _Draft(assessment, results, library, language, numbers)
    plan = Plan(name=language.say(f"{WORDS}.name"), measures=tuple(draft.measures(steps)))
    return plan, draft_remarks(steps, library, lead)


def plan_as_workbook(plan: Plan, assessment: Assessment, library: Library, lens: Lens, language: Language) -> bytes:
    """A plan as our workbook, with the State's own bodies to choose as leads."""
    bodies = [body.name for body in assessment.bodies if body.name]
    return plan_workbook(language, library, lens, as_it_stands(plan), bodies)


def as_it_stands(plan: Plan) -> Plan:
    """A plan whose measures say themselves what people decided: running services, end dates, levels they bring."""
    return with_levels(with_ends(plan))


def with_ends(plan: Plan) -> Plan:
    """A plan whose measures say themselves what was declared or accepted for their sheet: continuing, end date."""
    measures = tuple(
        found.model_copy(update={"end": end_of(found, plan), "continuing": is_continuing(found, plan)})
        for found in plan.measures
    )
    return plan.model_copy(update={"measures": measures})


class _Draft:
    """A draft on its way to a plan: what the assessment says of each gap, in the user's words."""

    def __init__(
        self, assessment: Assessment, results: Results, library: Library, language: Language, numbers: dict[str, int]
    ) -> None:
        self.assessment, self.results = assessment, results
        self.library, self.language, self.numbers = library, language, numbers

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of drafts."""
        return self.language.say(f"{WORDS}.{key}", **values)

    def measures(self, steps: Sequence[DraftStep]) -> Iterator[Measure]:
        """Each step as a measure; two steps to one level of an item are told apart in the key."""
        taken: set[str] = set()
        for step in steps:
            key = f"next-{step.gap.item}-{step.step.to}"
            key = key if key not in taken else f"{key}-{step.number}"
            taken.add(key)
            yield self._measure(step, key)

    def _measure(self, step: DraftStep, key: str) -> Measure:
        item, told = self.library.items[step.gap.item], step.step
        lead = self._body(told.lead)
        kinds = self.library.scales.measure_kinds
        details = {
            "deliverable": told.output,
            "kind": kinds[told.kind].name if told.kind in kinds else told.kind,
            "gap": self._gap(step),
            "needs_first": self._needs_first(step),
            "difficulty": self._difficulties(item.id),
        }
        return Measure(
            id=key,
            number=str(step.number),
            title=told.measure,
            group=self.library.dimensions[item.dimension].name,
            lead=lead,
            leads=(lead,),
            status=Status.NOT_STARTED,
            indicator=Indicator(name=told.indicator),
            brings=(Brings(item=item.id, level=told.to),),
            items=(item.id,),
            details={name: text for name, text in details.items() if text},
        )

    def _body(self, code: str) -> str:
        """The State's own body that takes a lead, by name; else the usual one."""
        own = next((body.name for body in self.assessment.bodies if code in body.leads and body.name), None)
        bodies = self.library.scales.bodies
        return own or (bodies[code].name if code in bodies else code)

    def _gap(self, step: DraftStep) -> str:
        """The statement, its level now and the next one, each with its text, and the measures that reach it already."""
        item, now, following = step.gap.item, step.gap.level, step.step.to
        texts = self.library.level_texts(item)
        parts = [
            self.say("gap_item", item=item, text=self.library.items[item].text),
            self.say("gap_now", level=now, text=texts[now]),
            self.say("gap_next", level=following, text=texts[following]),
        ]
        linked = "; ".join(self._linked(item))
        return "\n".join([*parts, self.say("gap_linked", measures=linked)] if linked else parts)

    def _linked(self, item: str) -> Iterator[str]:
        """Measures of the plans looked at that reach an item, with their class."""
        covered = self.results.coverage.items.get(item)
        for found in covered.measures if covered else ():
            plan = self.results.plans[found.plan].plan
            measure = plan.measure(found.measure)
            if measure is not None:
                solidity = self.language.say(f"plan_method.solidity.{found.solidity}")
                named = " ".join(part for part in (measure.number, measure.title) if part)
                if len(self.results.plans) > 1:
                    named = self.language.say("plan_links.of_plan", measure=named, plan=plan.name)
                yield self.say("linked", measure=named, solidity=solidity)

    def _needs_first(self, step: DraftStep) -> str:
        levels = {value.id: value.counted.level for value in self.results.scores.items}
        parts = [step.step.needs_first or ""]
        parts += [self.say("after", number=self.numbers[item], item=item) for item in step.after]
        for item in step.missing:
            level = levels[item]
            parts.append(self.say("missing" if level is not None else "unanswered", item=item, level=level))
        return "\n".join(part for part in parts if part)

    def _difficulties(self, item: str) -> str:
        """Difficulties that the bodies named for an item, each once."""
        named = [found.difficulty for found in self.assessment.responses_to(item) if found.difficulty is not None]
        texts = []
        for told in named:
            kind = self.language.say(f"report.difficulty.{told.kind}") if told.kind else ""
            texts.append(": ".join(part for part in (kind, told.line) if part))
        return "\n".join(dict.fromkeys(text for text in texts if text))
