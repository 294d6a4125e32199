"""Measures from the rows of a table: each field from its column, each doubt with its cell.

What a cell says and the record cannot hold is kept as text, never dropped: recognised columns without a field
of their own in `details`, others in `other`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from toolkit.intake.dates import Calendar, Doubt, When, read_when
from toolkit.intake.grid import Cell
from toolkit.intake.headings import plain_heading
from toolkit.intake.layout import Column, Table
from toolkit.intake.money import Money, currency_of, heading_unit, read_funding, read_money
from toolkit.intake.references import CodePatterns, References, codes_left, read_references
from toolkit.intake.rows import Row
from toolkit.intake.values import read_brings, read_from_to, read_names, read_status
from toolkit.problem import Place, Problem, problem
from toolkit.record.plan import Brings, Budget, Funding, Indicator, Measure, RowPlace, Status, measure_ids

# Fields kept as text by their code: recognised, but without a field of their own in the record.
TEXT_FIELDS = (
    *("objective", "deliverable", "description", "provision", "standard", "target_group", "region", "milestones"),
    *("percent", "funding_source", "latest", "unit", "data_source", "risk", "evidence", "updated_on", "reach"),
    *("gap", "difficulty", "why", "legal_basis", "decision", "consequence", "needs_first", "kind"),
)
P = ParamSpec("P")
T = TypeVar("T")
LONGEST_SHOWN = 120
REFERENCE_FIELDS = ("provision", "standard")


@dataclass
class RowReader:
    """One row on its way to a measure: its table, its cells, the problems found on the way."""

    table: Table
    row: Row
    written: Calendar
    at_hand: "AtHand"
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> Cell | None:
        """Cell of a field; a formula without value or an error is reported and counts as empty."""
        column = self.table.column_of(name)
        cell = self.row.cell(column)
        if cell is None or column is None or self.row.banner is not None:
            return None
        if cell.kind in ("formula", "error"):
            code = "value_not_calculated" if cell.kind == "formula" else "value_is_an_error"
            self.report(code, name, text=cell.text)
            return None
        return self._joined(column, cell)

    def _joined(self, column: int, cell: Cell) -> Cell:
        """Cell with what the rows that continue this one add in the same column."""
        if not self.row.more:
            return cell
        texts = [cell.lines, *(more[column].lines for more in self.row.more if column in more)]
        distinct = list(dict.fromkeys(text for text in texts if text))
        return cell if len(distinct) < 2 else Cell("\n".join(distinct), "text")

    def text(self, name: str) -> str | None:
        """Text of a field; None where it is empty."""
        cell = self.cell(name)
        return cell.lines.strip() or None if cell is not None else None

    def report(self, code: str, name: str, **values: str | int | float | None) -> None:
        """Report a problem at the cell of a field."""
        column = self.table.column_of(name)
        grid = self.table.grid
        place = Place(
            sheet=grid.name,
            row=grid.row_on_sheet(self.row.number),
            cell=grid.address(self.row.number, column) if column is not None else None,
            field=self.heading(name) or None,
        )
        shown = {key: value[:LONGEST_SHOWN] if isinstance(value, str) else value for key, value in values.items()}
        self.problems.append(problem(code, place, **shown))

    def heading(self, name: str) -> str:
        """Heading of a field's column as written."""
        return self.table.by_field[name].heading if name in self.table.by_field else ""


class AtHand:
    """What is worked out once for a table, because the same cells and texts return row by row."""

    def __init__(self, written: Calendar) -> None:
        self.codes = CodePatterns(written.headings)
        self._read: dict[Hashable, Any] = {}

    def once(self, read: Callable[P, T], *given: P.args, **how: P.kwargs) -> T:
        """What a reading says of a cell or a text."""
        key = (read, given, tuple(how.items()))
        if key not in self._read:
            self._read[key] = read(*given, **how)
        said: T = self._read[key]
        return said


@dataclass(frozen=True)
class Told:
    """A measure as read, before ids are given: its record without id and parent, and the row above it."""

    measure: Measure
    hidden_id: str | None
    table: str
    row: int
    parent_row: int | None


