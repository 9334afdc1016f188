"""From an offset in a block's text to its line and column in the release's file.

A block's text is its stretch of the file, trimmed; in Markdown also put on one line,
and without the backslash in front of the bars in a cell of a table.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from tiptranslate.model import Block, Release

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKDOWN_LINE_END = re.compile(r"\r\n|[\n\r]")
_SPACE = r"\s\u200b\u2060\ufeff"
_QUOTE_MARKS = re.compile(rf"[{_SPACE}>]*")
_TRAILING = re.compile(rf"[{_SPACE}]+$")


class Places:
    """Finds the places of one release's blocks in its file.

    Attributes:
        source: The text of the file, without a byte order mark.
    """

    def __init__(self, release: Release) -> None:
        self._release = release
        blocks = release.blocks
        self.source = "".join(block.before + block.raw for block in blocks) + release.tail
        sizes = (len(block.before) + len(block.raw) for block in blocks)
        self._starts = list(accumulate(sizes, initial=0))
        self._offsets: dict[int, list[int] | None] = {}

    def span(self, block: int, start: int, end: int, *, raw: bool = False) -> tuple[int, int]:
        """Where ``start:end`` of a block begins and ends in the source.

        Args:
            block: The block's number; one more than the last, with ``raw``, is the tail.
            start: Offset in the block's text; in its ``before + raw`` if ``raw``.
            end: Likewise.
            raw: What the offsets count in.
        """
        base = self._starts[block]
        if raw:
            return base + start, base + end
        base += len(self._release.blocks[block].before)
        offsets = self._map(block)
        if offsets is None:
            return base + start, base + end
        last = offsets[end - 1] + 1 if end > start else offsets[start]
        return base + offsets[start], base + last

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The stretches of the source that belong to no block."""
        for start, block in zip(self._starts, self._release.blocks, strict=False):
            yield start, start + len(block.before)
        yield self._starts[-1], len(self.source)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset in the source."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        """Where every line begins, by the line ends of the format."""
        ends = _MARKDOWN_LINE_END if self._release.markup == "markdown" else _LINE_END
        return [0, *(end.end() for end in ends.finditer(self.source))]

    def _map(self, block: int) -> list[int] | None:
        """The offset in ``raw`` of every character of a text; None where both are the same."""
        if block not in self._offsets:
            part = self._release.blocks[block]
            self._offsets[block] = None if part.text == part.raw else _walk(part)
        return self._offsets[block]


def _walk(block: Block) -> list[int]:
    """The offset in ``raw`` of every character of a block's text, and of its end.

    Raises:
        ValueError: The text is not the raw stretch on one line; then the reader has a bug.
    """
    text, raw = block.text, block.raw
    offsets: list[int] = []
    for start, end in _lines(raw):
        piece = _piece(text, len(offsets) + bool(offsets), raw, start, end)
        if piece is None:
            raise ValueError(block)
        if end < len(raw) and len(offsets) + bool(offsets) + len(piece) == len(text):
            continue  # marks that look like the end of the text, which is the end of ``raw`` too
        if piece and offsets:
            offsets.append(offsets[-1] + 1)  # the space that joins two lines
        offsets += piece
    if len(offsets) != len(text):
        raise ValueError(block)
    return [*offsets, len(raw)]


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _LINE_END.finditer(raw):
        yield start, end.start()
        start = end.end()
    yield start, len(raw)


def _piece(text: str, cursor: int, raw: str, start: int, end: int) -> list[int] | None:
    """The offsets of a raw line's characters that stand in a text from ``cursor`` on.

    In front of them may be white space and the marks of a block quotation; which of
    these belong to the text only the text can say. Empty for a line of nothing else.
    """
    end -= len(found[0]) if (found := _TRAILING.search(raw[start:end])) else 0
    marks = _QUOTE_MARKS.match(raw, start, end)
    behind = marks.end() if marks else start
    for begin in range(start, min(behind, end - 1) + 1):
        line = raw[begin:end]
        if text.startswith(line, cursor) and _ends(text, cursor + len(line)):
            return list(range(begin, end))
        bare = line.replace("\\|", "|")
        if bare != line and text.startswith(bare, cursor) and _ends(text, cursor + len(bare)):
            return _bars(line, begin)
    return [] if behind >= end else None


def _ends(text: str, offset: int) -> bool:
    return offset == len(text) or text[offset] == " "


def _bars(line: str, begin: int) -> list[int]:
    """The offsets of a line's characters without the backslashes in front of bars."""
    dropped = {match.start() for match in re.finditer(r"\\\|", line)}
    return [begin + offset for offset in range(len(line)) if offset not in dropped]
