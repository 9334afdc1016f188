"""Documents with a form of their own (Word, HTML): their pieces become blocks.

What is around the texts stays with `formats`, which puts other texts in their place; a
block has its text alone.
"""

from collections.abc import Sequence
from pathlib import Path

from tiptranslate.formats import PLACEHOLDER, Form, Piece, open_form
from tiptranslate.ingest.directives import ignored, with_ignored
from tiptranslate.ingest.kinds import Classifier
from tiptranslate.ingest.parts import Directive
from tiptranslate.model import NOTHING, Block, BlockKind, Release

MARKUP = "inline"
"""What `Release.markup` says of texts with placeholders."""
_PAGES = (".html", ".htm")
_SOON = 4
"""Pieces in Word among which a heading is the document's own, behind a letterhead."""


def read(data: bytes, path: Path, slug: str, language: str) -> Release:
    """Make a release of a document's bytes.

    What its readers should know of (accepted changes, parts left out) is in the field
    "notes" of its metadata, a line each.

    Raises:
        InputError: It is damaged or unsafe, or a comment for the program makes no sense.
    """
    form = open_form(data, path)
    blocks = tuple(_blocks(form, is_page=path.suffix.lower() in _PAGES))
    checks = [
        check for text, line in form.directives for check in ignored(Directive(text, line), path)
    ]
    metadata = {"notes": "\n".join(form.notes)} if form.notes else NOTHING
    return Release(
        slug=slug,
        path=path,
        language=language,
        title=_title(blocks) or slug,
        blocks=blocks,
        metadata=with_ignored(metadata, checks),
        markup=MARKUP,
    )


def _blocks(form: Form, *, is_page: bool) -> list[Block]:
    classifier = Classifier(headed=_is_headed(form.pieces, is_page=is_page))
    return [
        Block(
            kind=_kind(classifier, piece),
            text=piece.text,
            line=piece.line,
            raw=piece.text,
            level=piece.level,
        )
        for piece in form.pieces
    ]


def _kind(classifier: Classifier, piece: Piece) -> BlockKind:
    """What a piece is; footnotes and the like are notes and belong to nothing around them."""
    if piece.kind is BlockKind.NOTE:
        return BlockKind.NOTE
    # The words decide; what stands alone may be a line break.
    words = PLACEHOLDER.sub(lambda found: " " if found[3] else "", piece.text).strip()
    return classifier.kind(words or piece.text, piece.kind)


def _is_headed(pieces: Sequence[Piece], *, is_page: bool) -> bool:
    """Whether a document says which its headline is; else its first paragraph may be one.

    A page has much above its headline that is none; in Word the first heading may be one
    between paragraphs, below a headline that somebody made large by hand.
    """
    first = next((n for n, piece in enumerate(pieces) if piece.kind is BlockKind.HEADLINE), None)
    return first is not None and (is_page or first < _SOON)


def _title(blocks: Sequence[Block]) -> str:
    """The first headline, before the name of a browser's window."""
    headlines = [block for block in blocks if block.kind is BlockKind.HEADLINE]
    first = next((block for block in headlines if block.level), next(iter(headlines), None))
    return " ".join(PLACEHOLDER.sub(" ", first.text).split()) if first else ""
