"""If subjects were weighed differently: how far the text index moves under other weights of its limbs.

2,000 draws of limb weights from Dirichlet(4, ..., 4) over the limbs with a point, in id order, by numpy's
`default_rng(20211216)`; 5th and 95th percentile, linear. None under two limbs. (DESIGN section 4)
"""

from collections.abc import Sequence

from toolkit.library.model import Frozen

DRAWS = 2000
CONCENTRATION = 4.0
SEED = 20211216


class Band(Frozen):
    """Points between which the index lies in nine of ten draws."""

    low: float
    high: float


def band_over_weights(points: Sequence[float]) -> Band | None:
    """Band of the index over drawn weights; `points` are the limbs' points in id order."""
    if len(points) < 2:
        return None
    import numpy

    weights = numpy.random.default_rng(SEED).dirichlet([CONCENTRATION] * len(points), DRAWS)
    low, high = numpy.percentile(weights @ numpy.array(points), [5, 95], method="linear")
    return Band(low=float(low), high=float(high))
