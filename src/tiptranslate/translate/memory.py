"""The translation memory: what people have approved before, found again exactly or nearly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import ceil

from tiptranslate import markup
from tiptranslate.languages.typography import VARIANTS
from tiptranslate.model import Unit

_SPACE = re.compile(r"[\s\u00a0\u200b\u202f\u2060\ufeff]+")
_TOKEN = re.compile(r"\w+(?:['’ʼʻ.,-]\w+)*")

NEARLY = 0.99
"""The most that a near match scores: 1 is kept for exact ones."""

_NUMBER_PENALTY = 0.1


class Memory:
    """Approved pairs, to be asked by their source; of equal ones the first given is kept.

    Built when first asked, once: 10,000 units take about a tenth of a second.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        different: dict[tuple[str, str], Unit] = {}
        for unit in units:
            different.setdefault((unit.source, unit.target), unit)
        self._units = tuple(different.values())

    def __len__(self) -> int:
        return len(self._units)

    def exact(self, source: str) -> Unit | None:
        """The unit of this very source, but for white space, quotation marks and dashes.

        Letter case counts. One that is the same to the letter goes first.
        """
        numbers = self._exact.get(_fold(source))
        if numbers is None:
            return None
        same = [number for number in numbers if self._units[number].source == source]
        return self._units[(same or numbers)[0]]

    def near(self, source: str, minimum: float = 0.75, limit: int = 5) -> list[tuple[Unit, float]]:
        """Units whose source has nearly the same words, the nearest first.

        The score is the word-level Levenshtein similarity, 0 to 0.99, less a tenth
        where the figures differ. Letter case and punctuation do not count.

        Args:
            source: The sentence to look up.
            minimum: The least score that is wanted, over 0.
            limit: How many are wanted at most.
        """
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not for --help

        tokens = _tokens(source)
        figures = Counter(markup.numbers(source))
        found = []
        for number in self._candidates(tokens, minimum):
            score = Levenshtein.normalized_similarity(
                tokens, self._tokens[number], score_cutoff=minimum
            )
            if score < minimum:
                continue
            if Counter(markup.numbers(self._units[number].source)) != figures:
                score -= _NUMBER_PENALTY
            if score >= minimum:
                found.append((-min(score, NEARLY), number))
        return [(self._units[number], -score) for score, number in sorted(found)[:limit]]

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        """The numbers of the units by folded source."""
        index: dict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(self._units):
            index[_fold(unit.source)].append(number)
        return dict(index)

    @cached_property
    def _tokens(self) -> list[list[str]]:
        """The words of each unit's source."""
        return [_tokens(unit.source) for unit in self._units]

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """The numbers of the units by each of their words."""
        index: dict[str, list[int]] = defaultdict(list)
        for number, tokens in enumerate(self._tokens):
            for token in set(tokens):
                index[token].append(number)
        return dict(index)

    def _candidates(self, tokens: Sequence[str], minimum: float) -> list[int]:
        """Units that could reach the minimum, by length and by their rare words.

        Two lists of words that are alike to a degree share that part of the longer
        one at least. So a unit that has none of the query's rarest words, one more
        than may be missing, cannot reach it.
        """
        missing = len(tokens) - ceil(minimum * len(tokens) - 1e-9)
        rarest = sorted(tokens, key=lambda token: (len(self._postings.get(token, ())), token))
        numbers = {
            number for token in rarest[: missing + 1] for number in self._postings.get(token, ())
        }
        shortest, longest = minimum * len(tokens) - 1e-9, len(tokens) / minimum + 1e-9
        return [n for n in sorted(numbers) if shortest <= len(self._tokens[n]) <= longest]


def _fold(text: str) -> str:
    """A source without the differences that do not matter for an exact match."""
    return _SPACE.sub(" ", text).strip().translate(VARIANTS)


def _tokens(text: str) -> list[str]:
    """The words and figures of a source in small letters."""
    return _TOKEN.findall(_fold(text).lower())
