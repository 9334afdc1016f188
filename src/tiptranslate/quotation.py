"""Where a text quotes: stretches in quotation marks.

Double marks are curly, straight or angular; which way a straight one faces is read
off the characters beside it. Single marks count only in pairs, for most are apostrophes.
Every function reads a text once, so that no text, however hostile, takes more than
linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DOUBLE = re.compile(r'["“”„‟«»]')
_OPENING = "“„‟«"
_CLOSING = "”»"
_ANGULAR = "«»"
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{-–—/‘'“«„*_")
_BEHIND_CLOSING = frozenset(" \t\n\u00a0\u202f.,;:!?)]}…-–—/’'”»*_|")
# "’90s", "'tis" and "o‘zbek" open nothing.
_SINGLE = re.compile(
    r"(?P<open>(?<!\w)['‘](?=\w)(?!(?:[0-9]0s|tis|twas|em|til|cause)\b))"
    r"|(?P<close>(?<=[^\s('‘“\"])['’](?!\w))"
)
_POSSESSIVE = re.compile(r"(?<=[sS])['’](?= [a-z])")
_PARTNER = {"'": "'", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text[start:end]`` stands in double marks, marks included.

    ``depth`` is the number of quotations around it, ``mark`` its opening mark.
    One that is not ``closed`` reaches to where the one around it or the text ends.
    """

    start: int
    end: int
    depth: int
    mark: str
    closed: bool


@dataclass(frozen=True, slots=True)
class DoubleMarks:
    """The quotations of a text in double marks by start, and closing marks that close nothing."""

    quotations: tuple[Quotation, ...] = ()
    unopened: tuple[int, ...] = ()


_NONE = DoubleMarks()


def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches in quotation marks, marks included, outermost only, in the text's order.

    A double mark that is never closed quotes to the end of the text: a quotation of
    several paragraphs closes in the last one only.
    """
    found = [(each.start, each.end) for each in double_marks(text).quotations if not each.depth]
    if "'" in text or "‘" in text:
        found += _singles(text)
        found.sort()
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=512)
def double_marks(text: str) -> DoubleMarks:
    """The quotations of a text in double marks, nested ones too."""
    if not _DOUBLE.search(text):
        return _NONE
    reader = _Reader(text)
    for match in _DOUBLE.finditer(text):
        reader.read(match.start())
    return reader.result()


class _Reader:
    """Pairs double marks, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[int] = []
        self._angular = 0  # how many of the open ones are angular
        self._found: list[Quotation] = []
        self._unopened: list[int] = []

    def read(self, at: int) -> None:
        """Take the next mark."""
        if self._opens(at):
            self._angular += self._text[at] in _ANGULAR
            self._open.append(at)
        else:
            self._close(at)

    def result(self) -> DoubleMarks:
        """What was found; what is still open reaches to the end of the text."""
        while self._open:
            self._pop(len(self._text), closed=False)
        self._found.sort(key=lambda each: each.start)
        return DoubleMarks(tuple(self._found), tuple(self._unopened))

    def _opens(self, at: int) -> bool:
        """Whether a mark opens: by its shape, then by its neighbours, then in turns."""
        mark = self._text[at]
        if mark in "„‟" + _ANGULAR:
            return mark in _OPENING
        before = self._text[at - 1] if at else " "
        behind = self._text[at + 1 : at + 2] or " "
        faces_right = before in _BEFORE_OPENING
        faces_left = behind in _BEHIND_CLOSING
        if mark == "“":
            top = self._text[self._open[-1]] if self._open else ""
            return not (top in ("„", "‟") or (top and faces_left and not faces_right))
        if mark == "”":
            return not self._open and faces_right and not faces_left
        if faces_right != faces_left:
            return faces_right
        return len(self._open) == self._angular

    def _close(self, at: int) -> None:
        """Close the innermost quotation of the mark's family, and what is open inside it."""
        angular = self._text[at] in _ANGULAR
        if not (self._angular if angular else len(self._open) - self._angular):
            self._unopened.append(at)
            return
        while (self._text[self._open[-1]] in _ANGULAR) != angular:
            self._pop(at, closed=False)
        self._pop(at + 1, closed=True)

    def _pop(self, end: int, *, closed: bool) -> None:
        start = self._open.pop()
        mark = self._text[start]
        self._angular -= mark in _ANGULAR
        self._found.append(Quotation(start, end, len(self._open), mark, closed))


def _singles(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in single marks.

    "workers' rights" looks as if it closed, and does so only where nothing else does.
    """
    start, perhaps = -1, -1
    for match in _SINGLE.finditer(text):
        at = match.start()
        if match.lastgroup == "open":
            if perhaps >= 0:
                yield start, perhaps
            start, perhaps = at, -1
        elif start < 0 or text[at] != _PARTNER[text[start]]:
            continue
        elif not _POSSESSIVE.match(text, at):
            yield start, at + 1
            start, perhaps = -1, -1
        elif perhaps < 0:
            perhaps = at + 1
    if perhaps >= 0:
        yield start, perhaps
