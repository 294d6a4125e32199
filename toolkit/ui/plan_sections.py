"""What a plan holds and reaches: its measures with their solidity, coverage over all plans, problems and remarks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import streamlit as st

from toolkit.language import NOT_KNOWN, Language
from toolkit.library.model import Library
from toolkit.method.coverage import CLASSES as COVERED
from toolkit.method.coverage import MeasureRef
from toolkit.method.link import items_linked
from toolkit.method.results import PlanLookedAt, Results
from toolkit.method.solidity import SolidityClass, end_of, is_continuing, sheet_notes
from toolkit.problem import Problem, where
from toolkit.record.plan import Measure
from toolkit.record.store import StoredPlan
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_upload import WORDS
from toolkit.ui.tables import Cell, number, plain_list, table

CLASSES: tuple[SolidityClass, ...] = get_args(SolidityClass)
MEASURES_A_PAGE = 50
NOTES_A_PAGE = 100
LISTS = (
    "items_not_reached",
    "limbs_not_reached",
    "only_on_paper",
    "reaches_nothing",
    "outside_the_lens",
    "names_only_a_provision",
)


@dataclass(frozen=True)
class PlanShown:
    """One plan as the page shows it: as it is kept, what follows from it, and the results of all plans together."""

    id: str
    kept: StoredPlan
    looked_at: PlanLookedAt
    found: Results
    library: Library
    language: Language

    def say(self, key: str, **values: str | int | float | None) -> str:
        """Wording of the plan page."""
        return self.language.say(f"{WORDS}.{key}", **values)


def summary(shown: PlanShown) -> str:
    """How many measures were read, by solidity."""
    counts = Counter(found.code for found in shown.looked_at.solidities.values())
    classes = [
        shown.say("summary_class", name=shown.language.say(f"plan_method.solidity.{code}"), n=counts[code])
        for code in CLASSES
        if counts[code]
    ]
    return " ".join([shown.say("summary", n=len(shown.kept.plan.measures)), *classes])


@st.fragment
def measures(shown: PlanShown) -> None:
    """The measures with place, lead, end, status, solidity with its reasons, and the items they are linked to."""
    say = shown.say
    lacks = [(lack, note.sheet) for note in sheet_notes(shown.kept.plan) for lack in note.lacks]
    if lacks:
        said = (shown.language.say(f"plan_method.sheet_note.{lack}", sheet=sheet) for lack, sheet in lacks)
        st.html(plain_list(said))
    code = st.selectbox(
        say("measures.filter"),
        [None, *CLASSES],
        format_func=lambda code: say("measures.all") if code is None else _solidity(code, shown.language),
        key=session.key("measures_shown", shown.kept.id),
    )
    chosen = [found for found in shown.kept.plan.measures if code in (None, shown.looked_at.solidities[found.id].code)]
    first = page_start(shown, "measures", len(chosen), MEASURES_A_PAGE)
    names = ("measure", "lead", "end", "solidity", "reaches")
    rows = [_measure_row(found, shown) for found in chosen[first : first + MEASURES_A_PAGE]]
    st.html(table(say("measures.caption"), [say(f"measures.{name}") for name in names], rows))


def _solidity(code: str, language: Language) -> str:
    return language.say(f"plan_method.solidity.{code}")


def page_start(shown: PlanShown, part: str, entries: int, a_page: int) -> int:
    """Draw the choice of a page where there are several; position of the first entry of the one chosen."""
    pages = -(-entries // a_page)
    if pages < 2:
        return 0
    page = st.pagination(pages, key=session.key(f"page_{part}", f"{shown.kept.id}:{pages}"))
    first = (page - 1) * a_page
    last = min(entries, first + a_page)
    st.caption(shown.say("measures.page_of", first=first + 1, last=last, n=entries))
    return first


def measure_name(measure: Measure) -> str:
    """Number and title of a measure."""
    return f"{measure.number} {measure.title}" if measure.number else measure.title


def measure_place(measure: Measure, language: Language) -> str:
    """Sheet and row of a measure."""
    if measure.place is None:
        return ""
    return language.say(f"{WORDS}.measures.place_text", sheet=measure.place.sheet, row=measure.place.row)


def _measure_row(measure: Measure, shown: PlanShown) -> list[Cell]:
    language, solidity = shown.language, shown.looked_at.solidities[measure.id]
    reasons = [language.say(f"plan_method.reason.{reason}") for reason in solidity.reasons]
    status = "" if measure.status is None else shown.say(f"measures.status_code.{measure.status}")
    items = items_linked(shown.looked_at.links.get(measure.id, ()))
    beneath = (measure.group or "", measure_place(measure, language))
    return [
        Cell(measure_name(measure), under=beneath),
        Cell(measure.lead or ", ".join(measure.leads) or NOT_KNOWN, under=(", ".join(measure.partners),)),
        Cell(_end(measure, shown), under=(status,)),
        Cell(_solidity(solidity.code, language), code=solidity.code, under=tuple(reasons)),
        Cell(", ".join(items) or NOT_KNOWN),
    ]


def _end(measure: Measure, shown: PlanShown) -> str:
    end = end_of(measure, shown.kept.plan)
    if end is not None:
        return end.isoformat()
    if is_continuing(measure, shown.kept.plan):
        return shown.say("measures.continuing")
    return measure.when or NOT_KNOWN


@st.fragment
def reach(shown: PlanShown) -> None:
    """What all plans together reach: counts, provision by provision, and lists to go through."""
    say, found = shown.say, shown.found.coverage
    counts = found.counts
    asked = sum(counts.values())
    numbers = {code: counts.get(code, 0) for code in ("full", "partly", "paper", "none")}
    st.markdown(say("reach.headline", asked=asked, **numbers))
    st.caption(f"{say('reach.only_counted')} {say('reach.over_plans', n=len(shown.found.plans))}")
    st.subheader(say("reach.by_provision"), anchor=False)
    st.html(_provisions(shown))
    st.subheader(say("reach.lists"), anchor=False)
    chosen = st.selectbox(
        say("reach.choose_list"),
        LISTS,
        format_func=lambda code: say("reach.list_count", name=_list_name(code, shown), n=len(getattr(found, code))),
        key=session.key("plan", "list"),
    )
    entries = list_entries(chosen, shown)
    if entries:
        st.html(plain_list(entries))
    else:
        st.markdown(say("reach.empty_list"))


def _list_name(code: str, shown: PlanShown) -> str:
    return shown.language.say(f"plan_method.list.{code}")


def _provisions(shown: PlanShown) -> str:
    say = shown.say
    headings = [say("reach.provision"), *(say(f"reach.{code}") for code in COVERED), say("reach.named_by")]
    rows: list[list[Cell | str]] = [
        [
            texts.provision_name(entry.number, shown.found.lens, shown.language),
            *(number(str(len(entry.by_class.get(code, ())))) for code in COVERED),
            number(str(len(entry.named_by))),
        ]
        for entry in shown.found.coverage.provisions
    ]
    return table(say("reach.caption_provisions"), headings, rows)


def list_entries(code: str, shown: PlanShown) -> list[str]:
    """Entries of one of the lists: items, limbs or measures, by name."""
    entries: Sequence[str | MeasureRef] = getattr(shown.found.coverage, code)
    return [_entry(entry, shown) for entry in entries]


def _entry(entry: str | MeasureRef, shown: PlanShown) -> str:
    if isinstance(entry, str):
        library = shown.library
        return texts.item_name(entry, library) if entry in library.items else texts.limb_name(entry, library)
    measure = shown.found.plans[entry.plan].plan.measure(entry.measure)
    return "" if measure is None else measure_name(measure)


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
