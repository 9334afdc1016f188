"""Two documents become beads: the best way through both, then what has moved, then confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from tiptranslate.align import path
from tiptranslate.align.confidence import confident
from tiptranslate.align.features import Features
from tiptranslate.align.moved import with_moved
from tiptranslate.align.scoring import Scorer
from tiptranslate.align.sides import Bead, Encode, Side
from tiptranslate.align.vectors import Vectors
from tiptranslate.align.weights import MEANING, WORDS

CERTAIN = 3.0
"""Odds (as a logarithm) from which a pair that fits best both ways holds the band."""
_ROUNDS = 2
"""How often the runs next to what is not plainly one to one are encoded anew."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two documents belong together.

    ``beads`` are in the order of the source, those without a source where they stand in
    the target; every sentence is in exactly one.
    """

    beads: tuple[Bead, ...]

    @property
    def pairs(self) -> tuple[Bead, ...]:
        """The beads with sentences on both sides."""
        return tuple(bead for bead in self.beads if bead.is_pair)

    def coverage(self, least: float = 0.5) -> float:
        """The share of the sentences of the shorter side in pairs of some confidence, 0 to 1."""
        sides = [
            ([b for b in self.beads if getattr(b, side)], side) for side in ("source", "target")
        ]
        shares = []
        for beads, side in sides:
            total = sum(len(getattr(bead, side)) for bead in beads)
            found = sum(
                len(getattr(bead, side))
                for bead in beads
                if bead.is_pair and bead.confidence >= least
            )
            shares.append(found / total if total else 0.0)
        return max(shares)


def align(source: Side, target: Side, encode: Encode | None = None) -> Alignment:
    """Find out which sentences are translations of each other.

    Args:
        source: A document.
        target: What may be its translation.
        encode: Turns texts into vectors; without it, length, figures, names and loan words
            have to do, which is much weaker.

    Returns:
        Every sentence of both sides in exactly one bead.
    """
    if not source.texts or not target.texts:
        return Alignment(_alone(source, target))
    features = Features(source, target)
    scorer = Scorer(features, source, target, MEANING if encode else WORDS)
    vectors = [Vectors(side, encode) for side in (source, target)] if encode else []
    beads = _best(features, scorer, vectors)
    for _ in range(_ROUNDS if vectors else 0):
        unsure = _unsure(beads, scorer)
        news = [side.sharpen(places) for side, places in zip(vectors, unsure, strict=True)]
        if not any(news):
            break
        beads = _best(features, scorer, vectors)
    beads = with_moved(beads, scorer)
    return Alignment(tuple(confident(beads, scorer)))


def _alone(source: Side, target: Side) -> tuple[Bead, ...]:
    """One document has no sentence: nothing has a counterpart."""
    return (
        *(Bead((i,), ()) for i in range(len(source.texts))),
        *(Bead((), (j,)) for j in range(len(target.texts))),
    )


def _best(features: Features, scorer: Scorer, vectors: Sequence[Vectors]) -> list[Bead]:
    """The best way with the vectors as they are now."""
    if vectors:
        features.use(vectors[0].by_size, vectors[1].by_size)
    certain: list[tuple[int, int]] = []
    if max(scorer.size) > path.SMALL:
        certain = path.rising(scorer.certain(CERTAIN))
    return path.best(
        scorer.size, scorer.score, path.band(scorer.size, certain), scorer.weights.alone
    )


def _unsure(beads: Sequence[Bead], scorer: Scorer) -> tuple[set[int], set[int]]:
    """The sentences in, or beside, what is not plainly one to one."""
    source: set[int] = set()
    target: set[int] = set()
    for number, bead in enumerate(beads):
        if bead.shape == "1-1" and scorer.odds(bead) >= CERTAIN:
            continue
        for near in beads[max(number - 1, 0) : number + 2]:
            source.update(near.source)
            target.update(near.target)
    return source, target
