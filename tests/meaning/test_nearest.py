"""Comparing vectors gives what a look at every pair gives."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiptranslate.meaning import nearest as module
from tiptranslate.meaning.nearest import fits, nearest

np = pytest.importorskip("numpy")


def rows(seed: int, number: int) -> Any:
    """Unit vectors."""
    drawn = np.random.default_rng(seed).standard_normal((number, 8)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


@given(st.integers(0, 1000), st.integers(0, 12))
def test_the_best_of_the_others(seed: int, number: int) -> None:
    """For every translation, itself left out."""
    sources, targets = rows(seed, number), rows(seed + 1, number)

    found = fits(sources, targets)

    assert len(found) == number
    for place, (own, other, best) in enumerate(found):
        likeness = (sources @ targets[place]).tolist()
        assert own == pytest.approx(likeness[place], abs=1e-5)
        others = [value for at, value in enumerate(likeness) if at != place]
        assert other == pytest.approx(max(others, default=-1.0), abs=1e-5)
        assert best == -1 if number == 1 else likeness[best] == pytest.approx(other, abs=1e-5)


def test_a_long_document_is_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same result."""
    sources, targets = rows(1, 30), rows(2, 30)
    whole = fits(sources, targets)
    monkeypatch.setattr(module, "_BLOCK", 7)

    assert [best for _, _, best in fits(sources, targets)] == [best for _, _, best in whole]


def test_nearest_is_in_order_and_leaves_out_what_is_not_there() -> None:
    """The best first, of equals the first, never more than there are."""
    likeness = np.array([1, 0, 0.6, 1, -2, -1], np.float32)

    assert [place for place, _ in nearest(likeness, 3)] == [0, 3, 2]
    assert [place for place, _ in nearest(likeness, 6)] == [0, 3, 2, 1, 5]
    assert [place for place, _ in nearest(likeness, 9)] == [0, 3, 2, 1, 5]
    assert nearest(likeness[4:5], 1) == []
    assert nearest(likeness[:0], 1) == []
