"""Fields of the workbook of a local instrument, in the order of its lines and columns: what is written and read back.

Names stand in the wording (`texts.workbook.line.<code>`, `texts.workbook.column.<code>`); widths are in characters.
"""

from toolkit.record.workbook_fields import WorkbookField

# Lines of the first sheet: what the instrument is, and who mapped it.
LINES = ("title", "symbol", "kind", "adopted", "language", "link", "note", "role", "date")

# `suggested` and `wording` are there to be read; they are never read back.
PROVISION_FIELDS: tuple[WorkbookField, ...] = (
    WorkbookField(code="number", width=10, required=True),
    WorkbookField(code="gist", width=56, required=True),
    WorkbookField(code="items", width=24, required=True),
    WorkbookField(code="suggested", width=44, worked_out=True),
    WorkbookField(code="verb", width=18),
    WorkbookField(code="addressee", width=24),
    WorkbookField(code="wording", width=70, worked_out=True),
    WorkbookField(code="rejected", width=16, hidden=True),
    WorkbookField(code="part", width=12, hidden=True),
)


def local_stamp(id: str) -> str:
    """Stamp of the workbook of a local instrument: by it the one that comes back is known."""
    return f"local/1/{id}"
