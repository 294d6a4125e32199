"""How a statement stands in a table: its code and its text, with the columns for them."""

from toolkit.report.subject import Subject
from toolkit.report.tree import Cell, Column, words


def statement_columns(subject: Subject, width: int) -> tuple[Column, Column]:
    """Columns of an item: its code and its statement."""
    return (
        Column(name=subject.say("report.column.code"), kind="code", width=9),
        Column(name=subject.say("report.column.statement"), width=width),
    )


def statement(subject: Subject, item: str) -> tuple[Cell, Cell]:
    """Cells of an item: its code and its statement."""
    return Cell(shown=item), words(subject.item(item).text)
