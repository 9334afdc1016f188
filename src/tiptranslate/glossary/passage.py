"""A text cut into words, and whether a wording may stand at a place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from os.path import commonprefix

from tiptranslate.languages.typography import VARIANTS
from tiptranslate.languages.words import TOKEN, fold, plain
from tiptranslate.model import Name, Term, TermStatus, Wording

_WORDS = re.compile(f"({TOKEN.pattern})")
_ADDRESS = re.compile(r"://|@|www\.|[^\W_]\.[a-z]{2,}")
_GLUE = frozenset("@./_:=&?#-$")
_BAD = frozenset({TermStatus.DEPRECATED, TermStatus.FORBIDDEN})
_ORDER = {
    wording: rank
    for rank, wording in enumerate(
        (
            Wording.SOURCE,
            Wording.TARGET,
            Wording.ACRONYM,
            Wording.ALIAS,
            Wording.ADMITTED,
            Wording.WRONG,
            Wording.AVOID,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording of a term or name, and how far a text may depart from it.

    Args:
        item: The term or name; ``wording`` says which of its wordings this is.
        form: The wording as the glossary has it.
        gaps: What stands before every word, as `gap_key` has it; "" before the first.
        words: What may stand for every word: folded words, or ``STEM`` and a stem.
        case: Whether capitals must agree.
        after_hyphen: Whether it may follow a hyphen (non-OSCE).
        before_hyphen: Whether it may stand before one (UNODC-led).
    """

    item: Term | Name
    wording: Wording
    form: str
    gaps: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    case: bool = False
    after_hyphen: bool = False
    before_hyphen: bool = False

    def preference(self, found: str) -> tuple[bool, bool, int]:
        """Sorts the patterns that describe the same words: the best one first."""
        bad = isinstance(self.item, Term) and self.item.status in _BAD
        return plain(found) != plain(self.form), bad, _ORDER[self.wording]


def gap_key(gap: str) -> str:
    """What stands between two words, so that alike gaps are equal: "" for white space."""
    if gap == " ":
        return ""
    key = re.sub(" +", " ", gap.translate(VARIANTS))
    return "" if key == " " else key


def split_words(wording: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded words of a wording, and the `gap_key` before each of them, "" before the first."""
    parts = _WORDS.split(fold(wording))
    return tuple(parts[1::2]), tuple(["", *map(gap_key, parts[2:-1:2])][: len(parts) // 2])


def shared_letters(first: str, second: str) -> int:
    """How many letters two words have in common at their beginnings."""
    return len(commonprefix([first, second]))  # noqa: RUF071 - letters are what is meant


def same_case(found: str, form: str) -> bool:
    """Whether two wordings that agree but for endings have the same capitals.

    A wording that begins with a small letter may begin a sentence; an ending (NGOs,
    BMTning) is in small letters.
    """
    pairs = list(zip(plain(found).split(), plain(form).split(), strict=False))
    if pairs and form[0].islower():
        pairs[0] = (pairs[0][0][:1].lower() + pairs[0][0][1:], pairs[0][1])
    for word, model in pairs:
        stem = shared_letters(word.lower(), model.lower())
        if word[:stem] != model[:stem] or word[stem:] != word[stem:].lower():
            return False
    return True


class Passage:
    """A text cut into words; ``words`` are folded, and counted from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold(text)
        self._parts = _WORDS.split(self._folded)
        self._ends = list(accumulate(map(len, self._parts)))
        self.words = self._parts[1::2]

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self._ends[2 * index]

    def end(self, index: int) -> int:
        """Where a word ends, a possessive ending included."""
        return self._ends[2 * index + 1]

    def gap(self, index: int) -> str:
        """What stands before a word, as `gap_key` has it; an empty line is like nothing else."""
        gap = self._parts[2 * index]
        if len(gap) > 1 and self.text.count("\n", self.end(index - 1), self.start(index)) > 1:
            return "\n"
        return gap_key(gap)

    def admits(self, pattern: Pattern, first: int, last: int, end: int) -> bool:
        """Whether a pattern found from one word to another may be meant there.

        Args:
            pattern: The pattern.
            first: Its first word in the text, ``last`` its last one.
            last: See ``first``.
            end: Where the match ends, at the end of the last word or before its 's.
        """
        start, stop = self.start(first), self.end(last)
        return self._is_free(pattern, start, stop) and (
            not pattern.case or same_case(self.text[start:end], pattern.form)
        )

    def best(self, patterns: Sequence[Pattern], first: int, end: int) -> Pattern:
        """The pattern that comes nearest to what stands from a word to an offset."""
        if len(patterns) == 1:
            return patterns[0]
        found = self.text[self.start(first) : end]
        return min(patterns, key=lambda pattern: pattern.preference(found))

    def _is_free(self, pattern: Pattern, start: int, stop: int) -> bool:
        """Whether hyphens, addresses and sums of money around it leave a match its sense."""
        text = self._folded
        before, after = text[start - 1 : start], text[stop : stop + 1]
        if before not in _GLUE and after not in _GLUE:
            return True
        if before == "-" and text[start - 2 : start - 1].isalnum() and not pattern.after_hyphen:
            return False
        # UN-Habitat is no habitat of the United Nations.
        is_cut = not pattern.before_hyphen or self.text[stop + 1 : stop + 3].istitle()
        if after == "$" or (after == "-" and is_cut):
            return False
        return not self._is_address(start, stop)

    def _is_address(self, start: int, stop: int) -> bool:
        """Whether a stretch belongs to an e-mail or web address."""
        first = self._folded.rfind(" ", 0, start) + 1
        last = self._folded.find(" ", stop)
        # The capital of "met.Victims" is a missing space, not an address.
        return _ADDRESS.search(self.text[first : last if last >= 0 else None]) is not None
