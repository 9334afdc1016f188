"""How well runs of sentences fit each other: features weighed, as a logistic regression does."""

from typing import TYPE_CHECKING

from tiptranslate.align.features import Features
from tiptranslate.align.sides import SHAPES, Bead, Side
from tiptranslate.align.weights import Weights

if TYPE_CHECKING:
    from tiptranslate.align.sides import Floats

MOST = 8.0
"""No bead is surer than this, in natural logarithms of the odds."""
EXTRA = 0.25
"""What each further sentence of a bead counts beside the first of either side: little, so that a
short heading does not join its neighbour for nothing."""
_CROSSED = 4.0
"""What a bead loses for each end of a paragraph inside it."""
_BOTH, _ONE = 0.5, -0.5
"""What a bead gains where a paragraph begins on both sides, and where on one alone."""


class Scorer:
    """Says how well runs of sentences fit each other."""

    def __init__(self, features: Features, source: Side, target: Side, weights: Weights) -> None:
        import numpy as np  # noqa: PLC0415 - takes long to import

        self.size = len(source.texts), len(target.texts)
        self.weights = weights
        self._features = features
        self._by_shape = {
            shape: np.array(weights.by_shape[min(shape), max(shape)], dtype=np.float32)
            for shape in SHAPES
        }
        self._starts = [np.array(side.starts(), dtype=np.float32) for side in (source, target)]
        self._has_paragraphs = all(starts.sum() > 1 for starts in self._starts)

    def fit(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "Floats":
        """The logarithms of the odds that each of some beads is right.

        Args:
            i: The first sentence of the source.
            low: The first sentence of the target, of the first bead.
            high: Behind that of the last.
            shape: Numbers of sentences.
        """
        import numpy as np  # noqa: PLC0415 - as above

        weights = self._by_shape[shape]
        odds = self._features.row(i, low, high, shape) @ weights[1:] + weights[0]
        fit: Floats = np.clip(odds, -MOST, MOST)
        return fit

    def score(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "Floats":
        """What beads add to the sum of a way: their odds, and how paragraphs fit."""
        found: Floats = self.fit(i, low, high, shape) * (1 + EXTRA * (sum(shape) / 2 - 1))
        return found + self._layout(i, low, high, shape) if self._has_paragraphs else found

    def odds(self, bead: Bead) -> float:
        """The logarithm of the odds of one bead with sentences on both sides; else the least."""
        if not bead.is_pair:
            return -MOST
        first = bead.target[0]
        shape = len(bead.source), len(bead.target)
        return float(self.fit(bead.source[0], first, first + 1, shape)[0])

    def certain(self, least: float) -> list[tuple[int, int]]:
        """Pairs of sentences that are more alike than either is to any other, by source.

        Args:
            least: The odds (as a logarithm) that they have.
        """
        found = self._features.mutual()
        return [(i, j) for i, j in found if self.fit(i, j, j + 1, (1, 1))[0] >= least]

    def _layout(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "Floats":
        """What the beginnings of paragraphs say."""
        source, target = self._starts
        here = target[low:high]
        both = here * source[i]
        found = both * _BOTH + (here + source[i] - 2 * both) * _ONE
        crossed: Floats = here * 0 + source[i + 1 : i + shape[0]].sum()
        for offset in range(1, shape[1]):
            crossed = crossed + target[low + offset : high + offset]
        score: Floats = found - crossed * _CROSSED
        return score
