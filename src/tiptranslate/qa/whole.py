"""A release as one string, so that a check searches it once instead of block by block."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from tiptranslate.languages.words import fold
from tiptranslate.qa.source import SourceText

_WORD = re.compile(r"[a-zà-öø-ÿœ]+(?:'[a-zà-öø-ÿœ]+)*")


@dataclass(frozen=True, slots=True)
class Whole:
    """The blocks' texts with a line end between them.

    ``folded`` is as long as ``text``: lower case, plain apostrophes, spaces and
    hyphens. ``tokens`` are its words, hyphens taken as borders, apostrophes not, and
    ``words`` the distinct ones. ``starts`` says where every block begins.
    """

    text: str
    folded: str
    tokens: tuple[str, ...]
    words: frozenset[str]
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int, int]:
        """The block an offset lies in, and where in it the stretch starts and ends."""
        block = bisect_right(self.starts, start) - 1
        return block, start - self.starts[block], end - self.starts[block]


_last: list[tuple[SourceText, Whole]] = []
"""The release asked for last; every check of a run asks for the same one."""


def whole(text: SourceText) -> Whole:
    """The release as one string."""
    if not _last or _last[0][0] is not text:
        _last[:] = [(text, _join(text.texts))]
    return _last[0][1]


def _join(texts: tuple[str, ...]) -> Whole:
    # What folds takes a line end for a space, and no wording runs over the end of a block.
    folded = fold("\0".join(texts)).replace("\0", "\n")
    starts = accumulate((len(one) + 1 for one in texts), initial=0)
    tokens = tuple(_WORD.findall(folded))
    return Whole("\n".join(texts), folded, tokens, frozenset(tokens), (*starts,)[: len(texts)])
