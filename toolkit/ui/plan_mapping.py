"""How a plan was read: sheets, heading rows and columns with examples, to be corrected and read again."""

from collections.abc import Sequence

import streamlit as st

from toolkit.record.plan import CONDITION_FIELDS, PlanMapping, SheetColumns, SheetMapping
from toolkit.tasks.plan_layout import ColumnSeen, SheetSeen, sheets_of
from toolkit.ui import session
from toolkit.ui.plan_saving import accept, declare
from toolkit.ui.plan_sections import PlanShown
from toolkit.ui.plan_upload import WORDS, Source, take
from toolkit.ui.session import Here
from toolkit.ui.tables import Cell, table
from toolkit.ui.words_on_page import plain, spoken

EXAMPLE_LETTERS = 60


def mapping(here: Here, shown: PlanShown) -> None:
    """What stands for the whole of a sheet, then the columns as they were read, and a way to change them."""
    sheets = list(dict.fromkeys(found.sheet for found in shown.kept.plan.columns))
    for sheet in sheets:
        st.subheader(plain(shown.say("mapping.sheet", sheet=sheet)), anchor=False)
        _whole_sheet(shown, sheet)
        for found in shown.kept.plan.tables_of(sheet):
            st.html(_columns_read(found, shown))
    source: Source | None = session.value("plan_source", shown.kept.id)
    if source is None or source.digest != shown.kept.plan.digest:
        st.caption(shown.say("mapping.file_again"))
    elif st.toggle(shown.say("mapping.change"), key=session.key("mapping_open", shown.kept.id)):
        _change(here, shown, source)


def _whole_sheet(shown: PlanShown, sheet: str) -> None:
    """Running services, and a period named for the sheet: each counts once a person accepts it."""
    id, plan = f"{shown.kept.id}:{sheet}", shown.kept.plan
    session.put("services", id, sheet in plan.services)
    st.checkbox(
        shown.say("mapping.services"),
        key=session.key("services", id),
        on_change=declare,
        args=(shown.id, shown.kept.id, sheet),
    )
    offered = {period.end: period.text for found in plan.tables_of(sheet) for period in found.periods_offered}
    for end, text in list(offered.items())[:1]:
        session.put("period", id, plan.period_ends.get(sheet) == end)
        st.checkbox(
            shown.say("mapping.period", date=end.isoformat()),
            key=session.key("period", id),
            on_change=accept,
            args=(shown.id, shown.kept.id, sheet, end),
            help=shown.say("mapping.period_from", text=plain(text)),
        )


def _columns_read(found: SheetColumns, shown: PlanShown) -> str:
    examples = _examples(found, shown)
    rows = [
        [Cell(field_name(field, shown)), Cell(column.column), Cell(column.header), Cell(examples.get(field, ""))]
        for field, column in found.fields.items()
    ]
    names = ("field_heading", "column", "heading", "example")
    numbers = ", ".join(str(row) for row in found.header_rows)
    caption = shown.say("mapping.caption", rows=numbers or "-")
    return table(caption, [shown.say(f"mapping.{name}") for name in names], rows, shown=True)


def _examples(found: SheetColumns, shown: PlanShown) -> dict[str, str]:
    """What stands in a field, for the first measure of a table that has something there."""
    examples: dict[str, str] = {}
    for measure in shown.kept.plan.measures:
        if measure.place is None or measure.place.sheet != found.sheet:
            continue
        told = measure.model_dump(mode="json", include={"number", "title", "group", "lead", "when", "status", "start"})
        told |= {"end": measure.end, "partners": ", ".join(measure.partners), **measure.details}
        told["status"] = measure.status and shown.say(f"measures.status_code.{measure.status}")
        told |= {"indicator": measure.indicator.name, "budget": measure.budget.text, "target": measure.indicator.target}
        for field, value in told.items():
            if value:
                examples.setdefault(field, _short(str(value)))
    return examples


def _short(text: str) -> str:
    return text if len(text) <= EXAMPLE_LETTERS else f"{text[:EXAMPLE_LETTERS]}…"


def field_name(field: str, shown: PlanShown) -> str:
    """Name of a field of a measure."""
    key = f"{WORDS}.mapping.field.{field}"
    return shown.language.say(key) if shown.language.has(key) else field


