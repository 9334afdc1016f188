"""The translation memory: what people have approved before, found again exactly or nearly."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from math import ceil
from typing import TypeVar

from tiptranslate.model import Unit
from tiptranslate.translate.memory_filling import fill
from tiptranslate.translate.memory_index import DAMAGE, UNKNOWN, Index, Stored, character
from tiptranslate.translate.memory_words import Sentence, Terms, fold, likeness

_T = TypeVar("_T")
Mend = Callable[[], Index]
"""Gives a sound index in the place of one that turned out to be damaged."""

_SURE = 1e-9
"""Against the last digit of a product that should be whole."""
_OVERLAP = 4
"""The most words that a unit is asked to share before it is looked at."""
_CHEAP = 10_000
"""Sentences of a word up to which it is worth its reading."""


class Phrases:
    """A few thousand pairs, found by the very sentence alone; of equal ones the first is kept."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._known: dict[str, Unit] = {}
        for unit in units:
            self._known.setdefault(fold(unit.source), unit)

    def exact(self, source: str) -> Unit | None:
        """The unit of this very source, but for white space, quotation marks and dashes."""
        return self._known.get(fold(source))


class Memory:
    """Approved pairs, to be asked by their source; of equal ones the first is kept.

    Args:
        units: What it holds, in order of preference; for an `index` give none.
        index: An index on the disk.
        mend: Called when that is damaged.
        terms: The glossary, for how much a differing term takes off.
    """

    def __init__(
        self,
        units: Iterable[Unit] = (),
        *,
        index: Index | None = None,
        mend: Mend | None = None,
        terms: Terms | None = None,
    ) -> None:
        self._index = index if index is not None else fill(Index(), units)
        self._mend = mend
        self._terms = terms
        self.lock = threading.RLock()
        """Held while the index is asked; to be held while it is written."""

    def __len__(self) -> int:
        return self._ask(lambda index: len(index))  # noqa: PLW0108 - the index may be mended

    def exact(self, source: str) -> Unit | None:
        """The unit of this very source, but for white space, quotation marks and dashes.

        Letter case counts. One that is the same to the letter goes first.
        """
        return self._ask(lambda index: _exact(index, source))

    def find(self, source: str, minimum: float, limit: int = 5) -> list[tuple[Unit, float]]:
        """Units of a sentence or of ones like it, best first; an exact one scores 1.

        Args:
            source: The sentence to look up.
            minimum: The least score of a near one.
            limit: How many near ones at most.
        """
        exact = self.exact(source)
        near = [found for found in self.near(source, minimum, limit) if found[0] != exact]
        return [(exact, 1.0), *near] if exact else near

    def near(self, source: str, minimum: float = 0.75, limit: int = 5) -> list[tuple[Unit, float]]:
        """Units whose source has nearly the same words, the nearest first.

        The score is that of `likeness`, 0 to 0.99. Letter case and punctuation do not count.

        Args:
            source: The sentence to look up.
            minimum: The least score that is wanted, over 0.
            limit: How many are wanted at most.
        """
        asked = Sentence(source, self._terms)
        return self._ask(lambda index: self._near(index, asked, minimum, limit))

    def _near(
        self, index: Index, asked: Sentence, minimum: float, limit: int
    ) -> list[tuple[Unit, float]]:
        """Look at the sentences in the order of what they score at most, until none is better."""
        found: list[tuple[float, str, int, Unit]] = []
        for most, number in _candidates(index, asked, minimum):
            if len(found) >= limit and most < -nsmallest(limit, found)[-1][0]:
                break
            text = index.text(number)
            score = likeness(asked, Sentence(text, self._terms), minimum)
            if score >= minimum:
                found += (
                    (-score, one.name, one.position, one.unit) for one in index.pairs(number, text)
                )
        return [(unit, -score) for score, _, _, unit in sorted(found, key=lambda f: f[:3])[:limit]]

    def stored(self) -> Iterator[tuple[Stored, bool]]:
        """Every unit, by file and place in it, and whether its pair has not been there before."""
        return self._whole().stored()

    def repeated(self) -> Iterator[tuple[list[Stored], int]]:
        """Pairs that several units have: the first two of these, and how many there are."""
        return self._whole().repeated()

    def disputed(self) -> Iterator[list[Stored]]:
        """The different translations of sentences that have more than one, in order."""
        return self._whole().disputed()

    def _whole(self) -> Index:
        """The index, found to be undamaged: who reads all of it cannot begin again."""
        self._ask(lambda index: index.check())
        return self._index

    def _ask(self, question: Callable[[Index], _T]) -> _T:
        """Ask the index; where it is damaged, once more with a new one."""
        with self.lock:
            try:
                return question(self._index)
            except DAMAGE:
                if self._mend is None:
                    raise
                self._index = self._mend()
                return question(self._index)


def _exact(index: Index, source: str) -> Unit | None:
    """The first unit of the same sentence, else the first of one that differs in typography."""
    found = [
        (text != source, one.name, one.position, one.unit)
        for number, text in index.sentences(source)
        for one in index.pairs(number, text)
    ]
    return min(found, key=lambda item: item[:3])[3] if found else None


def _candidates(index: Index, asked: Sentence, minimum: float) -> list[tuple[float, int]]:
    """Sentences by what they can score at most, the best first."""
    known = index.words(asked.tokens)
    numbers = _sharing(index, asked.tokens, known, minimum) if known else []
    if not numbers:
        return []
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not for --help
    from rapidfuzz.process import extract_iter  # noqa: PLC0415

    code = "".join(character(known[t][0]) if t in known else UNKNOWN for t in asked.tokens)
    codes = index.codes(numbers)
    scored = extract_iter(
        code, codes, scorer=Levenshtein.normalized_similarity, score_cutoff=minimum
    )
    return sorted(((score, number) for _, score, number in scored), reverse=True)


def _sharing(
    index: Index, tokens: Sequence[str], known: dict[str, tuple[int, int]], minimum: float
) -> list[int]:
    """The numbers of sentences that share enough words to reach the minimum.

    Two lists of words that are alike to a degree share that part of the longer one at
    least. So of any words of the query, as many as may be missing and one more, a
    sentence has at least one; and of some more, as many more. The rarest are asked.
    """
    allowed = len(tokens) - ceil(minimum * len(tokens) - _SURE)
    rarest = sorted((known[token][1], token) if token in known else (0, "") for token in tokens)
    asked = rarest[: allowed + 1]
    for often, token in rarest[allowed + 1 : allowed + _OVERLAP]:
        if often > _CHEAP:
            break
        asked.append((often, token))
    needed = len(asked) - allowed
    if needed < 1:
        return []
    shared: Counter[int] = Counter()
    for token, times in Counter(token for often, token in asked if often).items():
        numbers = index.with_word(known[token][0])
        shared.update(numbers if times == 1 else dict.fromkeys(numbers, times))
    return [number for number, times in shared.items() if times >= needed]
