"""Putting safe replacements into a release's text.

Only what a check calls safe; nothing inside a quotation, for that is what somebody
said; nothing in a link, an address, a phone or the symbol of a document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiptranslate.markup import PROTECTED
from tiptranslate.qa.linting import Found, wanted_by
from tiptranslate.qa.places import Places
from tiptranslate.qa.source import Hit, SourceCheck, SourceText


@dataclass(frozen=True, slots=True)
class Fixed:
    """A replacement that was put in; the place is that of the text before this round."""

    check: str
    path: Path
    line: int
    column: int
    found: str
    replacement: str


def fix(text: SourceText, checks: Sequence[SourceCheck]) -> tuple[str, tuple[Fixed, ...]]:
    """The text of a release's file with every safe replacement that checks have for it.

    Where two would overlap the first one wins; the other is for the next round.

    Args:
        text: The release.
        checks: The checks wanted; those that the release ignores are left out.
    """
    places = Places(text.release)
    parts: list[str] = []
    done: list[Fixed] = []
    cursor = 0
    for start, end, check, hit in _edits(text, places, checks):
        if start < cursor or (done and start == end == cursor):
            continue
        found, replacement = places.source[start:end], hit.replacement or ""
        parts += places.source[cursor:start], replacement
        cursor = end
        line, column = places.at(start)
        done.append(Fixed(check.id, text.release.path, line, column, found, replacement))
    return "".join(parts) + places.source[cursor:], tuple(done)


def _edits(
    text: SourceText, places: Places, checks: Sequence[SourceCheck]
) -> list[tuple[int, int, SourceCheck, Hit]]:
    """The replacements that may be made, with their place in the source, in its order."""
    wanted = [
        (check, hit)
        for check in wanted_by(text.release, checks)
        for hit in check.check(text)
        if hit.safe and hit.replacement is not None
    ]
    if not wanted:
        return []
    kept = _kept(text, places, {hit.block for _, hit in wanted})
    edits = [
        (*places.span(hit.block, hit.start, hit.end, raw=hit.raw), check, hit)
        for check, hit in wanted
    ]
    return sorted(
        (
            (start, end, check, hit)
            for start, end, check, hit in edits
            if _is_whole(text, places, (check, hit), (start, end))
            and places.source[start:end] != hit.replacement
            and not any(start < last and first < end for first, last in kept[hit.block])
        ),
        key=lambda edit: edit[:2],
    )


def _is_whole(text: SourceText, places: Places, found: Found, span: tuple[int, int]) -> bool:
    """Whether a stretch of a text stands in the file as it is, on one line.

    A bar in Markdown may part two cells of a table, and may have a backslash in front of it.
    """
    hit, stretch = found[1], places.source[slice(*span)]
    if text.release.markup and "|" in stretch + (hit.replacement or ""):
        return False
    return hit.raw or text.release.blocks[hit.block].text[hit.start : hit.end] == stretch


def _kept(
    text: SourceText, places: Places, blocks: Iterable[int]
) -> dict[int, list[tuple[int, int]]]:
    """By block, what must stay as it is: stretches of the source."""
    return {
        block: [places.span(block, start, end) for start, end in _untouchable(text, block)]
        for block in blocks
    }


def _untouchable(text: SourceText, block: int) -> Iterator[tuple[int, int]]:
    """What stands between quotation marks, the marks left out, and spans that nobody may touch."""
    if block == len(text.release.blocks):
        return
    for start, end in text.quotes[block]:
        if end - start > 2:  # noqa: PLR2004 - the two marks
            yield start + 1, end - 1
    for span in text.spans[block]:
        if span.kind in PROTECTED:
            yield span.start, span.end
