"""Project both indices from what the measures of all plans, or of those looked at, say they bring."""

from collections.abc import Collection

from toolkit.method.projection import Projection, projection
from toolkit.method.results import Results


def projected(results: Results, delay: int, looked_at: Collection[int] | None = None) -> Projection:
    """The projection of results, with a delay in months beside the plans' own dates.

    Over all plans, or over those at some positions: what these bring if the others bring nothing.
    """
    plans = [found for at, found in enumerate(results.plans) if looked_at is None or at in looked_at]
    return projection(results.scores, results.lens, plans, results.as_of, delay=delay)
