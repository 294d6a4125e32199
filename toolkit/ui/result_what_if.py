"""What if: levels set by hand and measures taken as done, and what would follow beside what is recorded.

Nothing of it reaches the record: it is kept in this session for this assessment, and ends with it.
"""

from collections.abc import Sequence

import streamlit as st

from toolkit.language import whole_points
from toolkit.library.model import LEVELS, Basis
from toolkit.method.coverage import MeasureRef
from toolkit.method.scoring import Index
from toolkit.method.what_if import Choice, Place, Trial
from toolkit.tasks.what_if import Tried, measures_to_try, try_out
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_texts import range_text
from toolkit.ui.tables import Cell, number, table, written

FIRST_PLACES = 10


@st.fragment
def what_if_section(shown: Shown) -> None:
    """Choose what to try, and see what would follow."""
    st.header(shown.say("what_if.heading"), anchor=False)
    with st.container(key="trial"):
        st.html(f'<p class="side">{written(shown.say("what_if.not_recorded"))}</p>')
        st.markdown(shown.say("what_if.explain"))
        trial = _choose(shown)
    if trial.is_empty:
        st.markdown(shown.say("what_if.nothing"))
        return
    tried = try_out(shown.assessment, shown.library, shown.found, trial)
    st.html(_beside(shown, tried))
    for part in ("text", "enabling"):
        _list(shown, part, tried)


def _choose(shown: Shown) -> Trial:
    measures = _measures(shown)
    levels = _levels(shown)
    if levels or measures:
        st.button(
            shown.say("what_if.take_back_all"), key=shown.key("try_nothing"), on_click=_take_back, args=(shown.id,)
        )
    return Trial(levels={item: level for item, level in levels.items() if level is not None}, measures=measures)


def _kept(id: str, name: str, nothing: Sequence[str] = ()) -> list[str]:
    return list(session.value(f"trial_{name}", id) or nothing)


def _levels(shown: Shown) -> dict[str, int | None]:
    """Items to try, and the level of each: to begin with one more than is recorded."""
    items = [item.id for item in shown.found.lens.items if item.basis is not Basis.PARTICIPATION]
    if not session.is_drawn("results_try_items", shown.id):
        session.put("results_try_items", shown.id, [item for item in _kept(shown.id, "items") if item in items])
    chosen = st.multiselect(
        shown.say("what_if.items"),
        items,
        format_func=lambda item: texts.item_name(item, shown.library),
        placeholder=shown.say("what_if.items_choose"),
        key=shown.key("try_items"),
        select_all=False,
    )
    session.put("trial_items", shown.id, list(chosen))
    return {item: _level(shown, item) for item in chosen}


def _level(shown: Shown, item: str) -> int | None:
    value = shown.found.scores.item(item)
    present = None if value is None else value.counted.level
    widget = f"{shown.id}:{item}"
    if not session.is_drawn("try_level", widget):
        before = session.value("trial_level", widget)
        first = None if present is None else min(present + 1, max(LEVELS))
        session.put("try_level", widget, first if before is None else before)
    names = shown.library.scales.levels
    recorded = shown.say("opened.not_answered") if present is None else f"{present} {names[present].name}"
    level: int | None = st.segmented_control(
        shown.say("what_if.level_of", item=item, recorded=recorded),
        list(LEVELS),
        format_func=lambda level: f"{level} {names[level].name}",
        key=session.key("try_level", widget),
    )
    session.put("trial_level", widget, level)
    return level


def _measures(shown: Shown) -> tuple[MeasureRef, ...]:
    """Measures to take as done: those that state a level which would change something."""
    known = {f"{one.measure.plan}:{one.measure.measure}": one for one in measures_to_try(shown.found)}
    if not known:
        st.caption(shown.say("what_if.no_measure"))
        return ()
    if not session.is_drawn("results_try_measures", shown.id):
        session.put("results_try_measures", shown.id, [code for code in _kept(shown.id, "measures") if code in known])
    chosen = st.multiselect(
        shown.say("what_if.measures"),
        list(known),
        format_func=lambda code: _measure_name(shown, known[code]),
        placeholder=shown.say("what_if.measures_choose"),
        key=shown.key("try_measures"),
        select_all=False,
    )
    session.put("trial_measures", shown.id, list(chosen))
    return tuple(known[code].measure for code in chosen)


