"""Plain text: the shape of the source, or two languages in one file."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import zip_longest

from tiptranslate.assemble.document import Passage, Sentence
from tiptranslate.assemble.inline import to_plain
from tiptranslate.assemble.marks import mark, notices, phrase
from tiptranslate.assemble.writer import Writer, are_close, in_own_form, join, text_file
from tiptranslate.model import BlockKind

COLUMN = 48
"""Cells of one column of the side layout: two and the bar between them are 99."""

_BAR = " │ "
_SPACES = re.compile("[\t ]+")
# Latin, Cyrillic and the punctuation between them: one cell a character for certain.
_NARROW = re.compile("[ -~\u00a0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u202f-\u205e]*")


class TextWriter(Writer):
    """UTF-8 text; unreviewed sentences stand in brackets with a word in front."""

    def mono(self) -> bytes:
        """A .txt release keeps its shape to the byte; others are laid out like one."""
        if self.form == "txt":
            return in_own_form(self.document, self._target, self._banner())
        return text_file([*self._head(), self._flow()])

    def stacked(self) -> bytes:
        """Source line and target line under each other, each with its language in front."""
        targets = [document.target for document in self.documents]
        width = max(len(language.tag) for language in (self.document.source, *targets))
        source, *bars = (
            f"{language.tag:{width}}{_BAR}" for language in (self.document.source, *targets)
        )
        parts = []
        for row in self.rows():
            first = self.line(row[0], source=True)
            lines = [source + first] + [
                bar + peer.line(part) for bar, peer, part in zip(bars, self.peers, row, strict=True)
            ]
            parts.append("\n".join(lines) if row[0].sentences else first)
        return text_file([*self._head(), *parts])

    def trilingual(self) -> bytes:
        """One line a language under each other; columns would be too narrow."""
        return self.stacked()

    def line(self, passage: Passage, *, source: bool = False) -> str:
        """A passage in one language with its marker."""
        return self._marked(passage, self._source if source else self._target)

    def side(self) -> bytes:
        """Two columns, wrapped at spaces."""
        source, target = self.document.source, self.document.target
        head = _columns(
            f"{phrase(target, 'source')} ({source.native})",
            f"{phrase(target, 'translation')} ({target.native})",
        )
        rule = "─" * (COLUMN + 1) + "┼" + "─" * (COLUMN + 1)
        parts = (
            _columns(self._marked(passage, self._source), self._marked(passage, self._target))
            for passage in self.document.passages
        )
        blank = "\n" + (" " * COLUMN + _BAR).rstrip() + "\n"
        return text_file([*self._head(), f"{head}\n{rule}\n{blank.join(parts)}"])

    def _head(self) -> list[str]:
        """The banner as the first part of a file, if there is one."""
        banner = self._banner()
        return [banner.rstrip("\n")] if banner else []

    def _banner(self) -> str:
        """Boxed in by lines of signs, so that nobody takes it for the text."""
        lines = [f"{warning}\n{counts}".rstrip() for _, warning, counts in notices(*self.documents)]
        if not lines:
            return ""
        rule = "=" * 80
        return "\n".join([rule, *lines, rule, ""])

    def _source(self, passage: Passage) -> str:
        return to_plain(passage.block.text, self.form)

    def _target(self, passage: Passage) -> str:
        return join(passage, self._sentence, self._plain)

    def _plain(self, text: str) -> str:
        return to_plain(text, self.form)

    def _sentence(self, sentence: Sentence) -> str:
        text = to_plain(sentence.shown, self.form)
        if sentence.reviewed:
            return text
        return f"[{mark(self.document.target, sentence.state)}: {text}]"

    def _flow(self) -> str:
        """The translation of a release that is not plain text, as plain text."""
        pieces: list[str] = []
        previous: Passage | None = None
        for passage in self.document.passages:
            if previous:
                pieces.append("\n" if are_close(previous, passage) else "\n\n")
            pieces.append(self._marked(passage, self._target))
            previous = passage
        return "".join(pieces)

    def _marked(self, passage: Passage, show: Callable[[Passage], str]) -> str:
        """A passage with its marker, which in a .txt release is part of the text."""
        if passage.kind is BlockKind.SEPARATOR:
            return passage.block.text if self.form == "txt" else "***"
        if passage.kind is not BlockKind.LIST_ITEM or self.form == "txt":
            return show(passage)
        item = self.item(passage)
        marker = f"{item.number}. " if item.number else "- "
        if item.continued:
            marker = " " * len(marker)
        return "  " * (item.depth - 1) + marker + show(item.passage)


def _columns(left: str, right: str) -> str:
    """Two texts beside each other."""
    lines = zip_longest(_wrap(left), _wrap(right), fillvalue="")
    return "\n".join(
        (one + " " * (COLUMN - _width(one)) + _BAR + two).rstrip() for one, two in lines
    )


def _wrap(text: str) -> Iterator[str]:
    """Lines of at most COLUMN cells; a no-break space does not break, a longer word does."""
    line, used = "", 0
    for word in _SPACES.split(text.strip()):
        for piece in _chop(word):
            size = _width(piece)
            if line and used + 1 + size > COLUMN:
                yield line
                line, used = piece, size
            else:
                line, used = (f"{line} {piece}", used + 1 + size) if line else (piece, size)
    yield line


def _chop(word: str) -> Iterator[str]:
    """A word in pieces that fit a column."""
    if _width(word) <= COLUMN:
        yield word
        return
    start = used = 0
    for end, character in enumerate(word):
        used += _cells(character)
        if used > COLUMN:
            yield word[start:end]
            start, used = end, _cells(character)
    yield word[start:]


def _width(text: str) -> int:
    """Cells of a terminal: wide characters take two (Unicode annex 11), combining ones none."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
