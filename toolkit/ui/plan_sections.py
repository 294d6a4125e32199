"""What a plan holds: its measures with their solidity, problems and remarks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from toolkit.language import NOT_KNOWN, Language
from toolkit.library.model import Library
from toolkit.method.link import items_linked
from toolkit.method.results import PlanLookedAt, Results
from toolkit.method.solidity import SolidityClass, end_of, is_continuing, sheet_notes
from toolkit.problem import Problem, where
from toolkit.record.plan import Measure, Plan
from toolkit.record.store import StoredPlan
from toolkit.ui import session
from toolkit.ui.plan_upload import WORDS
from toolkit.ui.tables import Cell, plain_list, table

CLASSES: tuple[SolidityClass, ...] = get_args(SolidityClass)
MEASURES_A_PAGE = 50
NOTES_A_PAGE = 100


@dataclass(frozen=True)
class PlansShown:
    """Plans as the page shows them: the positions of those looked at, and the results of all plans together."""

    id: str
    chosen: tuple[int, ...]
    found: Results
    library: Library
    language: Language

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of the plan page."""
        return self.language.say(f"{WORDS}.{key}", **values)

    @property
    def part(self) -> str:
        """What tells the widgets of one choice of plans from those of another."""
        return f"{self.id}:{'-'.join(str(at) for at in self.chosen)}"

    def measures(self) -> list[tuple[PlanLookedAt, Measure]]:
        """Measures of the plans looked at, each with its plan."""
        plans = (self.found.plans[at] for at in self.chosen)
        return [(found, measure) for found in plans for measure in found.plan.measures]


@dataclass(frozen=True)
class PlanShown(PlansShown):
    """One plan as the page shows it: as it is kept, and what follows from it."""

    kept: StoredPlan
    looked_at: PlanLookedAt


def summary(shown: PlansShown) -> str:
    """How many measures were read, by solidity."""
    counts = Counter(found.solidities[measure.id].code for found, measure in shown.measures())
    classes = [
        shown.say("summary_class", name=shown.language.say(f"plan_method.solidity.{code}"), n=counts[code])
        for code in CLASSES
        if counts[code]
    ]
    return " ".join([shown.say("summary", n=sum(counts.values())), *classes])


@st.fragment
def measures(shown: PlansShown) -> None:
    """The measures with place, lead, end, status, solidity with its reasons, and the items they are linked to."""
    say = shown.say
    plans = [shown.found.plans[at].plan for at in shown.chosen]
    lacks = [(lack, note.sheet) for plan in plans for note in sheet_notes(plan) for lack in note.lacks]
    if lacks:
        said = (shown.language.say(f"plan_method.sheet_note.{lack}", sheet=sheet) for lack, sheet in lacks)
        st.html(plain_list(said))
    code = st.selectbox(
        say("measures.filter"),
        [None, *CLASSES],
        format_func=lambda code: say("measures.all") if code is None else _solidity(code, shown.language),
        key=session.key("measures_shown", shown.part),
    )
    chosen = [(plan, found) for plan, found in shown.measures() if code in (None, plan.solidities[found.id].code)]
    first = page_start(shown, f"measures_{code}", len(chosen), MEASURES_A_PAGE)
    headings = [say(f"measures.{name}") for name in ("measure", "lead", "end", "solidity", "reaches")]
    rows = [_measure_row(measure, plan, shown) for plan, measure in chosen[first : first + MEASURES_A_PAGE]]
    st.html(table(say("measures.caption"), headings, rows))


def _solidity(code: str, language: Language) -> str:
    return language.say(f"plan_method.solidity.{code}")


