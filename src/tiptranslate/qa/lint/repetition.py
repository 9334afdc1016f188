"""Paragraphs and sentences that a release has twice."""

import re
from collections.abc import Iterator

from tiptranslate.languages.words import fold
from tiptranslate.model import BlockKind, Level
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText

_KINDS = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.QUESTION,
        BlockKind.ANSWER,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
    }
)
"""Headlines come again in the text, contacts and notes are boilerplate."""
_LEAST = 5
"""Words from which the same sentence is no chance."""
_OPENING = re.compile(
    r"^(?:[qa]: )?"
    r"(?:(?:however|moreover|furthermore|besides|also|therefore|thus|in addition)\b,? ?)?"
)
_SIGNS = re.compile(r"[^\w%]+")


def _key(text: str) -> str:
    """A text without capitals, punctuation and what ties it to the one before; "" if short."""
    key = _SIGNS.sub(" ", _OPENING.sub("", fold(text))).strip()
    return key if key.count(" ") >= _LEAST - 1 else ""


def _line(text: SourceText, block: int) -> str:
    """How a message names the first place."""
    return f"line {text.release.blocks[block].line}"


class RepeatedParagraph(SourceCheck):
    """A paragraph that stands in the release twice.

    Why: Nearly always a slip of copying and pasting, and the second one pushes out what
    should have stood there.

    Limits: Only the same words count, whatever the punctuation; five at least. Headlines,
    contacts and notes are passed over, and so is what two releases share.
    """

    id = "repeated-paragraph"
    level = Level.WARNING
    bad = (
        Bad(
            "A headline\n\nThe course took five days in May.\n\nIt was good.\n\n"
            "The course took five days in May.",
            "The course took five days in May.",
        ),
    )
    good = (
        "A headline\n\nThe course took five days.\n\nThe course took six days.",
        "A headline\n\nThank you, Ms. Karimova.\n\nIt ended.\n\nThank you, Ms. Karimova.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Compare the paragraphs with those before them."""
        for number, first in _repeated(text).items():
            yield Hit(
                number,
                0,
                len(text.texts[number]),
                message=f"the same paragraph as in {_line(text, first)}; delete one",
            )


def _repeated(text: SourceText) -> dict[int, int]:
    """The blocks that repeat another, with the first of them."""
    first: dict[str, int] = {}
    repeated: dict[int, int] = {}
    for number, block in enumerate(text.release.blocks):
        if block.kind in _KINDS and (key := _key(block.text)):
            if key in first:
                repeated[number] = first[key]
            first.setdefault(key, number)
    return repeated


class RepeatedSentence(SourceCheck):
    """A sentence that stands in the release twice.

    Why: The reader stumbles, and the second time it usually stands in another's place.

    Limits: Like repeated paragraphs; "However," and the like at the beginning make no
    difference. A paragraph that is repeated as a whole is not reported here again.
    """

    id = "repeated-sentence"
    level = Level.WARNING
    bad = (
        Bad(
            "A headline\n\nMany cases remain unknown to the police. We ask why that is.\n\n"
            "It is late. However, many cases remain unknown to the police.",
            "However, many cases remain unknown to the police.",
        ),
    )
    good = (
        "A headline\n\nIt is late. We go home.\n\nIt is late. We stay here.",
        "Many cases remain unknown to us\n\nMany cases remain unknown to us. We ask why it is so.",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Compare the sentences with those before them."""
        skipped = _repeated(text)
        first: dict[str, int] = {}
        for segment in text.segments:
            if segment.kind not in _KINDS or segment.block in skipped:
                continue
            key = _key(segment.text)
            if not key:
                continue
            if key in first:
                yield Hit(
                    segment.block,
                    segment.start,
                    segment.end,
                    message=f"the same sentence as in {_line(text, first[key])}; delete one",
                )
            first.setdefault(key, segment.block)


CHECKS: tuple[SourceCheck, ...] = (RepeatedParagraph(), RepeatedSentence())
