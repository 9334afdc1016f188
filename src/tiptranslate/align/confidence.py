"""How likely each bead is right, by what became of such beads in the corpus."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp
from operator import mul

from tiptranslate.align.scoring import MOST, Scorer
from tiptranslate.align.sides import Bead

NEARBY = 10
"""How far off the rivals of a pair are looked for, in sentences."""
NAMES = ("odds", "lead", "several", "moved", "around")
"""What is known of a bead: its odds; their lead over those of the best rival pair of one of its
sentences; whether one side has several; whether it was moved; the weaker odds beside it."""


def confident(beads: Sequence[Bead], scorer: Scorer) -> list[Bead]:
    """Beads with their confidence, 0 to 1."""
    bias, *weights = scorer.weights.confidence
    done = []
    for bead, (rival, facts) in zip(beads, known(beads, scorer), strict=True):
        # A sentence is alone, if no pair with it is likely.
        odds = bias + sum(map(mul, weights, facts)) if bead.is_pair else -rival
        done.append(replace(bead, confidence=1 / (1 + exp(-max(min(odds, 20.0), -20.0)))))
    return done


def known(beads: Sequence[Bead], scorer: Scorer) -> list[tuple[float, tuple[float, ...]]]:
    """The odds of the best rival of every bead, and what `NAMES` says of it."""
    odds = [scorer.odds(bead) for bead in beads]
    rows = _Rows(beads, scorer)
    facts: list[tuple[float, tuple[float, ...]]] = []
    for number, bead in enumerate(beads):
        rival = rows.rival(bead)
        beside = [
            odds[place]
            for place in (number - 1, number + 1)
            if 0 <= place < len(beads) and beads[place].is_pair
        ]
        several = len(bead.source) + len(bead.target) > 2  # noqa: PLR2004 - one and one
        lead = odds[number] - rival if bead.is_pair else 0.0
        around = min(beside, default=0.0)
        facts.append((rival, (odds[number], lead, float(several), float(bead.moved), around)))
    return facts


class _Rows:
    """The odds of every sentence with those around the place where it would stand."""

    def __init__(self, beads: Sequence[Bead], scorer: Scorer) -> None:
        self._rows: dict[int, tuple[int, list[float]]] = {}
        self._places = [0] * scorer.size[1]
        at = 0, 0
        for bead in beads:
            if not bead.moved:
                at = (
                    bead.source[0] if bead.source else at[0],
                    bead.target[0] if bead.target else at[1],
                )
            for j in bead.target:
                self._places[j] = at[0]
            low = max(at[1] - 2 * NEARBY, 0)
            high = min(at[1] + 2 * NEARBY + 1, scorer.size[1])
            for i in bead.source:
                self._rows[i] = low, scorer.fit(i, low, high, (1, 1)).tolist()

    def rival(self, bead: Bead) -> float:
        """The best odds of one sentence of a bead with one that is not in it, nearby."""
        best = -MOST
        for i in bead.source:
            low, row = self._rows[i]
            best = max([best, *(x for j, x in enumerate(row, low) if j not in bead.target)])
        for j in bead.target:
            place = bead.source[0] if bead.source else self._places[j]
            for i in range(place - NEARBY, place + NEARBY + 1):
                low, row = self._rows.get(i, (0, []))
                if i not in bead.source and 0 <= j - low < len(row):
                    best = max(best, row[j - low])
        return best
