"""Learn the weights of alignment from the corpus; prints what `align/weights.py` holds.

Usage: python benchmarks/align_fit.py [--words]

The first documents of `align.names` are disturbed in all ways. The right beads, and wrong ones
next to them, make a logistic regression for each shape; the beads that the best way then has,
and those of documents that do not belong together, make the one of the confidence. What a lone
sentence costs, and what is taken off for several sentences in a bead, was chosen by F1 on
documents between those and the ones that `align.py` measures. Runs are encoded with their true
vectors only where `align.vectors` would; ``--words`` learns without vectors.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from disturb import LANGUAGES, Pair, disturb, documents
from numpy.typing import NDArray

from align import CORPUS, names, vectors
from tiptranslate.align import Bead, Encode, Side, align, aligner, confidence
from tiptranslate.align.features import NAMES, Features
from tiptranslate.align.scoring import Scorer
from tiptranslate.align.sides import SHAPES
from tiptranslate.align.vectors import Vectors
from tiptranslate.align.weights import MEANING, WORDS

LEARNT, CHECKED = 26, 40
"""Documents whose beads are learnt from, and the end of those for the confidence."""
NEAR = 2
"""How far off the wrong beads are, in sentences."""
PENALTY = 0.1
"""Of large weights, against those that a few beads would make."""
_MEANING_ONLY = 3
"""So many of the features are of vectors."""
Example = tuple[bool, NDArray[np.float32]]


def examples(pair: Pair, encode: Encode | None) -> Iterator[tuple[tuple[int, int], Example]]:
    """Right beads and wrong ones near them, with their shape (the smaller side first)."""
    source, target = Side(pair.source), Side(pair.target)
    features = Features(source, target, _sharp(pair, source, target, encode))
    ends: dict[int, set[int]] = defaultdict(set)
    for left, right in pair.gold:
        for i in left:
            ends[i].update(right)
    dice = random.Random(pair.name)  # noqa: S311 - no secret
    for shape in SHAPES:
        width = len(target.texts) - shape[1] + 1
        for i in range(len(source.texts) - shape[0] + 1) if width > 0 else ():
            left = tuple(range(i, i + shape[0]))
            wanted = set().union(*(ends[k] for k in left))
            for j, row in enumerate(features.row(i, 0, width, shape)):
                right = tuple(range(j, j + shape[1]))
                is_right = (left, right) in pair.gold
                if is_right or _is_telling(right, wanted, shape, dice):
                    yield (min(shape), max(shape)), (is_right, row)


def _is_telling(
    right: Sequence[int], wanted: set[int], shape: tuple[int, int], dice: random.Random
) -> bool:
    """Whether a wrong bead is worth learning from: near a right one, but no part of one."""
    if shape == (1, 1) and set(right) & wanted:
        return False
    if not wanted:
        return dice.random() < 0.15
    return any(abs(j - k) <= NEAR for j in right for k in wanted)


def _sharp(
    pair: Pair, source: Side, target: Side, encode: Encode | None
) -> tuple[dict[int, NDArray[np.float32]], dict[int, NDArray[np.float32]]] | None:
    """Vectors of both sides, true ones around the beads that are not one to one."""
    if encode is None:
        return None
    sides = Vectors(source, encode), Vectors(target, encode)
    odd = [bead for bead in pair.gold if len(bead[0]) + len(bead[1]) > 2]
    for side, made in enumerate(sides):
        made.sharpen(place for bead in odd for place in bead[side])
    return sides[0].by_size, sides[1].by_size


def regression(
    rows: NDArray[np.float64],
    right: NDArray[np.float64],
    used: Sequence[int],
    weights: NDArray[np.float64],
) -> list[float]:
    """A bias and weights by Newton's method; columns that are not used get 0."""
    table = np.c_[np.ones(len(rows)), rows][:, [0, *(n + 1 for n in used)]]
    found = np.zeros(table.shape[1])
    penalty = PENALTY * np.eye(len(found))
    penalty[0, 0] = 1e-6
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (weights * (chance - right)) + penalty @ found
        curve = (table * (weights * chance * (1 - chance))[:, None]).T @ table + penalty
        found -= np.linalg.solve(curve, slope)
    whole = [0.0] * (rows.shape[1] + 1)
    for place, value in zip([0, *(n + 1 for n in used)], found, strict=True):
        whole[place] = round(float(value), 2)
    return whole


def learn_shapes(encode: Encode | None) -> None:
    """Print the weights of each shape; right and wrong beads count as much."""
    found: dict[tuple[int, int], list[Example]] = defaultdict(list)
    for language in LANGUAGES:
        corpus = dict(documents(CORPUS, language))
        for number, name in enumerate(names()[:LEARNT]):
            for shape, example in examples(disturb(name, corpus[name], "all", 0.4, number), encode):
                found[shape].append(example)
    for shape, made in sorted(found.items()):
        right = np.array([example[0] for example in made], dtype=float)
        rows = np.array([example[1] for example in made], dtype=float)
        share = min(max(right.mean(), 1e-6), 1 - 1e-6)
        weights = np.where(right > 0, 0.5 / share, 0.5 / (1 - share))
        first = _MEANING_ONLY if encode is None else 0
        used = [n for n in range(first, len(NAMES)) if not (shape == (1, 1) and n == 2)]
        print(f"{shape}: {regression(rows, right, used, weights)}  # {right.sum():.0f} right")


def learn_confidence(encode: Encode | None) -> None:
    """Print the weights of the confidence."""
    facts: list[tuple[float, ...]] = []
    right: list[float] = []
    gold: frozenset[tuple[tuple[int, ...], tuple[int, ...]]] = frozenset()

    def watched(beads: Sequence[Bead], scorer: Scorer) -> list[Bead]:
        for bead, (_, known) in zip(beads, confidence.known(beads, scorer), strict=True):
            if bead.is_pair:
                facts.append(known)
                right.append(float((bead.source, bead.target) in gold))
        return list(beads)

    aligner.confident = watched
    chosen = names()[LEARNT:CHECKED]
    for language in LANGUAGES:
        corpus = dict(documents(CORPUS, language))
        for name, other in zip(chosen, chosen[3:], strict=False):
            for kind in ("mixed", "drop", "move"):
                pair = disturb(name, corpus[name], kind, 0.3, 3)
                gold = pair.gold
                align(Side(pair.source), Side(pair.target), encode)
            gold = frozenset()
            one, two = ([row[n] for row in corpus[k]] for n, k in enumerate((name, other)))
            align(Side(tuple(one)), Side(tuple(two)), encode)
    rows = np.array(facts)
    found = regression(rows, np.array(right), range(rows.shape[1]), np.ones(len(right)))
    print(f"confidence: {found}  # {len(right)} beads, {sum(right):.0f} right")


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--words", action="store_true")
    encode = None if parser.parse_args().words else vectors()
    print("as they are:", MEANING if encode else WORDS)
    learn_shapes(encode)
    learn_confidence(encode)


if __name__ == "__main__":
    main()
