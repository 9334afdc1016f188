"""How alike two sentences are for the memory: by their words, less what would mislead.

The likeness is the word-level Levenshtein similarity. A translator who is offered a sentence
with another figure, name or term in it overlooks that one word first, so each kind that
differs costs more than the word itself.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import floor

from tiptranslate import markup
from tiptranslate.languages.typography import VARIANTS
from tiptranslate.markup import Kind

NEARLY = 0.99
"""The most that a near match scores: 1 is kept for exact ones."""
# What is taken off is set by hand, as translation tools let one; see docs/memory.md.
NUMBER_PENALTY = 0.1
"""Taken off where the figures differ."""
NAME_PENALTY = 0.05
"""Taken off where a name or acronym of one sentence is not in the other."""
TERM_PENALTY = 0.05
"""Taken off where the terms of the glossary differ."""

Terms = Callable[[str], frozenset[str]]
"""Gives the terms of a sentence, each by the wording the glossary knows it by."""

_SPACE = re.compile(r"[\s\u00a0\u200b\u202f\u2060\ufeff]+")
_TOKEN = re.compile(r"\w+(?:['’ʼʻ.,-]\w+)*")
_STARTS = re.compile(r"(?:^|[.!?:;…][\"')\]]*\s)[\"'(\[*_\s-]*$")
"""What stands before the first word of a sentence, a quotation or an item."""
_NAMES = (Kind.NAME, Kind.ACRONYM)


def fold(text: str) -> str:
    """A source without the differences that do not matter for an exact match."""
    return _SPACE.sub(" ", text).strip().translate(VARIANTS)


def tokens(text: str) -> list[str]:
    """The words and figures of a source in small letters."""
    return tokens_of(fold(text))


def tokens_of(plain: str) -> list[str]:
    """The same of a source that is folded already."""
    return _TOKEN.findall(plain.lower())


@dataclass(frozen=True)
class Sentence:
    """A sentence with what the memory compares, each worked out when first asked for.

    Args:
        text: The sentence.
        terms: Finds the terms of the glossary; None for a workspace without one.
    """

    text: str
    terms: Terms | None = None

    @cached_property
    def tokens(self) -> list[str]:
        """Its words, see `tokens`."""
        return tokens(self.text)

    @cached_property
    def figures(self) -> Counter[str]:
        """Its figures, see `markup.numbers`."""
        return Counter(markup.numbers(self.text))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of its names: in capitals or capitalised, but not for opening a sentence."""
        return frozenset(map(_stem, _names(self.text)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """All its words without the ending of the possessive."""
        return frozenset(map(_stem, self.tokens))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The glossary's terms in it."""
        return self.terms(self.text) if self.terms else frozenset()


def likeness(asked: Sentence, found: Sentence, minimum: float) -> float:
    """How alike two sentences are, 0 to `NEARLY`; anything below the minimum may come as 0.

    Args:
        asked: The one that is looked up; the order of the two makes no difference.
        found: One of the memory.
        minimum: The least that is of interest.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - not for --help

    if not asked.tokens or not found.tokens:
        return 0.0
    score = Levenshtein.normalized_similarity(asked.tokens, found.tokens, score_cutoff=minimum)
    if score < minimum:
        return 0.0
    if asked.text != found.text:
        score -= _penalty(asked, found)
    return min(score, NEARLY)


def per_cent(score: float) -> int:
    """A likeness of 0 to 1 in whole per cent, rounded down, but not for a float's last digit."""
    return floor(score * 100 + 1e-9)


def _penalty(asked: Sentence, found: Sentence) -> float:
    """What the figures, names and terms of two sentences take off."""
    penalty = 0.0
    if asked.figures != found.figures:
        penalty += NUMBER_PENALTY
    # Who is named in both is named in both, whichever of them is written in capitals.
    if asked.names - found.stems or found.names - asked.stems:
        penalty += NAME_PENALTY
    if asked.vocabulary != found.vocabulary:
        penalty += TERM_PENALTY
    return penalty


def _names(text: str) -> list[str]:
    """The words of a sentence that are written as names, in small letters.

    Titled names and acronyms count anywhere, other capitals only inside a sentence, and
    not in a headline whose words have them nearly all.
    """
    spans = (span for span in markup.find_spans(text) if span.kind in _NAMES)
    found = [word for span in spans for word in tokens(text[span.start : span.end])]
    plain = text.translate(VARIANTS)
    words = list(_TOKEN.finditer(plain))
    capitals = [match for match in words if match[0][0].isupper()]
    if 2 * len(capitals) > len(words):
        return found
    inside = (m[0] for m in capitals if not _STARTS.search(plain, max(0, m.start() - 8), m.start()))
    return found + [word.lower() for word in inside if word != "I" and not word.startswith("I'")]


def _stem(word: str) -> str:
    return word.removesuffix("'s")
