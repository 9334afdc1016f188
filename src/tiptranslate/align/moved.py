"""Sentences that a translation has in another place: what is left alone, matched by fit alone."""

from collections.abc import Sequence
from dataclasses import replace

from tiptranslate.align.scoring import Scorer
from tiptranslate.align.sides import Bead

LEAST = 2.0
"""Odds (as a logarithm) from which two sentences that stand alone are a pair."""


def with_moved(beads: Sequence[Bead], scorer: Scorer) -> list[Bead]:
    """Beads with those sentences paired that were left alone and fit each other.

    The way through two documents cannot cross itself, so of two sentences that have changed
    places one is left alone on either side. A pair of two such takes the place of the source.
    """
    beads = [part for bead in beads for part in _uncrossed(bead, scorer)]
    left = [bead.source[0] for bead in beads if not bead.target]
    right = [bead.target[0] for bead in beads if not bead.source]
    found = _mutual(left, right, scorer)
    taken = set(found.values())
    return [
        replace(bead, target=(found[bead.source[0]],), moved=True)
        if not bead.target and bead.source[0] in found
        else bead
        for bead in beads
        if bead.source or bead.target[0] not in taken
    ]


def _uncrossed(bead: Bead, scorer: Scorer) -> list[Bead]:
    """A bead of two and two as the pairs that cross in it, if there are such."""
    if bead.shape != "2-2":
        return [bead]
    pairs = [
        Bead((i,), (j,), moved=True)
        for i, j in zip(bead.source, reversed(bead.target), strict=True)
    ]
    return pairs if all(scorer.odds(pair) >= LEAST for pair in pairs) else [bead]


def _mutual(left: Sequence[int], right: Sequence[int], scorer: Scorer) -> dict[int, int]:
    """The pairs whose sentences fit each other better than any other that is left."""
    odds = {i: [scorer.odds(Bead((i,), (j,))) for j in right] for i in left}
    pairs: dict[int, int] = {}
    for i, row in odds.items():
        best = max(range(len(right)), key=row.__getitem__, default=-1)
        if best < 0 or row[best] < LEAST or right[best] in pairs.values():
            continue
        if all(odds[other][best] <= row[best] for other in left):
            pairs[i] = right[best]
    return pairs
