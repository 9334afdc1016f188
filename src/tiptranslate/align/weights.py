"""What each feature weighs, learnt from the corpus as ``benchmarks/align_fit.py`` does it.

Several seeds were taken together there. The weights of three sentences beside one are those of
two beside one, for the corpus has few; biases have what several sentences cost taken off.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What a scorer goes by.

    Args:
        by_shape: A bias and a weight for each of `features.NAMES`, by the sizes of a bead's
            two sides, the smaller first.
        alone: What a sentence without a counterpart adds to a way.
        confidence: A bias and a weight for each of `confidence.NAMES`.
    """

    by_shape: Mapping[tuple[int, int], tuple[float, ...]]
    alone: float
    confidence: tuple[float, ...]


MEANING = Weights(
    by_shape={
        (1, 1): (-18.30, 22.45, 31.10, 0.00, -0.79, 2.54, -1.85, 0.31, 1.78, -2.31),
        (1, 2): (-9.36, 12.95, 21.68, 15.94, -2.57, -0.48, -2.69, -0.06, 1.85, -3.20),
        (2, 2): (-13.72, 14.68, 20.34, 11.04, -0.65, 0.24, -5.06, -0.02, 0.59, -6.24),
        (1, 3): (-10.36, 12.95, 21.68, 15.94, -2.57, -0.48, -2.69, -0.06, 1.85, -3.20),
    },
    alone=-2.0,
    confidence=(-3.33, 0.40, 0.95, -2.11, -0.29, 0.51),
)
"""With sentence vectors."""
WORDS = Weights(
    by_shape={
        (1, 1): (1.52, 0.00, 0.00, 0.00, -1.39, 6.11, -5.77, 0.11, 5.71, -4.07),
        (1, 2): (0.77, 0.00, 0.00, 0.00, -1.53, 0.10, -3.42, 0.17, 1.52, -3.29),
        (2, 2): (-0.89, 0.00, 0.00, 0.00, -0.86, 0.23, -2.88, 0.01, 1.59, -2.49),
        (1, 3): (-0.23, 0.00, 0.00, 0.00, -1.53, 0.10, -3.42, 0.17, 1.52, -3.29),
    },
    alone=-2.0,
    confidence=(0.35, 0.39, 0.01, -1.02, -1.50, 0.18),
)
"""By length, figures, names and loan words alone."""
