"""Word links between the two sides of the training lines; they guide the attention.

IBM model 1 over word beginnings (endings are cut off, as all three languages inflect), with a
preference for words at like places in their sentences. Only links that the model is rather sure of
are kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.corpora import Pair
from training.files import write_text

FILE = "links.json"
STEM = 6
TURNS = 5
SLOPE = 6.0
SURE = 0.4
NULL = "<null>"
EDGE = re.compile(r"^\W+|\W+$")

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Every (source word, target word) of every line, flattened.

    `row` numbers the target words over all lines, `pair` the distinct pairs of stems, whose source
    stem is `source`.
    """

    row: Numbers
    pair: Numbers
    prior: Floats
    source_at: Numbers
    row_line: Numbers
    row_at: Numbers
    source: Numbers


def load_links(work: Path, pairs: Sequence[Pair]) -> list[list[int]]:
    """A source word for each target word of the training lines, from the cache or found now."""
    path = work / FILE
    lines = "".join(f"{pair.source}\t{pair.target}\n" for pair in pairs)
    mark = hashlib.sha256(lines.encode()).hexdigest()
    if path.is_file():
        cached = json.loads(path.read_text(encoding="utf-8"))
        if cached["lines"] == mark:
            known: list[list[int]] = cached["links"]
            return known
    links: list[list[int]] = [[] for _ in pairs]
    for language in sorted({pair.language for pair in pairs}):
        numbers = [number for number, pair in enumerate(pairs) if pair.language == language]
        for number, found in zip(
            numbers, find_links([pairs[number] for number in numbers]), strict=True
        ):
            links[number] = found
    write_text(path, json.dumps({"lines": mark, "links": links}))
    return links


def find_links(pairs: Sequence[Pair]) -> list[list[int]]:
    """For each target word of each line the source word it renders, or -1."""
    cells = _cells(pairs)
    kinds, rows = len(cells.source), len(cells.row_at)
    table: Floats = np.ones(kinds)
    weights = cells.prior
    for _ in range(TURNS):
        weights = table[cells.pair] * cells.prior
        weights = weights / np.bincount(cells.row, weights, rows)[cells.row]
        counts = np.bincount(cells.pair, weights, kinds)
        table = counts / np.bincount(cells.source, counts)[cells.source]
    return _best(pairs, cells, weights, rows)


def find_lexicon(pairs: Sequence[Pair]) -> dict[str, str]:
    """For each English stem the target word it is most often linked to."""
    counts: dict[str, Counter[str]] = {}
    for pair, links in zip(pairs, find_links(pairs), strict=True):
        source = pair.source.split()
        for word, link in zip(pair.target.split(), links, strict=True):
            if link >= 0:
                counts.setdefault(stem(source[link]), Counter())[EDGE.sub("", word) or word] += 1
    return {name: found.most_common(1)[0][0] for name, found in counts.items()}


def stem(word: str) -> str:
    """A word's beginning without case and punctuation; a mark alone stays as it is."""
    bare = EDGE.sub("", word.casefold())
    return bare[:STEM] if bare else word


def _best(pairs: Sequence[Pair], cells: Cells, weights: Floats, rows: int) -> list[list[int]]:
    """The surest source word of each target word."""
    order = np.lexsort((weights, cells.row))
    last = np.searchsorted(cells.row[order], np.arange(rows), side="right") - 1
    chosen = order[last]
    sure = np.where(weights[chosen] >= SURE, cells.source_at[chosen], -1)
    links: list[list[int]] = [[-1] * len(pair.target.split()) for pair in pairs]
    for line, place, source in zip(cells.row_line, cells.row_at, sure, strict=True):
        links[line][place] = int(source)
    return links


def _cells(pairs: Sequence[Pair]) -> Cells:
    """Flattens the lines."""
    names: dict[str, int] = {NULL: 0}
    parts: list[tuple[Any, ...]] = []
    row_lines, row_places = [], []
    rows = 0
    for line, pair in enumerate(pairs):
        source = [0, *(names.setdefault(stem(word), len(names)) for word in pair.source.split())]
        target = [names.setdefault(stem(word), len(names)) for word in pair.target.split()]
        high, wide = len(target), len(source)
        at = np.arange(wide) - 1
        near = np.abs(
            (at[None, :] + 0.5) / max(1, wide - 1) - (np.arange(high)[:, None] + 0.5) / high
        )
        prior = np.exp(-SLOPE * near)
        prior[:, 0] = prior.mean() * 0.3
        parts.append(
            (
                np.repeat(np.arange(rows, rows + high), wide),
                np.tile(np.array(source), high),
                np.repeat(np.array(target), wide),
                prior.ravel(),
                np.tile(at, high),
            )
        )
        row_lines += [line] * high
        row_places += list(range(high))
        rows += high
    row, left, right, prior, at = (np.concatenate(column) for column in zip(*parts, strict=True))
    kinds, pair_numbers = np.unique(left.astype(np.int64) * len(names) + right, return_inverse=True)
    return Cells(
        row,
        pair_numbers,
        prior,
        at,
        np.array(row_lines),
        np.array(row_places),
        kinds // len(names),
    )
