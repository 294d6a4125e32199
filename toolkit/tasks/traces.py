"""Open a number to what it is made of. Each number of the results has a code, such as `limb:K2.2`."""

from collections.abc import Callable, Iterator

from toolkit.method.results import Results
from toolkit.method.trace import (
    Trace,
    trace_dimension,
    trace_enabling_index,
    trace_limb,
    trace_provision,
    trace_soft,
    trace_supported,
    trace_text_index,
    trace_with_na_as_zero,
)

HEADLINE = "headline"


def trace_of(code: str, found: Results) -> Trace | None:
    """Trace of a figure by its code; None if these results have no such figure."""
    if code not in set(figure_codes(found)):
        return None
    scores, lens = found.scores, found.lens
    kind, _, id = code.partition(":")
    makers: dict[str, Callable[[], Trace]] = {
        "text": lambda: trace_text_index(scores, lens),
        "enabling": lambda: trace_enabling_index(scores, lens),
        "supported_text": lambda: trace_supported(scores, lens, "text"),
        "supported_enabling": lambda: trace_supported(scores, lens, "enabling"),
        "na_as_zero_text": lambda: trace_with_na_as_zero(scores, lens, "text"),
        "na_as_zero_enabling": lambda: trace_with_na_as_zero(scores, lens, "enabling"),
        "limb": lambda: trace_limb(scores, lens, id),
        "provision": lambda: trace_provision(scores, lens, id),
        "dimension_text": lambda: trace_dimension(scores, lens, id, "text"),
        "dimension_enabling": lambda: trace_dimension(scores, lens, id, "enabling"),
        "soft": lambda: trace_soft(scores, lens),
    }
    return makers[kind]()


def figure_codes(found: Results) -> Iterator[str]:
    """Codes of all figures that open to a trace."""
    scores = found.scores
    for part, index in (("text", scores.text), ("enabling", scores.enabling)):
        if index.completeness is not None:
            yield from (part, f"supported_{part}", f"na_as_zero_{part}")
    yield from (f"provision:{entry.number}" for entry in scores.provisions)
    yield from (f"limb:{limb.id}" for limb in scores.limbs)
    for entry in scores.dimensions:
        if entry.text.items:
            yield f"dimension_text:{entry.id}"
        if entry.enabling.items:
            yield f"dimension_enabling:{entry.id}"
    if scores.soft.items:
        yield "soft"


def item_of(code: str, found: Results) -> str | None:
    """Item that a code opens (`item:D04-3`); None for any other code, and where the lens does not ask it."""
    kind, _, id = code.partition(":")
    return id if kind == "item" and found.scores.item(id) is not None else None
