"""The best way through two documents."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tiptranslate.align import path
from tiptranslate.align.sides import SHAPES, Bead

Shape = tuple[int, int]
Floats = NDArray[np.float32]


def _score(table: dict[tuple[int, int, Shape], float]) -> path.Score:
    """Scores by start and shape; what is not in the table is bad."""

    def score(i: int, low: int, high: int, shape: Shape) -> Floats:
        return np.array([table.get((i, j, shape), -9) for j in range(low, high)], dtype=np.float32)

    return score


def _shapes(beads: list[Bead]) -> list[str]:
    return [bead.shape for bead in beads]


def test_the_best_sum_wins() -> None:
    """One sentence beside two counts as much as its score, against two ones and a lone one."""
    table = {(0, 0, (1, 1)): 2.0, (0, 0, (1, 2)): 3.0, (1, 2, (1, 1)): 2.0, (1, 1, (1, 1)): 1.5}
    whole = path.band((2, 3), ())

    assert _shapes(path.best((2, 3), _score(table), whole)) == ["1-2", "1-1"]
    table[1, 1, (1, 1)] = 4.0
    assert _shapes(path.best((2, 3), _score(table), whole)) == ["1-1", "1-1", "0-1"]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape(shape: Shape) -> None:
    """Each can be found."""
    beads = path.best(shape, _score({(0, 0, shape): 1.0}), path.band(shape, ()))

    assert beads == [Bead(tuple(range(shape[0])), tuple(range(shape[1])))]


def test_bad_pairs_stay_apart() -> None:
    """What costs more than two lone sentences is no pair; what costs less is one."""
    whole = path.band((1, 1), ())

    assert len(path.best((1, 1), _score({(0, 0, (1, 1)): -2.5}), whole, alone=-1)) == 2
    assert len(path.best((1, 1), _score({(0, 0, (1, 1)): -1.5}), whole, alone=-1)) == 1


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 2**31))
def test_every_sentence_once_and_in_order(sources: int, targets: int, seed: int) -> None:
    """Whatever the scores are."""
    random = np.random.default_rng(seed)

    def score(_: int, low: int, high: int, __: Shape) -> Floats:
        return random.normal(size=high - low).astype(np.float32)

    beads = path.best((sources, targets), score, path.band((sources, targets), ()), alone=-0.3)
    assert [i for bead in beads for i in bead.source] == list(range(sources))
    assert [j for bead in beads for j in bead.target] == list(range(targets))


@given(st.lists(st.integers(0, 30), max_size=40))
def test_the_longest_rising_part(targets: list[int]) -> None:
    """It rises, is part of what was given, and as long as the longest by the plain way."""
    pairs = list(enumerate(targets))
    found = path.rising(pairs)

    assert set(found) <= set(pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    lengths: list[int] = []
    for number, target in enumerate(targets):
        before = [lengths[k] for k in range(number) if targets[k] < target]
        lengths.append(1 + max(before, default=0))
    assert len(found) == max(lengths, default=0)


def test_a_band_finds_the_same() -> None:
    """In long documents with a long gap, the way held by what is certain is the best one."""
    gap, size = 120, 300
    right = {(i, i + gap * (i >= 100), (1, 1)): 3.0 for i in range(size)}
    certain = [(i, i) for i in range(0, 100, 9)] + [(i, i + gap) for i in range(100, size, 9)]
    edges = path.band((size, size + gap), certain)

    assert max(high - low for low, high in edges) < size
    beads = path.best((size, size + gap), _score(right), edges, alone=-1)
    assert sum(bead.is_pair for bead in beads) == size
