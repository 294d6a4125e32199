"""Two assessments of one State held against each other: statements first, the indices second.

A statement is compared only if both sides answered the same: the same wording, the same depth, the same scope. No
figure of one side stands beside one of the other where instrument, depth or scope differ. (DESIGN section 4)
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, get_args

from toolkit.library.lens import AskedItem, Lens, look_through
from toolkit.library.model import IN_THE_TEXT, Basis, Depth, Frozen, Library, in_order
from toolkit.method.agreement import Counted
from toolkit.method.scoring import Index, ItemValue, Scores, enabling_point, item_values, score, text_point
from toolkit.record.assessment import Answer, Assessment

Move = Literal["up", "down", "same", "newly_answered", "no_longer_answered", "unanswered", "not_comparable"]
Why = Literal[
    "reworded", "retired", "new", "other_depth", "other_lens", "other_scope", "applies_now", "applies_no_longer"
]
Part = Literal["text", "enabling", "soft"]
MOVES: tuple[Move, ...] = get_args(Move)
PARTS: tuple[Part, ...] = get_args(Part)
# Reasons for which the two sides do not ask the same; that a statement came to apply is told by the index itself.
ASKS_OTHERWISE = frozenset({"reworded", "retired", "new", "other_depth", "other_lens", "other_scope"})


class Side(Frozen):
    """One of the two: name, day, own instrument and depth, scope in the State's words, whether wording is recorded."""

    name: str
    as_of: date | None
    lens: str
    depth: Depth
    covers: str
    leaves_out: str
    wording_recorded: bool


class StatementMove(Frozen):
    """One statement: how its counted level moved, from which to which (None: no level), and why it was not compared."""

    item: str
    basis: Basis
    move: Move
    before: int | None
    after: int | None
    applied_before: bool = True
    applies_after: bool = True
    why: Why | None = None

    @property
    def part(self) -> Part:
        """Where it is counted: from the text, enabling, or soft."""
        return "text" if self.basis in IN_THE_TEXT else "enabling" if self.basis is Basis.IMPLIED else "soft"


class FactMove(Frozen):
    """A fact about taking part, as it was told then and now; no mark, no direction."""

    item: str
    before: Answer | None
    after: Answer | None


class IndexMove(Frozen):
    """An index then and now: points, and what part of their difference comes from statements with a level both times.

    None where the two sides do not ask the same; `reasons` says why.
    """

    before: Index | None
    after: Index | None
    difference: float | None
    on_both_before: float | None
    on_both_after: float | None
    on_both: int
    reasons: tuple[Why, ...] = ()


class Comparison(Frozen):
    """Two assessments of one State through one lens at one depth."""

    before: Side
    after: Side
    lens: str
    depth: Depth
    statements: tuple[StatementMove, ...]
    retired: tuple[str, ...]
    participation: tuple[FactMove, ...]
    text: IndexMove
    enabling: IndexMove
    reached: tuple[str, ...]
    below_again: tuple[str, ...]
    same_scope_by_choice: bool = False

    def moved(self, move: Move, *parts: Part) -> tuple[StatementMove, ...]:
        """Statements that moved so, of these parts (all if none is named), in the order of the checklist."""
        wanted = parts or PARTS
        return tuple(found for found in self.statements if found.move == move and found.part in wanted)

    def counts(self, *parts: Part) -> Mapping[Move, int]:
        """Number of statements by move."""
        return {move: len(self.moved(move, *parts)) for move in MOVES}


def another_state(before: Assessment, after: Assessment) -> bool:
    """True if both name their State, and not the same one: States are not held against each other."""
    return are_two_states(before.profile.state, after.profile.state)


def are_two_states(one: str, other: str) -> bool:
    """True if two names are of two States; a name that is not told is nobody's."""
    named = {_plain(one), _plain(other)} - {""}
    return len(named) > 1


def compare(
    before: Assessment,
    after: Assessment,
    library: Library,
    lens: str | None = None,
    depth: Depth | None = None,
    *,
    same_scope: bool = False,
) -> Comparison:
    """Hold two assessments of one State against each other, through one lens (that of the later unless given).

    Through the depth of the later one unless given: two of different depth have figures through the rapid one, if it
    is asked for. `same_scope`: a person says that two scopes in different words are the same.
    """
    seen = look_through(library, lens or after.lens, depth or after.depth)
    apart: list[Why] = ["other_lens"] if lens is None and before.lens != after.lens else []
    apart += ["other_depth"] if depth is None and before.depth != after.depth else []
    sides = _Sides(before, after, library, seen, apart, same_scope=same_scope)
    statements = tuple(sides.statement(asked) for asked in sides.items if asked.basis is not Basis.PARTICIPATION)
    targets = {found.item: after.target.of(found.item) for found in statements}
    both = [(found, found.before, found.after) for found in statements if found.move in ("up", "down")]
    levels = [(found.item, was, now) for found, was, now in both if was is not None and now is not None]
    return Comparison(
        before=_side(before),
        after=_side(after),
        lens=seen.id,
        depth=seen.depth,
        statements=statements,
        retired=_retired(before, after, library),
        participation=tuple(sides.fact(asked) for asked in sides.items if asked.basis is Basis.PARTICIPATION),
        text=sides.index("text", statements),
        enabling=sides.index("enabling", statements),
        reached=tuple(item for item, was, now in levels if was < targets[item] <= now),
        below_again=tuple(item for item, was, now in levels if now < targets[item] <= was),
        same_scope_by_choice=same_scope and other_scope(before, after),
    )


