"""Inline marks as the sentence rules should see them.

The rules know quotation marks around a sentence's end but neither asterisks nor
links. The shadow of a Markdown text has the same length; marks look like quotation
marks in it, and what only names something (code, addresses, titles) has no full stops.

Placeholders (``⟦1⟧bold⟦/1⟧``) the rules do not see at all: sentences are found in the text
without them, and then every placeholder is given to the sentence it stands in or at.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import pairwise

Spans = tuple[tuple[int, int], ...]

_MARKS = re.compile(
    r"(?<!`)(?P<code>`++).+?(?<!`)(?P=code)(?!`)"
    r"|!\[[^\[\]\n]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # an image
    r"|(?P<tail>\]\([^()\s]*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\))"  # the second half of a link
    r"|<(?:https?://|mailto:)[^<>\s]+>"
    r"|(?P<emphasis>\*{1,3}|_{1,3})"
)
_PLACEHOLDER = re.compile(r"⟦(?P<closes>/?)[0-9]{1,4}(?P<alone>/?)⟧")


def placeholder_spans(text: str, split: Callable[[str], Spans]) -> Spans:
    """Start and end of every sentence of a text with placeholders.

    A pair's opening half that stands before a sentence belongs to it, as does the closing
    one behind it. What stands alone between two sentences (a line break, a footnote's
    mark) belongs to neither.

    Args:
        text: With placeholders.
        split: Finds the sentences of a text without.
    """
    found = list(_PLACEHOLDER.finditer(text))
    if not found:
        return split(text)
    bare, places = _bared(text, found)
    spans = [(places[start], places[end - 1] + 1) for start, end in split(bare)]
    return _widened(spans, found)


def between_marks(text: str) -> Spans:
    """The stretches of a text between placeholders that stand alone: the lines of an address."""
    alone = [match.span() for match in _PLACEHOLDER.finditer(text) if match["alone"]]
    spans = []
    for (_, start), (end, _) in pairwise([(0, 0), *alone, (len(text), 0)]):
        stretch = text[start:end]
        inner = stretch.strip()
        if inner:
            at = start + stretch.index(inner)
            spans.append((at, at + len(inner)))
    return tuple(spans)


def _bared(text: str, found: list["re.Match[str]"]) -> tuple[str, list[int]]:
    """The text without its placeholders, and where each character of it stands.

    What stands alone between two words is a space there: it may be a line break.
    """
    parts: list[str] = []
    places: list[int] = []
    position = 0
    for match in found:
        parts.append(text[position : match.start()])
        places += range(position, match.start())
        position = match.end()
        following = _PLACEHOLDER.sub("", text[position : position + 40])
        if match["alone"] and following[:1].isalnum():
            parts.append(" ")
            places.append(match.start())
    parts.append(text[position:])
    places += range(position, len(text))
    return "".join(parts), places


def _widened(spans: list[tuple[int, int]], found: list["re.Match[str]"]) -> Spans:
    """Sentences with the halves of pairs between them that are theirs."""
    ends = [end for _, end in spans]
    starts = [start for start, _ in spans]
    for match in found:
        if match["alone"]:
            continue
        if match["closes"]:
            # The last sentence that ends before it takes it, if it is in none.
            number = bisect_right(ends, match.start()) - 1
            if number >= 0 and not _within(match, starts, ends):
                ends[number] = match.end()
    for match in reversed(found):
        if match["alone"] or match["closes"]:
            continue
        number = bisect_left(starts, match.end())
        if number < len(starts) and not _within(match, starts, ends):
            starts[number] = match.start()
    return tuple(zip(starts, ends, strict=True))


def _within(match: "re.Match[str]", starts: list[int], ends: list[int]) -> bool:
    number = bisect_right(starts, match.start()) - 1
    return number >= 0 and match.end() <= ends[number]


def shadow(text: str) -> str:
    """A text of the same length whose sentences end where the reader sees them end."""
    return _MARKS.sub(_Shadow(text), text)


class _Shadow:
    """Replaces one mark after the other."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, match: "re.Match[str]") -> str:
        length = len(match[0])
        if match["tail"]:
            return "”" * length
        if match["emphasis"]:
            return self._emphasis(match) * length
        return "x" * length

    def _emphasis(self, match: "re.Match[str]") -> str:
        """A closing mark after a letter or stop, an opening one before it; else as it stands."""
        before = self._text[match.start() - 1 : match.start()]
        after = self._text[match.end() : match.end() + 1]
        if before and not before.isspace() and before not in "“‘«([":
            return "”" if not after.isalnum() or match[0][0] == "*" else match[0][0]
        return "“" if after and not after.isspace() else match[0][0]
