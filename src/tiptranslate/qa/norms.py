"""How alike in meaning good translations are to their sources, by language and length.

The figures are learnt from the project's corpus by ``benchmarks/meaning_norms.py``,
which writes the table and says how; docs/meaning.md has what they are worth.
"""

import csv
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Norm:
    """Cosines to be expected of sentences of one length.

    Args:
        length: Characters of the longest source that this is for.
        unrelated: The median of a source with the translation of another sentence.
        low: One good pair in a hundred is below this.
        typical: The median of good pairs.
        margin: By how much a translation must fit another source better than its own, for
            it to be misplaced.
    """

    length: int
    unrelated: float
    low: float
    typical: float
    margin: float

    def score(self, likeness: float) -> float:
        """A cosine as 0 (as of unrelated sentences) to 1 (as of an ordinary good pair)."""
        return min(1.0, max(0.0, (likeness - self.unrelated) / (self.typical - self.unrelated)))


@cache
def norms(language: str) -> tuple[Norm, ...]:
    """The norms of a language by growing length; none for one of which nothing was learnt."""
    text = (files("tiptranslate.qa") / "data" / "meaning.csv").read_text(encoding="utf-8")
    return tuple(
        Norm(int(length), float(unrelated), float(low), float(typical), float(margin))
        for code, length, unrelated, low, typical, margin in list(csv.reader(text.splitlines()))[1:]
        if code == language
    )


def norm(language: str, source: str) -> Norm | None:
    """What is to be expected of translations of a sentence."""
    known = norms(language)
    if not known:
        return None
    place = bisect_left([one.length for one in known], len(source))
    return known[min(place, len(known) - 1)]
