"""One item opened: what counts and on whose word, its arithmetic, one level more, every response with its sources."""

from collections.abc import Iterator
from datetime import datetime

import streamlit as st

from toolkit.language import whole_points
from toolkit.library.model import Item
from toolkit.method.scoring import ItemValue
from toolkit.method.trace import HIGHEST, Operand, one_level_more, part_of, share_of
from toolkit.record.assessment import Assessment, Evidence, Response
from toolkit.record.store import AssessmentGone, NotSaved
from toolkit.ui import gap_marks, session
from toolkit.ui import result_texts as texts
from toolkit.ui.result_shown import Shown
from toolkit.ui.result_tables import body_name, difficulties, measures_of
from toolkit.ui.result_texts import gain, range_text, tenths
from toolkit.ui.tables import Cell, linked, plain_list, table, written


def draw_item(shown: Shown, id: str) -> None:
    """Everything behind one item; a gap carries the State's mark here."""
    value = shown.found.scores.item(id)
    if value is None:
        return
    item = shown.library.items[id]
    gap = next((gap for gap in (*shown.found.gaps.text, *shown.found.gaps.enabling) if gap.item == id), None)
    st.html(_opening(shown, item, value) + _counts(shown, item, value))
    if gap is not None:
        with st.container(key="marking"):
            gap_marks.mark_form(shown, id)
    sums = "" if shown.counts_only else _arithmetic(shown, value, None if gap is None else gap.points)
    st.html(sums + _next_level(shown, item, value) + _responses(shown, item) + _beside(shown, id))


def _opening(shown: Shown, item: Item, value: ItemValue) -> str:
    """The way down to the item, and its text."""
    part = part_of(value)
    steps = []
    if part is not None and not shown.counts_only:
        steps.append(shown.opens(shown.say(f"opened.{part}"), part))
    provisions = {entry.number for entry in shown.found.scores.provisions}
    for number in value.asked.provisions:
        name = texts.provision_name(number, shown.found.lens, shown.language)
        steps.append(shown.opens(name, f"provision:{number}") if number in provisions else written(name))
    if value.asked.limb in {limb.id for limb in shown.found.scores.limbs}:
        steps.append(shown.opens(texts.limb_name(str(value.asked.limb), shown.library), f"limb:{value.asked.limb}"))
    basis = shown.library.scales.bases[value.asked.basis].name
    lead = shown.library.scales.bodies[item.lead].name
    about = shown.say("opened.about", basis=basis, lead=lead)
    path = "".join(f"<li>{step}</li>" for step in steps)
    return (
        f'<ol class="rt-path">{path}</ol><p class="rt-statement">{written(item.text)}</p>'
        f'<p class="rt-small">{written(about)} {linked(written(shown.say("opened.go")), shown.place_of(item.id))}</p>'
    )


def _counts(shown: Shown, item: Item, value: ItemValue) -> str:
    """What counts for the item, and why that."""
    counted = value.counted
    lines = []
    if counted.level is not None:
        name = f"{counted.level} {shown.library.scales.levels[counted.level].name}"
        level_text = shown.library.level_texts(item.id)[counted.level]
        lines.append(shown.say("opened.level_counts", level=name, text=level_text))
    elif counted.not_applicable is not None:
        reason = shown.library.scales.not_applicable[counted.not_applicable.reason].name
        lines.append(shown.say("opened.does_not_apply", reason=reason, note=counted.not_applicable.note))
    else:
        lines.append(shown.say(f"opened.open_{counted.why or 'nothing'}", who=counted.who or ""))
    if counted.agreed:
        lines.append(shown.say("opened.agreed_differs" if counted.differs_from_lead else "opened.agreed"))
    elif counted.body is not None and counted.level is not None:
        body = body_name(counted.body, shown.assessment, shown.library, shown.language)
        lines.append(shown.say("opened.on_word_of", body=body))
    if counted.not_agreed:
        between = f"{counted.lowest} - {counted.highest}"
        lines.append(shown.say("opened.not_agreed", levels=between))
    if counted.level is not None:
        lines.append(shown.say("opened.rests" if value.supported else "opened.rests_not"))
    return f"<p>{written(' '.join(lines))}</p>"


def _arithmetic(shown: Shown, value: ItemValue, to_target: float | None) -> str:
    """Points, share and contribution; what reaching the target would add."""
    operand = share_of(shown.found.scores, shown.found.lens, value.id)
    lines = list(_sums(shown, value, operand))
    if to_target is not None:
        lines.append(shown.say("opened.to_target", target=value.target, points=gain(to_target, shown.language)))
    return plain_list(lines)


