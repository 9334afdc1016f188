"""Where two sentences differ, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 2_000
"""Words and marks from which a comparison would take too long; then all differs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have ("equal"), or one of them ("delete", "insert")."""

    op: str
    text: str


@lru_cache(maxsize=4096)
def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one sentence to another; without the deletions it is the new one."""
    return tuple(_pieces(old, new))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _LONGEST:
        before, after = [old], [new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, start, stop, first, last in matcher.get_opcodes():
        removed, added = "".join(before[start:stop]), "".join(after[first:last])
        if op == "equal":
            yield Piece("equal", added)
            continue
        if removed:
            yield Piece("delete", removed)
        if added:
            yield Piece("insert", added)
