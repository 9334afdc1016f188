"""The best way through two documents: dynamic programming over rows, within a band."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tiptranslate.align.sides import SHAPES, Bead

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tiptranslate.align.sides import Floats

Score = Callable[[int, int, int, tuple[int, int]], "Floats"]
"""Gives the scores of the beads of a shape whose source starts at a sentence and whose target
at any between two others: (source, low, high, shape)."""
Band = Sequence[tuple[int, int]]
"""For each number of source sentences left behind, how many of the target may be: low, high."""
WIDTH = 40
"""Sentences that the way may stray from what is certain."""
SMALL = 250
"""Documents of so many sentences on both sides need no band."""
_STEPS = ((0, 0), (1, 0), (0, 1), *SHAPES)
_ONLY_TARGET = 2
_ROUNDING = 1e-3


@dataclass(slots=True)
class _Row:
    """The best sums at one source sentence for every target sentence from ``low`` on."""

    low: int
    sums: "Floats"
    steps: "NDArray[np.int8]"


def band(size: tuple[int, int], certain: Sequence[tuple[int, int]]) -> Band:
    """Where the way may go: next to what is certain, and anywhere between.

    Args:
        size: Numbers of sentences of source and target.
        certain: Pairs of sentences, rising on both sides.
    """
    sources, targets = size
    if max(size) <= SMALL:
        return [(0, targets)] * (sources + 1)
    points = [(0, 0), *certain, (sources, targets)]
    lows, highs = [targets] * (sources + 1), [0] * (sources + 1)
    for (i, low), (following, high) in pairwise(points):
        # A pair is left behind only in the row after it, which so is still of this stretch.
        for row in range(i, min(following + 2, sources + 1)):
            lows[row] = min(lows[row], max(low - WIDTH, 0))
            highs[row] = max(highs[row], min(high + WIDTH, targets))
    return list(zip(lows, highs, strict=True))


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by source, that rises on the target's side too."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for number, (_, target) in enumerate(pairs):
        place = bisect_left(ends, target)
        before.append(places[place - 1] if place else -1)
        ends[place:] = [target] if place == len(ends) else [target, *ends[place + 1 :]]
        places[place:] = [number] if place == len(places) else [number, *places[place + 1 :]]
    chain = []
    number = places[-1] if places else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def best(size: tuple[int, int], score: Score, edges: Band, alone: float = 0.0) -> list[Bead]:
    """The beads of the best way, in order.

    Args:
        size: Numbers of sentences of source and target.
        score: What beads add to the sum.
        edges: Where the way may go.
        alone: What a sentence without a counterpart adds.
    """
    rows: list[_Row] = []
    for i in range(size[0] + 1):
        rows.append(_row(i, rows, score, edges, alone))
    return _traced(size, rows)


def _row(i: int, rows: Sequence[_Row], score: Score, edges: Band, alone: float) -> _Row:
    """The sums at a source sentence from those at the ones before it."""
    import numpy as np  # noqa: PLC0415 - takes long to import

    low, high = edges[i]
    sums = np.full(high - low + 1, -np.inf, dtype=np.float32)
    steps = np.zeros(high - low + 1, dtype=np.int8)
    if i == 0:
        sums[0 - low] = 0
    for number, (left, right) in enumerate(_STEPS):
        if not left or left > i:
            continue
        row = rows[i - left]
        # Targets left behind before the step, such that both rows have them.
        start, end = max(row.low, low - right), min(row.low + len(row.sums), high + 1 - right)
        if start >= end:
            continue
        found = row.sums[start - row.low : end - row.low]
        gain = score(i - left, start, end, (left, right)) if right else alone
        found = found + gain
        here = slice(start + right - low, end + right - low)
        is_better = found > sums[here]
        sums[here] = np.where(is_better, found, sums[here])
        steps[here] = np.where(is_better, number, steps[here])
    # What a target left alone adds, taken off in advance, lets one pass find the best run of them.
    slope = np.arange(len(sums), dtype=np.float32) * np.float32(alone)
    highest = np.maximum.accumulate(sums - slope) + slope
    steps = np.where(highest > sums + _ROUNDING, _ONLY_TARGET, steps).astype(np.int8)
    return _Row(low, highest, steps)


def _traced(size: tuple[int, int], rows: Sequence[_Row]) -> list[Bead]:
    """Go back from the end."""
    i, j = size
    beads = []
    while i or j:
        step = int(rows[i].steps[j - rows[i].low]) if i else _ONLY_TARGET
        left, right = _STEPS[step]
        beads.append(Bead(tuple(range(i - left, i)), tuple(range(j - right, j))))
        i, j = i - left, j - right
    return beads[::-1]
