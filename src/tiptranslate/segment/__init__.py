"""The second stage: blocks become sentences, by SRX rules a user can extend.

Joining the segments of a block and the gaps between them gives the block exactly.
"""

from collections.abc import Sequence
from pathlib import Path

from tiptranslate.model import BlockKind, Release, Segment
from tiptranslate.segment.shadow import shadow
from tiptranslate.segment.splitter import Splitter, rule_bytes

__all__ = ["Splitter", "rule_bytes", "segment", "user_rules"]

_WHOLE = {BlockKind.CONTACT, BlockKind.DATELINE, BlockKind.SEPARATOR}
"""Kinds that are one segment each: a contact line's "Tel." and "Ext." end no sentence."""


def segment(release: Release, splitter: Splitter) -> tuple[Segment, ...]:
    """The sentences of a release in reading order; a separator is a segment of its kind."""
    spans = splitter.spans
    if release.markup == "markdown":
        spans = lambda text: splitter.spans(shadow(text))  # noqa: E731 - same call, other text
    return tuple(
        Segment(text=block.text[start:end], block=number, start=start, end=end, kind=block.kind)
        for number, block in enumerate(release.blocks)
        for start, end in ([(0, len(block.text))] if block.kind in _WHOLE else spans(block.text))
    )


def user_rules(folder: Path) -> Sequence[Path]:
    """The SRX files of a workspace's ``segment`` folder, in the order of their names."""
    return sorted(folder.glob("*.srx")) if folder.is_dir() else ()
