"""What speaks for and against two runs of sentences being translations, in figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from tiptranslate.align.anchors import Anchors, anchors
from tiptranslate.align.sides import LONGEST, Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tiptranslate.align.sides import Floats

NAMES = ("likeness", "margin", "gain", "length", "figures", "lost", "words", "share", "marks")
"""The features: cosine; cosine above that of the nearest others (Artetxe and Schwenk 2019);
cosine above that of the parts; squared deviation of the length (Gale and Church 1993); figures
shared, and not; weight of the words shared, and their share; marks that differ."""
NEIGHBOURS = 4
"""How many others the margin looks at."""
USUAL = 0.82
"""The cosine of sentences of one subject that are no translations; it stands in for others
where a document has few."""
_SPREAD = 6.8
"""Variance of the length a character (Gale and Church 1993)."""
_ROWS = 256
"""Rows of the table of all cosines that are held at once."""


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of so many neighbouring sentences of a side, a row each."""

    vectors: "Floats | None"
    near: "Floats"
    length: "Floats"
    figures: "Floats"
    figure_count: "Floats"
    words: "Floats"
    word_weight: "Floats"
    marks: "Floats"


Sided = Mapping[int, Runs]
"""The runs of a side by their size."""


class Features:
    """The features of any two runs of two documents.

    Args:
        source: The one document.
        target: The other.
        vectors: Of both, by the size of the run; none where meaning cannot be asked.
    """

    def __init__(
        self,
        source: Side,
        target: Side,
        vectors: "tuple[Mapping[int, Floats], Mapping[int, Floats]] | None" = None,
    ) -> None:
        found = [anchors(text) for text in source.texts], [anchors(text) for text in target.texts]
        figures = _vocabulary([[item.figures for item in side] for side in found])
        words = _vocabulary([[item.words for item in side] for side in found])
        weights = _weights(found, words)
        self._ratio = _ratio(source, target)
        self.source: Sided
        self.target: Sided
        self.source, self.target = (
            {
                size: _runs(side, items, size, figures, words, weights)
                for size in range(1, LONGEST + 1)
            }
            for side, items in zip((source, target), found, strict=True)
        )
        if vectors is not None:
            self.use(*vectors)

    def use(self, source: "Mapping[int, Floats]", target: "Mapping[int, Floats]") -> None:
        """Take vectors in the place of those there were."""
        self.source = _with_vectors(self.source, source, target[1])
        self.target = _with_vectors(self.target, target, source[1])

    def row(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "NDArray[np.float32]":
        """Features of the run that starts at ``i`` beside those that start from ``low`` on.

        Returns:
            An array of shape (high - low, len(NAMES)).
        """
        import numpy as np  # noqa: PLC0415 - takes long to import

        one, others = self.source[shape[0]], self.target[shape[1]]
        here = slice(low, high)
        out = np.zeros((high - low, len(NAMES)), dtype=np.float32)
        if one.vectors is not None:
            likeness = self._likeness(i, low, high, shape)
            out[:, 0] = likeness
            out[:, 1] = likeness - (one.near[i] + others.near[here]) / 2
            out[:, 2] = likeness - self._parts(i, low, high, shape) if max(shape) > 1 else 0
        expected = one.length[i] * self._ratio
        deviation = others.length[here] - expected
        spread = _SPREAD * (expected + others.length[here]) / 2 + 16
        out[:, 3] = np.minimum(deviation**2 / spread, 16)
        shared = others.figures[here] @ one.figures[i]
        out[:, 4] = np.minimum(shared, 3)
        out[:, 5] = np.clip(one.figure_count[i] + others.figure_count[here] - 2 * shared, 0, 4)
        common = others.words[here] @ one.words[i]
        out[:, 6] = np.minimum(common, 12)
        out[:, 7] = 2 * common / (one.word_weight[i] + others.word_weight[here] + 1)
        out[:, 8] = np.abs(others.marks[here] - one.marks[i]).sum(axis=1)
        return out

    def mutual(self) -> list[tuple[int, int]]:
        """Pairs of single sentences that are most alike, seen from either, by source.

        Alike in vectors; without any, in the words and figures that both have.
        """
        import numpy as np  # noqa: PLC0415 - as above

        source, target = (_compared(side[1]) for side in (self.source, self.target))
        best = np.zeros(len(target), dtype=np.float32)
        places = np.full(len(target), -1)
        forward: list[int] = []
        for start in range(0, len(source), _ROWS):
            table = source[start : start + _ROWS] @ target.T
            forward += table.argmax(axis=1).tolist()
            rows, highest = table.argmax(axis=0), table.max(axis=0)
            places = np.where(highest > best, rows + start, places)
            best = np.maximum(best, highest)
        return [(i, j) for i, j in enumerate(forward) if places[j] == i]

    def _likeness(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "Floats":
        source, target = self.source[shape[0]].vectors, self.target[shape[1]].vectors
        assert source is not None  # noqa: S101 - asked only where there are vectors
        assert target is not None  # noqa: S101
        found: Floats = target[low:high] @ source[i]
        return found

    def _parts(self, i: int, low: int, high: int, shape: tuple[int, int]) -> "Floats":
        """The best likeness of what is left where a run loses its first or last sentence."""
        import numpy as np  # noqa: PLC0415 - as above

        left, right = shape
        found = []
        if left > 1:
            less = (left - 1, right)
            found += [self._likeness(start, low, high, less) for start in (i, i + 1)]
        if right > 1:
            less = (left, right - 1)
            found += [self._likeness(i, low + n, high + n, less) for n in (0, 1)]
        best: Floats = np.max(found, axis=0)
        return best


def _vocabulary(sides: Sequence[Sequence[Sequence[str] | frozenset[str]]]) -> dict[str, int]:
    """The numbers of what both sides have."""
    here, there = ({key for keys in side for key in keys} for side in sides)
    return {key: number for number, key in enumerate(sorted(here & there))}


def _weights(found: Sequence[Sequence[Anchors]], words: Mapping[str, int]) -> "Floats":
    """What each word weighs: the more, the fewer sentences have it."""
    import numpy as np  # noqa: PLC0415 - as above

    counts = Counter(word for side in found for item in side for word in item.words)
    total = sum(map(len, found))
    return np.array([log(1 + total / counts[word]) for word in words], dtype=np.float32)


def _ratio(source: Side, target: Side) -> float:
    """Characters of the target a character of the source, drawn to one in short documents."""
    return (_size(target.texts) + 500) / (_size(source.texts) + 500)


def _size(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _runs(
    side: Side,
    found: Sequence[Anchors],
    size: int,
    figures: Mapping[str, int],
    words: Mapping[str, int],
    weights: "Floats",
) -> Runs:
    """The runs of one size, without vectors."""
    import numpy as np  # noqa: PLC0415 - as above

    number = max(len(side.texts) - size + 1, 0)
    shared = np.zeros((number, len(figures)), dtype=np.float32)
    known = np.zeros((number, len(words)), dtype=np.float32)
    marks = np.zeros((number, 2), dtype=np.float32)
    count = np.zeros(number, dtype=np.float32)
    for start in range(number):
        for item in found[start : start + size]:
            distinct = set(item.figures)
            count[start] += len(distinct)
            for figure in distinct:
                if figure in figures:
                    shared[start, figures[figure]] += 1
            known[start, [words[word] for word in item.words if word in words]] = 1
            marks[start] = np.maximum(marks[start], item.marks)
    length = [_size(side.texts[start : start + size]) for start in range(number)]
    return Runs(
        vectors=None,
        near=np.zeros(number, dtype=np.float32),
        length=np.array(length, dtype=np.float32),
        figures=np.minimum(shared, 1),
        figure_count=count,
        words=known * np.sqrt(weights),
        word_weight=known @ weights,
        marks=marks,
    )


def _with_vectors(sided: Sided, vectors: "Mapping[int, Floats]", others: "Floats") -> Sided:
    """The runs of a side with their vectors, and how near the sentences of the other side are."""
    from dataclasses import replace  # noqa: PLC0415

    return {
        size: replace(runs, vectors=vectors[size], near=_near(vectors[size], others))
        for size, runs in sided.items()
    }


def _compared(runs: Runs) -> "Floats":
    """What sentences are compared by at first sight."""
    import numpy as np  # noqa: PLC0415 - as above

    if runs.vectors is not None:
        return runs.vectors
    rows = np.concatenate([runs.words, 2 * runs.figures], axis=1)
    found: Floats = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1)
    return found


def _near(vectors: "Floats", others: "Floats") -> "Floats":
    """The mean cosine of each row with its nearest others; the usual one counts as two more."""
    import numpy as np  # noqa: PLC0415 - as above

    near = np.full(len(vectors), USUAL, dtype=np.float32)
    number = min(NEIGHBOURS, len(others))
    for start in range(0, len(vectors), _ROWS):
        table = vectors[start : start + _ROWS] @ others.T
        best = np.partition(table, -number, axis=1)[:, -number:]
        near[start : start + _ROWS] = (best.sum(axis=1) + 2 * USUAL) / (number + 2)
    return near
