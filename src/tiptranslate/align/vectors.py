"""The vectors of all runs of a document's sentences, encoded only where that decides something.

A run of sentences as one text has its own vector (Thompson and Koehn 2019, Vecalign); encoding
every run would take five times as long as encoding the sentences. So a run first gets the mean
of its sentences, as far as that is like the true one, and the true one where it is asked for.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tiptranslate.align.sides import LONGEST, Encode, Side

if TYPE_CHECKING:
    from tiptranslate.align.sides import Floats

_LIKE_TRUE = {2: 0.975, 3: 0.965}
"""The cosine of the mean of two or three vectors with that of the text of all (the corpus)."""


class Vectors:
    """The vectors of one side, by the size of the run.

    Args:
        side: The sentences.
        encode: What makes vectors.
    """

    def __init__(self, side: Side, encode: Encode) -> None:
        self._side = side
        self._encode = encode
        self._exact: set[tuple[int, int]] = set()
        single = encode(side.texts)
        self.by_size: dict[int, Floats] = {1: single}
        for size in range(2, LONGEST + 1):
            self.by_size[size] = _means(side, single, size)

    def sharpen(self, places: Iterable[int]) -> bool:
        """Encode the runs that begin or end at some sentences; says whether any was new."""
        wanted = sorted(
            (size, start)
            for size in range(2, LONGEST + 1)
            for place in set(places)
            for start in range(place - size + 1, place + 1)
            if 0 <= start <= len(self._side.texts) - size
        )
        wanted = [key for key in dict.fromkeys(wanted) if key not in self._exact]
        if wanted:
            found = self._encode([self._side.run(start, size) for size, start in wanted])
            for (size, start), vector in zip(wanted, found, strict=True):
                self.by_size[size][start] = vector
            self._exact.update(wanted)
        return bool(wanted)


def _means(side: Side, single: "Floats", size: int) -> "Floats":
    """The mean vectors of runs, each sentence by its length, as long as they are like true ones."""
    import numpy as np  # noqa: PLC0415 - takes long to import

    number = max(len(side.texts) - size + 1, 0)
    lengths = np.array([[len(text)] for text in side.texts], dtype=np.float32)
    heavy = single * lengths
    total = np.zeros((number, single.shape[1]), dtype=np.float32)
    for offset in range(size):
        total += heavy[offset : offset + number]
    total *= _LIKE_TRUE[size] / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
    return total
