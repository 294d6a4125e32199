"""An outcome indicator that is open: is it measured, figures by cohort, how it is counted, the line they make."""

from html import escape

import streamlit as st

from toolkit.report.outcomes import METADATA
from toolkit.tasks.indicators import OutcomeShown, groups_of, metadata_said, outcome_told, value_in_words
from toolkit.ui import indicator_form, session
from toolkit.ui.figures import CHART, ink
from toolkit.ui.indicator_figure import cohort_lines
from toolkit.ui.indicator_form import MEASURED, Raw, name_of, row_id
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, number, table
from toolkit.ui.widgets import draw_outcome, saving, text_block, text_line, tick
from toolkit.ui.words_on_page import quote

WORDS = "indicators.page"
LINES = frozenset({"definition", "includes", "limits"})
NUMBERS = {"number": ("counted",), "days": ("counted", "of")}


@st.fragment
def draw_opened(first: Here, found: OutcomeShown) -> None:
    """The form of an indicator; it runs alone when one of its fields changes."""
    here, id = session.here() or first, found.indicator.id
    with saving(f"indicator-{id}"):
        raw = indicator_form.ready(here, id)
        conflict = st.container()
        _about(here, found)
        _measured(here, found, raw)
        if session.value("measured", id) != "no" or raw["cohorts"]:
            _cohorts(here, found, raw)
        draw_outcome(indicator_form.outcome(id), here.language)
        _panels(here, found, raw)
        _ways_back(here, found, raw)
        with conflict:
            _conflict(here, found)


def _about(here: Here, found: OutcomeShown) -> None:
    """What is counted out of whom, what is usual, and how the figure misleads."""
    say, indicator = here.language.say, found.indicator
    named = [("counted", indicator.numerator), ("out_of", indicator.denominator)]
    named += [("start", indicator.start), ("follow_up", indicator.follow_up), ("pitfall", indicator.pitfall)]
    lines = (f"<p><strong>{escape(say(f'{WORDS}.{name}'))}</strong> {escape(text)}</p>" for name, text in named if text)
    st.html(f'<div class="explain">{"".join(lines)}</div>')


def _measured(here: Here, found: OutcomeShown, raw: Raw) -> None:
    say, id = here.language.say, found.indicator.id
    first = session.first_value("measured", id, indicator_form.measured_of(raw))
    chosen = st.radio(
        say(f"{WORDS}.measured", name=found.indicator.name),
        MEASURED,
        index=MEASURED.index(first) if first in MEASURED else None,
        format_func=lambda option: say(f"{WORDS}.{option}"),
        horizontal=True,
        key=session.key("measured", id),
        on_change=indicator_form.save,
        args=(id,),
    )
    if chosen == "no":
        label = say(f"{WORDS}.because", name=found.indicator.name)
        text_line("because", id, label, raw["not_measured"], indicator_form.save, id)


def _cohorts(here: Here, found: OutcomeShown, raw: Raw) -> None:
    """One line a figure, and a way to add one."""
    for row, cohort in enumerate(raw["cohorts"]):
        # Names of fields stand above the first row; in the others they are for readers alone (see style.css).
        with st.container(
            key=f"cohort-{'later' if row else 'first'}-{row_id(found.indicator.id, row).replace(':', '-')}"
        ):
            _cohort(here, found, row, cohort)
    st.button(
        here.language.say(f"{WORDS}.add", name=found.indicator.name),
        key=session.key("cohort_add", found.indicator.id),
        on_click=indicator_form.add_cohort,
        args=(found.indicator.id, (here.assessment.as_of or here.today).year),
    )


def _cohort(here: Here, found: OutcomeShown, row: int, cohort: Raw) -> None:
    say, id, save = here.language.say, found.indicator.id, indicator_form.save
    at, shown_as = row_id(id, row), row + 1
    numbers = ("counted",) if found.indicator.figure == "number" else ("counted", "of")
    groups = groups_of(found.indicator, here.library, here.language)
    widths = [2, *(2 for _ in numbers), 4, *((4,) if groups else ()), 1]
    columns = iter(st.columns(widths, vertical_alignment="bottom"))
    with next(columns):
        text_line("cohort_year", at, say(f"{WORDS}.cohort.year", number=shown_as), cohort["year"], save, id)
    for field in numbers:
        with next(columns):
            _number(field, at, say(f"{WORDS}.cohort.{field}", number=shown_as), cohort[field], id)
    with next(columns):
        label, hint = (say(f"{WORDS}.cohort.{key}", number=shown_as) for key in ("definition", "definition_help"))
        text_line("cohort_definition", at, label, cohort["definition"], save, id, help=hint)
    if groups:
        with next(columns):
            _group(here, at, say(f"{WORDS}.cohort.group", number=shown_as), groups, cohort["group"], id)
    with next(columns):
        st.button(
            say(f"{WORDS}.cohort.remove", number=shown_as),
            key=session.key("cohort_remove", at),
            on_click=indicator_form.remove_cohort,
            args=(id, row),
            icon=":material/close:",
            type="tertiary",
        )


def _number(field: str, at: str, label: str, first: int | None, id: str) -> None:
    st.number_input(
        label,
        value=session.first_value(f"cohort_{field}", at, first),
        min_value=0,
        step=1,
        key=session.key(f"cohort_{field}", at),
        on_change=indicator_form.save,
        args=(id,),
    )


def _group(here: Here, at: str, label: str, groups: dict[str, str], first: str | None, id: str) -> None:
    chosen = session.first_value("cohort_group", at, first)
    options = [None, *groups]
    st.selectbox(
        label,
        options,
        index=options.index(chosen) if chosen in options else 0,
        format_func=lambda code: groups.get(code or "") or here.language.say("indicators.report.everybody"),
        key=session.key("cohort_group", at),
        on_change=indicator_form.save,
        args=(id,),
    )