def read_measures(table: Table, rows: Iterable[Row], written: Calendar) -> tuple[list[Told], list[Problem]]:
    """Read the measures of one table, in order, with a problem for each cell that is doubtful."""
    told: list[Told] = []
    problems: list[Problem] = []
    group: str | None = None
    at_hand = AtHand(written)
    for row in rows:
        reader = RowReader(table, row, written, at_hand)
        carried = None if row.banner is not None or "id" in table.by_field else group
        group = reader.text("group") or carried
        told.append(_read_measure(reader, group or row.group))
        problems += reader.problems
    return told, problems


def with_ids(told: list[Told]) -> tuple[Measure, ...]:
    """Measures of a plan with their ids, and with the id of the measure above each."""
    keys = [(one.hidden_id, one.measure.number, one.measure.title, _context(one.measure)) for one in told]
    ids = measure_ids(keys)
    by_place = {(one.table, one.row): given for one, given in zip(told, ids, strict=True)}
    return tuple(
        one.measure.model_copy(
            update={"id": given, "parent": by_place.get((one.table, one.parent_row)) if one.parent_row else None}
        )
        for one, given in zip(told, ids, strict=True)
    )


def _context(measure: Measure) -> str:
    return f"{measure.place.sheet if measure.place else ''}|{measure.group or ''}"


def _read_measure(reader: RowReader, group: str | None) -> Told:
    row = reader.row
    time, once, headings = _time(reader), reader.at_hand.once, reader.written.headings
    leads = once(read_names, reader.text("lead") or "", headings, commas=False)
    other = _other(reader)
    named = _references(reader, other)
    measure = Measure(
        id="",
        number=row.label or None,
        title=_title(reader),
        group=group,
        lead=leads[0] if leads else None,
        leads=leads,
        partners=once(read_names, reader.text("partners") or "", headings, commas=True),
        start=time.start,
        end=time.end,
        continuing=time.continuing,
        when=_when_as_written(reader),
        status=_status(reader),
        budget=_budget(reader),
        indicator=_indicator(reader),
        brings=_brings(reader),
        provisions=named.provisions,
        standards=named.standards,
        items=named.items,
        update=reader.text("update"),
        details={name: text for name in TEXT_FIELDS if (text := reader.text(name))},
        other=other,
        place=RowPlace(sheet=reader.table.grid.name, row=reader.table.grid.row_on_sheet(row.number)),
    )
    return Told(measure, reader.text("id"), reader.table.key, row.number, row.parent)


def _title(reader: RowReader) -> str:
    return " ".join(reader.row.title.split())


def _other(reader: RowReader) -> dict[str, str]:
    """Columns that were not recognised, by heading; a heading that repeats carries its column."""
    found: dict[str, str] = {}
    if reader.row.banner is not None:
        return found
    for column in reader.table.columns:
        cell = reader.row.cell(column.number)
        if column.field is None and column.number not in _marked(reader) and cell is not None and cell.text:
            found[_free_heading(column, found)] = cell.lines
    return found


def _free_heading(column: Column, taken: dict[str, str]) -> str:
    return column.heading if column.heading not in taken else f"{column.heading} ({column.number})"


def _time(reader: RowReader) -> When:
    """Start, end and continuing from the columns of time, or else from the periods marked."""
    when = _read_time(reader, "when", span=True)
    start, end = _read_time(reader, "start"), _read_time(reader, "end", span=True)
    revised = _read_time(reader, "revised_end")
    last = next((one for one in (revised, end, when) if one.end is not None), When())
    continuing = last.end is None and any(one.continuing for one in (end, when, revised))
    first = start.start or (end.start if last is end or end.continuing else None) or when.start
    if first is None and last.end is None and not continuing:
        return _marked_time(reader)
    return When(start=first, end=last.end, continuing=continuing)