def _measure_name(shown: Shown, choice: Choice) -> str:
    measure = shown.found.plans[choice.measure.plan].plan.measure(choice.measure.measure)
    name = choice.measure.measure if measure is None else f"{measure.number or ''} {measure.title}".strip()
    brings = ", ".join(shown.say("what_if.brings", item=effect.item, level=effect.level) for effect in choice.effects)
    return shown.say("what_if.measure", name=name, brings=brings)


def _take_back(id: str) -> None:
    for item in _kept(id, "items"):
        session.forget("try_level", f"{id}:{item}")
        session.forget("trial_level", f"{id}:{item}")
    for name in ("items", "measures"):
        session.put(f"trial_{name}", id, [])
        session.put(f"results_try_{name}", id, [])


def _beside(shown: Shown, tried: Tried) -> str:
    """Recorded and tried, side by side."""
    before, after = shown.found, tried.results
    rows: list[list[Cell | str]] = []
    if not shown.counts_only:
        for part in ("text", "enabling"):
            one, other = getattr(before.scores, part), getattr(after.scores, part)
            if one.completeness is not None:
                rows.append([shown.say(f"index.{part}"), *_two(shown, one, other)])
    counts = (
        ("at_target", before.scores.headline.at_target, after.scores.headline.at_target),
        ("unanswered", len(before.scores.unanswered), len(after.scores.unanswered)),
        ("gaps_text", len(before.gaps.text), len(after.gaps.text)),
        ("gaps_enabling", len(before.gaps.enabling), len(after.gaps.enabling)),
    )
    rows += [
        [
            shown.say(f"what_if.{name}"),
            number(str(one)),
            number(str(other)),
            number(f"{other - one:+d}" if other != one else shown.say("what_if.same")),
        ]
        for name, one, other in counts
    ]
    names = ("figure", "recorded", "tried", "change")
    return table(shown.say("what_if.caption"), [shown.say(f"what_if.{name}") for name in names], rows)


def _two(shown: Shown, one: Index, other: Index) -> list[Cell]:
    ranges = [range_text(index.low, index.high, shown.language) for index in (one, other)]
    moved = None if one.point is None or other.point is None else other.point - one.point
    cells = [
        Cell(whole_points(index.point), number=True, under=(between,))
        for index, between in zip((one, other), ranges, strict=True)
    ]
    said = shown.say("what_if.same") if moved == 0 else texts.moved(moved, shown.language)
    return [*cells, number(said)]


def _list(shown: Shown, part: str, tried: Tried) -> None:
    """How one list of gaps moves: the first places, and what is no gap any more."""
    found: tuple[Place, ...] = getattr(tried, part)
    first = [place for place in found if place.tried is None or place.tried <= FIRST_PLACES]
    if not first:
        return
    names = ("statement", "place_recorded", "place_tried", "level_tried")
    caption = shown.say(f"what_if.list_{part}")
    rows = (
        [
            shown.statement(place.item),
            number(_place(shown, place.recorded, "new")),
            number(_place(shown, place.tried, "closed")),
            number(shown.say("gaps.levels_text", level=_level_now(tried, place), target=place.gap.target)),
        ]
        for place in first
    )
    st.html(table(caption, [shown.say(f"what_if.{name}") for name in names], rows, shown=True))


def _level_now(tried: Tried, place: Place) -> int:
    return tried.levels.get(place.item, place.gap.level)


def _place(shown: Shown, place: int | None, otherwise: str) -> str:
    return shown.say(f"what_if.{otherwise}") if place is None else str(place)
