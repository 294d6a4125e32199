"""The coverage matrix of all plans: measures by paragraphs, and by statements with their limbs.

In a workbook every paragraph and statement is a column; on a page only what a measure reaches is printed.
"""

from collections.abc import Iterator

from toolkit.language import percent
from toolkit.library.provision_name import provision_name
from toolkit.method.matrix import By, Matrix, MatrixCell, MatrixColumn, MatrixRow, matrix
from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, Heading, Part, Table, Text, own, words

WORDS = "plan_links.matrix"
SHOWN: tuple[By, ...] = ("provisions", "items")


def matrices(subject: Subject) -> Iterator[Part]:
    """Both matrices, each on a sheet of its own."""
    for by in SHOWN:
        found = matrix(subject.lens, subject.results.plans, subject.results.coverage, by)
        if found.rows and found.columns:
            yield from _matrix(subject, found)


def _matrix(subject: Subject, found: Matrix) -> Iterator[Part]:
    say = subject.language.say
    title = say(f"{WORDS}.caption", by=say(f"{WORDS}.by.{found.by}"))
    yield Heading(level=2, text=title, id=f"plan-matrix-{found.by}", sheet=say(f"{WORDS}.sheet.{found.by}"))
    yield Text(text=say(f"{WORDS}.explain_report"))
    if found.by == SHOWN[0]:
        for name in ("counts", "named", "suggested", "covered"):
            yield Text(text=say(f"{WORDS}.legend.{name}"), role="point")
    several = len(subject.results.plans) > 1
    elsewhere = any(row.not_asked for row in found.rows)
    columns = [
        Column(name=say(f"{WORDS}.measure"), width=50),
        *([Column(name=subject.say("report.plan.plan"), width=18)] if several else []),
        Column(name=subject.say("report.plan.solidity"), width=13),
        Column(name=subject.say("report.plan.reasons"), width=30, beneath=True),
        *([Column(name=say(f"{WORDS}.not_asked"), kind="code", width=14, beneath=True)] if elsewhere else []),
        *(Column(name=_name(subject, found.by, column), kind="code", beneath=True) for column in found.columns),
    ]
    rows = [_row(subject, found, row, several=several, elsewhere=elsewhere) for row in found.rows]
    covered = [words(say(f"{WORDS}.covered")), *[Cell(shown="")] * (2 + several + elsewhere)]
    covered += [Cell(shown=_covered(subject, found.by, column)) for column in found.columns]
    yield Table(id=f"matrix_{found.by}", caption=title, columns=tuple(columns), rows=(*rows, tuple(covered)), sums=1)


def _name(subject: Subject, by: By, column: MatrixColumn) -> str:
    """A paragraph in words; a statement by its code, with the limb in which it counts."""
    if by == "provisions":
        return provision_name(subject.lens.instrument, column.code, subject.language)
    limb = subject.lens.by_id[column.code].limb
    return column.code if limb is None else f"{column.code} ({limb})"


def _row(subject: Subject, found: Matrix, row: MatrixRow, *, several: bool, elsewhere: bool) -> tuple[Cell, ...]:
    looked_at = subject.results.plans[row.plan]
    measure = looked_at.plan.measure(row.measure)
    assert measure is not None
    called = " ".join(part for part in (measure.number, measure.title) if part)
    reasons = [subject.language.say(f"plan_method.reason.{reason}") for reason in row.reasons]
    return (
        own(called),
        *([own(looked_at.plan.name)] if several else []),
        words(subject.language.say(f"plan_method.solidity.{row.solidity}")),
        words(subject.joined(reasons)),
        *([Cell(shown=subject.joined(row.not_asked))] if elsewhere else []),
        *(Cell(shown=_cell(subject, row, row.cells.get(column.code))) for column in found.columns),
    )


def _cell(subject: Subject, row: MatrixRow, cell: MatrixCell | None) -> str:
    if cell is None:
        return ""
    say = subject.language.say
    share = "" if cell.confidence is None else percent(cell.confidence)
    kind = say(f"{WORDS}.kind.{cell.kind}", share=share)
    if not cell.counts:
        return kind
    return say(f"{WORDS}.in_a_cell", stands=say(f"{WORDS}.stands.{row.solidity}"), kind=kind)


def _covered(subject: Subject, by: By, column: MatrixColumn) -> str:
    """How far a column is covered; nothing for a statement that no measure covers."""
    if by == "items":
        code = next(iter(column.by_class))
        return "" if code == "none" else subject.language.say(f"{WORDS}.stands.{code}")
    return subject.language.say(f"{WORDS}.of_items", n=column.covered, all=column.items)