def _read_time(reader: RowReader, name: str, *, span: bool = False) -> When:
    cell = reader.cell(name)
    read = reader.at_hand.once(read_when, cell, reader.written, span=span)
    for doubt in read.doubts:
        _report_doubt(reader, name, doubt)
    if read.several and read.end is not None:
        reader.report("date_several", name, text=cell.text if cell else "", date=read.end.isoformat())
    if read.from_number and read.end is not None:
        reader.report("date_from_number", name, text=cell.text if cell else "", date=read.end.isoformat())
    single = span and cell is not None and cell.kind in ("date", "number")
    return When(None, read.end, read.continuing) if single else read


def _report_doubt(reader: RowReader, name: str, doubt: Doubt) -> None:
    if doubt.code == "date_not_understood":
        reader.report(doubt.code, name, text=doubt.text)
        return
    first, second = (day.isoformat() if day else None for day in (doubt.first, doubt.second))
    reader.report(doubt.code, name, text=doubt.text, first=first, second=second)


def _when_as_written(reader: RowReader) -> str | None:
    """Time as written: the columns of time one after the other, or the periods marked."""
    texts = [reader.row.cell(reader.table.column_of(name)) for name in ("when", "start", "end", "revised_end")]
    if reader.row.banner is not None:
        return None
    written = [cell.text for cell in texts if cell is not None and cell.text]
    marked = [heading for column, heading in reader.table.periods.items() if column in _marked(reader)]
    return " – ".join(dict.fromkeys(written)) or "; ".join(marked) or None


def _marked(reader: RowReader) -> set[int]:
    """Columns of periods that are marked in this row: with a sign or a word, not with an amount."""
    if reader.row.banner is not None:
        return set()
    nothing = reader.written.headings.words("nothing") - reader.written.headings.words("yes")
    cells = {column: reader.row.cell(column) for column in reader.table.periods}
    return {
        column
        for column, cell in cells.items()
        if cell is not None
        and (cell.kind in ("text", "bool"))
        and (plain_heading(cell.text) or cell.text) not in nothing
    }


def _marked_time(reader: RowReader) -> When:
    """Start of the first and end of the last period marked; a fiscal period of a State we do not know is a problem."""
    columns = [column for column in reader.table.periods if column in _marked(reader)]
    if not columns:
        return When()
    first, last = (
        read_when(Cell(reader.table.periods[column]), reader.written) for column in (columns[0], columns[-1])
    )
    for doubt in dict.fromkeys((*first.doubts, *last.doubts)):
        grid, row = reader.table.grid, reader.row.number
        place = Place(sheet=grid.name, row=grid.row_on_sheet(row), cell=grid.address(row, columns[-1]))
        days = {
            name: day.isoformat() if day else None for name, day in (("first", doubt.first), ("second", doubt.second))
        }
        values = {"text": doubt.text, **({} if doubt.code == "date_not_understood" else days)}
        reader.problems.append(problem(doubt.code, place, **values))
    return When(start=first.start, end=last.end)


def _status(reader: RowReader) -> Status | None:
    text = reader.text("status")
    read = reader.at_hand.once(read_status, text, reader.written.headings) if text else None
    if read is not None and read.unknown is not None:
        reader.report("status_unknown", "status", text=read.unknown[:80], nearest=read.nearest)
    return read.status if read is not None else None


def _budget(reader: RowReader) -> Budget:
    headings = reader.written.headings
    cell = reader.cell("budget")
    money = _money_by_period(reader) if cell is None else _money(reader, cell, reader.heading("budget"))
    _report_money(reader, money)
    currency = reader.text("currency")
    stated = _funding(reader)
    texts = [text for text in (money.text, reader.text("funding")) if text]
    return Budget(
        amount=money.amount,
        currency=(currency_of(currency, headings) or currency) if currency else money.currency,
        funding=stated or money.funding,
        line=reader.text("budget_line") or money.line,
        text="; ".join(dict.fromkeys(texts)) or None,
    )


def _money(reader: RowReader, cell: Cell, heading: str) -> Money:
    once, headings = reader.at_hand.once, reader.written.headings
    return once(read_money, cell, heading, headings, once(heading_unit, heading, headings))


