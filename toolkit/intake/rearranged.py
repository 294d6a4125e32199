"""Measures that do not stand in rows, put into rows: cards (one measure, label left and value right) and turned tables.

A label is a heading of a column as plans have them. A card begins where a label comes again; where several columns of
values stand beside one column of labels, each is a measure. The cells know where they stand on the sheet.
"""

from collections.abc import Iterator, Mapping, Sequence

from toolkit.intake.dates import Calendar
from toolkit.intake.grid import Cell, Grid
from toolkit.intake.headings import SURE

LEAST_LABELS = 3
LONGEST_LABEL = 60
BESIDE_TITLE = frozenset({"lead", "end", "when", "status"})

Spot = tuple[int, int]
Card = dict[str, tuple[Spot, Cell]]  # value with its place, by label


def rearranged(grid: Grid, written: Calendar) -> Grid | None:
    """Measures of a sheet of cards or of a turned table as a grid with one row each; None where it is neither."""
    labels = _labels(grid, written)
    if len(labels) < LEAST_LABELS:
        return None
    columns = {column for _, column in labels}
    one = len(columns) == 1
    if not one and len(set(labels.values())) == len(labels) and len({row for row, _ in labels}) == 1:
        return None
    cards = [card for block in _blocks(labels) for card in (_turned if one else _paired)(grid, block, columns)]
    cards = [card for card in cards if _is_measure(card, labels, grid)]
    return _as_rows(grid, cards) if cards else None


def _labels(grid: Grid, written: Calendar) -> dict[Spot, str]:
    """Labels on a sheet with the field each stands for, row by row."""
    found: dict[Spot, str] = {}
    for row in sorted(grid.rows):
        for column, cell in sorted(grid.filled(row).items()):
            fits = (
                written.headings.fits(_label(cell)) if cell.kind == "text" and len(cell.text) <= LONGEST_LABEL else []
            )
            if fits and fits[0].strength >= SURE and column not in grid.hidden_columns:
                found[row, column] = fits[0].field
    beside = {spot for spot in found if _has_value(grid, found, spot)}
    return {spot: field for spot, field in found.items() if spot in beside}


def _has_value(grid: Grid, labels: Mapping[Spot, str], spot: Spot) -> bool:
    """True if the next filled cell to the right of a label is no label itself."""
    after = [column for column in sorted(grid.filled(spot[0])) if column > spot[1]]
    return bool(after) and (spot[0], after[0]) not in labels


def _label(cell: Cell) -> str:
    return cell.text.rstrip(" :：")


def _blocks(labels: Mapping[Spot, str]) -> Iterator[list[Spot]]:
    """Labels of one card after the other: a new one begins where a field comes again."""
    block: list[Spot] = []
    seen: set[str] = set()
    for spot, name in labels.items():
        if name in seen and name == labels[block[0]]:
            yield block
            block, seen = [], set()
        block.append(spot)
        seen.add(name)
    if block:
        yield block


def _turned(grid: Grid, block: Sequence[Spot], columns: set[int]) -> Iterator[Card]:
    """Measures beside one column of labels, one for each column of values; labels nobody knows go along."""
    (column,) = columns
    last = block[-1][0]
    while len(grid.filled(last + 1)) > 1 and column in grid.filled(last + 1):
        last += 1
    rows = [row for row in sorted(grid.rows) if block[0][0] <= row <= last and column in grid.filled(row)]
    values = sorted({at for row in rows for at in grid.filled(row) if at > column} - grid.hidden_columns)
    for at in values:
        yield {
            _label(grid.filled(row)[column]): ((row, at), cell)
            for row in rows
            if (cell := grid.filled(row).get(at)) is not None
        }


def _paired(grid: Grid, block: Sequence[Spot], columns: set[int]) -> Iterator[Card]:
    """The measure of a card with several labels in a row: the value of each is the next cell."""
    card: Card = {}
    for row, column in block:
        after = min(at for at in grid.filled(row) if at > column)
        card[_label(grid.filled(row)[column])] = ((row, after), grid.filled(row)[after])
    yield card


def _is_measure(card: Card, labels: Mapping[Spot, str], grid: Grid) -> bool:
    """True if a card tells a measure and who does it or when."""
    names = {_label(grid.filled(row)[column]): name for (row, column), name in labels.items()}
    told = {names[label] for label in card if label in names}
    return "title" in told and bool(told & BESIDE_TITLE)


def _as_rows(grid: Grid, cards: Sequence[Card]) -> Grid:
    """Grid with the labels as its heading, in the order in which they first come, and one row a card."""
    headings = list(dict.fromkeys(label for card in cards for label in card))
    made = Grid(name=grid.name, state=grid.state)
    made.rows[1] = {at: Cell(label) for at, label in enumerate(headings, 1)}
    origins: dict[Spot, Spot] = {}
    for row, card in enumerate(cards, 2):
        made.rows[row] = {}
        for label, (spot, cell) in card.items():
            made.rows[row][headings.index(label) + 1] = cell
            origins[row, headings.index(label) + 1] = spot
    made.origins = origins
    return made
