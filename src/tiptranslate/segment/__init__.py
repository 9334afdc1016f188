"""The second stage: blocks become sentences, by SRX rules a user can extend.

Joining the segments of a block and the gaps between them gives the block exactly.
"""

from collections.abc import Sequence
from pathlib import Path

from tiptranslate.model import Block, BlockKind, Release, Segment
from tiptranslate.segment.shadow import Spans, between_marks, placeholder_spans, shadow
from tiptranslate.segment.splitter import Splitter, rule_bytes

__all__ = ["Splitter", "rule_bytes", "segment", "user_rules"]

_WHOLE = {BlockKind.CONTACT, BlockKind.DATELINE, BlockKind.SEPARATOR}
"""Kinds that are one segment each: a contact line's "Tel." and "Ext." end no sentence.

Where a document has the lines of a contact block in one paragraph, each line is one.
"""


def segment(release: Release, splitter: Splitter) -> tuple[Segment, ...]:
    """The sentences of a release in reading order; a separator is a segment of its kind."""
    return tuple(
        Segment(text=block.text[start:end], block=number, start=start, end=end, kind=block.kind)
        for number, block in enumerate(release.blocks)
        for start, end in _spans(block, release.markup, splitter)
    )


def _spans(block: Block, markup: str, splitter: Splitter) -> Spans:
    """Where the sentences of a block are."""
    if block.kind in _WHOLE:
        if markup == "inline" and block.kind is BlockKind.CONTACT:
            return between_marks(block.text)
        return ((0, len(block.text)),)
    if markup == "inline":
        return placeholder_spans(block.text, splitter.spans)
    return splitter.spans(shadow(block.text) if markup == "markdown" else block.text)


def user_rules(folder: Path) -> Sequence[Path]:
    """The SRX files of a workspace's ``segment`` folder, in the order of their names."""
    return sorted(folder.glob("*.srx")) if folder.is_dir() else ()
