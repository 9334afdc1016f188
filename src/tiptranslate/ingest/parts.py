"""What a format's reader gives: parts, blocks that still know their place in the file."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tiptranslate.model import NOTHING, BlockKind

LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
"""Spaces of every width, and the zero-width characters that word processors leave behind."""
# Nothing but fields, items of lists, comments and indented lines may stand in it, so
# that no text between two rules at the top of a release is taken for fields.
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n"
    r"((?:(?:[A-Za-z][\w-]*:|-[ \t]|#|[ \t]+\S)[^\r\n]*\r?\n)+)"
    r"---[ \t]*(?:\r?\n|\Z)"
)
_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A block and its stretch ``[start, end)`` in the text of the file."""

    kind: BlockKind
    text: str
    line: int
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Directive:
    """A line for the program, not for readers: what stands behind its "tiptranslate:"."""

    text: str
    line: int


Reader = Callable[[str, int], Iterable[Part | Directive]]
"""Takes the text of a file and the offset to begin at; gives its parts in order."""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a stretch by the white and zero-width space at both its ends."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip(SPACES))
    return start, start + len(stretch.strip(SPACES))


def find_metadata(source: str) -> tuple[int, Mapping[str, str]]:
    """Fields of a ``---`` front matter and the offset behind it; (0, nothing) without one."""
    match = _FRONT_MATTER.match(source)
    if not match or not _FIELD.search(match[1]):
        return 0, NOTHING
    return match.end(), {name.lower(): value for name, value in _FIELD.findall(match[1])}
