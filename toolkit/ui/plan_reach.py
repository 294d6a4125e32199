"""What plans reach: provision by provision, and the lists to go through, over the plans looked at."""

from collections.abc import Sequence

import streamlit as st

from toolkit.method.coverage import CLASSES, Coverage, MeasureRef
from toolkit.tasks.matrix import coverage_by
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_sections import PlansShown, measure_name
from toolkit.ui.tables import Cell, number, plain_list, table

LISTS = (
    "items_not_reached",
    "limbs_not_reached",
    "only_on_paper",
    "reaches_nothing",
    "outside_the_lens",
    "names_only_a_provision",
)


@st.fragment
def reach(shown: PlansShown) -> None:
    """What the plans looked at reach: counts, provision by provision, and lists to go through."""
    say, found = shown.say, coverage_by(shown.found, shown.library, shown.chosen)
    counts = found.counts
    asked = sum(counts.values())
    numbers = {code: counts.get(code, 0) for code in CLASSES}
    st.markdown(say("reach.headline", asked=asked, **numbers))
    st.caption(f"{say('reach.only_counted')} {over_plans(shown)}")
    st.subheader(say("reach.by_provision"), anchor=False)
    st.html(_provisions(found, shown))
    st.subheader(say("reach.lists"), anchor=False)
    chosen = st.selectbox(
        say("reach.choose_list"),
        LISTS,
        format_func=lambda code: say("reach.list_count", name=_list_name(code, shown), n=len(getattr(found, code))),
        key=session.key("plan_list", shown.part),
    )
    entries = list_entries(chosen, found, shown)
    if entries:
        st.html(plain_list(entries))
    else:
        st.markdown(say("reach.empty_list"))


def over_plans(shown: PlansShown) -> str:
    """Over which plans something was worked out."""
    looked_at, plans = len(shown.chosen), len(shown.found.plans)
    if looked_at == plans:
        return shown.say("reach.over_plans", n=plans)
    return shown.language.say("plan_links.over_one", name=shown.found.plans[shown.chosen[0]].plan.name, all=plans)


def _list_name(code: str, shown: PlansShown) -> str:
    return shown.language.say(f"plan_method.list.{code}")


def _provisions(found: Coverage, shown: PlansShown) -> str:
    say = shown.say
    headings = [say("reach.provision"), *(say(f"reach.{code}") for code in CLASSES), say("reach.named_by")]
    rows: list[list[Cell | str]] = [
        [
            texts.provision_name(entry.number, shown.found.lens, shown.language),
            *(number(str(len(entry.by_class.get(code, ())))) for code in CLASSES),
            number(str(len(entry.named_by))),
        ]
        for entry in found.provisions
    ]
    return table(say("reach.caption_provisions"), headings, rows)


def list_entries(code: str, found: Coverage, shown: PlansShown) -> list[str]:
    """Entries of one of the lists: items, limbs or measures, by name."""
    entries: Sequence[str | MeasureRef] = getattr(found, code)
    return [_entry(entry, shown) for entry in entries]


def _entry(entry: str | MeasureRef, shown: PlansShown) -> str:
    if isinstance(entry, str):
        library = shown.library
        return texts.item_name(entry, library) if entry in library.items else texts.limb_name(entry, library)
    plan = shown.found.plans[entry.plan].plan
    measure = plan.measure(entry.measure)
    name = "" if measure is None else measure_name(measure)
    several = len(shown.chosen) > 1
    return shown.language.say("plan_links.of_plan", measure=name, plan=plan.name) if several else name
