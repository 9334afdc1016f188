"""Learn from the corpus how alike in meaning good translations are to their sources.

Writes ``src/tiptranslate/qa/data/meaning.csv``. Every other document is learnt on, the
rest is left to ``benchmarks/meaning.py`` to measure on. By language and length of the
source the table has the median likeness of unrelated sentences, that below which one good
pair in a hundred lies, and the median of good pairs, each made to grow with the length
(pool adjacent violators); and the margin, falling with the length, that two good pairs in a
thousand exceed when a translation is compared with the other sources of its document.

Usage: python benchmarks/meaning_norms.py FOLDER
FOLDER keeps the vectors from run to run; encoding takes some ten minutes.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tiptranslate.meaning.nearest import fits
from tiptranslate.meaning.store import VectorStore

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src" / "tiptranslate" / "qa" / "data" / "meaning.csv"
LANGUAGES = {"ru": 1, "uz": 2}
"""Columns of the corpus; 0 is English."""
LENGTHS = (20, 40, 60, 90, 120, 160, 240, 100_000)
_LOW = 0.01
_EXCEEDED = 0.002
_LEAST_MARGIN = 0.02
"""No language has less: of swapped Russian sentences one in a thousand is nearer than this."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the corpus: rows of English, Russian, Uzbek, in reading order."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def column(self, number: int) -> list[str]:
        """The sentences of one language."""
        return [row[number] for row in self.rows]


def documents() -> tuple[list[Document], list[Document]]:
    """The documents of the corpus: those to learn on and those to measure on."""
    every = [
        Document(
            path.stem,
            tuple(
                tuple(line.split("\t")[:3])
                for line in path.read_text(encoding="utf-8").splitlines()
            ),
        )
        for path in sorted((ROOT / "training" / "corpus" / "documents").glob("*.tsv"))
    ]
    return every[::2], every[1::2]


def encoded(store: VectorStore, texts: Iterable[str]) -> None:
    """Encode what is missing, with a word on how far it is."""
    store.encode([*texts], lambda done, total: print(f"\r{done}/{total} ", end="", file=sys.stderr))


@dataclass(frozen=True, slots=True)
class Samples:
    """One number for every pair: length of the source, likeness, that of another, best other."""

    length: NDArray[np.int64]
    own: NDArray[np.float32]
    unrelated: NDArray[np.float32]
    ahead: NDArray[np.float32]


def samples(store: VectorStore, known: Sequence[Document], column: int) -> Samples:
    """Compare the pairs of documents in one language."""
    length, own, unrelated, ahead = [], [], [], []
    before = None
    for document in known:
        sources = store.vectors(document.column(0))
        targets = store.vectors(document.column(column))
        found = fits(sources, targets)
        length += [len(text) for text in document.column(0)]
        own += [mine for mine, _, _ in found]
        ahead += [other - mine for mine, other, _ in found]
        other = targets if before is None else before
        unrelated += [float(s @ other[place % len(other)]) for place, s in enumerate(sources)]
        before = targets
    return Samples(np.array(length), np.array(own), np.array(unrelated), np.array(ahead))


def growing(values: Sequence[float], weights: Sequence[int]) -> list[float]:
    """The nearest values that never fall: neighbours that do are taken together."""
    pools: list[tuple[float, int, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m, i), (b, n, j) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / max(m + n, 1), m + n, i + j)]
    return [value for value, _, number in pools for _ in range(number)]


def learn(data: Samples) -> list[tuple[int, float, float, float, float]]:
    """The rows of the table for one language, without its code."""
    columns: list[list[float]] = [[], [], [], []]
    counts: list[int] = []
    for low, high in zip((0, *LENGTHS), LENGTHS, strict=False):
        inside = (data.length > low) & (data.length <= high)
        counts.append(int(inside.sum()))
        for column, values, share in zip(
            columns,
            (data.unrelated, data.own, data.own, -data.ahead),
            (0.5, _LOW, 0.5, _EXCEEDED),
            strict=True,
        ):
            column.append(float(np.quantile(values[inside], share)))
    grown = [growing(column, counts) for column in columns]
    margins = [max(_LEAST_MARGIN, -value) for value in grown.pop()]
    return [*zip(LENGTHS, *grown, margins, strict=True)]


def main(folder: str) -> None:
    """Write the table."""
    store = VectorStore(Path(folder))
    known, _ = documents()
    encoded(store, (text for document in known for row in document.rows for text in row))
    lines = ["language,length,unrelated,low,typical,margin"]
    for language, column in LANGUAGES.items():
        for length, *values in learn(samples(store, known, column)):
            lines.append(",".join([language, str(length), *(f"{value:.3f}" for value in values)]))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
