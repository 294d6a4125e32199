"""Project both indices from what the measures of all plans say they bring."""

from toolkit.method.projection import Projection, projection
from toolkit.method.results import Results


def projected(results: Results, delay: int) -> Projection:
    """The projection of results, with a delay in months beside the plan's own dates."""
    return projection(results.scores, results.lens, results.plans, results.as_of, delay=delay)
