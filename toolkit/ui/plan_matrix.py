"""The coverage matrix on the plan page: measures by paragraphs, limbs or statements, a plain table that scrolls.

Each cell says in words how the measure stands and how the link is known; colour and line only repeat it.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

import streamlit as st

from toolkit.language import percent
from toolkit.method.matrix import WAYS, By, Matrix, MatrixCell, MatrixColumn, MatrixRow
from toolkit.tasks.matrix import matrix_of
from toolkit.ui import result_texts as texts
from toolkit.ui import session
from toolkit.ui.plan_reach import over_plans
from toolkit.ui.plan_sections import PlansShown, measure_name, page_start
from toolkit.ui.tables import plain_list, written

A_PAGE = 100
WORDS = "plan_links.matrix"


@st.fragment
def coverage_matrix(shown: PlansShown) -> None:
    """What each measure reaches, by one of three columns."""
    say = shown.language.say
    st.markdown(say(f"{WORDS}.explain"))
    by: By = st.segmented_control(
        say(f"{WORDS}.choose"),
        WAYS,
        default="provisions",
        required=True,
        format_func=lambda by: say(f"{WORDS}.by.{by}"),
        key=session.key("matrix_by", shown.id),
    )
    found = matrix_of(shown.found, shown.library, by, shown.chosen)
    if not found.rows or not found.columns:
        st.markdown(say(f"{WORDS}.nothing"))
        return
    linked_only = st.toggle(say(f"{WORDS}.linked_only"), key=session.key("matrix_linked", shown.id))
    columns = _columns(found, linked_only)
    st.caption(f"{over_plans(shown)} {say(f'{WORDS}.shown', n=len(columns), all=len(found.columns))}")
    st.html(plain_list(say(f"{WORDS}.legend.{name}") for name in ("counts", "named", "suggested", "covered")))
    first = page_start(shown, f"matrix_{by}", len(found.rows), A_PAGE)
    st.html(matrix_table(shown, found, columns, found.rows[first : first + A_PAGE]))


def _columns(found: Matrix, linked_only: bool) -> Sequence[MatrixColumn]:
    used = {code for row in found.rows for code in row.cells}
    return [column for column in found.columns if not linked_only or column.code in used]


def matrix_table(shown: PlansShown, found: Matrix, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow]) -> str:
    """The matrix as a table with headings that stay in sight, in a part of the page that scrolls by itself."""
    say = shown.language.say
    caption = say(f"{WORDS}.caption", by=say(f"{WORDS}.by.{found.by}"))
    body = "".join(_bodies(shown, columns, rows))
    return (
        f'<div class="rt-matrix rt-by-{found.by}" role="region" tabindex="0" aria-label="{written(caption)}">'
        f'<table class="rt-grid"><caption class="rt-heard">{written(caption)}</caption>'
        f"<thead>{_head(shown, found, columns)}</thead>{body}</table></div>"
    )


def _head(shown: PlansShown, found: Matrix, columns: Sequence[MatrixColumn]) -> str:
    """Groups of columns where there are any, the columns, and how far each is covered."""
    say = shown.language.say
    first = f'<th scope="col" class="rt-corner">{written(say(f"{WORDS}.measure"))}</th>'
    groups = ""
    if found.by != "provisions":
        spans = ((of, len(list(group))) for of, group in groupby(columns, key=lambda column: column.of))
        cells = (
            f'<th scope="colgroup" colspan="{n}"><span>{written(_group(shown, of or ""))}</span></th>'
            for of, n in spans
        )
        groups = f'<tr class="rt-groups"><td></td>{"".join(cells)}</tr>'
    heads = "".join(_column_head(shown, found, column) for column in columns)
    covered = "".join(f"<td>{written(_covered(shown, found, column))}</td>" for column in columns)
    name = written(say(f"{WORDS}.covered"))
    return f'{groups}<tr>{first}{heads}</tr><tr class="rt-covered"><th scope="row">{name}</th>{covered}</tr>'


def _group(shown: PlansShown, of: str) -> str:
    dimension = shown.library.dimensions.get(of)
    return of if dimension is None else f"{of} {dimension.name}"


def _column_head(shown: PlansShown, found: Matrix, column: MatrixColumn) -> str:
    if found.by == "provisions":
        name = texts.provision_name(column.code, shown.found.lens, shown.language)
        return f'<th scope="col">{written(name)}</th>'
    library = shown.library
    whole = library.items[column.code].text if found.by == "items" else library.limbs[column.code].gist
    return f'<th scope="col"><abbr title="{escape(whole)}">{written(column.code)}</abbr></th>'


def _covered(shown: PlansShown, found: Matrix, column: MatrixColumn) -> str:
    """Class of an item; of a provision or a limb how many of its items are covered."""
    if found.by == "items":
        code = next(iter(column.by_class), "none")
        return shown.language.say(f"{WORDS}.stands.{code}")
    return shown.language.say(f"{WORDS}.of_items", n=column.covered, all=column.items)


def _bodies(shown: PlansShown, columns: Sequence[MatrixColumn], rows: Sequence[MatrixRow]) -> Iterator[str]:
    """One body a plan, headed by its name where several are looked at."""
    for at, of_plan in groupby(rows, key=lambda row: row.plan):
        head = ""
        if len(shown.chosen) > 1:
            name = written(shown.found.plans[at].plan.name)
            head = (
                f'<tr class="rt-plan"><th scope="rowgroup" colspan="{len(columns) + 1}"><span>{name}</span></th></tr>'
            )
        yield f"<tbody>{head}{''.join(_row(shown, columns, row) for row in of_plan)}</tbody>"


def _row(shown: PlansShown, columns: Sequence[MatrixColumn], row: MatrixRow) -> str:
    say = shown.language.say
    measure = shown.found.plans[row.plan].plan.measure(row.measure)
    reasons = ", ".join(say(f"plan_method.reason.{reason}") for reason in row.reasons)
    stands = say(f"{WORDS}.reasons", solidity=say(f"plan_method.solidity.{row.solidity}"), reasons=reasons)
    name = "" if measure is None else measure_name(measure)
    elsewhere = say(f"{WORDS}.not_asked_here", list=", ".join(row.not_asked)) if row.not_asked else ""
    head = f'<th scope="row">{written(name)}{_under(stands)}{_under(elsewhere)}</th>'
    cells = (
        _cell(shown, row, row.cells.get(column.code), items_told=column.code not in shown.library.items)
        for column in columns
    )
    return f"<tr>{head}{''.join(cells)}</tr>"


def _cell(shown: PlansShown, row: MatrixRow, cell: MatrixCell | None, *, items_told: bool) -> str:
    if cell is None:
        return "<td></td>"
    say = shown.language.say
    share = "" if cell.confidence is None else percent(cell.confidence)
    kind = say(f"{WORDS}.kind.{cell.kind}", share=share)
    items = ", ".join(cell.items) if items_told else ""
    if not cell.counts:
        return f'<td class="rt-{cell.kind}">{written(kind)}{_under(items)}</td>'
    stands = say(f"{WORDS}.stands.{row.solidity}")
    return f'<td><span class="rt-sign rt-{row.solidity}">{written(stands)}</span>{_under(kind)}{_under(items)}</td>'


def _under(text: str) -> str:
    return f'<span class="rt-under">{written(text)}</span>' if text else ""
