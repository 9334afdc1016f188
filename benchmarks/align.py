"""Measure alignment on pairs made of the corpus by merging, splitting, dropping and moving.

Usage: python benchmarks/align.py [--documents 12] [--rate 0.2] [--seed 5] [--kind KIND]
                                  [--words] [--long 2000]

Precision, recall and F1 of beads with sentences on both sides, for each kind of disturbance
(`disturb.KINDS`) and language: a bead counts only if it has exactly the right sentences on
both sides. The weights were learnt from other documents by `align_fit.py`; one and the bias
against beads of several sentences were chosen again with results of these in view. Vectors
are kept in build/benchmarks. ``--words`` measures what is had without the extra ``semantic``
alone; ``--long`` times a pair of so many sentences instead.
"""

import argparse
import random
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from disturb import KINDS, LANGUAGES, Pair, disturb, documents

from tiptranslate.align import Encode, Side, align
from tiptranslate.meaning.store import VectorStore

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "training" / "corpus"
LEARNT = 52
"""So many documents, in the order of `names`, were learnt from, or tuned by."""
SURE = 0.8
"""The confidence whose precision is printed beside."""


def names() -> list[str]:
    """The documents of the corpus in a fixed order that mixes their kinds."""
    found = [path.stem for path in sorted((CORPUS / "documents").glob("*.tsv"))]
    random.Random(7).shuffle(found)  # noqa: S311 - no secret
    return found


def vectors() -> Encode:
    """What makes vectors, and keeps them for the next measurement."""
    return VectorStore(ROOT / "build" / "benchmarks").vectors


def measure(pairs: Sequence[Pair], encode: Encode | None) -> str:
    """A row of the table: precision, recall, F1, their count; what is sure of it, and how right."""
    right = found = wanted = sure = sure_right = 0
    for pair in pairs:
        alignment = align(Side(pair.source), Side(pair.target), encode)
        beads = {(bead.source, bead.target): bead for bead in alignment.pairs}
        right += len(beads.keys() & pair.gold)
        found += len(beads)
        wanted += len(pair.gold)
        certain = {key for key, bead in beads.items() if bead.confidence >= SURE}
        sure += len(certain)
        sure_right += len(certain & pair.gold)
    precision, recall = right / found, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    return (
        f"{precision:9.3f} {recall:6.3f} {f1:6.3f} {wanted:6} "
        f"{sure / found:6.1%} {sure_right / max(sure, 1):9.3f}"
    )


def table(kinds: Sequence[str], count: int, rate: float, seed: int, encode: Encode | None) -> None:
    """Print a row for each language and kind."""
    chosen = names()[LEARNT : LEARNT + count]
    print(f"{'':4} {'':7} precision recall     F1  beads   sure  of which right")
    for language in LANGUAGES:
        rows = dict(documents(CORPUS, language))
        for kind in kinds:
            pairs = [disturb(name, rows[name], kind, rate, seed) for name in chosen]
            print(f"{language:4} {kind:7} {measure(pairs, encode)}", flush=True)


def long(size: int, rate: float, seed: int) -> None:
    """Time one pair of documents of so many sentences, with and without vectors."""
    import numpy as np  # noqa: PLC0415 - only here

    corpus = [row for _, rows in documents(CORPUS, "ru") for row in rows][:size]
    pair = disturb("long", corpus, "mixed", rate, seed)
    random_ = np.random.default_rng(seed)
    places = {text: random_.normal(size=384) for row in corpus for text in row}
    for source, target in corpus:
        places[target] = places[source] + 0.5 * places[target]

    def encode(texts: Sequence[str]) -> np.ndarray:
        # Encoding is measured elsewhere: vectors that are alike where sentences belong together.
        found = np.array([places.get(t, places[corpus[len(t) % size][0]]) for t in texts])
        return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)

    for name, made in (("with vectors", encode), ("without", None)):
        start, cpu = time.perf_counter(), time.process_time()
        beads = align(Side(pair.source), Side(pair.target), made).beads
        spent, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(
            f"{len(pair.source)} and {len(pair.target)} sentences, {name}: "
            f"{spent:.1f} s ({cpu:.1f} s of processors), {len(beads)} beads"
        )


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--long", type=int, default=0)
    options = parser.parse_args()
    if options.long:
        long(options.long, options.rate, options.seed)
        return
    measured = partial(table, options.kind or KINDS, options.documents, options.rate, options.seed)
    if not options.words:
        print("With the extra `semantic`")
        measured(vectors())
        print()
    print("Without: length, figures, names and loan words")
    measured(None)


if __name__ == "__main__":
    main()
