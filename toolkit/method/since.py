"""What changed since an earlier look at the same instrument, item by item; unlike things are not held together."""

from toolkit.library.model import IN_THE_TEXT, Basis, Frozen
from toolkit.method.results import Results
from toolkit.method.scoring import Scores

_COMPARED = IN_THE_TEXT | {Basis.IMPLIED}


class Since(Frozen):
    """Items whose counted level rose or fell, and those with a level only now or only then; gaps closed and opened.

    `comparable` is False if lens or depth differ: then nothing is compared.
    """

    comparable: bool
    risen: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()
    newly_answered: tuple[str, ...] = ()
    no_longer_answered: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    below_again: tuple[str, ...] = ()


def since(earlier: Results, now: Results) -> Since:
    """What changed between two results of one lens and depth, over direct, named and implied items."""
    if (earlier.lens.id, earlier.lens.depth) != (now.lens.id, now.lens.depth):
        return Since(comparable=False)
    before, after = _levels(earlier.scores), _levels(now.scores)
    both = [
        (item, before[item], after[item]) for item in after if before.get(item) is not None and after[item] is not None
    ]
    targets = {value.id: value.target for value in now.scores.items}
    pairs = [(item, was, is_now) for item, was, is_now in both if was is not None and is_now is not None]
    return Since(
        comparable=True,
        risen=tuple(item for item, was, is_now in pairs if is_now > was),
        fallen=tuple(item for item, was, is_now in pairs if is_now < was),
        newly_answered=tuple(item for item in after if before.get(item) is None and after[item] is not None),
        no_longer_answered=tuple(item for item in after if before.get(item) is not None and after[item] is None),
        reached=tuple(item for item, was, is_now in pairs if was < targets[item] <= is_now),
        below_again=tuple(item for item, was, is_now in pairs if is_now < targets[item] <= was),
    )


def _levels(scores: Scores) -> dict[str, int | None]:
    return {value.id: value.counted.level for value in scores.items if value.asked.basis in _COMPARED}
