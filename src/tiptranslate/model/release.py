"""A press release and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class BlockKind(Enum):
    """What a block is in a press release; the value is what files and JSON show."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    QUESTION = "question"
    ANSWER = "answer"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CONTACT = "contact"
    SEPARATOR = "separator"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """One headline, paragraph, list item or contact line.

    ``text`` is what is segmented and translated: trimmed, on one line. ``raw`` is
    the same stretch as it stands in the source, and ``before`` everything between
    the previous block and this one (line ends, blank lines, list markers), so that
    the ``before`` + ``raw`` of all blocks and the release's ``tail`` are the file.
    ``line`` counts from 1. ``level`` is the heading or list depth where the format has one.
    """

    kind: BlockKind
    text: str
    line: int
    before: str = ""
    raw: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """An ingested press release.

    ``markup`` names the inline markup of its texts, "markdown" or "" for none.
    """

    slug: str
    path: Path
    language: str
    title: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    tail: str = ""
    encoding: str = "utf-8"
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: ``release.blocks[block].text[start:end] == text``."""

    text: str
    block: int
    start: int
    end: int
    kind: BlockKind