def other_scope(before: Assessment, after: Assessment) -> bool:
    """True if both say what they cover or leave out, and say it differently."""
    pairs = [(getattr(before.scope, name), getattr(after.scope, name)) for name in ("covers", "leaves_out")]
    return any(_plain(was) != _plain(now) for was, now in pairs if was.strip() and now.strip())


class _Sides:
    """Both assessments through one lens: what each asks, and what counts on each side."""

    def __init__(
        self,
        before: Assessment,
        after: Assessment,
        library: Library,
        seen: Lens,
        apart: Sequence[Why],
        *,
        same_scope: bool,
    ) -> None:
        self.before, self.after, self.library, self.seen = before, after, library, seen
        self.apart = frozenset(apart)
        self.values = tuple({value.id: value for value in item_values(side, library, seen)} for side in (before, after))
        self.scores: tuple[Scores, Scores] = (score(before, library, seen), score(after, library, seen))
        self.other_scope = not same_scope and other_scope(before, after)
        self.asked = tuple(look_through(library, seen.id, side.depth).by_id for side in (before, after))
        self.own = tuple(
            look_through(library, side.lens, side.depth).by_id if side.lens in library.instruments else {}
            for side in (before, after)
        )
        self.other_lens = before.lens != after.lens

    @property
    def items(self) -> tuple[AskedItem, ...]:
        """Items that the lens asks at the depth looked through."""
        return self.seen.items

    def statement(self, asked: AskedItem) -> StatementMove:
        was, now = (side[asked.id].counted for side in self.values)
        why = self._why(asked.id, was, now)
        move: Move = "not_comparable" if why is not None else _move(was, now)
        return StatementMove(
            item=asked.id,
            basis=asked.basis,
            move=move,
            before=was.level,
            after=now.level,
            applied_before=was.applies,
            applies_after=now.applies,
            why=why,
        )

    def fact(self, asked: AskedItem) -> FactMove:
        was, now = (side[asked.id].counted.answer for side in self.values)
        return FactMove(item=asked.id, before=was, after=now)

    def _why(self, item: str, was: Counted, now: Counted) -> Why | None:
        """Why a statement cannot be compared; None if it can."""
        if self.other_scope:
            return "other_scope"
        wording = _wording_differs(item, self.before, self.after, self.library)
        if wording is not None:
            return wording
        if any(item not in asked for asked in self.asked):
            return "other_depth"
        told = [_is_told(found) for found in (was, now)]
        if self.other_lens and any(item not in own and not said for own, said in zip(self.own, told, strict=True)):
            return "other_lens" if any(told) else None
        if was.level is not None and not now.applies:
            return "applies_no_longer"
        return "applies_now" if now.level is not None and not was.applies else None

    def index(self, part: Literal["text", "enabling"], statements: Sequence[StatementMove]) -> IndexMove:
        """An index on both sides, where both ask the same."""
        own = [found for found in statements if found.part == part]
        why = {found.why for found in own if found.why in ASKS_OTHERWISE} | self.apart
        reasons = tuple(name for name in get_args(Why) if name in why)
        both = frozenset(found.item for found in own if found.before is not None and found.after is not None)
        if reasons or not own:
            empty = IndexMove(
                before=None, after=None, difference=None, on_both_before=None, on_both_after=None, on_both=len(both)
            )
            return empty.model_copy(update={"reasons": reasons})
        was, now = ((found.text if part == "text" else found.enabling) for found in self.scores)
        points = tuple(self._point(part, [side[item] for item in both]) for side in self.values)
        return IndexMove(
            before=was,
            after=now,
            difference=None if now.point is None or was.point is None else now.point - was.point,
            on_both_before=points[0],
            on_both_after=points[1],
            on_both=len(both),
        )

    def _point(self, part: Literal["text", "enabling"], values: Sequence[ItemValue]) -> float | None:
        ordered = sorted(values, key=lambda value: in_order(value.id))
        return text_point(ordered, self.seen) if part == "text" else enabling_point(ordered)


def _move(was: Counted, now: Counted) -> Move:
    """How the counted level moved; "not applicable" is an answer."""
    if was.level is not None and now.level is not None:
        return "same" if was.level == now.level else "up" if now.level > was.level else "down"
    told = (_is_told(was), _is_told(now))
    moves: dict[tuple[bool, bool], Move] = {
        (True, True): "same",
        (False, True): "newly_answered",
        (True, False): "no_longer_answered",
        (False, False): "unanswered",
    }
    return moves[told]


def _is_told(found: Counted) -> bool:
    return found.level is not None or not found.applies


def _wording_differs(item: str, before: Assessment, after: Assessment, library: Library) -> Why | None:
    """Whether a statement was asked in other words, or not at all, on one side; a side that keeps no record of its
    wording is taken as worded today."""
    today = library.wordings.get(item)
    worded = [side.wordings.get(item) if side.wordings else today for side in (before, after)]
    if None in worded:
        return "new" if today is not None else None
    return "reworded" if worded[0] != worded[1] else None


def _retired(before: Assessment, after: Assessment, library: Library) -> tuple[str, ...]:
    """Items that one side was asked, or answered, and that are asked no longer."""
    known = {item for side in (before, after) for item in side.wordings}
    known |= {
        str(held.value.get("item"))
        for side in (before, after)
        for held in side.held
        if held.code == "response_item_retired" and isinstance(held.value, Mapping)
    }
    return tuple(sorted((item for item in known if item not in library.items), key=in_order))


def _side(assessment: Assessment) -> Side:
    return Side(
        name=assessment.name,
        as_of=assessment.as_of,
        lens=assessment.lens,
        depth=assessment.depth,
        covers=assessment.scope.covers,
        leaves_out=assessment.scope.leaves_out,
        wording_recorded=bool(assessment.wordings),
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