def _sums(shown: Shown, value: ItemValue, operand: Operand | None) -> Iterator[str]:
    level = value.counted.level
    if level is not None:
        yield shown.say("opened.points_of", level=level, points=whole_points(value.points))
    if value.applies and value.low != value.high:
        yield shown.say("opened.range_of", range=range_text(value.low, value.high, shown.language))
    if operand is None:
        yield shown.say("opened.in_no_index")
        return
    if operand.contribution is None:
        yield shown.say("opened.no_contribution")
        return
    yield shown.say(
        f"opened.contributes_{part_of(value)}",
        share=texts.share(operand.share, shown.language),
        points=whole_points(operand.points),
        contribution=tenths(operand.contribution, shown.language),
    )


def _next_level(shown: Shown, item: Item, value: ItemValue) -> str:
    """What one level more asks for, and what it would bring to the index of the item's own list."""
    level = value.counted.level
    if level is None or level >= HIGHEST:
        return ""
    text = shown.library.level_texts(item.id)[level + 1]
    lines = [shown.say("opened.next_level", level=level + 1, text=text)]
    more = one_level_more(shown.found.scores, shown.found.lens, item.id)
    if more is not None and not shown.counts_only:
        lines.append(shown.say("opened.next_brings", points=gain(more, shown.language)))
    step = next((step for step in item.next_steps if step.to == level + 1), None)
    if step is not None:
        lines.append(shown.say("opened.next_step", measure=step.measure))
    return f"<h3>{written(shown.say('opened.next'))}</h3><p>{written(' '.join(lines))}</p>"


def _responses(shown: Shown, item: Item) -> str:
    """What every body answered: answer, comment, sources, and when it last changed."""
    responses = shown.assessment.responses_to(item.id)
    agreed = [found for found in shown.assessment.agreed if found.item == item.id]
    heading = f"<h3>{written(shown.say('opened.responses'))}</h3>"
    if not responses and not agreed:
        return heading + f"<p>{written(shown.say('opened.nobody'))}</p>"
    changed = _last_changes(shown.id, item.id) if responses else {}
    rows = [_response(shown, found, changed.get(found.body, "")) for found in responses]
    for found in agreed:
        said = "" if found.level is None else _level(shown, found.level)
        rows.append(
            [
                Cell(shown.say("opened.agreed_row")),
                Cell(said, under=(found.reason,)),
                Cell("", under=_sources(shown, found.evidence)),
            ]
        )
    names = ("body", "answer", "sources")
    caption = shown.say("opened.caption_responses", item=item.id)
    return heading + table(caption, [shown.say(f"opened.{name}") for name in names], rows)


def _response(shown: Shown, found: Response, changed: str) -> list[Cell]:
    body = body_name(found.body, shown.assessment, shown.library, shown.language)
    when = shown.say("opened.changed", date=changed) if changed else ""
    return [
        Cell(body, under=(when,)),
        Cell(_answer(shown, found), under=(found.comment,)),
        Cell("" if found.evidence else shown.say("opened.no_source"), under=_sources(shown, found.evidence)),
    ]


def _level(shown: Shown, level: int) -> str:
    return f"{level} {shown.library.scales.levels[level].name}"


def _answer(shown: Shown, found: Response) -> str:
    if found.level is not None:
        return _level(shown, found.level)
    if found.not_applicable is not None:
        reason = shown.library.scales.not_applicable[found.not_applicable.reason].name
        return shown.say("opened.does_not_apply", reason=reason, note=found.not_applicable.note)
    if found.answer is not None:
        return shown.say(f"participation.{found.answer}")
    return shown.say(f"opened.open_{found.kind}", who=found.not_known or found.not_ours or "")


def _sources(shown: Shown, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Sources as written: kind, title, date, reference."""
    kinds = shown.library.scales.evidence_kinds
    return tuple(
        ", ".join(part for part in (kinds[found.kind].name, found.title, found.date, found.reference) if part)
        for found in evidence
    )


def _last_changes(id: str, item: str) -> dict[str, str]:
    """Day on which each body's response to an item last changed, by the log."""
    try:
        whole: Assessment = session.store().assessment(id)
    except (AssessmentGone, NotSaved):
        return {}
    return {
        entry.body: datetime.fromisoformat(entry.at).date().isoformat() for entry in whole.log if entry.item == item
    }


def _beside(shown: Shown, id: str) -> str:
    """Difficulties told, and the measures that reach the item."""
    lines = list(difficulties(id, shown))
    covered = shown.found.coverage.items.get(id)
    if covered is not None and shown.found.plans:
        name = shown.say(f"gaps.covered.{covered.code}")
        measures = measures_of(id, shown.found)
        key = "opened.coverage_by" if measures else "opened.coverage"
        lines.append(shown.say(key, coverage=name, **({"measures": measures} if measures else {})))
    return plain_list(lines) if lines else ""