def _by_period(reader: RowReader, name: str) -> dict[Column, Cell]:
    """Cells of a field that a table gives period by period, with their columns."""
    periods = {} if reader.row.banner is not None else reader.table.by_period.get(name, {})
    cells = {column: reader.row.cell(column.number) for column in reader.table.columns if column.number in periods}
    return {column: cell for column, cell in cells.items() if cell is not None and cell.text}


def _money_by_period(reader: RowReader) -> Money:
    """Sum of the amounts of all periods; no sum where one cannot be read or the currencies differ."""
    cells = _by_period(reader, "budget")
    parts = {column: _money(reader, cell, column.heading) for column, cell in cells.items()}
    amounts = [money.amount for money in parts.values() if money.amount is not None]
    currencies = {money.currency for money in parts.values()}
    text = "; ".join(f"{column.heading}: {cell.text}" for column, cell in cells.items()) or None
    if not amounts or len(amounts) < len(parts) or len(currencies) > 1:
        return Money(text=text)
    return Money(amount=sum(amounts), currency=currencies.pop(), text=text)


def _report_money(reader: RowReader, money: Money) -> None:
    if money.doubt == "amount_ambiguous":
        reader.report(money.doubt, "budget", text=money.text, first=money.first, second=money.second)
    elif money.doubt is not None:
        reader.report(money.doubt, "budget", text=money.text)


def _funding(reader: RowReader) -> Funding | None:
    """Funding as its own column states it, else as the column of sources does ("within existing resources")."""
    headings, once = reader.written.headings, reader.at_hand.once
    text = reader.text("funding")
    found = once(read_funding, text, headings) if text else None
    if text and found is None and plain_heading(text) in headings.words("yes"):
        return Funding.SECURED
    if text and found is None and (plain_heading(text) or text) not in headings.words("nothing"):
        reader.report("funding_unknown", "funding", text=text[:80])
    source = reader.text("funding_source")
    return found or (once(read_funding, source, headings) if source else None)


def _indicator(reader: RowReader) -> Indicator:
    name, baseline, target = (reader.text(field) for field in ("indicator", "baseline", "target"))
    both = reader.text("baseline_target")
    by_period = [cell.lines for cell in _by_period(reader, "target").values()]
    target = target or (by_period[-1] if by_period else None)
    pair = read_from_to(both) if both else None
    if pair is None and target is None and name:
        pair = read_from_to(name)
        name = pair.rest or name if pair else name
    elif pair is None and target and not baseline:
        pair = read_from_to(target)
    if pair is not None:
        baseline, target = baseline or pair.baseline, pair.target
    elif both:
        target = target or both
    return Indicator(name=name, baseline=baseline, target=target)


def _brings(reader: RowReader) -> tuple[Brings, ...]:
    text = reader.text("brings")
    read = read_brings(text) if text else ()
    if read is None:
        reader.report("level_not_understood", "brings", text=text)
    return read or ()


def _references(reader: RowReader, other: Mapping[str, str]) -> References:
    """Codes named in the columns of references, and those that stand in the measure's own words."""
    once, codes = reader.at_hand.once, reader.at_hand.codes
    paragraph = reader.written.headings.words("paragraph")
    found: list[References] = []
    for name in REFERENCE_FIELDS:
        if text := reader.text(name):
            bare = any(word in paragraph for word in plain_heading(reader.heading(name)).split())
            read = once(read_references, text, codes, named_column=True, bare=bare)
            for code in codes_left(text, read) if name == "provision" else ():
                reader.report("measure_code_not_understood", name, text=code)
            found.append(read)
    texts = [reader.row.title, *(reader.text(name) or "" for name in ("description", "deliverable", "objective"))]
    found += [once(read_references, text, codes) for text in (*texts, *other.values())]
    return References(
        items=tuple(dict.fromkeys(item for one in found for item in one.items)),
        provisions=tuple(dict.fromkeys(named for one in found for named in one.provisions)),
        standards=tuple(dict.fromkeys(named for one in found for named in one.standards)),
    )