def _change(here: Here, shown: PlanShown, source: Source) -> None:
    """A form over all sheets of the file; read again when it is sent."""
    sheets = sheets_of(source.content, source.name, shown.kept.plan)
    with st.form(session.key("mapping", shown.kept.id), border=True):
        decided = tuple(_sheet(shown, sheet) for sheet in sheets)
        day_first = st.selectbox(
            shown.say("mapping.day_first"),
            [None, True, False],
            format_func=lambda code: shown.say(f"mapping.day_first_{ {None: 'none', True: 'yes', False: 'no'}[code] }"),
            key=session.key("day_first", shown.kept.id),
        )
        year_starts = st.selectbox(
            shown.say("mapping.year_starts"),
            [None, *range(1, 13)],
            format_func=lambda month: shown.say("mapping.year_starts_none") if month is None else str(month),
            key=session.key("year_starts", shown.kept.id),
        )
        sent = st.form_submit_button(shown.say("mapping.apply"), type="primary")
    if sent:
        told = PlanMapping(sheets=decided, day_first=day_first, year_starts=year_starts)
        with st.spinner(shown.say("reading")):
            take(here, source.content, source.name, shown.kept.id, told)
        st.rerun()


def _sheet(shown: PlanShown, sheet: SheetSeen) -> SheetMapping:
    """Decision on one sheet; what stands as it was recognised is left to recognition."""
    id = f"{shown.kept.id}:{sheet.name}"
    st.markdown(f"**{plain(shown.say('mapping.sheet', sheet=sheet.name))}**")
    use = st.checkbox(shown.say("mapping.use", sheet=plain(sheet.name)), sheet.read, key=session.key("sheet_use", id))
    row = st.number_input(
        shown.say("mapping.header_rows", sheet=spoken(sheet.name)),
        1,
        max(1, sheet.last_row),
        sheet.header_row,
        key=session.key("sheet_row", id),
    )
    banners = st.selectbox(
        shown.say("mapping.banners", sheet=spoken(sheet.name)),
        [None, "groups", "measures"],
        format_func=lambda code: shown.say(f"mapping.banners_{code or 'recognised'}"),
        key=session.key("sheet_banners", id),
    )
    before = _recognised(shown, sheet.name)
    told = _columns(shown, sheet, before)
    columns = told if told != before else {}
    rows = (int(row),) if int(row) != sheet.header_row or columns else None
    return SheetMapping(sheet=sheet.name, use=use, header_rows=rows, columns=columns, banners=banners)


def _recognised(shown: PlanShown, sheet: str) -> dict[str, str]:
    found = shown.kept.plan.tables_of(sheet)
    return {field: column.column for field, column in found[0].fields.items()} if found else {}


def _columns(shown: PlanShown, sheet: SheetSeen, before: dict[str, str]) -> dict[str, str]:
    """Field of every column; of two columns with the same field the one that was chosen now counts."""
    fields = {letter: field for field, letter in before.items()}
    chosen = {column.letter: _field(shown, sheet, column, fields.get(column.letter)) for column in sheet.columns}
    told: dict[str, str] = {}
    for letter, field in sorted(chosen.items(), key=lambda pair: pair[1] == fields.get(pair[0])):
        if field is not None:
            told.setdefault(field, letter)
    return told


def _field(shown: PlanShown, sheet: SheetSeen, column: ColumnSeen, now: str | None) -> str | None:
    options = [None, *known_fields(shown)]
    heading = spoken(_short(column.heading)) or shown.say("mapping.no_heading")
    example = "; ".join(_short(text) for text in column.examples)
    return st.selectbox(
        shown.say("mapping.column_text", column=column.letter, header=heading),
        options,
        index=options.index(now) if now in options else 0,
        format_func=lambda field: shown.say("mapping.not_read") if field is None else field_name(field, shown),
        help=shown.say("mapping.example_text", text=plain(example)) if example else None,
        key=session.key("column", f"{shown.kept.id}:{sheet.name}:{column.letter}"),
    )


def known_fields(shown: PlanShown) -> Sequence[str]:
    """Fields that a column can hold, those that decide on solidity first."""
    named = list(shown.language.below(f"{WORDS}.mapping.field"))
    deciding = ["title", *(field for fields in CONDITION_FIELDS.values() for field in fields)]
    first = [field for field in deciding if field in named]
    return [*first, *(field for field in named if field not in first)]