def page_start(shown: PlansShown, part: str, entries: int, a_page: int) -> int:
    """Draw the choice of a page where there are several; position of the first entry of the one chosen."""
    pages = -(-entries // a_page)
    if pages < 2:
        return 0
    page = st.pagination(pages, key=session.key(f"page_{part}", f"{shown.part}:{pages}"))
    first = (page - 1) * a_page
    last = min(entries, first + a_page)
    st.caption(shown.say("measures.page_of", first=first + 1, last=last, n=entries))
    return first


def not_asked(shown: PlansShown, item: str) -> str:
    """That the instrument looked through does not ask an item, and what a link to it is good for; else nothing."""
    lens = shown.found.lens
    if item in lens.by_id:
        return ""
    named = shown.language.say(f"interface.frame.lens_{lens.depth}", lens=lens.instrument.short)
    return shown.language.say("plan_links.not_asked", lens=named)


def measure_name(measure: Measure) -> str:
    """Number and title of a measure."""
    return f"{measure.number} {measure.title}" if measure.number else measure.title


def measure_place(measure: Measure, language: Language) -> str:
    """Sheet and row of a measure."""
    if measure.place is None:
        return ""
    return language.say(f"{WORDS}.measures.place_text", sheet=measure.place.sheet, row=measure.place.row)


def _measure_row(measure: Measure, looked_at: PlanLookedAt, shown: PlansShown) -> list[Cell]:
    language, solidity = shown.language, looked_at.solidities[measure.id]
    reasons = [language.say(f"plan_method.reason.{reason}") for reason in solidity.reasons]
    status = "" if measure.status is None else shown.say(f"measures.status_code.{measure.status}")
    items = items_linked(looked_at.links.get(measure.id, ()))
    of_plan = looked_at.plan.name if len(shown.chosen) > 1 else ""
    beneath = (of_plan, measure.group or "", measure_place(measure, language))
    return [
        Cell(measure_name(measure), under=beneath),
        Cell(measure.lead or ", ".join(measure.leads) or NOT_KNOWN, under=(", ".join(measure.partners),)),
        Cell(_end(measure, looked_at.plan, shown), under=(status,)),
        Cell(_solidity(solidity.code, language), code=solidity.code, under=tuple(reasons)),
        Cell(", ".join(items) or NOT_KNOWN),
    ]


def _end(measure: Measure, plan: Plan, shown: PlansShown) -> str:
    end = end_of(measure, plan)
    if end is not None:
        return end.isoformat()
    if is_continuing(measure, plan):
        return shown.say("measures.continuing")
    return measure.when or NOT_KNOWN


def notes(shown: PlanShown) -> None:
    """Problems and remarks with their place: those kept with the plan, and those of the last reading in this tab."""
    said = session.value("plan_notes", f"{shown.kept.id}:{shown.kept.plan.digest}")
    of_reading: tuple[Problem, ...] = () if said is None else (*said[0], *said[1])
    looked_at = shown.looked_at
    everything = list(
        {_identity(found): found for found in (*of_reading, *looked_at.problems, *looked_at.remarks)}.values()
    )
    problems = [found for found in everything if found.severity != "remark"]
    remarks = [found for found in everything if found.severity == "remark"]
    _note_table(shown, "problems", problems)
    _note_table(shown, "remarks", remarks)


def _identity(found: Problem) -> tuple[str, str, str]:
    place = found.place.model_dump(exclude={"file"}, exclude_none=True)
    return found.code, str(sorted(place.items())), str(sorted(found.values.items()))


def _note_table(shown: PlanShown, kind: str, found: Sequence[Problem]) -> None:
    say = shown.say
    st.subheader(say("notes.count", name=say(f"notes.{kind}"), n=len(found)), anchor=False)
    if not found:
        st.markdown(say("notes.none"))
        return
    st.caption(say(f"notes.{kind}_explain"))
    st.html(note_table(found[:NOTES_A_PAGE], shown.language))
    if len(found) > NOTES_A_PAGE:
        st.caption(say("notes.more", n=NOTES_A_PAGE, all=len(found)))


def note_table(found: Sequence[Problem], language: Language) -> str:
    """Problems or remarks as a table: where, what, and what to do."""
    rows: list[list[Cell | str]] = [
        [
            where(entry.place, language) or language.say(f"{WORDS}.notes.no_place"),
            Cell(
                language.say(f"problems.{entry.code}.what", **entry.values),
                under=(language.say(f"problems.{entry.code}.do", **entry.values),),
            ),
        ]
        for entry in found
    ]
    headings = [language.say(f"{WORDS}.notes.where"), language.say(f"{WORDS}.notes.what")]
    return table(language.say(f"{WORDS}.notes.caption"), headings, rows)
