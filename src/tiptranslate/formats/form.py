"""What every kind of document with a form of its own can do.

Inline markup (bold, italic, a link, a line break, a footnote's mark) travels as numbered
placeholders that a translator can move: ``⟦1⟧contact point⟦/1⟧`` around a stretch,
``⟦2/⟧`` for what has no text. Numbers count from 1 in every piece.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tiptranslate.languages import Language
from tiptranslate.model import BlockKind

PLACEHOLDER = re.compile(r"⟦(/?)([0-9]{1,4})(/?)⟧")
"""Opening, closing (a slash before) or standing alone (a slash behind)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, cell, list item or the like, with placeholders in its ``text``.

    ``line`` counts pieces from 1 where the format has no lines. ``level`` is the heading's
    or list's depth. ``kind`` is None where the format does not say; then the words do.
    """

    text: str
    line: int
    kind: BlockKind | None = None
    level: int = 0


class Form(Protocol):
    """A document that was opened."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
    """What a reader should know of, one line each: accepted changes, parts left out."""
    directives: tuple[tuple[str, int], ...]
    """What comments say to the program behind their "tiptranslate:", each with its line."""

    def filled(self, texts: Sequence[str], language: Language, banner: Sequence[str] = ()) -> bytes:
        """The document with these texts in the place of its pieces', in their order.

        Styles, headings, links, tables and pictures stay; runs get the language. The
        lines of ``banner`` become paragraphs at the very top that cannot be overlooked
        (bold, framed): the warning of a draft.
        """
