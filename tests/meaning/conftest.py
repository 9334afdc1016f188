"""Vectors without a model: what the store and the comparisons do does not depend on it."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import pytest

np = pytest.importorskip("numpy")


class Drawn:
    """Gives every text a unit vector drawn by its digest, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        """One row of length 1 for every text."""
        self.asked += texts
        rows = np.stack([self._row(text) for text in texts])
        return rows.astype(np.float32)

    def _row(self, text: str) -> Any:
        seed = int.from_bytes(
            blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        )
        row = np.random.default_rng(seed).standard_normal(384)
        return row / np.linalg.norm(row)


@pytest.fixture
def drawn() -> Drawn:
    """What stands in for the model."""
    return Drawn()