def _panels(here: Here, found: OutcomeShown, raw: Raw) -> None:
    """How it is counted, and the figure with its table; nothing closed is built."""
    say, id = here.language.say, found.indicator.id
    told = here.assessment.outcome(id)
    names = {"about": say(f"{WORDS}.about", n=metadata_said(told), all=len(METADATA))}
    shown = outcome_told(found.indicator, told, here.language)
    if shown.values:
        names["figure"] = say(f"{WORDS}.figure")
    opened = st.pills(
        say(f"{WORDS}.panels", name=found.indicator.name),
        list(names),
        selection_mode="multi",
        default=["figure"] if "figure" in names else None,
        format_func=lambda name: names.get(name, name),
        key=session.key("panels", f"indicator-{id}"),
        label_visibility="collapsed",
    )
    if "about" in opened:
        _how_counted(here, found, raw)
    if "figure" in opened and shown.values:
        _figure(here, shown)


def _how_counted(here: Here, found: OutcomeShown, raw: Raw) -> None:
    id = found.indicator.id
    for field in METADATA:
        draw = text_block if field in LINES else text_line
        draw(f"about_{field}", id, here.language.say(f"indicators.field.{field}"), raw[field], indicator_form.save, id)


def _figure(here: Here, shown: OutcomeShown) -> None:
    """The lines with what they say, and their table."""
    say = here.language.say
    if shown.takeaway:
        st.html(f"<p><strong><bdi>{escape(shown.takeaway)}</bdi></strong></p>")
    if shown.is_drawn:
        alt = say("indicators.report.alt", name=shown.name, lines=len(shown.lines), n=len(shown.years))
        drawn = cohort_lines(shown, ink(), here.language.direction)
        st.plotly_chart(drawn, config=CHART, alt=alt, key=session.key("chart", shown.indicator.id))
    headings = [say(f"indicators.report.{name}") for name in ("year", "group")]
    headings += [say("indicators.report.definition"), *_number_headings(here, shown)]
    rows = [_row(here, shown, at) for at in range(len(shown.values))]
    st.html(table(say("indicators.report.by_year", name=shown.name), headings, rows))


def _number_headings(here: Here, shown: OutcomeShown) -> list[str]:
    say, figure = here.language.say, shown.indicator.figure
    names = NUMBERS.get(figure, ("counted", "of"))
    value = [] if figure in NUMBERS else [say(f"indicators.report.{figure}")]
    return [*(say(f"indicators.report.{name}") for name in names), *value]


def _row(here: Here, shown: OutcomeShown, at: int) -> list[Cell | str]:
    value, figure = shown.values[at], shown.indicator.figure
    groups = groups_of(shown.indicator, here.library, here.language)
    group = groups.get(value.group or "") or here.language.say("indicators.report.everybody")
    told = [getattr(value, name) for name in NUMBERS.get(figure, ("counted", "of"))]
    cells = [number("–" if entry is None else str(entry)) for entry in told]
    last = [] if figure in NUMBERS else [number(value_in_words(shown.indicator, value.value))]
    return [value.year, group, value.definition or "–", *cells, *last]


def _ways_back(here: Here, found: OutcomeShown, raw: Raw) -> None:
    """Whether it may be published, and the way back from what was said or taken away."""
    say, id = here.language.say, found.indicator.id
    label, hint = say(f"{WORDS}.publish", name=found.indicator.name), say(f"{WORDS}.publish_help")
    tick("may_publish", id, label, raw["publish"], indicator_form.save, id, help=hint)
    with st.container(horizontal=True):
        if indicator_form.measured_of(raw) is not None:
            key, back = session.key("withdraw", f"indicator-{id}"), indicator_form.withdraw
            st.button(say(f"{WORDS}.withdraw"), key=key, on_click=back, args=(id,), type="tertiary")
        if indicator_form.can_bring_back(id):
            key, back = session.key("bring_back", f"indicator-{id}"), indicator_form.bring_back
            st.button(say(f"{WORDS}.bring_back"), key=key, on_click=back, args=(id,), help=say(f"{WORDS}.taken"))


def _conflict(here: Here, found: OutcomeShown) -> None:
    """What the record says instead, where somebody else changed it, and the choice between both."""
    id, say = found.indicator.id, here.language.say
    theirs = indicator_form.conflict(id)
    if theirs is None:
        return
    with st.container(key=f"conflict-{name_of(id).replace('.', '-')}"):
        st.html(f'<p role="alert"><strong>{escape(say("interface.conflict.what_facts"))}</strong></p>')
        for side, raw in (("theirs", theirs[0]), ("mine", indicator_form.told(id))):
            st.html(f'<p class="side">{escape(say(f"interface.conflict.{side}"))}</p>')
            quote(_in_words(raw) or say("interface.conflict.nothing"))
        with st.container(horizontal=True):
            for name, settle in (("keep_mine", indicator_form.keep_mine), ("take_theirs", indicator_form.take_theirs)):
                key = session.key(name, f"indicator-{id}")
                st.button(say(f"interface.conflict.{name}_facts"), key=key, on_click=settle, args=(id,))


def _in_words(raw: Raw) -> str:
    """All that one side says, line by line."""
    lines = [raw["not_measured"] or "", *(raw[field] for field in METADATA)]
    for cohort in raw["cohorts"]:
        told = (cohort["year"], cohort["counted"], cohort["of"], cohort["definition"], cohort["group"])
        lines.append(" · ".join(str(part) for part in told if part not in (None, "")))
    return "\n".join(line for line in lines if line)
