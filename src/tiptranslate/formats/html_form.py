"""A page of HTML as pieces of text, and the same page with other texts in it.

The page's source is cut at its texts and put together again: what is no text comes out
byte for byte, and so does every block whose text is not another.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tiptranslate.errors import InputError
from tiptranslate.formats.form import PLACEHOLDER, Piece
from tiptranslate.formats.html_blocks import Block, blocks
from tiptranslate.formats.html_charset import decode_page
from tiptranslate.formats.html_head import marked, with_banner
from tiptranslate.formats.html_inline import to_inline, to_source
from tiptranslate.formats.html_tokens import Part, Token, tokens
from tiptranslate.formats.inline import Nodes, Slot, lay_out, put, slots, tidy
from tiptranslate.formats.inline_text import to_nodes, to_text
from tiptranslate.languages import Language

LARGEST = 8 << 20
"""Bytes of a page; a release with pictures inside it has a few MiB."""
_COMMENT = re.compile(r"<!--\s*tiptranslate:(.*?)-->", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with its pieces; ``twin`` is the text that a page's title repeats."""

    block: Block
    layout: Nodes
    twin: str = ""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places of its pieces."""
        return () if self.twin else tuple(slots(self.layout))


class HtmlForm:
    """A page; see `Form`.

    Args:
        data: The file.
        path: For messages.

    Raises:
        InputError: It is too large, or in characters that are not known.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        if len(data) > LARGEST:
            raise InputError(
                f"has more than {LARGEST >> 20} MiB; save it without the pictures in it", path=path
            )
        page, self._codec = decode_page(data, path)
        if "\0" in page:
            raise InputError("is no page: it has NUL characters in it; save it as HTML", path=path)
        self._tokens = list(tokens(page))
        self.pieces: tuple[Piece, ...] = tuple(_pieces(_read(self._tokens)))
        self.notes: tuple[str, ...] = ()
        self.directives: tuple[tuple[str, int], ...] = tuple(
            (found[1], token.line)
            for token in self._tokens
            if token.part is Part.OTHER and (found := _COMMENT.fullmatch(token.source))
        )

    def filled(self, texts: Sequence[str], language: Language, banner: Sequence[str] = ()) -> bytes:
        """The page with these texts in the place of its pieces', in their order, in UTF-8.

        Parts marked as being in the page's own language are marked with the new one. The
        lines of ``banner`` stand above all else, bold and framed.
        """
        if len(texts) != len(self.pieces):
            raise ValueError(f"{len(texts)} texts for {len(self.pieces)} pieces")
        titles = {
            _plain(piece.text): _plain(text) for piece, text in zip(self.pieces, texts, strict=True)
        }
        page = marked(self._tokens, language.tag, self._codec)
        rest = iter(texts)
        codec = "utf-8-sig" if self._codec in ("utf-8-sig", "utf-16") else "utf-8"
        source = "".join(
            _source(part, rest, titles) if isinstance(part, _Paragraph) else part.source
            for part in _read(with_banner(page, banner))
        )
        return source.encode(codec, "replace")


def _pieces(parts: Iterable[_Paragraph | Token]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, _Paragraph):
            for slot in part.slots:
                text, _ = to_text(slot, squeeze=True)
                yield Piece(text, _line(part.block), part.block.kind, part.block.level)


def _read(page: Sequence[Token]) -> list[_Paragraph | Token]:
    """The paragraphs of a page, and what stands between them."""
    found = [
        _Paragraph(part, lay_out(tidy(to_inline(part.tokens)))) if isinstance(part, Block) else part
        for part in blocks(page)
    ]
    texts = {
        _plain(to_text(slot, squeeze=True)[0])
        for part in found
        if isinstance(part, _Paragraph) and not part.block.is_title
        for slot in part.slots
    }
    return [_with_twin(part, texts) if isinstance(part, _Paragraph) else part for part in found]


def _with_twin(part: _Paragraph, texts: set[str]) -> _Paragraph:
    """A page's title that only repeats what stands in it is no piece of its own."""
    if not part.block.is_title or len(part.slots) != 1:
        return part
    text = to_text(part.slots[0], squeeze=True)[0]
    return replace(part, twin=text) if text in texts else part


def _source(part: _Paragraph, rest: Iterator[str], titles: Mapping[str, str]) -> str:
    """A paragraph's source with the next texts in it; its own where they are no others."""
    own = "".join(token.source for token in part.block.tokens)
    if part.twin:
        new = titles.get(part.twin, part.twin)
        return own if new == part.twin else html.escape(new, quote=False)
    contents, changed = [], False
    for slot in part.slots:
        before, table = to_text(slot, squeeze=True)
        text = next(rest)
        changed = changed or text != before
        contents.append(slot.children if text == before else to_nodes(text, table))
    if not changed:
        return own
    return "".join(to_source(put(part.layout, iter(contents))))


def _plain(text: str) -> str:
    return PLACEHOLDER.sub("", text)


def _line(block: Block) -> int:
    """The line of a block's first word."""
    first = next(t for t in block.tokens if t.part is Part.TEXT and not t.source.isspace())
    blank = first.source[: len(first.source) - len(first.source.lstrip())]
    return first.line + blank.count("\n") + blank.count("\r") - blank.count("\r\n")
